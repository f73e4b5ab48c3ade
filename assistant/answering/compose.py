"""Findings → an answer without a language model: facts and sentences quoted, place by place, each with its citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.answering import phrases
from assistant.answering.knowledge import Knowledge
from assistant.answering.retrieve import Finding, find_in
from assistant.answering.scope import Scope
from assistant.answering.select import Evidence, duties_of_unit, same_unit, select
from assistant.records import Citation, Clause, Duty, Missing, Notice, Query, Statement


@dataclass(slots=True)
class Draft:
    """An answer in the making. ``notes`` stand before (``ahead``) or behind the statements; ``headings`` names each
    statement's notice for the text; ``topic_is_known``: some notice held speaks of the topic."""

    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    status: str = "not_found"
    topic_is_known: bool = False

    def cite(self, notice: Notice, clause: Clause, quote: str, start: int, end: int) -> int:
        """The number of the citation of ``quote``; the same run is cited under one number."""
        for known in self.citations:
            if known.clause_id == clause.id and (known.start, known.end) == (start, end):
                return known.n
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                number, notice.id, notice.title, notice.number, notice.place, notice.date,
                clause.label, clause.id, quote, clause.text, start, end,
            )
        )
        return number

    def miss(self, notice: str, why: str) -> None:
        """Note once that ``notice`` could not say it."""
        if all(item.notice != notice for item in self.missing):
            self.missing.append(Missing(notice, why))


def compose(query: Query, scopes: Sequence[Scope], findings: Mapping[str, Finding], knowledge: Knowledge) -> Draft:
    """The answer that the findings give; see :class:`Draft`."""
    draft = Draft()
    if query.unit and "tasks" in query.asks:
        _say_tasks(query, scopes, knowledge, draft)
        return draft
    draft.topic_is_known = _is_known(query, findings, knowledge)
    settled = [_say_scope(query, scope, findings, knowledge, draft) for scope in scopes]
    draft.status = _status(query, scopes, settled, findings, draft)
    return draft


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
    if scope.uncovered and scope.place:
        draft.miss(scope.place.name, "no_notice")
        draft.ahead.append(phrases.no_notice_line(scope.place.name, query.lang, knowledge))
    own: set[str] = set()
    above: set[str] = set()
    omitted = False
    silent: list[str] = []
    for notice in scope.own:
        finding = findings[notice.id]
        said = _say_notice(query, query.asks, finding, knowledge, draft)
        own |= said
        omitted |= finding.omitted is not None
        if not said:
            _note_silence(query, finding, knowledge, draft, silent)
    open_asks = [ask for ask in query.asks if ask not in own]
    for notice in scope.above if open_asks else ():
        said = _say_notice(query, open_asks, findings[notice.id], knowledge, draft)
        above |= said
        omitted |= findings[notice.id].omitted is not None
        if said:
            break
        _note_silence(query, findings[notice.id], knowledge, draft, silent)
    if silent:
        draft.notes.append(phrases.silent_line(silent, query.lang))
    return _Settled(frozenset(own), frozenset(above), omitted)


def _say_notice(
    query: Query, asks: Sequence[str], finding: Finding, knowledge: Knowledge, draft: Draft
) -> set[str]:
    """Add what one notice says; the asks that it settles."""
    said: set[str] = set()
    if not finding.matches:
        return said
    for ask in asks:
        evidence = select(ask, query, finding, knowledge)
        several = len({item.clause.id for item in evidence if isinstance(item.fact, Duty)}) > 1
        for item in evidence:
            _say(query, ask, finding.notice, item, knowledge, draft, with_task=several)
        if evidence:
            said.add(ask)
    return said


def _say(
    query: Query, ask: str, notice: Notice, item: Evidence, knowledge: Knowledge, draft: Draft, *, with_task: bool
) -> None:
    numbers = [draft.cite(notice, item.clause, item.quote, item.start, item.end)]
    if isinstance(item.fact, Duty):
        text = phrases.duty_text(item.fact, ask, query.lang, knowledge)
        if with_task and item.fact.basis.kind != "prose":
            text = f"“{item.fact.task}”：{text}"
        numbers += _cite_basis(notice, item.fact, draft)
    else:
        text = phrases.quote_text(item.quote, item.fact, query.lang, knowledge)
    statement = Statement(text, notice.place, tuple(numbers))
    if statement not in draft.statements:
        draft.statements.append(statement)


