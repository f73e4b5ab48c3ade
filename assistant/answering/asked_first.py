"""Sentences in the order of what was asked: the one that says the very thing comes first, not the one that opens the
clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold, strength
from assistant.answering.retrieve import Finding, Match
from assistant.importance import importance
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.records import Concept, Query

# Words of talk are not what was asked for.
_TELLING = 0.3
# “县医院自己得做些啥”: who is to act is the subject of the sentence.
_ACTS = re.compile(r"(?:要|得|该|应|需|自己|自身)[^，。？?]{0,6}(?:做|干|弄|办)[^，。？?]{0,3}(?:什么|啥|哪些)")
_SUBJECT_CHARS = 2


def put_first(items: Sequence[Evidence], query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """``items``, plain sentences, behind those of the same clauses that say what was asked and none of them says."""
    if not items or any(item.fact for item in items):
        return list(items)
    used = {item.clause.id for item in items}
    matches = [match for match in finding.matches if match.clause.id in used]
    found = [
        sentence
        for match in matches
        for sentence in _sentences(match, finding)
        if not any(sentence.start < item.end and item.start < sentence.end for item in items)
        and _says_it(sentence, match, items, query, knowledge)
    ]
    return [*found[:1], *items]


def _says_it(sentence: Evidence, match: Match, items: Sequence[Evidence], query: Query, knowledge: Knowledge) -> bool:
    heading = knowledge.lexicon.texts(match.clause)[1]
    told = "\n".join(fold(item.quote) for item in items) + "\n" + heading
    text = fold(sentence.quote)
    missed = [c for c in query.concepts if _is_telling(c, knowledge) and not strength(c, told)]
    if any(strength(concept, text) == 1.0 for concept in missed):
        return True
    return bool(_ACTS.search(query.question)) and any(
        0 <= text.find(spelling) <= _SUBJECT_CHARS for concept in query.concepts for spelling in concept.spellings
    )


def _is_telling(concept: Concept, knowledge: Knowledge) -> bool:
    if concept.kind in ("number", "year", "english") or concept.share < 1.0:
        return False
    return knowledge.lexicon.count(concept) > 0 and (concept.kind != "word" or importance(concept.name) >= _TELLING)


def _sentences(match: Match, finding: Finding) -> list[Evidence]:
    passage = Passage.cut(finding.notice.source, match.clause.start, match.clause.end)
    return [
        Evidence(match.clause, passage.text[begin:end], *passage.span(begin, end))
        for begin, end in split_sentences(passage.text)
    ]
