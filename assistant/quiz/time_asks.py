"""By when, how often and for how long, made ready for asking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from assistant.quiz.cloze import make_cloze, places_of
from assistant.quiz.figure_asks import in_chinese, other_spellings
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import inner_quotes, plain, source_of, tidy, value_of
from assistant.records import Clause, Notice, TimeLimit

# From the most to the least often.
_OFTEN = ("每天", "每周", "每半月", "每月", "每季度", "每半年", "每年")
_FREQUENCY = re.compile(r"(每(?:天|日|周|半月|月|季度|半年|年))((?:[一1]次)?)")
_FIGURE = re.compile(r"(\d+|[一二两三四五六七八九十]{1,3})(\s*)(年|个月|月|周|个工作日|工作日|日|天|小时|分钟|个季度)")
_SMALLER_IS_STRICTER = re.compile(r"不超过|不得超过|最长|以内|内|[之以]?前|止$|^到")
_LARGER_IS_STRICTER = re.compile(r"不少于|不低于|不得少于|以上|至少")
_MOST_WRONG, _FEWEST_WRONG = 6, 2
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
    if cloze is None or plain(words) in plain(named):
        return None
    refutes = partial(refutes_time, clause, limit)
    wrong = [other for other in other_times(words) if refutes(other)][:_MOST_WRONG]
    elsewhere = {plain(other.words) for c in notice.clauses for other in c.time_limits}
    near = tuple(other for other in wrong if plain(other) in elsewhere)
    if len(wrong) < _FEWEST_WRONG:
        return None
    return Ask(
        key=f"time_limit.when|{clause.id}|{limit.start - clause.start}.{at}",
        fact="time_limit",
        role="when",
        notice=notice,
        clause=clause,
        source=source_of(clause, limit.quote, limit.start, limit.end),
        also=(),
        topic=clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=named,
        complete=True,
        question=f"“{inner_quotes(cloze.text)}”，横线处应填哪一项？",
        sentence=cloze.text + "。",
        states=True,
        right=(words,),
        accepted=accepted_times(words),
        near=near,
        far=tuple(other for other in wrong if other not in near),
        false=tuple(other for other in wrong if is_stricter(other, words)),
        refutes=refutes,
    )


def refutes_time(clause: Clause, limit: TimeLimit, words: str) -> bool:
    """Whether ``words`` provably are not the time asked for: another time, and one that the clause does not say."""
    is_time = bool(_FREQUENCY.fullmatch(words) or _FIGURE.search(words))
    return is_time and plain(words) != plain(limit.words) and plain(words) not in plain(clause.text)


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
    is_year = unit == "年" and value > 1900
    write: Callable[[float], str] = str if figure[1].isdigit() else in_chinese
    if not value:
        return []
    if unit == "小时":
        others = [12, 24, 48, 36, 72] if value >= 12 else [value + 1, value + 2, value * 2]
        others = [other for other in others if other != value]
    elif is_year:
        others = [value - 1, value + 1, value - 2, value + 2, value + 5]
    else:
        step = 5 if value % 5 == 0 and value >= 10 else 10 if value % 10 == 0 else 3 if value % 3 == 0 else 1
        others = [value - step, value + step, value + 2 * step, value - 2 * step, value + 3 * step]
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


def accepted_times(words: str) -> tuple[str, ...]:
    """The same time with its number written otherwise, with spaces as printed left out."""
    figures = list(_FIGURE.finditer(words))
    if len(figures) != 1:
        return ()
    ways = other_spellings(figures[0][1])
    return tuple(dict.fromkeys(words[: figures[0].start(1)] + way + words[figures[0].end(1) :] for way in ways))


def blank_number(words: str) -> tuple[str, str] | None:
    """“到2025年” → (“到________年”, “2025”), where the time has one number; else None."""
    figures = list(_FIGURE.finditer(words))
    if len(figures) != 1 or "两" in figures[0][1]:
        return None
    figure = figures[0]
    return words[: figure.start(1)] + BLANK + words[figure.end(1) :], figure[1]
