"""Who leads, supports or is responsible: the rules on invented texts."""

from __future__ import annotations

import pytest
from reading_support import parse, roles

from assistant.reading.facts.duties import find_duties
from assistant.reading.facts.duty_rules import FIRST_UNIT_RULE, Rule
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
    "（甲局牵头、乙局配合）": (["甲局"], ["乙局"], []),
    "（甲局牵头，会同乙局、丙局落实）": (["甲局"], ["乙局", "丙局"], []),
    "（甲局会同乙局牵头）": (["甲局", "乙局"], [], []),
    "（甲局负责指导，各县区负责落实）": ([], [], ["甲局", "各县区"]),
    "（甲局牵头；乙局配合；各县区组织实施）": (["甲局"], ["乙局"], ["各县区"]),
    "（教育、民政等部门按职责负责）": ([], [], ["教育", "民政"]),
    "（甲局（牵头）、乙局负责）": (["甲局"], [], ["乙局"]),
    "（甲局（乙局）、各县（市、区）政府负责）": ([], [], ["甲局（乙局）", "各县（市、区）政府"]),
    "（甲局负责，长期坚持）": ([], [], ["甲局"]),
    "〔甲局牵头，各县（区）配合〕": (["甲局"], ["各县（区）"], []),
    "[甲局负责]": ([], [], ["甲局"]),
    "【牵头单位：甲局，责任单位：乙局】": (["甲局"], [], ["乙局"]),
    "（牵头单位：甲局  配合单位：乙局 丙局）": (["甲局"], ["乙局", "丙局"], []),
    "（主办：甲局，协办：乙局）": (["甲局"], ["乙局"], []),
    "（牵头处室：规划处；配合处室：财务处）": (["规划处"], ["财务处"], []),
    "（责任单位：甲局（牵头）、乙局）": (["甲局"], [], ["乙局"]),
    "（责任领导：李四；责任单位：甲局；责任人：张三）": ([], [], ["甲局"]),
    "（责任单位：甲局，驻甲部队，三大运营商，甲县城投）": ([], [], ["甲局", "驻甲部队", "三大运营商", "甲县城投"]),
    "（牵头单位：甲局）（配合单位：乙局）": (["甲局"], ["乙局"], []),
    "（责任单位：甲局、乙局；完成时限：2021年12月）": ([], [], ["甲局", "乙局"]),
    "（市级责任单位：甲局；县级责任单位：各县乙局）": ([], [], ["甲局", "各县乙局"]),
    "（责任单位：市级：甲局；县级：各县乙局）": ([], [], ["甲局", "各县乙局"]),
    "（责任单位：甲局牵头，乙局、丙局配合）": (["甲局"], ["乙局", "丙局"], []),
    "（责任单位：甲局、各乡镇人民政府负责落实）": ([], [], ["甲局", "各乡镇人民政府"]),
    "（责任领导：李四；责任股室：疾控股、医政股）": ([], [], ["疾控股", "医政股"]),
    "（持续推进，甲局负责）": ([], [], ["甲局"]),
    "（甲局、乙局按职责分工分别牵头）": (["甲局", "乙局"], [], []),
    "（甲局、乙局按职责分工负责，各市结合实际落实）": ([], [], ["甲局", "乙局", "各市"]),
    "（甲局牵头，乙局、丙红十字会等群团组织配合）": (["甲局"], ["乙局", "丙红十字会"], []),
    "（甲局、乙局等部门及各县（区）政府负责）": ([], [], ["甲局", "乙局", "各县（区）政府"]),
    "（甲局、各乡镇党委和政府负责）": ([], [], ["甲局", "各乡镇党委和政府"]),
    "（甲委员会（甲疾病预防控制局、甲中医药管理局）牵头）": (["甲委员会（甲疾病预防控制局、甲中医药管理局）"], [], []),
    "（甲局牵头，乙局按职责分工负责。以下任务均需各市落实，不再列出）": (["甲局"], [], ["乙局"]),
    "（牵头单位：甲局，成员单位：乙局、丙局）": (["甲局"], [], []),
    "（甲局为牵头单位，乙局、丙局为配合单位）": (["甲局"], ["乙局", "丙局"], []),
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


@pytest.mark.parametrize(
    ("text", "found", "quote"),
    [
        ("加强监测。牵头部门：甲局。配合部门：乙局。", (["甲局"], ["乙局"], []), "牵头部门：甲局。配合部门：乙局"),
        ("加强监测。牵头单位：甲局负责汇总。", (["甲局"], [], []), "牵头单位：甲局负责汇总"),
        ("责任单位：甲局 完成时间：2021年6月", ([], [], ["甲局"]), "责任单位：甲局 完成时间：2021年6月"),
        ("本项工作责任单位为甲局、乙局。", ([], [], ["甲局", "乙局"]), "责任单位为甲局、乙局"),
        ("加强监测。（甲局牵头，乙局配合。", (["甲局"], ["乙局"], []), "（甲局牵头，乙局配合"),
        ("加强监测。（责任单位：甲局、乙局", ([], [], ["甲局", "乙局"]), "（责任单位：甲局、乙局"),
    ],
)
def test_labels_and_brackets_that_never_close(text: str, found: _Roles, quote: str) -> None:
    duty = _one(text)
    assert (_roles(duty), duty.quote) == (found, quote)


