"""Tables become files that their libraries read back: every value, no formula, ready to print."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import load_workbook

from assistant.tables.csv_file import csv_bytes
from assistant.tables.harmless import fit_text, is_formula_like
from assistant.tables.table import Cell, Column, Source, Table, records_of
from assistant.tables.workbook import workbook_bytes

COLUMNS = (
    Column("place", "地方", "Place", 10),
    Column("lead", "牵头单位", "Lead", 20),
    Column("next", "下次", "Next", 12),
    Column("clause", "条款", "Clause", 10),
    Column("start", "起", "Start", printed=False),
)
SOURCE = Source("jia#一/p1", "一", "甲市方案", "甲卫〔2021〕1号", "甲市", "2021-01-02", "由市卫生健康委牵头。")


def table(*rows: tuple[Cell, ...], lang: str = "zh") -> Table:
    return Table("甲市 & 乙县", COLUMNS, rows, ("第一条说明", "文件印发于2021年"), (SOURCE,), lang)


def row(place: str = "甲市", lead: tuple[str, ...] = ("市卫健委", "市医保局")) -> tuple[Cell, ...]:
    day = Cell(date(2025, 12, 31))
    return (Cell(place), Cell(lead), day, Cell("一", clause_id="jia#一/p1"), Cell(7))


def sheet_of(made: Table, name: str | None = None) -> Any:
    book = load_workbook(io.BytesIO(workbook_bytes(made)))
    return book[name] if name else book.active


def test_records_are_flat() -> None:
    assert records_of(table(row())) == [
        {"place": "甲市", "lead": ["市卫健委", "市医保局"], "next": "2025-12-31", "clause": "一", "start": 7}
    ]


def test_csv_opens_in_excel() -> None:
    data = csv_bytes(table(row(), row(place='带"引号"，逗号,和\n换行')))
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == 3
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert lines[0] == ["地方", "牵头单位", "下次", "条款", "起"]
    assert lines[1] == ["甲市", "市卫健委、市医保局", "2025-12-31", "一", "7"]
    assert lines[2][0] == '带"引号"，逗号,和\n换行'


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-2", "@SUM(A1)", " =1", "\t=1", "＝1+1", "\r=1"])
def test_no_cell_is_a_formula(evil: str) -> None:
    made = table(row(place=evil, lead=(evil,)))
    cells = list(csv.reader(io.StringIO(csv_bytes(made).decode("utf-8-sig"), newline="")))[1]
    assert cells[0].startswith("'") and cells[1].startswith("'")
    written = sheet_of(made)["A2"]
    assert written.data_type in ("s", "inlineStr") and written.quotePrefix
    assert written.value.strip() == fit_text(evil).strip()


def test_ordinary_text_is_left_as_it_is() -> None:
    assert not any(map(is_formula_like, ("—", "卫生健康委", "（一）", "0-3岁", "“十四五”", "", "A=B")))
    assert sheet_of(table(row()))["A2"].quotePrefix is False


def test_workbook_is_ready_to_print() -> None:
    sheet = sheet_of(table(row(), row()))
    assert [cell.value for cell in sheet[1]] == ["地方", "牵头单位", "下次", "条款"]
    assert sheet.freeze_panes == "A2" and sheet.print_title_rows == "$1:$1" and sheet.auto_filter.ref == "A1:D3"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage and sheet.page_setup.fitToHeight == 0
    assert [sheet.column_dimensions[c].width for c in "ABCD"] == [10, 20, 12, 10]
    assert sheet["B2"].alignment.wrap_text and sheet["C2"].value == datetime(2025, 12, 31)
    assert sheet.oddHeader.center.text == "甲市 && 乙县" and sheet.oddFooter.right.text == "第 &P 页，共 &N 页"
    assert sheet.oddFooter.left.text == "文件印发于2021年"


def test_a_clause_leads_to_its_text_in_the_same_file() -> None:
    made = table(row())
    link = sheet_of(made)["D2"].hyperlink
    assert link.location == "'条文'!A2"
    sources = sheet_of(made, "条文")
    assert [cell.value for cell in sources[2]] == [
        "jia#一/p1", "甲市", "甲市方案", "甲卫〔2021〕1号", "2021-01-02", "一", "由市卫生健康委牵头。",
    ]  # fmt: skip
    assert [cell.value for (cell,) in sheet_of(made, "说明").rows] == ["甲市 & 乙县", "第一条说明", "文件印发于2021年"]


def test_what_differs_stands_out() -> None:
    other = (Cell("甲市", differs=True), *row()[1:])
    sheet = sheet_of(table(row(), other))
    assert not sheet["A2"].font.bold and sheet["A2"].fill.fgColor.rgb == "00000000"
    assert sheet["A3"].font.bold and sheet["A3"].fill.fgColor.rgb == "00FFF2CC"


def test_a_row_is_as_high_as_its_longest_cell() -> None:
    sheet = sheet_of(table(row(lead=("省卫生健康委规划信息处",) * 3), row()))
    assert (sheet.row_dimensions[2].height, sheet.row_dimensions[3].height) == (4 * 14 + 4, 14 + 4)


def test_a_column_that_says_nothing_is_not_printed() -> None:
    made = table(row(lead=()))
    assert [cell.value for cell in sheet_of(made)[1]] == ["地方", "下次", "条款"]
    assert csv_bytes(made).decode("utf-8-sig").startswith("地方,牵头单位,下次,条款,起")


def test_english_headers() -> None:
    made = table(row(), lang="en")
    assert [cell.value for cell in sheet_of(made)[1]] == ["Place", "Lead", "Next", "Clause"]
    assert sheet_of(made, "Clauses")["A1"].value == "Id"


def test_what_a_workbook_cannot_hold_is_left_out() -> None:
    made = table(row(place="甲\x00\x1b[31m市\u202e", lead=("长" * 40_000,)))
    sheet = sheet_of(made)
    assert sheet["A2"].value == "甲[31m市"
    assert len(sheet["B2"].value) == 32_767 and sheet["B2"].value.endswith("长……")


def test_empty_cells_are_shown_as_such() -> None:
    made = table(row(lead=()), row())
    assert sheet_of(made)["B2"].value == "—"
    assert b",," in csv_bytes(made)


def test_a_row_has_a_cell_for_every_column() -> None:
    with pytest.raises(ValueError, match="5 cells"):
        table((Cell("甲市"),))
    with pytest.raises(ValueError, match="one name"):
        Table("", (COLUMNS[0], COLUMNS[0]), ())
