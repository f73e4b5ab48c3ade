"""The things that a list names, one by one, each with the words that it shares with another."""

from __future__ import annotations

import re

_JOINT = re.compile("(、|和|以及|及)")
# Words that stand once for both sides of “和”: “危重孕产妇和新生儿救治” are 危重孕产妇救治 and 危重新生儿救治.
_HEAD = re.compile("^(?:危重|重大|重点|严重|常见|慢性|高危|困难|贫困|农村|城镇)")
_TAIL = re.compile("(?:救治|诊断|诊疗|治疗|筛查|防治|防控|监测|管理|服务|保健|护理|康复|培训|检验|检查)$")
_FEWEST_LEFT = 2  # characters


def things_of(run: str) -> tuple[str, ...]:
    """The things of ``run`` (“卒中、创伤、危重孕产妇和新生儿救治”), in order."""
    parts = _JOINT.split(run.rstrip("、"))
    things, joints = parts[::2], parts[1::2]
    for at, joint in enumerate(joints):
        if joint != "、":
            things[at : at + 2] = _restored(things[at], things[at + 1])
    return tuple(thing for thing in things if thing)


def _restored(first: str, second: str) -> tuple[str, str]:
    """Two things joined by “和”, with the tail that only the second says, and the head that only the first does."""
    tail, head = _TAIL.search(second), _HEAD.match(first)
    if not tail or first.endswith(tail[0]) or _TAIL.search(first) or tail.start() < _FEWEST_LEFT:
        return first, second
    if head and len(first) - head.end() >= _FEWEST_LEFT and not second.startswith(head[0]):
        second = head[0] + second
    return first + tail[0], second
