"""Page numbers and running headers and footers: found by where they stand and that they come again, and taken out."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.reading import remarks
from assistant.reading.formats.pdf_columns import Item
from assistant.reading.formats.pdf_lines import Line
from assistant.reading.formats.pdf_tables import Table
from assistant.reading.structure.marks import chinese_number, parse_mark

# The margin of an official page is an eighth of its height above and below (GB/T 9704-2012: 37 and 35 mm of 297).
_MARGIN = 0.14
# How many lines at either end of a page may be running ones.
_MAX_LINES = 3
# The same line stands at the same height to within this (points), on this share of the pages: headers may differ on
# left and right pages.
_HEIGHT = 4.0
_SHARE = 0.4
_MIN_PAGES = 3
# Running lines are no larger than the text.
_LARGEST = 1.1
_MAX_QUOTED_CHARS = 40

_DECOR = r"[-—–－―─_~～·•.\s]*"
_NUMERAL = r"(\d{1,4}|[一二三四五六七八九十百零〇]{1,5})"
_PAGE_NUMBER = re.compile(
    rf"(?P<before>{_DECOR}(?:第\s*|[Pp]age\s*|[Pp]\.?\s*)?){_NUMERAL}"
    rf"(?P<after>\s*页?(?:\s*[/／,，(（]?\s*(?:共|of)?\s*\d{{1,4}}\s*页?\s*[)）]?)?{_DECOR})"
)
_DIGITS = re.compile(r"\d+")
# A page number within a running line: apart from its words, or in words of its own.
_NUMBERED = re.compile(r"^\d{1,4}\s|\s\d{1,4}$|\d\s*[/／]\s*\d|第\s*\d+\s*页|[-—–]\s*\d+\s*[-—–]")
# Lines that stand on top of page after page and are no running ones.
_HEADING = re.compile(r"附\s*[件表录]|[图表]\s*\d|续\s*表")


@dataclass(slots=True)
class SheetItems:
    """What stands on one page, in reading order."""

    width: float
    height: float
    items: list[Item]


@dataclass(slots=True)
class Running:
    """What was taken out: on how many pages a page number, and which lines on how many pages."""

    numbers: int = 0
    lines: Counter[str] = field(default_factory=Counter)

    def remarks(self) -> list[str]:
        """One line each, for people."""
        told = [remarks.PAGE_NUMBERS.chinese.format(self.numbers)] if self.numbers else []
        return told + [remarks.RUNNING.chinese.format(line, count) for line, count in self.lines.items()]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line at the upper or lower end of a page. ``place``: how far it is from that end."""

    page: int
    item: Item
    line: Line
    at_top: bool
    place: float
    near: float  # distance to the next line inwards, in sizes of this one


def take_out(pages: Sequence[SheetItems]) -> Running:
    """Take running lines out of ``pages``, from the edges inwards."""
    running = Running()
    for _ in range(_MAX_LINES):
        outermost = [found for number, page in enumerate(pages) for found in _outermost(number, page)]
        taken = _numbers(outermost, len(pages))
        running.numbers += len({found.page for found in taken})
        numbered = {id(found) for found in taken}
        others = [found for found in outermost if id(found) not in numbered]
        words = [found for found in others if not _is_title(found.line, pages[found.page])]
        for name, group in _repeated(words, len(pages)):
            running.lines[name] += len({found.page for found in group})
            taken += group
        if not taken:
            break
        for found in taken:
            pages[found.page].items.remove(found.item)
    return running


def _outermost(number: int, page: SheetItems) -> list[_Candidate]:
    """The first and the last line of a page where they stand in its margins, and no table beyond them."""
    spots = sorted((_height_of(item), index) for index, item in enumerate(page.items))
    found = []
    for at_top, order in ((True, spots), (False, spots[::-1])):
        if not order:
            continue
        item = page.items[order[0][1]]
        place = order[0][0] if at_top else page.height - order[0][0]
        if isinstance(item.content, Line) and place <= _MARGIN * page.height:
            inwards = abs(order[1][0] - order[0][0]) if len(order) > 1 else page.height
            found.append(_Candidate(number, item, item.content, at_top, place, inwards / item.content.size))
    return found


def _is_title(line: Line, page: SheetItems) -> bool:
    """Whether ``line`` is larger than every other on its page."""
    others = [item.content.size for item in page.items if isinstance(item.content, Line) and item.content is not line]
    return bool(others) and line.size > _LARGEST * max(others)


def _height_of(item: Item) -> float:
    return (item.content.top + item.content.bottom) / 2 if isinstance(item.content, Table) else item.content.y


# --- page numbers ------------------------------------------------------------------------------------------------


def _numbers(found: Sequence[_Candidate], pages: int) -> list[_Candidate]:
    """Those that are page numbers: with dashes or words beside the number, or in step with another page's."""
    values = [(candidate, match) for candidate in found if (match := _PAGE_NUMBER.fullmatch(candidate.line.text))]
    steps = Counter((c.at_top, (chinese_number(match[2]) or 0) - c.page) for c, match in values)
    taken = []
    for candidate, match in values:
        value = chinese_number(match[2]) or 0
        adorned = bool((match["before"] + match["after"]).strip(" \u3000.")) and match[2].isdecimal()
        in_step = steps[candidate.at_top, value - candidate.page] > 1
        alone = pages == 1 and match[2] == "1" and candidate.near > 2
        if adorned or in_step or alone:
            taken.append(candidate)
    return taken


# --- lines that come again ---------------------------------------------------------------------------------------


def _repeated(found: Sequence[_Candidate], pages: int) -> list[tuple[str, list[_Candidate]]]:
    """Lines that stand at the same height on enough pages, with the words to tell of them."""
    alike: dict[tuple[bool, str, int], list[_Candidate]] = defaultdict(list)
    for candidate in found:
        words = _DIGITS.sub("#", candidate.line.text)
        alike[candidate.at_top, words, round(candidate.line.size)].append(candidate)
    enough = max(_SHARE * pages, _MIN_PAGES if pages > 3 else 2)
    groups = []
    for candidates in alike.values():
        for group in _at_one_height(candidates):
            if len(group) >= enough and _is_running(group):
                groups.append((group[0].line.text[:_MAX_QUOTED_CHARS], group))
    return groups


def _at_one_height(candidates: list[_Candidate]) -> list[list[_Candidate]]:
    groups: list[list[_Candidate]] = []
    for candidate in sorted(candidates, key=lambda candidate: candidate.place):
        if groups and candidate.place - groups[-1][0].place <= _HEIGHT:
            groups[-1].append(candidate)
        else:
            groups.append([candidate])
    return groups


def _is_running(group: Sequence[_Candidate]) -> bool:
    """Whether the lines are the same, or differ in nothing but the numbers of their pages."""
    texts = [found.line.text for found in group]
    if any(_HEADING.match(text) or parse_mark(text) for text in texts):
        return False
    if len(set(texts)) == 1:
        return True
    numbers = [[int(number) for number in _DIGITS.findall(text)] for text in texts]
    for column in zip(*numbers, strict=True):
        steps = {value - found.page for value, found in zip(column, group, strict=True)}
        if len(set(column)) > 1 and len(steps) > 1:
            return False
    return all(_NUMBERED.search(text) for text in texts)
