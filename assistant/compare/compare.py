"""A topic compared over the notices held: see :func:`compare_places`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.compare.benefits import BenefitWriter, Cells
from assistant.compare.comparison import ASPECTS, OMITTED, SAID, SILENT, AspectCell, Comparison, Entry, Row
from assistant.compare.differences import mark_differences
from assistant.compare.figures import add_targets, add_time_limits
from assistant.compare.leads import add_leads
from assistant.compare.naming import Names, Terms
from assistant.compare.narrowing import keep_to_words
from assistant.compare.people import names_to_mask
from assistant.compare.quotes import ClauseText
from assistant.compare.stretches import MENTION, READ_PARTS, Stretch, find_stretches
from assistant.compare.topic import Subject, Topic, crossings, pairs_of, read_topic
from assistant.errors import AssistantError, UsageError
from assistant.gazetteer import Gazetteer
from assistant.glossary import Glossary
from assistant.reading.passage import squeeze
from assistant.reading.sentences import Span
from assistant.records import Clause, Notice, Place
from assistant.scope import find_scopes, names_of
from assistant.simplified import simplified
from assistant.spelling import spelling_key

# More rows than a page holds: those of notices that say nothing are then only named.
_MOST_SILENT_ROWS = 12
_FIRST_CASE = 1
_MOST_SUGGESTED = 5
_NEAR = 0.3


class NothingToCompareError(AssistantError):
    """No notice held speaks of the topic, or none of the places asked for is held."""


def compare_places(
    words: str,
    notices: Sequence[Notice],
    glossary: Glossary,
    places: Sequence[Place] = (),
    lang: str = "zh",
) -> Comparison:
    """What each notice says of the topic that ``words`` name: a row a notice, the latest first, 全国 last.

    :param words: a task or policy in official or everyday Chinese or in English; “/” parts words that may stand for
        each other.
    :param places: empty → every place of which a notice is held; a county has the notice of the city or province above
        it. :func:`resolve_place` makes them of names.
    :param lang: the language of an error's message.
    :raises UsageError: the topic is empty or too long.
    :raises NothingToCompareError: no notice speaks of the topic (the message names the nearest topics that they speak
        of), or no notice of the places is held.

    >>> comparison = compare_places("先诊疗后付费", notices, glossary)                      # doctest: +SKIP
    >>> comparison.rows[0].cell("area").entries[0].quotes[0].text                     # doctest: +SKIP
    '县域内定点医疗机构'
    """
    topic, ignored = _read(simplified(words), notices, glossary)
    stretches = find_stretches(topic, notices, glossary)
    cells = {notice.id: _cells(topic, notice, stretches[notice.id], glossary) for notice in notices}
    if not any(entries for found in cells.values() for entries in found.values()):
        raise NothingToCompareError(_unknown(topic, notices, glossary, lang))
    comparison = _comparison(topic, notices, places, cells, stretches)
    comparison = replace(
        comparison,
        ignored=ignored,
        is_whole=not places,
        passing=tuple(_passing(topic, notices, comparison, is_whole=not places)),
        read_as=_read_as(topic),
    )
    if not comparison.rows:
        raise NothingToCompareError(_not_held(comparison.uncovered, notices, lang))
    return mark_differences(comparison, glossary)


def _passing(
    topic: Topic, notices: Sequence[Notice], comparison: Comparison, *, is_whole: bool
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(place, labels) of the clauses that name the topic, or what was typed, and are quoted nowhere."""
    rows = {row.notice: row for row in comparison.rows}
    typed = spelling_key(topic.words)
    for notice in notices:
        row = rows.get(notice.id)
        if row is None and not is_whole:
            continue
        shown = {q.label for cell in row.cells for e in cell.entries for q in e.quotes} if row else set()
        named = [
            clause.label
            for clause in notice.clauses
            if clause.part in READ_PARTS and not (clause.is_heading or clause.omitted) and clause.label not in shown
            if _is_named(topic, words := _prose(notice, clause)) or typed in spelling_key(words)
        ]
        if named:
            yield notice.place or notice.title or notice.id, tuple(dict.fromkeys(named))


def _prose(notice: Notice, clause: Clause) -> str:
    """The words of a clause without its lines of units."""
    tails = [(duty.start, duty.end) for duty in clause.duties if duty.basis.kind != "prose"]
    kept, position = "", clause.start
    for start, end in sorted(tails):
        kept += notice.source[position:start]
        position = max(position, end)
    return squeeze(kept + notice.source[position : clause.end])


def _is_named(topic: Topic, text: str) -> bool:
    """Whether ``text`` names a subject; one whose general name was typed with more in front, only with some of that."""
    key = spelling_key(text)
    named = {name for _, _, name in topic.find(text)}
    named -= {
        part.name for part in topic.parts if part.is_narrowed and not any(p in key for p in pairs_of(part.narrow))
    }
    return any(all(part.name in named for part in subject.parts) for subject in topic.subjects)


