"""What a document holds, in order: paragraphs and tables, before they become lines."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``text`` may hold line breaks; ``level``: depth of a heading from 1, 0 for text; ``is_title``: it
    has the style of a document's title."""

    text: str
    level: int = 0
    is_title: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: what it holds and over how many columns it runs."""

    blocks: tuple[Block, ...]
    columns: int = 1


@dataclass(slots=True)
class Table:
    """Rows. A cell that spans rows stands in each of them, the same object.

    ``width``: columns in all; ``is_data``: known to be a table of data (True) or of layout (False); None: not known.
    """

    rows: list[Row] = field(default_factory=list)
    width: int = 0
    is_data: bool | None = None


Block = Paragraph | Table
Row = dict[int, Cell]  # the cells of a row by their first column, from 0
