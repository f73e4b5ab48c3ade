"""Yes or no first, and only where the cited words decide it."""

from __future__ import annotations

import pytest

from assistant.answering.service import Assistant


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("陕西先诊疗后付费是不是健康促进处牵头？", "不是。委医政医管局牵头"),
        ("陕西先诊疗后付费是医政医管局牵头的吧？", "是。委医政医管局牵头"),
        ("中卫的爱国卫生是农业农村局牵头的，对不？", "不是。市卫生健康委牵头"),
        ("中卫互联网医院是不是10家？", "不是。全市 5 家医疗机构"),
        ("中卫互联网医院是不是5家？", "是。全市 5 家医疗机构"),
        ("陕西的牵头处室是每年3月底和9月底前报落实情况，对吧？", "不是。各牵头单位要在每年6月和11月底前"),
        ("陕西的牵头处室是每年6月底和11月底前报落实情况，对吧？", "是。各牵头单位要在每年6月和11月底前"),
        ("Is it 90% of visits that Zhongwei wants with the electronic health code by 2025, right?", "No. At least 50%"),
    ],
)
def test_units_and_numbers_are_confirmed_or_corrected(assistant: Assistant, question: str, opening: str) -> None:
    answer = assistant.ask(question)
    assert answer.statements[0].text.startswith(opening)
    assert answer.status == "answered"


@pytest.mark.parametrize(
    "question",
    [
        "陕西的农村低保对象住院能不能先诊疗后付费？",  # who is shut out in brackets is not the asker
        "陕西家庭医生签约谁牵头？",  # no yes or no is asked for
        "中宁县两岁半的孩子有人照护吗？",  # a number in a story is no claim
    ],
)
def test_no_word_where_the_text_decides_nothing(assistant: Assistant, question: str) -> None:
    said = [statement.text for statement in assistant.ask(question).statements]
    assert not any(text.startswith(("是。", "不是。", "不能。", "可以。")) for text in said)


def test_whom_the_clause_shuts_out_gets_a_plain_no(assistant: Assistant) -> None:
    answer = assistant.ask("我被车撞了，对方全责，在陕西住院还能先看病后付费吗？")
    assert answer.statements[0].text == "不能。“涉及第三方责任的患者不享受先诊疗后付费政策”。"