def _read_as(topic: Topic) -> str:
    """The official names by which something typed in other words was compared, else empty."""
    typed = spelling_key(topic.words)
    official = all(part.kind not in ("saying", "word") for part in topic.parts)
    is_named = any(spelling_key(name) in typed for part in topic.parts for name in (part.name, part.title))
    return topic.name if official and typed and not is_named else ""


def resolve_place(name: str, gazetteer: Gazetteer) -> Place:
    """The one place that ``name`` means.

    :raises UsageError: there is none, or several have the name.
    """
    found = gazetteer.resolve(simplified(name.strip()))
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


def _read(words: str, notices: Sequence[Notice], glossary: Glossary) -> tuple[Topic, tuple[str, ...]]:
    """The topic, and the words of it that are not compared by: those that no notice says beside official terms, and
    everyday words beside them. Where no term is official, all that is named has to be said."""
    clauses = [clause for notice in notices for clause in notice.clauses if clause.part in READ_PARTS]
    texts = [clause.text for clause in clauses]
    topic = read_topic(words, glossary, lambda key: any(key in spelling_key(text) for text in texts))
    topic = keep_to_words(topic, glossary, clauses)
    topic = replace(topic, decoys=(*topic.decoys, *crossings(topic, texts)))
    said = {name for text in texts for _, _, name in topic.find(text)}
    subjects: list[Subject] = []
    ignored: list[str] = []
    for subject in topic.subjects:
        held = [part for part in subject.parts if part.name in said]
        official = [part for part in held if part.kind not in ("saying", "word")]
        kept = [part for part in held if part.kind != "saying"] if official else held
        if kept and (official or len(held) == len(subject.parts)):
            subjects.append(Subject(tuple(kept)))
        ignored += [part.said or part.name for part in subject.parts if part not in kept]
    return replace(topic, subjects=tuple(subjects)), tuple(ignored) if subjects else ()


# --- one notice --------------------------------------------------------------------------------------------------


def _cells(topic: Topic, notice: Notice, stretches: Sequence[Stretch], glossary: Glossary) -> Cells:
    cells: Cells = {aspect: [] for aspect in ASPECTS}
    names = Names(topic, Terms(glossary))

    def spots(text: str) -> list[Span]:
        return sorted(spot for subject in topic.subjects for spot in names.spots(text, subject.main))

    def masks(text: str) -> list[Span]:
        return names_to_mask(text, glossary)

    said = {stretch.clause.id for stretch in stretches}
    case = _FIRST_CASE
    for clause in notice.clauses:
        is_named = (clause.duties or clause.targets) and names.subject_of(clause)
        if clause.part not in READ_PARTS or not (clause.id in said or is_named):
            continue
        text = ClauseText(notice, clause)
        own = [stretch for stretch in stretches if stretch.clause.id == clause.id]
        writer = BenefitWriter(cells, text, spots, masks, case)
        for stretch in own:
            writer.write(stretch)
        case = writer.next_case
        add_leads(cells, notice, text, own, spots)
        add_time_limits(cells, text, own)
        add_targets(cells, text, own, spots)
    return {aspect: _tidy(entries, is_numbered=case > _FIRST_CASE + 1) for aspect, entries in cells.items()}


def _tidy(entries: Sequence[Entry], *, is_numbered: bool) -> list[Entry]:
    """The entries in the order of the text, none twice and none that another one holds; numbers of cases only where
    there are several."""
    kept = [entry for entry in entries if not any(_holds(other, entry) for other in entries)]
    kept.sort(key=lambda entry: entry.quotes[0].start)
    kept = list({(e.text, e.quotes[0].clause_id, e.cases): e for e in reversed(kept)}.values())[::-1]
    return kept if is_numbered else [replace(entry, cases=()) for entry in kept]


def _holds(outer: Entry, inner: Entry) -> bool:
    """Whether ``inner`` is a run inside of ``outer`` that holds for no other case."""
    a, b = outer.quotes[0], inner.quotes[0]
    return a != b and a.start <= b.start and b.end <= a.end and outer.cases == inner.cases and not inner.roles


# --- rows --------------------------------------------------------------------------------------------------------


