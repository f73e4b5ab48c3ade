"""Whether a unit asked for is the one printed in a notice: any of its names, and never another level's.

A name that tells its level (国家…, 省…, 市…, …厅) or place is only that level's or that place's. A bare name (财政局,
医保部门) is, where printed, that of the notice's own level; where asked for, it may be any level's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from assistant.gazetteer import Gazetteer
from assistant.glossary import Glossary, Mention
from assistant.place_mentions import PlaceMention
from assistant.records import Notice, Place
from assistant.scope import NATION, names_of
from assistant.spelling import fold, has_han
from assistant.unit_names import parse_unit

# Names that stand for several units, or for all: nobody is listed under them but who asks for these very words.
_COLLECTIVE = re.compile(r"有关|相关|各(?!族)|等部门")
_TERRITORIES = re.compile(r"(?P<every>各)?(?P<levels>[市县区旗]{1,4})(?:(?:人民)?政府)?")
_PREFIX_OF_LEVEL = {"national": "国家", "province": "省", "city": "市", "county": "县"}
_SECTION = re.compile(r"(?:处|科|室|局)(?:[(（].*[)）])?$")
_OWNED = re.compile(r"(?P<owner>.+?(?:委员会|委|厅|部|局))(?P<core>[^委厅]{2,}(?:处|科|室|局)(?:\(.*\))?|办公室)")
_ISSUERS = re.compile(r"[、，,；;\s]+")
# So alike two names must be for one to be suggested for the other.
_ALIKE = 0.6
_MAX_SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class AskedUnit:
    """A unit that is asked for.

    ``words``: as typed; ``name``: in Chinese, without its place and ``owner``, the office that a section belongs to (or
    ""); ``level``: the level that the words tell, or ""; ``place``: the place that they tell, or None.
    """

    words: str
    name: str
    owner: str = ""
    level: str = ""
    place: Place | None = None


class UnitNames:
    """Compares units asked for with units printed. ``gazetteer`` tells the place in “陕西规划信息处”."""

    def __init__(self, glossary: Glossary, gazetteer: Gazetteer) -> None:
        self._glossary = glossary
        self._gazetteer = gazetteer
        self._same: dict[tuple[str, str], bool] = {}

    def ask(self, words: str) -> AskedUnit:
        """``words``, a unit's name in Chinese or English, taken apart."""
        place, rest = self._cut_place(words.strip())
        if not has_han(rest):
            rest = self._in_chinese(rest)
        owner, name = _cut_owner(rest)
        level = _level_said(owner or name)
        if not owner and not level:
            unit = self._glossary.department(name)
            level = unit.name.level if unit and unit.name.level != "section" else ""
        return AskedUnit(words.strip(), name, owner, level or _level_of_place(place), place)

    def _cut_place(self, words: str) -> tuple[Place | None, str]:
        """The place that ``words`` begin with, and what follows: “中卫市海原县医保局” → 海原县, 医保局."""
        last: PlaceMention | None = None
        for mention in self._gazetteer.find(words):
            if mention.place is None or mention.place.name == NATION or mention.start != (last.end if last else 0):
                break
            last = mention
        if last is None or last.place is None:
            return None, words
        rest = words[last.end :].lstrip(" ,，的")
        if rest.startswith("委") and not _SECTION.search(rest):  # “陕西省委宣传部”
            rest = last.words[-1] + rest
        return (last.place, rest) if rest else (None, words)

    def _in_chinese(self, words: str) -> str:
        """An English name in Chinese, the word for its level in front; the words themselves where it is unknown."""
        found = [mention for mention in self._glossary.find(words) if mention.term.kind == "department"]
        if not found:
            return words
        last = found[-1]
        return "".join(_chinese(mention) for mention in found[:-1] if mention.level) + _chinese(last)

    def is_same(self, asked: AskedUnit, printed: str, notice: Notice) -> bool:
        """Whether ``printed``, a unit in ``notice``, is the one asked for."""
        if fold(asked.words).text == fold(printed).text:
            return True
        if _levels_in(asked.words) and _levels_in(asked.words) <= _levels_in(printed):
            return asked.place is None or _holds_for(notice, asked.place)
        if _COLLECTIVE.search(printed) or (asked.place is not None and not _holds_for(notice, asked.place)):
            return False
        # A bare name is that of the notice's own level; where that is not known either, no level can be claimed.
        if asked.level and asked.level != (_printed_level(printed) or _level_of_notice(notice)):
            return False
        if asked.owner and not self._is_owner(asked.owner, printed, notice):
            return False
        return self._is_same_name(asked.name, printed)

    def _is_owner(self, owner: str, printed: str, notice: Notice) -> bool:
        """Whether a section printed is one of ``owner``: as its own name says, else as the notice's issuer tells."""
        own = _cut_owner(printed)[0]
        issuers = [own] if own else _ISSUERS.split(notice.issuer) if notice.issuer else []
        return not issuers or any(self._is_same_name(parse_unit(owner).core, issuer) for issuer in issuers)

    def _is_same_name(self, asked: str, printed: str) -> bool:
        key = (asked, printed)
        if key not in self._same:
            bare = [_cut_owner(name)[1] for name in (asked, printed)]
            plain = [fold(parse_unit(name).core).text for name in bare]
            self._same[key] = plain[0] == plain[1] or self._glossary.same_unit(*bare)
        return self._same[key]

    def nearest(self, asked: AskedUnit, held: Iterable[tuple[Notice, str]]) -> list[str]:
        """Units of ``held`` with like names, the likest first: other levels of the same office among them."""
        ranked: dict[str, float] = {}
        core = fold(parse_unit(asked.name).core).text
        for _, printed in held:
            if not _COLLECTIVE.search(printed):
                like = SequenceMatcher(None, core, fold(parse_unit(printed).core).text, autojunk=False).ratio()
                ranked[printed] = 1.0 if self._is_same_office(asked.name, printed) else like
        best = sorted((name for name in ranked if ranked[name] >= _ALIKE), key=lambda name: -ranked[name])
        return best[:_MAX_SUGGESTED]

    def _is_same_office(self, asked: str, printed: str) -> bool:
        """Whether both are one kind of office, whatever their levels."""
        units = [self._glossary.department(name) for name in (asked, printed)]
        terms = [unit.term for unit in units if unit]
        names = [{term.official, *term.broader} for term in terms]
        return len(names) == 2 and bool(names[0] & names[1])


