"""Names of government units taken apart: whose unit (place), of which level, and what it is called.

“国家卫生健康委”, “陕西省卫生健康委”, “市卫生健康委” and “委规划信息处” differ in what stands before the core of the
name; a national or provincial unit is never the same as a city's.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.spelling import fold

LEVELS = ("national", "province", "city", "county", "section")
_ABOVE_SECTIONS = frozenset(LEVELS[:4])

_PREFIXES_OF_LEVEL = {
    "national": ("国家", "全国", "中央"),
    "province": ("自治区", "省委", "省"),
    "city": ("市委", "州委", "市", "州", "盟"),
    "county": ("县委", "区委", "县", "区", "旗"),
    "section": ("委",),
}
_LEVEL_OF_PREFIX = {prefix: level for level, prefixes in _PREFIXES_OF_LEVEL.items() for prefix in prefixes}
_EVERY = {
    "各级": "",
    **dict.fromkeys(("各设区市", "各州(市)", "各州市", "各市"), "city"),
    **dict.fromkeys(
        ("各县(区)", "各县区", "各县(市、区)", "各县(市区)", "各县市区", "各区县", "各县", "各区"), "county"
    ),
}
_NAME = re.compile(
    r"(?P<every>" + "|".join(re.escape(word) for word in sorted(_EVERY, key=len, reverse=True)) + r")?"
    r"(?P<place>[\u4e00-\u9fff]{2,11}?(?:自治区|自治州|自治县|省|市(?!场|政)|州|盟|县(?!域|级)|区(?!域|块)|旗))?"
    r"(?P<prefix>国家|全国|中央|自治区|省委|市委|州委|县委|区委|省(?!级)|市(?!场|政)|州|盟|县(?!域|级)|区(?!域|块)|旗|委(?!员|托|派))?"
    r"(?P<core>.{2,})"
)
# A section named with its commission before it: 市卫生健康委规划信息与财务科.
_SECTION = re.compile(r"(?P<owner>.+?(?:委员会|委|局|厅|部))(?P<core>[^委局厅]{1,}(?:处|科|办公室|室))")
_OTHERS = re.compile(r"等(?:有关|相关)?(?:处室|科室|部门|单位)?$")
# Parts of the Party's committees are called 部 at every level.
_PARTY_DEPARTMENTS = ("宣传部", "组织部", "统战部", "武装部", "工作部", "政法委")


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit's name in parts.

    ``place``: the place named in front (“陕西省”), or ""; ``levels``: the levels that the unit can have by its name
    alone; ``core``: the name without place and level; ``every``: “各级” or “各县区” in front, or "".
    """

    place: str
    levels: frozenset[str]
    core: str
    every: str = ""

    @property
    def level(self) -> str:
        """The level, where the name settles it, else ""."""
        return next(iter(self.levels)) if len(self.levels) == 1 else ""


def parse_unit(name: str) -> UnitName:
    """Take a unit's name apart; “等有关处室” behind it is dropped.

    >>> parse_unit("省卫生健康委").core
    '卫生健康委'
    """
    folded = _OTHERS.sub("", fold(name).text)
    match = _NAME.fullmatch(folded)
    if match is None:
        return UnitName("", _ABOVE_SECTIONS, folded)
    every, place, prefix = (match.group(part) or "" for part in ("every", "place", "prefix"))
    core = match.group("core")
    section = _SECTION.fullmatch(core)
    if section is not None:
        return UnitName(place, frozenset(("section",)), section.group("core"), every)
    level = _LEVEL_OF_PREFIX.get(prefix) or _EVERY.get(every) or _level_of_place(place)
    return UnitName(place, frozenset((level,)) if level else _levels_of_ending(core), core, every)


def _level_of_place(place: str) -> str:
    if place.endswith(("省", "自治区")):
        return "province"
    if place.endswith(("市", "州", "盟")):
        return "city"
    return "county" if place else ""


def _levels_of_ending(core: str) -> frozenset[str]:
    if core.endswith("厅"):
        return frozenset(("province",))
    if core.endswith("部") and not core.endswith(_PARTY_DEPARTMENTS):
        return frozenset(("national",))
    if core.endswith(("处", "科")) or core == "办公室":
        return frozenset(("section",))
    return _ABOVE_SECTIONS


def may_be_same(asked: UnitName, printed: UnitName) -> bool:
    """Whether places and levels allow that one unit is meant; the cores are for the caller to compare."""
    if asked.place and printed.place and asked.place != printed.place:
        return False
    return bool(asked.levels & printed.levels)
