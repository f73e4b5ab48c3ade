"""Drafts of a question's parts → one draft: each part answered in its order, nothing said twice."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.draft import Draft
from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold, strength
from assistant.answering.retrieve import MIN_COVERAGE, TOPIC_HEADING, Finding, Match
from assistant.answering.wanted import says_what_is_wanted
from assistant.records import Citation, Clause, Concept, Duty, Query, Statement
from assistant.scope import Scope

# A run that says this share of a part's own words speaks of it.
_SPEAKS = 0.5
# Asked for by a word that tells what kind of thing is wanted; “what” and “who” may be a turn of phrase.
_DEFINITE = frozenset(("lead", "support", "when", "number", "money", "papers", "tasks"))
_TOPIC_KINDS = frozenset(("policy", "work", "system", "money", "disease"))
# Words of so much weight that nothing told says are a topic of their own.
_TOPIC_WEIGHT = 3.0
# Words of less weight than this are mere talk.
_OWN_WEIGHT = 1.0
_NUMERAL = re.compile(r"\d|[一二三四五六七八九十两百半]")
_TIME = re.compile(
    r"\d\s?[年月日天]|[一二三四五六七八九十两半]个?[年月周天日季]|每|月底|年底|[季年月]度|定期|及时|期间"
)
_NEEDED = {"number": _NUMERAL, "money": _NUMERAL, "when": _TIME}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a question, with the draft of its answer as a question of its own. ``text``: its words; ``own``: the
    concepts that no part before it said."""

    text: str
    query: Query
    scopes: tuple[Scope, ...]
    own: tuple[Concept, ...]
    draft: Draft


def own_concepts(query: Query, before: Query | None) -> tuple[Concept, ...]:
    """What ``query`` is about that the part ``before`` it was not."""
    known = {concept.name for concept in before.concepts} if before else set()
    return tuple(c for c in query.concepts if c.share == 1.0 and c.kind != "number" and c.name not in known)


def stay(
    query: Query,
    findings: Mapping[str, Finding],
    own: Sequence[Concept],
    told: Sequence[Evidence],
    knowledge: Knowledge,
) -> tuple[Query, dict[str, Finding]]:
    """Query and findings of a part that goes on about what was ``told`` before: where those clauses say its own words
    too, it is answered from them alone (“陕西医共体哪个处牵头？医保怎么付钱？”)."""
    kept = dict(findings)
    said: set[Concept] = set()
    for key, finding in findings.items():
        if len(own) == len(query.concepts) and any(match.heading >= TOPIC_HEADING for match in finding.matches):
            continue  # another topic, with a clause of its own
        labels = {item.clause.label for item in told if item.clause.notice == key}
        clauses = [c for c in finding.notice.clauses if c.label in labels and not (c.is_heading or c.omitted)]
        matches = [match for clause in clauses if (match := _match(clause, own, knowledge))]
        if matches:
            matches.sort(key=lambda match: -match.relevance)
            kept[key] = replace(finding, matches=tuple(matches), omitted=None, on_topic=matches[0].clause)
            said.update(c for c in own for m in matches if strength(c, knowledge.lexicon.texts(m.clause)[0]))
    if said:  # within that clause, its own words tell the sentences apart
        query = replace(query, concepts=tuple(concept for concept in query.concepts if concept in said))
    if not own and set(query.asks) <= {"lead", "support"}:
        query = replace(query, concepts=())  # who does what was told: the units of that very clause
    return query, kept


def _match(clause: Clause, own: Sequence[Concept], knowledge: Knowledge) -> Match | None:
    text, headings, heading = knowledge.lexicon.texts(clause)
    coverage = knowledge.lexicon.coverage(own, f"{text}\n{headings}") if own else 1.0
    if coverage < MIN_COVERAGE:
        return None
    return Match(clause, coverage, knowledge.lexicon.coverage(own, heading) if heading else 0.0, coverage, None)


# --- what is settled ---------------------------------------------------------------------------------------------


def _is_settled(part: Part, whole: Draft, knowledge: Knowledge) -> bool:
    """Whether the answer to the whole question says all that ``part`` asks, for every place that it asks about; “一样
    不” asks nothing of its own."""
    definite = set(part.query.asks) <= _DEFINITE
    if not definite and sum(map(knowledge.lexicon.weight, part.own)) < _OWN_WEIGHT:
        return True
    said = all(
        any(_answers(item, ask, part, scope, knowledge) for item in whole.told)
        for scope in part.scopes
        for ask in part.query.asks
    )
    return said and not (definite and _says_more(part.draft, whole))


def _answers(item: Evidence, ask: str, part: Part, scope: Scope, knowledge: Knowledge) -> bool:
    if all(item.clause.notice != notice.id for notice in scope.own):
        return False
    is_duty = isinstance(item.fact, Duty)
    if is_duty and ask not in ("lead", "support", "tasks"):
        return False
    needed = _NEEDED.get(ask)
    if (needed and not needed.search(item.quote)) or not says_what_is_wanted(item.quote, ask, part.query.question):
        return False
    text, headings, _ = knowledge.lexicon.texts(item.clause)
    said = (text if is_duty else fold(item.quote)) + "\n" + headings
    return not part.own or knowledge.lexicon.coverage(part.own, said) >= _SPEAKS


def _says_more(draft: Draft, whole: Draft) -> bool:
    """Whether ``draft`` quotes another sentence of a clause that ``whole`` quotes."""
    return any(
        item.clause.id == other.clause.id and not (other.start < item.end and item.start < other.end)
        for item in draft.told
        if all(item.start != o.start or item.clause.id != o.clause.id for o in whole.told)
        for other in whole.told
    )


