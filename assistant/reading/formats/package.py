"""The ZIP file that a .docx is: its parts, inflated within limits, parsed without entities and without the network.

Nothing that the file says of its own sizes is trusted. Only the few parts that hold text are inflated, each up to a
limit, so that neither the number of the others nor what they would inflate to costs anything.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree

from assistant.errors import CorpusError
from assistant.reading import reasons
from assistant.reading.reasons import Reason, refuse

# A notice of 100,000 characters has a document part of some 5 MB; the limit leaves room for wordy formatting.
MAX_PART_BYTES = 20_000_000
# What the tree costs, in elements and attributes: some 100 bytes each; wordy documents have 3 in 100 bytes.
MAX_TREE_SIZE = 6_000_000
# Every entry of the directory becomes an object; real documents have dozens, with pictures hundreds.
MAX_ENTRIES = 10_000
_CENTRAL_HEADER = b"PK\x01\x02"
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the only ones of ECMA-376 Part 2; others inflate without limit
_MAIN = ("wordprocessingml.document.main+xml", "wordprocessingml.template.main+xml", "ms-word.document.macroEnabled")
_OTHER_OFFICE = (
    ("spreadsheetml", ("Excel 表格", "an Excel workbook")),
    ("ms-excel", ("Excel 表格", "an Excel workbook")),
    ("presentationml", ("PowerPoint 演示文稿", "a PowerPoint presentation")),
    ("ms-powerpoint", ("PowerPoint 演示文稿", "a PowerPoint presentation")),
)
# ISO/IEC 29500 Strict names the same elements in other namespaces.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)  # fmt: skip
_DOCTYPES = tuple("<!DOCTYPE".encode(codec) for codec in ("ascii", "utf-16-le", "utf-16-be"))

Element = Any  # lxml has no types of its own


class Package:
    """The parts of the .docx file at ``path``.

    :raises CorpusError: where it is no ZIP, is damaged or encrypted, or holds another document than a Word one.
    """

    def __init__(self, path: Path, data: bytes) -> None:
        self.path = path
        if data.count(_CENTRAL_HEADER) > MAX_ENTRIES:
            raise refuse(path, reasons.TOO_MANY_PARTS, MAX_ENTRIES)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise self._damaged() from error
        self._names = {info.filename.replace("\\", "/").lstrip("/"): info for info in self._zip.infolist()}
        self.main = self._find_main()

    def _damaged(self) -> CorpusError:
        return refuse(self.path, reasons.DAMAGED)

    def _too_large(self) -> CorpusError:
        return refuse(self.path, reasons.INFLATES)

    def read(self, name: str) -> bytes | None:
        """The part ``name``, inflated; None where there is none."""
        info = self._names.get(name)
        if info is None:
            return None
        if info.flag_bits & 1:
            raise refuse(self.path, reasons.LOCKED)
        if info.compress_type not in _METHODS:
            raise self._damaged()
        try:
            with self._zip.open(info) as part:
                data = part.read(MAX_PART_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self._damaged() from error
        if len(data) > MAX_PART_BYTES:
            raise self._too_large()
        return data

    def parse(self, name: str) -> Element | None:
        """The root element of the part ``name``; None where there is none.

        :raises CorpusError: where it is no XML, is nested deeper than 256 elements, or has a document type: the
            standard forbids those, and entities come with them.
        """
        data = self.read(name)
        if data is None:
            return None
        if any(doctype in data for doctype in _DOCTYPES):
            raise refuse(self.path, reasons.ENTITIES)
        if data.count(b"<") + data.count(b"=") > MAX_TREE_SIZE:
            raise self._too_large()
        for strict, transitional in _STRICT:
            data = data.replace(strict, transitional)
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            return etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged() from error

    def related(self, kind: str) -> Element | None:
        """The root of the part that the document calls its ``kind`` (“styles”, “numbering”), else None."""
        folder, file = posixpath.split(self.main)
        relations = self.parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in relations if relations is not None else ():
            target = relation.get("Target", "")
            if relation.get("Type", "").endswith(f"/{kind}") and relation.get("TargetMode") != "External":
                return self.parse(posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/"))
        return None

    def _find_main(self) -> str:
        types = self.parse("[Content_Types].xml")
        if types is None:
            raise refuse(self.path, self._what_it_is())
        for override in types:
            name, kind = override.get("PartName", "").lstrip("/"), override.get("ContentType", "")
            if any(main in kind for main in _MAIN):
                return str(name) or "word/document.xml"  # a default for all .xml names no part
        listed = " ".join(override.get("ContentType", "") for override in types)
        office = next((called for key, called in _OTHER_OFFICE if key in listed), None)
        if office:
            raise refuse(self.path, reasons.OTHER_OFFICE, *office)
        raise self._damaged()

    def _what_it_is(self) -> Reason:
        if "OFD.xml" in self._names:
            return reasons.OFD
        mimetype = self.read("mimetype") or b""
        if mimetype.startswith(b"application/vnd.oasis.opendocument"):
            return reasons.OPEN_DOCUMENT
        if any(name.startswith("word/") for name in self._names):
            return reasons.DAMAGED_WORD
        return reasons.ARCHIVE
