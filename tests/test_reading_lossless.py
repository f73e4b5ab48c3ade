"""Reading loses nothing: clauses partition the text, every fact stands where it says that it stands."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_support import MORE_NOTICES, NOTICES, all_facts, facts, parse, read

from assistant.reading.passage import SPACE, squeeze
from assistant.reading.textfile import read_text
from assistant.records import Notice

_MORE = sorted(MORE_NOTICES.glob("*.txt")) if MORE_NOTICES.is_dir() else []


def assert_lossless(notice: Notice) -> None:
    """What must hold for any text."""
    source, clauses = notice.source, notice.clauses
    assert [clause.start for clause in clauses] == [0, *(clause.end for clause in clauses[:-1])]
    assert clauses[-1].end == len(source)
    assert "".join(source[clause.start : clause.end] for clause in clauses) == source
    assert len({clause.id for clause in clauses}) == len(clauses)
    for clause in clauses:
        assert clause.id.rpartition("/p")[0] == f"{notice.id}#{clause.label}"
        # spaces part paragraphs that run on in one line
        assert clause.text == squeeze(source[clause.start : clause.end]).rstrip(SPACE)
        assert clause.text.strip()
    for gap in notice.gaps:
        assert gap.quote == squeeze(source[gap.start : gap.end])
    for warning in notice.warnings:
        assert 0 <= warning.start <= warning.end <= len(source)
    for clause, fact in all_facts(notice):
        assert fact.quote == squeeze(source[fact.start : fact.end]), fact
        assert clause.start <= fact.start < fact.end <= clause.end, fact
        assert fact.quote in clause.text
    for clause, duty in facts(notice, "duties"):
        basis = duty.basis
        assert basis.quote == squeeze(source[basis.start : basis.end]), duty
        assert duty.units and duty.task
        within = clause.start <= basis.start < basis.end <= clause.end
        around = basis.start <= duty.start < duty.end <= basis.end  # lines “牵头单位：…” of their own
        assert within or basis.kind in ("first_listed", "table") or (basis.kind == "stated" and around)


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("head", ["", "\ufeff", "\n\n\u3000"])
def test_the_five_notices(name: str, ends: str, head: str) -> None:
    original = read(name)
    changed = parse(head + original.source.replace("\n", ends), name)
    assert_lossless(changed)
    # line ends and what stands before the first word change positions only
    assert [clause.id for clause in changed.clauses] == [clause.id for clause in original.clauses]
    assert [clause.text.strip("\ufeff\u3000 ") for clause in changed.clauses] == [
        clause.text.strip() for clause in original.clauses
    ]
    assert [fact.quote for _, fact in all_facts(changed)] == [fact.quote for _, fact in all_facts(original)]


@pytest.mark.skipif(not _MORE, reason="the other official texts are not here")
@pytest.mark.parametrize("path", _MORE, ids=lambda path: path.stem)
def test_other_official_texts(path: Any) -> None:
    if path.name != "README.md":
        assert_lossless(parse(read_text(path), path.stem))


def test_the_number_of_a_page_is_quoted_as_the_file_has_it_and_never_read() -> None:
    text = """关于开展监测的通知

一、加强监测。各县要按照统一部署，结合本地实际，到2025年底签约率达到
— 3 —
90%以上，并做好保障工作。（甲局
 — 4 —
