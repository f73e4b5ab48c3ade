"""One line for each fact of a clause, for people."""

from __future__ import annotations

from assistant.records import Clause, Duty, Entitlement, Target, TimeLimit

_FIRST_WORDS = 36
_SIGNS = {">=": "≥", "<=": "≤"}
# The words around what a notice says.
_FRAMES = {
    "zh": {
        "duty": "职责：{0}　← {1}",
        "limit": "时限：{0}　← {1}",
        "benefit": "待遇（{0}）：{1} → {2}",
        "target": "指标：{0}",
        "lead": "{0}牵头",
        "support": "{0}配合",
        "others": "其他责任单位：{0}",
        "responsible": "{0}负责",
        "nobody": "（未列对象）",
        "must": "应",
        "may": "可",
        "encouraged": "鼓励",
        "condition": "条件：{0}",
        "area": "范围：{0}",
        "papers": "凭：{0}",
        "excluded": "除外：{0}",
        "iso": "（{0}）",
        "colon": "：",
        "semicolon": "；",
    },
    "en": {
        "duty": "Duty: {0} ← {1}",
        "limit": "Time limit: {0} ← {1}",
        "benefit": "Benefit ({0}): {1} → {2}",
        "target": "Target: {0}",
        "lead": "lead {0}",
        "support": "support {0}",
        "others": "others responsible {0}",
        "responsible": "responsible {0}",
        "nobody": "(nobody named)",
        "must": "must",
        "may": "may",
        "encouraged": "encouraged",
        "condition": "condition {0}",
        "area": "area {0}",
        "papers": "papers {0}",
        "excluded": "not for {0}",
        "iso": " ({0})",
        "colon": ": ",
        "semicolon": "; ",
    },
}


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


def duty_line(duty: Duty, lang: str = "zh") -> str:
    """“职责：…牵头；…配合”, with the task where it is not the whole clause."""
    said = _FRAMES[lang]
    support = "others" if duty.basis.kind == "first_listed" else "support"
    roles = (("lead", duty.lead), (support, duty.support), ("responsible", duty.responsible))
    units = said["semicolon"].join(said[role].format("、".join(names)) for role, names in roles if names)
    return said["duty"].format(units, shortened(duty.task))


def limit_line(limit: TimeLimit, lang: str = "zh") -> str:
    """“时限：2021年12月底前（2021-12-31）← what”."""
    said = _FRAMES[lang]
    iso = said["iso"].format(limit.iso) if limit.iso else ""
    who = limit.who + said["colon"] if limit.who else ""
    return said["limit"].format(limit.words + iso, who + shortened(limit.what))


def entitlement_line(item: Entitlement, lang: str = "zh") -> str:
    """“待遇（可）：groups → what”, with area, condition, papers and exclusions."""
    said = _FRAMES[lang]
    more = (
        ("condition", item.condition),
        ("area", item.area),
        ("papers", item.papers),
        ("excluded", "、".join(item.excluded)),
    )
    extras = (said["semicolon"] + said[name].format(value) for name, value in more if value)
    groups = "、".join(item.who) or said["nobody"]
    force = said.get(item.force, item.force)
    return said["benefit"].format(force, groups, shortened(item.what)) + "".join(extras)


def target_line(target: Target, lang: str = "zh") -> str:
    """“指标：what ≥ 90%”."""
    number = f"{_SIGNS.get(target.comparator, target.comparator)} {target.number}{target.unit}"
    return _FRAMES[lang]["target"].format(f"{shortened(target.what)} {number}")
