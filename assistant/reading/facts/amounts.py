"""Numbers with a unit in running text: percentages, money, counts. Which of them are figures to reach or keep to.

Dates, lengths of time, ages, document numbers, ranks, names in quotation marks (“12345”工作模式) and the numerals of
set phrases (三个协同) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.reading.facts.numerals import ARABIC, CHINESE, GAP
from assistant.reading.sentences import Span, match_brackets


class Amount(NamedTuple):
    """``text[start:end]``: number and unit as printed; ``bound``: the comparator that words after them say, or None."""

    start: int
    end: int
    number: str
    unit: str
    bound: str | None


_PERCENT = r"[%％‰]|个百分点|个基点"
_PER = r"(?:/(?:人次|床位|平方米|公斤|学期|学年|千瓦时|[人户月年天日次亩床个生头只羽斤吨名家辆台件度餐])){0,2}"
_MONEY = rf"(?:万亿|[万亿千百])?元{_PER}"
_COUNTED = (
    r"(?:万亿|[万亿千百])?(?:平方公里|平方米|公里|公斤|人次|[亩斤吨户名辆台件株头只]|人(?![民口员类才均家]))"
    r"|㎡|米|所|家(?!庭)|个(?!月|工作日|自然日|小时|学期|星期|季度)|名|种|张|套|项|处|条|支|座|间"
    r"|床|例|篇|倍|批|部(?![门委局分署队级长])|次"
)
_TAIL = r"(?P<{name}>(?:及|或|\(含\)|（含）)?(?:以上|以下|以内|之内)|左右)?"
_RANGE = rf"{ARABIC}(?:{GAP}[%％]?(?:[-—–－~～至]|——){GAP}{ARABIC})?"
_AMOUNT = re.compile(
    rf"(?<![0-9０-９.．])(?P<number>{_RANGE}){GAP}(?P<unit>{_PERCENT}|{_MONEY}"
    rf"|{_COUNTED}){GAP}{_TAIL.format(name='tail')}"
    rf"|百分之(?P<share>{CHINESE}|{ARABIC}){_TAIL.format(name='share_tail')}"
    rf"|(?<=[\u4e00-\u9fff：:])(?P<words>(?![百千〇○零]){CHINESE})(?P<words_unit>所|家(?!庭)|名|张|台|辆"
    rf"|人(?![民口员类才均家次])|[万亿]?元(?![化论素旦])|[万亿](?:亩|户|人(?!口)|吨|平方米)){_TAIL.format(name='words_tail')}"
)
_BOUND = {"以上": ">=", "以下": "<=", "以内": "<=", "之内": "<="}
# What stands right before a number and makes it the base of a ratio, a rank, a telephone number or part of a name.
_NOT_BEFORE = re.compile(
    r"(?:每(?:增加|新增|吸纳|招用|安置|带动|培训|减少|超过|提高|降低|满)?|第|视为|章|〔|\[|电话|热线|[-—–－~～/+＋A-Za-zＡ-Ｚａ-ｚ])$"
)
# Right after: who issued something; an age; time.
_NOT_AFTER = re.compile(
    r"(?:条|项|个)?(?:具体|重点|主要|工作|政策)?(?:措施|任务|举措|意见|要求|规定|原则|导向|目标|方面|环节|阶段|方向|维度)|[^，。；]{0,4}(?:部门|部委|委局|委办局)|周岁|岁|工作日"
)
# “由50%提高到60%” starts from 50%; “不足5000名的，…” is a case. Neither is to be reached.
_BASE = re.compile(r"(?:提高|提升|增加|上调|降低|下降|下调|调整|减少)(?:到|至|为)|[降升增减]至")
_SHORT_OF = re.compile(r"(?:不足|不到|(?<!不)(?<!得)(?:超过|高于|低于|少于))$")
_NAMES = "“‘《〈〔"
# A Chinese numeral counts where someone is to set up or send so many; else it is a set phrase (三个协同).
_ACT = re.compile(
    r"每|各|办好|建好|建成|建设|设置|设立|配备|配齐|有|打造|培育|新建|组建|选派|派驻|培训|创建"
    r"|达到|至少|不少于|不低于|不超过|给予|补助|补贴|奖励|发放|安排|投入|标准|最高|限额|资助"
)
_ACT_REACH_CHARS = 16


def find_amounts(text: str) -> Iterator[Amount]:
    """The amounts in ``text`` that can be targets, in order."""
    names = _name_spans(text)
    cursor = 0
    for match in _AMOUNT.finditer(text):
        while cursor < len(names) and names[cursor].end <= match.start():
            cursor += 1
        if cursor < len(names) and names[cursor].start < match.start():
            continue
        amount = _amount(match)
        if _counts(text, amount, is_words=bool(match["words"])):
            yield amount


def _name_spans(text: str) -> list[Span]:
    """Quoted names, titles and document numbers; of nested ones the outermost."""
    spans: list[Span] = []
    for start, end in sorted(match_brackets(text).items()):
        if text[start] in _NAMES and (not spans or start > spans[-1].end):
            spans.append(Span(start, end))
    return spans


def _amount(match: re.Match[str]) -> Amount:
    if match["share"]:
        number, unit, tail = match["share"], "百分之", match["share_tail"]
    elif match["words"]:
        number, unit, tail = match["words"], match["words_unit"], match["words_tail"]
    else:
        number, unit, tail = match["number"], match["unit"], match["tail"]
    return Amount(match.start(), match.end(), number, unit, _BOUND.get(tail[-2:]) if tail else None)


def _counts(text: str, amount: Amount, *, is_words: bool) -> bool:
    before = text[max(0, amount.start - _ACT_REACH_CHARS) : amount.start]
    if _NOT_BEFORE.search(before.rstrip()) or _NOT_AFTER.match(text, amount.end):
        return False
    starts_from = "由" in before and _BASE.match(text, amount.end)
    falls_short = _SHORT_OF.search(before) and text.startswith("的", amount.end)
    if starts_from or falls_short:
        return False
    return not is_words or bool(_ACT.search(before))
