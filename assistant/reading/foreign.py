"""What does not belong to a notice: advertisements and navigation that a web page put around it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.layout import DATE_LINE, TITLE_END
from assistant.records import Clause

_NAVIGATION = re.compile(
    r"首页|当前位置|您(?:的|所在)|[>＞»]\s*\S+\s*[>＞»]|分享到|上一篇|下一篇|责任编辑|来源：|打印本页|关闭窗口|扫一扫"
)
_OFFICIAL = re.compile(r"文件$|[〔\[（(]\d{4}[〕\])）]\s?\d+\s?号|^第\d+号$|[：:]$|^[（(]\d{4}年")
# Share of a line's character pairs that the numbered text must also hold. Lines that belong to a notice (titles,
# preambles) share more than half of them with it in the texts tried, advertisements under a fifth.
_MIN_SHARED = 0.34
# A numbered text with fewer pairs than this (about a page) is too short to compare with.
_MIN_BODY_PAIRS = 300
# What a web page puts under a notice.
_AFTER = re.compile(
    r"(?:分享到|上一篇|下一篇|责任编辑|打印本页|关闭窗口|扫一扫|相关解读|相关链接|相关阅读|来源：|【?打印】?|【?关闭)"
)


def _pairs(text: str) -> set[str]:
    letters = re.sub(r"[\W\d_]+", "", text)
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


def mark_foreign(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """``clauses`` with part ``foreign`` for what stands in front of the notice and shares no words with it, and for
    what a web page put under it."""
    body = set().union(*(_pairs(clause.text) for clause in clauses if clause.path)) if clauses else set()
    marked: list[Clause] = []
    in_front = True
    for clause in clauses:
        in_front = in_front and not clause.path and not _is_official(clause)
        foreign = clause.part == "front" and bool(_NAVIGATION.search(clause.text))
        if in_front and clause.part == "front" and not foreign and len(body) >= _MIN_BODY_PAIRS:
            pairs = _pairs(clause.text)
            foreign = len(pairs & body) < _MIN_SHARED * len(pairs) if pairs else True
            in_front = foreign  # the first line of the notice's own ends what was put in front of it
        marked.append(replace(clause, part="foreign") if foreign else clause)
    for index in range(len(marked) - 1, 0, -1):
        if not _AFTER.match(marked[index].text):
            break
        marked[index] = replace(marked[index], part="foreign")
    return tuple(marked)


def _is_official(clause: Clause) -> bool:
    """Letterhead, number, title, addressee or date: from here on the notice has begun."""
    text = clause.text.strip()
    return bool(_OFFICIAL.search(text) or TITLE_END.search(text) or DATE_LINE.match(text))
