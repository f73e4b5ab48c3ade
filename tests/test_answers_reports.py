"""By when a unit has to report: what is set for it by name, or for the role that it has."""

from __future__ import annotations

import pytest

from assistant.answering.service import Assistant

EACH_LEAD = (
    "各牵头单位要在每年6月和11月底前将牵头负责工作的半年、年度落实情况和下一步工作安排报送委乡村振兴领导小组办公室。"
)


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("陕西规划信息处什么时候要交报告", "委规划信息处牵头，"),
        ("规划信息处什么时候报告", "委规划信息处牵头，"),
        ("陕西基层卫生健康处半年总结几月交", "委基层卫生健康处牵头，"),
    ],
)
def test_each_lead_has_to_report(assistant: Assistant, question: str, lead: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert answer.statements[0].text == EACH_LEAD
    assert lead in answer.statements[1].text  # why the unit is one of them
    assert answer.citations[0].clause == "五、（三）"


def test_in_english(assistant: Assistant) -> None:
    answer = assistant.ask("When does the Planning and Information Division of Shaanxi have to submit its report?")
    assert answer.statements[0].text == f"“{EACH_LEAD[:-1]}”"
    assert "Division of Planning and Information (委规划信息处) leads" in answer.statements[1].text


@pytest.mark.parametrize("question", ["中卫市医保局什么时候报送", "中卫市卫健委哪天之前要把方案报上去"])
def test_what_another_unit_reports_is_no_answer(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_found"


def test_a_unit_in_a_story_does_not_report(assistant: Assistant) -> None:
    question = (
        "I'm new at the Shaanxi health commission. My division leads a few of these tasks and already sent the half-year"
        " report in June. When is the next one due?"
    )
    assert [citation.clause for citation in assistant.ask(question).citations] == ["五、（三）"]
