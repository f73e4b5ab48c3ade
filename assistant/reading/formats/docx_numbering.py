"""Automatic numbers of a .docx: “一、”, “（三）”, “第三条”, which stand in numbering.xml and not in the text.

Rules: ECMA-376 Part 1, 17.9; where it is silent, as Word does it. Lists of one abstract numbering count on, whichever
of its instances they use; an instance with a start of its own begins anew where it is first used.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.reading.formats.docx_styles import NumberReference, Style, Styles
from assistant.reading.formats.numerals import format_number
from assistant.reading.formats.wordml import Element, attribute, child, children, is_word, number, switch

_PLACEHOLDER = re.compile(r"%([1-9])")
# Numbers as notices print them have at most some ten characters, “附件%1-%2：”; a longer text would be a bomb.
_MAX_TEXT_CHARS = 60
# After these the tab that Word puts behind a number is no more than the room that the sign itself takes.
_WIDE_END = tuple("、）．】〕》」：。，")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered. ``restart``: from which level (1 is the first) it starts anew; None: any."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    is_legal: bool = False
    style: str | None = None
    is_hidden: bool = False


@dataclass(slots=True)
class _Abstract:
    id: str
    levels: dict[int, Level]
    style_link: str | None


@dataclass(slots=True)
class _Instance:
    id: str
    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)


class Numbering:
    """Counts through a document; ``root``: of numbering.xml, None where there is none."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstracts: dict[str, _Abstract] = {}
        self._instances: dict[str, _Instance] = {}
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for element in root if root is not None else ():
            if is_word(element, "abstractNum"):
                abstract = _read_abstract(element)
                self._abstracts[abstract.id] = abstract
            elif is_word(element, "num"):
                instance = _read_instance(element)
                self._instances[instance.id] = instance

    def next(self, asked: NumberReference, style: Style) -> str:
        """The number in front of the next paragraph, with the space behind it; “” where it has none.

        ``asked``: by the paragraph itself, which wins over its ``style``.
        """
        num_id = asked.num_id if asked.num_id is not None else style.numbering.num_id
        instance = self._instances.get(num_id or "0")
        abstract = self._abstract_of(instance)
        if instance is None or abstract is None or num_id == "0":  # 0 takes a style's numbering away
            return ""
        levels = abstract.levels | instance.levels
        ilvl = self._level_of(asked, style, levels)
        level = levels.get(ilvl)
        if level is None:
            return ""
        counters = self._count(instance, abstract, levels, ilvl)
        return (
            "" if level.is_hidden else _with_suffix(self._text(level, ilvl, levels, instance, counters), level.suffix)
        )

    def _abstract_of(self, instance: _Instance | None) -> _Abstract | None:
        """The definition that ``instance`` counts by; one that only names a list style stands for that style's."""
        seen: set[str] = set()
        while instance is not None and instance.abstract not in seen:
            seen.add(instance.abstract)
            abstract = self._abstracts.get(instance.abstract)
            if abstract is None or abstract.style_link is None:
                return abstract
            instance = self._instances.get(self._styles.get(abstract.style_link).numbering.num_id or "0")
        return None

    @staticmethod
    def _level_of(asked: NumberReference, style: Style, levels: dict[int, Level]) -> int:
        if asked.level is not None:
            return asked.level
        for style_id in style.ids:  # a level that names the style comes before the level that the style names (17.9.23)
            named = next((ilvl for ilvl, level in levels.items() if level.style == style_id), None)
            if named is not None:
                return named
        return style.numbering.level or 0 if asked.num_id is None else 0

    def _count(self, instance: _Instance, abstract: _Abstract, levels: dict[int, Level], ilvl: int) -> dict[int, int]:
        counters = self._counters.setdefault(abstract.id, {})
        begins = ilvl in instance.starts and (instance.id, ilvl) not in self._begun
        self._begun.add((instance.id, ilvl))
        if begins or ilvl not in counters:
            counters[ilvl] = instance.starts.get(ilvl, levels[ilvl].start)
        else:
            counters[ilvl] += 1
        for deeper in [key for key in counters if key > ilvl]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart is None or ilvl < restart:
                del counters[deeper]
        return counters

    @staticmethod
    def _text(level: Level, ilvl: int, levels: dict[int, Level], instance: _Instance, counters: dict[int, int]) -> str:
        def value_of(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            shown = levels.get(index)
            if shown is None or index > ilvl:
                return ""
            value = counters.get(index, instance.starts.get(index, shown.start))
            return format_number(value, "decimal" if level.is_legal else shown.format)

        return "" if level.format == "bullet" else _PLACEHOLDER.sub(value_of, level.text)


def _with_suffix(text: str, suffix: str) -> str:
    spaced = text and suffix != "nothing" and not text.endswith((*_WIDE_END, " ", "\u3000"))
    return f"{text} " if spaced else text


def _read_abstract(element: Element) -> _Abstract:
    levels = {number(item, "ilvl") or 0: _read_level(item) for item in element if is_word(item, "lvl")}
    link = attribute(child(element, "numStyleLink"))
    return _Abstract(attribute(element, "abstractNumId") or "", levels, link)


def _read_instance(element: Element) -> _Instance:
    instance = _Instance(attribute(element, "numId") or "", attribute(child(element, "abstractNumId")) or "")
    for override in element:
        if not is_word(override, "lvlOverride"):
            continue
        ilvl = number(override, "ilvl") or 0
        start, level = number(child(override, "startOverride")), child(override, "lvl")
        if start is not None:
            instance.starts[ilvl] = start
        if level is not None:
            instance.levels[ilvl] = _read_level(level)
    return instance


def _read_level(element: Element) -> Level:
    start = number(child(element, "start"))
    formats = [item for item in children(element) if is_word(item, "numFmt")]
    return Level(
        start=0 if start is None else start,  # the standard's default, and what Word counts from
        format=attribute(formats[0]) or "decimal" if formats else "decimal",
        text=(attribute(child(element, "lvlText")) or "")[:_MAX_TEXT_CHARS],
        suffix=attribute(child(element, "suff")) or "tab",
        restart=number(child(element, "lvlRestart")),
        is_legal=bool(switch(child(element, "isLgl"))),
        style=attribute(child(element, "pStyle")),
        is_hidden=bool(switch(child(element, "rPr", "vanish"))),
    )
