"""What an answer says of how long its notices hold: the facts that each states of itself, and what is over by today.

The program's own lines, made from :class:`~assistant.records.Validity`; they claim nothing that a notice does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from assistant.records import Notice, Reference

_BETWEEN = {"zh": "、", "en": ", "}
_SENDS_OUT = re.compile(r"^.*?关于(?:印发|公布|发布)(.+?)的?通知$")
# More documents than this are counted, not named: the line stands under every answer.
_MAX_NAMED = 2


def facts_of(notice: Notice, lang: str, *, without_time: bool = False) -> list[str]:
    """Effective, until, plan years, carried out, repealed: one short phrase for each that the notice states.

    :param without_time: leave out the first three, which a warning has told.
    """
    times = [] if without_time else _times(notice, lang)
    return times + _relations(notice, lang)


def _times(notice: Notice, lang: str) -> list[str]:
    held = notice.validity
    zh = lang == "zh"
    facts: list[str] = []
    if held.effective and held.effective.date:
        facts.append(f"{day_words(held.effective.date, lang)}起施行" if zh else f"in force from {held.effective.date}")
    if held.expires:
        facts.append(_expiry(held.expires.date, held.expires.quote, lang))
    if held.plan_years:
        facts.append(
            f"计划期{years_words(held.plan_years, lang)}" if zh else f"plan for {years_words(held.plan_years, lang)}"
        )
    return facts


def _relations(notice: Notice, lang: str) -> list[str]:
    held, zh = notice.validity, lang == "zh"
    facts: list[str] = []
    if held.carries_out:
        facts.append(("依据" if zh else "based on ") + named(held.carries_out, lang))
    if held.repeals:
        facts.append(("废止" if zh else "repeals ") + named(held.repeals, lang))
    return facts


def _expiry(last_day: str | None, quote: str, lang: str) -> str:
    if last_day:
        return f"有效期至{day_words(last_day, lang)}" if lang == "zh" else f"valid until {last_day}"
    return f"“{quote}”" if lang == "zh" else f"validity: “{quote}”"


def day_words(iso: str, lang: str) -> str:
    """“2022年2月1日”; in English the ISO form."""
    if lang == "en":
        return iso
    year, month, day = iso.split("-")
    return f"{year}年{int(month)}月{int(day)}日"


def years_words(years: tuple[int, int], lang: str) -> str:
    """“2022年”, “2021—2025年”."""
    first, last = years
    if lang == "en":
        return str(first) if first == last else f"{first}–{last}"
    return f"{first}年" if first == last else f"{first}—{last}年"


def named(references: Sequence[Reference], lang: str) -> str:
    """Documents by number where one is given, else by title; more than two are counted."""
    names = [reference.number or f"《{reference.title}》" for reference in references[:_MAX_NAMED]]
    rest = len(references)
    more = "" if rest <= _MAX_NAMED else f"等{rest}件" if lang == "zh" else f" and {rest - _MAX_NAMED} more"
    return _BETWEEN[lang].join(names) + more


def is_over(notice: Notice, today: date) -> bool:
    """Whether the last day that the notice states, or the last year of its plan, has gone by."""
    held = notice.validity
    if held.expires and held.expires.date:
        return held.expires.date < today.isoformat()
    return bool(held.plan_years and held.plan_years[1] < today.year)


def is_to_come(notice: Notice, today: date) -> bool:
    """Whether the first day in force that the notice states is still ahead."""
    effective = notice.validity.effective
    return bool(effective and effective.date and effective.date > today.isoformat())


def bare_title(title: str | None) -> str:
    """A title without marks and spaces, to compare two with."""
    return re.sub(r"[\s《》〈〉“”\"]", "", title or "")


def title_core(title: str | None) -> str:
    """A title without “关于印发……的通知” around it, marks and spaces."""
    bare = bare_title(title)
    sent = _SENDS_OUT.match(bare)
    return sent[1] if sent else bare
