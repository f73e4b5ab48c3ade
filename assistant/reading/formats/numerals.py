"""Numbers as word processors and browsers print them in front of a paragraph: 3, 三, 叁, 丙, ③, iii, c.

Names and rules of the formats: ECMA-376 Part 1, 17.18.59 (ST_NumberFormat). Where Word prints other characters than the
standard lists, Word is followed: “一百〇一” for chineseCountingThousand, “一○一” for chineseCounting from 100 on.
"""

from __future__ import annotations

from collections.abc import Callable

_HAN = "零一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_LEGAL_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
# Counters of real files stay far below; beyond it every format would only make long strings (a thousand m's).
_MAX_SPELLED = 9_999
# After z come aa, bb, …, zz, aaa (ECMA-376 17.18.59, lowerLetter).
_MAX_LETTERS = 26 * 9


def _chinese(value: int, digits: str, units: str, nought: str, *, ten_alone: bool) -> str:
    """``value`` (1 to 9,999) counted with 十百千; ``nought`` fills a gap once; ``ten_alone``: 10 is 十, not 一十."""
    text = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit, value = divmod(value, 10**power)
        if not digit:
            gap = bool(text)
            continue
        one_left_out = ten_alone and power == 1 and digit == 1 and not text
        text += (nought if gap else "") + ("" if one_left_out else digits[digit]) + (units[power - 1] if power else "")
        gap = False
    return text


def chinese_counting(value: int, nought: str = "零") -> str:
    """``value`` as in running text: 三, 十, 二十一, 一百零三."""
    return _chinese(value, _HAN, "十百千", nought, ten_alone=True)


def _positional(value: int, nought: str) -> str:
    return "".join(nought if digit == "0" else _HAN[int(digit)] for digit in str(value))


def _counting(value: int) -> str:
    return chinese_counting(value) if value < 100 else _positional(value, "○")


def _japanese(value: int) -> str:
    """No 一 in front of 十, 百, 千, no nought: 百一, 千二百."""
    text = ""
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, power)
        text += ("" if not digit or (digit == 1 and unit) else _HAN[digit]) + (unit if digit else "")
    return text


def _roman(value: int) -> str:
    text = ""
    for worth, letters in _ROMAN:
        text += letters * (value // worth)
        value %= worth
    return text


def _letter(value: int) -> str:
    if value > _MAX_LETTERS:
        return str(value)
    return chr(ord("a") + (value - 1) % 26) * ((value - 1) // 26 + 1)


def _row_of(first: str, count: int) -> Callable[[int], str]:
    """Characters that follow each other in Unicode; beyond the last, digits."""
    return lambda value: chr(ord(first) + value - 1) if value <= count else str(value)


def _choice_of(characters: str) -> Callable[[int], str]:
    return lambda value: characters[value - 1] if value <= len(characters) else str(value)


def circled(value: int) -> str:
    """① to ㊿; beyond, digits."""
    for first, start, end in (("①", 1, 20), ("㉑", 21, 35), ("㊱", 36, 50)):
        if start <= value <= end:
            return chr(ord(first) + value - start)
    return str(value)


def _full_width(value: int) -> str:
    return "".join(chr(ord("０") + int(digit)) for digit in str(value))


_FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _counting,
    "taiwaneseCounting": _counting,
    "chineseCountingThousand": lambda value: chinese_counting(value, "〇"),
    "taiwaneseCountingThousand": chinese_counting,
    "japaneseCounting": _japanese,
    "chineseLegalSimplified": lambda value: _chinese(value, _LEGAL, "拾佰仟", "零", ten_alone=False),
    "ideographLegalTraditional": lambda value: _chinese(value, _LEGAL_TRADITIONAL, "拾佰仟", "零", ten_alone=False),
    "ideographDigital": lambda value: _positional(value, "〇"),
    "taiwaneseDigital": lambda value: _positional(value, "○"),
    "japaneseDigitalTenThousand": lambda value: _positional(value, "〇"),
    "ideographTraditional": _choice_of(_STEMS),
    "ideographZodiac": _choice_of(_BRANCHES),
    "ideographEnclosedCircle": _row_of("㊀", 10),
    "decimalEnclosedCircle": _row_of("①", 20),
    "decimalEnclosedCircleChinese": _row_of("①", 20),
    "decimalEnclosedFullstop": _row_of("⒈", 20),
    "decimalEnclosedParen": _row_of("⑴", 20),
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "decimalZero": lambda value: f"{value:02d}",
    "numberInDash": lambda value: f"- {value} -",
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "lowerLetter": _letter,
    "upperLetter": lambda value: _letter(value).upper(),
    "none": lambda value: "",
    "bullet": lambda value: "",
}


def format_number(value: int, name: str) -> str:
    """``value`` in the format ``name`` (ST_NumberFormat); digits for unknown formats, 0, and beyond 9,999."""
    if name not in ("none", "bullet") and not 0 < value <= _MAX_SPELLED:
        return str(value)
    return _FORMATS.get(name, str)(value)
