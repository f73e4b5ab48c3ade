"""The bytes of a PDF → its text. Runs in a process of its own (:mod:`.pdf_worker`), since files may be made to harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from assistant.errors import CorpusError
from assistant.reading import reasons, remarks
from assistant.reading.formats.extracted import Extracted
from assistant.reading.formats.pdf_columns import reading_order
from assistant.reading.formats.pdf_margins import SheetItems, take_out
from assistant.reading.formats.pdf_page import MAX_PAGE_CHARS, UNREADABLE, PageContent, read_page
from assistant.reading.formats.pdf_paragraphs import to_paragraphs
from assistant.reading.formats.pdf_rows import Paragraph
from assistant.reading.formats.pdf_tables import Table, find_tables

# The longest official notices have some hundred pages and 100,000 characters.
MAX_PAGES = 2_000
_MAX_CHARS = 1_500_000
# Where so many characters (share) have no meaning in the file, the others are not to be trusted either.
_UNREADABLE_SHARE = 0.05
# A page is a picture where pictures cover so much of it (share) and it has no more text than a stamp or a page number.
_PICTURE_SHARE, _PICTURE_CHARS = 0.4, 12
_MAX_QUOTED_CHARS = 40


@dataclass(slots=True)
class _Findings:
    """What is to be told about the pages, which are counted from 1."""

    pictures: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    damaged: list[int] = field(default_factory=list)
    unreadable: Counter[int] = field(default_factory=Counter)
    turned: dict[str, list[int]] = field(default_factory=dict)
    outside: dict[str, list[int]] = field(default_factory=dict)
    chars: int = 0


def read_document(data: bytes) -> Extracted:
    """The text of the PDF that ``data`` is.

    :raises CorpusError: where it cannot be read; the message does not name the file.
    """
    document = _open(data)
    findings = _Findings()
    sheets: list[SheetItems] = []
    table: Table | None = None
    for number in range(len(document)):
        sheet, table = _read_sheet(document, number, table, findings)
        sheets.append(sheet)
    _refuse_unreadable(findings)
    running = take_out(sheets)
    if not any(sheet.items for sheet in sheets):
        raise CorpusError(*(reasons.PDF_SCANNED if findings.pictures else reasons.PDF_EMPTY))
    text, pages = _set_out(to_paragraphs(sheets), len(sheets))
    return Extracted(text, pages, (*_remarks(findings, len(sheets)), *running.remarks()))


def _open(data: bytes) -> pdfium.PdfDocument:
    # A file cut short would be read as far as it goes, and what is missing would not be noticed.
    if b"%%EOF" not in data.rstrip(b"\0 \t\r\n")[-2048:]:
        raise CorpusError(*reasons.PDF_BROKEN)
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise CorpusError(*(reasons.PDF_LOCKED if locked else reasons.PDF_BROKEN)) from error
    if len(document) > MAX_PAGES:
        raise CorpusError(*reasons.PDF_TOO_MANY_PAGES.told(len(document), MAX_PAGES))
    return document


def _read_sheet(
    document: pdfium.PdfDocument, number: int, table: Table | None, findings: _Findings
) -> tuple[SheetItems, Table | None]:
    """One page, with its last table; ``table``: that of the page before."""
    try:
        page = document[number]
        content = read_page(page)
        page.close()
    except pdfium.PdfiumError:
        findings.damaged.append(number + 1)
        return SheetItems(1, 1, []), None
    _note(content, number + 1, findings)
    tables, glyphs = find_tables(content.glyphs, content.rules, table)
    items = reading_order(glyphs, tables, content.width)
    return SheetItems(content.width, content.height, items), tables[-1] if tables else None


def _note(content: PageContent, page: int, findings: _Findings) -> None:
    inked = [glyph for glyph in content.glyphs if not glyph.char.isspace()]
    findings.chars += len(inked)
    if findings.chars > _MAX_CHARS or len(content.glyphs) > MAX_PAGE_CHARS:
        raise CorpusError(*reasons.PDF_TOO_LONG)
    if content.picture >= _PICTURE_SHARE and len(inked) <= _PICTURE_CHARS:
        findings.pictures.append(page)
    elif content.scanned > len(content.glyphs) / 2:
        findings.scanned.append(page)
    unreadable = sum(glyph.char == UNREADABLE for glyph in inked)
    if unreadable:
        findings.unreadable[page] = unreadable
    for left_out, where in ((content.turned, findings.turned), (content.outside, findings.outside)):
        if left_out:
            where.setdefault(left_out[:_MAX_QUOTED_CHARS], []).append(page)


def _refuse_unreadable(findings: _Findings) -> None:
    if findings.unreadable.total() > _UNREADABLE_SHARE * findings.chars:
        raise CorpusError(*reasons.PDF_GARBLED)


def _set_out(paragraphs: Sequence[Paragraph], count: int) -> tuple[str, tuple[int, ...]]:
    """The paragraphs as lines, and where each of ``count`` pages begins in them."""
    starts: dict[int, int] = {}
    parts: list[str] = []
    position = 0
    for paragraph in paragraphs:
        for piece in paragraph:
            starts.setdefault(piece.page, position)
            parts.append(piece.text)
            position += len(piece.text)
        parts.append("\n")
        position += 1
    pages: list[int] = []
    following = position
    for page in range(count - 1, 0, -1):
        following = min(starts.get(page, following), following)
        pages.append(following)
    return "".join(parts), (0, *reversed(pages))


# --- remarks -----------------------------------------------------------------------------------------------------


def _remarks(findings: _Findings, count: int) -> list[str]:
    told = []
    if findings.damaged:
        told.append(remarks.PAGES_DAMAGED.chinese.format(_pages(findings.damaged)))
    if findings.pictures:
        told.append(remarks.PAGES_PICTURES.chinese.format(_pages(findings.pictures)))
    if findings.scanned:
        is_all = len(findings.scanned) == count
        remark = remarks.ALL_SCANNED if is_all else remarks.PAGES_SCANNED
        told.append(remark.chinese.format(_pages(findings.scanned)))
    if findings.unreadable:
        total = findings.unreadable.total()
        told.append(remarks.PAGES_UNREADABLE.chinese.format(_pages(sorted(findings.unreadable)), total))
    told += [remarks.TURNED.chinese.format(text, _pages(on)) for text, on in findings.turned.items()]
    told += [remarks.OUTSIDE.chinese.format(text, _pages(on)) for text, on in findings.outside.items()]
    return told


def _pages(numbers: Sequence[int]) -> str:
    """“2、5–8”."""
    runs = []
    for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
        members = [number for _, number in run]
        runs.append(f"{members[0]}–{members[-1]}" if len(members) > 1 else str(members[0]))
    return "、".join(runs)