def _cite_basis(notice: Notice, duty: Duty, draft: Draft) -> list[int]:
    """A lead by rule rests on the rule's own words too."""
    if duty.basis.kind != "first_listed":
        return []
    basis = duty.basis
    clause = next(c for c in notice.clauses if c.start <= basis.start < c.end)
    return [draft.cite(notice, clause, basis.quote, basis.start, basis.end)]


def _note_silence(
    query: Query, finding: Finding, knowledge: Knowledge, draft: Draft, silent: list[str]
) -> None:
    """Why one notice says nothing: its clause is left out, it does not settle what is asked, its copy ends, or it
    does not speak of it."""
    notice = finding.notice
    if finding.omitted:
        draft.miss(notice.id, "omitted")
        clause = finding.omitted
        gap = next(gap for gap in notice.gaps if gap.label == clause.label)
        number = draft.cite(notice, clause, gap.quote, gap.start, gap.end)
        draft.statements.append(Statement(phrases.omitted_text(clause, query.lang), notice.place, (number,)))
    elif finding.matches:
        draft.miss(notice.id, "not_mentioned")
        clause = finding.matches[0].clause
        draft.notes.append(phrases.unsettled_line(notice, clause, query.asks[0], query.lang, knowledge))
    elif finding.truncated and draft.topic_is_known:
        draft.miss(notice.id, "omitted")
        gap = next(gap for gap in notice.gaps if gap.kind == "truncated")
        draft.notes.append(phrases.gap_line(notice, gap, query.lang, knowledge))
    else:
        draft.miss(notice.id, "not_mentioned")
        silent.append(phrases.heading_of(notice, query.lang, knowledge))


# --- a unit's tasks ----------------------------------------------------------------------------------------------


def _say_tasks(query: Query, scopes: Sequence[Scope], knowledge: Knowledge, draft: Draft) -> None:
    """Every duty of the unit asked about; where a role is asked for, that role only."""
    notices = list(dict.fromkeys(notice for scope in scopes for notice in scope.own))
    unit = query.unit or ""
    role = "lead" if "牵头" in query.question or " lead" in query.question else None
    role = role or ("support" if "配合" in query.question or "support" in query.question else None)
    for item in duties_of_unit(unit, notices, knowledge.glossary):
        if not isinstance(item.fact, Duty):
            continue
        roles = [r for r in ("lead", "support", "responsible") if any(same_unit(unit, n, knowledge.glossary) for n in getattr(item.fact, r))]
        if role and role not in roles:
            continue
        notice = knowledge.by_id[item.clause.notice]
        text = phrases.duty_text(item.fact, "tasks", query.lang, knowledge)
        if item.fact.basis.kind != "prose":
            text = f"“{item.fact.task}”：{text}"
        numbers = [draft.cite(notice, item.clause, item.quote, item.start, item.end), *_cite_basis(notice, item.fact, draft)]
        draft.statements.append(Statement(text, notice.place, tuple(numbers)))
    draft.status = "answered" if draft.statements else "not_found"


# --- status ------------------------------------------------------------------------------------------------------


def _status(
    query: Query,
    scopes: Sequence[Scope],
    settled: Sequence[_Settled],
    findings: Mapping[str, Finding],
    draft: Draft,
) -> str:
    asks = set(query.asks)
    if not query.ambiguous and all(asks <= item.own for item in settled) and not _lead_unstated(query, draft):
        return "answered"
    if any(item.own or item.above for item in settled):
        return "partial"
    if any(item.omitted for item in settled):
        return "omitted"
    own = [notice for scope in scopes if scope.place for notice in scope.own]
    cut = any(findings[notice.id].truncated and not findings[notice.id].matches for notice in own)
    return "omitted" if cut and draft.topic_is_known else "not_found"


def _lead_unstated(query: Query, draft: Draft) -> bool:
    """The lead was asked for, and all that the text gives is who is responsible."""
    said = [statement.text for statement in draft.statements]
    return "牵头" in query.question and bool(said) and all(phrases.NO_LEAD[query.lang] in text for text in said)


def _is_known(query: Query, findings: Mapping[str, Finding], knowledge: Knowledge) -> bool:
    """Whether any notice held, asked about or not, speaks of the topic: then a copy that ends early may have too."""
    if any(finding.matches or finding.omitted for finding in findings.values()):
        return True
    others = (notice for notice in knowledge.notices if notice.id not in findings)
    return any(find_in(notice, query, knowledge, ()).matches for notice in others)
