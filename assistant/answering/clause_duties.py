"""Who leads, supports or is responsible for what was asked: the duties on the topic."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.retrieve import MIN_COVERAGE, Finding, Match, find_in
from assistant.records import Clause, Concept, Duty, Query

_TOPIC_KINDS = frozenset(("policy", "work", "system", "disease"))
# Duties ranked so much below the best one are another topic's.
_NEAR_BEST_DUTY = 0.15
# Where no duty is the topic’s own, those that name it in passing stand side by side.
_ALL_IN_PASSING = 0.6
# What tells the paragraph on a topic from one that names it in passing.
_BEGINS_BONUS, _REPEATED_BONUS, _MOST_TIMES = 0.4, 0.08, 4
# A heading that says this share of a question is headed by its topic.
_HEADLINE = 0.4
# What a sentence is about stands among so many of its first characters (“落实家庭医生签约服务，…”).
_OPENING_CHARS = 14
# A clause's number, the mark behind its heading, and 由: so many characters at most beside the heading.
_BEFORE_HEADING = 8
_SECTION_ASKED = re.compile(r"(?:哪个|哪一个|哪些|什么|啥)科(?:室)?(?![学技普研])|\b(?:which|what) section\b", re.I)
_SECTION = re.compile(r"科(?:[（(]|$)")


def topics_of(query: Query) -> tuple[Concept, ...]:
    """The policies and works that ``query`` names itself: each may have another lead."""
    return tuple(c for c in query.concepts if c.kind in _TOPIC_KINDS and c.share == 1.0)


def duties_on(query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """Duties on the topic; where several topics are named (“签约和大病救治谁牵头”), those of each, in their order.

    A clause that names both in passing has a lead of its own, which is neither's.
    """
    topics = topics_of(query)
    if len(topics) < 2:
        return _duties_on(query, finding, knowledge)
    found: dict[str, Evidence] = {}
    for topic in topics:
        alone = replace(query, concepts=(topic,), core="")
        for item in _duties_on(alone, find_in(finding.notice, alone, knowledge, ()), knowledge)[:1]:
            found.setdefault(item.clause.id, item)
    return list(found.values()) if len(found) > 1 else _duties_on(query, finding, knowledge)


def _duties_on(query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """Duties on one topic; where a notice has none of the topic's own, those of a paragraph that names it in passing,
    which are told with their task."""
    return _ranked_duties(query, finding, knowledge) or _ranked_duties(query, finding, knowledge, in_passing=True)


def _ranked_duties(query: Query, finding: Finding, knowledge: Knowledge, *, in_passing: bool = False) -> list[Evidence]:
    """Duties on one topic. A tail speaks for its paragraph, a prose duty only for its own sentence.

    :param in_passing: those of paragraphs that name the topic in passing count too.
    """
    lexicon = knowledge.lexicon
    ranked: list[tuple[float, Evidence]] = []
    for match in finding.matches:
        prose = [duty for duty in match.clause.duties if duty.basis.kind == "prose"]
        own = {duty: lexicon.coverage(query.concepts, _said_of(duty, match.clause)) for duty in prose}
        said = [duty for duty in prose if own[duty] >= MIN_COVERAGE]
        # Where a sentence of the paragraph assigns the very thing, its tail speaks of the rest.
        tails = [duty for duty in match.clause.duties if duty not in prose]
        passing = not in_passing and _in_passing(query.concepts, match, knowledge)
        for duty in said or ([] if passing else tails):
            bonus = own[duty] - match.coverage if duty in own else _subject_bonus(query.concepts, match.clause)
            evidence = Evidence(match.clause, duty.quote, duty.start, duty.end, duty)
            ranked.append((match.relevance + bonus, evidence))
    if _SECTION_ASKED.search(query.question):
        ranked = _of_sections(query, finding, knowledge) or ranked
    ranked.sort(key=lambda pair: -pair[0])
    if not ranked:
        return []
    slack = _NEAR_BEST_DUTY if _is_its_own(query.concepts, ranked[0][1], knowledge) else _ALL_IN_PASSING
    return [evidence for relevance, evidence in ranked if relevance >= ranked[0][0] - slack]


def task_above(duty: Duty, clause: Clause) -> str | None:
    """The heading that tells what a sentence is about which opens with who leads (“倾斜救助。县医保局牵头，…”)."""
    opens = any(duty.quote.startswith(name) for name in duty.lead)
    return clause.heading if opens and clause.heading and clause.heading not in duty.quote else None


def _said_of(duty: Duty, clause: Clause) -> str:
    """The words that tell what a prose duty is for, folded: its sentence; under a heading the heading too, where the
    paragraph opens with who leads (“监测预警。由甲局牵头，乙局配合，每月交换一次数据”)."""
    said, heading = fold(duty.quote), clause.heading or ""
    opens = heading and duty.lead and 0 <= clause.text.find(duty.quote) - len(heading) <= _BEFORE_HEADING
    return f"{said}\n{fold(heading)}" if opens else said


def _is_its_own(concepts: Sequence[Concept], item: Evidence, knowledge: Knowledge) -> bool:
    """Whether the best duty is that of the topic; else every duty whose paragraph names the topic in passing is as
    near."""
    said = (
        fold(item.quote + (item.fact.task if isinstance(item.fact, Duty) else ""))
        + (knowledge.lexicon.texts(item.clause)[2])
    )
    return bool(knowledge.lexicon.coverage(concepts, said))


def _in_passing(concepts: Sequence[Concept], match: Match, knowledge: Knowledge) -> bool:
    """Whether a clause headed by something else names the topic once, deep inside a sentence, while other clauses held
    are headed by the topic: its units are then not the topic's."""
    if not match.clause.heading or match.heading:
        return False
    text = fold(match.clause.text)
    openings = [fold(sentence)[:_OPENING_CHARS] for sentence in re.split(r"[。；;]", match.clause.text)]
    said = [s for concept in concepts for s in concept.spellings if s in text]
    if any(text.count(s) > 1 or any(s[:_OPENING_CHARS] in opening for opening in openings) for s in said):
        return False
    headings = {fold(clause.heading) for clause in knowledge.clauses.values() if clause.heading}
    return any(knowledge.lexicon.coverage(concepts, heading) >= _HEADLINE for heading in headings)


