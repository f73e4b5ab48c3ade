"""By when a unit has to report or hand in: the time limits set for it by name, or for the role that it has.

“各牵头单位要在每年6月和11月底前…报送…” holds for every unit that leads something: such a unit is told its limit, and
the duty by which it is one of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering import phrases
from assistant.answering.draft import Draft
from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.retrieve import Finding
from assistant.answering.tasks import duties_of, is_meant, roles_of
from assistant.reading.passage import Passage
from assistant.records import Clause, Duty, Notice, Query, TimeLimit
from assistant.scope import Scope

_REPORTING = re.compile(
    r"报告|汇报|上报|报送|[报交](?!销|名|考|费|钱|押金|通)|总结|小结|提交|\breport|\bsubmit|\bhand in\b",
    re.I,
)
# The unit is the one that reports: “规划信息处什么时候交…”, “When does the Division of … have to …”.
_REPORTS_ZH = re.compile(
    r"^(?:的)?[^，。；？?]{0,8}?(?:什么时候|啥时候|何时|哪[天月年]|几[月号]|多久|多长|[要该得]|每|半年|年度|报|交|总结)"
)
_REPORTS_EN = re.compile(r"\b(?:does|must|do|should|has|is)\s+(?:the\s+)?$", re.I)
_OF_ROLE = {
    "lead": re.compile(r"^各?(?:有关|相关)?牵头(?:单位|部门|处室)$"),
    "responsible": re.compile(r"^各?(?:有关|相关)?(?:责任|负责)(?:单位|部门|处室)$"),
    "support": re.compile(r"^各?(?:有关|相关)?(?:配合|参与)(?:单位|部门|处室)$"),
}


@dataclass(frozen=True, slots=True)
class _Due:
    """A time limit with the duty that makes the unit one of those it is set for (None: it is named)."""

    clause: Clause
    limit: TimeLimit
    by_duty: tuple[Clause, Duty] | None


def asks_for_reports(question: str, asks: Sequence[str]) -> bool:
    """Whether ``question`` asks by when something is to be reported or handed in."""
    return "when" in asks and bool(_REPORTING.search(question))


def is_reporter(question: str, start: int, end: int) -> bool:
    """Whether the unit at ``question[start:end]`` is said to report: others stand in a story, or receive."""
    return bool(_REPORTS_ZH.search(question[end:]) or _REPORTS_EN.search(question[:start]))


def say_reports(query: Query, scopes: Sequence[Scope], knowledge: Knowledge, draft: Draft) -> bool:
    """Fill ``draft`` with the limits for the query's unit; False, and nothing said, where no notice sets it any."""
    notices = dict.fromkeys(notice for scope in scopes for notice in scope.own)
    found = [(notice, due) for notice in notices for due in _due_of(query.unit or "", notice, knowledge)]
    for notice, due in found:
        limit = due.limit
        words = Passage.cut(notice.source, limit.start, limit.end).text
        draft.told.append(Evidence(due.clause, limit.quote, limit.start, limit.end, limit))
        cited = draft.cite(notice, due.clause, limit.start, limit.end)
        draft.state(phrases.quote_text(words, limit, query.lang, knowledge), notice.place, [cited])
        if due.by_duty:
            _say_role(query, notice, *due.by_duty, knowledge, draft)
    draft.status = "answered" if found else draft.status
    return bool(found)


def naming_unit(unit: str, findings: Mapping[str, Finding], knowledge: Knowledge) -> dict[str, Finding]:
    """``findings`` with only those clauses that name the unit: what another one has to report is no answer."""
    return {
        key: replace(item, matches=tuple(m for m in item.matches if unit in knowledge.lexicon.texts(m.clause)[0]))
        for key, item in findings.items()
    }


def _due_of(unit: str, notice: Notice, knowledge: Knowledge) -> list[_Due]:
    """The reporting limits of ``notice`` set for ``unit``: those that name it, else those for a role that it has."""
    limits = [(c, limit) for c in notice.clauses for limit in c.time_limits if limit.who and _is_report(limit)]
    named = [_Due(c, limit, None) for c, limit in limits if is_meant(unit, limit.who or "", notice, knowledge.glossary)]
    if named:
        return named
    roles: dict[str, tuple[Clause, Duty]] = {}
    for _, clause, duty in duties_of(unit, (notice,), knowledge.glossary):
        for role in roles_of(unit, duty, notice, knowledge.glossary):
            roles.setdefault(role, (clause, duty))
    return [
        _Due(clause, limit, by_duty)
        for clause, limit in limits
        for role, by_duty in roles.items()
        if _OF_ROLE[role].search(limit.who or "")
    ]


def _is_report(limit: TimeLimit) -> bool:
    return bool(_REPORTING.search(limit.quote))


def _say_role(query: Query, notice: Notice, clause: Clause, duty: Duty, knowledge: Knowledge, draft: Draft) -> None:
    """State a duty by which the unit is one of those that a limit is set for."""
    text = phrases.duty_text(duty, "tasks", query.lang, knowledge)
    if duty.basis.kind != "prose":
        text = phrases.with_task(duty.task, text, query.lang)
    draft.state(text, notice.place, [draft.cite(notice, clause, duty.start, duty.end), *draft.cite_basis(notice, duty)])
