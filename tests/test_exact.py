"""Clauses named by their number: which question names one, which clause of a notice it is, and what is given of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reading_support import MORE_NOTICES, bare_gazetteer, parse

from assistant.answering.addresses import find_addresses, plain
from assistant.answering.draft import Draft
from assistant.answering.exact import ExactRequest, find_exact
from assistant.answering.exact_draft import addressed_clauses, look_up, restrict
from assistant.answering.knowledge import Knowledge
from assistant.answering.numbered import entries_of, locate
from assistant.answering.retrieve import Finding
from assistant.answering.understand import understand
from assistant.glossary import Glossary
from assistant.reading.notice import parse_notice
from assistant.records import Notice
from assistant.scope import find_scopes

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

_NOTICE = """青州市健康服务实施方案

青卫发〔2022〕7号

各区县卫生健康局：

一、总体要求

坚持预防为主，完善服务体系。

二、主要任务

（一）加强队伍建设。招聘全科医生50名。落实村医补助，每人每月300元。（市人社局牵头，市财政局配合）

每两年轮训一次村医。（市卫生健康委牵头）

（二）推进远程医疗。乡镇卫生院全部接入远程平台。(略)

（三）开展家庭医生签约。(略)

三、工作要求

（一）健全台账。各单位每季度报送进展。

（二）严格考核。考核结果予以通报。

青州市卫生健康委员会

2022年5月6日
"""
_ORDINALS = """青州市工作要点

一、健全两项机制

一是健全监测机制。每月监测一次。

二是健全帮扶机制。按户制定措施。

二、抓实三项措施

一是抓实救治。救治率达到95%以上。

二是抓实签约。做到应签尽签。

三是抓实培训。每年培训一次。

青州市卫生健康委员会

2022年3月1日
"""
_REGULATION = """青州市养老服务办法

第一章 总则

第一条 为了规范养老服务，制定本办法。

第二条 本办法适用于本市行政区域。

法律另有规定的，从其规定。

第二章 服务

第三条 服务机构应当具备下列条件：

（一）有固定场所；

（二）有五名以上护理员。

