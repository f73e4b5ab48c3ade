"""Query → for each notice that applies, the clauses that speak of the topic, best first.

Search proposes; a clause is kept only where it covers the question's words, since the nearest clause of a notice that
says nothing on a topic is still some clause.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold, longest_run, strength
from assistant.importance import importance
from assistant.records import Clause, Concept, Hit, Notice, Query
from assistant.scope import Scope

# A clause speaks of the topic where it says this share of the question’s weight. Set on the dev questions of the
# evaluation: at .58 too much is refused, below .40 more is answered that should not be.
MIN_COVERAGE = 0.45
# In a long story the right clause says less of the whole; it then says more in all (the weight of its words). Clauses
# that are right say more than 6 in three cases of four, those that are not, less (dev, and other notices).
_LONG_COVERAGE, _ENOUGH_WEIGHT = 0.3, 8.0
# What else ranks clauses that cover the question: the topic in the clause's own heading, the words in one run, the
# search score, a paragraph that begins with the very word (“负责人：…”).
_HEADING_WEIGHT, _RUN_WEIGHT, _SCORE_WEIGHT, _BEGINS_WEIGHT = 0.6, 0.4, 0.2, 0.5
_FOCUS_SLACK = 0.08
# Clauses within this share of the best one are on the topic too.
NEAR_BEST = 0.86
# A notice that covers so much less of the question than another one speaks of something else.
_FARTHER = 0.35
# A word said by so few clauses tells topics apart.
_TELLING_COUNT = 4
# Words of talk do not, however rare they are in notices.
_TELLING_IMPORTANCE = 0.7
# A clause that says so much of the question is on it, whatever telling word it lacks.
_TOLD_ALL_THE_SAME = 0.5
# Two words this rare do so together, unless the clause says most of the question all the same.
_WELL_COVERED = 0.55
_RARE_COUNT = 2
# A clause speaks of a subject where it says nearly all of it.
_WHOLE_SUBJECT = 0.75
_ADDRESSED = re.compile(r"(?:各|[\u4e00-\u9fff]{2,12}(?:[委局厅办处]|政府|部门|单位))[^。；：:]{0,300}[：:]$")
_FEW_ASKED = 2
_SUBJECT_KINDS = frozenset(("policy", "work", "system", "money", "disease"))
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
    """What one notice has on the topic. ``matches``: clauses that cover the question, best first; ``omitted``: the
    clause on it whose content the copy leaves out; ``on_topic``: a clause that speaks of its subject, whether or not of
    all that was asked; ``nearest``: the best clause of all. How that came about: ``asked``: the concepts that a
    clause of it had to say; ``considered``: every clause, the most relevant first; ``farther``: it had matches, but
    another notice speaks of more of the question."""

    notice: Notice
    matches: tuple[Match, ...]
    omitted: Clause | None
    on_topic: Clause | None
    nearest: Match | None
    asked: tuple[Concept, ...] = ()
    considered: tuple[Match, ...] = ()
    farther: bool = False

    @property
    def truncated(self) -> bool:
        """Whether the copy of the notice ends early."""
        return any(gap.kind == "truncated" for gap in self.notice.gaps)


def confidence(match: Match, weight: float) -> float:
    """How likely ``match`` is what was asked for (0 to 1), from its coverage, its BM25 score and what it says in all.

    ``weight``: that of all the question's concepts. A logistic regression on 300 answers to the dev questions and to
    questions on other notices: of answers below .45, three were right and 17 wrong.
    """
    lexical = match.hit.lexical if match.hit else 0.0
    said = math.log1p(match.coverage * weight)
    return 1 / (1 + math.exp(-(3.4 * lexical + 2.9 * match.coverage + 0.2 * said - 2.3)))


def find_in(notice: Notice, query: Query, knowledge: Knowledge, hits: Sequence[Hit]) -> Finding:
    """What ``notice`` has on the query's topic; ``hits`` are the search's for this notice."""
    by_id = {hit.clause_id: hit for hit in hits}
    concepts = _asked_of(notice, query.concepts, knowledge)
    titled = _said_by_title(notice, concepts)
    scored = [
        _match(clause, _counted_for(clause, concepts, titled, knowledge), query, knowledge, by_id.get(clause.id))
        for clause in notice.clauses
        if clause.part not in ("foreign", "signature") and not clause.is_heading and not _is_addressed(clause)
    ]
    scored.sort(key=lambda match: match.relevance, reverse=True)
    least = min_coverage(concepts, knowledge)
    rest = tuple(concept for concept in concepts if concept not in titled)
    covering = [match for match in scored if match.coverage >= least and not lacking(match, rest, knowledge)]
    omitted = _omitted(scored, concepts, knowledge)
    if omitted:
        covering = []
    matches = tuple(_near_best(covering))
    on_topic = matches[0].clause if matches else _on_topic(scored, concepts, knowledge)
    return Finding(notice, matches, omitted, on_topic, scored[0] if scored else None, concepts, tuple(scored))


def _is_addressed(clause: Clause) -> bool:
    """Whether a paragraph says to whom the notice goes (“各县（市、区）卫生健康局：”): it settles nothing."""
    return not clause.path and not clause.heading and _ADDRESSED.match(clause.text.strip()) is not None


def min_coverage(concepts: Sequence[Concept], knowledge: Knowledge) -> float:
    """The share of the question that a clause has to say: less where the question says a lot."""
    whole = sum(knowledge.lexicon.weight(concept) for concept in concepts)
    return min(MIN_COVERAGE, max(_LONG_COVERAGE, _ENOUGH_WEIGHT / whole)) if whole else MIN_COVERAGE


def _asked_of(notice: Notice, concepts: Sequence[Concept], knowledge: Knowledge) -> tuple[Concept, ...]:
    """The concepts that a clause of ``notice`` has to say: not its own year, nor plain words that its title says of all
    of it (“体育竞赛表演产业的职业赛事”), as long as anything else is asked."""
    asked = tuple(c for c in concepts if c.kind != "year" or c.name != notice.year)
    titled = _said_by_title(notice, asked)
    rest = tuple(c for c in asked if c.kind in _SUBJECT_KINDS or c not in titled)
    return rest if any(map(knowledge.lexicon.weight, rest)) else asked


def _said_by_title(notice: Notice, concepts: Sequence[Concept]) -> frozenset[Concept]:
    """What the title of ``notice`` says of all its clauses."""
    title = fold(notice.title or "")
    return frozenset(c for c in concepts if any(s in title for s in c.spellings))


def _counted_for(
    clause: Clause, concepts: Sequence[Concept], titled: frozenset[Concept], knowledge: Knowledge
) -> tuple[Concept, ...]:
    """The concepts by which ``clause`` is measured: a subject in the title counts where the clause says it too, and is
    not missed where it does not (a title may name two subjects)."""
    folded = "\n".join(knowledge.lexicon.texts(clause)[:2]) if titled else ""
    return tuple(c for c in concepts if c not in titled or strength(c, folded))


def lacking(match: Match, concepts: Sequence[Concept], knowledge: Knowledge) -> tuple[Concept, ...]:
    """What the clause does not say though it tells topics apart: a year, or a word that only few clauses of the notices
    held say, and this one not. (A word that no clause says may be mere talk.)"""
    text, headings, _ = knowledge.lexicon.texts(match.clause)
    folded = text + "\n" + headings
    # What only an earlier turn said rules no clause out.
    missed = [concept for concept in concepts if concept.share == 1.0 and not strength(concept, folded)]
    words = [c for c in missed if c.kind == "word" and importance(c.name) >= _TELLING_IMPORTANCE]
    rare = [c for c in words if 0 < knowledge.lexicon.count(c) <= _RARE_COUNT]
    strewn = rare if len(rare) > 1 and match.coverage < _WELL_COVERED else []
    telling = [c for c in missed if match.coverage < _TOLD_ALL_THE_SAME and _is_telling(c, knowledge)]
    return tuple(c for c in missed if c in strewn or c in telling or c.kind == "year")


def _is_telling(concept: Concept, knowledge: Knowledge) -> bool:
    """Short words of no term (看病, 一次) stand in a clause by chance."""
    if concept.kind == "word":
        specific = len(concept.name) >= 4 and importance(concept.name) >= _TELLING_IMPORTANCE
    else:
        specific = concept.kind in _SUBJECT_KINDS
    return specific and 0 < knowledge.lexicon.count(concept) <= _TELLING_COUNT


def _subject(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    """What the question is about, without what it asks of it: the glossary's policies and work, else everything."""
    return tuple(c for c in concepts if c.kind in _SUBJECT_KINDS) or tuple(concepts)


