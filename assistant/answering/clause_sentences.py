"""The sentences of a clause that say what was asked, where no fact of the kind was read from it."""

from __future__ import annotations

import re

from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.retrieve import TOPIC_HEADING, Finding, Match
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.records import Clause, Notice, Query

_MAX_SENTENCES = 4
# A sentence that says less of the question answers another one.
_MIN_SENTENCE = 0.3
# Sentences that say so much less than the best one of their clause are left out.
_NEAR_BEST = 0.2
# A fact is on the question where its words say this share of what the clause's best sentence says of it.
NEAR_SENTENCE = 0.8
# What a sentence has to say to tell when, how many or with which papers, where no fact of that kind was read from it.
TIME_WORD = re.compile(
    r"\d\s?(?:个?月|[年日周天]|小时|分钟|个?工作日)|[一二三四五六七八九十每半两][一二三四五六七八九十]?个?(?:年|月|季度|周|日|天|批)|月底|年底|定期|及时|期间|过渡期"
    r"|[院期满]时(?:，|支付|缴|报|由)"
)
NUMBER_WORD = re.compile(
    r"\d|[一二三四五六七八九十两]\s?[个项种家所名类位张]|百分之|[“‘][^”’]{0,12}[一二三四五六七八九十][^”’]{0,4}[”’]"
)
FREE = re.compile(r"不[收计]|不(?:需)?[缴交]|免[收缴]|免费|免交|免征|减半|全额|减免")
# Who bears a cost.
PAYS = re.compile(r"承担|负担|支付|自付|自费|代缴|列支|财政|基金|经费")
# A unit that does something, in a sentence that makes no duty: “由规划和自然资源部门核发”, “报本级人民政府批准”.
UNIT_ACTS = re.compile(
    r"(?:由|报|向|经|会同)[^，。；]{0,24}(?:部门|机关|机构|单位|[委局厅处科办]|政府|中心|小组|组织)"
    r"|(?:部门|机关|机构|[委局厅处科办]|政府|中心|小组)[^，。；]{0,6}(?:应当|负责|会同|可以|要|组织|受理)"
)
# “（甲科牵头，乙科配合）” behind a paragraph.
UNIT_TAIL = re.compile(r"[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)]。?")
PAPER_WORD = re.compile(r"证|卡|凭|材料|资料|手续|(?:提交|提供|携带|出示)[^。；]{0,12}[：:]")


def sentences_on(query: Query, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    """The sentences on the topic, those that say most of the question first; of a clause headed by the topic, its first
    ones as well."""
    chosen = (item for match in finding.matches[:2] for item in _of_clause(query, match, finding, knowledge))
    return list(chosen)[:_MAX_SENTENCES]


def sentences_with(
    words: re.Pattern[str], query: Query, finding: Finding, knowledge: Knowledge, *, least: float = 0.0
) -> list[Evidence]:
    """The best sentence on the topic, where it has the kind of word that was asked for.

    :param least: the share of the question that it has to say by itself.
    """
    for match in finding.matches[:2]:
        scored = _scored(query, match, finding, knowledge)
        best = max((own for own, _ in scored), default=0.0)
        fitting = [
            item for own, item in scored if own >= max(least, NEAR_SENTENCE * best) > 0 and words.search(item.quote)
        ]
        if fitting:
            return fitting[:2]
    return []


def _of_clause(query: Query, match: Match, finding: Finding, knowledge: Knowledge) -> list[Evidence]:
    scored = _scored(query, match, finding, knowledge)
    best = max((own for own, _ in scored), default=0.0)
    kept = [pair for pair in scored if pair[0] >= max(_MIN_SENTENCE, best - _NEAR_BEST)]
    if match.heading >= TOPIC_HEADING and len(kept) < 2:
        kept = [pair for pair in scored if pair in kept or pair in scored[:2]]
    return [item for _, item in sorted(kept, key=lambda pair: -pair[0])]


def _scored(query: Query, match: Match, finding: Finding, knowledge: Knowledge) -> list[tuple[float, Evidence]]:
    """The sentences of a clause that say more than its heading, each with the share of the question that it says."""
    sentences = sentences_of(match.clause, finding.notice)
    return [(knowledge.lexicon.coverage(query.concepts, fold(item.quote)), item) for item in sentences]


def sentences_of(clause: Clause, notice: Notice) -> list[Evidence]:
    """The sentences of a clause that say more than its heading, as runs to be quoted."""
    passage = Passage.cut(notice.source, clause.start, clause.end)
    runs = [(s, e) for s, e in split_sentences(passage.text) if _is_content(passage.text[s:e], clause)]
    return [Evidence(clause, passage.text[s:e], *passage.span(s, e)) for s, e in runs]


def _is_content(sentence: str, clause: Clause) -> bool:
    """Whether a sentence says more than the clause's heading or its tail of units."""
    bare = fold(sentence)
    heading = fold(clause.heading or "")
    only_heading = bool(heading) and heading in bare and len(bare) - len(heading) <= 4
    return bool(bare) and not only_heading and not UNIT_TAIL.fullmatch(sentence.strip())
