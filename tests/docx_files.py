"""Word documents for the tests, part by part, so that each holds exactly the XML that Word or WPS writes for a case."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from assistant.reading.formats.extract import extract

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": _W,
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"


class Level(NamedTuple):
    """A level of a list; ``more``: further elements of ``w:lvl``."""

    text: str
    format: str = "decimal"
    start: int = 1
    suffix: str | None = None
    more: str = ""


def abstract(number: int, levels: Sequence[Level], more: str = "") -> str:
    """``w:abstractNum`` number ``number``."""
    written = "".join(
        f'<w:lvl w:ilvl="{ilvl}"><w:start w:val="{level.start}"/><w:numFmt w:val="{level.format}"/>{level.more}'
        + (f'<w:suff w:val="{level.suffix}"/>' if level.suffix else "")
        + f'<w:lvlText w:val="{level.text}"/></w:lvl>'
        for ilvl, level in enumerate(levels)
    )
    return f'<w:abstractNum w:abstractNumId="{number}">{more}{written}</w:abstractNum>'


def instance(number: int, abstract_number: int, overrides: str = "") -> str:
    """``w:num`` number ``number`` of an abstract numbering."""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract_number}"/>{overrides}</w:num>'


def start_at(ilvl: int, start: int) -> str:
    """The override that begins level ``ilvl`` anew at ``start``."""
    return f'<w:lvlOverride w:ilvl="{ilvl}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def run(text: str, properties: str = "") -> str:
    """``w:r`` with ``text``."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*content: str, num: tuple[int, int] | None = None, style: str = "", properties: str = "") -> str:
    """``w:p``: text, or runs where a piece begins with “<”; ``num``: its numId and level."""
    inner = "".join(piece if piece.startswith("<") else run(piece) for piece in content)
    listed = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    styled = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{styled}{listed}{properties}</w:pPr>{inner}</w:p>"


def tc(*content: str, properties: str = "") -> str:
    """``w:tc``: paragraphs, or texts, each of which becomes one."""
    inner = "".join(piece if piece.startswith("<") else p(piece) for piece in content or ("",))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def tr(*cells: str, properties: str = "") -> str:
    """``w:tr``: cells, or texts, each of which becomes one."""
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(c if c.startswith('<w:tc>') else tc(c) for c in cells)}</w:tr>"


def tbl(*rows: str) -> str:
    """``w:tbl``."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


SPAN, DOWN, DOWN_GOES_ON = '<w:gridSpan w:val="{}"/>', '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def style(style_id: str, name: str, properties: str = "", *, based_on: str = "", kind: str = "paragraph") -> str:
    """``w:style``; ``properties``: its ``w:pPr`` and ``w:rPr``."""
    base = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return f'<w:style w:type="{kind}" w:styleId="{style_id}"><w:name w:val="{name}"/>{base}{properties}</w:style>'


def field(instruction: str, result: str | None) -> str:
    """A complex field."""
    parts = [f"<w:instrText>{instruction}</w:instrText>"]
    if result is not None:
        parts += ['<w:fldChar w:fldCharType="separate"/>', f"<w:t>{result}</w:t>"]
    marks = ['<w:fldChar w:fldCharType="begin"/>', *parts, '<w:fldChar w:fldCharType="end"/>']
    return "".join(f"<w:r>{mark}</w:r>" for mark in marks)


def document_xml(body: Iterable[str]) -> str:
    """word/document.xml."""
    return f"{_XML}<w:document {_NAMESPACES}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>"


def parts_of(body: Iterable[str], numbering: Iterable[str] = (), styles: Iterable[str] = ()) -> dict[str, str | bytes]:
    """The parts of a document by their names."""
    written = {"numbering": "".join(numbering), "styles": "".join(styles)}
    others = {kind: xml for kind, xml in written.items() if xml}
    relations = "".join(
        f'<Relationship Id="r{kind}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>' for kind in others
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_MAIN_TYPE}"/></Types>',
        "_rels/.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
        f'Type="{_RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document_xml(body),
        "word/_rels/document.xml.rels": f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{relations}'
        "</Relationships>",
    }
    return parts | {
        f"word/{kind}.xml": f"{_XML}<w:{kind} {_NAMESPACES}>{xml}</w:{kind}>" for kind, xml in others.items()
    }


def write_parts(path: Path, parts: dict[str, str | bytes]) -> Path:
    """A ZIP file with ``parts``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


def write_docx(path: Path, *body: str, numbering: Iterable[str] = (), styles: Iterable[str] = ()) -> Path:
    """The document with ``body``."""
    return write_parts(path, parts_of(body, numbering, styles))


# The levels that offices number by: 一、（一）1.（1）①
OFFICE_LEVELS = [
    Level("%1、", "japaneseCounting", suffix="nothing"),
    Level("（%2）", "japaneseCounting", suffix="nothing"),
    Level("%3.", suffix="nothing"),
    Level("（%4）", suffix="nothing"),
    Level("%5", "decimalEnclosedCircleChinese", suffix="nothing"),
]


def text_of(folder: Path, *body: str, numbering: list[str] | None = None, styles: list[str] | None = None) -> str:
    """What is read of a document with this body."""
    return extract(write_docx(folder / "甲.docx", *body, numbering=numbering or (), styles=styles or ())).text
