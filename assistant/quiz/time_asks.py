"""By when, how often and for how long, made ready for asking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from assistant.quiz.cloze import call_scope, make_cloze, places_of
from assistant.quiz.figure_asks import in_chinese, other_spellings
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import inner_quotes, plain, source_of, tidy, value_of, values_in
from assistant.records import Clause, Notice, TimeLimit

# From the most to the least often.
_OFTEN = ("每天", "每周", "每半月", "每月", "每季度", "每半年", "每年")
_FREQUENCY = re.compile(r"(每(?:天|日|周|半月|月|季度|半年|年))((?:[一1]次)?)")
_FIGURE = re.compile(r"(\d+|[一二两三四五六七八九十]{1,3})(\s*)(年|个月|月|周|个工作日|工作日|日|天|小时|分钟|个季度)")
_SMALLER_IS_STRICTER = re.compile(r"不超过|不得超过|最长|以内|内|[之以]?前|止$|^到")
_LARGER_IS_STRICTER = re.compile(r"不少于|不低于|不得少于|以上|至少")
_FEWEST_WRONG, _A_YEAR = 2, 1900
# Words of a general goal.
_GOAL = re.compile("明显|进一步|逐步|不断|显著|总体稳定|持续")
_LONGEST_MONTH_DAY = 28  # every month has it


def find_time_asks(notice: Notice, named: str) -> Iterator[Ask]:
    """Every time limit of ``notice`` whose words stand once in a sentence that can be read by itself, and of which
    other times can be made that are provably wrong."""
    for clause in notice.clauses:
        for at, limit in enumerate(clause.time_limits):
            ask = _ask(notice, named, clause, limit, at)
            if ask is not None:
                yield ask


def _ask(notice: Notice, named: str, clause: Clause, limit: TimeLimit, at: int) -> Ask | None:
    words = tidy(limit.words)
    places = places_of(re.escape(limit.words), limit.quote)
    cloze = make_cloze(clause.text, limit.quote, *places[0]) if len(places) == 1 else None
    called = call_scope(named, clause, cloze) if cloze else None
    if cloze is None or called is None or plain(words) in plain(called):
        return None
    numbered = blank_number(words)
    frame, right = numbered or (BLANK, words)
    text = cloze.text.replace(BLANK, frame)
    if numbered and value_of(right) in values_in(text):
        return None
    if (value_of(right) or 0) > _A_YEAR and is_goal(text):
        return None
    refutes = partial(refutes_time, clause, limit, frame)
    wrong = [other for other in _others(words, frame) if refutes(other)]
    if len(wrong) < _FEWEST_WRONG:
        return None
    elsewhere = {plain(other.words) for c in notice.clauses for other in c.time_limits}
    near = tuple(other for other in wrong if plain(frame.replace(BLANK, other)) in elsewhere)
    stricter = (other for other in wrong if is_stricter(frame.replace(BLANK, other), words))
    return Ask(
        key=f"time_limit.when|{clause.id}|{limit.start - clause.start}.{at}",
        fact="time_limit",
        role="when",
        notice=notice,
        clause=clause,
        source=source_of(clause, limit.quote, limit.start, limit.end),
        also=(),
        topic=clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=called,
        complete=True,
        question=f"“{inner_quotes(text)}”，横线处应填哪一项？",
        sentence=text + "。",
        states=not is_goal(text),
        right=(right,),
        accepted=other_spellings(right) if numbered else accepted_times(words, cloze.text),
        near=near,
        far=tuple(other for other in wrong if other not in near),
        false=tuple(stricter),
        refutes=refutes,
    )


def is_goal(text: str) -> bool:
    """Whether a sentence sets a general goal: as a statement it leaves nothing to judge."""
    return bool(_GOAL.search(text)) and not re.search(r"\d", text.replace(BLANK, ""))


def _others(words: str, frame: str) -> list[str]:
    """What may stand in the blank of ``frame`` instead, the nearest first."""
    before, after = frame.split(BLANK)
    others = (other for other in other_times(words) if other.startswith(before) and other.endswith(after))
    return list(dict.fromkeys(other[len(before) : len(other) - len(after)] for other in others))


def refutes_time(clause: Clause, limit: TimeLimit, frame: str, answer: str) -> bool:
    """Whether ``answer`` in the blank of ``frame`` provably is not the time asked for: another time, and one that the
    clause does not say."""
    words = frame.replace(BLANK, answer)
    is_time = bool(_FREQUENCY.fullmatch(words) or _FIGURE.search(words))
    said = _bare_period(words)
    return is_time and plain(words) != plain(limit.words) and said not in plain(clause.text)


def _bare_period(words: str) -> str:
    """“不少于3个月” → “3个月”: the clause may say it with other words around; a list of times stays as it is."""
    figures = list(_FIGURE.finditer(words))
    return plain(figures[0][0] if len(figures) == 1 else words)


def other_times(words: str) -> list[str]:
    """Times like ``words`` that are not the same: another frequency, month, day or number; the nearest first."""
    often = _FREQUENCY.fullmatch(words)
    if often:
        head = often[1].replace("每日", "每天")
        at = _OFTEN.index(head)
        return [other + often[2] for other in sorted(_OFTEN, key=lambda o: abs(_OFTEN.index(o) - at)) if other != head]
    figures = list(_FIGURE.finditer(words))
    months = [m for m in figures if m[3] == "月"]
    if months:
        return _with_other_months(words, months, figures)
    return _with_other_number(words, figures[-1]) if len(figures) == 1 else []


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


def _with_other_number(words: str, figure: re.Match[str]) -> list[str]:
    value, unit = int(value_of(figure[1]) or 0), figure[3]
    is_year = unit == "年" and value > _A_YEAR
    write: Callable[[float], str] = str if figure[1].isdigit() else in_chinese
    if not value:
        return []
    if unit == "小时":
        others = [12, 24, 48, 36, 72] if value >= 12 else [value + 1, value + 2, value * 2]
        others = [other for other in others if other != value]
    elif is_year:
        others = [value - 1, value + 1, value - 2, value + 2, value - 3, value + 3]
    else:
        step = 5 if value % 5 == 0 and value >= 10 else 10 if value % 10 == 0 else 3 if value % 3 == 0 else 1
        others = [value - step, value + step, value + 2 * step, value - 2 * step, value + 3 * step, value - 3 * step]
    most = _LONGEST_MONTH_DAY if unit == "日" and "月" in words else float("inf")
    return [_replaced(words, [figure], [write(other)]) for other in others if 0 < other <= most and write(other)]


def _replaced(words: str, figures: Sequence[re.Match[str]], numbers: Sequence[str]) -> str:
    for figure, number in reversed(list(zip(figures, numbers, strict=True))):
        words = words[: figure.start(1)] + number + words[figure.end(1) :]
    return re.sub(r"二(?=个月|周|天|年|小时)", "两", words)


def is_stricter(other: str, words: str) -> bool:
    """Whether a sentence with ``other`` asks more than one with ``words``: one that asks less would follow from it."""
    often, other_often = _FREQUENCY.fullmatch(words), _FREQUENCY.fullmatch(other)
    if often and other_often:
        return _OFTEN.index(other_often[1]) < _OFTEN.index(often[1].replace("每日", "每天"))
    values = [[value_of(m[1]) or 0 for m in _FIGURE.finditer(w)] for w in (other, words)]
    if _LARGER_IS_STRICTER.search(words):
        return values[0] > values[1]
    return values[0] < values[1] if _SMALLER_IS_STRICTER.search(words) else True


def accepted_times(words: str, text: str = "") -> tuple[str, ...]:
    """The same time written otherwise: its number, and “一次” behind how often, where the sentence ``text`` does not
    count by itself."""
    often = _FREQUENCY.fullmatch(words)
    if often:
        ways = [often[1].replace("每日", "每天"), often[1].replace("每天", "每日")]
        ways += [way + "一次" for way in ways] if "次" not in text.replace(BLANK, "") else []
        return tuple(dict.fromkeys(way for way in ways if way != words))
    figures = list(_FIGURE.finditer(words))
    if len(figures) != 1:
        return ()
    ways = list(other_spellings(figures[0][1]))
    return tuple(dict.fromkeys(words[: figures[0].start(1)] + way + words[figures[0].end(1) :] for way in ways))


def blank_number(words: str) -> tuple[str, str] | None:
    """“到2025年” → (“到________年”, “2025”), where the time has one number; else None."""
    figures = list(_FIGURE.finditer(words))
    if len(figures) != 1 or "两" in figures[0][1]:
        return None
    figure = figures[0]
    return words[: figure.start(1)] + BLANK + words[figure.end(1) :], figure[1]


def place_of_time(words: str) -> tuple[float, ...]:
    """For putting times in order: how often first, else the figures."""
    often = _FREQUENCY.fullmatch(words)
    if often:
        return (float(_OFTEN.index(often[1].replace("每日", "每天"))),)
    return tuple(value_of(match[1]) or 0.0 for match in _FIGURE.finditer(words)) or (value_of(words) or 0.0,)
