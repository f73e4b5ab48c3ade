"""A conversation as a Word document: questions, answers, and the sources with the words they rest on."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.display.answer import mark, source_name, split_answer
from assistant.records import Answer
from assistant.web.render import Turn
from assistant.web.words import say

if TYPE_CHECKING:
    from docx.document import Document

_FONT, _FONT_EAST_ASIAN = "Times New Roman", "SimSun"
_SMALL_POINTS = 9.0


def conversation_docx(turns: Sequence[Turn], lang: str, today: date) -> bytes:
    """The answered turns of a conversation as a .docx file."""
    from docx import Document

    document = Document()
    _set_font(document)
    document.core_properties.title = say("title", lang)
    document.core_properties.author = ""
    document.add_heading(f"{say('title', lang)} · {say('conversation', lang)}", level=1)
    document.add_paragraph(today.isoformat())
    for turn in turns:
        if turn.answer is not None:
            document.add_heading(_plain(turn.question), level=2)
            _write_answer(document, turn.answer)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def _write_answer(document: Document, answer: Answer) -> None:
    for part in split_answer(answer):
        paragraph = document.add_paragraph()
        if part.heading:
            paragraph.add_run(_plain(part.heading) + ("：" if answer.lang == "zh" else ": ")).bold = True
        for saying in part.sayings:
            paragraph.add_run(_plain(saying.text) + "".join(map(mark, saying.citations)))
    if answer.citations:
        document.add_paragraph().add_run(say("sources", answer.lang)).bold = True
    for citation in answer.citations:
        paragraph = document.add_paragraph()
        for run in (
            paragraph.add_run(f"{mark(citation.n)}{_plain(source_name(citation, answer.lang))}："),
            paragraph.add_run(f"“{_plain(citation.quote)}”"),
        ):
            _set_small(run)


def _set_font(document: Document) -> None:
    """A face for Latin and one for Chinese in every style that is used."""
    from docx.oxml.ns import qn

    for name in ("Normal", "Heading 1", "Heading 2"):
        style = document.styles[name]
        style.font.name = _FONT
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _FONT_EAST_ASIAN)


def _set_small(run: object) -> None:
    from docx.shared import Pt

    run.font.size = Pt(_SMALL_POINTS)  # type: ignore[attr-defined]


def _plain(text: str) -> str:
    """``text`` without the characters that XML cannot hold."""
    return "".join(char for char in text if char in "\t\n" or (ord(char) >= 32 and not 0xD800 <= ord(char) <= 0xDFFF))
