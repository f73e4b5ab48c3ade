"""Rows and tables of a page → what stands on it in reading order, two columns one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.formats.pdf_lines import Line, Row, line_of, rows_of
from assistant.reading.formats.pdf_page import Glyph
from assistant.reading.formats.pdf_tables import Table

# Where the gap between two columns may lie, in shares of the page's width, and in which steps (points) it is sought.
_GUTTER_FROM, _GUTTER_TO, _STEP = 0.35, 0.65, 3.0
# What makes two columns plain: so many lines on either side; so many of those on the left reach the gap, and of those
# on the right begin at it (shares), to within this distance (in sizes of the text).
_MIN_LINES = 6
_ALIGNED_SHARE, _ALIGNED_WITHIN = 0.6, 2.5

FULL, LEFT, RIGHT = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Item:
    """A line or a table, and the column of the page that it stands in."""

    content: Line | Table
    column: int = FULL


def reading_order(glyphs: Sequence[Glyph], tables: Sequence[Table], width: float) -> list[Item]:
    """``glyphs`` as lines, with ``tables`` between them."""
    rows = rows_of(glyphs)
    gutter = _gutter(rows, width)
    items: list[Item] = []
    waiting: list[Row] = []
    parts: list[Row | Table] = [*rows, *tables]
    for part in sorted(parts, key=_top):
        if isinstance(part, list) and gutter is not None and not _crosses(part, gutter):
            waiting.append(part)
            continue
        items += _in_columns(waiting, gutter)
        waiting = []
        if isinstance(part, Table):
            items += [Item(line) for line in part.above]
            items.append(Item(part))
            items += [Item(line) for line in part.below]
        else:
            items.append(Item(line_of(part)))
    return items + list(_in_columns(waiting, gutter))


def _top(part: Row | Table) -> float:
    return part.top if isinstance(part, Table) else min(glyph.y for glyph in part)


def _crosses(row: Row, x: float) -> bool:
    return any(x0 < x < x1 for x0, x1 in _stretches(row))


def _stretches(row: Row) -> list[tuple[float, float]]:
    """What ``row`` covers from left to right, with a point on either side."""
    stretches: list[tuple[float, float]] = []
    for glyph in row:
        if glyph.char.isspace():
            continue
        if stretches and glyph.x0 - 1 <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], max(stretches[-1][1], glyph.x1 + 1))
        else:
            stretches.append((glyph.x0 - 1, glyph.x1 + 1))
    return stretches


def _gutter(rows: Sequence[Row], width: float) -> float | None:
    """Where the page is parted into two columns; None where it plainly is not."""
    steps = int(width * (_GUTTER_TO - _GUTTER_FROM) / _STEP)
    places = [width * _GUTTER_FROM + step * _STEP for step in range(steps + 1)]
    covered = [_stretches(row) for row in rows]
    crossing = [sum(any(x0 < x < x1 for x0, x1 in row) for row in covered) for x in places]
    if not rows or min(crossing) > len(rows) / 2:
        return None
    best = [x for x, count in zip(places, crossing, strict=True) if count == min(crossing)]
    gutter = best[len(best) // 2]
    return gutter if any(_is_plain(block, gutter) for block in _blocks(rows, gutter)) else None


def _blocks(rows: Iterable[Row], gutter: float) -> Iterator[list[Row]]:
    """Runs of rows that leave the gap free."""
    block: list[Row] = []
    for row in rows:
        if _crosses(row, gutter):
            yield block
            block = []
        else:
            block.append(row)
    yield block


def _halves(rows: Iterable[Row], gutter: float) -> tuple[list[Line], list[Line]]:
    glyphs = [glyph for row in rows for glyph in row]
    left = rows_of(glyph for glyph in glyphs if glyph.x0 < gutter)
    right = rows_of(glyph for glyph in glyphs if glyph.x0 >= gutter)
    return [line_of(row) for row in left], [line_of(row) for row in right]


def _is_plain(rows: Sequence[Row], gutter: float) -> bool:
    left, right = _halves(rows, gutter)
    if len(left) < _MIN_LINES or len(right) < _MIN_LINES:
        return False
    within = _ALIGNED_WITHIN * max(line.size for line in left)
    reach, start = max(line.x1 for line in left), min(line.x0 for line in right)
    reaching = sum(line.x1 >= reach - within for line in left)
    starting = sum(line.x0 <= start + within for line in right)
    return reaching >= _ALIGNED_SHARE * len(left) and starting >= _ALIGNED_SHARE * len(right)


def _in_columns(rows: Sequence[Row], gutter: float | None) -> Iterator[Item]:
    if gutter is None or not _is_plain(rows, gutter):
        yield from (Item(line_of(row)) for row in rows)
        return
    left, right = _halves(rows, gutter)
    yield from (Item(line, LEFT) for line in left)
    yield from (Item(line, RIGHT) for line in right)
