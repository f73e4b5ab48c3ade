"""A page of a PDF as PDFium shows it → its characters and ruling lines, in points from the upper left corner.

The only module that knows PDFium. The page is turned so that most of its text stands upright, whatever the page's own
rotation says: landscape annexes are printed either way.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from assistant.reading.formats.pdf_characters import is_wide

# A page of small print has some 5,000 characters, one full of tables some hundred ruling lines.
MAX_PAGE_CHARS = 50_000
_MAX_PATH_OBJECTS = 20_000
_MAX_PATH_POINTS = 2_000
_MAX_RULES = 4_000
# Forms within forms; producers nest two or three.
_MAX_DEPTH = 6
# A filled rectangle this thin is a line; a line is at least so long (points).
_RULE_THICKNESS = 3.0
_RULE_LENGTH = 4.0
# Sine of the angle up to which text counts as level: scans are set straight to within one degree.
_LEVEL = 0.03
# Characters that show nothing and carry nothing.
_IGNORED = frozenset("\r\n\x00\u00ad\u200b\u200c\u200d\u2060\ufeff")
UNREADABLE = "\ufffd"


class Glyph(NamedTuple):
    """A character on the page: its left and right edge, its base line (downwards), its size, its colour."""

    char: str
    x0: float
    x1: float
    y: float
    size: float
    red: bool


class Rule(NamedTuple):
    """A level or upright line, from its upper left to its lower right end."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(slots=True)
class PageContent:
    """What a page shows.

    ``turned`` and ``outside``: text left out since it stands askew, or beyond the edges of the page; ``picture``: the
    share of the page that pictures cover; ``scanned``: how many characters are invisible, which are those that text
    recognition lays over a picture.
    """

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    turned: str = ""
    outside: str = ""
    picture: float = 0.0
    scanned: int = 0


class _Style(NamedTuple):
    """What the characters of one text object share. ``turn``: quarter turns that set it upright, None: askew; ``size``:
    height, ``em``: width of a Chinese character."""

    turn: int | None
    size: float
    em: float
    red: bool
    invisible: bool


class _Char(NamedTuple):
    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top in the page's own coordinates
    origin: tuple[float, float]
    style: _Style


def read_page(page: pdfium.PdfPage) -> PageContent:
    """The characters, ruling lines and pictures of ``page``.

    :raises pdfium.PdfiumError: where PDFium cannot read it.
    """
    chars = list(_chars(page))
    turns = Counter(char.style.turn for char in chars if char.style.turn is not None and not char.text.isspace())
    turn = turns.most_common(1)[0][0] if turns else page.get_rotation() // 90
    frame = _Frame(page.get_bbox(), turn)
    content = PageContent(frame.width, frame.height)
    turned, outside = [], []
    for char in chars:
        if char.style.turn != turn:
            turned.append(char.text)
            continue
        glyph = frame.glyph(char)
        if not (0 <= (glyph.x0 + glyph.x1) / 2 <= frame.width and 0 <= glyph.y - glyph.size / 3 <= frame.height):
            outside.append(char.text)
            continue
        content.scanned += char.style.invisible
        content.glyphs.append(glyph)
    content.turned, content.outside = "".join(turned).strip(), "".join(outside).strip()
    _add_drawing(page, frame, content)
    return content


class _Frame:
    """The page's own coordinates → points from the upper left corner, after ``turn`` quarter turns clockwise."""

    def __init__(self, box: tuple[float, float, float, float], turn: int) -> None:
        self.left, self.bottom, self.right, self.top = box
        self.turn = turn
        across, down = self.right - self.left, self.top - self.bottom
        self.width, self.height = (down, across) if turn % 2 else (across, down)

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 1:
            return y - self.bottom, x - self.left
        if self.turn == 2:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def glyph(self, char: _Char) -> Glyph:
        left, bottom, right, top = char.box
        x0, x1 = sorted((self.point(left, bottom)[0], self.point(right, top)[0]))
        start, y = self.point(*char.origin)
        if abs(x0 - start) > 0.01 * char.style.em and char.text.isalpha() and is_wide(char.text):
            # PDFium knows no width in fonts of drawn shapes, only the ink; a Chinese character is as wide as its size.
            x0, x1 = start, max(x1, start + char.style.em)
        return Glyph(char.text, x0, x1, y, char.style.size, char.style.red)


# --- characters --------------------------------------------------------------------------------------------------


def _chars(page: pdfium.PdfPage) -> Iterator[_Char]:
    """Every character of the text layer in the order of the file; generated spaces and line breaks left out."""
    text_page = page.get_textpage()
    handle = text_page.raw
    styles: dict[int, _Style] = {}
    x, y, box = ctypes.c_double(), ctypes.c_double(), raw.FS_RECTF()
    for index in range(min(text_page.count_chars(), MAX_PAGE_CHARS + 1)):
        if raw.FPDFText_IsGenerated(handle, index) == 1:
            continue
        text = _character(handle, index)
        text_object = raw.FPDFText_GetTextObject(handle, index)
        if not text or text in _IGNORED or not text_object:
            continue
        key = ctypes.cast(text_object, ctypes.c_void_p).value or 0
        if key not in styles:
            styles[key] = _style(handle, index, text_object)
        raw.FPDFText_GetCharOrigin(handle, index, x, y)
        raw.FPDFText_GetLooseCharBox(handle, index, box)
        yield _Char(text, (box.left, box.bottom, box.right, box.top), (x.value, y.value), styles[key])


