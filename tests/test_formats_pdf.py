"""PDF files: the text as a reader of the page sees it, on files of two makers, and one clear line for those that hold
none or would do harm."""

from __future__ import annotations

import html
import re
import sys
import time
import zlib
from collections import Counter
from pathlib import Path

import pytest
from pdf_files import (
    CHROMIUM,
    HEIGHT,
    LEADING,
    LEFT,
    MEASURE,
    SIZE,
    TOP,
    WIDTH,
    Cell,
    Pages,
    chinese_font,
    grid,
    print_page,
    raw_page,
    raw_pdf,
    raw_stream,
)
from reading_support import CORPUS, bare_gazetteer, labelled, roles

from assistant.errors import CorpusError
from assistant.reading.formats import pdf
from assistant.reading.formats.extracted import Extracted
from assistant.reading.formats.pdf import read_pdf
from assistant.reading.formats.pdf_characters import plain_character
from assistant.reading.formats.pdf_document import MAX_PAGES, read_document
from assistant.reading.notice import read_notice
from assistant.reading.structure.layout import split_blocks

needs_chromium = pytest.mark.skipif(CHROMIUM is None or not chinese_font(), reason="no Chromium with a Chinese font")

# 2 × 28 + 10 characters: with an indent of two it fills two lines and 12 of a third.
LONG = (
    "各县卫生健康局要逐户逐人开展疾病筛查，对新增的患病人员全部纳入救治管理，落实家庭医生签约服务，做好随访"
    "和健康指导，确保应签尽签。"
)


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    return Pages(tmp_path / "甲.pdf")


def read(pages: Pages) -> Extracted:
    return read_document(pages.save().read_bytes())


def lines(pages: Pages) -> list[str]:
    return read(pages).text.splitlines()


def refusal(data: bytes) -> str:
    with pytest.raises(CorpusError) as caught:
        read_document(data)
    return str(caught.value)


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


# --- tables ------------------------------------------------------------------------------------------------------

HEADER = ["序号", "重点任务", "牵头\n单位", "配合单位", "完成时限"]
WIDTHS = [30, 170, 70, 100, 70]


def test_a_table_of_duties(pages: Pages) -> None:
    pages.paragraph("任务分工如下：")
    rows = [
        HEADER,
        [
            "1",
            "对脱贫人口逐户逐人开展疾病筛查，\n核准患病情况",
            "市卫生健康\n委",
            "市民政局\n市财政局",
            "2021年12月\n底前",
        ],
        ["2", "落实签约服务", "市卫生健康\n委", "市医保局、市乡村\n振兴局", "长期|坚持"],
    ]
    pages.table(TOP + LEADING, WIDTHS, [35, 40, 40], grid(rows))
    pages.line = 8
    pages.paragraph("以上任务请认真落实。")
    assert lines(pages) == [
        "任务分工如下：",
        "| 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |",
        "| 1 | 对脱贫人口逐户逐人开展疾病筛查，核准患病情况 | 市卫生健康委 | 市民政局 市财政局 | 2021年12月底前 |",
        "| 2 | 落实签约服务 | 市卫生健康委 | 市医保局、市乡村振兴局 | 长期｜坚持 |",
        "以上任务请认真落实。",
    ]


def test_merged_cells_are_said_in_every_row(pages: Pages) -> None:
    cells = [
        Cell(0, 0, "重点任务分工表", columns=4),
        *(Cell(1, column, text) for column, text in enumerate(("类别", "任务", "牵头", "配合"))),
        Cell(2, 0, "综", "合", "保", "障", rows=2),
        *(Cell(2, 1, "甲任务"), Cell(2, 2, "市民政局", rows=2), Cell(2, 3, "市残联")),
        *(Cell(3, 1, "乙任务"), Cell(3, 3, "")),
        *(Cell(4, 0, "其他"), Cell(4, 1, "丙任务"), Cell(4, 2, "各县区", columns=2)),
    ]
    pages.table(TOP, [40, 150, 90, 90], [30, 30, 30, 30, 30], cells)
    assert lines(pages) == [
        "重点任务分工表",
        "| 类别 | 任务 | 牵头 | 配合 |",
        "| 综合保障 | 甲任务 | 市民政局 | 市残联 |",
        "| 综合保障 | 乙任务 | 市民政局 |  |",
        "| 其他 | 丙任务 | 各县区 |  |",
    ]


