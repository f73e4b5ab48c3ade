"""What was understood of a question, and where each part of it comes from: its own words, a choice, an earlier turn."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.answering.about_question import is_about_notice
from assistant.answering.addresses import find_addresses, plain
from assistant.answering.chain import Trace
from assistant.answering.explanation import ClauseNamed, ConceptFound, PlaceFound, Understood
from assistant.answering.knowledge import Knowledge
from assistant.answering.said_places import SaidPlaces, find_said
from assistant.importance import importance
from assistant.place_mentions import contains
from assistant.records import Concept, Place, Query

# What is left of a question is shown where it is at least a word.
_RUN = re.compile(r"[\u4e00-\u9fff]{2,}|[A-Za-z][A-Za-z'’-]*(?: +[A-Za-z][A-Za-z'’-]*)*")


def explain_question(trace: Trace, turns: Sequence[Trace], knowledge: Knowledge) -> Understood:
    """What ``trace`` understood.

    :param turns: the question and the earlier ones, the latest first, each understood by itself.
    """
    query, own = trace.query, turns[0].query
    origin = _Origin(turns)
    words = find_said(own.question, knowledge.gazetteer)
    return Understood(
        lang=query.lang,
        lang_chosen=trace.request.lang is not None,
        route=route_of(trace),
        asks=query.asks,
        asks_turn=origin.of(lambda turn: turn.query.asks == query.asks),
        is_yes_no=query.is_yes_no,
        unit=knowledge.unit_names.get(query.unit, query.unit) if query.unit else None,
        unit_turn=origin.of(lambda turn: turn.query.unit == query.unit) if query.unit else None,
        places=tuple(_place(place, trace, turns, knowledge) for place in query.places),
        may_be=tuple("".join(reversed([p.name, *p.above[:-1]])) for p in query.ambiguous),
        not_meant=tuple(dict.fromkeys(place.name for place in _not_meant(words, query))),
        clause=_clause(trace, origin),
        concepts=tuple(_concept(concept, trace, origin, knowledge) for concept in query.concepts),
        set_aside=tuple(c.name for c in own.concepts if _tells_nothing(c, knowledge)),
        unused=_unused(words.rest, trace, own, knowledge),
    )


def route_of(trace: Trace) -> str:
    """Where the answer is taken from; see :class:`~assistant.answering.explanation.Understood`."""
    if trace.exact and trace.exact.asks_text:
        return "clause"
    if is_about_notice(trace.query):
        return "notice"
    return "unit" if trace.query.unit and "tasks" in trace.query.asks else "topic"


class _Origin:
    """Finds the turn that something comes from."""

    def __init__(self, turns: Sequence[Trace]) -> None:
        self._turns = turns

    def of(self, says: Callable[[Trace], bool]) -> str | None:
        """The latest question that ``says`` it; None for the last one itself, the one before it where no single one
        says it."""
        if says(self._turns[0]) or len(self._turns) == 1:
            return None
        found = next((turn for turn in self._turns[1:] if says(turn)), self._turns[1])
        return found.request.question


# --- places --------------------------------------------------------------------------------------------------------


def _place(place: Place, trace: Trace, turns: Sequence[Trace], knowledge: Knowledge) -> PlaceFound:
    for number, turn in enumerate(turns):
        said = find_said(turn.query.question, knowledge.gazetteer)
        if place in said.places or place in said.ambiguous:
            words = next((mention.words for mention in said.mentions if place in mention.places), "")
            how = "earlier" if number else "said"
            return PlaceFound(place.name, place.level, how, words, turn.request.question if number else None)
    chosen = (trace.request.place or "").strip()
    if place in knowledge.gazetteer.resolve(chosen):
        return PlaceFound(place.name, place.level, "chosen", chosen)
    return PlaceFound(place.name, place.level, "whole")


def _not_meant(said: SaidPlaces, query: Query) -> list[Place]:
    """The places named that are denied or part of the story; not those that only tell where another one lies."""
    meant = {*query.places, *query.ambiguous, *said.places, *said.ambiguous}
    named = [mention.places[0] for mention in said.mentions if len(mention.places) == 1]
    story = [p for p in named if p not in meant and not any(contains(p, inner) for inner in meant)]
    return [*said.denied, *story]


# --- clauses named by number -----------------------------------------------------------------------------------------


def _clause(trace: Trace, origin: _Origin) -> ClauseNamed | None:
    exact = trace.exact
    if exact is None:
        return None
    words = [exact.text[address.start : address.end] for address in exact.addresses]
    turn = origin.of(lambda turn: turn.exact is not None)
    if turn:
        words += _addresses(trace.request.question)  # only the part of the clause that is wanted now
    return ClauseNamed(tuple(words), tuple(sorted(exact.notices)), exact.saying, turn)


def _addresses(question: str) -> list[str]:
    text = plain(question)
    return [text[address.start : address.end] for address in find_addresses(text)]


# --- words ---------------------------------------------------------------------------------------------------------


def _concept(concept: Concept, trace: Trace, origin: _Origin, knowledge: Knowledge) -> ConceptFound:
    def says(turn: Trace) -> bool:
        return any(other.name == concept.name for other in turn.query.concepts)

    turn = origin.of(says)
    said = _loose(concept.said or concept.name).search(turn or trace.request.question)
    return ConceptFound(
        name=concept.name,
        kind=concept.kind,
        said=said[0] if said else concept.said,
        spellings=concept.spellings,
        clauses=knowledge.lexicon.count(concept),
        weight=round(knowledge.lexicon.weight(concept), 3),
        importance=importance(concept.name) if concept.kind == "word" else None,
        turn=turn,
    )


def _loose(words: str) -> re.Pattern[str]:
    """Finds ``words``, whatever stands between their letters: terms are kept without it (“先诊疗、后付费”)."""
    return re.compile(r"[\W_]*".join(map(re.escape, words)), re.I)


def _tells_nothing(concept: Concept, knowledge: Knowledge) -> bool:
    """Whether a loose word weighs nothing: a word of talk that no notice says."""
    return concept.kind == "word" and not knowledge.lexicon.weight(concept)


def _unused(rest: str, trace: Trace, own: Query, knowledge: Knowledge) -> tuple[str, ...]:
    """What of a question's words without its places is no concept, no unit and no clause named."""
    unit = own.unit
    taken = [words for concept in own.concepts for words in (concept.said, concept.name)]
    taken += [unit, knowledge.unit_names.get(unit, unit)] if unit else []
    taken += _addresses(trace.request.question) if trace.exact else []
    rest = plain(rest)
    spans = [match.span() for words in filter(None, taken) for match in _loose(words).finditer(rest)]
    for start, end in spans:
        rest = rest[:start] + "|" * (end - start) + rest[end:]
    return tuple(dict.fromkeys(_RUN.findall(rest)))
