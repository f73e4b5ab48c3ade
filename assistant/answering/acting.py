"""Who does one thing, asked by its verb: “谁认定免责”, “名单由哪个部门推送”.

The units behind a paragraph lead its task; who certifies, pays or sends is told by the sentence with that verb.
"""

from __future__ import annotations

import re

from assistant.answering.clause_sentences import sentences_with
from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.retrieve import Finding
from assistant.records import Duty, Query

# What units do besides leading and supporting.
_ACTS = (
    "支付|承担|认定|指导|推送|转运|派员|选派|派出|发放|开具|审核|审批|核销|通知|登记|评估|确认|公示|报送|上报|代缴|代付"
    "|垫付|收治|随访|招聘|聘用|约谈|鉴定|巡诊|接替|移送|退还|保管|签订|担保|回传|会诊|出具|核定|复核|受理"
)
_WHO_ACTS = re.compile(
    rf"(?:谁|哪[一个家些]*(?:部门|单位|科室|处室|科|处|局|医院|机构)?)(?:来|去|在|给|能|可以|负责|应该|应|要|具体)*(?P<verb>{_ACTS})"
)


def acting_verb(question: str) -> str | None:
    """The verb by which ``question`` asks who does something; None where it asks who leads, or nothing of the kind."""
    found = _WHO_ACTS.search(question)
    return found["verb"] if found else None


def who_acts(query: Query, finding: Finding, knowledge: Knowledge, duties: list[Evidence]) -> list[Evidence]:
    """The sentences that say who does what the query's verb names; empty where it has none, or none says it.

    :param duties: those on the topic; a duty told in a sentence of its own with the verb comes first.
    """
    verb = acting_verb(query.question)
    if verb is None:
        return []
    told = [
        item
        for item in duties
        if isinstance(item.fact, Duty) and item.fact.basis.kind == "prose" and verb in item.quote
    ]
    return told or sentences_with(re.compile(verb), query, finding, knowledge)
