"""Query → for each notice that applies, the clauses that speak of the topic, best first.

Search proposes; a clause is kept only where it covers the question's words, since the nearest clause of a notice that
says nothing on a topic is still some clause.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import longest_run, strength
from assistant.answering.scope import Scope
from assistant.records import Clause, Concept, Hit, Notice, Query

# A clause speaks of the topic where it says this share of the question's weight. Found on trial questions: right
# clauses lie above .6, neighbouring topics below .5.
MIN_COVERAGE = 0.58
# What else ranks clauses that cover the question: the topic in the clause's own heading, the words in one run, the
# search score.
_HEADING_WEIGHT, _RUN_WEIGHT, _SCORE_WEIGHT = 0.6, 0.4, 0.2
_FOCUS_SLACK = 0.08
# Clauses within this share of the best one are on the topic too.
_NEAR_BEST = 0.86
# A heading that covers so much of the question makes its clause the place for the topic.
TOPIC_HEADING = 0.6


@dataclass(frozen=True, slots=True)
class Match:
    """A clause with how well it fits. ``coverage``, ``heading`` are shares (0 to 1), ``relevance`` ranks."""

    clause: Clause
    coverage: float
    heading: float
    relevance: float
    hit: Hit | None


@dataclass(frozen=True, slots=True)
class Finding:
    """What one notice has on the topic. ``matches``: clauses on it, best first; ``omitted``: the clause on it whose
    content the copy leaves out; ``nearest``: the best clause of all, on the topic or not."""

    notice: Notice
    matches: tuple[Match, ...]
    omitted: Clause | None
    nearest: Match | None

    @property
    def truncated(self) -> bool:
        """Whether the copy of the notice ends early."""
        return any(gap.kind == "truncated" for gap in self.notice.gaps)


def find_in(
    notice: Notice, query: Query, knowledge: Knowledge, hits: Sequence[Hit]
) -> Finding:
    """What ``notice`` has on the query's topic; ``hits`` are the search's for this notice."""
    by_id = {hit.clause_id: hit for hit in hits}
    scored = [
        _match(clause, query, knowledge, by_id.get(clause.id))
        for clause in notice.clauses
        if clause.part not in ("foreign", "signature") and not clause.is_heading
    ]
    scored.sort(key=lambda match: match.relevance, reverse=True)
    covering = [match for match in scored if match.coverage >= MIN_COVERAGE]
    omitted = _omitted(covering)
    if omitted:
        covering = []
    return Finding(notice, tuple(_near_best(covering)), omitted, scored[0] if scored else None)


def _match(clause: Clause, query: Query, knowledge: Knowledge, hit: Hit | None) -> Match:
    lexicon = knowledge.lexicon
    text, headings, own = lexicon.texts(clause)
    concepts = query.concepts
    coverage = lexicon.coverage(concepts, text + "\n" + headings)
    if not coverage:
        return Match(clause, 0.0, 0.0, hit.score * _SCORE_WEIGHT if hit else 0.0, hit)
    if coverage >= MIN_COVERAGE:
        coverage = min(coverage, _focus(clause, headings, query, knowledge))
    heading = lexicon.coverage(concepts, own) if own else 0.0
    run = longest_run(query.core, text) / len(query.core) if query.core else 0.0
    score = min(hit.score, 1.5) if hit else 0.0
    relevance = coverage + _HEADING_WEIGHT * heading + _RUN_WEIGHT * run + _SCORE_WEIGHT * score
    return Match(clause, coverage, heading, relevance, hit)


def _focus(clause: Clause, headings: str, query: Query, knowledge: Knowledge) -> float:
    """The coverage of the clause's best sentence under its headings, raised a little: a topic may run over two
    sentences, but words strewn over a long clause are no topic."""
    lexicon = knowledge.lexicon
    best = max((lexicon.coverage(query.concepts, s + "\n" + headings) for s in lexicon.sentences(clause)), default=0.0)
    return best + _FOCUS_SLACK


def _omitted(covering: Sequence[Match]) -> Clause | None:
    """The clause on the topic that the copy leaves out: its heading says the topic and no other clause's does."""
    if not covering:
        return None
    best = max(covering, key=lambda match: match.heading)
    return best.clause if best.clause.omitted and best.heading >= TOPIC_HEADING and covering[0] is best else None


def _near_best(covering: list[Match]) -> list[Match]:
    if not covering:
        return []
    best = covering[0]
    kept = [match for match in covering if match.relevance >= _NEAR_BEST * best.relevance]
    if best.heading >= TOPIC_HEADING:
        kept = [match for match in kept if match.heading >= TOPIC_HEADING or match is best or _same(match, best)]
    return [match for match in kept if not match.clause.omitted]


def _same(match: Match, best: Match) -> bool:
    """Whether both are paragraphs of one clause."""
    return match.clause.label == best.clause.label


def retrieve(
    scopes: Sequence[Scope], query: Query, knowledge: Knowledge, hits: Mapping[str, Sequence[Hit]]
) -> dict[str, Finding]:
    """Findings by notice id, for every notice of the scopes."""
    notices = {notice.id: notice for scope in scopes for notice in (*scope.own, *scope.above)}
    return {key: find_in(notice, query, knowledge, hits.get(key, ())) for key, notice in notices.items()}


def says(concepts: Sequence[Concept], folded: str) -> bool:
    """Whether ``folded`` says any of the concepts whole."""
    return any(strength(concept, folded) == 1.0 for concept in concepts)
