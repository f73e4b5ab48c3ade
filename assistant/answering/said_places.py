"""The places that a question asks about, told from those that it denies or that are only part of the story."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.countries import find_country
from assistant.gazetteer import Gazetteer
from assistant.place_mentions import NATION, PlaceMention
from assistant.records import Place

# The whole country, as people call the text that holds for it.
_NATION = re.compile(
    r"国家(?=[那这]|的?[那这]?[个份]?[^，。？?]{0,4}实施意见|的\s*(?:呢|[，。？?]|$)|的(?:目标|要求|标准|口径)|说|写|定的)"
)
# “不是陕西”, “除了陕西”, “not Shaanxi”; but “是不是陕西”, “不是陕西牵头的吗”.
_DENIED = re.compile(
    r"(?:(?<!是)不是(?:说|问|在|指)?|(?:别|不要|不用|不)(?:管|看|说|问|算)|除了?|\bnot (?:for |in |about )?"
    r"|\bnever mind )$",
    re.I,
)
_EXCEPT = re.compile(r"除了?$")
_EXCEPT_END = re.compile(r"^(?:[省市县区])?(?:(?:以|之)?外|哪|谁|什么|还有|别的|其[他它余]|[全都]|是不是|是否)")
_BUT_FOR = re.compile(r"^(?:[省市县区])?(?:以|之)外")
# A street, a hospital or a quarter named after a place: “延安路卫生院”, “汉中门医院”.
_NAMED_AFTER = re.compile(r"^[东西南北中]?(?:路(?![边上口线径])|大?街(?![上头])|大道|巷|门(?![诊口槛前外])|大桥|广场)")
# “开封县医院” is a county hospital in 开封, though 开封县 was once a county.
_COUNTY_HOSPITAL = re.compile(r"^(?:人民|中)?医院|^级|^妇幼|^疾控|^域")
_NEW_QUARTER = re.compile(r"^新区")
_DENIED_END = re.compile(r"^(?:[省市县区]|那边|这边)?(?:的|(?:以|之)?外)?\s*(?:[，,。；！!、]|$)|^(?:以|之)?外")
# Another place is where someone goes, not whose rules are asked for.
_GOES = re.compile(r"(?:(?<![嫁搬住迁调娶])到|去|往|跑|赴|转(?:诊|院)?(?:到|至|去)?)$")
_HOUSE = re.compile(r"^[\u4e00-\u9fff]{0,5}(?:委|局|厅|处|上班|工作)")
# “我在中卫上班，想问陕西的…”.
_LIVES = re.compile(r"(?:我|咱|人|们)?在$")
_WORKS = re.compile(r"^[\u4e00-\u9fff]{0,6}(?:上班|工作|打工|出差|读书)")
# “我是湖南人，嫁到中卫…”.
_IS_FROM = re.compile(r"(?:是|户口在|户籍在|老家在?|原籍)$")
_FROM = re.compile(r"^(?:省|市|县)?(?:人(?!民|力|社)|的?户[口籍]|[，,])")
# “跟福建那边协作”: with whom a place works together, unless places stand side by side (“陕西和云南的帮扶”).
_WITH = re.compile(r"(?:跟|和|与|同)$")
_TOGETHER = re.compile(r"^(?:那边|这边|方面|省|市)?的?(?:协作|结对|对口|合作|帮扶)")
# The nation beside a place that lies in it: “云南跟国家的一样不”.
_BESIDE = re.compile(r"(?:跟|和|与|同|、|或|还是|对照|对比)\s*$|\b(?:and|versus|vs|with|or)\s+(?:the )?$", re.I)
# A province beside one of its counties: “河北省细则与隆化县办法分别如何规定”.
_COMPARES = re.compile(
    r"分别|各自|各是|各[有要]|一样|相同|相比|对比|比较|区别|差别|不同|差异|\bboth\b|\bcompar|\bdiffer|\bsame\b", re.I
)
_JOINS = re.compile(r"[和与跟同及、]|还是|\b(?:and|versus|vs|with|or)\b", re.I)


@dataclass(frozen=True, slots=True)
class SaidPlaces:
    """``places``: asked about, in order; ``ambiguous``: what the first name stands for where none is certain;
    ``denied``: said not to be meant; ``rest``: the question with every place's name blanked out; ``mentions``: every
    name of a place in it."""

    places: tuple[Place, ...]
    ambiguous: tuple[Place, ...]
    denied: tuple[Place, ...]
    rest: str
    mentions: tuple[PlaceMention, ...] = ()


def find_said(question: str, gazetteer: Gazetteer) -> SaidPlaces:
    """The places that ``question`` says."""
    found_names = (_without_county(m, question, gazetteer) for m in gazetteer.find(question))
    mentions = [m for m in found_names if not _is_part_of_a_name(m, question)] or _abroad(question)
    found = (PlaceMention(m.start(), m.end(), m[0], (NATION,)) for m in _NATION.finditer(question))
    mentions += [mention for mention in found if not any(m.start == mention.start for m in mentions)]
    denied = [m for m in mentions if _is_denied(m, question)]
    named = [m for m in mentions if m not in denied]
    asked = [m for m in named if not _is_story(m, question, mentions)] or named
    places = _most_specific([m for m in asked if len(m.places) == 1], question)
    ambiguous = next((m.places for m in asked if len(m.places) > 1), ()) if not places else ()
    rest = list(question)
    for mention in mentions:
        rest[mention.start : mention.end] = " " * (mention.end - mention.start)
    return SaidPlaces(places, ambiguous, tuple(p for m in denied for p in m.places), "".join(rest), tuple(mentions))


def _abroad(question: str) -> list[PlaceMention]:
    """Another country, where no place of China is named."""
    found = find_country(question)
    return [PlaceMention(found[1], found[2], question[found[1] : found[2]], (found[0],))] if found else []


def _is_denied(mention: PlaceMention, question: str) -> bool:
    before, behind = question[: mention.start], question[mention.end :]
    if _BUT_FOR.search(behind) or (_EXCEPT.search(before) and _EXCEPT_END.search(behind)):
        return True
    return bool(_DENIED.search(before) and _DENIED_END.search(behind))


def _without_county(mention: PlaceMention, question: str, gazetteer: Gazetteer) -> PlaceMention:
    """A county that now has another name, before a county's hospital: the city of that name."""
    place = mention.place
    if place is None or not mention.words.endswith("县") or place.name == mention.words:
        return mention
    city = gazetteer.resolve(mention.words[:-1]) if _COUNTY_HOSPITAL.search(question[mention.end :]) else ()
    return PlaceMention(mention.start, mention.end - 1, mention.words[:-1], city) if city else mention