def _on_topic(scored: Sequence[Match], concepts: Sequence[Concept], knowledge: Knowledge) -> Clause | None:
    """The clause that is headed by the question's subject, or whose sentence says it whole."""
    subject = _subject(concepts)
    if not any(c.kind in _SUBJECT_KINDS for c in subject):
        return None
    for match in scored:
        text, _, own = knowledge.lexicon.texts(match.clause)
        if not match.clause.omitted and knowledge.lexicon.coverage(subject, own or text) >= _WHOLE_SUBJECT:
            return match.clause
    return None


def _match(clause: Clause, concepts: Sequence[Concept], query: Query, knowledge: Knowledge, hit: Hit | None) -> Match:
    lexicon = knowledge.lexicon
    text, headings, own = lexicon.texts(clause)
    in_full = _asks_little(concepts)
    coverage = lexicon.coverage(concepts, text + "\n" + headings, in_full=in_full)
    if not coverage:
        return Match(clause, 0.0, 0.0, hit.score * _SCORE_WEIGHT if hit else 0.0, hit)
    if coverage >= MIN_COVERAGE:
        coverage = min(coverage, _focus(clause, headings, concepts, knowledge))
    telling = tuple(concept for concept in concepts if not lexicon.is_common(concept)) or concepts
    heading = lexicon.coverage(telling, own) if own else 0.0
    run = longest_run(query.core, text) / len(query.core) if query.core else 0.0
    score = min(hit.score, 1.5) if hit else 0.0
    begins = any(text.startswith(s) for concept in concepts for s in concept.spellings)
    relevance = (
        _BEGINS_WEIGHT * begins + coverage + _HEADING_WEIGHT * heading + _RUN_WEIGHT * run + _SCORE_WEIGHT * score
    )
    return Match(clause, coverage, heading, relevance, hit)