def test_a_table_over_pages_is_one(pages: Pages) -> None:
    pages.table(TOP, WIDTHS, [30, 30], grid([HEADER, ["1", "甲任务。", "市民政局", "市残联", "年底"]]))
    pages.text(280, HEIGHT - 70, "— 1 —")
    pages.next_page()
    pages.table(TOP, WIDTHS, [30, 30], grid([HEADER, ["2", "乙任务。", "市财政局", "", "年底"]]))
    pages.text(280, HEIGHT - 70, "— 2 —")
    found = read(pages)
    assert found.text.splitlines() == [
        "| 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |",
        "| 1 | 甲任务。 | 市民政局 | 市残联 | 年底 |",
        "| 2 | 乙任务。 | 市财政局 |  | 年底 |",
    ]
    assert found.text[found.pages[1] :].startswith("| 2 |")


def test_a_row_broken_by_the_page_is_one(pages: Pages) -> None:
    first = ["1", "对脱贫人口逐户逐人开展疾病筛查，", "市卫生健康", "市残联", "年底"]
    pages.table(TOP, WIDTHS, [30, 30], grid([HEADER, first]))
    pages.next_page()
    rest = ["", "核准患病情况。", "委", "", ""]
    pages.table(TOP, WIDTHS, [30, 30], grid([rest, ["2", "乙任务。", "市财政局", "", "年底"]]))
    found = read(pages)
    assert found.text.splitlines()[1:] == [
        "| 1 | 对脱贫人口逐户逐人开展疾病筛查，核准患病情况。 | 市卫生健康委 | 市残联 | 年底 |",
        "| 2 | 乙任务。 | 市财政局 |  | 年底 |",
    ]
    assert found.text[found.pages[1] :].startswith("核准患病情况。")


def test_a_merged_cell_goes_on_over_the_page(pages: Pages) -> None:
    pages.table(
        TOP, WIDTHS, [30, 30], grid([["类别", *HEADER[1:]], ["综合", "甲任务。", "市民政局", "市残联", "年底"]])
    )
    pages.next_page()
    cells = [
        Cell(0, 0, "", rows=2),
        *(Cell(0, column, text) for column, text in enumerate(("乙任务。", "市财政局", "", "年底"), 1)),
        *(Cell(1, column, text) for column, text in enumerate(("丙任务。", "市司法局", "", "年底"), 1)),
        *(Cell(2, column, text) for column, text in enumerate(("", "丁任务。", "市教育局", "", "年底"))),
    ]
    pages.table(TOP, WIDTHS, [30, 30, 30], cells)
    assert lines(pages)[1:] == [
        "| 综合 | 甲任务。 | 市民政局 | 市残联 | 年底 |",
        "| 综合 | 乙任务。 | 市财政局 |  | 年底 |",
        "| 综合 | 丙任务。 | 市司法局 |  | 年底 |",
        "|  | 丁任务。 | 市教育局 |  | 年底 |",
    ]


def test_a_table_of_two_columns_whose_last_row_stands_alone(pages: Pages) -> None:
    pages.table(TOP, [60, 200], [30, 30], grid([["单位", "职责"], ["市民政局", "认定对象。"]]))
    pages.next_page()
    pages.table(TOP, [60, 200], [30], grid([["市残联", "配合。"]]))
    assert lines(pages) == ["| 单位 | 职责 |", "| 市民政局 | 认定对象。 |", "| 市残联 | 配合。 |"]


