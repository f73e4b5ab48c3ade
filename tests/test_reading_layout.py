"""Lines → paragraphs, and squeezed passages with the way back to the file's positions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import LONG, paragraphs_of, parse

from assistant.reading.passage import Passage, squeeze
from assistant.reading.structure.layout import split_blocks
from assistant.reading.structure.lines import split_lines

# --- lines -------------------------------------------------------------------------------------------------------


def test_lines_know_their_place_and_lose_hashes_and_spaces() -> None:
    source = "\ufeff\n　　## 一、目标  \r\n\r\n甲\f乙\u2028丙\n \t\n1.丁"
    lines = split_lines(source)
    assert [line.text for line in lines] == ["一、目标", "甲", "乙", "丙", "1.丁"]
    assert [source[line.start : line.end] for line in lines] == ["## 一、目标  ", "甲", "乙", "丙", "1.丁"]
    assert [line.hashes for line in lines] == [2, 0, 0, 0, 0]
    assert [line.mark.form if line.mark else None for line in lines] == ["一、", None, None, None, "1."]
    assert [line.blank_before for line in lines] == [False, True, False, False, True]


def test_windows_line_ends_are_one_line_end() -> None:
    lines = split_lines("甲\r\n乙\r\n\r\n丙")
    assert [line.blank_before for line in lines] == [False, False, True]


def test_width_counts_columns() -> None:
    assert [line.width for line in split_lines("甲乙\nab\n甲a（")] == [4, 2, 5]


# --- files in which a line is a paragraph ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG, "并及时报告进展情况。"),  # broken between words
        (LONG + "，", "并及时报告进展情况。"),  # broken after a comma
        (LONG + "的医疗保障“一站式”", "结算。"),  # a short rest that ends the sentence
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\n\f\n", "\n　　\n　　"])
def test_a_page_break_in_mid_sentence_is_joined(before: str, after: str, gap: str) -> None:
    assert paragraphs_of(f"（一）目标。{before}{gap}{after}") == [f"（一）目标。{before}{after}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (LONG + "。", "市财政局要做好资金保障。"),  # the sentence has ended
        (LONG + "。（市卫生健康委牵头）", "市财政局要做好资金保障。"),  # a tail has closed it
        (LONG + "：", "市财政局要做好资金保障。"),  # a colon introduces what follows
        (LONG + "；", "市财政局要做好资金保障。"),
        (LONG, "（二）市财政局要做好资金保障。"),  # a mark always begins a paragraph
        (LONG, "一是市财政局要做好资金保障。"),
        (LONG, "## 市财政局要做好资金保障。"),
        (LONG, "附件："),
        (LONG, "2021年10月12日"),
        (LONG, "---"),
        (LONG, "市财政局"),  # neither prose nor the end of a sentence
        ("加快改善条件，提升服务", "市财政局要做好资金保障。"),  # too short to have filled a page
        ("组织实施", "市财政局要做好资金保障。"),  # a heading
    ],
)
def test_what_stands_apart_stays_apart(before: str, after: str) -> None:
    assert paragraphs_of(f"{before}\n\n{after}") == [before, after.removeprefix("## ")]


def test_a_title_over_two_or_three_lines_is_one() -> None:
    assert paragraphs_of("甲市巩固拓展成果同\n乡村振兴有效衔接实施方案\n\n一、总体要求") == [
        "甲市巩固拓展成果同乡村振兴有效衔接实施方案",
        "一、总体要求",
    ]
    head = "甲省人民政府文件\n甲政办发〔2019〕6号\n"
    title = "甲省人民政府办公厅关于有效发挥\n融资担保基金作用切实支持小微企业和\n“三农”发展的指导意见"
    assert paragraphs_of(f"{head}{title}\n各市、县人民政府：") == [
        *head.split(),
        title.replace("\n", ""),
        "各市、县人民政府：",
    ]
    assert len(paragraphs_of("甲市巩固拓展成果同\n\n乡村振兴有效衔接实施方案")) == 2
    assert len(paragraphs_of("甲市工作通知\n乙市工作方案")) == 2


# --- texts run together on one line ------------------------------------------------------------------------------


def _item(mark: str, heading: str) -> str:
    return f"{mark}{heading}。{LONG * 3}，到 2025 年达到 90%以上。（市民政局牵头，市财政局配合）"


def test_a_text_on_one_line_is_taken_apart_at_its_marks() -> None:
    paragraphs = [
        "甲市人民政府关于支持企业的若干措施",
        "甲政发〔2020〕17号",
        "各县区人民政府：",
        "现将措施印发给你们。",
        "甲市人民政府",
        "2020年2月9日",
        "一、总体要求",
        _item("1.", "复工"),
        _item("2.", "减税"),
        "二、主要任务",
        _item("（一）", "监测"),
        _item("（二）", "救治"),
        "以上措施自印发之日起实施。",
    ]
    assert paragraphs_of(" ".join(paragraphs)) == paragraphs
    assert paragraphs_of("\u2002\u3000 ".join(paragraphs) + "\n") == paragraphs


def test_a_long_paragraph_with_a_few_marks_stays_one() -> None:
    text = _item("一、", "监测") * 5 + " （一）甲。 （二）乙。"
    assert len(text) > 600 and paragraphs_of(text) == [text]


@pytest.mark.parametrize("source", ["", "\n", " \t\r\n\u3000", "\ufeff"])
def test_an_empty_text_has_no_paragraphs(source: str) -> None:
    assert split_blocks(source) == []


# --- squeezing ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "squeezed"),
    [
        ("甲\n乙", "甲乙"),
        ("甲 \r\n\r\n　乙", "甲乙"),
        ("到 2025 年", "到 2025 年"),  # spaces that stand beside no line break stay
        ("甲\t\f\u3000乙 丙", "甲乙 丙"),
        ("甲\u2028乙\u2029丙\x85丁\v戊", "甲乙丙丁戊"),
        ("\n甲\n", "甲"),
        ("甲 \n — 3 — \n 乙\n4\n丙", "甲— 3 —乙4丙"),
        (" 甲　", " 甲　"),
        ("", ""),
    ],
)
def test_squeeze(text: str, squeezed: str) -> None:
    assert squeeze(text) == squeezed


def test_positions_lead_back_into_the_file() -> None:
    source = "甲\r\n　乙丙 \n\n丁"
    passage = Passage.cut(source, 0, len(source))
    assert passage.text == "甲乙丙丁"
    assert [source[slice(*passage.span(i, i + 1))] for i in range(4)] == list("甲乙丙丁")
    assert source[slice(*passage.span(0, 4))] == source
    assert passage.span(1, 3) == (4, 6)  # breaks at either side stay outside
    assert passage.span(2, 2) == (5, 5)


@given(st.text(alphabet="甲乙，。 \t\r\n\u3000\f\u2028", max_size=60), st.data())
def test_a_span_holds_the_words_that_it_was_made_for(source: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(source)))
    end = data.draw(st.integers(start, len(source)))
    passage = Passage.cut(source, start, end)
    assert passage.text == squeeze(source[start:end])
    begin = data.draw(st.integers(0, len(passage.text)))
    stop = data.draw(st.integers(begin, len(passage.text)))
    first, last = passage.span(begin, stop)
    assert start <= first <= last <= end
    assert squeeze(source[first:last]) == passage.text[begin:stop]


# --- marks behind markup, marks alone ------------------------------------------------------------------------------


@pytest.mark.parametrize("markup", ["- ", "* ", "> ", "> - ", "**", "## ", "##", "• ", "●", "> ## "])
def test_a_mark_behind_markup_counts(markup: str) -> None:
    line = split_lines(f"{markup}一、目标")[0]
    assert line.mark is not None and (line.mark.form, line.text) == ("一、", "一、目标")


def test_a_mark_alone_takes_the_next_line() -> None:
    assert paragraphs_of(
        "第一条\n为了规范，制定本办法。\n第二条\n\n本办法适用于全市。\n一、\n总体要求\n1.\n（一）甲。"
    ) == [
        "第一条为了规范，制定本办法。",
        "第二条本办法适用于全市。",
        "一、总体要求",
        "1.",
        "（一）甲。",
    ]


def test_columns_cut_by_tabs_are_no_marks() -> None:
    assert [line.mark for line in split_lines("1.\t筛查\t民政局\n一、\t建档\t卫健委")] == [None, None]


def test_characters_that_nobody_sees_do_not_hide_a_unit() -> None:
    notice = parse("某县方案\n一、任务\n由基层\u2060卫生处牵\u200b头培训工作。\n")
    duty = next(duty for clause in notice.clauses for duty in clause.duties)
    assert duty.lead == ("基层卫生处",)
    assert duty.quote == "基层\u2060卫生处牵\u200b头培训工作"  # as the file has it


def test_the_number_stands_apart_from_the_line_above_it() -> None:
    head = "余庆县人民政府办公室\n余府办发〔2024〕11号\n关于印发管理办法的通知\n各镇：\n"
    notice = parse(head + "一、要求\n做好工作。\n2024年3月1日\n")
    assert (notice.number, notice.issuer, notice.place) == ("余府办发〔2024〕11号", "余庆县人民政府办公室", "余庆县")
