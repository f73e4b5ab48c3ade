"""From the clauses on a topic to what settles the question: duties, time limits, entitlements, targets or sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.answering.about import about_notice
from assistant.answering.acting import who_acts
from assistant.answering.ask_words import PAYER_ASKED
from assistant.answering.beneficiaries import asked_for, is_of_others, named_in, without_others
from assistant.answering.clause_duties import duties_on
from assistant.answering.clause_sentences import (
    FREE,
    NEAR_SENTENCE,
    NUMBER_WORD,
    PAPER_WORD,
    PAYS,
    TIME_WORD,
    UNIT_ACTS,
    UNIT_TAIL,
    sentences_of,
    sentences_on,
    sentences_with,
)
from assistant.answering.evidence import Evidence
from assistant.answering.forbidding import says_every_word
from assistant.answering.knowledge import Knowledge
from assistant.answering.listed import with_heads, with_items
from assistant.answering.matching import Lexicon, fold, strength
from assistant.answering.polarity import is_denial
from assistant.answering.question_words import COUNTED
from assistant.answering.retrieve import MIN_COVERAGE, Finding, Match, confidence, lacking, says
from assistant.answering.wanted import asks_for_a_measure, says_how_long, says_what_is_wanted
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.records import Clause, Concept, Duty, Entitlement, Notice, Place, Query, Target, TimeLimit

# Facts that rank so much below the best one of their kind speak of something else.
_NEAR_BEST_FACT = 0.3
# A clause that says this share of what the best one says may hold the fact asked for.
_NEARLY = 0.85
_MAX_SENTENCES_EACH = 2
# Who leads, supports, is responsible, by when, and two more.
_MAX_LINES_BELOW = 6
# A fact has to say so much of what the heading leaves open: which number, which date.
_MIN_RANK = 0.34
# A concept that so few items of a list say tells them apart.
_FEW = 2
# What is less likely on the question is not said.
_MIN_CONFIDENCE = 0.45
_MEASURE_ASKED = re.compile(r"(?:多少|几)\s?([所家名种位项张倍])")
# A sentence that says so much of the question by itself is on it, though no fact was read from it.
_SAYS_MUCH = 0.6
# What may be asked for nothing.
_CHARGE = re.compile(r"押金|费|钱")
# Measure words of what a notice deals with; people, days and years may be part of a story.
_COUNTED_BY = "种类家所项"
# How far behind a number the thing that it counts may end.
_NOUN_CHARS = 14
_WHOLE_PLACE = re.compile(r"全[省市州县]")
# “仅在甲县、乙市开展试点” answers for every other county.
_ALONE = re.compile(r"仅|只在|限于|仅限")
_MONEY = re.compile(r"元")
_SUM = re.compile(r"元|%|％|分之|[一二三四五六七八九]成")
_RATE = re.compile(r"元|%|％")
_RATE_ASKED = re.compile(r"比例|标准|报销|资助|\brate\b|\bshare\b", re.I)


_Fact = TypeVar("_Fact", TimeLimit, Entitlement, Target)


def select(ask: str, query: Query, place: Place | None, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """What ``finding`` has for one ``ask`` of the query; empty where its notice does not say.

    :param place: the place asked about; what the notice says of another county in it does not count.
    """
    if ask == "notice":
        return about_notice(query.question, finding.notice)
    if not finding.matches:
        return []
    finding = replace(finding, matches=_with_lines_below(finding))
    found = [item for item in _select(ask, query, finding, knowledge) if _says_what_it_must(item, ask, query)]
    found = without_others(_trusted(found, query, finding, knowledge), query)
    if place is None:
        found = _shortest_way(found)
    if ask != "when":  # the list below a sentence that tells the time as well is not asked for
        whole = with_items(found, finding.notice)
        found = _items_asked(found, whole, query) if query.is_yes_no else whole
        found = with_heads(found, finding.notice)
    if place is None or place.level != "county":
        return found
    held = [item for item in found if _holds_for(item, place, finding.notice, knowledge) or _is_for_some(item, query)]
    # The number of the whole city is not the county's, and what else was found counts something else.
    of_all = ask in ("number", "money") and any(_WHOLE_PLACE.search(item.quote) for item in held)
    return [] if of_all else _without_repeats([*_said_of(place, held, finding.notice, knowledge), *held])


def _items_asked(found: list[Evidence], whole: list[Evidence], query: Query) -> list[Evidence]:
    """Of the items of lists that ``whole`` has besides ``found``, those that say something of a question of yes or no
    that few others say, where any does: “酗酒摔伤能不能…” is answered by the item on 酗酒 behind the words that
    announce the list."""
    said = [item for item in whole if item not in found and any(_says_more(c, item, whole) for c in query.concepts)]
    return [item for item in whole if item in found or item in said] if said else whole


def _says_more(concept: Concept, item: Evidence, whole: Sequence[Evidence]) -> bool:
    saying = [other for other in whole if any(s in fold(other.quote) for s in concept.spellings)]
    return item in saying and len(saying) <= _FEW


def _said_of(county: Place, held: list[Evidence], notice: Notice, knowledge: Knowledge) -> list[Evidence]:
    """What the clauses of ``held`` say of the county by name: an exception to the rule for all goes with it."""
    labels = {item.clause.label for item in held if item.clause.label}
    found: list[Evidence] = []
    for clause in notice.clauses:
        if clause.label not in labels or clause.is_heading:
            continue
        passage = Passage.cut(notice.source, clause.start, clause.end)
        for start, end in split_sentences(passage.text):
            sentence = passage.text[start:end]
            named = (place for mention in knowledge.gazetteer.find(sentence) for place in mention.places)
            if any(place.name == county.name for place in named) and not UNIT_TAIL.fullmatch(sentence.strip()):
                found.append(Evidence(clause, sentence, *passage.span(start, end)))
    return found


def _trusted(found: list[Evidence], query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """``found`` without what comes from a clause that is hardly on the question. (Who leads is right nearly always,
    where it is found at all.)"""
    weight = sum(knowledge.lexicon.weight(concept) for concept in query.concepts)
    trust = {match.clause.id: confidence(match, weight) for match in finding.matches}
    return [i for i in found if isinstance(i.fact, Duty) or trust.get(i.clause.id, 1.0) >= _MIN_CONFIDENCE]


def _shortest_way(found: list[Evidence]) -> list[Evidence]:
    """Where every notice answers, the best sentences of each: facts are lists and stay whole."""
    sentences = [item for item in found if item.fact is None]
    return [item for item in found if item.fact is not None or item in sentences[:_MAX_SENTENCES_EACH]]


def _select(ask: str, query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    if ask in ("lead", "support"):
        duties = duties_on(query, finding, knowledge)
        acting = who_acts(query, finding, knowledge, duties)
        return acting or duties or sentences_with(UNIT_ACTS, query, finding, knowledge)
    if ask == "when":
        found = _facts_near(query, finding, knowledge, lambda clause: clause.time_limits)
        return found or sentences_with(TIME_WORD, query, finding, knowledge)
    if ask == "number":
        found = _counted(query, _facts(query, finding, knowledge, lambda clause: clause.targets))
        found = [item for item in found if _says_what_it_must(item, ask, query)]
        measured = asks_for_a_measure(query.question)
        found = found or (sentences_with(NUMBER_WORD, query, finding, knowledge) if measured else [])
        found = _claimed(found, query, finding, knowledge)
        if _CHARGE.search(query.question):
            found = _with_nothing_charged(found, query, finding, knowledge)
        return found or sentences_with(NUMBER_WORD, query, finding, knowledge, least=_SAYS_MUCH)
    if ask == "money" and PAYER_ASKED.search(query.question):
        return sentences_with(PAYS, query, finding, knowledge)
    if ask == "money":
        unit = _RATE if _RATE_ASKED.search(query.question) else _MONEY
        found = _facts(query, finding, knowledge, lambda c: [t for t in c.targets if unit.search(t.unit)])
        found = found or _facts(query, finding, knowledge, lambda c: [t for t in c.targets if _RATE.search(t.unit)])
        found = _with_nothing_charged(found, query, finding, knowledge)
        return found or sentences_with(_SUM, query, finding, knowledge, least=_SAYS_MUCH)
    if ask == "papers":
        found = _facts_near(query, finding, knowledge, lambda c: [e for e in c.entitlements if e.papers])
        return found or sentences_with(PAPER_WORD, query, finding, knowledge)
    if ask == "who":
        return (
            _exclusions(query, finding, knowledge)
            or _facts_near(query, finding, knowledge, lambda clause: clause.entitlements, complete=True)
            or sentences_on(query, finding, knowledge)
        )
    return sentences_on(query, finding, knowledge)


def _with_lines_below(finding: Finding) -> tuple[Match, ...]:
    """The matches, each with the lines “牵头单位：…” and “完成时限：…” that stand below its paragraph and say who does
    it and by when."""
    clauses = finding.notice.clauses
    whole: dict[str, Match] = {match.clause.id: match for match in finding.matches}
    for match in finding.matches:
        after = bisect_right(clauses, match.clause.start, key=lambda clause: clause.start)
        for clause in clauses[after : after + _MAX_LINES_BELOW]:
            if clause.path != match.clause.path or (not _is_on_task_above(clause) and "。" in clause.text):
                break
            if _is_on_task_above(clause):
                whole.setdefault(clause.id, replace(match, clause=clause))
    return tuple(whole.values())


def _is_on_task_above(clause: Clause) -> bool:
    told = (*(duty.task for duty in clause.duties), *(limit.what for limit in clause.time_limits))
    return any(task not in clause.text for task in told)


def _says_what_it_must(item: Evidence, ask: str, query: Query) -> bool:
    """Whether a run says what no answer can do without (see :mod:`assistant.answering.wanted`)."""
    if not says_what_is_wanted(item.quote, ask, query.question):
        return False
    if ask != "when":
        return True
    alone = len(item.clause.time_limits) == 1
    words = item.fact.words if isinstance(item.fact, TimeLimit) and not alone else item.quote
    return says_how_long(words, query.question)


def _holds_for(item: Evidence, county: Place, notice: Notice, knowledge: Knowledge) -> bool:
    """Whether a run counts for ``county``: it names no other county of the notice's place."""
    named = {
        found.name
        for mention in knowledge.gazetteer.find(item.quote)
        for found in mention.places
        if found.level == "county" and notice.place in found.above
    }
    return not named or county.name in named


