"""Clauses → clauses with their facts. The finders read squeezed text; here their positions become the file's."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from assistant.reading.facts.duties import find_duties
from assistant.reading.facts.duty_lines import join_label_lines, says_only_who
from assistant.reading.facts.duty_prose import without_mark
from assistant.reading.facts.duty_rules import UNRULED, Rule, find_rules
from assistant.reading.facts.duty_tables import find_rows
from assistant.reading.facts.duty_tails import find_tail_duties
from assistant.reading.facts.entitlements import find_entitlements
from assistant.reading.facts.listed_cases import with_listed_cases
from assistant.reading.facts.targets import find_targets
from assistant.reading.facts.time_limits import find_time_limits, says_only_when, with_task
from assistant.reading.passage import SPACE, Passage, squeeze
from assistant.reading.structure.emphasis import MARK
from assistant.reading.structure.marks import document_of
from assistant.records import Basis, Clause, Duty, TimeLimit

_DIVISION_OF_WORK = re.compile(r"职责|分工")
# Longer lists are chapters.
_MAX_ITEMS = 60
# A tail assigns what stands so many paragraphs above it at most.
_MAX_ABOVE = 40
# A task named by its paragraph's first words is cut here.
_MAX_TASK_CHARS = 40


class _Placed(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


_Fact = TypeVar("_Fact", bound=_Placed)


def _shift(fact: _Fact, passage: Passage, source: str) -> _Fact:
    start, end = passage.span(fact.start, fact.end)
    return replace(fact, start=start, end=end, quote=squeeze(source[start:end]))  # type: ignore[type-var]


def _shift_duty(duty: Duty, passage: Passage, source: str) -> Duty:
    basis = duty.basis
    if basis.kind not in (
        "first_listed",
        "table",
    ):  # those stand elsewhere, their place in the file is known
        start, end = passage.span(basis.start, basis.end)
        basis = Basis(basis.kind, squeeze(source[start:end]), start, end)
    return replace(_shift(duty, passage, source), basis=basis)


def _task_of(clause: Clause, text: str) -> str:
    """What the tail of a paragraph assigns: its heading where it begins under one, else its first words."""
    if clause.heading:
        return without_mark(clause.heading.replace(MARK, "")).lstrip("。") or clause.heading
    words = without_mark(text.replace(MARK, ""))
    first = re.split(r"[，。；,;（(]", re.sub(r"^[^\u4e00-\u9fff]*", "", words), maxsplit=1)[0]
    return first[:_MAX_TASK_CHARS] or text[:_MAX_TASK_CHARS]


def _governs(source: str) -> Callable[[Clause, Rule], bool]:
    def governs(clause: Clause, rule: Rule) -> bool:
        text = Passage.cut(source, clause.start, clause.end).text
        return any(duty.basis.kind == "first_listed" for duty in find_duties(text, "", rule))

    return governs


def _with_unruled(clauses: Sequence[Clause], source: str, rules: Sequence[Rule | None]) -> Sequence[Rule | None]:
    """``rules``, and :data:`UNRULED` for the other clauses of a document whose tasks end with bare lists of units: two
    at least, one of them with more than one unit."""
    ends = [index for index, clause in enumerate(clauses) if rules[index] is None and _ends_in_bracket(clause)]
    listed: dict[tuple[str | None, str], list[int]] = {}
    for index in ends:
        text = Passage.cut(source, clauses[index].start, clauses[index].end).text.rstrip(SPACE)
        sizes = [len(duty.responsible) for duty in find_tail_duties(text, "", UNRULED) if not duty.lead]
        if sizes and not find_tail_duties(text, "", None):
            listed.setdefault(_document(clauses[index]), []).append(max(sizes))
    ruled = {document for document, sizes in listed.items() if len(sizes) > 1 and max(sizes) > 1}
    return [
        rule or (UNRULED if _document(clause) in ruled else None) for clause, rule in zip(clauses, rules, strict=True)
    ]


def _ends_in_bracket(clause: Clause) -> bool:
    return clause.part in ("body", "annex") and clause.text.rstrip("。；; \u3000").endswith(
        ("）", ")", "〕", "】", "]")
    )


def _document(clause: Clause) -> tuple[str | None, str]:
    return document_of(clause.path), clause.part


def add_facts(clauses: Sequence[Clause], source: str) -> tuple[Clause, ...]:
    """``clauses`` with their duties, time limits, entitlements and targets."""
    rules = _with_unruled(clauses, source, find_rules(clauses, source, _governs(source)))
    rows = find_rows(clauses, source, rules)
    found: list[Clause] = []
    for index, (clause, rule) in enumerate(zip(clauses, rules, strict=True)):
        row = rows.get(index)
        if _states_nothing(clause) or (clause.is_heading and row is None):
            found.append(clause)
            continue
        passage = Passage.cut(source, clause.start, clause.end)
        if row is not None:
            row_clause = replace(clause, duties=row.duties, time_limits=row.time_limits)
            found.append(_with_numbers(row_clause, passage, source))
            continue
        task = _task_above(found, clause) if _is_label_line(passage.text) else _task_of(clause, passage.text)
        read = _with_facts(clause, passage, task, rule, source)
        cases = with_listed_cases(read.entitlements, clause.text, _items_below(clauses, index))
        found.append(replace(read, entitlements=cases))
    return join_label_lines(found, source)


def _states_nothing(clause: Clause) -> bool:
    """Whether a paragraph is no statement: what is not the notice's, a signature, a title or an addressee."""
    titled = clause.part == "front" and not re.search(r"[。；]", clause.text) and not _is_label_line(clause.text)
    return clause.part in ("foreign", "signature") or titled


