"""English words made comparable, and English names found in a text.

Plurals, British spellings, hyphens and spaces do not matter (“tele-medicine”, “health centres”); in names of several
words neither do -ing and -ed (“screened for cancer”). “…” in a name stands for up to four words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Generic, TypeVar

T = TypeVar("T")

GAP = "…"
_LONGEST_GAP = 4  # words
_LONGEST_NAME = 14  # words
# What is left without a derived ending is no word where it is shorter.
_SHORTEST_ROOT = 5  # letters
_DERIVED = ("er", "or", "ly", "ion", "ment", "ness", "ation")
_TOKEN = re.compile(r"[a-z0-9]+(?:['’][a-z]+)*")
# Words that end in s and are no plurals, and plurals without s.
_SAME_IN_PLURAL = frozenset(
    ("aids", "rabies", "measles", "diabetes", "mumps", "news", "illness", "always", "is", "was", "this")
)
_IRREGULAR = {"women": "woman", "men": "man", "children": "child", "diseases": "disease", "expenses": "expense"}
# Verbs whose past is no -ed form, a line a few of them; where the past is a word of its own (left, found), it stays.
_IRREGULAR_VERBS = """
    bear bore borne, begin began begun, break broke broken, bring brought, build built, buy bought, catch caught
    choose chose chosen, draw drew drawn, drink drank drunk, drive drove driven, eat ate eaten, fall fell fallen
    feed fed, forbid forbade forbidden, give gave given, grow grew grown, hide hid hidden, hold held, keep kept
    lead led, lend lent, lose lost, seek sought, sell sold, send sent, spend spent, steal stole stolen, take took taken
    teach taught, throw threw thrown, withdraw withdrew withdrawn, write wrote written
"""
_PRESENT = {past: verb.split()[0] for verb in re.split(r"[,\n]", _IRREGULAR_VERBS.strip()) for past in verb.split()[1:]}
# Verbs and nouns that count as one in names of several words (“treated before paying”, “treatment before payment”).
_SAME_STEM = {**_PRESENT, "paid": "pay", "payment": "pay", "treatment": "treat", "recruitment": "recruit"}
# British spellings → American ones, as word endings (centre, programme, hospitalisation, labour, paediatrician).
_VARIANTS = (
    (re.compile(r"tre$"), "ter"),
    (re.compile(r"programme$"), "program"),
    (re.compile(r"is(e|ed|ation|ing|ational)$"), r"iz\1"),
    (re.compile(r"(lab|neighb|behavi|tum)our"), r"\1or"),
    (re.compile(r"^(p)ae(d)|^(h)ae(m)|^(f)ae(c)"), lambda m: "e".join(g for g in m.groups() if g)),
    (re.compile(r"ageing$"), "aging"),
)
_MAY_BE_BRITISH = re.compile(r"tre$|mme$|is(?:e|ed|ing|ation|ational)$|our|ae|geing$")


@cache
def _canonical(word: str) -> str:
    """A word in lower case as one of its spellings: singular, American."""
    word = _singular(word if word.isalnum() else re.sub(r"['’]s?$|['’]", "", word))
    if _MAY_BE_BRITISH.search(word):
        for pattern, replacement in _VARIANTS:
            word = pattern.sub(replacement, word)
    return word


@cache
def _stem(word: str) -> str:
    """A canonical word without -ing, -ed and final e: screen, screening and screened are one."""
    word = _SAME_STEM.get(word, word)
    for ending, shortest in (("ing", 6), ("ed", 5)):
        if word.endswith(ending) and len(word) >= shortest and not word.endswith("eed"):
            word = word[: -len(ending)]
            if word[-1] == word[-2] and word[-1] not in "ls":
                word = word[:-1]
            break
    return word[:-1] if word.endswith("e") and len(word) >= 4 else word


def roots_of(stem: str) -> list[str]:
    """``stem`` without an ending that makes a noun or an adverb of a verb or an adjective (evaluat-ion, assess-ment,
    lawful-ly), the shortest ending first; none where it has no such ending."""
    endings = [ending for ending in _DERIVED if stem.endswith(ending)]
    return [stem[: -len(ending)] for ending in endings if len(stem) >= len(ending) + _SHORTEST_ROOT]


def _singular(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= 3 or word in _SAME_IN_PLURAL or word.endswith(("ss", "us", "is")) or not word.endswith("s"):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("shes", "ches", "xes", "sses")) else word[:-1]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text: canonical (singular, American), its stem, and where it stands."""

    word: str
    stem: str
    start: int
    end: int


def tokens_of(text: str) -> list[Token]:
    """Words of a text in Latin letters and digits, with their places."""
    tokens = []
    for match in _TOKEN.finditer(text.lower()):
        word = _canonical(match.group())
        tokens.append(Token(word, _stem(word), match.start(), match.end()))
    return tokens


def stems_of(text: str) -> list[str]:
    """The stems of the words of ``text``, without their places."""
    return [_stem(_canonical(word)) for word in _TOKEN.findall(text.lower())]


@cache
def latin_key(name: str) -> str:
    """Equal for all spellings of an English name that count as one.

    Names of several words are compared by their stems, those of one word are not: publicity is not public.
    """
    if GAP in name:
        return GAP.join("".join(stems_of(part)) for part in name.split(GAP))
    words = [_canonical(word) for word in _TOKEN.findall(name.lower())]
    return "+" + "".join(_stem(word) for word in words) if len(words) > 1 else "".join(words)


class LatinIndex(Generic[T]):
    """Finds English names, each standing for one thing, in a text."""

    def __init__(self, names: Iterable[tuple[str, T]]) -> None:
        self._names: dict[str, T] = {}
        self._patterns: dict[str, list[tuple[list[list[str]], T]]] = {}  # stem of the first word → parts between gaps
        for name, thing in names:
            if GAP in name:
                parts = [stems_of(part) for part in name.split(GAP)]
                self._patterns.setdefault(parts[0][0], []).append((parts, thing))
            else:
                self._names.setdefault(latin_key(name), thing)

    def get(self, name: str) -> T | None:
        """What the whole of ``name`` stands for."""
        return self._names.get(latin_key(name))

    def find(self, text: str) -> Iterator[tuple[int, int, T]]:
        """(start, end, thing) for every name found; they may overlap."""
        tokens = tokens_of(text)
        for first in range(len(tokens)):
            words, stems = "", "+"
            for token in tokens[first : first + _LONGEST_NAME]:
                words, stems = words + token.word, stems + token.stem
                for key in (words, stems):
                    thing = self._names.get(key)
                    if thing is not None:
                        yield tokens[first].start, token.end, thing

    def find_patterns(self, text: str) -> Iterator[tuple[list[tuple[int, int]], T]]:
        """(places of the parts, thing) for every name with gaps that is found."""
        tokens = tokens_of(text)
        for first, token in enumerate(tokens):
            for parts, thing in self._patterns.get(token.stem, ()):
                places = _match_parts(parts, tokens, first)
                if places is not None:
                    yield places, thing


def _match_parts(parts: Sequence[Sequence[str]], tokens: Sequence[Token], first: int) -> list[tuple[int, int]] | None:
    """Places of ``parts`` in order from token ``first`` on, each at most a gap behind the one before; else None."""
    places: list[tuple[int, int]] = []
    earliest, latest = first, first
    for part in parts:
        size = len(part)
        for start in range(earliest, min(latest, len(tokens) - size) + 1):
            if [token.stem for token in tokens[start : start + size]] == list(part):
                places.append((tokens[start].start, tokens[start + size - 1].end))
                earliest, latest = start + size, start + size + _LONGEST_GAP
                break
        else:
            return None
    return places
