"""A file's text → its lines that are not blank, each with its place, its width and what it begins with.

Line ends of every system count (CRLF, CR, NEL, form feed, the Unicode separators). A line into which a whole text was
run together, as copies from web pages are, is taken apart at its marks (:mod:`.flat` for one that has
not even spaces in the place of its breaks).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.reading.passage import PAGE_NUMBER, SPACE
from assistant.reading.structure.flat import lost_breaks
from assistant.reading.structure.marks import Mark, parse_mark, possible_mark
from assistant.reading.structure.tables import is_table_row

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]+")
_LINE_END = re.compile(r"\r\n|[\r\n\x85]")
# What Markdown and word processors put in front of a line: quotes, hashes, bullets, the asterisks of bold print.
_MARKUP = re.compile(
    r"(?P<quote>(?:>[ \t]*){0,6})(?:(?P<hashes>#{1,6})(?:[ \t\u3000]+|(?=[\u4e00-\u9fff（*])))?"
    r"(?P<bullet>[-*+·][ \t\u3000]+|[•●■◆▪▶➢]\s{0,4})?(?P<bold>\*\*|__)?"
)
_BOLD = re.compile(r"\*\*|__")
_PAGE_LINE = re.compile(rf"(?:{PAGE_NUMBER})$")
_WIDE = re.compile(r"[^\x00-\u00ff]")
# Lines longer than this are wider than any page; to count their columns would only cost time.
_LONG_CHARS = 200
# Copies from web pages run a whole text together on one line: no paragraph of the official texts tried that is longer
# than this holds so many marks behind spaces.
_FLAT_LINE_CHARS = 600
_MIN_LOST_BREAKS = 3
# A text of so few lines, which together hold that many marks behind spaces, is run together too.
_FLAT_FILE_LINES = 5
# A line that holds so much of its file is a whole text run together, even where nothing took the place of the breaks.
_FLAT_SHARE = 0.5
_MAX_MARK_CHARS = 12
_GAP = re.compile(r"[ \t\u00a0\u2002\u2003\u3000]+")
_CLOSING = tuple("。！？：；）)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank. ``text`` is stripped, without Markdown's marks; ``hashes`` counts its hashes.

    ``mark``: the mark that it begins with; ``possible``: what may be one. ``width``: columns that the text takes (a CJK
    character counts 2); ``indent``: columns of the space before it; ``chars``: characters of the line as printed,
    both spaces included. ``page_number``: it holds nothing but the number of a page.
    """

    start: int
    end: int
    text: str
    hashes: int
    mark: Mark | None
    blank_before: bool
    possible: Mark | None = None
    width: int = 0
    indent: int = 0
    chars: int = 0
    bullet: bool = False
    page_number: bool = False

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text, not as a heading or a name."""
        return bool(_PROSE.search(self.text))


# Characters that stand in prose and not in headings, titles or names.
_PROSE = re.compile(r"[，。；,;]")


def columns(text: str) -> int:
    """Columns that ``text`` takes in print; for long texts an upper bound."""
    if text.isascii():
        return len(text)
    if len(text) > _LONG_CHARS:
        return 2 * len(text)
    return len(text) + sum(unicodedata.east_asian_width(char) in "WFA" for char in _WIDE.findall(text))


def split_lines(source: str) -> list[Line]:
    """The lines of ``source`` that are not blank, with their positions."""
    lines: list[Line] = []
    last_end = 0
    for begin, end in _stretches(source):
        raw = source[begin:end]
        text = raw.strip(SPACE)
        if not text:
            continue
        blank = len(_LINE_END.findall(source, last_end, begin)) > 1
        lines.append(_read_line(raw, text, begin, blank))
        last_end = end
    return lines


def _read_line(raw: str, text: str, begin: int, blank_before: bool) -> Line:
    lead = raw[: len(raw) - len(raw.lstrip(SPACE))]
    page_number = bool(_PAGE_LINE.match(text)) if len(text) <= _MAX_MARK_CHARS else False
    markup = _MARKUP.match(text)
    hashes = len(markup["hashes"] or "") if markup else 0
    bullet = bool(markup and markup["bullet"])
    if markup and markup.end() and not page_number:
        bold = _BOLD.sub("", text[markup.end() :]) if markup["bold"] else text[markup.end() :]
        text = bold.strip(SPACE) or text
    elif "**" in text:
        text = _BOLD.sub("", text) or text
    # Columns cut by tabs are cells, whatever the first begins with.
    row = is_table_row(text)
    mark = None if row else parse_mark(text)
    # Spaces in front of a line stand beside the line break before it and belong to that.
    return Line(
        start=begin + len(lead),
        end=begin + len(raw),
        text=text,
        hashes=hashes,
        mark=mark,
        blank_before=blank_before,
        possible=None if row or mark else possible_mark(text),
        width=columns(text),
        indent=columns(lead.replace("\u200b", "").replace("\ufeff", "").replace("\t", "    ")),
        chars=len(raw),
        bullet=bullet,
        page_number=page_number,
    )


def _stretches(source: str) -> Iterator[tuple[int, int]]:
    """Start and end of every line; a line into which a whole text was run together is taken apart."""
    printed = [match.span() for match in _LINE.finditer(source)]
    few = len(printed) <= _FLAT_FILE_LINES and len(source) >= _FLAT_LINE_CHARS
    wanted = _MIN_LOST_BREAKS
    if few and sum(_sure_gaps(source[begin:end]) for begin, end in printed) >= _MIN_LOST_BREAKS:
        wanted = 0
    for begin, end in printed:
        if end - begin >= _FLAT_LINE_CHARS or not wanted:
            offset, line = begin, source[begin:end]
            whole = len(line) >= max(_FLAT_LINE_CHARS, _FLAT_SHARE * len(source))
            for gap in _most(_spaced_breaks(line, wanted), lost_breaks(line) if whole else []):
                yield begin, offset + gap
                begin = offset + gap
        yield begin, end


def _most(spaced: list[int], lost: list[int]) -> list[int]:
    """Breaks told by spaces, unless there are far more without."""
    return lost if len(lost) > 2 * len(spaced) else spaced


def _marks_behind(line: str) -> list[tuple[re.Match[str], Mark]]:
    """The gaps of ``line`` with a mark behind them."""
    marks = ((gap, parse_mark(line[gap.end() : gap.end() + _MAX_MARK_CHARS])) for gap in _GAP.finditer(line))
    return [(gap, mark) for gap, mark in marks if mark]


def _closes(line: str, gap: re.Match[str]) -> bool:
    return line[gap.start() - 1 : gap.start()] in _CLOSING


def _sure_gaps(line: str) -> int:
    return sum(_closes(line, gap) for gap, _ in _marks_behind(line))


def _spaced_breaks(line: str, wanted: int) -> list[int]:
    """Where paragraphs begin in a line whose line breaks have become spaces, told by the marks behind spaces: at least
    ``wanted`` of them, each after the end of a sentence."""
    marks = _marks_behind(line)
    marked = {gap.end(): mark.length for gap, mark in marks}
    if sum(_closes(line, gap) for gap, _ in marks) < wanted:
        return []
    # In front of the body and after it stand titles, names and dates, which have no full stop.
    body_start, body_end = min(marked, default=len(line)), line.rfind("。")
    in_marks = {start + length for start, length in marked.items()}
    return [
        gap.end()
        for gap in _GAP.finditer(line)
        if gap.end() in marked
        or (gap.end() not in in_marks and (_closes(line, gap) or not body_start < gap.end() <= body_end))
    ]
