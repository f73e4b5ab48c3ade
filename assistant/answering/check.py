"""The check: nothing is said that the cited text does not say.

A statement passes where its citations exist and quote their notice exactly, and where every number, unit, group of
people and word of negation in it stands in the words quoted. What the program says around the words of a notice
(:mod:`assistant.answering.phrases`) is taken out first.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from assistant.answering import phrases
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.reading.passage import squeeze
from assistant.records import Citation, Statement

# A number counts with what stands behind it: 6月 is not 6人, 90% is not 90.
_NUMBER = re.compile(r"\d+(?:\.\d+)?\s?(?:[%％‰]|[\u4e00-\u9fff])?")
_CHINESE_NUMBER = re.compile(r"[一二三四五六七八九十百千万两]+[个名种家所人类项次年月日周天季元岁倍成]")
# “支持推动……发展”：, the task in front of a duty.
_TASK = re.compile(r"^“(.+?)”[：:]\s*(?=\S)")
_LATIN = re.compile(r"[A-Za-z][A-Za-z ,.'-]*")
_NEGATION = re.compile(
    r"不得|不能|不可|不予|不享受|不需|不低于|不少于|不超过|不高于|除外|禁止|严禁|暂不|并非|不|未|无需"
)
_OWN_WORDS = re.compile(
    r"^不能。|^No: |其他责任单位：|文中规定|本库所存文本|只有标题，内容为“略”"
    + "|"
    + re.escape(phrases.NO_LEAD["zh"])
    + "|"
    + re.escape(phrases.NO_LEAD["en"])
)


def why_rejected(statement: Statement, citations: Sequence[Citation], knowledge: Knowledge) -> str | None:
    """What in ``statement`` its citations do not bear out, or None where it stands."""
    cited = [citation for citation in citations if citation.n in statement.citations]
    if not cited or len(cited) != len(set(statement.citations)):
        return "没有引文" if not statement.citations else "引文编号不存在"
    for citation in cited:
        if not _quotes_exactly(citation, knowledge):
            return f"引文与原文不符：{citation.quote[:20]}"
    text = statement.text
    task = _TASK.match(text)
    if task and any(task[1] in said for citation in cited for said in _around(citation, knowledge)):
        text = text[task.end() :]
    source = "\n".join(citation.quote for citation in cited)
    return _unsupported(_OWN_WORDS.sub(" ", text), source, knowledge)


def _around(citation: Citation, knowledge: Knowledge) -> list[str]:
    """Where the task of a duty may stand: in the paragraph cited, in its headings, and, for a tail on a line of its
    own, in a paragraph above it."""
    notice, clause = knowledge.by_id[citation.notice], knowledge.clauses[citation.clause_id]
    after = bisect_left(notice.clauses, clause.start, key=lambda other: other.start)
    return [citation.text, *clause.headings, *(other.text for other in notice.clauses[max(0, after - 4) : after])]


def _quotes_exactly(citation: Citation, knowledge: Knowledge) -> bool:
    notice = knowledge.by_id.get(citation.notice)
    clause = knowledge.clauses.get(citation.clause_id)
    if notice is None or clause is None or clause.text != citation.text:
        return False
    return squeeze(notice.source[citation.start : citation.end]) == citation.quote


def _unsupported(text: str, source: str, knowledge: Knowledge) -> str | None:
    compact = _compact(source)
    for number in _NUMBER.findall(text):
        if not re.search(rf"(?<![\d.]){re.escape(_compact(number))}", compact):
            return f"原文没有这个数字：{number}"
    for number in _CHINESE_NUMBER.findall(text):
        if number not in source:
            return f"原文没有这个数字：{number}"
    folded, folded_source = fold(text), fold(source)
    for name in knowledge.unit_names:
        if name in folded and name not in folded_source:
            return f"原文没有这个单位：{knowledge.unit_names[name]}"
    chinese = _LATIN.sub("。", text)
    for mention in knowledge.glossary.find(chinese):
        if mention.term.kind in ("group", "department") and fold(mention.words) not in folded_source:
            return f"原文没有：{mention.words}"
    for word in _NEGATION.findall(text):
        if word not in source:
            return f"原文没有这个否定：{word}"
    return None


def _compact(number: str) -> str:
    return re.sub(r"\s", "", number).replace("％", "%")
