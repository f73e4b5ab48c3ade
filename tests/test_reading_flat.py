"""Texts run together on one line, with no space in the place of the line breaks."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_support import MORE_NOTICES, parse
from test_reading_lossless import assert_lossless

from assistant.reading.structure.flat import lost_breaks
from assistant.reading.textfile import read_text

_LONG = "各县要按照统一部署，结合本地实际，认真组织实施，确保各项任务落到实处，取得实效，并及时报告进展情况。"


def _pieces(paragraphs: list[str]) -> list[str]:
    line = "".join(paragraphs)
    edges = [0, *lost_breaks(line), len(line)]
    return [line[start:end] for start, end in pairwise(edges)]


_PLAN = [
    "甲市人民政府关于推进农村医疗工作的意见",
    "甲政发〔2023〕8号",
    "各县区人民政府，市直各单位：",
    f"为推进农村医疗工作，提出如下意见。{_LONG}",
    "一、总体要求",
    f"（一）指导思想。{_LONG}",
    f"（二）工作目标。到2025年，一、二级医院全部达标，三、四级手术（含微创）增加2.5%。{_LONG}",
    "二、重点任务",
    f"（三）加强监测。{_LONG}（甲局牵头，乙局配合）",
    f"1.健全网络。按照第三条（一）项规定，推进一、二、三级医院联动。{_LONG}",
    f"2.加强预警。{_LONG}",
    f"（四）做好救治。要做到：（一）应收尽收；（二）应治尽治。{_LONG}",
    f"三、保障措施。{_LONG}",
    "甲市人民政府",
    "2023年5月8日",
]


def test_a_plan() -> None:
    assert _pieces(_PLAN) == _PLAN
    notice = parse("".join(_PLAN))
    assert_lossless(notice)
    assert [clause.label for clause in notice.clauses if clause.label] == [
        "一、",
        "一、（一）",
        "一、（二）",
        "二、",
        "二、（三）",
        "二、（三）1",
        "二、（三）2",
        "二、（四）",
        "三、",
    ]
    assert (notice.number, notice.date) == ("甲政发〔2023〕8号", "2023-05-08")


def test_articles_run_on_through_chapters_with_their_items() -> None:
    law = [
        "第一章总则",
        f"第一条为了规范救助工作，制定本办法。{_LONG}",
        f"第二条第一类对象按照第一条规定办理。{_LONG}",
        "第二章对象和标准",
        "第三条下列人员可以申请救助：",
        "（一）低保对象；",
        "（二）特困人员；",
        "（三）第二条规定的其他人员。",
        f"第四条救助标准由县民政局确定。{_LONG * 8}",
        "第三章附则",
        f"第五条本办法自2023年7月1日起施行。{_LONG}",
    ]
    assert _pieces(law) == law
    labels = [clause.label for clause in parse("".join(law)).clauses if clause.label]
    assert labels[2:9] == [
        "第一章第二条",
        "第二章",
        "第二章第三条",
        "第二章第三条（一）",
        "第二章第三条（二）",
        "第二章第三条（三）",
        "第二章第四条",
    ]


def test_a_second_document_numbers_anew_below_its_title() -> None:
    first = [f"{mark}、任务。{_LONG}" for mark in "一二三"]
    second = [
        "附件1甲县医疗帮办管理办法",
        f"第一条为规范帮办工作，制定本办法。{_LONG}",
        f"第二条帮办员由村委会推选。{_LONG}",
    ]
    third = ["甲县医疗帮办流程", f"一、受理。{_LONG}", f"二、办理。{_LONG}"]
    assert _pieces(first + second + third) == first + second + third


def test_a_numbering_that_fits_nowhere_stays_inside_its_paragraph() -> None:
    """The title of the second document is lost: its articles and their items must not be filed under 三、."""
    first = [f"{mark}、任务。{_LONG}" for mark in "一二三"]
    lost = f"第一条帮办员应当履行下列职责：（一）走访；（二）登记。第二条帮办员由村委会推选。{_LONG}"
    assert _pieces([*first, lost, f"四、要求。{_LONG}"]) == [*first[:2], first[2] + lost, f"四、要求。{_LONG}"]


def test_a_number_that_the_text_leaves_out() -> None:
    plan = [f"{mark}、任务。{_LONG}" for mark in "一二四五"]
    assert _pieces(plan) == plan
    far = [f"{mark}、任务。{_LONG}" for mark in "一二三四八"]
    assert _pieces(far) == [*far[:3], far[3] + far[4]]


def test_a_chapter_behind_a_table_without_full_stops() -> None:
    plan = ["一、任务", "（一）监测。完成筛查责任单位市民政局完成时限2023年底前", "二、服务"]
    plan += [f"（二）签约。{_LONG}", f"三、要求。{_LONG}"]
    joined = _pieces(plan)
    assert joined[2:] == plan[2:] and joined[0] == "一、任务"


@pytest.mark.parametrize(
    "line",
    [
        _LONG * 20,
        f"工作包括：一、监测；二、预警。{_LONG * 10}",
        f"（二）救治。{_LONG}（三）保障。{_LONG}（四）督导。{_LONG}（五）考核。{_LONG}",
        "",
    ],
)
def test_nothing_is_taken_apart_without_a_numbering(line: str) -> None:
    assert lost_breaks(line) == []


def test_a_long_paragraph_among_others_stays_whole() -> None:
    """Only a line that is most of its file is a text run together; elsewhere an enumeration is part of its sentence."""
    items = "".join(f"{mark}、任务。{_LONG}" for mark in "一二三四五六")
    long = f"（一）整改。问题如下：{items}{_LONG * 6}"
    text = "\n".join(
        [f"第{n}条　{_LONG * 3}" for n in "一二三四五六"] + [long] + [f"第{n}条　{_LONG * 3}" for n in "七八九十"]
    )
    assert len(long) >= 600 and "第六条（一）" in {clause.label for clause in parse(text).clauses}
    assert not any("、" in clause.label for clause in parse(text).clauses)


@given(st.text(alphabet="一二三、.（）()12第条章附件。；：甲局办法规定为# 年月日2021", max_size=300))
@settings(max_examples=150, deadline=None)
def test_any_line_at_all(line: str) -> None:
    breaks = lost_breaks(line)
    assert breaks == sorted(set(breaks)) and all(0 < position < len(line) for position in breaks)


@pytest.mark.skipif(not MORE_NOTICES.is_dir(), reason="the other official texts are not here")
def test_official_texts_without_breaks_get_no_false_address() -> None:
    right = wanted = 0
    for path in sorted(MORE_NOTICES.glob("*.txt")):
        text = read_text(path)
        printed = {clause.label for clause in parse(text).clauses if clause.label}
        joined = {clause.label for clause in parse(re.sub(r"[\s#*|]+", "", text)).clauses if clause.label}
        assert joined <= printed, path.name
        right, wanted = right + len(joined), wanted + len(printed)
    assert right >= 0.95 * wanted
