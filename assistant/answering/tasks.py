"""What a unit does: every duty of one unit, by any of its names, at its own level."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering import phrases
from assistant.answering.clause_duties import task_above
from assistant.answering.draft import Draft
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.glossary import Glossary
from assistant.records import Clause, Duty, Notice, Query
from assistant.scope import Scope

_ROLE_WORDS = {
    "lead": re.compile(r"牵头|主抓|\blead", re.I),
    "support": re.compile(r"配合|协助|\bsupport|\bassist", re.I),
}


def same_unit(asked: str, printed: str, glossary: Glossary) -> bool:
    """Whether a unit as asked (folded) is the one printed: the same name, the name with its owner's word in front, or
    another name of the same unit at the same level."""
    folded = fold(printed)
    with_owner = len(asked) >= 3 and folded.endswith(asked) and len(folded) - len(asked) == 1
    return asked == folded or with_owner or glossary.same_unit(asked, printed)


# In front of a section's name: that of the commission which issues the notice.
HOUSE = "委"


def is_meant(asked: str, printed: str, notice: Notice, glossary: Glossary) -> bool:
    """Whether ``printed`` is the unit asked for. Where the notice itself names a unit of the very name, no other one
    is: 疾控科 and 基层卫生科 may be one section in one place and two in another."""
    if asked == HOUSE + fold(printed):
        return True  # 委妇幼健康处 is printed as 妇幼健康处 where it stands among other sections of the house
    if asked not in fold(printed) and asked in fold(notice.source):
        return False
    return same_unit(asked, printed, glossary)


def roles_of(unit: str, duty: Duty, notice: Notice, glossary: Glossary) -> tuple[str, ...]:
    """The roles that ``unit`` has in ``duty``."""
    roles = (("lead", duty.lead), ("support", duty.support), ("responsible", duty.responsible))
    return tuple(role for role, names in roles if any(is_meant(unit, name, notice, glossary) for name in names))


def duties_of(unit: str, notices: Iterable[Notice], glossary: Glossary) -> list[tuple[Notice, Clause, Duty]]:
    """Every duty of ``unit``, in the order of the texts."""
    return [
        (notice, clause, duty)
        for notice in notices
        for clause in notice.clauses
        for duty in clause.duties
        if roles_of(unit, duty, notice, glossary)
    ]


def say_tasks(query: Query, scopes: Sequence[Scope], knowledge: Knowledge, draft: Draft) -> None:
    """Fill ``draft`` with the duties of the query's unit: in the roles asked for, or, where it has none of these, in
    those that it has, which is then said."""
    unit = query.unit or ""
    notices = list(dict.fromkeys(notice for scope in scopes for notice in scope.own))
    found = duties_of(unit, notices, knowledge.glossary)
    asked = {role for role, words in _ROLE_WORDS.items() if words.search(query.question)}
    fitting = [item for item in found if not asked or asked & set(roles_of(unit, item[2], item[0], knowledge.glossary))]
    if found and not fitting:
        draft.lead_in(phrases.other_roles_line(query.unit or "", query.lang))
    for notice, clause, duty in fitting or found:
        text = phrases.duty_text(duty, "tasks", query.lang, knowledge)
        task = duty.task if duty.basis.kind != "prose" else task_above(duty, clause)
        text = phrases.with_task(task, text, query.lang) if task else text
        cited = [draft.cite(notice, clause, duty.start, duty.end), *draft.cite_basis(notice, duty)]
        draft.state(text, notice.place, cited)
    draft.status = "answered" if fitting else "partial" if found else "not_found"
    if not found:
        for notice in notices:
            draft.miss(notice.id, "not_mentioned")
    for scope in scopes:
        if scope.uncovered and scope.place:
            draft.miss(scope.place.name, "no_notice")
            draft.lead_in(phrases.no_notice_line(scope.place.name, query.lang, knowledge))
