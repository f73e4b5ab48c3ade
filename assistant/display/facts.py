"""One line for each fact of a clause, for people."""

from __future__ import annotations

from assistant.records import Clause, Duty, Entitlement, Target, TimeLimit

_FIRST_WORDS = 36
_FORCES = {"must": "应", "may": "可", "encouraged": "鼓励"}


def shortened(text: str, room: int = _FIRST_WORDS) -> str:
    """The first words of ``text``, ``room`` characters of it."""
    return text if len(text) <= room else text[:room] + "……"


def fact_lines(clause: Clause) -> list[str]:
    """One line for each fact of ``clause``."""
    return [
        *map(duty_line, clause.duties),
        *map(limit_line, clause.time_limits),
        *map(entitlement_line, clause.entitlements),
        *map(target_line, clause.targets),
    ]


def duty_line(duty: Duty) -> str:
    """“职责：…牵头；…配合”, with the task where it is not the whole clause."""
    others = "其他责任单位：" if duty.basis.kind == "first_listed" else ""
    roles = (
        f"{'、'.join(duty.lead)}牵头" if duty.lead else "",
        f"{others}{'、'.join(duty.support)}{'' if others else '配合'}" if duty.support else "",
        f"{'、'.join(duty.responsible)}负责" if duty.responsible else "",
    )
    return f"职责：{'；'.join(role for role in roles if role)}　← {shortened(duty.task)}"


def limit_line(limit: TimeLimit) -> str:
    """“时限：2021年12月底前（2021-12-31）← what”."""
    iso = f"（{limit.iso}）" if limit.iso else ""
    who = f"{limit.who}：" if limit.who else ""
    return f"时限：{limit.words}{iso}　← {who}{shortened(limit.what)}"


def entitlement_line(item: Entitlement) -> str:
    """“待遇（可）：groups → what”, with area, condition, papers and exclusions."""
    extras = [
        f"{name}：{value}"
        for name, value in (
            ("条件", item.condition),
            ("范围", item.area),
            ("凭", item.papers),
            ("除外", "、".join(item.excluded)),
        )
        if value
    ]
    groups = "、".join(item.who) or "（未列对象）"
    return f"待遇（{_FORCES.get(item.force, item.force)}）：{groups} → {shortened(item.what)}" + "".join(
        f"；{e}" for e in extras
    )


def target_line(target: Target) -> str:
    """“指标：what >= 90%”."""
    return f"指标：{shortened(target.what)} {target.comparator} {target.number}{target.unit}"
