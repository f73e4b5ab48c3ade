"""A long sentence cut to the segments that say what was asked, as one exact run, where nothing needed is lost.

Segments end at “；” outside brackets and quotation marks. Nothing is cut that may be a condition of what is kept, an
exclusion from it or its subject: in doubt the sentence stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold, strength
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.records import Duty, Notice, Query, Target, TimeLimit

# Shorter sentences are read at a glance.
_LONG = 160
# So short a sentence is quoted whole where half of it would answer.
_SHORT = 110
_OPENS, _CLOSES = "（(“‘《〔[【", "）)”’》〕]】"
# Words at the head of a sentence that hold for all its segments: a condition, a time, a subject told once.
_GOVERNS = re.compile(
    r"(?:到|在|对|按|依|根据|为|除|凡|以|从|自|通过|围绕|针对|由|经|有条件|符合|具备|原则|其中|结合|各|鼓励|支持|允许|\d|“)"
    r"|[^，,；]{0,30}(?:的|前提下|条件下|情况下|基础上|期间|以来|之?前|后|内)[，,]|[^；]{0,40}[：:]"
)
# What announces a list: one of its items alone is not the rule.
_ENUMERATES = re.compile(r"(?:下列|以下|如下)[^：:。]{0,30}[：:]|[：:]\s*(?:[(（]?[1１一][)）.．、]|一是|①)")
# Words at the head of a segment that lean on the ones before it.
_LEANS = re.compile(r"(?:其|该|并|且|但|同时|否则|以上|上述|前[述款]|此|这|另外|还|也|仍|再|超出|不足|有|由|经|对)")
# Words that may take back, or bound, what was said before them.
_TAKES_BACK = re.compile(
    r"但|除|不(?:得|享受|予|可|能|包括|含|适用|纳入|再|超过)|例外|另有|限于|仅|只|其中|符合|条件|前提|方可|以上|上述"
)


def shorten(item: Evidence, query: Query, notice: Notice, knowledge: Knowledge) -> Evidence:
    """``item``, or the run of its segments that say what ``query`` asks. Who may have what, and who does what, is told
    whole."""
    item = _whole_sentence(item, notice)
    if len(item.quote) <= _LONG or item.excludes or not isinstance(item.fact, TimeLimit | Target | None):
        return item
    passage = Passage.cut(notice.source, item.start, item.end)
    spans = _segments(passage.text)
    texts = [passage.text[begin:end] for begin, end in spans]
    needed = _needed(texts, item, query, knowledge)
    if not needed:
        return item
    first, last = _safe(texts, min(needed), max(needed))
    if (first, last) == (0, len(texts) - 1):
        return item
    begin, end = spans[first][0], spans[last][1]
    start, stop = passage.span(begin, end)
    return replace(item, quote=passage.text[begin:end], start=start, end=stop)


def _whole_sentence(item: Evidence, notice: Notice) -> Evidence:
    """``item`` as the sentence that it stands in, where that is short: the other half may be the other case
    (“由村医兼任的，每月补助200元；由村干部兼任的，不另行补助”)."""
    if item.excludes or isinstance(item.fact, Duty):
        return item
    passage = Passage.cut(notice.source, item.clause.start, item.clause.end)
    for begin, end in split_sentences(passage.text):
        start, stop = passage.span(begin, end)
        if start <= item.start and item.end <= stop:
            if end - begin > _SHORT and not _ENUMERATES.search(item.quote):
                return item
            words = passage.text[begin:end].rstrip("。；; \n") if item.fact else passage.text[begin:end]
            start, stop = passage.span(begin, begin + len(words))
            return replace(item, quote=words, start=start, end=stop)
    return item


def _needed(texts: Sequence[str], item: Evidence, query: Query, knowledge: Knowledge) -> set[int]:
    """The segments without which something asked would be missing: for each concept said, the best one that says it,
    and the one that holds the fact."""
    folded = [fold(text) for text in texts]
    shares = [knowledge.lexicon.coverage(query.concepts, text) for text in folded]
    needed: set[int] = set()
    for concept in query.concepts:
        saying = [number for number, text in enumerate(folded) if strength(concept, text)]
        if saying:
            needed.add(max(saying, key=lambda number: shares[number]))
    if isinstance(item.fact, TimeLimit | Target):
        words = item.fact.words if isinstance(item.fact, TimeLimit) else item.fact.number
        holding = {number for number, text in enumerate(texts) if words in text}
        return needed | holding if holding else set()
    return needed


def _safe(texts: Sequence[str], first: int, last: int) -> tuple[int, int]:
    """``first`` and ``last`` moved outwards until what is left out neither governs nor takes back what is kept."""
    if any(_ENUMERATES.search(text) for text in texts[first : last + 1]):
        last = len(texts) - 1
    if _GOVERNS.match(texts[0]) or any(_LEANS.match(text) for text in texts[1 : last + 1]):
        first = 0
    while last + 1 < len(texts) and any(_TAKES_BACK.search(text) for text in texts[last + 1 :]):
        last += 1
    return first, last


def _segments(text: str) -> list[tuple[int, int]]:
    """Where the segments of a sentence stand, each with its “；”; a mark inside brackets or quotes parts nothing."""
    spans: list[tuple[int, int]] = []
    depth = begin = 0
    for position, char in enumerate(text):
        depth += (char in _OPENS) - (char in _CLOSES)
        if char in "；;" and depth <= 0:
            spans.append((begin, position + 1))
            begin = position + 1
    return [*spans, (begin, len(text))] if text[begin:].strip() else spans
