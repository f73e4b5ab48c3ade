"""Everything that can be asked about the notices held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.glossary import Glossary
from assistant.quiz.benefit_asks import find_benefit_asks
from assistant.quiz.duty_asks import find_duty_asks
from assistant.quiz.figure_asks import find_figure_asks
from assistant.quiz.groups import GroupBook
from assistant.quiz.naming import Names
from assistant.quiz.particular_asks import find_particular_asks
from assistant.quiz.records import Ask
from assistant.quiz.time_asks import find_time_asks
from assistant.quiz.units import Kinship, UnitBook
from assistant.quiz.words import plain
from assistant.records import Notice


@dataclass(frozen=True, slots=True)
class Bank:
    """The asks of all notices, in the order of the notices and their texts, and the units of each notice."""

    asks: tuple[Ask, ...]
    units: dict[str, UnitBook]

    def by_key(self) -> dict[str, Ask]:
        """Asks by their keys."""
        return {ask.key: ask for ask in self.asks}


def find_asks(notices: Sequence[Notice], glossary: Glossary) -> Bank:
    """What can be asked about ``notices``. Wrong options come from all of them, so give all that are held."""
    names = Names(notices)
    groups = GroupBook(notices, glossary)
    kinship = Kinship(glossary)
    books = {notice.id: UnitBook(notice, kinship) for notice in notices}
    asks: list[Ask] = []
    for notice in notices:
        others = [other for other in notices if other is not notice]
        elsewhere = [unit for other in others for unit in books[other.id].named]
        named = names.of(notice)
        if named is not None:
            asks += find_duty_asks(notice, named, books[notice.id], elsewhere)
            asks += find_figure_asks(notice, named, others)
            asks += find_time_asks(notice, named)
            asks += find_benefit_asks(notice, named, groups)
        asks += find_particular_asks(notice, names, others)
    return Bank(_once(asks), books)


def _once(asks: Sequence[Ask]) -> tuple[Ask, ...]:
    """``asks`` without those whose very sentence, or key, came before."""
    seen: set[str] = set()
    kept: list[Ask] = []
    for ask in asks:
        marks = {ask.key, ask.notice.id + "|" + plain(ask.question or ask.sentence)}
        if not marks & seen:
            kept.append(ask)
        seen |= marks
    return tuple(kept)
