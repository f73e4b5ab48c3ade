"""Yes or no first, where the words cited decide it: who does it, how many, whether there is a word on it.

Only what can be read off the facts is decided. Whether a story falls under a clause is left to the reader, who gets the
clause: a wrong yes is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.ask_words import WH
from assistant.answering.draft import Draft
from assistant.answering.evidence import Evidence
from assistant.answering.forbidding import says_every_word
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.polarity import denies, grants, is_denial
from assistant.answering.tasks import is_meant
from assistant.reading.structure.marks import chinese_number
from assistant.records import Duty, Entitlement, Query, Target, TimeLimit

_OPENINGS = {
    "zh": {"yes": "是。", "no": "不是。", "there": "有。", "may not": "不能。"},
    "en": {"yes": "Yes. ", "no": "No. ", "there": "Yes. ", "may not": "No. "},
}
_ALREADY = re.compile(r"^(?:不能|不是|是|有|可以|不)[。，]|^(?:yes|no)\b", re.I)
_BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
# What is forbidden for a time or without leave is not forbidden altogether.
_WITHIN = re.compile(r"[年月日天期]内|期间|未经|擅自|[以之]?前|[以之]后|超过|\d")
_EXCEPTS = re.compile("除外|除[^，。；]{1,20}外|例外|但")
_ASKS_LEAVE = re.compile(
    r"能不能|能否|可不可以|可否|可以[^，。？?]{0,30}(?:吗|不|么|[？?])|能[^，。？?]{1,30}(?:吗|不|么|吧|[？?])|行不行|让不让|允许|准不准|算不算|合规"
    r"|\b(?:can|may|could|is (?:he|she|it|one) (?:allowed|entitled|eligible))\b",
    re.I,
)
_ASKS_WHETHER_THERE = re.compile(
    r"有没有|有无|(?:提|写|说|讲|定|规定)(?:了|过)?没(?:有)?|有[^，。？?]{0,12}(?:说法|规定|政策|要求|这事|这回事|这条|安排)(?:吗|没|么|不|[？?])"
)
_NUMERAL = "[一二三四五六七八九十百两半]"
_UNIT = "个百分点|百分点|小时|分钟|个?工作日|个月|个?星期|[%％种岁家所名人个年月日号天周成批次类项位]"
_COUNT = re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?|{_NUMERAL}{{1,4}})\s?({_UNIT})")
# Someone who tells a story names numbers too (“闺女两岁半”); one who has a number confirmed says so.
CONFIRMS = re.compile(
    r"对吧|对不|对吗|没错|是吧|是吗|属实|是否|是不是|不是[^，。？?]{2,30}吗|就[^，。？?]{1,8}吧"
    r"|\bright\b|\bcorrect\b|^(?:is|are|does|do) ",
    re.I,
)
_MEASURES = ("名人位个", "家所个", "种类个", "%％")
# Where a sentence gives several of these, the one asked about is not known.
_TIMES, _SHARES = re.compile("小时|分钟|工作日|[年月日号天周]|星期"), re.compile("[%％成]|百分点")
# “只由甲牵头”, “都归乙管”: more is claimed than that one has the role.
_NARROWS = re.compile(r"只|仅|单独|独自|唯一|一家|都|全[部归由]|\b(?:only|alone|solely|all|both)\b", re.I)
# What a list holds is not told by how many it holds.
_HOLDS = re.compile(r"包括|包含|属于|含有?|之一|\binclud|\bone of\b", re.I)
_EVERY = re.compile(r"每(?:[两二三四五六]|\d)?个?(?:半年|半月|学年|学期|年|季|月|周|星期|天|日|批)")
# “不超过” is no “超过”: the longest words first.
_LIMIT = re.compile(
    r"不(?:得|应|能|可)?(?:超过|高于|多于|大于|低于|少于|小于|晚于|早于)|最多|至多|最少|至少|最高|最低|最长|最短|以上|以下"
    r"|以内|超过|高于|多于|大于|低于|少于|小于|不足|不到|上限|下限|封顶"
)
_AT_MOST = re.compile(
    r"不.?(?:超过|高于|多于|大于|晚于)|最[多高长]|至多|以下|以内|^(?:低于|少于|小于)|不足|不到|上限|封顶"
)
_SUPPORT, _LEAD, _CHARGE = (
    re.compile(r"配合|协助|support", re.I),
    re.compile(r"牵头|\blead|\bled\b", re.I),
    re.compile("负责"),
)


def open_with_verdict(query: Query, told: Sequence[Evidence], draft: Draft, knowledge: Knowledge) -> str | None:
    """Put the yes or the no before the first statement of ``draft``, where ``told``, what its statements rest on,
    decides it and comes from one notice; what was decided: “yes”, “no”, “there” or None."""
    if not query.is_yes_no or not draft.statements or len({item.clause.notice for item in told}) != 1:
        return None
    verdict = (
        _by_unit(query, told, knowledge)
        or _by_number(query, told)
        or _by_prohibition(query, told, knowledge)
        or _by_presence(query, told)
    )
    first = draft.statements[0]
    if verdict and not _ALREADY.match(first.text):
        draft.statements[0] = replace(first, text=_OPENINGS[query.lang][verdict] + first.text)
    return verdict


def begins_with_verdict(text: str) -> bool:
    """Whether a statement opens with a yes or a no."""
    return bool(_ALREADY.match(text))


def _by_unit(query: Query, told: Sequence[Evidence], knowledge: Knowledge) -> str | None:
    """Whether the unit that the question names has the role that it is said to have."""
    duties = [item.fact for item in told if isinstance(item.fact, Duty)]
    if not query.unit or not duties or len(duties) != len(told) or _NARROWS.search(query.question):
        return None
    if any(item.quote.count(role) > 1 for item in told for role in ("牵头", "负责")):
        return None  # one sentence gives several tasks
    asked = [_names(query.question, duty) for duty in duties]
    if not all(asked):
        return None
    unit, notice, glossary = query.unit, knowledge.by_id[told[0].clause.notice], knowledge.glossary
    held = [any(is_meant(unit, name, notice, glossary) for name in names) for names in asked]
    return "yes" if all(held) else "no" if not any(held) else None


def _names(question: str, duty: Duty) -> tuple[str, ...]:
    """The units that have the role asked about; none where the text does not say who has it."""
    if _SUPPORT.search(question) and not _LEAD.search(question):
        return duty.support
    if _LEAD.search(question):
        return duty.lead
    return duty.responsible or duty.lead if _CHARGE.search(question) else duty.lead


def _by_number(query: Query, told: Sequence[Evidence]) -> str | None:
    """Whether the numbers taken for granted, all of one measure, are those that the text gives of it: all the same and
    no others, or not one of them."""
    said = _COUNT.findall(query.question)
    facts = all(isinstance(item.fact, Target | TimeLimit | Entitlement) for item in told)
    confirms = CONFIRMS.search(query.question) and not _HOLDS.search(query.question)
    if len({measure for _, measure in said}) != 1 or not facts or not confirms:
        return None
    claimed = {(_value(number), _canonical(unit)) for number, unit in said}
    lasts = said[0][1] in ("年", "个月")  # 半年 is a length, and none beside the months of a calendar
    counted = [pair for item in told for pair in _COUNT.findall(item.quote)]
    numbers = [(number, unit) for number, unit in counted if number != "半" or lasts]
    given = {(_value(number), _canonical(unit)) for number, unit in numbers if _is_alike(said[0][1], unit)}
    if not any(unit == _canonical(said[0][1]) for _, unit in given) or any(value is None for value, _ in claimed):
        return None
    if given == claimed:
        agree = all(_agrees(query.question, item.quote) and _stand_together(query, item.quote, said) for item in told)
        return "yes" if agree else None
    return "no" if given.isdisjoint(claimed) else None


def _agrees(question: str, quote: str) -> bool:
    """Whether ``quote`` has the periods (每月) and the bounds (不超过) that ``question`` says, and no others of them:
    “每季度一次” bears out no “每月一次”, and “90%以上” no “不超过90%”."""
    asked, given = set(_EVERY.findall(question)), set(_EVERY.findall(quote))
    if asked and asked != given:
        return False
    limits = _directions(question)
    return not limits or limits == _directions(quote)


def _directions(text: str) -> set[bool]:
    """Whether the bounds that ``text`` sets are upper ones."""
    return {bool(_AT_MOST.search(words)) for words in _LIMIT.findall(text)}


def _stand_together(query: Query, quote: str, said: Sequence[tuple[str, str]]) -> bool:
    """Whether what is asked about stands in the same stretch between commas as the number claimed, or nowhere in the
    sentence, or the sentence has no other number: “心电覆盖所有卫生院，影像覆盖80%的卫生院” says no 80% of 心电."""
    stretches = [fold(stretch) for stretch in re.split(r"[，,；;：:（）()]", quote)]
    if len(_COUNT.findall(quote)) == 1:
        return True
    with_number = [s for s in stretches if any(fold(number + unit) in s for number, unit in said)]
    for concept in query.concepts:
        saying = [s for s in stretches if any(spelling in s for spelling in concept.spellings)]
        if saying and not any(s in with_number for s in saying) and concept.kind != "group":
            return False
    return True


def _canonical(unit: str) -> str:
    return next((group[0] for group in _MEASURES if unit in group), unit)


def _is_alike(measure: str, other: str) -> bool:
    """Whether two numbers may be of the same thing: the measure word is the same or one for the same, or both are
    times, or both shares."""
    of_kind = any(kind.search(measure) and kind.search(other) for kind in (_TIMES, _SHARES))
    return of_kind or _canonical(measure) == _canonical(other)


def _value(numeral: str) -> float | None:
    if numeral[0].isdigit():
        return float(numeral)
    if numeral == "半":
        return 0.5
    number = chinese_number(numeral.replace("两", "二"))
    return None if number is None else float(number)


def _by_prohibition(query: Query, told: Sequence[Evidence], knowledge: Knowledge) -> str | None:
    """Asked whether one may, the words that forbid that very thing decide. (Words that allow it may have conditions
    that the asker does not meet: these get no yes.)"""
    if len(told) != 1 or not _ASKS_LEAVE.search(query.question) or is_denial(query.question):
        return None
    quote = _BRACKETED.sub("", told[0].quote)  # “（其中…的患者不享受）” shuts out some, not the asker
    shut = denies(quote)
    flatly = shut and not grants(quote) and not _WITHIN.search(shut) and not _EXCEPTS.search(quote)
    return "may not" if flatly and shut and says_every_word(query, quote, knowledge) else None


def _by_presence(query: Query, told: Sequence[Evidence]) -> str | None:
    """Asked whether there is a word on something, that a word was found is the answer; words that shut someone or
    something out decide nothing: it may be the very thing that was asked."""
    shut_out = any(denies(item.quote) for item in told)
    asked = _ASKS_WHETHER_THERE.search(query.question)
    alone = asked and not WH.search(_ASKS_WHETHER_THERE.sub("", query.question))
    return "there" if alone and not shut_out else None
