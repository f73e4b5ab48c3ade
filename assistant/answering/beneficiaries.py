"""Whose rule a sentence is: the classes of people in need that Chinese notices tell apart, and which hold one another.

Who asks for a household on the minimum allowance is misled by what the next sentence grants those who fell ill into
poverty. The classes and what holds what follow the national texts on low-income people (民发〔2021〕23号: 低收入人口
holds 特困, 低保, 低保边缘, 易返贫致贫) and on monitoring (国乡振发〔2021〕7号: 监测对象 are 脱贫不稳定户,
边缘易致贫户, 突发严重困难户).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.evidence import Evidence
from assistant.records import Duty, Query

_SUFFIX = r"(?:家庭成员|家庭|对象|人员|人口|群众|患者|户|者)?"


@dataclass(frozen=True, slots=True)
class _Class:
    """``words``: how a text names the class; ``held_by``: the classes that hold all of it."""

    words: re.Pattern[str]
    held_by: frozenset[str] = frozenset()


def _class(words: str, *held_by: str) -> _Class:
    return _Class(re.compile(rf"(?:{words}){_SUFFIX}"), frozenset(held_by))


_ELSE = "anybody else"
# The first class whose words stand at a place takes them: 低保边缘 is no 低保.
_CLASSES: dict[str, _Class] = {
    "low allowance margin": _class("低保边缘|最低生活保障边缘", "low income"),
    "minimum allowance": _class("农村低保|城乡低保|低保|最低生活保障", "low income"),
    "destitute": _class("农村特困|特困|五保|特困供养", "low income"),
    "unstable": _class("脱贫不稳定", "monitored", "low income"),
    "at the margin": _class("边缘易致贫|边缘户", "monitored", "low income"),
    "struck": _class("突发严重困难", "monitored", "low income"),
    "monitored": _class(
        "防?(?:止)?返贫监测|防贫监测|监测(?=对象|户|人口)|[“‘]?三类[”’]?(?=户|人员|人群|监测|人口)|易返贫致贫|返贫致贫(?=人口)",
        "low income",
    ),
    "ill into poverty": _class("因病致贫重病|因病致贫(?!返贫|风险)|支出型贫困|支出型困难"),
    "out of poverty": _class("(?:一般|已)?脱贫(?=户|人口|群众|家庭|居民)|建档立卡贫困|建档立卡(?=户)|贫困(?=户|人口)"),
    "low income": _class("低收入(?=人口|人群|群体|家庭|户)"),
    # Whoever the notice is for.
    "everyone": _class(
        "(?:救助|保障|帮扶|服务|资助|签约)(?=对象)|参保(?=人员|群众|居民)|全体|所有(?=患者|人员|对象|人口)"
    ),
    _ELSE: _class("一般(?:农户|农村居民|居民|对象|群众)|普通(?:农户|居民|群众|患者)|非贫困"),
}


@dataclass(frozen=True, slots=True)
class Named:
    """A class of people as a text names it."""

    name: str
    words: str


def named_in(text: str) -> list[Named]:
    """The classes of people that ``text`` names, in the order of its words."""
    found: list[tuple[int, int, Named]] = []
    for name, one in _CLASSES.items():
        for match in one.words.finditer(text):
            if not any(start < match.end() and match.start() < end for start, end, _ in found):
                found.append((*match.span(), Named(name, match[0].strip("“”‘’"))))
    return [named for _, _, named in sorted(found, key=lambda item: item[0])]


def asked_for(query: Query) -> list[Named]:
    """The classes of people that a question is about: its own words, and the official ones for its everyday words."""
    said = named_in(query.question)
    official = (named for concept in query.concepts if concept.kind == "group" for named in named_in(concept.name))
    known = {named.name for named in said}
    return [*said, *(named for named in official if named.name not in known)]


def is_of_others(item: Evidence, asked: Sequence[Named]) -> bool:
    """Whether a run names classes of people, and none that holds, or is held by, one of those asked for."""
    named = [] if isinstance(item.fact, Duty) else named_in(item.quote)
    return bool(asked and named) and not any(_are_akin(one.name, other.name) for one in asked for other in named)


def without_others(found: Sequence[Evidence], query: Query) -> list[Evidence]:
    """``found`` without the rules for other classes of people, where a rule for those asked about is among them."""
    asked = asked_for(query)
    kept = [item for item in found if not is_of_others(item, asked)]
    return kept if any(named_in(item.quote) for item in kept) else list(found)


def names_of_others(found: Iterable[Evidence], query: Query) -> tuple[list[str], list[str]]:
    """(the people asked for, the people of whom ``found`` speaks) where every run that names people names others; else
    two empty lists."""
    asked, items = asked_for(query), [item for item in found if named_in(item.quote)]
    asked = [named for named in asked if named.name != _ELSE]  # whoever is named nowhere may still be meant
    if not items or not all(is_of_others(item, asked) for item in items) or _stand_beside(items, asked):
        return [], []
    others = dict.fromkeys(named.words for item in items for named in named_in(item.quote))
    return list(dict.fromkeys(named.words for named in asked)), list(others)


def _stand_beside(items: Sequence[Evidence], asked: Sequence[Named]) -> bool:
    """Whether the paragraphs of ``items`` name those asked for all the same."""
    beside = (other for item in items for other in named_in(item.clause.text))
    return any(_are_akin(one.name, other.name) for other in beside for one in asked)


def _are_akin(name: str, other: str) -> bool:
    return (
        "everyone" in (name, other)
        or name == other
        or name in _CLASSES[other].held_by
        or other in _CLASSES[name].held_by
    )
