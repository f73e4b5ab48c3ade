"""Facts → questions that an office would ask of them: who leads a task, who may have a benefit, by when to report, how
often, how much, which tasks a unit leads. A fact that gives no plain question gives none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.records import Clause, Duty, Entitlement, Notice, Target, TimeLimit

if TYPE_CHECKING:
    from assistant.answering.knowledge import Knowledge

LEAD, WHO, WHEN, NUMBER, TASKS = KINDS = ("lead", "who", "when", "number", "tasks")

_FORMS = {
    "zh": {
        LEAD: "{place}{name}由谁牵头？",
        WHO: "{place}哪些人可以享受{name}？",
        WHEN: "{place}{who}什么时候报送{name}？",
        "often": "{place}多久开展一次{name}？",
        NUMBER: "{place}{name}要达到多少？",
        TASKS: "{place}{name}牵头哪些任务？",
    },
    "en": {
        LEAD: "Which department leads {name} in {place}?",
        WHO: "Who qualifies for {name} in {place}?",
        WHEN: "When are reports due in {place}?",
        TASKS: "Which tasks does the {name} lead in {place}?",
    },
}
_PLAIN_NAME = re.compile(r"[\u4e00-\u9fff]{3,10}")
_PLAIN_ENGLISH = re.compile(r"[A-Za-z][A-Za-z ,-]{3,45}")
# Slogans (三个一批), and what every notice has at its end: nobody asks for it by this name.
_SLOGAN = re.compile(r"^[一二三四五六七八九十两]+[个项大类]|组织|领导|协作|宣传|督[查导]|考核|资金|保障$")
_BEHIND_TASK = r"[”\"」]?(?:政策|工作|服务|行动|机制|制度)*$"
# A benefit that people “have”: the policy stands behind the verb, and is called one.
_HAS, _CALLED = re.compile(r"(?:享受|实行|执行)(?:住院)?[“\"「]?$"), re.compile("政策|补助|补贴|救助")
_CALLED_WITHIN_CHARS = 3
_REPORTS = re.compile(r"报送|上报|报告|报[至到]")
_REPORTED = re.compile(r"(?:落实|进展|完成|执行|工作)情况|工作总结|(?:年度|半年)总结|工作报告|工作方案|实施方案")
_ROLE = re.compile(r"各?(?:牵头|责任|配合|成员)(?:单位|部门)")
_ONCE = re.compile(r"开展(?:一|1)次([\u4e00-\u9fff]{2,4})(?=[，。；、,;]|$)")
_SHARE = re.compile(
    r"(?:^|[，,、；。：\s]|力争|确保)(?!力争|确保|[使将把其])([\u4e00-\u9fff]{2,12}(?:率|比例))"
    r"(?:应|要|力争)?(?:达到|达|不低于|稳定在|保持在|提高到)"
)
# A section of an office, or a bureau; its level is said by the place already.
_SECTION = re.compile(r"[委省市县区州]?([\u4e00-\u9fff]{2,8}[处科室局])")
_LEAST_TASKS = 2


@dataclass(frozen=True, slots=True)
class Starter:
    """A question, of which kind it is, and the paragraph of which notice (their ids) it was made from."""

    question: str
    kind: str
    notice: str
    clause_id: str


def starters_of(notice: Notice, knowledge: Knowledge, lang: str) -> Iterator[Starter]:
    """The questions that the facts of ``notice`` make, in the order of its clauses; none without a place."""
    if notice.place is None:
        return
    place = knowledge.gazetteer.english(notice.place) if lang == "en" else notice.place
    if place is None:
        return
    led = Counter(unit for clause in notice.clauses for duty in clause.duties for unit in duty.lead)
    maker = _Maker(knowledge, lang, {unit for unit, count in led.items() if count >= _LEAST_TASKS})
    for clause in notice.clauses:
        for kind, values in maker.named(clause):
            question = _FORMS[lang][kind].format(place=place, **values)
            yield Starter(question, WHEN if kind == "often" else kind, notice.id, clause.id)


class _Maker:
    """What the facts of a clause are asked by, in one language: the form's key, and what is put into it."""

    def __init__(self, knowledge: Knowledge, lang: str, leaders: Set[str]) -> None:
        self._glossary = knowledge.glossary
        self._lang = lang
        self._leaders = leaders

    def named(self, clause: Clause) -> Iterator[tuple[str, dict[str, str]]]:
        """Each fact of ``clause`` that makes a question."""
        for duty in clause.duties:
            yield from self._led(duty)
        for entitlement in clause.entitlements:
            yield from self._had(entitlement)
        for limit in clause.time_limits:
            yield from self._due(limit)
        for target in clause.targets if self._lang == "zh" else ():
            yield from self._reached(target)

    def _led(self, duty: Duty) -> Iterator[tuple[str, dict[str, str]]]:
        if len(duty.lead) != 1:
            return
        if name := self._topic(duty.task):
            yield LEAD, {"name": name}
        section = _SECTION.fullmatch(duty.lead[0])
        if section and duty.lead[0] in self._leaders:
            unit = self._glossary.english(duty.lead[0]) if self._lang == "en" else section[1]
            if unit:
                yield TASKS, {"name": unit}

    def _had(self, entitlement: Entitlement) -> Iterator[tuple[str, dict[str, str]]]:
        if not entitlement.who or entitlement.excluded:
            return
        for mention in self._glossary.find(entitlement.what):
            before, said = entitlement.what[: mention.start], entitlement.what[mention.start :]
            is_called = _CALLED.search(said, 0, mention.end - mention.start + _CALLED_WITHIN_CHARS)
            is_had = mention.term.kind == "policy" and _HAS.search(before) and is_called
            if is_had and (name := self._said(mention.term.official, mention.term.english)):
                yield WHO, {"name": name}

    def _due(self, limit: TimeLimit) -> Iterator[tuple[str, dict[str, str]]]:
        reported = _REPORTED.search(limit.what)
        if limit.kind in ("every", "by") and _REPORTS.search(limit.what) and reported:
            who = limit.who or ""
            yield WHEN, {"who": who if _ROLE.fullmatch(who) else "", "name": reported[0]}
        once = _ONCE.search(limit.what)
        if limit.kind == "every" and once and self._lang == "zh":
            yield "often", {"name": once[1]}

    def _reached(self, target: Target) -> Iterator[tuple[str, dict[str, str]]]:
        share = _SHARE.search(target.what) or _SHARE.search(target.quote)
        if target.unit == "%" and share:
            yield NUMBER, {"name": share[1]}

    def _topic(self, task: str) -> str | None:
        """What a task is about, by its name in the glossary; without a glossary, a short task as it stands."""
        for mention in self._glossary.find(task):
            is_all = re.fullmatch(_BEHIND_TASK, task[mention.end :])
            if is_all and mention.term.kind in ("policy", "work"):
                return self._said(mention.term.official, mention.term.english)
        is_topic = self._lang == "zh" and not self._glossary.terms and _PLAIN_NAME.fullmatch(task)
        return task if is_topic else None

    def _said(self, official: str, english: tuple[str, ...]) -> str | None:
        if _SLOGAN.search(official):
            return None
        if self._lang == "zh":
            return official if _PLAIN_NAME.fullmatch(official) else None
        return next((name for name in english if _PLAIN_ENGLISH.fullmatch(name)), None)
