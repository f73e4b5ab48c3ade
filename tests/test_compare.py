"""Comparisons: what speaks of a topic, quotes that can be found again, altered notices, differences, empty cells."""

from __future__ import annotations

import pytest
from compare_support import altered, cell, compared, corpus, gazetteer, glossary, made, marks, state
from reading_support import source

from assistant.compare.compare import NothingToCompareError, compare_places, nearest_topics, resolve_place
from assistant.compare.comparison import ASPECTS, OMITTED, SILENT
from assistant.compare.differences import number_summary
from assistant.compare.topic import read_topic
from assistant.errors import UsageError
from assistant.glossary import Glossary
from assistant.reading.passage import squeeze

TOPICS = (
    "先诊疗后付费",
    "大病救治",
    "厕所革命",
    "三级医院对口帮扶",
    "一站式结算",
    "低保对象",
    "县域医共体",
    "村卫生室",
)
HEAD = "关于做好{}健康服务工作的通知\n\n各县区：\n\n一、{}\n"


# --- quotes ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("topic", TOPICS)
def test_every_quote_stands_where_it_says(topic: str) -> None:
    for row in compared(topic).rows:
        clauses = {clause.id: clause for notice in corpus() for clause in notice.clauses}
        for aspect in ASPECTS:
            for quote in (quote for entry in row.cell(aspect).entries for quote in entry.quotes):
                clause = clauses[quote.clause_id]
                assert quote.label == clause.label
                assert clause.start <= quote.start < quote.end <= clause.end
                assert squeeze(source(row.notice)[quote.start : quote.end]) == quote.text


@pytest.mark.parametrize("topic", TOPICS)
def test_no_line_stands_twice_and_all_are_in_the_order_of_the_text(topic: str) -> None:
    for row in compared(topic).rows:
        for aspect in ASPECTS:
            first = [entry.quotes[0] for entry in row.cell(aspect).entries]
            assert [quote.start for quote in first] == sorted(quote.start for quote in first)
            assert len(
                {
                    (quote.text, quote.clause_id, e.cases)
                    for quote, e in zip(first, row.cell(aspect).entries, strict=True)
                }
            ) == len(first)


def test_cases_of_one_notice_are_told_apart() -> None:
    row = compared("先诊疗后付费").rows[0]
    assert row.place == "开封市"
    assert [(entry.cases, entry.text) for entry in row.cell("area").entries] == [
        ((1,), "县域内定点医疗机构"),
        ((2,), "市域内定点医疗机构"),
        ((3,), "县域内"),
    ]
    assert [(entry.cases, entry.text) for entry in row.cell("who").entries] == [
        ((1, 2), "脱贫户、特困人员、低保对象、监测对象"),
        ((3,), "县域内所有住院患者"),
    ]
    assert [(entry.cases, entry.text) for entry in row.cell("condition").entries] == [
        ((2,), "经基层首诊转诊的"),
        ((3,), "有条件的县区"),
    ]


# --- altered copies ----------------------------------------------------------------------------------------------


def test_cells_follow_the_text() -> None:
    notices = altered(
        {
            "zhongwei-2021": {
                "37种大病患者": "41种大病患者",
                "（市卫生健康委、市医保局、各县〔区〕）": "（市财政局、市医保局、各县〔区〕）",
            },
            "shaanxi-2021": {
                "（其中涉及第三方责任的患者不享受先诊疗后付费政策）": "",
                "县域内公立医疗机构住院先诊疗": "市域内民营医疗机构住院先诊疗",
                "（委医政医管局牵头，规划信息处、省中医药管理局、妇幼": "（委老龄健康处牵头，规划信息处、妇幼",
            },
        }
    )
    first = compare_places("先诊疗后付费", notices, glossary())
    assert cell(first, "陕西省", "excluded") == []
    assert cell(first, "陕西省", "area") == [("一、（二）", "市域内民营医疗机构")]
    assert cell(first, "陕西省", "lead") == [
        ("一、（二）", "（委老龄健康处牵头，规划信息处、妇幼健康处、各设区市配合）")
    ]
    lead = next(row for row in first.rows if row.place == "中卫市").cell("lead").entries[0]
    assert lead.roles and (lead.roles.lead, lead.roles.support) == (("市财政局",), ("市医保局", "各县〔区〕"))
    serious = compare_places("大病专项救治", notices, glossary())
    assert marks(serious, "中卫市", "gets") == ["41种"]


