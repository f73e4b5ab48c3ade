"""Who may have what: entitlements in one paragraph, with condition, area, papers, exclusions and force.

A sentence is read as an entitlement where it names people (:mod:`assistant.reading.groups`) and gives them something
definite: a right, money, a waiver, a ceiling on what they pay, a free service, a place on a list. Orders to offices
(加强, 做好) are none. What cannot be taken apart with certainty is not reported: wrong people are worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from assistant.reading.benefits import Role, benefit_at, find_benefit
from assistant.reading.circumstances import find_area, find_condition, find_excluded, find_force, find_papers
from assistant.reading.groups import area_in_front, ends_with_people, read_groups
from assistant.reading.sentences import SentenceMap, Span, mask_brackets, trim
from assistant.records import Entitlement

# A half-sentence longer than this is no prose.
_MAX_HALF_CHARS = 600
# A following sentence belongs to an entitlement where it repeats so many characters of it.
_MIN_SHARED_CHARS = 4

# “患者”, “老年人”: words for people with nothing that tells which.
_MAX_BARE_CHARS = 3
# Services for a group that is named in fewer characters are for everyone: 为群众提供服务.
_MIN_NAMED_CHARS = 6
_RATE = re.compile(r"率[^，。；]{0,6}(?:达|不低于|保持|提高|控制)")

_TOPIC = re.compile(r"(?:针对|面向|(?<![针面核比相绝反应校派配一结])对)(?:于)?(?![口象策比照外方本此待]|接(?!受))")
_NEW_TOPIC = re.compile(rf"(?:其中|并|同时|但|而)?[，,]?(?:{_TOPIC.pattern})")
_FOR = re.compile(r"(?<![作成转分称视列调认行年因设定改变较极最更颇])为(?![了此期主何止由])")
_SUBJECT_LEAD = re.compile(
    r"[ \u3000]*(?:(?:继续实行|继续|实行|确保|保障|保证|允许|积极|推动|促进|让|使|并|但|同时|其中)[ \u3000]*"
    r"|(?P<urge>(?:鼓励|支持|引导|倡导)(?:[、和](?:鼓励|支持|引导|倡导))?)|[0-9]{4}年(?:年|[0-9]{1,2}月)底前(?!已)|在?(?:政策)?(?:过渡|疫情防控|试点|规划)期(?:间|内)[，,]?)*"
)
_MOVE = re.compile(
    r"(?:逐步|适当|进一步)?(?:调整为|调整到|扩大到|扩大至|扩展到|扩展至|拓展到|拓展至|延伸到|覆盖到|覆盖至)"
)
_POLICY_TAIL = re.compile(r"(?:的)?(?:适用|保障|实施|覆盖)?(?:对象|人群|范围)$")
_POLICY_LEAD = re.compile(r".*(?:将|把)", re.DOTALL)
_INTO = re.compile(r"(?:将|把)")
_GRANT = re.compile(
    r"(?:全额|定额|差额|足额|分类|全部|部分)(?:资助|补助|补贴|代缴|减免|报销|救助|免除)(?!政策|标准|资金|对象)"
)
_FREE_OFFER = re.compile(r"[ \u3000]*(?:继续|深入|全面|持续|积极)*(?P<free>免费)?(?:组织)?(?:开展|实施|提供|落实)")
_FREE_KIND = re.compile(r"筛查|检查|体检|接种|救治|治疗|培养|康复|项目")
_MAX_FREE_PEOPLE_CHARS = 14
_FREE_PEOPLE = re.compile(r"(?:适龄)?(?:妇女|女性|新生儿|儿童|老年人|孕产妇|孕妇|婴幼儿|医学生|学生|残疾人)")
_MAX_TOPIC_PHRASES = 4
_MODAL = re.compile(r"可(?![能靠])|应当|给予|予以|不得|按规定|提供|开展|进行|实行")
_ADVERBS_AT_END = re.compile(
    r"(?:[ \u3000]|可以|可|应当|应|均|都|也|按规定|按照规定|依法|继续|逐步|全部|一律|优先|分别|同时)+$"
)
_CAPPED = re.compile(r"费用|自付|自负|押金|保费")
_CAP = re.compile(r"(?:分别)?(?:不得|不)(?:超过|高于)")
_ALL_OF = re.compile(r"应(.)尽\1")
_CONDITION_OPENING = re.compile(r"[^，,。；;：:]{2,30}的(?=[，,])")
_QUALIFYING_BRACKET = re.compile(r"[（(][^（）()]*(?:其中|不|以下简称|下同)[^（）()]*[）)]$")
# Sentences that define a word, punish, or take back.
_NO_GIFT = re.compile(
    r"本(?:办法|条例|规定|意见|细则|方案|通知)(?:所称|所指|中)|是指|骗取|弄虚作假|追回|追缴|取消|责令|追究|罚款|没收|处分|举报"
)
_EXCLUDING = re.compile(r"不(?:得|能|再)?享受|不予(?:补贴|资助|补助|救助|享受)|不得(?:重复)?(?:享受|申请|申报)")


@dataclass(frozen=True, slots=True)
class _Half:
    """A half-sentence of ``text``, trimmed; ``masked`` is the whole text with brackets masked."""

    text: str
    masked: str
    span: Span
    phrases: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Draft:
    """``told``: the stretches that may hold condition and force: all before the gift, without the groups.

    ``needs_lead``: the gift is understood only with the phrases of the half-sentence before it.
    """

    who: tuple[Span, ...]
    what: Span
    told: tuple[Span, ...] = ()
    needs_lead: bool = False


def find_entitlements(text: str) -> tuple[Entitlement, ...]:
    """The entitlements in ``text``, one paragraph (squeezed), in order; positions count in ``text``."""
    masked = mask_brackets(text)
    sentences = SentenceMap(text)
    found: list[Entitlement] = []
    before: list[Entitlement] = []  # those of the half-sentence right before
    for span in sentences.halves():
        half = _half(text, masked, sentences, span)
        here = [_entitlement(half, draft) for draft in _drafts(half)] if half else []
        if half and not here and before:
            if (more := _continued(half, before)) is not None:
                here = [more]
            elif (closed := _shut_out(half, before[-1])) is not None:
                found[-1] = closed
        found.extend(here)
        before = here
    return tuple(found)


def _half(text: str, masked: str, sentences: SentenceMap, span: Span) -> _Half | None:
    trimmed = trim(text, span)
    if not 4 <= trimmed.end - trimmed.start <= _MAX_HALF_CHARS or _NO_GIFT.search(text, *trimmed):
        return None
    phrases = [trim(text, phrase) for phrase in sentences.phrases(span)]
    inside = [Span(max(p.start, trimmed.start), min(p.end, trimmed.end)) for p in phrases]
    return _Half(text, masked, trimmed, tuple(p for p in inside if p.start < p.end))


def _drafts(half: _Half) -> list[_Draft]:
    drafts: list[_Draft] = []
    for form in _FORMS:
        for draft in form(half):
            if not any(_overlap(draft, other) for other in drafts):
                drafts.append(draft)
    return sorted(drafts, key=lambda draft: draft.what.start)


def _overlap(one: _Draft, other: _Draft) -> bool:
    shares_people = any(a.start < b.end and b.start < a.end for a in one.who for b in other.who)
    return shares_people or (one.what.start < other.what.end and other.what.start < one.what.end)


# --- forms -----------------------------------------------------------------------------------------------------


def _phrase_at(half: _Half, position: int) -> int:
    return next((i for i, phrase in enumerate(half.phrases) if position <= phrase.end), len(half.phrases) - 1)


def _rest(half: _Half, start: int, groups_end: int) -> Span:
    """From ``start`` to the end of what is said of the same people: before a phrase with people of its own."""
    end = start
    for phrase in half.phrases[_phrase_at(half, start) :]:
        if end > start and (_is_other_matter(half, phrase) or _RATE.search(half.masked, phrase.start, phrase.end)):
            break
        end = phrase.end
    return trim(half.text, Span(start, max(end, groups_end)))


def _is_other_matter(half: _Half, phrase: Span) -> bool:
    """Whether ``phrase`` speaks of people of its own; “患者入院时…” after a list of patients does not."""
    if _NEW_TOPIC.match(half.masked, phrase.start):
        return True
    groups = read_groups(half.masked, _after_lead(half, phrase), phrase.end)
    return groups is not None and not _is_bare(groups[0])


def _after_lead(half: _Half, phrase: Span) -> int:
    lead = _SUBJECT_LEAD.match(half.masked, phrase.start, half.span.end)
    return lead.end() if lead else phrase.start


def _is_bare(groups: list[Span]) -> bool:
    """“患者”, “群众”: a word for people that stands for those named before."""
    return all(group.end - group.start <= _MAX_BARE_CHARS for group in groups)


def _gift(half: _Half, groups_end: int, role: Role = Role.OBJECT) -> tuple[int, Span] | None:
    """Where the people named before ``groups_end`` are given something: the verb, and the run that says what."""
    first = _phrase_at(half, groups_end)
    for index, phrase in enumerate(half.phrases[first:]):
        start = groups_end if index == 0 else phrase.start
        if index and _is_other_matter(half, phrase):
            return None
        if index and role is Role.URGED:
            return None
        here = Role.EARLIER_SUBJECT if index and role is Role.SUBJECT else role
        benefit = find_benefit(half.masked, start, phrase.end, here)
        if benefit:
            begin = phrase.start if benefit.trails and index else benefit.start
            return benefit.start, _rest(half, begin, benefit.end)
    return None


def _topic_form(half: _Half) -> Iterator[_Draft]:
    """“对于脱贫户、特困人员，…实行…”, “对低保对象给予…”."""
    for topic in _TOPIC.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, topic.end(), half.span.end) or _long_topic(half, topic.end())
        gift = _gift(half, groups[1]) if groups else None
        if groups and gift:
            phrase = half.phrases[_phrase_at(half, topic.start())]
            yield _Draft(tuple(groups[0]), gift[1], (Span(phrase.start, topic.start()), Span(groups[1], gift[0])))


def _long_topic(half: _Half, start: int) -> tuple[list[Span], int] | None:
    """“受疫情影响，面临暂时困难，确实无力缴费的企业”: one group described over several phrases."""
    first = _phrase_at(half, start)
    for phrase in half.phrases[first : first + _MAX_TOPIC_PHRASES]:
        if _MODAL.search(half.masked, start, phrase.end):
            return None
        if "的" in half.masked[phrase.start : phrase.end] and ends_with_people(half.masked, start, phrase.end):
            return [Span(start, phrase.end)], phrase.end
    return None


def _for_form(half: _Half) -> Iterator[_Draft]:
    """“为脱贫户新生儿筛查…”, “为参保人员发放…”."""
    for topic in _FOR.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, topic.end(), half.span.end)
        if not groups:
            continue
        phrase = half.phrases[_phrase_at(half, groups[1])]
        benefit = benefit_at(half.masked, groups[1], phrase.end)
        if benefit and (benefit.is_free or any(g.end - g.start >= _MIN_NAMED_CHARS for g in groups[0])):
            begin = half.phrases[_phrase_at(half, topic.start())].start
            told = (Span(begin, topic.start()), Span(groups[1], benefit.start))
            yield _Draft(tuple(groups[0]), trim(half.text, Span(benefit.start, phrase.end)), told)


def _move_form(half: _Half) -> Iterator[_Draft]:
    """“可将…政策对象调整为农村低保对象、特困人员”, “将…扩大到所有住院患者”."""
    for move in _MOVE.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, move.end(), half.span.end)
        if not groups:
            continue
        phrase = half.phrases[_phrase_at(half, move.start())]
        lead = _POLICY_LEAD.match(half.masked, phrase.start, move.start())
        policy = Span(lead.end() if lead else phrase.start, move.start())
        words = half.text[policy.start : policy.end]
        area = area_in_front(words)
        tail = _POLICY_TAIL.search(words)
        what = Span(policy.start + len(area or ""), policy.start + (tail.start() if tail else len(words)))
        if what.end - what.start >= 2:
            yield _Draft(tuple(groups[0]), _without_place(half, what), (Span(half.span.start, policy.start),))


def _without_place(half: _Half, what: Span) -> Span:
    """“公立医疗机构住院先诊疗后付费政策” → “住院先诊疗后付费政策”: the institutions belong to the area."""
    place = re.compile(r"(?:公立|定点|各级|基层)*(?:医疗卫生机构|医疗机构|医院)").match(
        half.masked, what.start, what.end - 2
    )
    return Span(place.end(), what.end) if place else what


def _into_form(half: _Half) -> Iterator[_Draft]:
    """“将特困人员、低保对象全部纳入签约服务范围”."""
    for topic in _INTO.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, topic.end(), half.span.end)
        if not groups:
            continue
        phrase = half.phrases[_phrase_at(half, groups[1])]
        benefit = find_benefit(half.masked, groups[1], phrase.end)
        if benefit:
            told = (Span(half.span.start, topic.start()), Span(groups[1], benefit.start))
            yield _Draft(tuple(groups[0]), trim(half.text, Span(benefit.start, phrase.end)), told)


def _subject_form(half: _Half) -> Iterator[_Draft]:
    """“农村低保对象、特困人员…享受…政策”, “新增患病人员全部纳入…”, “符合条件的老年人可以申请…”."""
    for index, phrase in enumerate(half.phrases):
        lead = _SUBJECT_LEAD.match(half.masked, phrase.start, half.span.end)
        begin, urged = (lead.end(), lead["urge"]) if lead else (phrase.start, None)
        groups = read_groups(half.masked, begin, half.span.end)
        if not groups or (index and _is_bare(groups[0])):
            continue
        everyone = _ALL_OF.match(half.masked, groups[1])
        if everyone:
            start = half.phrases[max(0, index - 1)].start
            yield _Draft(tuple(groups[0]), trim(half.text, Span(start, everyone.end())))
            continue
        told = (Span(phrase.start, begin),)
        gift = _gift(half, groups[1], Role.URGED if urged else Role.SUBJECT) or _capped(half, groups[1])
        if gift and _is_theirs(half, phrase, begin, groups[1], gift[0]):
            yield _Draft(tuple(groups[0]), gift[1], (*told, Span(groups[1], gift[0])))


def _is_theirs(half: _Half, phrase: Span, begin: int, groups_end: int, verb: int) -> bool:
    """Whether the gift is for the people read: no other people stand right before the verb, and they open their phrase.

    People in the middle of a half-sentence (“…，导致还款困难的企业，可…”) may be described by the phrases before.
    """
    between = half.masked[groups_end:verb]
    plain = _ADVERBS_AT_END.sub("", between)
    if ends_with_people(half.masked, groups_end, groups_end + len(plain)):
        return False
    led = begin > phrase.start or phrase.start == half.phrases[0].start
    return led or (plain == "" and "的" not in half.masked[begin:groups_end])


def _capped(half: _Half, groups_end: int) -> tuple[int, Span] | None:
    """“…的医疗费用，分别不得超过…，超出部分由…承担”: a ceiling on what they pay."""
    if not _CAPPED.search(half.masked, groups_end, half.span.end):
        return None
    cap = _CAP.search(half.masked, groups_end, half.span.end)
    return (cap.start(), Span(groups_end, half.span.end)) if cap else None


def _grant_form(half: _Half) -> Iterator[_Draft]:
    """“全额资助农村特困人员”."""
    for grant in _GRANT.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, grant.end(), half.span.end)
        phrase = half.phrases[_phrase_at(half, grant.start())]
        if groups and groups[1] <= phrase.end:
            told = (Span(phrase.start, grant.start()),)
            yield _Draft(tuple(groups[0]), Span(grant.start(), groups[1]), told, needs_lead=True)


def _free_form(half: _Half) -> Iterator[_Draft]:
    """“开展城乡适龄妇女“两癌”免费筛查”, “免费开展妇女宫颈癌筛查、新生儿疾病筛查”."""
    offering = False
    for phrase in half.phrases:
        offer = _FREE_OFFER.match(half.masked, phrase.start, phrase.end)
        offering = bool(offer) or offering
        if not offering:
            continue
        told = (Span(phrase.start, offer.end() if offer else phrase.start),)
        items = list(_free_items(half, Span(told[0].end, phrase.end), all_free=bool(offer and offer["free"])))
        if offer and offer["free"] and items:
            yield _Draft(tuple(people for people, _ in items), Span(offer.start("free"), phrase.end), told)
        else:
            yield from (_Draft((people,), item, told) for people, item in items)


def _free_items(half: _Half, span: Span, *, all_free: bool) -> Iterator[tuple[Span, Span]]:
    """Each item of a list that is free of charge and says for whom: the people and the item."""
    start = span.start
    for item in re.split(r"(、|以及|和|与|及)", half.masked[span.start : span.end]):
        people = _FREE_PEOPLE.search(item)
        is_free = all_free or ("免费" in item and _FREE_KIND.search(item) is not None)
        if people and is_free and people.end() <= _MAX_FREE_PEOPLE_CHARS and "免费" not in item[: people.end()]:
            yield Span(start, start + people.end()), Span(start, start + len(item))
        start += len(item)


_FORMS: tuple[Callable[[_Half], Iterator[_Draft]], ...] = (
    _topic_form,
    _move_form,
    _into_form,
    _grant_form,
    _free_form,
    _subject_form,
    _for_form,
)


# --- records ---------------------------------------------------------------------------------------------------


def _entitlement(half: _Half, draft: _Draft) -> Entitlement:
    text = half.text
    who, negative = _names(half, draft.who)
    premise = find_condition(half.masked, half.phrases, draft.told, draft.who, draft.what)
    span = _resting_on(half, draft, premise)
    return Entitlement(
        what=text[draft.what.start : draft.what.end],
        who=who,
        condition=negative or (text[premise.start : premise.end] if premise else None),
        area=find_area(half.masked, text, span),
        papers=find_papers(half.masked, text, span),
        excluded=find_excluded(text, span),
        force=find_force(half.masked, draft.told),
        quote=text[span.start : span.end],
        start=span.start,
        end=span.end,
    )


def _resting_on(half: _Half, draft: _Draft, premise: Span | None) -> Span:
    """The phrases that the draft rests on, as one run; a bracket right after them belongs to them."""
    used = [draft.what, *draft.who, *([premise] if premise else [])]
    if draft.needs_lead:
        used.append(half.span)
    first = half.phrases[_phrase_at(half, min(span.start for span in used))]
    last = half.phrases[_phrase_at(half, max(span.end for span in used))]
    return Span(first.start, last.end)


def _names(half: _Half, who: tuple[Span, ...]) -> tuple[tuple[str, ...], str | None]:
    """The groups as printed. “不属于甲的乙” is the group 乙 under the condition 不属于甲."""
    names: list[str] = []
    condition = None
    for group in who:
        words = _QUALIFYING_BRACKET.sub("", half.text[group.start : group.end]).strip()
        negative = re.fullmatch(r"(不属于.+)的([^的]+)", words)
        if negative:
            phrase = half.phrases[_phrase_at(half, group.start)]
            condition = half.text[phrase.start : group.start].strip("，, ") + negative[1]
            words = negative[2]
        names.append(words)
    return tuple(names), condition


def _continued(half: _Half, earlier: list[Entitlement]) -> Entitlement | None:
    """“经基层首诊转诊的，在市域内…，实行“先诊疗后付费””: a further case for the people of the sentence before."""
    before = earlier[-1]
    opening = _CONDITION_OPENING.match(half.text, half.span.start)
    if not opening or not _shared(half.text[half.span.start : half.span.end], before.quote):
        return None
    start = min(entitlement.start for entitlement in earlier)
    benefit = find_benefit(half.masked, opening.end(), half.span.end)
    if not benefit:
        return None
    what = trim(half.text, Span(benefit.start, half.span.end))
    return replace(
        before,
        who=tuple(dict.fromkeys(name for entitlement in earlier for name in entitlement.who)),
        what=half.text[what.start : what.end],
        condition=opening[0],
        area=find_area(half.masked, half.text, half.span),
        papers=find_papers(half.masked, half.text, half.span),
        excluded=find_excluded(half.text, half.span),
        force=find_force(half.masked, (Span(half.span.start, benefit.start),)),
        quote=half.text[start : half.span.end],
        start=start,
        end=half.span.end,
    )


def _shut_out(half: _Half, before: Entitlement) -> Entitlement | None:
    """The sentence before with the exclusion that this one states: “…的患者不享受…”."""
    words = half.text[half.span.start : half.span.end]
    if not _EXCLUDING.search(words) or not _shared(words, before.quote):
        return None
    excluded = (*before.excluded, *find_excluded(half.text, half.span))
    return replace(before, excluded=excluded, quote=half.text[before.start : half.span.end], end=half.span.end)


def _shared(one: str, other: str) -> bool:
    runs = (one[i : i + _MIN_SHARED_CHARS] for i in range(len(one) - _MIN_SHARED_CHARS + 1))
    return any(run in other for run in runs if re.fullmatch(r"[\u4e00-\u9fff]+", run))
