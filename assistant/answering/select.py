"""From the clauses on a topic to what settles the question: duties, time limits, entitlements, targets or sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from assistant.answering.about import about_notice
from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.listed import with_items
from assistant.answering.matching import Lexicon, fold, strength
from assistant.answering.question_words import COUNTED
from assistant.answering.retrieve import MIN_COVERAGE, Finding, Match, says
from assistant.answering.wanted import asks_for_a_measure, says_how_long, says_what_is_wanted
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.records import Clause, Concept, Entitlement, Notice, Place, Query, Target, TimeLimit

# Facts that rank so much below the best one of their kind speak of something else.
_NEAR_BEST_FACT = 0.3
_MAX_SENTENCES = 4
_MAX_SENTENCES_EACH = 2
# Who leads, supports, is responsible, by when, and two more.
_MAX_LINES_BELOW = 6
# What tells the paragraph on a topic from one that names it in passing.
_BEGINS_BONUS, _REPEATED_BONUS, _MOST_TIMES = 0.4, 0.08, 4
# A fact has to say so much of what the heading leaves open: which number, which date.
_MIN_RANK = 0.34
# A fact is on the question where its words say this share of what the clause's best sentence says of it.
_NEAR_SENTENCE = 0.8
# A heading that says this share of a question is headed by its topic.
_HEADLINE = 0.4
# What a sentence is about stands among so many of its first characters (“落实家庭医生签约服务，…”).
_OPENING_CHARS = 14
# Duties ranked so much below the best one are another topic's.
_NEAR_BEST_DUTY = 0.15
_SECTION_ASKED = re.compile(r"(?:哪个|哪一个|哪些|什么|啥)科(?:室)?(?![学技普研])|\b(?:which|what) section\b", re.I)
_MEASURE_ASKED = re.compile(r"(?:多少|几)\s?([所家名种位项张倍])")
# How far behind a number the thing that it counts may end.
_NOUN_CHARS = 14
_SECTION = re.compile(r"科(?:[（(]|$)")
_WHOLE_PLACE = re.compile(r"全[省市州县]")
_MONEY = re.compile(r"元")
# What a sentence has to say to tell when, how many or with which papers, where no fact of that kind was read from it.
_TIME_WORD = re.compile(
    r"\d\s?[年月日周天]|[一二三四五六七八九十每半两][一二三四五六七八九十]?个?(?:年|月|季度|周|日|天|批)|月底|年底|定期|及时|期间|过渡期"
    r"|[院期满]时(?:，|支付|缴|报|由)"
)
_NUMBER_WORD = re.compile(
    r"\d|[一二三四五六七八九十两]\s?[个项种家所名类位张]|百分之|[“‘][^”’]{0,12}[一二三四五六七八九十][^”’]{0,4}[”’]"
)
_PAPER_WORD = re.compile(r"证|卡|凭|材料|资料|手续")
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
    if place is None:
        found = _shortest_way(found)
    found = with_items(found, finding.notice)
    if place is None or place.level != "county":
        return found
    held = [item for item in found if _holds_for(item, place, finding.notice, knowledge)]
    # The number of the whole city is not the county's, and what else was found counts something else.
    whole = ask in ("number", "money") and any(_WHOLE_PLACE.search(item.quote) for item in held)
    return [] if whole else held


def _shortest_way(found: list[Evidence]) -> list[Evidence]:
    """Where every notice answers, the best sentences of each: facts are lists and stay whole."""
    sentences = [item for item in found if item.fact is None]
    return [item for item in found if item.fact is not None or item in sentences[:_MAX_SENTENCES_EACH]]


def _select(ask: str, query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    if ask in ("lead", "support"):
        return _duties(query, finding, knowledge)
    if ask == "when":
        found = _facts(query, finding, knowledge, lambda clause: clause.time_limits)
        return found or _sentences_with(_TIME_WORD, query, finding, knowledge)
    if ask == "number":
        found = _counted(query, _facts(query, finding, knowledge, lambda clause: clause.targets))
        measured = asks_for_a_measure(query.question)
        return found or (_sentences_with(_NUMBER_WORD, query, finding, knowledge) if measured else [])
    if ask == "money":
        unit = _RATE if _RATE_ASKED.search(query.question) else _MONEY
        return _facts(query, finding, knowledge, lambda c: [t for t in c.targets if unit.search(t.unit)])
    if ask == "papers":
        found = _facts(query, finding, knowledge, lambda c: [e for e in c.entitlements if e.papers])
        return found or _sentences_with(_PAPER_WORD, query, finding, knowledge)
    if ask == "who":
        return (
            _exclusions(query, finding)
            or _facts(query, finding, knowledge, lambda clause: clause.entitlements, complete=True)
            or _sentences(query, finding, knowledge)
        )
    return _sentences(query, finding, knowledge)


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
    return ask != "when" or not isinstance(item.fact, TimeLimit) or says_how_long(item.fact.words, query.question)


def _holds_for(item: Evidence, county: Place, notice: Notice, knowledge: Knowledge) -> bool:
    """Whether a run counts for ``county``: it names no other county of the notice's place."""
    named = {
        found.name
        for mention in knowledge.gazetteer.find(item.quote)
        for found in mention.places
        if found.level == "county" and notice.place in found.above
    }
    return not named or county.name in named


