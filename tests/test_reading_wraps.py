"""Files in which lines end at the edge of the page: paragraphs become whole, page numbers go, lists of units stay."""

from __future__ import annotations

import re

import pytest
from reading_support import LONG, NOTICES, paragraphs_of, source

from assistant.reading.passage import Passage, squeeze
from assistant.reading.structure.layout import split_blocks
from assistant.reading.structure.lines import split_lines
from assistant.reading.structure.outline import build_outline
from assistant.reading.structure.wraps import find_page

# --- files in which every line is as wide as the page ------------------------------------------------------------

_WRAPPED = """一、总体要求
各县要按照统一部署，结合本地实际，认真组织实施，确
保各项任务落到实处，取得实效，并及时报告进展情况。
各县区卫生健康部门要加强组织领导，明确责任分工，细
化工作措施，强化督促检查。推进医疗保障一站式结算，
到 2025 年实现全覆盖，确保群众看病有地方、有医生，
453所村卫生室及69个易地扶贫搬迁集中安置区的卫生院
全部达到国家要求。（市卫生健康委、市医保局、各县〔
区〕）
二、主要任务
财政部门要做好资金保障，进一步向脱贫地区和乡村振兴
重点帮扶县倾斜，切实减轻群众负担。
（市财政局）
"""


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\n 　"])
def test_full_lines_run_on(gap: str) -> None:
    source = _WRAPPED.replace("\n", gap)
    page = find_page(split_lines(source))
    assert page.full is not None and 25 <= page.full <= 27 and page.counts_chars
    assert paragraphs_of(source) == [
        "一、总体要求",
        "各县要按照统一部署，结合本地实际，认真组织实施，确保各项任务落到实处，取得实效，并及时报告进展情况。"
        "各县区卫生健康部门要加强组织领导，明确责任分工，细化工作措施，强化督促检查。推进医疗保障一站式结算，"
        "到 2025 年实现全覆盖，确保群众看病有地方、有医生，453所村卫生室及69个易地扶贫搬迁集中安置区的卫生院"
        "全部达到国家要求。（市卫生健康委、市医保局、各县〔区〕）",
        "二、主要任务",
        "财政部门要做好资金保障，进一步向脱贫地区和乡村振兴重点帮扶县倾斜，切实减轻群众负担。",
        "（市财政局）",
    ]


def test_a_file_of_long_lines_is_not_wrapped() -> None:
    assert find_page(split_lines("\n".join([LONG * 3 + "。"] * 12))).full is None
    assert (
        find_page(split_lines("\n".join([LONG + "。"] * 12))).full is None
    )  # as wide as each other, but sentences end
    assert find_page(split_lines("\n".join([LONG] * 7))).full is None  # too few lines to tell
    assert find_page(split_lines("\n".join(["甲局"] * 20))).full is None  # a list of names; no page is so narrow


def test_nothing_is_lost_between_the_paragraphs() -> None:
    blocks = split_blocks(_WRAPPED)
    assert "".join(block.text for block in blocks) == _WRAPPED.replace("\n", "")
    ends = [block.lines[-1].end for block in blocks]
    assert all(end <= block.first.start for end, block in zip(ends, blocks[1:], strict=False))


# --- what a wrap puts at the head of a line ----------------------------------------------------------------------

_WIDTH = 26


def _wrap(paragraph: str, indent: str = "") -> str:
    printed = indent + paragraph
    return "\n".join(printed[i : i + _WIDTH] for i in range(0, len(printed), _WIDTH))


def _filled(words: str) -> str:
    """A paragraph that a wrap at :data:`_WIDTH` breaks right before ``words``."""
    head = "二、落实。" + "各县要统筹推进各项工作落实" * 4
    return head[: _WIDTH * 2 - 1] + "由" + words + "等统一办理，并及时报告进展情况，确保取得实效。"


