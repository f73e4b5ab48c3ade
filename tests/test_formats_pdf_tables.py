"""PDF files: tables of duties, over pages too, become lines; frames are no tables."""

from __future__ import annotations

import re
from collections import Counter

from pdf_files import (
    HEIGHT,
    LEADING,
    LONG,
    TOP,
    WIDTH,
    Cell,
    Pages,
    grid,
    lines,
    read,
)

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
