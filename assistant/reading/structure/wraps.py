"""How the lines of a file are laid out: whether they are hard-wrapped, how wide the page is, how paragraphs show.

In a *wrapped* file every line of a paragraph is as wide as the page, so a full line runs on. What tells a new paragraph
there, best first: an indented first line, a blank line where only paragraphs have one, a line that falls short.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.reading.structure.lines import Line

# A sentence may end here, closing brackets and quotes included.
TERMINAL = re.compile(r"[。！？：；.!?:;…][”’）)》〕」』\"']*$|[）)]$")
# Nothing ends here: a sentence goes on behind it.
OPEN_END = re.compile(r"[，、（(“《〈【〔]$")

# A file counts as wrapped where this share of its unmarked long lines is as wide as the page. Chosen on the five
# notices and the official texts in other shapes: wrapped ones lie above .8, the others below .2.
_WRAPPED_SHARE = 0.5
# Fewer full lines than this are some other thing of one length: an address of a web page cut in pieces.
_FULL_SHARE = 0.2
_MIN_LINES = 8
# A page is at most so wide (a CJK character counts 2); texts on one line a paragraph are wider.
_MAX_PAGE_WIDTH = 130
_MIN_PAGE_WIDTH = 24
# A full line may fall short of the page by this much: punctuation may not begin a line.
_SLACK_WIDTH = 6
# This share of the lines may be wider than the page: rows of tables, addresses of web pages.
_WIDER_SHARE = 0.05
# Where so many of the full lines have exactly as many characters as each other, characters were counted, not columns.
_EXACT_SHARE = 0.97
# A first line is indented by so many columns at least: a space or two may be left over from a page's margin.
_MIN_INDENT = 3
# A sign counts where this share of the paragraphs has it and no more than the rest of the other lines.
_SIGN_SHARE = 0.7
_MIN_SIGNS = 3


@dataclass(frozen=True, slots=True)
class Page:
    """The layout of a file. ``full``: columns (or characters, where ``counts_chars``) of a full line, None where the
    file is not wrapped. ``indent``: columns that a first line is indented by at least, None where it is not.
    ``spaced``: a blank line parts paragraphs and nothing else."""

    full: int | None = None
    counts_chars: bool = False
    indent: int | None = None
    spaced: bool = False

    def reach(self, line: Line) -> int:
        """How far the line reaches on the page."""
        return line.chars if self.counts_chars else line.indent + line.width

    def is_full(self, line: Line, slack: int = _SLACK_WIDTH) -> bool:
        """Whether ``line`` is as wide as the page, give or take ``slack`` columns."""
        return self.full is not None and self.reach(line) >= self.full - (0 if self.counts_chars else slack)

    def is_indented(self, line: Line) -> bool:
        """Whether ``line`` is indented as the first line of a paragraph is."""
        return self.indent is not None and line.indent >= self.indent


def find_page(lines: Sequence[Line]) -> Page:
    """The layout of a file, from its ``lines``."""
    texts = [line for line in lines if not line.hashes and not line.page_number]
    by_chars = _full_line(texts, Page(counts_chars=True))
    by_columns = _full_line(texts, Page())
    if by_chars and (not by_columns or _exact(texts, by_chars) >= _EXACT_SHARE):
        page = Page(by_chars, counts_chars=True)
    else:
        page = Page(by_columns)
    indent = _first_line_indent(lines, page)
    return Page(page.full, page.counts_chars, indent, page.full is not None and _is_spaced(lines, page))


def _full_line(lines: Sequence[Line], page: Page) -> int | None:
    """How far a full line reaches, measured as ``page`` does; None where lines are not cut to a width."""
    reaches = sorted(page.reach(line) for line in lines)
    if len(reaches) < _MIN_LINES:
        return None
    tried = {reaches[int(len(reaches) * share)] for share in (0.5, 0.6, 0.7, 0.8, 0.9, 0.95)} | {reaches[-1]}
    scale = 2 if page.counts_chars else 1
    fitting = [full for full in tried if _MIN_PAGE_WIDTH <= full * scale <= _MAX_PAGE_WIDTH]
    full = next((full for full in sorted(fitting, reverse=True) if _is_cut_to(full, lines, page, scale)), None)
    if full is None:
        return None
    # Punctuation may hang over the edge: the page ends where most of the full lines end.
    near = Counter(reach for reach in reaches if full - _SLACK_WIDTH // scale <= reach <= full)
    return max(near, key=lambda reach: (near[reach], reach))


def _is_cut_to(full: int, lines: Sequence[Line], page: Page, scale: int) -> bool:
    wider = sum(page.reach(line) > full + _SLACK_WIDTH // scale // 2 for line in lines)
    if wider > _WIDER_SHARE * len(lines):
        return False
    long_lines = [line for line in lines if page.reach(line) >= full * 0.6]
    near = [line for line in long_lines if page.reach(line) >= full - _SLACK_WIDTH // scale]
    if len(near) < _FULL_SHARE * len(lines):
        return False
    broken = [line for line in near if not TERMINAL.search(line.text)]
    return len(near) >= _WRAPPED_SHARE * len(long_lines) and len(broken) >= _WRAPPED_SHARE * len(near)


def _exact(lines: Sequence[Line], full: int) -> float:
    """Share of the lines of nearly ``full`` characters that have exactly so many, ends of sentences left out."""
    near = [line.chars for line in lines if full - 3 <= line.chars <= full + 1 and not TERMINAL.search(line.text)]
    return near.count(full) / len(near) if near else 0.0


def _steps(lines: Sequence[Line], page: Page) -> tuple[list[Line], list[Line]]:
    """Lines that surely run on (after a full line without an end), and lines that surely begin a paragraph (after one
    that falls short, or with a mark after an end)."""
    inner: list[Line] = []
    first: list[Line] = []
    for before, after in pairwise(lines):
        if after.page_number or before.page_number or after.hashes:
            continue
        ends = bool(TERMINAL.search(before.text))
        if page.is_full(before) and not ends and before.is_prose and not after.mark:
            inner.append(after)
        elif not page.is_full(before) and (after.mark or (ends and after.is_prose)):
            first.append(after)
    return inner, first


def _first_line_indent(lines: Sequence[Line], page: Page) -> int | None:
    """Columns from which on a line counts as a first line; None where first lines are not told by their indent."""
    inner, first = _steps(lines, page)
    if len(first) < _MIN_SIGNS:
        return None
    # Where every line is indented, that is the margin of the page.
    margin = min(line.indent for line in lines if not line.hashes and not line.page_number)
    base = Counter(line.indent for line in inner).most_common(1)[0][0] if inner else margin
    indented = sum(line.indent >= base + _MIN_INDENT for line in first)
    out = sum(line.indent >= base + _MIN_INDENT for line in inner)
    if indented < _SIGN_SHARE * len(first) or out > (1 - _SIGN_SHARE) * max(len(inner), 1):
        return None
    return base + _MIN_INDENT


def _is_spaced(lines: Sequence[Line], page: Page) -> bool:
    inner, first = _steps(lines, page)
    if not inner or len(first) < _MIN_SIGNS:
        return False
    parted = sum(line.blank_before for line in first)
    broken = sum(line.blank_before for line in inner)
    return parted >= _SIGN_SHARE * len(first) and broken <= (1 - _SIGN_SHARE) * len(inner)
