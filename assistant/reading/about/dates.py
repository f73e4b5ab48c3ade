"""Calendar dates as notices print them: 2021年10月12日, 二〇二一年十月十二日; on labelled lines also 2021-10-12."""

from __future__ import annotations

import datetime
import re

from assistant.reading.facts.numerals import parse_number

# Scanned and typed copies write the zero of a year with many characters.
_ZEROS = "〇○零ＯOoΟО0０"
_CHINESE_YEAR = rf"[一二][{_ZEROS}一二三四五六七八九]{{3}}"
DAY = (
    rf"(?:(?<!\d)\d{{4}}|{_CHINESE_YEAR})\s?年\s?(?:\d{{1,2}}|[一二三四五六七八九十]{{1,2}})\s?月"
    r"\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号]"
)
_DAY = re.compile(DAY)
_PARTS = re.compile(r"(.+?)\s?年\s?(.+?)\s?月\s?(.+?)\s?[日号]")
_LOOSE = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")


def year_number(words: str) -> int:
    """“2022”, “二〇二二” → 2022."""
    plain = re.sub(f"[{_ZEROS}]", "〇", words) if not words.isdecimal() else words
    return parse_number(plain) or 0


def day_in(text: str, *, loose: bool = False) -> str | None:
    """The first date in ``text`` that exists, ISO; 2月30日, a slip of the pen, is none.

    :param loose: 2021-10-12 counts too.
    """
    for match in _DAY.finditer(text):
        parts = _PARTS.fullmatch(match[0])
        if parts:
            day = iso_day(year_number(parts[1]), parse_number(parts[2]) or 0, parse_number(parts[3]) or 0)
            if day:
                return day
    found = _LOOSE.search(text) if loose else None
    return iso_day(int(found[1]), int(found[2]), int(found[3])) if found else None


def iso_day(year: int, month: int, day: int) -> str | None:
    """The ISO form, or None where there is no such day."""
    try:
        return datetime.date(year, month, day).isoformat()
    except ValueError:
        return None


def without_days(text: str) -> str:
    """``text`` with its dates taken out."""
    return _DAY.sub("", text)


def last_day_of(first: str, *, years: int = 0, months: int = 0) -> str:
    """The last day of a stretch that begins on ``first`` (ISO).

    The first day counts: a notice in force from 2022-03-01 for five years ends on 2027-02-28, as notices that print
    both days have it (“自2022年3月1日起施行，有效期至2027年2月28日”).
    """
    begin = datetime.date.fromisoformat(first)
    month = begin.month - 1 + months + 12 * years
    year, month = begin.year + month // 12, month % 12 + 1
    for day in range(begin.day, 0, -1):
        again = iso_day(year, month, day)
        if again:
            clipped = day < begin.day
            end = datetime.date.fromisoformat(again)
            return (end if clipped else end - datetime.timedelta(days=1)).isoformat()
    raise AssertionError("every month has a first day")


def days_after(first: str, days: int) -> str:
    """The day on which what holds “自公布之日起30日后” begins: the day of publication is the first of the thirty, as
    the state organs count (国家发展改革委、商务部令第37号: 公布于2020年12月19日, 自2021年1月18日起施行)."""
    return (datetime.date.fromisoformat(first) + datetime.timedelta(days=days)).isoformat()
