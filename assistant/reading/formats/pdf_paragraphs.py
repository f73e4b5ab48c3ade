"""Lines of all pages → paragraphs: which line runs on into the next is told from where the lines stand.

A line runs on where the first part of the next one would not have fitted into it any more, unless something shows that
a paragraph begins: an indent, a mark, a larger gap, another size.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from assistant.reading.formats.pdf_columns import FULL
from assistant.reading.formats.pdf_lines import Line, join_lines
from assistant.reading.formats.pdf_margins import SheetItems
from assistant.reading.formats.pdf_rows import OpenTable, Paragraph, Piece
from assistant.reading.formats.pdf_tables import Table
from assistant.reading.structure.marks import parse_mark

# All distances are in sizes of the text (one Chinese character).
_ALIKE_SIZE = 0.1  # sizes that differ by less, as a share, are one
_TITLE_SIZE = 1.1  # so much larger than the body is a title's
_EDGE = 0.4  # lines whose edges differ by less stand under each other
_INDENT_FROM, _INDENT_TO = 1.2, 3.0  # two characters, as fonts and fitting to the page's grid change them
_HANG = 1.0  # lines that hang under the text after a mark are rarely set to the point
_FULL_SLACK = 0.6  # what a full line may fall short of the measure beyond what did not fit
_CENTRED = 1.5  # how far the space left of a centred title differs from that right of it
_MAX_TITLE_GAP = 2.4  # from base line to base line
# A gap that parts paragraphs, in line heights: where first lines are indented, and where only gaps tell paragraphs.
_GAP, _GAP_WITHOUT_INDENTS = 1.5, 1.2
# An edge is one that so many lines share (share of the lines, and number).
_LEFT_SHARE, _RIGHT_SHARE, _MIN_LINES = 0.04, 0.2, 3
_INDENTED_SHARE = 0.1
# By how much (share of the page's width) the margin on the right may be larger than that on the left.
_MARGINS_DIFFER = 0.15
# Left and right pages have measures of their own where so many lines show it.
_MIN_SIDE_LINES = 8
_STEP_SHARE = 0.1

_STOP = re.compile(r"[。！？：；…!?:;][”’）)》〉〕」』\"']*$")
_LEADER = re.compile(r"(?:[.．…·]\s?){3,}\s?\d{1,4}$")
_LETTERHEAD = re.compile(r"(?:文件|号|令|[：:])$")


@dataclass(frozen=True, slots=True)
class _Frame:
    """The measure of a column of text: its edges, the height of its lines, whether larger gaps part paragraphs, whether
    first lines are indented; ``body``: the size of most of the document's text."""

    body: float
    left: float
    right: float
    height: float
    gaps: bool
    indents: bool


_Key = tuple[tuple[int, int], int, int | None]  # size of the page, column, left or right page (None: both)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A line with where it stands."""

    line: Line
    page: int
    column: int
    frame: _Frame
    goes_on: bool = False  # in a paragraph that began before it

    @property
    def indent(self) -> float:
        return (self.line.x0 - self.frame.left) / self.line.size

    @property
    def short_by(self) -> float:
        """The room that the line leaves on the right."""
        return (self.frame.right - self.line.x1) / self.line.size

    @property
    def is_large(self) -> bool:
        """Whether it is larger than running text, as titles and letterheads are."""
        return self.line.size >= _TITLE_SIZE * self.frame.body


def to_paragraphs(pages: Sequence[SheetItems]) -> list[Paragraph]:
    """The paragraphs and the rows of tables on ``pages``, in order."""
    body = _body_size(pages)
    frames = _Frames(pages, body)
    paragraphs: list[Paragraph] = []
    table: OpenTable | None = None
    before: _Placed | None = None
    for number, page in enumerate(pages):
        for item in page.items:
            if isinstance(item.content, Table):
                if table is None or not table.takes(item.content, number):
                    table = OpenTable(item.content, number, paragraphs)
                before = None
                continue
            line = _Placed(item.content, number, item.column, frames.of(number, item.column))
            if before is not None and (_runs_on(before, line) or _title_goes_on(before, line)):
                _append(paragraphs[-1], before, line)
                line = replace(line, goes_on=True)
            else:
                paragraphs.append([Piece(number, line.line.text)])
            before, table = line, None
    return paragraphs


def _append(paragraph: Paragraph, before: _Placed, after: _Placed) -> None:
    text = paragraph[-1].text
    joined = join_lines(text, after.line.text, spaced=before.line.spaced, flush=before.short_by < _EDGE)
    if paragraph[-1].page == after.page:
        paragraph[-1] = Piece(after.page, joined)
    else:
        space = joined[len(text) : len(joined) - len(after.line.text)]
        paragraph[-1] = Piece(paragraph[-1].page, text + space)
        paragraph.append(Piece(after.page, after.line.text))


# --- lines -------------------------------------------------------------------------------------------------------


def _runs_on(before: _Placed, after: _Placed) -> bool:
    """Whether the paragraph of ``before`` goes on in ``after``."""
    one, two = before.line, after.line
    if abs(one.size - two.size) > _ALIKE_SIZE * max(one.size, two.size):
        return False
    if one.red != two.red or (one.red and before.is_large):  # a letterhead, one body to a line
        return False
    if before.short_by > two.head / two.size + _FULL_SLACK or _LEADER.search(one.text):
        return False
    stops = bool(_STOP.search(one.text))
    room = before.frame.height * (_GAP if before.frame.indents else _GAP_WITHOUT_INDENTS)
    if _is_next(before, after) and two.y - one.y > room:
        return False
    mark = parse_mark(two.text)
    flush = after.indent < _INDENT_FROM
    if mark:
        # Where indents or gaps show the first lines, a mark without them stands in the middle of a paragraph.
        shown = before.frame.indents or (before.frame.gaps and _is_next(before, after))
        return shown and flush and (not stops or mark.kind == "ordinal")
    return flush or _is_set_in(before, after, stops)


