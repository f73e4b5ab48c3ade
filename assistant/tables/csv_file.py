"""A table as CSV that Excel opens with a double click: UTF-8 with a byte order mark, lines that end in CR LF."""

from __future__ import annotations

import csv
import io

from assistant.tables.harmless import fit_text, is_formula_like
from assistant.tables.table import Cell, Table

_BYTE_ORDER_MARK = "\ufeff"


def csv_bytes(table: Table) -> bytes:
    """``table`` with all its columns, those for programs too; headers in the table's language.

    What a spreadsheet would run as a formula has an apostrophe before it, as Excel itself marks text.
    """
    sheet = io.StringIO(newline="")
    writer = csv.writer(sheet)
    writer.writerow([table.header(column) for column in table.columns])
    writer.writerows([_cell(cell) for cell in row] for row in table.rows)
    return (_BYTE_ORDER_MARK + sheet.getvalue()).encode("utf-8", errors="replace")


def _cell(cell: Cell) -> str | int | float:
    if isinstance(cell.value, int | float) and not isinstance(cell.value, bool) and cell.text is None:
        return cell.value
    text = fit_text(cell.words)
    return "'" + text if is_formula_like(text) else text
