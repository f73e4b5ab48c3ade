"""Texts that lost every line break, and got no space in its place: where their paragraphs began.

Nothing but the numbering itself tells: a mark counts where it goes on with its numbering and stands behind the end of a
sentence or behind a heading. A mark that fits nowhere is left in the paragraph around it, for a wrong address is worse
than a long paragraph. In front of a numbering, title, number, addressee, signature and date are told by their shape.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from assistant.reading.passage import SPACE
from assistant.reading.structure.marks import Mark, parse_mark

_CANDIDATE = re.compile(
    r"第[一二三四五六七八九十百零〇两\d]{1,5}[章条](?!规定|所|款|项|第[一二三四五六七八九十\d]{1,3}[款项目条]|[的和与及至或中、，])"
    r"|[一二三四五六七八九十]{1,3}[、.．]"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|[（(]\d{1,2}[）)]|(?<!\d)\d{1,2}[.．、](?!\d)"
)
_MAX_MARK_CHARS = 12
_MARGIN = SPACE + "#"
_NUMERALS = frozenset("一二三四五六七八九十、第")
_SENTENCE = re.compile(r"[。！？；：]")
# “采取以下办法：1.…”: the items are paragraphs; others behind a colon go on with their sentence.
_ANNOUNCED = re.compile(r"(?:以下|下列|如下)[^。；：]{0,20}：$")
# A heading between two marks is no longer than this, nor what stands above a later document's first mark than that.
_MAX_HEADING_CHARS = 40
_MAX_PREAMBLE_CHARS = 500
_MIN_MARKS = 4
# So many numbers in a row may be missing from a numbering that goes on behind the end of a sentence.
_MAX_MISSING = 2
# Kinds that a document's numbering begins with, and those that run on through the chapters above them.
_TOP = ("cn", "chapter", "article")
_RUN_ON = ("article", "cn_paren", "number")
_ITEMS = ("cn_paren", "number", "number_paren")

_NOUN = r"(?:通知|意见|方案|办法|规定|细则|决定|要点|规划|计划|措施|条例|标准|流程|清单|预案)"
_UNIT = r"[\u4e00-\u9fff、]{3,40}?(?:委员会|办公室|办公厅|领导小组|政府|委|厅|局|部|院|会|中心)"
_CN_DAY = r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_DATE = rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|{_CN_DAY})"
_SIGNED = re.compile(rf"(?<=[。：])(?P<unit>{_UNIT})(?P<date>{_DATE})(?=[\u4e00-\u9fff附]|$)(?![，。、前后起止至以])")
_NUMBER = re.compile(rf"(?P<title>{_NOUN})(?P<number>[\u4e00-\u9fff]{{2,12}}[〔\[（]\d{{4}}[〕\]）]\d{{1,5}}号)")
_ADDRESSEE = re.compile(r"[\u4e00-\u9fff（）()、，]{4,80}：")
_TITLE = re.compile(rf"[^。；]{{4,80}}?{_NOUN}(?=为(?!主)|根据|按照|依据|经|第一[章条]|一、)")
# The title of a later document; an annex's begins with its number.
_LATER_TITLE = re.compile(
    rf"(?:附件\d{{0,2}})?[^。；，：]{{4,60}}?{_NOUN}(?:（[^（）]{{1,12}}）)?(?=为(?!主)|根据|按照|依据|经|第一[章条]|一、)"
)
_TITLE_START = re.compile(r"(?<=。)|附件\d{0,2}(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class _Found:
    """A mark in the line and where it begins."""

    start: int
    mark: Mark


def lost_breaks(line: str) -> list[int]:
    """Positions in ``line`` at which paragraphs begin; empty where its marks do not make a numbering."""
    signed = list(_SIGNED.finditer(line))
    walk = _Walk(line, [match.end() for match in signed])
    if len(walk.taken) < _MIN_MARKS:
        return []
    breaks = {_head(line, position) for position in {item.start for item in walk.taken} | walk.titles}
    for match in signed:
        breaks.update((match.start("unit"), match.start("date"), match.end()))
    breaks.update(_front(line, walk.taken[0].start, breaks))
    return sorted(position for position in breaks if 0 < position < len(line))


def _head(line: str, position: int) -> int:
    """Where the paragraph at ``position`` begins: before Markdown's hashes and the spaces around them."""
    return len(line[max(0, position - _MAX_MARK_CHARS) : position].rstrip(_MARGIN)) + max(0, position - _MAX_MARK_CHARS)


