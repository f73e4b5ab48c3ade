"""Comparisons on topics that nobody listed: each cell as it was written down from the texts."""

from __future__ import annotations

import pytest
from compare_support import cell, compared, glossary, made, state

from assistant.compare.compare import compare_places
from assistant.compare.comparison import ASPECTS, OMITTED, SILENT
from assistant.compare.wording import notes_of
from assistant.glossary import Glossary

FOUR = "高血压、糖尿病、{}、严重精神障碍等四种{}慢病患者"
HEAD = "关于{}工作的通知\n\n各县区：\n\n一、{}\n"

# (topic, place, aspect): the quotes of the cell, in order.
CELLS: dict[tuple[str, str, str], list[tuple[str, str]]] = {
    # People of another member of the same list, or of another phrase, are not those of the topic.
    ("两癌筛查", "开封市", "who"): [("五、五是", "妇女")],
    ("两癌筛查", "陕西省", "who"): [("三、（十二）", "农村妇女")],
    ("两癌筛查", "中卫市", "who"): [("二、（三）14", "城乡适龄妇女")],
    ("产前筛查", "中卫市", "who"): [],
    ("精神障碍", "陕西省", "who"): [
        ("一、（一）", FOUR.format("肺结核", "主要")),
        ("一、（四）", "严重精神障碍患者"),
    ],
    ("精神障碍", "陕西省", "gets"): [
        ("一、（一）", f"重点做好{FOUR.format('肺结核', '主要')}的规范管理和健康服务"),
        ("一、（四）", "加强农村严重精神障碍患者服务管理和救治保障"),
        ("三、（十三）", "开展对抑郁、焦虑等常见精神障碍的早期筛查，及时干预，提高治疗率"),
    ],
    ("精神障碍", "中卫市", "gets"): [
        ("二、（一）1", "做好高血压、糖尿病、结核病、严重精神障碍等慢性病患者的规范管理和健康服务"),
        ("二、（一）6", "乡镇卫生院、村卫生室要加强严重精神障碍患者报告登记和救治救助，做到应管尽管、应治尽治"),
        ("二、（三）15", "开展对抑郁、焦虑等常见精神障碍的早期筛查，及时干预，提高治疗率"),
    ],
    ("近视", "中卫市", "who"): [("二、（一）6", "儿童青少年")],
    # A trait of people, those who do something, and the training of others are other matters.
    ("职称", "中卫市", "gets"): [
        ("二、（二）10", "对基层医疗卫生机构，在编制、职称评定等方面给予政策支持"),
        (
            "二、（二）10",
            "推进基层卫生职称改革，对长期在艰苦边远地区和基层一线工作的卫生专业技术人员，业绩突出、表现优秀的，"
            "可放宽学历等要求，同等条件下优先评聘",
        ),
        ("二、（二）10", "严格落实卫生技术人员职称“凡晋必下”制度"),
    ],
    ("出生缺陷", "中卫市", "gets"): [("二、（三）14", "强化出生缺陷防治")],
    ("人才引进", "全国", "who"): [],
    ("人才引进", "全国", "gets"): [],
    ("对口帮扶", "全国", "gets"): [],
    ("中医馆", "全国", "gets"): [("（九）", "加强脱贫地区乡镇卫生院中医馆建设，配备中医医师")],
    ("乡镇卫生院", "开封市", "targets"): [
        ("一、", "每个乡镇有 1 所政府举办的标准化乡镇卫生院"),
        ("五、二是", "实现乡镇卫生院、社区卫生服务中心服务能力全面达标"),
    ],
    # A quotation is not cut so that it says something else, and what somebody must have done is no time limit.
    ("职称", "陕西省", "gets"): [
        ("二、（八）", "对贫困地区基层医疗卫生机构，在编制、人员招聘、职称评定、人才培养、待遇保障等方面给予政策支持"),
        (
            "二、（八）",
            "严格落实城市医生晋升副高级职称前，要有1年以上县乡基层工作经历，晋升正高级职称，在现职期内要有半年以上"
            "县乡基层工作经历的规定",
        ),
    ],
    ("职称", "陕西省", "time_limits"): [],
    ("编制", "陕西省", "time_limits"): [
        ("二、（八）", "每5年动态调整乡镇卫生院人员编制总量，允许编制在县域内统筹使用，用好用足空余编制")
    ],
    # Sentences that name the topic are there, and what one place gets another one gets for the same words.
    ("远程医疗", "云南省", "gets"): [("二、（五）", "注重提升远程医疗服务利用效率")],
    ("对口帮扶", "开封市", "gets"): [
        (
            "四、四是",
            "严格按照《开封市卫生健康委员会关于印发〈开封市城乡医院对口支援工作方案（2021-2025年）〉的通知》"
            "（汴卫〔2021〕55号）工作要求，推动城市医院与县级医院、二级以上医院与乡镇卫生院对口支援工作落地见效",
        ),
        ("四、四是", "各有关单位要明确对口关系、细化工作方案、建立工作台账、强化组织实施"),
        ("四、四是", "建立完善督查巡查和考核机制，加强对派驻人员和巡诊帮扶人员的考核管理，确保真帮扶、见实效"),
    ],
    ("县域医共体", "开封市", "gets"): [
        (
            "五、四是",
            "构建县乡村一体化管理的紧密型县域医共体，对医共体实行医保基金总额预算管理，推行行政、人员、业务、药械、"
            "财务、绩效、信息“七统一”管理",
        )
    ],
    ("慢病管理", "开封市", "time_limits"): [("四、二是", "每季度开展一次随访")],
    ("尘肺病", "陕西省", "gets"): [("三、（十一）", "推动尘肺病等职业病主动监测与筛查")],
    ("养老保险", "陕西省", "gets"): [("二、（八）", "进一步提高乡村医生养老待遇")],
    ("就诊率", "中卫市", "gets"): [("二、（二）7", "力争县域内就诊率达到 90%以上，基层就诊率达到 60%以上")],
    ("互联网", "全国", "gets"): [
        (
            "（十三）",
            "帮扶医院和上级医院加大脱贫地区县级医院远程医疗服务支持力度，推动更多优质医疗资源向脱贫地区倾斜",
        )
    ],
    # Of entitlements in one paragraph only that whose sentence names the topic; not that for those who are none.
    ("分级诊疗", "开封市", "area"): [("四、三是", "市域内定点医疗机构")],
    ("低保对象", "中卫市", "who"): [
        ("二、（一）2", "农村低保对象、特困人员和易返贫致贫人口"),
        ("二、（一）4", "低保对象"),
        ("二、（一）4", "低保对象、特困人员和返贫致贫人口"),
    ],
    # “医保报销后的自负医疗费用”: named in passing, and the rest of the sentence is about something else.
    ("医保报销", "中卫市", "gets"): [("二、（一）2", "只需在出院时支付医保报销后的自负医疗费用")],
    ("医保报销", "中卫市", "who"): [],
    ("医保报销", "中卫市", "lead"): [],
}


