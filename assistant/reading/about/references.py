"""Documents that a text names: by 《title》, by number, or by both. And what a document's number looks like."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_OPEN, _CLOSE = r"[〔﹝\[（(【［「]", r"[〕﹞\]）)】］」]"
_SERIAL = r"(?:第\s?)?\d{1,5}\s?号"
# 国办发〔2019〕2号; scanned and typed copies have other brackets.
NUMBER = rf"[\u4e00-\u9fff]{{1,14}}\s?{_OPEN}\s?\d{{4}}\s?年?\s?{_CLOSE}\s?{_SERIAL}"
# 第706号, （第三十七号）, 2020年第12号: what follows the name of an order or an announcement.
ORDER_SERIAL = r"(?:\d{4}\s?年\s?)?第\s?[\d〇零一二三四五六七八九十百]{1,6}\s?号"
# 国务院令第706号, 财政部公告2020年第12号
ORDER = rf"[\u4e00-\u9fff]{{1,30}}(?:令|公告|通告)\s?[（(〔]?\s?{ORDER_SERIAL}\s?[）)〕]?"

_TITLE = r"《(?:[^《》]|《[^《》]{1,200}》){2,300}》"
_BRACKETED = rf"\s?[（(]\s?({NUMBER}|{ORDER}|{ORDER_SERIAL})\s?(?:[，,；;、][^（）()]{{0,80}})?[）)]"
_NAMED = re.compile(rf"({_TITLE})(?:{_BRACKETED})?")
_BARE_NUMBER = re.compile(NUMBER)
# 《通知》, 《实施方案》: a document named before, called for short.
_SHORT = re.compile(r"(?:实施|指导)?(?:通知|意见|方案|办法|规定|条例|细则|规划|要点|决定|纲要|公告|计划|措施|规则)")
_ALIAS = re.compile(r"(?:以下|下|统|合)?(?:简|统|并|合)?称(?:为)?[“\"]?$")
# What may stand in front of a number without belonging to it.
_BEFORE_NUMBER = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|落实|贯彻|执行|转发|印发|废止|文件|通知|意见|结合|对照|参照|办公厅|办公室|委员会|政府|原|即|和|与|及|或|的)(?=[\u4e00-\u9fff]{2})"
)


@dataclass(frozen=True, slots=True)
class Named:
    """A document named at ``text[start:end]``; ``title`` without 《》, ``number`` as given by
    :func:`standard_number`."""

    title: str | None
    number: str | None
    start: int
    end: int


def standard_number(words: str) -> str:
    """A number as GB/T 9704 has it: 〔〕 around the year, plain digits, no spaces."""
    bare = re.sub(r"\s", "", words)
    bare = "".join(str(int(char)) if char.isdecimal() else char for char in bare)
    bare = re.sub(rf"{_OPEN}(\d{{4}})年?{_CLOSE}", r"〔\1〕", bare)
    return re.sub(rf"[（(〔]({ORDER_SERIAL})[）)〕]$", r"\1", bare)


def mask_titles(text: str) -> str:
    """``text`` with what stands inside 《》 blanked out, every position kept."""
    return re.sub(_TITLE, lambda match: "《" + "□" * (len(match[0]) - 2) + "》", text)


def find_named(text: str) -> list[Named]:
    """The documents that ``text`` names, in order. What it only calls another for short is none."""
    found = list(_by_title(text))
    taken = [(item.start, item.end) for item in found]
    for match in _BARE_NUMBER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        own = _BEFORE_NUMBER.sub("", match[0])
        if re.match(r"[\u4e00-\u9fff]", own):
            found.append(Named(None, standard_number(own), match.end() - len(own), match.end()))
    return sorted(found, key=lambda item: item.start)


def _by_title(text: str) -> Iterator[Named]:
    for match in _NAMED.finditer(text):
        if _ALIAS.search(text[max(0, match.start() - 6) : match.start()]):
            continue
        title = re.sub(r"\s", "", match[1][1:-1])
        if _SHORT.fullmatch(title) and not match[2]:
            continue
        yield Named(title, standard_number(match[2]) if match[2] else None, match.start(), match.end())
