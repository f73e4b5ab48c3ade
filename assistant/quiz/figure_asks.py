"""Numbers to reach or keep to, made ready for asking: single ones, ranges, and series (“分别不超过2.5%、5%、10%”)."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.quiz.cloze import call_scope, cloze_at, make_cloze, places_of
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.numbers import accepted_figures, in_chinese, numbers_near, ranges_near, series_near
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import plain, shared_run, value_of, values_in
from assistant.records import Clause, Notice, Target

# Two quantities whose names end with so many equal characters are given by the same act (一次性补贴).
_SAME_ACT_CHARS = 4
_SAME_QUANTITY_CHARS, _LIKE_QUANTITY_CHARS = 4, 2
_MOST_WRONG, _FEWEST_WRONG = 8, 3
_IS_CHINESE = re.compile(r"[一二三四五六七八九十两]{1,3}")
_NUMBER = r"([\d.]+|[一二三四五六七八九十百两]+)"
# Illnesses are counted in either.
_COUNTERS = {"种": "个"}
_RANGE = re.compile(r"\d+[-—－~～至]\d+")
_SERIES = re.compile(r"\d+(?:\.\d+)?[%％](?:、\d+(?:\.\d+)?[%％]){1,4}")
# Ages and sizes in passing: no targets, yet what decides a case.
_SAID = re.compile(r"(?<![\d.\-—－~～至第])(\d{1,4}(?:[-—－~～]\d{1,2}(?=\s?岁))?)\s?(周岁|万以上|万元|岁)(?![\d-])")
# A false statement about one number is put in a sentence of that length, no longer: there it is what it turns on. The
# number is so near, in steps or in a share of itself, that one could believe it.
_LONGEST_STATEMENT = 60
# A larger count of what there is can be chosen, but nobody keeps it in mind to write it.
_LARGEST_COUNT = 100
_NEAR_STEPS, _NEAR_SHARE = 2, 0.25
_FEW, _ALL = 3, 100
# Nor does anybody choose a number so many times as large.
_MOST_TIMES = 1.6
# Who reads more has forgotten the cases before the shares come.
_LONGEST_SERIES = 100
# How many there are now, or one of several counts in a row; how many a list that is not given whole has.
_STOCK = re.compile(f"(?:现有|已有|共有|目前|已建成?|截至)[^，。]{{0,12}}{BLANK}|全[省市州县区]{BLANK}|等{BLANK}")
_COUNTED = re.compile(rf"(?:{BLANK}|\d+)[个所家名张](?![月人])[^，。；\d_]{{2,16}}?(?=[、及和，对])")
_FEWEST_COUNTS = 2
# “不少于____人（中医院不少于3人）”: the exception bounds the rule.
_EXCEPTION = re.compile(
    rf"{BLANK}\s?[^，。；（(\d]{{0,4}}[（(][^（）()]*?(?:不少于|不低于|至少|不超过|不得超过)\s?(\d+(?:\.\d+)?)[^（）()\d]*[）)]"
)


# The exception itself: it is less than the rule, or more, as the rule is a least or a most.
_OF_EXCEPTION = re.compile(
    rf"(不少于|不低于|至少|不超过|不得超过)\s?(\d+(?:\.\d+)?)[^，。；（(\d]{{0,4}}[（(][^（）()]*{BLANK}[^（）()]*[）)]"
)
_GRADE = re.compile("[一二三四]级")


def find_figure_asks(notice: Notice, named: str, others: Sequence[Notice]) -> Iterator[Ask]:
    """Every target of ``notice`` whose number stands once in a sentence that can be read by itself.

    :param others: notices whose numbers serve as wrong options.
    """
    for clause in notice.clauses:
        targets = [*clause.targets, *_said(clause)]
        made = (_ask(notice, named, clause, t, f"{t.start - clause.start}.{n}", others) for n, t in enumerate(targets))
        series = (_ask_series(notice, named, clause, match) for match in _SERIES.finditer(clause.text))
        yield from (ask for ask in (*made, *series) if ask is not None)


def _said(clause: Clause) -> Iterator[Target]:
    """Ages and sizes that stand in no target; ``start`` counts in the clause's text, for the key alone."""
    for match in _SAID.finditer(clause.text):
        known = any(target.number == match[1] and match[2].startswith(target.unit) for target in clause.targets)
        if not known:
            begin = max((clause.text.rfind(mark, 0, match.start()) for mark in "。；"), default=-1) + 1
            stops = (at for mark in "。；" if (at := clause.text.find(mark, match.end())) >= 0)
            quote, at = clause.text[begin : min(stops, default=len(clause.text))], clause.start + match.start()
            yield Target(quote, "=", match[1], match[2], quote, at, at + len(match[0]))


