"""What a key quotes: whole sentences of a clause, with their place in the notice's file."""

from __future__ import annotations

from assistant.quiz.records import Source
from assistant.quiz.words import is_balanced, source_of
from assistant.records import Clause, Notice

_ENDS, _HALVES = "。！？!?\n", "。；;！？!?\n"
_LONGEST_SENTENCE, _LONGEST_HALF = 130, 170  # characters


def quote_around(notice: Notice, clause: Clause, start: int, end: int) -> Source:
    """The sentence that holds ``clause.text[start:end]``, up to its full stop; of a long one the part up to “；”, and
    where that is long too, or torn out of brackets, just the run itself."""
    for marks, room in ((_ENDS, _LONGEST_SENTENCE), (_HALVES, _LONGEST_HALF)):
        begin, stop = _bounds(clause.text, start, end, marks)
        if stop - begin <= room and is_balanced(clause.text[begin:stop]):
            return quote_of(notice, clause, begin, stop)
    return quote_of(notice, clause, start, end)


def quote_of(notice: Notice, clause: Clause, start: int, end: int) -> Source:
    """``clause.text[start:end]`` as a source, blanks at its sides left out."""
    words = clause.text[start:end]
    start += len(words) - len(words.lstrip())
    end -= len(words) - len(words.rstrip())
    first, last = _positions(notice.source, clause, start, end)
    return source_of(clause, clause.text[start:end], first, last)


def _bounds(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    begin = max((text.rfind(mark, 0, start) for mark in marks), default=-1) + 1
    return begin, min((at for mark in marks if (at := text.find(mark, end)) >= 0), default=len(text))


def _positions(source: str, clause: Clause, start: int, end: int) -> tuple[int, int]:
    """Where ``clause.text[start:end]`` stands in the file: the text is the file's without some of its characters."""
    at, first = clause.start, clause.start
    for number, char in enumerate(clause.text[:end]):
        while source[at] != char:
            at += 1
        if number == start:
            first = at
        at += 1
    return first, at
