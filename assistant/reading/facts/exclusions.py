"""Sentences that only shut people or costs out: “下列人员不得享受…”, “有下列情形之一的，不予补助”, “…不适用本办法”.

Such a sentence stands for itself where no entitlement stands right before it. Orders, penalties and steps of a
procedure (不予受理, 不予注册, 责令改正) shut nobody out of a benefit and are none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.reading.facts.drafts import Half
from assistant.reading.facts.groups import ends_with_people
from assistant.reading.sentences import Span, trim

# Longer words before the verb are no name of people or costs.
_MAX_SUBJECT_CHARS = 90
_MAX_WHAT_CHARS = 80

_AID = (
    r"补贴|补助|资助|救助|奖励|奖补|优惠|待遇|减免|优待|保障|低保|供养|贴息|报销|津贴|补偿|政策|付费|结算|服务"
    r"|返还|缓缴|贷款"
)
_NOT_HAD = re.compile(
    r"(?:一律|均|也|都|暂|同时|将|原则上)*(?:"
    rf"不(?:得|能|可|可以|再)?(?:重复|再次|再)?(?:享受|申请|申领|申报|领取)(?P<had>[^，,。；;：:]{{2,40}})"
    rf"|不(?:予|再给予|再)(?:享受|给予|发放)?(?P<given>(?:[^，,。；;：:支]{{0,12}}?(?:{_AID})))(?=[，,。；;：:]|$)"
    r"|不(?:予)?(?P<into>纳入[^，,。；;：:]{0,30}?(?:支付|保障|救助|补贴|资助|报销|补助|享受|服务对象|优惠)[^，,。；;：:]{0,6}?范围)"
    r"|(?P<lost>取消(?:其)?(?P<title>[^，,。；;：:]{0,20}?(?:资格|待遇)))"
    r"|不适用(?:于)?(?P<rule>本(?:办法|细则|规定|条例|意见|方案|政策|通知|措施))"
    r")"
)
_NOT_PAID = re.compile(r"(?:一律|均)?不予(?:支付|报销|结算|补偿|补助|救助)(?=[：:。；;，,]|$)|不予支付(?:下列|以下)")
_HAS_AID = re.compile(_AID)
_COSTS = re.compile(r"(?:费用|费|药品|项目|部分)(?P<payer>[，,][^，,]{0,12}基金)?$")
_CASE = re.compile(r"(?:下列|以下|下述)[^，,。；;：:]{0,10}?(?:情形|情况|行为|条件)(?:之一)?的?，?$")
_SUBJECT_END = re.compile(r"(?:[，, ]|的|均|也)+$")
# Whoever is spoken of here gives or checks; a sentence with 对 punishes or orders.
_NO_EXCLUSION = re.compile(r"^(?:对|由)|(?:部门|机关)$")
_OPENS = re.compile(r"除[^，,。；;]{1,30}外[，,]")


class Exclusion(NamedTuple):
    """What people or costs may not have (``what``), by which words (``words``), both stretches of the text."""

    what: Span
    words: Span


def find_exclusion(half: Half) -> Exclusion | None:
    """The exclusion that ``half``, a half-sentence, states, or None."""
    start, end = half.span
    paid = _NOT_PAID.search(half.masked, start, end)
    if paid:
        subject = _subject(half, start, paid.start())
        costs = _COSTS.search(half.masked, *subject) if subject else None
        if subject and costs:
            what = Span(subject.start, subject.end - len(costs["payer"] or ""))
            return Exclusion(what, Span(start, _without_colon(half, end)))
    found = _NOT_HAD.search(half.masked, start, end)
    if not found:
        return None
    subject = _subject(half, start, found.start())
    if not subject or not _shuts_out(half, subject, found):
        return None
    group = next(name for name in ("had", "given", "into", "title", "rule") if found[name])
    what = trim(half.text, Span(*found.span(group)))
    if group == "into":
        what = Span(what.start + len("纳入"), what.end)
    if not 0 < what.end - what.start <= _MAX_WHAT_CHARS:
        return None
    return Exclusion(what, Span(start, _without_colon(half, max(found.end(), end))))


def _subject(half: Half, start: int, end: int) -> Span | None:
    """The words before the verb: people, costs or a case; None where they are too long, or name who decides."""
    opening = _OPENS.match(half.masked, start, end)
    begin = opening.end() if opening else start
    tail = _SUBJECT_END.search(half.masked[begin:end])
    stop = begin + tail.start() if tail else end
    words = half.masked[begin:stop]
    if not 2 <= len(words) <= _MAX_SUBJECT_CHARS or _NO_EXCLUSION.search(words):
        return None
    return Span(begin, stop)


def _shuts_out(half: Half, subject: Span, found: re.Match[str]) -> bool:
    """Whether the subject are people, a listed case, or costs, and what they may not have is a benefit."""
    before = half.masked[subject.start : found.start()]
    is_case = bool(_CASE.search(before.rstrip("，, ")))
    if found["lost"]:
        return is_case
    aid = bool(found["rule"] or found["given"] or found["into"] or _HAS_AID.search(found["had"] or ""))
    people = ends_with_people(half.masked, subject.start, subject.end)
    told = before.endswith("的") or bool(_COSTS.search(half.masked, subject.start, subject.end))
    if found["rule"]:
        return people
    return aid and (people or is_case or told or _speaks_of_people(half, subject))


def _speaks_of_people(half: Half, subject: Span) -> bool:
    """“残疾人服刑期间不享受…”: people under a circumstance."""
    circumstance = re.compile(r"(?:期间|时|后|之前|以前|前)$").search(half.masked, subject.start, subject.end)
    words = half.masked[subject.start : subject.end]
    return circumstance is not None and any(
        ends_with_people(half.masked, subject.start, subject.start + i) for i in range(2, len(words))
    )


def _without_colon(half: Half, end: int) -> int:
    return end - (half.text[end - 1] in "：:")