@pytest.mark.parametrize(
    "words",
    [
        "一、二级医院",
        "三、四季度",
        "三、农业农村局",
        "（三）项规定的人员",
        "（三）甲类医院",
        "2.5亿元资金",
        "1.2万人",
        "第三条规定的单位",
        "第三条 规定的单位",
        "一是民政部门",
        "第一，民政部门",
        "3.民政部门",
        "①民政部门",
        "12个县",
    ],
)
@pytest.mark.parametrize("indent", ["", "　　"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_a_wrapped_line_that_begins_like_a_mark_goes_on(words: str, indent: str, between: str) -> None:
    long = "各县要按照统一部署，结合本地实际，认真组织实施，确保各项任务落到实处，取得实效，并及时报告进展。"
    wanted = [f"一、监测。{long}", _filled(words)[len(indent) :], f"三、保障。{long}{long}", f"四、督导。{long}"]
    assert paragraphs_of(between.join(_wrap(paragraph, indent) for paragraph in wanted)) == wanted


def test_an_enumeration_that_began_in_mid_sentence_goes_on_there() -> None:
    items = (
        "二、重点。主要有三项任务：一是加强监测；"
        + "加" * (_WIDTH * 2 - 21)
        + "。二是加强救治；三是加强保障，确保取得实效。"
    )
    other = "各县要按照统一部署，结合本地实际，认真组织实施，确保各项任务落到实处，取得实效，并及时报告进展。"
    wanted = [f"一是监测。{other}", items, f"三、督导。{other}{other}"]
    source = "\n".join(_wrap(paragraph) for paragraph in wanted)
    assert "\n二是" in source and paragraphs_of(source) == wanted


# --- numbers of pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["— 3 —", "- 3 -", "－3－", "第 3 页 共 9 页", "3/9"])
def test_rules_do_not_read_the_number_of_a_page_inside_a_sentence(number: str) -> None:
    source = f"一、目标。{LONG}，到2025年\n\n　　{number}\n\n实现全覆盖。\n{number}\n二、任务\n"
    blocks = split_blocks(source)
    assert [block.text for block in blocks] == [f"一、目标。{LONG}，到2025年实现全覆盖。", number, "二、任务"]
    assert [block.is_page_number for block in blocks] == [False, True, False]
    start, end = blocks[0].first.start, blocks[0].lines[-1].end
    assert Passage.cut(source, start, end).text == blocks[0].text
    # what is shown keeps it: nothing is taken out but line breaks and the spaces beside them
    assert squeeze(source[start:end]) == f"一、目标。{LONG}，到2025年{number}实现全覆盖。"


def test_a_line_that_a_page_cut_short_goes_on_behind_the_number() -> None:
    first = _wrap(f"一、监测。{LONG}，并及时报告进展。{LONG}。", "　　")
    second = _wrap("二、救治。任何单位不得截留、挤占", "　　")
    third = _wrap(f"和挪用资金。{LONG}，并及时报告进展。")
    blocks = paragraphs_of("\n".join([first, second, "— 3 —", third, first.replace("一、", "三、")]))
    assert blocks[1:3] == [second.strip() + third.replace("\n", ""), "三" + first.strip()[1:].replace("\n", "")]
    article = "\n".join([first, _wrap("第七条　机构不得承担护理", "　　"), "- 4 -", third])
    assert len(paragraphs_of(article)) == 2
    heading = "\n".join([first, "　　（二）救治保障", "- 4 -", _wrap("各县要落实任务，及时报告进展。", "　　")])
    assert len(paragraphs_of(heading)) == 4


def test_a_line_that_falls_short_of_an_indented_page_goes_on_below() -> None:
    """A number that may not be broken leaves its line short; the next one is not indented as a first line is."""
    first = _wrap(f"一、监测。{LONG}，并及时报告进展。{LONG}。", "　　")
    short = "　　二、救治。一次性给予奖励，\n本科40000元，专科\n30000元，按月发放。"
    blocks = paragraphs_of("\n".join([first, short, first, first]))
    assert blocks[1] == short.strip().replace("\n", "")


def test_blank_lines_that_part_all_paragraphs_decide_alone() -> None:
    first = _wrap(f"一、监测。{LONG}，并及时报告进展。{LONG}。")
    ended = (
        "二、救治。本科毕业生给予奖励，每人40000元，\n毕业满三年的分三次发放，每次一万元。\n对获奖选手，按规定晋升。"
    )
    blocks = paragraphs_of("\n\n".join([first, ended, first, first, first]))
    assert blocks[1] == ended.replace("\n", "")


# --- lines that name units ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["责任单位：", "牵头单位：", "完成时限："])
def test_a_label_begins_a_paragraph_unless_a_bracket_is_open(label: str) -> None:
    first = _wrap(f"一、监测。{LONG}，并及时报告进展。{LONG}{'加' * 11}。")
    line = f"{label}甲局、乙局、丙局、丁局、戊局、己局、庚辛局"
    other = _wrap(f"二、保障。{LONG}，并及时报告进展。{LONG}。")
    assert len(first.splitlines()[-1]) == len(line) == _WIDTH  # nothing but the label tells
    assert paragraphs_of("\n".join([first, line, other, other]))[1] == line
    opened = first[:-4] + "（丁局"
    assert paragraphs_of("\n".join([opened, line + "）", other, other]))[0].endswith(f"（丁局{line}）")


def test_each_unit_of_a_list_has_its_paragraph_though_its_line_is_full() -> None:
    listed = [
        "县医疗保障局：负责门诊用药待遇的落实、基金监管工作。",
        "县财政局：负责按照每名患者每年二十元的标准落实补助。",
        "各乡镇人民政府：组织做好动员，按时报送工作进展情况。",
    ]
    assert all(len(line) == _WIDTH for line in listed)
    first = _wrap(f"一、监测。{LONG}，并及时报告进展。{LONG}。")
    others = [first.replace("一、", mark, 1) for mark in ("三、", "四、", "五、")]
    blocks = paragraphs_of("\n".join([first, "二、职责分工", *listed, *others]))
    assert blocks[2:5] == listed


def test_bare_numbers_are_pages_only_in_a_row_that_breaks_sentences() -> None:
    body = [f"{n}.任务。{LONG}，并做好相关工作。" for n in range(1, 20)]
    paged = [*body[:8], f"二、目标。{LONG}，到2025年", "1", "实现全覆盖。", *body[8:], "2"]
    assert f"二、目标。{LONG}，到2025年实现全覆盖。" in paragraphs_of("\n".join(paged))
    cells = ["任务", "1", "加强监测", "市民政局", "2", "加强救治", "市卫生健康委"]
    assert paragraphs_of("\n".join(cells)) == cells
    assert not any(block.is_page_number for block in split_blocks("\n".join(cells)))


# --- the five notices, wrapped again -------------------------------------------------------------------------------


def _labelled(text: str) -> list[tuple[str, str]]:
    outline = build_outline("t", text, split_blocks(text))
    return [(clause.label, re.sub(r"\s", "", clause.text)) for clause in outline.clauses if clause.label]


def _rewrapped(name: str, width: int, indent: str, within: str, between: str) -> str:
    printed = []
    for block in split_blocks(source(name)):
        head = "#" * block.first.hashes + " " if block.first.hashes else indent
        text = head + block.text
        cut = len(text) if block.first.hashes else width
        printed.append(within.join(text[i : i + cut] for i in range(0, len(text), cut)))
    return between.join(printed)


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize(
    ("indent", "within", "between"),
    [
        ("　　", "\n", "\n"),
        ("　　", "\n", "\n\n"),
        ("　　", "\n\n", "\n\n"),
        ("    ", "\r\n", "\r\n"),
        ("", "\n", "\n\n"),
    ],
)
def test_the_five_notices_wrapped_again_are_read_the_same(name: str, indent: str, within: str, between: str) -> None:
    wanted = _labelled(source(name))
    for width in (22, 28, 30, 37, 45, 58):
        assert _labelled(_rewrapped(name, width, indent, within, between)) == wanted, width


@pytest.mark.parametrize("name", NOTICES)
def test_without_any_sign_nearly_all_paragraphs_of_the_five_notices_are_found(name: str) -> None:
    """Where a paragraph fills its last line and the next one has no number, nothing in the layout tells them apart."""
    wanted = _labelled(source(name))
    for width in (24, 33, 40, 52):
        found = _labelled(_rewrapped(name, width, "", "\n", "\n"))
        assert len(set(wanted) - set(found)) <= max(2, 0.1 * len(wanted)), width
