"""Numbers as official notices print them: 30, 30 (full width), 1,000, 三十, 两, 半, 2-3."""

from __future__ import annotations

import re

_DIGITS = {
    "〇": 0,
    "○": 0,
    "零": 0,
    "一": 1,
    "二": 2,
    "两": 2,
    "三": 3,
    "四": 4,
    "五": 5,
    "六": 6,
    "七": 7,
    "八": 8,
    "九": 9,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_MAX_CHARS = 20

# Pieces of patterns. Every repetition is bounded, so that no text can make a rule slow.
ARABIC = r"(?:[0-9０-９]{1,3}(?:,[0-9]{3}){1,4}|[0-9０-９]{1,12})(?:[.．][0-9０-９]{1,4})?"
CHINESE = r"[一二三四五六七八九十两百千〇○零]{1,8}"
NUMBER = rf"(?:{ARABIC}|{CHINESE}|半)"
GAP = r"[ \u3000\u00a0]{0,2}"


def parse_number(words: str) -> int | None:
    """The whole number that ``words`` name, or None (fractions, ranges, 半, anything else)."""
    words = words.strip().replace(",", "")
    if not words or len(words) > _MAX_CHARS:
        return None
    if re.fullmatch(r"[0-9０-９]+", words):
        return int(words)  # int() reads full-width digits too
    if not re.fullmatch(r"[一二三四五六七八九十两百千万亿〇○零]+", words):
        return None
    if not re.search(r"[十百千万亿]", words):
        return int("".join(str(_DIGITS[char]) for char in words))
    return _parse_with_units(words)


def _parse_with_units(words: str) -> int | None:
    total = section = digit = 0
    seen_digit = False
    for char in words:
        if char in _DIGITS:
            digit, seen_digit = _DIGITS[char], True
        elif char in _UNITS:
            section += (digit if seen_digit and digit else 1) * _UNITS[char]
            digit, seen_digit = 0, False
        else:
            total = (total + section + digit) * _LARGE[char]
            section, digit, seen_digit = 0, 0, False
    return total + section + digit