@pytest.mark.parametrize(("topic", "place", "aspect"), CELLS)
def test_a_cell_is_what_the_text_says(topic: str, place: str, aspect: str) -> None:
    assert cell(compared(topic), place, aspect) == CELLS[topic, place, aspect]


def test_same_words_in_two_places_stand_in_both_cells() -> None:
    assert ("一、（五）", "注重提升远程医疗服务利用效率") in cell(compared("远程医疗"), "陕西省", "gets")
    assert any("互联网+”家庭医生" in words for _, words in cell(compared("家庭医生签约服务"), "中卫市", "gets"))
    for place, words in (("陕西省", "总额预算管理"), ("全国", "总额付费")):
        assert any(words in text for _, text in cell(compared("县域医共体"), place, "gets"))


def test_what_the_copy_leaves_out_is_told_as_such_and_never_quoted() -> None:
    assert {state(compared("人才引进"), "全国", aspect) for aspect in ASPECTS} == {OMITTED}
    assert {state(compared("对口帮扶"), "全国", aspect) for aspect in ASPECTS} == {OMITTED}
    assert not any("略" in words for _, words in cell(compared("互联网"), "全国", "gets"))
    assert state(compared("中医馆"), "全国", "who") == SILENT


# --- notices of their own ----------------------------------------------------------------------------------------


