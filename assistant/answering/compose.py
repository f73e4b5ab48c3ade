"""Findings → an answer without a language model: facts and sentences quoted, place by place, each with its citation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.answering import phrases
from assistant.answering.about import say_about
from assistant.answering.about_question import is_about_notice
from assistant.answering.asked_first import put_first
from assistant.answering.beneficiaries import names_of_others
from assistant.answering.bounds import bounds_of
from assistant.answering.clause_duties import task_above, topics_of
from assistant.answering.compared import ask_of
from assistant.answering.draft import Draft
from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold, number_forms
from assistant.answering.outcome import Settled, find_speaking, find_status, gap_of, is_akin
from assistant.answering.reports import asks_for_reports, naming_unit, say_reports
from assistant.answering.retrieve import Finding
from assistant.answering.select import select
from assistant.answering.shorten import shorten
from assistant.answering.tasks import say_tasks
from assistant.answering.verdict import CONFIRMS, open_with_verdict
from assistant.reading.passage import Passage
from assistant.records import Duty, Notice, Query, Target, TimeLimit
from assistant.scope import Scope, names_of

# More characters than this, of at least so many notices, are too much to read side by side.
_AT_A_GLANCE, _MANY = 360, 3
# Sentences told of a place that does not settle what other places settle.
_BESIDE = 2

# What is asked, with what settles it.
_Told = tuple[str, list[Evidence]]


# A task whose words say less of a question is another one.
_OWN_TASK = 0.4
# A clause that says this share of a question may be the one that its number is from.
_SPEAKS = 0.3
# Measures of what a notice deals with.
_OF_THE_TOPIC = "种类家所项%％"


def compose(query: Query, scopes: Sequence[Scope], findings: Mapping[str, Finding], knowledge: Knowledge) -> Draft:
    """The answer that the findings give; see :class:`~assistant.answering.draft.Draft`."""
    draft = Draft()
    if is_about_notice(query):
        say_about(query, scopes, knowledge, draft)
        return draft
    if query.unit and "tasks" in query.asks:
        say_tasks(query, scopes, knowledge, draft)
        return draft
    if query.unit and asks_for_reports(query.question, query.asks):
        if say_reports(query, scopes, knowledge, draft):
            return draft
        findings = naming_unit(query.unit, findings, knowledge)
    draft.speaking = find_speaking(query, findings, knowledge)
    settled = _say_places(query, scopes, findings, knowledge, draft)
    draft.status = find_status(query, scopes, settled, findings, draft)
    _name_other_people(query, draft)
    verdict = open_with_verdict(query, draft.told, draft, knowledge) if draft.status == "answered" else None
    _check_premise(query, draft, knowledge, corrected=verdict == "no")
    return draft


def _say_places(
    query: Query, scopes: Sequence[Scope], findings: Mapping[str, Finding], knowledge: Knowledge, draft: Draft
) -> list[Settled]:
    """Add what each place says, in the order asked; how far each settled it."""
    compared = len(scopes) > 1
    found = [
        [(notice, _find(query, query.asks, scope, findings[notice.id], knowledge)) for notice in scope.own]
        for scope in scopes
    ]
    if compared and any(told for own in found for _, told in own):  # what one place settles is known to be meant
        found = [
            own if any(told for _, told in own) else _find_again(query, scope, knowledge)
            for scope, own in zip(scopes, found, strict=True)
        ]
    settled = [
        _say_scope(query, scope, own, findings, knowledge, draft, compared=compared)
        for scope, own in zip(scopes, found, strict=True)
    ]
    if compared and any(item.own for item in settled):
        for scope, item in zip(scopes, settled, strict=True):
            if not item.own:
                _say_beside(query, scope, findings, knowledge, draft)
    return settled


def _name_other_people(query: Query, draft: Draft) -> None:
    """Where all that is told is the rule for other people than those asked about, that is said first."""
    asked, others = names_of_others(draft.told, query)
    if asked:
        draft.lead_in(phrases.other_people_line(asked, others, query.lang))


def _check_premise(query: Query, draft: Draft, knowledge: Knowledge, *, corrected: bool) -> None:
    """A number that the question takes for granted, and no clause on its topic says, is told first; ``corrected``: the
    answer gives the right one."""
    said = [concept for concept in query.concepts if concept.kind == "number"]
    others = [concept for concept in query.concepts if concept.kind != "number"]
    notices = [knowledge.by_id[key] for key in dict.fromkeys(citation.notice for citation in draft.citations)]
    cited = {citation.clause_id for citation in draft.citations}
    near = [
        knowledge.lexicon.texts(clause)[0]
        for notice in notices
        for clause in notice.clauses
        if clause.id in cited
        or knowledge.lexicon.coverage(others, "\n".join(knowledge.lexicon.texts(clause)[:2])) >= _SPEAKS
    ]
    unsaid = [c.name for c in said if not any(form in text for text in near for form in number_forms(c.spellings))]
    if not CONFIRMS.search(query.question):  # ages, days and people may be part of a story; “37种大病” is a claim
        unsaid = [name for name in unsaid if name[-1] in _OF_THE_TOPIC]
    if unsaid and draft.statements and draft.status in ("answered", "partial"):
        draft.lead_in(phrases.premise_line(unsaid, query.lang))
        draft.status = draft.status if corrected else "partial"


# --- one place ---------------------------------------------------------------------------------------------------


def _say_scope(
    query: Query,
    scope: Scope,
    found: Sequence[tuple[Notice, list[_Told]]],
    findings: Mapping[str, Finding],
    knowledge: Knowledge,
    draft: Draft,
    *,
    compared: bool,
) -> Settled:
    """Add what the notices of one scope say; ``found``: what its own ones do.

    :param compared: other places are asked about too: where the place's own notice speaks of the topic, no level above
        answers in its stead.
    """
    own: set[str] = set()
    above: set[str] = set()
    omitted = False
    silent: list[str] = []
    for notice, told in _brief(found) if scope.place is None else found:
        said = _say_notice(query, told, notice, knowledge, draft)
        own |= said
        omitted |= findings[notice.id].omitted is not None
        if not said:
            _note_silence(query, findings[notice.id], knowledge, draft, silent)
    open_asks = [ask for ask in query.asks if ask not in own]
    speaks = compared and any(findings[notice.id].on_topic for notice in scope.own)
    for notice in scope.above if open_asks and not speaks else ():
        said = _say_notice(
            query, _find(query, open_asks, scope, findings[notice.id], knowledge), notice, knowledge, draft
        )
        above |= said
        omitted |= findings[notice.id].omitted is not None
        if said:
            break
        _note_silence(query, findings[notice.id], knowledge, draft, silent)
    _name_level(query, scope, bool(own), knowledge, draft)
    if silent and draft.speaking:
        draft.remark(phrases.silent_line(silent, query.lang))
    return Settled(frozenset(own), frozenset(above), omitted)


def _find_again(query: Query, scope: Scope, knowledge: Knowledge) -> list[tuple[Notice, list[_Told]]]:
    """What the notices of one of several places have, asked in their own words."""
    found: list[tuple[Notice, list[_Told]]] = []
    for notice in scope.own:
        asked = ask_of(notice, query, knowledge)
        found.append((notice, _find(asked[0], query.asks, scope, asked[1], knowledge) if asked else []))
    return found


def _say_beside(
    query: Query, scope: Scope, findings: Mapping[str, Finding], knowledge: Knowledge, draft: Draft
) -> None:
    """Of places compared, what one says of the topic without settling what is asked: it stands beside the others."""
    for notice in scope.own:
        told = _find(query, ("what",), scope, findings[notice.id], knowledge)
        _say_notice(query, [(ask, items[:_BESIDE]) for ask, items in told], notice, knowledge, draft)


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


def _find(query: Query, asks: Sequence[str], scope: Scope, finding: Finding, knowledge: Knowledge) -> list[_Told]:
    """What one notice has for each of ``asks``, without those that it does not settle."""
    found = [(ask, select(ask, query, scope.place, finding, knowledge)) for ask in asks]
    found = [(ask, put_first(items, query, finding, knowledge) if ask == "what" else items) for ask, items in found]
    told = [(ask, [shorten(item, query, finding.notice, knowledge) for item in items]) for ask, items in found if items]
    return [
        (ask, [*items, *bounds_of(items, query, finding.notice, knowledge)] if _asks_for_whom(ask, query) else items)
        for ask, items in told
    ]


def _asks_for_whom(ask: str, query: Query) -> bool:
    """Whether it is asked who may have something, or whether someone may."""
    return ask == "who" or (ask == "what" and query.is_yes_no)


def _brief(found: Sequence[tuple[Notice, list[_Told]]]) -> list[tuple[Notice, list[_Told]]]:
    """Where many notices speak at length, the best sentence of each; facts are lists and stay whole."""
    items = [item for _, told in found for _, items in told for item in items]
    if sum(len(item.quote) for item in items) <= _AT_A_GLANCE or sum(bool(told) for _, told in found) < _MANY:
        return list(found)
    return [
        (notice, [(ask, items if any(item.fact for item in items) else items[:1]) for ask, items in told])
        for notice, told in found
    ]


def _say_notice(query: Query, found: Sequence[_Told], notice: Notice, knowledge: Knowledge, draft: Draft) -> set[str]:
    """Add what one notice says; the asks that it settles."""
    for ask, evidence in found:
        # Where several things were asked about, each lead stands behind what it is for.
        several = len({_task_of(i) for i in evidence if isinstance(i.fact, Duty)}) > 1 or len(topics_of(query)) > 1
        for item in evidence:
            if _is_told(item, draft):
                continue
            _say(query, ask, notice, item, knowledge, draft, with_task=several or _is_for_more(query, item, knowledge))
            _note_cut(query, notice, item, knowledge, draft)
    return {ask for ask, _ in found}


def _task_of(item: Evidence) -> tuple[str, str]:
    """What tells the tasks of duties apart: a tail speaks for its paragraph, prose for its sentence."""
    prose = isinstance(item.fact, Duty) and item.fact.basis.kind == "prose"
    return item.clause.id, item.quote if prose else ""


def _is_for_more(query: Query, item: Evidence, knowledge: Knowledge) -> bool:
    """Whether a duty's task is another one, under which the topic is only mentioned: that is then said."""
    if not isinstance(item.fact, Duty) or not query.concepts:
        return False
    said = item.fact.task + item.fact.quote + (task_above(item.fact, item.clause) or "")
    return knowledge.lexicon.coverage(query.concepts, fold(said)) < _OWN_TASK


