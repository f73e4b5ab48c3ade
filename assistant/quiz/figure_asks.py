"""Numbers to reach or keep to, made ready for asking."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import partial

from assistant.quiz.cloze import call_scope, make_cloze, places_of
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import inner_quotes, plain, shared_run, source_of, value_of, values_in
from assistant.records import Clause, Notice, Target

_SAME_QUANTITY_CHARS, _LIKE_QUANTITY_CHARS = 4, 2
_DIGITS = "零一二三四五六七八九十"
_MOST_WRONG = 8
_IS_CHINESE = re.compile(r"[一二三四五六七八九十两]{1,3}")


def find_figure_asks(notice: Notice, named: str, others: Sequence[Notice]) -> Iterator[Ask]:
    """Every target of ``notice`` whose number stands once in a sentence that can be read by itself.

    :param others: notices whose numbers serve as wrong options.
    """
    for clause in notice.clauses:
        for at, target in enumerate(clause.targets):
            ask = _ask(notice, named, clause, target, at, others)
            if ask is not None:
                yield ask


def _ask(notice: Notice, named: str, clause: Clause, target: Target, at: int, others: Sequence[Notice]) -> Ask | None:
    value = value_of(target.number)
    if value is None or not target.unit:
        return None
    pattern = rf"(?<![\d.．一二三四五六七八九十百千]){re.escape(target.number)}(?=\s*{re.escape(target.unit)})"
    places = places_of(pattern, target.quote)
    cloze = make_cloze(clause.text, target.quote, *places[0]) if len(places) == 1 else None
    called = call_scope(named, clause, cloze) if cloze else None
    if cloze is None or called is None or value in values_in(cloze.rest) or _is_counted(cloze.text, value):
        return None
    refutes = partial(refutes_figure, notice, clause, target)
    near = _style(_known(target, [notice], alike=0), target, refutes)
    far = [
        n
        for n in _style(
            [*_known(target, others, alike=_LIKE_QUANTITY_CHARS), *_shifted(value, target.unit)], target, refutes
        )
        if n not in near
    ]
    wrong = [*near, *far][:_MOST_WRONG]
    return Ask(
        key=f"target.number|{clause.id}|{target.start - clause.start}.{at}",
        fact="target",
        role="number",
        notice=notice,
        clause=clause,
        source=source_of(clause, target.quote, target.start, target.end),
        also=(),
        topic=clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=called,
        complete=True,
        question=f"“{inner_quotes(cloze.text)}”，横线处应填哪一项？",
        sentence=cloze.text + "。",
        states=True,
        right=(target.number,),
        accepted=accepted_figures(target.number, target.unit),
        near=tuple(near[:_MOST_WRONG]),
        far=tuple(far[:_MOST_WRONG]),
        false=tuple(n for n in wrong if _is_stronger(value_of(n) or 0, value, target.comparator)),
        refutes=refutes,
    )


def _is_counted(text: str, value: float) -> bool:
    """Whether the sentence lists so many things before its blank, or in brackets behind it, that one can count them."""
    before, _, behind = text.partition(BLANK)
    bracket = re.match(r"[^，。；（(]{0,8}[（(]([^（）()]*)[）)]", behind)
    lists = [re.split("[，。；：]", before)[-1], bracket[1] if bracket else ""]
    return any(len(re.split("、|(?<!总)和|及", part)) == value for part in lists if "、" in part)


def refutes_figure(notice: Notice, clause: Clause, target: Target, number: str) -> bool:
    """Whether the notice provably does not give ``number`` for the quantity of ``target``: its clause does not have the
    number at all, nor does any target of the notice on what may be the same quantity."""
    value = value_of(number)
    if value is None or value in values_in(clause.text):
        return False
    same = (
        other.number
        for other_clause in notice.clauses
        for other in other_clause.targets
        if other.unit == target.unit and shared_run(plain(other.what), plain(target.what)) >= _SAME_QUANTITY_CHARS
    )
    return all(value_of(other) != value for other in same)


def _is_stronger(value: float, right: float, comparator: str) -> bool:
    """Whether a statement with ``value`` says more than the notice does: one that says less would follow from it."""
    return value > right if comparator.startswith(">") else value < right if comparator.startswith("<") else True


def _known(target: Target, notices: Sequence[Notice], *, alike: int) -> list[float]:
    """Numbers with the same unit in ``notices``, those of like quantities first, then the nearest; only of quantities
    whose names share ``alike`` characters."""
    value = value_of(target.number) or 0.0
    found = [
        (-min(shared_run(plain(other.what), plain(target.what)), _SAME_QUANTITY_CHARS), abs(number - value), number)
        for notice in notices
        for clause in notice.clauses
        for other in clause.targets
        if other.unit == target.unit
        and (number := value_of(other.number)) is not None
        and shared_run(plain(other.what), plain(target.what)) >= alike
    ]
    return [number for _, _, number in sorted(found) if value / 4 <= number <= max(value * 4, 3)]


def _shifted(value: float, unit: str) -> list[float]:
    """Numbers near ``value``, of its roundness; of shares, none that cannot be."""
    if unit.startswith(("%", "％")):
        return _shifted_share(value)
    if value != int(value):
        steps = [0.5, -0.5, 1.0, -1.0, 1.5, -1.5]
    else:
        round_steps = (s for s in (1000, 100, 50, 10, 5) if value % s == 0 and value >= 2 * s)
        step = next(round_steps, 50 if value >= 100 else 10 if value >= 25 else 5 if value >= 15 else 1)
        steps = [step, -step, 2 * step, -2 * step, 3 * step, -3 * step]
    return [value + step for step in steps if value + step > 0]


def _shifted_share(value: float) -> list[float]:
    """Other shares: five percent apart, closer near a hundred; half and double below ten."""
    if value != int(value) or value < 10:
        steps = [value / 2, value * 2, value * 1.5, value * 3, value - 0.5, value - 1, value + 1]
        return [share for share in steps if share > 0 and share * 2 == int(share * 2)]
    near = [value - 5, value + 5, value - 10, value + 10, value - 15, value + 15]
    close = [98.0, 99.0] if value >= 95 else []
    return [share for share in (*near, *close) if 0 < share < 100 and share != value]


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


def in_chinese(value: float) -> str:
    """“三”, “十二”; "" above ninety-nine and for fractions."""
    if value == 100:
        return "一百"
    if value != int(value) or not 0 < value < 100:
        return ""
    tens, ones = divmod(int(value), 10)
    front = "" if tens == 0 else "十" if tens == 1 else _DIGITS[tens] + "十"
    return front + (_DIGITS[ones] if ones else "")


def accepted_figures(number: str, unit: str) -> tuple[str, ...]:
    """Other ways to fill in ``number``: otherwise written, or with the sign that stands behind the blank."""
    sign = unit[:1] if unit.startswith(("%", "％")) else ""
    return (*other_spellings(number), *([number + sign] if sign else []))


def other_spellings(number: str) -> tuple[str, ...]:
    """The same number in full-width figures and in Chinese, or, where it is printed in Chinese, in figures."""
    value = value_of(number)
    if value is None:
        return ()
    figures = f"{value:g}" if value < 1e6 else str(int(value))
    wide = "".join(chr(ord(char) + 0xFEE0) if char.isdigit() else char for char in figures)
    ways = (figures, unicodedata.normalize("NFKC", number), wide, in_chinese(value))
    return tuple(dict.fromkeys(way for way in ways if way and way != number))
