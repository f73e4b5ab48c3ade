"""Everything that can be asked about the notices held."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from assistant.glossary import Glossary
from assistant.quiz.benefit_asks import find_benefit_asks
from assistant.quiz.duty_asks import find_duty_asks
from assistant.quiz.figure_asks import find_figure_asks
from assistant.quiz.groups import GroupBook
from assistant.quiz.list_asks import ListBook, find_list_asks
from assistant.quiz.naming import Names
from assistant.quiz.particular_asks import find_particular_asks
from assistant.quiz.phrase_asks import find_phrase_asks
from assistant.quiz.rank_asks import find_rank_asks
from assistant.quiz.records import Ask
from assistant.quiz.rule_asks import find_rule_asks
from assistant.quiz.time_asks import find_time_asks
from assistant.quiz.units import Kinship, UnitBook
from assistant.quiz.words import plain
from assistant.records import Notice


def find_asks(notices: Sequence[Notice], glossary: Glossary) -> tuple[Ask, ...]:
    """What can be asked about ``notices``, in the order of their texts. Wrong options come from all of them: give all
    that are held."""
    names = Names(notices)
    find = cache(glossary.find)  # units and groups are looked for in the same clauses
    groups = GroupBook(notices, glossary, find)
    lists = ListBook(notices)
    kinship = Kinship(glossary, find)
    books = {notice.id: UnitBook(notice, kinship) for notice in notices}
    asks: list[Ask] = []
    for notice in notices:
        others = [other for other in notices if other is not notice]
        named = names.of(notice)
        if named is not None:
            asks += find_duty_asks(notice, named, books[notice.id])
            asks += find_figure_asks(notice, named, others)
            asks += find_time_asks(notice, named)
            asks += find_benefit_asks(notice, named, groups)
            asks += find_list_asks(notice, named, lists)
            asks += find_rank_asks(notice, named)
            asks += find_rule_asks(notice, named)
            asks += find_phrase_asks(notice, named)
            asks += find_particular_asks(notice, named)
    return _once(asks)


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
