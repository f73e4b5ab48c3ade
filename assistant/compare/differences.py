"""What differs between places in one column: numbers, people, units, the force of the words, and where it holds.

Only what can be told exactly is marked: values of the same thing that are not the same. What has no counterpart in
another place is no difference that can be told, and is not marked; nor is what all places say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.compare.comparison import ASPECTS, AspectCell, Comparison, Entry, Row
from assistant.compare.groups import differing_people
from assistant.compare.measures import Measure, counterparts, pairs, read_measures
from assistant.compare.naming import is_common, runs_of
from assistant.glossary import Glossary
from assistant.spelling import spelling_key
from assistant.unit_names import parse_unit

# Words that say how binding a sentence is; what has none of them is an order.
_FORCES = (
    ("may", re.compile(r"可以|(?<![许认])可(?=[将在按根由进申享适一直以对探])|允许")),
    ("tried", re.compile(r"探索|试行|试点(?!地区|县|市|省|单位|机构)")),
    ("mostly", re.compile(r"原则上|尽量|力争")),
    ("encouraged", re.compile(r"(?:(?<=^)|(?<=[，,；;。]))(?:鼓励|支持(?!力度|政策|[，,。；;]|$)|倡导)")),
)
# At no cost is otherwise only where another place tells of a cost, and not where it is silent on it.
_FREE = re.compile(r"免费|无偿")
_AT_COST = re.compile(r"(?<!不)收[取]?费|自费|自付|自行承担|个人(?:承担|负担)|有偿")
# Two sentences are on the same thing where the shorter one shares so much with the other.
_SAME_MATTER = 1 / 3
_FEWEST_SHARED = 5
# Two grants that have so many characters in a row in common grant the same.
_GRANTED_CHARS = 5
_COUNTED = ("who", "gets", "time_limits", "targets")


@dataclass(frozen=True, slots=True)
class _Context:
    """What readers need beside the entries. ``topic``: pairs of characters of its names, which every entry has."""

    glossary: Glossary
    topic: frozenset[str]


# The words of an entry that the other places' entries (one list a place) have otherwise.
Reader = Callable[[Entry, list[list[Entry]], _Context], Iterator[str]]


def mark_differences(comparison: Comparison, glossary: Glossary) -> Comparison:
    """``comparison`` with the words marked that other places have otherwise; within a row the same words of the text
    are marked in every cell that quotes them."""
    rows = list(comparison.rows)
    context = _Context(glossary, pairs(comparison.topic) | pairs(comparison.words))
    for aspect, readers in _READERS.items():
        cells = [row.cell(aspect) for row in rows]
        for reader in readers:
            cells = _marked(cells, reader, context)
        if aspect == "gets":
            cells = _shared_force(cells)
        rows = [_with(row, cell) for row, cell in zip(rows, cells, strict=True)]
    return replace(comparison, rows=tuple(map(_levelled, rows)))


def _marked(cells: list[AspectCell], reader: Reader, context: _Context) -> list[AspectCell]:
    marked: list[AspectCell] = []
    for place, cell in enumerate(cells):
        others = [list(other.entries) for at, other in enumerate(cells) if at != place and other.entries]
        entries = tuple(_with_marks(entry, reader(entry, others, context)) for entry in cell.entries)
        marked.append(replace(cell, entries=entries))
    return marked


def _with_marks(entry: Entry, words: Iterator[str]) -> Entry:
    return replace(entry, differs=tuple(dict.fromkeys((*entry.differs, *words))))


def _with(row: Row, cell: AspectCell) -> Row:
    return replace(row, cells=tuple(cell if old.aspect == cell.aspect else old for old in row.cells))


def _levelled(row: Row) -> Row:
    """``row`` with what is marked in one cell marked in the others that quote the same words of the text."""
    every = [entry for cell in row.cells for entry in cell.entries if cell.aspect not in ("area", "lead")]
    cells: list[AspectCell] = []
    for cell in row.cells:
        if cell.aspect in ("area", "lead"):
            cells.append(cell)
            continue
        entries = tuple(_with_marks(entry, _marked_elsewhere(entry, every)) for entry in cell.entries)
        cells.append(replace(cell, entries=entries))
    return replace(row, cells=tuple(cells))


def _marked_elsewhere(entry: Entry, others: Sequence[Entry]) -> Iterator[str]:
    own = entry.quotes[0]
    for other in others:
        quote = other.quotes[0]
        if quote.clause_id == own.clause_id and own.start < quote.end and quote.start < own.end:
            yield from (words for words in other.differs if words in entry.text)


# --- what an entry says otherwise than others ---------------------------------------------------------------------


def _numbers(entry: Entry, others: list[list[Entry]], context: _Context) -> Iterator[str]:
    there = [[measure for other in place for measure in read_measures(other.text)] for place in others]
    for measure in read_measures(entry.text):
        if any(_is_other(measure, counterparts(measure, place)) for place in there):
            yield measure.words


def _is_other(measure: Measure, found: Sequence[Measure]) -> bool:
    return bool(found) and all(other.value != measure.value for other in found)


def _force(entry: Entry, others: list[list[Entry]], context: _Context) -> Iterator[str]:
    alike = [[other for other in place if _on_the_same(entry, other, context)] for place in others]
    for _, pattern in _FORCES:
        said = [match[0] for match in pattern.finditer(_without_names(entry.text))]
        if said and any(place and not any(pattern.search(_without_names(o.text)) for o in place) for place in alike):
            yield from said
    for own, opposite in ((_FREE, _AT_COST), (_AT_COST, _FREE)):
        if any(opposite.search(_without_names(o.text)) for place in alike for o in place):
            yield from (match[0] for match in own.finditer(_without_names(entry.text)))


def _without_names(text: str) -> str:
    """“两个允许” is a name."""
    return re.sub(r"“[^”]*”", lambda match: "□" * len(match[0]), text)


def _on_the_same(one: Entry, other: Entry, context: _Context) -> bool:
    """Whether two entries say the same of the topic, or grant the same thing."""
    if one.grants and other.grants:
        return bool(runs_of(one.text, _GRANTED_CHARS) & runs_of(other.text, _GRANTED_CHARS))
    first, second = (_telling(entry, context) for entry in (one, other))
    shared = len(first & second)
    return shared >= _FEWEST_SHARED and shared >= _SAME_MATTER * min(len(first), len(second))


def _telling(entry: Entry, context: _Context) -> set[str]:
    return {pair for pair in pairs(entry.text) - context.topic if not is_common(pair)}


def _shared_force(cells: list[AspectCell]) -> list[AspectCell]:
    """A word of force that differs in one place is marked in all places that grant with it."""
    found = {words for cell in cells for entry in cell.entries for words in entry.differs}
    forces = sorted(words for words in found if any(pattern.match(words) for _, pattern in _FORCES))
    marked: list[AspectCell] = []
    for cell in cells:
        entries = tuple(_with_marks(entry, _said(entry, forces)) for entry in cell.entries)
        marked.append(replace(cell, entries=entries))
    return marked


def _said(entry: Entry, forces: Sequence[str]) -> Iterator[str]:
    text = _without_names(entry.text)
    return (words for words in forces if entry.grants and words in text)


def _units(entry: Entry, others: list[list[Entry]], context: _Context) -> Iterator[str]:
    there = [{key for other in place for _, key in _named_units(other, context)} for place in others]
    for name, key in _named_units(entry, context):
        if any(place and key not in place for place in there):
            yield name


def _named_units(entry: Entry, context: _Context) -> Iterator[tuple[str, str]]:
    roles = entry.roles
    named = ((role, name) for role in ("lead", "responsible") for name in (getattr(roles, role) if roles else ()))
    for role, name in named:
        unit = context.glossary.department(name)
        level = parse_unit(name).level
        yield name, f"{role} {level} {unit.term.official if unit else spelling_key(name)}"


def _whole(entry: Entry, others: list[list[Entry]], context: _Context) -> Iterator[str]:
    key = spelling_key(entry.text)
    if any(all(spelling_key(other.text) != key for other in place) for place in others):
        yield entry.text


def _people(entry: Entry, others: list[list[Entry]], context: _Context) -> Iterator[str]:
    yield from differing_people(entry.text, [[other.text for other in place] for place in others])


_READERS: dict[str, tuple[Reader, ...]] = {
    "who": (_people, _numbers),
    "condition": (_numbers,),
    "gets": (_numbers, _force),
    "area": (_whole,),
    "papers": (_numbers,),
    "excluded": (_people,),
    "lead": (_units,),
    "time_limits": (_numbers,),
    "targets": (_numbers,),
}
assert set(_READERS) == set(ASPECTS)


# --- summed up ---------------------------------------------------------------------------------------------------


def number_summary(comparison: Comparison) -> list[list[tuple[str, list[str]]]]:
    """The numbers of the same thing that differ between places: the words of each, with their places."""
    said = [(row.place or row.notice, measure) for row in comparison.rows for measure in _measures(row)]
    groups: list[list[int]] = []
    for at, (place, measure) in enumerate(said):
        linked = {at}
        for other in {name for name, _ in said} - {place}:
            there = [found for name, found in said if name == other]
            near = counterparts(measure, there)
            linked |= {n for n, (name, found) in enumerate(said) if name == other and found in near}
        touching = [group for group in groups if linked & set(group)]
        merged = sorted(linked.union(*touching))
        groups = [*(group for group in groups if group not in touching), merged]
    summed = [_summed([said[at] for at in group]) for group in sorted(groups)]
    return [group for group in summed if len(group) > 1 and len({place for _, named in group for place in named}) > 1]


def _measures(row: Row) -> list[Measure]:
    return [m for aspect in _COUNTED for entry in row.cell(aspect).entries for m in read_measures(entry.text)]


def _summed(said: Sequence[tuple[str, Measure]]) -> list[tuple[str, list[str]]]:
    words: dict[str, tuple[str, list[str]]] = {}
    for place, measure in said:
        named = words.setdefault(measure.value, (re.sub(r"\s", "", measure.words), []))[1]
        named += [place] if place not in named else []
    return list(words.values())
