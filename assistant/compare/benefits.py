"""Who may have what, where, with which papers, and what is done: the cells that come from entitlements and sentences."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.compare.comparison import Entry
from assistant.compare.people import find_people
from assistant.compare.quotes import ClauseText
from assistant.compare.stretches import MENTION, PHRASE, TITLED, Stretch
from assistant.reading.facts.circumstances import find_area, find_excluded, find_papers
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
    r"|在[^，,。；;]{2,30}(?:前提|条件|情况|情形)下|(?:有|具备)条件的[\u4e00-\u9fff]{1,6}?(?=[可，,要应将]|开展|建设|建立)"
)
# Sentences on the notice itself.
_NO_CONTENT = re.compile(r"制定本[\u4e00-\u9fff]{2}|本[\u4e00-\u9fff]{2}所称|是指|适用[于本]|^本[\u4e00-\u9fff]{2}(?:自|适用)")
_PLACE = re.compile(
    r"(?<=作为|[^\u4e00-\u9fff]在)(?:[\u4e00-\u9fff]{2}地区)?(?:[县市省乡]域|县级|基层|定点)(?:公立|定点)?医疗(?:卫生)?机构(?=针对|对|住院|开展)"
)


def add_benefits(
    cells: Cells, text: ClauseText, stretches: Sequence[Stretch], spots: Spots, names: Spots, first_case: int
) -> int:
    """Put into ``cells`` what the stretches of one clause say of benefits; the number of the next case.

    :param spots: finds the names of the topic in a text; ``names``: those of any policy.
    :param first_case: the number of the first case of this clause.
    """
    number = first_case
    for stretch in stretches:
        within = text.span(stretch.start, stretch.end)
        granted = [e for e in text.clause.entitlements if stretch.holds(e.start, e.end) and _ends_in(e, stretch)]
        for entitlement in granted:
            _add_circumstances(cells, text, entitlement, number)
            number += 1
        _add_gifts(cells, text, within, granted, range(number - len(granted), number), stretch.how, _is_duty(text, stretch))
        if stretch.how in (TITLED, MENTION):
            continue
        for rest in _without(within, [text.span(e.start, e.end) for e in granted]):
            _add_plain(cells, text, rest, stretch, spots, names)
    return number


def _ends_in(entitlement: Entitlement, stretch: Stretch) -> bool:
    """An entitlement that begins in the sentence before (for its people) belongs to the one that it ends in."""
    return stretch.start < entitlement.end <= stretch.end


def _is_duty(text: ClauseText, stretch: Stretch) -> bool:
    """Whether the stretch is what a unit is responsible for, told in prose: then it is told with the unit."""
    return any(d.basis.kind == "prose" and stretch.holds(d.start, d.end) for d in text.clause.duties)


# --- entitlements ------------------------------------------------------------------------------------------------


def _add_circumstances(cells: Cells, text: ClauseText, entitlement: Entitlement, case: int) -> None:
    whole = text.span(entitlement.start, entitlement.end)
    for run in text.find_list(entitlement.who, whole):
        area = entitlement.area or ""
        start = run.start - len(area) if text.text[whole.start : run.start].endswith(area) else run.start
        _add(cells, "who", text, Span(start, run.end), case)
    given = (("condition", entitlement.condition), ("area", entitlement.area), ("papers", entitlement.papers))
    for aspect, words in given:
        found = text.find(words, whole) if words else None
        if found:
            _add(cells, aspect, text, _last(words or "", text, whole) if aspect == "area" else found, case)
    for words in entitlement.excluded:
        found = text.find(words, whole)
        if found:
            _add(cells, "excluded", text, found, case)


def _last(words: str, text: ClauseText, whole: Span) -> Span:
    """Where ``words`` stand last: a further case is quoted with the one before it, whose area comes first."""
    at = text.text.rfind(words, *whole)
    return Span(at, at + len(words))


def _add_gifts(
    cells: Cells, text: ClauseText, within: Span, granted: Sequence[Entitlement], cases: Iterable[int], how: str, is_duty: bool
) -> None:
    """What people get; where the sentence says more in front of it, the whole sentence."""
    is_frame = not granted and _NO_CONTENT.search(text.text, *within)
    if is_duty or is_frame or (how == TITLED and not granted):
        return
    spans = [text.span(e.start, e.end) for e in granted]
    if not granted or _says_something(text.text[within.start : max(min(s.start for s in spans), within.start)]):
        _add(cells, "gets", text, within, *cases)
        return
    for entitlement, span, case in zip(granted, spans, cases, strict=True):
        if entitlement.who or not entitlement.excluded:
            _add(cells, "gets", text, _gift(text, entitlement, Span(max(span.start, within.start), span.end)), case)
    after = Span(max(s.end for s in spans), within.end)
    if _says_something(text.text[after.start : after.end]):
        _add(cells, "gets", text, _bare(text, after))


def _gift(text: ClauseText, entitlement: Entitlement, span: Span) -> Span:
    """From the word of force (可, 鼓励) or the gift itself to the end of what the entitlement rests on."""
    half = text.sentences.around(span.end - 1).half
    found = text.find(entitlement.what, Span(max(half.start, span.start), span.end)) or text.find(entitlement.what, span)
    if found is None:
        return span
    force = _FORCE.get(entitlement.force)
    words = list(force.finditer(text.text, span.start, found.start)) if force else []
    word = None if not words else words[-1] if entitlement.force == "may" else words[0]  # “支持和引导”
    return Span(word.start() if word else found.start, span.end)


# --- sentences that grant nothing outright -----------------------------------------------------------------------


def _add_plain(cells: Cells, text: ClauseText, rest: Span, stretch: Stretch, spots: Spots, names: Spots) -> None:
    words = text.text[rest.start : rest.end]
    named = spots(words)
    people = [] if stretch.is_doer else find_people(words, names(words))
    for run in people:
        if words[run.start : run.end] != stretch.subject.main.name:
            _add(cells, "who", text, _shift(run, rest.start))
    if stretch.how == PHRASE and not people and not stretch.is_doer and stretch.before.count("，") == 1:
        _add_people_before(cells, text, stretch, rest.start, names)
    for match in _CONDITION.finditer(words):
        _add(cells, "condition", text, _shift(Span(*match.span()), rest.start))
    masked = mask_brackets(words)
    papers = find_papers(masked, words, Span(0, len(words)))
    for aspect, found in (("papers", papers), ("area", _area(words, masked, named))):
        if found:
            _add(cells, aspect, text, _shift(Span(words.index(found), words.index(found) + len(found)), rest.start))
    for found in find_excluded(words, Span(0, len(words))):
        at = words.index(found)
        _add(cells, "excluded", text, _shift(Span(at, at + len(found)), rest.start))


def _add_people_before(cells: Cells, text: ClauseText, stretch: Stretch, start: int, names: Spots) -> None:
    """“加强农村低收入人口健康帮扶措施，｜重点落实大病专项救治”: the people of the phrase right in front."""
    for run in find_people(stretch.before, names(stretch.before)):
        _add(cells, "who", text, _shift(run, start - len(stretch.before)))


def _area(words: str, masked: str, named: Sequence[Span]) -> str | None:
    """The area that the phrase with the topic's name says."""
    if not named:
        return None
    first = max(words.rfind(mark, 0, named[0].start) for mark in "，,；;") + 1
    ends = [at for mark in "，,；;" if (at := words.find(mark, named[-1].end)) >= 0]
    phrase = Span(first, min(ends, default=len(words)))
    found = _PLACE.search(words, *phrase)
    return found[0] if found else find_area(masked, words, phrase)


# --- pieces ------------------------------------------------------------------------------------------------------


def _add(cells: Cells, aspect: str, text: ClauseText, span: Span, *cases: int) -> None:
    """A line more, unless the cell has it: then it holds for these cases too."""
    quote = text.quote(span)
    entries = cells[aspect]
    for place, entry in enumerate(entries):
        if entry.quotes[0] == quote:
            entries[place] = Entry(entry.quotes, tuple(dict.fromkeys((*entry.cases, *cases))))
            return
    entries.append(Entry((quote,), cases))


def _says_something(words: str) -> bool:
    return sum(char.isalnum() for char in words) > 1


def _bare(text: ClauseText, span: Span) -> Span:
    words = text.text[span.start : span.end]
    start = span.start + len(words) - len(words.lstrip("，,；;。 "))
    return Span(start, span.end)


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
