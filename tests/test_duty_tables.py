"""Duties that no single paragraph holds: tables, and label lines that follow each other."""

from __future__ import annotations

import pytest
from reading_support import facts, parse, roles

from assistant.reading.passage import squeeze
from assistant.reading.structure.tables import column_kinds, is_table_row, split_row, table_rows
from assistant.records import Duty, Notice

_HEAD = "| 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |"
_RULE_ROW = "|---|---|---|---|---|"
_ROWS = (
    "| 1 | 加强监测，及时报告。 | 甲局 | 乙局、丙局 | 2025年底前 |",
    "| 2 | 推进改革 | 乙局 | / | 长期坚持 |",
    "| 3 | 做好宣传 | 同上 | 甲局 丙局，各县（区） | 每季度 |",
)
_SAID = [
    ("加强监测，及时报告", ("甲局",), ("乙局", "丙局"), ()),
    ("推进改革", ("乙局",), (), ()),
    ("做好宣传", ("乙局",), ("甲局", "丙局", "各县（区）"), ()),
]


def _notice(*lines: str) -> Notice:
    return parse("\n".join(("一、总体要求", "认真落实各项任务。", "附件", "任务分工表", *lines, "")))


def _duties(notice: Notice) -> list[Duty]:
    for clause, duty in facts(notice, "duties"):
        assert duty.quote == squeeze(notice.source[duty.start : duty.end]) and duty.quote in clause.text
        assert duty.basis.quote == squeeze(notice.source[duty.basis.start : duty.basis.end])
    return [duty for _, duty in facts(notice, "duties")]


def _said(notice: Notice) -> list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    return [(duty.task, duty.lead, duty.support, duty.responsible) for duty in _duties(notice)]


# --- rows --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lines",
    [
        (_HEAD, _RULE_ROW, *_ROWS),
        (_HEAD, *_ROWS),
        (_HEAD, _RULE_ROW, *_ROWS[:2], _HEAD, _RULE_ROW, _ROWS[2]),  # the header again on the next page
        tuple("\t".join(split_row(row)) for row in (_HEAD, *_ROWS)),
    ],
    ids=["markdown", "no rule row", "two pages", "tabs"],
)
def test_a_table_of_duties(lines: tuple[str, ...]) -> None:
    notice = _notice(*lines)
    assert _said(notice) == _SAID
    rows = [line for line in lines if line != _RULE_ROW and "序号" not in line]
    assert [duty.quote for duty in _duties(notice)] == rows
    assert {(duty.basis.kind, duty.basis.quote) for duty in _duties(notice)} == {("table", lines[0])}
    limits = [(limit.words, limit.kind, limit.iso, limit.what, limit.who) for _, limit in facts(notice, "time_limits")]
    assert limits == [
        ("2025年底前", "by", "2025-12-31", "加强监测，及时报告", "甲局"),
        ("长期坚持", "for", None, "推进改革", "乙局"),
        ("每季度", "every", "R/P3M", "做好宣传", "乙局"),
    ]


@pytest.mark.parametrize(
    ("cell", "limit"),
    [
        ("2022年12月", ("by", "2022-12")),
        ("2022年6月30日", ("by", "2022-06-30")),
        ("2022年", ("during", "2022")),
        ("持续推进", ("for", None)),
        ("—", None),
        ("已完成", None),
    ],
)
def test_what_stands_in_a_column_of_time_limits(cell: str, limit: tuple[str, str | None] | None) -> None:
    notice = _notice("| 任务 | 责任单位 | 完成时间 |", f"| 加强监测 | 甲局 | {cell} |")
    assert [(fact.kind, fact.iso) for _, fact in facts(notice, "time_limits")] == ([limit] if limit else [])


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("甲局、乙局", ((), (), ("甲局", "乙局"))),
        ("甲局 乙局；各县（市、区）人民政府", ((), (), ("甲局", "乙局", "各县（市、区）人民政府"))),
        ("甲局（牵头）、乙局", (("甲局",), (), ("乙局",))),
        ("甲局牵头，乙局配合", (("甲局",), ("乙局",), ())),
        ("牵头单位：甲局 配合单位：乙局", (("甲局",), ("乙局",), ())),
    ],
)
def test_a_column_of_responsible_units_names_no_lead_of_itself(
    cell: str, found: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]
) -> None:
    assert _said(_notice("| 任务 | 责任单位 |", f"| 加强监测 | {cell} |")) == [("加强监测", *found)]