def _ask(notice: Notice, named: str, clause: Clause, target: Target, mark: str, others: Sequence[Notice]) -> Ask | None:
    is_range = bool(_RANGE.fullmatch(target.number))
    value = value_of(target.number)
    if (value is None and not is_range) or not target.unit:
        return None
    pattern = rf"(?<![\d.．\-—－~～一二三四五六七八九十百千]){re.escape(target.number)}(?=\s*{re.escape(target.unit)})"
    places = places_of(pattern, target.quote)
    cloze = make_cloze(clause.text, target.quote, *places[0]) if len(places) == 1 else None
    called = call_scope(named, clause, cloze, target.number) if cloze else None
    if cloze is None or called is None or re.search(rf"[%％]、{BLANK}|{BLANK}[%％]、", cloze.text):
        return None
    # The 三 of 三级医院 is no number of anything.
    said = values_in(_GRADE.sub("", cloze.rest + called))
    if value is not None and (
        value in said or _is_counted(cloze.text, value) or _is_summed(cloze.rest, target.unit, value)
    ):
        return None
    refutes = partial(refutes_figure, notice, clause, target, cloze.text)
    near, far = _wrong_ranges(target, refutes) if is_range else _wrong(notice, target, others, refutes)
    if re.search(f"{BLANK}[%％]以上", cloze.text):  # more than all there is
        near, far = (tuple(number for number in side if value_of(number) != _ALL) for side in (near, far))
    if len({*near, *far}) < _FEWEST_WRONG:
        return None
    ask = cloze_ask(
        notice,
        clause,
        cloze,
        called,
        mark,
        asked=("target", "number"),
        right=(target.number,),
        refutes=refutes,
        accepted=() if is_range else accepted_figures(target.number, target.unit),
        near=near,
        far=far,
        false=_false(clause, target, cloze.text, (*near, *far)),
        complete=not is_range and not (target.comparator == "=" and (value or 0) > _LARGEST_COUNT),
        idle=target.comparator == "=" and _is_stock(cloze.text),
    )
    # One is what everybody guesses, and the first of any options: it can only be judged.
    return replace(ask, question="", complete=False) if value == 1 else ask


def _is_stock(text: str) -> bool:
    """Whether the blank is a mere count of what there is: nobody needs to know it by heart."""
    part = next((part for part in re.split("[，。；]", text) if BLANK in part), text)
    return bool(_STOCK.search(text)) or len(_COUNTED.findall(part)) >= _FEWEST_COUNTS


def _is_beyond_exception(text: str, right: float, value: float) -> bool:
    """Whether the stem itself rules ``value`` out: an exception in brackets is smaller, or larger, than the rule; and
    one that is asked for is not what the rule says anyway."""
    of_exception = _OF_EXCEPTION.search(text)
    if of_exception:
        rule = value_of(of_exception[2]) or 0.0
        return value >= rule if of_exception[1] in ("不少于", "不低于", "至少") else value <= rule
    found = _EXCEPTION.search(text)
    bound = value_of(found[1]) if found else None
    return bound is not None and (value <= bound if bound < right else value >= bound)


