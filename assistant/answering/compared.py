"""Places compared: what one place says of a topic that the others settle, though it has fewer of the words asked.

A question that compares places says words that only one notice has (“写入了婴幼儿托育的是哪一处”). Where another
place has settled it, these words count no more for a place that never says them, as long as it speaks of the subject.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import strength
from assistant.answering.retrieve import Finding, find_in
from assistant.records import Notice, Query

# What a question is about: a notice that never says it is silent on it.
_SUBJECTS = frozenset(("policy", "work", "system", "money", "disease"))
# Without a subject of these kinds, the notice has to say so much of the question's weight somewhere.
_LEAST = 0.4


def ask_of(notice: Notice, query: Query, knowledge: Knowledge) -> tuple[Query, Finding] | None:
    """``query`` in the words that ``notice`` has, with what it finds there; None where that is nothing."""
    texts = [
        knowledge.lexicon.texts(clause)[:2] for clause in notice.clauses if clause.part not in ("foreign", "front")
    ]
    held = tuple(c for c in query.concepts if any(strength(c, part) == 1.0 for text in texts for part in text))
    missing = [concept for concept in query.concepts if concept not in held]
    weight = knowledge.lexicon.weight
    whole = sum(map(weight, query.concepts))
    if not held or not missing or any(concept.kind in _SUBJECTS for concept in missing):
        return None
    if not any(concept.kind in _SUBJECTS for concept in held) and sum(map(weight, held)) < _LEAST * whole:
        return None
    asked = replace(query, concepts=held)
    finding = find_in(notice, asked, knowledge, ())
    return (asked, finding) if finding.matches else None
