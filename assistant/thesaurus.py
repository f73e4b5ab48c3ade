"""Everyday words for official ones: ``thesaurus.txt`` of a corpus folder.

A line a saying: ``结账 = 付费 结算 支付``; an English line: ``toilet = 厕所``. “…” stands for up to six Chinese
characters. Lines that begin with # are notes. Unlike the terms of the glossary, sayings have no name of their own: each
stands for any of the official words behind it, the closest first.

Not TOML like the glossary: with fifteen thousand lines that takes 0.15 s to read, a tenth of a cold answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from assistant.errors import CorpusError
from assistant.spelling import can_be_found

FILE_NAME = "thesaurus.txt"

Words = dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Thesaurus:
    """``chinese`` and ``english``: everyday word or phrase → official words."""

    chinese: Words = field(default_factory=dict)
    english: Words = field(default_factory=dict)


def load_thesaurus(corpus: Path) -> Thesaurus:
    """The thesaurus of a corpus folder; an empty one where the folder has none.

    :raises CorpusError: the file cannot be read, a line is not “saying = words”, or one of these holds no word; one
        line naming file and line.
    """
    file = corpus / FILE_NAME
    if not file.is_file():
        return Thesaurus()
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{file}：不是 UTF-8 编码（第 {error.start + 1} 个字节）；请另存为 UTF-8。") from error
    except OSError as error:
        raise CorpusError(f"{file}：读不了（{error.strerror or error}）；请检查权限。") from error
    found = Thesaurus()
    for saying, words in _entries(text, file):
        (found.english if saying.isascii() else found.chinese)[saying] = words
    return found


def _entries(text: str, file: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        saying, equals, official = line.partition("=")
        saying, words = saying.strip(), tuple(official.split())
        if not equals or not saying or not words:
            raise CorpusError(f"{file}：第 {number} 行应写成“说法 = 公文用词 公文用词”；请改正，或删去这一行。")
        if not line.replace(" ", "").replace("=", "").isalnum():  # nearly all lines are letters throughout
            _require_words((saying, *words), f"{file}：第 {number} 行")
        yield saying, words


def _require_words(entries: Sequence[str], where: str) -> None:
    for entry in entries:
        if not can_be_found(entry):
            raise CorpusError(f"{where}的“{entry}”里没有词，或“…”的一边没有词；请改正，或删去这一行。")
