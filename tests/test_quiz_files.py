"""The files of a quiz, read back by the libraries and programs that read such files."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from gift_reader import read_gift
from quiz_fixtures import full_paper, records, small_quiz

from assistant.quiz.files import FORMATS, quiz_bytes
from assistant.quiz.gift import escape
from assistant.quiz.records import KIND_NAMES, Quiz

QUIZ = full_paper(1)
HOSTILE = "=1+2~{3}#a:b\\c->d"


def sheet(quiz: Quiz) -> Any:
    return openpyxl.load_workbook(io.BytesIO(quiz_bytes(quiz, "xlsx")))


def hostile() -> Quiz:
    """A paper whose words hold everything that commands a spreadsheet or GIFT."""
    questions = []
    for question in QUIZ.questions:
        options = tuple(HOSTILE + option for option in question.options)
        right = tuple(HOSTILE + answer if question.options else answer for answer in question.right)
        questions.append(replace(question, stem=HOSTILE + question.stem, options=options, right=right))
    return replace(QUIZ, questions=tuple(questions))


# --- JSON ------------------------------------------------------------------------------------------------------------


def test_json_is_a_list_of_flat_records() -> None:
    read = json.loads(quiz_bytes(QUIZ, "json"))
    assert read == records(QUIZ)
    assert [record["n"] for record in read] == list(range(1, len(QUIZ.questions) + 1))
    assert len({record["id"] for record in read}) == len(QUIZ.questions)
    assert {"kind", "stem", "options", "answer", "explanation", "notice", "clause_id", "quote", "start", "end"} <= set(
        read[0]
    )


# --- spreadsheet -----------------------------------------------------------------------------------------------------


def test_the_spreadsheet_has_the_columns_that_programs_import() -> None:
    book = sheet(QUIZ)
    rows = list(book["题库"].values)
    assert rows[0][:10] == ("题型", "题干", "选项A", "选项B", "选项C", "选项D", "选项E", "选项F", "答案", "解析")
    assert rows[0][10:12] == ("难度", "分类")
    assert len(rows) == len(QUIZ.questions) + 1
    for row, question in zip(rows[1:], QUIZ.questions, strict=True):
        assert row[0] == KIND_NAMES[question.kind]
        assert row[1].startswith(question.stem)
        assert [cell for cell in row[2:8] if cell] == list(question.options)
        assert row[8].split("|")[0] == question.answer
        assert row[9] == question.explanation


def test_the_spreadsheet_opens_ready_to_print() -> None:
    page = sheet(QUIZ)["题库"]
    assert page.freeze_panes == "C2"
    assert page.auto_filter.ref == page.dimensions
    assert page.print_title_rows == "$1:$1"
    assert page.page_setup.orientation == "landscape"
    assert page.column_dimensions["B"].width == 48


def test_words_that_begin_like_a_formula_stay_words() -> None:
    page = sheet(hostile())["题库"]
    cells = [cell for row in page.iter_rows(min_row=2) for cell in row if str(cell.value or "").startswith("=1+2")]
    assert len(cells) > 100
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells)


def test_the_spreadsheet_says_where_the_questions_come_from() -> None:
    lines = [row[0] for row in sheet(QUIZ)["说明"].values]
    assert any("汴卫乡振〔2022〕9号，2022-06-27" in line for line in lines)


# --- GIFT ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("quiz", [QUIZ, hostile()], ids=["plain", "hostile"])
def test_gift_says_what_the_questions_say(quiz: Quiz) -> None:
    read = read_gift(quiz_bytes(quiz, "gift").decode())
    assert len(read) == len(quiz.questions)
    for gift, question in zip(read, quiz.questions, strict=True):
        assert gift.stem == question.stem
        assert gift.feedback == question.explanation
        if question.kind == "true_false":
            assert gift.verdict == (question.answer == "正确")
        elif question.kind == "fill_in":
            assert [answer.text for answer in gift.answers] == [question.answer, *question.accepted]
        elif question.kind == "matching":
            spare = [("", option.replace("->", "→")) for option in question.options if option not in question.right]
            pairs = [(pair.left, pair.right) for pair in question.pairs]
            assert [(answer.text, answer.pair) for answer in gift.answers] == [*pairs, *spare]
        else:
            assert [answer.text for answer in gift.answers] == list(question.options)
            assert {a.text for a in gift.answers if a.weight > 0} == set(question.right)


def test_gift_escapes_what_commands_it() -> None:
    assert escape("a~b=c#d{e}f:g\\h") == r"a\~b\=c\#d\{e\}f\:g\\h"
    assert escape("一\n二") == "一\\n二"


@pytest.mark.parametrize(
    "broken",
    ["::a::[plain]b = c {TRUE}", "::a::[plain]b {=c", "[plain]b {TRUE}", "::a::[plain]b {~%50%c ~%-100%d}"],
)
def test_the_reader_of_gift_is_strict(broken: str) -> None:
    with pytest.raises(ValueError):
        read_gift(broken)


# --- Word ------------------------------------------------------------------------------------------------------------


def test_the_paper_holds_every_question_and_its_key_begins_on_a_new_page() -> None:
    document = Document(io.BytesIO(quiz_bytes(QUIZ, "docx")))
    texts = [paragraph.text for paragraph in document.paragraphs]
    key = texts.index("参考答案与解析")
    asked, answered = "\n".join(texts[:key]), "\n".join(texts[key:])
    breaks = [p for p in document.paragraphs[:key] if p._p.findall(f".//{qn('w:br')}")]
    assert len(breaks) == 1
    assert texts[0] == "政策文件知识测验"
    assert "姓名：" in texts[1] and "得分：" in texts[1]
    for question in QUIZ.questions:
        assert f"{question.n}. {question.stem}" in asked
        assert question.explanation in answered
        assert question.explanation not in asked
        assert f"{question.n}. {question.answer}" in answered
    for name in ("一、单选题", "二、多选题", "三、判断题", "四、填空题", "五、匹配题"):
        assert name in asked and name in answered


def test_the_paper_says_from_which_notices_it_was_made() -> None:
    document = Document(io.BytesIO(quiz_bytes(QUIZ, "docx")))
    head = "\n".join(paragraph.text for paragraph in document.paragraphs[:9])
    for words in ("汴卫乡振〔2022〕9号，2022-06-27", "陕卫促进发〔2021〕55号，2021-11-03", "云南省，2021-08-16"):
        assert words in head


def test_matching_stands_in_two_columns() -> None:
    document = Document(io.BytesIO(quiz_bytes(QUIZ, "docx")))
    matchings = [question for question in QUIZ.questions if question.kind == "matching"]
    assert len(document.tables) == len(matchings)
    for table, question in zip(document.tables, matchings, strict=True):
        assert [row.cells[1].text[3:] for row in table.rows] == list(question.options)
        assert all(pair.left in row.cells[0].text for row, pair in zip(table.rows, question.pairs, strict=False))


def test_chinese_type_is_set() -> None:
    document = Document(io.BytesIO(quiz_bytes(QUIZ, "docx")))
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:eastAsia")) == "宋体"


# --- all -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_writes_a_small_quiz(form: str) -> None:
    data = quiz_bytes(small_quiz(count=6), form)
    if form in ("docx", "xlsx"):
        assert zipfile.ZipFile(io.BytesIO(data)).testzip() is None
    else:
        assert "甲卫发〔2023〕8号" in data.decode()


def test_markdown_holds_the_paper_and_the_key() -> None:
    text = quiz_bytes(QUIZ, "md").decode()
    asked, _, key = text.partition("## 参考答案与解析")
    assert asked.count("\n- A. ") == sum(question.kind in ("single", "multiple") for question in QUIZ.questions)
    assert all(f"\n{question.n}\\. " in asked and f"\n{question.n}\\. **" in key for question in QUIZ.questions)