def _wrong(
    notice: Notice, target: Target, others: Sequence[Notice], refutes: partial[bool]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Other numbers of the notice with the same unit, and numbers from elsewhere or near, proven wrong."""
    value = value_of(target.number) or 0.0
    near = _style(_known(target, [notice], alike=0), target, refutes)
    elsewhere = [*_known(target, others, alike=_LIKE_QUANTITY_CHARS), *numbers_near(value, target.unit)]
    far = [number for number in _style(elsewhere, target, refutes) if number not in near]
    return tuple(near[:_MOST_WRONG]), tuple(far[:_MOST_WRONG])


def _wrong_ranges(target: Target, refutes: partial[bool]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (), tuple(words for words in ranges_near(target.number) if refutes(words))


def _false(clause: Clause, target: Target, text: str, wrong: Sequence[str]) -> tuple[str, ...]:
    """Numbers that make a false statement worth judging: of a share or a limit, in a short sentence; never of a mere
    count, where the changed number would be a catch."""
    value = value_of(target.number)
    is_limit = target.unit.startswith(("%", "％")) or target.comparator != "="
    if value is None or not is_limit or len(text) > _LONGEST_STATEMENT:
        return ()
    said, reach = values_in(clause.text), max(_NEAR_STEPS if value > _FEW else 1, _NEAR_SHARE * value)
    others = {number: value_of(number) or 0.0 for number in wrong}
    near = [n for n, other in others.items() if abs(other - value) <= reach and other not in said]
    return tuple(sorted(near, key=lambda number: abs(others[number] - value)))


def _is_counted(text: str, value: float) -> bool:
    """Whether the sentence lists so many things before its blank, or in brackets behind it, that one can count them."""
    before, _, behind = text.partition(BLANK)
    bracket = re.match(r"[^，。；（(]{0,8}[（(]([^（）()]*)[）)]", behind)
    lists = [re.split("[，。；：]", before)[-1], bracket[1] if bracket else ""]
    return any(len(re.split("、|(?<!总)和|及", part)) == value for part in lists if "、" in part)


def _is_summed(rest: str, unit: str, value: float) -> bool:
    """Whether the other figures of the sentence give this one: “80元，其中…40元、…30元、…10元”."""
    shown = re.findall(rf"(\d+(?:\.\d+)?)\s*{re.escape(unit)}", rest)
    others = [float(number) for number in shown]
    if len(others) < 2:
        return False
    whole, parts = max(others), sum(others) - max(others)
    return math.isclose(value, sum(others)) or math.isclose(value + parts, whole)


def refutes_figure(notice: Notice, clause: Clause, target: Target, shown: str, number: str) -> bool:
    """Whether the notice provably does not give ``number`` for the quantity of ``target``: the sentence does not show
    it, and of what may be the same quantity no target elsewhere has it. In the same clause it may be another target's:
    what each of them is about stands beside it."""
    if _RANGE.fullmatch(number):
        return plain(number) != plain(target.number) and number not in clause.text
    value, right = value_of(number), value_of(target.number)
    if value is None or value == right or value in values_in(shown.replace(BLANK, "")):
        return False
    if right is not None and _is_beyond_exception(shown, right, value):
        return False
    of_others = [other for other in clause.targets if value_of(other.number) == value and other.unit == target.unit]
    if _count(clause.text, value, target.unit) > len(of_others):
        return False
    act = plain(target.what)[-_SAME_ACT_CHARS:]
    if any(plain(other.what).endswith(act) for other in of_others):
        return False  # given for the same act in another case: only the case tells them apart
    same = (
        other.number
        for other_clause in notice.clauses
        for other in other_clause.targets
        if other_clause is not clause
        and other.unit == target.unit
        and shared_run(plain(other.what), plain(target.what)) >= _SAME_QUANTITY_CHARS
    )
    return all(value_of(other) != value for other in same)


def _count(text: str, value: float, unit: str) -> int:
    """How often ``text`` says the number of such things."""
    return sum(value_of(match[1]) == value for match in re.finditer(rf"{_NUMBER}\s*{re.escape(unit)}", text))


def _known(target: Target, notices: Sequence[Notice], *, alike: int) -> list[float]:
    """Numbers with the same unit in ``notices``, those of like quantities first, then the nearest; only of quantities
    whose names share ``alike`` characters."""
    value = value_of(target.number) or 0.0
    found = [
        (-min(shared_run(plain(other.what), plain(target.what)), _SAME_QUANTITY_CHARS), abs(number - value), number)
        for notice in notices
        for clause in notice.clauses
        for other in clause.targets
        if (other.unit == target.unit or (alike and _counter(other) == _counter(target)))
        and (number := value_of(other.number)) is not None
        and shared_run(plain(other.what), plain(target.what)) >= alike
    ]
    return [number for _, _, number in sorted(found) if value / _MOST_TIMES <= number <= max(value * _MOST_TIMES, _FEW)]


def _counter(target: Target) -> str:
    return _COUNTERS.get(target.unit, target.unit)


def _style(values: Sequence[float], target: Target, refutes: partial[bool]) -> list[str]:
    """``values`` written as the target's number is, as far as they are proven wrong."""
    written: list[str] = []
    for value in values:
        if _IS_CHINESE.fullmatch(target.number):
            words = in_chinese(value)
        else:
            words = f"{value:g}" if value < 1e6 else str(int(value))
        if words and words not in written and refutes(words):
            written.append(words)
    return written


# --- series ----------------------------------------------------------------------------------------------------------


def _ask_series(notice: Notice, named: str, clause: Clause, match: re.Match[str]) -> Ask | None:
    """Shares that stand one behind the other, each for a case of its own, asked for together."""
    cloze = cloze_at(clause.text, *match.span())
    called = call_scope(named, clause, cloze, match[0]) if cloze else None
    if cloze is None or called is None or "分别" not in cloze.text:
        return None
    right = match[0].replace("％", "%")

    def refutes(series: str) -> bool:
        return plain(series) != plain(right) and plain(series) not in plain(clause.text)

    wrong = tuple(series for series in series_near(right) if refutes(series))
    if len(wrong) < _FEWEST_WRONG:
        return None
    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(match.start()),
        asked=("target", "series"),
        right=(right,),
        refutes=refutes,
        far=wrong,
        false=wrong[:1],
        complete=False,
        idle=len(cloze.text) > _LONGEST_SERIES,
    )
