"""A Word document (.docx) → its text: paragraphs with their automatic numbers, tables where they stand.

The XML is read as it is, not through python-docx: that gives neither numbers nor content controls, text boxes or
tracked changes, and inflates every part of the file. Tracked changes count as accepted. A line break within a
paragraph begins a line; the reader joins lines that belong together, as it does with those of text files. Left out:
headers and footers (letterheads and page numbers), footnotes, comments, tables of contents, hidden text; where it
could be missed, a remark says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from assistant.reading import reasons, remarks
from assistant.reading.formats.blocks import Block, Cell, Paragraph, Row, Table
from assistant.reading.formats.docx_numbering import Numbering
from assistant.reading.formats.docx_runs import RunReader
from assistant.reading.formats.docx_styles import Style, Styles, number_reference, outline_level
from assistant.reading.formats.extracted import Extracted
from assistant.reading.formats.lines import to_text
from assistant.reading.formats.package import Package
from assistant.reading.formats.wordml import Element, attribute, child, children, is_word, local, number, switch
from assistant.reading.reasons import refuse
from assistant.reading.textfile import read_bytes

MAX_DOCX_BYTES = 50_000_000
_MAX_COLUMNS = 63  # Word's own limit
_PAGE_NUMBER = re.compile(r"[\s.．…·]*(?:\d{1,4}|[ivxlc]{1,6})\s*$", re.I)

# What is said of what was left out, by kind.
_REMARKS = {
    "deleted": remarks.DELETED,
    "hidden": remarks.HIDDEN,
    "notes": remarks.NOTES,
    "contents": remarks.CONTENTS,
    "pictures": remarks.PICTURES,
    "embedded": remarks.EMBEDDED,
}


def read_docx(path: Path) -> Extracted:
    """The text of the document at ``path``.

    :raises CorpusError: where it cannot be read, is no Word document, is damaged, encrypted or too large, or holds no
        text.
    """
    package = Package(path, read_bytes(path, MAX_DOCX_BYTES))
    root = package.parse(package.main)
    body = child(root, "body")
    if body is None:
        raise refuse(path, reasons.NO_BODY)
    reader = _DocumentReader(package)
    text = to_text(list(reader.blocks(body)), str(path))
    if not text.strip():
        raise refuse(path, reasons.ONLY_PICTURES if reader.counts["pictures"] else reasons.NO_TEXT)
    return Extracted(text, remarks=tuple(reader.remarks()))


class _DocumentReader:
    """Reads the blocks of a document in order; numbers and fields count on from one to the next."""

    def __init__(self, package: Package) -> None:
        self.counts: Counter[str] = Counter()
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles)
        self._runs = RunReader(self._styles, self.counts)
        self._carried = ""  # text of paragraphs whose end was deleted: it belongs to the next one

    def remarks(self) -> Iterator[str]:
        """One line for each kind of thing that was left out."""
        for kind, remark in _REMARKS.items():
            if self.counts[kind]:
                yield remark.chinese.format(self.counts[kind])

    def blocks(self, container: Element) -> Iterator[Block]:
        """What stands in ``container``: a body, a cell, a text box."""
        for item in children(container):
            name = local(item)
            if name == "p":
                yield from self._paragraph(item)
            elif name == "tbl":
                yield self._table(item)
            elif name == "sdt":
                if _is_contents(item):
                    self.counts["contents"] += sum(is_word(inner, "p") for inner in item.iter())
                elif (content := child(item, "sdtContent")) is not None:
                    yield from self.blocks(content)
            elif name == "altChunk":
                self.counts["embedded"] += 1
            elif name in ("customXml", "ins", "moveTo", "smartTag"):
                yield from self.blocks(item)
        if self._carried:
            text, self._carried = self._carried, ""
            yield Paragraph(text)

    def _paragraph(self, element: Element) -> Iterator[Block]:
        properties = child(element, "pPr")
        style = self._styles.paragraph(attribute(child(properties, "pStyle")))
        in_contents = self._runs.in_contents
        content = self._runs.read(element, style)
        in_contents = in_contents or self._runs.in_contents
        if style.is_contents or (in_contents and _PAGE_NUMBER.search(content.text)):
            self.counts["contents"] += bool(content.text.strip())
            return
        if _mark_says(properties, "del"):
            self._carried += content.text
        elif content.text.strip() or not self._is_hidden(properties, style):
            text, self._carried = self._carried + content.text, ""
            mark = self._numbering.next(number_reference(properties), style)
            level = outline_level(properties)
            yield Paragraph(
                mark + (text.lstrip(" \t\u00a0\u3000") if mark else text),
                style.heading_level if level is None else level,
                style.is_title,
            )
        for box in content.boxes:
            yield from self.blocks(box)

    @staticmethod
    def _is_hidden(properties: Element | None, style: Style) -> bool:
        """Whether a paragraph without text is hidden, its number with it."""
        own = switch(child(properties, "rPr", "vanish"))
        return bool(style.is_hidden if own is None else own)

    # --- tables ----------------------------------------------------------------------------------------------------

    def _table(self, element: Element) -> Table:
        table = Table()
        above: Row = {}
        for row in _parts(element, "tr"):
            properties = child(row, "trPr")
            if child(properties, "del") is not None or switch(child(properties, "hidden")):
                self.counts["deleted" if child(properties, "del") is not None else "hidden"] += 1
                continue
            above = self._row(row, above, _span(number(child(properties, "gridBefore")), 0))
            table.rows.append(above)
            last = max(above, default=0)
            table.width = max(table.width, last + above[last].columns if above else 0)
        return table

    def _row(self, element: Element, above: Row, column: int) -> Row:
        row: Row = {}
        last: int | None = None
        for item in _parts(element, "tc"):
            properties = child(item, "tcPr")
            columns = _span(number(child(properties, "gridSpan")), 1)
            if _merge(properties, "vMerge") == "continue" and column in above:
                row[column] = above[column]
            elif _merge(properties, "hMerge") == "continue" and last is not None:
                row[last] = replace(row[last], columns=row[last].columns + columns)
                column += columns
                continue
            else:
                row[column] = Cell(tuple(self.blocks(item)), columns)
            last, column = column, column + columns
        return row


def _parts(element: Element, name: str) -> Iterator[Element]:
    """The rows of a table or the cells of a row, out of content controls and other wrappings."""
    for item in children(element):
        if is_word(item, name):
            yield item
        elif local(item) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _parts(item, name)


def _merge(properties: Element | None, name: str) -> str | None:
    merge = child(properties, name)
    return None if merge is None else attribute(merge) or "continue"


def _span(value: int | None, least: int) -> int:
    return least if value is None else min(max(value, least), _MAX_COLUMNS)


def _mark_says(properties: Element | None, name: str) -> bool:
    """Whether the mark that ends a paragraph was tracked as deleted."""
    return child(properties, "rPr", name) is not None


def _is_contents(control: Element) -> bool:
    """Whether a content control holds a table of contents (ECMA-376 Part 1, 17.5.2.12)."""
    gallery = attribute(child(control, "sdtPr", "docPartObj", "docPartGallery")) or ""
    return gallery.lower() == "table of contents"
