"""Words compared and cut: how much two texts share, what a number is worth, where a sentence may be cut."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.quiz.records import Source
from assistant.reading.facts.numerals import ARABIC, CHINESE, parse_number
from assistant.records import Clause

_PAIRS = {"“": "”", "‘": "’", "《": "》", "〈": "〉", "（": "）", "(": ")", "〔": "〕", "[": "]", "【": "】"}
_CLOSERS = {close: opener for opener, close in _PAIRS.items()}
# A point between digits is no mark.
_MARKS = re.compile(r"(?<!\d)\.|\.(?!\d)|[\s，。、；：？！,;:?!“”‘’\"'《》〈〉（）()〔〕\[\]【】—\-·]")
_NUMBER = re.compile(f"{ARABIC}|{CHINESE}")
# So many characters in a row, said in two texts, are no chance.
_GRAM = 8
_WIDE = {",": "，", ";": "；", ":": "："}


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """``text`` for comparing: one width of characters, no marks and spaces."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text)).lower()


def shared_run(first: str, second: str) -> int:
    """Characters of the longest run that stands in both."""
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size


def grams(text: str, size: int = _GRAM) -> frozenset[str]:
    """The runs of ``size`` characters of ``text``, marks left out."""
    bare = plain(text)
    return frozenset(bare[at : at + size] for at in range(len(bare) - size + 1))


def is_balanced(text: str) -> bool:
    """Whether every bracket and quotation mark that opens in ``text`` also closes there, in order."""
    open_marks: list[str] = []
    for char in text:
        if char in _PAIRS:
            open_marks.append(char)
        elif char in _CLOSERS and (not open_marks or open_marks.pop() != _CLOSERS[char]):
            return False
    return not open_marks


def inner_quotes(text: str) -> str:
    """``text`` as it stands inside “ ”: its own marks become ‘ ’."""
    return text.replace("“", "‘").replace("”", "’")


# Slips of scanning that can be known: “互联网十” for “互联网+”, 况 without its first half, 後 for 后.
_MISREAD = re.compile(r"互联网十(?=[”’\u4e00-\u9fff])|(?<![情状近概盛实路战境])况(?!且)|後")


def is_misread(text: str) -> bool:
    """Whether ``text`` holds a slip of scanning, so that it cannot be printed in a question."""
    return bool(_MISREAD.search(text))


def tidy(text: str) -> str:
    """``text`` without the spaces that scans and typists put between Chinese characters and figures, and with Chinese
    marks in place of ASCII ones."""
    text = re.sub(
        r"(?<=[\u4e00-\u9fff，。；：、“”])[ \u3000\u00a0]+|[ \u3000\u00a0]+(?=[\u4e00-\u9fff，。；：、“”])", "", text
    )
    text = re.sub(r"\(([^()]*[\u4e00-\u9fff][^()]*)\)", r"（\1）", text)
    return re.sub(r"(?<=[\u4e00-\u9fff”》）%_])[,;:](?=\D)", lambda match: _WIDE[match[0]], text).strip()


def value_of(words: str) -> float | None:
    """What a number as printed is worth; None for ranges and what is none. Full width and 三十 are read too."""
    bare = unicodedata.normalize("NFKC", words).replace(",", "").strip()
    if re.fullmatch(r"\d+\.\d+", bare):
        return float(bare)
    whole = parse_number(bare)
    return None if whole is None else float(whole)


def values_in(text: str) -> frozenset[float]:
    """Every number that stands in ``text``, in figures or in Chinese."""
    found = (value_of(match[0]) for match in _NUMBER.finditer(text))
    return frozenset(value for value in found if value is not None)


def source_of(clause: Clause, quote: str, start: int, end: int) -> Source:
    """The source that ``quote`` of ``clause`` is."""
    return Source(clause.id, clause.label, quote, start, end, clause_hash(clause))


def clause_hash(clause: Clause) -> str:
    """SHA-256 of the clause's text, hexadecimal."""
    return hashlib.sha256(clause.text.encode()).hexdigest()
