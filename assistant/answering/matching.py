"""How well a text covers what a question is about: concepts weighted by how rare they are in the notices held."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from assistant.importance import importance
from assistant.reading.formats.numerals import chinese_counting
from assistant.reading.sentences import split_sentences
from assistant.records import Clause, Concept, Notice

# A word that the notices say only in pieces (“村医补助” as 村医 … 补助) counts so much.
_PIECES_SHARE = 0.5
# A concept that the glossary knows is the subject of the question; loose words around it weigh less.
_TERM_WEIGHT = 1.5
# An official word that may stand for the user's own counts so much beside that word itself.
_SYNONYM_SHARE = 1.0
# The user's own words for a term the notice may use in another sense.
_SAID_SHARE = 0.75
# English shares no words with the notices: one that the glossary does not know tells little about the topic.
_ENGLISH_WEIGHT = 0.2
_TRANSLATED_WEIGHT = 0.6
# A plain word that this share of the clauses say is of no topic; a small folder has few clauses.
_COMMON_SHARE, _FEW_CLAUSES = 0.15, 8
_LONG_NUMBER = 4
_MEASURES_TOO = {"岁": ("周岁",)}
# A number said is a premise to be checked, not a topic; a saying stands for one of several official words.
_FACTORS = {"number": 0.0, "saying": 1.0}
# What the notice does not say counts less against it than what it says counts for it: the hospital or the neighbour in
# a story, everyday words that may have been meant otherwise.
_MISSED = {"saying": 0.35, "facility": 0.5, "group": 0.5, "money": 0.5}
# A word of talk that the notices use all the same tells this much.
_HELD_IMPORTANCE = 0.3
# A word that no notice says has the highest idf of all; it may be the very thing that is missing, or mere talk.
_UNKNOWN_SHARE = 0.6


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """``text`` in one form for comparing: NFKC, lower case, letters and digits only.

    “先诊疗、后付费” and 先诊疗后付费 are then the same.
    """
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def number_forms(spellings: Sequence[str]) -> list[str]:
    """Every way to write one of ``spellings``, folded numbers with their measure words: 3所 and 三所, 60岁, 60周岁 and
    60至…."""
    found: list[str] = []
    for spelling in spellings:
        digits, measure = re.match(r"\d*", spelling)[0], re.sub(r"^[\d.]+", "", spelling)  # type: ignore[index]
        numerals = [digits] if digits and digits + measure == spelling else []
        numerals += [chinese_counting(int(digits))] if numerals and len(digits) < _LONG_NUMBER else []
        found += [numeral + m for numeral in numerals for m in (measure, *_MEASURES_TOO.get(measure, ()), "至")] or [
            spelling
        ]
    return found


def strength(concept: Concept, folded: str) -> float:
    """How far ``folded`` says ``concept``: 1 where a spelling stands in it, less for a word said in pieces, else 0."""
    if concept.kind == "saying" and concept.spellings[-1] not in folded:
        return _SYNONYM_SHARE if any(spelling in folded for spelling in concept.spellings) else 0.0
    if any(spelling in folded for spelling in concept.spellings):
        return 1.0
    if concept.kind != "word":
        return _SAID_SHARE if len(concept.said) >= 2 and concept.said in folded else 0.0
    for spelling in concept.spellings:
        pairs = [spelling[i : i + 2] for i in range(0, len(spelling) - 1)]
        if len(spelling) >= 4 and all(pair in folded for pair in (spelling[:2], spelling[-2:])):
            return _PIECES_SHARE * sum(pair in folded for pair in pairs) / len(pairs)
    return 0.0


def longest_run(core: str, folded: str) -> int:
    """Characters of the longest run of ``core`` that stands in ``folded``."""
    best = 0
    for start in range(len(core)):
        while start + best < len(core) and core[start : start + best + 1] in folded:
            best += 1
    return best


class Lexicon:
    """The folded texts of the clauses held, and how rare each spelling is in them."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self._texts = {
            clause.id: (fold(clause.text), fold("".join(clause.headings)), fold(clause.heading or ""))
            for notice in notices
            for clause in notice.clauses
            if clause.part not in ("foreign", "signature")
        }
        self._count = max(1, len(self._texts))
        self._weights: dict[tuple[str, ...], float] = {}
        self._counts: dict[tuple[str, ...], int] = {}
        self._held: dict[str, bool] = {}
        self._sentences: dict[str, tuple[str, ...]] = {}

    def texts(self, clause: Clause) -> tuple[str, str, str]:
        """(own text, all headings above and own, own heading) of a clause, folded."""
        found = self._texts.get(clause.id)
        return found or (fold(clause.text), fold("".join(clause.headings)), fold(clause.heading or ""))

    def sentences(self, clause: Clause) -> tuple[str, ...]:
        """The sentences of a clause, folded."""
        if clause.id not in self._sentences:
            spans = split_sentences(clause.text)
            self._sentences[clause.id] = tuple(fold(clause.text[start:end]) for start, end in spans)
        return self._sentences[clause.id]

    def count(self, concept: Concept) -> int:
        """How many clauses say the concept."""
        if concept.spellings not in self._counts:
            said = (any(s in text for s in concept.spellings) for text, _, _ in self._texts.values())
            self._counts[concept.spellings] = sum(said)
        return self._counts[concept.spellings]

    def is_common(self, concept: Concept) -> bool:
        """Whether a plain word stands in so many clauses (建设) that a heading with it is none of the topic's."""
        return concept.kind == "word" and self.count(concept) > max(_FEW_CLAUSES, _COMMON_SHARE * self._count)

    def weight(self, concept: Concept) -> float:
        """log(1 + N / (1 + df)) of the concept's spellings together; what no clause says weighs most."""
        if concept.spellings not in self._weights:
            self._weights[concept.spellings] = math.log(1 + self._count / (1 + self.count(concept)))
        return self._weights[concept.spellings] * self._factor(concept) * concept.share

    def _factor(self, concept: Concept) -> float:
        """What a concept's kind makes of its rarity."""
        if concept.kind == "word":
            told = importance(concept.name)
            return max(told, _HELD_IMPORTANCE) if self.count(concept) else _UNKNOWN_SHARE * told
        if concept.kind == "english":
            return self._factor_of_english(concept)
        if concept.kind != "saying" and not self.count(concept):
            return _UNKNOWN_SHARE
        return _FACTORS.get(concept.kind, _TERM_WEIGHT)

    def _factor_of_english(self, concept: Concept) -> float:
        """An English word tells as much as the most telling of the Chinese words that it may stand for."""
        if concept.spellings[0].isascii():
            return _ENGLISH_WEIGHT
        told = max(_HELD_IMPORTANCE, *map(importance, concept.spellings))
        return _TRANSLATED_WEIGHT * told

    def coverage(self, concepts: Sequence[Concept], folded: str, *, in_full: bool = False) -> float:
        """Share (0 to 1) of the concepts' weight that ``folded`` says; 0 without concepts.

        :param in_full: what it does not say counts as much as what it says, people apart.
        """
        said, total = 0.0, 0.0
        for concept in concepts:
            share, weight = strength(concept, folded), self.weight(concept)
            said += weight * share
            missed = 1.0 if in_full and concept.kind != "group" else self._missed(concept)
            total += weight * (share + (1 - share) * missed)
        return said / total if total else 0.0

    def _missed(self, concept: Concept) -> float:
        """How much of a concept's weight counts against a text that does not say it."""
        if concept.kind == "saying" and not self.count(concept):
            return 1.0  # nobody says it: it may be the very thing that is missing
        return _MISSED.get(concept.kind, 1.0)

    def find_all(self, pattern: re.Pattern[str]) -> set[str]:
        """All that the clauses held and their headings say in the shape of ``pattern``, folded; of its first group,
        where it has one."""
        return {found for text, headings, _ in self._texts.values() for found in pattern.findall(text + headings)}

    def holds(self, folded: str) -> bool:
        """Whether any clause held says ``folded``."""
        if folded not in self._held:
            self._held[folded] = any(folded in text for text, _, _ in self._texts.values())
        return self._held[folded]
