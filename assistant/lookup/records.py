"""The records that the tables are made from: flat, with the place and the notice that each comes from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assistant.lookup.recurrence import Recurrence
from assistant.records import Basis, Clause, Notice

LEAD, SUPPORT, RESPONSIBLE, DUE = "lead", "support", "responsible", "due"
ROLES = (LEAD, SUPPORT, RESPONSIBLE)


@dataclass(frozen=True, slots=True)
class DutyRecord:
    """Who does a task of one notice.

    Names stand as printed. Under a first-unit rule (``basis.kind`` ``first_listed``) ``support`` holds the other units
    of the list. ``role``: what the unit asked for is in it, or None where none was asked for; ``due``: nothing is
    assigned to it by name, but a time limit is set for it or for everyone in its role (``who``: as printed).
    ``standing``: how far it is about the topic asked for (see :mod:`.relevance`). ``time_limits``: the time words of
    the task.
    """

    notice: Notice
    clause: Clause
    task: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    responsible: tuple[str, ...]
    time_limits: tuple[str, ...]
    basis: Basis
    quote: str
    start: int
    end: int
    role: str | None = None
    who: str | None = None
    standing: str = "task"


@dataclass(frozen=True, slots=True)
class DeadlineRecord:
    """A time limit of one notice.

    ``who``: the unit that must act, as its own sentence says (in prose: the unit that the sentence makes responsible),
    or None; ``lead``, ``support``, ``responsible``, ``basis``: the duty that it is a part of, where there is one.
    ``day``: the day that it falls on, of what recurs the next one; None where its words name no day or month. ``ends``:
    the last day of what happens once, or until which the notice says that it holds; ``past``: that day has gone by;
    ``recurrences``: how it recurs, one for each day of the month that the words name. ``role``: what the unit asked for
    is in it, as in :class:`DutyRecord`.
    """

    notice: Notice
    clause: Clause
    what: str
    who: str | None
    words: str
    kind: str
    iso: str | None
    day: date | None
    ends: date | None
    past: bool
    recurrences: tuple[Recurrence, ...]
    lead: tuple[str, ...]
    support: tuple[str, ...]
    responsible: tuple[str, ...]
    basis: Basis | None
    quote: str
    start: int
    end: int
    role: str | None = None
    standing: str = "task"

    @property
    def next(self) -> date | None:
        """The day to come that its words name, or None."""
        return None if self.past else self.day

    @property
    def rules(self) -> tuple[str, ...]:
        """RFC 5545 rules, with an end where the notice has one."""
        until = f";UNTIL={self.ends:%Y%m%d}" if self.ends else ""
        return tuple(recurrence.rule + until for recurrence in self.recurrences)


@dataclass(frozen=True, slots=True)
class Outcome:
    """``notices``: those looked into; ``remarks``: lines, in the language asked for, that a reader must know: a place
    without a notice, words that no clause says, rows left out."""

    notices: tuple[Notice, ...]
    remarks: tuple[str, ...] = ()
