"""Places compared: each is answered on the same matter, under its own name, from its own notice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from assistant.answering.service import Assistant
    from assistant.records import Answer

RULE = "文中规定“第1个单位为牵头单位，下同”。"
SEVEN = "推行行政、人员、业务、药械、财务、绩效、信息“七统一”管理"
FIVE = "落实县域公立医疗卫生机构人员、资金、业务、信息、药械“五统一”管理"


def places(answer: Answer) -> list[str | None]:
    return list(dict.fromkeys(statement.place for statement in answer.statements))


@pytest.mark.parametrize(
    "question",
    [
        "陕西和中卫爱国卫生运动谁牵头，一样不",
        "爱国卫生运动，陕西跟中卫各是谁牵头？",
        "陕西与中卫的爱国卫生运动谁牵头？两边一样吗？",
    ],
)
def test_the_leads_of_two_places_stand_side_by_side(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert [(s.place, s.text) for s in answer.statements] == [
        ("陕西省", "委健康促进处牵头，各设区市配合。"),
        ("中卫市", f"市卫生健康委牵头；其他责任单位：农业农村局、住房城乡建设局、生态环境局、各县〔区〕。{RULE}"),
    ]
    assert [citation.clause for citation in answer.citations] == ["三、（十四）", "二、（三）16", "二、（一）1"]


def test_words_of_the_comparison_that_one_notice_lacks_do_not_silence_it(assistant: Assistant) -> None:
    answer = assistant.ask("开封和中卫的医共体都讲统一管理，一个七样一个五样，哪几样不重合？")
    assert answer.status == "answered"
    assert places(answer) == ["开封市", "中卫市"]
    texts = [statement.text for statement in answer.statements]
    assert any(SEVEN in text for text in texts)
    assert any(FIVE in text for text in texts)
    assert answer.missing == ()
    assert "没有查到" not in answer.text


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("开封和中卫对不用押金先看病的规定有啥不同", ["开封市", "中卫市"]),
        ("陕西、开封、中卫三地医共体的医保付费各是咋说的", ["陕西省", "开封市", "中卫市"]),
        ("陕西和云南派驻的人待的时间一样长不", ["陕西省", "云南省"]),
    ],
)
def test_every_place_named_answers_in_the_order_named(assistant: Assistant, question: str, expected: list[str]) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert places(answer) == expected


def test_a_place_that_does_not_say_it_is_quoted_on_the_topic_and_told_to_be_silent(assistant: Assistant) -> None:
    answer = assistant.ask("云南和开封派驻人员要待多久")
    assert answer.status == "partial"
    assert places(answer) == ["云南省", "开封市"]
    assert "每批连续工作时间不少于6个月" in answer.statements[0].text
    assert [(item.notice, item.why) for item in answer.missing] == [("kaifeng-2022", "not_mentioned")]
    assert "开封市（2022）：四、四是谈到此事，程序没有从中认出时限，请看原文。" in answer.text.splitlines()


def test_a_level_above_does_not_speak_for_a_place_that_speaks_of_the_topic(assistant: Assistant) -> None:
    answer = assistant.ask("云南和开封派驻人员要待多久")
    assert "national-2021" not in {citation.notice for citation in answer.citations}


def test_a_place_whose_copy_ends_is_told_to_be_cut(assistant: Assistant) -> None:
    answer = assistant.ask("陕西和云南的两癌筛查覆盖率各要求多少？")
    assert answer.status == "partial"
    assert places(answer) == ["陕西省"]
    assert "80%" in answer.statements[0].text
    assert "云南省（2021）：本库所存文本只到二、（五），其中没有查到此项。" in answer.text.splitlines()


@pytest.mark.parametrize("question", ["中卫和开封的互联网医院各有几家？", "中卫和开封的电子健康码使用率各要多少？"])
def test_a_place_that_never_names_the_subject_says_nothing(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "partial"
    assert places(answer) == ["中卫市"]
    assert "没有查到相关条款：开封市（2022）" in answer.text


@pytest.mark.parametrize("question", ["陕西和开封的购房补贴各是多少", "各地的养老院床位补贴各是多少"])
def test_what_no_place_says_is_refused(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_found"
    assert not answer.statements


def test_where_all_places_speak_each_gets_its_best_sentence(assistant: Assistant) -> None:
    answer = assistant.ask("对口帮扶到底是啥医院帮啥医院？各地说法一样不？")
    assert answer.status == "answered"
    assert [statement.place for statement in answer.statements] == ["开封市", "陕西省", "中卫市", "云南省", "全国"]
    assert sum(len(statement.text) for statement in answer.statements) < 400
    assert answer.statements[-1].text == "本库所存文本（十二）“持续开展三级医院对口帮扶”只有标题，内容为“略”。"
