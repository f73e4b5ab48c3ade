"""By when, how often: the time limits of all notices as one list, what comes next first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from assistant.lookup.conditions import limits_of
from assistant.lookup.due import roles_of, set_for
from assistant.lookup.held import Held
from assistant.lookup.messages import nothing_found
from assistant.lookup.records import DUE, DeadlineRecord, Outcome
from assistant.lookup.recurrence import Once, next_of, once_in, recurrences_in
from assistant.lookup.relevance import TASK, Found, Match, Scope, Texts, find_relevant
from assistant.lookup.selection import Request, Selected, select
from assistant.lookup.units import AskedUnit
from assistant.records import Clause, Duty, Notice, TimeLimit


def find_deadlines(held: Held, request: Request, today: date) -> tuple[tuple[DeadlineRecord, ...], Outcome]:
    """The time limits that ``request`` asks for: first those with a day to come, by that day, then those of which only
    the last year is known, then those without a date in the order of places and texts, last those that are over.

    Of a unit: the limits set for it by name or for everyone in a role that it has, and those of its duties.

    :param today: the day that “next” counts from.
    :raises UsageError: words too long, a place that is none or that several places are called.
    :raises NothingFoundError: no time limit is found; the message names what is near.
    """
    texts = Texts(held)
    selected = select(held, request, texts)
    beside = 0
    for notices in selected.levels:
        items = [
            (notice, _scope(record), record)
            for notice in notices
            for record in _records(notice, selected, held, today)
            if selected.role is None or record.role == selected.role
        ]
        found = find_relevant(items, selected.topics, texts, everything=True)
        found = found if request.everything else _on_topic(found)
        beside += found.passing
        if found.shown:
            records = sorted((_rated(match) for match in found.shown), key=_order)
            return tuple(records), selected.outcome(notices, found)
    raise nothing_found(held, selected, "deadlines", beside)


def _on_topic(found: Found[DeadlineRecord]) -> Found[DeadlineRecord]:
    """Only limits that speak of the topic themselves: what else its paragraph sets a time for is another thing."""
    shown = tuple(match for match in found.shown if match.standing == TASK)
    return Found(shown, len(found.shown) - len(shown), found.missing)


def _rated(match: Match[DeadlineRecord]) -> DeadlineRecord:
    return replace(match.item, standing=match.standing)


def _order(record: DeadlineRecord) -> tuple[int, date]:
    if record.past:
        return 3, record.ends or date.max
    if record.next:
        return 0, record.next
    return (1, record.ends) if record.ends else (2, date.max)


def _scope(record: DeadlineRecord) -> Scope:
    clause = record.clause
    own = f"{record.what}\n{record.quote}\n{clause.heading or ''}"
    return Scope(own, clause.text, "\n".join(clause.headings))


def _records(notice: Notice, selected: Selected, held: Held, today: date) -> Iterator[DeadlineRecord]:
    for clause in notice.clauses:
        for limit in limits_of(clause):
            record = _record(notice, clause, limit, held.belonging(notice).duty_of(limit), today)
            if not selected.units:
                yield record
                continue
            roles = [_role(unit, limit, notice, held, selected.role) for unit in selected.units]
            if all(roles):
                yield replace(record, role=roles[0])


def _role(unit: AskedUnit, limit: TimeLimit, notice: Notice, held: Held, wanted: str | None) -> str | None:
    """What ``unit`` has to do with a limit: its role in the duty that the limit is a part of, or that it is set for
    it."""
    duty = held.belonging(notice).duty_of(limit)
    roles = roles_of(unit, duty, notice, held) if duty else []
    if roles:
        return wanted if wanted in roles else roles[0]
    return DUE if set_for(unit, limit, notice, held) else None


def _record(notice: Notice, clause: Clause, limit: TimeLimit, duty: Duty | None, today: date) -> DeadlineRecord:
    recurrences = recurrences_in(limit.words, limit.kind)
    until = _end_of(notice)
    coming = next_of(recurrences, today)
    once = None if recurrences else once_in(limit.words, limit.iso)
    if limit.kind == "for" and _is_validity(limit, notice):
        once = Once(until, is_named=True) if until else None
    over = bool(until and coming and coming > until) or bool(once and once.last < today)
    if once is None and coming is None and (last := _plan_over(notice, limit, today)):
        over, until = True, last
    if once and once.is_named:
        coming = once.last
    in_prose = (duty.responsible or duty.lead) if duty and duty.basis.kind == "prose" else ()
    return DeadlineRecord(
        notice=notice,
        clause=clause,
        what=limit.what,
        who=limit.who or "、".join(in_prose) or None,
        words=limit.words,
        kind=limit.kind,
        iso=limit.iso,
        day=coming,
        ends=once.last if once else until if recurrences or over else None,
        past=over,
        recurrences=recurrences,
        lead=duty.lead if duty else (),
        support=duty.support if duty else (),
        responsible=duty.responsible if duty else (),
        basis=duty.basis if duty else None,
        quote=limit.quote,
        start=limit.start,
        end=limit.end,
    )


def _plan_over(notice: Notice, limit: TimeLimit, today: date) -> date | None:
    """The last day of a plan that is over: what it wants every week, or by June, is over with its years. A length
    (不少于6个月, 毕业后5年内) is not."""
    years = notice.validity.plan_years
    if not years or years[1] >= today.year or limit.kind == "for":
        return None
    return None if limit.kind == "within" and "Y" in (limit.iso or "") else date(years[1], 12, 31)


def _is_validity(limit: TimeLimit, notice: Notice) -> bool:
    """Whether a limit says how long the notice itself holds: “本办法自2024年4月1日起实施，有效期5年”."""
    expires = notice.validity.expires
    return expires is not None and limit.start < expires.end and expires.start < limit.end


def _end_of(notice: Notice) -> date | None:
    """The last day that the notice gives itself: it states one, or is a plan for certain years."""
    expires, years = notice.validity.expires, notice.validity.plan_years
    if expires and expires.date:
        return date.fromisoformat(expires.date)
    return date(years[1], 12, 31) if years else None
