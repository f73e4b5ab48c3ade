"""Whose rule is told: people, places and counts that a question names, and those that a sentence names."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.beneficiaries import named_in
from assistant.answering.said_places import find_said
from assistant.answering.service import Assistant
from assistant.gazetteer import load_gazetteer
from assistant.settings import load_settings

NOTICE = """万载县农村低收入人口医疗救助和健康帮扶实施细则

万卫发〔2022〕8号

各乡镇卫生院：

现将有关事项通知如下。

一、住院押金

（一）免交押金。救助对象在县级医院住院，同时符合下列条件的，免交住院押金：
1.已参加城乡居民医保；
2.与医院签订先诊疗后付费协议。
住院期间费用由医院垫付。

（二）交纳押金。因病致贫重病患者住院，缴纳预计个人负担费用的20%作为住院押金。

（三）申请程序。因病致贫重病患者应当自出院之日起6个月内申请医疗救助。

二、健康服务

（一）妇女检查。全年完成农村妇女“两癌”筛查1.4万例，其中康乐街道0.5万例。

（二）上门护理。为失能老年人每月提供1次上门护理，每次费用80元，由市级承担50%、县级承担50%。

（三）远程诊断。县人民医院对乡镇卫生院的远程心电诊断报告在30分钟内回传。

（四）病种。专项救治的重大疾病由30种扩大到34种。

（五）医疗救助。县医疗保障局牵头，县财政局配合，每年分两批审核发放救助资金。材料审核由乡镇人民政府牵头，县医疗保障局配合。

三、分期付款

（一）分期对象。监测对象在公立医院住院，出院时可以分期付款。

（二）分期期限。分期付款最长不超过6个月。

（三）协议。分期付款应当签订协议。

（四）办理。窗口当场办理。

（五）除外情形。下列情形不适用分期付款：
1.在民营医院住院的；
2.由第三人承担费用的。

万载县卫生健康委员会
2022年3月1日
"""


@pytest.fixture(scope="module")
def wanzai(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    corpus: Path = tmp_path_factory.mktemp("corpus")
    (corpus / "wanzai.txt").write_text(NOTICE, encoding="utf-8")
    settings = {"ASSISTANT_CORPUS": str(corpus), "ASSISTANT_INDEX": str(tmp_path_factory.mktemp("index"))}
    return Assistant.open(load_settings({**settings, "ASSISTANT_OWN": str(tmp_path_factory.mktemp("own"))}))


def said(assistant: Assistant, question: str) -> list[str]:
    return [statement.text for statement in assistant.ask(question).statements]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("低保边缘家庭成员和农村低保对象", ["low allowance margin", "minimum allowance"]),
        ("“三类人员”中的脱贫不稳定户", ["monitored", "unstable"]),
        ("脱贫户、一般农户", ["out of poverty", "anybody else"]),
        ("脱贫地区的因病致贫返贫风险", []),
        ("所有救助对象", ["everyone"]),
    ],
)
def test_the_classes_of_people_that_a_text_names(text: str, names: list[str]) -> None:
    assert [named.name for named in named_in(text)] == names


def test_the_rule_for_other_people_is_left_out_where_one_for_those_asked_about_is_told(wanzai: Assistant) -> None:
    assert said(wanzai, "低保户住院要交押金吗？") == [
        "救助对象在县级医院住院，同时符合下列条件的，免交住院押金：",
        "已参加城乡居民医保。",
        "与医院签订先诊疗后付费协议。",
    ]


def test_a_rule_for_other_people_alone_is_said_to_be_theirs(wanzai: Assistant) -> None:
    lines = wanzai.ask("低保户出院之日起几个月内申请医疗救助").text.splitlines()
    assert "注意：所引条款写明的是因病致贫重病患者，没有写低保户。" in lines


@pytest.mark.parametrize(
    ("question", "statement"),
    [
        ("两癌筛查要做多少例？", "全年完成农村妇女“两癌”筛查1.4万例，其中康乐街道0.5万例。"),
        ("上门护理的费用谁承担？", "为失能老年人每月提供1次上门护理，每次费用80元，由市级承担50%、县级承担50%。"),
        ("远程心电诊断报告多久回传？", "县人民医院对乡镇卫生院的远程心电诊断报告在30分钟内回传。"),
        ("专项救治的重大疾病是30种对吗？", "专项救治的重大疾病由30种扩大到34种。"),
    ],
)
def test_what_is_counted_and_who_pays(wanzai: Assistant, question: str, statement: str) -> None:
    assert said(wanzai, question) == [statement]


def test_a_sentence_that_opens_with_who_leads_stands_behind_its_heading_beside_another(wanzai: Assistant) -> None:
    assert said(wanzai, "审核谁牵头？") == [
        "“医疗救助”：县医疗保障局牵头，县财政局配合，每年分两批审核发放救助资金。",
        "材料审核由乡镇人民政府牵头，县医疗保障局配合。",
    ]


@pytest.mark.parametrize(
    ("question", "places", "denied"),
    [
        ("除了开封哪里免押金", [], ["开封市"]),
        ("开封以外谁牵头", [], ["开封市"]),
        ("除了陕西，中卫怎么规定", ["中卫市"], ["陕西省"]),
        ("延安路卫生院押金", [], []),
        ("汉中门医院押金", [], []),
        ("开封门诊押金", ["开封市"], []),
        ("宜阳新区住院押金", [], []),
    ],
)
def test_streets_new_quarters_and_places_left_out(question: str, places: list[str], denied: list[str]) -> None:
    found = find_said(question, load_gazetteer(Path("corpus")))
    assert ([p.name for p in found.places], [p.name for p in found.denied]) == (places, denied)


def test_a_place_left_out_does_not_answer(assistant: Assistant) -> None:
    answer = assistant.ask("除了开封，哪里的住院押金可以不交？")
    assert answer.statements
    assert "开封市" not in {statement.place for statement in answer.statements}


def test_the_item_that_shuts_out_what_is_asked_about_is_told_wherever_the_list_stands(wanzai: Assistant) -> None:
    assert said(wanzai, "监测对象在私人医院住院，出院时能分期付款吗？") == [
        "监测对象在公立医院住院，出院时可以分期付款。",
        "下列情形不适用分期付款：",
        "在民营医院住院的。",
    ]
