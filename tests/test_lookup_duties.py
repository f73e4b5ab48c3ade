"""``lookup`` over the five notices equals what was written down by hand: every duty, and every unit's."""

from __future__ import annotations

from typing import Any

import pytest
from lookup_support import five, held_of, made_up
from reading_support import NOTICES, entries, gold, paragraph

from assistant.errors import UsageError
from assistant.lookup.duties import find_duties
from assistant.lookup.messages import NothingFoundError
from assistant.lookup.records import DutyRecord
from assistant.lookup.selection import Request

UNITS = gold("units")["unit"]
ASKED = [(unit, name) for unit in UNITS if unit["tasks"] for name in unit["ask"]]


def rows(**request: Any) -> tuple[DutyRecord, ...]:
    return find_duties(five(), Request(**request))[0]


def address(row: DutyRecord) -> tuple[str, str, int]:
    return row.notice.id, row.clause.label, paragraph(row.clause)


# --- everything --------------------------------------------------------------------------------------------------


def test_everything_is_every_duty_written_down_and_no_other() -> None:
    wanted = {
        name: [
            (e["label"], e["paragraph"], e.get("lead", []), e.get("support", []), e.get("responsible", []), e["basis"])
            for e in entries("duties", name)
        ]
        for name in NOTICES
    }
    found: dict[str, list[Any]] = {name: [] for name in NOTICES}
    for row in rows():
        _, label, number = address(row)
        names = (list(row.lead), list(row.support), list(row.responsible))
        found[row.notice.id].append((label, number, *names, row.basis.kind))
    assert found == wanted
    assert {row.role for row in rows()} == {None}


def test_places_stand_as_in_answers_the_latest_first_and_the_nation_last() -> None:
    assert list(dict.fromkeys(row.notice.id for row in rows())) == ["shaanxi-2021", "zhongwei-2021", "yunnan-2021"]


def test_the_quote_and_the_rule_stand_in_the_text() -> None:
    for row in rows():
        assert row.quote in row.clause.text
        assert row.notice.source[row.start : row.end].replace("\n", "").startswith(row.quote[:3])
    ruled = [row for row in rows() if row.basis.kind == "first_listed"]
    assert len(ruled) == 16 and {row.basis.quote for row in ruled} == {"第1个单位为牵头单位，下同"}


# --- a unit ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("unit", "name"), ASKED, ids=[name for _, name in ASKED])
@pytest.mark.parametrize("how", ["words", "unit"])
def test_a_unit_has_all_its_tasks_and_no_other(unit: dict[str, Any], name: str, how: str) -> None:
    found = {(address(row), row.role): row for row in rows(**{how: name})}
    wanted = {((unit["notice"], task["label"], task["paragraph"]), task["role"]): task for task in unit["tasks"]}
    wanted_due = {((unit["notice"], e["label"], e["paragraph"]), "due"): e for e in unit["reports"]}
    optional = {(unit["notice"], entry["label"], entry["paragraph"]) for entry in unit["optional"]}
    assert {key for key in found if key[0] not in optional} == set(wanted) | set(wanted_due)
    for key, task in wanted.items():
        row = found[key]
        assert task["printed"] in (*row.lead, *row.support, *row.responsible)
        assert (row.quote.strip("。"), row.basis.kind) == (task["tail"], task["basis"])
        assert set(task["time_limits"]) <= set(row.time_limits)
    for key, due in wanted_due.items():
        row = found[key]
        assert (row.who, row.time_limits) == (due["through"], (due["words"],)) and due["what"] in row.task
        assert row.basis.kind == "role" and "牵头" in row.basis.quote


@pytest.mark.parametrize("unit", UNITS, ids=[unit["name"] for unit in UNITS])
def test_what_is_not_the_units_is_not_listed(unit: dict[str, Any]) -> None:
    try:
        found = rows(unit=unit["name"])
    except NothingFoundError:
        found = ()
    assert bool(found) is bool(unit["tasks"])
    for entry in unit["never"]:
        notice = entry.get("notice", unit["notice"])
        here = [row for row in found if row.notice.id == notice and row.clause.label == entry["label"]]
        assert all(row.quote not in entry["words"] and entry["words"] not in row.responsible for row in here)
        assert notice == unit["notice"] or not [row for row in found if row.notice.id == notice]


@pytest.mark.parametrize(("role", "count"), [("lead", 4), ("support", 6)])
def test_a_role_leaves_the_others_out(role: str, count: int) -> None:
    found = rows(unit="规划信息处", role=role)
    assert len(found) == count and {row.role for row in found} == {role}
    assert rows(words="规划信息处牵头的任务") == rows(unit="规划信息处", role="lead")


def test_other_units_of_a_list_support_nobody() -> None:
    (row,) = [row for row in rows(unit="市医保局") if row.clause.label == "二、（一）5"]
    assert (row.role, row.basis.kind, row.lead) == ("support", "first_listed", ("市卫生健康委",))


