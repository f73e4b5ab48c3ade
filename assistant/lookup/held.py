"""What tables are made from: the notices held, and what helps to understand words for units, places and tasks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from assistant.gazetteer import Gazetteer, load_gazetteer
from assistant.glossary import Glossary, usual_glossary
from assistant.lookup.belonging import Belonging
from assistant.lookup.units import UnitNames
from assistant.records import Clause, Notice
from assistant.settings import Settings, bundled_corpus
from assistant.shelf import held_notices


@dataclass(frozen=True)
class Held:
    """``notices``: those held; ``corpus``: the folder that the knowledge files are read from when they are needed.

    Everything else is read on first use: a table of everything needs no glossary.
    """

    notices: tuple[Notice, ...]
    corpus: Path

    @classmethod
    def open(cls, settings: Settings) -> Held:
        """What ``settings`` name.

        :raises CorpusError: no notice is held, or a file cannot be read.
        """
        return cls(held_notices(settings), settings.corpus)

    @cached_property
    def glossary(self) -> Glossary:
        """Terms, departments and everyday words."""
        return usual_glossary(self.corpus, bundled_corpus())

    @cached_property
    def gazetteer(self) -> Gazetteer:
        """Places."""
        return load_gazetteer(self.corpus)

    @cached_property
    def units(self) -> UnitNames:
        """Compares names of units."""
        return UnitNames(self.glossary, self.gazetteer)

    def belonging(self, notice: Notice) -> Belonging:
        """The duties of ``notice`` with their time limits."""
        if notice.id not in self._belonging:
            self._belonging[notice.id] = Belonging(notice)
        return self._belonging[notice.id]

    @cached_property
    def _belonging(self) -> dict[str, Belonging]:
        return {}

    def clauses(self) -> Iterator[tuple[Notice, Clause]]:
        """Every clause with its notice."""
        return ((notice, clause) for notice in self.notices for clause in notice.clauses)

    @cached_property
    def duty_units(self) -> frozenset[str]:
        """Every unit that has a duty, as printed."""
        return frozenset(name for _, clause in self.clauses() for duty in clause.duties for name in duty.units)

    @cached_property
    def unit_names(self) -> tuple[tuple[Notice, str], ...]:
        """Every unit that has a duty or a time limit of its own, as printed, once a notice."""
        found: dict[tuple[str, str], tuple[Notice, str]] = {}
        for notice, clause in self.clauses():
            names = [name for duty in clause.duties for name in duty.units]
            for name in (*names, *(limit.who for limit in clause.time_limits if limit.who)):
                found.setdefault((notice.id, name), (notice, name))
        return tuple(found.values())
