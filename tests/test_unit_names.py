"""Names of units: level and place kept apart, English for answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.glossary import Glossary, load_glossary
from assistant.unit_names import parse_unit

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return load_glossary(CORPUS)


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("市卫健委负责什么", "city"),
        ("省卫生健康委", "province"),
        ("县卫健局", "county"),
        ("卫健委", ""),
        ("国家卫健委", "national"),
        ("规划信息处", "section"),
        ("county health bureau", "county"),
        ("provincial finance department", "province"),
        ("finance department", ""),
    ],
)
def test_a_mention_keeps_the_level_that_is_said(glossary: Glossary, text: str, level: str) -> None:
    (mention,) = glossary.find(text)
    assert mention.level == level


@pytest.mark.parametrize(
    ("asked", "printed", "same"),
    [
        ("卫健委", "市卫生健康委", True),
        ("市卫健委", "市卫生健康委", True),
        ("国家卫健委", "市卫生健康委", False),
        ("省卫健委", "市卫生健康委", False),
        ("省卫健委", "国家卫生健康委", False),
        ("陕西省卫健委", "云南省卫生健康委员会", False),
        ("陕西省卫健委", "省卫生健康委", True),
        ("财政部", "财政局", False),
        ("省财政厅", "财政局", False),
        ("财政局", "省财政厅", False),
        ("财政部门", "省财政厅", True),
        ("医保局", "医疗保障部门", True),
        ("国家医保局", "市医保局", False),
        ("扶贫办", "市乡村振兴局", True),
        ("规划信息处", "委规划信息处", True),
        ("规划信息处", "规划信息与财务科", False),
        ("健康促进处", "健康促进科", False),
        ("健康促进处", "健康促进处等有关处室", True),
        ("办公室", "委办公室", True),
        ("气象局", "市气象局", True),
        ("省气象局", "市气象局", False),
        ("气象局", "市水文局", False),
        ("民政局", "气象局", False),
    ],
)
def test_same_unit_keeps_levels_apart(glossary: Glossary, asked: str, printed: str, same: bool) -> None:
    assert glossary.same_unit(asked, printed) is same


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("委基层卫生健康处", "Division of Primary Health"),
        ("规划信息处", "Division of Planning and Information"),
        ("市医保局", "Municipal Healthcare Security Bureau"),
        ("省财政厅", "Provincial Department of Finance"),
        ("云南省民政厅", "Provincial Department of Civil Affairs"),
        ("国家卫生健康委", "National Health Commission"),
        ("自治区卫生健康委", "Regional Health Commission"),
        ("有关处室", "the divisions concerned"),
        ("健康促进处等有关处室", "Division of Health Promotion and other units concerned"),
        ("各级卫生健康行政部门", "health departments at all levels"),
        ("各县〔区〕", "all counties and districts"),
        ("委乡村振兴领导小组办公室", "Office of the Commission's Leading Group for Rural Revitalization"),
        ("特困人员", "people in extreme difficulty"),
        ("先诊疗、后付费", "treat first, pay later"),
        ("市气象局", None),
    ],
)
def test_english_for_answers(glossary: Glossary, name: str, english: str | None) -> None:
    assert glossary.english(name) == english


@pytest.mark.parametrize(
    ("name", "place", "level", "core"),
    [
        ("陕西省卫生健康委员会", "陕西省", "province", "卫生健康委员会"),
        ("市卫生健康委规划信息与财务科", "", "section", "规划信息与财务科"),
        ("市场监管局", "", "", "市场监管局"),
        ("市市场监管局", "", "city", "市场监管局"),
        ("市委宣传部", "", "city", "宣传部"),
        ("财政部", "", "national", "财政部"),
        ("省水利厅等部门", "", "province", "水利厅"),
    ],
)
def test_unit_names_are_taken_apart(name: str, place: str, level: str, core: str) -> None:
    unit = parse_unit(name)
    assert (unit.place, unit.level, unit.core) == (place, level, core)
