"""Answers over the project's own notices: what must be said, what must not, and where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.answering.chain import Request, Steps, build_chain
from assistant.reading.passage import squeeze
from assistant.records import Answer, Missing

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

KAIFENG = (
    "对于脱贫户、特困人员、低保对象、监测对象，凭借乡村振兴部门认定的档卡资料、特困人员供养证、低保证在县域内定点医疗机构住院，"
    "实行“先诊疗后付费”政策，免交住院押金。经基层首诊转诊的，在市域内定点医疗机构住院，实行“先诊疗后付费”。"
)
KAIFENG_WIDER = "鼓励有条件的县区将“先诊疗后付费”政策扩大到县域内所有住院患者。"
SHAANXI = (
    "在有效防范制度风险的前提下，有条件的地方可将县域内公立医疗机构住院先诊疗后付费政策对象调整为农村低保对象、特困人员和"
    "易返贫致贫人口（其中涉及第三方责任的患者不享受先诊疗后付费政策）。"
)
ZHONGWEI = (
    "农村低保对象、特困人员和易返贫致贫人口在县域内住院享受“先诊疗、后付费”政策，患者入院时不需缴纳住院押金，"
    "只需在出院时支付医保报销后的自负医疗费用。"
)
NATIONAL = (
    "在有效防范制度风险的前提下，有条件的地方可将县域内住院先诊疗后付费政策对象调整为农村低保对象、特困人员和易返贫致贫人口，"
    "患者入院时不需缴纳住院押金，只需在出院时支付医保报销后的自负医疗费用。"
)
RULE = "文中规定“第1个单位为牵头单位，下同”。"

WHO_TREATS_FIRST = [
    "谁可以享受先诊疗后付费？",
    "住院不交押金先看病，哪些人能享受？",
    "哪些群众住院可以先看病后交钱",
    "先看病后付费政策适用于什么人",
    "不交押金就能住院的是哪些人",
    "没钱交押金能住院吗",
    "先诊疗、后付费的对象有哪些",
]


def said(answer: Answer) -> list[tuple[str | None, str]]:
    return [(statement.place, statement.text) for statement in answer.statements]


def clauses(answer: Answer) -> list[tuple[str, str]]:
    return [(citation.notice, citation.clause) for citation in answer.citations]


@pytest.mark.parametrize("question", WHO_TREATS_FIRST)
def test_who_may_be_treated_first_in_every_place(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said(answer) == [
        ("开封市", KAIFENG),
        ("开封市", KAIFENG_WIDER),
        ("陕西省", SHAANXI),
        ("中卫市", ZHONGWEI),
        ("全国", NATIONAL),
    ]
    assert clauses(answer) == [
        ("kaifeng-2022", "四、三是"),
        ("kaifeng-2022", "四、三是"),
        ("shaanxi-2021", "一、（二）"),
        ("zhongwei-2021", "二、（一）2"),
        ("national-2021", "（四）"),
    ]
    assert answer.missing == (Missing("yunnan-2021", "omitted"),)
    assert "云南省（2021）：本库所存文本只到二、（五），其中没有查到此项。" in answer.text.splitlines()


@pytest.mark.parametrize(
    "question",
    [
        "who qualifies for treat-first-pay-later",
        "Who can be treated first and pay later?",
        "Which patients may be admitted without paying a deposit?",
        "who is eligible for treatment before payment",
    ],
)
def test_the_same_in_english_with_the_chinese_words_quoted(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.lang) == ("answered", "en")
    assert [place for place, _ in said(answer)] == ["开封市", "开封市", "陕西省", "中卫市", "全国"]
    texts = [text for _, text in said(answer)]
    for text, chinese in zip(texts, (KAIFENG, KAIFENG_WIDER, SHAANXI, ZHONGWEI, NATIONAL), strict=True):
        assert f"“{chinese.removesuffix('。')}”" in text
    assert "people in extreme difficulty (特困人员)" in texts[2]
    assert "permitted, not required" in texts[2]
    assert "permitted, not required" in texts[4]
    assert "permitted" not in texts[3]
    cut = "Yunnan (云南省) (2021): the copy held ends after 二、（五）; nothing was found on this in it."
    assert cut in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "陕西家庭医生签约谁牵头？",
        "陕西家庭医生签约由哪个处室牵头",
        "家医签约在陕西归谁管",
        "陕西签约医生的事找哪个部门",
        "西安家庭医生签约服务谁负责",
    ],
)
def test_family_doctors_in_shaanxi_rest_on_the_second_paragraph(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said(answer) == [("陕西省", "委基层卫生健康处牵头，有关处室、各设区市配合。")]
    (citation,) = answer.citations
    assert citation.clause_id == "shaanxi-2021#一、（一）/p2"
    assert citation.quote == "（委基层卫生健康处牵头，有关处室、各设区市配合）"


@pytest.mark.parametrize(
    "question", ["中卫医疗保障待遇由谁牵头？", "中卫市医保待遇哪个部门牵头", "沙坡头区医保待遇水平谁负责"]
)
def test_benefits_in_zhongwei_rest_on_the_first_unit_rule(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said(answer) == [("中卫市", f"市医保局牵头；其他责任单位：各县〔区〕。{RULE}")]
    assert clauses(answer) == [("zhongwei-2021", "二、（一）4"), ("zhongwei-2021", "二、（一）1")]
    assert answer.citations[1].quote == "第1个单位为牵头单位，下同"
    assert answer.statements[0].citations == (1, 2)


@pytest.mark.parametrize(
    ("question", "label"),
    [
        ("国家意见对基层医疗卫生人才队伍建设有什么具体要求？", "（十一）"),
        ("全国的文件里基层卫生人才怎么要求", "（十一）"),
        ("国家层面对基层医疗人才有啥规定", "（十一）"),
        ("国家意见里三级医院对口帮扶怎么要求", "（十二）"),
        ("What does the national opinion require for the grassroots health workforce?", "（十一）"),
    ],
)
def test_what_the_copy_leaves_out_is_said(assistant: Assistant, question: str, label: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "omitted"
    assert answer.missing == (Missing("national-2021", "omitted"),)
    assert clauses(answer) == [("national-2021", label)]
    assert "略" in answer.statements[0].text


@pytest.mark.parametrize(
    ("question", "place"),
    [
        ("四川谁可以先诊疗后付费？", "四川省"),
        ("成都的低保户能先看病后付费吗", "成都市"),
        ("郑州哪些人能先诊疗后付费", "郑州市"),
    ],
)
def test_a_place_without_a_notice_gets_the_national_text(assistant: Assistant, question: str, place: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "partial"
    assert said(answer) == [("全国", NATIONAL)]
    assert answer.missing == (Missing(place, "no_notice"),)
    assert answer.text.startswith(f"本库没有{place}的文件。\n全国")


@pytest.mark.parametrize(
    ("question", "place", "text", "clause"),
    [
        (
            "陕西什么时候报送落实情况？",
            "陕西省",
            "各牵头单位要在每年6月和11月底前将牵头负责工作的半年、年度落实情况和下一步工作安排报送委乡村振兴领导小组办公室。",
            "五、（三）",
        ),
        (
            "开封三类户多久入户",
            "开封市",
            "对新纳入监测系统的“三类户”，一周内要入户核实基本信息，一月内要落实健康帮扶措施。",
            "二、一是",
        ),
        (
            "陕西编制多久调整一次",
            "陕西省",
            "每5年动态调整乡镇卫生院人员编制总量，允许编制在县域内统筹使用，用好用足空余编制。",
            "二、（八）",
        ),
        ("中卫基层就诊率目标是多少", "中卫市", "力争县域内就诊率达到 90%以上，基层就诊率达到 60%以上。", "二、（二）7"),
        (
            "中卫有多少个村卫生室",
            "中卫市",
            "对全市40所乡镇卫生院、453所村卫生室及69个易地扶贫搬迁集中安置区的卫生院、卫生室设施设备、药品配备及人员情况"
            "进行查漏补缺，确保全部达到国家“三个一”“三合格”“三条线”要求。",
            "二、（一）3",
        ),
        (
            "陕西低保对象由哪个部门认定",
            "陕西省",
            "民政部门负责农村低保对象、特困人员等农村低收入人口认定，做好农村低保、特困人员救助供养、临时救助等工作。",
            "四、（十六）",
        ),
        ("宣传 谁管 陕西", "陕西省", "委科教宣传处牵头，健康促进处等有关处室、各设区市配合。", "四、（十八）"),
        (
            "陕西督查考核哪个处牵头",
            "陕西省",
            "委办公室、人事处牵头，健康促进处等有关处室、各设区市配合。",
            "四、（十七）",
        ),
        ("开封先诊疗后付费要带什么证件", "开封市", KAIFENG.split("。")[0] + "。", "四、三是"),
    ],
)
def test_one_place_one_fact(assistant: Assistant, question: str, place: str, text: str, clause: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert said(answer) == [(place, text)]
    assert answer.citations[0].clause == clause


def test_no_lead_is_given_where_none_is_stated(assistant: Assistant) -> None:
    answer = assistant.ask("云南村卫生室谁牵头")
    assert answer.status == "partial"
    units = "省卫生健康委、省民政厅按照职责分工负责；文中未写明牵头单位。"
    assert said(answer) == [("云南省", "“完善和优化乡村医疗卫生服务体系”：" + units)]


def test_a_lead_of_a_task_that_only_mentions_the_topic_is_said_to_be_that_tasks(assistant: Assistant) -> None:
    (place, text), *_ = said(assistant.ask("陕西结核病谁牵头"))
    task = "“持续做好脱贫人口家庭医生签约服务”："
    assert (place, text) == ("陕西省", task + "委基层卫生健康处牵头，有关处室、各设区市配合。")


def test_all_tasks_that_a_division_leads(assistant: Assistant) -> None:
    answer = assistant.ask("规划信息处牵头哪些任务？")
    assert answer.status == "answered"
    assert [citation.clause_id for citation in answer.citations] == [
        "shaanxi-2021#二、（六）/p3",
        "shaanxi-2021#二、（七）/p1",
        "shaanxi-2021#二、（十）/p1",
        "shaanxi-2021#四、（十五）/p2",
    ]


def test_a_follow_up_keeps_the_topic_and_changes_the_place(assistant: Assistant) -> None:
    answer = assistant.ask("开封呢", history=["谁可以享受先诊疗后付费？"])
    assert said(answer) == [("开封市", KAIFENG), ("开封市", KAIFENG_WIDER)]


def test_a_follow_up_keeps_the_place_and_changes_what_is_asked(assistant: Assistant) -> None:
    answer = assistant.ask("什么人可以享受？", history=["陕西先诊疗后付费谁牵头"])
    assert said(answer) == [("陕西省", SHAANXI)]


def test_what_was_refused_or_said_long_ago_is_no_history(assistant: Assistant) -> None:
    history = ["谁可以享受先诊疗后付费？", "", "问" * 2000]
    assert said(assistant.ask("开封呢", history=history)) == [("开封市", KAIFENG), ("开封市", KAIFENG_WIDER)]
    long_ago = ["谁可以享受先诊疗后付费？", *["今天天气怎么样"] * 8]
    assert assistant.ask("开封呢", history=long_ago).statements == ()


def test_a_chosen_place_answers_unless_another_is_said(assistant: Assistant) -> None:
    assert said(assistant.ask("谁可以享受先诊疗后付费？", place="海原县")) == [("中卫市", ZHONGWEI)]
    assert said(assistant.ask("陕西谁可以享受先诊疗后付费？", place="中卫")) == [("陕西省", SHAANXI)]


def test_places_of_one_name_are_listed_not_guessed(assistant: Assistant) -> None:
    answer = assistant.ask("鼓楼区谁可以先诊疗后付费")
    assert answer.status == "partial"
    assert {place for place, _ in said(answer)} == {"全国"}
    assert "河南省开封市鼓楼区" in answer.text.splitlines()[0]


def test_control_characters_do_not_matter(assistant: Assistant) -> None:
    assert said(assistant.ask("陕西\x00家庭医生\u200b签约\r\n谁牵头？")) == [
        ("陕西省", "委基层卫生健康处牵头，有关处室、各设区市配合。")
    ]


def test_every_citation_quotes_the_file_exactly(assistant: Assistant) -> None:
    sources = {notice.id: notice.source for notice in assistant.notices}
    for question in [*WHO_TREATS_FIRST, "规划信息处牵头哪些任务？", "中卫爱国卫生运动谁牵头", "陕西大病专项救治怎么做"]:
        answer = assistant.ask(question)
        numbers = [citation.n for citation in answer.citations]
        assert numbers == list(range(1, len(numbers) + 1))
        for citation in answer.citations:
            assert squeeze(sources[citation.notice][citation.start : citation.end]) == citation.quote
            assert citation.quote in citation.text
        assert all(set(statement.citations) <= set(numbers) and statement.citations for statement in answer.statements)


def test_someone_shut_out_hears_no_first(assistant: Assistant) -> None:
    excluded = "涉及第三方责任的患者不享受先诊疗后付费政策"
    answer = assistant.ask("我被车撞了，对方全责，在陕西住院还能先看病后付费吗？")
    assert said(answer) == [("陕西省", f"不能。“{excluded}”。")]
    assert answer.citations[0].quote == excluded
    english = assistant.ask("Can a car crash victim use treat first, pay later in Shaanxi?")
    assert said(english) == [("陕西省", f"No: “{excluded}”")]


@pytest.mark.parametrize(
    "question",
    [
        "中宁县每年选几个重点专科",  # the clause speaks of another county
        "海原县有多少乡镇卫生院",  # the number is the whole city's
        "陕西两癌筛查是不是免费",  # nothing says so
        "陕西艾滋病检测率",  # no such rate
        "签约家庭医生要交多少钱",
        "陕西2025年电子健康码使用率",
        "What is Kaifeng's target for electronic health code use?",
        "Who leads Kaifeng's family doctor services?",
    ],
)
def test_a_neighbouring_fact_is_no_answer(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status in ("not_found", "omitted")
    assert answer.statements == ()


def test_a_false_number_is_told_before_the_text(assistant: Assistant) -> None:
    answer = assistant.ask("开封的37种大病怎么救治")
    assert answer.status == "partial"
    assert answer.text.splitlines()[1] == "所引原文没有“37种”的说法，原文如下："  # behind the note on the plan's year
    assert all("37" not in text for _, text in said(answer))


def test_a_county_is_told_whose_rules_it_gets(assistant: Assistant) -> None:
    answer = assistant.ask("西安家庭医生签约服务谁负责")
    assert answer.text.splitlines()[0] == "本库没有西安市自己的文件，以下是陕西省的规定。"


@pytest.mark.parametrize(
    "question", ["中卫互联网医疗健康哪个科负责", "Which section handles internet health care in Zhongwei?"]
)
def test_a_section_is_found_in_the_annex(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert [citation.clause for citation in answer.citations] == ["附件"]
    assert "规划信息与财务科" in answer.statements[0].text


def test_a_unit_asked_in_a_role_that_it_does_not_have(assistant: Assistant) -> None:
    answer = assistant.ask("陕西老龄健康处牵头哪些任务")
    assert answer.status == "partial"
    assert answer.text.splitlines()[0] == "没有查到老龄健康处以所问的身份承担的任务；它参与的有："
    assert [citation.clause for citation in answer.citations] == ["一、（四）", "三、（十二）"]


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("开封文件文号", "汴卫乡振〔2022〕9号。"),
        ("陕卫促进发55号哪天印发", "2021年11月3日印发。"),
        ("开封文件是哪天印发的", "2022年6月27日。"),
    ],
)
def test_what_a_notice_says_of_itself(assistant: Assistant, question: str, text: str) -> None:
    assert [words for _, words in said(assistant.ask(question))] == [text]


def test_the_rule_is_told_once_and_cited_each_time(assistant: Assistant) -> None:
    answer = assistant.ask("中卫家庭医生签约谁牵头")
    assert sum(RULE in text for _, text in said(answer)) == 1
    assert all(2 in statement.citations for statement in answer.statements)


@pytest.mark.parametrize(
    ("question", "gist"),
    [
        ("How often must hypertension patients be followed up in Kaifeng?", "Every quarter: “"),
        ("What is Zhongwei's target for electronic health code use?", "At least 50%: “"),
    ],
)
def test_english_says_what_the_quote_comes_to(assistant: Assistant, question: str, gist: str) -> None:
    (statement,) = assistant.ask(question).statements
    assert statement.text.startswith(gist)


def test_the_chain_and_its_steps_say_the_same(assistant: Assistant) -> None:
    from langchain_core.runnables import RunnableSequence

    steps = Steps(assistant.knowledge, lambda text, notices, top: {})
    chain = build_chain(steps)
    assert isinstance(chain, RunnableSequence)
    for question in ("陕西家庭医生签约谁牵头？", "今天天气怎么样"):
        assert chain.invoke(Request(question)) == steps.run(Request(question))


def test_who_is_responsible_is_not_passed_off_as_who_leads(assistant: Assistant) -> None:
    answer = assistant.ask("中卫远程医疗谁牵头")
    assert answer.status == "partial"
    assert "以上条款写的是谁负责，没有写明谁牵头。" in answer.text.splitlines()
