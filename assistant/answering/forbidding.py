"""Whether what a notice forbids or shuts out is the very thing that a question is about."""

from __future__ import annotations

import re

from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.records import Query

_FORBIDS = re.compile(
    r"不(?:得|能|予|可以?|准|享受|适用|纳入|列入|再)|禁止|严禁|以任何(?:形式|方式|理由)|或者?|以及|和|及|与|等|涉及|患者|人员|费用"
)


def says_every_word(query: Query, forbidding: str, knowledge: Knowledge) -> bool:
    """Whether the question says every word of ``forbidding``, itself or by another name: 购置救护车 is not
    购置公务用车, and who is insured is not who is insured 在外省."""
    folded = fold(forbidding)
    said = [fold(query.question), *(s for concept in query.concepts for s in concept.spellings if s in folded)]
    if any(words == folded for words in said):
        return True
    words = [word for word in knowledge.cut_words(_FORBIDS.sub("，", forbidding)) if len(word) > 1]
    return bool(words) and all(any(fold(word) in other for other in said) for word in words)
