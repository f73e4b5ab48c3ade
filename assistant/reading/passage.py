"""A stretch of a file as one line of text, with the way back to the file's positions.

Notices are broken by pages and hard wraps in mid-sentence. Rules read the *squeezed* text, in which line breaks and
the spaces beside them are taken out; screens mark the file's own characters. A :class:`Passage` knows both.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

# A line break with the spaces beside it. Form feeds and the Unicode separators end lines in texts taken from PDFs.
_SPACE = " \t\u00a0\u2002\u2003\u3000\u200b\ufeff"
_BREAK = "\r\n\f\v\x85\u2028\u2029"
_BREAK_RUN = re.compile(rf"[{_SPACE}]*[{_BREAK}][{_SPACE}{_BREAK}]*")


def squeeze(text: str) -> str:
    """``text`` without its line breaks and the spaces beside them; all other characters stay as they are."""
    return _BREAK_RUN.sub("", text)


@dataclass(frozen=True, slots=True)
class Passage:
    """Squeezed text of ``source[start:end]``.

    ``starts`` and ``shifts`` are parallel: from squeezed position ``starts[i]`` on, the file's position is the
    squeezed one plus ``shifts[i]``. Kept as runs, not one number a character, so that large files stay small.
    """

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    @classmethod
    def cut(cls, source: str, start: int, end: int) -> Passage:
        """The passage that ``source[start:end]`` holds."""
        pieces: list[str] = []
        starts: list[int] = []
        shifts: list[int] = []
        length = 0
        position = start
        for match in _BREAK_RUN.finditer(source, start, end):
            if match.start() > position:
                starts.append(length)
                shifts.append(position - length)
                pieces.append(source[position : match.start()])
                length += match.start() - position
            position = match.end()
        if position < end:
            starts.append(length)
            shifts.append(position - length)
            pieces.append(source[position:end])
        return cls("".join(pieces), tuple(starts or [0]), tuple(shifts or [start]))

    def _position(self, index: int) -> int:
        run = bisect_right(self.starts, index) - 1
        return index + self.shifts[max(run, 0)]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """File positions (start, end) of ``text[start:end]``; a line break at either side is left outside."""
        if end <= start:
            position = self._position(start)
            return position, position
        return self._position(start), self._position(end - 1) + 1
