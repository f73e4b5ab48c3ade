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
# The words that only ask: “能不能”, “…不？”.
_TAGS = re.compile(r"([\u4e00-\u9fff])[不没]\1|有没有|有无|可不可以|[不没](?=[？?]?$)|\b(?:is|does)(?:n't| not)")
_DENIED = re.compile(
    r"未|没|无(?!论)|非(?!常|要|得|叫|法)|不(?!能|可以?|享受|用|予|行|准|让|该|得|允|许|是)|已经?(?!享|列)|除了?|以外"
    r"|\b(?:not|no|without|never|un\w+)\b|n't",
    re.I,
)


def denies(text: str) -> str | None:
    """The first stretch of ``text`` that shuts someone or something out, or None."""
    return next((stretch for stretch in _STRETCH.split(text) if _DENIES.search(stretch)), None)


def grants(text: str) -> str | None:
    """The first stretch of ``text`` that lets someone have or do something and denies nothing, or None."""
    return next((s for s in _STRETCH.split(text) if _GRANTS.search(s) and not _DENIES.search(s)), None)


def is_denial(question: str) -> bool:
    """Whether a question says of someone that something does not hold (“未涉及第三方责任的患者”)."""
    return bool(_DENIED.search(_TAGS.sub("", question)))
