"""Lines of a file → paragraphs: what pages and hard wraps broke is joined, what is its own stays apart.

Two kinds of files are told apart. In a *wrapped* file every line of a paragraph is as wide as the page, so a full
line runs on. In others a line is a paragraph, unless a page broke it in mid-sentence.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.reading.marks import Mark, parse_mark
from assistant.reading.tables import is_table_row

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\r\n]")
_SPACE = " \t\u00a0\u2002\u2003\u3000\u200b\ufeff"
_HASHES = re.compile(r"#{1,6}[ \t\u3000]+")
_RULE = re.compile(r"(?:[-*_=—][ \t]*){3,}$|<!--.*-->$")
_RELEASE = re.compile(r"[（(]此件.{0,12}[）)]$")
# A sentence may end here, closing brackets and quotes included.
_TERMINAL = re.compile(r"[。！？：；.!?:;…][”’）)》〕」』\"']*$|[）)]$")
# Characters that stand in prose and not in headings, titles or names.
_PROSE = re.compile(r"[，。；,;]")
ANNEX_HEAD = re.compile(r"附(?:件|表|录)\s?[\d一二三四五六七八九十]{0,3}\s?[：:．.]?$")
ANNEX_LINE = re.compile(r"附(?:件|表|录)\s?[\d一二三四五六七八九十]{0,3}\s?[：:．.、]?(?=\s|\S)")
DATE_LINE = re.compile(r"(?:.{0,30}\s)?[（(]?\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日\s?(?:印发|发布)?[)）]?$")
TITLE_END = re.compile(
    r"(?:通知|意见|方案|办法|规定|细则|条例|决定|公告|通告|要点|规划|计划|措施|纲要|批复|函|报告|制度|标准|指南|规范|规程"
    r"|分工|清单)(?:（[^（）]{1,12}）|\([^()]{1,12}\))?$"
)

# Lines above a title that are no part of it: letterhead, number, order.
_LETTERHEAD = re.compile(r"文件$|号$|令$|[：:]$")

# A file counts as wrapped where this share of its unmarked long lines is as wide as the page. Chosen on the five
# notices and the official texts in other shapes: wrapped ones lie above .8, the others below .2.
_WRAPPED_SHARE = 0.5
# A page is at most so wide (a CJK character counts 2); texts on one line a paragraph are wider.
_MAX_PAGE_WIDTH = 110
_MIN_PAGE_WIDTH = 24
# A full line may fall short of the page by this much: punctuation may not begin a line.
_SLACK_WIDTH = 6
# Whether a paragraph is running text shows in its last lines.
_LOOK_BACK_LINES = 8
# Copies from web pages run a whole text together on one line: no paragraph of the official texts tried that is longer
# than this holds so many marks behind spaces.
_FLAT_LINE_CHARS = 600
_MIN_LOST_BREAKS = 3
_MAX_MARK_CHARS = 12
_GAP = re.compile(r"[ \t\u00a0\u2002\u2003\u3000]+")
_CLOSING = tuple("。！？：；）)")
# A page break in mid-sentence leaves at least so much before it; shorter lines are slogans, list items, headings.
_PROSE_LENGTH_CHARS = 24


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. ``text`` is stripped, without Markdown hashes; ``hashes`` counts those."""

    start: int
    end: int
    text: str
    hashes: int
    mark: Mark | None
    blank_before: bool

    @property
    def width(self) -> int:
        """Columns that the line takes."""
        return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in self.text)

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text, not as a heading or a name."""
        return bool(_PROSE.search(self.text))


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its lines, joined. ``text`` begins after hashes and keeps the mark."""

    lines: tuple[Line, ...]

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def text(self) -> str:
        """The lines as one text."""
        return "".join(line.text for line in self.lines)


def split_lines(source: str) -> list[Line]:
    """The lines of ``source`` that are not blank, with their positions."""
    lines: list[Line] = []
    last_end = 0
    for begin, end in _stretches(source):
        raw = source[begin:end]
        text = raw.strip(_SPACE)
        if not text:
            continue
        # Spaces in front of a line stand beside the line break before it and belong to that.
        start = begin + len(raw) - len(raw.lstrip(_SPACE))
        hashes = _HASHES.match(text)
        text = text[hashes.end() :] if hashes else text
        blank = len(_LINE_END.findall(source, last_end, begin)) > 1
        depth = len(hashes[0].strip()) if hashes else 0
        lines.append(Line(start, end, text, depth, parse_mark(text), blank))
        last_end = end
    return lines