def _is_for_some(item: Evidence, query: Query) -> bool:
    """Whether a run that names other counties says that it holds for them alone, where a yes or a no is wanted."""
    return query.is_yes_no and bool(_ALONE.search(item.quote))


def _exclusions(query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """Where a yes or no is asked for someone whom the clause shuts out: the words that do."""
    groups = [concept for concept in query.concepts if concept.kind == "group"]
    if not groups or not query.is_yes_no or is_denial(query.question):
        return []
    found: list[Evidence] = []
    for match in finding.matches:
        passage = Passage.cut(finding.notice.source, match.clause.start, match.clause.end)
        for words in dict.fromkeys(words for e in match.clause.entitlements for words in e.excluded):
            begin = passage.text.find(words)
            if begin >= 0 and says(groups, fold(words)) and says_every_word(query, words, knowledge):
                span = passage.span(begin, begin + len(words))
                found.append(Evidence(match.clause, words, *span, excludes=True))
    return found


# --- other facts -----------------------------------------------------------------------------------------------


def _facts_near(
    query: Query,
    finding: Finding,
    knowledge: Knowledge,
    facts_of: Callable[[Clause], Sequence[_Fact]],
    *,
    complete: bool = False,
) -> list[Evidence]:
    """As :func:`_facts`; where the best clauses state no such fact, those of clauses that say nearly as much of the
    question."""
    found = _facts(query, finding, knowledge, facts_of, complete=complete)
    if found or not finding.matches:
        return found
    wider = replace(finding, matches=_near(finding, knowledge))
    return _facts(query, wider, knowledge, facts_of, complete=complete)


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
            if _is_on_task_above(match.clause):  # the line speaks for the paragraph that was matched
                own, rank = match.coverage, match.coverage
            found.append((own, rank, Evidence(match.clause, fact.quote, fact.start, fact.end, fact)))
    nearest = max((_nearest_sentence(query, match, knowledge) for match in finding.matches), default=0.0)
    kept = [
        (rank, evidence)
        for own, rank, evidence in found
        if (own >= MIN_COVERAGE or own >= NEAR_SENTENCE * nearest > 0) and (complete or rank >= _MIN_RANK)
    ]
    best = max((rank for rank, _ in kept), default=0.0)
    if complete:
        return _without_repeats([evidence for _, evidence in kept])
    return _without_repeats([evidence for rank, evidence in kept if rank >= best - _NEAR_BEST_FACT])


def _with_nothing_charged(
    found: list[Evidence], query: Query, finding: Finding, knowledge: Knowledge
) -> list[Evidence]:
    """``found``; where no sum was found, or the people asked about pay nothing, the sentence that says so."""
    free = sentences_with(FREE, query, finding, knowledge)
    asked = asked_for(query)
    charged = _CHARGE.search(query.question)
    theirs = [
        item
        for item in sentences_of(finding.matches[0].clause, finding.notice)
        if asked and charged and charged[0] in item.quote and FREE.search(item.quote)
        if named_in(item.quote) and not is_of_others(item, asked)
    ]
    return [*theirs, *found] if theirs else found or free


def _claimed(found: list[Evidence], query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """``found``, the targets on the topic; where a question has a number of kinds or places borne out that none of them
    counts (“大病病种30种对吗”): the sentence of a clause that says as much of the question and counts so."""
    measures = {s[-1] for c in query.concepts if c.kind == "number" for s in c.spellings} & set(_COUNTED_BY)
    if not measures or not query.is_yes_no:
        return found
    counts = re.compile(rf"(?:\d|[一二三四五六七八九十百])\s?[{''.join(sorted(measures))}]")
    if any(counts.search(item.quote) for item in found):
        return found
    counting = tuple(match for match in _near(finding, knowledge) if counts.search(match.clause.text))
    return sentences_with(counts, query, replace(finding, matches=counting), knowledge) or found


def _near(finding: Finding, knowledge: Knowledge) -> tuple[Match, ...]:
    """The clauses that say nearly as much of the question as the best one."""
    least = _NEARLY * finding.matches[0].coverage
    near = [m for m in finding.considered if m.coverage >= least and not lacking(m, finding.asked, knowledge)]
    return tuple(match for match in near if not match.clause.omitted)


def _nearest_sentence(query: Query, match: Match, knowledge: Knowledge) -> float:
    """The share of the question that the clause's best sentence says under its heading: a fact in a sentence that says
    nearly as much is about what was asked, whatever story was told around it."""
    _, _, heading = knowledge.lexicon.texts(match.clause)
    sentences = knowledge.lexicon.sentences(match.clause)
    return max((knowledge.lexicon.coverage(query.concepts, f"{s}\n{heading}") for s in sentences), default=0.0)


def _counted(query: Query, found: list[Evidence]) -> list[Evidence]:
    """Where it is asked how many of something there are: the runs in which the number stands before that very thing."""
    if not COUNTED.search(query.question) and not _MEASURE_ASKED.search(query.question):
        return found
    exact = [item for item in found if _counts(item, query.concepts)] or found
    measure = _MEASURE_ASKED.search(query.question)
    return [
        item for item in exact if isinstance(item.fact, Target) and measure and item.fact.unit == measure[1]
    ] or exact


def _counts(item: Evidence, concepts: Sequence[Concept]) -> bool:
    if not isinstance(item.fact, Target):
        return False
    pattern = re.compile(rf"{re.escape(item.fact.number)}\s?{re.escape(item.fact.unit)}(.{{0,{_NOUN_CHARS}}})")
    behind = [fold(match[1]) for match in pattern.finditer(item.quote)]
    return any(s in text for text in behind for concept in concepts for s in (*concept.spellings, concept.said) if s)


def _closeness(concepts: Sequence[Concept], match: Match, fact: _Fact, lexicon: Lexicon) -> tuple[float, float]:
    """(share of the question that the fact says under its clause's heading, rank among the facts of a clause).

    What the heading says is said for all its facts alike: the rest of the question tells them apart, first by the very
    words of the fact (what is counted, what is due), then by its sentence.
    """
    _, _, heading = lexicon.texts(match.clause)
    quote = fold(fact.quote)
    # An English word without Chinese stands in no fact: it cannot tell them apart.
    concepts = [c for c in concepts if c.kind != "english" or not all(s.isascii() for s in c.spellings)]
    own = lexicon.coverage(concepts, "\n".join((quote, heading, fold(fact.what))))
    rest = [concept for concept in concepts if strength(concept, heading) < 1.0]
    if not rest:  # the heading says all that was asked: its facts are on the question alike
        return own, own
    return own, lexicon.coverage(rest, quote) + 0.5 * lexicon.coverage(rest, fold(fact.what))


def _without_repeats(evidence: list[Evidence]) -> list[Evidence]:
    """One item a run of text: two facts on the same sentence are quoted once, a run within another not again."""
    kept: list[Evidence] = []
    for item in evidence:
        inside = any(o.clause.id == item.clause.id and o.start <= item.start and item.end <= o.end for o in kept)
        if not inside:
            kept = [
                o for o in kept if not (o.clause.id == item.clause.id and item.start <= o.start and o.end <= item.end)
            ]
            kept.append(item)
    return kept