def test_each_of_several_tails_assigns_what_stands_before_it() -> None:
    text = (
        "（三）改革。加强监测，及时报告。（甲局负责）推进改革（乙局牵头，丙局配合）。加大宣传。落实政策。（丁局负责）"
    )
    assert [(duty.units[0], duty.task) for duty in find_duties(text, "改革")] == [
        ("甲局", "改革。加强监测，及时报告"),
        ("乙局", "推进改革"),
        ("丁局", "加大宣传。落实政策"),
    ]


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
        "各责任单位：现将有关事项通知如下。",
        "加强监测。（责任单位：张三）",
        "加强监测。（责任单位：待定）",
        "加强监测。（谁主管谁负责）",
        "加强监测。（县医院配合县妇幼院负责）",
        "设立机构（主要负责人兼任主任）。",
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
        "排在首位的为牵头单位，以下均同",
        "第一个单位为牵头单位",
        "第一责任单位为牵头单位",
        "第一位为牵头单位",
        "列第一位者为牵头单位",
        "排在第一位的部门为牵头部门，下同",
        "列在首位的单位为牵头单位",
        "排名第一的单位是牵头单位",
        "首位单位为牵头单位",
        "首个部门为牵头部门",
        "各项任务列在首位的为牵头单位",
        "责任单位中第一个为牵头单位",
        "位列第一的为牵头单位",
        "第一个部门牵头",
        "牵头单位为排在第一位的部门",
    ],
)
def test_ways_to_say_that_the_first_unit_leads(words: str) -> None:
    found = FIRST_UNIT_RULE.search(f"（甲局、乙局，{words}）")
    assert found is not None and found[0].lstrip("，") == words