def _items_below(clauses: Sequence[Clause], index: int) -> list[str]:
    """The first paragraphs of the items one mark below a clause that announces a list; else empty."""
    lead = clauses[index]
    if not lead.path or not lead.text.rstrip().endswith(("：", ":")):
        return []
    items: dict[tuple[str, ...], str] = {}
    for following in clauses[index + 1 : index + 1 + _MAX_ITEMS]:
        if len(following.path) <= len(lead.path) or following.path[: len(lead.path)] != lead.path:
            break
        if len(following.path) == len(lead.path) + 1:
            items.setdefault(following.path, following.text)
    return list(items.values())


def _is_label_line(text: str) -> bool:
    return says_only_who(text) or says_only_when(text)


def _task_above(before: Sequence[Clause], clause: Clause) -> str:
    """What a tail on a line of its own assigns: the heading of the paragraphs above it, back to the tail before, or the
    first words of these."""
    task = ""
    for above in reversed(before[-_MAX_ABOVE:]):
        if above.part != clause.part or (task and above.label != clause.label):
            break
        if _is_label_line(above.text):
            if task:
                break
            continue
        if task and any(duty.basis.kind in ("stated", "first_listed") for duty in above.duties):
            break
        task = _task_of(above, above.text)
        if above.heading or above.label != clause.label:
            break
    return task or (clause.headings[-1] if clause.headings else _task_of(clause, clause.text))


def _with_facts(clause: Clause, passage: Passage, task: str, rule: Rule | None, source: str) -> Clause:
    text = passage.text.rstrip(SPACE)
    listed = any(_DIVISION_OF_WORK.search(heading) for heading in clause.headings)
    duties = find_duties(text, task, rule, listed=listed)
    limits = with_task((_of_tail(limit, duties) for limit in find_time_limits(text)), task)
    found = replace(
        clause,
        duties=tuple(_shift_duty(duty, passage, source) for duty in duties),
        time_limits=tuple(_shift(limit, passage, source) for limit in limits),
    )
    return _with_numbers(found, passage, source)


def _of_tail(limit: TimeLimit, duties: Sequence[Duty]) -> TimeLimit:
    """``limit``; one that stands in a tail (“（甲局负责，6月底前完成）”) is one for what the tail assigns."""
    tail = next(
        (duty for duty in duties if _is_tail(duty) and duty.start <= limit.start and limit.end <= duty.end), None
    )
    return replace(limit, what=tail.task, who=None) if tail else limit


def _is_tail(duty: Duty) -> bool:
    return duty.basis.kind in ("stated", "first_listed")


def _with_numbers(clause: Clause, passage: Passage, source: str) -> Clause:
    text = passage.text.rstrip(SPACE)
    return replace(
        clause,
        entitlements=tuple(_shift(entitlement, passage, source) for entitlement in find_entitlements(text)),
        targets=tuple(_shift(target, passage, source) for target in find_targets(text)),
    )
