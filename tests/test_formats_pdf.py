"""PDF files: the text as a reader of the page sees it: its paragraphs, and what of the page is left out."""

from __future__ import annotations

import pytest
from pdf_files import (
    HEIGHT,
    LEADING,
    LEFT,
    LONG,
    MEASURE,
    SIZE,
    TOP,
    WIDTH,
    Pages,
    lines,
    read,
)

from assistant.reading.formats.extracted import Extracted
from assistant.reading.formats.pdf_characters import plain_character

# --- paragraphs --------------------------------------------------------------------------------------------------


def test_the_parts_of_a_notice_stay_apart_and_its_paragraphs_become_whole(pages: Pages) -> None:
    pages.centred(80, "××市卫生健康委员会文件", size=34, red=True)
    pages.centred(TOP, "×卫发〔2021〕5号")
    pages.centred(TOP + 2 * LEADING, "××市卫生健康委员会关于印发", size=22)
    pages.centred(TOP + 3 * LEADING, "《家庭医生签约服务工作方案》的通知", size=22)
    pages.line = 5
    pages.paragraph("各县卫生健康局，委直属各单位：", indent=0)
    pages.paragraph(LONG)
    pages.paragraph("一、总体要求")
    pages.paragraph("（一）加强领导。" + LONG)
    pages.paragraph("1.坚持为民。" + LONG)
    pages.text(LEFT + 14 * SIZE, TOP + 17 * LEADING, "××市卫生健康委员会")
    pages.text(LEFT + 16 * SIZE, TOP + 18 * LEADING, "2021年3月5日")
    assert lines(pages) == [
        "××市卫生健康委员会文件",
        "×卫发〔2021〕5号",
        "××市卫生健康委员会关于印发《家庭医生签约服务工作方案》的通知",
        "各县卫生健康局，委直属各单位：",
        LONG,
        "一、总体要求",
        "（一）加强领导。" + LONG,
        "1.坚持为民。" + LONG,
        "××市卫生健康委员会",
        "2021年3月5日",
    ]


def test_a_paragraph_goes_on_over_the_page(pages: Pages) -> None:
    def furniture(number: int) -> None:
        pages.text(280, HEIGHT - 80, f"— {number} —", size=14)
        pages.text(LEFT, 60, "政策汇编", size=10)

    pages.furniture = furniture
    for _ in range(20):  # three lines each, on pages of 22
        pages.paragraph(LONG)
    found = read(pages)
    assert found.text.splitlines() == [LONG] * 20
    assert found.remarks == ("略去了页码（3 页）", "略去了每页重复的“政策汇编”（3 页）")
    assert [found.text[start - 3 : start + 3] for start in found.pages[1:]] == ["患病人员全部", "和健康指导，"]


def test_pages_begin_where_their_first_character_stands(pages: Pages) -> None:
    pages.line = 20
    pages.paragraph(LONG)  # two lines on this page: 26 and 28 characters
    pages.paragraph("第二段。")
    pages.next_page()
    pages.next_page()  # a page without text
    pages.paragraph("末页。")
    found = read(pages)
    assert found.text == f"{LONG}\n第二段。\n末页。\n"
    # No punctuation begins a line: the second line keeps 27 characters where the 28th would be followed by one.
    assert [found.text[start:][:6] for start in found.pages] == [LONG[:6], LONG[54:60], "末页。\n", "末页。\n"]


def test_where_no_line_is_set_in_gaps_part_the_paragraphs(pages: Pages) -> None:
    y = TOP
    for _ in range(4):
        for start in range(0, 56, 28):
            pages.text(LEFT, y, LONG[start : start + 28])
            y += LEADING
        y += 0.5 * LEADING
    assert lines(pages) == [LONG[:56]] * 4


def test_a_mark_in_the_middle_of_a_paragraph_begins_none(pages: Pages) -> None:
    filled = "符合条件的对象在县域内定点医疗机构住院的，押金按照其"
    assert len(filled) == 26
    pages.paragraph(filled + "（二）类标准减半收取，出院时结算个人自付部分。")
    pages.paragraph("（二）加强监督")
    pages.paragraph(LONG)
    assert lines(pages) == [filled + "（二）类标准减半收取，出院时结算个人自付部分。", "（二）加强监督", LONG]


