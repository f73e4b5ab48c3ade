"""Word documents: tables of duties become lines, tables that only place text become text."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_files import (
    DOWN,
    DOWN_GOES_ON,
    SPAN,
    Level,
    abstract,
    instance,
    p,
    tbl,
    tc,
    text_of,
    tr,
)

# --- tables ------------------------------------------------------------------------------------------------------

_HEADER = tr("序号", "任务", "牵头单位", "配合单位")


@pytest.mark.parametrize(
    ("rows", "lines"),
    [
        ([_HEADER, tr("1", "签约", "甲局", "乙局")], ["| 1 | 签约 | 甲局 | 乙局 |"]),
        ([_HEADER, tr("1", tc("签约", "服务"), "甲|局", "")], ["| 1 | 签约 服务 | 甲｜局 |  |"]),
        (
            [
                _HEADER,
                tr("1", "签约", tc("甲局", properties=DOWN), "乙局"),
                tr("2", "救治", tc(properties=DOWN_GOES_ON), "丙局"),
            ],
            ["| 1 | 签约 | 甲局 | 乙局 |", "| 2 | 救治 | 甲局 | 丙局 |"],
        ),
        ([_HEADER, tr("1", tc("签约", properties=SPAN.format(2)), "乙局")], ["| 1 | 签约 |  | 乙局 |"]),
        (
            [
                _HEADER,
                tr("1", tc("签", properties='<w:hMerge w:val="restart"/>'), tc(properties="<w:hMerge/>"), "乙局"),
            ],
            ["| 1 | 签 |  | 乙局 |"],
        ),
        ([_HEADER, tr("签约", "甲局", "乙局", properties='<w:gridBefore w:val="1"/>')], ["|  | 签约 | 甲局 | 乙局 |"]),
        (
            [_HEADER, tr("1", tc(tbl(tr("内", "外"), tr("左", "右")), p("完")), "甲局", "")],
            ["| 1 | 内 外 左 右 完 | 甲局 |  |"],
        ),
        ([_HEADER, tr("", "", "", ""), tr("1", "签约", "甲局", "乙局")], ["| 1 | 签约 | 甲局 | 乙局 |"]),
        (
            [_HEADER, tr("1", "a", "b", "c", properties='<w:del w:id="1"/>'), tr("2", "签", "甲", "乙")],
            ["| 2 | 签 | 甲 | 乙 |"],
        ),
        (
            [_HEADER, f"<w:sdt><w:sdtContent>{tr('1', '签', '甲', '乙')}</w:sdtContent></w:sdt>"],
            ["| 1 | 签 | 甲 | 乙 |"],
        ),
    ],
)
def test_rows_of_tables(rows: list[str], lines: list[str], tmp_path: Path) -> None:
    assert text_of(tmp_path, tbl(*rows)).splitlines() == ["| 序号 | 任务 | 牵头单位 | 配合单位 |", *lines]


def test_rows_that_number_themselves(tmp_path: Path) -> None:
    numbering = [abstract(0, [Level("%1")]), instance(1, 0)]
    rows = [tr(tc(p(num=(1, 0))), task, "甲局") for task in ("签约", "救治")]
    text = text_of(tmp_path, tbl(tr("序号", "任务", "单位"), *rows), numbering=numbering)
    assert text.splitlines() == ["| 序号 | 任务 | 单位 |", "| 1 | 签约 | 甲局 |", "| 2 | 救治 | 甲局 |"]


def test_two_rows_of_headers_and_words_broken_by_hand(tmp_path: Path) -> None:
    first = tr(
        tc("序", "号", properties=DOWN), tc("责任单位", properties=SPAN.format(2)), tc("完成", "时限", properties=DOWN)
    )
    second = tr(tc(properties=DOWN_GOES_ON), "牵头", "配合", tc(properties=DOWN_GOES_ON))
    text = text_of(tmp_path, tbl(first, second, tr("1", "甲局", "张三", tc("李四", "王五"))))
    assert text.splitlines() == [
        "| 序号 | 责任单位 |  | 完成时限 |",
        "| 序 号 | 牵头 | 配合 | 完成 时限 |",
        "| 1 | 甲局 | 张三 | 李四 王五 |",
    ]


def test_edges_that_differ_a_little_keep_their_columns(tmp_path: Path) -> None:
    header = tr("任务", tc("单位", properties=SPAN.format(2)), "时限")
    row = tr(tc("签约", properties=SPAN.format(2)), "甲局", "2021年")
    assert text_of(tmp_path, tbl(header, row)).splitlines() == ["| 任务 | 单位 | 时限 |", "| 签约 | 甲局 | 2021年 |"]


def test_a_title_above_and_a_note_below_are_text(tmp_path: Path) -> None:
    whole = SPAN.format(3)
    rows = [tr(tc("任务分工表", properties=whole)), tr("序号", "任务", "单位"), tr(tc("一、医疗", properties=whole))]
    rows += [tr("1", "签约", "甲局"), tr(tc("注：排在第一位的为牵头单位。", properties=whole))]
    assert text_of(tmp_path, tbl(*rows)).splitlines() == [
        "任务分工表",
        "| 序号 | 任务 | 单位 |",
        "| 一、医疗 |  |  |",
        "| 1 | 签约 | 甲局 |",
        "注：排在第一位的为牵头单位。",
    ]


@pytest.mark.parametrize(
    "table",
    [
        tbl(tr(tc("一、甲", "（一）乙"))),
        tbl(tr("一、甲"), tr("（一）乙")),
        tbl(tr("一、甲", "（一）乙")),
        tbl(tr("", "一、甲"), tr("", "（一）乙")),
        tbl(tr(tc(tbl(tr(tc(p("一、甲"))), tr("（一）乙"))))),
    ],
)
def test_tables_that_only_place_text(table: str, tmp_path: Path) -> None:
    assert text_of(tmp_path, p("题"), table, p("完")) == "题\n一、甲\n（一）乙\n完\n"


def test_a_whole_notice_in_one_cell_beside_others(tmp_path: Path) -> None:
    paragraphs = ["关于做好工作的通知", "各县：", *(f"{mark}、各县要认真落实各项工作。" for mark in "一二三四五六")]
    table = tbl(tr("首页", "公开"), tr("菜单", tc(*paragraphs)))
    assert text_of(tmp_path, table).splitlines() == ["首页", "公开", "菜单", *paragraphs]
