"""What a question was understood as, told in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.display.explain_words import WORDS as DETAILS
from assistant.display.understood import ASKS, plain_lines
from assistant.display.whether import whether

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


@pytest.mark.parametrize(
    ("question", "lines"),
    [
        (
            "陕西家庭医生签约谁牵头？",
            ["您问的是：谁牵头", "地方：陕西省", "查找的事项：“家庭医生签约”（按“家庭医生签约服务”查找）"],
        ),
        ("规划信息处牵头哪些任务？", ["您问的是：这个单位做什么", "地方：没有说，所有通知都查了", "单位：规划信息处"]),
        ("陕西第（八）条写了什么", ["您问的是：文件里怎么规定", "地方：陕西省", "条款：第(八)条"]),
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
    assert list(plain_lines(assistant.explain(question)[1].understood, question)) == lines


def test_what_comes_from_the_question_before_is_said(assistant: Assistant) -> None:
    _, explanation = assistant.explain("那中卫呢？", history=("陕西家庭医生签约谁牵头？",))
    assert list(plain_lines(explanation.understood, "那中卫呢？")) == [
        "您问的是：谁牵头",
        "地方：中卫市",
        "查找的事项：“家庭医生签约”（按“家庭医生签约服务”查找）",
        "没有再说的，接着前一问理解",
    ]


def test_a_yes_or_no_is_told_in_its_own_words_also_later(assistant: Assistant) -> None:
    earlier = "脱贫户在陕西能先住院吗"
    _, explanation = assistant.explain("那中卫呢？", history=(earlier,))
    assert next(plain_lines(explanation.understood, "那中卫呢？")) == "您问的是：能不能先住院"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("脱贫户能先住院吗", "能不能先住院"),
        ("我爸突然脑梗了，没钱交押金，能先住院吗？", "能不能先住院"),
        ("陕西三级医院能不能不派人", "能不能不派人"),
        ("中卫特困人员住院要不要交押金", "要不要交押金"),
        ("开封住院需要押金吗", "要不要押金"),
        ("村医要交钱不", "要不要交钱"),
        ("陕西有先诊疗后付费政策没有", "有没有先诊疗后付费政策"),
        ("大病专项救治有没有37种", "有没有37种"),
        ("陕西家庭医生签约是基层处牵头吗", "是不是基层处牵头"),
        ("开封市随访是每季度一次对吧", "是不是每季度一次"),
        ("规划信息处是否牵头信息化", "是否牵头信息化"),
        ("外地户口行不行", "外地户口行不行"),
        ("中卫市医保局牵头医疗保障待遇，对吗", "是不是“中卫市医保局牵头医疗保障待遇”"),
        # 有 of 有关, 要 of 主要, 能 of 功能 ask nothing
        ("有关处室参与吗", "是不是“有关处室参与”"),
        ("主要领导每月听汇报吗", "是不是“主要领导每月听汇报”"),
        ("家庭医生的功能改变吗", "是不是“家庭医生的功能改变”"),
        ("甲" * 60 + "吗", "是不是“" + "甲" * 48 + "……”"),
        ("吗？", "是不是“”"),
    ],
)
def test_what_a_yes_or_no_question_wants_to_know(question: str, told: str) -> None:
    assert whether(question, "zh") == told


def test_in_english_a_yes_or_no_question_is_quoted() -> None:
    assert whether("Can they be admitted?", "en") == "a yes or a no to “Can they be admitted?”"
    assert whether("x" * 200, "en") == f"a yes or a no to “{'x' * 120}…”"


def test_every_ask_has_plain_words() -> None:
    known = {key.removeprefix("ask.") for key in DETAILS["zh"] if key.startswith("ask.")}
    assert set(ASKS["zh"]) == set(ASKS["en"]) == known