def _comparison(
    topic: Topic,
    notices: Sequence[Notice],
    asked: Sequence[Place],
    cells: dict[str, Cells],
    stretches: dict[str, list[Stretch]],
) -> Comparison:
    scopes = find_scopes(tuple(dict.fromkeys(asked)), notices)
    clauses = [stretch.clause for found in stretches.values() for stretch in found if stretch.how != MENTION]
    headings = frozenset(spelling_key(clause.headings[-1]) for clause in clauses if clause.headings)
    rows: dict[str, Row] = {}
    above: list[tuple[str, str]] = []
    for scope in scopes:
        own = scope.own
        if scope.place and own and own[0].place not in (*names_of(scope.place), None):
            above.append((scope.place.name, own[0].place or ""))
        for notice in own:
            rows.setdefault(notice.id, _row(topic, notice, cells[notice.id], headings))
    kept = [row for row in rows.values() if asked or len(rows) <= _MOST_SILENT_ROWS or _is_shown(row)]
    speaking = {row.place for row in kept if row.speaks and row.place}
    kept = [row for row in kept if row.speaks or row.place not in speaking]
    left = [row for row in rows.values() if row not in kept and row.place not in speaking]
    return Comparison(
        topic.name,
        topic.words,
        tuple(kept),
        tuple(dict.fromkeys(row.place or row.title or row.notice for row in left)),
        tuple(scope.place.name for scope in scopes if scope.place and scope.uncovered),
        tuple(above),
    )


def _is_shown(row: Row) -> bool:
    return any(cell.state != SILENT for cell in row.cells)


def _row(topic: Topic, notice: Notice, cells: Cells, headings: frozenset[str]) -> Row:
    shown = {quote.label for entries in cells.values() for entry in entries for quote in entry.quotes}
    is_cut = any(gap.kind == "truncated" for gap in notice.gaps)
    # What is held of the topic is silent of what it does not say; a clause on it of which nothing is held may say it.
    left_out = _is_left_out(topic, notice, headings, shown) or (is_cut and not shown)
    # Units that are not told clause by clause are told in a chapter at the end, which is cut.
    has_no_units = is_cut and not any(clause.duties for clause in notice.clauses)
    made: list[AspectCell] = []
    for aspect in ASPECTS:
        may_be_cut = left_out or (aspect == "lead" and has_no_units)
        state = SAID if cells[aspect] else OMITTED if may_be_cut else SILENT
        made.append(AspectCell(aspect, state, tuple(cells[aspect])))
    told = (notice.id, notice.place, notice.title, notice.number, notice.date, notice.copy_note)
    return Row(*told, tuple(made), is_cut=bool(notice.gaps))


def _is_left_out(topic: Topic, notice: Notice, headings: frozenset[str], shown: Set[str]) -> bool:
    """Whether a clause that the copy leaves out, and of which no sentence is ``shown``, is headed by the topic, or like
    a clause of another notice that speaks of it."""
    labels = {gap.label for gap in notice.gaps if gap.kind == "omitted"} - shown
    named = [c.heading for c in notice.clauses if c.heading and c.label in labels]
    return any(spelling_key(heading) in headings or topic.find(heading) for heading in named)


# --- nothing to compare ----------------------------------------------------------------------------------------------


def _not_held(places: Sequence[str], notices: Sequence[Notice], lang: str) -> str:
    held = list(dict.fromkeys(notice.place for notice in notices if notice.place))
    if lang == "en":
        return f"No notice of {', '.join(places)} is held; held are those of {', '.join(held)}."
    return f"本库没有{'、'.join(places)}的文件；现有{'、'.join(held)}的文件。"


def _unknown(topic: Topic, notices: Sequence[Notice], glossary: Glossary, lang: str) -> str:
    near = nearest_topics(topic.words, notices, glossary)
    if lang == "en":
        named = ", ".join(f"{name} ({words})" if (words := glossary.english(name)) else name for name in near)
        told = "topics near it" if _is_near(topic.words, near) else "what the notices say most of"
        mend = f"{told}: {named}." if near else "try other words."
        return f"No notice held speaks of “{topic.words}”; {mend}"
    told = "相近的事项有" if _is_near(topic.words, near) else "文件里说得多的事项有"
    mend = f"{told}：{'、'.join(near)}。" if near else "请换个说法。"
    return f"没有哪份文件说到“{topic.words}”；{mend}"


def _is_near(words: str, topics: Sequence[str]) -> bool:
    return any(SequenceMatcher(None, words, name).ratio() >= _NEAR for name in topics)


def nearest_topics(words: str, notices: Sequence[Notice], glossary: Glossary) -> list[str]:
    """Topics that notices speak of, those most like ``words`` first; where none is, those that most speak of."""
    headings = [clause.heading for notice in notices for clause in notice.clauses if clause.heading]
    said: dict[str, int] = {}
    for heading in headings:
        for mention in glossary.find(heading):
            if mention.term.kind in ("policy", "system", "disease", "facility", "money"):
                said[mention.term.official] = said.get(mention.term.official, 0) + 1
    if not said:
        said = {re.sub(r"[“”\s]", "", heading): 1 for heading in headings}
    likeness = {name: SequenceMatcher(None, words, name).ratio() for name in said}
    near = sorted((name for name in said if likeness[name] >= _NEAR), key=lambda name: -likeness[name])
    return (near or sorted(said, key=lambda name: -said[name]))[:_MOST_SUGGESTED]
