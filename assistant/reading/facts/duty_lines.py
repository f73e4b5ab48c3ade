"""Label lines: “牵头单位：甲” and, in the next paragraph, “配合单位：乙”, which are one duty of the clause above them.

Facts stand in one paragraph each. The duty is therefore reported where the lead is named, or else at the first line;
its quote is that line's run, and its basis quotes the whole run of lines, which names every unit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.reading.facts.duty_prose import without_mark
from assistant.reading.facts.duty_roles import Roles, is_label_line, labelled_roles, worded_roles
from assistant.reading.passage import SPACE, Passage, squeeze
from assistant.reading.structure.emphasis import MARK
from assistant.reading.structure.marks import document_of
from assistant.records import Basis, Clause, Duty


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph that holds labels only: its index, its roles, and where the labels stand in the file."""

    index: int
    roles: Roles
    start: int
    end: int


def join_label_lines(clauses: Sequence[Clause], source: str) -> tuple[Clause, ...]:
    """``clauses`` in which the duties of label lines that follow each other are one."""
    joined = list(clauses)
    run: list[_Line] = []
    for index, clause in enumerate(clauses):
        line = _line(index, clause, source)
        if run and (line is None or not _goes_on(run, line, clauses)):
            _join(run, joined, source)
            run = []
        if line is not None and (run or line.roles):
            run.append(line)
    _join(run, joined, source)
    return tuple(joined)


def _line(index: int, clause: Clause, source: str) -> _Line | None:
    if clause.part in ("foreign", "signature"):
        return None
    passage = Passage.cut(source, clause.start, clause.end)
    text = without_mark(passage.text)
    body = text.lstrip("。").strip("；;。，," + SPACE)
    plain = body.replace(MARK, "")
    if not is_label_line(plain):
        return None
    begin = text.index(body)
    start, end = passage.span(begin, begin + len(body))
    return _Line(index, labelled_roles(plain.strip("（()）[]〔〕【】"), short=True) or Roles(), start, end)


def _goes_on(run: list[_Line], line: _Line, clauses: Sequence[Clause]) -> bool:
    """Whether ``line`` adds to the run: it stands right below, in the same document, and repeats no role."""
    first, here = clauses[run[0].index], clauses[line.index]
    repeats = any(
        (old.roles.lead and line.roles.lead)
        or (old.roles.support and line.roles.support)
        or (old.roles.responsible and line.roles.responsible)
        for old in run
    )
    return not repeats and document_of(first.path) == document_of(here.path) and first.part == here.part


def _join(run: list[_Line], clauses: list[Clause], source: str) -> None:
    named = [line for line in run if line.roles]
    if len(named) < 2:
        return
    roles = Roles()
    for line in named:
        roles.add(line.roles)
    duties = [duty for line in named for duty in clauses[line.index].duties]
    if not duties:
        return
    at = next((line for line in named if line.roles.lead), named[0])
    start, end = named[0].start, named[-1].end
    basis = Basis("stated", squeeze(source[start:end]), start, end)
    quote = squeeze(source[at.start : at.end])
    whole = (tuple(roles.lead), tuple(roles.support), tuple(roles.responsible))
    for line in named:
        kept = tuple(duty for duty in clauses[line.index].duties if not (line.start <= duty.start < line.end))
        clauses[line.index] = replace(clauses[line.index], duties=kept)
    duty = Duty(duties[0].task, *whole, basis, quote, at.start, at.end)
    clauses[at.index] = replace(clauses[at.index], duties=(duty, *clauses[at.index].duties))


def says_only_who(text: str) -> bool:
    """Whether a paragraph says only who: a tail or a label line by itself. What it assigns stands above."""
    body = without_mark(text.replace(MARK, "")).strip("。；;，, 　")
    in_brackets = re.fullmatch(r"[（(〔\[【].{2,300}[）)〕\]】]?", body)
    return is_label_line(body) or bool(in_brackets or ("。" not in body and worded_roles(body)))
