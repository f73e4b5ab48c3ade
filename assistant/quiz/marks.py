"""What questions are worth: a paper comes to a hundred where its kinds allow that."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import product

from assistant.quiz.records import FILL_IN, MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, Question, Quiz

# Points a question where nothing else is better; a matching one has so many for each pair.
_USUAL = {SINGLE: 2, MULTIPLE: 3, TRUE_FALSE: 1, FILL_IN: 2, MATCHING: 1}
_WHOLE = 100
# On a shorter paper a question would be worth more than this.
_MOST_POINTS = 10
# No kind is worth less than the one before it.
_LADDER = (TRUE_FALSE, SINGLE, MULTIPLE)


def weight_of(question: Question) -> int:
    """How often the points of its kind a question is worth: once, a matching one once a pair."""
    return len(question.pairs) or 1


def points_of_kinds(quiz: Quiz) -> dict[str, int]:
    """Points a question (a pair of a matching one) for each kind: such that the whole paper has a hundred, as near the
    usual proportions as can be; the usual ones where no whole points give a hundred."""
    weights: Counter[str] = Counter()
    for question in quiz.questions:
        weights[question.kind] += weight_of(question)
    usual = sum(_USUAL[kind] * weight for kind, weight in weights.items())
    if not usual:
        return dict(_USUAL)
    ways = (way for way in _ways(weights) if _rises([way[kind] for kind in _LADDER if kind in way]))
    wanted = {kind: _USUAL[kind] * _WHOLE / usual for kind in weights}
    return min(
        ways,
        key=lambda way: (sum(weights[k] * abs(way[k] - wanted[k]) for k in weights), sorted(way.items())),
        default=dict(_USUAL),
    )


def _ways(weights: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Points for each kind that come to a hundred."""
    *kinds, last = weights
    most = [range(1, min(_MOST_POINTS, _WHOLE // weights[kind]) + 1) for kind in kinds]
    for points in product(*most):
        rest = _WHOLE - sum(weights[kind] * number for kind, number in zip(kinds, points, strict=True))
        number, over = divmod(rest, weights[last])
        if not over and 1 <= number <= _MOST_POINTS:
            yield {**dict(zip(kinds, points, strict=True)), last: number}


def _rises(points: list[int]) -> bool:
    return points == sorted(points)


def total_of(quiz: Quiz) -> int:
    """What the whole paper is worth."""
    points = points_of_kinds(quiz)
    return sum(points[question.kind] * weight_of(question) for question in quiz.questions)
