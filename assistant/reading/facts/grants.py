"""The forms in which a half-sentence gives something to people: who gets it, and which run says what.

Each form is one way that official texts say it (“对于甲，…实行乙”, “甲享受乙”, “将政策扩大到甲”, “全额资助甲” …). A
form names stretches of the text; the record itself is made in :mod:`assistant.reading.facts.entitlements`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from assistant.reading.facts.benefits import Role, benefit_at, find_benefit
from assistant.reading.facts.drafts import Draft, Half, with_adverbs
from assistant.reading.facts.groups import area_in_front, ends_with_people, read_groups
from assistant.reading.sentences import Span, trim

# “患者”, “老年人”: words for people with nothing that tells which.
_MAX_BARE_CHARS = 3
# Services for a group that is named in fewer characters are for everyone: 为群众提供服务.
_MIN_NAMED_CHARS = 6
_MAX_TOPIC_PHRASES = 4
_MAX_FREE_PEOPLE_CHARS = 14

# 对 that opens what is said of someone; not in 针对, 面对, 对象, 对口 and the like.
_TOPIC = re.compile(r"(?:针对|面向|(?<![针面核比相绝反应校派配一结])对)(?:于)?(?![口象策比照外方本此待]|接(?!受))")
_NEW_TOPIC = re.compile(rf"(?:其中|并|同时|但|而)?[，,]?(?:{_TOPIC.pattern})")
_FOR = re.compile(r"(?<![作成转分称视列调认行年因设定改变较极最更颇])为(?![了此期主何止由])")
_INTO = re.compile(r"将|把")
# What may stand before the people who are the subject.
_URGE = r"(?:鼓励|支持|引导|倡导)"
_SUBJECT_LEAD = re.compile(
    r"[ \u3000]*(?:"
    r"(?:继续实行|继续|实行|确保|保障|保证|允许|积极|推动|促进|让|使|并|但|同时|其中)[ \u3000]*"
    rf"|(?P<urge>{_URGE}(?:[、和]{_URGE})?)"
    r"|[0-9]{4}年(?:年|[0-9]{1,2}月)底前(?!已)"
    r"|在?(?:政策)?(?:过渡|疫情防控|试点|规划)期(?:间|内)[，,]?"
    r")*"
)
_MOVE = re.compile(
    r"(?:逐步|适当|进一步)?"
    r"(?:调整为|调整到|扩大到|扩大至|扩展到|扩展至|拓展到|拓展至|延伸到|覆盖到|覆盖至)"
)
_POLICY_TAIL = re.compile(r"(?:的)?(?:适用|保障|实施|覆盖)?(?:对象|人群|范围)$")
_POLICY_LEAD = re.compile(r".*(?:将|把)", re.DOTALL)
_PLACE = re.compile(r"(?:公立|定点|各级|基层)*(?:医疗卫生机构|医疗机构|医院)")
_GRANT = re.compile(
    r"(?:全额|定额|差额|足额|分类|全部|部分)(?:资助|补助|补贴|代缴|减免|报销|救助|免除)"
    r"(?!政策|标准|资金|对象)"
)
_WAIVE = re.compile(
    r"(?:免除|免收|减免|代缴)(?P<who>[^，,。；;、的费]{2,24}?(?:人员|对象|家庭|儿童|学生|老年人"
    r"|残疾人|居民|患者|户))的?"
    r"[^，,。；;]{1,14}?(?:费用?|押金|租金|税)(?=[，,。；;]|$)"
)
_FREE_OFFER = re.compile(r"[ \u3000]*(?:继续|深入|全面|持续|积极)*(?P<free>免费)?(?:组织)?(?:开展|实施|提供|落实)")
_FREE_KIND = re.compile(r"筛查|检查|体检|接种|救治|治疗|培养|康复|项目")
_FREE_PEOPLE = re.compile(r"(?:适龄)?(?:妇女|女性|新生儿|儿童|老年人|孕产妇|孕妇|婴幼儿|医学生|学生|残疾人)")
_CAPPED = re.compile(r"费用|自付|自负|押金|保费")
_CAP = re.compile(r"(?:分别)?(?:不得|不)(?:超过|高于)")
# What is paid for them, between people and the verb; where they get it (在县域内…) is no part of it.
_COSTS_OF = re.compile(
    r"[ \u3000的]*(?P<costs>(?!在)[\u4e00-\u9fff]{0,16}?(?:费用?|部分|保险)[\u4e00-\u9fff]{0,8}?)"
    r"(?:可以|可|应当|应|均|全部|全额|按规定)*$"
)
# “符合下列条件之一的，”: a case that the text lists, of people whom it need not name.
_LISTED_CASE = re.compile(
    r"[ \u3000]*(?P<case>(?:同时)?(?:符合|具备|具有|有|属于|满足)(?:下列|以下|下述)[^，,。；;：:的]{0,12}?"
    r"(?:条件|情形|情况|标准|规定)(?:之一|者)?)(?:的|者)?[，,]"
)
_ALL_OF = re.compile(r"应(.)尽\1")
# What an office is to do or to reach, not what people get: “适当提高容忍度”, “覆盖率达到80%”.
_OFFICE = re.compile(
    r"率[^，。；]{0,6}(?:达|不低于|保持|提高|控制)"
    r"|(?<![^，,；;、])(?:适当|进一步|逐步|积极|不断)?(?:提高|加强|推进|推动|完善|健全|加快|优化|强化|促进|加大|深化|做好)"
)
_MODAL = re.compile(r"可(?![能靠])|应当|给予|予以|不得|按规定|提供|开展|进行|实行")


def find_grants(half: Half) -> list[Draft]:
    """What ``half`` gives to whom, in order; the same people are not given the same thing twice."""
    drafts: list[Draft] = []
    for form in _FORMS:
        for draft in form(half):
            if not any(_overlap(draft, other) for other in drafts):
                drafts.append(draft)
    return sorted(drafts, key=lambda draft: draft.what.start)


def _overlap(one: Draft, other: Draft) -> bool:
    shares_people = any(a.start < b.end and b.start < a.end for a in one.who for b in other.who)
    return shares_people or (one.what.start < other.what.end and other.what.start < one.what.end)


# --- how far a gift reaches ------------------------------------------------------------------------------------


def _rest(half: Half, start: int, at_least: int) -> Span:
    """From ``start`` to the end of what is said of the same people: before a phrase with people of its own."""
    end = start
    for phrase in half.phrases[half.phrase_at(start) :]:
        if end > start and (_is_other_matter(half, phrase) or _OFFICE.search(half.masked, phrase.start, phrase.end)):
            break
        end = phrase.end
    return trim(half.text, Span(start, max(end, at_least)))


def _is_other_matter(half: Half, phrase: Span) -> bool:
    """Whether ``phrase`` speaks of people of its own; “患者入院时…” after a list of patients does not."""
    if _NEW_TOPIC.match(half.masked, phrase.start):
        return True
    lead = _SUBJECT_LEAD.match(half.masked, phrase.start, half.span.end)
    groups = read_groups(half.masked, lead.end() if lead else phrase.start, phrase.end)
    return groups is not None and not _is_bare(groups[0])


def _is_bare(groups: list[Span]) -> bool:
    """“患者”, “群众”: a word for people that stands for those named before."""
    return all(group.end - group.start <= _MAX_BARE_CHARS for group in groups)


def _gift(half: Half, people_end: int, role: Role = Role.OBJECT) -> tuple[int, Span] | None:
    """Where the people named before ``people_end`` are given something: the verb, and the run that says what."""
    for index, phrase in enumerate(half.phrases[half.phrase_at(people_end) :]):
        start = phrase.start if index else people_end
        if index and (role is Role.URGED or _is_other_matter(half, phrase)):
            return None
        here = Role.EARLIER_SUBJECT if index and role is Role.SUBJECT else role
        benefit = find_benefit(half.masked, start, phrase.end, here)
        if benefit:
            begin = start if index else _with_costs(half, start, benefit.start)
            return benefit.start, _rest(half, begin, benefit.end)
    return None


def _with_costs(half: Half, people_end: int, verb: int) -> int:
    """Where the gift begins: at what it is paid for, “住院费用按70%给予救助”, else at the verb's adverbs."""
    costs = _COSTS_OF.match(half.masked, people_end, verb + (half.masked[verb] in "费税"))
    return costs.start("costs") if costs else with_adverbs(half.masked, people_end, verb)


