"""Paragraphs and tables → the lines of the extracted text, as :class:`~.extracted.Extracted` describes them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from assistant.reading import reasons
from assistant.reading.formats.blocks import Block, Cell, Paragraph, Row, Table
from assistant.reading.reasons import refuse

# A heading style on a whole paragraph of text is a slip of the writer's: longer lines, and such with a full stop in
# them, get no hashes. Headings with run-in text have a mark, by which they are known as well.
_MAX_HEADING_CHARS = 60
_MAX_HASHES = 6
# A table is layout where one cell holds most of its text and that is as long as a notice: the longest cells of the
# work tables of official notices hold some hundred characters in a few paragraphs.
_LAYOUT_SHARE = 0.7
_LAYOUT_CHARS = 1_000
_LAYOUT_PARAGRAPHS = 8
# Header cells are broken by hand to fit (“责任” over “单位”); longer ones are no single word.
_HEADER_WORD_CHARS = 8
# Spans let a small file say a long text thousands of times; the longest official notices have some 100,000 characters.
MAX_TEXT_CHARS = 10_000_000

_SPACES = re.compile(r"\s+")
_INNER_SPACE = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
# Characters other than \n at which the reader would break a line.
_ODD_BREAKS = re.compile(r"[\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
# Spaces of other widths (&nbsp; &emsp;) are plain ones here: no rule of the reader's depends on the width.
_ODD_SPACES = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f]")
_INVISIBLE = re.compile(r"[\u00ad\u200b\u2060\ufeff]")
_MARGIN = " \t\u3000"


def to_text(blocks: Sequence[Block], name: str) -> str:
    """The lines of ``blocks``, joined; one blank line at most between two. ``name`` is for the message.

    :raises CorpusError: where the text would be longer than :data:`MAX_TEXT_CHARS`.
    """
    lines: list[str] = []
    room = MAX_TEXT_CHARS
    for line in _lines(blocks):
        room -= len(line) + 1
        if room < 0:
            raise refuse(name, reasons.TOO_LONG, MAX_TEXT_CHARS // 10_000)
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).rstrip("\n") + "\n" if any(lines) else ""


def flat_text(blocks: Iterable[Block]) -> str:
    """What ``blocks`` say, on one line, as it stands in a cell of a table."""
    return " ".join(filter(None, map(_flat, blocks)))


def _flat(block: Block) -> str:
    if isinstance(block, Paragraph):
        return _SPACES.sub(" ", _clean(block.text)).strip().replace("|", "｜")
    return " ".join(filter(None, (flat_text(cell.blocks) for cell in _cells(block.rows))))


def _clean(text: str) -> str:
    return _ODD_SPACES.sub(" ", _INVISIBLE.sub("", _ODD_BREAKS.sub(" ", text)))


def _cells(rows: Iterable[Row]) -> Iterator[Cell]:
    """Every cell once, in order, however many rows it spans."""
    seen: set[int] = set()
    for row in rows:
        for _, cell in sorted(row.items()):
            if id(cell) not in seen:
                seen.add(id(cell))
                yield cell


# --- paragraphs --------------------------------------------------------------------------------------------------


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for in_title, group in groupby(blocks, lambda block: isinstance(block, Paragraph) and block.is_title):
        run = list(group)
        # A title over several paragraphs is plain lines: the reader joins those, and no lines with hashes.
        plain = in_title and sum(_flat(block) != "" for block in run) > 1
        for block in run:
            if isinstance(block, Table):
                yield from _table_lines(block)
            else:
                yield from _paragraph_lines(block.text if plain else block)


def _paragraph_lines(paragraph: Paragraph | str) -> Iterator[str]:
    if isinstance(paragraph, str):
        paragraph = Paragraph(paragraph)
    text = _clean(paragraph.text)
    heading = "".join(line.strip(_MARGIN) for line in text.split("\n"))
    level = paragraph.level or int(paragraph.is_title)
    if level and heading and len(heading) <= _MAX_HEADING_CHARS and "。" not in heading:
        yield "#" * min(level, _MAX_HASHES) + " " + heading
        return
    for line in text.split("\n"):
        yield line.strip(_MARGIN)


# --- tables ------------------------------------------------------------------------------------------------------


def _table_lines(table: Table) -> Iterator[str]:
    # Each cell's text is made once: a cell may stand in thousands of rows.
    texts = {id(cell): flat_text(cell.blocks) for cell in _cells(table.rows)}
    if _is_layout(table, texts):
        for cell in _cells(table.rows):
            if texts[id(cell)]:
                yield from _lines(cell.blocks)
        return
    rows = [row for row in table.rows if any(texts[id(cell)] for cell in row.values())]
    first, last = _data_rows(rows, table.width)
    yield from _band_lines(rows[:first])
    yield from _row_lines(rows[first:last], texts)
    yield from _band_lines(rows[last:])


def _is_layout(table: Table, texts: dict[int, str]) -> bool:
    """Whether the table only places text on the page, so that its cells are ordinary paragraphs."""
    if table.is_data is not None:
        return not table.is_data
    columns = {column for row in table.rows for column, cell in row.items() if texts[id(cell)]}
    rows = [row for row in table.rows if any(texts[id(cell)] for cell in row.values())]
    if len(columns) <= 1 or (len(rows) == 1 and len(columns) == 2):
        return True
    longest = max(_cells(table.rows), key=lambda cell: len(texts[id(cell)]))
    length = len(texts[id(longest)])
    much = length >= _LAYOUT_CHARS or sum(_flat(block) != "" for block in longest.blocks) >= _LAYOUT_PARAGRAPHS
    return much and length >= _LAYOUT_SHARE * sum(map(len, texts.values()))


def _data_rows(rows: Sequence[Row], width: int) -> tuple[int, int]:
    """Where the rows proper begin and end: a title above them and a note below, over the whole width, are text."""

    def is_band(row: Row) -> bool:
        return len(row) == 1 and next(iter(row.values())).columns >= width

    first, last = 0, len(rows)
    while first < last and is_band(rows[first]):
        first += 1
    while last > first and is_band(rows[last - 1]):
        last -= 1
    return first, last


def _band_lines(rows: Sequence[Row]) -> Iterator[str]:
    for cell in _cells(rows):
        yield from _lines(cell.blocks)


def _row_lines(rows: Sequence[Row], texts: dict[int, str]) -> Iterator[str]:
    places = _places(rows)
    aligned = [{places.get(column, column): texts[id(cell)] for column, cell in row.items()} for row in rows]
    columns = sorted({column for row in aligned for column, text in row.items() if text})
    for number, row in enumerate(aligned):
        cells = [row.get(column, "") for column in columns]
        yield "| " + " | ".join(cells if number else map(_header_text, cells)) + " |"


def _places(rows: Sequence[Row]) -> dict[int, int]:
    """Where cells go whose left edge lies a little beside that of the header cell above them: under that cell.

    Word makes a column of every edge. Two that stand side by side in any row are two, under one header or not.
    """
    header = sorted(rows[0]) if rows else []
    places: dict[int, int] = {}
    for row in rows:
        for column in row:
            places[column] = header[max(bisect_right(header, column) - 1, 0)]
    apart: set[int] = set()
    for row in rows:
        shared = Counter(places[column] for column in row)
        apart.update(column for column in row if shared[places[column]] > 1)
    return {column: place for column, place in places.items() if place < column and column not in apart}


def _header_text(text: str) -> str:
    bare = _INNER_SPACE.sub("", text)
    return bare if len(bare) <= _HEADER_WORD_CHARS else text
