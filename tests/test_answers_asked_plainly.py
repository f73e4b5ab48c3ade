"""Plain questions that a neighbouring number, unit or document could answer wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.acting import acting_verb
from assistant.answering.matching import number_forms
from assistant.answering.service import Assistant
from assistant.settings import load_settings

NOTICE = """元谋县卫生健康局关于做好2022年健康帮扶工作的通知

元卫发〔2022〕8号

各乡镇卫生院：

按照《元谋县医疗机构结对帮扶工作方案》（元卫发〔2021〕30号）要求，通知如下。

一、住院押金

（一）先诊疗后付费。特困人员、低保对象、监测对象在县级医院住院，不收押金。其他脱贫人口在县级医院住院的，押金不超过800元。（责任单位：县卫生健康局、县医疗保障局）

（二）欠费。欠费应在出院后5个月内还清，由民政部门认定为特殊困难的可再延长4个月。（责任单位：县卫生健康局、县财政局）

二、健康服务

（一）随访。对高血压患者每季度随访一次，规范管理率达到90%以上。

（二）培训。晋升副高职称要有1年以上基层经历，晋升正高职称要有半年以上基层经历。

（三）签约服务费。签约服务费每人每年70元，监测对象的个人部分由县级财政代付。

元谋县卫生健康局
2022年3月1日
"""


@pytest.fixture(scope="module")
def yuanmou(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus: Path = tmp_path_factory.mktemp("corpus")
    (corpus / "yuanmou.txt").write_text(NOTICE, encoding="utf-8")
    settings = {"ASSISTANT_CORPUS": str(corpus), "ASSISTANT_INDEX": str(tmp_path_factory.mktemp("index"))}
    return Assistant.open(load_settings({**settings, "ASSISTANT_OWN": str(tmp_path_factory.mktemp("own"))}))


def said(assistant: Assistant, question: str) -> list[str]:
    return [statement.text for statement in assistant.ask(question).statements]


@pytest.mark.parametrize(
    ("question", "opens"),
    [
        ("高血压患者每季度随访一次对吗？", "是。对高血压"),
        ("高血压患者每月随访一次对吗？", "对高血压"),
        ("规范管理率90%以上对吗？", "是。对高血压"),
        ("规范管理率不超过90%对吗？", "对高血压"),
        ("晋升正高职称要1年基层经历对吗？", "晋升副高"),
    ],
)
def test_a_number_is_borne_out_only_with_its_period_and_its_bound(
    yuanmou: Assistant, question: str, opens: str
) -> None:
    assert [text[: len(opens)] for text in said(yuanmou, question)] == [opens]


@pytest.mark.parametrize("who", ["低保户", "监测户", "特困人员"])
def test_nothing_charged_is_how_much_the_people_asked_about_pay(yuanmou: Assistant, who: str) -> None:
    answer = yuanmou.ask(f"{who}在县医院住院押金多少？")
    assert [statement.text for statement in answer.statements] == [
        "特困人员、低保对象、监测对象在县级医院住院，不收押金。"
    ]
    assert "没有写" not in answer.text


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("谁认定特殊困难？", "欠费应在出院后5个月内还清，由民政部门认定为特殊困难的可再延长4个月。"),
        ("谁给监测对象付签约服务费？", "签约服务费每人每年70元，监测对象的个人部分由县级财政代付。"),
    ],
)
def test_who_does_it_is_told_by_the_sentence_with_the_verb(yuanmou: Assistant, question: str, statement: str) -> None:
    assert said(yuanmou, question) == [statement]


@pytest.mark.parametrize(
    ("question", "verb"),
    [
        ("哪个部门负责推送名单", "推送"),
        ("谁来审核", "审核"),
        ("先诊疗后付费谁牵头", None),
        ("谁负责签约服务", None),
    ],
)
def test_the_verb_by_which_it_is_asked_who_does_something(question: str, verb: str | None) -> None:
    assert acting_verb(question) == verb


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("元谋县结对帮扶方案的文号是什么", "元卫发〔2021〕30号"),
        ("元谋县这份通知的文号是什么", "元卫发〔2022〕8号"),
        ("元谋县元卫发〔2021〕30号是什么文件", "元卫发〔2021〕30号"),
    ],
)
def test_the_number_of_the_document_that_is_called_for(yuanmou: Assistant, question: str, number: str) -> None:
    answer = yuanmou.ask(question)
    assert answer.status == "answered"
    assert [number in citation.quote for citation in answer.citations] == [True]


def test_when_a_notice_was_issued_can_be_asked_barely(yuanmou: Assistant) -> None:
    assert said(yuanmou, "元谋县什么时候印发的？") == ["2022年3月1日。"]


def test_every_way_to_write_a_number() -> None:
    assert number_forms(["3所"]) == ["3所", "3至", "三所", "三至"]
    assert number_forms(["60岁"]) == ["60岁", "60周岁", "60至", "六十岁", "六十周岁", "六十至"]
    assert number_forms(["2.5%"]) == ["2.5%"]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        ("元谋县欠费几所医院，是3所吗？", False),
        ("高血压规范管理率达到85%对吗？", True),
        ("签约服务费是70元、2年对吗？", False),
    ],
)
def test_a_number_is_said_to_be_missing_only_where_no_clause_on_the_topic_says_it(
    yuanmou: Assistant, question: str, line: bool
) -> None:
    assert ("所引原文没有" in yuanmou.ask(question).text) is line


def test_a_lead_of_a_paragraph_that_names_the_topic_in_passing_is_told_with_its_task(assistant: Assistant) -> None:
    assert said(assistant, "陕西一站式结算谁牵头？") == [
        "“完善住院先诊疗后付费政策”：委医政医管局牵头，规划信息处、省中医药管理局、妇幼健康处、各设区市配合。"
    ]


def test_a_hospital_of_a_county_is_no_county(assistant: Assistant) -> None:
    assert "祥符区" not in assistant.ask("开封县医院住院要押金吗？").text
