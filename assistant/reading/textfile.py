"""A file's bytes → its decoded text."""

from __future__ import annotations

import codecs
import re
import stat
from pathlib import Path

from assistant.reading import reasons
from assistant.reading.reasons import refuse

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The longest official texts have some hundred thousand characters: 1 MB at most.
MAX_TEXT_BYTES = 10_000_000
_MEGABYTE = 1_000_000
# What Chinese texts are made of. UTF-16 read in the wrong order of bytes, or what is no text, scatters over all planes.
_USUAL = re.compile(
    r"[\t\n\r\f\x20-\x7e·×÷°±\u2000-\u206f\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
)
_USUAL_SHARE = 0.95
_SAMPLE_BYTES = 20_000
# GB18030 gives a character for almost any bytes. In Big5 and others read as such, kana and characters that nobody uses
# stand in every line; Chinese texts have none, or a word.
_GARBLED = re.compile(r"[\u3040-\u30ff\ue000-\uf8ff\u0400-\u04ff]")
_GARBLED_SHARE = 0.03


def read_bytes(path: Path, limit: int = MAX_TEXT_BYTES) -> bytes:
    """The bytes of the regular file at ``path``, ``limit`` at most.

    :raises CorpusError: where there is no such file, it is none that holds data (a folder, a pipe, a device: reading
        those may never end), is too large, or cannot be read.
    """
    try:
        size = check_file(path, limit)
        with path.open("rb") as file:
            data = file.read(size + 1)
    except OSError as error:
        raise refuse(path, reasons.UNREADABLE, error.strerror or error) from error
    if len(data) > size:
        raise refuse(path, reasons.GROWING)
    return data


def check_file(path: Path, limit: int) -> int:
    """Size in bytes of the regular file at ``path``.

    :raises CorpusError: where it is none, or has more than ``limit`` bytes.
    :raises OSError: where it does not exist or may not be looked at.
    """
    status = path.stat()
    if stat.S_ISDIR(status.st_mode):
        raise refuse(path, reasons.FOLDER)
    if not stat.S_ISREG(status.st_mode):
        raise refuse(path, reasons.NO_FILE)
    if status.st_size > limit:
        raise refuse(path, reasons.TOO_LARGE, f"{status.st_size / _MEGABYTE:.0f}", limit // _MEGABYTE)
    return status.st_size


def sniff_utf16(data: bytes) -> str | None:
    """The codec, where ``data`` plainly is UTF-16 without a byte order mark, as some Windows programs write it."""
    sample = data[:_SAMPLE_BYTES]
    if len(data) % 2 or b"\0" not in sample:
        return None
    for codec in ("utf-16-le", "utf-16-be"):
        text = sample.decode(codec, errors="replace")
        if len(_USUAL.findall(text)) >= _USUAL_SHARE * len(text):
            return codec
    return None


def is_garbled(text: str) -> bool:
    """Whether ``text``, decoded as GB18030, has another encoding."""
    return len(_GARBLED.findall(text)) > _GARBLED_SHARE * len(text)


def decode(data: bytes, name: str) -> str:
    """Text of ``data``: UTF-8, UTF-16 or GB18030, the encodings that Chinese offices use.

    Line ends stay as they are, since positions count them. ``name`` is for the message.

    :raises CorpusError: where the bytes are none of these, or hold NULs, were it only one: then it is no text, or a
        damaged one, of which nobody can say what is missing.
    """
    encoding = next((codec for mark, codec in _BOMS if data.startswith(mark)), None) or sniff_utf16(data)
    for candidate in (encoding,) if encoding else ("utf-8", "gb18030"):
        try:
            text = data.decode(candidate)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not (candidate == "gb18030" and is_garbled(text)):
            return text
    raise refuse(name, reasons.NO_TEXT_FILE)


def read_text(path: Path) -> str:
    """Decoded text of the file at ``path``.

    :raises CorpusError: where it cannot be read, holds no text or is empty.
    """
    text = decode(read_bytes(path), str(path))
    if not text.strip():
        raise refuse(path, reasons.EMPTY)
    return text
