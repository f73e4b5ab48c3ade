"""Lists of cases after the words that announce them: in one paragraph, or each in a paragraph of its own below.

“下列人员可以享受医疗救助：（一）特困人员；（二）低保对象。” names its people in the items. Items that are no names of
people leave the announcing words as they stand: half a list of people is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.facts.groups import read_groups
from assistant.reading.sentences import Span, mask_brackets, trim
from assistant.records import Entitlement

_MAX_LIST_CHARS = 1500
_MAX_ITEMS = 40
_MAX_CASE_CHARS = 80
# “下列人员”, “具有本县户籍的下列人员”: a name that stands for the items below.
_STANDS_FOR_ITEMS = re.compile(
    r"(?P<own>[^、，]{2,30}的)?(?:下列|以下|如下|下述)(?:各类|几类|[一二三四五六七八九十]类)?(?!条件|情形)[\u4e00-\u9fff]{1,8}"
)
_ANNOUNCES = re.compile(r"(?:下列|以下|如下|下述|之一)[^：:。；]*[：:]?\s*$")
_ITEM_MARK = r"(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[①-⑳]|(?<!\d)\d{1,2}[.．、](?!\d)|[一二三四五六七八九十]是)"
_FIRST_MARK = re.compile(r"[：:]\s*(?=(?:[（(][一1][）)]|①|1[.．、](?!\d)|一是))")
_MARKS = re.compile(rf"(?<=[；;。，,：:])\s*{_ITEM_MARK}")
# An item that describes people without a noun: “家庭成员因病支出超过家庭年收入50%的”.
_DESCRIBES = re.compile(r"[^。；;：:]+[的者]")


def find_list(text: str, start: int) -> tuple[Span, tuple[str, ...]] | None:
    """The list that begins with the first colon after ``start``: its stretch, and its items without their marks.

    The list ends with its sentence; items are told by their marks (（一）, 1., ①, 一是).
    """
    end = text.find("。", start, start + _MAX_LIST_CHARS)
    end = end if end >= 0 else min(len(text), start + _MAX_LIST_CHARS)
    opening = _FIRST_MARK.search(text, start, end)
    if not opening:
        return None
    marks = list(_MARKS.finditer(text, opening.start(), end))
    if not 1 <= len(marks) <= _MAX_ITEMS:
        return None
    ends = [mark.start() for mark in marks[1:]] + [end]
    items = tuple(text[mark.end() : stop].strip("；;，, \u3000") for mark, stop in zip(marks, ends, strict=True))
    return Span(opening.end(), end), items


def people_of(items: Sequence[str]) -> tuple[str, ...] | None:
    """The groups that ``items`` name, as printed, in order; None where one of them names no people."""
    names: list[str] = []
    for item in items:
        groups = _groups(item)
        if groups is None:
            return None
        names.extend(groups)
    return tuple(dict.fromkeys(names)) or None


def _groups(item: str) -> list[str] | None:
    span = trim(item, Span(0, len(item)))
    first = re.split(r"[。；;：:]", item[span.start : span.end], maxsplit=1)[0].strip()
    masked = mask_brackets(first)
    groups = read_groups(masked, 0, len(first))
    if groups and groups[1] == len(first):
        return [first[group.start : group.end] for group in groups[0]]
    return [first] if len(first) <= _MAX_CASE_CHARS and _DESCRIBES.fullmatch(masked) else None


def stands_for_items(names: Sequence[str]) -> bool:
    """Whether ``names`` are but the words that announce a list of people: “下列人员”."""
    return bool(names) and all(_STANDS_FOR_ITEMS.fullmatch(name) for name in names)


def with_listed_cases(
    entitlements: Sequence[Entitlement], lead_text: str, item_texts: Sequence[str]
) -> tuple[Entitlement, ...]:
    """``entitlements`` of a paragraph whose list is printed in paragraphs of its own, with the people whom it lists.

    :param lead_text: the paragraph, which ends with the words that announce the list.
    :param item_texts: the paragraphs one mark below it, each an item, with or without its mark.
    """
    if not item_texts or not _ANNOUNCES.search(lead_text):
        return tuple(entitlements)
    people = people_of(item_texts)
    if not people:
        return tuple(entitlements)
    return tuple(
        for_items(entitlement, people) if stands_for_items(entitlement.who) else entitlement
        for entitlement in entitlements
    )


def for_items(entitlement: Entitlement, people: tuple[str, ...]) -> Entitlement:
    """``entitlement`` of “下列人员” for the ``people`` listed; what is said of all of them becomes the condition."""
    of_all = _STANDS_FOR_ITEMS.fullmatch(entitlement.who[0])
    own = of_all["own"].removesuffix("的") if of_all and of_all["own"] else None
    return replace(entitlement, who=people, condition=entitlement.condition or own)
