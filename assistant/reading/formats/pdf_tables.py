"""Ruling lines and characters → tables. What is not ruled on both axes is no table here: its lines stay text."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from assistant.reading.formats.pdf_lines import Line, join_lines, line_of, rows_of
from assistant.reading.formats.pdf_page import Glyph, Rule
from assistant.reading.structure.marks import parse_mark

# Lines within this distance (points) are one line, or meet.
_NEAR = 3.0
# Comparing every level line with every upright one: beyond this the page is a drawing.
_MAX_PAIRS = 40_000
# Rows lower and columns narrower than this (points) are double lines.
_MIN_SIDE = 6.0
# A table is layout where one cell holds most of its text and that is as long as a page of small print.
_LAYOUT_SHARE, _LAYOUT_CHARS = 0.7, 1_000
# The space between a cell's border and its text is at most so wide (in sizes of the text), where nothing shows it.
_PADDING = 0.6
# Header cells are broken by hand to fit (“责任” over “单位”); longer ones are no single word.
_HEADER_WORD_CHARS = 8


class Cell(NamedTuple):
    """What a cell says. ``full``: its last line fills the cell, so that the text may go on on the next page."""

    text: str
    full: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of equal length, from ``top`` to ``bottom``; ``edges``: where its columns begin and end.

    A cell that spans rows stands in each, the same object; one that spans columns in its first. ``above`` and
    ``below``: lines that stand over the whole width on top and at the foot (a title, a note).
    """

    rows: tuple[tuple[Cell, ...], ...]
    edges: tuple[float, ...]
    top: float
    bottom: float
    above: tuple[Line, ...] = ()
    below: tuple[Line, ...] = ()


def find_tables(
    glyphs: Sequence[Glyph], rules: Sequence[Rule], before: Table | None
) -> tuple[list[Table], list[Glyph]]:
    """The tables of a page from top to bottom, and the characters that stand in none.

    ``before``: the last table of the page before, of which this page may hold no more than a row.
    """
    rest = list(glyphs)
    tables: list[Table] = []
    for grid in _grids(rules):
        inside = [glyph for glyph in rest if grid.holds(glyph)]
        table = _table(grid, inside)
        small = table is not None and len(table.rows) < 2 and len(table.edges) <= 3
        if table and (not small or (before is not None and goes_on(before, table))):
            tables.append(table)
            rest = [glyph for glyph in rest if not grid.holds(glyph)]
    return sorted(tables, key=lambda table: table.top), rest


# --- ruling lines → grids ----------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Grid:
    """The lines between rows and columns; ``group`` tells for every field of the grid which cell it belongs to."""

    xs: list[float]
    ys: list[float]
    group: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)

    def field_of(self, glyph: Glyph) -> tuple[int, int]:
        """Row and column of the field in which the middle of ``glyph`` lies."""
        row = bisect_right(self.ys, glyph.y - 0.35 * glyph.size) - 1
        return row, bisect_right(self.xs, (glyph.x0 + glyph.x1) / 2) - 1

    def holds(self, glyph: Glyph) -> bool:
        row, column = self.field_of(glyph)
        return 0 <= row < len(self.ys) - 1 and 0 <= column < len(self.xs) - 1


