"""By when a unit must do something: which time limits belong to a duty, and which are set for a unit.

“各牵头单位要在每年6月和11月底前…报送…” holds for every unit that leads something in the same notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.lookup.held import Held
from assistant.lookup.records import LEAD, RESPONSIBLE, SUPPORT
from assistant.lookup.units import AskedUnit
from assistant.records import Basis, Clause, Duty, Notice, TimeLimit

_MEMBERS = r"(?:单位|部门|处室|科室|地区|地方|方)"
# Everyone in a role, and who is meant by it. Under a first-unit rule all units listed are 责任单位.
_EVERYONE = {
    LEAD: re.compile(rf"^各?(?:有关|相关)?(?:牵头|主办|主责){_MEMBERS}$"),
    SUPPORT: re.compile(rf"^各?(?:有关|相关)?(?:配合|协办|参与|协同){_MEMBERS}$"),
    RESPONSIBLE: re.compile(rf"^各?(?:有关|相关)?(?:责任|负责){_MEMBERS}$"),
}
# What a unit is by the role of everyone: a basis of its own kind.
ROLE_BASIS = "role"
NAMED_BASIS = "named"


def limits_of(duty: Duty, clause: Clause) -> list[TimeLimit]:
    """The time limits of a task: of prose those in its own sentence; of a tail those of its paragraph that stand in no
    sentence of prose that makes somebody responsible."""
    if duty.basis.kind == "prose":
        return [limit for limit in clause.time_limits if is_inside(limit, duty)]
    others = [other for other in clause.duties if other.basis.kind == "prose"]
    tails = [other for other in clause.duties if other not in others and other.start < duty.start]
    begin = max((other.end for other in tails), default=clause.start)
    only = len(clause.duties) - len(others) == 1 or duty.basis.kind == "table"
    return [
        limit
        for limit in clause.time_limits
        if not any(is_inside(limit, other) for other in others) and (only or begin <= limit.start < duty.end)
    ]


def is_inside(limit: TimeLimit, duty: Duty) -> bool:
    """Whether a limit is part of the words of a duty."""
    return duty.start <= limit.start and limit.end <= duty.end


def duty_of(limit: TimeLimit, clause: Clause) -> Duty | None:
    """The duty that a limit is a part of."""
    return next((duty for duty in clause.duties if limit in limits_of(duty, clause)), None)


def roles_of(unit: AskedUnit, duty: Duty, notice: Notice, held: Held) -> list[str]:
    """The roles that ``unit`` has in ``duty``."""
    groups = ((LEAD, duty.lead), (SUPPORT, duty.support), (RESPONSIBLE, duty.responsible))
    return [role for role, names in groups if any(held.units.is_same(unit, name, notice) for name in names)]


def set_for(unit: AskedUnit, limit: TimeLimit, clause: Clause, notice: Notice, held: Held) -> Basis | None:
    """What makes ``limit`` one for ``unit``: its name, or a duty by which it is one of “各牵头单位”; None where nothing
    does, or where the unit has a duty in the clause that the limit is a part of anyway."""
    if limit.who is None:
        return None
    duty = duty_of(limit, clause)
    if duty is not None and roles_of(unit, duty, notice, held):
        return None
    if held.units.is_same(unit, limit.who, notice):
        return Basis(NAMED_BASIS, limit.quote, limit.start, limit.end)
    return _by_role(unit, limit.who, notice, held)


def _by_role(unit: AskedUnit, everyone: str, notice: Notice, held: Held) -> Basis | None:
    """The first duty of the notice by which ``unit`` is one of ``everyone``, as a basis."""
    for duty in _duties(notice):
        roles = set(roles_of(unit, duty, notice, held))
        if any(_EVERYONE[role].search(everyone) for role in _also(roles, duty)):
            return Basis(ROLE_BASIS, duty.quote, duty.start, duty.end)
    return None


def _also(roles: set[str], duty: Duty) -> set[str]:
    """All units of a list under a first-unit rule are responsible ones, whoever leads; its others support nobody."""
    listed = duty.basis.kind == "first_listed"
    return (roles - {SUPPORT}) | {RESPONSIBLE} if roles and listed else roles


def _duties(notice: Notice) -> Iterator[Duty]:
    return (duty for clause in notice.clauses for duty in clause.duties)
