"""Marks of official numbering: which there are, what they look like in an address, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.structure.marks import RANKS, chinese_number, document_of, label_of, parse_mark, possible_mark

# line → (kind, number, form in a path, characters that it takes with the spaces after it)
_MARKS = {
    "一、总则": ("cn", 1, "一、", 2),
    "五. 工作要求": ("cn", 5, "五、", 3),
    "十二．其他": ("cn", 12, "十二、", 3),
    "二十一、其他": ("cn", 21, "二十一、", 4),
    "（三）甲": ("cn_paren", 3, "（三）", 3),
    "(三)甲": ("cn_paren", 3, "（三）", 3),
    "（三)甲": ("cn_paren", 3, "（三）", 3),
    "( 十八 ) 甲": ("cn_paren", 18, "（十八）", 7),
    "〔三〕甲": ("cn_paren", 3, "（三）", 3),
    "（三）、甲": ("cn_paren", 3, "（三）", 4),
    "1.甲": ("number", 1, "1.", 2),
    "9、甲": ("number", 9, "9.", 2),
    "10．　甲": ("number", 10, "10.", 4),
    "１２．甲": ("number", 12, "12.", 3),
    "1、30种大病": ("number", 1, "1.", 2),
    "1、2021年工作": ("number", 1, "1.", 2),
    "（1）甲": ("number_paren", 1, "（1）", 3),
    "(12)甲": ("number_paren", 12, "（12）", 4),
    "（２）甲": ("number_paren", 2, "（2）", 3),
    "①甲": ("circled", 1, "①", 1),
    "⑳甲": ("circled", 20, "⑳", 1),
    "一是健全机制": ("ordinal", 1, "一是", 2),
    "十一是健全机制": ("ordinal", 11, "十一是", 3),
    "第一编 总则": ("part", 1, "第一编", 4),
    "第一章　总　则": ("chapter", 1, "第一章", 4),
    "第一章总则": ("chapter", 1, "第一章", 3),
    "第三章规划与建设": ("chapter", 3, "第三章", 3),
    "第二节 待遇": ("section", 2, "第二节", 4),
    "第三条 甲": ("article", 3, "第三条", 4),
    "第3条　甲": ("article", 3, "第3条", 4),
    "第一百零三条": ("article", 103, "第一百零三条", 6),
    # spaces inside, other shapes of the same marks
    "一 、甲": ("cn", 1, "一、", 3),
    "（ 一 ）甲": ("cn_paren", 1, "（一）", 5),
    "第 三 条　甲": ("article", 3, "第三条", 6),
    "第三条【范围】甲": ("article", 3, "第三条", 3),
    "第三条：甲": ("article", 3, "第三条", 4),
    "一）甲": ("cn_paren", 1, "（一）", 2),
    "㈢甲": ("cn_paren", 3, "（三）", 1),
    "⒈甲": ("number", 1, "1.", 1),
    "⑵甲": ("number_paren", 2, "（2）", 1),
    "1)甲": ("number_close", 1, "1）", 2),
    "2）甲": ("number_close", 2, "2）", 2),
    "❷甲": ("circled", 2, "❷", 1),
    "第一，甲": ("ordinal", 1, "第一", 3),
    "第二、甲": ("ordinal", 2, "第二", 3),
    "（二）项目管理": ("cn_paren", 2, "（二）", 3),
    "（三）条件": ("cn_paren", 3, "（三）", 3),
    "（二）目标": ("cn_paren", 2, "（二）", 3),
    "二、四个一批": ("cn", 2, "二、", 2),
}

# what may be a mark, if its neighbours agree
_POSSIBLE = {
    "1.1 概述": ("decimal", 1, "1.1", 4),
    "2.1.3职责": ("decimal", 3, "2.1.3", 5),
    "1.80周岁及以上的": ("number", 1, "1.", 2),
    "1 总则": ("number", 1, "1.", 2),
    "第三条为了规范": ("article", 3, "第三条", 3),
    "第二节总则": ("section", 2, "第二节", 3),
    "二、三级医院": ("cn", 2, "二、", 2),
    "三、四季度": ("cn", 3, "三、", 2),
    "一要加强领导": ("ordinal", 1, "一要", 2),
    "Ⅱ、较大": ("roman", 2, "Ⅱ.", 2),
    "A.甲": ("letter", 1, "A.", 2),
    "（b）甲": ("letter", 2, "b.", 3),
}

_NO_MARKS = [
    "2018年12月底前完成",
    "2021年目标",
    "2.5%、5%、10%",
    "2.5倍",
    "1．5%",
    "1.1 概述",
    "5、6月底前完成",
    "5、10%，超出部分",
    "30种大病",
    "第二条规定的人员",
    "第二条、第三条规定的情形",
    "第二条，符合条件的",
    "第二章规定的人员",
    "第三章和第四章",
    "第二十条之一 甲",
    "“一是健全机制”",
    "一是否",
    "一是非",
    "二是”的要求",
    "一个目标",
    "一般情况",
    "一二、甲",
    "〇、甲",
    "0、甲",
    "（二〇二一年）",
    "（2021年6月1日）",
    "（陕卫促进发〔2021〕31号）",
    "（略）",
    "（含祥符区）",
    "附件1：",
    "首先，甲",
    "（二）项规定的人员",
    "（一）至（三）项",
    "（一）、（二）项所列",
    "第一、二、三产业",
    "第三条第二款",
    "二、三级医院",
    "1.2万人",
    "2.5亿元",
    "1000. 甲",
    "",
    "。",
]


@pytest.mark.parametrize("line", _MARKS)
def test_marks(line: str) -> None:
    mark = parse_mark(line)
    assert mark is not None
    assert (mark.kind, mark.number, mark.form, mark.length) == _MARKS[line]
    assert mark.rank == RANKS[mark.kind]


@pytest.mark.parametrize("line", _NO_MARKS)
def test_no_marks(line: str) -> None:
    assert parse_mark(line) is None


@pytest.mark.parametrize("line", _POSSIBLE)
def test_possible_marks(line: str) -> None:
    mark = possible_mark(line)
    assert parse_mark(line) is None and mark is not None
    assert (mark.kind, mark.number, mark.form, mark.length) == _POSSIBLE[line]


@pytest.mark.parametrize(
    "line",
    [
        "一、甲",
        "第三条规定的人员",
        "第三条第二款",
        "（二）项规定",
        "10.5%",
        "2018年底前",
        "2.5倍",
        "甲",
        "1.1.2.3.4.5.6",
    ],
)
def test_not_even_possible_marks(line: str) -> None:
    mark = possible_mark(line)
    assert mark is None or (line[0].isdigit() and mark.kind == "number")  # “10.5%”: its neighbours will not agree


def test_ranks_follow_the_order_of_official_numbering() -> None:
    lines = [
        "第一编 甲",
        "第一章 甲",
        "第一节 甲",
        "第一条 甲",
        "一、甲",
        "（一）甲",
        "1.甲",
        "（1）甲",
        "①甲",
        "一是甲",
    ]
    marks = [parse_mark(line) for line in lines]
    assert [mark.rank for mark in marks if mark] == sorted({mark.rank for mark in marks if mark})


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("一", 1),
        ("十", 10),
        ("十八", 18),
        ("二十", 20),
        ("九十九", 99),
        ("一百", 100),
        ("一百零三", 103),
        ("一百一十", 110),
        ("三百二十一", 321),
        ("两", 2),
        ("12", 12),
        ("１２", 12),
        ("一二", None),
        ("甲", None),
        ("一甲", None),
    ],
)
def test_chinese_numbers(words: str, number: int | None) -> None:
    assert chinese_number(words) == number


def _numeral(number: int) -> str:
    """1 to 99 in Chinese."""
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else "零一二三四五六七八九"[tens] + "十"
    return head + ("零一二三四五六七八九"[ones] if ones else "")


@given(st.integers(1, 99), st.sampled_from(["{}、", "{}.", "{}．", "（{}）", "({})", "（{})", "第{}条 "]))
def test_numbers_up_to_99_are_read_back(number: int, shape: str) -> None:
    mark = parse_mark(shape.format(_numeral(number)) + "甲乙丙")
    assert mark is not None
    assert (mark.number, _numeral(number) in mark.form) == (number, True)
    assert chinese_number(_numeral(number)) == number


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ((), ""),
        (("五、", "（三）"), "五、（三）"),
        (("四、", "三是"), "四、三是"),
        (("二、", "（二）", "9."), "二、（二）9"),
        (("二、", "（二）", "9.", "（1）"), "二、（二）9.（1）"),
        (("第三条",), "第三条"),
        (("第一章", "第三条", "（一）"), "第一章第三条（一）"),
        (("附件",), "附件"),
        (("附件1", "一、"), "附件1/一、"),
        (("附件2", "一、", "（一）", "1."), "附件2/一、（一）1"),
        (("1.2",), "1.2"),
        (("一、", "1.2", "（1）"), "一、1.2（1）"),
        (("三、", "第一"), "三、第一"),
        (("三、", "一要"), "三、一要"),
        (("（一）", "A."), "（一）A"),
        (("1.", "2）"), "1.2）"),
        (("甲市关于乙的规定", "Ⅱ."), "甲市关于乙的规定/Ⅱ"),
    ],
)
def test_labels(path: tuple[str, ...], label: str) -> None:
    assert label_of(path) == label
    assert document_of(path) == (path[0] if "/" in label or label == "附件" else None)
