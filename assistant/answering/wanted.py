"""What an answer cannot do without: an age where an age is asked for, a sum where a sum is, a count of that very thing.

A clause on the topic that lacks it does not settle the question, however well it covers the question's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_NUMERAL = r"(?:\d[\d.]*|[一二三四五六七八九十百千两半]+)\s?"


@dataclass(frozen=True, slots=True)
class _Rule:
    """Where ``asked`` stands in a question, ``needed`` has to stand in the words that answer it. ``asks``: the kinds of
    question that the rule is for."""

    asked: re.Pattern[str]
    needed: re.Pattern[str]
    asks: frozenset[str]


def _rule(asked: str, needed: str, asks: str = "number money what who when") -> _Rule:
    return _Rule(re.compile(asked, re.I), re.compile(needed, re.I), frozenset(asks.split()))


# Measure words that mean the same thing counted.
_PEOPLE, _PLACES, _KINDS = "[人名位]", "[个家所]", "[种个类]"
_RULES = (
    _rule(
        r"免费|收费(?!标准|.{0,24}(?:多少|几))|要钱|花钱|要不要.{0,3}钱|不要钱|白[做查看]"
        r"|\bfree\b(?! of disease)|\bcharged?\b",
        "免费|免收|免交|不收|不需缴纳|不[交缴]|全额资助|自费|自付|个人(?:承担|支付|负担|缴纳|出资)|补助",
        "number money what who",
    ),
    _rule(
        r"[\u4e00-\u9fff]率(?!先|领)|比例|百分之|占几成|几成"
        r"|\brates?\b|\bpercent|\bshare\b|\bproportion\b|\bcoverage rate\b",
        "[%％率]|百分之",
        "number money",
    ),
    _rule(
        r"报销.{0,4}(?:比例|多少|几成|百分之)|报(?:多少|几成)|\breimbursement rates?\b",
        "报销|支付比例|补偿",
        "number money",
    ),
    _rule(r"多大岁数|多大年纪|几岁|年龄|岁数|how old|\bages?\b", "岁|月龄"),
    _rule(
        r"(?:收入|工资|补助|补贴|津贴|标准|金额|罚款).{0,8}(?:多少|几[个百千万]|多高|多低)|(?:低|高)[于到过]多少",
        "元|倍|%|％",
        "number money",
    ),
    _rule(r"多少钱|多少元|几块钱|多少块|几百|几千|how much money|\byuan\b", "元", "number money"),
    _rule(r"(?:几|多少)\s?(?:个\s?)?(?:人|名|位|医生|大夫|医务人员|干部|专家|骨干)", _NUMERAL + _PEOPLE, "number"),
    _rule(r"(?:几|多少)\s?[家所]", _NUMERAL + _PLACES, "number"),
    _rule(r"(?:几|多少)\s?[种类]", _NUMERAL + _KINDS, "number"),
    _rule(
        r"(?:几|多少)\s?次|多久.{0,6}一[次回趟]|隔多久|频次|频率|how often|how frequently",
        r"每|定期|一次|次",
        "number when",
    ),
    _rule(
        r"(?:叫|名字|名称).{0,2}(?:啥|什么|是)|(?:哪些|什么|啥)名单|名单(?=是|有谁)|姓名|姓啥|姓什么|\bnames?\b",
        r"^.{0,50}$",
        "what who number lead",
    ),
)
# “多少例”, “几张”: the number wanted stands before that very measure word.
_MEASURE_ASKED = re.compile(r"(?:几|多少)\s?[万千百]?\s?([例张床台辆套支份吨亩户间次项批公里])(?![都也])")
# A length of time, not a point in time.
_LENGTH_ASKED = re.compile(
    r"(?<!哪)(?:几|多少)个?(?:年|月(?!几|[前底初])|天|日|周|小时|工作日)|多久(?!.{0,6}(?:一次|一回|一趟))|多长"
    r"|(?:时限|期限)[各分别都]*(?:是|为)?(?:多久|多少|几)"
    r"|how long|how many (?:(?:working |calendar )?days|years|months|weeks|hours)",
    re.I,
)
# How long something may take, and not how often it is done.
_BOUND_ASKED = re.compile(r"时限|期限|[天日月年周时]之?内|最[晚迟长]|how soon|within", re.I)
# A day of the year.
_DAY_ASKED = re.compile(
    r"几月几[号日]|几[号日](?!文)|哪一?[天日]|what (?:exact )?(?:date|day)|(?:which|what) dates", re.I
)
_DAY = re.compile(
    r"\d\s?[月日号]|[一二三四五六七八九十][月日号]|月底|月初|年底|年内|(?:周|星期)[一二三四五六日天末]|之?日起"
)
# “2025年” is a year and no length.
_LENGTH = re.compile(
    r"(?<!\d)(?:\d{1,3}|[一二三四五六七八九十百两半]+)\s?个?(?:年|月|周|天|日|小时|分钟|工作日|学期|季度)"
)
_EVERY = re.compile("每")


def says_what_is_wanted(quote: str, ask: str, question: str) -> bool:
    """Whether ``quote`` has the kind of word that ``question``, as one that asks ``ask``, cannot do without."""
    for rule in _RULES:
        if ask in rule.asks and rule.asked.search(question) and not rule.needed.search(quote):
            return False
    measure = _MEASURE_ASKED.search(question) if ask == "number" else None
    return not measure or bool(re.search(rf"{_NUMERAL}[万千百余多]*\s?{measure[1]}", quote))


def asks_for_a_measure(question: str) -> bool:
    """Whether ``question`` tells what kind of number it wants: people, places, a rate, a sum."""
    return bool(_MEASURE_ASKED.search(question)) or any(
        "number" in rule.asks and rule.asked.search(question) for rule in _RULES
    )


def says_how_long(words: str, question: str) -> bool:
    """Whether words that tell a time tell a length or a day, where ``question`` asks for one."""
    if _LENGTH_ASKED.search(question) and not _LENGTH.search(words):
        return bool(_EVERY.search(words)) and not _BOUND_ASKED.search(question)
    return not _DAY_ASKED.search(question) or bool(_DAY.search(words))