def _of_sections(query: Query, finding: Finding, knowledge: Knowledge) -> list[tuple[float, Evidence]]:
    """Where a section (科) is asked for: the duties of sections on the topic, wherever in the notice they stand."""
    found: list[tuple[float, Evidence]] = []
    for clause in finding.notice.clauses:
        paragraph = knowledge.lexicon.coverage(query.concepts, "\n".join(knowledge.lexicon.texts(clause)[:2]))
        for duty in clause.duties:
            own = knowledge.lexicon.coverage(query.concepts, fold(duty.quote))
            coverage = own if duty.basis.kind == "prose" else paragraph
            evidence = Evidence(clause, duty.quote, duty.start, duty.end, duty)
            if coverage >= MIN_COVERAGE and any(_SECTION.search(name) for name in duty.lead + duty.responsible):
                found.append((coverage, evidence))
    return found


def _subject_bonus(concepts: Sequence[Concept], clause: Clause) -> float:
    """A paragraph is about what it begins with, and about what it says again and again."""
    if not concepts:
        return 0.0
    first = fold(re.split(r"[。；]", clause.text, maxsplit=1)[0])
    whole = fold(clause.text)
    begins = sum(any(s in first for s in concept.spellings) for concept in concepts) / len(concepts)
    times = min(max(whole.count(s) for s in concept.spellings) if concept.spellings else 0 for concept in concepts)
    return _BEGINS_BONUS * begins + _REPEATED_BONUS * min(times, _MOST_TIMES)
