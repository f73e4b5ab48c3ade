"""A file → its text, whatever its format."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assistant.errors import CorpusError
from assistant.reading import reasons, remarks
from assistant.reading.formats import kinds
from assistant.reading.formats.extracted import Extracted
from assistant.reading.reasons import refuse
from assistant.reading.textfile import check_file, read_bytes, read_text

# Endings of the formats that can be read.
ENDINGS = (".txt", ".md", ".html", ".htm", ".docx", ".pdf")
# Scans of a long notice have some 20 MB; text and pages have their own, smaller limit.
MAX_BINARY_BYTES = 50_000_000

# Marks that change the order in which text is shown, and are not seen themselves (Unicode TR9).
_DIRECTION = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def extract(path: Path) -> Extracted:
    """The text of the file at ``path``; its format is told by its content, not by its name alone.

    :raises CorpusError: where it cannot be read, holds no text, is empty, too large or damaged (one line).
    """
    head = _read_head(path)
    if not head:
        raise refuse(path, reasons.EMPTY)
    ending = path.suffix.lower()
    kind = kinds.tell_kind(head, ending)
    advice = kinds.why_unreadable(head) if kind == kinds.TEXT else None
    if kind == kinds.OLE:
        advice = kinds.why_not_ole(read_bytes(path, MAX_BINARY_BYTES))
    if advice:
        raise refuse(path, advice)
    if kind == kinds.TEXT and kinds.BY_ENDING.get(ending) in (kinds.DOCX, kinds.PDF):
        _check_named(path, ending)
    kind = kinds.DOCX if kind == kinds.ZIP else kind
    extracted = _READERS[kind](path)
    remarks = (*_name_remarks(ending, kind), *_direction_remarks(extracted.text), *extracted.remarks)
    return replace(extracted, remarks=remarks)


def _read_head(path: Path) -> bytes:
    try:
        check_file(path, MAX_BINARY_BYTES)
        with path.open("rb") as file:
            return file.read(kinds.HEAD_BYTES)
    except OSError as error:
        raise refuse(path, reasons.UNREADABLE, error.strerror or error) from error


def _check_named(path: Path, ending: str) -> None:
    """A damaged document is not told to be saved as text, and is not taken for one: GB18030 has no invalid bytes to
    speak of."""
    try:
        text = read_text(path)
    except CorpusError:
        text = "\1"
    if re.search(r"[\x00-\x08\x0e-\x1f]", text):
        raise refuse(path, reasons.MISNAMED, ending)


def _name_remarks(ending: str, kind: str) -> tuple[str, ...]:
    promised = kinds.BY_ENDING.get(ending)
    if kind == promised or (promised is None and kind == kinds.TEXT):
        return ()
    return (remarks.MISNAMED.chinese.format(ending, remarks.KIND_NAMES[kind].chinese),) if ending else ()


def _direction_remarks(text: str) -> tuple[str, ...]:
    count = len(_DIRECTION.findall(text))
    if not count:
        return ()
    return (remarks.DIRECTION.chinese.format(count),)


def _read_text(path: Path) -> Extracted:
    return Extracted(read_text(path))


def _read_html(path: Path) -> Extracted:
    from assistant.reading.formats.html import read_html

    return read_html(path)


def _read_docx(path: Path) -> Extracted:
    from assistant.reading.formats.docx import read_docx

    return read_docx(path)


def _read_pdf(path: Path) -> Extracted:
    from assistant.reading.formats.pdf import read_pdf

    return read_pdf(path)


# The libraries of the formats are loaded where a file needs them: most files are plain text.
_READERS: dict[str, Callable[[Path], Extracted]] = {
    kinds.TEXT: _read_text,
    kinds.HTML: _read_html,
    kinds.DOCX: _read_docx,
    kinds.PDF: _read_pdf,
}
