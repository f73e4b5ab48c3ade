"""The evaluation set: questions with what a right answer must say, must not say, and must cite."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Literal, get_args

from pydantic import ConfigDict, Field, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass

from assistant.answering.understand import clean_question
from assistant.errors import AssistantError, UsageError
from assistant.evaluation.faults import first_fault
from assistant.evaluation.texts import fold
from assistant.records import Clause

Kind = Literal[
    "eligibility",
    "deadline",
    "responsibility",
    "number",
    "comparison",
    "followup",
    "omitted",
    "absent",
    "false_premise",
]
Register = Literal["official", "everyday", "sloppy"]
Language = Literal["zh", "en", "mixed"]
Status = Literal["answered", "partial", "omitted", "not_found"]
Split = Literal["dev", "test"]
KINDS: tuple[str, ...] = get_args(Kind)
REFUSALS = frozenset({"omitted", "not_found"})

_STRICT = ConfigDict(extra="forbid")
Words = Annotated[str, Field(pattern=r"\S")]  # not empty


class QuestionsError(AssistantError):
    """The file of questions cannot be used."""


@dataclass(frozen=True, slots=True, config=_STRICT)
class Place:
    """``quote``: a run of the paragraph with the id ``clause``."""

    clause: Words
    quote: Words


@dataclass(frozen=True, slots=True, config=_STRICT)
class Gold(Place):
    """What has to be cited; ``alternatives``: other paragraphs that say the same, any of which will do."""

    alternatives: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """All paragraphs that will do."""
        return (self, *self.alternatives)


@dataclass(frozen=True, slots=True, config=_STRICT)
class Question:
    """One question of the set. ``eval/README.md`` tells how the questions were made.

    ``place``: chosen by the user; ``history``: earlier questions, oldest first. ``status``: those that a right answer
    may have. ``gold``: what it must cite; ``also``: paragraphs that it may cite as well. ``facts``: what it must say,
    each in one of several spellings, the first of which stands in a gold quote; ``forbidden``: what it must not say.
    ``verdict``: for yes/no questions, which of the two the text decides. ``topic``: all questions of one topic are in
    one ``split``.
    """

    id: Words
    split: Split
    topic: Words
    kind: Kind
    register: Register
    language: Language
    place: str | None
    history: tuple[str, ...]
    question: Words
    status: Annotated[tuple[Status, ...], Field(min_length=1)]
    gold: tuple[Gold, ...]
    also: tuple[str, ...]
    facts: tuple[Annotated[tuple[Words, ...], Field(min_length=1)], ...]
    forbidden: tuple[Words, ...]
    verdict: Literal["yes", "no"] | None = None
    note: str | None = None

    @property
    def is_refused_rightly(self) -> bool | None:
        """Whether a right answer refuses; None where it may or may not."""
        refusals = [status in REFUSALS for status in self.status]
        return refusals[0] if len(set(refusals)) == 1 else None

    @property
    def notices(self) -> frozenset[str]:
        """The ids of the notices that the gold stands in."""
        return frozenset(place.clause.partition("#")[0] for gold in self.gold for place in gold.places)


_FORM = TypeAdapter(Question)


def load_questions(file: Path) -> tuple[Question, ...]:
    """The questions in ``file``, JSON lines.

    :raises QuestionsError: where it cannot be read, a line is no question, or an id stands twice.
    """
    try:
        lines = file.read_text(encoding="utf-8-sig").split("\n")
    except FileNotFoundError as error:
        raise QuestionsError(f"没有评测题文件 {file}；请检查文件名。") from error
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionsError(f"{file} 读不出来（{error}）；评测题应为 UTF-8 的 JSON Lines 文件。") from error
    found: dict[str, Question] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        question = _read_line(line, f"{file.name} 第 {number} 行")
        if question.id in found:
            raise QuestionsError(f"{file.name} 第 {number} 行的 id “{question.id}” 用过了；每题一个 id。")
        found[question.id] = question
    if not found:
        raise QuestionsError(f"{file} 里没有题。")
    return tuple(found.values())


def _read_line(line: str, where: str) -> Question:
    try:
        question = _FORM.validate_json(line)
    except ValidationError as error:
        field, reason = first_fault(error)
        raise QuestionsError(f"{where}：{field} 不合要求（{reason}）；各字段见 eval/README.md。") from error
    try:
        clean_question(question.question)
    except UsageError as error:
        raise QuestionsError(f"{where}：question 不合要求（{error}）") from error
    return question


def check_against(questions: Sequence[Question], clauses: Mapping[str, Clause]) -> None:
    """Every gold quote stands in its paragraph.

    :raises QuestionsError: where one does not: the notices are others than the questions were written for.
    """
    for question in questions:
        for place in (place for gold in question.gold for place in gold.places):
            clause = clauses.get(place.clause)
            if clause is None or fold(place.quote) not in fold(clause.text):
                raise QuestionsError(
                    f"题 {question.id} 的依据不在现有通知里（{place.clause}）；"
                    "评测要用题目所据的通知，请检查 ASSISTANT_CORPUS。"
                )
        for clause_id in question.also:
            if clause_id not in clauses:
                raise QuestionsError(f"题 {question.id} 的 also 里没有这一条：{clause_id}。")
