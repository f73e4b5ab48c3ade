"""Days that time words name: the next one, the last one, and how they recur. No day is made up.

“每年6月和11月底前” names two days of every year, “2025年底” one day, “到2025年” only a year, “每季度” none. A month
stands for its last day, by which it is over.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

_CN = "一二三四五六七八九"
_NUMBER = r"(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_MONTH = re.compile(rf"({_NUMBER})\s*月(?:份)?\s*(?:({_NUMBER})\s*[日号]|(底|末)|(上旬|中旬|下旬|初))?")
# “3、6、9、12月”: a month whose 月 stands behind the last one.
_BARE_MONTH = re.compile(r"(?<!\d)(\d{1,2})(?=[、和及](?:\d{1,2}[、和及])*\d{1,2}月)")
_LAST = -1  # the last day of a month
_WEEKDAYS = {day: number for number, day in enumerate("一二三四五六日")} | {"天": 6}
_WEEKDAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_EVERY_QUARTER = (3, 6, 9, 12)
_OF_QUARTER = {"一": 0, "1": 0, "首": 0, "二": 1, "2": 1, "三": 2, "3": 2, "末": 2}
_YEARS_AHEAD = 8  # the longest time between two 29ths of February


@dataclass(frozen=True, slots=True)
class Recurrence:
    """``day`` of ``months`` in every year, -1 for the last; or, where ``weekday`` is given (0 = Monday), of every
    week."""

    months: tuple[int, ...] = ()
    day: int = _LAST
    weekday: int | None = None

    @property
    def rule(self) -> str:
        """As RFC 5545 writes it, without an end."""
        if self.weekday is not None:
            return f"FREQ=WEEKLY;BYDAY={_WEEKDAY_NAMES[self.weekday]}"
        if len(self.months) == 12:
            return f"FREQ=MONTHLY;BYMONTHDAY={self.day}"
        return f"FREQ=YEARLY;BYMONTH={','.join(map(str, self.months))};BYMONTHDAY={self.day}"

    def next(self, today: date) -> date:
        """The first day on or after ``today``."""
        if self.weekday is not None:
            return today + timedelta(days=(self.weekday - today.weekday()) % 7)
        return next(day for day in self._days(today.year) if day >= today)

    def _days(self, year: int) -> Iterator[date]:
        for current in range(year, year + _YEARS_AHEAD + 1):
            for month in self.months:
                last = calendar.monthrange(current, month)[1]
                if self.day <= last:
                    yield date(current, month, last if self.day == _LAST else self.day)


def recurrences_in(words: str, kind: str) -> tuple[Recurrence, ...]:
    """The days that words like “每年6月和11月底前”, “每月10日前”, “每周五” name, one for each day of the month.

    None where the words name a frequency alone, or days that cannot be told for certain.
    """
    text = re.sub(r"\s", "", words)
    if kind != "every" or not text.startswith("每"):
        return ()
    if text.startswith("每年"):
        return _yearly(text[2:].removeprefix("度"))
    quarter = re.match(r"每(?:个)?季度?(?:第?([一二三1-3首末])(?:个)?月|最后(?:一|1)?(?:个)?(月)|([底末]))(.*)", text)
    if quarter:
        offset = _OF_QUARTER[quarter[1]] if quarter[1] else 2
        return _on_day(tuple(month - 2 + offset for month in _EVERY_QUARTER), quarter[4])
    month = re.match(r"每(?:个)?月(.*)", text)
    if month:
        return _on_day(tuple(range(1, 13)), month[1]) if re.match(rf"{_NUMBER}[日号]|月?[底末]", month[1]) else ()
    week = re.match(r"每(?:个)?(?:周|星期)([一二三四五六日天])(?:前|之前|以前)?$", text)
    return (Recurrence(weekday=_WEEKDAYS[week[1]]),) if week else ()


def _on_day(months: tuple[int, ...], rest: str) -> tuple[Recurrence, ...]:
    """What follows the months: “10日前”, “底”, or nothing, which is the whole month."""
    day = re.match(rf"({_NUMBER})[日号]", rest)
    number = _number(day[1]) if day else _LAST
    vague = re.match(r"上旬|中旬|下旬|初", rest)
    return () if vague or not (number == _LAST or 1 <= number <= 31) else (Recurrence(months, number),)


def _yearly(text: str) -> tuple[Recurrence, ...]:
    if re.match(r"(?:年)?[底末]", text):
        return (Recurrence((12,)),)
    half = re.match(r"(?:上|下)半年", text)
    if half:
        return (Recurrence((6 if text[0] == "上" else 12,)),)
    quarter = re.match(r"第?([一二三四1-4])季度", text)
    if quarter:
        return (Recurrence((3 * _QUARTERS[quarter[1]],)),)
    return _months(text)


def _is_one_list(text: str) -> bool:
    """Whether months stand side by side, parted by 、 (the last by 和 too), and only the last has a day."""
    return bool(re.match(rf"(?:{_NUMBER}月(?:份)?[、和及])+{_NUMBER}月(?:份)?{_NUMBER}[日号]", text))


def _months(text: str) -> tuple[Recurrence, ...]:
    """“6月和11月底前”: 底 holds for both; so does the day in “3月、6月、9月、12月10日前” and “3、6、9、12月10日前”.
    “6月和11月10日前” does not tell the day in June: then none is given."""
    text, joined = _BARE_MONTH.subn(r"\1月", text)
    is_shared = joined > 0
    found = list(_MONTH.finditer(text))
    if not found or found[0].start() or any(match[4] for match in found):
        return ()
    if re.search(r"月[^月]{0,4}[至—－~～到-]", text):  # a stretch is over when its last month is
        found = found[-1:]
    days = [_number(match[2]) if match[2] else _LAST if match[3] else None for match in found]
    if days[-1] not in (None, _LAST) and not any(days[:-1]):
        if len(days) > 1 and not (is_shared or (len(days) > 2 and _is_one_list(text))):
            return ()
        days = [days[-1]] * len(days)
    elif any(day is None for day in days) and any(day not in (None, _LAST) for day in days):
        return ()
    by_day: dict[int, list[int]] = {}
    for match, day in zip(found, days, strict=True):
        month, number = _number(match[1]), day or _LAST
        if not 1 <= month <= 12 or not (number == _LAST or 1 <= number <= calendar.monthrange(2024, month)[1]):
            return ()
        by_day.setdefault(number, []).append(month)
    return tuple(Recurrence(tuple(sorted(months)), day) for day, months in by_day.items())


@dataclass(frozen=True, slots=True)
class Once:
    """The last day of what happens once. ``is_named``: the words name its month or day, not only its year."""

    last: date
    is_named: bool


def once_in(words: str, iso: str | None) -> Once | None:
    """The day by which a limit, once, is over; None where the words give no year."""
    text = re.sub(r"\s", "", words)
    end = (iso or "").rpartition("/")[2]
    if re.fullmatch(r"\d{4}(?:-\d{2}){0,2}", end):
        return _last_of(end, text)
    part = re.search(r"((?:19|20)\d{2})年(?:(上|下)半年|第?([一二三四1-4])季度)", text)
    if part:
        month = 3 * _QUARTERS[part[3]] if part[3] else 6 if part[2] == "上" else 12
        return Once(_month_end(int(part[1]), month), is_named=True)
    return None


def _last_of(iso: str, text: str) -> Once:
    numbers = [int(number) for number in iso.split("-")]
    if len(numbers) == 3:
        return Once(date(*numbers), is_named=True)
    if len(numbers) == 2:
        return Once(_month_end(*numbers), is_named=True)
    return Once(date(numbers[0], 12, 31), is_named=bool(re.search(r"[底末]", text)))


def _month_end(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _number(text: str) -> int:
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _CN.find(text) + 1 if len(text) == 1 else 0
    return ((_CN.find(tens) + 1) if tens else 1) * 10 + ((_CN.find(ones) + 1) if ones else 0)


def next_of(recurrences: Sequence[Recurrence], today: date) -> date | None:
    """The first of their days on or after ``today``; None where there are none."""
    return min((recurrence.next(today) for recurrence in recurrences), default=None)
