"""A web page (.html) → its text: what a browser shows of it, without menus.

Left out: scripts, styles, comments, hidden and deleted text, forms, and the parts that lead elsewhere (a remark says
how many). ``<title>`` is left out: it repeats the heading with the site's name behind it. Numbers of ordered lists
stand in front of their items; an item that begins with a mark of its own has none, since such lists hide theirs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from assistant.reading import reasons, remarks
from assistant.reading.formats.blocks import Block, Paragraph
from assistant.reading.formats.extracted import Extracted
from assistant.reading.formats.html_navigation import find_navigation
from assistant.reading.formats.html_source import Element, read_page
from assistant.reading.formats.html_tables import TableFrame
from assistant.reading.formats.lines import to_text
from assistant.reading.formats.numerals import format_number
from assistant.reading.reasons import refuse
from assistant.reading.structure.marks import parse_mark

_UNREAD = {
    "head", "script", "style", "template", "noscript", "iframe", "frame", "object", "embed", "svg", "canvas", "audio",
    "video", "select", "button", "textarea", "datalist", "rt", "rp", "xml", "del", "title", "dialog",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
}  # fmt: skip
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
_SHOWN_AS_BLOCK = re.compile(r"display\s*:\s*(?:block|flex|table(?:-row)?|list-item)\b", re.I)
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*?\b(none|[a-z]+-[a-z-]+|decimal)\b", re.I)
# Names of list styles in CSS and of the attribute ``type`` → names of the formats of numbers.
_LIST_FORMATS = {
    "1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman", "decimal": "decimal",
    "lower-alpha": "lowerLetter", "lower-latin": "lowerLetter", "upper-alpha": "upperLetter",
    "upper-latin": "upperLetter", "lower-roman": "lowerRoman", "upper-roman": "upperRoman",
    "cjk-ideographic": "taiwaneseCountingThousand", "simp-chinese-informal": "taiwaneseCountingThousand",
    "none": "none",
}  # fmt: skip
# Tables within tables beyond this are read as plain blocks; old pages have some five.
_MAX_TABLE_DEPTH = 20
# A line break in the source between two Chinese characters separates nothing (CSS Text Level 3, 4.1.3).
_CJK = r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]"
_SOURCE_BREAK = re.compile(rf"(?<={_CJK})[ \t]*[\r\n][ \t\r\n\f]*(?={_CJK})")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_WIDE_SPACE = re.compile(r"[\u00a0\u2002\u2003\u3000]")
_NUMBER = re.compile(r"\s*(-?\d{1,6})")


def read_html(path: Path) -> Extracted:
    """The text of the page at ``path``.

    :raises CorpusError: where it cannot be read, is too large or shows no text without scripts.
    """
    root, remark = read_page(path)
    navigation = find_navigation(root) if root is not None else set()
    reader = _PageReader(str(path), navigation)
    text = to_text(reader.read(root), str(path)) if root is not None else ""
    if not text.strip() and navigation:  # nothing but links: then those are what the page says
        reader = _PageReader(str(path), set())
        text = to_text(reader.read(root), str(path))
    if not text.strip():
        raise refuse(path, reasons.PAGE_EMPTY)
    return Extracted(text, remarks=tuple(filter(None, (remark, *reader.remarks()))))


@dataclass(slots=True)
class _List:
    format: str
    next: int
    step: int


@dataclass(slots=True)
class _Line:
    """The paragraph that is being read."""

    pieces: list[str] = field(default_factory=list)
    level: int = 0
    number: str = ""  # of the list item that it begins


class _PageReader:
    """Walks a page once, from its first element to its last; nothing here calls itself, however deep the page."""

    def __init__(self, name: str, navigation: set[Element]) -> None:
        self._name = name
        self._navigation = navigation
        self._left_out = self._hidden = self._preformatted = 0
        self._line = _Line()
        self._targets: list[list[Block]] = [[]]
        self._tables: list[TableFrame] = []
        self._flat_tables = 0  # depth within tables that are too deep to be kept
        self._lists: list[_List | None] = []

    def read(self, root: Element) -> list[Block]:
        """The blocks of the page in order."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            if event == "start":
                if self._is_unread(element):
                    walker.skip_subtree()
                else:
                    self._start(element)
                    self._line.pieces.append(element.text or "")
            else:
                if not self._is_unread(element, counting=False):
                    self._end(element)
                elif element.tag in _BLOCKS:
                    self._close()
                self._line.pieces.append(element.tail or "")
        self._close()
        return self._targets[0]

    def remarks(self) -> list[str]:
        """One line for each kind of thing that was left out."""
        told = ((self._left_out, remarks.NAVIGATION), (self._hidden, remarks.HIDDEN))
        return [remark.chinese.format(count) for count, remark in told if count]

    def _is_unread(self, element: Element, *, counting: bool = True) -> bool:
        if element.tag in _UNREAD:
            return True
        if element in self._navigation:
            self._left_out += counting
            return True
        if element.get("hidden") is not None or _HIDDEN.search(element.get("style") or ""):
            self._hidden += counting and bool("".join(element.itertext()).strip())
            return True
        return False

    # --- elements ---------------------------------------------------------------------------------------------------

    def _start(self, element: Element) -> None:
        tag = element.tag
        if tag == "br":
            self._break()
        elif tag in _BLOCKS or _SHOWN_AS_BLOCK.search(element.get("style") or ""):
            self._close()
        self._line.level = _HEADINGS.get(tag, self._line.level)
        self._preformatted += tag == "pre"
        if tag in ("ol", "ul", "menu", "dir"):
            self._lists.append(_open_list(element) if tag == "ol" else None)
        elif tag == "li":
            self._line.number = self._item_number(element)
        elif tag == "table":
            self._open_table(element)
        elif self._tables and not self._flat_tables:
            self._open_table_part(element)

    def _end(self, element: Element) -> None:
        tag = element.tag
        if tag in _BLOCKS or _SHOWN_AS_BLOCK.search(element.get("style") or ""):
            self._close()
        if tag in _HEADINGS:
            self._line.level = 0
        self._preformatted -= tag == "pre"
        if tag in ("ol", "ul", "menu", "dir") and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._line.number = ""
        elif tag == "table":
            self._close_table()
        elif tag in ("td", "th", "caption") and self._tables and not self._flat_tables and len(self._targets) > 1:
            self._targets.pop()

    # --- lines ------------------------------------------------------------------------------------------------------

    def _break(self) -> None:
        if self._line.level:  # a heading over two lines is one heading
            self._line.pieces.append("\n")
        else:
            self._close(leaves_blank=True)

    def _close(self, *, leaves_blank: bool = False) -> None:
        """End the paragraph that is being read; one of wide spaces only is a blank line."""
        raw, line = "".join(self._line.pieces), self._line
        self._line = _Line(level=line.level, number=line.number)
        for text in raw.split("\n") if self._preformatted else (_SPACES.sub(" ", _SOURCE_BREAK.sub("", raw)),):
            bare = text.strip()
            if bare:
                number = "" if parse_mark(bare) else self._line.number
                self._line.number = ""
                self._targets[-1].append(Paragraph(number + (bare if number else text), line.level))
            elif leaves_blank or _WIDE_SPACE.search(text):
                self._targets[-1].append(Paragraph(""))

    def _item_number(self, element: Element) -> str:
        current = self._lists[-1] if self._lists else None
        if current is None:
            return ""
        own = _NUMBER.match(element.get("value") or "")
        value = int(own[1]) if own else current.next
        current.next = value + current.step
        name = _list_format(element, current.format)
        if name == "none":
            return ""
        return f"{format_number(value, name)}、" if "Counting" in name else f"{format_number(value, name)}. "

    # --- tables -----------------------------------------------------------------------------------------------------

    def _open_table(self, element: Element) -> None:
        if self._flat_tables or len(self._tables) >= _MAX_TABLE_DEPTH:
            self._flat_tables += 1
            return
        for outer in self._tables[-1:]:
            outer.is_layout = True  # tables within tables place the parts of old pages
        role = (element.get("role") or "").lower()
        self._tables.append(TableFrame(is_layout=role in ("presentation", "none")))
        # What stands in a table outside its cells comes before it.
        self._targets.append(self._targets[-1])

    def _open_table_part(self, element: Element) -> None:
        table, tag = self._tables[-1], element.tag
        if tag == "tr":
            table.open_row()
        elif tag == "caption":
            self._targets.append(table.caption)
        elif tag in ("td", "th"):
            table.has_headers = table.has_headers or tag == "th"
            self._targets.append(table.open_cell(element.get("colspan"), element.get("rowspan")))

    def _close_table(self) -> None:
        if self._flat_tables:
            self._flat_tables -= 1
            return
        table = self._tables.pop()
        self._targets.pop()
        self._targets[-1].extend(table.caption)
        self._targets[-1].append(table.close(self._name))


def _open_list(element: Element) -> _List:
    start = _NUMBER.match(element.get("start") or "")
    step = -1 if element.get("reversed") is not None else 1
    items = sum(item.tag == "li" for item in element)
    first = int(start[1]) if start else (items if step < 0 else 1)
    return _List(_list_format(element, "decimal"), first, step)


def _list_format(element: Element, inherited: str) -> str:
    style = _LIST_STYLE.search(element.get("style") or "")
    if style:
        return _LIST_FORMATS.get(style[1].lower(), "decimal")
    return _LIST_FORMATS.get(element.get("type") or "", inherited)
