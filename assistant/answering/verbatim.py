"""Whether Chinese words stand in a text as they are: whole stretches, from one punctuation mark to the next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

# A point or comma inside a number parts nothing: “2.5%”, “1,000”.
_POINT = re.compile(r"(?<=\d)\.(?=\d)")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
# Stands for the point of a decimal number.
DECIMAL = "\ue000"
# What does not count: white space, quotation marks, Markdown, and everything nobody sees.
_SILENT = re.compile(r"[\s“”‘’\"'「」『』《》〈〉<>*#_\u00ad\u200b-\u200f\u2060\ufeff]+")
_AND = re.compile(r"以及|[和及与]")
_STOPS = ".。!?"
_MARKS = re.compile(r"[.。!?,;()|…]+|-{2,}")
_LEADING_MARK = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇\d]{1,6}[章节条]|[一二三四五六七八九十]{1,3}(?:、|是)|\d{1,2}、|[①-⑳]"
    r"|(?:主送|抄送|抄报|文号|发文字号|标题):)"
)
# Words that may stand before a stretch without changing it.
_JOINING = re.compile(r"^(?:由|并且|并|且|即|也|同时|其中|此外|另外)(?=..)")
# A stretch that says one of these limits its whole sentence: the rest of the sentence cannot stand without it.
LIMITS = re.compile(
    r"不得|不能|不予|不享受|不含|不包括|不纳入|不列入|不适用|除外|除外|以外|^除|禁止|严禁|仅限|只限|^但|^如|前提|的情况下|条件下|^经\S+的$"
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words between two punctuation marks, in one form. ``sentence`` counts the full stops before it; ``in_list``: a 、
    ties it to what stands before or behind it."""

    words: str
    sentence: int
    in_list: bool = False


def one_form(text: str) -> str:
    """``text`` with what does not count taken out: widths, white space, quotation marks; 和, 及, 与 as 、."""
    text = unicodedata.normalize("NFKC", text)
    text = _POINT.sub(DECIMAL, _THOUSANDS.sub("", text))
    return _AND.sub("、", _SILENT.sub("", text)).replace("〔", "[").replace("〕", "]")


def stretches(text: str) -> list[Stretch]:
    """The stretches of ``text`` in order."""
    plain = one_form(text)
    found: list[Stretch] = []
    begin = sentence = 0
    for match in _MARKS.finditer(plain + "。"):
        run = plain[begin : match.start()]
        words = run.strip("、:-")
        if words:
            found.append(Stretch(words, sentence, "、" in (run[0], run[-1])))
        sentence += any(char in _STOPS for char in match[0])
        begin = match.end()
    return found


def readings(words: str) -> frozenset[str]:
    """The forms in which a stretch may be said: with and without a list mark and a joining word before it."""
    bare = _LEADING_MARK.sub("", words)
    return frozenset((words, bare, _JOINING.sub("", bare))) - {""}


@dataclass(frozen=True, slots=True)
class Verbatim:
    """The texts that a statement may take its words from.

    ``printed``: the same as printed, where that differs. ``is_needed``: whether the rest of its sentence cannot
    stand without a stretch. ``is_topic``: whether words may stand before “由…”.
    """

    texts: tuple[str, ...]
    printed: tuple[str, ...]
    is_needed: Callable[[str], bool]
    is_topic: Callable[[str], bool]

    def missing(self, text: str) -> str | None:
        """The first words of ``text`` that do not stand in the texts; where each of them does, but in another order or
        without what limits them, the first of all; None where all stand as they are."""
        told = stretches(text)
        said = [self._said(stretch.words) for stretch in told]
        joined = [s for number, source in enumerate(self.texts) for s in _after(stretches(source), number * 10_000)]
        sources = [joined, *(stretches(source) for source in self.printed)]
        if not said or any(self._stands(said, source) for source in sources):
            return None
        known = frozenset(words for stretch in joined for words in readings(stretch.words))
        first = next((stretch.words for stretch in told if not readings(stretch.words) & known), told[0].words)
        return first.replace(DECIMAL, ".")

    def _said(self, words: str) -> frozenset[str]:
        topic, by, rest = words.rpartition("由")
        return readings(words) | (readings(rest) if by and topic and self.is_topic(topic) else frozenset())

    def _stands(self, said: Sequence[frozenset[str]], source: Sequence[Stretch]) -> bool:
        held = [readings(stretch.words) for stretch in source]
        return any(self._is_fair(places, source) for places in _embeddings(said, held))

    def _is_fair(self, places: Sequence[int], source: Sequence[Stretch]) -> bool:
        """Whether nothing is left out that the sentences said need."""
        touched: dict[int, list[int]] = {}
        for place in places:
            touched.setdefault(source[place].sentence, []).append(place)
        return all(
            not self._is_needed(stretch, touched[stretch.sentence][0] < index < touched[stretch.sentence][-1])
            for index, stretch in enumerate(source)
            if stretch.sentence in touched and index not in places
        )

    def _is_needed(self, left_out: Stretch, is_between: bool) -> bool:
        """Whether a stretch may not be left out: between others only what has no letters may, such as an
        empty cell."""
        if is_between and re.search(r"[^\W\d_]", left_out.words):
            return True
        return left_out.in_list or bool(LIMITS.search(left_out.words)) or self.is_needed(left_out.words)


def _after(found: Sequence[Stretch], offset: int) -> Iterator[Stretch]:
    return (replace(stretch, sentence=stretch.sentence + offset) for stretch in found)


def _embeddings(said: Sequence[frozenset[str]], held: Sequence[frozenset[str]]) -> Iterator[list[int]]:
    """Places of ``said`` in ``held``, one after the other; from each beginning the nearest ones."""
    for first in range(len(held)):
        places: list[int] = []
        position = first
        for words in said:
            place = next((i for i in range(position, len(held)) if words & held[i]), None)
            if place is None or (not places and place != first):
                break
            places.append(place)
            position = place + 1
        if len(places) == len(said):
            yield places
