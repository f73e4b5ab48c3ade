"""What differs between places in one column: numbers, people, units, the force of the words, and where it holds.

Only what can be told exactly is marked: words that another place which speaks of the same has not. Names that are one
thing to the glossary (低保对象, 农村低保对象 are not) count as equal.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from assistant.compare.comparison import AspectCell, Comparison, Entry, Row
from assistant.glossary import Glossary
from assistant.spelling import spelling_key
from assistant.unit_names import parse_unit

_DIGITS = {**{digit: value for value, digit in enumerate("零一二三四五六七八九十")}, "两": 2, "半": 0.5}
# 30个病种 is 30种, 5人 is 5名.
_SAME_UNIT = dict(zip(("类", "个", "人", "位", "家", "％", "周岁", "星期", "日"), "种种名名所%岁周天", strict=True))
_NUMBER = re.compile(
    r"(?<![“‘])(?P<each>每)?(?P<number>\d+(?:\.\d+)?(?:[-—~～至]\d+(?:\.\d+)?)?|[一二两三四五六七八九十半]{1,2}(?=[种类个名人所家张项次年月周天岁]))?"
    r"\s*(?P<unit>周岁|星期|季度|个月|种|类|个|名|人|位|所|家|岁|[%％]|万元|元|天|日|周|月|年|次|倍|床|张|项)"
)
_FORCES = (
    ("may", re.compile(r"可以|(?<![许认])可(?=[将在按根由进申享适一直以对探])|允许")),
    ("encouraged", re.compile(r"鼓励|支持|倡导")),
    ("must", re.compile(r"应当|必须|不得|(?<=[，者员])应(?=[当在按])")),
)
_LIST = re.compile(r"、|和(?![谐解])|以及|(?<![涉普])及(?![时其以])")

# What is compared in a column: the words of an entry that say it, each with what it says.
Tokens = Iterator[tuple[str, str]]
Reader = Callable[[Entry, Glossary], Tokens]


def mark_differences(comparison: Comparison, glossary: Glossary) -> Comparison:
    """``comparison`` with the words marked that other speaking cells of their column do not have."""
    rows = list(comparison.rows)
    for aspect, readers in _READERS.items():
        cells = [row.cell(aspect) for row in rows]
        for reader in readers:
            cells = _marked(cells, reader, glossary)
        rows = [_with(row, cell) for row, cell in zip(rows, cells, strict=True)]
    return replace(comparison, rows=tuple(rows))


def _marked(cells: list[AspectCell], reader: Reader, glossary: Glossary) -> list[AspectCell]:
    said = [{key for entry in cell.entries for _, key in reader(entry, glossary)} for cell in cells if cell.entries]
    if len(said) < 2:
        return cells
    shared = set.intersection(*said)
    marked: list[AspectCell] = []
    for cell in cells:
        marked.append(
            replace(cell, entries=tuple(_with_marks(entry, reader, glossary, shared) for entry in cell.entries))
        )
    return marked


def _with_marks(entry: Entry, reader: Reader, glossary: Glossary, shared: set[str]) -> Entry:
    found = (words for words, key in reader(entry, glossary) if key not in shared)
    return replace(entry, differs=tuple(dict.fromkeys((*entry.differs, *found))))


def _with(row: Row, cell: AspectCell) -> Row:
    return replace(row, cells=tuple(cell if old.aspect == cell.aspect else old for old in row.cells))


# --- what an entry says ------------------------------------------------------------------------------------------


def _numbers(entry: Entry, glossary: Glossary | None = None) -> Tokens:
    for match in _NUMBER.finditer(entry.text):
        number, each = match["number"], match["each"] or ""
        if (number or each) and match[0] != "一次":
            unit = _SAME_UNIT.get(match["unit"], match["unit"])
            yield match[0], f"{each}{_value(number) if number else 1}{unit}"


def _value(number: str) -> str:
    if number[0] in _DIGITS:
        tens = number.startswith("十") and len(number) == 2
        total = 10 + _DIGITS[number[1]] if tens else _DIGITS[number[0]] * (10 if len(number) == 2 else 1)
        return f"{total:g}"
    return re.sub("[—~～至]", "-", number)


def number_summary(comparison: Comparison) -> list[list[tuple[str, list[str]]]]:
    """The numbers that differ between places: for each unit of measure the words, each with its places.

    Only units by which at least two places count, and not all the same.
    """
    words: dict[str, dict[str, str]] = {}
    places: dict[str, dict[str, list[str]]] = {}
    for row in comparison.rows:
        for aspect in ("who", "gets", "time_limits", "targets"):
            for said, key in (token for entry in row.cell(aspect).entries for token in _numbers(entry)):
                unit = key.lstrip("每0123456789.-")
                words.setdefault(unit, {}).setdefault(key, re.sub(r"\s", "", said))
                named = places.setdefault(unit, {}).setdefault(key, [])
                named += [row.place or row.notice] if (row.place or row.notice) not in named else []
    return [
        [(words[unit][key], named) for key, named in found.items()]
        for unit, found in places.items()
        if len(found) > 1 and len({place for named in found.values() for place in named}) > 1
    ]


def _people(entry: Entry, glossary: Glossary) -> Tokens:
    for name in filter(None, _LIST.split(entry.text)):
        term = glossary.term(name)
        yield name, term.official if term else spelling_key(name)


def _units(entry: Entry, glossary: Glossary) -> Tokens:
    roles = entry.roles
    named = ((role, name) for role in ("lead", "responsible") for name in (getattr(roles, role) if roles else ()))
    for role, name in named:
        unit = glossary.department(name)
        level = parse_unit(name).level
        yield name, f"{role} {level} {unit.term.official if unit else spelling_key(name)}"


def _force(entry: Entry, glossary: Glossary) -> Tokens:
    unquoted = re.sub(r"“[^”]*”", lambda match: "□" * len(match[0]), entry.text)  # “两个允许” is a name
    for force, pattern in _FORCES:
        for match in pattern.finditer(unquoted):
            yield match[0], force


def _whole(entry: Entry, glossary: Glossary) -> Tokens:
    yield entry.text, spelling_key(entry.text)


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