def test_each_body_of_a_letterhead_has_its_line(pages: Pages) -> None:
    for number, name in enumerate(("××省卫生健康委员会", "××省人力资源和社会保障厅", "××省财政厅")):
        pages.spread(LEFT, 80 + 40 * number, name, MEASURE, size=30, red=True)
    pages.line = 5
    pages.paragraph(LONG)
    pages.paragraph(LONG)
    assert lines(pages) == ["××省卫生健康委员会", "××省人力资源和社会保障厅", "××省财政厅", LONG, LONG]


def test_items_hang_under_their_text(pages: Pages) -> None:
    for number in (1, 2):
        y = TOP + number * 3 * LEADING
        pages.text(LEFT, y, f"（{number}）")
        pages.spread(LEFT + 3 * SIZE, y, LONG[:25], 25 * SIZE)
        pages.text(LEFT + 3 * SIZE, y + LEADING, LONG[25:50])
        pages.text(LEFT + 3 * SIZE, y + 2 * LEADING, LONG[50:])
    assert lines(pages) == [f"（1）{LONG}", f"（2）{LONG}"]


def test_names_of_annexes_go_on_under_their_text(pages: Pages) -> None:
    pages.paragraph(LONG)
    pages.text(LEFT + 2 * SIZE, TOP + 4 * LEADING, "附件：1.困难群众医疗救助对象认定办法和工作流程图（试")
    pages.text(LEFT + 5.5 * SIZE, TOP + 5 * LEADING, "行）")
    pages.text(LEFT + 5 * SIZE, TOP + 6 * LEADING, "2.申请表")
    pages.line = 8
    pages.paragraph(LONG)
    assert lines(pages)[-3:-1] == ["附件：1.困难群众医疗救助对象认定办法和工作流程图（试行）", "2.申请表"]


def test_a_list_of_contents_is_not_run_together(pages: Pages) -> None:
    for number, name in enumerate(("总体要求", "重点任务", "保障措施")):
        pages.spread(LEFT, TOP + number * LEADING, f"{name}{'·' * 30}{number + 1}", MEASURE)
    assert [line.rstrip("·0123456789") for line in lines(pages)] == ["总体要求", "重点任务", "保障措施"]


def test_words_and_numbers_over_the_end_of_a_line(pages: Pages) -> None:
    pages.spread(LEFT, TOP, "按照健康中国行动和世界卫生组织的要求推进工作World Health", MEASURE)
    pages.spread(LEFT, TOP + LEADING, "Organization的建议执行，咨询电话为各县乡镇卫生院的：12345", MEASURE)
    pages.text(LEFT, TOP + 2 * LEADING, "67890。")
    (line,) = lines(pages)
    assert "World Health Organization的建议" in line
    assert line.endswith("1234567890。")


def test_spaces_of_justified_text_go_and_those_that_were_meant_stay(pages: Pages) -> None:
    pages.spread(LEFT, TOP, "用于筛查的HPV test和健康 管理2021年", MEASURE)
    pages.text(LEFT, TOP + 2 * LEADING, "第一章　总则")
    pages.text(LEFT, TOP + 4 * LEADING, "第三条 为了保障健康，制定本办法。")
    pages.text(LEFT, TOP + 6 * LEADING, "附　件")
    pages.text(LEFT, TOP + 8 * LEADING, "甲市民政局 甲市财政局")
    assert lines(pages)[1:] == ["第一章　总则", "第三条 为了保障健康，制定本办法。", "附件", "甲市民政局 甲市财政局"]


def test_an_exponent_is_no_part_of_the_number(pages: Pages) -> None:
    pages.text(LEFT, TOP, "面积不少于500米")
    pages.text(LEFT + 7.65 * SIZE, TOP - 6, "2", size=8)
    assert lines(pages) == ["面积不少于500米²"]


@pytest.mark.parametrize(
    ("shown", "meant"),
    [
        ("⼀", "一"),
        ("⾼", "高"),
        ("⻓", "长"),
        ("⺠", "民"),
        ("⼾", "户"),
        ("豈", "豈"),
        ("Ａ", "Ａ"),
        ("，", "，"),
        ("①", "①"),
    ],
)
def test_radicals_become_the_characters_that_they_stand_for(shown: str, meant: str) -> None:
    assert plain_character(shown) == meant


def test_a_file_with_radicals_is_read_as_text(pages: Pages) -> None:
    pages.text(LEFT, TOP, "⼀、⼯作⽬标：⽅便⼈⺠群众")
    assert lines(pages) == ["一、工作目标：方便人民群众"]


