"""Which marks count: what may be a mark at the head of a line, judged by its neighbours in the numbering."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.structure.lines import Line
from assistant.reading.structure.marks import Mark

# An enumeration that began in mid-sentence goes on there: “一是…” before “二是”.
_INLINE = {"ordinal", "number_paren", "circled", "number", "number_close", "cn_paren"}
_MAX_BARE_HEADING_CHARS = 24
# So many articles in a row may be missing from a text whose numbering goes on behind the gap.
_MAX_MISSING = 2
_NUMERALS = "零一二三四五六七八九十"


class Numbering:
    """The marks met so far, and for each line those to come."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._last: dict[str, int] = {}
        self._steps: tuple[int, ...] = ()
        self._bare = False
        self._next = self._look_ahead(lines)

    @staticmethod
    def _look_ahead(lines: Sequence[Line]) -> list[tuple[Mark | None, Mark | None]]:
        """For each line: the next candidate of its own candidate's kind, and the next decimal one."""
        coming: dict[str, Mark] = {}
        found: list[tuple[Mark | None, Mark | None]] = []
        for line in reversed(lines):
            mark = line.mark or line.possible
            found.append((coming.get(mark.kind) if mark else None, coming.get("decimal")))
            if mark:
                coming[mark.kind] = mark
        return found[::-1]

    @property
    def has_begun(self) -> bool:
        """Whether a mark has been met."""
        return bool(self._last)

    def expects(self, mark: Mark) -> bool:
        """Whether ``mark`` is the first of its kind, or the next after the last one met."""
        if mark.kind == "decimal":
            return self._goes_on(mark.steps)
        return mark.number in (1, self._last.get(mark.kind, 0) + 1)

    def accept(self, mark: Mark) -> None:
        """Note that ``mark`` begins a paragraph."""
        self._last[mark.kind] = mark.number
        self._steps = mark.steps or (() if mark.rank < 7 else self._steps)

    def confirm(self, index: int, line: Line) -> Mark | None:
        """The possible mark of the line at ``index`` where its neighbours show that it is one."""
        mark = line.possible
        if mark is None:
            return None
        following, decimal = self._next[index]
        if mark.kind == "decimal":
            return mark if self._goes_on(mark.steps) or self._begins(mark, following, line) else None
        goes_on = following is not None and following.number == mark.number + 1
        if self._is_bare(line, mark):
            heads = decimal is not None and decimal.steps == (mark.number, 1)
            self._bare = bool(heads or (self._bare and self._last.get("number") == mark.number - 1))
            short = len(line.text) <= _MAX_BARE_HEADING_CHARS and not line.is_prose
            return mark if self._bare and short else None
        if mark.kind == "article":
            step = mark.number - self._last.get("article", 0)
            return mark if step == 1 or (1 < step <= _MAX_MISSING + 1 and goes_on) else None
        last = self._last.get(mark.kind, 0)
        # where 一、 is open already, the 二、 to come is its neighbour, not that of “一、二级医院”
        before = last == mark.number - 1 or (mark.number == 1 and last > 1)
        last_of_list = mark.number > 1 and mark.kind != "cn" and (following is None or following.number == 1)
        return mark if before and (goes_on or last_of_list) else None

    @staticmethod
    def _is_bare(line: Line, mark: Mark) -> bool:
        """“2 组织体系”: a number that only a space parts from its heading, as emergency plans have it."""
        return mark.kind == "number" and re.match(r"\d+\s", line.text) is not None

    def _goes_on(self, steps: tuple[int, ...]) -> bool:
        """Whether a decimal number is the next one after the last: 1 → 1.1 → 1.1.1 → 1.2 → 2.1 (its own 2 left out)."""
        last = self._steps
        if len(steps) > len(last):
            return bool(last) and steps == (*last, 1)
        return steps[:-1] == last[: len(steps) - 1] and steps[-1] == last[len(steps) - 1] + 1

    def _begins(self, mark: Mark, following: Mark | None, line: Line) -> bool:
        """Whether decimal numbers begin here, under a number that is not there: 1.1, then 1.2 or 1.1.1."""
        steps = mark.steps
        if steps[-1] != 1 or following is None:
            return False
        apart = line.text[mark.length - 1 : mark.length] in (" ", "\t", "\u3000")
        return apart and following.steps in ((*steps, 1), (*steps[:-1], 2))

    @staticmethod
    def is_inline(mark: Mark, text: str) -> bool:
        """Whether ``text``, the paragraph so far, holds the mark before this one in mid-sentence."""
        if mark.kind not in _INLINE or mark.number < 2:
            return False
        return bool(re.search(rf".{_before(mark)}", text))


def _before(mark: Mark) -> str:
    """A pattern for the mark of the same kind that stands before ``mark``."""
    number = mark.number - 1
    numeral = f"(?:{number}|{_chinese(number)})"
    shapes = {
        "ordinal": rf"(?:第{_chinese(number)}[，,、]|{_chinese(number)}[是要])",
        "circled": chr(ord("①") + number - 1),
        "number": rf"(?<!\d){number}[.．、](?!\d)",
        "number_close": rf"(?<!\d){number}[)）]",
    }
    return shapes.get(mark.kind, rf"[（(]\s?{numeral}\s?[)）]")


def _chinese(number: int) -> str:
    """``number`` (1 to 99) in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if not tens else "十" if tens == 1 else _NUMERALS[tens % 10] + "十"
    return head + (_NUMERALS[ones] if ones else "")
