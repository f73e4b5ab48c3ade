"""The spreadsheet that quiz programs import: a row a question, with 题型, 题干, 选项A to F, 答案, 解析, and more."""

from __future__ import annotations

import io
import json
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from assistant.quiz.paper import notice_lines
from assistant.quiz.records import DIFFICULTY_NAMES, FILL_IN, KIND_NAMES, MATCHING, Question, Quiz, Source

PROOF = "校验"
_OPTIONS = tuple(f"选项{letter}" for letter in "ABCDEF")
_COLUMNS = ("题型", "题干", *_OPTIONS, "答案", "解析", "难度", "分类", "地方", "通知", "文号", "条款", PROOF)
_WIDTHS = {"题型": 8, "题干": 48, "答案": 10, "解析": 48, "难度": 6, "分类": 20, "通知": 30, "文号": 20, "条款": 14}
_OPTION_WIDTH, _OTHER_WIDTH = 13, 10
_LINE_HEIGHT = 15  # points
_FILLED = 0.85  # of a line's width: Chinese breaks before marks, and typefaces differ
_SHEET, _ABOUT = "题库", "说明"
_LINE = Side(style="thin", color="BFBFBF")
_HEAD = PatternFill("solid", fgColor="DDE6F0")
_NOTES = (
    "匹配题：题干列出左栏，选项A–F为右栏（可有多余项），答案写作“1-C；2-A”。填空题：有几种写法都算对的，用“|”隔开。",
    "“校验”一列供 quiz --verify 核对题目是否仍然成立，请勿删改；导入其他程序时可不导。",
)


def sheet_bytes(quiz: Quiz) -> bytes:
    """The workbook of ``quiz``: the questions on the first sheet, where they come from on the second."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = _SHEET
    for at, name in enumerate(_COLUMNS, start=1):
        _write(sheet.cell(1, at), name, bold=True)
    for row, question in enumerate(quiz.questions, start=2):
        values = row_of(question)
        for at, name in enumerate(_COLUMNS, start=1):
            _write(sheet.cell(row, at), values.get(name, ""))
        sheet.row_dimensions[row].height = _LINE_HEIGHT * max(_lines_of(name, text) for name, text in values.items())
    _lay_out(sheet)
    _write_about(book.create_sheet(_ABOUT), quiz)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def row_of(question: Question) -> dict[str, str]:
    """The cells of one question by column."""
    lefts = "".join(f"\n{at}. {pair.left}" for at, pair in enumerate(question.pairs, start=1))
    answers = [question.answer, *question.accepted] if question.kind == FILL_IN else [question.answer]
    return {
        "题型": KIND_NAMES[question.kind],
        "题干": question.stem + lefts,
        **dict(zip(_OPTIONS, question.options, strict=False)),
        "答案": "|".join(answers),
        "解析": question.explanation,
        "难度": DIFFICULTY_NAMES[question.difficulty],
        "分类": question.topic,
        "地方": question.place or "",
        "通知": question.title or question.notice,
        "文号": question.number or "",
        "条款": "、".join(dict.fromkeys(source.clause or "（无编号段）" for source in _sources(question)[:1])),
        PROOF: _proof(question),
    }


def _lines_of(column: str, text: str) -> int:
    """How many lines a cell needs: programs that read the file do not all count them."""
    if column == PROOF:
        return 1
    width = _WIDTHS.get(column, _OPTION_WIDTH if column in _OPTIONS else _OTHER_WIDTH)
    cells = (sum(1 if char.isascii() else 2 for char in line) for line in text.split("\n"))
    return sum(1 + count // int(width * _FILLED) for count in cells)


def _sources(question: Question) -> list[Source]:
    found = [question.source, *question.also]
    for pair in question.pairs:
        found += [pair.source, *pair.also]
    return list(dict.fromkeys(found))


def _proof(question: Question) -> str:
    """What proves the question, as JSON: its facts, and for each clause its id, the words and the hash."""
    proof = {
        "keys": question.keys,
        "stem": question.stem if question.kind == MATCHING else "",
        "pairs": [(pair.left, pair.right) for pair in question.pairs],
        "sources": [(source.clause_id, source.quote, source.sha256) for source in _sources(question)],
    }
    return json.dumps(proof, ensure_ascii=False)


def _write(cell: Cell, text: str, *, bold: bool = False) -> None:
    """``text`` as text, whatever it begins with: no cell of a notice's words is a formula."""
    cell.value = text
    if text:
        cell.data_type = "s"
    cell.quotePrefix = text[:1] in tuple("=+-@\t\r")
    cell.alignment = Alignment(
        wrap_text=True, vertical="center" if bold else "top", horizontal="center" if bold else None
    )
    cell.border = Border(_LINE, _LINE, _LINE, _LINE)
    cell.font = Font(name="宋体", size=11, bold=bold)
    if bold:
        cell.fill = _HEAD


def _lay_out(sheet: Worksheet) -> None:
    """Widths, the header frozen and repeated on every page, a filter, paper turned; the proof is hidden."""
    for at, name in enumerate(_COLUMNS, start=1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width = _WIDTHS.get(name, _OPTION_WIDTH if name in _OPTIONS else _OTHER_WIDTH)
        column.hidden = name == PROOF
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.print_title_rows = "1:1"
    sheet.print_area = f"A1:{get_column_letter(_COLUMNS.index('解析') + 1)}{sheet.max_row}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _write_about(sheet: Worksheet, quiz: Quiz) -> None:
    sheet.column_dimensions["A"].width = 110
    for row, line in enumerate((quiz.title, *about_lines(quiz), *_NOTES), start=1):
        _write(sheet.cell(row, 1), line)


def about_lines(quiz: Quiz) -> list[str]:
    """From which notices the questions were made, one line each."""
    return [f"出题依据：{line}" for line in notice_lines(quiz)]


def read_rows(file: Path) -> list[dict[str, str]]:
    """The rows of a workbook's first sheet by the names of the columns, empty rows left out.

    :raises ValueError: where it is no workbook.
    """
    try:
        book = load_workbook(file, read_only=True, data_only=True)
    except Exception as error:
        raise ValueError("no workbook") from error
    try:
        rows = [[str(value) if value is not None else "" for value in row] for row in book.worksheets[0].values]
    finally:
        book.close()
    return [dict(zip(rows[0], row, strict=False)) for row in rows[1:] if any(row)] if rows else []