def test_without_the_rule_nobody_leads() -> None:
    notices = altered({"zhongwei-2021": {"，第1个单位为牵头单位，下同": ""}})
    lead = next(row for row in compare_places("先诊疗后付费", notices, glossary()).rows if row.place == "中卫市").cell(
        "lead"
    )
    roles = lead.entries[0].roles
    assert roles and roles.lead == () and roles.rule == ""
    assert roles.responsible == ("市卫生健康委", "市医保局", "各县〔区〕")


def test_equal_numbers_are_not_marked() -> None:
    notices = altered({"zhongwei-2021": {"37种大病患者": "30种大病患者"}})
    serious = compare_places("大病专项救治", notices, glossary())
    assert not any(
        words.endswith("种") for place in ("开封市", "陕西省", "中卫市") for words in marks(serious, place, "gets")
    )
    assert not any("种" in words for group in number_summary(serious) for words, _ in group)


def test_the_numbers_that_differ_are_summed_up() -> None:
    groups = number_summary(compared("大病专项救治"))
    assert [("30种", ["开封市", "陕西省", "全国"]), ("37种", ["中卫市"])] in groups


# --- what speaks of a topic --------------------------------------------------------------------------------------


def test_a_passing_mention_brings_nothing_of_its_clause() -> None:
    notices = made(
        HEAD.format("甲", "对口帮扶")
        + "三级医院每年为县医院培训至少3名医师，重点提升大病专项救治技术水平。（市卫生健康委牵头）\n",
        HEAD.format("乙", "大病专项救治") + "救治率达到95%以上。（市医保局牵头）\n",
    )
    comparison = compare_places("大病专项救治", notices, glossary())
    first, second = comparison.rows
    assert [entry.text for entry in first.cell("gets").entries] == ["重点提升大病专项救治技术水平"]
    assert all(not first.cell(aspect).entries for aspect in ASPECTS if aspect != "gets")
    assert [entry.text for entry in second.cell("targets").entries] == ["救治率达到95%以上"]


def test_another_topic_in_the_same_paragraph_is_left_out() -> None:
    words = [text for _, text in cell(compared("大病专项救治"), "全国", "gets")]
    assert words and not any("家庭医生签约服务，结合" in text for text in words)


def test_a_sentence_that_goes_on_with_the_topic_is_taken() -> None:
    assert ("（三）", "结合当地诊疗能力") in cell(compared("大病专项救治"), "全国", "condition")


def test_a_longer_name_is_another_thing() -> None:
    notices = made(
        HEAD.format("甲", "医疗保障") + "提高大病保险待遇水平。\n",
        HEAD.format("乙", "救治") + "加强大病救治管理，做好大病患者救治。\n",
    )
    comparison = compare_places("大病", notices, glossary())
    assert [row.speaks for row in comparison.rows] == [False, True]


def test_a_notice_on_the_topic_is_read_as_a_whole() -> None:
    text = (
        "甲市老年人助餐服务办法\n\n第一条 助餐服务应当安全。\n"
        "第二条 对80周岁以上的老年人，每人每餐补贴3元。\n第三条 区民政部门每年4月底前报送资金使用情况。\n"
    )
    row = compare_places("老年人助餐", made(text), glossary()).rows[0]
    assert [(q.label, q.text) for e in row.cell("who").entries for q in e.quotes] == [("第二条", "80周岁以上的老年人")]
    assert [q.label for e in row.cell("time_limits").entries for q in e.quotes] == ["第三条"]


def test_words_unknown_to_any_glossary_are_compared_as_they_are() -> None:
    notices = made(
        HEAD.format("甲", "消防") + "落实消防通道管理，每季度检查1次。（市应急局牵头）\n",
        HEAD.format("乙", "消防通道") + "每月检查1次。（市公安局牵头）\n",
    )
    comparison = compare_places("消防通道", notices, Glossary())
    assert [[entry.text for entry in row.cell("lead").entries] for row in comparison.rows] == [
        ["（市应急局牵头）"],
        ["（市公安局牵头）"],
    ]


def test_either_of_two_topics() -> None:
    both = compare_places("爱国卫生 / 人居环境", corpus(), glossary())
    assert ("四、（十六）", "农业农村部门负责农村人居环境整治相关工作") in cell(both, "陕西省", "lead")
    assert ("三、（十四）", "（委健康促进处牵头，各设区市配合）") in cell(both, "陕西省", "lead")


def test_people_narrow_a_policy() -> None:
    comparison = compare_places("特困人员先诊疗后付费", corpus(), glossary())
    assert [entry.text for entry in comparison.rows[0].cell("who").entries] == ["脱贫户、特困人员、低保对象、监测对象"]