def _exclusions(query: Query, finding: Finding) -> list[Evidence]:
    """Where a yes or no is asked for someone whom the clause shuts out: the words that do."""
    groups = [concept for concept in query.concepts if concept.kind == "group"]
    if not groups or not query.is_yes_no:
        return []
    found: list[Evidence] = []
    for match in finding.matches:
        passage = Passage.cut(finding.notice.source, match.clause.start, match.clause.end)
        for words in dict.fromkeys(words for e in match.clause.entitlements for words in e.excluded):
            begin = passage.text.find(words)
            if begin >= 0 and says(groups, fold(words)):
                span = passage.span(begin, begin + len(words))
                found.append(Evidence(match.clause, words, *span, excludes=True))
    return found


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
        tails = [duty for duty in match.clause.duties if duty not in prose]
        for duty in said or ([] if _in_passing(query.concepts, match, knowledge) else tails):
            bonus = own[duty] - match.coverage if duty in own else _subject_bonus(query.concepts, match.clause)
            evidence = Evidence(match.clause, duty.quote, duty.start, duty.end, duty)
            ranked.append((match.relevance + bonus, evidence))
    if _SECTION_ASKED.search(query.question):
        ranked = _of_sections(query, finding, knowledge) or ranked
    ranked.sort(key=lambda pair: -pair[0])
    best = ranked[0][0] if ranked else 0.0
    return [evidence for relevance, evidence in ranked if relevance >= best - _NEAR_BEST_DUTY]


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
            if _is_on_task_above(match.clause):  # the line speaks for the paragraph that was matched
                own, rank = match.coverage, match.coverage
            found.append((own, rank, Evidence(match.clause, fact.quote, fact.start, fact.end, fact)))
    nearest = max((_nearest_sentence(query, match, knowledge) for match in finding.matches), default=0.0)
    kept = [
        (rank, evidence)
        for own, rank, evidence in found
        if (own >= MIN_COVERAGE or own >= _NEAR_SENTENCE * nearest > 0) and (complete or rank >= _MIN_RANK)
    ]
    best = max((rank for rank, _ in kept), default=0.0)
    if complete:
        return _without_repeats([evidence for _, evidence in kept])
    return _without_repeats([evidence for rank, evidence in kept if rank >= best - _NEAR_BEST_FACT])


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
    rest = [concept for concept in concepts if strength(concept, heading) < 1.0] or list(concepts)
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


# --- sentences -------------------------------------------------------------------------------------------------


def _sentences(query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """The sentences on the topic; those of a clause headed by it from its beginning."""
    chosen: list[Evidence] = []
    for match in finding.matches[:2]:
        chosen.extend(_clause_sentences(query, match, knowledge, finding.notice.source))
    return chosen[:_MAX_SENTENCES]


def _sentences_with(words: re.Pattern[str], query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """The best sentence on the topic, where it has the kind of word that was asked for."""
    for match in finding.matches[:2]:
        scored = _scored_sentences(query, match, knowledge, finding.notice.source)
        best = max((own for own, _ in scored), default=0.0)
        fitting = [item for own, item in scored if own >= _NEAR_SENTENCE * best > 0 and words.search(item.quote)]
        if fitting:
            return fitting[:2]
    return []


def _scored_sentences(query: Query, match: Match, knowledge: Knowledge, source: str) -> list[tuple[float, Evidence]]:
    """The sentences of a clause that say more than its heading, each with the share of the question that it says."""
    clause = match.clause
    passage = Passage.cut(source, clause.start, clause.end)
    runs = [(s, e) for s, e in split_sentences(passage.text) if _is_content(passage.text[s:e], clause)]
    return [
        (
            knowledge.lexicon.coverage(query.concepts, fold(passage.text[s:e])),
            Evidence(clause, passage.text[s:e], *passage.span(s, e)),
        )
        for s, e in runs
    ]


def _clause_sentences(query: Query, match: Match, knowledge: Knowledge, source: str) -> list[Evidence]:
    clause = match.clause
    passage = Passage.cut(source, clause.start, clause.end)
    runs = [(s, e) for s, e in split_sentences(passage.text) if _is_content(passage.text[s:e], clause)]
    scored = [(knowledge.lexicon.coverage(query.concepts, fold(passage.text[s:e])), s, e) for s, e in runs]
    best = max((own for own, _, _ in scored), default=0.0)
    floor = max(0.4, best - 0.2)
    kept = [(own, s, e) for own, s, e in scored if own >= floor]
    if not kept or (match.heading >= 0.6 and len(kept) < 2):
        kept = sorted({*kept, *scored[:2]}, key=lambda item: item[1])
    kept.sort(key=lambda item: -item[0])
    return [Evidence(clause, passage.text[s:e], *passage.span(s, e)) for _, s, e in kept]


def _is_content(sentence: str, clause: Clause) -> bool:
    """Whether a sentence says more than the clause's heading or its tail of units."""
    bare = fold(sentence)
    heading = fold(clause.heading or "")
    only_heading = bool(heading) and heading in bare and len(bare) - len(heading) <= 4
    return (
        bool(bare)
        and not only_heading
        and not re.fullmatch(r"[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)][。]?", sentence.strip())
    )
