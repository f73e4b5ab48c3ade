"""Who does what: the duties of all notices as one list, those of a unit, those on a topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from assistant.errors import UsageError
from assistant.lookup.belonging import Assigned
from assistant.lookup.conditions import limits_of
from assistant.lookup.due import roles_of, set_for
from assistant.lookup.held import Held
from assistant.lookup.messages import nothing_found
from assistant.lookup.records import DUE, ROLES, DutyRecord, Outcome
from assistant.lookup.relevance import Match, Scope, Texts, duty_scope, find_relevant
from assistant.lookup.selection import Request, Selected, select
from assistant.lookup.unread import unread_lines
from assistant.records import Clause, Notice


def find_duties(held: Held, request: Request) -> tuple[tuple[DutyRecord, ...], Outcome]:
    """The duties that ``request`` asks for, in the order of places (as in answers: the latest notice first, the
    nation's last) and of the texts, and what a reader must know of them.

    Of a unit: what it leads, supports and is responsible for, and, unless a role is asked for, the time limits that
    are set for it by name or for everyone in a role that it has (“各牵头单位要在…报送…”).

    :raises UsageError: words too long, a place that is none or that several places are called, a role that is none.
    :raises NothingFoundError: no duty is found; the message names what is near.
    """
    if request.role is not None and request.role not in ROLES:
        raise UsageError(
            f"没有“{request.role}”这种身份；--role 可用 {'、'.join(ROLES)}。",
            f"There is no role “{request.role}”; --role may be {', '.join(ROLES)}.",
        )
    texts = Texts(held)
    selected = select(held, request, texts)
    for notices in selected.levels:
        items = [
            (notice, _scope(record), record)
            for notice in notices
            for record in _records(notice, selected, held)
            if selected.role is None or _has_role(record, selected)
        ]
        found = find_relevant(items, selected.topics, texts, everything=request.everything)
        if found.shown:
            records = tuple(_rated(match) for match in found.shown)
            outcome = selected.outcome(notices, found)
            unread = unread_lines(notices, selected, [record.notice.id for record in records])
            return records, replace(outcome, remarks=(*outcome.remarks, *unread))
    looked_into = [notice for level in selected.levels for notice in level]
    raise nothing_found(held, selected, "duties", unread=unread_lines(looked_into, selected, []))


def _rated(match: Match[DutyRecord]) -> DutyRecord:
    return replace(match.item, standing=match.standing)


def _scope(record: DutyRecord) -> Scope:
    # “家庭医生签约。由甲局会同乙局落实。”: such a sentence speaks for the paragraph.
    alone = record.role == DUE or (record.basis.kind == "prose" and record.task != record.clause.heading)
    return duty_scope(record.task, record.quote, record.clause, alone=alone)


def _records(notice: Notice, selected: Selected, held: Held) -> Iterator[DutyRecord]:
    """The duties of one notice; of the units asked for where there are any, and what is due by them."""
    units = selected.units
    assigned = groupby(held.belonging(notice).assigned, key=lambda item: item.clause.id)
    duties = {clause: list(group) for clause, group in assigned}
    for clause in notice.clauses:
        for item in duties.get(clause.id, ()):
            record = _record(notice, item)
            if not units:
                yield record
                continue
            roles = [roles_of(unit, item.duty, notice, held) for unit in units]
            if all(roles):
                yield replace(record, role=_role(roles[0], selected.role))
        yield from _due(notice, clause, selected, held)


def _has_role(record: DutyRecord, selected: Selected) -> bool:
    """Whether the unit asked for has the role; where none is asked for, whether the text says who has it."""
    if selected.units:
        return record.role == selected.role
    return bool(getattr(record, selected.role or ""))


def _role(roles: Sequence[str], wanted: str | None) -> str:
    return wanted if wanted is not None and wanted in roles else roles[0]


def _record(notice: Notice, item: Assigned) -> DutyRecord:
    duty = item.duty
    return DutyRecord(
        notice=notice,
        clause=item.clause,
        task=duty.task,
        lead=duty.lead,
        support=duty.support,
        responsible=duty.responsible,
        time_limits=tuple(limit.words for limit in item.limits),
        basis=duty.basis,
        quote=duty.quote,
        start=duty.start,
        end=duty.end,
    )


def _due(notice: Notice, clause: Clause, selected: Selected, held: Held) -> Iterator[DutyRecord]:
    """What the one unit asked for must do by some time though the clause assigns it nothing by name."""
    if len(selected.units) != 1:
        return
    for limit in limits_of(clause):
        basis = set_for(selected.units[0], limit, notice, held)
        if basis is None:
            continue
        yield DutyRecord(
            notice=notice,
            clause=clause,
            task=limit.what,
            lead=(),
            support=(),
            responsible=(),
            time_limits=(limit.words,),
            basis=basis,
            quote=limit.quote,
            start=limit.start,
            end=limit.end,
            role=DUE,
            who=limit.who,
        )
