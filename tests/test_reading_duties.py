"""Who leads, supports or is responsible: the rules on invented texts."""

from __future__ import annotations

import pytest
from reading_support import parse, roles

from assistant.reading.duties import FIRST_UNIT_RULE, Rule, find_duties
from assistant.records import Duty

_Roles = tuple[list[str], list[str], list[str]]


def _roles(duty: Duty) -> _Roles:
    return list(duty.lead), list(duty.support), list(duty.responsible)


def _one(text: str, rule: Rule | None = None) -> Duty:
    duties = find_duties(text, "任务", rule)
    assert len(duties) == 1, duties
    assert text[duties[0].start : duties[0].end] == duties[0].quote
    return duties[0]


# --- tails -------------------------------------------------------------------------------------------------------

_TAILS: dict[str, _Roles] = {
    "（甲局牵头，乙局、丙处配合）": (["甲局"], ["乙局", "丙处"], []),
    "(甲局牵头,乙局、丙处配合)": (["甲局"], ["乙局", "丙处"], []),
    "（甲局、乙局牵头，丙处等有关处室、各设区市配合）": (["甲局", "乙局"], ["丙处", "有关处室", "各设区市"], []),
    "（甲局牵头；乙局参与）": (["甲局"], ["乙局"], []),
    "（由甲局牵头负责，各县区配合落实）": (["甲局"], ["各县区"], []),
    "（甲局牵头，乙局、丙局按职责分工负责）": (["甲局"], [], ["乙局", "丙局"]),
    "（甲局、乙局负责）": ([], [], ["甲局", "乙局"]),
    "（甲局、乙局等按照职责分工负责）": ([], [], ["甲局", "乙局"]),
    "（甲局会同乙局负责）": ([], [], ["甲局", "乙局"]),
    "（技工院校内由甲局负责）": ([], [], ["甲局"]),
    "（甲局牵头，2025年底前完成）": (["甲局"], [], []),
    "（甲局牵头，乙局配合，持续推进）": (["甲局"], ["乙局"], []),
    "（牵头单位：甲局；配合单位：乙局、丙局）": (["甲局"], ["乙局", "丙局"], []),
    "（牵头单位：甲局 责任单位：乙局，2021年底前完成）": (["甲局"], [], ["乙局"]),
    "（责任单位：甲局、人民银行乙市支行，各县市区人民政府）": (
        [],
        [],
        ["甲局", "人民银行乙市支行", "各县市区人民政府"],
    ),
    "（责任单位：甲局、乙局；完成时限：2021年12月）": ([], [], ["甲局", "乙局"]),
}


@pytest.mark.parametrize("tail", _TAILS)
@pytest.mark.parametrize("end", ["", "。"])
def test_tails(tail: str, end: str) -> None:
    duty = _one(f"加强监测，及时报告。{tail}{end}")
    assert _roles(duty) == _TAILS[tail]
    assert (duty.task, duty.quote, duty.basis.kind, duty.basis.quote) == ("任务", tail, "stated", tail)


def test_labels_outside_brackets() -> None:
    duty = _one("加强监测。牵头单位：甲局，责任单位：乙局、丙局。其他要求另行通知。")
    assert _roles(duty) == (["甲局"], [], ["乙局", "丙局"])
    assert duty.quote == "牵头单位：甲局，责任单位：乙局、丙局"


def test_several_tails_in_one_paragraph() -> None:
    text = "支持企业。（甲局牵头，乙局配合）培育机构。（丙局负责）"
    assert [_roles(duty) for duty in find_duties(text, "任务")] == [(["甲局"], ["乙局"], []), ([], [], ["丙局"])]


@pytest.mark.parametrize(
    "text",
    [
        "办好医院（含祥符区）。",
        "规范管理。（略）",
        "依据文件（陕卫促进发〔2021〕31号）。",
        "加强监测。（甲局、乙局）",  # a bare list says nothing without a rule
        "加强监测（甲局、乙局）",
        "牵头单位对分工任务负总责，配合单位积极配合。",
        "各牵头单位要报送牵头负责工作的情况。",
    ],
)
def test_brackets_and_words_that_give_no_duty(text: str) -> None:
    assert find_duties(text, "任务") == ()


# --- the first unit leads ----------------------------------------------------------------------------------------

_RULE = Rule("第1个单位为牵头单位，下同", 100, 113)


@pytest.mark.parametrize(
    "words",
    [
        "第1个单位为牵头单位，下同",
        "第一个单位为牵头单位",
        "第一责任单位为牵头单位",
        "第一位为牵头单位",
        "列第一位者为牵头单位",
        "排在第一位的部门为牵头部门，下同",
        "列在首位的单位为牵头单位",
        "排名第一的单位是牵头单位",
        "首位单位为牵头单位",
        "首个部门为牵头部门",
    ],
)
def test_ways_to_say_that_the_first_unit_leads(words: str) -> None:
    found = FIRST_UNIT_RULE.search(f"（甲局、乙局，{words}）")
    assert found is not None and found[0].lstrip("，") == words