牵头，乙局配合）
"""
    notice = parse(text)
    assert_lossless(notice)
    clause = notice.clauses[-1]
    assert clause.text.startswith("一、加强监测。") and "达到— 3 —90%以上" in clause.text
    (duty,) = clause.duties
    assert (duty.lead, duty.support) == (("甲局",), ("乙局",))
    assert duty.quote == duty.basis.quote == "（甲局— 4 —牵头，乙局配合）"
    (target,) = clause.targets
    assert "— 3 —" in target.quote and "— 3 —" not in target.what


# --- constructed notices -----------------------------------------------------------------------------------------

_CN = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二")
# level → ways to print the mark of number n, and the form that it has in an address
_WAYS: dict[str, tuple[list[str], str]] = {
    "cn": (["{cn}、", "{cn}. ", "## {cn}、", "　　{cn}．"], "{cn}、"),
    "cn_paren": (["（{cn}）", "({cn})", "({cn}) ", "### （{cn}）", "（{cn}）、"], "（{cn}）"),
    "number": (["{n}.", "{n}、", "{n}．", "{n}. "], "{n}."),
    "number_paren": (["（{n}）", "({n})", "({n}) "], "（{n}）"),
    "circled": (["{circle}"], "{circle}"),
    "ordinal": (["{cn}是"], "{cn}是"),
}
_LEVELS = tuple(_WAYS)
_SENTENCES = (
    "推进重点任务落实，保持政策总体稳定",
    "对脱贫人口实行“先诊疗后付费”政策，免交住院押金",
    "各牵头单位要在每年6月和11月底前报送情况",
    "到 2025 年，签约率达到 90%以上",
    "民政部门负责低保对象认定，做好数据共享",
    "超出部分分别不得超过总费用的2.5%、5%、10%",
    "落实“一是加强监测，二是及时帮扶”的要求",
    "按照第二条规定的人员范围（含移民安置区）办理",
    "支持Ａ类机构、“互联网+医疗健康”发展",
)
_TAILS = ("", "", "（甲局牵头，乙处、各设区市配合）", "（甲局、乙局按职责分工负责）", "（责任单位：甲局、各县〔区〕）")


@st.composite
def _trees(draw: st.DrawFn) -> list[tuple[list[str], list[str]]]:
    """A notice as (path, paragraphs) in order; the first paragraph of each begins with its mark as printed."""
    tree: list[tuple[list[str], list[str]]] = []

    def grow(path: list[str], depths: list[str]) -> None:
        for n in range(1, draw(st.integers(1, 3)) + 1):
            ways, form = _WAYS[depths[0]]
            names = {"cn": _CN[n - 1], "n": n, "circle": chr(ord("①") + n - 1)}
            here = [*path, form.format(**names)]
            body = [draw(_paragraph()) for _ in range(draw(st.integers(1, 1 if depths[0] == "ordinal" else 2)))]
            body[0] = draw(st.sampled_from(ways)).format(**names) + body[0]
            tree.append((here, body))
            if len(depths) > 1 and draw(st.booleans()):
                grow(here, depths[1:])

    depths = draw(st.lists(st.sampled_from(_LEVELS), min_size=1, max_size=4, unique=True))
    grow([], sorted(depths, key=_LEVELS.index))
    return tree


@st.composite
def _paragraph(draw: st.DrawFn) -> str:
    sentences = draw(st.lists(st.sampled_from(_SENTENCES), min_size=1, max_size=3))
    return "。".join(sentences) + "。" + draw(st.sampled_from(_TAILS))


def _label(path: list[str]) -> str:
    return "".join(path).removesuffix(".")


_BREAKS = st.sampled_from(["\n", "\n\n", "\r\n", "\r\n\r\n", "\n　　\n", "\n\f\n", "\n\t", "\n\n\n　　"])


@given(_trees(), _BREAKS, st.sampled_from(["", "\ufeff", "甲市实施方案\n\n"]), st.booleans())
@settings(max_examples=80, deadline=None)
def test_constructed_notices(tree: Any, between: str, head: str, bare_end: bool) -> None:
    paragraphs = [paragraph for _, body in tree for paragraph in body]
    notice = parse(head + between.join(paragraphs) + ("" if bare_end else between))
    assert_lossless(notice)
    wanted = [f"{_label(path)}/p{n}" for path, body in tree for n in range(1, len(body) + 1)]
    assert [clause.id.partition("#")[2] for clause in notice.clauses if clause.label] == wanted


@given(_trees(), st.integers(6, 60), _BREAKS, _BREAKS, st.sampled_from(["", " ", "　", "\t"]))
@settings(max_examples=80, deadline=None)
def test_constructed_notices_wrapped_and_broken(tree: Any, width: int, wrap: str, between: str, indent: str) -> None:
    lines = [
        wrap.join(paragraph[i : i + width] for i in range(0, len(paragraph), width))
        for _, body in tree
        for paragraph in body
    ]
    assert_lossless(parse(between.join(indent + line for line in lines)))


@given(
    st.text(
        alphabet="一二十、.（）()1２第条章是附件#* 　\t\r\n\f\u2028\ufeff。，；：甲局负责牵头配合略年月日2021%至少",
        max_size=120,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_text_at_all(text: str) -> None:
    if text.strip("\ufeff") and squeeze(text).strip(" \t\u3000\ufeff"):
        assert_lossless(parse(text))


# --- large texts -------------------------------------------------------------------------------------------------

_REPEATED = {
    "one sentence of many units": "甲局负责，" * 4000,
    "many sentences": "工作由甲局负责。" * 3000,
    "short lines": "\n".join(["甲乙"] * 10000),
    "lines of prose": "\n".join(["甲乙丙丁，戊己"] * 6000),
    "names over a date": "\n".join([*["甲局"] * 6000, "2021年1月1日"]),
    "signatures": "\n\n".join(["甲局\n\n2021年1月1日"] * 2000),
    "open brackets": "（甲" * 10000,
    "marks": "（一）甲。\n" * 2000,
    "marks on one line": "（一）甲乙丙丁。 " * 2000,
    "units in one tail": "一、甲。（" + "甲局和" * 4000 + "负责）",
}


@pytest.mark.parametrize("kind", _REPEATED)
def test_time_grows_with_the_text_and_not_with_its_square(kind: str) -> None:
    """Ten times as much would take minutes where a rule looks at the whole text again and again."""
    begin = time.process_time()
    notice = parse(_REPEATED[kind])
    assert time.process_time() - begin < 4
    assert "".join(notice.source[clause.start : clause.end] for clause in notice.clauses) == notice.source
