"""Ladders: answers that stand beside a right one in nature, so that a wrong option is one that somebody could choose.

Every function gives neighbours, the nearest first, never the value itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.facts.numerals import parse_number

# From the most to the least often.
FREQUENCIES = (
    "每天", "每周", "每半月", "每月", "每季度", "每半年", "每年", "每两年", "每三年", "每五年",
)  # fmt: skip
# From the smallest; a referral leads upwards.
AREAS = ("县域内", "市域内", "省域内", "全国范围内")
# How far options stand from the right one: nobody takes 每年 for 每周.
_REACH, _REACH_DOWN = 3, 2
# Nobody takes a length for one so many times as long, but for the shortest.
_MOST_TIMES, _SHORT_STEPS = 2.5, 3
_STEPS = {
    "天": (1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90),
    "周": (1, 2, 3, 4, 6, 8),
    "月": (1, 2, 3, 6, 9, 12, 18, 24),
    "年": (1, 2, 3, 4, 5, 6, 8, 10, 12, 15, 20),
    "小时": (1, 2, 4, 6, 12, 24, 48, 72),
    "分钟": (5, 10, 15, 20, 30, 45, 60),
}
# Periods that are told in words, by their days.
_PERIODS = (
    ("三天", 3), ("五天", 5), ("一周", 7), ("十天", 10), ("半月", 15), ("一月", 30), ("两个月", 60), ("三个月", 90),
    ("半年", 180), ("一年", 365),
)  # fmt: skip
_SAME_PERIOD = {
    "一个月": "一月",
    "半个月": "半月",
    "一个星期": "一周",
    "1周": "一周",
}
_OFTEN = re.compile(r"每(?:隔|逢)?(.{0,4}?)(天|日|周|星期|礼拜|旬|月|季度|季|年)")


def beside(ladder: Sequence[str], right: str) -> list[str]:
    """The steps of ``ladder`` around ``right``, the nearest first, not further than a few steps."""
    if right not in ladder:
        return []
    at = ladder.index(right)
    near = [step for step in range(len(ladder)) if -_REACH_DOWN <= step - at <= _REACH and step != at]
    return [ladder[step] for step in sorted(near, key=lambda step: (abs(step - at), step))]


def other_lengths(value: int, unit: str) -> list[int]:
    """Other lengths of time in ``unit`` (天, 工作日, 个月, 年 …)."""
    name = next((name for name in ("小时", "分钟", "周", "月", "年") if name in unit), "天")
    ladder = sorted({*_STEPS[name], value})
    at = ladder.index(value)
    longest = max(_MOST_TIMES * value, value + _SHORT_STEPS)
    near = [step for step in ladder if step != value and abs(ladder.index(step) - at) <= _REACH and step <= longest]
    return sorted(near, key=lambda step: (abs(ladder.index(step) - at), step))


def other_years(value: int, issued: int | None) -> list[int]:
    """Other years of the five-year plan that ``value`` lies in, none before the notice was issued; none where its year
    is not known: a year that cannot be is no option."""
    if issued is None:
        return []
    last = -(-value // 5) * 5
    return sorted(
        (year for year in range(max(issued, last - 4), last + 1) if year != value), key=lambda y: abs(y - value)
    )


def other_periods(words: str) -> list[str]:
    """Other periods told in words: of “一周” “三天”, “十天” …"""
    names = [name for name, _ in _PERIODS]
    return beside(names, _SAME_PERIOD.get(words, words))


def days_of(words: str) -> float | None:
    """How many days a period told in words has."""
    return dict(_PERIODS).get(_SAME_PERIOD.get(words, words))


def wider_areas(area: str) -> list[str]:
    """The areas that are wider than ``area``."""
    at = next((at for at, other in enumerate(AREAS) if other.startswith(area[:2])), len(AREAS))
    return list(AREAS[at + 1 :])


def cycle_of(words: str) -> tuple[int, str] | None:
    """How often, as a number of days or months: 每三个月, 每季, 每季度一次 → (3, “月”); None for what is none."""
    found = _OFTEN.match(words)
    if not found:
        return None
    count, unit = found[1].removesuffix("个"), found[2]
    number = 1.0 if count in ("", "一") else 0.5 if count == "半" else float(parse_number(count) or 0)
    if not number:
        return None
    if unit in ("季", "季度"):
        return (int(3 * number), "月")
    if unit == "年":
        return (int(12 * number), "月")
    if unit == "月":
        return (15, "天") if number == 0.5 else (int(number), "月")
    return (int(number * {"天": 1, "日": 1, "旬": 10}.get(unit, 7)), "天")


def spellings_of(words: str) -> tuple[str, ...]:
    """The common ways to say how often: 每季度 → 每季度一次, 每季, 每三个月, 每3个月, 每三个月一次 …"""
    cycle = cycle_of(words)
    ways = _WAYS.get(cycle, ()) if cycle else ()
    bare = re.sub("[一1]次$", "", words)
    stems = dict.fromkeys((bare, *ways))
    return tuple(way for stem in stems for way in (stem, stem + "一次") if way != words)


_WAYS: dict[tuple[int, str], tuple[str, ...]] = {
    (1, "天"): ("每天", "每日"),
    (7, "天"): ("每周", "每星期", "每个星期"),
    (15, "天"): ("每半月", "每半个月"),
    (1, "月"): ("每月", "每个月"),
    (3, "月"): ("每季度", "每季", "每个季度", "每三个月", "每3个月"),
    (6, "月"): ("每半年", "每六个月", "每6个月"),
    (12, "月"): ("每年", "每一年"),
    (24, "月"): ("每两年", "每2年"),
    (36, "月"): ("每三年", "每3年"),
    (60, "月"): ("每五年", "每5年"),
}