@pytest.mark.parametrize(
    "words", ["第一批单位名单", "甲局为牵头单位", "第一个目标", "牵头单位负总责", "第一书记为牵头人员名单"]
)
def test_no_such_rule(words: str) -> None:
    assert FIRST_UNIT_RULE.search(words) is None


@pytest.mark.parametrize(
    "tail", ["（甲局、乙局、各县〔区〕）", "（甲局、乙局、各县〔区〕负责）", "（责任单位：甲局、乙局、各县〔区〕）"]
)
def test_under_the_rule_the_first_unit_leads(tail: str) -> None:
    duty = _one(f"加强监测。{tail}", _RULE)
    assert _roles(duty) == (["甲局"], ["乙局", "各县〔区〕"], [])
    basis = duty.basis
    assert (basis.kind, basis.quote, basis.start, basis.end) == ("first_listed", "第1个单位为牵头单位，下同", 100, 113)


def test_without_the_rule_nobody_leads() -> None:
    assert find_duties("加强监测。（甲局、乙局、各县〔区〕）", "任务") == ()
    assert _roles(_one("加强监测。（甲局、乙局负责）")) == ([], [], ["甲局", "乙局"])


def test_a_stated_lead_goes_before_the_rule() -> None:
    duty = _one("加强监测。（甲局、乙局牵头，丙局配合）", _RULE)
    assert (_roles(duty), duty.basis.kind) == ((["甲局", "乙局"], ["丙局"], []), "stated")


@pytest.mark.parametrize(
    "text",
    [
        "办好医院（甲院、乙院）和卫生室。",  # in mid-sentence
        "办好医院。（甲院、乙院）其他单位参照执行。",  # does not close the paragraph
        "办好医院（甲院、乙院）。",  # before the full stop it may list anything
        "全部达标。（含祥符区）",
    ],
)
def test_the_rule_holds_only_for_lists_that_close_a_paragraph(text: str) -> None:
    assert find_duties(text, "任务", _RULE) == ()


_RULED = """一、主要任务
1.建档。建立台账，定期更新。（甲局、各县区）
2.监测。加强监测，及时报告。（甲局、乙局，第一个单位为牵头单位，下同）
3.救治。落实政策，减轻负担。（丙局、甲局）
二、组织实施
民政部门负责低保认定。
附件
甲市工作专班
1.统筹。统筹协调，督促落实。（丁科、戊科）
"""


def test_the_rule_holds_from_where_it_is_said_to_the_end_of_that_document() -> None:
    assert roles(parse(_RULED)) == [
        ("一、2/p1", ("甲局",), ("乙局",), (), "first_listed"),
        ("一、3/p1", ("丙局",), ("甲局",), (), "first_listed"),
        ("二、/p2", (), (), ("民政部门",), "prose"),
    ]


# --- prose -------------------------------------------------------------------------------------------------------

# text → (roles, task)
_PROSE: dict[str, tuple[_Roles, str]] = {
    "民政部门负责低保认定。": (([], [], ["民政部门"]), "低保认定"),
    "人社部门负责人才招聘。": (([], [], ["人社部门"]), "人才招聘"),
    "经信部门负责制度建设。": (([], [], ["经信部门"]), "制度建设"),  # 负责 + 制度, not 负责制
    "应急管理部门负责救援。": (([], [], ["应急管理部门"]), "救援"),
    "组织部门负责选派。": (([], [], ["组织部门"]), "选派"),
    "市民政局主要负责低保认定。": (([], [], ["市民政局"]), "低保认定"),
    "（一）市民政局负责低保认定。": (([], [], ["市民政局"]), "低保认定"),
    "3.市民政局：负责低保认定。": (([], [], ["市民政局"]), "低保认定"),
    "第三条　市民政局负责低保认定。": (([], [], ["市民政局"]), "低保认定"),
    "## 一、市民政局负责低保认定。": (([], [], ["市民政局"]), "低保认定"),
    "工作职责：监测科负责汇总数据。": (([], [], ["监测科"]), "汇总数据"),
    "疾控科（应急科）负责疫情监测。": (([], [], ["疾控科（应急科）"]), "疫情监测"),
    "甲市科学技术委员会（以下简称市科委）负责评审。": (([], [], ["甲市科学技术委员会"]), "评审"),
    "农业农村、生态环境等部门负责改厕。": (([], [], ["农业农村", "生态环境"]), "改厕"),
    "宣传、网信部门负责引导舆论。": (([], [], ["宣传", "网信部门"]), "引导舆论"),
    "民政部门、医保部门分别负责认定和结算。": (([], [], ["民政部门", "医保部门"]), "认定和结算"),
    "市民政局牵头制定方案。": ((["市民政局"], [], []), "制定方案"),
    "市民政局牵头负责低保认定。": ((["市民政局"], [], []), "低保认定"),
    "市民政局牵头，市财政局、市医保局配合，制定方案。": ((["市民政局"], ["市财政局", "市医保局"], []), "制定方案"),
    "评估工作由市民政局牵头，市财政局参与。": ((["市民政局"], ["市财政局"], []), "评估工作"),
    "低保认定由县级民政部门负责。": (([], [], ["县级民政部门"]), "低保认定"),
    "建立制度，由市民政局负责实施。": (([], [], ["市民政局"]), "建立制度"),
    "由市民政局负责低保认定。": (([], [], ["市民政局"]), "低保认定"),
    "具体工作由市老龄办承担。": (([], [], ["市老龄办"]), "具体工作"),
    "市教育局承担控辍保学责任。": (([], [], ["市教育局"]), "控辍保学责任"),
    "甲自由贸易试验区管委会负责统计。": (([], [], ["甲自由贸易试验区管委会"]), "统计"),
    "成立市推进工作专班，明确责任，负责统筹推进。": (([], [], ["市推进工作专班"]), "统筹推进"),
}


