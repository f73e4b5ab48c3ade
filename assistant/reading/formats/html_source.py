"""The bytes of a web page → its tree. Nothing in it is run, nothing that it names is fetched."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Any

from lxml import etree

from assistant.reading import reasons, remarks
from assistant.reading.reasons import refuse
from assistant.reading.textfile import decode, is_garbled, read_bytes, sniff_utf16

Element = Any  # lxml has no types of its own

# What the tree costs, in elements and attributes: some 100 bytes each. The largest pages of offices have thousands.
MAX_TREE_SIZE = 2_000_000
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.I)
_CHARSET_WITHIN = 4096
# Encodings that Chinese pages declare; GBK and GB2312 are parts of GB18030. Any other name is not trusted.
_DECLARED = {
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "gb18030": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
}
# A page in which one character in a hundred is broken has another encoding than the one tried.
_BROKEN_SHARE = 0.01
_TOO_DEEP = "Excessive depth"


def read_page(path: Path) -> tuple[Element, str | None]:
    """The root element of the page at ``path``, and a remark where characters in it are broken.

    :raises CorpusError: where it cannot be read, is empty, too large, or its tags are nested beyond any page's.
    """
    text, remark = _decode_page(read_bytes(path), str(path))
    if text.count("<") + text.count("=") > MAX_TREE_SIZE:
        raise refuse(path, reasons.PAGE_TOO_LARGE)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.replace("\0", "").encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refuse(path, reasons.PAGE_BROKEN) from error
    if any(_TOO_DEEP in entry.message for entry in parser.error_log):  # what lies deeper is lost
        raise refuse(path, reasons.PAGE_TOO_DEEP)
    return root, remark


def _decode_page(data: bytes, name: str) -> tuple[str, str | None]:
    """The page as text: by its byte order mark, as UTF-8, as it declares, as GB18030; broken characters are said."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or sniff_utf16(data):
        return decode(data, name), None
    declared = _CHARSET.search(data[:_CHARSET_WITHIN])
    named = declared[1].decode("ascii").lower() if declared else ""
    candidates = dict.fromkeys(("utf-8", _DECLARED.get(named, "gb18030"), "gb18030"))
    for codec in candidates:
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        if codec == "gb18030" and is_garbled(text):
            raise refuse(name, reasons.PAGE_ENCODING)
        return text, None
    codec = _DECLARED.get(named, "utf-8")
    text = data.decode(codec, errors="replace")
    broken = text.count("\ufffd")
    if broken > _BROKEN_SHARE * len(text):
        raise refuse(name, reasons.PAGE_ENCODING)
    return text, remarks.BROKEN.chinese.format(broken)