# --- forms -----------------------------------------------------------------------------------------------------


def _topic_form(half: Half) -> Iterator[Draft]:
    """“对于脱贫户、特困人员，…实行…”, “对低保对象给予…”."""
    for topic in _TOPIC.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, topic.end(), half.span.end) or _long_topic(half, topic.end())
        gift = _gift(half, groups[1]) if groups else None
        if groups and gift:
            phrase = half.phrases[half.phrase_at(topic.start())]
            yield Draft(tuple(groups[0]), gift[1], (Span(phrase.start, topic.start()), Span(groups[1], gift[0])))


def _long_topic(half: Half, start: int) -> tuple[list[Span], int] | None:
    """“受疫情影响，面临暂时困难，确实无力缴费的企业”: one group described over several phrases."""
    first = half.phrase_at(start)
    for phrase in half.phrases[first : first + _MAX_TOPIC_PHRASES]:
        if _MODAL.search(half.masked, start, phrase.end):
            return None
        if "的" in half.masked[phrase.start : phrase.end] and ends_with_people(half.masked, start, phrase.end):
            return [Span(start, phrase.end)], phrase.end
    return None


def _for_form(half: Half) -> Iterator[Draft]:
    """“为脱贫户新生儿筛查…”, “为参保人员发放…”."""
    for topic in _FOR.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, topic.end(), half.span.end)
        if not groups:
            continue
        phrase = half.phrases[half.phrase_at(groups[1])]
        benefit = benefit_at(half.masked, groups[1], phrase.end)
        if benefit and (benefit.is_free or any(g.end - g.start >= _MIN_NAMED_CHARS for g in groups[0])):
            begin = half.phrases[half.phrase_at(topic.start())].start
            told = (Span(begin, topic.start()), Span(groups[1], benefit.start))
            yield Draft(tuple(groups[0]), trim(half.text, Span(benefit.start, phrase.end)), told)


