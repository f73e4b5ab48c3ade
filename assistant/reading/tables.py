"""Rows of tables in plain text: “| 甲 | 乙 |” as Markdown writes them, or cells parted by tabs."""

from __future__ import annotations

import re

_PIPES = re.compile(r"\|.*\|$")
_MIN_TABS = 2


def is_table_row(line: str) -> bool:
    """Whether ``line``, stripped of spaces at its ends, is one row of a table: a paragraph of its own."""
    return bool(_PIPES.match(line)) or line.count("\t") >= _MIN_TABS


def split_row(line: str) -> tuple[str, ...]:
    """The cells of a row, stripped; see :func:`is_table_row`."""
    cells = line.strip().strip("|").split("|") if _PIPES.match(line.strip()) else line.split("\t")
    return tuple(cell.strip() for cell in cells)
