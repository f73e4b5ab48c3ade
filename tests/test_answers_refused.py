"""What the notices do not hold, and what is no question or place, is refused: in words that help."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


@pytest.mark.parametrize(
    "question",
    [
        "四川的村医补助多少钱",
        "四川村医每月补贴多少",
        "How much is the village doctor subsidy in Sichuan?",
        "今天天气怎么样",
        "明天股票会涨吗",
        "What is the weather today?",
        "陕西大病保险起付线是多少？",
        "开封先诊疗后付费谁牵头",
        "云南新冠疫苗接种谁牵头",
    ],
)
def test_what_is_not_there_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert answer.statements == ()
    assert answer.citations == ()


def test_a_refusal_says_what_is_held_and_where_the_topic_stands(assistant: Assistant) -> None:
    answer = assistant.ask("开封先诊疗后付费谁牵头")
    assert answer.text.splitlines() == [
        "现有文件没有能回答这个问题的条款。",
        "开封市（2022）：四、三是谈到此事，程序没有从中认出牵头或责任单位，请看原文。",
        "全国（转载节选）：（四）谈到此事，程序没有从中认出牵头或责任单位，请看原文。",
        "本库现有：开封市、全国、陕西省、云南省、中卫市的文件。可向印发机关或当地主管部门核实。",
    ]


@pytest.mark.parametrize(
    ("question", "message"),
    [
        ("", "问题是空的"),
        (" \t\x00\x07 ？！", "问题是空的"),
        ("问" * 10_000, "10000 个字"),
    ],
)
def test_no_question_at_all(assistant: Assistant, question: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        assistant.ask(question)


def test_a_place_that_is_none(assistant: Assistant) -> None:
    with pytest.raises(UsageError, match="没有找到地名“亚特兰蒂斯”"):
        assistant.ask("谁可以享受先诊疗后付费？", place="亚特兰蒂斯")
