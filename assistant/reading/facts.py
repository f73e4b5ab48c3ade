"""Clauses → clauses with their facts. The finders read squeezed text; here their positions become the file's."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from assistant.reading.duties import FIRST_UNIT_RULE, Rule, find_duties
from assistant.reading.entitlements import find_entitlements
from assistant.reading.marks import document_of
from assistant.reading.passage import Passage
from assistant.reading.targets import find_targets
from assistant.reading.time_limits import find_time_limits
from assistant.records import Basis, Clause, Duty

# A task named by its paragraph's first words is cut here.
_MAX_TASK_CHARS = 40


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_Fact = TypeVar("_Fact", bound=_Placed)


def _shift(fact: _Fact, passage: Passage) -> _Fact:
    start, end = passage.span(fact.start, fact.end)
    return replace(fact, start=start, end=end)  # type: ignore[type-var]


def _shift_duty(duty: Duty, passage: Passage) -> Duty:
    basis = duty.basis
    if basis.kind not in (
        "first_listed",
        "table",
    ):  # those stand elsewhere, their place in the file is known
        start, end = passage.span(basis.start, basis.end)
        basis = Basis(basis.kind, basis.quote, start, end)
    return replace(_shift(duty, passage), basis=basis)


def _task_of(clause: Clause, text: str) -> str:
    """What the tail of a paragraph assigns: its heading where it begins under one, else its first words."""
    if clause.heading:
        return clause.heading
    first = re.split(r"[，。；,;（(]", re.sub(r"^[^\u4e00-\u9fff]*", "", text), maxsplit=1)[0]
    return first[:_MAX_TASK_CHARS] or text[:_MAX_TASK_CHARS]


def _find_rule(clauses: Sequence[Clause], source: str) -> tuple[int, Rule | None]:
    """The first-unit rule of a notice and the index of the clause that states it."""
    for index, clause in enumerate(clauses):
        passage = Passage.cut(source, clause.start, clause.end)
        found = FIRST_UNIT_RULE.search(passage.text)
        if found:
            begin = found.start() + len(found[0]) - len(found[0].lstrip("，,"))
            return index, Rule(passage.text[begin : found.end()], *passage.span(begin, found.end()))
    return -1, None


def _is_ruled(clause: Clause, stated: Clause) -> bool:
    """Whether a rule that the clause ``stated`` gives holds for ``clause``: the same document, its annexes left out."""
    same_part = clause.part == stated.part or (stated.part == "front" and clause.part == "body")
    return same_part and document_of(clause.path) == document_of(stated.path)


def add_facts(clauses: Sequence[Clause], source: str) -> tuple[Clause, ...]:
    """``clauses`` with their duties, time limits, entitlements and targets.

    A first-unit rule holds from the clause that states it to the end of that document; an annex is another one.
    """
    said_at, rule = _find_rule(clauses, source)
    found: list[Clause] = []
    for index, clause in enumerate(clauses):
        if clause.part in ("foreign", "signature") or clause.is_heading:
            found.append(clause)
            continue
        passage = Passage.cut(source, clause.start, clause.end)
        holds = rule is not None and index >= said_at and _is_ruled(clause, clauses[said_at])
        found.append(_with_facts(clause, passage, rule if holds else None))
    return tuple(found)


def _with_facts(clause: Clause, passage: Passage, rule: Rule | None) -> Clause:
    text = passage.text
    return replace(
        clause,
        duties=tuple(_shift_duty(duty, passage) for duty in find_duties(text, _task_of(clause, text), rule)),
        time_limits=tuple(_shift(limit, passage) for limit in find_time_limits(text)),
        entitlements=tuple(_shift(entitlement, passage) for entitlement in find_entitlements(text)),
        targets=tuple(_shift(target, passage) for target in find_targets(text)),
    )