def test_a_single_pair_of_boxes_is_no_table(pages: Pages) -> None:
    pages.table(TOP, [60, 200], [30], grid([["内部", "请勿外传"]]))
    assert "|" not in read(pages).text


def test_a_frame_around_the_text_is_no_table(pages: Pages) -> None:
    pages.canvas.rect(40, 40, WIDTH - 80, HEIGHT - 80)
    pages.canvas.line(40, HEIGHT - 100, WIDTH - 40, HEIGHT - 100)
    pages.paragraph(LONG)
    pages.paragraph("二、保障措施")
    assert lines(pages) == [LONG, "二、保障措施"]


def test_no_character_is_lost_or_said_twice(pages: Pages) -> None:
    rows = [HEADER, *([str(n), f"第{n}项任务\n分两行", "市民政局", "市残联\n市司法局", "年底"] for n in range(1, 6))]
    pages.paragraph(LONG)
    pages.table(TOP + 4 * LEADING, WIDTHS, [35] * 6, grid(rows))
    pages.line = 16
    pages.paragraph("附注：" + LONG)
    shown = Counter("".join([LONG, "附注：" + LONG, *(cell for row in rows for cell in row)]).replace("\n", ""))
    assert Counter(re.sub(r"[\s|]", "", read(pages).text)) == shown


# --- what holds no text, or not all of it ------------------------------------------------------------------------


def test_a_scan_is_refused(pages: Pages) -> None:
    for number in range(2):
        pages.picture()
        pages.text(280, HEIGHT - 60, f"— {number + 1} —")
        pages.next_page()
    pages.picture()
    assert refusal(pages.save().read_bytes()) == (
        "是扫描件，没有文字层，读不出文字；请用带文字识别（OCR）的软件转成文字版 PDF 或 Word 后再试。"
    )


def test_pages_without_text_are_told(pages: Pages) -> None:
    for number in range(1, 8):
        if number in (2, 5, 6):
            pages.picture()
        elif number != 3:  # an empty page is not told
            pages.paragraph("正文。")
        pages.next_page()
    assert read(pages).remarks == ("第 2、5–6 页是图片，没有文字层，没有读出",)


def test_the_text_layer_of_a_scan_is_taken_and_told(pages: Pages) -> None:
    pages.picture()
    pages.text(LEFT, TOP, "一、识别出来的文字，放在图片之下，看不见。", mode=3)
    found = read(pages)
    assert found.text == "一、识别出来的文字，放在图片之下，看不见。\n"
    assert found.remarks == ("全文的文字是扫描后识别出来的，可能有错字，请与原件核对",)


def test_an_empty_file_is_refused(pages: Pages) -> None:
    assert refusal(pages.save().read_bytes()) == "PDF 里没有文字；请换一份有正文的文件。"


def test_a_locked_file_that_anybody_may_open_is_read(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "甲.pdf", password="")
    pages.paragraph(LONG)
    assert lines(pages) == [LONG]


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "甲.pdf", password="secret")
    pages.paragraph(LONG)
    assert refusal(pages.save().read_bytes()) == "PDF 有打开密码，读不了；请先去掉密码（打开后另存一份）再试。"


BROKEN = "PDF 文件损坏或不完整，读不了；请重新下载，或用原来的程序另存后再试。"


def test_damaged_files_are_refused(pages: Pages) -> None:
    pages.paragraph(LONG)
    data = pages.save().read_bytes()
    assert read_document(data + b"\0" * 5_000).text == LONG + "\n"
    for damaged in (
        data[:-8],
        data[: len(data) // 2],
        data[:20],
        b"%PDF-1.4\n" + bytes(range(256)) * 40 + b"%%EOF",
        b"",
    ):
        assert refusal(damaged) == BROKEN


def _tree(kids: bytes, count: int, leaves: int = 1) -> bytes:
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)}
    return raw_pdf(objects | dict.fromkeys(range(3, 3 + leaves), leaf))


