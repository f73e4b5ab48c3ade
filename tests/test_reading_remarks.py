"""What reading says that looks wrong is there in Chinese and in English."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from docx_files import p, run, write_docx

from assistant.display.notices import warning_line
from assistant.gazetteer import Gazetteer, load_gazetteer
from assistant.reading import remarks
from assistant.reading.formats.extract import extract
from assistant.reading.notice import read_notice
from assistant.reading.reasons import Reason
from assistant.reading.remarks import ALL, KIND_NAMES, english_of
from assistant.records import ReadingWarning
from assistant.settings import load_settings

READING = Path(remarks.__file__).parent
SHAPES = Path(__file__).parent / "shapes"
_CHINESE = re.compile("[\u4e00-\u9fff]")


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer(load_settings({}).corpus)


def _values(text: str) -> list[str]:
    return re.findall(r"\{\d\}", text)


@pytest.mark.parametrize("remark", ALL, ids=lambda remark: remark.english[:30])
def test_every_line_has_its_english(remark: Reason) -> None:
    assert sorted(_values(remark.chinese)) == _values(remark.chinese)
    # (A line on the whole text names no page in either language.)
    assert set(_values(remark.english)) == set(_values(remark.chinese))
    assert _CHINESE.search(remark.chinese) and not _CHINESE.search(remark.english)
    said = remark.chinese.format("甲“乙”{0}", "2、5–8")
    assert english_of(said) == remark.english.format("甲“乙”{0}", "2, 5–8")
    assert english_of(said + "。") is None


def test_the_names_of_formats_are_said_in_english_too() -> None:
    said = remarks.MISNAMED.chinese.format(".pdf", KIND_NAMES["docx"].chinese)
    assert said == "文件名是 .pdf，内容是 Word 文档（.docx），已按后者读取"
    assert english_of(said) == "The file is called .pdf but holds a Word document (.docx), and was read as that"


def test_no_line_is_worded_elsewhere() -> None:
    """A warning that a rule words for itself would have no English."""
    worded = re.compile("没有读|没有列入|略去|可能缺失|可能丢失|已按|已损坏，读出来")
    found = []
    for file in READING.rglob("*.py"):
        if file.name in ("remarks.py", "reasons.py"):
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        documented = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
        texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in documented)
        found += [
            (file.name, node.lineno) for node in texts if isinstance(node.value, str) and worded.search(node.value)
        ]
    assert found == []


def test_every_warning_of_the_invented_notices_has_its_english(gazetteer: Gazetteer) -> None:
    files = [file for file in SHAPES.iterdir() if file.suffix in (".txt", ".md", ".html", ".docx")]
    warnings = {warning.message for file in files for warning in read_notice(file, gazetteer).warnings}
    assert len(warnings) >= 3
    assert {message for message in warnings if english_of(message) is None} == set()


def test_a_file_tells_what_was_left_out_in_both(tmp_path: Path) -> None:
    hidden = p(run("一、甲"), run("密", "<w:vanish/>"))
    (remark,) = extract(write_docx(tmp_path / "甲.docx", hidden)).remarks
    warning = ReadingWarning(remark, "", 0, 0)
    assert warning_line(warning) == "说明：隐藏的文字 1 处没有读入"
    assert warning_line(warning, "en") == "Note: Hidden text was left out (1)"


def test_a_line_of_an_older_program_stays_as_it_is() -> None:
    assert warning_line(ReadingWarning("没有这样的话", "一、", 3, 4), "en") == "Doubt: 一、 没有这样的话 (character 3)"
