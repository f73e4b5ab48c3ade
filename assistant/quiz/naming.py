"""How a stem names a notice, so that exactly one is meant: its place, a short title, and its number or year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.records import Notice

# A title that is longer is cut to what kind of document it is, where a number tells which one is meant.
_LONGEST_TITLE = 30
_SENDS_OUT = re.compile(r"^.*?关于(?:印发|公布|发布)[《〈“]?(.+?)[》〉”]?的?通知$")
_KIND = re.compile(r"(?:通知|方案|意见|办法|规定|要点|规划|条例|细则|措施|决定|通告|公告|计划|函|批复|报告)$")
_COPY_REMARK = re.compile(r"[（(](?:转载|节选|摘录|试行稿)[^（）()]*[）)]$")


class Names:
    """What the notices are called. Two that would be called the same, or one without title and number, are not named,
    and so not asked about."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        called = {notice.id: _full_name(notice) for notice in notices}
        counts = Counter(called.values())
        self._called = {key: name for key, name in called.items() if name and counts[name] == 1}
        bare = {notice.id: _name(notice, "") for notice in notices}
        bare_counts = Counter(bare.values())
        self._bare = {key: name for key, name in bare.items() if name and bare_counts[name] == 1}

    def of(self, notice: Notice) -> str | None:
        """“陕西省《通知》（陕卫促进发〔2021〕55号）”; None where no name tells which one is meant."""
        return self._called.get(notice.id)

    def without_number(self, notice: Notice) -> str | None:
        """The whole title with the place, for asking about the number and the date; None where that is not enough."""
        return self._bare.get(notice.id)


def short_title(notice: Notice) -> str:
    """The title without “关于印发……的通知” around it and without a remark on the copy."""
    title = _COPY_REMARK.sub("", notice.title or "")
    sent = _SENDS_OUT.match(title)
    return (sent[1] if sent else title).replace("《", "〈").replace("》", "〉")


def _full_name(notice: Notice) -> str:
    mark = notice.number or (f"{notice.year}年" if notice.year else "")
    return _name(notice, mark, shorten=bool(notice.number))


def _name(notice: Notice, mark: str, *, shorten: bool = False) -> str:
    """Place, title and mark; "" where there is no title to call it by."""
    title = short_title(notice)
    if not title:
        return f"{notice.place}文件（{mark}）" if notice.place and shorten else ""
    kind = _KIND.search(title)
    if shorten and len(title) > _LONGEST_TITLE and kind:
        title = kind[0]
    place = notice.place or ""
    if title.startswith(place) or place == "全国":
        place = "国家" if place == "全国" and not title.startswith(("国务院", "国家", "中华", "中共")) else ""
    year_said = mark and mark in title
    return f"{place}《{title}》" + (f"（{mark}）" if mark and not year_said else "")
