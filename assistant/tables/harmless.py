"""Text made harmless for spreadsheets: notices are data, and no cell of theirs may be run as a formula."""

from __future__ import annotations

import re

# What spreadsheet programs take for the beginning of a formula, some of them also in full width or behind white space.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]|[\t\r\n]")
# Characters that XML, and so a workbook, cannot hold; the others command a terminal or turn the direction of writing.
_UNFIT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
# The most that Excel holds in one cell, in UTF-16 units.
_LONGEST_CELL = 32_767
_CUT = "……"


def is_formula_like(text: str) -> bool:
    """Whether a spreadsheet might run ``text``."""
    return bool(_FORMULA.match(text))


def fit_text(text: str) -> str:
    """``text`` without characters that a workbook cannot hold, cut where a cell ends."""
    clean = _UNFIT.sub("", text)
    if len(clean) * 2 <= _LONGEST_CELL or _units(clean) <= _LONGEST_CELL:
        return clean
    kept = clean.encode("utf-16-le")[: (_LONGEST_CELL - len(_CUT)) * 2].decode("utf-16-le", errors="ignore")
    return kept + _CUT


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2
