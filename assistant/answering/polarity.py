"""Whether Chinese words shut someone out or let someone in, as far as their stretches between commas tell."""

from __future__ import annotations

import re

_STRETCH = re.compile(r"[，,。；;（）()]")
# “不得低于” sets a bound, “不能自理的” describes someone: neither shuts anyone out.
_DENIES = re.compile(
    r"不享受|不得(?!低于|少于|超过|高于|多于|大于|小于|超出|晚于|早于|迟于)|不能(?!自理|[^，。；]{0,8}的)|不予|不可(?!或缺|少|替代|分割|抗)"
    r"|不允许|不准|不符合|不属于|不纳入|不列入|不适用|不包括|不含|不报销|不支付|不再|除外|以外|禁止|严禁|取消|停止|暂停"
)
_GRANTS = re.compile(
    r"享受|享有|可(?!靠|行性|持续|穿戴|视|疑|及性)|实行|免|给予|纳入|有权|允许|鼓励|支持|提供|应当?(?!急|对|用)"
)


def denies(text: str) -> str | None:
    """The first stretch of ``text`` that shuts someone or something out, or None."""
    return next((stretch for stretch in _STRETCH.split(text) if _DENIES.search(stretch)), None)


def grants(text: str) -> str | None:
    """The first stretch of ``text`` that lets someone have or do something and denies nothing, or None."""
    return next((s for s in _STRETCH.split(text) if _GRANTS.search(s) and not _DENIES.search(s)), None)
