"""Who may have what, where, with which papers, and what is done: cells from entitlements and from plain sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.compare.areas import find_areas, phrases_on
from assistant.compare.comparison import Entry
from assistant.compare.matter import by_members
from assistant.compare.people import find_people, people_in_front
from assistant.compare.quotes import ClauseText
from assistant.compare.stretches import HEADED, MENTION, PHRASE, TITLED, Stretch
from assistant.reading.facts.circumstances import find_excluded, find_papers
from assistant.reading.sentences import Span, mask_brackets
from assistant.records import Entitlement

Cells = dict[str, list[Entry]]
Spots = Callable[[str], Sequence[Span]]

_FORCE = {
    "may": re.compile(r"(?<![许认])可(?:以)?(?!能|靠|持续|行)|允许|准许"),
    "encouraged": re.compile(r"鼓励|支持(?!政策|力度)|引导|倡导|提倡"),
}
# In sentences that grant nothing outright: what is to be heeded, or where it is possible.
_CONDITION = re.compile(
    r"(?:(?<=[，,；;])|^|(?<=县区)|(?<=各地)|(?<=地区))(?:结合|根据)(?!《)[^，,。；;：:《》]{2,40}"
    r"|在[^，,。；;]{2,30}(?:前提|条件|情况|情形)下"
    r"|(?:有|具备)条件的[\u4e00-\u9fff]{1,6}?(?=[可，,要应将]|开展|建设|建立)"
)
# “除第三方责任伤害外，…”; “除…外，还…” shuts nobody out.
_EXCEPT = re.compile(
    r"除(?!了)(?![^，,。；;]*(?:规定|法律|法规))[^，,。；;]{2,60}?外(?=[，,](?!还|也|另|同时|再|其他|其余|不))"
)
# “对欠费超过30日的，…”
_CASE = re.compile(r"(?<=对)(?=[^，,。；;]*(?:超过|逾期|达到|未|不足|连续|拒不))[^，,。；;：:]{2,40}的(?=[，,])")
# Sentences on the notice itself.
_NO_CONTENT = re.compile(
    r"制定本[\u4e00-\u9fff]{2}|本[\u4e00-\u9fff]{2}所称|是指|适用[于本]|^本[\u4e00-\u9fff]{2}(?:自|适用)"
)
_PHRASE_ENDS = "，,；;"
# A phrase on the people of the one in front of it.
_OF_THE_SAME = re.compile(r"重点|优先|主要|特别|尤其|其中|包括|并")


class BenefitWriter:
    """Puts into ``cells`` what one clause says of benefits.

    :param spots: finds the names of the topic in a text; ``masks``: names of policies in which words for people stand.
    :param first_case: the number of the first case of this clause; :attr:`next_case` is then that of the next one.
    """

    def __init__(self, cells: Cells, text: ClauseText, spots: Spots, masks: Spots, first_case: int) -> None:
        self._cells, self._text, self._spots, self._masks = cells, text, spots, masks
        self.next_case = first_case

    def write(self, stretch: Stretch) -> None:
        """What one stretch of the clause says."""
        text = self._text
        within = text.span(stretch.start, stretch.end)
        if stretch.how == MENTION:
            if not self._is_duty(stretch):
                self._add("gets", within)
            return
        granted = [e for e in text.clause.entitlements if stretch.start < e.end <= stretch.end]
        granted = [e for e in granted if self._is_on_topic(e, stretch, within)]
        cases = range(self.next_case, self.next_case + len(granted))
        self.next_case = cases.stop
        for entitlement, case in zip(granted, cases, strict=True):
            self._add_circumstances(entitlement, case)
        if not self._is_duty(stretch):
            self._add_gifts(stretch, within, granted, cases)
        self._add_limits(within)
        if stretch.how != TITLED:
            for rest in _without(within, [text.span(e.start, e.end) for e in granted]):
                self._add_plain(rest, stretch)

    def _add_limits(self, within: Span) -> None:
        """Who or what is left out, and the case that a rule is for, where the sentence says so in front of the rule."""
        for aspect, pattern in (("excluded", _EXCEPT), ("condition", _CASE)):
            for match in pattern.finditer(self._text.text, *within):
                self._add(aspect, Span(*match.span()))

    def _is_on_topic(self, entitlement: Entitlement, stretch: Stretch, within: Span) -> bool:
        """Whether an entitlement in a stretch that names the topic is one for the topic: of several those whose own
        half-sentence names it, and of people those that are theirs."""
        if stretch.how in (HEADED, TITLED) or not self._spots(self._text.text[within.start : within.end]):
            return True
        if stretch.subject.main.kind == "group" and entitlement.who:
            return any(self._spots(words) for words in entitlement.who)
        text = self._text
        span = text.span(entitlement.start, entitlement.end)
        half = text.sentences.around(span.end - 1).half
        return bool(self._spots(text.text[max(half.start, within.start) : min(half.end, within.end)]))

    def _is_duty(self, stretch: Stretch) -> bool:
        """Whether the stretch is what a unit is responsible for, told in prose: then it is told with the unit."""
        return any(d.basis.kind == "prose" and stretch.holds(d.start, d.end) for d in self._text.clause.duties)

    # --- entitlements --------------------------------------------------------------------------------------------

    def _add_circumstances(self, entitlement: Entitlement, case: int) -> None:
        text = self._text
        whole = text.span(entitlement.start, entitlement.end)
        for run in text.find_list(entitlement.who, whole):
            if not self._are_meant(run):
                continue
            area = entitlement.area or ""
            begins = text.text[whole.start : run.start].endswith(area)
            self._add("who", Span(run.start - len(area) if begins else run.start, run.end), case)
        given = (("condition", entitlement.condition), ("area", entitlement.area), ("papers", entitlement.papers))
        for aspect, words in given:
            self._add_words(aspect, words or "", whole, case)
        for words in entitlement.excluded:
            self._add_words("excluded", words, whole, case)

    def _add_gifts(self, stretch: Stretch, within: Span, granted: Sequence[Entitlement], cases: Sequence[int]) -> None:
        """What people get; where the sentence says more in front of it, or grants nothing, the whole sentence."""
        text = self._text
        spans = [text.span(e.start, e.end) for e in granted]
        if not granted:
            if stretch.how != TITLED and not _NO_CONTENT.search(text.text, *within):
                self._add("gets", within)
            return
        if _says_something(text.text[within.start : min(span.start for span in spans)]):
            self._add("gets", within, *cases)
            return
        for entitlement, span, case in zip(granted, spans, cases, strict=True):
            if entitlement.who or not entitlement.excluded:
                given = Span(max(span.start, within.start), span.end)
                is_group = stretch.subject.main.kind == "group"
                self._add("gets", self._gift(entitlement, given, is_group=is_group), case)
        after = Span(max(span.end for span in spans), within.end)
        words = text.text[after.start : after.end]
        if _says_something(words):
            self._add("gets", Span(after.end - len(words.lstrip("，,；;。 ")), after.end))

    def _gift(self, entitlement: Entitlement, span: Span, *, is_group: bool) -> Span:
        """From the word of force (可, 鼓励) or the gift itself to the end of what the entitlement rests on."""
        text = self._text
        half = text.sentences.around(span.end - 1).half
        own = text.find(entitlement.what, Span(max(half.start, span.start), span.end))
        found = own or text.find(entitlement.what, span)
        if found is None:
            return span
        is_named = self._spots(text.text[span.start : span.end]) and not is_group
        if is_named and not self._spots(text.text[found.start : span.end]):
            return span  # “产前筛查、｜新生儿…筛查｜”
        force = _FORCE.get(entitlement.force)
        words = list(force.finditer(text.text, span.start, found.start)) if force else []
        word = None if not words else words[-1] if entitlement.force == "may" else words[0]  # “支持和引导”
        start = word.start() if word else found.start
        if text.text[max(start - 1, 0)] == "、":  # “实施转岗计划、｜免费培养和培训”: a list is not cut
            start = text.sentences.around(start).phrase.start
        return Span(start, span.end)

    # --- sentences that grant nothing outright -------------------------------------------------------------------

    def _add_plain(self, rest: Span, stretch: Stretch) -> None:
        words = self._text.text[rest.start : rest.end]
        if not stretch.is_doer:
            self._add_people(words, rest, stretch)
        for match in _CONDITION.finditer(words):
            self._add("condition", _shift(Span(*match.span()), rest.start))
        masked = mask_brackets(words)
        self._add_words("papers", find_papers(masked, words, Span(0, len(words))) or "", rest)
        self._add_areas(words, rest, stretch)
        for found in find_excluded(words, Span(0, len(words))):
            self._add_words("excluded", found, rest)

    def _add_people(self, words: str, rest: Span, stretch: Stretch) -> None:
        people = find_people(words, self._masks(words))
        near = people_in_front(words, self._spots(words))
        people += [run for run in near if not any(run.start < other.end and other.start < run.end for other in people)]
        for run in people:
            found = _shift(run, rest.start)
            is_name = words[run.start : run.end] == stretch.subject.main.name
            if not is_name and (stretch.how == HEADED or self._are_meant(found)):
                self._add("who", found)
        before = stretch.before
        leans = stretch.how == PHRASE and _OF_THE_SAME.match(words)
        if not people and leans and sum(map(before.count, _PHRASE_ENDS)) == 1:
            # “加强农村低收入人口健康帮扶措施，｜重点落实大病专项救治”: the people of the phrase right in front.
            for run in find_people(before, self._masks(before)):
                self._add("who", _shift(run, rest.start - len(before)))

    def _are_meant(self, run: Span) -> bool:
        """Whether people are those of the topic, and not of another thing in the same phrase."""
        phrase = self._text.sentences.around(run.start).phrase
        words = self._text.text[phrase.start : phrase.end]
        return by_members(words, _shift(run, -phrase.start), self._spots(words))

    def _add_areas(self, words: str, rest: Span, stretch: Stretch) -> None:
        """The areas that the phrases with the topic's name say; all phrases are on a topic that heads the clause."""
        spots = self._spots(words)
        for phrase in phrases_on(words, spots, all_are=stretch.how == HEADED):
            for run in find_areas(words, phrase, spots):
                self._add("area", _shift(run, rest.start))

    # --- lines ---------------------------------------------------------------------------------------------------

    def _add_words(self, aspect: str, words: str, within: Span, *cases: int) -> None:
        found = self._text.find(words, within)
        if found:
            self._add(aspect, found, *cases)

    def _add(self, aspect: str, span: Span, *cases: int) -> None:
        """A line more, unless the cell has it: then it holds for these cases too."""
        quote = self._text.quote(span)
        entries = self._cells[aspect]
        for place, entry in enumerate(entries):
            if entry.quotes[0] == quote:
                entries[place] = replace(entry, cases=tuple(dict.fromkeys((*entry.cases, *cases))))
                return
        entries.append(Entry((quote,), cases, grants=aspect == "gets" and bool(cases)))


def _says_something(words: str) -> bool:
    return sum(char.isalnum() for char in words) > 1


def _shift(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _without(whole: Span, taken: Sequence[Span]) -> list[Span]:
    """The stretches of ``whole`` that no span of ``taken`` covers."""
    free: list[Span] = []
    position = whole.start
    for span in sorted(taken):
        if span.start > position:
            free.append(Span(position, span.start))
        position = max(position, span.end)
    return [*free, Span(position, whole.end)] if position < whole.end else free