def _move_form(half: Half) -> Iterator[Draft]:
    """“可将…政策对象调整为农村低保对象、特困人员”, “将…扩大到所有住院患者”."""
    for move in _MOVE.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, move.end(), half.span.end)
        if not groups:
            continue
        phrase = half.phrases[half.phrase_at(move.start())]
        lead = _POLICY_LEAD.match(half.masked, phrase.start, move.start())
        policy = Span(lead.end() if lead else phrase.start, move.start())
        what = _policy(half, policy)
        if what.end - what.start >= 2:
            told = (Span(half.span.start, policy.start),)
            yield Draft(tuple(groups[0]), what, told, (_rest(half, policy.start, groups[1]),))


def _policy(half: Half, span: Span) -> Span:
    """“县域内公立医疗机构住院先诊疗后付费政策对象” → “住院先诊疗后付费政策”: the rest is area and group."""
    words = half.text[span.start : span.end]
    tail = _POLICY_TAIL.search(words)
    start, end = span.start + len(area_in_front(words) or ""), span.start + (tail.start() if tail else len(words))
    place = _PLACE.match(half.masked, start, max(start, end - 2))
    return Span(place.end() if place else start, end)


def _into_form(half: Half) -> Iterator[Draft]:
    """“将特困人员、低保对象全部纳入签约服务范围”."""
    for topic in _INTO.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, topic.end(), half.span.end)
        if not groups:
            continue
        phrase = half.phrases[half.phrase_at(groups[1])]
        benefit = find_benefit(half.masked, groups[1], phrase.end)
        if benefit:
            begin = with_adverbs(half.masked, groups[1], benefit.start)
            told = (Span(half.span.start, topic.start()), Span(groups[1], benefit.start))
            yield Draft(tuple(groups[0]), _rest(half, begin, benefit.end), told)


