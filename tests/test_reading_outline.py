"""The tree of clauses on invented notices: documents, annexes, headings, what is cut or looks wrong, metadata."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from reading_support import PROSE, all_facts, clause_at, ids_of, labelled, parse

from assistant.errors import CorpusError
from assistant.reading.textfile import decode, read_text

# --- a notice that sends out a regulation, with annexes ------------------------------------------------------------

_REGULATION = """甲丁市人民政府办公室文件

甲丁政办〔2023〕12号

甲丁市人民政府办公室关于印发甲丁市救助办法的通知

各县区人民政府：

《甲丁市救助办法》已经市政府同意，现印发给你们，请遵照执行。

甲丁市人民政府办公室

2023年5月8日

（此件公开发布）

甲丁市救助办法

第一章 总 则

第一条 为了规范救助，制定本办法。

第二条 本办法适用于下列人员：

（一）低保对象；

（二）第一条规定的人员。

前款所称人员，由民政部门认定。

第二章 标准

第三条 标准每年公布一次。

附件：1.申请表
2.流程图

附件1

申请表

一、基本情况

填写姓名、住址，并附身份证复印件。

附件2

流程图

一、受理

（一）窗口受理后，三个工作日内答复。
"""


def test_documents_chapters_articles_and_annexes() -> None:
    notice = parse(_REGULATION)
    assert [(clause.id[5:], clause.part, clause.is_heading, clause.heading) for clause in notice.clauses] == [
        ("/p1", "front", False, None),
        ("/p2", "front", False, None),
        ("/p3", "front", False, None),
        ("/p4", "front", False, None),
        ("/p5", "front", False, None),
        ("/p6", "signature", False, None),
        ("/p7", "signature", False, None),
        ("/p8", "signature", False, None),
        ("/p9", "front", False, None),
        ("第一章/p1", "body", True, "总 则"),
        ("第一章第一条/p1", "body", False, None),
        ("第一章第二条/p1", "body", False, None),
        ("第一章第二条（一）/p1", "body", False, None),
        ("第一章第二条（二）/p1", "body", False, None),
        ("第一章第二条/p2", "body", False, None),
        ("第二章/p1", "body", True, "标准"),
        ("第二章第三条/p1", "body", False, None),
        ("/p10", "body", False, None),
        ("/p11", "body", False, None),
        ("附件1/p1", "annex", True, None),
        ("附件1/p2", "annex", True, "申请表"),
        ("附件1/一、/p1", "annex", True, "基本情况"),
        ("附件1/一、/p2", "annex", False, None),
        ("附件2/p1", "annex", True, None),
        ("附件2/p2", "annex", True, "流程图"),
        ("附件2/一、/p1", "annex", True, "受理"),
        ("附件2/一、（一）/p1", "annex", False, None),
    ]
    assert clause_at(notice, "附件1/一、/p2").path == ("附件1", "一、")
    assert clause_at(notice, "附件1/一、/p2").headings == ("申请表", "基本情况")
    assert notice.warnings == () and notice.gaps == ()


def test_equal_labels_are_told_apart_by_their_document() -> None:
    first = f"甲市关于支持企业的规定\n\n一、税收\n\n（一）减税。{PROSE}\n\n二、土地\n\n{PROSE}\n\n"
    second = f"甲市关于安置职工的规定\n\n为安置职工，制定本规定。\n\n一、人员\n\n（一）安置。{PROSE}\n"
    letter = f"关于印发两个规定的通知\n\n各县：\n\n{PROSE}\n\n甲市人民政府\n\n2023年5月8日\n\n"
    notice = parse(letter + first + second)
    title = "甲市关于安置职工的规定"
    assert labelled(notice) == [
        *["一、/p1", "一、（一）/p1", "二、/p1", "二、/p2"],
        *[f"{title}/一、/p1", f"{title}/一、（一）/p1"],
    ]
    assert clause_at(notice, f"{title}/一、（一）/p1").path == (title, "一、", "（一）")


def test_a_heading_that_ends_like_a_title_begins_no_document() -> None:
    letter = f"关于监测的通知\n\n{PROSE}\n\n甲市民政局\n\n2023年5月8日\n\n"
    text = f"{letter}一、目标\n\n{PROSE}\n\n（一）监测。{PROSE}\n\n加强监测的各项保障措施\n\n（二）救治。{PROSE}\n"
    assert labelled(parse(text)) == ["一、/p1", "一、/p2", "一、（一）/p1", "一、（一）/p2", "一、（二）/p1"]


# --- paragraphs and items ----------------------------------------------------------------------------------------


def test_levels_open_and_close() -> None:
    items = ["一、甲", "（一）乙", "1.丙", "（1）丁", "①戊；", "②己；", "2.庚", "二、辛", "1、壬"]
    text = "".join(f"{item}\n" if item[-1] in "；甲辛" else f"{item}。{PROSE}\n" for item in items)
    assert labelled(parse(text)) == [
        *[
            "一、/p1",
            "一、（一）/p1",
            "一、（一）1/p1",
            "一、（一）1.（1）/p1",
            "一、（一）1.（1）①/p1",
            "一、（一）1.（1）②/p1",
        ],
        *["一、（一）2/p1", "二、/p1", "二、1/p1"],
    ]


def test_what_follows_an_item_belongs_to_the_clause_above_it() -> None:
    text = f"一、监测\n一是早发现。{PROSE}\n二是早治疗。{PROSE}\n以上工作由各县落实，{PROSE}\n二、救治\n{PROSE}\n"
    assert labelled(parse(text)) == ["一、/p1", "一、一是/p1", "一、二是/p1", "一、/p2", "二、/p1", "二、/p2"]


def test_the_last_paragraph_after_items_stands_under_no_number() -> None:
    text = f"一、监测\n一是早发现。{PROSE}\n二是早治疗。{PROSE}\n在此基础上，{PROSE}\n甲市民政局\n2023年5月8日\n"
    assert ids_of(parse(text)) == ["一、/p1", "一、一是/p1", "一、二是/p1", "/p1", "/p2", "/p3"]


def test_a_marked_line_with_nothing_under_it_is_text_and_not_a_heading() -> None:
    notice = parse(
        f"一、对象\n（一）低保对象。\n（二）特困人员\n二、目标\n（一）签约率达到95%以上。\n三、要求\n{PROSE}\n"
    )
    told = {clause.id[5:]: (clause.is_heading, clause.heading) for clause in notice.clauses}
    assert told["一、/p1"] == (True, "对象")
    assert told["一、（一）/p1"] == told["一、（二）/p1"] == told["二、（一）/p1"] == (False, None)
    assert told["三、/p1"] == (True, "要求")
    assert [target.number for target in clause_at(notice, "二、（一）/p1").targets] == ["95"]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("（一）加强监测。各县要定期报告。", "加强监测"),
        ("（一）加强监测，做到早发现。各县要定期报告。", "加强监测，做到早发现"),
        ("（一）加强监测。 各县要定期报告。", "加强监测"),
        ("（一）支持“互联网+医疗”发展。各县要定期报告。", "支持“互联网+医疗”发展"),
        ("（一）各县要定期报告监测情况。逾期通报。", None),  # obligation: text
        ("（一）签约率达到95%以上。各县要定期报告。", None),
        ("（一）6月底前完成监测。各县要定期报告。", None),
        (f"（一）{PROSE}各县要定期报告。", None),  # too long
    ],
)
def test_headings(line: str, heading: str | None) -> None:
    assert parse(f"{line}\n（二）加强救治。{PROSE}\n").clauses[0].heading == heading


def test_headings_and_signatures_give_no_facts() -> None:
    notice = parse(f"一、到2025年签约率提高到九成\n\n{PROSE}\n\n抄送：市民政局负责低保认定\n")
    assert [(clause.part, clause.is_heading) for clause in notice.clauses] == [
        ("body", True),
        ("body", False),
        ("signature", False),
    ]
    assert all_facts(notice) == []
    # the same words in a paragraph are facts
    assert len(all_facts(parse(f"{PROSE}到2025年签约率提高到九成。市民政局负责低保认定。"))) >= 2


def test_a_heading_that_ends_in_a_comma_by_a_slip() -> None:
    items = "".join(f"{n}.加强工作{n}。{PROSE}\n" for n in range(1, 5))
    assert parse(f"{items}5.强化防控，{PROSE}\n").clauses[4].heading == "强化防控"
    assert parse(f"1.强化防控，{PROSE}\n2.落实政策，{PROSE}\n").clauses[0].heading is None


def test_a_lost_chapter_heading_does_not_leave_its_clauses_under_general_requirements() -> None:
    items = ["总体要求", "（一）主要思路", "（二）分类救治", "保障措施", "（三）加强领导"]
    text = "\n\n".join(f"{item}。{PROSE}" if "（" in item else item for item in items)
    notice = parse(f"{PROSE}\n\n{text}")
    above = {clause.label: clause.headings[:-1] for clause in notice.clauses if clause.label}
    assert above == {"（一）": ("总体要求",), "（二）": (), "（三）": ("保障措施",)}
    assert ["标题可能丢失" in warning.message for warning in notice.warnings] == [True]


# --- what is cut, what looks wrong ---------------------------------------------------------------------------------


def test_what_the_copy_leaves_out() -> None:
    text = f"一、监测。（略）\n二、救治。{PROSE}（略）\n三、保障\n{PROSE}\n（未完待续）\n"
    notice = parse(text)
    assert [(gap.kind, gap.label, gap.quote) for gap in notice.gaps] == [
        ("omitted", "一、", "一、监测。（略）"),
        ("omitted", "二、", f"二、救治。{PROSE}（略）"),
        ("truncated", "三、", "（未完待续）"),
    ]
    assert [clause.label for clause in notice.clauses if clause.omitted] == ["一、"]


@pytest.mark.parametrize(
    ("marks", "told"),
    [
        (("一、", "二、", "三、"), []),
        (("一、", "三、"), ["三、"]),
        (("一、", "二、", "二、"), ["二、"]),
        (("一、", "三、", "二、"), ["三、", "二、"]),
        (("二、", "三、"), ["二、"]),
        (("一、", "（一）", "（二）", "二、", "（三）"), []),  # numbering may run on through the chapters
        (("一、", "（一）", "（二）", "二、", "（一）"), []),  # or begin again
        (("一、", "（一）", "（三）"), ["一、（三）"]),
    ],
)
def test_numbers_missing_or_twice_are_warnings(marks: tuple[str, ...], told: list[str]) -> None:
    notice = parse("".join(f"{mark}监测。{PROSE}\n" for mark in marks))
    assert [warning.label for warning in notice.warnings] == told
    lines = [notice.source[warning.start : warning.end] for warning in notice.warnings]
    assert all(line.startswith(label.rpartition("、")[2] or label) for line, label in zip(lines, told, strict=True))


def test_a_first_number_that_stands_twice_is_a_warning_only_where_nothing_tells_the_two_apart() -> None:
    twice = parse(f"一、监测。{PROSE}\n二、救治。{PROSE}\n一、保障。{PROSE}\n")
    assert [warning.label for warning in twice.warnings] == ["一、"]
    apart = f"监测工作\n\n（一）甲。{PROSE}\n\n（二）乙。{PROSE}\n\n救治工作\n\n（一）丙。{PROSE}\n"
    assert parse(f"{PROSE}\n\n{apart}").warnings == ()


# --- metadata ----------------------------------------------------------------------------------------------------


def test_metadata_of_a_regulation() -> None:
    notice = parse(_REGULATION)
    told = (notice.title, notice.number, notice.issuer, notice.date)
    assert told == ("甲丁市救助办法", "甲丁政办〔2023〕12号", "甲丁市人民政府办公室", "2023-05-08")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        # nothing is taken from other documents that a notice names
        (
            "一、依据\n按照《关于监测的通知》（陕卫发〔2021〕31号）要求，2021年3月1日起执行。\n",
            (None, None, None, None, None),
        ),
        ("广东省关于做好监测工作的通知\n\n一、监测\n", ("广东省关于做好监测工作的通知", None, None, "广东省", None)),
        (
            "关于做好监测工作的通知\n\n各市：\n\n一、监测。\n\n江苏省民政厅\n江苏省财政厅\n2022年 3月 9日\n",
            ("关于做好监测工作的通知", None, "江苏省民政厅、江苏省财政厅", "江苏省", "2022-03-09"),
        ),
        (
            "国务院办公厅关于做好\n监测工作的意见\n国办发〔2019〕6号\n一、监测。\n国务院办公厅\n2019年1月22日\n",
            ("国务院办公厅关于做好监测工作的意见", "国办发〔2019〕6号", "国务院办公厅", "全国", "2019-01-22"),
        ),
    ],
)
def test_metadata(text: str, told: tuple[str | None, ...]) -> None:
    notice = parse(text)
    assert (notice.title, notice.number, notice.issuer, notice.place, notice.date) == told


@pytest.mark.parametrize("date", ["2022年13月4日", "2022年0月4日", "2022年4月31日", "2023年2月29日"])
def test_a_date_that_is_none(date: str) -> None:
    assert parse(f"关于做好监测工作的通知\n\n一、监测。\n\n民政局\n{date}\n").date is None


# --- ends of documents -------------------------------------------------------------------------------------------


def test_a_unit_behind_the_last_sentence_signs_without_a_date() -> None:
    notice = parse(f"一、任务。{PROSE}\n二、保障。{PROSE}\n本意见有效期为三年。\n甲市人民政府\n\n上一篇：乙\n")
    assert [clause.part for clause in notice.clauses] == ["body", "body", "body", "signature", "foreign"]
    assert [clause.label for clause in notice.clauses] == ["一、", "二、", "", "", ""]


def test_paragraphs_below_a_heading_without_numbers_belong_to_it() -> None:
    body = "".join(f"（{n}）监测。{PROSE}\n" for n in "一二三四五六七八")
    text = f"一、任务\n{body}二、要求\n甲局建立联席会议制度，每季度通报。\n各县区要做好保障，不得举债。\n"
    assert labelled(parse(text))[-3:] == ["二、/p1", "二、/p2", "二、/p3"]


def test_an_article_that_the_text_leaves_out_does_not_end_the_numbering() -> None:
    notice = parse("".join(f"第{n}条各县应当做好监测，及时报告。\n" for n in "一二四五六"))
    assert labelled(notice) == [f"第{n}条/p1" for n in "一二四五六"]
    assert [warning.message for warning in notice.warnings] == ["编号缺号：第四条 前一个同级编号是第 2 个"]


# --- files -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le-bom", "utf-16-be-bom"])
def test_encodings_of_chinese_offices(encoding: str, tmp_path: Path) -> None:
    text = "一、总体要求\r\n各县要“认真”落实，确保实效。\n"
    boms = {"utf-16-le-bom": (codecs.BOM_UTF16_LE, "utf-16-le"), "utf-16-be-bom": (codecs.BOM_UTF16_BE, "utf-16-be")}
    bom, codec = boms.get(encoding, (b"", encoding))
    path = tmp_path / "甲.txt"
    path.write_bytes(bom + text.encode(codec))
    assert read_text(path) == text


@pytest.mark.parametrize("data", [b"\x00\x01\x02", "甲".encode() + b"\x00", b"\xff\xff\xff"])
def test_no_text(data: bytes) -> None:
    with pytest.raises(CorpusError, match=r"甲\.txt：不是文字文件"):
        decode(data, "甲.txt")


@pytest.mark.parametrize(("data", "words"), [(b" \r\n", "文件是空的"), (None, "读不了")])
def test_files_that_cannot_be_read(data: bytes | None, words: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.txt"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(CorpusError, match=words):
        read_text(path)


def test_entries_of_a_table_of_contents_are_no_chapters() -> None:
    notice = parse(
        "某省村卫生室管理规定\n目　录\n第一章　总则\n第二章　附则\n第一章　总则\n第一条　为加强管理，制定本规定。\n"
        "第二章　附则\n第二条　本规定自2023年1月1日起施行。\n"
    )
    assert labelled(notice) == ["第一章/p1", "第一章第一条/p1", "第二章/p1", "第二章第二条/p1"]


def test_names_spaced_out_to_one_width_sign() -> None:
    notice = parse(
        "关于做好工作的通知\n一、要求。做好工作。\n"
        "国家卫生健康委办公厅\n教 育 部 办 公 厅\n财 政 部 办 公 厅\n2023年5月22日\n"
        "（信息公开形式：主动公开）\n"
    )
    assert labelled(notice) == ["一、/p1"]
    assert notice.issuer == "国家卫生健康委办公厅、教育部办公厅、财政部办公厅"


def test_a_comma_instead_of_the_mark_counts_between_its_neighbours() -> None:
    notice = parse("某县要点\n一、甲工作\n做好甲。\n二、乙工作\n做好乙。\n三，丙工作\n做好丙。\n四、丁工作\n做好丁。\n")
    assert [clause.label for clause in notice.clauses if clause.is_heading] == ["一、", "二、", "三、", "四、"]


_LIST_AND_MORE = """甲乙市住院押金办法

一、对象

下列情形不适用：
1.第三人应当承担医疗费用的；
2.此前出院欠费未结清的，但急危重症患者除外。
出院时一次结清有困难的，可以分期付款。

二、办理
1.窗口办理
持身份证到窗口办理。
2.网上办理
在网上提交申请。
"""


def test_what_follows_the_last_item_of_a_list_belongs_to_the_clause_above_the_list() -> None:
    notice = parse(_LIST_AND_MORE)
    assert [(clause.id[5:], clause.is_heading) for clause in notice.clauses][1:] == [
        ("一、/p1", True),
        ("一、/p2", False),
        ("一、1/p1", False),
        ("一、2/p1", False),
        ("一、/p3", False),
        ("二、/p1", True),
        ("二、1/p1", True),
        ("二、1/p2", False),
        ("二、2/p1", True),
        ("二、2/p2", False),
    ]
