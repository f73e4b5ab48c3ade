"""Lines → paragraphs, and squeezed passages with the way back to the file's positions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_support import NOTICES, parse, source

from assistant.reading.passage import Passage, squeeze
from assistant.reading.structure.layout import split_blocks
from assistant.reading.structure.lines import split_lines
from assistant.reading.structure.outline import build_outline
from assistant.reading.structure.wraps import find_page

_LONG = "各县要按照统一部署，结合本地实际，认真组织实施，确保各项任务落到实处，取得实效"


def _paragraphs(source: str) -> list[str]:
    return [block.text for block in split_blocks(source)]


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
        (_LONG, "并及时报告进展情况。"),  # broken between words
        (_LONG + "，", "并及时报告进展情况。"),  # broken after a comma
        (_LONG + "的医疗保障“一站式”", "结算。"),  # a short rest that ends the sentence
    ],
)
@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n\r\n", "\n\f\n", "\n　　\n　　"])
def test_a_page_break_in_mid_sentence_is_joined(before: str, after: str, gap: str) -> None:
    assert _paragraphs(f"（一）目标。{before}{gap}{after}") == [f"（一）目标。{before}{after}"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (_LONG + "。", "市财政局要做好资金保障。"),  # the sentence has ended
        (_LONG + "。（市卫生健康委牵头）", "市财政局要做好资金保障。"),  # a tail has closed it
        (_LONG + "：", "市财政局要做好资金保障。"),  # a colon introduces what follows
        (_LONG + "；", "市财政局要做好资金保障。"),
        (_LONG, "（二）市财政局要做好资金保障。"),  # a mark always begins a paragraph
        (_LONG, "一是市财政局要做好资金保障。"),
        (_LONG, "## 市财政局要做好资金保障。"),
        (_LONG, "附件："),
        (_LONG, "2021年10月12日"),
        (_LONG, "---"),
        (_LONG, "市财政局"),  # neither prose nor the end of a sentence
        ("加快改善条件，提升服务", "市财政局要做好资金保障。"),  # too short to have filled a page
        ("组织实施", "市财政局要做好资金保障。"),  # a heading
    ],
)
def test_what_stands_apart_stays_apart(before: str, after: str) -> None:
    assert _paragraphs(f"{before}\n\n{after}") == [before, after.removeprefix("## ")]


def test_a_title_over_two_or_three_lines_is_one() -> None:
    assert _paragraphs("甲市巩固拓展成果同\n乡村振兴有效衔接实施方案\n\n一、总体要求") == [
        "甲市巩固拓展成果同乡村振兴有效衔接实施方案",
        "一、总体要求",
    ]
    head = "甲省人民政府文件\n甲政办发〔2019〕6号\n"
    title = "甲省人民政府办公厅关于有效发挥\n融资担保基金作用切实支持小微企业和\n“三农”发展的指导意见"
    assert _paragraphs(f"{head}{title}\n各市、县人民政府：") == [
        *head.split(),
        title.replace("\n", ""),
        "各市、县人民政府：",
    ]
    assert len(_paragraphs("甲市巩固拓展成果同\n\n乡村振兴有效衔接实施方案")) == 2
    assert len(_paragraphs("甲市工作通知\n乙市工作方案")) == 2


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
    assert _paragraphs(source) == [
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
    assert find_page(split_lines("\n".join([_LONG * 3 + "。"] * 12))).full is None
    assert (
        find_page(split_lines("\n".join([_LONG + "。"] * 12))).full is None
    )  # as wide as each other, but sentences end
    assert find_page(split_lines("\n".join([_LONG] * 7))).full is None  # too few lines to tell
    assert find_page(split_lines("\n".join(["甲局"] * 20))).full is None  # a list of names; no page is so narrow


def test_nothing_is_lost_between_the_paragraphs() -> None:
    blocks = split_blocks(_WRAPPED)
    assert "".join(block.text for block in blocks) == _WRAPPED.replace("\n", "")
    ends = [block.lines[-1].end for block in blocks]
    assert all(end <= block.first.start for end, block in zip(ends, blocks[1:], strict=False))


# --- texts run together on one line ------------------------------------------------------------------------------


def _item(mark: str, heading: str) -> str:
    return f"{mark}{heading}。{_LONG * 3}，到 2025 年达到 90%以上。（市民政局牵头，市财政局配合）"


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
    assert _paragraphs(" ".join(paragraphs)) == paragraphs
    assert _paragraphs("\u2002\u3000 ".join(paragraphs) + "\n") == paragraphs


def test_a_long_paragraph_with_a_few_marks_stays_one() -> None:
    text = _item("一、", "监测") * 5 + " （一）甲。 （二）乙。"
    assert len(text) > 600 and _paragraphs(text) == [text]


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
    assert _paragraphs(between.join(_wrap(paragraph, indent) for paragraph in wanted)) == wanted


def test_an_enumeration_that_began_in_mid_sentence_goes_on_there() -> None:
    items = (
        "二、重点。主要有三项任务：一是加强监测；"
        + "加" * (_WIDTH * 2 - 21)
        + "。二是加强救治；三是加强保障，确保取得实效。"
    )
    other = "各县要按照统一部署，结合本地实际，认真组织实施，确保各项任务落到实处，取得实效，并及时报告进展。"
    wanted = [f"一是监测。{other}", items, f"三、督导。{other}{other}"]
    source = "\n".join(_wrap(paragraph) for paragraph in wanted)
    assert "\n二是" in source and _paragraphs(source) == wanted


# --- numbers of pages --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["— 3 —", "- 3 -", "－3－", "第 3 页 共 9 页", "3/9"])
def test_rules_do_not_read_the_number_of_a_page_inside_a_sentence(number: str) -> None:
    source = f"一、目标。{_LONG}，到2025年\n\n　　{number}\n\n实现全覆盖。\n{number}\n二、任务\n"
    blocks = split_blocks(source)
    assert [block.text for block in blocks] == [f"一、目标。{_LONG}，到2025年实现全覆盖。", number, "二、任务"]
    assert [block.is_page_number for block in blocks] == [False, True, False]
    start, end = blocks[0].first.start, blocks[0].lines[-1].end
    assert Passage.cut(source, start, end).text == blocks[0].text
    # what is shown keeps it: nothing is taken out but line breaks and the spaces beside them
    assert squeeze(source[start:end]) == f"一、目标。{_LONG}，到2025年{number}实现全覆盖。"


def test_a_line_that_a_page_cut_short_goes_on_behind_the_number() -> None:
    first = _wrap(f"一、监测。{_LONG}，并及时报告进展。{_LONG}。", "　　")
    second = _wrap("二、救治。任何单位不得截留、挤占", "　　")
    third = _wrap(f"和挪用资金。{_LONG}，并及时报告进展。")
    blocks = _paragraphs("\n".join([first, second, "— 3 —", third, first.replace("一、", "三、")]))
    assert blocks[1:3] == [second.strip() + third.replace("\n", ""), "三" + first.strip()[1:].replace("\n", "")]
    article = "\n".join([first, _wrap("第七条　机构不得承担护理", "　　"), "- 4 -", third])
    assert len(_paragraphs(article)) == 2
    heading = "\n".join([first, "　　（二）救治保障", "- 4 -", _wrap("各县要落实任务，及时报告进展。", "　　")])
    assert len(_paragraphs(heading)) == 4


def test_a_line_that_falls_short_of_an_indented_page_goes_on_below() -> None:
    """A number that may not be broken leaves its line short; the next one is not indented as a first line is."""
    first = _wrap(f"一、监测。{_LONG}，并及时报告进展。{_LONG}。", "　　")
    short = "　　二、救治。一次性给予奖励，\n本科40000元，专科\n30000元，按月发放。"
    blocks = _paragraphs("\n".join([first, short, first, first]))
    assert blocks[1] == short.strip().replace("\n", "")


def test_blank_lines_that_part_all_paragraphs_decide_alone() -> None:
    first = _wrap(f"一、监测。{_LONG}，并及时报告进展。{_LONG}。")
    ended = (
        "二、救治。本科毕业生给予奖励，每人40000元，\n毕业满三年的分三次发放，每次一万元。\n对获奖选手，按规定晋升。"
    )
    blocks = _paragraphs("\n\n".join([first, ended, first, first, first]))
    assert blocks[1] == ended.replace("\n", "")


# --- lines that name units ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["责任单位：", "牵头单位：", "完成时限："])
def test_a_label_begins_a_paragraph_unless_a_bracket_is_open(label: str) -> None:
    first = _wrap(f"一、监测。{_LONG}，并及时报告进展。{_LONG}{'加' * 11}。")
    line = f"{label}甲局、乙局、丙局、丁局、戊局、己局、庚辛局"
    other = _wrap(f"二、保障。{_LONG}，并及时报告进展。{_LONG}。")
    assert len(first.splitlines()[-1]) == len(line) == _WIDTH  # nothing but the label tells
    assert _paragraphs("\n".join([first, line, other, other]))[1] == line
    opened = first[:-4] + "（丁局"
    assert _paragraphs("\n".join([opened, line + "）", other, other]))[0].endswith(f"（丁局{line}）")


def test_each_unit_of_a_list_has_its_paragraph_though_its_line_is_full() -> None:
    listed = [
        "县医疗保障局：负责门诊用药待遇的落实、基金监管工作。",
        "县财政局：负责按照每名患者每年二十元的标准落实补助。",
        "各乡镇人民政府：组织做好动员，按时报送工作进展情况。",
    ]
    assert all(len(line) == _WIDTH for line in listed)
    first = _wrap(f"一、监测。{_LONG}，并及时报告进展。{_LONG}。")
    others = [first.replace("一、", mark, 1) for mark in ("三、", "四、", "五、")]
    blocks = _paragraphs("\n".join([first, "二、职责分工", *listed, *others]))
    assert blocks[2:5] == listed


def test_bare_numbers_are_pages_only_in_a_row_that_breaks_sentences() -> None:
    body = [f"{n}.任务。{_LONG}，并做好相关工作。" for n in range(1, 20)]
    paged = [*body[:8], f"二、目标。{_LONG}，到2025年", "1", "实现全覆盖。", *body[8:], "2"]
    assert f"二、目标。{_LONG}，到2025年实现全覆盖。" in _paragraphs("\n".join(paged))
    cells = ["任务", "1", "加强监测", "市民政局", "2", "加强救治", "市卫生健康委"]
    assert _paragraphs("\n".join(cells)) == cells
    assert not any(block.is_page_number for block in split_blocks("\n".join(cells)))


# --- marks behind markup, marks alone ------------------------------------------------------------------------------


@pytest.mark.parametrize("markup", ["- ", "* ", "> ", "> - ", "**", "## ", "##", "• ", "●", "> ## "])
def test_a_mark_behind_markup_counts(markup: str) -> None:
    line = split_lines(f"{markup}一、目标")[0]
    assert line.mark is not None and (line.mark.form, line.text) == ("一、", "一、目标")


def test_a_mark_alone_takes_the_next_line() -> None:
    assert _paragraphs(
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


def test_characters_that_nobody_sees_do_not_hide_a_unit() -> None:
    notice = parse("某县方案\n一、任务\n由基层\u2060卫生处牵\u200b头培训工作。\n")
    duty = next(duty for clause in notice.clauses for duty in clause.duties)
    assert duty.lead == ("基层卫生处",)
    assert duty.quote == "基层\u2060卫生处牵\u200b头培训工作"  # as the file has it


def test_the_number_stands_apart_from_the_line_above_it() -> None:
    head = "余庆县人民政府办公室\n余府办发〔2024〕11号\n关于印发管理办法的通知\n各镇：\n"
    notice = parse(head + "一、要求\n做好工作。\n2024年3月1日\n")
    assert (notice.number, notice.issuer, notice.place) == ("余府办发〔2024〕11号", "余庆县人民政府办公室", "余庆县")
