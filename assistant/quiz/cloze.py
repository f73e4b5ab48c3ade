"""Sentences of a notice with a blank for the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.quiz.records import BLANK
from assistant.quiz.words import is_balanced, plain, tidy, window

_ROOM, _SHORTEST = 110, 9  # characters
_LONGEST_HEADING = 30  # a heading may stand before a sentence without a mark
# What cannot begin a sentence that stands alone, and what has come in from a table or a list.
_HALF = re.compile(
    r"^(?:其|并|且|该|上述|对其|或|及|和|与|应|可|不|即|每批|每人|每次|以上|前款|前述|同时|但|也|还|再|则|如|后|之|为其)"
)
_LITTER = re.compile(r"[|*#\n]")
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳]|第[一二三四五六七八九十百\d]+(?:条[，,、：]?|[，,、]))\s*"
)


@dataclass(frozen=True, slots=True)
class Cloze:
    """``text``: a sentence with one :data:`BLANK`, without a full stop; ``rest``: the same without the blank."""

    text: str

    @property
    def rest(self) -> str:
        """The words that are shown."""
        return self.text.replace(BLANK, "")


def make_cloze(text: str, quote: str, start: int, end: int) -> Cloze | None:
    """``quote`` with ``quote[start:end]`` blanked, or the half-sentence around it; None where what is left is no
    sentence that can be read by itself, or says the answer again.

    :param text: the clause's text, where the quote must stand at the beginning of a sentence or half-sentence.
    """
    if not _begins_there(text, quote):
        return None
    whole = _without_opening(quote, start)
    cut = len(quote) - len(whole)
    part = window(whole, start - cut, end - cut, _ROOM)
    if part is None:
        return None
    left, right = part
    before, after = whole[left : start - cut], whole[end - cut : right]
    words = tidy(tidy(before) + BLANK + tidy(after)).rstrip("。；;，,、")
    shown = words.replace(BLANK, "")
    if len(shown) < _SHORTEST or _HALF.search(words) or _LITTER.search(words) or not is_balanced(words):
        return None
    return None if plain(quote[start:end]) in plain(shown) else Cloze(words)


def _begins_there(text: str, quote: str) -> bool:
    """Whether no word stands right before the quote: a sentence cut in two cannot be read by itself."""
    before = text[: max(text.find(quote), 0)].rstrip()
    return not re.search(r"[\u4e00-\u9fff、]$", before) or len(before) < _LONGEST_HEADING


def _without_opening(quote: str, start: int) -> str:
    """The quote behind “一是”, “（二）”, where the answer does not stand in that."""
    found = _OPENING.match(quote)
    return quote[found.end() :] if found and found.end() <= start else quote


def places_of(pattern: str, quote: str) -> list[tuple[int, int]]:
    """Where ``pattern`` (its first group, if it has one) stands in ``quote``."""
    return [match.span(1 if match.re.groups else 0) for match in re.finditer(pattern, quote)]
