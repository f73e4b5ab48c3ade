"""A comparison keeps to the words typed, cuts nothing in the middle and tells no silence where the text speaks."""

from __future__ import annotations

import pytest
from compare_support import cell, compared, made, marks, state

from assistant.compare.areas import find_areas, phrases_on
from assistant.compare.compare import compare_places
from assistant.compare.comparison import ASPECTS, OMITTED, SILENT
from assistant.compare.wording import notes_of
from assistant.glossary import Glossary
from assistant.reading.sentences import Span

HEAD = "关于{}工作的通知\n\n各县区：\n\n一、{}\n"


# --- the words typed ---------------------------------------------------------------------------------------------


def said(topic: str, place: str, aspect: str = "gets") -> list[str]:
    return [words for _, words in cell(compared(topic), place, aspect)]


def test_a_part_of_a_policy_is_not_widened_to_it() -> None:
    assert cell(compared("人才培养"), "全国", "gets") == [
        ("（九）", "加强重点设备配备和骨干人才培养"),
        ("（十）", "加强人才培养"),
    ]
    assert cell(compared("人才培养"), "陕西省", "gets") == [
        ("二、（七）", "加快疾控人才培训培养"),
        ("二、（八）", "对贫困地区基层医疗卫生机构，在编制、人员招聘、职称评定、人才培养、待遇保障等方面给予政策支持"),
        (
            "二、（八）",
            "农村订单定向医学生免费培养、全科医生特岗计划和助理全科医生培训、住院医师规范化培训",
        ),
    ]
    assert said("人才培养", "陕西省", "time_limits") == []
    assert said("人才培养", "中卫市", "targets") == ["到 2025 年乡镇卫生院临床医生轮训实现全覆盖"]
    assert said("人才培养", "中卫市", "condition") == []


def test_what_is_mostly_another_name_is_read_as_the_policy() -> None:
    assert compared("医疗共同体").topic == "紧密型县域医共体"
    for words in ("妇女两癌", "返贫监测", "宫颈癌和乳腺癌检查"):
        assert compared(words).topic != words, words
    assert compared("妇幼保健").topic == "妇幼保健"
    assert not any("养老" in words or "医养" in words for words in said("妇幼保健", "陕西省"))


def test_the_head_of_a_whole_policy_singles_out_nothing() -> None:
    assert said("组团式帮扶", "云南省") == ["继续采取三级医院“组团式”帮扶方式"]
    assert said("组团式帮扶", "中卫市") == []


@pytest.mark.parametrize("topic", ["对口帮扶", "县域医共体", "动态监测", "防返贫动态监测"])
def test_the_table_is_headed_by_the_words_typed(topic: str) -> None:
    comparison = compared(topic)
    assert comparison.topic == topic and comparison.ignored == ()
    assert not any(note.endswith("比较。") for note in notes_of(comparison, "zh"))


def test_monitoring_of_people_is_not_that_of_clinics() -> None:
    assert cell(compared("防返贫动态监测"), "全国", "gets")[-1] == (
        "（六）",
        "加强因病致贫返贫风险人群常态化健康帮扶落实情况监测",
    )
    assert (
        "一、（四）",
        "健全多部门联动的风险预警、研判和处置机制，实现对农村低收入人口因病致贫返贫风险点的早发现和早帮扶",
    ) in cell(compared("防返贫动态监测"), "陕西省", "gets")
    told = [note for note in notes_of(compared("防返贫动态监测"), "zh") if note.startswith("只是提到")]
    assert not any("二、（六）" in note or "（七）" in note for note in told)


def test_a_class_of_things_is_not_the_thing() -> None:
    assert not any("医联体" in words for words in said("县域医共体", "陕西省"))
    assert {label for label, _ in cell(compared("县域医共体"), "陕西省", "lead")} == {"二、（九）"}
    assert any(words.startswith("各类医联体") for words in said("远程医疗", "陕西省"))


# --- nothing is cut in the middle ----------------------------------------------------------------------------------


def test_lists_keep_their_head_and_sentences_their_middle() -> None:
    assert "继续实施全科医生转岗计划、农村订单定向医学生免费培养和助理全科医生培训" in said("人才培养", "中卫市")
    assert said("乡村医生", "陕西省")[1:] == [
        "加强乡村医生队伍建设，深入推进乡村全科执业助理医师资格考试，推动乡村医生向执业（助理）医师转化，"
        "引导医学专业高校毕业生免试申请乡村医生执业注册",
        "积极探索实施“县聘镇用、镇管村用”，落实乡村医生待遇政策，进一步提高乡村医生养老待遇",
    ]


def test_a_means_is_told_with_what_it_is_for_and_a_goal_for_others_is_left_out() -> None:
    assert said("乡村医生", "开封市") == [
        "推动乡村医生“乡聘村用”制度落实，加强和稳定乡村医生队伍",
        "在落实好省“12345”工作模式的基础上，各县区要充分发挥基层医疗机构和乡村医生作用，做好健康帮扶政策宣传工作",
    ]
    assert said("乡村医生", "开封市", "targets") == []


def test_what_a_quoted_name_lists_is_no_other_topic() -> None:
    assert "落实“总额付费、监督考核、结余留用、合理超支分担”医保支付政策" in said("县域医共体", "中卫市")
    assert "落实家庭医生签约服务绩效激励政策" not in said("县域医共体", "中卫市")


