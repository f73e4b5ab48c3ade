"""The numbers that an entry says, and of which others they are the counterpart: “30种大病患者”, “37种大病患者”.

Two numbers are counterparts where they measure the same thing: the same unit and what is counted, or a sentence that
otherwise says nearly the same. Numbers in titles of documents measure nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_DIGITS = {**{digit: value for value, digit in enumerate("零一二三四五六七八九十")}, "两": 2, "半": 0.5}
# 30个病种 is 30种, 5人 is 5名.
_SAME_UNIT = dict(zip(("类", "人", "位", "家", "％", "周岁", "星期", "日", "个病种"), "种名名所%岁周天种", strict=True))
_NUMERAL = r"\d+(?:\.\d+)?(?:[-—~～至]\d+(?:\.\d+)?)?|[一二两三四五六七八九十半]{1,2}"
_COUNT = re.compile(
    rf"(?<![“‘第每\d.〔])(?P<number>{_NUMERAL})\s*(?P<unit>个病种|周岁|种|类|名|人|位|所|家|岁|[%％]|万元|元|倍|床|张|项|个(?!月|工作日))"
)
_OFTEN = re.compile(r"每(?P<number>\d+|[一二两三四五六七八九十半])?个?(?P<unit>季度|星期|工作日|年|月|周|日|天)")
_LASTS = re.compile(
    rf"(?<![每“第\d.年—-])(?P<number>{_NUMERAL})\s*个?(?P<unit>季度|星期|工作日|年|月|周|日|天)(?=[之以]?[内前后上]|$|[，,。；;、）)])"
)
_DATE = re.compile(
    r"(?:(?<!\d)\d{4}年)?(?:\d{1,2}(?:[—~～至-]\d{1,2})?月(?:底|\d{1,2}日)?|第?[一二三四](?:、[一二三四])*季度)|(?<!\d)\d{4}年"
)
_QUOTED = re.compile(r"“(?P<number>[一二两三四五六七八九十]|\d+)(?P<unit>个?[\u4e00-\u9fff]{1,4})”")
_MASKED = re.compile(r"《[^》]*》|[\u4e00-\u9fff]{2,8}〔\d+〕\d+号")
_PHRASE = re.compile(r"[^，,。；;：:（）()]+")
# In front of a number or of what is counted; no part of its name.
_LIMIT = re.compile(r"(?:不少于|不低于|不超过|不得超过|至少|达到|达|约|为|保持|现有|有|配备|要|以上|共|累计)*\s*$")
_TRIM = re.compile(r"^(?:以上|以下|左右|的|主要|重点|重大|\s)*")
_HEAD_CHARS = 8
_EQUAL_CHARS = 2  # that heads of counts begin with, and rates end with
_ALIKE = 0.5
_FEWEST_SHARED = 3


@dataclass(frozen=True, slots=True)
class Measure:
    """A number as printed. ``kind``: count, often, lasts, date or quoted; ``value``: equal where numbers are equal;
    ``head``: what is counted; ``phrase``: the words around it, without numbers."""

    words: str
    kind: str
    unit: str
    value: str
    head: str
    phrase: str


@lru_cache(maxsize=4096)
def read_measures(text: str) -> tuple[Measure, ...]:
    """The numbers in ``text``, in order."""
    masked = _MASKED.sub(lambda match: "\x00" * len(match[0]), text)
    return tuple(measure for phrase in _PHRASE.finditer(masked) for measure in _of_phrase(phrase[0]))


def _of_phrase(phrase: str) -> Iterator[Measure]:
    bare = re.sub(r"[\d.%％—~～至\s-]", "", _DATE.sub("", phrase))
    taken: list[tuple[int, int]] = []
    patterns = (("quoted", _QUOTED), ("often", _OFTEN), ("lasts", _LASTS), ("date", _DATE), ("count", _COUNT))
    for kind, pattern in patterns:
        for match in pattern.finditer(phrase):
            if any(match.start() < end and start < match.end() for start, end in taken):
                continue
            taken.append(match.span())
            yield _measure(kind, match, phrase, bare)


def _measure(kind: str, match: re.Match[str], phrase: str, bare: str) -> Measure:
    if kind == "date":
        return Measure(match[0], kind, "", re.sub(r"[—~～至]", "-", match[0]), "", bare)
    unit = _SAME_UNIT.get(match["unit"], match["unit"])
    value = f"{_value(match['number'])}{unit}" if match["number"] else f"1{unit}"
    return Measure(match[0], kind, unit, value, _head(match, phrase, unit), bare)


def _head(match: re.Match[str], phrase: str, unit: str) -> str:
    """What is counted: the words behind the unit, or those in front of a rate and of a number that ends its phrase."""
    if match["unit"] == "个病种":
        return "病种"
    behind = _TRIM.sub("", phrase[match.end() :])
    if unit in "%倍" or not behind:
        return _LIMIT.sub("", phrase[: match.start()])[-_HEAD_CHARS:]
    return behind[:_HEAD_CHARS]


def _value(number: str) -> str:
    if number[0] in _DIGITS:
        tens = number.startswith("十") and len(number) == 2
        total = 10 + _DIGITS[number[1]] if tens else _DIGITS[number[0]] * (10 if len(number) == 2 else 1)
        return f"{total:g}"
    return re.sub("[—~～至]", "-", number)


# --- counterparts ------------------------------------------------------------------------------------------------


def counterparts(measure: Measure, others: Sequence[Measure]) -> list[Measure]:
    """Those of ``others`` that measure the same thing, the closest ones: those that say the same number, else those in
    the sentence most alike."""
    found = [other for other in others if measures_the_same(measure, other)]
    equal = [other for other in found if other.value == measure.value]
    best = max((likeness(measure.phrase, other.phrase) for other in found), default=0.0)
    return equal or [other for other in found if likeness(measure.phrase, other.phrase) == best]


def measures_the_same(one: Measure, other: Measure) -> bool:
    """Whether two numbers measure the same thing."""
    if one.kind != other.kind:
        return False
    if one.kind == "date":
        return _is_year(one) == _is_year(other) and _is_alike(one, other, _ALIKE, 5 if _is_year(one) else 2)
    if one.kind == "quoted":
        return one.unit == other.unit
    if one.kind != "count":
        return _is_alike(one, other, _ALIKE, _FEWEST_SHARED)
    return one.unit == other.unit and (_same_head(one, other) or _is_alike(one, other, _ALIKE, 2 * _FEWEST_SHARED))


def _is_year(measure: Measure) -> bool:
    """Whether a date is a bare year."""
    return bool(re.fullmatch(r"\d{4}年", measure.words))


def _same_head(one: Measure, other: Measure) -> bool:
    if one.unit in "%倍":
        shared = _common_end(one.head, other.head)
        return len(shared) > _EQUAL_CHARS
    if one.unit == "名":
        return bool(one.head) and one.head == other.head
    heads = (one.head, other.head)
    if "病种" in heads:  # “纳入大病救治的30个病种”
        own, there = (one, other) if one.head == "病种" else (other, one)
        return there.head == "病种" or (len(there.head) >= _EQUAL_CHARS and there.head[:_EQUAL_CHARS] in own.phrase)
    return min(map(len, heads)) >= _EQUAL_CHARS and one.head[:_EQUAL_CHARS] == other.head[:_EQUAL_CHARS]


def _common_end(one: str, other: str) -> str:
    size = 0
    while size < min(len(one), len(other)) and one[-1 - size] == other[-1 - size]:
        size += 1
    return one[len(one) - size :]


def _is_alike(one: Measure, other: Measure, share: float, fewest: int) -> bool:
    return len(pairs(one.phrase) & pairs(other.phrase)) >= fewest and likeness(one.phrase, other.phrase) >= share


@lru_cache(maxsize=4096)
def pairs(text: str) -> frozenset[str]:
    """Every two characters that stand side by side, marks left out."""
    key = "".join(char for char in text if char.isalnum())
    return frozenset(key[i : i + 2] for i in range(len(key) - 1))


def likeness(one: str, other: str) -> float:
    """The share of the shorter text's pairs of characters that the other has, 0–1."""
    first, second = pairs(one), pairs(other)
    return len(first & second) / min(len(first), len(second)) if first and second else 0.0