def _subject_form(half: Half) -> Iterator[Draft]:
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
            yield Draft(tuple(groups[0]), trim(half.text, Span(start, everyone.end())))
            continue
        gift = _gift(half, groups[1], Role.URGED if urged else Role.SUBJECT) or _capped(half, groups[1])
        if gift and _is_theirs(half, phrase, begin, groups[1], gift[0]):
            yield Draft(tuple(groups[0]), gift[1], (Span(phrase.start, begin), Span(groups[1], gift[0])))


def _case_form(half: Half) -> Iterator[Draft]:
    """“符合下列条件之一的，可以申请医疗救助：”: nobody is named, the case tells who."""
    case = _LISTED_CASE.match(half.masked, half.span.start, half.span.end)
    gift = _gift(half, case.end(), Role.EARLIER_SUBJECT) if case else None
    if case and gift:
        condition = Span(*case.span("case"))
        yield Draft((), gift[1], (Span(case.end(), gift[0]),), (condition,), condition)


def _is_theirs(half: Half, phrase: Span, begin: int, people_end: int, verb: int) -> bool:
    """Whether the gift is for the people read: no other people stand right before the verb, and they open their phrase.

    People in the middle of a half-sentence (“…，导致还款困难的企业，可…”) may be described by the phrases before.
    """
    plain_end = with_adverbs(half.masked, people_end, verb)
    if ends_with_people(half.masked, people_end, plain_end):
        return False
    led = begin > phrase.start or phrase.start == half.phrases[0].start
    return led or (plain_end == people_end and "的" not in half.masked[begin:people_end])


def _capped(half: Half, people_end: int) -> tuple[int, Span] | None:
    """“…的医疗费用，分别不得超过…，超出部分由…承担”: a ceiling on what they pay."""
    if not _CAPPED.search(half.masked, people_end, half.span.end):
        return None
    cap = _CAP.search(half.masked, people_end, half.span.end)
    return (cap.start(), Span(people_end, half.span.end)) if cap else None


def _grant_form(half: Half) -> Iterator[Draft]:
    """“全额资助农村特困人员”."""
    for grant in _GRANT.finditer(half.masked, half.span.start, half.span.end):
        groups = read_groups(half.masked, grant.end(), half.span.end)
        phrase = half.phrases[half.phrase_at(grant.start())]
        if groups and groups[1] <= phrase.end:
            what = Span(grant.start(), groups[1])
            told = (Span(phrase.start, grant.start()),)
            # What the money is for stands in the phrases before.
            yield Draft(tuple(groups[0]), what, told, (Span(half.span.start, groups[1]),))


def _waive_form(half: Half) -> Iterator[Draft]:
    """“免除在园儿童保育教育费”: the people stand before what they need not pay."""
    for waive in _WAIVE.finditer(half.masked, half.span.start, half.span.end):
        people = Span(*waive.span("who"))
        if read_groups(half.masked, people.start, people.end):
            phrase = half.phrases[half.phrase_at(waive.start())]
            yield Draft(
                (people,), trim(half.text, Span(waive.start(), phrase.end)), (Span(phrase.start, waive.start()),)
            )


def _free_form(half: Half) -> Iterator[Draft]:
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
            yield Draft(tuple(people for people, _ in items), Span(offer.start("free"), phrase.end), told)
        else:
            yield from (Draft((people,), item, told) for people, item in items)


def _free_items(half: Half, span: Span, *, all_free: bool) -> Iterator[tuple[Span, Span]]:
    """Each item of a list that is free of charge and says for whom: the people and the item."""
    start = span.start
    for item in re.split(r"(、|以及|和|与|及)", half.masked[span.start : span.end]):
        people = _FREE_PEOPLE.search(item)
        is_free = all_free or ("免费" in item and _FREE_KIND.search(item) is not None)
        if people and is_free and people.end() <= _MAX_FREE_PEOPLE_CHARS and "免费" not in item[: people.end()]:
            yield Span(start, start + people.end()), Span(start, start + len(item))
        start += len(item)


_FORMS: tuple[Callable[[Half], Iterator[Draft]], ...] = (
    _topic_form,
    _move_form,
    _into_form,
    _grant_form,
    _waive_form,
    _free_form,
    _subject_form,
    _for_form,
    _case_form,
)
