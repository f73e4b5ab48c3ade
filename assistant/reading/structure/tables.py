"""Rows of tables in plain text: “| 甲 | 乙 |” as Markdown writes them, cells parted by tabs or wide spaces, or one cell
a line, as text copied from a web page has them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.passage import squeeze

_PIPES = re.compile(r"\|.*\|$")
_RULE_CELL = re.compile(r"\s*:?-{2,}:?\s*")
_MIN_TABS = 2
_LEADING_TABS = re.compile(r"(?<![^\r\n])[ ]*(?:\t[ ]*)+$")
# What parts cells, by the form of the row.
_MARKS = {
    "pipes": re.compile(r"\|"),
    "tabs": re.compile(r"\t"),
    "lines": re.compile(r"[\r\n]+"),
    "spaces": re.compile(r"[ \u00a0\u2002\u2003]{2,}|\u3000+"),
}
_SPACE = " \t\u00a0\u2002\u2003\u3000\u200b\ufeff\r\n"
_BODY = r"(?:单位|部门|处室|科室|股室|主体|机构)"
# What the head of a column says, spaces and brackets taken out. Of two columns of tasks the later kind is the more
# specific one: a row under 重点任务 and 主要措施 is about its measures.
_ROLE_HEADS = (
    ("lead", re.compile(rf"(?:总)?(?:牵头|主办|主责)(?:负责|责任)?{_BODY}?$")),
    ("support", re.compile(rf"(?:配合|协办|协同|协助|参与|参加|协作)(?:责任)?{_BODY}?$")),
    (
        "responsible",
        re.compile(rf"(?:主要)?(?:责任|负责|实施|承办|落实|完成|执行){_BODY}(?:及责任人)?$"),
    ),
)
_TASK_HEADS = (
    re.compile(r"(?:工作|主要|总体|预期|改革)?目标$|\S{0,4}(?:类别|领域|方面)$|项目名称|项目$|指标"),
    re.compile(r"(?:重点|主要|工作|目标|改革)?(?:工作|任务|事项|要求)$|任务名称|重点任务|目标任务|整改问题|问题"),
    re.compile(r"具体(?:任务|事项|要求|工作)$|\S{0,4}(?:内容|举措|措施)$"),
)
_TIME_HEAD = re.compile(
    r"(?:完成|办结|工作|整改|落实)?(?:时限|期限|时间|进度|时间节点|时间安排|进度安排|时间要求|时限要求|时间进度)(?:要求)?$"
)
# “| 成员单位 | 主要职责 |”: together these two say who does what.
_UNIT_HEAD = re.compile(r"(?:成员|组成)?(?:单位|部门|科室|处室)(?:名称)?$")
_WORK_HEAD = re.compile(r"(?:主要|工作|具体|部门|单位)*(?:职责|职责分工|职责任务|任务分工|职能)$")
_SERIAL_HEAD = re.compile(r"序号?$|编号$|No\.?$")
_OTHER_HEAD = re.compile(r"备注|责任人|联系人|电话|领导|依据|成果|形式|负责人|来源|标准|进展|情况")
_MAX_HEAD_CHARS = 16
_MIN_COLUMNS, _MAX_COLUMNS = 3, 12


@dataclass(frozen=True, slots=True)
class Cell:
    """The text of a cell, line breaks taken out, and its place in the file; an empty cell has no length."""

    text: str
    start: int
    end: int


def is_table_row(line: str) -> bool:
    """Whether ``line``, stripped of spaces at its ends, is one row of a table: a paragraph of its own."""
    return bool(_PIPES.match(line)) or line.count("\t") >= _MIN_TABS


def split_row(line: str) -> tuple[str, ...]:
    """The cells of a row, stripped; see :func:`is_table_row`."""
    return tuple(cell.text for cell in cut_cells(line, 0, len(line))[1])


def _kind(head: str) -> str:
    """What a column holds by the words at its head (:func:`column_kinds`); ``unit`` and ``work`` say little alone."""
    head = re.sub(r"[（(].*?[）)]|[\s*、：:]", "", head)
    if not head or len(head) > _MAX_HEAD_CHARS:
        return ""
    for kind, words in _ROLE_HEADS:
        if words.match(head):
            return kind
    if _SERIAL_HEAD.match(head):
        return "serial"
    if _UNIT_HEAD.match(head):
        return "unit"
    if _WORK_HEAD.match(head):
        return "work"
    if _TIME_HEAD.match(head):
        return "time"
    for rank in (2, 1, 0):
        if _TASK_HEADS[rank].match(head):
            return f"task{rank}"
    return "other" if _OTHER_HEAD.search(head) else ""


def column_kinds(cells: Sequence[str]) -> list[str]:
    """What the columns of a table are, where ``cells`` is its header row and one column names units, else nothing:
    ``lead``, ``support``, ``responsible``, ``task0`` to ``task2`` (from general to specific), ``time``, ``serial``,
    ``other`` or ``""``."""
    if len(cells) < 2 or any(len(cell) > _MAX_HEAD_CHARS for cell in cells):
        return []
    kinds = [_kind(cell) for cell in cells]
    if {"unit", "work"} <= set(kinds):
        kinds = [{"unit": "responsible", "work": "task2"}.get(kind, kind) for kind in kinds]
    has_role = any(kind in ("lead", "support", "responsible") for kind in kinds)
    known = sum(bool(kind) for kind in kinds)
    return kinds if has_role and known >= 2 and known * 2 > sum(bool(cell) for cell in cells) else []


def is_rule_row(cells: Sequence[Cell]) -> bool:
    """Whether the cells are the line “|---|---|” that parts a header from its table."""
    return bool(cells) and all(_RULE_CELL.fullmatch(cell.text) for cell in cells)


def cut_cells(source: str, start: int, end: int) -> tuple[str, tuple[Cell, ...]]:
    """The row that ``source[start:end]`` is: what parts its cells (``pipes``, ``tabs``, ``lines``, ``spaces``) and the
    cells. Text that is no row is one cell.

    A row whose first cells are empty begins with tabs, which stand before ``start``, at the head of the line.
    """
    head = _LEADING_TABS.search(source, max(0, start - _MAX_COLUMNS * 4), start)
    begin = head.start() if head else start
    raw = source[begin:end].rstrip(_SPACE)
    form = _form(raw)
    if form == "pipes":
        lead = raw.index("|") + 1
        begin, raw = begin + lead, raw[lead:-1]
    elif form != "tabs":
        begin, raw = start, source[start:end].rstrip(_SPACE)
    return form, tuple(_cell(raw[a:b], begin + a) for a, b in _parts(raw, _MARKS[form]))


def _form(raw: str) -> str:
    if _PIPES.match(raw.strip(_SPACE)):
        return "pipes"
    return "lines" if _MARKS["lines"].search(raw) else "tabs" if "\t" in raw else "spaces"


def _parts(raw: str, mark: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in mark.finditer(raw):
        yield begin, match.start()
        begin = match.end()
    yield begin, len(raw)


def _cell(raw: str, start: int) -> Cell:
    text = raw.strip(_SPACE)
    begin = start + raw.find(text)
    return Cell(squeeze(text), begin, begin + len(text))


def table_rows(lines: Sequence[str]) -> list[range]:
    """Which runs of ``lines`` are rows of tables that their header row alone tells: cells parted by wide spaces (a line
    a row), or one cell a line. The header row comes first.

    Only serial numbers that count up from 1, at least once as many lines after the one before as the header has cells,
    prove a table of the second kind. A row with a cell too many or too few is a run of its own all the same.
    """
    rows: list[range] = []
    begin = 0
    while begin < len(lines):
        found = _flat_table(lines, begin) or _spaced_table(lines, begin)
        rows += found
        begin = found[-1].stop if found else begin + 1
    return rows


def _spaced_table(lines: Sequence[str], begin: int) -> list[range]:
    columns = len(_MARKS["spaces"].findall(lines[begin])) + 1
    if columns < _MIN_COLUMNS or not column_kinds(_MARKS["spaces"].split(lines[begin])):
        return []
    end = begin + 1
    while end < len(lines) and len(_MARKS["spaces"].findall(lines[end])) + 1 == columns:
        end += 1
    return [range(index, index + 1) for index in range(begin, end)] if end - begin > 1 else []


def _flat_table(lines: Sequence[str], begin: int) -> list[range]:
    if not _SERIAL_HEAD.fullmatch(lines[begin].replace(" ", "")):
        return []
    first = next((i for i in range(begin + 1, min(begin + _MAX_COLUMNS + 1, len(lines))) if lines[i] == "1"), begin)
    columns = first - begin
    if columns < _MIN_COLUMNS or not column_kinds(lines[begin:first]):
        return []
    rows, start, exact = [range(begin, first)], first, 0
    while (stop := _next_serial(lines, start, columns)) is not None:
        rows.append(range(start, stop))
        exact += stop - start == columns
        start = stop
    last = range(start, start + columns)
    return [*rows, last] if exact and last.stop <= len(lines) else []


def _next_serial(lines: Sequence[str], start: int, columns: int) -> int | None:
    """Where the row after the one at ``start`` begins."""
    wanted = str(int(lines[start]) + 1)
    places: list[int] = [start + columns, *range(start + 1, start + 2 * columns + 1)]
    for index in places:
        if lines[index : index + 1] == [wanted]:
            return index
    return None
