"""Word documents: the numbers that Word sets by itself are read as a reader of the printout sees them."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx_files import (
    OFFICE_LEVELS,
    Level,
    abstract,
    instance,
    p,
    start_at,
    style,
    text_of,
)

from assistant.reading.formats.numerals import format_number

# --- numbers -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("decimal", {1: "1", 12: "12", 999: "999"}),
        (
            "japaneseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "百", 101: "百一", 210: "二百十"},
        ),
        ("chineseCounting", {1: "一", 10: "十", 15: "十五", 20: "二十", 99: "九十九", 101: "一○一"}),
        (
            "chineseCountingThousand",
            {
                9: "九",
                10: "十",
                19: "十九",
                30: "三十",
                100: "一百",
                101: "一百〇一",
                110: "一百一十",
                111: "一百一十一",
                200: "二百",
                305: "三百〇五",
                999: "九百九十九",
                1001: "一千〇一",
            },
        ),
        ("taiwaneseCountingThousand", {101: "一百零一", 210: "二百一十"}),
        ("chineseLegalSimplified", {1: "壹", 3: "叁", 10: "壹拾", 21: "贰拾壹", 105: "壹佰零伍"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographDigital", {1: "一", 10: "一〇", 21: "二一"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {1: "①", 10: "⑩"}),
        ("decimalEnclosedParen", {1: "⑴"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("upperRoman", {4: "IV", 14: "XIV", 1999: "MCMXCIX"}),
        ("lowerRoman", {9: "ix"}),
        ("upperLetter", {1: "A", 27: "AA", 53: "AAA"}),
        ("lowerLetter", {2: "b"}),
        ("bullet", {1: ""}),
        ("none", {1: ""}),
        ("hebrew1", {3: "3"}),
        ("lowerRoman", {0: "0", 2_000_000_000: "2000000000"}),
    ],
)
def test_formats_of_numbers(name: str, told: dict[int, str]) -> None:
    assert {value: format_number(value, name) for value in told} == told


def test_chinese_numbers_are_read_back_up_to_999() -> None:
    from assistant.reading.structure.marks import chinese_number

    names = ("chineseCountingThousand", "taiwaneseCountingThousand")
    assert all(chinese_number(format_number(value, name)) == value for name in names for value in range(1, 1000))


def test_a_list_as_offices_number(tmp_path: Path) -> None:
    levels = (0, 1, 2, 2, 3, 4, 4, 1, 2, 0, 1)
    text = text_of(
        tmp_path, *(p("甲", num=(1, level)) for level in levels), numbering=[abstract(0, OFFICE_LEVELS), instance(1, 0)]
    )
    assert text.splitlines() == [
        "一、甲",
        "（一）甲",
        "1.甲",
        "2.甲",
        "（1）甲",
        "①甲",
        "②甲",
        "（二）甲",
        "1.甲",
        "二、甲",
        "（一）甲",
    ]


def test_articles_count_on_through_the_chapters(tmp_path: Path) -> None:
    levels = [
        Level("第%1章", "chineseCountingThousand"),
        Level("第%2条", "chineseCountingThousand", more='<w:lvlRestart w:val="0"/>'),
    ]
    body = [p("总则", num=(1, 0)), p("甲", num=(1, 1)), p("乙", num=(1, 1)), p("分则", num=(1, 0)), p("丙", num=(1, 1))]
    text = text_of(tmp_path, *body, numbering=[abstract(0, levels), instance(1, 0)])
    assert text.splitlines() == ["第一章 总则", "第一条 甲", "第二条 乙", "第二章 分则", "第三条 丙"]


@pytest.mark.parametrize(
    ("restart", "last"),
    [("", "1.1.1 甲"), ('<w:lvlRestart w:val="1"/>', "1.2.2 甲"), ('<w:lvlRestart w:val="2"/>', "1.2.1 甲")],
)
def test_what_starts_a_level_anew(restart: str, last: str, tmp_path: Path) -> None:
    levels = [Level("%1"), Level("%1.%2"), Level("%1.%2.%3", more=restart)]
    used = (0, 1, 2, 1, 2) if restart else (0, 1, 2, 0, 2)
    text = text_of(
        tmp_path, *(p("甲", num=(1, level)) for level in used), numbering=[abstract(0, levels), instance(1, 0)]
    )
    assert text.splitlines()[-1] == (last if restart else "2.1.1 甲")


def test_legal_numbers_are_digits_on_every_level(tmp_path: Path) -> None:
    levels = [Level("%1、", "chineseCounting"), Level("%1.%2", "chineseCounting", more="<w:isLgl/>")]
    text = text_of(tmp_path, p("甲", num=(1, 0)), p("乙", num=(1, 1)), numbering=[abstract(0, levels), instance(1, 0)])
    assert text.splitlines() == ["一、甲", "1.1 乙"]


def test_instances_of_one_list_count_on_unless_they_start_anew(tmp_path: Path) -> None:
    numbering = [
        abstract(0, [Level("%1、", "chineseCounting")]),
        instance(1, 0),
        instance(2, 0),
        instance(3, 0, start_at(0, 1)),
        instance(4, 0, start_at(0, 7)),
        instance(
            5,
            0,
            '<w:lvlOverride w:ilvl="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/>'
            '<w:lvlText w:val="(%1)"/></w:lvl></w:lvlOverride>',
        ),
    ]
    text = text_of(tmp_path, *(p("甲", num=(num, 0)) for num in (1, 1, 2, 3, 3, 4, 1, 5)), numbering=numbering)
    assert text.splitlines() == ["一、甲", "二、甲", "三、甲", "一、甲", "二、甲", "七、甲", "八、甲", "(9) 甲"]


def test_where_numbering_comes_from(tmp_path: Path) -> None:
    """Through the style and those that it is based on, by the level that names it; 0 takes it away; a list style."""
    levels = [
        Level("%1、", "chineseCounting", more='<w:pStyle w:val="H1"/>'),
        Level("（%2）", "chineseCounting", more='<w:pStyle w:val="H2"/>'),
    ]
    listed = '<w:pPr><w:numPr><w:numId w:val="{}"/></w:numPr></w:pPr>'
    styles = [
        style("H1", "一级", listed.format(1)),
        style("H2", "二级", listed.format(1)),
        style("H2a", "二级甲", based_on="H2"),
        style("H2b", "二级乙", listed.format(0), based_on="H2"),
        style("L", "列表", listed.format(3), kind="numbering"),
    ]
    numbering = [
        abstract(0, levels),
        abstract(1, [], '<w:numStyleLink w:val="L"/>'),
        abstract(2, [Level("%1)")]),
        instance(0, 0),
        instance(1, 0),
        instance(2, 1),
        instance(3, 2),
    ]
    body = [
        p("甲", style="H1"),
        p("乙", style="H2"),
        p("丙", style="H2a"),
        p("丁", style="H2b"),
        p("戊", num=(0, 0), style="H1"),
    ]
    body += [p("己", num=(2, 0)), p("庚", num=(99, 0)), p("辛", num=(1, 8)), p("壬", num=(1, 0), style="H2")]
    text = text_of(tmp_path, *body, numbering=numbering, styles=styles)
    assert text.splitlines() == ["一、甲", "（一）乙", "（二）丙", "丁", "戊", "1) 己", "庚", "辛", "二、壬"]


@pytest.mark.parametrize(
    ("level", "line"),
    [
        (Level("%1、", "chineseCounting"), "一、2021年"),  # the tab behind a wide sign is no space
        (Level("%1."), "1. 2021年"),
        (Level("%1.", suffix="space"), "1. 2021年"),
        (Level("%1.", suffix="nothing"), "1.2021年"),
        (Level("第%1条", "chineseCountingThousand"), "第一条 2021年"),
        (Level("\uf06c", "bullet"), "2021年"),
        (Level("%1.", more="<w:rPr><w:vanish/></w:rPr>"), "2021年"),
        (Level("%1." + "啊" * 500), "1." + "啊" * 57 + " 2021年"),
        (Level("附件%1-%2：", start=3), "附件3-：2021年"),
        (Level("%1.", start=0), "0. 2021年"),
    ],
)
def test_what_stands_between_number_and_text(level: Level, line: str, tmp_path: Path) -> None:
    text = text_of(tmp_path, p("　 2021年", num=(1, 0)), numbering=[abstract(0, [level]), instance(1, 0)])
    assert text == line + "\n"


def test_an_empty_numbered_paragraph_counts_and_shows(tmp_path: Path) -> None:
    numbering = [abstract(0, [Level("%1.")]), instance(1, 0)]
    hidden = p(num=(1, 0), properties="<w:rPr><w:vanish/></w:rPr>")
    text = text_of(tmp_path, p("甲", num=(1, 0)), p(num=(1, 0)), hidden, p("乙", num=(1, 0)), numbering=numbering)
    assert text.splitlines() == ["1. 甲", "2.", "3. 乙"]
