"""By when a unit must do something: its roles in a duty, and which time limits are set for it.

“各牵头单位要在每年6月和11月底前…报送…” holds for every unit that leads something in the same notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.lookup.held import Held
from assistant.lookup.records import LEAD, RESPONSIBLE, SUPPORT
from assistant.lookup.units import AskedUnit
from assistant.records import Basis, Duty, Notice, TimeLimit

_MEMBERS = r"(?:单位|部门|处室|科室|地区|地方|方)"
# Everyone in a role, and who is meant by it. Under a first-unit rule all units listed are 责任单位.
_EVERYONE = {
    LEAD: re.compile(rf"^各?(?:有关|相关)?(?:牵头|主办|主责){_MEMBERS}$"),
    SUPPORT: re.compile(rf"^各?(?:有关|相关)?(?:配合|协办|参与|协同){_MEMBERS}$"),
    RESPONSIBLE: re.compile(rf"^各?(?:有关|相关)?(?:责任|负责){_MEMBERS}$"),
}
_AND = re.compile(r"[、，,]|(?<=[院室所站局委厅部门府])[和及与]")
_PLACED = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:省|市|县|区|州|旗)[\u4e00-\u9fff]")
# What a unit is by the role of everyone: a basis of its own kind.
ROLE_BASIS = "role"
NAMED_BASIS = "named"


def roles_of(unit: AskedUnit, duty: Duty, notice: Notice, held: Held) -> list[str]:
    """The roles that ``unit`` has in ``duty``."""
    groups = ((LEAD, duty.lead), (SUPPORT, duty.support), (RESPONSIBLE, duty.responsible))
    return [role for role, names in groups if any(held.units.is_same(unit, name, notice) for name in names)]


def set_for(unit: AskedUnit, limit: TimeLimit, notice: Notice, held: Held) -> Basis | None:
    """What makes ``limit`` one for ``unit``: its name, or a duty by which it is one of “各牵头单位”; None where nothing
    does, or where the limit is a part of a duty of the unit anyway."""
    if limit.who is None:
        return None
    duty = held.belonging(notice).duty_of(limit)
    if duty is not None and roles_of(unit, duty, notice, held):
        return None
    if any(held.units.is_same(unit, name, notice) for name in names_in(limit.who)):
        return Basis(NAMED_BASIS, limit.quote, limit.start, limit.end)
    return _by_role(unit, limit.who, notice, held)


def names_in(who: str) -> tuple[str, ...]:
    """The units that a limit is set for, the whole as printed first: “乡镇卫生院、村卫生室” → itself and both.

    Behind a unit of a place (“海原县人民医院、中医医院”) the others are not split off: they are that place's too.
    """
    first, *others = filter(None, _AND.split(who))
    return (who, first) if _PLACED.match(first) else tuple(dict.fromkeys((who, first, *others)))


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