def _is_told(item: Evidence, draft: Draft) -> bool:
    """Whether a run that was told holds ``item``: what settles two asks is said once. (Units are told per role.)"""
    return not isinstance(item.fact, Duty) and any(
        told.clause.id == item.clause.id and told.start <= item.start and item.end <= told.end
        for told in draft.told
        if not isinstance(told.fact, Duty)
    )


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
        task = duty.task if duty.basis.kind != "prose" else task_above(duty, item.clause)
        if with_task and task:
            text = phrases.with_task(task, text, query.lang)
        cited += draft.cite_basis(notice, item.fact)
        draft.leads |= bool(duty.lead)
    else:
        words = Passage.cut(notice.source, item.start, item.end).text
        fact = (
            item.fact if _is_alone(item) else None
        )  # of several numbers, none is told in English as the one asked for
        text = phrases.quote_text(words, fact, query.lang, knowledge)
        text = phrases.refused(text, query.lang) if item.excludes else text
    draft.told.append(item)
    draft.state(text, notice.place, cited)


def _is_alone(item: Evidence) -> bool:
    """Whether the words quoted state no other fact of the kind of ``item``'s."""
    facts = item.clause.targets if isinstance(item.fact, Target) else item.clause.time_limits
    inside = [fact for fact in facts if item.start <= fact.start and fact.end <= item.end]
    return not isinstance(item.fact, Target | TimeLimit) or (
        len(inside) == 1 and len(item.quote) <= len(item.fact.quote) + 1
    )


