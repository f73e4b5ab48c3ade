"""From the clauses on a topic to what settles the question: duties, time limits, entitlements, targets or sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import Lexicon, fold, strength
from assistant.answering.retrieve import MIN_COVERAGE, Finding, Match
from assistant.glossary import Glossary
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.records import Clause, Concept, Duty, Entitlement, Notice, Query, Target, TimeLimit

# Facts that rank so much below the best one of their kind speak of something else.
_NEAR_BEST_FACT = 0.3
_MAX_SENTENCES = 4
_MONEY = re.compile(r"元|%|％")


@dataclass(frozen=True, slots=True)
class Evidence:
    """A run of a clause that settles something. ``fact`` is the fact that it states, None for a plain sentence."""

    clause: Clause
    quote: str
    start: int
    end: int
    fact: Duty | TimeLimit | Entitlement | Target | None = None


_Fact = TypeVar("_Fact", TimeLimit, Entitlement, Target)


def select(ask: str, query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """What ``finding`` has for one ``ask`` of the query; empty where its notice does not say."""
    if ask in ("lead", "support"):
        return _duties(query, finding, knowledge)
    if ask == "when":
        return _facts(query, finding, knowledge, lambda clause: clause.time_limits)
    if ask == "number":
        return _facts(query, finding, knowledge, lambda clause: clause.targets)
    if ask == "money":
        return _facts(query, finding, knowledge, lambda c: [t for t in c.targets if _MONEY.search(t.unit)])
    if ask == "papers":
        return _facts(query, finding, knowledge, lambda c: [e for e in c.entitlements if e.papers])
    if ask == "who":
        found = _facts(query, finding, knowledge, lambda clause: clause.entitlements, complete=True)
        return found or _sentences(query, finding, knowledge)
    return _sentences(query, finding, knowledge)


# --- duties ----------------------------------------------------------------------------------------------------


def _duties(query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """Duties on the topic. A tail speaks for its paragraph, a prose duty only for its own sentence."""
    lexicon = knowledge.lexicon
    ranked: list[tuple[float, Evidence]] = []
    for match in finding.matches:
        prose = [duty for duty in match.clause.duties if duty.basis.kind == "prose"]
        own = {duty: lexicon.coverage(query.concepts, fold(duty.quote)) for duty in prose}
        said = [duty for duty in prose if own[duty] >= MIN_COVERAGE]
        # Where a sentence of the paragraph assigns the very thing, its tail speaks of the rest.
        for duty in said or [duty for duty in match.clause.duties if duty not in prose]:
            bonus = own[duty] - match.coverage if duty in own else _first_words_bonus(query.concepts, match.clause)
            evidence = Evidence(match.clause, duty.quote, duty.start, duty.end, duty)
            ranked.append((match.relevance + bonus, evidence))
    ranked.sort(key=lambda pair: -pair[0])
    best = ranked[0][0] if ranked else 0.0
    return [evidence for relevance, evidence in ranked if relevance >= best - 0.15]


def _first_words_bonus(concepts: Sequence[Concept], clause: Clause) -> float:
    """A paragraph is about what it begins with: its heading, or its first sentence."""
    first = re.split(r"[。；]", clause.text, maxsplit=1)[0]
    folded = fold(first)
    said = sum(any(s in folded for s in concept.spellings) for concept in concepts)
    return 0.4 * said / len(concepts) if concepts else 0.0


def duties_of_unit(unit: str, notices: Iterable[Notice], glossary: Glossary) -> list[Evidence]:
    """Every duty of the unit whose folded name is ``unit``, in the order of the texts."""
    found: list[Evidence] = []
    for notice in notices:
        for clause in notice.clauses:
            for duty in clause.duties:
                if any(same_unit(unit, name, glossary) for name in duty.units):
                    found.append(Evidence(clause, duty.quote, duty.start, duty.end, duty))
    return found


def same_unit(asked: str, printed: str, glossary: Glossary) -> bool:
    """Whether a unit as asked (folded) is the one printed: the same name, the name with its owner's word in front, or
    another name of the same unit at the same level."""
    folded = fold(printed)
    with_owner = len(asked) >= 3 and folded.endswith(asked) and len(folded) - len(asked) == 1
    return asked == folded or with_owner or glossary.same_unit(asked, printed)


# --- other facts -----------------------------------------------------------------------------------------------


def _facts(
    query: Query,
    finding: Finding,
    knowledge: Knowledge,
    facts_of: Callable[[Clause], Sequence[_Fact]],
    *,
    complete: bool = False,
) -> list[Evidence]:
    """Facts of one kind in the clauses on the topic, each on the question by its own words under its heading.

    :param complete: all of them (who may have something is a list, and a list must be whole); otherwise those that are
        closest to what was asked.
    """
    found: list[tuple[float, float, Evidence]] = []
    for match in finding.matches:
        for fact in facts_of(match.clause):
            own, rank = _closeness(query.concepts, match, fact, knowledge.lexicon)
            found.append((own, rank, Evidence(match.clause, fact.quote, fact.start, fact.end, fact)))
    kept = [(rank, evidence) for own, rank, evidence in found if own >= MIN_COVERAGE]
    best = max((rank for rank, _ in kept), default=0.0)
    if complete:
        return _without_repeats([evidence for _, evidence in kept])
    return _without_repeats([evidence for rank, evidence in kept if rank >= best - _NEAR_BEST_FACT])


def _closeness(concepts: Sequence[Concept], match: Match, fact: _Fact, lexicon: Lexicon) -> tuple[float, float]:
    """(share of the question that the fact says under its clause's heading, rank among the facts of a clause).

    What the heading says is said for all its facts alike: the rest of the question tells them apart, first by the very
    words of the fact (what is counted, what is due), then by its sentence.
    """
    _, _, heading = lexicon.texts(match.clause)
    quote = fold(fact.quote)
    # An English word without Chinese stands in no fact: it cannot tell them apart.
    concepts = [c for c in concepts if c.kind != "english" or not all(s.isascii() for s in c.spellings)]
    own = lexicon.coverage(concepts, quote + "\n" + heading)
    rest = [concept for concept in concepts if strength(concept, heading) < 1.0] or list(concepts)
    return own, lexicon.coverage(rest, quote) + 0.5 * lexicon.coverage(rest, fold(fact.what))


def _without_repeats(evidence: list[Evidence]) -> list[Evidence]:
    """One item a run of text: two facts on the same sentence are quoted once, a run within another not again."""
    kept: list[Evidence] = []
    for item in evidence:
        inside = any(o.clause.id == item.clause.id and o.start <= item.start and item.end <= o.end for o in kept)
        if not inside:
            kept = [o for o in kept if not (o.clause.id == item.clause.id and item.start <= o.start and o.end <= item.end)]
            kept.append(item)
    return kept


# --- sentences -------------------------------------------------------------------------------------------------


def _sentences(query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """The sentences on the topic; those of a clause headed by it from its beginning."""
    chosen: list[Evidence] = []
    for match in finding.matches[:2]:
        chosen.extend(_clause_sentences(query, match, knowledge, finding.notice.source))
    return chosen[:_MAX_SENTENCES]


def _clause_sentences(query: Query, match: Match, knowledge: Knowledge, source: str) -> list[Evidence]:
    clause = match.clause
    passage = Passage.cut(source, clause.start, clause.end)
    runs = [(s, e) for s, e in split_sentences(passage.text) if _is_content(passage.text[s:e], clause)]
    scored = [(knowledge.lexicon.coverage(query.concepts, fold(passage.text[s:e])), s, e) for s, e in runs]
    best = max((own for own, _, _ in scored), default=0.0)
    floor = max(0.4, best - 0.2)
    kept = [(s, e) for own, s, e in scored if own >= floor]
    if not kept or (match.heading >= 0.6 and len(kept) < 2):
        kept = sorted({*kept, *runs[:2]})
    return [Evidence(clause, passage.text[s:e], *passage.span(s, e)) for s, e in kept]


def _is_content(sentence: str, clause: Clause) -> bool:
    """Whether a sentence says more than the clause's heading or its tail of units."""
    bare = fold(sentence)
    heading = fold(clause.heading or "")
    only_heading = bool(heading) and heading in bare and len(bare) - len(heading) <= 4
    return bool(bare) and not only_heading and not re.fullmatch(r"[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)][。]?", sentence.strip())
