"""Spellings of one thing made equal, and found in a text.

Two notices write “先诊疗后付费” and “先诊疗、后付费”, 〔区〕 and （区）, “0—3岁” and “0-3岁”; people write
“Treat-first, pay later”. Folding makes these equal and keeps, for every character left, its place in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

from assistant.segmentation import Edge, cheapest_path, word_costs

T = TypeVar("T")

# Marks that join or set off words inside a Chinese name without changing it.
_JOINERS = frozenset("“”‘’\"'「」『』、·・‧-")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―－~〜～"), "-")
_BRACKETS = str.maketrans("〔〕[]【】", "()()()")
_HAN = re.compile(r"[\u3400-\u9fff]")
_ALL_HAN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_TOKEN = re.compile(r"[a-z0-9]+(?:['’][a-z]+)*")
_LONGEST_LATIN_SPELLING = 14  # words
# Spellings of so few characters also arise across two words; only those that read as words count. The cost (see
# assistant.segmentation) is that of a word as frequent as 医保 in the field's texts.
_SHORT = 3
_WINDOW = 5  # characters looked at on either side: the longest word listed is four long
_SHORT_COST = 18
_LONG_COST = 0
# Words that end in s and are no plurals, and plurals without s.
_SAME_IN_PLURAL = frozenset(
    ("aids", "rabies", "measles", "diabetes", "mumps", "news", "illness", "always", "is", "was", "this")
)
_IRREGULAR = {"women": "woman", "men": "man", "children": "child", "diseases": "disease", "expenses": "expense"}
# British spellings → American ones, as word endings (centre, programme, hospitalisation, labour, paediatrician).
_VARIANTS = (
    (re.compile(r"tre$"), "ter"),
    (re.compile(r"programme$"), "program"),
    (re.compile(r"is(e|ed|ation|ing|ational)$"), r"iz\1"),
    (re.compile(r"(lab|neighb|behavi|tum)our"), r"\1or"),
    (re.compile(r"^(p)ae(d)|^(h)ae(m)|^(f)ae(c)"), lambda m: "e".join(g for g in m.groups() if g)),
    (re.compile(r"ageing$"), "aging"),
)


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
    return _HAN.search(text) is not None


@cache
def _canonical(word: str) -> str:
    """A word in lower case as one of its spellings: singular, American."""
    word = _singular(re.sub(r"['’]s?$|['’]", "", word))
    for pattern, replacement in _VARIANTS:
        word = pattern.sub(replacement, word)
    return word


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or word in _SAME_IN_PLURAL or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("shes", "ches", "xes", "sses")) else word[:-1]


def _latin_tokens(text: str) -> list[tuple[str, int, int]]:
    """Words of a text in Latin letters and digits, made singular and American, with their places."""
    return [(_canonical(m.group()), m.start(), m.end()) for m in _LATIN_TOKEN.finditer(text.lower())]


@cache
def spelling_key(spelling: str) -> str:
    """Equal for all spellings that count as one: Chinese folded, English singular, without spaces and hyphens."""
    if _ALL_HAN.fullmatch(spelling):
        return spelling
    if has_han(spelling):
        return fold(spelling).text
    return "".join(word for word, _, _ in _latin_tokens(spelling))


class SpellingIndex(Generic[T]):
    """Finds spellings, each standing for one thing, in a text; longest first, without overlaps.

    ``decoys`` are words in which a spelling means something else: they are found too, and nothing is told of them.
    """

    def __init__(self, spellings: Iterable[tuple[str, T]], decoys: Iterable[str] = ()) -> None:
        self._han: dict[str, T | None] = {}
        self._latin: dict[str, T] = {}
        for spelling, thing in spellings:
            if has_han(spelling):
                self._han.setdefault(spelling_key(spelling), thing)
            else:
                self._latin.setdefault(spelling_key(spelling), thing)
        self._han.update((spelling_key(decoy), None) for decoy in decoys)
        self._lengths: dict[str, list[int]] = {}  # first character → lengths of the spellings that begin with it
        for key in self._han:
            lengths = self._lengths.setdefault(key[0], [])
            if len(key) not in lengths:
                lengths.append(len(key))

    def get(self, name: str) -> T | None:
        """What the whole of ``name`` stands for."""
        return self._han.get(spelling_key(name)) if has_han(name) else self._latin.get(spelling_key(name))

    def find(self, text: str) -> list[tuple[int, int, T]]:
        """(start, end, thing) for each spelling found, in order; positions count in ``text``."""
        found: list[tuple[int, int, T | None]] = [*self._find_han(text), *self._find_latin(text)]
        found.sort(key=lambda hit: (hit[0] - hit[1], hit[0]))
        taken: list[tuple[int, int, T | None]] = []
        for hit in found:
            if all(hit[1] <= start or end <= hit[0] for start, end, _ in taken):
                taken.append(hit)
        return sorted(((s, e, thing) for s, e, thing in taken if thing is not None), key=lambda hit: hit[0])

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

    def _find_latin(self, text: str) -> Iterable[tuple[int, int, T]]:
        tokens = _latin_tokens(text)
        for first in range(len(tokens)):
            joined = ""
            for word, _, end in tokens[first : first + _LONGEST_LATIN_SPELLING]:
                joined += word
                thing = self._latin.get(joined)
                if thing is not None:
                    yield tokens[first][1], end, thing


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
