"""The same questions over copies that the test altered, without catalogue and glossary: answers follow the text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

NOTICES = Path(__file__).resolve().parents[1] / "corpus" / "notices"
CHANGES = {
    "shaanxi-2021.txt": [
        ("陕西省", "甘肃省"),
        ("陕卫促进发〔2021〕55号", "甘卫促进发〔2023〕77号"),
        ("2021年11月3日印发", "2023年4月18日印发"),
        ("委基层卫生健康处牵头", "委药政管理处牵头"),
        ("每年6月和11月底前", "每年3月和9月底前"),
        ("农村低保对象、特困人员和易返贫致贫人口（其中", "孤儿、残疾人和现役军人家属（其中"),
        ("不少于5人（中医院不少于3人）", "不少于8人（中医院不少于6人）"),
    ],
    "zhongwei-2021.txt": [
        ("中卫市", "固原市"),
        ("（市医保局、各县〔区〕）", "（市财政局、市医保局、各县〔区〕）"),
        ("453所村卫生室", "612所村卫生室"),
    ],
}


@pytest.fixture(scope="module")
def altered(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """Two altered notices in a bare folder."""
    from assistant.answering.service import Assistant

    folder = tmp_path_factory.mktemp("bare")
    for name, changes in CHANGES.items():
        text = (NOTICES / name).read_bytes().decode("utf-8")
        for old, new in changes:
            assert old in text, f"{name} does not hold {old}"
            text = text.replace(old, new)
        (folder / name).write_bytes(text.encode("utf-8"))
    index = tmp_path_factory.mktemp("bare-index")
    return Assistant.open(load_settings({"ASSISTANT_CORPUS": str(folder), "ASSISTANT_INDEX": str(index)}))


def test_metadata_come_from_the_text(altered: Assistant) -> None:
    notice = next(notice for notice in altered.notices if notice.id == "shaanxi-2021")
    assert (notice.number, notice.issuer, notice.place, notice.date) == (
        "甘卫促进发〔2023〕77号",
        "甘肃省卫生健康委员会",
        "甘肃省",
        "2023-04-18",
    )


@pytest.mark.parametrize(
    ("question", "place", "text"),
    [
        ("甘肃家庭医生签约谁牵头？", "甘肃省", "委药政管理处牵头，有关处室、各设区市配合。"),
        (
            "甘肃什么时候报送落实情况？",
            "甘肃省",
            "各牵头单位要在每年3月和9月底前将牵头负责工作的半年、年度落实情况和下一步工作安排报送委乡村振兴领导小组办公室。",
        ),
        (
            "甘肃谁可以享受先诊疗后付费？",
            "甘肃省",
            "在有效防范制度风险的前提下，有条件的地方可将县域内公立医疗机构住院先诊疗后付费政策对象调整为孤儿、残疾人和"
            "现役军人家属（其中涉及第三方责任的患者不享受先诊疗后付费政策）。",
        ),
        (
            "固原医疗保障待遇由谁牵头？",
            "固原市",
            "市财政局牵头；其他责任单位：市医保局、各县〔区〕。文中规定“第1个单位为牵头单位，下同”。",
        ),
    ],
)
def test_answers_change_with_the_text(altered: Assistant, question: str, place: str, text: str) -> None:
    answer = altered.ask(question)
    assert answer.status == "answered"
    assert [(statement.place, statement.text) for statement in answer.statements] == [(place, text)]


def test_numbers_change_with_the_text(altered: Assistant) -> None:
    text = altered.ask("固原有多少所村卫生室").text
    assert "612所村卫生室" in text
    assert "453" not in text
    text = altered.ask("甘肃三级医院派驻管理人员不少于多少人").text
    assert "不少于8人（中医院不少于6人）" in text
    assert "5人" not in text


@pytest.mark.parametrize("question", ["陕西家庭医生签约谁牵头？", "中卫医疗保障待遇由谁牵头？"])
def test_the_old_places_have_no_notice_any_more(altered: Assistant, question: str) -> None:
    answer = altered.ask(question)
    assert answer.status == "not_found"
    assert [missing.why for missing in answer.missing] == ["no_notice"]