def _stretches(source: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line; a line into which a whole text was run together is taken apart."""
    for match in _LINE.finditer(source):
        begin = match.start()
        for gap in _lost_breaks(match[0]) if len(match[0]) >= _FLAT_LINE_CHARS else ():
            yield begin, match.start() + gap
            begin = match.start() + gap
        yield begin, match.end()


def _lost_breaks(line: str) -> list[int]:
    """Where paragraphs begin in a line whose line breaks have become spaces, told by the marks behind spaces."""
    gaps = list(_GAP.finditer(line))
    marks = [(gap, parse_mark(line[gap.end() : gap.end() + _MAX_MARK_CHARS])) for gap in gaps]
    marked = {gap.end(): mark.length for gap, mark in marks if mark}
    sure = [gap for gap, mark in marks if mark and line[gap.start() - 1 : gap.start()] in _CLOSING]
    if len(sure) < _MIN_LOST_BREAKS:
        return []
    # In front of the body and after it stand titles, names and dates, which have no full stop.
    body_start, body_end = min(marked), line.rfind("。")
    in_marks = {start + length for start, length in marked.items()}
    return [
        gap.end()
        for gap in gaps
        if gap.end() in marked
        or (gap.end() not in in_marks and not body_start < gap.end() <= body_end)
        or (gap.end() not in in_marks and line[gap.start() - 1 : gap.start()] in _CLOSING)
    ]


def page_width(lines: list[Line]) -> int | None:
    """Columns of a full line where the file is wrapped, else None."""
    widths = sorted(line.width for line in lines if not line.hashes)
    if len(widths) < 8 or widths[-1] > _MAX_PAGE_WIDTH:
        return None
    full = widths[int(len(widths) * 0.8)]
    if full < _MIN_PAGE_WIDTH:
        return None
    long_lines = [line for line in lines if line.width >= full * 0.6]
    near = [line for line in long_lines if line.width >= full - _SLACK_WIDTH]
    broken = [line for line in near if not _TERMINAL.search(line.text)]
    wrapped = len(near) >= _WRAPPED_SHARE * len(long_lines) and len(broken) >= _WRAPPED_SHARE * len(near)
    return full if wrapped else None


@lru_cache(maxsize=4096)
def _is_apart(text: str) -> bool:
    """Whether a line is by its nature a paragraph of its own."""
    return bool(
        is_table_row(text)
        or _RULE.match(text)
        or _RELEASE.match(text)
        or DATE_LINE.match(text)
        or ANNEX_HEAD.match(text)
    )


def _title_goes_on(before: Line, after: Line, following: Line | None) -> bool:
    """Lines of one title, next to each other and without punctuation: the noun that ends it stands only in the last."""
    rest = [after, following] if following else [after]
    last = next((index for index, line in enumerate(rest) if TITLE_END.search(line.text)), None)
    if last is None or TITLE_END.search(before.text) or _LETTERHEAD.search(before.text):
        return False
    apart = any(line.blank_before or line.hashes or _is_apart(line.text) for line in rest[: last + 1])
    return not apart and not any(line.mark or line.is_prose for line in (before, *rest[: last + 1]))


def _runs_on(block: list[Line], after: Line, following: Line | None, full: int | None) -> bool:
    """Whether ``after`` continues the paragraph that ``block`` holds so far."""
    before = block[-1]
    if after.mark or after.hashes or before.hashes or _is_apart(before.text) or _is_apart(after.text):
        return False
    ends = bool(_TERMINAL.search(before.text))
    if full is not None:
        return _fills_page(block, after, full, ends) or (not ends and _title_goes_on(before, after, following))
    recent = block[-_LOOK_BACK_LINES:]
    if not any(line.is_prose for line in recent):
        return _title_goes_on(before, after, following)
    goes_on = after.is_prose or bool(_TERMINAL.search(after.text))
    return not ends and goes_on and sum(len(line.text) for line in recent) >= _PROSE_LENGTH_CHARS


def _fills_page(block: list[Line], after: Line, full: int, ends: bool) -> bool:
    """In a wrapped file: the last line is as wide as the page, so that its paragraph may run on into ``after``."""
    before = block[-1]
    if ends:
        runs = after.is_prose or after.width >= full - _SLACK_WIDTH or after.text.startswith(("（", "("))
        return runs and before.width >= full - _SLACK_WIDTH // 2
    in_prose = any(line.is_prose for line in block[-_LOOK_BACK_LINES:])
    return before.width >= (full * 0.6 if in_prose else full - _SLACK_WIDTH)


def split_blocks(source: str) -> list[Block]:
    """The paragraphs of ``source`` in order; together they hold every line that is not blank."""
    lines = split_lines(source)
    if not lines:
        return []
    full = page_width(lines)
    blocks: list[Block] = []
    current: list[Line] = []
    for line, following in zip(lines, [*lines[1:], None], strict=True):
        if current and not _runs_on(current, line, following, full):
            blocks.append(Block(tuple(current)))
            current = []
        current.append(line)
    if current:
        blocks.append(Block(tuple(current)))
    return blocks
