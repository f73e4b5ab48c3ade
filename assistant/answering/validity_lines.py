"""The lines of an answer on how long its notices hold: what is over, still ahead or repealed comes first, what else
each notice says of itself stands in one line at the end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from assistant.answering import phrases
from assistant.answering.knowledge import Knowledge
from assistant.answering.validity import day_words, facts_of, is_over, is_to_come, title_core, years_words
from assistant.records import Notice, Reference


def warning_lines(used: Sequence[Notice], knowledge: Knowledge, today: date, lang: str) -> list[str]:
    """One line for each notice used that is past its end, not yet in force, or repealed by another one held."""
    lines = [_warning(notice, knowledge, today, lang) for notice in used]
    return [line for line in lines if line]


def facts_line(used: Sequence[Notice], knowledge: Knowledge, today: date, lang: str) -> str:
    """What the notices used say of themselves, in one line; what a warning has told is not told again."""
    parts: list[str] = []
    for notice in used[: phrases.MAX_LISTED]:
        told = is_over(notice, today) or is_to_come(notice, today)
        facts = facts_of(notice, lang, without_time=told)
        if facts:
            parts.append(_name(notice, used, knowledge, lang) + ("，" if lang == "zh" else ": ") + _joined(facts, lang))
    if not parts:
        return ""
    return (
        "文件自述：" + "；".join(parts) + "。" if lang == "zh" else "The notices themselves: " + "; ".join(parts) + "."
    )


def _joined(facts: Sequence[str], lang: str) -> str:
    return ("，" if lang == "zh" else ", ").join(facts)


def _name(notice: Notice, used: Sequence[Notice], knowledge: Knowledge, lang: str) -> str:
    """The place, as long as it tells the notice from the others used; else the title."""
    alone = sum(other.place == notice.place for other in used) == 1
    if notice.place and alone:
        return phrases.place_in(notice, lang, knowledge)
    return f"《{notice.title}》" if notice.title else notice.id


def _full_name(notice: Notice, knowledge: Knowledge, lang: str) -> str:
    """“开封市《2022年……工作要点》”; the place is left out where the title says it."""
    if not notice.title:
        return phrases.place_in(notice, lang, knowledge)
    said = notice.place is None or notice.place == "全国" or notice.title.startswith(notice.place[:2])
    place = "" if said and lang == "zh" else phrases.place_in(notice, lang, knowledge) + (" " if lang == "en" else "")
    return f"{place}《{notice.title}》"


def _warning(notice: Notice, knowledge: Knowledge, today: date, lang: str) -> str:
    zh = lang == "zh"
    name = _full_name(notice, knowledge, lang)
    told: list[str] = []
    repealed = _repealing(notice, knowledge, today)
    if repealed:
        by = f"《{repealed.title}》" if repealed.title else repealed.id
        number = f"（{repealed.number}）" if repealed.number else ""
        told.append(f"已由{by}{number}废止" if zh else f"has been repealed by {by}{number}")
    told.extend(_over(notice, today, lang))
    if not told:
        return ""
    return f"注意：{name}{'，'.join(told)}。" if zh else f"Note: {name} {'; it '.join(told)}."


def _over(notice: Notice, today: date, lang: str) -> list[str]:
    """What a notice's own words make of today."""
    held, zh = notice.validity, lang == "zh"
    if is_to_come(notice, today) and held.effective and held.effective.date:
        day = day_words(held.effective.date, lang)
        return [f"自{day}起施行，现在尚未施行" if zh else f"comes into force on {day}, which is still ahead"]
    if not is_over(notice, today):
        return []
    if held.expires and held.expires.date:
        day = day_words(held.expires.date, lang)
        return [f"有效期至{day}，已届满" if zh else f"was valid until {day}, which has passed"]
    if held.plan_years is None:
        return []
    years = years_words(held.plan_years, lang)
    if zh:
        return [f"是{years}的计划，计划{'年度' if len(set(held.plan_years)) == 1 else '期'}已过"]
    return [f"is a plan for {years}, which {'is' if len(set(held.plan_years)) == 1 else 'are'} over"]


def _repealing(notice: Notice, knowledge: Knowledge, today: date) -> Notice | None:
    """The notice held, in force by today, that says it repeals ``notice``."""
    for other in knowledge.notices:
        if other.id == notice.id or is_to_come(other, today):
            continue
        if notice.date and other.date and other.date < notice.date:
            continue
        if any(_is_named(notice, reference) for reference in other.validity.repeals):
            return other
    return None


def _is_named(notice: Notice, reference: Reference) -> bool:
    """By its number where both are known, else by its title."""
    if notice.number and reference.number:
        return notice.number == reference.number
    return bool(notice.title and reference.title) and title_core(notice.title) == title_core(reference.title)