def test_a_phrase_with_a_doer_of_its_own_is_left_out() -> None:
    words = "加强农机检修，每个乡镇有1所公办幼儿园。加强农机检修，各乡镇至少配备1名农机检修员。\n"
    row = compare_places("农机检修", made(HEAD.format("甲", "农业") + words), Glossary()).rows[0]
    assert [entry.text for entry in row.cell("gets").entries] == [
        "加强农机检修",
        "加强农机检修，各乡镇至少配备1名农机检修员",
    ]


# --- areas -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "topic", "areas"),
    [
        ("支持脱贫地区推进紧密型县域医共体建设", "紧密型县域医共体", ["脱贫地区"]),
        ("全面推进沙坡头区、中宁县、海原县县域医共体建设", "县域医共体", ["沙坡头区、中宁县、海原县"]),
        (
            "推进远程医疗服务覆盖全市所有县级医院和乡镇卫生院（社区卫生服务中心），并逐步向村卫生室延伸",
            "远程医疗服务",
            ["全市所有县级医院和乡镇卫生院（社区卫生服务中心）", "村卫生室"],
        ),
        ("加快推进远程医疗向乡镇卫生院和村卫生室延伸", "远程医疗", ["乡镇卫生院和村卫生室"]),
        ("指导三级医院和脱贫地区县级医院续签对口帮扶协议", "对口帮扶协议", ["脱贫地区县级医院"]),
        ("对贫困地区基层医疗卫生机构，在人才培养方面给予支持", "人才培养", ["贫困地区基层医疗卫生机构"]),
        ("农村妇女宫颈癌、项目地区乳腺癌筛查覆盖率", "宫颈癌、项目地区乳腺癌筛查", ["项目地区"]),
        (
            "推动城市医院与县级医院、二级以上医院与乡镇卫生院对口支援工作落地见效",
            "对口支援",
            ["城市医院与县级医院、二级以上医院与乡镇卫生院"],
        ),
        ("海原县人民医院、中医医院至少确定4个对口帮扶专科", "对口帮扶", ["海原县人民医院、中医医院"]),
        ("继续实施贫困地区儿童营养改善项目", "贫困地区儿童营养改善项目", ["贫困地区"]),
        ("加强脱贫县（区）传染病监测", "传染病", ["脱贫县（区）"]),
        ("加大对脱贫地区、易地扶贫搬迁集中安置区的支持力度", "易地扶贫搬迁集中安置区", []),
        # What is favoured, a rate, and what stands in a phrase on something else.
        ("推进远程医疗，推动资源向脱贫地区倾斜", "远程医疗", []),
        ("推进医共体建设，力争县域内就诊率达到90%以上", "医共体", []),
        ("发展远程医疗，改善贫困地区供水", "远程医疗", []),
    ],
)
def test_areas(text: str, topic: str, areas: list[str]) -> None:
    spots = [Span(text.index(topic), text.index(topic) + len(topic))]
    found = [run for phrase in phrases_on(text, spots, all_are=False) for run in find_areas(text, phrase, spots)]
    assert [text[start:end] for start, end in found] == areas


# --- silence -----------------------------------------------------------------------------------------------------


def test_a_cell_of_a_clause_that_is_held_is_silent() -> None:
    union = compared("县域医共体")
    assert state(union, "全国", "who") == SILENT and said("县域医共体", "全国", "area") == ["脱贫地区"]
    assert state(compared("远程医疗"), "全国", "time_limits") == SILENT
    assert {state(compared("人才培养"), "云南省", aspect) for aspect in ASPECTS} == {OMITTED}
    assert any(
        note.startswith("所存的文本不全，“—”只就所存的部分而言：云南省")
        for note in notes_of(compared("对口帮扶"), "zh")
    )


def test_units_of_a_sentence_that_betters_the_topic_are_told() -> None:
    assert said("远程医疗", "云南省", "lead") == ["(省卫生健康委、省乡村振兴局按照职责分工负责)"]
    comparison = compared("大病专项救治")
    assert all(label != "一、（五）" for label, _ in cell(comparison, "陕西省", "lead"))


# --- marks -------------------------------------------------------------------------------------------------------


def marked(first: str, second: str) -> list[tuple[str, ...]]:
    texts = (HEAD.format(name, "农机检修") + words + "。\n" for name, words in (("甲", first), ("乙", second)))
    rows = compare_places("农机检修", made(*texts), Glossary()).rows
    return [entry.differs for row in rows for entry in row.cell("gets").entries]


def test_force_and_cost_are_marked_where_another_place_has_them_otherwise() -> None:
    assert marked("农机检修定点网点原则上保持不变", "农机检修定点网点保持不变") == [("原则上",), ()]
    assert marked("探索对农机检修实行总额预算管理", "对农机检修实行总额预算管理") == [("探索",), ()]
    assert marked("乡镇网点免费开展农机检修登记", "乡镇网点自费开展农机检修登记") == [("免费",), ("自费",)]
    assert marked("乡镇网点免费开展农机检修登记", "乡镇网点开展农机检修登记") == [(), ()]


def test_a_group_by_a_name_of_its_own_is_marked_among_other_groups_of_people() -> None:
    assert marks(compared("防返贫动态监测"), "开封市", "who") == [
        "新纳入监测系统的“三类户”",
        "纳入监测范围的“三类户”",
    ]
    assert "“三类户”" not in marks(compared("大病专项救治"), "开封市", "who")


def test_the_sick_of_a_group_are_another_group() -> None:
    rows = {row.place: row for row in compared("防返贫动态监测").rows}
    for place in ("全国", "中卫市"):
        entries = rows[place].cell("who").entries
        assert any("边缘易致贫人口" in entry.differs for entry in entries), place
