"""Which format a file has, told by its first bytes; its name counts only where those leave it open."""

from __future__ import annotations

import codecs
import re

from assistant.reading import reasons
from assistant.reading.reasons import Reason
from assistant.reading.textfile import sniff_utf16

# So much of a file is looked at. Pages may begin with long comments and scripts.
HEAD_BYTES = 64 * 1024
_PDF_WITHIN = 1024  # ISO 32000-1, implementation note: readers accept the header within the first 1,024 bytes
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# Formats that are read.
TEXT, HTML, DOCX, PDF = "text", "html", "docx", "pdf"
# A ZIP may be a docx; what it holds tells. An OLE2 file is never one that can be read.
ZIP, OLE = "zip", "ole"

# The kind that an ending promises.
BY_ENDING = {".txt": TEXT, ".md": TEXT, ".html": HTML, ".htm": HTML, ".docx": DOCX, ".pdf": PDF}

_SIGNATURES: tuple[tuple[re.Pattern[bytes], Reason], ...] = (
    (re.compile(rb"\{\\rtf"), reasons.RTF),
    (re.compile(rb"\x89PNG|\xff\xd8\xff|GIF8[79]a|II\*\0|MM\0\*|RIFF....WEBP|BM....\0\0\0\0", re.S),
     reasons.PICTURE),
    (re.compile(rb"Rar!|7z\xbc\xaf\x27\x1c|\x1f\x8b"), reasons.ARCHIVE),
    (re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml[^>]*>.{0,200}(?:progid=\"Word\.Document\"|<pkg:package)", re.S),
     reasons.WORD_XML),
    (re.compile(rb"(?:From|Subject|Date|MIME-Version|Content-Type|X-[\w-]+):.{0,2000}multipart/related", re.I | re.S),
     reasons.WEB_ARCHIVE),
)  # fmt: skip

_PAGE = re.compile(r"(?:\ufeff|\s)*<(?:!doctype\s+html|html[\s>]|.{0,9000}?<html[\s>])", re.I | re.S)
_TAG = re.compile(r"<(?:head|body|meta|title|div|p|br|table|tr|td|span|font|h[1-6]|ul|ol|li|b|strong)\b[^<>]*>", re.I)


def tell_kind(head: bytes, ending: str) -> str:
    """The kind of a file that begins with ``head`` (:data:`HEAD_BYTES` at most): one of the constants above.

    ``ending``: of the file's name, in lower case with its dot; it tells a fragment of a page from a text about tags.
    """
    if b"%PDF-" in head[:_PDF_WITHIN]:
        return PDF
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return ZIP
    if head.startswith(_OLE):
        return OLE
    text = _decode_loosely(head)
    is_page = _PAGE.match(text) or (BY_ENDING.get(ending) == HTML and _TAG.search(text))
    return HTML if is_page else TEXT


def why_unreadable(head: bytes) -> Reason | None:
    """For known formats that are not read: what the file is and what to do about it."""
    return next((advice for pattern, advice in _SIGNATURES if pattern.match(head)), None)


def why_not_ole(data: bytes) -> Reason:
    """What an OLE2 file is, and what to do: an encrypted document or one of an old program."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return reasons.LOCKED
    return reasons.OLD_OFFICE


def _decode_loosely(head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head.decode("utf-16", errors="replace")
    return head.decode(sniff_utf16(head) or "latin-1", errors="replace")