# --- topics ------------------------------------------------------------------------------------------------------


def test_words_that_name_a_topic() -> None:
    def names(words: str) -> list[list[str]]:
        return [[part.name for part in subject.parts] for subject in read_topic(words, glossary()).subjects]

    assert names("先诊疗后付费政策") == [["先诊疗后付费"]]
    assert names("没钱交押金") == [["先诊疗后付费"]]
    assert names("treat first, pay later") == [["先诊疗后付费"]]
    assert names("爱国卫生/人居环境") == [["爱国卫生运动"], ["农村人居环境整治"]]
    assert names("各地大病专项救治有什么不同") == [["大病专项救治"]]


@pytest.mark.parametrize("words", ["", "  ", "？！", "字" * 101])
def test_no_topic_at_all(words: str) -> None:
    with pytest.raises(UsageError):
        read_topic(words, glossary())


@pytest.mark.parametrize(
    ("words", "lang", "beginning"),
    [
        ("火星登陆", "zh", "没有哪份文件说到“火星登陆”；文件里说得多的事项有："),
        ("moon landing", "en", "No notice held speaks of “moon landing”; what the notices say most of: "),
    ],
)
def test_a_topic_that_no_notice_knows(words: str, lang: str, beginning: str) -> None:
    with pytest.raises(NothingToCompareError) as caught:
        compare_places(words, corpus(), glossary(), lang=lang)
    assert str(caught.value).startswith(beginning) and "\n" not in str(caught.value)


def test_the_nearest_topics_come_first() -> None:
    assert nearest_topics("医院对口帮护", corpus(), glossary())[0] == "三级医院对口帮扶"


def test_words_that_no_notice_says_are_told() -> None:
    comparison = compare_places("先诊疗后付费 火星", corpus(), glossary())
    assert comparison.ignored == ("火星",) and comparison.topic == "先诊疗后付费"


# --- places and empty cells --------------------------------------------------------------------------------------


def test_places_asked_for() -> None:
    asked = [resolve_place(name, gazetteer()) for name in ("四川", "海原县", "云南")]
    comparison = compare_places("先诊疗后付费", corpus(), glossary(), asked)
    assert [row.place for row in comparison.rows] == ["中卫市", "云南省"]
    assert comparison.uncovered == ("四川省",)
    assert comparison.above == (("海原县", "中卫市"),)


def test_no_notice_of_any_place_asked_for() -> None:
    with pytest.raises(NothingToCompareError, match="本库没有四川省的文件；现有"):
        compare_places("先诊疗后付费", corpus(), glossary(), [resolve_place("四川", gazetteer())])


@pytest.mark.parametrize("name", ["陕系省", "xyz"])
def test_a_misspelt_place(name: str) -> None:
    with pytest.raises(UsageError, match=f"没有找到地名“{name}”"):
        resolve_place(name, gazetteer())


def test_a_shared_name_of_a_place() -> None:
    with pytest.raises(UsageError, match="“鼓楼区”有 4 处"):
        resolve_place("鼓楼区", gazetteer())


def test_only_the_rows_shown_are_compared() -> None:
    asked = [resolve_place(name, gazetteer()) for name in ("陕西", "全国")]
    comparison = compare_places("大病专项救治", corpus(), glossary(), asked)
    assert not any(words == "30种" for row in comparison.rows for words in marks(comparison, row.place or "", "gets"))


def test_a_cut_copy_may_have_said_it() -> None:
    doctors = compared("乡村医生")
    assert {state(doctors, "全国", aspect) for aspect in ("who", "papers", "lead", "targets")} == {OMITTED}
    assert {state(doctors, "云南省", aspect) for aspect in ASPECTS} == {OMITTED}
    first = compared("先诊疗后付费")
    assert state(first, "全国", "papers") == SILENT
    assert state(first, "全国", "lead") == OMITTED
    assert state(first, "陕西省", "papers") == SILENT


def test_many_silent_notices_are_named_and_have_no_row() -> None:
    texts = [HEAD.format(name, "消防") + "检查消防通道。\n" for name in ("甲", "乙", "丙", "丁")]
    notices = [*made(*texts, *(HEAD.format(f"某{n}", "绿化") + "植树。\n" for n in range(12)))]
    comparison = compare_places("消防通道", notices, Glossary())
    assert len(comparison.rows) == 4 and len(comparison.silent) == 12
