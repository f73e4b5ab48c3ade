"""Outcomes → figures: each measure over all questions and over each group of them, with its interval. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from assistant.evaluation import metrics
from assistant.evaluation.bootstrap import Average, Figure, difference, figure
from assistant.evaluation.running import PROGRAM, Outcome

Measure = Callable[[Outcome], float | None]


@dataclass(frozen=True, slots=True)
class Metric:
    """A measure with its name in results; ``short``: heading of its column. ``unit``: “%” for shares, else as it is.

    ``higher_is_better`` is None where neither is.
    """

    name: str
    short: str
    measure: Measure
    unit: str = "%"
    average: Average = "mean"
    higher_is_better: bool | None = True

    def figure(self, outcomes: Sequence[Outcome]) -> Figure | None:
        """The measure over ``outcomes``: those that have a value."""
        values = (self.measure(outcome) for outcome in outcomes)
        return figure([value for value in values if value is not None], self.average)


def retrieval_measure(system: str, k: int | None) -> Measure:
    """recall@k of the retriever ``system``; MRR@10 where ``k`` is None."""

    def measure(outcome: Outcome) -> float | None:
        ranks = outcome.ranks.get(system)
        if not ranks:
            return None
        return metrics.reciprocal_rank(ranks) if k is None else metrics.recall_at_k(ranks, k)

    return measure


def _refusal(rule: Callable[[bool, bool | None], float | None]) -> Measure:
    return lambda o: rule(o.judgement.refused, o.question.is_refused_rightly)


def _optional(value: float | bool | None) -> float | None:
    return None if value is None else float(value)


RIGHT = Metric("right", "答对", lambda o: float(o.judgement.right))
RETRIEVAL: tuple[tuple[str, str, int | None], ...] = (
    ("recall@1", "R@1", 1),
    ("recall@3", "R@3", 3),
    ("recall@5", "R@5", 5),
    ("mrr@10", "MRR", None),
)
METRICS: tuple[Metric, ...] = (
    RIGHT,
    Metric("clause_recall", "条款全", lambda o: o.judgement.clause_recall),
    Metric("citation_precision", "引用准", lambda o: o.judgement.citation_precision),
    Metric("citation_recall", "引文全", lambda o: o.judgement.citation_recall),
    *(Metric(name, short, retrieval_measure(PROGRAM, k)) for name, short, k in RETRIEVAL),
    Metric("refusal_precision", "拒答准", _refusal(metrics.refusal_precision)),
    Metric("refusal_recall", "拒答全", _refusal(metrics.refusal_recall)),
    Metric("needless_refusals", "误拒", _refusal(metrics.needless_refusal), higher_is_better=False),
    Metric("verdict_told", "是非", lambda o: _optional(o.judgement.verdict_told)),
    Metric("length_chars", "字数", lambda o: o.judgement.length or None, "", "median", None),
    Metric("elapsed_ms", "毫秒", lambda o: o.elapsed_ms, "ms", "median", False),
)


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that have something in common: “kind”, “deadline”. ``figures`` by the metric's name."""

    by: str
    name: str
    n: int
    figures: Mapping[str, Figure | None]


def groups(outcomes: Sequence[Outcome]) -> list[Group]:
    """All questions first, then by split, kind, register and language, in the order in which these first come."""
    found = [_group("all", "all", outcomes)]
    for by in ("split", "kind", "register", "language"):
        names = list(dict.fromkeys(str(getattr(outcome.question, by)) for outcome in outcomes))
        parts = [(name, [o for o in outcomes if getattr(o.question, by) == name]) for name in names]
        found.extend(_group(by, name, part) for name, part in parts)
    return found


def _group(by: str, name: str, outcomes: Sequence[Outcome]) -> Group:
    return Group(by, name, len(outcomes), {metric.name: metric.figure(outcomes) for metric in METRICS})


@dataclass(frozen=True, slots=True)
class Retriever:
    """A retriever's figures by the metric's name; ``behind``: the program's less its own, paired (None for itself)."""

    name: str
    figures: Mapping[str, Figure | None]
    behind: Mapping[str, Figure | None]


def retrievers(outcomes: Sequence[Outcome]) -> list[Retriever]:
    """Every retriever that was run, the program first."""
    names = dict.fromkeys(name for outcome in outcomes for name in outcome.ranks)
    return [_retriever(name, outcomes) for name in names]


def _retriever(name: str, outcomes: Sequence[Outcome]) -> Retriever:
    figures, behind = dict[str, Figure | None](), dict[str, Figure | None]()
    for metric, _, k in RETRIEVAL:
        theirs = list(_values(retrieval_measure(name, k), outcomes))
        figures[metric] = figure(theirs)
        if name != PROGRAM:
            behind[metric] = difference(list(_values(retrieval_measure(PROGRAM, k), outcomes)), theirs)
    return Retriever(name, figures, behind)


def _values(measure: Measure, outcomes: Sequence[Outcome]) -> Iterator[float]:
    return (value for value in map(measure, outcomes) if value is not None)
