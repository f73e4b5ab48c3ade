"""The check: statements that the cited text bears out pass, corrupted ones do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answering.check import why_rejected
from assistant.records import Answer, Statement

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

QUESTIONS = [
    "谁可以享受先诊疗后付费？",
    "陕西家庭医生签约谁牵头？",
    "中卫医疗保障待遇由谁牵头？",
    "陕西什么时候报送落实情况？",
    "开封三类户多久入户",
    "陕西孕产妇产前筛查率",
    "who qualifies for treat-first-pay-later",
    "Which department leads family doctor contracts in Shaanxi?",
]


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    return {question: assistant.ask(question) for question in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS)
def test_true_statements_pass(assistant: Assistant, answers: dict[str, Answer], question: str) -> None:
    answer = answers[question]
    assert answer.statements
    for statement in answer.statements:
        assert why_rejected(statement, answer.citations, assistant.knowledge) is None


@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        ("陕西家庭医生签约谁牵头？", "委基层卫生健康处", "委妇幼健康处"),
        ("陕西家庭医生签约谁牵头？", "各设区市", "省中医药管理局"),
        ("中卫医疗保障待遇由谁牵头？", "市医保局", "市卫生健康委"),
        ("陕西什么时候报送落实情况？", "6月", "5月"),
        ("陕西什么时候报送落实情况？", "11月", "12月"),
        ("开封三类户多久入户", "一周内", "两周内"),
        ("开封三类户多久入户", "一月内", "三月内"),
        ("陕西孕产妇产前筛查率", "90%", "95%"),
        ("陕西孕产妇产前筛查率", "90%", "9%"),
        ("谁可以享受先诊疗后付费？", "低保对象", "农村低收入人口"),
        ("谁可以享受先诊疗后付费？", "特困人员", "乡村医生"),
        ("谁可以享受先诊疗后付费？", "实行“先诊疗后付费”", "不得实行“先诊疗后付费”"),
        ("Which department leads family doctor contracts in Shaanxi?", "委基层卫生健康处", "委人事处"),
    ],
)
def test_corrupted_statements_do_not(
    assistant: Assistant, answers: dict[str, Answer], question: str, old: str, new: str
) -> None:
    answer = answers[question]
    statement = next(statement for statement in answer.statements if old in statement.text)
    corrupted = replace(statement, text=statement.text.replace(old, new))
    assert why_rejected(corrupted, answer.citations, assistant.knowledge) is not None


def test_a_statement_without_a_citation_is_rejected(assistant: Assistant) -> None:
    statement = Statement("委基层卫生健康处牵头。", "陕西省", ())
    assert why_rejected(statement, (), assistant.knowledge) == "没有引文"


def test_a_citation_that_does_not_exist_is_rejected(assistant: Assistant, answers: dict[str, Answer]) -> None:
    answer = answers["陕西家庭医生签约谁牵头？"]
    for number in (0, 2, -1):
        statement = replace(answer.statements[0], citations=(number,))
        assert why_rejected(statement, answer.citations, assistant.knowledge) == "引文编号不存在"


@pytest.mark.parametrize("change", [{"start": 0}, {"quote": "（委基层卫生健康处负责）"}, {"text": "别的条款。"}])
def test_a_citation_that_does_not_quote_its_notice_is_rejected(
    assistant: Assistant, answers: dict[str, Answer], change: dict[str, object]
) -> None:
    answer = answers["陕西家庭医生签约谁牵头？"]
    citation = replace(answer.citations[0], **change)  # type: ignore[arg-type]
    reason = why_rejected(answer.statements[0], (citation,), assistant.knowledge)
    assert reason is not None
    assert reason.startswith("引文与原文不符")
