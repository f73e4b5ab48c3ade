"""An answer with what the chain did for it: the same steps as :meth:`~assistant.answering.chain.Steps.run`, timed, and
their :class:`~assistant.answering.chain.Trace` told in the records of :mod:`assistant.answering.explanation`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.answering.chain import Request, Steps, Trace
from assistant.answering.check import why_rejected
from assistant.answering.explain_question import explain_question, route_of
from assistant.answering.explanation import (
    ClauseLooked,
    Explanation,
    NoticeLooked,
    NoticesAsked,
    PartAsked,
    StatementMade,
)
from assistant.answering.knowledge import Knowledge
from assistant.answering.retrieve import NEAR_BEST, Finding, Match, lacking, min_coverage
from assistant.answering.understand import MAX_TURNS, is_question
from assistant.records import Answer, Notice

# So many clauses of a notice are told of those that were taken, and of those that were not.
_TAKEN_TOLD, _REFUSED_TOLD = 5, 3

Turns = Callable[[Trace], Sequence[Trace]]


def explain(
    steps: Steps, request: Request, clock: Callable[[], float] = time.perf_counter
) -> tuple[Answer, Explanation]:
    """The answer to ``request``, and what ``steps`` did for it. Its ``elapsed_ms`` leaves out the explaining.

    :raises UsageError: for an empty or overlong question, or a place that is none.
    """
    times = [clock()]
    trace = steps.understand(request)
    times.append(clock())
    trace = steps.retrieve(trace)
    times.append(clock())
    composed = steps.compose(trace)
    times.append(clock())
    judged, answer = steps.judge(composed)
    times.append(clock())
    names = ("understand", "retrieve", "compose", "check")
    ms = {name: round((times[i + 1] - times[i]) * 1000, 1) for i, name in enumerate(names)}
    told = explanation_of(judged, lambda trace: _turns(trace, steps), steps.knowledge)
    answer = replace(answer, elapsed_ms=round((times[-1] - times[0]) * 1000, 1))
    return answer, replace(told, by_model=judged.draft is not composed.draft, ms=ms)


def _turns(trace: Trace, steps: Steps) -> list[Trace]:
    """The question and the earlier ones that count, the latest first, each understood by itself."""
    request = trace.request
    if not request.history:
        return [trace]
    earlier = filter(is_question, reversed(request.history[-MAX_TURNS:]))
    return [steps.understand(Request(text, None, request.lang)) for text in (request.question, *earlier)]


def explanation_of(trace: Trace, turns: Turns, knowledge: Knowledge) -> Explanation:
    """What ``trace``, filled in by all four steps, tells. Pure where ``turns`` is.

    :param turns: gives what :func:`~assistant.answering.explain_question.explain_question` takes.
    """
    cited = {citation.n: citation.clause_id for citation in trace.draft.citations}
    whole, *parts = (_part(one, set(cited.values()), turns, knowledge) for one in (trace, *trace.parts))
    chosen = trace.request.lang is not None  # parts are always given the language of the whole
    return Explanation(
        understood=whole.understood,
        asked=whole.asked,
        looked=whole.looked,
        parts=tuple(replace(part, understood=replace(part.understood, lang_chosen=chosen)) for part in parts),
        statements=_statements(trace, cited, knowledge),
        by_model=False,
    )


def _part(trace: Trace, cited: set[str], turns: Turns, knowledge: Knowledge) -> PartAsked:
    looked = trace.findings.values() if route_of(trace) == "topic" else ()
    return PartAsked(
        question=trace.request.question,
        understood=explain_question(trace, turns(trace), knowledge),
        asked=tuple(
            NoticesAsked(scope.place.name if scope.place else None, _ids(scope.own), _ids(scope.above))
            for scope in trace.scopes
        ),
        looked=tuple(_notice(finding, trace, cited, knowledge) for finding in looked),
    )


def _ids(notices: Sequence[Notice]) -> tuple[str, ...]:
    return tuple(notice.id for notice in notices)


def _statements(trace: Trace, cited: Mapping[int, str], knowledge: Knowledge) -> tuple[StatementMade, ...]:
    draft = trace.draft
    return tuple(
        StatementMade(
            statement.text,
            statement.place,
            tuple(dict.fromkeys(cited[n] for n in statement.citations if n in cited)),
            why_rejected(statement, draft.citations, knowledge),
        )
        for statement in draft.statements
    )


# --- what a notice was found to have ---------------------------------------------------------------------------------


def _notice(finding: Finding, trace: Trace, cited: set[str], knowledge: Knowledge) -> NoticeLooked:
    needed = min_coverage(finding.asked, knowledge)
    taken = {match.clause.id for match in finding.matches}
    told = _told(finding, taken, cited)
    return NoticeLooked(
        notice=finding.notice.id,
        needed=round(needed, 3),
        taken=len(taken),
        left_out=finding.omitted.label if finding.omitted else None,
        waived=tuple(c.name for c in trace.query.concepts if c not in finding.asked),
        clauses=tuple(
            _clause(match, match.clause.id in cited, _refusal(match, finding, trace, needed, knowledge))
            for match in told
        ),
    )


def _told(finding: Finding, taken: set[str], cited: set[str]) -> list[Match]:
    """The clauses that are told of: those that say anything and are cited, and the best of those taken and of those
    not."""
    kept = [match for match in finding.considered if match.clause.id in taken][:_TAKEN_TOLD]
    refused = [match for match in finding.considered if match.clause.id not in taken and match.coverage]
    best = kept + refused[:_REFUSED_TOLD]
    return [m for m in finding.considered if m in best or (m.clause.id in cited and m.coverage)]


def _clause(match: Match, is_cited: bool, refusal: tuple[str | None, tuple[str, ...]]) -> ClauseLooked:
    hit = match.hit
    return ClauseLooked(
        clause_id=match.clause.id,
        label=match.clause.label,
        lexical=round(hit.lexical, 3) if hit else None,
        cosine=round(hit.cosine, 3) if hit else None,
        coverage=round(match.coverage, 3),
        heading=round(match.heading, 3),
        relevance=round(match.relevance, 3),
        cited=is_cited,
        refused=refusal[0],
        lacks=refusal[1],
    )


def _refusal(
    match: Match, finding: Finding, trace: Trace, needed: float, knowledge: Knowledge
) -> tuple[str | None, tuple[str, ...]]:
    """Why a clause was not taken, in the order in which retrieval sorts them out, with the words that it lacks; None
    where it was taken."""
    if any(taken.clause is match.clause for taken in finding.matches):
        return None, ()
    if trace.exact:
        return ("left_out" if finding.omitted is match.clause else "not_named"), ()
    if match.coverage < needed:
        return "coverage", ()
    if lacks := lacking(match, finding.asked, knowledge):
        return "lacks", tuple(concept.name for concept in lacks)
    if finding.omitted or match.clause.omitted:
        return "left_out", ()
    if finding.farther:
        return "farther", ()
    best = _best(finding, needed, knowledge)
    return ("relevance" if match.relevance < NEAR_BEST * best.relevance else "heading"), ()


def _best(finding: Finding, needed: float, knowledge: Knowledge) -> Match:
    """The most relevant clause that says enough; there is one."""
    covering = (match for match in finding.considered if match.coverage >= needed)
    return next(match for match in covering if not lacking(match, finding.asked, knowledge))
