"""Papers that people must hand in: “申请人需提供身份证、户口簿和住院发票”, “申请低保应当提交收入证明”."""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.reading.facts.circumstances import papers_after
from assistant.reading.facts.drafts import Half
from assistant.reading.facts.groups import is_business, read_groups
from assistant.reading.sentences import Span, trim

_HAND_IN = re.compile(
    r"(?P<modal>(?:应当|应|必须|需要|须|需|要|可以|可|并)+)[^，,。；;：:对将由把]{0,12}?"
    r"(?P<verb>提供|提交|出示|携带|递交|出具)(?!的)"
)
_APPLYING = re.compile(
    r"[ \u3000]*(?:[^，,。；;：:]{0,24}?(?<!受理)(?<!可以)申请[^，,。；;：:]{0,24}?(?:的|时|人)?[，,]?)$"
)
_MAX_LEAD_CHARS = 60
# Whoever takes an application hands in nothing.
_OFFICE = re.compile(r"部门|机关|机构|单位|政府|委员会|办事处|受理|审核|审批|工作人员|经办")
_LISTED = re.compile(r"[^，,。；;：:]{0,6}(?:下列|以下|如下)[^，,。；;：:]{0,6}(?:材料|资料|证件|证明)(?:材料)?")


class Submission(NamedTuple):
    """``who`` must hand in ``papers``; ``what``: the words that say so. ``who`` is empty where nobody is named."""

    who: tuple[Span, ...]
    what: Span
    papers: Span


def find_submission(half: Half) -> Submission | None:
    """What ``half``, a half-sentence, says of papers to hand in, or None."""
    found = _HAND_IN.search(half.masked, half.span.start, half.span.end)
    if not found or found.start() - half.span.start > _MAX_LEAD_CHARS:
        return None
    phrase = half.phrases[half.phrase_at(found.end())]
    listed = _LISTED.match(half.masked, found.end(), phrase.end)
    papers = Span(found.end(), listed.end()) if listed else papers_after(half.masked, found.end(), half.span.end)
    if not papers:
        return None
    lead = half.masked[half.span.start : found.start()]
    groups = read_groups(half.masked, half.span.start, found.start())
    is_applying = _APPLYING.match(lead) is not None
    if _OFFICE.search(lead) or not (groups or is_applying):
        return None
    if groups and not is_applying and is_business(half.masked, groups[0]):
        return None  # a duty of firms
    who = tuple(groups[0]) if groups and groups[1] <= found.start() else ()
    return Submission(who, trim(half.text, Span(found.start(), max(phrase.end, papers.end))), papers)
