"""A request, and what it selects: units, places with their notices, topics, and what has to be said of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import UsageError
from assistant.lookup.held import Held
from assistant.lookup.messages import above_line, missing_line, no_notice_line, passing_line, related_line
from assistant.lookup.records import Outcome
from assistant.lookup.relevance import Found, Texts
from assistant.lookup.units import AskedUnit
from assistant.lookup.wording import MAX_WORDS_CHARS, Asked, Topic, read_words
from assistant.records import Notice, Place
from assistant.scope import NATION, find_scopes, names_of
from assistant.simplified import simplified


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; all of it may be left out. ``words``: a task, a unit, a place, or several of them; ``unit``,
    ``place``: one by its name; ``role``: lead, support or responsible; ``lang``: of what is said around the facts;
    ``everything``: what is named in passing, and what is over, is wanted too."""

    words: str = ""
    unit: str | None = None
    place: str | None = None
    role: str | None = None
    lang: str = "zh"
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Selected:
    """``levels``: the notices to look into, the places' own first, then, where these are silent, those above;
    ``uncovered``: places of which no notice is held."""

    request: Request
    units: tuple[AskedUnit, ...]
    places: tuple[Place, ...]
    topics: tuple[Topic, ...]
    role: str | None
    levels: tuple[tuple[Notice, ...], ...]
    uncovered: tuple[Place, ...] = ()

    def outcome(self, notices: Sequence[Notice], found: Found[Any]) -> Outcome:
        """What must be said of what was found in ``notices``."""
        lang = self.request.lang
        told = {notice.place for notice in notices}
        held = {notice.place for level in self.levels for notice in level}
        remarks = [no_notice_line(place, lang) for place in self.uncovered]
        remarks += [
            above_line(place, notices, lang, silent=bool(held & set(names_of(place))))
            for place in self.places
            if place not in self.uncovered and not told & set(names_of(place)) and place.name != NATION
        ]
        if found.missing:
            remarks.append(missing_line(found.missing, lang))
        if found.related:
            remarks.append(related_line(self.topics[0], found.related, lang))
        if found.passing:
            remarks.append(passing_line(found.passing, lang))
        return Outcome(tuple(notices), tuple(remarks))


def select(held: Held, request: Request, texts: Texts) -> Selected:
    """``request`` understood over the notices held.

    :raises UsageError: words too long, a unit or place left empty, a place that is none or that several are called.
    """
    asked = (
        read_words(request.words, held, texts.holds, unit_given=request.unit is not None)
        if request.words.strip()
        else Asked()
    )
    units = asked.units
    if request.unit is not None:
        if not any(char.isalnum() for char in request.unit):
            raise UsageError(
                "--unit 是空的；请写单位的名称，例如：规划信息处。",
                "--unit is empty; name a unit, for example: 规划信息处.",
            )
        if len(request.unit) > MAX_WORDS_CHARS:
            raise UsageError(
                f"--unit 有 {len(request.unit)} 个字，超过 {MAX_WORDS_CHARS} 字；请只写单位的名称。",
                f"--unit has {len(request.unit)} characters, over {MAX_WORDS_CHARS}; give the unit's name alone.",
            )
        units = (held.units.ask(simplified(request.unit)),)
    places = asked.places
    if request.place is not None:
        places = (_chosen(request.place, held),)
    role = request.role or (asked.role if units else None)
    return _with_notices(held, Selected(request, units, places, asked.topics, role, ()))


def _chosen(name: str, held: Held) -> Place:
    found = held.gazetteer.resolve(simplified(name.strip()))
    if not found:
        raise UsageError(
            f"没有找到地名“{name}”；请写省、市或县的名称，例如：陕西省、中卫市、海原县。",
            f"No place is called “{name}”; give a province, city or county in Chinese, such as 陕西省, 中卫市, 海原县.",
        )
    if len(found) > 1:
        listed = "、".join("".join(reversed([place.name, *place.above[:-1]])) for place in found[:8])
        raise UsageError(
            f"“{name}”有 {len(found)} 处：{listed}；请连省、市一起写。",
            f"“{name}” are {len(found)} places: {listed}; write the province or city in front.",
        )
    return found[0]


def _with_notices(held: Held, selected: Selected) -> Selected:
    places = selected.places or tuple(dict.fromkeys(unit.place for unit in selected.units if unit.place))
    scopes = find_scopes(places, held.notices)
    own = tuple(dict.fromkeys(notice for scope in scopes for notice in scope.own))
    above = tuple(dict.fromkeys(notice for scope in scopes for notice in scope.above if notice not in own))
    uncovered = tuple(scope.place for scope in scopes if scope.uncovered and scope.place)
    levels = tuple(level for level in (own, above) if level)
    return Selected(selected.request, selected.units, places, selected.topics, selected.role, levels, uncovered)
