"""An answer in the making: statements with their citations, and what stands around them."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.answering.evidence import Evidence
from assistant.reading.passage import Passage, squeeze
from assistant.records import Citation, Clause, Duty, Missing, Notice, Statement


@dataclass(slots=True)
class Draft:
    """What the composing step fills in.

    ``ahead`` and ``notes`` are the program's own lines before and behind the statements; ``speaking``: the notices
    held, asked about or not, that speak of the topic; ``leads``: a statement names who leads;
    ``told``: what the statements rest on.
    """

    statements: list[Statement] = field(default_factory=list)
    citations: list[Citation] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    ahead: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    status: str = "not_found"
    speaking: tuple[Notice, ...] = ()
    leads: bool = False
    told: list[Evidence] = field(default_factory=list)

    def cite(self, notice: Notice, clause: Clause, start: int, end: int) -> int:
        """The number of the citation of ``source[start:end]``, as the file prints it; the same run is cited under one
        number."""
        for known in self.citations:
            if known.clause_id == clause.id and (known.start, known.end) == (start, end):
                return known.n
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                n=number,
                notice=notice.id,
                title=notice.title,
                number=notice.number,
                place=notice.place,
                date=notice.date,
                clause=clause.label,
                clause_id=clause.id,
                quote=squeeze(notice.source[start:end]),
                text=clause.text,
                start=start,
                end=end,
                page=notice.page_of(start),
            )
        )
        return number

    def cite_basis(self, notice: Notice, duty: Duty) -> list[int]:
        """What else a duty rests on: the words of a first-unit rule, the header row of a table, the other lines of
        “牵头单位：…” and “配合单位：…”, each cited from its own paragraph."""
        basis = duty.basis
        if basis.kind in ("stated", "prose") and duty.start <= basis.start and basis.end <= duty.end:
            return []
        touched = (c for c in notice.clauses if c.start < basis.end and basis.start < c.end)
        return [self._cite_part(notice, clause, basis.start, basis.end) for clause in touched]

    def _cite_part(self, notice: Notice, clause: Clause, start: int, end: int) -> int:
        """Cite what of ``clause`` lies in ``source[start:end]``."""
        passage = Passage.cut(notice.source, max(start, clause.start), min(end, clause.end))
        bare = passage.text.strip()
        begin = passage.text.find(bare)
        return self.cite(notice, clause, *passage.span(begin, begin + len(bare)))

    def state(self, text: str, place: str | None, citations: list[int]) -> None:
        """Add a statement, once."""
        statement = Statement(text, place, tuple(citations))
        if statement not in self.statements:
            self.statements.append(statement)

    def miss(self, notice: str, why: str) -> None:
        """Note once that ``notice`` could not say it."""
        if all(item.notice != notice for item in self.missing):
            self.missing.append(Missing(notice, why))

    def remark(self, line: str) -> None:
        """Add a line behind the statements, once."""
        if line not in self.notes:
            self.notes.append(line)

    def lead_in(self, line: str) -> None:
        """Add a line before the statements, once."""
        if line not in self.ahead:
            self.ahead.append(line)