def test_under_a_first_unit_rule_the_first_of_a_cell_leads() -> None:
    rows = ("| 任务 | 责任单位 |", "| 加强监测 | 甲局、乙局 |", "| 推进改革 | 乙局（牵头）、甲局 |")
    notice = _notice(*rows, "注：责任单位中列第一位的为牵头单位。")
    assert _said(notice) == [("加强监测", ("甲局",), ("乙局",), ()), ("推进改革", ("乙局",), (), ("甲局",))]
    assert [duty.basis.quote for duty in _duties(notice)] == ["责任单位中列第一位的为牵头单位", rows[0]]


def test_the_more_specific_column_is_the_task_and_merged_cells_go_down() -> None:
    head = "| 重点任务 | 主要措施 | 责任科室 |"
    notice = _notice(head, "| 加强监测 | 1.建立台账。 | 甲科 |", "| | 2.定期报告。 | 乙科 |", "| 推进改革 | | 丙科 |")
    assert [(duty.task, duty.responsible) for duty in _duties(notice)] == [
        ("建立台账", ("甲科",)),
        ("定期报告", ("乙科",)),
        ("推进改革", ("丙科",)),
    ]


def test_a_second_header_row_names_the_columns_more_exactly() -> None:
    heads = ("| 序号 | 重点任务 | 责任单位 | | 完成时限 |", "| | | 牵头单位 | 配合单位 | |")
    notice = _notice(*heads, "| 1 | 加强监测 | 甲局 | 乙局 | 2025年底前 |")
    assert _said(notice) == [("加强监测", ("甲局",), ("乙局",), ())]
    assert _duties(notice)[0].basis.quote == "".join(heads)


def test_a_table_of_units_and_their_work() -> None:
    rows = ("| 序号 | 成员单位 | 主要职责 |", "| 1 | 甲局 | 统筹协调 |", "| 2 | 乙局、丙局 | 保障经费；督促落实。 |")
    assert _said(_notice(*rows)) == [
        ("统筹协调", (), (), ("甲局",)),
        ("保障经费；督促落实", (), (), ("乙局", "丙局")),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ("| 序号 | 项目 | 金额 |", "| 1 | 监测设备 | 20万元 |"),
        ("| 序号 | 姓名 | 单位 | 电话 |", "| 1 | 张三 | 甲局 | 123 |"),
        ("| 任务 | 责任人 |", "| 加强监测 | 张三 |"),
        ("| 序号 | 职务 | 职责分工 |", "| 1 | 组长 | 统筹协调 |"),
        ("| 任务 | 责任单位 |", "| 一、总体要求 | 一、总体要求 |"),  # a heading across the table
        ("| 任务 | 责任单位 |", "| 加强监测 | 无 |"),
        ("| 任务 | 责任单位 |", "| 加强监测 | 甲局 | 乙局 |"),  # a cell too many: which is which?
        ("| 任务 | 责任单位 |", "以上由各单位落实。", "| 加强监测 | 甲局 |"),  # the table has ended
    ],
)
def test_tables_that_give_no_duty(lines: tuple[str, ...]) -> None:
    assert _duties(_notice(*lines)) == []


def test_what_else_a_row_says_is_read_too() -> None:
    notice = _notice("| 任务 | 责任单位 |", "| 2023年6月底前完成建档，建档率达到90%。 | 甲局 |")
    assert [(limit.words, limit.iso) for _, limit in facts(notice, "time_limits")] == [("2023年6月底前", "2023-06-30")]
    assert [target.number for _, target in facts(notice, "targets")] == ["90"]


# --- telling rows --------------------------------------------------------------------------------------------------


def test_lines_that_are_rows() -> None:
    assert is_table_row("| 甲 | 乙 |") and is_table_row("甲\t乙\t丙")
    assert not is_table_row("甲 乙 丙") and not is_table_row("甲\t乙")
    assert split_row("| 甲 | | 丙 |") == ("甲", "", "丙")
    assert split_row("甲\t\t丙") == ("甲", "", "丙")


def test_what_the_columns_of_a_header_are() -> None:
    assert column_kinds(["序号", "任务类别", "主办单位", "协办单位", "责任部门（科室）", "完成时限", "备注"]) == [
        "serial",
        "task0",
        "lead",
        "support",
        "responsible",
        "time",
        "other",
    ]
    assert column_kinds(["序号", "姓名", "单位"]) == []
    assert column_kinds(["责任单位：甲局", "甲局负责监测工作"]) == []


_FLAT = ["序号", "重点任务", "牵头单位"]