def _is_another_topic(part: Part, told: Sequence[Evidence], knowledge: Knowledge) -> bool:
    """Whether a part asks something definite about a thing that nothing told so far speaks of."""
    if not set(part.query.asks) <= _DEFINITE:
        return False
    said = "\n".join(text for item in told for text in knowledge.lexicon.texts(item.clause)[:2])
    unsaid = [concept for concept in part.own if not knowledge.lexicon.coverage((concept,), said)]
    held = [concept for concept in unsaid if concept.kind in _TOPIC_KINDS or knowledge.lexicon.count(concept)]
    return len(unsaid) == len(part.own) and sum(map(knowledge.lexicon.weight, held)) >= _TOPIC_WEIGHT


def _stands_alone(part: Part, knowledge: Knowledge) -> bool:
    """Whether a part may be answered where the whole question is not: it names a policy, and asks something definite of
    it or is answered by the clause that is headed by it."""
    if not any(concept.kind in _TOPIC_KINDS for concept in part.own):
        return False
    headings = [knowledge.lexicon.texts(item.clause)[2] for item in part.draft.told]
    headed = all(heading and knowledge.lexicon.coverage(part.own, heading) >= TOPIC_HEADING for heading in headings)
    return headed or set(part.query.asks) <= _DEFINITE


# --- one draft ---------------------------------------------------------------------------------------------------


def join(whole: Draft, parts: Sequence[Part], knowledge: Knowledge) -> Draft:
    """The answer to the whole question, with what its ``parts`` say that it does not."""
    settled = [_is_settled(part, whole, knowledge) for part in parts]
    other = [
        not done and _is_another_topic(part, whole.told, knowledge) for part, done in zip(parts, settled, strict=True)
    ]
    taken = _taken(whole, parts, settled, other, knowledge)
    fine = [
        part.draft.status == "answered" or (whole.status == "answered" and (done or not elsewhere))
        for part, done, elsewhere in zip(parts, settled, other, strict=True)
    ]
    if not any(taken) and (whole.status != "answered" or all(fine)):
        for part, elsewhere in zip(parts, other, strict=True):
            if whole.told and elsewhere:
                whole.remark(_open_line(part))
        return whole
    joined = Draft(speaking=whole.speaking)
    if whole.told and not any(settled) and not all(taken):
        _add(joined, whole)
    for part, done, take in zip(parts, settled, taken, strict=True):
        if done or take:
            _add(joined, part.draft if take else whole)
        else:
            _note(joined, part.draft)
            joined.remark(_open_line(part))
    joined.status = "answered" if all(fine) else "partial"
    return joined


def _taken(
    whole: Draft, parts: Sequence[Part], settled: Sequence[bool], other: Sequence[bool], knowledge: Knowledge
) -> list[bool]:
    """Which parts are answered by their own drafts, and not by the answer to the whole question."""
    good = [part.draft.status == "answered" for part in parts]
    if all(good) and whole.status != "answered":
        return good
    if whole.status in ("not_found", "omitted"):
        return [ok and _stands_alone(part, knowledge) for part, ok in zip(parts, good, strict=True)]
    return [
        not done and (ok or (elsewhere and bool(part.draft.told)))
        for part, ok, done, elsewhere in zip(parts, good, settled, other, strict=True)
    ]


def _open_line(part: Part) -> str:
    """One line that this part of the question is not answered."""
    words = part.text.strip(" 　，,。；;！!？?")
    return f"Not found: “{words}”." if part.query.lang == "en" else f"没有查到：“{words}”。"


def _note(joined: Draft, draft: Draft) -> None:
    """Take over why ``draft`` says nothing."""
    for line in draft.notes:
        joined.remark(line)
    for item in draft.missing:
        joined.miss(item.notice, item.why)


def _add(joined: Draft, draft: Draft) -> None:
    """Take over what ``draft`` says and ``joined`` does not, with its citations under new numbers."""
    for line in draft.ahead:
        joined.lead_in(line)
    _note(joined, draft)
    joined.leads |= draft.leads
    joined.told.extend(item for item in draft.told if item not in joined.told)
    by_number = {citation.n: citation for citation in draft.citations}
    for statement in draft.statements:
        if _is_said(statement, by_number, joined):
            continue
        numbers = [_cite(joined, draft, number) for number in by_number if number in statement.citations]
        joined.state(statement.text, statement.place, numbers)


def _is_said(statement: Statement, by_number: Mapping[int, Citation], joined: Draft) -> bool:
    """Whether ``joined`` says the statement already, in the same words or in a longer run of the same clause."""
    runs = [by_number[number] for number in statement.citations]
    return any(statement.place == said.place and statement.text in said.text for said in joined.statements) or all(
        any(run.clause_id == c.clause_id and c.start <= run.start and run.end <= c.end for c in joined.citations)
        for run in runs
    )


def _cite(joined: Draft, draft: Draft, number: int) -> int:
    """The number that citation ``number`` of ``draft`` has in ``joined``."""
    citation = next(citation for citation in draft.citations if citation.n == number)
    for known in joined.citations:
        if known.clause_id == citation.clause_id and (known.start, known.end) == (citation.start, citation.end):
            return known.n
    joined.citations.append(replace(citation, n=len(joined.citations) + 1))
    return len(joined.citations)
