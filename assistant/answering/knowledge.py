"""What the steps of the answering chain look things up in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.matching import Lexicon, fold
from assistant.gazetteer import Gazetteer
from assistant.glossary import Glossary
from assistant.records import Clause, Notice

# Words in front of a section's name that say whose it is; people leave them out.
OWNER_PREFIXES = "委省市县区局厅"
_MIN_UNIT_CHARS = 3


@dataclass(frozen=True)
class Knowledge:
    """Notices, glossary, places, and the function that cuts Chinese text into words."""

    notices: tuple[Notice, ...]
    glossary: Glossary
    gazetteer: Gazetteer
    cut_words: Callable[[str], list[str]]

    @cached_property
    def lexicon(self) -> Lexicon:
        """Folded texts and word weights of the notices held."""
        return Lexicon(self.notices)

    @cached_property
    def by_id(self) -> dict[str, Notice]:
        """Notices by id."""
        return {notice.id: notice for notice in self.notices}

    @cached_property
    def crowded(self) -> frozenset[tuple[str | None, str | None]]:
        """Place and year of which several notices are held: these two do not tell which one is meant."""
        counts = Counter((notice.place, notice.year) for notice in self.notices)
        return frozenset(pair for pair, count in counts.items() if count > 1)

    @cached_property
    def clauses(self) -> dict[str, Clause]:
        """Clauses by id."""
        return {clause.id: clause for notice in self.notices for clause in notice.clauses}

    @cached_property
    def unit_names(self) -> dict[str, str]:
        """Folded name → name as printed, for every unit with a duty, with and without the word for its owner."""
        names: dict[str, str] = {}
        for notice in self.notices:
            for clause in notice.clauses:
                for unit in (unit for duty in clause.duties for unit in duty.units):
                    names.setdefault(fold(unit), unit)
                    bare = unit[1:] if unit[0] in OWNER_PREFIXES else unit
                    if len(bare) >= _MIN_UNIT_CHARS:
                        names.setdefault(fold(bare), unit)
        return names
