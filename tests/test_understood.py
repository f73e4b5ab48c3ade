"""What a question was understood as, told in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.display.understood import plain_lines

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "陕西家庭医生签约谁牵头？",
            ["您问的是：谁牵头", "地方：陕西省", "查找的事项：“家庭医生签约”（按“家庭医生签约服务”查找）"],
        ),
        ("规划信息处牵头哪些任务？", ["您问的是：单位做什么", "地方：没有说，所有通知都查了", "单位：规划信息处"]),
        ("陕西第（八）条写了什么", ["您问的是：是什么、怎么做", "地方：陕西省", "条款：第(八)条"]),
        (
            "who leads family doctor services in Shaanxi",
            [
                "You ask: who leads",
                "Place: 陕西省 (you wrote “Shaanxi”)",
                "Looked for: “family doctor services” (looked for as “家庭医生签约服务”)",
            ],
        ),
    ],
)
def test_plain_lines(assistant: Assistant, question: str, lines: list[str]) -> None:
    assert list(plain_lines(assistant.explain(question)[1].understood)) == lines


def test_what_comes_from_the_question_before_is_said(assistant: Assistant) -> None:
    _, explanation = assistant.explain("那中卫呢？", history=("陕西家庭医生签约谁牵头？",))
    assert list(plain_lines(explanation.understood)) == [
        "您问的是：谁牵头",
        "地方：中卫市",
        "查找的事项：“家庭医生签约”（按“家庭医生签约服务”查找）",
        "没有再说的，接着前一问理解",
    ]