def test_a_unit_set_a_limit_by_name_has_it_though_it_is_assigned_nothing() -> None:
    (row,) = rows(unit="市中医医院")
    assert (row.role, row.basis.kind, row.time_limits, row.who) == ("due", "named", ("每年",), "市中医医院")
    assert (row.lead, row.support, row.responsible) == ((), (), ())


REPORTS = """甲市实施方案

一、任务
（一）建立台账。（责任单位：市民政局、市财政局）
（二）加强救助。（市民政局牵头，市医保局配合）
（三）开展培训。（市教育局负责）

二、要求
（一）各责任单位要于每年3月底前报送上年度工作总结。
（二）各配合单位应在每季度末报送进展情况。
（三）有关单位要于每年9月底前报送自查报告。
"""


@pytest.mark.parametrize(("place", "role", "count"), [("海原县", "lead", 16), (None, "responsible", 29)])
def test_a_role_without_a_unit_lists_what_says_who_has_it(place: str | None, role: str, count: int) -> None:
    records = rows(place=place, role=role)
    assert len(records) == count
    assert all(getattr(record, role) for record in records)


@pytest.mark.parametrize(
    ("unit", "due"),
    [
        ("市教育局", ["二、（一）"]),
        ("市财政局", ["二、（一）"]),
        ("市医保局", ["二、（二）"]),
        ("市民政局", ["二、（一）"]),
        ("有关单位", ["二、（三）"]),
    ],
)
def test_a_limit_for_a_role_is_for_who_has_it(unit: str, due: list[str]) -> None:
    found, _ = find_duties(held_of(made_up(REPORTS)), Request(unit=unit))
    assert [row.clause.label for row in found if row.role == "due"] == due


RULED = """甲市实施方案

一、任务
（一）建立台账。（市民政局、市财政局、市医保局，第1个单位为牵头单位，下同）
（二）加强救助。市教育局负责每月核对名单。其余事项每季度通报一次。（市民政局、市财政局）

二、要求
（一）各责任单位要于每年3月底前报送总结。
（二）各配合单位要于每年9月底前报送总结。
（三）各牵头单位要于每年12月底前报送总结。
"""


def test_a_list_under_a_first_unit_rule_names_responsible_units_and_no_supporting_ones() -> None:
    held = held_of(made_up(RULED))
    due = {
        unit: [row.clause.label for row in find_duties(held, Request(unit=unit))[0] if row.role == "due"]
        for unit in ("市民政局", "市财政局")
    }
    assert due == {"市民政局": ["二、（一）", "二、（三）"], "市财政局": ["二、（一）"]}


def test_a_limit_in_a_sentence_of_its_own_is_not_the_paragraphs() -> None:
    found, _ = find_duties(held_of(made_up(RULED)), Request())
    limits = [(row.lead + row.responsible, row.time_limits) for row in found if row.clause.label == "一、（二）"]
    assert limits == [(("市教育局",), ("每月",)), (("市民政局",), ("每季度",))]


# --- a topic -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "place", "wanted"),
    [
        ("家庭医生签约", "陕西", ["一、（一）/p2"]),
        ("family doctor contract", "Shaanxi", ["一、（一）/p2"]),
        ("先诊疗后付费", "陕西", ["一、（二）/p1"]),
        ("看病先不交钱", "陕西", ["一、（二）/p1"]),
        ("treat first pay later", "陕西省", ["一、（二）/p1"]),
        ("爱国卫生", "陕西", ["三、（十四）/p1"]),
        ("谁牵头爱国卫生运动？", "陕西", ["三、（十四）/p1"]),
        ("三级医院对口帮扶", "云南", ["二、（五）/p1"]),
        ("三级医院对口帮扶由哪个单位负责", "云南", ["二、（五）/p1"]),
        ("规划信息处 远程医疗", None, ["二、（十）/p1"]),
        ("中医药", "陕西", ["二、（六）/p3", "四、（十六）/p1"]),
        ("陕西 编制", None, ["二、（八）/p1", "四、（十六）/p1"]),
    ],
)
def test_a_topic_in_any_words(words: str, place: str | None, wanted: list[str]) -> None:
    assert [row.clause.id.partition("#")[2] for row in rows(words=words, place=place)] == wanted


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("看病不交押金", ["shaanxi-2021#一、（二）/p1", "zhongwei-2021#二、（一）2/p1", "zhongwei-2021#附件/p10"]),
        ("村医 中卫", ["zhongwei-2021#二、（二）10/p1", "zhongwei-2021#三、（二）/p1"]),
        (
            "医保报销",
            ["shaanxi-2021#四、（十六）/p1", "zhongwei-2021#二、（一）4/p1", "zhongwei-2021#三、（二）/p1"],
        ),
        ("低保户住院 陕西", ["shaanxi-2021#一、（二）/p1"]),
    ],
)
def test_everyday_words_find_the_official_task_and_no_neighbour(words: str, wanted: list[str]) -> None:
    assert [row.clause.id for row in rows(words=words)] == wanted


