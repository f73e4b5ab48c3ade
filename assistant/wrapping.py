"""Lines of mixed Chinese and Latin text, broken by the cells that they take on a terminal."""

from __future__ import annotations

import re
import unicodedata

# What must not begin a line stays with what stands before it, what must not end one with what follows.
_CLOSERS = "，。；：、！？）》〉”’〕】」』％%…,.;:!?)]}"
_OPENERS = "（《〈“‘〔【「『([{"
_CHUNK = re.compile(
    rf"[{re.escape(_OPENERS)}]*(?:[A-Za-z0-9][A-Za-z0-9._/#@+\-]*|\s+|[^\s])[{re.escape(_CLOSERS)}]*(?:〔\d+〕)*"
)


def cells(text: str) -> int:
    """How many cells ``text`` takes at most: characters of ambiguous width (“ ” ①) count as two, as Chinese terminals
    draw them."""
    return sum(_char_cells(char) for char in text)


def _char_cells(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WFA" else 1


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    """``text`` in lines of at most ``width`` cells, each behind ``indent``. Nothing but spaces at breaks is lost."""
    room = max(width - len(indent), 2)
    lines: list[str] = []
    line = ""
    for chunk in _CHUNK.findall(text):
        if line and cells(line + chunk.rstrip()) > room:
            lines.append(line.rstrip())
            line = ""
        line += chunk if line else chunk.lstrip()
        while cells(line.rstrip()) > room:
            head = _fitting(line, room)
            lines.append(line[:head])
            line = line[head:]
    if line.strip():
        lines.append(line.rstrip())
    return [indent + line for line in lines]


def _fitting(text: str, room: int) -> int:
    """How many characters of ``text`` fit; at least one."""
    taken = 0
    for count, char in enumerate(text):
        taken += _char_cells(char)
        if taken > room:
            return max(count, 1)
    return len(text)
