"""Bold type as Markdown writes it: “**甲局**：牵头制定…”. Rules read the words without the marks."""

from __future__ import annotations

from assistant.reading.passage import Passage

MARK = "**"


def without_emphasis(text: str) -> Passage:
    """``text`` without the marks; the passage knows the way back to the positions in ``text``."""
    pieces: list[str] = []
    starts: list[int] = []
    shifts: list[int] = []
    length = position = 0
    for piece in text.split(MARK):
        if piece:
            starts.append(length)
            shifts.append(position - length)
            pieces.append(piece)
            length += len(piece)
        position += len(piece) + len(MARK)
    return Passage("".join(pieces), tuple(starts or [0]), tuple(shifts or [0]))


def with_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """``start`` and ``end`` moved over the mark beside them that a bold word cut off by them lacks."""
    if text.count(MARK, start, end) % 2:
        if text[:start].endswith(MARK):
            start -= len(MARK)
        elif text.startswith(MARK, end):
            end += len(MARK)
    return start, end