def _readable(duty: Duty, notice: Notice) -> Duty:
    """``duty`` in words without the numbers of pages that stand inside its quotes."""
    basis = duty.basis
    said = replace(basis, quote=Passage.cut(notice.source, basis.start, basis.end).text)
    return replace(duty, quote=Passage.cut(notice.source, duty.start, duty.end).text, basis=said)


def _note_cut(query: Query, notice: Notice, item: Evidence, knowledge: Knowledge, draft: Draft) -> None:
    """A clause that is quoted, and whose end the copy leaves out, may have said more."""
    if gap_of(notice, item.clause.label) and not item.clause.omitted:
        draft.miss(notice.id, "omitted")
        draft.remark(phrases.cut_line(notice, item.clause, query.lang, knowledge))


def _note_silence(query: Query, finding: Finding, knowledge: Knowledge, draft: Draft, silent: list[str]) -> None:
    """Why one notice says nothing: its clause is left out, it does not settle what is asked, its copy ends, or nothing
    was found in it."""
    notice = finding.notice
    if finding.omitted and (gap := gap_of(notice, finding.omitted.label)):
        draft.miss(notice.id, "omitted")
        number = draft.cite(notice, finding.omitted, gap.start, gap.end)
        draft.state(phrases.omitted_text(finding.omitted, query.lang), notice.place, [number])
    elif finding.on_topic:
        draft.miss(notice.id, "not_mentioned")
        draft.remark(phrases.unsettled_line(notice, finding.on_topic, query.asks[0], query.lang, knowledge))
    elif finding.truncated and is_akin(notice, draft.speaking):
        draft.miss(notice.id, "omitted")
        gap = next(gap for gap in notice.gaps if gap.kind == "truncated")
        draft.remark(phrases.gap_line(notice, gap, query.lang, knowledge))
    else:
        draft.miss(notice.id, "not_mentioned")
        silent.append(phrases.heading_of(notice, query.lang, knowledge))