@pytest.mark.parametrize(
    ("lines", "rows"),
    [
        ([*_FLAT, "1", "监测", "甲局", "2", "改革", "乙局"], [range(0, 3), range(3, 6), range(6, 9)]),
        (["前言", *_FLAT, "1", "监测", "甲局", "2", "改革", "乙局", "结语"], [range(1, 4), range(4, 7), range(7, 10)]),
        # one row has a cell too many: it is a row all the same
        (
            [*_FLAT, "1", "监测", "甲局", "2", "改革", "乙局", "丙局", "3", "宣传", "丁局"],
            [range(0, 3), range(3, 6), range(6, 10), range(10, 13)],
        ),
        ([*_FLAT, "1", "监测", "甲局"], []),  # one row proves nothing
        (["序号", "姓名", "单位", "1", "张三", "甲局", "2", "李四", "乙局"], []),
        (["任务  责任单位  时限", "监测  甲局  年底", "改革  乙局  年底"], [range(0, 1), range(1, 2), range(2, 3)]),
        (["姓名  单位  电话", "张三  甲局  1"], []),
    ],
)
def test_rows_that_only_their_header_tells(lines: list[str], rows: list[range]) -> None:
    assert table_rows(lines) == rows


# --- label lines -------------------------------------------------------------------------------------------------


def test_label_lines_below_a_clause_are_one_duty() -> None:
    text = """一、任务
（一）加强监测。建立台账，及时报告。
责任领导：张三
牵头单位：甲局
配合单位：乙局、丙局
完成时限：2025年底前
（二）推进改革。落实政策，减轻负担。
责任单位：乙局
配合单位：甲局
（三）做好宣传。加大力度，营造氛围。
责任单位：丙局、甲局。
"""
    notice = parse(text)
    assert roles(notice) == [
        ("一、（一）/p3", ("甲局",), ("乙局", "丙局"), (), "stated"),
        ("一、（二）/p2", (), ("甲局",), ("乙局",), "stated"),
        ("一、（三）/p2", (), (), ("丙局", "甲局"), "stated"),
    ]
    assert [(duty.task, duty.quote, duty.basis.quote) for duty in _duties(notice)] == [
        ("加强监测", "牵头单位：甲局", "牵头单位：甲局配合单位：乙局、丙局"),
        ("推进改革", "责任单位：乙局", "责任单位：乙局配合单位：甲局"),
        ("做好宣传", "责任单位：丙局、甲局", "责任单位：丙局、甲局"),
    ]


def test_the_same_role_again_begins_another_duty() -> None:
    text = "一、任务\n加强监测，及时报告。\n牵头单位：甲局\n牵头单位：乙局\n配合单位：丙局\n"
    assert [item[1:3] for item in roles(parse(text))] == [(("甲局",), ()), (("乙局",), ("丙局",))]


def test_words_in_bold_in_a_table() -> None:
    row = "| 1 | **加强监测** | **甲局** | **乙局**、丙局 | 每季度 |"
    assert _said(_notice(_HEAD, _RULE_ROW, row)) == [("加强监测", ("甲局",), ("乙局", "丙局"), ())]


@pytest.mark.parametrize(
    "rows",
    [
        [line.replace(" | ", "  ").strip("| ") for line in (_HEAD, *_ROWS)],
        [cell for line in (_HEAD, *_ROWS) for cell in split_row(line)],
    ],
    ids=["wide spaces", "one cell a line"],
)
def test_a_table_that_only_its_header_tells(rows: list[str]) -> None:
    rows = ["/" if row == "/" else row for row in rows]
    notice = _notice(*rows, "以上任务长期有效。")
    assert _said(notice) == _SAID
    assert [limit.words for _, limit in facts(notice, "time_limits")] == ["2025年底前", "长期坚持", "每季度"]
    assert [clause.label for clause, _ in facts(notice, "duties")] == ["附件"] * 3


def test_a_tail_on_a_line_of_its_own_assigns_what_stands_above_it() -> None:
    text = """一、任务
（一）做好宣传。
加大宣传力度，营造良好氛围。
（甲局牵头，乙局配合）
继续总结经验，推广做法。
（丙局负责）
"""
    notice = parse(text)
    assert roles(notice) == [
        ("一、（一）/p3", ("甲局",), ("乙局",), (), "stated"),
        ("一、（一）/p5", (), (), ("丙局",), "stated"),
    ]
    assert [duty.task for duty in _duties(notice)] == ["做好宣传", "继续总结经验"]
