"""Where something holds: areas and places of care that a sentence names, “脱贫地区县级医院”, “全市所有县级医院”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.compare.matter import needs_what_is_before
from assistant.reading.facts.circumstances import find_area
from assistant.reading.sentences import Span, mask_brackets

_CARE = (
    r"(?:(?:[县市省乡]域|[县市省]级|基层|定点|乡镇|村|公立|民办|综合|医疗卫生|医疗){0,4}"
    r"(?:医疗卫生机构|医疗机构|卫生机构|医院|卫生院|卫生室|社区卫生服务(?:中心|站)|疾控中心|养老机构|学校)(?:（[^（）]{2,16}）)?)"
)
_CARES = rf"{_CARE}(?:[、和及与]{_CARE}){{0,5}}"
_KIND_OF_AREA = (
    r"(?:(?:原|国家|国家级|深度|集中连片|特殊)*(?:脱贫|贫困|项目|试点|民族|边远|偏远|艰苦边远|欠发达|高发|流行|牧|山|库|老)(?:地)?区"
    r"|农村地区|城市地区|(?:脱贫|贫困|重点帮扶|牧业|边境)县(?:[（〔(]区[）〕)])?)"
)
_COUNTY = r"(?:(?![推开实在对和与及全、])[\u4e00-\u9fff]){1,4}?[县区市旗]"
# “城市医院与县级医院、二级以上医院与乡镇卫生院｜对口支援”, and hospitals by their names, that do it.
_SORT = r"(?:城市|农村|[省市县区]级|乡镇|社区|基层|公立|民营|[一二三]级(?:以上)?|上级)+(?:医院|卫生院|学校|企业)"
_NAMED = r"[\u4e00-\u9fff]{2,4}?[县市区旗](?:人民|中心|中|妇幼|第[一二三四五])[\u4e00-\u9fff]{0,4}?(?:医院|保健院)"
_ALSO_NAMED = r"(?:、(?:人民|中医|妇幼|第[一二三四五])[\u4e00-\u9fff]{0,4}?(?:医院|保健院))*"
# In the order of what they tell: the whole of it first.
_AREAS = (
    re.compile(rf"(?P<area>{_SORT}与{_SORT}(?:、{_SORT}与{_SORT})*)(?=对口|结对|帮扶|支援)"),
    re.compile(rf"(?:^|(?<=[，,。；;]))(?P<area>{_NAMED}{_ALSO_NAMED})(?=至少|每|要|应|负责|可)"),
    re.compile(rf"(?<=覆盖)(?:到|至)?(?P<area>[^，,。；;：:率]{{0,24}}?{_CARES})(?=$|[，,。；;])"),
    re.compile(rf"(?<=[向到])(?P<area>{_CARES})(?=延伸|下沉|推广|覆盖)"),
    re.compile(rf"(?P<area>{_KIND_OF_AREA}{_CARES})"),
    re.compile(rf"(?:推进|开展|实施|支持|[在对于为向到])(?P<area>{_COUNTY}(?:、{_COUNTY})+)"),
    re.compile(rf"(?P<area>(?:全[省市县区州]|辖区内?|[县市]域内)(?:所有|各级|各)?{_CARES})"),
    re.compile(
        r"(?<=作为|[^\u4e00-\u9fff]在)(?P<area>(?:[\u4e00-\u9fff]{2}地区)?(?:[县市省乡]域|县级|基层|定点)(?:公立|定点)?"
        r"医疗(?:卫生)?机构)(?=针对|对|住院|开展)"
    ),
    re.compile(rf"(?P<area>{_KIND_OF_AREA})"),
)
# Behind an area: it is what is favoured or met, or goes on, or a part of the name of a rate.
_NO_AREA = re.compile(r"倾斜|需求|振兴|接续|巩固|发展|(?<=内)[^，,。；;、]{0,8}率")
_IS_PLACE = re.compile(r"(?:集中)?(?:安置)?[区点]|地区")
_ENDS = "，,；;。"
_TOWARDS = re.compile(r"(?:针对|对于?|在|面向)[^，,。；;]+")


def find_areas(text: str, phrase: Span, spots: Sequence[Span]) -> list[Span]:
    """The areas that a phrase of ``text`` says, in order; none inside the names at ``spots``, none inside another.

    >>> find_areas("推进远程医疗覆盖全市所有县级医院", Span(0, 16), [Span(2, 6)])
    [Span(start=8, end=16)]
    """
    found: list[Span] = []
    if any(phrase.start <= spot.start < phrase.end and _is_place(text, spot) for spot in spots):
        return found  # areas beside “易地扶贫搬迁｜安置区” are others, and not its own
    for pattern in _AREAS:
        for match in pattern.finditer(text, *phrase):
            run = Span(*match.span("area"))
            _add(found, run, text, spots)
    masked = mask_brackets(text)
    is_named = any(phrase.start < spot.end and spot.start < phrase.end for spot in spots)
    words = find_area(masked, text, phrase) if is_named else None
    if words:
        start = text.index(words, phrase.start)
        _add(found, Span(start, start + len(words)), text, spots)
    return sorted(found)


def _is_place(text: str, spot: Span) -> bool:
    return text[spot.end - 1] in "区点" or bool(_IS_PLACE.match(text, spot.end))


def _add(found: list[Span], run: Span, text: str, spots: Sequence[Span]) -> None:
    # “宫颈癌、｜项目地区｜乳腺癌筛查”: a name that holds a list may have an area in it.
    # So may the longer name of a project: “｜贫困地区｜儿童营养改善项目”.
    is_kind = bool(re.fullmatch(_KIND_OF_AREA, text[run.start : run.end]))
    names = [spot for spot in spots if "、" not in text[spot.start : spot.end]]
    names = [spot for spot in names if not (is_kind and spot.start <= run.start and run.end < spot.end)]
    is_taken = any(run.start < other.end and other.start < run.end for other in (*found, *names))
    if run.end > run.start and not is_taken and not _NO_AREA.match(text, run.end):
        found.append(run)


def phrases_on(text: str, spots: Sequence[Span], *, all_are: bool) -> Iterator[Span]:
    """The phrases of ``text`` that hold a name at ``spots``, with the one right in front that tells for or in what;
    all of them where ``all_are`` on the topic."""
    start, was_named = 0, False
    before: Span | None = None
    for end in [*(at for at, char in enumerate(text) if char in _ENDS), len(text)]:
        phrase = Span(start, end)
        is_named = any(start < spot.end and spot.start < end for spot in spots)
        goes_on = bool(before) and needs_what_is_before(text[start:end].strip())
        if all_are or is_named or (was_named and goes_on):
            if before and not all_are and is_named and _TOWARDS.fullmatch(text[before.start : before.end].strip()):
                yield before
            yield phrase
        before, start, was_named = phrase, end + 1, is_named