@pytest.mark.parametrize(
    "words",
    [
        "第一批单位名单",
        "甲局为牵头单位",
        "第一个目标",
        "牵头单位负总责",
        "第一书记为牵头人员名单",
        "牵头单位为第一责任单位",
    ],
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


@pytest.mark.parametrize("tail", ["（丙局负责）", "（丙局、丁局按职责分工负责）", "（责任单位：丙局）"])
def test_a_rule_said_in_a_bare_list_leaves_role_words_as_they_are(tail: str) -> None:
    tasks = "一、任务\n1.建档。建立台账。（甲局、各县〔市、区〕乙局{}，列首位者为牵头单位，下同）\n2.监测。加强监测。"
    said_in_bare_list, said_with_role = (parse(tasks.format(words) + tail + "\n") for words in ("", "负责"))
    bare, worded = roles(said_in_bare_list), roles(said_with_role)
    assert bare[0] == worded[0] == ("一、1/p1", ("甲局",), ("各县〔市、区〕乙局",), (), "first_listed")
    units = ("丙局", "丁局")[: 1 + ("丁局" in tail)]
    assert bare[1] == ("一、2/p1", (), (), units, "stated")
    assert worded[1] == ("一、2/p1", ("丙局",), units[1:], (), "first_listed")


def test_a_rule_said_outside_a_list_makes_a_lone_unit_the_lead() -> None:
    text = "各项任务负责单位中列首位的为牵头单位。\n一、任务\n1.建档。建立台账。（甲局负责）\n"
    assert roles(parse(text)) == [("一、1/p1", ("甲局",), (), (), "first_listed")]


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
        "报送材料（市、县两级各一份）。",
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


def test_before_the_full_stop_and_in_mid_paragraph_only_authorities_are_taken() -> None:
    text = "加强监测（甲局、乙局）。推进改革。（丙局、甲局）做好总结。"
    assert [_roles(duty) for duty in find_duties(text, "任务", _RULE)] == [
        (["甲局"], ["乙局"], []),
        (["丙局"], ["甲局"], []),
    ]


_LISTS = "一、任务\n1.建档。建立台账。（甲局、乙局负责）\n2.监测。加强监测。（责任单位：丙局、甲局）\n"
_FIRST = [("一、1/p1", ("甲局",), ("乙局",)), ("一、2/p1", ("丙局",), ("甲局",))]


def test_a_note_between_lists_speaks_of_those_before_it_too() -> None:
    notice = parse(_LISTS + "注：排在第一位的为牵头单位。\n二、保障\n1.资金。落实资金。（乙局、丙局负责）\n")
    assert [item[:3] for item in roles(notice)] == [*_FIRST, ("二、1/p1", ("乙局",), ("丙局",))]


@pytest.mark.parametrize(
    ("text", "ruled"),
    [
        (_LISTS + "注：排在第一位的为牵头单位。\n", _FIRST),
        (_LISTS + "以上任务，列第一位的单位为牵头单位。\n", _FIRST),
        ("现制定本方案（各项任务列在首位的为牵头单位）。\n" + _LISTS, _FIRST),
        (_LISTS.replace("乙局负责）", "乙局负责，列第一位者为牵头单位，其他为配合单位，下同）"), _FIRST),
        (_LISTS.replace("乙局负责）", "乙局，列第一位者为牵头单位）"), _FIRST[:1]),  # said of this list alone
        (_LISTS, []),
    ],
    ids=["note", "last paragraph", "preamble", "from here on", "one list", "none"],
)
def test_how_far_a_rule_reaches(text: str, ruled: list[tuple[str, tuple[str, ...], tuple[str, ...]]]) -> None:
    found = roles(parse(text))
    assert [item[:3] for item in found if item[4] == "first_listed"] == ruled
    assert [item[0] for item in found] == ["一、1/p1", "一、2/p1"]


def test_a_rule_holds_for_an_annex_only_where_it_names_it() -> None:
    annex = "附件\n1.建档。建立台账。（甲局、乙局负责）\n"
    said = "一、任务\n{}列第一位者为牵头单位。\n"
    assert [item[4] for item in roles(parse(said.format("附件分工中") + annex))] == ["first_listed"]
    assert [item[4] for item in roles(parse(said.format("") + annex))] == ["stated"]


# --- the task of a tail ------------------------------------------------------------------------------------------


def test_the_task_is_told_without_its_mark() -> None:
    text = "第一条 推进改造，提升能力。（甲局负责）\n第二条　**加强监测。**（乙局负责）\n"
    assert [duty.task for clause in parse(text).clauses for duty in clause.duties] == ["推进改造", "加强监测"]


def test_a_tail_assigns_the_heading_or_the_first_words() -> None:
    text = "一、任务\n（一）加强监测。及时报告。（甲局负责）\n落实政策，减轻负担。（乙局负责）\n"
    tasks = [duty.task for clause in parse(text).clauses for duty in clause.duties]
    assert tasks == ["加强监测", "落实政策"]


# --- bold type ---------------------------------------------------------------------------------------------------


def test_words_in_bold_are_read_without_their_marks_and_quoted_with_them() -> None:
    text = "做好救助。**（责任单位：甲局、乙局）**"
    duty = _one(text)
    assert (_roles(duty), duty.quote) == (([], [], ["甲局", "乙局"]), "（责任单位：甲局、乙局）")
    duty = _one("做好发放（**甲局**牵头，乙局配合）。")
    assert (_roles(duty), duty.quote) == ((["甲局"], ["乙局"], []), "（**甲局**牵头，乙局配合）")


def test_label_lines_in_bold_are_one_duty() -> None:
    text = "## 一、任务\n\n### （一）监测\n\n加强监测。\n\n**牵头单位：** 甲局\n\n**配合单位：**乙局、丙局\n"
    notice = parse(text)
    assert roles(notice) == [("一、（一）/p3", ("甲局",), ("乙局", "丙局"), (), "stated")]


def test_a_list_of_units_in_bold() -> None:
    items = ("**甲局**：牵头制定标准，组织验收。", "- **乙局**：负责筹集资金。", "**各乡镇人民政府**：落实场地。")
    notice = parse("\n\n".join(("## 一、职责分工", *items, "")))
    assert roles(notice) == [
        ("一、/p2", ("甲局",), (), (), "prose"),
        ("一、/p3", (), (), ("乙局",), "prose"),
        ("一、/p4", (), (), ("各乡镇人民政府",), "prose"),
    ]
    duties = [duty for clause in notice.clauses for duty in clause.duties]
    assert [duty.quote for duty in duties][:2] == ["**甲局**：牵头制定标准，组织验收", "**乙局**：负责筹集资金"]
    assert [duty.task for duty in duties] == ["制定标准，组织验收", "筹集资金", "落实场地"]
    assert all(notice.source[duty.start : duty.end] == duty.quote for duty in duties)


@pytest.mark.parametrize(
    ("stated", "lead"),
    [
        ("各项任务的责任单位中，第一个单位为牵头单位。", ()),
        ("加强保障。（丙局、丁局按职责分工负责，列首位者为牵头单位，下同）", ("甲局",)),
    ],
)
def test_units_that_each_do_their_part_have_no_leader_unless_the_rule_is_said_of_such(
    stated: str, lead: tuple[str, ...]
) -> None:
    notice = parse(f"实施方案\n一、总则。{stated}\n二、任务。做好工作。（甲局、乙局按职责分工负责）\n")
    assert [found[1] for found in roles(notice) if found[0] == "二、/p1"] == [lead]


def test_a_title_assigns_nothing() -> None:
    assert roles(parse("某县县域医共体牵头帮扶薄弱卫生院实施方案\n一、目标。做好工作。\n")) == []