def test_odd_page_trees_are_refused() -> None:
    assert refusal(_tree(b"", 0)) == BROKEN
    assert "PDF" in refusal(_tree(b"2 0 R 2 0 R", 2))
    assert "PDF" in refusal(_tree(b"3 0 R", 2_000_000_000))
    many = b" ".join(b"%d 0 R" % number for number in range(3, 5_003))
    assert refusal(_tree(many, 5_000, 5_000)) == f"PDF 有 5000 页，超过 {MAX_PAGES} 页，不像一份文件；请拆开后再试。"


def test_a_form_that_holds_itself_is_read_once() -> None:
    resources = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<<%s>>" % resources
    inner = raw_stream(b"BT /F 12 Tf 50 700 Td (once) Tj ET /X Do", form)
    assert read_document(raw_page(raw_stream(b"/X Do"), {6: inner}, resources)).text == "once\n"


def _unmapped(count: int) -> bytes:
    """A font of drawn shapes whose characters have no meaning, ``count`` of 100 written in it."""
    shape = raw_stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</g1 7 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[129/g1]>>/FirstChar 129/LastChar 129/Widths[500]/Resources<<>>>>"
    )
    text = b"BT /F 10 Tf 50 700 Td (%s) Tj /G 10 Tf 0 -20 Td (%s) Tj ET" % (b"x" * (100 - count), b"\x81" * count)
    return raw_page(raw_stream(text), {6: font, 7: shape}, b"/Font<</F 5 0 R/G 6 0 R>>")


def test_fonts_without_meaning_are_refused_where_they_matter() -> None:
    assert refusal(_unmapped(20)) == (
        "PDF 的字体没有带文字编码，读出来会是乱码；请换 Word 版，或用带文字识别（OCR）的软件转换后再试。"
    )
    found = read_document(_unmapped(2))
    assert "".join(found.text.split()) == "x" * 98 + "\ufffd\ufffd"
    assert found.remarks == ("第 1 页有 2 个字读不出，文中写作“\ufffd”",)


# --- the process of its own --------------------------------------------------------------------------------------


def test_the_process_gives_what_the_document_says(pages: Pages) -> None:
    pages.line = 20
    pages.paragraph(LONG)
    pages.text(280, 300, "水印", angle=30)
    path = pages.save()
    assert read_pdf(path) == read_document(path.read_bytes())