@dataclass(slots=True)
class _Walk:
    """One walk through the marks of ``line``. ``edges``: where signatures end; ``titles``: where later documents begin
    and their titles end."""

    line: str
    edges: Sequence[int]
    taken: list[_Found] = field(default_factory=list)
    titles: set[int] = field(default_factory=set)
    _open: list[_Found] = field(default_factory=list)
    _astray: bool = False  # another numbering has begun that fits nowhere: only the next chapter leads back
    _last: dict[str, int] = field(default_factory=dict)  # the last number of each kind that runs on

    def __post_init__(self) -> None:
        found = list(_candidates(self.line))
        places: dict[tuple[str, int], list[int]] = {}
        for item in found:
            places.setdefault((item.mark.kind, item.mark.number), []).append(item.start)
        for item in found:
            begins = item.mark.kind in _TOP and item.mark.number == 1 and _next(places, item.mark.kind, 2, item.start)
            if begins and self._open:
                self._begin_document(item)
            if self._fits(item, places) and not (self._astray and item.mark.kind != self._open[0].mark.kind):
                self._take(item)
            elif begins:
                self._astray = True

    def _take(self, item: _Found) -> None:
        while self._open and self._open[-1].mark.rank >= item.mark.rank:
            self._open.pop()
        self._open.append(item)
        self._astray = False
        self._last[item.mark.kind] = item.mark.number
        self.taken.append(item)

    def _begin_document(self, item: _Found) -> None:
        """Close everything where a title stands a little above the mark ``item``, behind a sentence or signature."""
        above = max(self.taken[-1].start, item.start - _MAX_PREAMBLE_CHARS)
        starts = {match.start() for match in _TITLE_START.finditer(self.line, above, item.start)}
        starts.update(edge for edge in self.edges if above < edge < item.start)
        for start in sorted(starts, reverse=True):
            title = _LATER_TITLE.match(self.line, start)
            if title and title.end() <= item.start:
                self.titles |= {start, title.end()}
                self._open.clear()
                self._last.clear()
                return

    def _fits(self, item: _Found, places: dict[tuple[str, int], list[int]]) -> bool:
        mark = item.mark
        if not self._open:
            coming = _next(places, mark.kind, 2, item.start) is not None
            return mark.number == 1 and mark.kind in _TOP and coming
        same = next((other for other in self._open if other.mark.kind == mark.kind), None)
        sure = self._is_behind_end(item)
        if same is None and mark.number == 1:
            deeper = mark.rank > self._open[-1].mark.rank
            coming = _next(places, mark.kind, 2, item.start) is not None
            return deeper and coming and (sure or self._is_behind_heading(item))
        if same is None and (mark.kind not in _RUN_ON or mark.rank <= self._open[-1].mark.rank):
            return False
        step = mark.number - (same.mark.number if same else self._last.get(mark.kind, 0))
        if step == 1:
            return sure or self._is_behind_heading(item) or self._is_next_chapter(item, places)
        expected = _next(places, mark.kind, mark.number - step + 1, item.start)
        return 1 < step <= _MAX_MISSING + 1 and sure and same is not None and expected is None

    def _is_behind_end(self, item: _Found) -> bool:
        """Whether a sentence ends before the mark, or the words that announce its list."""
        before = self.line[max(0, item.start - _MAX_HEADING_CHARS) : item.start].rstrip(_MARGIN)
        if before.endswith("："):
            in_article = item.mark.kind == "cn_paren" and self._open[-1].mark.kind == "article"
            return in_article or bool(_ANNOUNCED.search(before))
        return before.endswith(("。", "！", "？", "）", ")")) or (before.endswith("；") and item.mark.kind in _ITEMS)

    def _is_behind_heading(self, item: _Found) -> bool:
        """Whether only a heading stands between the mark above and this one."""
        above = self._open[-1]
        words = self.line[above.start + above.mark.length : item.start]
        return item.mark.rank > above.mark.rank and len(words) <= _MAX_HEADING_CHARS and not _SENTENCE.search(words)

    def _is_next_chapter(self, item: _Found, places: dict[tuple[str, int], list[int]]) -> bool:
        """Whether “二、” goes on with the top of the numbering behind words without an end, as a table's are."""
        mark, (top, *_) = item.mark, self._open
        around = self.line[item.start - 1], self.line[item.start + mark.length : item.start + mark.length + 1]
        if mark.kind != "cn" or top.mark.kind != "cn" or any(char in _NUMERALS for char in around):
            return False
        again, after = (_next(places, "cn", number, item.start) for number in (mark.number, mark.number + 1))
        return again is None or (after is not None and after < again)


def _candidates(line: str) -> Iterator[_Found]:
    for match in _CANDIDATE.finditer(line):
        words = line[match.start() : match.start() + _MAX_MARK_CHARS]
        mark = parse_mark(match[0] if words.startswith("第") else words)
        if mark:
            yield _Found(match.start(), mark)


def _next(places: dict[tuple[str, int], list[int]], kind: str, number: int, start: int) -> int | None:
    """Where the mark stands next behind ``start``."""
    found = places.get((kind, number), [])
    index = bisect_right(found, start)
    return found[index] if index < len(found) else None


def _front(line: str, body: int, breaks: set[int]) -> Iterator[int]:
    """Where title, number, addressee and the text itself begin before the first mark of the body."""
    edges = {0, body, *(position for position in breaks if position < body)}
    for number in _NUMBER.finditer(line, 0, body):
        edges |= {number.start("number"), number.end()}
        yield from (number.start("number"), number.end())
        addressee = _ADDRESSEE.match(line, number.end(), body)
        if addressee:
            yield addressee.end()
    for start, end in pairwise(sorted(edges)):
        title = _TITLE.match(line, start, end)
        if title:
            yield title.end()
