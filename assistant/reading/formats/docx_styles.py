"""styles.xml of a .docx: what a paragraph inherits through its style."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.reading.formats.wordml import Element, attribute, child, number, switch

# Word keeps English names for its own styles whatever the language it shows; other programs write Chinese ones.
_HEADING_NAME = re.compile(r"(?:heading|标题)\s*([1-9])(?!\d)", re.I)
_TITLE_NAMES = {"title", "标题", "文档标题", "公文标题"}
_CONTENTS_NAME = re.compile(r"(?:toc|目录)\s*(?:heading|标题|\d)|table of figures", re.I)
# Word allows some ten; in a damaged file a style may be based on itself.
_MAX_CHAIN = 20
_BODY_LEVEL = 9  # outline level of text that is no heading (ECMA-376 Part 1, 17.3.1.20)


@dataclass(frozen=True, slots=True)
class NumberReference:
    """Which numbering a paragraph or a style asks for; None: it does not say."""

    num_id: str | None
    level: int | None


@dataclass(slots=True)
class Style:
    """A style with those that it is based on, itself first."""

    id: str
    name: str
    chain: tuple[Element, ...] = field(repr=False)

    @property
    def heading_level(self) -> int:
        """Depth from 1 where it is a heading's style, else 0."""
        for element in self.chain:
            level = outline_level(child(element, "pPr"))
            if level is not None:
                return level
            named = _HEADING_NAME.fullmatch(_name(element))
            if named:
                return int(named[1])
        return 0

    @property
    def is_title(self) -> bool:
        """Whether it is the style of a document's title."""
        return self.name.lower() in _TITLE_NAMES

    @property
    def is_contents(self) -> bool:
        """Whether it is the style of a line in a table of contents."""
        return bool(_CONTENTS_NAME.match(self.name))

    @property
    def ids(self) -> tuple[str, ...]:
        """Its own id and those of the styles that it is based on."""
        return tuple(attribute(element, "styleId") or "" for element in self.chain)

    @property
    def numbering(self) -> NumberReference:
        """The numbering that it gives its paragraphs."""
        references = [number_reference(child(element, "pPr")) for element in self.chain]
        num_id = next((found.num_id for found in references if found.num_id is not None), None)
        return NumberReference(num_id, next((found.level for found in references if found.level is not None), None))

    @property
    def is_hidden(self) -> bool | None:
        """Whether its text is hidden; None: it does not say."""
        found = (switch(child(element, "rPr", "vanish")) for element in self.chain)
        return next((hidden for hidden in found if hidden is not None), None)


class Styles:
    """The styles by their ids; ``root``: of styles.xml, None where the document has none."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default: str | None = None
        self._styles: dict[str, Style] = {}
        for element in root.findall("{*}style") if root is not None else ():
            style_id = attribute(element, "styleId") or ""
            self._elements[style_id] = element
            if attribute(element, "type") == "paragraph" and switch_attribute(element, "default"):
                self._default = style_id

    def paragraph(self, style_id: str | None) -> Style:
        """The style of a paragraph; the default one where it names none that exists."""
        return self.get(style_id if style_id in self._elements else self._default)

    def get(self, style_id: str | None) -> Style:
        """The style ``style_id``; one that says nothing where it does not exist."""
        key = style_id or ""
        if key not in self._styles:
            chain = tuple(self._chain(key))
            self._styles[key] = Style(key, _name(chain[0]) if chain else "", chain)
        return self._styles[key]

    def _chain(self, style_id: str) -> list[Element]:
        chain: list[Element] = []
        element = self._elements.get(style_id)
        while element is not None and len(chain) < _MAX_CHAIN:
            chain.append(element)
            element = self._elements.get(attribute(child(element, "basedOn")) or "")
        return chain


def switch_attribute(element: Element, name: str) -> bool:
    """Whether the attribute ``w:name`` is on."""
    return (attribute(element, name) or "0").lower() in ("1", "true", "on")


def outline_level(properties: Element | None) -> int | None:
    """Depth of a heading from 1 that ``w:pPr`` states, 0 for text; None: it does not say."""
    level = number(child(properties, "outlineLvl"))
    if level is None:
        return None
    return level + 1 if 0 <= level < _BODY_LEVEL else 0


def number_reference(properties: Element | None) -> NumberReference:
    """The numbering that ``w:pPr`` asks for."""
    asked = child(properties, "numPr")
    return NumberReference(attribute(child(asked, "numId")), number(child(asked, "ilvl")))


def _name(element: Element) -> str:
    return (attribute(child(element, "name")) or "").strip()
