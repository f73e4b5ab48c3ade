"""Puts every question of the set to the program and to the baselines, and judges what comes back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answering.service import Assistant
from assistant.evaluation.judging import Judgement, judge
from assistant.evaluation.questions import Question, QuestionsError, check_against
from assistant.evaluation.rankers import Ranker, make_baselines, program, ranks_of
from assistant.records import Answer

Progress = Callable[[int, int], None]
PROGRAM = "program"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question.

    ``ranks``: by the retriever's name, for each gold item the rank of the first hit that holds it (None: not among the
    first ten). ``said``: the statements of the answer, one a line.
    """

    question: Question
    judgement: Judgement
    status: str
    said: str
    cited: tuple[str, ...]
    elapsed_ms: float
    ranks: Mapping[str, tuple[int | None, ...]] = field(default_factory=dict)


def run(
    assistant: Assistant,
    questions: Sequence[Question],
    baselines: Sequence[str] = (),
    on_progress: Progress = lambda done, total: None,
) -> tuple[Outcome, ...]:
    """Ask ``questions``; the outcomes in their order.

    :param baselines: names of the retrievers to measure beside the program's.
    :param on_progress: called with how many questions are done and how many there are.
    :raises QuestionsError: where the questions were written for other notices, or the place of one is none.
    :raises UsageError: for a baseline that is none. :raises AssistantError: where one lacks a package.
    """
    clauses = {clause.id: clause for notice in assistant.notices for clause in notice.clauses}
    check_against(questions, clauses)
    _check_places(questions, assistant)
    rankers = assistant.use_index(
        lambda index: {PROGRAM: program(assistant, index), **make_baselines(baselines, assistant, index)}
    )
    outcomes: list[Outcome] = []
    on_progress(0, len(questions))
    for question in questions:
        answer = assistant.ask(question.question, place=question.place, history=question.history)
        outcomes.append(_outcome(question, answer, judge(question, answer, clauses), rankers))
        on_progress(len(outcomes), len(questions))
    return tuple(outcomes)


def _check_places(questions: Sequence[Question], assistant: Assistant) -> None:
    resolve = assistant.knowledge.gazetteer.resolve
    for question in questions:
        if question.place and len(resolve(question.place)) != 1:
            raise QuestionsError(f"题 {question.id} 的 place “{question.place}”不是一个地方；请写省、市或县的全名。")


def _outcome(question: Question, answer: Answer, judgement: Judgement, rankers: Mapping[str, Ranker]) -> Outcome:
    return Outcome(
        question=question,
        judgement=judgement,
        status=answer.status,
        said="\n".join(statement.text for statement in answer.statements),
        cited=tuple(dict.fromkeys(citation.clause_id for citation in answer.citations)),
        elapsed_ms=answer.elapsed_ms,
        ranks={name: ranks_of(question, ranker(question)) for name, ranker in rankers.items()} if question.gold else {},
    )
