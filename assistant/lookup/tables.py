"""The records as tables: ``lookup`` and ``deadlines`` for a screen, for paper and for programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.lookup.cells import (
    BASIS,
    ORIGIN,
    basis_cells,
    names_cell,
    origin_cells,
    place_cell,
    role_cell,
    sources_of,
    support_cell,
    words_cell,
)
from assistant.lookup.deadlines import find_deadlines
from assistant.lookup.duties import find_duties
from assistant.lookup.held import Held
from assistant.lookup.messages import dates_line, notice_line
from assistant.lookup.records import DeadlineRecord, DutyRecord, Outcome
from assistant.lookup.selection import Request
from assistant.reading.unread import rule_of
from assistant.tables.table import Cell, Column, Table

DUTY_COLUMNS = (
    Column("place", "地方", "Place", 8),
    Column("task", "任务", "Task", 28),
    Column("role", "身份", "Role", 8),
    Column("lead", "牵头单位", "Lead", 14),
    Column("support", "配合单位", "Support", 26),
    Column("responsible", "负责单位", "Responsible", 14),
    Column("time_limits", "时限", "Time limits", 14),
    *BASIS,
    *ORIGIN,
    Column("who", "由谁", "Who", printed=False),
)
DEADLINE_COLUMNS = (
    Column("next", "下次", "Next", 12),
    Column("past", "已过", "Past", printed=False),
    Column("ends", "最后一天", "Ends", printed=False),
    Column("place", "地方", "Place", 8),
    Column("what", "事项", "What", 36),
    Column("who", "由谁", "Who", 14),
    Column("words", "时限", "Time limit", 14),
    Column("kind", "类别", "Kind", printed=False),
    Column("iso", "ISO 8601", "ISO 8601", printed=False),
    Column("recurrence", "重复规则", "Recurrence", printed=False),
    Column("role", "身份", "Role", 8),
    Column("lead", "牵头单位", "Lead", 14),
    Column("support", "配合单位", "Support", printed=False),
    Column("responsible", "负责单位", "Responsible", 14),
    *BASIS,
    *ORIGIN,
)


def lookup_table(held: Held, request: Request, today: date) -> tuple[Table, Outcome]:
    """Who does what, as ``request`` asks (see :func:`.duties.find_duties`, also for the errors).

    :param today: the day that the table bears.
    """
    records, outcome = find_duties(held, request)
    rows = tuple(_duty_row(record, held, request.lang) for record in records)
    sources = sources_of((record.notice, record.clause) for record in records)
    title = ("任务分工" if request.lang == "zh" else "Who does what") + _asked(request, len(rows))
    notes = _notes(records, outcome, request.lang, today)
    return Table(title, DUTY_COLUMNS, rows, notes, sources, request.lang), outcome


def deadline_table(held: Held, request: Request, today: date) -> tuple[Table, Outcome]:
    """By when and how often, as ``request`` asks (see :func:`.deadlines.find_deadlines`, also for the errors)."""
    records, outcome = find_deadlines(held, request, today)
    rows = tuple(_deadline_row(record, held, request.lang) for record in records)
    sources = sources_of((record.notice, record.clause) for record in records)
    title = ("时限" if request.lang == "zh" else "Time limits") + _asked(request, len(rows))
    notes = _notes(records, outcome, request.lang, today)
    return Table(title, DEADLINE_COLUMNS, rows, notes, sources, request.lang), outcome


def _asked(request: Request, count: int) -> str:
    asked = [part.strip() for part in (request.words, request.unit, request.place) if part and part.strip()]
    if request.lang == "en":
        return f"{': ' * bool(asked)}{', '.join(asked)} ({count} rows)"
    return f"{'：' * bool(asked)}{'，'.join(asked)}（{count} 条）"


def _notes(records: Sequence[DutyRecord | DeadlineRecord], outcome: Outcome, lang: str, today: date) -> tuple[str, ...]:
    """What must be known, the notices that rows come from, and last how old they are."""
    notices = list(dict.fromkeys(record.notice.id for record in records))
    told = sorted({record.notice.id: record.notice for record in records}.values(), key=lambda n: notices.index(n.id))
    return (*outcome.remarks, *(notice_line(n, today, lang) for n in told), dates_line(told, today, lang))


def _duty_row(record: DutyRecord, held: Held, lang: str) -> tuple[Cell, ...]:
    return (
        place_cell(record.notice, held, lang),
        Cell(record.task),
        role_cell(record.role, record.basis, lang),
        names_cell(record.lead, _named_in(record), held, lang),
        support_cell(record.support, record.basis, _named_in(record), held, lang),
        names_cell(record.responsible, _named_in(record), held, lang),
        words_cell(record.time_limits),
        *basis_cells(record.basis, record.who, record.standing, lang, is_unread=_is_unread(record)),
        *origin_cells(record.notice, record.clause, record.quote, record.start, record.end, lang),
        Cell(record.who),
    )


def _is_unread(record: DutyRecord) -> bool:
    """Whether the notice has a rule on who leads that was not understood."""
    return any(rule_of(warning) for warning in record.notice.warnings)


def _named_in(record: DutyRecord) -> str:
    """The words that name the units: the duty's own; of several lines “牵头单位：…” all of them."""
    return f"{record.quote}\n{record.basis.quote}"


def _deadline_row(record: DeadlineRecord, held: Held, lang: str) -> tuple[Cell, ...]:
    quote = f"{record.clause.text}\n{record.basis.quote if record.basis else ''}"
    return (
        _next_cell(record, lang),
        Cell(record.past),
        Cell(record.ends),
        place_cell(record.notice, held, lang),
        Cell(record.what),
        Cell(record.who),
        Cell(record.words),
        Cell(record.kind),
        Cell(record.iso),
        Cell(" ".join(record.rules) or None),
        role_cell(record.role, record.basis, lang),
        names_cell(record.lead, quote, held, lang),
        support_cell(record.support, record.basis, quote, held, lang),
        names_cell(record.responsible, quote, held, lang),
        *basis_cells(record.basis, record.who, record.standing, lang),
        *origin_cells(record.notice, record.clause, record.quote, record.start, record.end, lang),
    )


def _next_cell(record: DeadlineRecord, lang: str) -> Cell:
    """The day; where only the year is known, or all is over, words that say so."""
    if record.past:
        return Cell(None, f"已过 {record.ends}" if lang == "zh" else f"past {record.ends}")
    if record.next is None and record.ends is not None:
        return Cell(None, f"{record.ends.year}年" if lang == "zh" else str(record.ends.year))
    return Cell(record.next)
