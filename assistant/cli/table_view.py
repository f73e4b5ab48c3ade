"""A table on a screen: in columns where they can be read, else line by line. What differs bears ※ and is bold."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from assistant.cli.console import ENDLESS_WIDTH, print_plain, printable, result_console
from assistant.tables.table import NOTHING, Cell, Column, Table
from assistant.wrapping import cells, wrap

if TYPE_CHECKING:
    from rich.console import Console

DIFFERS = "※"
# A column in which text still reads well, in cells; with more columns than fit so, a row takes lines.
_NARROWEST = 10
# A wider one is folded even where there is room: in a pipe there is no end to it.
_WIDEST = 80
_GAP = 3  # what Rich puts between two columns
_LEGEND = {"zh": f"{DIFFERS} 各地不同", "en": f"{DIFFERS} differs between places"}


def show_table(table: Table) -> None:
    """Print ``table`` on stdout, as wide as the screen; a pipe has no width of its own.

    :raises ResultsError: where it cannot be written.
    """
    console = result_console()
    for line in wrap(table.title, console.width):
        print_plain(line)
    if console.width < len(table.shown) * (_NARROWEST + _GAP):
        for line in _listed(table, console.width):
            print_plain(line)
    else:
        _draw(table, console)
    for note in _notes(table):
        for line in wrap(note, console.width):
            print_plain(line)


def table_text(table: Table) -> str:
    """``table`` as text for a file."""
    from rich.console import Console

    page = io.StringIO()
    _draw(table, Console(file=page, width=ENDLESS_WIDTH, markup=False, highlight=False, emoji=False))
    drawn = [line.rstrip() for line in page.getvalue().split("\n")]
    return "\n".join([printable(table.title), *drawn[:-1], *map(printable, _notes(table))]) + "\n"


def _rows(table: Table) -> list[list[Cell]]:
    """The cells that stand on a screen, row by row."""
    return [[row[place] for place in table.shown] for row in table.rows]


def _notes(table: Table) -> list[str]:
    differs = any(cell.differs for row in _rows(table) for cell in row)
    return [*([_LEGEND[table.lang]] if differs else []), *table.notes]


def _draw(table: Table, console: Console) -> None:
    from rich import box
    from rich.table import Table as Drawing
    from rich.text import Text

    drawing = Drawing(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, show_lines=False)
    columns = [table.columns[place] for place in table.shown]
    widths = _widths(table, columns, console.width)
    for column, width in zip(columns, widths, strict=True):
        drawing.add_column(Text(printable(table.header(column))), overflow="fold", width=width)
    for row in _rows(table):
        drawing.add_row(
            *(
                Text(_folded(_words(cell), width), "bold" if cell.differs else "")
                for cell, width in zip(row, widths, strict=True)
            )
        )
    console.print(drawing)


def _widths(table: Table, columns: list[Column], room: int) -> list[int]:
    """How many cells each column takes: what it needs where all have room, else its share, as its width tells."""
    rows = _rows(table)
    needed = [
        min(max([cells(table.header(column)), *(_longest_line(row[place]) for row in rows)]), _WIDEST)
        for place, column in enumerate(columns)
    ]
    free = room - _GAP * len(columns)
    if sum(needed) <= free:
        return needed
    widths = [min(need, _NARROWEST) for need in needed]
    while sum(widths) < free:
        # The column that has least of what it should have gets the next cell.
        hungry = [place for place, need in enumerate(needed) if widths[place] < need]
        widths[min(hungry, key=lambda place: widths[place] / columns[place].width)] += 1
    return widths


def _folded(words: str, width: int) -> str:
    """Broken where Chinese lines may be broken, and as wide as Chinese terminals draw it."""
    return "\n".join(line for part in printable(words).split("\n") for line in wrap(part, width))


def _longest_line(cell: Cell) -> int:
    return max(cells(line) for line in _words(cell).split("\n"))


def _words(cell: Cell) -> str:
    return (DIFFERS if cell.differs else "") + (cell.words or NOTHING)


def _listed(table: Table, width: int) -> list[str]:
    """Every row as lines “header：words”; empty cells are left out."""
    lines: list[str] = []
    columns = [table.columns[place] for place in table.shown]
    for number, row in enumerate(_rows(table), start=1):
        lines += ["", f"[{number}]"]
        for column, cell in zip(columns, row, strict=True):
            if cell.words:
                words = "；".join(_words(cell).split("\n"))
                lines += wrap(f"{table.header(column)}：{words}", width, "  ")
    return [*lines, ""]
