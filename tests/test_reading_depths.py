"""The tree of clauses: marks of all kinds and the depths that they stand at."""

from __future__ import annotations

import pytest
from reading_support import PROSE, clause_at, ids_of, labelled, parse

# --- more marks, other depths --------------------------------------------------------------------------------------


def test_decimal_numbers_take_the_place_of_the_numbers_above_them() -> None:
    lines = ["1 总则", "1.1 编制目的", PROSE, "1.2 依据", PROSE, "2 组织体系", "2.1 领导机构", "2.1.1 职责", PROSE]
    notice = parse(
        "\n".join([*lines, f"（1）值守。{PROSE}", "2.2 办公室", f"2.5亿元资金由市财政局安排，{PROSE}", "3 保障", PROSE])
    )
    assert labelled(notice) == [
        *["1/p1", "1.1/p1", "1.1/p2", "1.2/p1", "1.2/p2", "2/p1", "2.1/p1", "2.1.1/p1", "2.1.1/p2", "2.1.1（1）/p1"],
        *["2.2/p1", "2.2/p2", "3/p1", "3/p2"],
    ]
    assert clause_at(notice, "2.1.1/p2").headings == ("组织体系", "领导机构", "职责")
    assert clause_at(notice, "2.1.1/p2").path == ("2.1.1",) and notice.warnings == ()
    under = parse(f"一、任务\n1.1 建档\n{PROSE}\n1.2 签约\n{PROSE}\n二、要求\n{PROSE}\n")
    assert labelled(under) == ["一、/p1", "一、1.1/p1", "一、1.1/p2", "一、1.2/p1", "一、1.2/p2", "二、/p1", "二、/p2"]


def test_possible_marks_count_where_their_neighbours_agree() -> None:
    ages = "第一条 补贴对象：\n1.80周岁及以上的；\n2.70周岁及以上的；\n3.其他老年人。\n"
    assert labelled(parse(ages)) == ["第一条/p1", *[f"第一条{n}/p1" for n in (1, 2, 3)]]
    amounts = f"一、资金\n2.5亿元由市财政局安排，{PROSE}\n1.2万人纳入保障，{PROSE}\n二、要求\n{PROSE}\n"
    assert labelled(parse(amounts)) == ["一、/p1", "一、/p2", "一、/p3", "二、/p1", "二、/p2"]
    articles = f"第一条为了规范，制定本办法。\n第二条本办法适用于全市。\n第一条规定的人员，{PROSE}\n第三条{PROSE}\n"
    assert labelled(parse(articles)) == ["第一条/p1", "第二条/p1", "第二条/p2", "第三条/p1"]
    levels = f"一、机构\n（一）医院。{PROSE}\n一、二级医院要落实，{PROSE}\n二、保障\n{PROSE}\n"
    assert labelled(parse(levels)) == ["一、/p1", "一、（一）/p1", "一、（一）/p2", "二、/p1", "二、/p2"]
    assert labelled(parse(f"一、监测\n{PROSE}\n二、三级医院帮扶\n{PROSE}\n三、保障\n{PROSE}\n")) == [
        *["一、/p1", "一、/p2", "二、/p1", "二、/p2", "三、/p1", "三、/p2"]
    ]


def test_letters_and_roman_numerals_stand_below_what_is_open() -> None:
    text = f"（一）分级\nⅠ.重度。{PROSE}\nⅡ.中度。{PROSE}\n（二）条件\n（a）低保；\n（b）特困。\n（三）其他。{PROSE}\n"
    assert [label.removesuffix("/p1") for label in labelled(parse(text))] == [
        *["（一）", "（一）Ⅰ", "（一）Ⅱ", "（二）", "（二）a", "（二）b", "（三）"]
    ]


def test_letters_at_the_root_stand_above_numbers() -> None:
    text = f"A.城市\n1.建档。{PROSE}\n2.签约。{PROSE}\nB.农村\n1.建档。{PROSE}\n"
    assert [label.removesuffix("/p1") for label in labelled(parse(text))] == ["A", "A.1", "A.2", "B", "B.1"]


def test_words_of_order_at_the_head_of_a_line() -> None:
    text = f"一、要求\n一要加强领导。{PROSE}\n二要落实责任。{PROSE}\n"
    text += f"二、步骤\n第一，摸底。{PROSE}\n第二，建档。{PROSE}\n"
    assert [label.removesuffix("/p1") for label in labelled(parse(text))] == [
        *["一、", "一、一要", "一、二要", "二、", "二、第一", "二、第二"]
    ]


def test_depths_left_out_leave_no_trace() -> None:
    text = f"一、甲\n1.乙。{PROSE}\n①丙。{PROSE}\n二、丁\n（1）戊。{PROSE}\n"
    assert [label.removesuffix("/p1") for label in labelled(parse(text))] == [
        *["一、", "一、1", "一、1.①", "二、", "二、（1）"]
    ]


def test_a_long_heading_with_a_comma_is_not_joined_to_its_text() -> None:
    head = "（一）聚焦减损提质增效，推动粮食生产机械化高质量高效率发展"
    notice = parse(f"一、任务\n\n{head}\n\n{PROSE}\n\n（二）督导。{PROSE}\n")
    assert labelled(notice) == ["一、/p1", "一、（一）/p1", "一、（一）/p2", "一、（二）/p1"]
    assert clause_at(notice, "一、（一）/p1").is_heading


def test_short_lines_inside_a_clause_do_not_close_it() -> None:
    text = f"一、目标\n（一）原则\n坚持问题导向\n{PROSE}\n坚持市场驱动\n{PROSE}\n（二）任务。{PROSE}\n"
    assert labelled(parse(text)) == ["一、/p1", *[f"一、（一）/p{n}" for n in range(1, 6)], "一、（二）/p1"]


def test_cells_one_a_line_are_rows_that_do_not_break_the_tree() -> None:
    cells = [
        "序号",
        "任务",
        "责任单位",
        "1",
        "加强监测，做好预警",
        "市民政局",
        "2",
        "加强救治，做好保障",
        "市卫生健康委",
    ]
    text = "\n".join(
        ["一、分工", PROSE, *cells, "二、要求", f"（一）领导。{PROSE}", "1.\t筛查\t市民政局", f"（二）督导。{PROSE}"]
    )
    wanted = [
        "一、/p1",
        *[f"一、/p{n}" for n in range(2, 6)],  # the text, the header and two rows
        "二、/p1",
        "二、（一）/p1",
        "二、（一）/p2",
        "二、（二）/p1",
    ]
    assert labelled(parse(text)) == wanted


@pytest.mark.parametrize(
    "last", ["以上措施自印发之日起施行。", "各地、各有关部门要抓好落实，及时报告。", "让我们团结起来，努力奋斗！"]
)
def test_the_last_word_of_a_document_stands_under_no_number(last: str) -> None:
    body = "".join(f"（{n}）监测。{PROSE}\n" for n in "一二三")
    notice = parse(f"一、任务\n{body}{last}\n甲市民政局\n2023年5月8日\n")
    assert ids_of(notice)[-3:] == ["/p1", "/p2", "/p3"] and notice.clauses[-3].text == last
    inside = parse(f"一、任务\n{body}{last}\n二、保障\n{PROSE}\n")
    assert "一、（三）/p2" in labelled(inside)
