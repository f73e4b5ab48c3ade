"""Who may have what: entitlements in one paragraph, with condition, area, papers, exclusions and force.

A sentence is read as an entitlement where it names people (:mod:`.groups`) and gives them something
definite: a right, money, a waiver, a ceiling on what they pay, a free service, a place on a list. Orders to offices
(加强, 做好) are none. What cannot be taken apart with certainty is not reported: wrong people are worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.facts.benefits import find_benefit
from assistant.reading.facts.circumstances import find_area, find_condition, find_excluded, find_force, find_papers
from assistant.reading.facts.drafts import Draft, Half, with_adverbs
from assistant.reading.facts.exclusions import find_exclusion
from assistant.reading.facts.grants import find_grants
from assistant.reading.facts.labelled_aid import find_labelled
from assistant.reading.facts.listed_cases import find_list, for_items, people_of, stands_for_items
from assistant.reading.facts.submissions import find_submission
from assistant.reading.sentences import SentenceMap, Span, mask_brackets, trim
from assistant.records import Entitlement

# A half-sentence longer than this is no prose.
_MAX_HALF_CHARS = 600
_MIN_HALF_CHARS = 4
# A following sentence belongs to an entitlement where it repeats so many characters of it.
_MIN_SHARED_CHARS = 4

# Sentences that define a word, punish, or take back.
_NO_GIFT = re.compile(
    r"本(?:办法|条例|规定|意见|细则|方案|通知)(?:所称|所指|中)|是指"
    r"|骗取|弄虚作假|追回|追缴|责令|追究|罚款|没收|处分|举报"
)
_TAKES_BACK = re.compile(r"取消(?![^，。；]{0,8}(?:起付|封顶|限额|门槛|押金|收费))")
_JOINS_EXCLUSION = re.compile(r"[，,；;（( ]*(?:其中|但是?)?[，, ]*$")
_CONDITION_OPENING = re.compile(r"[^，,。；;：:]{2,30}的(?=[，,])")
_EXCLUDING = re.compile(r"不(?:得|能|再)?享受|不予(?:补贴|资助|补助|救助|享受)|不得(?:重复)?(?:享受|申请|申报)")
# A bracket after a name of people that says something of them, and is no part of the name.
_ASIDE = re.compile(r"[（(][^（）()]*(?:其中|不|以下简称|下同)[^（）()]*[）)]$")
# “符合下列条件之一的…可以申请补贴：（一）…；（二）…”: the cases are the condition.
_ANNOUNCED = re.compile(r"下列|以下|如下|下述")
_PAPERS_FOLLOW = re.compile(r"(?:下列|以下|如下)[^、，]*$")
_CASES_FOLLOW = re.compile(r"(?:下列|以下)(?:条件|情形|标准|情况)")
_ALL_BUT = re.compile(r"(不属于.+)的([^的]+)")


def find_entitlements(text: str) -> tuple[Entitlement, ...]:
    """The entitlements in ``text``, one paragraph (squeezed), in order; positions count in ``text``."""
    masked = mask_brackets(text)
    sentences = SentenceMap(text)
    found: list[Entitlement] = []
    before: list[Entitlement] = []  # those of the half-sentence right before
    read_until = 0
    for span in sentences.halves():
        if span.start < read_until:
            continue
        whole = find_labelled(text, sentences.around(span.start).sentence) or _listed(text, masked, sentences, span)
        half = None if whole else _half(text, masked, sentences, span)
        here = [whole] if whole else _granted(half) if half else []
        further = _further_case(half, before) if half and before and not here else None
        here = [further] if further else here
        if half and not here:
            closed = _shut_out(half, before[-1]) if before else None
            found[-1:] = [closed] if closed else [*found[-1:], *_alone(half)]
        found.extend(here)
        before = [] if whole else here
        read_until = whole.end if whole else read_until
    return tuple(found)


def _listed(text: str, masked: str, sentences: SentenceMap, span: Span) -> Entitlement | None:
    """What a half-sentence says that announces a list in its own sentence; the list tells who, which cases or what."""
    announced = _ANNOUNCED.search(text, *span)
    cases = find_list(text, announced.end()) if announced else None
    if not cases or cases[0].start > span.end:
        return None
    stretch, items = cases
    half = _half(text, masked, sentences, Span(span.start, stretch.start))
    found = (_granted(half) or _alone(half)) if half else []
    if len(found) != 1:
        return None
    entitlement, list_words = found[0], text[stretch.start : stretch.end].strip("；; \u3000")
    end = stretch.start + text[stretch.start : stretch.end].index(list_words) + len(list_words)
    entitlement = replace(entitlement, quote=text[entitlement.start : end], end=end)
    if stands_for_items(entitlement.who):
        people = people_of(items)
        return for_items(entitlement, people) if people else entitlement
    if entitlement.excluded and not entitlement.who:
        return replace(entitlement, excluded=(text[entitlement.start : end],))
    if entitlement.papers and _PAPERS_FOLLOW.search(entitlement.papers):
        return replace(entitlement, papers=list_words)
    return replace(entitlement, condition=list_words) if _CASES_FOLLOW.search(text, span.start, stretch.start) else None


def _half(text: str, masked: str, sentences: SentenceMap, span: Span) -> Half | None:
    trimmed = trim(text, span)
    if not _MIN_HALF_CHARS <= trimmed.end - trimmed.start <= _MAX_HALF_CHARS or _NO_GIFT.search(text, *trimmed):
        return None
    phrases = [trim(text, phrase) for phrase in sentences.phrases(span)]
    inside = [Span(max(p.start, trimmed.start), min(p.end, trimmed.end)) for p in phrases]
    return Half(text, masked, trimmed, tuple(p for p in inside if p.start < p.end))


def _granted(half: Half) -> list[Entitlement]:
    if _TAKES_BACK.search(half.text, *half.span):
        return []
    return [_entitlement(half, draft) for draft in find_grants(half)]


def _entitlement(half: Half, draft: Draft) -> Entitlement:
    text = half.text
    who, all_but = _names(half, draft.who)
    premise = draft.case or find_condition(half.masked, half.phrases, draft.told, draft.who, draft.what)
    span = _resting_on(half, draft, premise)
    what = text[draft.what.start : draft.what.end]
    condition = all_but or (text[premise.start : premise.end] if premise else None)
    excluded = find_excluded(text, span)
    return Entitlement(
        what=_without(what, excluded),
        who=who,
        condition=condition,
        area=find_area(half.masked, text, span),
        papers=find_papers(half.masked, text, span),
        excluded=excluded,
        force=find_force(half.masked, draft.told),
        quote=text[span.start : span.end],
        start=span.start,
        end=span.end,
    )


def _without(what: str, excluded: Sequence[str]) -> str:
    """``what`` up to the words that shut someone out: “可免费享受体检｜，已享受单位体检的除外”."""
    starts = [what.index(words) for words in excluded if words in what]
    kept = _JOINS_EXCLUSION.sub("", what[: min(starts, default=len(what))])
    return kept or what


def _resting_on(half: Half, draft: Draft, premise: Span | None) -> Span:
    """The phrases that the draft rests on, as one run."""
    used = [draft.what, *draft.who, *draft.context, *([premise] if premise else [])]
    first = half.phrases[half.phrase_at(min(span.start for span in used))]
    last = half.phrases[half.phrase_at(max(span.end for span in used))]
    return Span(first.start, last.end)


def _names(half: Half, who: Sequence[Span]) -> tuple[tuple[str, ...], str | None]:
    """The groups as printed. “不属于甲的乙” is the group 乙 under the condition 不属于甲."""
    names: list[str] = []
    condition = None
    for group in who:
        words = _ASIDE.sub("", half.text[group.start : group.end]).strip()
        all_but = _ALL_BUT.fullmatch(words)
        if all_but:
            phrase = half.phrases[half.phrase_at(group.start)]
            condition = half.text[phrase.start : group.start].strip("，, ") + all_but[1]
            words = all_but[2]
        names.append(words)
    return tuple(names), condition


def _alone(half: Half) -> list[Entitlement]:
    """What a half-sentence that gives nothing says all the same: which papers are due, or who is shut out."""
    text = half.text
    if not _TAKES_BACK.search(text, *half.span):
        submission = find_submission(half)
        if submission:
            who, _ = _names(half, submission.who)
            papers = text[submission.papers.start : submission.papers.end].strip()
            return [_plain(half, submission.what, half.span.end, who=who, papers=papers)]
    exclusion = find_exclusion(half)
    if not exclusion:
        return []
    words = text[exclusion.words.start : exclusion.words.end]
    return [_plain(half, exclusion.what, exclusion.words.end, excluded=(words,))]


def _plain(
    half: Half,
    what: Span,
    end: int,
    *,
    who: tuple[str, ...] = (),
    papers: str | None = None,
    excluded: tuple[str, ...] = (),
) -> Entitlement:
    """An entitlement that states no gift: it holds for the words from the beginning of ``half`` to ``end``."""
    span = Span(half.span.start, end)
    area = find_area(half.masked, half.text, span)
    text = half.text
    force = find_force(half.masked, (Span(span.start, what.start),)) if papers else "must"
    quote = text[span.start : span.end]
    return Entitlement(text[what.start : what.end], who, None, area, papers, excluded, force, quote, *span)


def _further_case(half: Half, earlier: Sequence[Entitlement]) -> Entitlement | None:
    """“经基层首诊转诊的，在市域内…，实行“先诊疗后付费””: another case for the people of the sentence before."""
    before = earlier[-1]
    opening = _CONDITION_OPENING.match(half.text, half.span.start)
    if not opening or not _shared(half.text[half.span.start : half.span.end], before.quote):
        return None
    benefit = find_benefit(half.masked, opening.end(), half.span.end)
    if not benefit:
        return None
    start = min(entitlement.start for entitlement in earlier)
    begin = with_adverbs(half.masked, opening.end(), benefit.start)
    return Entitlement(
        what=half.text[begin : half.span.end],
        who=tuple(dict.fromkeys(name for entitlement in earlier for name in entitlement.who)),
        condition=opening[0],
        area=find_area(half.masked, half.text, half.span),
        papers=find_papers(half.masked, half.text, half.span),
        excluded=find_excluded(half.text, half.span),
        force=find_force(half.masked, (Span(half.span.start, benefit.start),)),
        quote=half.text[start : half.span.end],
        start=start,
        end=half.span.end,
    )


def _shut_out(half: Half, before: Entitlement) -> Entitlement | None:
    """The entitlement before with the exclusion that this half-sentence states: “…的患者不享受…”."""
    words = half.text[half.span.start : half.span.end]
    if not _EXCLUDING.search(words) or not _shared(words, before.quote):
        return None
    excluded = (*before.excluded, *find_excluded(half.text, half.span))
    return replace(before, excluded=excluded, quote=half.text[before.start : half.span.end], end=half.span.end)


def _shared(one: str, other: str) -> bool:
    runs = (one[i : i + _MIN_SHARED_CHARS] for i in range(len(one) - _MIN_SHARED_CHARS + 1))
    return any(run in other for run in runs if re.fullmatch(r"[\u4e00-\u9fff]+", run))