def _grids(rules: Iterable[Rule]) -> list[_Grid]:
    """Lines that hang together."""
    level = _merged([rule for rule in rules if rule.y0 == rule.y1], along_x=True)
    upright = _merged([rule for rule in rules if rule.y0 != rule.y1], along_x=False)
    if len(level) < 2 or not upright or len(level) * len(upright) > _MAX_PAIRS:
        return []
    parent = list(range(len(level) + len(upright)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for i, across in enumerate(level):
        for j, down in enumerate(upright):
            meets_x = across.x0 - _NEAR <= down.x0 <= across.x1 + _NEAR
            if meets_x and down.y0 - _NEAR <= across.y0 <= down.y1 + _NEAR:
                parent[root(i)] = root(len(level) + j)
    members: dict[int, tuple[list[Rule], list[Rule]]] = defaultdict(lambda: ([], []))
    for node, rule in enumerate((*level, *upright)):
        members[root(node)][node >= len(level)].append(rule)
    return [_grid(*lines) for lines in members.values() if len(lines[0]) > 1 and lines[1]]


def _merged(rules: list[Rule], *, along_x: bool) -> list[Rule]:
    """Lines drawn in pieces, cell by cell, or twice → whole ones."""
    # (place across, start, end), whichever the direction
    spans = [(rule.y0, rule.x0, rule.x1) if along_x else (rule.x0, rule.y0, rule.y1) for rule in rules]
    bands: list[list[tuple[float, float, float]]] = []
    for span in sorted(spans):
        if bands and span[0] - bands[-1][0][0] <= _NEAR:
            bands[-1].append(span)
        else:
            bands.append([span])
    merged: list[Rule] = []
    for band in bands:
        place = sum(span[0] for span in band) / len(band)
        start, end = None, 0.0
        for _, first, last in sorted(band, key=lambda span: span[1]):
            if start is None or first > end + _NEAR:
                if start is not None:
                    merged.append(_line(place, start, end, along_x))
                start, end = first, last
            end = max(end, last)
        if start is not None:
            merged.append(_line(place, start, end, along_x))
    return merged


def _line(place: float, start: float, end: float, along_x: bool) -> Rule:
    return Rule(start, place, end, place) if along_x else Rule(place, start, place, end)


def _places(values: Iterable[float]) -> list[float]:
    """``values`` in order, those that are near each other as one."""
    places: list[float] = []
    for value in sorted(values):
        if not places or value - places[-1] > _NEAR:
            places.append(value)
    return places


def _grid(level: list[Rule], upright: list[Rule]) -> _Grid:
    # The ends of the lines count as borders too: tables may be open at the sides, or at the foot of a page.
    xs = _places([rule.x0 for rule in upright] + [min(r.x0 for r in level), max(r.x1 for r in level)])
    ys = _places([rule.y0 for rule in level] + [min(r.y0 for r in upright), max(r.y1 for r in upright)])
    grid = _Grid(xs, ys)
    level_at = [[rule for rule in level if _is_at(rule.y0, y)] for y in ys]
    upright_at = [[rule for rule in upright if _is_at(rule.x0, x)] for x in xs]
    fields = [(row, column) for row in range(len(ys) - 1) for column in range(len(xs) - 1)]
    grid.group = {place: place for place in fields}
    for row, column in fields:
        middle_x, middle_y = (xs[column] + xs[column + 1]) / 2, (ys[row] + ys[row + 1]) / 2
        if row and not any(rule.x0 <= middle_x <= rule.x1 for rule in level_at[row]):
            _unite(grid.group, (row, column), (row - 1, column))
        if column and not any(rule.y0 <= middle_y <= rule.y1 for rule in upright_at[column]):
            _unite(grid.group, (row, column), (row, column - 1))
    grid.group = {place: _first_of(grid.group, place) for place in fields}
    return grid


def _is_at(value: float, place: float) -> bool:
    return -0.01 <= value - place <= _NEAR


def _first_of(group: dict[tuple[int, int], tuple[int, int]], place: tuple[int, int]) -> tuple[int, int]:
    while group[place] != place:
        place = group[place]
    return place


def _unite(group: dict[tuple[int, int], tuple[int, int]], one: tuple[int, int], other: tuple[int, int]) -> None:
    first, second = sorted((_first_of(group, one), _first_of(group, other)))
    group[second] = first


# --- grids and characters → tables -------------------------------------------------------------------------------


def _table(grid: _Grid, inside: list[Glyph]) -> Table | None:
    """The table that ``grid`` is, or None where it is a frame around text."""
    held: dict[tuple[int, int], list[Glyph]] = defaultdict(list)
    for glyph in inside:
        held[grid.group[grid.field_of(glyph)]].append(glyph)
    lines = {place: [line_of(row) for row in rows_of(glyphs)] for place, glyphs in held.items()}
    lines = {place: found for place, found in lines.items() if found}
    if not lines or _is_layout(lines):
        return None
    texts = _texts(grid, lines)
    rows = [row for row in range(len(grid.ys) - 1) if grid.ys[row + 1] - grid.ys[row] >= _MIN_SIDE]
    width = len(grid.xs) - 1
    bands = [row for row in rows if len({grid.group[row, column] for column in range(width)}) == 1]
    first, last = 0, len(rows)
    while first < last and rows[first] in bands:
        first += 1
    while last > first and rows[last - 1] in bands:
        last -= 1
    body = [tuple(_cell(grid, texts, row, column) for column in range(width)) for row in rows[first:last]]
    used = [column for column in range(width) if any(row[column].text for row in body)]
    if len(used) < 2:
        return None
    columns = [x for x in range(width) if x in used or grid.xs[x + 1] - grid.xs[x] >= _MIN_SIDE]
    body = [tuple(row[column] for column in columns) for row in body if any(cell.text for cell in row)]
    return Table(
        rows=tuple(body),
        edges=tuple(grid.xs[column] for column in (*columns, width)),
        top=grid.ys[0],
        bottom=grid.ys[-1],
        above=_band_lines(grid, lines, rows[:first]),
        below=_band_lines(grid, lines, rows[last:]),
    )


def _is_layout(lines: dict[tuple[int, int], list[Line]]) -> bool:
    lengths = [sum(len(line.text) for line in found) for found in lines.values()]
    return max(lengths) >= _LAYOUT_CHARS and max(lengths) >= _LAYOUT_SHARE * sum(lengths)


def _band_lines(grid: _Grid, lines: dict[tuple[int, int], list[Line]], rows: Sequence[int]) -> tuple[Line, ...]:
    places = dict.fromkeys(grid.group[row, 0] for row in rows)
    return tuple(line for place in places for line in lines.get(place, ()))


def _cell(grid: _Grid, texts: dict[tuple[int, int], Cell], row: int, column: int) -> Cell:
    """What stands at ``row`` and ``column``; a cell over several rows is the same object in each, one over several
    columns speaks in the first only."""
    place = grid.group[row, column]
    return Cell("") if column and grid.group[row, column - 1] == place else texts[place]


def _texts(grid: _Grid, lines: dict[tuple[int, int], list[Line]]) -> dict[tuple[int, int], Cell]:
    """The lines of each cell as one text."""
    right_of = dict.fromkeys(lines, 0)
    for (_, column), place in grid.group.items():
        if place in right_of:
            right_of[place] = max(right_of[place], column + 1)
    column_of = {place: (place[1], right_of[place]) for place in lines}
    padding: dict[tuple[int, int], float] = {}
    for place, found in lines.items():
        left, right = (grid.xs[edge] for edge in column_of[place])
        free = min(min(line.x0 - left, right - line.x1, _PADDING * line.size) for line in found)
        padding[column_of[place]] = max(min(free, padding.get(column_of[place], free)), 0.0)
    cells = {place: Cell("") for place in set(grid.group.values())}
    for place, found in lines.items():
        left, right = (grid.xs[edge] for edge in column_of[place])
        cells[place] = _cell_text(found, right - left - 2 * padding[column_of[place]], is_header=place[0] == 0)
    return cells


def _cell_text(lines: Sequence[Line], room: float, *, is_header: bool) -> Cell:
    """``lines`` joined: a full line runs on, after another one stands a space. ``room``: the width for text."""
    text = lines[0].text
    for before, after in pairwise(lines):
        stacked = len(before.text) == len(after.text) == 1
        runs_on = stacked or (before.x1 - before.x0 + after.head > room and not parse_mark(after.text))
        text = join_lines(text, after.text, spaced=before.spaced) if runs_on else f"{text} {after.text}"
    if is_header and len(text.replace(" ", "")) <= _HEADER_WORD_CHARS:
        text = text.replace(" ", "")
    last = lines[-1]
    return Cell(text.replace("|", "｜"), last.x1 - last.x0 + last.size > room)


def goes_on(above: Table, below: Table) -> bool:
    """Whether ``below``, on top of the next page, has the columns of ``above``."""
    if len(above.edges) != len(below.edges) or above.below or below.above:
        return False
    shift = below.edges[0] - above.edges[0]
    return all(abs(b - a - shift) <= _NEAR for a, b in zip(above.edges, below.edges, strict=True))