def test_two_columns_are_read_one_after_the_other(pages: Pages) -> None:
    left = [f"左栏第{number:02}行的文字内容填满此栏" for number in range(12)]
    right = [f"右栏第{number:02}行的文字内容填满此栏" for number in range(12)]
    pages.centred(TOP - 2 * LEADING, "这是横跨两栏的标题，比任何一栏的文字都要宽出来不少")
    for number in range(12):
        pages.text(60, TOP + number * LEADING, left[number], size=14)
        pages.text(320, TOP + 9 + number * LEADING, right[number], size=14)
    text = read(pages).text.replace("\n", "")
    assert text.startswith("这是横跨两栏的标题")
    assert text.endswith("".join(left) + "".join(right))


# --- what is left out --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["— {} —", "- {} -", "{}", "第 {} 页 共 4 页", "{}/4", "·{}·", "第{}页"])
def test_page_numbers_are_left_out(pages: Pages, form: str) -> None:
    for number in range(1, 5):
        pages.paragraph(f"第{number}张纸上的正文。")
        pages.text(280, HEIGHT - 70, form.format(number), size=12)
        if number < 4:
            pages.next_page()
    found = read(pages)
    assert found.text.splitlines() == [f"第{number}张纸上的正文。" for number in range(1, 5)]
    assert found.remarks == ("略去了页码（4 页）",)


def test_the_number_of_a_single_page_is_left_out(pages: Pages) -> None:
    pages.paragraph("正文。")
    pages.text(280, HEIGHT - 70, "— 1 —")
    assert read(pages) == Extracted("正文。\n", (0,), ("略去了页码（1 页）",))


def test_numbers_of_the_body_stay(pages: Pages) -> None:
    pages.text(LEFT, 100, "2021")  # in the upper margin, but in step with nothing
    pages.paragraph(LONG)
    pages.text(LEFT, HEIGHT - 100, "500")
    pages.next_page()
    pages.paragraph("3")
    pages.paragraph("甲")
    found = read(pages)
    assert found.text.splitlines() == ["2021", LONG, "500", "3", "甲"]
    assert found.remarks == ()


def test_running_headers_and_footers_are_left_out_and_told(pages: Pages) -> None:
    for number in range(1, 7):
        pages.text(LEFT, 50, "某省人民政府公报" if number % 2 else "2021年第9期", size=10)
        pages.paragraph(f"第{number}张纸上的正文。")
        pages.text(LEFT, HEIGHT - 60, f"http://www.example.gov.cn/1.html {number}/6", size=8)
        pages.next_page()
    found = read(pages)
    assert found.text.splitlines() == [f"第{number}张纸上的正文。" for number in range(1, 7)]
    assert set(found.remarks) == {
        "略去了每页重复的“http://www.example.gov.cn/1.html 1/6”（6 页）",
        "略去了每页重复的“某省人民政府公报”（3 页）",
        "略去了每页重复的“2021年第9期”（3 页）",
    }


@pytest.mark.parametrize("heading", ["附件", "附件{}", "附表 {}", "表{}", "{}、工作任务", "第{}章", "第{}期"])
def test_headings_on_top_of_every_page_are_no_headers(pages: Pages, heading: str) -> None:
    for number in range(1, 6):
        pages.text(LEFT, 80, heading.format(number))
        pages.text(LEFT, 200, "正文。")
        pages.next_page()
    assert lines(pages)[::2] == [heading.format(number).replace(" ", "") for number in range(1, 6)]


def test_watermarks_and_text_beyond_the_page_are_left_out_and_told(pages: Pages) -> None:
    pages.paragraph(LONG)
    pages.text(200, 500, "内部资料", size=60, angle=45)
    pages.text(WIDTH + 50, 300, "裁切标记")
    found = read(pages)
    assert found.text == LONG + "\n"
    assert found.remarks == ("略去了斜排或竖排的文字“内部资料”（第 1 页）", "略去了页面之外的文字“裁切标记”（第 1 页）")


def test_a_page_printed_sideways_is_read(pages: Pages) -> None:
    pages.paragraph("竖页。")
    pages.next_page()
    for number in range(3):
        pages.text(100 + number * LEADING, 700, f"横页第{number + 1}行。", angle=90)
    assert lines(pages) == ["竖页。", "横页第1行。", "横页第2行。", "横页第3行。"]


def test_a_turned_page_is_read(pages: Pages) -> None:
    pages.canvas.setPageRotation(90)
    for number in range(3):
        pages.text(100 + number * LEADING, 700, f"横页第{number + 1}行。", angle=90)
    assert lines(pages) == ["横页第1行。", "横页第2行。", "横页第3行。"]