@pytest.mark.parametrize("text", _PROSE)
def test_prose(text: str) -> None:
    duty = _one(text)
    assert (_roles(duty), duty.task) == _PROSE[text]
    assert duty.basis.kind == "prose" and duty.basis.quote == duty.quote
    assert duty.task in duty.quote and all(name in duty.quote for name in duty.units)


@pytest.mark.parametrize(
    "text",
    [
        "各地负责组织实施。",
        "各级各部门负责落实。",
        "各县（区）民政部门负责认定。",
        "有关部门负责落实。",
        "专人专岗负责系统维护。",
        "政府主要负责规划战略。",
        "经办机构负责审核。",
        "负责人：张三 市民政局副局长",
        "张三 市民政局办公室负责人",
        "市民政局负责同志要带队督导。",
        "实行首诊负责制。",
        "市民政局实行首席科学家负责制度。",
        "超出部分由定点医疗机构承担。",
        "费用由个人承担。",
        "费用由市财政局承担。",
        "市疾控中心承担防控工作的人员不少于3名。",
        "市民政局不负责审批。",
        "市民政局不再负责审批。",
        "对民政部门负责的事项从简办理。",
        "民政部门负责的认定工作要提速。",
        "充分发挥县委农村工作领导小组牵头抓总作用。",
        "督促市民政局负责落实。",
        "财政部门在安排资金时，要给予适当倾斜。",
        "市民政局要加强督办。",
        "凭借乡村振兴部门认定的资料办理。",
        "配合落实各项政策。",
        "领导小组下设办公室，负责日常工作。",
    ],
)
def test_prose_that_gives_no_duty(text: str) -> None:
    assert find_duties(text, "任务") == ()


def test_each_unit_keeps_its_own_work() -> None:
    text = "民政部门负责认定，做好公示。财政部门负责拨付；医保部门负责结算，乡村振兴局负责比对。"
    assert [(duty.units, duty.task) for duty in find_duties(text, "任务")] == [
        (("民政部门",), "认定，做好公示"),
        (("财政部门",), "拨付"),
        (("医保部门",), "结算"),
        (("乡村振兴局",), "比对"),
    ]


def test_a_collective_takes_its_turn_and_its_work_is_nobody_elses() -> None:
    text = "市财政局负责拨付；各级民政部门负责认定。做好公示。市医保局负责结算。"
    assert [(duty.units, duty.task) for duty in find_duties(text, "任务")] == [
        (("市财政局",), "拨付"),
        (("市医保局",), "结算"),
    ]


def test_in_a_list_a_sentence_without_a_subject_goes_to_the_unit_before_it() -> None:
    text = "甲科负责制定方案；组织培训；负责统计。报送材料。乙科负责审核。（丙科牵头，丁科配合）"
    assert [(duty.units, duty.task) for duty in find_duties(text, "任务")] == [
        (("甲科",), "制定方案；组织培训；负责统计。报送材料"),
        (("乙科",), "审核"),
        (("丙科", "丁科"), "任务"),
    ]


# --- the task of a tail ------------------------------------------------------------------------------------------


def test_a_tail_assigns_the_heading_or_the_first_words() -> None:
    text = "一、任务\n（一）加强监测。及时报告。（甲局负责）\n落实政策，减轻负担。（乙局负责）\n"
    tasks = [duty.task for clause in parse(text).clauses for duty in clause.duties]
    assert tasks == ["加强监测", "落实政策"]
