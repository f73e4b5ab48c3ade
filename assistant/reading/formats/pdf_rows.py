"""Tables → the lines of the text, one a row; a table that runs over pages is one table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.formats.pdf_lines import join_lines
from assistant.reading.formats.pdf_tables import Cell, Table, goes_on

_NUMBER = re.compile(r"[（(]?(?:\d{1,3}|[一二三四五六七八九十百]{1,4})[)）.、．]?")
_STOP = re.compile(r"[。；;！？]$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that stands on one page (counted from 0)."""

    page: int
    text: str


Paragraph = list[Piece]


class OpenTable:
    """A table that the next page may go on with; it writes its rows to the end of ``paragraphs``."""

    def __init__(self, table: Table, page: int, paragraphs: list[Paragraph]) -> None:
        self.head = self.last = table
        self.page = page
        self.paragraphs = paragraphs
        self.row: Sequence[Cell] = ()
        for row in table.rows:
            self._add(row, page)

    def takes(self, table: Table, page: int) -> bool:
        """Go on with ``table``, the first thing on ``page``, where it is the rest of this one."""
        if page != self.page + 1 or not goes_on(self.last, table):
            return False
        rows = list(table.rows[_repeated_rows(self.head, table) :])
        self.last, self.page = table, page
        first = rows[0] if rows else ()
        said_again = _begun_before(first)
        if rows and _is_broken_row(self.row, first):
            self._lengthen(rows.pop(0), page)
            said_again = [begun or bool(cell.text) for begun, cell in zip(said_again, first, strict=True)]
        for row in rows:
            # A cell that spans rows is one object; where it began on the page before, it says what it said there.
            pairs = zip(row, first, self.row, said_again, strict=True)
            self._add([above if again and cell is top else cell for cell, top, above, again in pairs], page)
        return True

    def _add(self, row: Sequence[Cell], page: int) -> None:
        self.row = row
        self.paragraphs.append([Piece(page, f"| {' | '.join(cell.text for cell in row)} |")])

    def _lengthen(self, rest: Sequence[Cell], page: int) -> None:
        """Add what ``page`` says to the cells of the last row; the page begins in the first cell that goes on."""
        line, start, whole = "|", 0, []
        for cell, more in zip(self.row, rest, strict=True):
            text = _with_rest(cell, more)
            if more.text and not start:
                start = len(line) + 1 + len(cell.text)
            line += f" {text} |"
            whole.append(Cell(text, more.full if more.text else cell.full))
        starts = [(page, start)]
        end = sum(len(piece.text) for piece in self.paragraphs[-1])
        for piece in reversed(self.paragraphs[-1]):
            end -= len(piece.text)
            starts.append((piece.page, min(end, starts[-1][1])))
        ends = [len(line), *(at for _, at in starts)]
        self.paragraphs[-1] = [
            Piece(number, line[at:until]) for (number, at), until in zip(starts, ends, strict=False)
        ][::-1]
        self.row = whole


def _with_rest(cell: Cell, more: Cell) -> str:
    if not more.text:
        return cell.text
    return join_lines(cell.text, more.text) if cell.full else f"{cell.text} {more.text}".strip()


def _repeated_rows(above: Table, below: Table) -> int:
    """How many rows at the head of ``below`` only say the header of ``above`` again."""
    count = 0
    for one, other in zip(above.rows, below.rows, strict=False):
        if [cell.text for cell in one] != [cell.text for cell in other]:
            break
        count += 1
    return count


def _is_broken_row(before: Sequence[Cell], after: Sequence[Cell]) -> bool:
    """Whether ``after``, the first row on a page, is the rest of ``before``.

    A new row has its own number; the rest of one leaves cells empty, goes on where a text filled its cell, and nowhere
    after a full stop.
    """
    pairs = list(zip(before, after, strict=True))
    if any(_NUMBER.fullmatch(one.text) and other.text for one, other in pairs):
        return False
    if not any(one.text and not other.text for one, other in pairs):
        return False
    goes_on_in = [one.text for one, other in pairs if one.text and other.text]
    return any(one.full and other.text for one, other in pairs) and not any(map(_STOP.search, goes_on_in))


def _begun_before(row: Sequence[Cell]) -> list[bool]:
    """Which cells of ``row``, the first on a page, are empty since they began on the page before: those at the left."""
    empty = next((column for column, cell in enumerate(row) if cell.text), 0)
    return [column < empty for column in range(len(row))]
