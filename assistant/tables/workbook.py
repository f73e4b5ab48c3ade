"""A table as an Excel workbook that opens ready to print: A4 across, every page with the header row and its number.

A second sheet holds the clauses in full; cells that rest on a clause lead there, so that the file can be passed on
alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.hyperlink import Hyperlink

from assistant.tables.harmless import fit_text, is_formula_like
from assistant.tables.table import NOTHING, Cell, Source, Table, printed_rows
from assistant.wrapping import wrap

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet.worksheet import Worksheet

_WORDS = {
    "zh": {
        "table": "表", "sources": "条文", "notes": "说明", "page": "第 &P 页，共 &N 页",
        "differs": "红色加粗（或底色不同）的：各地写法不同之处。",
        "headers": ("编号", "地方", "文件", "文号", "日期", "条款", "条文"),
    },
    "en": {
        "table": "Table", "sources": "Clauses", "notes": "Notes", "page": "Page &P of &N",
        "differs": "Red and bold, or on a coloured ground: what differs between places.",
        "headers": ("Id", "Place", "Notice", "Number", "Date", "Clause", "Text"),
    },
}  # fmt: skip
_SOURCE_WIDTHS = (26, 9, 32, 20, 11, 14, 90)
_NOTE_WIDTH = 110
_FONT, _SIZE = "宋体", 10
_MARGIN_INCHES, _EDGE_INCHES = 0.4, 0.7
_HEADER_FILL = PatternFill("solid", fgColor="DCE6F1")
_DIFFERS_FILL = PatternFill("solid", fgColor="FFF2CC")
_LINE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)
_DIFFERS_COLOUR = "00C00000"
_WRAPPED = Alignment(wrap_text=True, vertical="top", horizontal="left")
# Some programs do not fit a row's height to its text when they open a file, and would print half of it.
_LINE_POINTS, _ROW_POINTS, _TALLEST_POINTS = 14.0, 4.0, 409.0
_LINK_COLOUR = "0563C1"
_LONGEST_HEADING = 120  # Excel holds 255 characters of a page's header, codes included


def workbook_bytes(table: Table) -> bytes:
    """``table``, printed columns only, as an ``.xlsx`` file; its clauses and its notes on sheets of their own."""
    words = _WORDS[table.lang]
    book = Workbook()
    book.properties.title = fit_text(table.title)
    book.properties.creator = "policy-assistant"
    sheet: Worksheet = book.active
    sheet.title = str(words["table"])
    rows = {source.clause_id: number for number, source in enumerate(table.sources, start=2)}
    columns = [table.columns[place] for place in table.printed]
    _write_header(sheet, [table.header(column) for column in columns], [column.width for column in columns])
    for number, row in enumerate(printed_rows(table), start=2):
        for place, cell in enumerate(row, start=1):
            _write_cell(sheet.cell(number, place), cell, rows, str(words["sources"]))
    _finish(sheet, table, len(table.rows) + 1)
    if table.sources:
        _write_sources(book.create_sheet(str(words["sources"])), table)
    notes = (*_legend(table), *table.notes)
    if notes:
        _write_notes(book.create_sheet(str(words["notes"])), (table.title, *notes))
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def _write_header(sheet: Worksheet, headers: list[str], widths: list[int]) -> None:
    for place, (header, width) in enumerate(zip(headers, widths, strict=True), start=1):
        cell = sheet.cell(1, place)
        _write_text(cell, header)
        cell.font = Font(name=_FONT, size=_SIZE, bold=True)
        cell.fill = _HEADER_FILL
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[get_column_letter(place)].width = width


def _write_cell(target: SheetCell, cell: Cell, rows: dict[str, int], sources: str) -> None:
    """One cell; a day and a number stay what they are, so that they can be sorted and filtered by."""
    if cell.text is None and isinstance(cell.value, date):
        target.value = cell.value
        target.number_format = "yyyy-mm-dd"
    elif cell.text is None and isinstance(cell.value, int | float) and not isinstance(cell.value, bool):
        target.value = cell.value
    else:
        _write_text(target, cell.words or NOTHING, cell)
    row = rows.get(cell.clause_id or "")
    target.font = Font(
        name=_FONT,
        size=_SIZE,
        bold=cell.differs,
        color=_LINK_COLOUR if row else None,
        underline="single" if row else None,
    )
    if row:
        target.hyperlink = Hyperlink(ref=target.coordinate, location=f"'{sources}'!A{row}", tooltip=cell.clause_id)
    if cell.differs:
        target.fill = _DIFFERS_FILL


def _write_text(target: SheetCell, words: str, marked: Cell | None = None) -> None:
    """Text that stays text: never a formula, also after somebody has edited the cell. What is marked stands out."""
    text = fit_text(words)
    target.value = _rich(marked) if marked and marked.marks and text == words else text
    target.data_type = "s"
    target.quotePrefix = is_formula_like(text)
    target.alignment = _WRAPPED
    target.border = _BORDER


def _rich(cell: Cell) -> CellRichText:
    plain = InlineFont(rFont=_FONT, sz=_SIZE)
    bold = InlineFont(rFont=_FONT, sz=_SIZE, b=True, color=_DIFFERS_COLOUR)
    return CellRichText(*(TextBlock(bold if marked else plain, words) for words, marked in cell.pieces))


def _finish(sheet: Worksheet, table: Table, last_row: int) -> None:
    """Header row frozen and repeated, filter on, A4 across, as wide as the page; title above, note and page below."""
    for number, row in enumerate(sheet.iter_rows(min_row=2, max_row=last_row), start=2):
        for cell in row:
            cell.alignment, cell.border = _WRAPPED, _BORDER
        sheet.row_dimensions[number].height = min(max(map(_points, row)), _TALLEST_POINTS)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(sheet.max_column)}{last_row}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.page_margins.left = sheet.page_margins.right = _MARGIN_INCHES
    sheet.page_margins.top = sheet.page_margins.bottom = _EDGE_INCHES
    sheet.oddHeader.center.text = _heading(table.title)
    sheet.oddFooter.left.text = _heading(table.notes[-1]) if table.notes else None
    sheet.oddFooter.right.text = str(_WORDS[table.lang]["page"])


def _points(cell: SheetCell) -> float:
    """How high a cell must be for all its lines."""
    width = int(cell.parent.column_dimensions[cell.column_letter].width)
    lines = sum(max(len(wrap(line, width)), 1) for line in str(cell.value).split("\n"))
    return lines * _LINE_POINTS + _ROW_POINTS


def _heading(text: str) -> str:
    """Text for the edge of a page, where & begins a code."""
    return fit_text(text)[:_LONGEST_HEADING].replace("&", "&&")


def _write_sources(sheet: Worksheet, table: Table) -> None:
    headers: Any = _WORDS[table.lang]["headers"]
    _write_header(sheet, list(headers), list(_SOURCE_WIDTHS))
    for number, source in enumerate(table.sources, start=2):
        for place, text in enumerate(_source_cells(source), start=1):
            target = sheet.cell(number, place)
            _write_text(target, text or NOTHING)
            target.font = Font(name=_FONT, size=_SIZE)
    _finish(sheet, table, len(table.sources) + 1)


def _source_cells(source: Source) -> Iterator[str | None]:
    yield from (source.clause_id, source.place, source.title, source.number, source.date, source.label, source.text)


def _legend(table: Table) -> list[str]:
    """What red words and coloured cells mean, where there are any."""
    is_marked = any(cell.marks or cell.differs for row in table.rows for cell in row)
    return [str(_WORDS[table.lang]["differs"])] if is_marked else []


def _write_notes(sheet: Worksheet, lines: Sequence[str]) -> None:
    sheet.column_dimensions["A"].width = _NOTE_WIDTH
    for number, line in enumerate(lines, start=1):
        target = sheet.cell(number, 1)
        _write_text(target, line)
        target.border = Border()
        target.font = Font(name=_FONT, size=_SIZE, bold=number == 1)
        sheet.row_dimensions[number].height = _points(target)
