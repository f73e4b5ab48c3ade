"""Texts that lost every line break, and got no space in its place: where their paragraphs began.

Nothing but the numbering itself tells: a mark counts where it is the next of its kind and stands behind the end of a
sentence, or behind a heading. Before the body, title, number, addressee, signature and date are told by their shape.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.reading.marks import Mark, parse_mark

_CANDIDATE = re.compile(
    r"第[一二三四五六七八九十百零〇两\d]{1,5}[章条](?!规定|所|款|[的和与及至或、])|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十]{1,3}[）)]|[（(]\d{1,2}[）)]|(?<!\d)\d{1,2}[.．、](?!\d)"
)
_MAX_MARK_CHARS = 12
_SENTENCE_ENDS = tuple("。！？；）)")
_SENTENCE = re.compile(r"[。！？；：]")
# “采取以下办法：1.…”: the items are paragraphs; others behind a colon go on with their sentence.
_ANNOUNCED = re.compile(r"(?:以下|下列|如下)[^。；：]{0,20}：$")
# A heading between two marks is no longer than this.
_MAX_HEADING_CHARS = 40
_MIN_MARKS = 4

_UNIT = r"[\u4e00-\u9fff、]{3,40}?(?:委员会|办公室|办公厅|领导小组|政府|委|厅|局|部|院|会|中心)"
_CN_DAY = r"[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
_DATE = rf"(?:\d{{4}}年\d{{1,2}}月\d{{1,2}}日|{_CN_DAY})"
_SIGNED = re.compile(rf"(?<=[。：])(?P<unit>{_UNIT})(?P<date>{_DATE})(?=[\u4e00-\u9fff附]|$)(?![，。、前后起止至以])")
_NUMBER = re.compile(
    r"(?<=[\u4e00-\u9fff）])(?P<number>(?<=通知|意见|方案|办法|规定|决定|公告|措施|细则|要点)[\u4e00-\u9fff]{2,12}[〔\[（]\d{4}[〕\]）]\d{1,5}号)"
)
_ADDRESSEE = re.compile(r"[\u4e00-\u9fff（）()、，]{4,80}：")
_TITLE = re.compile(
    r"[^。；]{4,80}?(?:通知|意见|方案|办法|规定|细则|决定|要点|规划|计划|措施|条例|标准)"
    r"(?=为(?!主)|根据|按照|依据|经|第一[章条]|一、)"
)


def lost_breaks(line: str) -> list[int]:
    """Positions in ``line`` at which paragraphs begin; empty where its marks do not make a numbering."""
    marks = list(_marks(line))
    if len(marks) < _MIN_MARKS:
        return []
    breaks = set(marks)
    for signed in _SIGNED.finditer(line):
        breaks.update((signed.start("unit"), signed.start("date"), signed.end()))
    breaks.update(_front(line, min(marks), breaks))
    return sorted(position for position in breaks if 0 < position < len(line))


def _marks(line: str) -> Iterator[int]:
    """Where the marks stand that make up the numbering of ``line``."""
    found = [(match.start(), mark) for match in _CANDIDATE.finditer(line) if (mark := _mark_at(line, match.start()))]
    coming = _followed(found)
    last: dict[str, int] = {}
    before: tuple[int, Mark] | None = None
    for index, (start, mark) in enumerate(found):
        in_order = mark.number == last.get(mark.kind, 0) + 1 or (mark.number == 1 and coming[index])
        if not in_order or not _may_begin(line, start, mark, before):
            continue
        last[mark.kind] = mark.number
        for kind in [
            kind for kind in last if _rank(kind) > mark.rank and kind not in ("article", "cn_paren", "number")
        ]:
            del last[kind]
        before = (start, mark)
        yield start


def _mark_at(line: str, start: int) -> Mark | None:
    words = line[start : start + _MAX_MARK_CHARS]
    article = re.match(r"第[^条章]{1,5}[章条]", words)
    return parse_mark(article[0]) if article else parse_mark(words)


def _followed(found: list[tuple[int, Mark]]) -> list[bool]:
    """For each mark whether the next number of its kind comes behind it, before its own comes again."""
    following: dict[str, int] = {}
    answers: list[bool] = []
    for _, mark in reversed(found):
        answers.append(following.get(mark.kind) == mark.number + 1)
        following[mark.kind] = mark.number
    return answers[::-1]


def _may_begin(line: str, start: int, mark: Mark, before: tuple[int, Mark] | None) -> bool:
    previous = line[start - 1 : start]
    if previous in _SENTENCE_ENDS and not (
        previous in "；" and mark.kind not in ("cn_paren", "number", "number_paren")
    ):
        return True
    if previous == "：":
        in_article = mark.kind == "cn_paren" and before is not None and before[1].kind == "article"
        return in_article or bool(_ANNOUNCED.search(line, max(0, start - _MAX_HEADING_CHARS), start))
    if before is None:
        return mark.number == 1 and mark.kind in ("cn", "chapter", "article")
    heading = line[before[0] + before[1].length : start]
    return mark.rank > before[1].rank and len(heading) <= _MAX_HEADING_CHARS and not _SENTENCE.search(heading)


def _rank(kind: str) -> int:
    return Mark(kind, 1, "", 0).rank


def _front(line: str, body: int, breaks: set[int]) -> Iterator[int]:
    """Where title, number, addressee and the text itself begin before the first mark of the body."""
    for number in _NUMBER.finditer(line, 0, body):
        yield from (number.start("number"), number.end())
        addressee = _ADDRESSEE.match(line, number.end(), body)
        if addressee:
            yield addressee.end()
    edges = sorted({0, body, *(position for position in breaks if position < body)})
    for start, end in pairwise(edges):
        title = _TITLE.match(line, start, end)
        if title:
            yield title.end()
