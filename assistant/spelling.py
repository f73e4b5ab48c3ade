"""Spellings of one thing made equal, and found in a text.

Two notices write “先诊疗后付费” and “先诊疗、后付费”, 〔区〕 and （区）, “0—3岁” and “0-3岁”; people write
“Treat-first, pay later”. Folding makes these equal and keeps, for every character left, its place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from assistant.latin import GAP, LatinIndex, latin_key
from assistant.segmentation import Edge, cheapest_path, word_costs

T = TypeVar("T")

# Marks that join or set off words inside a Chinese name without changing it.
_JOINERS = frozenset("“”‘’\"'「」『』、·・‧-")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―－~〜～"), "-")
_BRACKETS = str.maketrans("〔〕[]【】", "()()()")
_HAN = re.compile(r"[\u3400-\u9fff]")
_HAN_GAP = "[\u3400-\u9fff]{0,6}?"  # what “…” stands for
_ALL_HAN = re.compile(r"[\u3400-\u9fff]+")
# Spellings of so few characters also arise across two words; only those that read as words count. The cost (see
# assistant.segmentation) is that of a word as frequent as 医保 in the field's texts.
_SHORT = 3
_WINDOW = 5  # characters looked at on either side: the longest word listed is four long
_SHORT_COST = 18
_LONG_COST = 0


@dataclass(frozen=True, slots=True)
class Folded:
    """A text with equal spellings made equal. ``places[i]``: where the folded character ``i`` stands in the text."""

    text: str
    places: tuple[int, ...]


def _is_ascii_word(char: str) -> bool:
    return char.isascii() and char.isalnum()


def fold(text: str) -> Folded:
    """NFKC, lower case, one kind of dash and bracket; joining marks and spaces go, unless they part two ASCII words."""
    chars: list[str] = []
    places: list[int] = []
    pending: tuple[str, int] | None = None  # a mark that stays only if an ASCII word follows
    for place, raw in enumerate(text):
        plain = raw if _HAN.match(raw) else unicodedata.normalize("NFKC", raw).lower()
        for char in plain.translate(_DASHES).translate(_BRACKETS):
            if char.isspace() or char in _JOINERS:
                if chars and pending is None and _is_ascii_word(chars[-1]):
                    pending = (" " if char.isspace() else char, place)
                continue
            if pending is not None and _is_ascii_word(char):
                chars.append(pending[0])
                places.append(pending[1])
            pending = None
            chars.append(char)
            places.append(place)
    return Folded("".join(chars), tuple(places))


def has_han(text: str) -> bool:
    """Whether a Chinese character stands in ``text``."""
    return not text.isascii() and _HAN.search(text) is not None


@cache
def spelling_key(spelling: str) -> str:
    """Equal for all spellings that count as one: Chinese folded, English as :func:`assistant.latin.latin_key` says."""
    if _ALL_HAN.fullmatch(spelling):
        return spelling
    if GAP in spelling:
        return (
            GAP.join(spelling_key(part) for part in spelling.split(GAP)) if has_han(spelling) else latin_key(spelling)
        )
    return fold(spelling).text if has_han(spelling) else latin_key(spelling)


def can_be_found(spelling: str) -> bool:
    """Whether something can be looked for: a word, or words with one on either side of each gap."""
    return all(spelling_key(part) for part in spelling.split(GAP))


@cache
def _gapped(parts: tuple[str, ...]) -> re.Pattern[str]:
    """The pattern of a spelling with gaps. Compiling takes a millisecond, so it is done when its parts are there."""
    return re.compile(_HAN_GAP.join(f"({re.escape(part)})" for part in parts))


class SpellingIndex(Generic[T]):
    """Finds spellings, each standing for one thing, in a text; longest first, without overlaps.

    ``decoys`` are words in which a spelling means something else: they are found too, and nothing is told of them.
    """

    def __init__(self, spellings: Iterable[tuple[str, T]], decoys: Iterable[str] = ()) -> None:
        self._han: dict[str, T | None] = {}
        self._patterns: list[tuple[tuple[str, ...], T]] = []
        latin: list[tuple[str, T]] = []
        for spelling, thing in spellings:
            if _ALL_HAN.fullmatch(spelling):  # nearly all of them
                self._han.setdefault(spelling, thing)
            elif has_han(spelling) and GAP in spelling:
                self._patterns.append((tuple(fold(part).text for part in spelling.split(GAP)), thing))
            elif has_han(spelling):
                self._han.setdefault(spelling_key(spelling), thing)
            else:
                latin.append((spelling, thing))
        self._latin = LatinIndex(latin)
        self._han.update((spelling_key(decoy), None) for decoy in decoys)
        self._lengths: dict[str, list[int]] = {}  # first character → lengths of the spellings that begin with it
        for key in self._han:
            lengths = self._lengths.setdefault(key[0], [])
            if len(key) not in lengths:
                lengths.append(len(key))

    def get(self, name: str) -> T | None:
        """What the whole of ``name`` stands for."""
        return self._han.get(spelling_key(name)) if has_han(name) else self._latin.get(name)

    def find(self, text: str) -> list[tuple[int, int, T]]:
        """(start, end, thing) for each spelling found, in order; positions count in ``text``."""
        found: list[tuple[int, int, T | None]] = [*self._find_han(text), *self._latin.find(text)]
        found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken: list[tuple[int, int, T | None]] = []
        for hit in found:
            if _is_free(hit[0], hit[1], taken):
                taken.append(hit)
        # Names with gaps come last: they give way to what stands in their gaps.
        for places, thing in [*self._find_han_patterns(text), *self._latin.find_patterns(text)]:
            if not any(other == thing for _, _, other in taken):
                whole = (places[0][0], places[-1][1])
                free = [place for place in (whole, *places) if _is_free(*place, taken)]
                taken += [(*free[0], thing)] if free else []
        return sorted(((s, e, thing) for s, e, thing in taken if thing is not None), key=lambda hit: hit[0])

    def _find_han_patterns(self, text: str) -> Iterator[tuple[list[tuple[int, int]], T]]:
        folded = fold(text)
        for parts, thing in self._patterns:
            if not all(part in folded.text for part in parts):
                continue
            pattern = _gapped(parts)
            for match in pattern.finditer(folded.text):
                spans = [match.span(group) for group in range(1, pattern.groups + 1)]
                yield [(folded.places[start], folded.places[end - 1] + 1) for start, end in spans], thing

    def _find_han(self, text: str) -> list[tuple[int, int, T | None]]:
        folded = fold(text)
        chars, places = folded.text, folded.places
        candidates = [
            Edge(start, start + length, _SHORT_COST if length <= _SHORT else _LONG_COST)
            for start, first in enumerate(chars)
            for length in self._lengths.get(first, ())
            if start + length <= len(chars)
            and chars[start : start + length] in self._han
            and _stands_free(chars, start, start + length)
        ]
        return [
            (places[edge.start], places[edge.end - 1] + 1, self._han[chars[edge.start : edge.end]])
            for edge in candidates
            if edge.cost == _LONG_COST or _is_read_as_word(chars, edge)
        ]


def _is_free(start: int, end: int, taken: Iterable[tuple[int, int, object]]) -> bool:
    return all(end <= other_start or other_end <= start for other_start, other_end, _ in taken)


def _is_read_as_word(chars: str, edge: Edge) -> bool:
    """Whether the characters are a word where they stand: 村医 is none in “乡村医疗”, 民政 none in “人民政府”."""
    first = max(0, edge.start - _WINDOW)
    before = re.split(r"[^\u3400-\u9fff]", chars[first : edge.start])[-1]
    after = re.split(r"[^\u3400-\u9fff]", chars[edge.end : edge.end + _WINDOW])[0]
    run = before + chars[edge.start : edge.end] + after
    cost = min(edge.cost, word_costs().get(chars[edge.start : edge.end], edge.cost))
    return bool(cheapest_path(run, [Edge(len(before), len(before) + edge.end - edge.start, cost)]))


def _stands_free(text: str, start: int, end: int) -> bool:
    """No number or Latin word is cut: “30种大病” is not found in “130种大病”."""
    cut_before = start > 0 and _is_ascii_word(text[start]) and _is_ascii_word(text[start - 1])
    cut_after = end < len(text) and _is_ascii_word(text[end - 1]) and _is_ascii_word(text[end])
    return not (cut_before or cut_after)
