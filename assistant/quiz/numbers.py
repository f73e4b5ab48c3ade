"""Numbers written in other ways, and the numbers beside a number."""

from __future__ import annotations

import re
import unicodedata

from assistant.quiz.words import value_of

_DIGITS = "零一二三四五六七八九十"
_AGES, _GROWN = (1, 3, 6, 7, 12, 14), 10
_SERIES = re.compile(r"[+-]?\d+(?:\.\d+)?")


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


def numbers_near(value: float, unit: str) -> list[float]:
    """Numbers near ``value``, of its roundness; of shares, none that cannot be."""
    if unit.startswith(("%", "％")):
        return _shares_near(value)
    if value != int(value):
        steps = [0.5, -0.5, 1.0, -1.0, 1.5, -1.5]
    elif "岁" in unit:
        steps = [5.0, -5.0, 10.0, -10.0] if value >= _GROWN else [-1.0, 1.0, -2.0, 2.0, 3.0]
    else:
        round_steps = (s for s in (1000, 100, 50, 10, 5) if value % s == 0 and value >= 2 * s)
        step = next(round_steps, 50 if value >= 100 else 10 if value >= 60 else 5 if value >= 15 else 1)
        steps = [step, -step, 2 * step, -2 * step, 3 * step, -3 * step]
    return [value + step for step in steps if value + step > 0]


def _shares_near(value: float) -> list[float]:
    """Other shares: round for round, closer near a hundred; half and double below ten."""
    if value != int(value) or value < 10:
        steps = [value / 2, value * 2, value * 1.5, value * 3, value - 0.5, value - 1, value + 1]
        return [share for share in steps if share > 0 and share * 2 == int(share * 2)]
    step = 10 if value % 10 == 0 and value < 90 else 5
    near = [value - step, value + step, value - 2 * step, value + 2 * step, value - 3 * step, value + 3 * step]
    close = [98.0] if value >= 95 else []
    return [share for share in (*near, *close) if 0 < share <= 100 and share != value]


def ranges_near(words: str) -> list[str]:
    """Ranges like “1-2”, further up and further down: “2-3”, “3-4”, “4-5”."""
    found = re.fullmatch(r"(\d+)([-—－~～至])(\d+)", words)
    if not found:
        return []
    low, high = int(found[1]), int(found[3])
    if not low:  # ages from birth
        others = sorted((age for age in _AGES if age != high), key=lambda age: abs(age - high))
        return [f"0{found[2]}{age}" for age in others]
    pairs = [(low + 1, high + 1), (low + 2, high + 2), (low - 1, high - 1), (low + 3, high + 3)]
    return [f"{first}{found[2]}{last}" for first, last in pairs if first > 0]


def series_near(series: str) -> list[str]:
    """Series like “2.5%、5%、10%”: the other way round, a step further on, twice as much."""
    values = [float(number) for number in _SERIES.findall(series)]
    sign = "%" if "%" in series else ""
    further = [*values[1:], 2 * values[-1] - values[-2]] if len(values) > 1 else []
    others = (values[::-1], further, [2 * value for value in values], [value + 5 for value in values])
    fitting = (o for o in others if o and o != values and all(0 < v <= (100 if sign else 1e9) for v in o))
    return list(dict.fromkeys("、".join(f"{value:g}{sign}" for value in other) for other in fitting))


def figures_of(words: str) -> tuple[float, ...]:
    """Every number in ``words``, for putting ranges and series in order."""
    return tuple(float(number) for number in re.findall(r"\d+(?:\.\d+)?", words))
