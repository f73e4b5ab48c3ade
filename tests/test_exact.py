"""Clauses named by their number: which question names one, and which clause of a notice it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from exact_support import NOTICE, ORDINALS, REGULATION, looked_up
from reading_support import MORE_NOTICES, bare_gazetteer, parse

from assistant.answering.addresses import find_addresses, plain
from assistant.answering.exact import find_exact
from assistant.answering.numbered import entries_of, locate
from assistant.reading.notice import parse_notice
from assistant.records import Notice

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


def _labels(question: str, notice: Notice) -> list[list[str]]:
    """The labels that each address of ``question`` may mean in ``notice``."""
    return [[entry.label for entry in locate(address, notice).fits] for address in find_addresses(plain(question))]


# --- which clause ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("第（三）条写了什么", [["二、（三）"]]),
        ("第(三)条写了什么", [["二、（三）"]]),
        ("（三）", [["二、（三）"]]),
        ("㈢写了什么", [["二、（三）"]]),
        ("三、（二）", [["三、（二）"]]),
        ("三（二）讲啥", [["三、（二）"]]),
        ("三.（二）原文", [["三、（二）"]]),
        ("3(2)", [["三、（二）"]]),
        ("第三部分第二条", [["三、（二）"]]),
        ("第三部分第（2）点", [["三、（二）"]]),
        ("section 3(2)", [["三、（二）"]]),
        ("section 3.2", [["三、（二）"]]),
        ("clause (2) of section 3", [["三、（二）"]]),
        ("三、（二）严格考核谁负责", [["三、（二）"]]),
        ("section three", [["三、"]]),
        ("（二）", [["二、（二）", "三、（二）"]]),
        ("二、（一）和（三）", [["二、（一）"], ["二、（三）"]]),
        ("三、（一）和（二）", [["三、（一）"], ["三、（二）"]]),
        ("二、（一）至（三）", [["二、（一）"], ["二、（二）"], ["二、（三）"]]),
        ("第二章", [["二、"]]),
        ("（九）", [[]]),
    ],
)
def test_clause_named(question: str, labels: list[list[str]]) -> None:
    assert _labels(question, parse(NOTICE)) == labels


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("二、三是", [["二、三是"]]),
        ("二、三是什么", [["二、三是"]]),
        ("section 2(3)", [["二、三是"]]),
        ("第二部分第三点", [["二、三是"]]),
        ("二是讲什么", [["一、二是", "二、二是"]]),
        ("第二条", [["二、"]]),
        ("第二条第三款", [["二、"]]),
    ],
)
def test_clause_named_by_ordinals(question: str, labels: list[list[str]]) -> None:
    assert _labels(question, parse(ORDINALS)) == labels


@pytest.mark.parametrize(
    ("question", "labels"),
    [
        ("第三条", [["第二章第三条"]]),
        ("第3条第2项", [["第二章第三条（二）"]]),
        ("第三条第（二）项", [["第二章第三条（二）"]]),
        ("article 3(2)", [["第二章第三条（二）"]]),
        ("the third article", [["第二章第三条"]]),
        ("第二章第四条", [["第二章第四条"]]),
        ("第二章", [["第二章"]]),
        ("第一条、第二条", [["第一章第一条"], ["第一章第二条"]]),
        ("第九条", [[]]),
    ],
)
def test_clause_named_in_regulation(question: str, labels: list[list[str]]) -> None:
    assert _labels(question, parse(REGULATION)) == labels


@pytest.mark.parametrize(
    ("name", "question", "label"),
    [
        ("shaanxi-2021", "陕西第（八）条写了什么", "二、（八）"),
        ("shaanxi-2021", "Shaanxi (8)", "二、（八）"),
        ("shaanxi-2021", "陕西五（三）原文", "五、（三）"),
        ("kaifeng-2022", "开封四、三是", "四、三是"),
        ("kaifeng-2022", "what does section 4(3) of Kaifeng say", "四、三是"),
        ("zhongwei-2021", "中卫第10条第3句", "二、（二）10"),
        ("zhongwei-2021", "clause 10 of Zhongwei", "二、（二）10"),
        ("zhongwei-2021", "中卫二、（二）9", "二、（二）9"),
        ("zhongwei-2021", "中卫二、9写了什么", "二、（二）9"),
        ("yunnan-2021", "云南二（四）讲啥", "二、（四）"),
        ("national-2021", "国家意见第十一条", "（十一）"),
    ],
)
def test_clause_named_in_the_notices_held(assistant: Assistant, name: str, question: str, label: str) -> None:
    notice = assistant.knowledge.by_id[name]
    request = find_exact(question, [notice])
    assert request is not None and request.asks_text
    assert [entry.label for entry in locate(request.addresses[0], notice).fits] == [label]


def test_every_label_finds_its_clause(assistant: Assistant) -> None:
    for notice in assistant.notices:
        for entry in entries_of(notice):
            request = find_exact(f"{entry.label}写了什么", [notice])
            assert request is not None, entry.label
            assert [locate(a, notice).fits for a in request.addresses] == [(entry,)], entry.label


@pytest.mark.skipif(not MORE_NOTICES.is_dir(), reason="the other notices are not here")
@pytest.mark.parametrize("name", ["law_河南省扶贫开发条例_2017", "gz_居家社区养老_穗府办规2022-13"])
def test_every_label_of_a_regulation_finds_its_clause(name: str) -> None:
    notice = parse_notice(name, (MORE_NOTICES / f"{name}.txt").read_text(encoding="utf-8"), bare_gazetteer())
    articles = [entry for entry in entries_of(notice) if any(mark.kind == "article" for mark in entry.marks)]
    assert len(articles) > 50
    for entry in articles:
        short = "".join(entry.path[1:]).removesuffix(".")
        request = find_exact(f"{short}怎么规定的", [notice])
        assert request is not None, short
        assert [locate(a, notice).fits for a in request.addresses] == [(entry,)], short


# --- whether one is named ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "question",
    [
        "涉及第三方责任的患者能享受吗",
        "第1个单位为牵头单位，是什么意思",
        "五年过渡期从哪年算",
        "三个一、三合格、三条线是什么",
        "四必须讲的是什么",
        "青州市（2022）方案写了什么",
        "37种大病是哪些",
        "10项重点任务是什么",
        "12月底前报什么",
        "2022年5月6日印发的是什么",
        "驻村第一书记由谁选派",
        "二级医院对口支援吗",
        "二、三级医院怎么帮扶",
        "二、三季度报什么",
        "第三产业写了什么",
        "第三条生命线是什么",
        "第一条快速公交在哪里",
        "第二款疫苗免费吗",
        "第二项检查要钱吗",
        "乙肝第二项是阳性代表啥，要不要打疫苗",
        "青卫发〔2022〕7号写了什么",
        "95%以上（含）的指标是什么",
        "小孩3岁(含3岁)以下怎么管",
        "（二）推进远程医疗谁牵头",
        "家庭医生签约（二）谁牵头",
        "请回答：（一）谁牵头（二）什么时候报送",
        "一是谁牵头，二是何时完成，分别说了什么",
        "第一，谁可以享受；第二，要什么证件",
        "唯一是谁",
        "随附件一起报什么材料好呢",
        "根据医师法第二条，青州的村医怎么注册",
        "《医师法》第二条的人员由谁牵头",
        "合同第二条",
        "Article 2 of the Constitution",
        "type 2 diabetes screening",
        "level 2 hospitals, phase 3",
        "What are the first steps?",
    ],
)
def test_no_clause_named(question: str) -> None:
    assert find_exact(question, [parse(NOTICE), parse(ORDINALS, "ordinals")]) is None


def test_everyday_questions_name_no_clause(assistant: Assistant) -> None:
    questions = ["谁可以享受先诊疗后付费？", "陕西家庭医生签约谁牵头？", "两癌筛查的目标是多少", "村医多少岁退出"]
    assert [find_exact(question, assistant.notices) for question in questions] == [None] * 4


@pytest.mark.parametrize(
    ("question", "asks_text"),
    [
        ("青州（一）写了什么", True),
        ("青州第（一）条", True),
        ("青州第（一）条的内容", True),
        ("能不能把青州第（一）条念一下", True),
        ("青州第（一）条任务是什么", True),
        ("青州（一）第2句", True),
        ("what does clause (1) say", True),
        ("青州（一）谁牵头", False),
        ("青州第（一）条由哪个部门负责", False),
        ("青州第（一）条什么时候报送", False),
        ("青州第（一）条补助多少钱", False),
        ("clause 1: which department leads?", False),
        ("按青州第（一）条，全科医生怎么招聘才好呢", False),
    ],
)
def test_text_or_something_said_in_it(question: str, asks_text: bool) -> None:
    request = find_exact(question, [parse(NOTICE)])
    assert request is not None
    assert request.asks_text is asks_text


@pytest.mark.parametrize(
    "question",
    [
        "医师法第二条怎么规定的",
        "《中华人民共和国医师法》第二条写了什么",
        "诊疗指南第二章写了什么",
        "合同第二条怎么写的",
    ],
)
def test_clause_of_a_document_that_is_not_held(question: str) -> None:
    draft = looked_up(question, parse(NOTICE))
    assert (draft.status, draft.statements) == ("not_found", [])
    assert draft.ahead == ["问的是另一份文件的条款，本库没有那份文件。"]


def test_title_says_which_notice() -> None:
    plan, regulation = parse(NOTICE, "plan"), parse(REGULATION, "regulation")

    def named(question: str) -> set[str]:
        request = find_exact(question, [plan, regulation])
        return set(request.notices) if request else set()

    assert named("第二条写了什么") == {"plan", "regulation"}
    assert named("办法第二条写了什么") == {"regulation"}
    assert named("养老服务办法第二条写了什么") == {"regulation"}
    assert named("健康服务方案的第二条写了什么") == {"plan"}
    assert named("《青州市养老服务办法》第二条写了什么") == {"regulation"}
    assert named("《青州市殡葬办法》第二条写了什么") == set()


def test_earlier_question_names_the_clause() -> None:
    notices, history = [parse(NOTICE)], ("谁牵头", "青州二、（一）写了什么")
    sentence = find_exact("第3句呢", notices, history)
    assert sentence is not None and sentence.asks_text
    assert [(part.kind, part.number) for part in sentence.addresses[0].parts] == [("sentence", 3)]
    lead = find_exact("这一条谁牵头", notices, history)
    assert lead is not None and not lead.asks_text
    assert [step.number for step in lead.addresses[0].steps] == [2, 1]
    other = find_exact("第3句呢", notices, ("医师法第二条写了什么",))
    assert other is not None and not other.notices
    assert find_exact("那村医呢", notices, history) is None
