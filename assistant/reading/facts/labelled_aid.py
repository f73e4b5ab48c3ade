"""Lines of a form that say who gets aid, on which terms, and how much: “补贴对象：…”, “享受条件：…”, “补助标准：…”."""

from __future__ import annotations

import re

from assistant.reading.facts.circumstances import papers_after
from assistant.reading.facts.groups import read_groups
from assistant.reading.facts.listed_cases import find_list, people_of
from assistant.reading.sentences import Span, mask_brackets, trim
from assistant.records import Entitlement

_MAX_CHARS = 600
_AID = r"补贴|补助|资助|救助|保障|优惠|奖励|奖补|供养|减免|优待|帮扶|低保|服务|适配|享受|发放"
_WHO = re.compile(
    rf"(?!本[\u4e00-\u9fff]{{2}}所[称指])(?:[\u4e00-\u9fff、]{{0,12}}?(?:的))?(?P<what>[\u4e00-\u9fff]{{0,10}}?(?:{_AID}))(?:的|范围[和及])?(?:对象|人群)(?:范围)?"
    r"(?:主要)?(?P<is>为|是(?!指)|包括|[：:])[：:]?"
)
_TERMS = re.compile(rf"(?P<what>(?:{_AID}|申请|申领|领取)(?:条件|资格))(?:为|[：:])\s*(?P<terms>[^：:]{{4,}})")
# “申请高龄津贴应当具备下列条件：”
_APPLYING = re.compile(
    r"(?P<what>申请[^，,。；;：:]{0,16}(?:补贴|津贴|补助|救助|资助|保障|待遇|低保|服务|贷款))(?:的)?[\u4e00-\u9fff]{0,4}?"
    r"(?:的)?[，,]?(?P<terms>(?:应当|应|须|需|必须)(?:同时)?(?:符合|具备|满足)(?:下列|以下)[\u4e00-\u9fff]{0,4}条件(?:之一)?)[：:]?$"
)
_PAPERS = re.compile(
    r"(?P<what>(?:申请|申报|办理|所需|提交|提供|报销)[\u4e00-\u9fff]{0,10}?(?:材料|资料|证件|手续)(?:清单)?)"
    r"(?:主要)?(?:包括|为|有|[：:])[：:]?\s*"
)
_AMOUNT = re.compile(
    r"(?P<what>[\u4e00-\u9fff]{0,8}(?:补贴|补助|资助|救助|保障|奖励|奖补|优惠|发放|报销|支付|供养|减免)(?:标准|比例))"
    r"(?:为|[：:])\s*(?=[^。]*[0-9０-９一二三四五六七八九十][^。；]{0,3}(?:元|%|％|折))"
)


def find_labelled(text: str, sentence: Span) -> Entitlement | None:
    """The entitlement that ``sentence`` states after a label, or None."""
    span = trim(text, sentence)
    if span.end - span.start > _MAX_CHARS:
        return None
    masked = mask_brackets(text[span.start : span.end])
    who = _WHO.match(masked)
    if who:
        people = _people(text[span.start : span.end], masked, who)
        return _entitlement(text, span, who["what"], who=people) if people else None
    terms = _TERMS.match(masked)
    if terms:
        begin, end = terms.span("terms")
        return _entitlement(text, span, terms["what"], condition=text[span.start + begin : span.start + end])
    applying = _APPLYING.match(masked)
    if applying:
        return _entitlement(text, span, applying["what"], condition=applying["terms"])
    papers = _PAPERS.match(masked)
    if papers and papers_after(masked, papers.end(), len(masked)):
        return _entitlement(text, span, papers["what"], papers=text[span.start + papers.end() : span.end])
    return _entitlement(text, span, text[span.start : span.end]) if _AMOUNT.match(masked) else None


def _people(words: str, masked: str, label: re.Match[str]) -> tuple[str, ...] | None:
    listed = find_list(words, label.start("is"))
    if listed:
        return people_of(listed[1])
    groups = read_groups(masked, label.end(), len(words))
    if not groups or words[groups[1] :].strip():
        return None
    return tuple(words[group.start : group.end].strip() for group in groups[0])


def _entitlement(
    text: str,
    span: Span,
    what: str,
    *,
    who: tuple[str, ...] = (),
    condition: str | None = None,
    papers: str | None = None,
) -> Entitlement:
    quote = text[span.start : span.end]
    return Entitlement(what, who, condition, None, papers, (), "must", quote, span.start, span.end)