def _chinese(mention: Mention) -> str:
    official = mention.term.official
    return (_PREFIX_OF_LEVEL.get(mention.level, "") if mention.term.level == "any" else "") + official


def _levels_in(name: str) -> frozenset[str]:
    """The levels that a name for all territories below holds: “各县（市、区）”, “县区” → 县, 市, 区; none of any other
    name (各设区市 is one kind of city)."""
    match = _TERRITORIES.fullmatch(re.sub(r"[()\[\]、\s]", "", fold(name).text))
    if match is None or not {"县", "区", "旗"} & set(match["levels"]):
        return frozenset()
    return frozenset(match["levels"]) if match["every"] or len(match["levels"]) > 1 else frozenset()


def _cut_owner(name: str) -> tuple[str, str]:
    """“省卫生健康委规划信息处” → the office it belongs to, and the section; ("", name) for any other name."""
    match = _OWNED.fullmatch(fold(name).text)
    return (match["owner"], match["core"]) if match else ("", name)


def _level_said(name: str) -> str:
    """The level that a name tells by itself: by the word in front of it, its place, or its last word (厅, 部)."""
    unit = parse_unit(name)
    if unit.level == "section":
        prefix = fold(name).text[: -len(unit.core)] if fold(name).text.endswith(unit.core) else ""
        return next((level for level, word in _PREFIX_OF_LEVEL.items() if prefix.endswith(word)), "")
    return unit.level


def _printed_level(printed: str) -> str:
    owner, name = _cut_owner(printed)
    return _level_said(owner) if owner else _level_said(name)


def _level_of_place(place: Place | None) -> str:
    return _level_of_name(place.name) if place else ""


def _level_of_name(name: str) -> str:
    if name == NATION:
        return "national"
    if name.endswith(("省", "自治区")):
        return "province"
    return "city" if name.endswith(("市", "州", "盟")) else "county"


def _level_of_notice(notice: Notice) -> str:
    return _level_of_name(notice.place) if notice.place else ""


def _holds_for(notice: Notice, place: Place) -> bool:
    """Whether ``notice`` is one of the very place, or of one above it."""
    return notice.place in (*names_of(place), *place.above)
