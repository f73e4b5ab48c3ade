"""The check lets true statements pass: those that the assistant makes of the five notices and of two invented ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from check_fixtures import ENGLISH_QUESTIONS, INVENTED_QUESTIONS, QUESTIONS, open_invented, statements

from assistant.answering.check import why_rejected
from assistant.records import Statement

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """The assistant over notices that nobody has seen."""
    return open_invented(tmp_path_factory.mktemp("invented"), tmp_path_factory.mktemp("index"))


def test_statements_on_the_five_notices_pass(assistant: Assistant) -> None:
    chinese, dropped = statements(assistant, QUESTIONS)
    english, dropped_english = statements(assistant, ENGLISH_QUESTIONS + QUESTIONS[:40], "en")
    assert len(chinese) >= 120
    assert len(english) >= 80
    assert dropped + dropped_english == []


def test_statements_on_notices_never_seen_pass(invented: Assistant) -> None:
    chinese, dropped = statements(invented, INVENTED_QUESTIONS)
    english, dropped_english = statements(invented, INVENTED_QUESTIONS, "en")
    assert len(chinese) + len(english) >= 70
    assert dropped + dropped_english == []


# --- statements worded otherwise than the program would ---------------------------------------------------------------

BOTH = "谁可以先诊疗后付费？"
LEAD = "乡村医生补助谁牵头？"
LINES = "开展排查谁牵头？"
TABLE = "建立救助对象台账谁牵头？"
SIGNED = "鼓励有条件的乡镇将慢性病患者、老年人、孕产妇全部纳入家庭医生签约服务，签约后一周内完成首次随访"
SIGNING = "家庭医生签约哪些人？"
REPORT = "落实情况什么时候报送？"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (
            BOTH,
            "可以。救助对象在县域内定点医疗机构住院的，实行先诊疗后付费，无需缴纳住院押金，"
            "但因打架斗殴、自伤自残住院的除外。",
        ),
        (
            BOTH,
            "可以。“救助对象在县域内定点医疗机构住院的，实行“先诊疗后付费”，无需缴纳住院押金，"
            "但因打架斗殴、自伤自残住院的除外”。",
        ),
        (
            BOTH,
            "不能。救助对象在县域内定点医疗机构住院的，实行先诊疗后付费，无需缴纳住院押金，"
            "但因打架斗殴、自伤自残住院的除外。",
        ),
        (
            BOTH,
            "Yes. “救助对象在县域内定点医疗机构住院的，实行先诊疗后付费，无需缴纳住院押金，"
            "但因打架斗殴、自伤自残住院的除外”",
        ),
        (LEAD, "是。县财政局牵头；其他责任单位：县卫生健康局、各乡镇人民政府。"),
        (LEAD, "不是。县财政局牵头；其他责任单位：县卫生健康局、各乡镇人民政府。"),
        (LEAD, "县财政局牵头。"),
        (LEAD, "由县财政局牵头；其他责任单位：县卫生健康局和各乡镇人民政府。"),
        (LEAD, "No. 县财政局 leads; other units responsible: 县卫生健康局, 各乡镇人民政府."),
        (LINES, "牵头单位：市卫生健康局；配合单位：市医疗保障局、市民政局、各乡镇人民政府。"),
        (LINES, "市卫生健康局牵头，市医疗保障局、市民政局、各乡镇人民政府配合。"),
        (TABLE, "市民政局牵头，市乡村振兴局和市残联配合。"),
        (TABLE, "Led by 市民政局, supported by 市乡村振兴局 and 市残联."),
        (SIGNING, "鼓励有条件的乡镇将慢性病患者、老年人、孕产妇全部纳入家庭医生签约服务。"),
        (SIGNING, f"within one week: “{SIGNED}”"),
        (SIGNING, f"Listed 3 of 3: “{SIGNED}”"),
        (REPORT, "没有写明。各乡镇要于每年5月和10月底前将落实情况报送县卫生健康局。"),
        (REPORT, "Not stated. “各乡镇要于每年5月和10月底前将落实情况报送县卫生健康局”"),
        (REPORT, "临洮县：各乡镇要于每年５月和10 月底前将落实情况报送县卫生健康局"),
        (
            REPORT,
            "《临洮县乡村医生队伍建设实施方案》（临政办发〔2023〕41号）规定："
            "各乡镇要于每年5月和10月底前将落实情况报送县卫生健康局。",
        ),
    ],
)  # fmt: skip
def test_other_wordings_pass(invented: Assistant, question: str, text: str) -> None:
    answer = invented.ask(question, lang="zh")
    first = answer.statements[0]
    statement = Statement(text, first.place, first.citations)
    assert why_rejected(statement, answer.citations, invented.knowledge) is None
