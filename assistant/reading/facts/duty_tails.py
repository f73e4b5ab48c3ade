"""Duties in the tails of one paragraph: “（甲牵头，乙、丙配合）”, “（责任单位：甲、乙）”, “牵头单位：甲，配合单位：乙”.

A tail assigns what stands before it, back to the tail before. No lead is ever inferred without a first-unit rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.reading.facts.duty_roles import Roles, bare_roles, find_labels, labelled_roles, read_roles, without_rule
from assistant.reading.facts.duty_rules import UNRULED, Rule
from assistant.records import Basis, Duty

_CLOSERS = {"（": "）)", "(": "）)", "〔": "〕]］", "[": "]］〕", "［": "］]〕", "【": "】"}
_OPENER = re.compile("[" + re.escape("".join(_CLOSERS)) + "]")
_BRACKET = re.compile("[" + re.escape("".join((*_CLOSERS, *_CLOSERS.values()))) + "]")
# A tail is a list of names; longer brackets, or ones that never close, hold something else.
MAX_TAIL_CHARS = 400
_SENTENCE_END = re.compile(r"[。！？]")
# What may stand between two labels of one run: “牵头单位：甲。配合单位：乙”.
_BETWEEN_LABELS = re.compile(r"[。；;，,\s]*$")
# Authorities, which no sentence lists in brackets but to say who acts. 院, 站, 所 … are named as examples too.
_AUTHORITY = re.compile(
    r"(?:[委厅局部办处署]|委员会|政府|管委会|有关(?:单位|部门)|各[\u4e00-\u9fff]{0,4}[省市县区州旗镇乡]|街道|妇联|残联|工会|团[省市县区]委)(?:[（(〔].{1,10}[）)〕])?$"
)
# “有关部门（甲局、乙局）”: the bracket tells which ones are meant.
_ENUMERATED = re.compile(r"(?:部门|单位|机构|处室|科室|小组|成员|专班|政府|厅局|委局)$")
_MAX_TASK_CHARS = 120
# “甲局负责”: a unit with a role of its own. “甲局、乙局按职责分工负责”: each does its own part.
_ITS_OWN_ROLE = re.compile(r"(?:负责|落实|实施|承办)(?!单位|部门)")
_EACH_ITS_OWN = re.compile(r"(?:按|依|各自)[^，。；]{0,8}(?:职责|职能|分工)|分别|各自|分工负责")


@dataclass(frozen=True, slots=True)
class _Tail:
    """Roles at ``text[start:end]``. ``ruled``: the first unit leads by the notice's rule."""

    start: int
    end: int
    roles: Roles
    ruled: bool


def find_tail_duties(text: str, task: str, rule: Rule | None = None) -> list[Duty]:
    """The duties that tails in ``text`` give; see :func:`assistant.reading.facts.duties.find_duties`."""
    tails = _joined(sorted([*_bracket_tails(text, rule), *_label_tails(text, rule)], key=lambda tail: tail.start), text)
    duties, behind = [], 0
    for tail in tails:
        own = _own_task(text[behind : tail.start]) if len(tails) > 1 else ""
        duties.append(_duty(text, tail, own or task, rule))
        behind = tail.end
    return duties


def _duty(text: str, tail: _Tail, task: str, rule: Rule | None) -> Duty:
    roles, quote = tail.roles, text[tail.start : tail.end]
    if tail.ruled and rule:
        lead, others = rule.split(roles.responsible)
        basis = Basis("first_listed", rule.quote, rule.start, rule.end)
        return Duty(task, lead, others, (), basis, quote, tail.start, tail.end)
    basis = Basis("stated", quote, tail.start, tail.end)
    named = (tuple(roles.lead), tuple(roles.support), tuple(roles.responsible))
    return Duty(task, *named, basis, quote, tail.start, tail.end)


def _own_task(text: str) -> str:
    """What one of several tails of a paragraph assigns: the sentences before it, without the paragraph's mark."""
    text = re.sub(r"^[^\u4e00-\u9fff“《]*(?:[一二三四五六七八九十]+[、）)])?\s*", "", text).strip("。；;，, 　")
    sentences = re.split(r"(?<=。)", text)
    while len(sentences) > 1 and sum(map(len, sentences)) > _MAX_TASK_CHARS:
        sentences.pop()
    return "".join(sentences).strip("。 ")


# --- brackets --------------------------------------------------------------------------------------------------


