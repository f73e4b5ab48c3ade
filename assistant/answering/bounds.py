"""What bounds an entitlement: the sentences beside it that shut someone out, make an exception or cap what is given.

Asked whether someone may have something, the rule alone misleads where the next sentence takes it back: “…免交押金。
因打架斗殴所致伤病的，不适用。” These stand in the same paragraph, or in the one beside it that is headed so (不予纳入).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.listed import as_evidence, head_of, with_heads
from assistant.answering.matching import fold, strength
from assistant.answering.polarity import denies, grants
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.records import Clause, Duty, Notice, Query

# So many characters of bounds are told beside a rule; those that say more of the question come first.
_MOST_CHARS = 180
_BOUNDS = re.compile(
    r"不(?:享受|适用|执行|予(?!以?明确)|纳入|列(?:入|为)|安排|参加|重复|可兼得|再享受|得(?!低于|少于|超过|高于|大于|小于|晚于|迟于))"
    r"|除外|例外|(?:可以?|能)(?:申请|放宽)|不受[^，。；]{1,12}限制|就高不就低|就高|暂停|取消|等同|减半|自行确定|照常|以[^，。；]{1,8}为由"
)
# The number of a list's first item, which reads as a sentence of its own.
_FIRST_NUMBER = re.compile(r"(?<![\d.])1[.．]\s?$")
# What shuts out stands right behind what it takes from.
_NEAR = 2
# What so few clauses say tells the items of a list apart.
_FEW = 3
# Headings of clauses that say who or what is shut out.
_SHUT_OUT = re.compile(r"不(?:予|享受|适用|纳入|安排|列|执行|得|符合)|暂不|除外|例外|排除|限制|禁止")


def bounds_of(found: Sequence[Evidence], query: Query, notice: Notice, knowledge: Knowledge) -> list[Evidence]:
    """What bounds the rules ``found``, none of it told by them; empty where they are no rule for people, or shut out
    themselves."""
    rules = [item for item in found if not isinstance(item.fact, Duty) and not item.excludes]
    if not rules or (denies(rules[0].quote) and not grants(rules[0].quote)):
        return []
    clauses = [*dict.fromkeys(item.clause for item in rules[:1]), *_shutting_out(rules[0].clause, notice)]
    told = [
        item
        for clause in clauses
        for item in _bounding(clause, notice, whole=clause is not rules[0].clause)
        if not any(rule.clause.id == clause.id and item.start < rule.end and rule.start < item.end for rule in found)
    ]
    told = [item for item in told if not item.quote.endswith(("：", ":"))]  # no head without its items
    named = with_heads(_items_naming(found, query, notice, knowledge), notice)
    if named:
        return named
    return _within(sorted(told, key=lambda item: -_shared(item.quote, query.question)))


def _shutting_out(clause: Clause, notice: Notice) -> list[Clause]:
    """The clauses beside ``clause`` whose heading says that they shut out."""
    if not clause.path or _SHUT_OUT.search(clause.heading or ""):
        return []
    beside = [other for other in notice.clauses if other.path[:-1] == clause.path[:-1] and other.heading]
    at = next((number for number, other in enumerate(beside) if other.path == clause.path), None)
    if at is None:
        return []
    near = beside[at + 1 : at + 1 + _NEAR]
    return [other for other in near if _SHUT_OUT.search(other.heading or "") and not other.omitted]


def _items_naming(found: Sequence[Evidence], query: Query, notice: Notice, knowledge: Knowledge) -> Iterator[Evidence]:
    """The items of lists in the same chapter that shut out something which the question names and the rules ``found``
    do not (“下列情形不适用：1.在民营医院住院的；”)."""
    told = fold("".join(item.quote for item in found))
    left = [c for c in query.concepts if c.kind != "number" and not strength(c, told)]
    left = [c for c in left if 0 < knowledge.lexicon.count(c) <= _FEW]
    above = found[0].clause.path[:-1]
    for clause in notice.clauses if left and above else ():
        if clause.path[: len(above)] == above and any(strength(c, fold(clause.text)) == 1.0 for c in left):
            head = head_of(clause, notice)
            if head and _SHUT_OUT.search(head.quote):
                yield as_evidence(clause, notice)


def _bounding(clause: Clause, notice: Notice, *, whole: bool) -> Iterator[Evidence]:
    """The sentences of ``clause`` that bound; all, where the ``whole`` clause does."""
    passage = Passage.cut(notice.source, clause.start, clause.end)
    for begin, end in split_sentences(passage.text):
        words = passage.text[begin:end].strip()
        if clause.heading and words.rstrip("。：: ").endswith(clause.heading):
            continue
        if _BOUNDS.search(words) or whole:
            begin += len(passage.text[begin:end]) - len(passage.text[begin:end].lstrip())
            number = _FIRST_NUMBER.search(passage.text[:begin])
            begin = number.start() if number else begin
            words = passage.text[begin:end].rstrip()
            yield Evidence(clause, words, *passage.span(begin, begin + len(words)))


def _shared(words: str, question: str) -> int:
    """How many pairs of neighbouring characters both say."""
    asked = fold(question)
    return sum(pair in fold(words) for pair in {asked[i : i + 2] for i in range(len(asked) - 1)})


def _within(told: Sequence[Evidence]) -> list[Evidence]:
    kept: list[Evidence] = []
    for item in told:
        if sum(len(other.quote) for other in kept) + len(item.quote) <= _MOST_CHARS:
            kept.append(item)
    return sorted(kept, key=lambda item: item.start)
