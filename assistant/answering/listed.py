"""Lists that run over several clauses: “符合下列条件之一的，可以申请：” is nothing without the items under it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from assistant.answering.evidence import Evidence
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.records import Clause, Notice

_ANNOUNCES = re.compile(r"(?:(?:下列|以下|如下|之一)[^：:。；]*|提交|提供|携带|出示|包括)[：:]\s*$")
# Conditions that must all be met: one of them alone misleads.
_ALL_OF = re.compile(r"同时|均|全部|[下列以如]{2}条件(?!之一)[^：:。；]{0,24}[：:]\s*$")
# What is longer, or has more items, is a chapter and not a list of cases.
_MAX_ITEM_CHARS = 160
_MAX_ITEMS = 20


def with_items(found: Iterable[Evidence], notice: Notice) -> list[Evidence]:
    """``found``, each run that announces a list followed by the items of the list, in the order of the text."""
    whole: list[Evidence] = []
    known: set[str] = set()
    for item in found:
        added = [item, *(as_evidence(clause, notice) for clause in _items(item, notice))]
        whole.extend(one for one in added if one is item or one.clause.id not in known)
        known.update(one.clause.id for one in added)
    return whole


def _items(item: Evidence, notice: Notice) -> list[Clause]:
    """The clauses one mark below that of ``item`` which follow it directly; none where its run announces no list."""
    clause = item.clause
    if (
        not clause.path
        or not _ANNOUNCES.search(clause.text)
        or not clause.text.rstrip("：: ").endswith(item.quote[-4:].rstrip("：: "))
    ):
        return []
    items: list[Clause] = []
    after = bisect_right(notice.clauses, clause.start, key=lambda other: other.start)
    for following in notice.clauses[after:]:
        if following.path[: len(clause.path)] != clause.path or len(following.path) == len(clause.path):
            break
        if len(following.text) > _MAX_ITEM_CHARS or len(items) == _MAX_ITEMS:
            return []
        items.append(following)
    return items


def as_evidence(clause: Clause, notice: Notice) -> Evidence:
    """A paragraph as a run to be quoted."""
    passage = Passage.cut(notice.source, clause.start, clause.end)
    text = passage.text.strip()
    begin = passage.text.find(text)
    return Evidence(clause, text, *passage.span(begin, begin + len(text)))


def with_heads(found: Iterable[Evidence], notice: Notice) -> list[Evidence]:
    """``found``, each item of a list behind the words that announce the list: “因斗殴致伤的” alone does not say whether
    that is paid or not. Of conditions that must all be met, every one is told."""
    whole: list[Evidence] = []
    for item in found:
        head = head_of(item.clause, notice)
        before = [] if head is None else with_items([head], notice) if _ALL_OF.search(head.quote) else [head]
        whole.extend(one for one in before if not _is_held(one, whole))
        if item not in whole and not (before and _is_held(item, whole)):
            whole.append(item)
    return whole


def _is_held(item: Evidence, whole: Iterable[Evidence]) -> bool:
    """Whether a run of ``whole`` holds that of ``item``."""
    return any(
        other.clause.id == item.clause.id and other.start <= item.start and item.end <= other.end for other in whole
    )


def head_of(item: Clause, notice: Notice) -> Evidence | None:
    """The last sentence of the paragraph above ``item``, where it announces a list."""
    if len(item.path) < 2:
        return None
    above = [c for c in notice.clauses if c.path == item.path[:-1] and c.start < item.start]
    if not above or not _ANNOUNCES.search(above[-1].text):
        return None
    passage = Passage.cut(notice.source, above[-1].start, above[-1].end)
    begin, end = split_sentences(passage.text)[-1]
    words = passage.text[begin:end].strip()
    begin = passage.text.find(words, begin)
    return Evidence(above[-1], words, *passage.span(begin, begin + len(words)))