def test_a_policy_shown_for_what_belongs_to_it_is_called_so() -> None:
    shown, outcome = find_duties(five(), Request(words="医保报销"))
    assert {row.standing for row in shown} == {"related"}
    assert outcome.remarks[0] == "没有哪项任务专讲“医保报销”；以下是它所属的“医疗保障待遇”的任务。"


def test_a_list_of_units_names_each_of_them_but_no_other_places() -> None:
    assert [row.clause.label for row in rows(unit="村卫生室")] == ["二、（一）5"]
    assert [row.clause.label for row in rows(unit="市中医医院")] == ["二、（二）11"]


def test_a_notice_without_tasks_says_so_and_a_unit_in_another_role() -> None:
    with pytest.raises(NothingFoundError, match="的文件没有写明哪项任务由哪个单位负责。"):
        rows(place="开封")
    with pytest.raises(NothingFoundError, match="“规划信息处”没有负责的任务；它的任务有：牵头 4、配合 6"):
        rows(unit="规划信息处", role="responsible")


def test_what_names_a_topic_in_passing_is_left_out_and_counted() -> None:
    shown, outcome = find_duties(five(), Request(words="家庭医生签约", place="陕西"))
    assert [row.standing for row in shown] == ["task"]
    assert outcome.remarks == ("另有 1 条只是顺带提到，未列；加 --all 列出。",)
    everything, outcome = find_duties(five(), Request(words="家庭医生签约", place="陕西", everything=True))
    assert [row.standing for row in everything] == ["task", "passing"] and outcome.remarks == ()


def test_words_that_no_clause_says_are_named() -> None:
    shown, outcome = find_duties(five(), Request(words="量子计算 家庭医生签约", place="陕西"))
    assert [row.clause.label for row in shown] == ["一、（一）"]
    assert "以下条文没有说到“量子”、“计算”。" in outcome.remarks


# --- places ------------------------------------------------------------------------------------------------------


def test_a_county_is_told_what_its_city_assigns() -> None:
    shown, outcome = find_duties(five(), Request(words="爱国卫生运动", place="海原县"))
    assert {row.notice.id for row in shown} == {"zhongwei-2021"}
    assert outcome.remarks == ("本库没有海原县自己的文件，以下是中卫市的。",)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"words": "量子计算"}, "没有找到“量子计算”的任务分工；请换个说法"),
        ({"words": "爱国卫生运动", "place": "四川"}, "本库没有四川省的文件。没有找到“爱国卫生运动”的任务分工"),
        (
            {"unit": "国家乡村振兴局"},
            "没有找到“国家乡村振兴局”的任务或时限；相近的单位：乡村振兴部门、省乡村振兴局、乡村振兴局。",
        ),
        ({"unit": "规划信息科", "place": "陕西"}, "相近的单位：规划信息处、委规划信息处"),
        ({"unit": "规划信息处", "words": "爱国卫生"}, "没有找到“规划信息处”与“爱国卫生”有关的任务或时限"),
        ({"words": "魑"}, "没有找到“魑”的任务分工"),
        ({"words": "quantum", "lang": "en"}, "No task on “quantum” was found."),
    ],
)
def test_nothing_found_is_one_line_that_names_what_is_near(request_: dict[str, Any], words: str) -> None:
    with pytest.raises(NothingFoundError, match=words) as caught:
        rows(**request_)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("request_", "words"),
    [
        ({"place": "火星市"}, "没有找到地名“火星市”"),
        ({"place": "鼓楼区"}, "“鼓楼区”有 4 处"),
        ({"unit": " "}, "--unit 是空的"),
        ({"unit": "长" * 501}, "--unit 有 501 个字"),
        ({"words": "长" * 501}, "超过 500 字"),
        ({"words": "；；"}, "没有写出任务、单位或地方"),
        ({"role": "boss"}, "没有“boss”这种身份；--role 可用 lead、support、responsible"),
    ],
)
def test_wrong_requests_are_refused(request_: dict[str, Any], words: str) -> None:
    with pytest.raises(UsageError, match=words):
        rows(**request_)


# --- time limits of a task ---------------------------------------------------------------------------------------


LINES = """甲县工作清单

一、饮水安全
1.推进管网改造。水质每季度抽检一次。
责任单位：县水利局
配合单位：县卫生健康局
完成时限：2027年10月底前
2.推进农村改厕。每月调度。
责任单位：县农业农村局
3.加强宣传。每周推送信息。
"""


def test_lines_of_their_own_belong_together() -> None:
    held = held_of(made_up(LINES, place="甲县"))
    found, _ = find_duties(held, Request())
    assert [(row.lead, row.support, row.responsible, row.time_limits) for row in found] == [
        ((), ("县卫生健康局",), ("县水利局",), ("每季度", "2027年10月底前")),
        ((), (), ("县农业农村局",), ("每月",)),
    ]
    assert [row.time_limits for row in find_duties(held, Request(unit="县水利局"))[0]] == [("每季度", "2027年10月底前")]
