"""Findings → an answer without a language model: facts and sentences quoted, place by place, each with its citation."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering import phrases
from assistant.answering.about import say_about
from assistant.answering.about_question import is_about_notice
from assistant.answering.draft import Draft
from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.retrieve import Finding, find_in
from assistant.answering.scope import Scope, names_of
from assistant.answering.select import select
from assistant.answering.tasks import say_tasks
from assistant.answering.verdict import open_with_verdict
from assistant.reading.passage import Passage
from assistant.records import Duty, Gap, Notice, Query

# Notices on one subject share at least so much of their titles (those held: above .5; foreign ones: below .2).
_AKIN = 0.3
_LEAD_ASKED = re.compile(r"牵头|\blead", re.I)


def compose(query: Query, scopes: Sequence[Scope], findings: Mapping[str, Finding], knowledge: Knowledge) -> Draft:
    """The answer that the findings give; see :class:`~assistant.answering.draft.Draft`."""
    draft = Draft()
    if is_about_notice(query):
        say_about(query, scopes, knowledge, draft)
        return draft
    if query.unit and "tasks" in query.asks:
        say_tasks(query, scopes, knowledge, draft)
        return draft
    draft.speaking = _speaking(query, findings, knowledge)
    settled = [_say_scope(query, scope, findings, knowledge, draft) for scope in scopes]
    draft.status = _status(query, scopes, settled, findings, draft)
    verdict = open_with_verdict(query, draft.told, draft, knowledge) if draft.status == "answered" else None
    _check_premise(query, draft, corrected=verdict == "no")
    return draft


def _check_premise(query: Query, draft: Draft, *, corrected: bool) -> None:
    """A number that the question takes for granted and the clauses cited do not say is told first; ``corrected``: the
    answer gives the right one."""
    cited = "\n".join(fold(citation.text) for citation in draft.citations)
    said = [concept for concept in query.concepts if concept.kind == "number"]
    unsaid = [concept.name for concept in said if not any(spelling in cited for spelling in concept.spellings)]
    if unsaid and draft.statements and draft.status in ("answered", "partial"):
        draft.lead_in(phrases.premise_line(unsaid, query.lang))
        draft.status = draft.status if corrected else "partial"


# --- one place ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Settled:
    """How far a scope was answered: ``own`` and ``above`` say which asks each level settled."""

    own: frozenset[str]
    above: frozenset[str]
    omitted: bool


def _say_scope(
    query: Query, scope: Scope, findings: Mapping[str, Finding], knowledge: Knowledge, draft: Draft
) -> _Settled:
    own: set[str] = set()
    above: set[str] = set()
    omitted = False
    silent: list[str] = []
    for notice in scope.own:
        said = _say_notice(query, query.asks, scope, findings[notice.id], knowledge, draft)
        own |= said
        omitted |= findings[notice.id].omitted is not None
        if not said:
            _note_silence(query, findings[notice.id], knowledge, draft, silent)
    open_asks = [ask for ask in query.asks if ask not in own]
    for notice in scope.above if open_asks else ():
        said = _say_notice(query, open_asks, scope, findings[notice.id], knowledge, draft)
        above |= said
        omitted |= findings[notice.id].omitted is not None
        if said:
            break
        _note_silence(query, findings[notice.id], knowledge, draft, silent)
    _name_level(query, scope, bool(own), knowledge, draft)
    if silent and draft.speaking:
        draft.remark(phrases.silent_line(silent, query.lang))
    return _Settled(frozenset(own), frozenset(above), omitted)


def _name_level(query: Query, scope: Scope, own: bool, knowledge: Knowledge, draft: Draft) -> None:
    """Tell whose rules are quoted where the place asked for has no notice of its own."""
    if scope.place is None:
        return
    if scope.uncovered:
        draft.miss(scope.place.name, "no_notice")
        draft.lead_in(phrases.no_notice_line(scope.place.name, query.lang, knowledge))
    elif (
        own and all(notice.place not in names_of(scope.place) for notice in scope.own) and scope.place.level != "nation"
    ):
        draft.lead_in(phrases.above_line(scope.place.name, scope.own[0], query.lang, knowledge))


def _say_notice(
    query: Query, asks: Sequence[str], scope: Scope, finding: Finding, knowledge: Knowledge, draft: Draft
) -> set[str]:
    """Add what one notice says; the asks that it settles."""
    said: set[str] = set()
    for ask in asks:
        evidence = select(ask, query, scope.place, finding, knowledge)
        several = len({item.clause.id for item in evidence if isinstance(item.fact, Duty)}) > 1
        for item in evidence:
            _say(query, ask, finding.notice, item, knowledge, draft, with_task=several)
            _note_cut(query, finding.notice, item, knowledge, draft)
        if evidence:
            said.add(ask)
    return said


def _say(
    query: Query, ask: str, notice: Notice, item: Evidence, knowledge: Knowledge, draft: Draft, *, with_task: bool
) -> None:
    cited = [draft.cite(notice, item.clause, item.start, item.end)]
    if isinstance(item.fact, Duty):
        duty = _readable(item.fact, notice)
        ask = "lead" if ask == "support" and "lead" in query.asks else ask
        if any(duty.basis.quote in said.text for said in draft.statements):
            ask = "tasks"  # the rule has been told; it stays cited
        text = phrases.duty_text(duty, ask, query.lang, knowledge)
        if with_task and duty.basis.kind != "prose":
            text = phrases.with_task(duty.task, text, query.lang)
        cited += draft.cite_basis(notice, item.fact)
        draft.leads |= bool(duty.lead)
    else:
        words = Passage.cut(notice.source, item.start, item.end).text
        text = phrases.quote_text(words, item.fact, query.lang, knowledge)
        text = phrases.refused(text, query.lang) if item.excludes else text
    draft.told.append(item)
    draft.state(text, notice.place, cited)


def _readable(duty: Duty, notice: Notice) -> Duty:
    """``duty`` in words without the numbers of pages that stand inside its quotes."""
    basis = duty.basis
    said = replace(basis, quote=Passage.cut(notice.source, basis.start, basis.end).text)
    return replace(duty, quote=Passage.cut(notice.source, duty.start, duty.end).text, basis=said)


def _note_cut(query: Query, notice: Notice, item: Evidence, knowledge: Knowledge, draft: Draft) -> None:
    """A clause that is quoted, and whose end the copy leaves out, may have said more."""
    if _gap_of(notice, item.clause.label) and not item.clause.omitted:
        draft.miss(notice.id, "omitted")
        draft.remark(phrases.cut_line(notice, item.clause, query.lang, knowledge))


def _gap_of(notice: Notice, label: str) -> Gap | None:
    return next((gap for gap in notice.gaps if gap.kind == "omitted" and gap.label == label), None)


def _note_silence(query: Query, finding: Finding, knowledge: Knowledge, draft: Draft, silent: list[str]) -> None:
    """Why one notice says nothing: its clause is left out, it does not settle what is asked, its copy ends, or nothing
    was found in it."""
    notice = finding.notice
    if finding.omitted and (gap := _gap_of(notice, finding.omitted.label)):
        draft.miss(notice.id, "omitted")
        number = draft.cite(notice, finding.omitted, gap.start, gap.end)
        draft.state(phrases.omitted_text(finding.omitted, query.lang), notice.place, [number])
    elif finding.on_topic:
        draft.miss(notice.id, "not_mentioned")
        draft.remark(phrases.unsettled_line(notice, finding.on_topic, query.asks[0], query.lang, knowledge))
    elif finding.truncated and _is_akin(notice, draft.speaking):
        draft.miss(notice.id, "omitted")
        gap = next(gap for gap in notice.gaps if gap.kind == "truncated")
        draft.remark(phrases.gap_line(notice, gap, query.lang, knowledge))
    else:
        draft.miss(notice.id, "not_mentioned")
        silent.append(phrases.heading_of(notice, query.lang, knowledge))


# --- status ------------------------------------------------------------------------------------------------------


def _status(
    query: Query,
    scopes: Sequence[Scope],
    settled: Sequence[_Settled],
    findings: Mapping[str, Finding],
    draft: Draft,
) -> str:
    asks = set(query.asks)
    whole = not query.ambiguous and not _lead_unstated(query, draft) and not _only_cut(draft, findings)
    if whole and all(asks <= item.own for item in settled):
        return "answered"
    if any(item.own or item.above for item in settled):
        return "partial"
    on_it = [findings[notice.id].on_topic for scope in scopes if scope.place for notice in scope.own]
    if any(item.omitted for item in settled) and not any(on_it):
        return "omitted"
    own = [findings[notice.id] for scope in scopes if scope.place for notice in scope.own]
    cut = [f.notice for f in own if f.truncated and f.on_topic is None and _is_akin(f.notice, draft.speaking)]
    return "omitted" if cut else "not_found"


def _lead_unstated(query: Query, draft: Draft) -> bool:
    """The lead was asked for by that word, and all that the text gives is who is responsible; that is told."""
    asked = "lead" in query.asks and _LEAD_ASKED.search(query.question)
    if not asked or not draft.statements or draft.leads:
        return False
    if not any(phrases.NO_LEAD[query.lang] in statement.text for statement in draft.statements):
        draft.remark(phrases.no_lead_line(query.lang))
    return True


def _only_cut(draft: Draft, findings: Mapping[str, Finding]) -> bool:
    """Everything said comes from clauses whose end is left out of the copy."""
    cited = {(citation.notice, citation.clause) for citation in draft.citations}
    return bool(cited) and all(_gap_of(findings[notice].notice, label) for notice, label in cited)


def _speaking(query: Query, findings: Mapping[str, Finding], knowledge: Knowledge) -> tuple[Notice, ...]:
    """The notices held, asked about or not, that speak of the topic."""
    found = [findings.get(notice.id) or find_in(notice, query, knowledge, ()) for notice in knowledge.notices]
    return tuple(finding.notice for finding in found if finding.on_topic or finding.omitted)


def _is_akin(notice: Notice, speaking: Sequence[Notice]) -> bool:
    """Whether a notice on the same subject speaks of the topic: then a copy that ends early may have done so too."""
    return any(_share_of_title(notice, other) >= _AKIN for other in speaking)


def _share_of_title(first: Notice, second: Notice) -> float:
    """Share of character pairs that two titles have in common; 1 where one of them is not known."""
    titles = [fold(notice.title or "") for notice in (first, second)]
    pairs = [{title[i : i + 2] for i in range(len(title) - 1)} for title in titles]
    return len(pairs[0] & pairs[1]) / min(map(len, pairs)) if all(pairs) else 1.0
