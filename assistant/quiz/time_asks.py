"""By when, how often and for how long, made ready for asking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.quiz.cloze import Cloze, call_scope, make_cloze, places_of
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.ladders import (
    FREQUENCIES,
    beside,
    cycle_of,
    days_of,
    other_lengths,
    other_periods,
    other_years,
    spellings_of,
)
from assistant.quiz.numbers import in_chinese, other_spellings
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import plain, shared_run, tidy, value_of, values_in
from assistant.records import Clause, Notice, TimeLimit

_FREQUENCY = re.compile(r"(每(?:天|日|周|半月|月|季度|半年|年|两年|三年|五年))((?:[一1]次)?)")
_PERIOD = re.compile(r"([一二两三五十半]个?(?:天|周|星期|月|年))([以之]?内)")
_FIGURE = re.compile(r"(\d+|[一二两三四五六七八九十]{1,3})(\s*)(年|个月|月|周|个工作日|工作日|日|天|小时|分钟|个季度)")
_YEARLY = re.compile(r"每年(\d+)月和(\d+)月底前")
_ONCE_A_YEAR = (12, "月")
_COUNT = re.compile(r"\d|[一二两三四五六七八九十][名个家次人所项种]")
_SMALLER_IS_STRICTER = re.compile(r"不超过|不得超过|最长|以内|内|[之以]?前|止$|^到")
_LARGER_IS_STRICTER = re.compile(r"不少于|不低于|不得少于|以上|至少")
_FEWEST_WRONG, _A_YEAR = 3, 1900
_LONGEST_STATEMENT = 64
_DAILY = "每天"  # what no office asks of another: nobody would believe it
_LENGTHS = {
    "一周": ("一周", "1周", "七天", "7天"),
    "半月": ("半月", "半个月", "15天"),
    "一月": ("一月", "一个月", "1个月"),
}
# Words of a general goal.
_GOAL = re.compile("明显|进一步|逐步|不断|显著|总体稳定|持续")
_LONGEST_MONTH_DAY = 28  # every month has it
# Two parts of a sentence that share so many characters, or so much of the shorter, may say the same thing.
_SAME_ACT_CHARS, _MOSTLY = 6, 0.6
_PART = re.compile("[，,。；;（）()]")


def find_time_asks(notice: Notice, named: str) -> Iterator[Ask]:
    """Every time limit of ``notice`` whose words stand once in a sentence that can be read by itself, and of which
    other times can be made that are provably wrong."""
    for clause in notice.clauses:
        for at, limit in enumerate(clause.time_limits):
            ask = _ask(notice, named, clause, limit, f"{limit.start - clause.start}.{at}")
            if ask is not None:
                yield ask


def _ask(notice: Notice, named: str, clause: Clause, limit: TimeLimit, mark: str) -> Ask | None:
    words = tidy(limit.words)
    places = places_of(re.escape(limit.words), limit.quote)
    cloze = make_cloze(clause.text, limit.quote, *places[0]) if len(places) == 1 else None
    called = call_scope(named, clause, cloze, words) if cloze else None
    if cloze is None or called is None:
        return None
    frame, right = blank_number(words) or (BLANK, words)
    framed = replace(cloze, text=cloze.text.replace(BLANK, frame))
    value = value_of(right)
    if (frame != BLANK and value in values_in(framed.rest)) or _is_guessed(words, framed.rest):
        return None
    is_year = (value or 0) > _A_YEAR
    if is_year and (is_goal(framed.text) or right == notice.year or _is_horizon(notice, right)):
        return None  # what the stem's own name of the notice, or many a clause, says
    refutes = partial(refutes_time, clause, limit, cloze, frame)
    issued = int(notice.year) if notice.year else None
    wrong = [other for other in _others(words, frame, issued) if refutes(other)]
    if len(wrong) < _FEWEST_WRONG:
        return None
    elsewhere = {plain(other.words) for c in notice.clauses for other in c.time_limits}
    near = tuple(other for other in wrong if plain(frame.replace(BLANK, other)) in elsewhere)
    stricter = [o for o in wrong if o != _DAILY and is_stricter(frame.replace(BLANK, o), words)]
    laxer = [o for o in wrong if o != _DAILY and o not in stricter]
    return cloze_ask(
        notice,
        clause,
        framed,
        called,
        mark,
        asked=("time_limit", "when"),
        right=(right,),
        refutes=refutes,
        accepted=other_spellings(right) if frame != BLANK else accepted_times(words),
        near=near,
        far=tuple(other for other in wrong if other not in near),
        # The nearest alone, one each way: nobody would believe another. In a long sentence it would be a catch.
        false=() if is_year or _is_unjudged(framed.text) else _nearest(stricter, laxer),
        # Once a year, or one of anything, is what everybody guesses; two months at once nobody writes as they stand.
        complete=not _YEARLY.fullmatch(words) and cycle_of(words) != _ONCE_A_YEAR and value != 1,
    )


def _is_guessed(words: str, rest: str) -> bool:
    """Whether the rest of the sentence tells how often: it says the unit again (年度), or, once a year being what goes
    without saying, holds a figure that is the better question; of two months that it is for half a year and for a whole
    one."""
    if _YEARLY.fullmatch(words):
        return bool(re.search("半年|年度", rest))
    often = _FREQUENCY.fullmatch(words)
    if not often:
        return False
    unit = often[1].lstrip("每半两三五")
    if unit in rest:
        return True
    return cycle_of(words) == _ONCE_A_YEAR and bool(_COUNT.search(rest))


def _is_horizon(notice: Notice, year: str) -> bool:
    """Whether ``year`` is the one that the notice looks ahead to: it says it more than once."""
    return len(re.findall(rf"(?<!\d){year}\s?年", notice.source)) > 1


def is_goal(text: str) -> bool:
    """Whether a sentence sets a general goal: as a statement it leaves nothing to judge."""
    return bool(_GOAL.search(text)) and not re.search(r"\d", text.replace(BLANK, ""))


def _others(words: str, frame: str, issued: int | None) -> list[str]:
    """What may stand in the blank of ``frame`` instead, the nearest first."""
    before, after = frame.split(BLANK)
    others = (other for other in other_times(words, issued) if other.startswith(before) and other.endswith(after))
    return list(dict.fromkeys(other[len(before) : len(other) - len(after)] for other in others))


def refutes_time(clause: Clause, limit: TimeLimit, cloze: Cloze, frame: str, answer: str) -> bool:
    """Whether ``answer`` in the blank of ``frame`` provably is not the time asked for: another time, which the sentence
    does not say, and which the clause says, if at all, of something else."""
    words = frame.replace(BLANK, answer)
    is_time = bool(_FREQUENCY.fullmatch(words) or _FIGURE.search(words) or _PERIOD.fullmatch(words))
    said = _bare_period(words)
    if not is_time or plain(words) == plain(limit.words) or said in plain(cloze.rest):
        return False
    if _is_before_step(cloze, limit.words, words):
        return False
    cycle = None if _FIGURE.search(words) else cycle_of(words)
    if cycle is not None and cycle == cycle_of(limit.words):
        return False
    act = plain(next(part for part in _PART.split(cloze.text) if BLANK in part).replace(BLANK, ""))
    others = (plain(part) for part in _PART.split(clause.text) if said in plain(part))
    return not any(_may_be_one_act(act, other.replace(said, "")) for other in others)


def _is_before_step(cloze: Cloze, right: str, words: str) -> bool:
    """Whether the stem itself rules ``words`` out: a step that it says earlier, “一周内…，____…”, ends later."""
    periods = [place_of_time(match[0]) for match in _PERIOD.finditer(cloze.text.partition(BLANK)[0])]
    earlier = [period for period in periods if period < place_of_time(right)]
    return bool(_PERIOD.fullmatch(words) and earlier) and place_of_time(words) <= max(earlier)


def _may_be_one_act(first: str, second: str) -> bool:
    shared = shared_run(first, second)
    return shared >= _SAME_ACT_CHARS or shared >= _MOSTLY * min(len(first), len(second))


def _bare_period(words: str) -> str:
    """“不少于3个月” → “3个月”: the clause may say it with other words around; a list of times stays as it is."""
    figures = list(_FIGURE.finditer(words))
    return plain(figures[0][0] if len(figures) == 1 else words)


def other_times(words: str, issued: int | None = None) -> list[str]:
    """Times like ``words`` that are not the same, from the natural ladders: another frequency, period, month, year or
    length; the nearest first.

    :param issued: the year of the notice: of other years, only those of its plan can be.
    """
    often = _FREQUENCY.fullmatch(words)
    if often:
        return [other + often[2] for other in beside(FREQUENCIES, often[1].replace("每日", "每天"))]
    period = _PERIOD.fullmatch(words)
    if period:
        return [other + period[2] for other in other_periods(period[1])]
    figures = list(_FIGURE.finditer(words))
    months = [m for m in figures if m[3] == "月"]
    if months:
        return _with_other_months(words, months, figures)
    return _with_other_number(words, figures[-1], issued) if len(figures) == 1 else []


def _with_other_months(words: str, months: Sequence[re.Match[str]], figures: Sequence[re.Match[str]]) -> list[str]:
    days = [int(value_of(m[1]) or 0) for m in figures if m[3] == "日"]
    if any(day > _LONGEST_MONTH_DAY for day in days) or any(not m[1].isdigit() for m in months):
        return []
    found = []
    for shift in (-1, 1, -2, 2, -3, 3):
        moved = [int(m[1]) + shift for m in months]
        if all(1 <= month <= 12 for month in moved):
            found.append(_replaced(words, months, [str(month) for month in moved]))
    return found


def _with_other_number(words: str, figure: re.Match[str], issued: int | None) -> list[str]:
    value, unit = int(value_of(figure[1]) or 0), figure[3]
    write: Callable[[float], str] = str if figure[1].isdigit() else in_chinese
    if not value:
        return []
    is_year = unit == "年" and value > _A_YEAR
    others = other_years(value, issued) if is_year else other_lengths(value, unit)
    most = _LONGEST_MONTH_DAY if unit == "日" and "月" in words else float("inf")
    return [_replaced(words, [figure], [write(other)]) for other in others if 0 < other <= most and write(other)]


def _replaced(words: str, figures: Sequence[re.Match[str]], numbers: Sequence[str]) -> str:
    for figure, number in reversed(list(zip(figures, numbers, strict=True))):
        words = words[: figure.start(1)] + number + words[figure.end(1) :]
    return re.sub(r"(?<![十百])二(?=个月|周|天|年|小时)", "两", words)


def _is_unjudged(text: str) -> bool:
    """Whether a statement made of ``text`` would be a goal, or so long that a changed time is a catch."""
    return is_goal(text) or len(text) > _LONGEST_STATEMENT


def _nearest(*ways: Sequence[str]) -> tuple[str, ...]:
    """The first of each of ``ways``."""
    return tuple(way[0] for way in ways if way)


def is_stricter(other: str, words: str) -> bool:
    """Whether a sentence with ``other`` asks more than one with ``words``: one that asks less would follow from it."""
    often, other_often = _FREQUENCY.fullmatch(words), _FREQUENCY.fullmatch(other)
    if often and other_often:
        return FREQUENCIES.index(other_often[1]) < FREQUENCIES.index(often[1].replace("每日", "每天"))
    values = [place_of_time(w) for w in (other, words)]
    if _LARGER_IS_STRICTER.search(words):
        return values[0] > values[1]
    return values[0] < values[1] if _SMALLER_IS_STRICTER.search(words) else True


def accepted_times(words: str) -> tuple[str, ...]:
    """The same time in all its common wordings."""
    if _FREQUENCY.fullmatch(words):
        return spellings_of(words)
    yearly = _YEARLY.fullmatch(words)
    if yearly:
        first, second = yearly[1], yearly[2]
        joints = (f"{first}月和{second}月底前", f"{first}月底和{second}月底前", f"{first}月底、{second}月底前")
        return tuple(way for joint in joints for way in (joint, "每年" + joint) if way != words)
    period = _PERIOD.fullmatch(words)
    if period:
        same = _LENGTHS.get(period[1].replace("个", ""), ())
        return tuple(way for length in same for w in ("内", "之内", "以内") if (way := length + w) != words)
    figures = list(_FIGURE.finditer(words))
    if len(figures) != 1:
        return ()
    ways = list(other_spellings(figures[0][1]))
    return tuple(dict.fromkeys(words[: figures[0].start(1)] + way + words[figures[0].end(1) :] for way in ways))


def blank_number(words: str) -> tuple[str, str] | None:
    """“到2025年” → (“到________年”, “2025”), where the time has one number; else None."""
    figures = list(_FIGURE.finditer(words))
    if len(figures) != 1 or _PERIOD.fullmatch(words) or _FREQUENCY.fullmatch(words):
        return None
    figure = figures[0]
    return words[: figure.start(1)] + BLANK + words[figure.end(1) :], figure[1]


def place_of_time(words: str) -> tuple[float, ...]:
    """For putting times in order: how often first, else the days of a period told in words, else the figures."""
    often = _FREQUENCY.fullmatch(words)
    if often:
        return (float(FREQUENCIES.index(often[1].replace("每日", "每天"))),)
    period = _PERIOD.fullmatch(words)
    days = days_of(period[1]) if period else None
    if days is not None:
        return (days,)
    return tuple(value_of(match[1]) or 0.0 for match in _FIGURE.finditer(words)) or (value_of(words) or 0.0,)
