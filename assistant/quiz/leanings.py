"""Which way a false statement goes: a figure up or down, an area wider or narrower.

Whoever has seen that all of them go one way has no need to know the notice.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.quiz.benefit_asks import place_of_area
from assistant.quiz.numbers import figures_of
from assistant.quiz.rank_asks import place_of_rank
from assistant.quiz.records import BLANK, FALSE, TRUE_FALSE, Ask, Question
from assistant.quiz.time_asks import place_of_time
from assistant.quiz.words import value_of

# What goes up and down, each by itself: figures, times, areas.
_SORTS = ("number", "when", "area")


def place_in_order(ask: Ask, answer: str) -> tuple[float, ...]:
    """Numbers by what they are worth, times by how often or how late, areas from the smallest."""
    if ask.role == "area":
        return (float(place_of_area(answer)),)
    place = place_of_rank(answer) if ask.role == "rank" else None
    value = value_of(answer) if place is None else place
    if value is not None:
        return (value,)
    return figures_of(answer) if ask.fact == "target" else place_of_time(answer)


def balanced_answers(ask: Ask, leanings: Mapping[str, int]) -> list[str]:
    """The false answers of ``ask`` that go the way that too few went so far, the nearest first; all of them where as
    many went up as down, or they have no way to go.

    :param leanings: of each sort, how many more statements on the paper go up than down.
    """
    sort = _sort_of(ask)
    return [answer for answer in ask.false if not sort or _way(ask, answer) * leanings.get(sort, 0) <= 0]


def leaning_of(ask: Ask, question: Question) -> dict[str, int]:
    """The sort of ``question``, where it is a false statement made of ``ask``, with 1 for up or -1 for down."""
    sort = _sort_of(ask)
    if question.kind != TRUE_FALSE or question.answer != FALSE or not sort:
        return {}
    said = next(answer for answer in ask.false if ask.sentence.replace(BLANK, answer) == question.body)
    return {sort: _way(ask, said)}


def _sort_of(ask: Ask) -> str:
    return ask.role if ask.role in _SORTS else ""


def _way(ask: Ask, answer: str) -> int:
    """1 for more, later or more often, -1 for less."""
    is_more = place_in_order(ask, answer) > place_in_order(ask, ask.right[0])
    # How often is ordered from the most often.
    return 1 if is_more != (ask.fact == "time_limit" and answer.startswith("每")) else -1
