"""What a quiz is made of: facts that can be asked about, and questions.

An :class:`Ask` is a fact made ready for asking: what is right, which other answers are proven wrong, and the words of
a question. It is derived from the notices alone, always in the same order. A :class:`Question` is one way of asking
it, with options chosen and placed; a :class:`Quiz` is a paper of questions.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from assistant.records import Clause, Notice

SINGLE, MULTIPLE, TRUE_FALSE, FILL_IN, MATCHING = "single", "multiple", "true_false", "fill_in", "matching"
# The order of the sections of a paper.
KINDS = (SINGLE, MULTIPLE, TRUE_FALSE, FILL_IN, MATCHING)
EASY, MEDIUM, HARD = "easy", "medium", "hard"
DIFFICULTIES = (EASY, MEDIUM, HARD)
KIND_NAMES = {SINGLE: "单选题", MULTIPLE: "多选题", TRUE_FALSE: "判断题", FILL_IN: "填空题", MATCHING: "匹配题"}
DIFFICULTY_NAMES = {EASY: "易", MEDIUM: "中", HARD: "难"}
TRUE, FALSE = "正确", "错误"
# Facts that say who does something.
DOERS = ("lead", "responsible")
# In one paper.
MOST_QUESTIONS = 500
# Where an answer belongs in a sentence.
BLANK = "________"


@dataclass(frozen=True, slots=True)
class Source:
    """A run of a clause that an answer rests on. ``start``, ``end``: code points in the notice's decoded text;
    ``sha256``: of the clause's whole text, hexadecimal."""

    clause_id: str
    clause: str
    quote: str
    start: int
    end: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A fact that can be asked about.

    ``key``: the fact and what is asked of it, one for each; stays the same while the clause does. ``fact``: ``duty``,
    ``time_limit``, ``entitlement``, ``target``, ``list``, ``rank``, ``phrase``, ``thing``, ``rule`` or
    ``particular``; ``role``: what is asked (``lead``, ``who``, ``number`` …). ``also``: further runs that the answer
    rests on (a rule for leads).
    ``question``: the words of a choice question behind “根据…，”; ``sentence``: a sentence with :data:`BLANK` for the
    answer, or "" where it cannot be put so; ``states``: putting an answer into the sentence makes a statement that is
    true or false. ``named``: how the notice is called in the stem.
    ``complete``: ``right`` is all that the notice gives, so that a fill-in has no other answer.
    ``right``: the right answers; ``accepted``: other ways to write a single right answer.
    ``near``: wrong answers from the same notice; ``far``: from elsewhere; both proven, the most plausible first;
    ``false``: those that make the sentence false beyond argument. ``refutes``: whether an answer is provably wrong.
    ``hinting``: answers, right and wrong, that the words of the question bring to mind;
    ``weak``: hardly worth asking; ``idle``: asked only on a topic, when nothing else is left; ``spare``: asked only
    to fill the short paper of one place, or on a topic; ``internal``: asks which section of one office does something,
    what nobody outside it needs to know.
    """

    key: str
    fact: str
    role: str
    notice: Notice
    clause: Clause
    source: Source
    also: tuple[Source, ...]
    topic: str
    named: str
    complete: bool
    question: str
    sentence: str
    states: bool
    right: tuple[str, ...]
    accepted: tuple[str, ...]
    near: tuple[str, ...]
    far: tuple[str, ...]
    false: tuple[str, ...]
    refutes: Callable[[str], bool]
    hinting: tuple[str, ...] = ()
    weak: bool = False
    idle: bool = False
    spare: bool = False
    internal: bool = False

    @property
    def wrong(self) -> tuple[str, ...]:
        """Every wrong answer, those of the same notice first."""
        return self.near + self.far


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of a matching question, with the fact that proves it."""

    left: str
    right: str
    key: str
    source: Source
    also: tuple[Source, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``n`` counts from 1 on its paper.

    ``options``: the texts in the order shown (choice questions; the right column of a matching one); ``answer``: the
    letters of the right options (“AC”), 正确 or 错误, the words of a fill-in, or “1-C；2-A” (matching).
    ``right``: the right answers as texts; ``accepted``: other ways to write a fill-in. ``keys``: the facts asked.
    ``body``: the stem without “根据…，”. ``place``, ``title``, ``number``, ``date``: of the notice, None where unknown.
    """

    n: int
    kind: str
    difficulty: str
    topic: str
    place: str | None
    notice: str
    title: str | None
    number: str | None
    date: str | None
    fact: str
    role: str
    keys: tuple[str, ...]
    stem: str
    body: str
    options: tuple[str, ...]
    answer: str
    right: tuple[str, ...]
    accepted: tuple[str, ...]
    pairs: tuple[Pair, ...]
    source: Source
    also: tuple[Source, ...]
    explanation: str


@dataclass(frozen=True, slots=True)
class Quiz:
    """A paper: the questions in the order of its sections, the notices that they were made from, and how many were
    asked for. ``stands_in``: the place asked for, and the one above it whose notices answer, where it has none of its
    own; else None."""

    title: str
    notices: tuple[Notice, ...]
    questions: tuple[Question, ...]
    requested: int
    seed: int
    stands_in: tuple[str, str] | None = None
