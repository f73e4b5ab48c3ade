"""Which time limits of a clause set somebody a time: not those that only tell whom a rule is for.

“晋升副高级职称前，要有1年以上县乡基层工作经历”, “连续工作满两年的，可以直接聘用”: a length that people must have behind
them is a condition, and nothing is due by it.
"""

from __future__ import annotations

import re

from assistant.records import Clause, TimeLimit

_BEHIND = r"[^，,。；;]{0,24}?(?:经历|经验|业绩|资历|工龄|教龄|从业年限)"
# “满12个月且评定为合格以上等级的，应当享受…”, “连续工作满两年并取得资格的在岗人员”.
_DESCRIBES = re.compile(r"[^，,。；;]{0,40}?的(?:$|[，,]|[^，,。；;]{0,6}(?:人员|人|医生|企业|单位|机构|对象|居民))")
_LENGTHS = ("for", "during", "within")


def limits_of(clause: Clause) -> tuple[TimeLimit, ...]:
    """The time limits of ``clause`` by or within which something must be done or happens."""
    return tuple(limit for limit in clause.time_limits if not is_condition(limit))


def is_condition(limit: TimeLimit) -> bool:
    """Whether ``limit`` is a length that people or firms must have behind them."""
    if limit.kind not in _LENGTHS:
        return False
    at = limit.what.find(limit.words)
    behind = limit.what[at + len(limit.words) :] if at >= 0 else ""
    if re.match(_BEHIND, behind):
        return True
    return (
        limit.kind == "for"
        and limit.words.startswith(("连续", "累计", "满", "持续"))
        and bool(_DESCRIBES.match(behind))
    )
