"""Tables that say who does what and by when: columns 任务, 牵头单位, 配合单位, 责任单位, 完成时限.

A duty's basis is the header row; its quote is the row. A cell 责任单位 names no lead, unless the notice has a
first-unit rule. Rows with more cells than the header, and tables without a column of units, give nothing.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.reading.facts.duty_roles import Roles, labelled_names, read_roles, roles_under, without_rule
from assistant.reading.facts.duty_rules import Rule
from assistant.reading.facts.time_limits import find_time_limits
from assistant.reading.facts.time_words import find_time_words
from assistant.reading.passage import SPACE, Passage, squeeze
from assistant.reading.structure.emphasis import MARK
from assistant.reading.structure.marks import parse_mark
from assistant.reading.structure.tables import Cell, column_kinds, cut_cells, is_rule_row
from assistant.records import Basis, Clause, Duty, TimeLimit

_NOTHING = re.compile(r"[/／\\—\-–－*＊无.…\s]*")
_DITTO = re.compile(r"同上|〃|″|\"|”")
_ALWAYS = re.compile(
    r"(?:长期|持续|常态化?|全年|立即|即时|适时|经常)(?:性)?(?:坚持|推进|开展|实施|落实|执行|化)?$|长期坚持.{0,6}$"
)
_PARTS = re.compile(r"[，,；;、]|(?<=[底前成动])\s+")
_DAYS = re.compile(r"\d{1,2}\s?月|\d{4}\s?年(?!\s?\d{1,2}\s?月)")
_DONE = r"(?:之前|以前|前|完成|启动|(?:基本|全面|全部)完成)?"
# “2026年6月”, “2026年6月底”, “2026年上半年”, “6月底”: alone in its cell a time is one by which.
_DATE = re.compile(
    rf"(?:到|至)?(?P<year>20\d{{2}})\s?年(?:(?P<month>1[0-2]|0?[1-9])\s?月(?:份)?(?:(?P<day>[0-3]?\d)\s?[日号])?)?"
    rf"(?P<part>年?[底末]|[初中上下]旬?|上半年|下半年|第?[一二三四1-4]季度)?{_DONE}"
)
_NO_YEAR = re.compile(
    rf"(?:1[0-2]|0?[1-9]|[一二三四五六七八九十]{{1,2}})\s?月(?:[0-3]?\d\s?[日号]|[底末初]|[上中下]旬)?{_DONE}"
    rf"|(?:今年|明年|当年|本年度?)?(?:年底|年末|年内|上半年|下半年|第?[一二三四1-4]季度){_DONE}"
)


@dataclass(frozen=True, slots=True)
class RowFacts:
    """What a row of a table says."""

    duties: tuple[Duty, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()


@dataclass(slots=True)
class _Table:
    """A table being read: what each column is, its header row, and the cells of the row before, for 同上."""

    form: str
    columns: list[str]
    basis: Basis
    before: list[str] = field(default_factory=list)

    def takes(self, form: str, cells: Sequence[Cell]) -> bool:
        """Whether a paragraph is a row of this table. Wide spaces and line ends stand in prose too: there the number of
        cells and the serial number must fit."""
        if form != self.form or len(cells) < 2:
            return False
        if form in ("pipes", "tabs"):
            return True
        serial = self.columns.index("serial") if "serial" in self.columns else None
        return len(cells) == len(self.columns) and (serial is None or bool(re.fullmatch(r"\d+", cells[serial].text)))

    def at(self, texts: Sequence[str], kind: str) -> str | None:
        """What the first column of that kind that says something says."""
        found = (text for text, column in zip(texts, self.columns, strict=False) if column == kind)
        return next((text for text in found if not _NOTHING.fullmatch(text)), None)


def find_rows(clauses: Sequence[Clause], source: str, rules: Sequence[Rule | None]) -> dict[int, RowFacts]:
    """The facts in the rows of duty tables, by the index of the clause that the row is (header rows give none)."""
    found: dict[int, RowFacts] = {}
    table: _Table | None = None
    for index, clause in enumerate(clauses):
        form, cells = cut_cells(source, clause.start, clause.end) if clause.part != "foreign" else ("", ())
        columns = column_kinds([cell.text for cell in cells])
        if columns and (table is None or table.columns != columns):
            table = _open(table, form, columns, cells, _whole(clause, source))
            found[index] = RowFacts()
        elif table is not None and table.takes(form, cells):
            nothing = bool(columns) or is_rule_row(cells)  # the header again, on the next page
            found[index] = RowFacts() if nothing else _row(table, cells, _whole(clause, source), rules[index])
        else:
            table = None
    return found


def _whole(clause: Clause, source: str) -> Basis:
    """The row as printed, with its place."""
    passage = Passage.cut(source, clause.start, clause.end)
    words = passage.text.strip(SPACE)
    begin = passage.text.index(words)
    start, end = passage.span(begin, begin + len(words))
    return Basis("table", squeeze(source[start:end]), start, end)


# --- headers ---------------------------------------------------------------------------------------------------


def _open(table: _Table | None, form: str, columns: list[str], cells: Sequence[Cell], row: Basis) -> _Table:
    """A new table; a second header row right below the first one names the columns more exactly."""
    if table is not None and len(table.columns) == len(columns) and not table.before and _has_gaps(cells):
        columns = [new or old for new, old in zip(columns, table.columns, strict=True)]
        row = Basis("table", table.basis.quote + row.quote, table.basis.start, row.end)
    return _Table(form, columns, row)


def _has_gaps(cells: Sequence[Cell]) -> bool:
    return any(not cell.text for cell in cells)


# --- rows ------------------------------------------------------------------------------------------------------


def _row(table: _Table, cells: Sequence[Cell], row: Basis, rule: Rule | None) -> RowFacts:
    texts = [cell.text.replace(MARK, "") for cell in cells]
    if len(cells) > len(table.columns) or len({text for text in texts if text}) < 2:
        return RowFacts()  # cells that cannot be told apart; a row that is a heading of its own
    before = table.before + [""] * (len(cells) - len(table.before))
    texts = [before[i] if _DITTO.fullmatch(text) else text for i, text in enumerate(texts)]
    task = _task(table, texts, before)
    table.before = [text or (before[i] if table.columns[i].startswith("task") else "") for i, text in enumerate(texts)]
    if not task:
        return RowFacts()
    roles = _roles(table, texts)
    limits = _limits(table, cells, texts, task, row)
    return RowFacts((_duty(table.basis, roles, task, row, rule),) if roles else (), limits)


def _duty(basis: Basis, roles: Roles, task: str, row: Basis, rule: Rule | None) -> Duty:
    if rule and rule.leaders and not rule.bare_lists and not roles.lead and not roles.support:
        lead, others = rule.split(roles.responsible)
        ruled = Basis("first_listed", rule.quote, rule.start, rule.end)
        return Duty(task, lead, others, (), ruled, row.quote, row.start, row.end)
    named = (tuple(roles.lead), tuple(roles.support), tuple(roles.responsible))
    return Duty(task, *named, basis, row.quote, row.start, row.end)


def _task(table: _Table, texts: Sequence[str], before: Sequence[str]) -> str:
    """The most specific column of tasks that says something, in this row or, for merged cells, in one above."""
    for row in (texts, before):
        for rank in ("task2", "task1", "task0", ""):
            for kind, text in zip(table.columns, row, strict=False):
                if kind == rank and not _NOTHING.fullmatch(text) and (rank or len(text) > 3):
                    mark = parse_mark(text)
                    return text[mark.length if mark else 0 :].strip("。；; ")
    return ""


def _roles(table: _Table, texts: Sequence[str]) -> Roles:
    roles = Roles()
    for kind, text in zip(table.columns, texts, strict=False):
        label = {"lead": "牵头", "support": "配合", "responsible": "责任"}.get(kind)
        if label is None or _NOTHING.fullmatch(text):
            continue
        content = without_rule(text)
        roles.add(read_roles(content) or roles_under(label, labelled_names(content, strict=False)))
    return roles


# --- time limits -----------------------------------------------------------------------------------------------


def _limits(table: _Table, cells: Sequence[Cell], texts: Sequence[str], task: str, row: Basis) -> tuple[TimeLimit, ...]:
    """The limit in the column for it, which holds for the row's task, and those that the other cells state."""
    limits: list[TimeLimit] = []
    who = table.at(texts, "lead") or table.at(texts, "responsible")
    for cell, text, kind in zip(cells, texts, table.columns, strict=False):
        if kind == "time":
            limits += [TimeLimit(task, who, *time, row.quote, row.start, row.end) for time in _times(text)]
        elif _is_plain(cell):
            limits += [_shifted(limit, cell) for limit in find_time_limits(cell.text)]
    return tuple(limits)


