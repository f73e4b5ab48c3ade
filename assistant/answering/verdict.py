"""Yes or no first, where the words cited decide it: who does it, how many, whether there is a word on it.

Only what can be read off the facts is decided. Whether a story falls under a clause is left to the reader, who gets the
clause: a wrong yes is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.draft import Draft
from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.polarity import denies, grants
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
_NUMERAL = "[一二三四五六七八九十百两]"
_COUNT = re.compile(rf"(?<![\d.])(\d+(?:\.\d+)?|{_NUMERAL}{{1,4}})\s?([%％种岁家所名人个年月天批次类项位])")
# Someone who tells a story names numbers too (“闺女两岁半”); one who has a number confirmed says so.
CONFIRMS = re.compile(
    r"对吧|对不|对吗|没错|是吧|是吗|属实|是否|是不是|不是[^，。？?]{2,30}吗|就[^，。？?]{1,8}吧"
    r"|\bright\b|\bcorrect\b|^(?:is|are|does|do) ",
    re.I,
)
_MEASURES = ("名人位个", "家所个", "种类个", "%％")
# A plain sentence does not settle these: a number, a denial, “all” or “only”, one thing or another.
_TOO_MUCH_ASKED = re.compile(
    r"[\d一二两三四五六七八九十]\s?[个人名岁年月天次%％万元块]|不|没|别|无|只|仅|都|全[部都是]|所有|凡|任何|一律|每|必须|还是|哪|谁|几|多少"
    r"|\b(?:not|no|only|all|every|any|must|just|or|never|without|which|who|how|what|when)\b|n't",
    re.I,
)
# The words that only ask: “能不能”, “…不？”.
_TAGS = re.compile(r"([\u4e00-\u9fff])不\1|有没有|有无|[不没](?=[？?]?$)|对吧|是吧|是吗|对吗")
_CONDITION = re.compile(
    r"符合|条件|前提|经(?:过)?[^，。；]{1,12}(?:同意|批准|转诊|审核|评估|鉴定)|凭|除|但|原则上|鼓励|视情|探索|有条件|逐步|争取|[的者]，|可(?!及|持续)"
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
        or _by_prohibition(query, told)
        or _by_presence(query, told)
        or _by_saying_it(query, told, knowledge)
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
    if not query.unit or not duties or len(duties) != len(told):
        return None
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
    said = [(_value(number), measure) for number, measure in _COUNT.findall(query.question)]
    facts = all(isinstance(item.fact, Target | TimeLimit | Entitlement) for item in told)
    if len({measure for _, measure in said}) != 1 or not facts or not CONFIRMS.search(query.question):
        return None
    claimed, measure = {value for value, _ in said}, said[0][1]
    given = {
        _value(number)
        for item in told
        for number, other in _COUNT.findall(_words_of(item))
        if other == measure or any(measure in group and other in group for group in _MEASURES)
    }
    if not given or None in claimed:
        return None
    return "yes" if given == claimed else "no" if given.isdisjoint(claimed) else None


def _words_of(item: Evidence) -> str:
    """The words with the number: of a time limit its own, the sentence around may count something else. (Of a
    target the whole sentence: where it gives several numbers, none of them is known to be the one meant.)"""
    return item.fact.words if isinstance(item.fact, TimeLimit) else item.quote


def _value(numeral: str) -> float | None:
    if numeral[0].isdigit():
        return float(numeral)
    number = chinese_number(numeral.replace("两", "二"))
    return None if number is None else float(number)


def _by_prohibition(query: Query, told: Sequence[Evidence]) -> str | None:
    """Asked whether one may, the words that forbid that very thing decide. (Words that allow it may have conditions
    that the asker does not meet: these get no yes.)"""
    if len(told) != 1 or not _ASKS_LEAVE.search(query.question):
        return None
    quote = _BRACKETED.sub("", told[0].quote)  # “（其中…的患者不享受）” shuts out some, not the asker
    shut = denies(quote)
    words = [spelling for concept in query.concepts for spelling in concept.spellings]
    flatly = shut and not grants(quote) and not _WITHIN.search(shut) and not _EXCEPTS.search(quote)
    return "may not" if flatly and shut and any(word in fold(shut) for word in words) else None


def _by_saying_it(query: Query, told: Sequence[Evidence], knowledge: Knowledge) -> str | None:
    """Whether one sentence without condition or exception says all of a plain question: then it is so."""
    if len(told) != 1 or isinstance(told[0].fact, Duty) or _TOO_MUCH_ASKED.search(_TAGS.sub("", query.question)):
        return None
    quote = told[0].quote
    folded = fold(quote)
    asked = [concept for concept in query.concepts if knowledge.lexicon.weight(concept)]
    whole = len(asked) > 1 and all(any(s in folded for s in concept.spellings) for concept in asked)
    plain = not _CONDITION.search(quote) and not denies(quote) and grants(quote)
    return "yes" if whole and plain else None


def _by_presence(query: Query, told: Sequence[Evidence]) -> str | None:
    """Asked whether there is a word on something, that a word was found is the answer; words that shut someone or
    something out decide nothing: it may be the very thing that was asked."""
    shut_out = any(denies(item.quote) for item in told)
    return "there" if _ASKS_WHETHER_THERE.search(query.question) and not shut_out else None