第四条 服务费用由区财政承担。
"""


def _knowledge(*notices: Notice) -> Knowledge:
    return Knowledge(notices, Glossary(()), bare_gazetteer(), lambda run: [run])


def _asked(question: str, *notices: Notice, history: tuple[str, ...] = ()) -> Draft:
    """What is looked up for ``question`` in ``notices``."""
    request = find_exact(question, notices, history)
    assert request is not None
    knowledge = _knowledge(*notices)
    query = understand(question, knowledge, history=history)
    return look_up(request, query, find_scopes(query.places, notices), knowledge)


def _labels(question: str, notice: Notice) -> list[list[str]]:
    """The labels that each address of ``question`` may mean in ``notice``."""
    return [[entry.label for entry in locate(address, notice).fits] for address in find_addresses(plain(question))]


def _said(draft: Draft) -> list[tuple[str, str]]:
    """(clause, words) of each statement."""
    by_number = {citation.n: citation for citation in draft.citations}
    return [(by_number[statement.citations[0]].clause, statement.text) for statement in draft.statements]


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
    assert _labels(question, parse(_NOTICE)) == labels


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
    assert _labels(question, parse(_ORDINALS)) == labels


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
    assert _labels(question, parse(_REGULATION)) == labels


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
    assert find_exact(question, [parse(_NOTICE), parse(_ORDINALS, "ordinals")]) is None


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
    request = find_exact(question, [parse(_NOTICE)])
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
    draft = _asked(question, parse(_NOTICE))
    assert (draft.status, draft.statements) == ("not_found", [])
    assert draft.ahead == ["问的是另一份文件的条款，本库没有那份文件。"]


def test_title_says_which_notice() -> None:
    plan, regulation = parse(_NOTICE, "plan"), parse(_REGULATION, "regulation")

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
    notices, history = [parse(_NOTICE)], ("谁牵头", "青州二、（一）写了什么")
    sentence = find_exact("第3句呢", notices, history)
    assert sentence is not None and sentence.asks_text
    assert [(part.kind, part.number) for part in sentence.addresses[0].parts] == [("sentence", 3)]
    lead = find_exact("这一条谁牵头", notices, history)
    assert lead is not None and not lead.asks_text
    assert [step.number for step in lead.addresses[0].steps] == [2, 1]
    other = find_exact("第3句呢", notices, ("医师法第二条写了什么",))
    assert other is not None and not other.notices
    assert find_exact("那村医呢", notices, history) is None


# --- what is given of it -----------------------------------------------------------------------------------------


def test_whole_clause_is_quoted() -> None:
    draft = _asked("青州二、（一）写了什么", parse(_NOTICE))
    assert draft.status == "answered"
    assert _said(draft) == [
        (
            "二、（一）",
            "（一）加强队伍建设。招聘全科医生50名。落实村医补助，每人每月300元。（市人社局牵头，市财政局配合）",
        ),
        ("二、（一）", "每两年轮训一次村医。（市卫生健康委牵头）"),
    ]
    assert [citation.clause_id for citation in draft.citations] == ["test#二、（一）/p1", "test#二、（一）/p2"]
    notice = parse(_NOTICE)
    assert [notice.source[c.start : c.end] for c in draft.citations] == [text for _, text in _said(draft)]


def test_english_answer_quotes_the_chinese() -> None:
    draft = _asked("what does clause (3) of section 2 say", parse(_NOTICE))
    assert draft.status == "omitted"
    draft = _asked("what does section 3(2) say", parse(_NOTICE))
    assert _said(draft) == [("三、（二）", "“（二）严格考核。考核结果予以通报。”")]


@pytest.mark.parametrize(
    ("part", "texts"),
    [
        ("第二段", ["每两年轮训一次村医。（市卫生健康委牵头）"]),
        ("最后一段", ["每两年轮训一次村医。（市卫生健康委牵头）"]),
        ("第1段最后一句", ["落实村医补助，每人每月300元。（市人社局牵头，市财政局配合）"]),
        ("第2句", ["招聘全科医生50名。", "落实村医补助，每人每月300元。（市人社局牵头，市财政局配合）"]),
        ("最后一句", ["每两年轮训一次村医。（市卫生健康委牵头）"]),
        ("第4句", ["每两年轮训一次村医。（市卫生健康委牵头）"]),
    ],
)
def test_part_of_a_clause(part: str, texts: list[str]) -> None:
    draft = _asked(f"青州二、（一）{part}", parse(_NOTICE))
    assert draft.status == "answered"
    assert [text for _, text in _said(draft)] == texts


def test_heading_may_count_as_a_sentence() -> None:
    draft = _asked("青州二、（一）第2句", parse(_NOTICE))
    assert draft.notes == ["给出两句：前一句把标题“加强队伍建设”算作第1句，后一句不算标题。"]


def test_part_that_is_not_there() -> None:
    draft = _asked("青州二、（一）第5段", parse(_NOTICE))
    assert (draft.status, draft.statements) == ("not_found", [])
    assert draft.ahead == ["青州市（2022）：本库所存文本二、（一）没有所问的那一段，只数到2段。"]


def test_subparagraph_and_item_of_an_article() -> None:
    regulation = parse(_REGULATION)
    assert _said(_asked("第二条第二款", regulation)) == [("第一章第二条", "法律另有规定的，从其规定。")]
    assert _said(_asked("第三条第二款", regulation)) == [("第二章第三条（二）", "（二）有五名以上护理员。")]
    assert [label for label, _ in _said(_asked("第三条", regulation))] == [
        "第二章第三条",
        "第二章第三条（一）",
        "第二章第三条（二）",
    ]


def test_several_clauses_of_one_number_are_all_given() -> None:
    draft = _asked("青州（一）写了什么", parse(_NOTICE))
    assert draft.status == "partial"
    assert [label for label, _ in _said(draft)] == ["二、（一）", "二、（一）", "三、（一）"]
    assert draft.ahead == ["青州市（2022）：这个编号有2处，“二、（一）”“三、（一）”，一并列出。"]


def test_other_clauses_of_the_number_are_named() -> None:
    draft = _asked("青州第二条写了什么", parse(_ORDINALS))
    assert [label for label, _ in _said(draft)] == ["二、", "二、一是", "二、二是", "二、三是"]
    draft = _asked("青州第三条写了什么", parse(_NOTICE))
    assert [label for label, _ in _said(draft)] == ["三、", "三、（一）", "三、（二）"]
    assert draft.notes == ["青州市（2022）：按“三、”理解；编号相同的还有“二、（三）”。"]


def test_left_out_clause_is_told() -> None:
    draft = _asked("青州二、（三）写了什么", parse(_NOTICE))
    assert draft.status == "omitted"
    assert _said(draft) == [("二、（三）", "本库所存文本二、（三）“开展家庭医生签约”只有标题，内容为“略”。")]
    assert [(item.notice, item.why) for item in draft.missing] == [("test", "omitted")]


def test_cut_clause_is_given_as_far_as_it_goes() -> None:
    draft = _asked("青州二、（二）写了什么", parse(_NOTICE))
    assert draft.status == "partial"
    assert _said(draft) == [("二、（二）", "（二）推进远程医疗。乡镇卫生院全部接入远程平台。(略)")]
    assert draft.notes == ["青州市（2022）：本库所存文本二、（二）其后的内容为“略”。"]


@pytest.mark.parametrize("part", ["第一句之后的内容", "最后一句", "最后一段", "第8句"])
def test_part_left_out_of_a_cut_clause(part: str) -> None:
    draft = _asked(f"青州二、（二）{part}", parse(_NOTICE))
    assert draft.status == "omitted"
    assert _said(draft) == [("二、（二）", "乡镇卫生院全部接入远程平台。(略)")]


@pytest.mark.parametrize(
    ("question", "line"),
    [
        (
            "青州（九）写了什么",
            "青州市（2022）：没有（九）；该处编号有“二、（一）”至“二、（三）”、“三、（一）”至“三、（二）”。",
        ),
        ("青州二、（九）写了什么", "青州市（2022）：没有二、（九）；该处编号有“二、（一）”至“二、（三）”。"),
        ("青州第六部分写了什么", "青州市（2022）：没有第六部分；该处编号有“一、”至“三、”。"),
    ],
)
def test_clause_that_is_not_there(question: str, line: str) -> None:
    draft = _asked(question, parse(_NOTICE))
    assert (draft.status, draft.statements, draft.ahead) == ("not_found", [], [line])


def test_copy_that_ends_before_the_clause() -> None:
    draft = _asked("青州（八）写了什么", parse(_NOTICE.split("（二）推进")[0] + "（未完待续）\n"))
    assert (draft.status, draft.ahead) == ("omitted", ["青州市：本库所存文本只到二、（一），没有所问的这一条。"])


def test_long_chapter_is_given_by_its_openings() -> None:
    long = _NOTICE.replace("考核结果予以通报。", "考核结果予以通报。" * 400)
    draft = _asked("青州第三部分写了什么", parse(long, "long"))
    assert _said(draft) == [
        ("三、", "三、工作要求"),
        ("三、（一）", "（一）健全台账。"),
        ("三、（二）", "（二）严格考核。"),
    ]
    assert draft.notes == ["青州市（2022）：三、只列出各条开头；要看全文请写明是其中哪一条。"]


def test_places_have_their_own_addresses() -> None:
    other = parse(_NOTICE.replace("青州市", "泰安市"), "taian")
    draft = _asked("青州三、（一）和泰安三、（二）分别写了什么", parse(_NOTICE), other)
    assert [(s.place, s.text[:7]) for s in draft.statements] == [
        ("青州市", "（一）健全台账"),
        ("泰安市", "（二）严格考核"),
    ]
    assert draft.status == "answered"


def test_place_without_a_notice() -> None:
    draft = _asked("四川第（三）条写了什么", parse(_NOTICE))
    assert (draft.status, draft.statements, draft.ahead) == ("not_found", [], ["本库没有四川省的文件。"])
    assert [(item.notice, item.why) for item in draft.missing] == [("四川省", "no_notice")]


def test_without_a_place_only_notices_that_have_the_clause_speak() -> None:
    draft = _asked("三、（二）写了什么", parse(_NOTICE), parse(_ORDINALS, "ordinals"))
    assert (draft.status, [c.notice for c in draft.citations], draft.ahead) == ("answered", ["test"], [])
    assert [(item.notice, item.why) for item in draft.missing] == [("ordinals", "not_mentioned")]


def test_many_notices_are_counted() -> None:
    notices = [parse(_NOTICE, f"n{number}") for number in range(9)]
    draft = _asked("三、（二）写了什么", *notices)
    assert len(draft.statements) == 6
    assert draft.notes == ["另有3份文件也有这一条；请写明地方或文件名。"]


def test_paragraph_of_an_annex_by_its_words(assistant: Assistant) -> None:
    notice = assistant.knowledge.by_id["zhongwei-2021"]
    draft = _asked("附件里健康促进科那段", notice)
    assert _said(draft) == [
        ("附件", "张建华 市卫生健康委健康促进科科长"),
        ("附件", "健康促进科负责实施公共卫生妇幼健康服务行动计划，实施重点人群健康改善行动。"),
    ]


# --- something asked of it ---------------------------------------------------------------------------------------


def _restricted(question: str, notice: Notice) -> tuple[ExactRequest, Finding]:
    request = find_exact(question, [notice])
    assert request is not None
    return request, restrict(request, {notice.id: Finding(notice, (), None, None, None)})[notice.id]


def test_findings_are_kept_to_the_clause() -> None:
    notice = parse(_NOTICE)
    request, finding = _restricted("青州二、（一）谁牵头", notice)
    assert [clause.id for clause in addressed_clauses(request, notice)] == ["test#二、（一）/p1", "test#二、（一）/p2"]
    assert [match.clause.id for match in finding.matches] == ["test#二、（一）/p1", "test#二、（一）/p2"]
    assert finding.omitted is None


def test_left_out_clause_is_the_finding() -> None:
    _, finding = _restricted("青州二、（三）谁牵头", parse(_NOTICE))
    assert (finding.matches, finding.omitted and finding.omitted.label) == ((), "二、（三）")


def test_no_finding_where_no_clause_is() -> None:
    _, finding = _restricted("青州（九）谁牵头", parse(_NOTICE))
    assert (finding.matches, finding.omitted, finding.on_topic) == ((), None, None)
