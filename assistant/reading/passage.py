"""A stretch of a file as one line of text, with the way back to the file's positions.

Notices are broken by pages and hard wraps in mid-sentence. What is shown and quoted is the *squeezed* text: the file's
characters, line breaks and the spaces beside them taken out (:func:`squeeze`). Rules read a :class:`Passage`: the same
without the numbers of pages that stand inside a sentence, and with the way back to the file's positions.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

SPACE = " \t\u00a0\u2002\u2003\u3000\u200b\ufeff"
# Form feeds and the Unicode separators end lines in texts taken from PDFs.
_BREAK = "\r\n\f\v\x85\u2028\u2029"
# What a page prints on a line of its own: “— 3 —”, “- 3 -”, “第 3 页 共 9 页”, “3/9”, “3”.
PAGE_NUMBER = (
    r"[-–—－·•~～]{1,3}[ \t\u3000]?\d{1,3}[ \t\u3000]?[-–—－·•~～]{1,3}|\d{1,3}(?:[ \t]?/[ \t]?\d{1,3})?"
    r"|第[ \t]?\d{1,3}[ \t]?页(?:[ \t,，/]{0,2}共[ \t]?\d{1,3}[ \t]?页)?"
)
# A line break with what follows it up to the next word. To rules, the number of a page that broke a sentence is part
# of the break: it is no word of the notice, and a “3” in mid-sentence would be read as one. (A line that holds only a
# number and is none of a page's is a paragraph of its own, see layout, and never stands between two breaks of one.)
_BREAK_RUN = re.compile(rf"[{_BREAK}](?:[{SPACE}{_BREAK}]|(?:{PAGE_NUMBER})(?=[{SPACE}]{{0,80}}[{_BREAK}]))*")
_BREAKS = re.compile(rf"[{_BREAK}][{SPACE}{_BREAK}]*")
# Characters that nobody sees (soft hyphens, zero-width spaces, direction marks): copies from web pages have them inside
# words, which no rule would then know.
_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LEFT_OUT = re.compile(rf"{_BREAK_RUN.pattern}|[{_INVISIBLE}]+")
# What begins a stretch broke nothing in it: a number there is the stretch's own.
_LEADING_BREAK = re.compile(rf"[{SPACE}]*[{_BREAK}][{SPACE}{_BREAK}]*")


def squeeze(text: str) -> str:
    """``text`` without its line breaks and the spaces beside them; all other characters stay as they are, the number
    of a page in mid-sentence too."""
    *ended, last = _BREAKS.split(text)
    return "".join([piece.rstrip(SPACE) for piece in ended] + [last])


@dataclass(frozen=True, slots=True)
class Passage:
    """What rules read of ``source[start:end]``: its squeezed text without the numbers of pages in it.

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
        leading = _LEADING_BREAK.match(source, start, end)
        position = leading.end() if leading else start
        for match in _LEFT_OUT.finditer(source, position, end):
            piece = source[position : match.start()]
            piece = piece.rstrip(SPACE) if match[0][0] in _BREAK else piece
            if piece:
                starts.append(length)
                shifts.append(position - length)
                pieces.append(piece)
                length += len(piece)
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
