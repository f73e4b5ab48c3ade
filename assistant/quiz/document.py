"""A quiz as a Word document: a paper to print, and the answer key on pages of its own."""

from __future__ import annotations

import io
from collections.abc import Sequence
from itertools import zip_longest

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from assistant.quiz.marks import total_of
from assistant.quiz.paper import key_line, lettered, notice_lines, printed_stem, sections_of
from assistant.quiz.records import DIFFICULTY_NAMES, Question, Quiz

_BODY_FONT, _HEAD_FONT, _LATIN_FONT = "宋体", "黑体", "Times New Roman"
_BODY_SIZE, _TITLE_SIZE, _SMALL_SIZE = Pt(12), Pt(18), Pt(10.5)
_INDENT = Cm(0.85)
# Options no longer than this stand so many on a line: four, three, two.
_ROOM_ON_A_LINE = ((4, 8), (3, 11), (2, 17))  # characters with the letter
_TEXT_WIDTH = Cm(16)
_COLUMN_WIDTHS = (Cm(10.5), Cm(5.5))


def document_bytes(quiz: Quiz) -> bytes:
    """The paper of ``quiz`` with its key, as a .docx file."""
    document = Document()
    _set_page(document)
    _set_fonts(document)
    _write_head(document, quiz)
    for section in sections_of(quiz):
        _heading(document, section.heading)
        for question in section.questions:
            _write_question(document, question)
    _write_key(document, quiz)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


# --- page and type ---------------------------------------------------------------------------------------------------


def _set_page(document: WordDocument) -> None:
    """A4 with the margins of official papers, page numbers at the foot."""
    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.5)
    page.top_margin = page.bottom_margin = Cm(2.3)
    foot = page.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for words, code in (("第 ", "PAGE"), (" 页 共 ", "NUMPAGES"), (" 页", "")):
        foot.add_run(words).font.size = _SMALL_SIZE
        if code:
            _add_field(foot.add_run(), code)


def _add_field(run: Run, code: str) -> None:
    """A field that Word counts itself."""
    run.font.size = _SMALL_SIZE
    for kind, text in (("begin", ""), ("", code), ("end", "")):
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = text
        run._r.append(mark)


def _set_fonts(document: WordDocument) -> None:
    style = document.styles["Normal"]
    assert isinstance(style, ParagraphStyle)
    style.font.name, style.font.size = _LATIN_FONT, _BODY_SIZE
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _BODY_FONT)
    style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(0)
    style.paragraph_format.line_spacing = 1.3


def _bold(run: Run) -> Run:
    """A run in the face of headings."""
    run.bold = True
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _HEAD_FONT)
    return run


# --- the paper -------------------------------------------------------------------------------------------------------


def _write_head(document: WordDocument, quiz: Quiz) -> None:
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _bold(title.add_run(quiz.title)).font.size = _TITLE_SIZE
    title.paragraph_format.space_after = Pt(8)
    who = document.add_paragraph("单位：______________　　姓名：____________　　得分：__________")
    who.alignment = WD_ALIGN_PARAGRAPH.CENTER
    who.paragraph_format.space_after = Pt(8)
    _small(document, f"本卷共{len(quiz.questions)}题，满分{total_of(quiz)}分。依据下列文件命题：")
    for number, line in enumerate(notice_lines(quiz), start=1):
        _small(document, f"{number}. {line}")


def _small(document: WordDocument, text: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.add_run(text).font.size = _SMALL_SIZE
    return paragraph


def _heading(document: WordDocument, text: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(12), Pt(4)
    paragraph.paragraph_format.keep_with_next = True
    name, _, rest = text.partition("（")
    _bold(paragraph.add_run(name))
    paragraph.add_run("（" + rest).font.size = _SMALL_SIZE


def _write_question(document: WordDocument, question: Question) -> None:
    stem = document.add_paragraph(f"{question.n}. {printed_stem(question)}")
    stem.paragraph_format.left_indent, stem.paragraph_format.first_line_indent = _INDENT, -_INDENT
    stem.paragraph_format.space_before = Pt(6)
    stem.paragraph_format.keep_together = True
    if question.pairs:
        stem.paragraph_format.keep_with_next = True
        _write_columns(document, question)
    elif question.options:
        stem.paragraph_format.keep_with_next = True
        _write_options(document, lettered(question))


def _write_options(document: WordDocument, options: Sequence[str]) -> None:
    """Options up to four on a line, as their length allows, set by tabs; no line holds a single one that could stand
    with another."""
    longest = max(map(len, options))
    fitting = (number for number, room in _ROOM_ON_A_LINE if longest <= room and len(options) % number != 1)
    a_line = next(fitting, 2 if longest <= _ROOM_ON_A_LINE[-1][1] else 1)
    lines = [options[at : at + a_line] for at in range(0, len(options), a_line)]
    for number, line in enumerate(lines):
        paragraph = document.add_paragraph("\t".join(line))
        shape = paragraph.paragraph_format
        shape.left_indent = _INDENT
        for stop in range(1, a_line):
            shape.tab_stops.add_tab_stop(_INDENT + (_TEXT_WIDTH - _INDENT) * stop // a_line)
        shape.keep_with_next = number < len(lines) - 1


def _write_columns(document: WordDocument, question: Question) -> None:
    """The two columns of a matching question."""
    table = document.add_table(rows=0, cols=2)
    table.style = "Table Grid"
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    lefts = [f"（　　）{at}. {pair.left}" for at, pair in enumerate(question.pairs, start=1)]
    rows = list(zip_longest(lefts, lettered(question), fillvalue=""))
    for at, row in enumerate(rows, start=1):
        cells = table.add_row().cells
        for cell, width, text in zip(cells, _COLUMN_WIDTHS, row, strict=True):
            cell.width = width
            cell.paragraphs[0].add_run(text).font.size = _SMALL_SIZE
            shape = cell.paragraphs[0].paragraph_format
            shape.space_before = shape.space_after = Pt(2)
            shape.keep_with_next = at < len(rows)


# --- the key ---------------------------------------------------------------------------------------------------------


def _write_key(document: WordDocument, quiz: Quiz) -> None:
    """The answers with their explanations, from a new page on."""
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _bold(title.add_run("参考答案与解析")).font.size = _TITLE_SIZE
    for section in sections_of(quiz):
        _heading(document, section.heading.partition("（")[0] + "（答案）")
        for question in section.questions:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.first_line_indent = _INDENT, -_INDENT
            paragraph.paragraph_format.space_before = Pt(3)
            _bold(paragraph.add_run(f"{question.n}. {key_line(question)}"))
            level = f"　〔{DIFFICULTY_NAMES[question.difficulty]}〕"
            paragraph.add_run(f"{level}{question.explanation}").font.size = _SMALL_SIZE