def test_a_list_of_units_is_not_what_people_get() -> None:
    text = HEAD.format("甲", "消防通道") + "清理消防通道。（市应急局、市公安局、各县〔区〕）\n"
    row = compare_places("消防通道", made(text), Glossary()).rows[0]
    assert [entry.text for entry in row.cell("gets").entries] == ["清理消防通道"]


def test_what_stands_beside_the_topic_is_left_out() -> None:
    words = "加强农机检修，做好耕牛防疫，推广抗旱品种。继续开展农机检修，每年2次，并逐步扩大到乡镇。\n"
    text = HEAD.format("甲", "农业") + words
    row = compare_places("农机检修", made(text), Glossary()).rows[0]
    assert [entry.text for entry in row.cell("gets").entries] == [
        "加强农机检修",
        "继续开展农机检修，每年2次，并逐步扩大到乡镇",
    ]


def test_conditions_in_front_of_a_rule_and_who_is_left_out() -> None:
    text = (
        HEAD.format("甲", "缓缴")
        + "除停业的企业外，企业可以申请缓缴水费。对欠费超过30日的，缓缴水费按月核定。除水费外，还可以申请缓缴气费。\n"
    )
    row = compare_places("缓缴水费", made(text), Glossary()).rows[0]
    assert [entry.text for entry in row.cell("excluded").entries] == ["除停业的企业外"]
    assert [entry.text for entry in row.cell("condition").entries] == ["欠费超过30日的"]


def test_a_request_in_front_and_a_limit_behind_belong_to_the_rule() -> None:
    words = "对确有困难的企业，由企业申请，依法办理延期缴纳税款，最长不超过3个月"
    row = compare_places("延期缴纳税款", made(HEAD.format("甲", "延期交税") + words + "。\n"), Glossary()).rows[0]
    assert [entry.text for entry in row.cell("gets").entries] == [words]
    assert [entry.text for entry in row.cell("who").entries] == ["确有困难的企业"]


# --- notes -------------------------------------------------------------------------------------------------------


def test_the_notes_tell_what_is_only_named_in_passing() -> None:
    notes = notes_of(compared("动态监测"), "zh")
    told = next(note for note in notes if note.startswith("只是提到、没有列入的条款："))
    for clause in ("全国 （七）", "陕西省 二、（六）", "云南省 二、（三）", "中卫市 二、（一）3"):
        assert clause in told


def test_only_one_place_is_said_to_speak_where_no_other_names_the_topic() -> None:
    assert "只有中卫市的文件说到此事。" in notes_of(compared("电子健康码"), "zh")
    assert not any("只有" in note for note in notes_of(compared("医保"), "zh"))
    assert not any("只有" in note for note in notes_of(compared("养老保险"), "zh"))


def test_the_notes_tell_as_what_the_words_were_read() -> None:
    assert "“报销比例”按“医保报销”比较。" in notes_of(compared("报销比例"), "zh")
    assert not any("比较。" in note for note in notes_of(compared("先诊疗后付费"), "zh"))
    text = HEAD.format("甲", "厕所革命") + "推进厕所革命。\n"
    assert compare_places("“厕所革命", made(text), glossary()).words == "厕所革命"


def test_two_characters_of_two_words_are_no_topic() -> None:
    first = HEAD.format("甲", "水电") + "做好水电急修，随叫随到。\n"
    second = HEAD.format("乙", "水电") + "加强应急修理。应急物资要备足，修理要及时。\n"
    rows = compare_places("急修", made(first, second), Glossary()).rows
    assert [[entry.text for entry in row.cell("gets").entries] for row in rows] == [["做好水电急修，随叫随到"], []]


def test_people_of_the_topic_do_not_bring_the_rest_of_the_list() -> None:
    gets = [words for _, words in cell(compared("妇女"), "中卫市", "gets")]
    assert gets == ["城乡适龄妇女“两癌”免费筛查"]
