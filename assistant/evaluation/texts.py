"""When one text says what another says: white space, case and width apart, character by character. Pure.

A digit at the edge of what is looked for must be the edge of its number too: “5%” does not stand in “2.5%”, nor “3人”
in “13人”. Nothing is looser than that: a matcher that takes a changed digit or a lost 不 for equal measures nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_SPACE = re.compile(r"\s+")


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """``text`` without white space, in NFKC form, case folded."""
    return _SPACE.sub("", unicodedata.normalize("NFKC", text)).casefold()


@lru_cache(maxsize=50_000)
def _pattern(phrase: str) -> re.Pattern[str]:
    folded = fold(phrase)
    before = r"(?<![\d.])" if folded[:1].isdigit() else ""
    after = r"(?!\d|\.\d)" if folded[-1:].isdigit() else ""
    return re.compile(before + re.escape(folded) + after)


def says(text: str, phrase: str) -> bool:
    """Whether ``phrase`` stands in ``text``. An empty phrase stands nowhere."""
    return bool(fold(phrase)) and _pattern(phrase).search(fold(text)) is not None


def says_any(text: str, spellings: Iterable[str]) -> bool:
    """Whether any of ``spellings`` stands in ``text``."""
    return any(says(text, spelling) for spelling in spellings)


def covered_share(text: str, wanted: str, given: Iterable[str]) -> float:
    """The share (0 to 1) of the characters of ``wanted`` that the quotes ``given`` show; all are runs of ``text``.

    A quote that is no run of ``text`` shows nothing. 0 where ``wanted`` does not stand in ``text``.
    """
    whole, goal = fold(text), fold(wanted)
    start = whole.find(goal)
    if start < 0 or not goal:
        return 0.0
    shown = set[int]()
    for quote in map(fold, given):
        at = whole.find(quote)
        while quote and at >= 0:
            shown.update(range(max(at, start), min(at + len(quote), start + len(goal))))
            at = whole.find(quote, at + 1)
    return len(shown) / len(goal)
