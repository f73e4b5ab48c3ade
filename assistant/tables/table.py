"""A table for people and programs: columns, rows of cells, the clauses that the cells rest on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

Value = str | int | float | bool | date | tuple[str, ...] | None

NOTHING = "—"  # what people see where a cell is empty


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``name``: its key in JSON; ``zh``, ``en``: its header; ``width``: how wide it is printed, in cells of a
    spreadsheet (a Chinese character takes two); ``printed``: shown on a screen and on paper. What is not printed stands
    in the files for programs (JSON, CSV) alone. ``screen``: shown on a screen too, which is narrower than paper."""

    name: str
    zh: str
    en: str
    width: int = 12
    printed: bool = True
    screen: bool = True


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. ``value``: what programs read (a day is a :class:`datetime.date`, names are a tuple); ``text``: what
    people read, where it is not simply the value; ``clause_id``: the source that the cell leads to; ``differs``: stands
    out, because others in its column say something else."""

    value: Value
    text: str | None = None
    clause_id: str | None = None
    differs: bool = False

    @property
    def words(self) -> str:
        """What people read; empty where there is nothing to read."""
        if self.text is not None:
            return self.text
        if isinstance(self.value, tuple):
            return "、".join(self.value)
        if isinstance(self.value, date):
            return self.value.isoformat()
        return "" if self.value is None else str(self.value)


@dataclass(frozen=True, slots=True)
class Source:
    """A clause that cells lead to. ``label``: its address in the notice; ``text``: the whole paragraph."""

    clause_id: str
    label: str
    title: str | None
    number: str | None
    place: str | None
    date: str | None
    text: str


@dataclass(frozen=True)
class Table:
    """A table in one language (``lang``: ``zh`` or ``en``).

    ``notes``: lines below the table; ``sources``: the clauses that cells name by ``clause_id``, each once.

    :raises ValueError: a row has more or fewer cells than there are columns, or two columns have one name.
    """

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    lang: str = "zh"

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"every row needs {len(self.columns)} cells")
        if len({column.name for column in self.columns}) < len(self.columns):
            raise ValueError("two columns have one name")

    def header(self, column: Column) -> str:
        """What stands above ``column``."""
        return column.en if self.lang == "en" else column.zh

    @cached_property
    def printed(self) -> tuple[int, ...]:
        """Which columns stand on paper, by their place among all: those for it in which some row says something."""
        return tuple(
            place
            for place, column in enumerate(self.columns)
            if column.printed and (not self.rows or any(row[place].words for row in self.rows))
        )

    @cached_property
    def shown(self) -> tuple[int, ...]:
        """Which columns stand on a screen."""
        return tuple(place for place in self.printed if self.columns[place].screen)

    @cached_property
    def source_of(self) -> dict[str, Source]:
        """Sources by the ids of their clauses."""
        return {source.clause_id: source for source in self.sources}


def records_of(table: Table) -> list[dict[str, object]]:
    """The rows as flat records for JSON: names are lists, days are written “2025-12-31”."""
    return [
        {column.name: _plain(cell.value) for column, cell in zip(table.columns, row, strict=True)} for row in table.rows
    ]


def _plain(value: Value) -> object:
    if isinstance(value, tuple):
        return list(value)
    return value.isoformat() if isinstance(value, date) else value


def printed_rows(table: Table) -> list[Sequence[Cell]]:
    """The cells that stand on paper, row by row."""
    return [[row[place] for place in table.printed] for row in table.rows]
