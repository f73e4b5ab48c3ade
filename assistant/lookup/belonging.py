"""Which time limits belong to which duty.

Of prose: those in its own sentence. Of a tail: those of its paragraph that stand in no sentence making somebody else
responsible. Of a line of its own (“责任单位：县水利局”): those of the paragraphs under the same number that it stands
below, back to the tail before, and of the lines that follow it (“完成时限：2023年底前”). Of a row of a table: its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.lookup.conditions import limits_of
from assistant.records import Clause, Duty, Notice, TimeLimit

# A paragraph is a line of its own where so few of its characters are not the duty's, or the limit's.
_MAX_REST_CHARS = 6
# What a line follows stands so many paragraphs above it at most.
_MAX_ABOVE = 12

# How a tail begins: a bracket, or the label of a line. A row of a table begins otherwise.
_TAIL_START = re.compile(
    r"[（(〔\[［【]|[\u4e00-\u9fff]{0,8}(?:单位|部门|处室|科室|牵头|责任|负责|主办)[^|\t]{0,6}[：:为是]"
)

_Key = tuple[str, int, int, str]  # one limit of a notice: two may share a quote, or words


@dataclass(frozen=True, slots=True)
class Assigned:
    """A duty, the clause that it stands in, and the time limits that belong to it."""

    clause: Clause
    duty: Duty
    limits: tuple[TimeLimit, ...]


class Belonging:
    """The duties of one notice with their time limits, and back."""

    def __init__(self, notice: Notice) -> None:
        self.assigned = tuple(_assigned(notice.clauses))
        self._duties: dict[_Key, Duty] = {}
        for item in self.assigned:
            for limit in item.limits:
                self._duties.setdefault(_key(limit), item.duty)

    def duty_of(self, limit: TimeLimit) -> Duty | None:
        """The duty that ``limit`` is a part of."""
        return self._duties.get(_key(limit))


def _key(limit: TimeLimit) -> _Key:
    return limit.words, limit.start, limit.end, limit.what


def _assigned(clauses: Sequence[Clause]) -> Iterator[Assigned]:
    for index, clause in enumerate(clauses):
        for duty in clause.duties:
            limits = [limit for limit in limits_of(clause) if _is_of(limit, duty, clause)]
            if _is_line(clause, duty.quote) and duty.basis.kind != "prose" and not is_row(duty):
                limits = [*_around(clauses, index, duty), *limits]
            yield Assigned(clause, duty, tuple(limits))


def _is_of(limit: TimeLimit, duty: Duty, clause: Clause) -> bool:
    inside = [other for other in clause.duties if other.basis.kind == "prose" and _holds(other, limit)]
    if duty.basis.kind == "prose":
        return duty in inside
    tails = [other for other in clause.duties if other.basis.kind != "prose"]
    if inside or duty.basis.kind == "table" or len(tails) == 1:
        return not inside
    behind = max((tail.end for tail in tails if tail.start < duty.start), default=clause.start)
    return behind <= limit.start < duty.end


def _holds(duty: Duty, limit: TimeLimit) -> bool:
    return duty.start <= limit.start and limit.end <= duty.end


def _is_line(clause: Clause, words: str) -> bool:
    return bool(clause.label) and len(clause.text.strip()) - len(words.strip()) <= _MAX_REST_CHARS


def _around(clauses: Sequence[Clause], index: int, duty: Duty) -> Iterator[TimeLimit]:
    """The limits of the paragraphs that a line is about: those above it, and the lines that say when below it."""
    line = clauses[index]
    above: list[Clause] = []
    for clause in reversed(clauses[max(0, index - _MAX_ABOVE) : index]):
        if not _is_beside(clause, line) or any(duty.basis.kind != "prose" for duty in clause.duties):
            break
        above.append(clause)
    for clause in reversed(above):
        prose = [duty for duty in clause.duties if duty.basis.kind == "prose"]
        yield from (limit for limit in limits_of(clause) if not any(_holds(duty, limit) for duty in prose))
    for clause in clauses[index + 1 : index + 1 + _MAX_ABOVE]:
        if not _is_beside(clause, line) or clause.duties:
            break
        limits = limits_of(clause)
        if limits and _is_line(clause, limits[0].quote):
            yield from limits
        elif clause.text.strip() not in f"{duty.quote}\n{duty.basis.quote}":  # “配合单位：…” is a part of the duty
            break


def is_row(duty: Duty) -> bool:
    """Whether a duty is a row of a table, which has a time, a lead and supporters of its own or none."""
    return duty.basis.kind == "table" or (duty.basis.kind == "first_listed" and not _TAIL_START.match(duty.quote))


def _is_beside(clause: Clause, line: Clause) -> bool:
    return clause.label == line.label and clause.part == line.part and not clause.is_heading
