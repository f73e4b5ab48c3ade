"""Characters as fonts give them → the ones that are meant.

Some printing programs look a glyph's character up backwards in its font and find a radical (⼀ U+2F00) or a
compatibility ideograph that shares the glyph with the ordinary character (一 U+4E00). Only those blocks are mapped:
punctuation of either width stays as printed.
"""

from __future__ import annotations

import unicodedata

# Radicals that Unicode gives no compatibility mapping, those that are whole characters (from the Unicode Character
# Database, EquivalentUnifiedIdeograph.txt); and ⼾, whose mapping is the traditional 戶, while fonts for the mainland
# share its glyph with 户.
_RADICALS = dict(
    zip(
        "⺁⺄⺈⺌⺎⺒⺓⺝⺠⺦⺧⺩⺫⺬⺮⺶⺷⺸⺻⺽⻁⻄⻅⻆⻇⻉⻊⻋⻌⻑⻓⻔⻗⻘⻙⻚⻛⻜⻝⻞⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⼾",
        "厂乙刀小兀巳幺月民丬牛王目示竹羊羊羊聿臼虎西见角角贝足车辶長长门雨青韦页风飞食食首马骨鬼鱼鸟卤麦黄黾齐齿龙户",
        strict=True,
    )
)
# Radicals, and compatibility ideographs.
_BLOCKS = ((0x2E80, 0x2FDF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def plain_character(char: str) -> str:
    """``char``, or the ordinary character that it stands for."""
    if any(first <= ord(char) <= last for first, last in _BLOCKS):
        return _RADICALS.get(char) or unicodedata.normalize("NFKC", char)
    return char


def raised(char: str) -> str:
    """A digit as an exponent or the number of a note, so that it is not read as a part of the number before it."""
    return char.translate(_RAISED)


def is_wide(char: str) -> bool:
    """Whether ``char`` is set as a Chinese character or Chinese punctuation: no space belongs beside it."""
    return unicodedata.east_asian_width(char) in "WF" or char in "“”‘’—…·○×" or "①" <= char <= "⑳"