def _focus(clause: Clause, headings: str, concepts: Sequence[Concept], knowledge: Knowledge) -> float:
    """The coverage of the clause's best sentence under its headings, raised a little: a topic may run over two
    sentences, but words strewn over a long clause are no topic."""
    lexicon = knowledge.lexicon
    in_full = _asks_little(concepts)
    said = (lexicon.coverage(concepts, s + "\n" + headings, in_full=in_full) for s in lexicon.sentences(clause))
    return max(said, default=0.0) + _FOCUS_SLACK


def _asks_little(concepts: Sequence[Concept]) -> bool:
    """Whether so few things are named that each of them is asked about (“户厕补助多少”): in a longer question, some are
    part of the story."""
    things = [concept for concept in concepts if concept.kind not in ("number", "year", "group")]
    return len(things) <= _FEW_ASKED and all(concept.share == 1.0 for concept in things)


def _omitted(scored: Sequence[Match], concepts: Sequence[Concept], knowledge: Knowledge) -> Clause | None:
    """The clause on the subject that the copy leaves out: no clause held has a heading that says it as well."""
    subject = _subject(concepts)
    headed = [
        (knowledge.lexicon.coverage(subject, knowledge.lexicon.texts(match.clause)[2]), match.clause.omitted, index)
        for index, match in enumerate(scored)
        if match.clause.heading
    ]
    if not headed:
        return None
    best, omitted, index = max(headed, key=lambda item: (item[0], item[1]))
    return scored[index].clause if omitted and best >= TOPIC_HEADING else None


def _near_best(covering: list[Match]) -> list[Match]:
    if not covering:
        return []
    best = covering[0]
    kept = [match for match in covering if match.relevance >= NEAR_BEST * best.relevance]
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
    found = {key: find_in(notice, query, knowledge, hits.get(key, ())) for key, notice in notices.items()}
    for scope in scopes:
        _drop_farther(found, scope.own)
        _drop_farther(found, scope.above)
    return found


def _drop_farther(found: dict[str, Finding], notices: Sequence[Notice]) -> None:
    """Of notices that answer side by side, keep those that speak of the whole question where some do: another that
    holds some of its words speaks of something else."""
    best = max((_closeness(found[notice.id]) for notice in notices), default=0.0)
    for notice in notices:
        finding = found[notice.id]
        if finding.matches and _closeness(finding) < best - _FARTHER:
            found[notice.id] = replace(finding, matches=(), omitted=None, on_topic=None, farther=True)


def _closeness(finding: Finding) -> float:
    return 1.0 if finding.omitted else max((match.coverage for match in finding.matches), default=0.0)


def says(concepts: Sequence[Concept], folded: str) -> bool:
    """Whether ``folded`` says any of the concepts whole."""
    return any(strength(concept, folded) == 1.0 for concept in concepts)