def _is_plain(cell: Cell) -> bool:
    return len(cell.text) == cell.end - cell.start


def _shifted(limit: TimeLimit, cell: Cell) -> TimeLimit:
    return TimeLimit(
        limit.what,
        limit.who,
        limit.words,
        limit.kind,
        limit.iso,
        limit.quote,
        limit.start + cell.start,
        limit.end + cell.start,
    )


def _times(text: str) -> list[tuple[str, str, str | None]]:
    """Words, kind and ISO form of what stands in a column of time limits; a bare date is one by which. Where one of its
    parts is no time that is known, the cell counts as a whole and has no date."""
    whole = _time(text)
    if any(words == text for words, _, _ in whole):
        return whole
    parts = [part for part in _PARTS.split(text) if part.strip()]
    found = [_time(part.strip()) for part in parts]
    if len(parts) > 1 and all(found):
        return [time for times in found for time in times]
    return whole or ([(text, "by", None)] if any(found) else [])


def _time(text: str) -> list[tuple[str, str, str | None]]:
    found = [(text[words.start : words.end], words.kind, words.iso) for words in find_time_words(text)]
    if any(words == text for words, _, _ in found):
        return found
    date = _DATE.fullmatch(text)
    if date:
        return [(text, *_of_date(date))]
    if _NO_YEAR.fullmatch(text):
        return [(text, "by", None)]
    if len(_DAYS.findall(text)) > len(found):
        return []
    return found or ([(text, "for", None)] if _ALWAYS.match(text) else [])


def _of_date(date: re.Match[str]) -> tuple[str, str | None]:
    """Kind and ISO form of a date that is all of its cell."""
    year, month = int(date["year"]), int(date["month"]) if date["month"] else None
    parts = [part.zfill(2) for part in date.group("year", "month", "day") if part]
    if not date["part"]:
        return ("by" if month else "during"), "-".join(parts)
    if date["part"].endswith(("底", "末")) and not date["day"]:
        return "by", f"{year}-{month or 12:02}-{calendar.monthrange(year, month or 12)[1]}"
    return "by", None
