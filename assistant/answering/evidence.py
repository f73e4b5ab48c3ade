"""A run of a notice that settles something."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.records import Clause, Duty, Entitlement, Target, TimeLimit


@dataclass(frozen=True, slots=True)
class Evidence:
    """A run of a clause that settles something. ``fact`` is the fact that it states, None for a plain sentence;
    ``excludes``: it shuts out the very case that was asked about."""

    clause: Clause
    quote: str
    start: int
    end: int
    fact: Duty | TimeLimit | Entitlement | Target | None = None
    excludes: bool = False