def _character(handle: Any, index: int) -> str:
    """The character at ``index``; "" for the second half of one beyond U+FFFF, which PDFium parts where wchar_t has 16
    bits."""
    if raw.FPDFText_IsHyphen(handle, index) == 1:
        return "-"  # PDFium gives a hyphen at the end of a line as a control character
    code = raw.FPDFText_GetUnicode(handle, index)
    if raw.FPDFText_HasUnicodeMapError(handle, index) == 1 or code in (0, 0xFFFE, 0xFFFF):
        return UNREADABLE
    if 0xDC00 <= code <= 0xDFFF:
        return ""
    if 0xD800 <= code < 0xDC00:
        halves = chr(code) + chr(raw.FPDFText_GetUnicode(handle, index + 1))
        return halves.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")[0]
    return chr(code) if code >= 0x20 or code in (0x09, 0x0A, 0x0D) else UNREADABLE


def _style(handle: Any, index: int, text_object: Any) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(handle, index, matrix)
    nominal = raw.FPDFText_GetFontSize(handle, index)
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(text_object, red, green, blue, alpha)
    length = math.hypot(matrix.a, matrix.b)
    return _Style(
        turn=_turn(matrix.a / length, matrix.b / length) if length else None,
        size=abs(nominal) * math.hypot(matrix.c, matrix.d),
        em=abs(nominal) * length,
        red=red.value > 150 and green.value < 90 and blue.value < 90,
        invisible=raw.FPDFTextObj_GetTextRenderMode(text_object) == raw.FPDF_TEXTRENDERMODE_INVISIBLE,
    )


def _turn(cosine: float, sine: float) -> int | None:
    """Quarter turns clockwise that set text upright which runs in the direction given; None where it is askew."""
    if abs(sine) <= _LEVEL:
        return 0 if cosine > 0 else 2
    if abs(cosine) <= _LEVEL:
        return 1 if sine > 0 else 3
    return None


# --- lines and pictures ------------------------------------------------------------------------------------------

_Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: _Matrix = (1, 0, 0, 1, 0, 0)


def _add_drawing(page: pdfium.PdfPage, frame: _Frame, content: PageContent) -> None:
    area = frame.width * frame.height
    for count, (handle, kind, matrix) in enumerate(_objects(page.raw, _IDENTITY, 0)):
        if count > _MAX_PATH_OBJECTS or len(content.rules) > _MAX_RULES:
            content.rules.clear()  # a drawing, not a table
            return
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            (x0, y0), (x1, y1) = (frame.point(*_apply(_times(_matrix(handle), matrix), *corner)) for corner in _UNIT)
            content.picture += abs(x1 - x0) * abs(y1 - y0) / area if area else 0
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            content.rules += _rules(handle, _times(_matrix(handle), matrix), frame)


_UNIT = ((0.0, 0.0), (1.0, 1.0))


def _objects(parent: Any, matrix: _Matrix, depth: int) -> Iterator[tuple[Any, int, _Matrix]]:
    """Every object that is no form, with its kind and the matrix of the forms around it."""
    count = raw.FPDFFormObj_CountObjects(parent) if depth else raw.FPDFPage_CountObjects(parent)
    for index in range(count):
        handle = raw.FPDFFormObj_GetObject(parent, index) if depth else raw.FPDFPage_GetObject(parent, index)
        kind = raw.FPDFPageObj_GetType(handle) if handle else raw.FPDF_PAGEOBJ_UNKNOWN
        if kind != raw.FPDF_PAGEOBJ_FORM:
            yield handle, kind, matrix
        elif depth < _MAX_DEPTH:
            yield from _objects(handle, _times(_matrix(handle), matrix), depth + 1)


def _matrix(handle: Any) -> _Matrix:
    matrix = raw.FS_MATRIX()
    raw.FPDFPageObj_GetMatrix(handle, matrix)
    return matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f


def _times(first: _Matrix, second: _Matrix) -> _Matrix:
    """``first``, then ``second``."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _apply(matrix: _Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _rules(path: Any, matrix: _Matrix, frame: _Frame) -> Iterator[Rule]:
    """The level and upright lines that ``path`` draws: stroked ones, and filled rectangles as thin as a line."""
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    for points in _subpaths(path, matrix, frame):
        if stroke.value:
            for start, end in pairwise(points):
                yield from _rule(min(start, end), max(start, end))
        elif fill.value:
            xs, ys = [x for x, _ in points], [y for _, y in points]
            yield from _rule((min(xs), min(ys)), (max(xs), max(ys)))


def _rule(start: tuple[float, float], end: tuple[float, float]) -> Iterator[Rule]:
    (x0, y0), (x1, y1) = start, end
    wide, high = abs(x1 - x0), abs(y1 - y0)
    if high <= _RULE_THICKNESS and wide >= max(_RULE_LENGTH, 2 * high):
        yield Rule(min(x0, x1), (y0 + y1) / 2, max(x0, x1), (y0 + y1) / 2)
    elif wide <= _RULE_THICKNESS and high >= max(_RULE_LENGTH, 2 * wide):
        yield Rule((x0 + x1) / 2, min(y0, y1), (x0 + x1) / 2, max(y0, y1))


def _subpaths(path: Any, matrix: _Matrix, frame: _Frame) -> Iterator[list[tuple[float, float]]]:
    """The corners of every part of ``path``; the first again at the end of a closed one."""
    count = raw.FPDFPath_CountSegments(path)
    points: list[tuple[float, float]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(count if count <= _MAX_PATH_POINTS else 0):
        segment = raw.FPDFPath_GetPathSegment(path, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.point(*_apply(matrix, x.value, y.value))
        if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points
            points = [point]
        else:
            points.append(point)
        if raw.FPDFPathSegment_GetClose(segment) and points[0] != points[-1]:
            points.append(points[0])
    if len(points) > 1:
        yield points
