"""The characters of a page → its lines, from top to bottom, with the spaces that were meant and no others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.reading.formats.pdf_characters import is_wide, plain_character, raised
from assistant.reading.formats.pdf_page import Glyph
from assistant.reading.structure.marks import parse_mark

# A character stands about so far above and below its base line, in its size.
_ASCENT, _DESCENT = 0.85, 0.15
# Characters stand on one line where the smaller of two overlaps the other's height by this share.
_OVERLAP = 0.5
# Exponents and numbers of notes: so much smaller than the line's text, and so far above its base line (in its size).
_RAISED_SIZE, _RAISED_BY = 0.86, 0.15
# Gaps in sizes of the text, beyond the line's letter spacing. A word space is a quarter to a third of it, less where
# letters are drawn wider than they are set; what is meant as a gap between Chinese words (第一章　总则) is mostly one
# character wide. Justifying stretches all gaps of a line.
_LATIN_GAP, _WORD_GAP, _WIDE_GAP = 0.15, 0.2, 0.75
# A narrow gap between two Chinese characters counts (甲局 乙局) where so many of the others (share) are equal to within
# this: not in the text layers of scans, which stand as the scanned characters do.
_EVEN_SHARE, _EVEN_WITHIN = 0.8, 0.06

_OPENING = "“‘（(《〈〔［[【「『"
_CLOSING = "，。、；：？！”’）)》〉〕］]】」』,.;:?!%％…·"
_UNIT = re.compile(rf"[{re.escape(_OPENING)}]*(?:[A-Za-z0-9.,:%/\-]+|.)[{re.escape(_CLOSING)}]*", re.DOTALL)

# A number at the head of a line, after which a narrower gap counts too (第三条 为了, 1.1 总则); and what follows an
# amount.
_NUMBER = re.compile(r"第[一二三四五六七八九十百零〇\d]{1,5}[编章节条]|\d{1,2}(?:[.．]\d{1,2}){0,4}[.．、]?")
_AMOUNT = "年月日个万元亿岁名人%％"
# In front of the names of annexes, under which they go on (GB/T 9704-2012, 7.3.4).
_ANNEX_LIST = re.compile(r"附件\s*[：:]\s*")
_WORD_END, _WORD_START = re.compile(r"[A-Za-z0-9,.;:!?)]"), re.compile(r"[A-Za-z(]")

Row = list[Glyph]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a page; positions in points, ``y`` the base line, downwards.

    ``size``: that of most of its characters; ``head``: how wide its first part is that cannot be broken (a character
    with the punctuation beside it, a number); ``body_x``: where its text begins after a mark; ``spaced``: it ends in a
    space.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    red: bool
    head: float
    body_x: float
    spaced: bool


def rows_of(glyphs: Iterable[Glyph]) -> list[Row]:
    """``glyphs`` by the lines they stand on, from top to bottom, each from left to right; spaces are kept."""
    rows: list[Row] = []
    spans: list[tuple[float, float, float]] = []  # top, bottom and size of each row's largest character
    for glyph in sorted(glyphs, key=_middle):
        top, bottom = glyph.y - _ASCENT * glyph.size, glyph.y + _DESCENT * glyph.size
        # Rows are met in order of their middles; only the last few can reach down to this character.
        for index in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            row_top, row_bottom, size = spans[index]
            if min(bottom, row_bottom) - max(top, row_top) >= _OVERLAP * min(bottom - top, row_bottom - row_top):
                rows[index].append(glyph)
                if glyph.size > size:
                    spans[index] = (top, bottom, glyph.size)
                break
        else:
            rows.append([glyph])
            spans.append((top, bottom, glyph.size))
    for row in rows:
        row.sort(key=lambda glyph: glyph.x0)
    return [row for row in rows if any(not glyph.char.isspace() for glyph in row)]


def _middle(glyph: Glyph) -> float:
    return glyph.y - (_ASCENT - _DESCENT) / 2 * glyph.size


def line_of(row: Sequence[Glyph]) -> Line:
    """The line that ``row`` (glyphs from left to right, one at least no space) makes."""
    inked = [glyph for glyph in row if not glyph.char.isspace()]
    # Sizes that differ by rounding are the same.
    size = Counter(round(glyph.size, 1) for glyph in inked).most_common(1)[0][0] or 1.0
    base = median(glyph.y for glyph in inked if abs(glyph.size - size) <= 0.1) if size else inked[0].y
    text, lefts, rights = _set_text(row, size, base)
    unit = _UNIT.match(text)
    lead = _ANNEX_LIST.match(text)
    named = lead.end() if lead else 0
    mark = parse_mark(text[named:])
    begin = named + mark.length if mark else named
    return Line(
        text=text,
        x0=inked[0].x0,
        x1=max(glyph.x1 for glyph in inked),
        y=base,
        size=size,
        red=sum(glyph.red for glyph in inked) * 2 > len(inked),
        head=rights[unit.end() - 1] - lefts[0] if unit else size,
        body_x=lefts[begin] if begin < len(lefts) else inked[0].x0,
        spaced=row[-1].char.isspace(),
    )


def _set_text(row: Sequence[Glyph], size: float, base: float) -> tuple[str, list[float], list[float]]:
    """The text of ``row`` with the left and right edge of each of its characters."""
    loose, even = _letter_spacing(row, size)
    text: list[str] = []
    lefts: list[float] = []
    rights: list[float] = []
    before: Glyph | None = None
    space = ""
    for glyph in row:
        if glyph.char.isspace():
            space = space or " "
            continue
        char = plain_character(glyph.char)
        if glyph.size < _RAISED_SIZE * size and base - glyph.y > _RAISED_BY * size:
            char = raised(char)
        if before is not None:
            gap = _gap(before, glyph, bool(space), size, loose, even)
            if (
                not gap
                and glyph.x0 - before.x1 - loose >= _WORD_GAP * size
                and _is_numbered("".join(text), char, space)
            ):
                gap = " "
            if gap:
                text.append(gap)
                lefts.append(before.x1)
                rights.append(glyph.x0)
        for part in char:  # one, but for the few compatibility ideographs that stand for more
            text.append(part)
            lefts.append(glyph.x0)
            rights.append(glyph.x1)
        before, space = glyph, ""
    return "".join(text), lefts, rights


def _letter_spacing(row: Sequence[Glyph], size: float) -> tuple[float, bool]:
    """The gap that most Chinese characters of the line have (“通　知”, a letterhead; else about 0), and whether nearly
    all have it."""
    inked = [glyph for glyph in row if not glyph.char.isspace()]
    gaps = [two.x0 - one.x1 for one, two in pairwise(inked) if is_wide(one.char) and is_wide(two.char)]
    if not gaps:
        return 0.0, False
    usual = median(gaps)
    even = sum(abs(gap - usual) <= _EVEN_WITHIN * size for gap in gaps) >= _EVEN_SHARE * len(gaps)
    return max(usual, 0.0), even


def _gap(before: Glyph, after: Glyph, spaced: bool, size: float, loose: float, even: bool) -> str:
    """The space between two characters: one of a character's width between Chinese ones, else a word space, or none."""
    wide = is_wide(before.char), is_wide(after.char)
    gap = after.x0 - before.x1
    if not any(wide):
        return " " if spaced or gap >= _LATIN_GAP * size else ""
    if gap - loose >= _WIDE_GAP * size:
        return "\u3000" if all(wide) else " "
    words = even and before.char.isalpha() and after.char.isalpha() and all(wide)
    return " " if words and gap - loose >= _WORD_GAP * size else ""


def _is_numbered(text: str, following: str, space: str) -> bool:
    """Whether ``text`` is the number of what follows. Beside bare digits a gap without a ``space`` may be set in."""
    return bool(_NUMBER.fullmatch(text)) and following not in _AMOUNT and bool(space or not text.isdecimal())


def join_lines(before: str, after: str, *, spaced: bool = False, flush: bool = True) -> str:
    """Two lines of one paragraph as one text.

    Words of Latin letters are parted by a space. Digits on both sides are one number that was broken where the line
    above is full (``flush``) and does not end in a space (``spaced``).
    """
    last, first = before[-1:], after[:1]
    if last.isdigit() and first.isdigit():
        return before + (" " if spaced or not flush else "") + after
    words = _WORD_END.match(last) and _WORD_START.match(first)
    return before + (" " if words else "") + after
