"""What stands inside a paragraph of a .docx: its text as a reader of the printout sees it, and what hangs on it.

In: inserted text, hyperlinks, content controls, results of fields, characters of formulas, circled numbers (``EQ``).
Out: deleted and moved-away text, instructions of fields, hidden text, soft hyphens, phonetic guides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from assistant.reading.formats.docx_styles import Style, Styles
from assistant.reading.formats.numerals import circled
from assistant.reading.formats.wordml import Element, attribute, child, children, local, switch

_LEFT_OUT = {
    "pPr", "rPr", "sdtPr", "sdtEndPr", "del", "moveFrom", "delText", "delInstrText", "rt", "ffData", "fldData",
    "customXmlPr", "smartTagPr", "hyperlinkPr", "oMathParaPr",
}  # fmt: skip
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OBJECTS = {"drawing", "pict", "object"}
_PICTURES = {"blip", "imagedata"}
# { EQ \o\ac(○,3) }: a digit in a ring, which has no result but is drawn from its instruction.
_RING = re.compile(r"eq\s*\\o\s*(?:\\a[clr]\s*)?\(\s*[○〇◯]\s*[,，;；]\s*(\d{1,2})\s*\)", re.I)
_CONTENTS = re.compile(r"\s*TOC\b", re.I)
_SOFT_HYPHEN = "\u00ad"
_PRIVATE = range(0xE000, 0xF900)  # glyphs of symbol fonts (boxes, ticks), which mean nothing in another font


@dataclass(slots=True)
class _Field:
    instruction: str = ""
    in_result: bool = False


@dataclass(slots=True)
class Content:
    """What a paragraph holds: its text and the text boxes that hang on it."""

    text: str = ""
    boxes: list[Element] = field(default_factory=list)


class RunReader:
    """Reads the insides of paragraphs, in the order of the document, since fields run over several of them.

    ``counts``: what was left out, by kind: ``hidden``, ``deleted``, ``notes``, ``pictures``.
    """

    def __init__(self, styles: Styles, counts: Counter[str]) -> None:
        self._styles = styles
        self._counts = counts
        self._fields: list[_Field] = []

    @property
    def in_contents(self) -> bool:
        """Whether the place reached lies in a table of contents that Word made."""
        return any(_CONTENTS.match(item.instruction) for item in self._fields)

    def read(self, paragraph: Element, style: Style) -> Content:
        """What ``paragraph`` holds."""
        # Only a table of contents runs on into the next paragraph; any other field left open is a damaged one.
        self._fields = [item for item in self._fields if _CONTENTS.match(item.instruction)]
        content = Content()
        content.text = "".join(self._inside(paragraph, content, bool(style.is_hidden)))
        return content

    def _inside(self, element: Element, content: Content, hidden: bool) -> Iterator[str]:
        for item in children(element):
            name = local(item)
            if name == "r":
                yield from self._inside(item, content, self._is_hidden(item, hidden))
            elif name in ("del", "moveFrom"):
                self._counts["deleted"] += any(local(inner) == "delText" for inner in item.iter())
            elif name in _LEFT_OUT:
                continue
            elif name == "t" or name in _SIGNS:
                yield self._shown(_sign(item, name), hidden)
            elif name == "sym":
                yield self._shown(_symbol(item), hidden)
            elif name == "instrText":
                if self._fields:
                    self._fields[-1].instruction += item.text or ""
            elif name == "fldChar":
                yield self._field(item)
            elif name in ("footnoteReference", "endnoteReference"):
                self._counts["notes"] += 1
            elif name in _OBJECTS:
                self._look_into(item, content)
            else:
                yield from self._inside(item, content, hidden)

    def _is_hidden(self, run: Element, inherited: bool) -> bool:
        properties = child(run, "rPr")
        own = switch(child(properties, "vanish"))
        if own is None:
            style = attribute(child(properties, "rStyle"))
            own = self._styles.get(style).is_hidden if style else None
        return inherited if own is None else own

    def _shown(self, text: str, hidden: bool) -> str:
        if any(not item.in_result for item in self._fields):
            return ""
        if hidden:
            self._counts["hidden"] += bool(text.strip())
            return ""
        return text

    def _field(self, element: Element) -> str:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif self._fields and kind == "separate":
            self._fields[-1].in_result = True
        elif self._fields and kind == "end":
            done = self._fields.pop()
            ring = None if done.in_result else _RING.search(done.instruction)
            return circled(int(ring[1])) if ring else ""
        return ""

    def _look_into(self, drawing: Element, content: Content) -> None:
        """The text boxes in ``drawing``, each once, and how many pictures it holds."""
        waiting = [drawing]
        while waiting:
            element = waiting.pop()
            name = local(element)
            if name == "txbxContent":
                content.boxes.append(element)
                continue
            self._counts["pictures"] += name in _PICTURES
            waiting.extend(reversed(list(children(element))))


def _sign(element: Element, name: str) -> str:
    if name != "t":
        return _SIGNS[name]
    # A line break in the file is a space on paper; real ones are elements.
    return re.sub(r"[\r\n]+", " ", (element.text or "").replace(_SOFT_HYPHEN, ""))


def _symbol(element: Element) -> str:
    code = attribute(element, "char") or ""
    value = int(code, 16) if re.fullmatch(r"[0-9A-Fa-f]{1,5}", code) else 0
    return "" if value in _PRIVATE or not value or 0xD800 <= value < 0xE000 else chr(value)