def find_brackets(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and inside of every outermost bracket; one that never closes ends with its sentence."""
    position = 0
    while opener := _OPENER.search(text, position):
        start = opener.start()
        end = _closing(text, start)
        if end is None:
            sentence = _SENTENCE_END.search(text, start)
            stop = sentence.start() if sentence else len(text.rstrip())
            yield start, stop, text[start + 1 : stop]
            position = start + 1
        else:
            yield start, end + 1, text[start + 1 : end]
            position = end + 1


def _closing(text: str, start: int) -> int | None:
    """Where the bracket at ``start`` closes, or None where it does not within the length of a tail."""
    depth: list[str] = []
    for bracket in _BRACKET.finditer(text, start, start + MAX_TAIL_CHARS):
        if bracket[0] in _CLOSERS:
            depth.append(_CLOSERS[bracket[0]])
        elif depth and bracket[0] in depth[-1]:
            depth.pop()
            if not depth:
                return bracket.start()
    return None


def _bracket_tails(text: str, rule: Rule | None) -> Iterator[_Tail]:
    for start, end, inside in find_brackets(text):
        if len(inside) > MAX_TAIL_CHARS:
            continue
        content = without_rule(inside)
        roles = read_roles(content)
        bare = roles is None
        if roles is None and rule and _may_be_bare(text, start, end, content):
            roles = bare_roles(content) if rule is not UNRULED or is_unruled_list(text, start, end, content) else None
        if roles:
            yield _Tail(start, end, roles, _is_ruled(roles, rule, content, bare=bare))


def _is_ruled(roles: Roles, rule: Rule | None, content: str, *, bare: bool) -> bool:
    """Whether the first unit leads by the rule; ``bare``: the list has no role word of its own."""
    if rule is None or not rule.leaders or roles.lead or roles.support or (rule.bare_lists and not bare):
        return False
    if bare or rule.worded or not _ITS_OWN_ROLE.search(content):
        return True
    return len(roles.responsible) > 1 and not _EACH_ITS_OWN.search(content)


def _may_be_bare(text: str, start: int, end: int, content: str) -> bool:
    """Whether a bare list of units assigns what stands before it: after a sentence at the paragraph's end, or anywhere
    at the end of a sentence where it names authorities only."""
    before, after = text[:start].rstrip(), text[end:].strip("。；; 　")
    if before.endswith(("。", "；", "！")) and not after:
        return True
    bare = bare_roles(content)
    names = bare.responsible if bare else []
    authorities = bool(names) and all(_AUTHORITY.search(name) for name in names)
    if not before:
        return authorities
    ends_sentence = before.endswith(("。", "；", "！")) or (len(names) > 1 and text[end : end + 1] in tuple("。；"))
    return authorities and (ends_sentence or (not after and len(names) > 1))


def is_authority(name: str) -> bool:
    """Whether ``name`` ends like an authority's."""
    return bool(_AUTHORITY.search(name))


def is_unruled_list(text: str, start: int, end: int, content: str) -> bool:
    """Whether a bracket that ends its paragraph names, without a role word and without a rule, who the task is for:
    authorities first of all, and no examples of “部门” or “单位” right before it."""
    before = text[:start].rstrip()
    bare = bare_roles(content)
    if text[end:].strip("。；; 　") or bare is None or _ENUMERATED.search(before):
        return False
    authorities = [is_authority(name) for name in bare.responsible]
    return authorities[0] and sum(authorities) * 2 >= len(authorities)


# --- labels outside brackets -----------------------------------------------------------------------------------


def _label_tails(text: str, rule: Rule | None) -> Iterator[_Tail]:
    labels = find_labels(text)
    inside = [(start, end) for start, end, _ in find_brackets(text)] if labels else []
    labels = [label for label in labels if not any(s < label.start() < e for s, e in inside)]
    runs: list[list[tuple[int, int]]] = []
    for label in labels:
        stop = _SENTENCE_END.search(text, label.end())
        span = (label.start(), stop.start() if stop else len(text.rstrip()))
        near = runs and (runs[-1][-1][1] >= span[0] or _BETWEEN_LABELS.match(text[runs[-1][-1][1] : span[0]]))
        runs[-1].append(span) if near else runs.append([span])
    for run in runs:
        start, end = run[0][0], run[-1][1]
        content = without_rule(text[start:end])
        roles = labelled_roles(content)
        if roles:
            yield _Tail(start, end, roles, _is_ruled(roles, rule, content, bare=False))


# --- neighbours ------------------------------------------------------------------------------------------------


def _joined(tails: list[_Tail], text: str) -> list[_Tail]:
    """“（牵头单位：甲）（配合单位：乙）” is one tail in two brackets."""
    joined: list[_Tail] = []
    for tail in tails:
        before = joined[-1] if joined else None
        if before and not text[before.end : tail.start].strip() and _complete(before.roles, tail.roles):
            roles = Roles()
            roles.add(before.roles)
            roles.add(tail.roles)
            joined[-1] = replace(before, end=tail.end, roles=roles, ruled=False)
        else:
            joined.append(tail)
    return joined


def _complete(before: Roles, after: Roles) -> bool:
    return bool(before.lead and not before.support and not after.lead and (after.support or after.responsible))
