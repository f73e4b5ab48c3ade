"""Tables of a web page, cell by cell as they come → :class:`~.blocks.Table`, with spans laid out as browsers do."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.reading import reasons
from assistant.reading.formats.blocks import Block, Cell, Paragraph, Row, Table
from assistant.reading.reasons import refuse

_MAX_COLUMNS = 100
_MAX_ROWS_SPANNED = 65_534  # HTML Standard, 4.9.11
# Cells, those that span rows counted in each: a small page could ask for billions.
_MAX_CELLS = 500_000
# A cell with so many paragraphs, sentences among them, holds a page and not a value.
_PAGE_PARAGRAPHS = 5
_DIGITS = re.compile(r"\s*(\d{1,6})")


@dataclass(slots=True)
class _OpenCell:
    columns: int
    rows: int
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class TableFrame:
    """A table that is being read. ``is_layout``: known to place parts of the page; ``has_headers``: has ``<th>``."""

    is_layout: bool = False
    has_headers: bool = False
    caption: list[Block] = field(default_factory=list)
    _rows: list[list[_OpenCell]] = field(default_factory=list)

    def open_row(self) -> None:
        """Begin a row."""
        self._rows.append([])

    def open_cell(self, columns: str | None, rows: str | None) -> list[Block]:
        """Begin a cell with the attributes ``colspan`` and ``rowspan``; what it holds is to be put in the list."""
        if not self._rows:
            self.open_row()
        cell = _OpenCell(_span(columns, _MAX_COLUMNS), _span(rows, _MAX_ROWS_SPANNED))
        self._rows[-1].append(cell)
        return cell.blocks

    def close(self, name: str) -> Table:
        """The finished table. ``name`` is for the message.

        :raises CorpusError: where its spans ask for more cells than any table has.
        """
        table = Table()
        carried: dict[int, tuple[Cell, int]] = {}
        count = 0
        holds_page = False
        for opened in self._rows:
            row: Row = {column: cell for column, (cell, _) in carried.items()}
            carried = {column: (cell, left - 1) for column, (cell, left) in carried.items() if left > 1}
            column = 0
            taken = dict(row)
            for item in opened:
                while column in taken:
                    column += taken[column].columns
                cell = Cell(tuple(item.blocks), item.columns)
                row[column] = cell
                if item.rows > 1:
                    carried[column] = (cell, item.rows - 1)
                column += item.columns
                holds_page = holds_page or _holds_page(item.blocks)
            count += len(row)
            if count > _MAX_CELLS:
                raise refuse(name, reasons.TABLE_TOO_LARGE)
            table.rows.append(row)
            table.width = max([table.width, *(start + cell.columns for start, cell in row.items())])
        table.is_data = False if self.is_layout or (holds_page and not self.has_headers) else None
        return table


def _holds_page(blocks: list[Block]) -> bool:
    paragraphs = [block for block in blocks if isinstance(block, Paragraph) and block.text.strip()]
    if any(paragraph.level for paragraph in paragraphs):
        return True
    return len(paragraphs) >= _PAGE_PARAGRAPHS and any("。" in paragraph.text for paragraph in paragraphs)


def _span(value: str | None, most: int) -> int:
    match = _DIGITS.match(value or "")
    asked = int(match[1]) if match else 1
    return min(asked or most if most == _MAX_ROWS_SPANNED else max(asked, 1), most)
