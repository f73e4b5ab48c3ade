"""How a stem names a notice, so that exactly one is meant: its place, a short title, and its year, or its number."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.quiz.words import plain
from assistant.records import Notice

# A title that is longer goes by its end, behind the document that it is about.
_LONGEST_TITLE, _SHORTEST_END = 30, 6
_SENDS_OUT = re.compile(r"^.*?关于(?:印发|公布|发布|转发)[《〈“]?(.+?)[》〉”]?的?通知$")
_KIND = "通知|方案|意见|办法|规定|要点|规划|条例|细则|措施|决定|通告|公告|计划|批复|报告"
_END = re.compile(rf"(?:{_KIND})[〉》”]?(?!.*(?:{_KIND}).*(?:{_KIND}))(?P<end>.+(?:{_KIND}))$")
_REMARK_INSIDE = re.compile(r"[（(](?:转载|节选|摘录|试行稿)[^（）()]*[）)](?=》)")
_COPY_REMARK = re.compile(r"[（(](?:转载|节选|摘录|试行稿)[^（）()]*[）)]$")


class Names:
    """What the notices are called. Two that would be called the same, or one without title and number, are not named,
    and so not asked about."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        by_year = {notice.id: _name(notice, f"{notice.year}年" if notice.year else "") for notice in notices}
        by_number = {notice.id: _name(notice, notice.number or "") for notice in notices}
        counts = Counter((*by_year.values(), *by_number.values()))
        self._called: dict[str, str] = {}
        for notice in notices:
            year, number = by_year[notice.id], by_number[notice.id]
            if year and (notice.year or not notice.number) and counts[year] == 1 + (year == number):
                self._called[notice.id] = year
            elif number and counts[number] == 1 + (year == number):
                self._called[notice.id] = number

    def of(self, notice: Notice) -> str | None:
        """“陕西省《重点任务分工的通知》（2021年）”; None where no name tells which one is meant."""
        return self._called.get(notice.id)


def short_title(notice: Notice) -> str:
    """The title without “关于印发……的通知” around it and without a remark on the copy; of a long one its end."""
    title = _bare(notice).replace("《", "〈").replace("》", "〉")
    end = _END.search(title) if len(title) > _LONGEST_TITLE else None
    return end["end"] if end and len(end["end"]) >= _SHORTEST_END else title


def abbreviation(notice: Notice) -> str:
    """The title that stems use, where the head of a paper must say that it is short for another; else ""."""
    short = short_title(notice)
    return short if short and plain(short) not in (plain(printed_title(notice) or ""), plain(_bare(notice))) else ""


def printed_title(notice: Notice) -> str | None:
    """The title without a remark on the copy (转载节选), which is no part of it; None where there is none."""
    return _COPY_REMARK.sub("", notice.title) if notice.title else None


def without_remarks(text: str) -> str:
    """``text`` with the titles in it as :func:`printed_title` gives them."""
    return _REMARK_INSIDE.sub("", text)


def _bare(notice: Notice) -> str:
    """The title without what sends it out and without a remark on the copy: everybody knows it again."""
    title = printed_title(notice) or ""
    sent = _SENDS_OUT.match(title)
    return sent[1] if sent else title


def _name(notice: Notice, mark: str) -> str:
    """Place, title and mark; "" where there is no title to call it by."""
    title = short_title(notice)
    if not title:
        return f"{notice.place}文件（{mark}）" if notice.place and mark == notice.number else ""
    place = notice.place or ""
    if title.startswith(place) or place == "全国":
        place = "国家" if place == "全国" and not title.startswith(("国务院", "国家", "中华", "中共")) else ""
    year_said = mark and mark in title
    return f"{place}《{title}》" + (f"（{mark}）" if mark and not year_said else "")