def test_errors_come_back_as_one_line(tmp_path: Path, pages: Pages) -> None:
    empty = pages.save()
    for path, message in (
        (empty, "PDF 里没有文字；请换一份有正文的文件。"),
        (tmp_path / "无.pdf", "读不了（No such file or directory）；请检查文件是否存在、是否有权限。"),
    ):
        with pytest.raises(CorpusError) as caught:
            read_pdf(path)
        assert str(caught.value) == f"{path}：{message}"


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory there")
def test_a_file_that_would_fill_the_memory_ends_in_one_line(tmp_path: Path) -> None:
    packed = zlib.compressobj(9)
    first, again = (packed.compress(b" " * 2**24) + packed.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    bomb = first + again * 64  # a gigabyte, which PDFium holds more than once
    path = tmp_path / "甲.pdf"
    path.write_bytes(raw_page(raw_stream(bomb, b"/Filter/FlateDecode")))
    assert path.stat().st_size < 2_000_000
    with pytest.raises(CorpusError, match=r"甲\.pdf：PDF 读不了，文件可能已损坏，或结构异常（占用内存过多）；[^\n]*$"):
        read_pdf(path)


def test_a_file_that_takes_too_long_ends_in_one_line(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    pages.paragraph(LONG)
    monkeypatch.setattr(pdf, "_TIME_LIMIT_SECONDS", 0.01)
    with pytest.raises(CorpusError, match=r"甲\.pdf：PDF 读了 0.01 秒还没有读完，[^\n]*$"):
        read_pdf(pages.save())


def test_the_process_does_not_read_the_folder_it_is_started_in(
    pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.paragraph(LONG)
    path = pages.save()
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_pdf(Path(path.name)).text == LONG + "\n"


@pytest.mark.slow
def test_a_hundred_pages_take_seconds(pages: Pages) -> None:
    for _ in range(100 * 7):
        pages.paragraph(LONG)
    path = pages.save()
    start = time.perf_counter()
    found = read_pdf(path)
    assert found.text.splitlines() == [LONG] * 700
    assert time.perf_counter() - start < 20


# --- whole notices -----------------------------------------------------------------------------------------------


def _paragraphs(name: str) -> list[str]:
    source = (CORPUS / "notices" / f"{name}.txt").read_text(encoding="utf-8")
    return [block.text for block in split_blocks(source)]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _compare(path: Path, name: str) -> None:
    """The PDF at ``path`` reads as the text that it was made from."""
    printed, plain = (read_notice(file, bare_gazetteer()) for file in (path, CORPUS / "notices" / f"{name}.txt"))
    assert [_bare(line) for line in printed.source.splitlines()] == [_bare(text) for text in _paragraphs(name)]
    assert labelled(printed) == labelled(plain)
    assert roles(printed) == roles(plain)
    assert (printed.title, printed.number, printed.date) == (plain.title, plain.number, plain.date)


@pytest.mark.parametrize("name", ["shaanxi-2021", "zhongwei-2021"])
def test_a_notice_set_line_by_line_reads_as_its_text(pages: Pages, name: str) -> None:
    for text in _paragraphs(name):
        pages.paragraph(text)
    _compare(pages.save(), name)


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", ["shaanxi-2021", "zhongwei-2021"])
def test_a_notice_printed_by_a_browser_reads_as_its_text(tmp_path: Path, name: str) -> None:
    title, *body = (html.escape(text) for text in _paragraphs(name))
    path = print_page(f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in body), tmp_path / f"{name}.pdf")
    _compare(path, name)
    assert any(warning.message.startswith("略去了页码") for warning in read_notice(path, bare_gazetteer()).warnings)


@needs_chromium
@pytest.mark.slow
def test_an_official_letter_with_a_table_printed_by_a_browser(tmp_path: Path) -> None:
    tasks = "".join(
        f"<tr>{f'<td rowspan=5>类别{n // 5 + 1}</td>' if n % 5 == 0 else ''}<td>{n + 1}<td>{'落实签约服务' * 8}。"
        f"<td>市民政局<td>市财政局、市残联<td>2021年12月底前</tr>"
        for n in range(20)
    )
    found = read_pdf(
        print_page(
            "<p class=head>甲市卫生健康委员会文件<p class=middle>甲卫发〔2021〕5号"
            "<h1>甲市卫生健康委员会关于印发<br>家庭医生签约服务方案的通知</h1>"
            f"<p class=flush>各县卫生健康局：<p>{LONG}<p>一、总体要求<p>{LONG}"
            "<p class=sign>甲市卫生健康委员会<p class=sign>2021年3月5日<p class=flush style='break-before:page'>附件"
            "<h1>重点任务分工表</h1><table><thead><tr><th>类别<th>序号<th>重点任务<th>牵头单位<th>配合单位<th>完成时限"
            f"</tr></thead>{tasks}</table>",
            tmp_path / "甲.pdf",
        )
    )
    assert found.text.splitlines() == [
        "甲市卫生健康委员会文件",
        "甲卫发〔2021〕5号",
        "甲市卫生健康委员会关于印发家庭医生签约服务方案的通知",
        "各县卫生健康局：",
        LONG,
        "一、总体要求",
        LONG,
        "甲市卫生健康委员会",
        "2021年3月5日",
        "附件",
        "重点任务分工表",
        "| 类别 | 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |",
        *(
            f"| 类别{n // 5 + 1} | {n + 1} | {'落实签约服务' * 8}。 | 市民政局 | 市财政局、市残联 | 2021年12月底前 |"
            for n in range(20)
        ),
    ]
    assert len(found.pages) >= 3
