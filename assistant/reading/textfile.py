"""A file's bytes → its decoded text."""

from __future__ import annotations

import codecs
from pathlib import Path

from assistant.errors import CorpusError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decode(data: bytes, name: str) -> str:
    """Text of ``data``: UTF-8, UTF-16 with a byte order mark, or GB18030, the encodings that Chinese offices use.

    Line ends stay as they are, since positions count them. ``name`` is for the message.

    :raises CorpusError: where the bytes are none of these, or hold NULs (no text).
    """
    encoding = next((name_ for mark, name_ in _BOMS if data.startswith(mark)), None)
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise CorpusError(f"{name}：不是文字文件（UTF-8、GB18030 或 UTF-16）；请另存为 UTF-8 的 .txt 后再试。")


def read_text(path: Path) -> str:
    """Decoded text of the file at ``path``.

    :raises CorpusError: where it cannot be read, holds no text or is empty.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(f"{path}：读不了（{error.strerror or error}）；请检查文件是否存在、是否有权限。") from error
    text = decode(data, str(path))
    if not text.strip():
        raise CorpusError(f"{path}：文件是空的；请换一份有正文的文件。")
    return text
