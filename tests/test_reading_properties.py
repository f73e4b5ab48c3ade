"""Notices built as trees, printed in every way that the reader knows, and read back: the tree must come out again.

And whatever the text: nothing is lost, every address is given once, every fact stands where it says.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading_support import bare_gazetteer
from test_reading_lossless import assert_lossless

from assistant.reading.notice import parse_notice
from assistant.reading.passage import Passage, squeeze
from assistant.reading.structure.foreign import mark_foreign
from assistant.reading.structure.layout import split_blocks
from assistant.reading.structure.outline import build_outline
from assistant.records import Notice

_CN = ("一", "二", "三", "四", "五", "六")
# level → ways to print the mark of number n, and the form that it has in an address
_STYLES: dict[str, tuple[tuple[str, ...], str]] = {
    "chapter": (("第{cn}章 ", "第{cn}章　", "## 第{cn}章 "), "第{cn}章"),
    "article": (("第{cn}条 ", "第{cn}条　", "第 {cn} 条 ", "**第{cn}条** "), "第{cn}条"),
    "cn": (("{cn}、", "{cn}、", "{cn} 、", "{cn}. ", "## {cn}、", "**{cn}、**", "- {cn}、"), "{cn}、"),
    "cn_paren": (("（{cn}）", "({cn})", "（ {cn} ）", "### （{cn}）", "（{cn}）、"), "（{cn}）"),
    "number": (("{n}.", "{n}、", "{wide}．", "{n}. ", "* {n}."), "{n}."),
    "number_paren": (("（{n}）", "({n})", "（{wide}）"), "（{n}）"),
    "circled": (("{circle}",), "{circle}"),
    "ordinal": (("{cn}是",), "{cn}是"),
}
_LEVELS = tuple(_STYLES)
# Headings, which end without a full stop, and sentences, which hold what only looks like a mark.
_HEADINGS = ("总体要求", "主要任务", "组织保障", "加强监测预警")
_SENTENCES = (
    "推进重点任务落实，保持政策总体稳定",
    "各牵头单位要在每年6月和11月底前报送情况",
    "到2025年，签约率达到90%以上，新增2.5亿元资金",
    "民政部门负责低保对象认定，做好数据共享",
    "一、二级医院和三、四季度的任务按第二条规定执行",
    "落实“一是加强监测，二是及时帮扶”的要求",
    "超出部分分别不得超过总费用的2.5%、5%、10%，由医保基金支付",
    "支持“互联网+医疗健康”发展，扩大服务覆盖面",
)
_TAILS = ("", "", "（甲局牵头，乙处、各设区市配合）", "（责任单位：甲局、各县〔区〕）")


@dataclass(frozen=True)
class Node:
    """A numbered paragraph of a constructed notice: its address, and it and the paragraphs below it as printed."""

    label: str
    paragraphs: tuple[str, ...]


@st.composite
def _paragraph(draw: st.DrawFn) -> str:
    sentences = draw(st.lists(st.sampled_from(_SENTENCES), min_size=2, max_size=4))
    return "。".join(sentences) + "。" + draw(st.sampled_from(_TAILS))


@st.composite
def _trees(draw: st.DrawFn, prefix: str = "") -> list[Node]:
    """The numbered part of one document, from the root down, in the order of the text."""
    nodes: list[Node] = []
    depths = sorted(draw(st.lists(st.sampled_from(_LEVELS), min_size=1, max_size=3, unique=True)), key=_LEVELS.index)
    styles = {level: draw(st.sampled_from(_STYLES[level][0])) for level in depths}

    def grow(path: str, levels: list[str]) -> None:
        level = levels[0]
        for n in range(1, draw(st.integers(1, 3)) + 1):
            names = {"cn": _CN[n - 1], "n": n, "wide": chr(ord("０") + n), "circle": chr(ord("①") + n - 1)}
            here = path + _STYLES[level][1].format(**names)
            deeper = len(levels) > 1 and (level == "chapter" or draw(st.booleans()))
            heads = deeper and level not in ("article", "ordinal")
            text = draw(st.sampled_from(_HEADINGS)) if heads else draw(_paragraph())
            more = [] if heads or level == "ordinal" else draw(st.lists(_paragraph(), max_size=1))
            nodes.append(Node(prefix + here.removesuffix("."), (styles[level].format(**names) + text, *more)))
            if deeper:
                grow(here, levels[1:])

    grow("", depths)
    return nodes


def _read(text: str) -> Notice:
    return parse_notice("test", text, bare_gazetteer())


def _found(notice: Notice) -> list[tuple[str, str]]:
    """Address and words of each numbered paragraph, without spaces and numbers of pages."""
    texts = (
        (clause.id[5:], Passage.cut(notice.source, clause.start, clause.end).text, clause) for clause in notice.clauses
    )
    return [(address, re.sub(r"[\s\ufeff]", "", text)) for address, text, clause in texts if clause.label]


def _wanted(nodes: list[Node]) -> list[tuple[str, str]]:
    return [
        (f"{node.label}/p{number}", re.sub(r"\s", "", paragraph))
        for node in nodes
        for number, paragraph in enumerate(node.paragraphs, start=1)
    ]


_ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\n　　\n", "\n\f\n", "\x85", "\u2028"])
_FEW = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@given(_trees(), _ENDS, st.sampled_from(["", "\ufeff", "甲市实施方案\n\n"]))
@_FEW
def test_a_line_is_a_paragraph(nodes: list[Node], end: str, head: str) -> None:
    notice = _read(head + end.join(paragraph for node in nodes for paragraph in node.paragraphs))
    assert_lossless(notice)
    assert _found(notice) == _wanted(nodes)


# Enough lines in front of the tree to tell how wide the page is and where paragraphs begin.
_PREAMBLE = "为做好工作，根据上级要求，结合我市实际，现将有关事项通知如下，请各县各单位按照职责分工认真抓好落实。" * 5
_SIGNS = st.sampled_from(
    [("　　", "\n", "\n"), ("　　", "\n", "\n\n"), ("    ", "\r\n", "\r\n"), ("　　", "\n\n", "\n\n")]
)


@given(_trees(), st.integers(20, 60), _SIGNS, st.sampled_from(["", "— {} —", "- {} -"]), st.integers(5, 12))
@_FEW
def test_hard_wraps_and_pages(nodes: list[Node], width: int, sign: tuple[str, str, str], page: str, every: int) -> None:
    """First lines are indented, every line is ``width`` characters wide, and pages end in mid-sentence."""
    indent, within, between = sign
    printed: list[str] = []
    count = 0
    for paragraph in [_PREAMBLE, _PREAMBLE, _PREAMBLE, *(paragraph for node in nodes for paragraph in node.paragraphs)]:
        line = paragraph if paragraph.startswith("#") else indent + paragraph
        cut = len(line) if paragraph.startswith("#") else width
        lines = [line[i : i + cut] for i in range(0, len(line), cut)]
        for index in range(len(lines) - 1):
            count += 1
            if page and count % every == 0:
                lines[index] += within + page.format(count // every)
        printed.append(within.join(lines))
    notice = _read(between.join(printed))
    assert_lossless(notice)
    assert _found(notice) == _wanted(nodes)


@given(_trees(), _trees("附件1/"), _trees("附件2/"), st.sampled_from(["\n", "\n\n"]), st.booleans())
@_FEW
def test_annexes_number_anew(first: list[Node], second: list[Node], third: list[Node], end: str, listed: bool) -> None:
    letter = ["关于开展监测的通知", "各县民政局：", _PREAMBLE]
    signed = [*(["附件：1.监测方案", "2.流程图"] if listed else []), "甲市民政局", "2023年5月8日"]
    body = [paragraph for node in first for paragraph in node.paragraphs]
    annexes = [
        line
        for head, title, nodes in (("附件1", "监测方案", second), ("附件2", "申请流程图", third))
        for line in (head, title, *(paragraph for node in nodes for paragraph in node.paragraphs))
    ]
    notice = _read(end.join(letter + body + signed + annexes))
    assert_lossless(notice)
    heads = {"附件1": ["附件1/p1", "附件1/p2"], "附件2": ["附件2/p1", "附件2/p2"]}
    wanted = [label for label, _ in _wanted(first)]
    wanted += heads["附件1"] + [label for label, _ in _wanted(second)] + heads["附件2"]
    assert [label for label, _ in _found(notice)] == wanted + [label for label, _ in _wanted(third)]
    assert [clause.text for clause in notice.clauses if clause.part == "signature"] == signed[-2:]


_ALPHABET = (
    "一二三十、.．（）()1２３4%第章条编节是要附件录表#*>-|· 　\t\r\n\f\x85\u2028\ufeff①⑴⒈㈠ⅠAa。，；：“”《》〔〕—"
    "甲局乙市负责牵头配合年月日元以上不低于每至少应可略首页来源打印"
)


@given(st.text(alphabet=_ALPHABET, max_size=160))
@settings(max_examples=150, deadline=None)
def test_any_text_at_all(text: str) -> None:
    if re.sub(r"[\s\ufeff]", "", text):
        assert_lossless(_read(text))


@given(
    st.lists(
        st.sampled_from(["一、", "（一）", "1.", "1.1", "第一条", "附件1", "- 3 -", "4", "甲", "，", "。", " ", "\n"])
    )
)
@settings(max_examples=150, deadline=None)
def test_any_row_of_pieces(pieces: list[str]) -> None:
    text = "".join(pieces)
    if squeeze(text).strip():
        assert_lossless(_read(text))


_LARGE = {
    "headings that alternate": "\n".join(f"{_CN[i % 6]}、标题\n（{_CN[i % 6]}）甲。" for i in range(3000)),
    "titles": "关于加强工作的实施方案\n" * 5000,
    "annexes": "附件1 流程图\n正文一行，内容。\n" * 3000,
    "blank lines": "一、甲。" + "\n" * 200_000 + "二、乙。",
    "spaces": "一、甲。" + " " * 500_000 + "二、乙。",
    "numbers of pages": "各县要落实工作\n— 3 —\n" * 4000,
    "open marks": "1.1" * 50_000,
}


@pytest.mark.parametrize("kind", _LARGE)
def test_the_tree_of_a_large_text_is_read_in_seconds(kind: str) -> None:
    begin = time.process_time()
    outline = build_outline("test", _LARGE[kind], split_blocks(_LARGE[kind]))
    mark_foreign(outline.clauses)
    assert time.process_time() - begin < 3