def _is_set_in(before: _Placed, after: _Placed, stops: bool) -> bool:
    """Whether ``after``, which does not begin at the edge, stands under the text of a marked line, or of a paragraph
    that is set in as a whole."""
    at = after.line.x0 - after.frame.left
    one = before.line
    if one.body_x > one.x0 and abs(at - (one.body_x - before.frame.left)) < _HANG * one.size:
        return True
    same_edge = abs(at - (one.x0 - before.frame.left)) < _EDGE * one.size
    shown = before.goes_on or (not stops and (after.indent > _INDENT_TO or not before.frame.indents))
    return same_edge and shown


def _is_next(before: _Placed, after: _Placed) -> bool:
    return before.page == after.page and before.column == after.column


def _title_goes_on(before: _Placed, after: _Placed) -> bool:
    """Whether the two are lines of one title: large, centred, one below the other."""
    one, two = before.line, after.line
    if not _is_next(before, after) or not before.is_large or one.red or two.red:
        return False
    if abs(one.size - two.size) > _ALIKE_SIZE / 2 * one.size or two.y - one.y > _MAX_TITLE_GAP * one.size:
        return False
    if _LETTERHEAD.search(one.text) or parse_mark(one.text) or parse_mark(two.text):
        return False
    return _is_centred(before) and _is_centred(after)


def _is_centred(line: _Placed) -> bool:
    return abs(line.indent - line.short_by) < _CENTRED


# --- the measure -------------------------------------------------------------------------------------------------


def _body_size(pages: Iterable[SheetItems]) -> float:
    """The size that most characters have."""
    sizes: Counter[float] = Counter()
    for page in pages:
        for item in page.items:
            if isinstance(item.content, Line):
                sizes[round(item.content.size * 2) / 2] += len(item.content.text)
    return sizes.most_common(1)[0][0] if sizes else 1.0


class _Frames:
    """The measure of every column of every page; left and right pages may have other margins."""

    def __init__(self, pages: Sequence[SheetItems], body: float) -> None:
        self.sizes = [(round(page.width), round(page.height)) for page in pages]
        lines: dict[_Key, list[tuple[int, Line]]] = defaultdict(list)
        for number, page in enumerate(pages):
            for item in page.items:
                if isinstance(item.content, Line):
                    for side in (None, number % 2):
                        lines[self.sizes[number], item.column, side].append((number, item.content))
        self.frames = {key: _frame(found, body, key[0][0] if key[1] == FULL else None) for key, found in lines.items()}
        self.counts = {key: len(found) for key, found in lines.items()}

    def of(self, page: int, column: int) -> _Frame:
        size, side = self.sizes[page], page % 2
        both, own = self.frames[size, column, None], self.frames[size, column, side]
        differs = max(abs(own.left - both.left), abs(own.right - both.right)) > _EDGE * own.body
        return own if differs and self.counts[size, column, side] >= _MIN_SIDE_LINES else both


def _frame(lines: Sequence[tuple[int, Line]], body: float, width: int | None) -> _Frame:
    """The measure that ``lines`` (with their pages) show; ``width``: of the page, for text that runs across it."""
    of_body = [(page, line) for page, line in lines if abs(line.size - body) <= _ALIKE_SIZE * body] or list(lines)
    size = median(line.size for _, line in of_body)
    count = len(of_body)
    lefts = _edges([line.x0 for _, line in of_body], _EDGE * size)
    left = next((x for x, n in lefts if n >= max(_LEFT_SHARE * count, 2)), lefts[0][0])
    rights = _edges([line.x1 for _, line in of_body], _EDGE * size)
    shared = [x for x, n in rights if n >= max(_RIGHT_SHARE * count, _MIN_LINES)]
    right = shared[-1] if shared else rights[-1][0]
    if width is not None and (not shared or right < width - left - _MARGINS_DIFFER * width):
        right = max(rights[-1][0], width - left)  # too few full lines to show it: margins alike
    indented = sum(_INDENT_FROM <= (line.x0 - left) / size <= _INDENT_TO for _, line in of_body)
    steps = [
        two.y - one.y
        for (page, one), (next_page, two) in pairwise(of_body)
        if page == next_page and 0 < two.y - one.y < 4 * size
    ]
    height = _line_height(steps, size)
    gaps = sum(step > _GAP_WITHOUT_INDENTS * height for step in steps) >= _MIN_LINES
    return _Frame(body, left, right, height, gaps, indented >= max(_INDENTED_SHARE * count, 2))


def _line_height(steps: Sequence[float], size: float) -> float:
    """The distance of base lines within a paragraph: the smallest that is common. ``steps``: all distances."""
    common = [step for step, count in _edges(steps, 0.1 * size) if count >= max(_STEP_SHARE * len(steps), _MIN_LINES)]
    return common[0] if common else median(steps) if steps else 2 * size


def _edges(values: Iterable[float], within: float) -> list[tuple[float, int]]:
    """Places at which ``values`` gather, from left to right, with how many there are."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= within:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [(median(group), len(group)) for group in groups]