def _is_part_of_a_name(mention: PlaceMention, question: str) -> bool:
    """Whether a short name stands in that of a street, or, where it is a county's, of a new quarter (宜阳新区 lies in
    宜春, and 宜阳县 elsewhere)."""
    behind = question[mention.end :]
    if mention.words[-1] in "省市县区" or mention.words.isascii():
        return False
    county = all(place.level == "county" for place in mention.places)
    return bool(_NAMED_AFTER.search(behind) or (county and _NEW_QUARTER.search(behind)))


def _is_story(mention: PlaceMention, question: str, mentions: Sequence[PlaceMention]) -> bool:
    """Whether a place is only where someone goes, or with whom another one works."""
    before, behind = question[: mention.start], question[mention.end :]
    if _GOES.search(before):
        return not _HOUSE.match(behind)
    if (_LIVES.search(before) and _WORKS.match(behind)) or (_IS_FROM.search(before) and _FROM.match(behind)):
        return True
    joined = _WITH.search(before)
    return bool(
        joined
        and _TOGETHER.match(behind)
        and not any(m.end >= joined.start() - 1 for m in mentions if m.end <= joined.start())
    )


def _most_specific(mentions: Sequence[PlaceMention], question: str) -> tuple[Place, ...]:
    """The places said, without those that only tell where another one lies (“中卫市海原县” is 海原县)."""
    places = list(dict.fromkeys(place for mention in mentions for place in mention.places))
    inner = {above for place in places for above in place.above}
    beside = {m.places[0] for m in mentions if m.places[0].level == "nation" and _BESIDE.search(question[: m.start])}
    if _COMPARES.search(question):
        for before, after in pairwise(mentions):
            if _JOINS.search(question[before.end : after.start]):
                beside.update((*before.places, *after.places))
    return tuple(
        place
        for place in places
        if place.name not in inner or place in beside or (place.level == "nation" and len(places) == 1)
    )
