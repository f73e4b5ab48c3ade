"""Word documents: the text as a reader of the printout sees it, numbers, tables and all."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx_files import (
    OFFICE_LEVELS,
    Level,
    abstract,
    field,
    instance,
    p,
    run,
    style,
    tbl,
    text_of,
    tr,
    write_docx,
)
from reading_support import bare_gazetteer, labelled

from assistant.reading.formats.extract import extract
from assistant.reading.notice import read_notice

_BR = "<w:r><w:br/></w:r>"
_TAB = "<w:r><w:tab/></w:r>"


def _remarks(folder: Path, *body: str) -> tuple[str, ...]:
    return extract(write_docx(folder / "甲.docx", *body)).remarks


# --- what a paragraph holds --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (
            run("甲")
            + f'<w:ins w:id="1">{run("乙")}</w:ins><w:del w:id="2"><w:r><w:delText>丙</w:delText></w:r></w:del>',
            "甲乙",
        ),
        (f'<w:moveFrom w:id="1">{run("甲")}</w:moveFrom><w:moveTo w:id="2">{run("乙")}</w:moveTo>', "乙"),
        (f'<w:hyperlink r:id="r9">{run("甲")}</w:hyperlink><w:smartTag>{run("乙")}</w:smartTag>', "甲乙"),
        (f"<w:sdt><w:sdtPr><w:alias w:val='丙'/></w:sdtPr><w:sdtContent>{run('甲')}</w:sdtContent></w:sdt>", "甲"),
        (run("甲") + run("乙", "<w:vanish/>") + run("丙", '<w:vanish w:val="0"/>'), "甲丙"),
        (run("医\u00ad保") + "<w:r><w:softHyphen/><w:noBreakHyphen/></w:r>" + run("甲\n乙"), "医保-甲 乙"),
        (run("甲") + _TAB + run("乙") + '<w:r><w:ptab w:alignment="right"/></w:r>' + run("丙"), "甲\t乙\t丙"),
        (run("甲") + _BR + run("　　乙") + '<w:r><w:br w:type="page"/></w:r>' + run("丙"), "甲\n乙\n丙"),
        (
            run("第") + field(" PAGE ", "3") + run("页") + f'<w:fldSimple w:instr="DATE">{run("2021年")}</w:fldSimple>',
            "第3页2021年",
        ),
        (field(r" eq \o\ac(○,3)", None) + run("甲"), "③甲"),
        (field(r" EQ \o\ac(○,35)", None) + field(" XE 词条 ", None) + run("甲"), "㉟甲"),
        (run("甲") + '<w:r><w:sym w:font="Wingdings" w:char="F0FE"/><w:sym w:font="宋体" w:char="25A1"/></w:r>', "甲□"),
        (f"<w:r><w:ruby><w:rt>{run('yī')}</w:rt><w:rubyBase>{run('一')}</w:rubyBase></w:ruby></w:r>", "一"),
        ("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>", "x=1"),
        (run("甲&#160;&#8195;乙&#8203;"), "甲  乙"),
        ('<w:r><w:fldChar w:fldCharType="end"/></w:r>' + run("甲"), "甲"),
    ],
)
def test_what_is_read_of_a_paragraph(content: str, text: str, tmp_path: Path) -> None:
    assert text_of(tmp_path, p(content)) == text + "\n"


def test_a_field_within_the_instruction_of_another(tmp_path: Path) -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    asked = (
        "<w:r><w:instrText> IF </w:instrText></w:r>" + field("PAGE", "3") + "<w:r><w:instrText> = 1</w:instrText></w:r>"
    )
    assert text_of(tmp_path, p(run("甲") + begin + asked + separate + run("乙") + end)) == "甲乙\n"


def test_a_field_left_open_swallows_no_other_paragraph(tmp_path: Path) -> None:
    broken = p(run("甲") + '<w:r><w:fldChar w:fldCharType="begin"/></w:r>')
    assert text_of(tmp_path, broken, p("乙")) == "甲\n乙\n"


def test_a_paragraph_whose_end_was_deleted_runs_on(tmp_path: Path) -> None:
    numbering = [abstract(0, [Level("%1.")]), instance(1, 0)]
    deleted_end = '<w:rPr><w:del w:id="1"/></w:rPr>'
    body = [
        p("甲", num=(1, 0)),
        p("乙，", num=(1, 0), properties=deleted_end),
        p("丙", num=(1, 0)),
        p("丁", properties=deleted_end),
    ]
    assert text_of(tmp_path, *body, numbering=numbering) == "1. 甲\n2. 乙，丙\n丁\n"


_BOX = "<w:txbxContent>{}</w:txbxContent>"


def test_text_boxes_are_read_once_after_their_paragraph(tmp_path: Path) -> None:
    shape = f"<w:drawing><wps:wsp><wps:txbx>{_BOX.format(p('框内') + p('二'))}</wps:txbx></wps:wsp></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{_BOX.format(p('框内') + p('二'))}</v:textbox></v:shape></w:pict>"
    branches = f'<mc:Choice Requires="wps">{shape}</mc:Choice><mc:Fallback>{old}</mc:Fallback>'
    both = f"<mc:AlternateContent>{branches}</mc:AlternateContent>"
    assert text_of(tmp_path, p(f"<w:r>{both}</w:r>" + run("甲")), p("乙")) == "甲\n框内\n二\n乙\n"
    assert text_of(tmp_path, p(f"<w:r>{old}</w:r>" + run("甲")), p("乙")) == "甲\n框内\n二\n乙\n"


def test_what_stands_in_a_text_box_counts_once(tmp_path: Path) -> None:
    def box(content: str) -> str:
        return f"<w:r><w:pict>{_BOX.format(content)}</w:pict></w:r>"

    inner = p(run("框") + box(p(run("里") + "<w:r><w:drawing><a:blip/></w:drawing></w:r>")))
    extracted = extract(write_docx(tmp_path / "甲.docx", p(run("甲") + box(inner))))
    assert extracted.text == "甲\n框\n里\n"
    assert extracted.remarks == ("图片 1 张没有读入，图中如有文字请另行核对",)


def test_content_controls_around_paragraphs(tmp_path: Path) -> None:
    control = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('甲')}{tbl(tr('一', '二'), tr('三', '四'))}</w:sdtContent></w:sdt>"
    assert text_of(tmp_path, control, f"<w:customXml>{p('乙')}</w:customXml>") == "甲\n| 一 | 二 |\n| 三 | 四 |\n乙\n"


_CONTENTS = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'


@pytest.mark.parametrize(
    ("content", "remark"),
    [
        (p(run("甲") + "<w:r><w:footnoteReference w:id='1'/></w:r>"), "脚注、尾注 1 条没有读入"),
        (p(run("甲") + run("乙", "<w:vanish/>")), "隐藏的文字 1 处没有读入"),
        (
            p(run("甲") + "<w:del w:id='1'><w:r><w:delText>乙</w:delText></w:r></w:del>"),
            "文中有修订：已按接受全部修订读取，删去的 1 处没有读入",
        ),
        (p(run("甲") + "<w:r><w:drawing><a:blip/></w:drawing></w:r>"), "图片 1 张没有读入，图中如有文字请另行核对"),
        (p("甲") + '<w:altChunk r:id="r7"/>', "嵌入的其他文件 1 处没有读入"),
        (
            f"<w:sdt>{_CONTENTS}<w:sdtContent>{p('目录')}{p('一、乙1')}</w:sdtContent></w:sdt>" + p("甲"),
            "目录 2 行没有读入",
        ),
    ],
)
def test_what_is_left_out_is_said(content: str, remark: str, tmp_path: Path) -> None:
    extracted = extract(write_docx(tmp_path / "甲.docx", content))
    assert (extracted.text, extracted.remarks) == ("甲\n", (remark,))


def test_a_table_of_contents_that_is_a_field(tmp_path: Path) -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
    separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("separate", "end"))
    body = [
        p(begin + separate + run("一、甲") + _TAB + run("1")),
        p(run("二、乙") + _TAB + run("2") + end),
        p("一、甲"),
    ]
    assert text_of(tmp_path, *body) == "一、甲\n"
    styles = [style("T1", "toc 1")]
    assert text_of(tmp_path, p("一、甲" + "\u2026 1", style="T1"), p("一、甲"), styles=styles) == "一、甲\n"


def test_empty_paragraphs_are_one_blank_line(tmp_path: Path) -> None:
    assert text_of(tmp_path, p(), p("甲"), p(), p("　"), p("乙"), p()) == "甲\n\n乙\n"


# --- headings ----------------------------------------------------------------------------------------------------


def test_headings_by_style_and_outline_level(tmp_path: Path) -> None:
    styles = [
        style("1", "heading 1"),
        style("2", "标题 2"),
        style("3", "小节", '<w:pPr><w:outlineLvl w:val="2"/></w:pPr>'),
        style("3a", "小节甲", based_on="3"),
        style("a", "Title"),
        style("b", "正文", '<w:pPr><w:outlineLvl w:val="9"/></w:pPr>', based_on="1"),
        style("loop", "甲", based_on="loop"),
    ]
    body = [
        p("题目", style="a"),
        p("一" + _BR.join(("",)), style="1"),
        p(run("甲") + _BR + run("乙"), style="2"),
        p("三", style="3a"),
        p("四", style="b"),
        p("五", properties='<w:outlineLvl w:val="8"/>'),
        p("六，" * 31, style="1"),
        p("七。八", style="1"),
        p("九", style="loop"),
        p("十", style="gone"),
    ]
    assert text_of(tmp_path, *body, styles=styles).splitlines() == [
        "# 题目",
        "# 一",
        "## 甲乙",
        "### 三",
        "四",
        "###### 五",
        "六，" * 31,
        "七。八",
        "九",
        "十",
    ]


def test_a_title_over_two_paragraphs_is_one(tmp_path: Path) -> None:
    body = [p("某市卫生健康委关于印发健康帮扶", style="a"), p("工作实施方案的通知", style="a"), p("一、目标")]
    path = write_docx(tmp_path / "甲.docx", *body, styles=[style("a", "Title")])
    assert extract(path).text == "某市卫生健康委关于印发健康帮扶\n工作实施方案的通知\n一、目标\n"
    assert read_notice(path, bare_gazetteer()).title == "某市卫生健康委关于印发健康帮扶工作实施方案的通知"


def test_documents_of_python_docx(tmp_path: Path) -> None:
    """Real styles and a real list style, as Word's own template has them."""
    document = Document()
    document.add_heading("实施方案", 0)
    document.add_heading("总体要求", 1)
    document.add_paragraph("甲", style="List Number")
    document.add_paragraph("乙", style="List Number")
    document.add_paragraph("丙", style="List Bullet")
    table = document.add_table(rows=3, cols=3)
    for cell, words in zip((c for row in table.rows for c in row.cells), "序任单1签甲2救乙", strict=True):
        cell.text = words
    table.cell(1, 2).merge(table.cell(2, 2))
    document.save(str(tmp_path / "甲.docx"))
    assert extract(tmp_path / "甲.docx").text.splitlines() == [
        "# 实施方案",
        "# 总体要求",
        "1. 甲",
        "2. 乙",
        "丙",
        "| 序 | 任 | 单 |",
        "| 1 | 签 | 甲 乙 |",
        "| 2 | 救 | 甲 乙 |",
    ]


# --- as a notice -------------------------------------------------------------------------------------------------


def test_a_notice_numbered_by_word(tmp_path: Path) -> None:
    body = [
        p("川卫发〔2021〕9号"),
        p("某市卫生健康委关于做好健康帮扶工作的通知"),
        p("各县（区）卫生健康局："),
        p("总体要求", num=(1, 0)),
        p("指导思想。坚持以人民为中心。", num=(1, 1)),
        p("主要目标。到2025年，签约率达到90%以上。", num=(1, 1)),
        p("重点任务", num=(1, 0)),
        p("先诊疗后付费。各县要落实。（市卫生健康委牵头，市医保局配合）", num=(1, 1)),
        p("各县要落实。", num=(1, 2)),
        p("某市卫生健康委员会"),
        p("2021年10月12日"),
    ]
    path = write_docx(tmp_path / "甲.docx", *body, numbering=[abstract(0, OFFICE_LEVELS), instance(1, 0)])
    notice = read_notice(path, bare_gazetteer())
    assert labelled(notice) == [
        "一、/p1",
        "一、（一）/p1",
        "一、（二）/p1",
        "二、/p1",
        "二、（一）/p1",
        "二、（一）1/p1",
    ]
    assert (notice.number, notice.date) == ("川卫发〔2021〕9号", "2021-10-12")
    assert notice.title == "某市卫生健康委关于做好健康帮扶工作的通知"
    duty = next(duty for clause in notice.clauses for duty in clause.duties)
    assert (duty.lead, duty.support) == (("市卫生健康委",), ("市医保局",))
    assert notice.source[duty.start : duty.end] == duty.quote
    assert notice.warnings == ()


def test_regulations_numbered_by_word(tmp_path: Path) -> None:
    levels = [
        Level("第%1章", "chineseCountingThousand"),
        Level("第%2条", "chineseCountingThousand", more='<w:lvlRestart w:val="0"/>'),
        Level("（%3）", "chineseCountingThousand", suffix="nothing"),
    ]
    styles = [style("1", "heading 1")]
    body = [
        p("某省医疗救助办法"),
        p("总则", num=(1, 0), style="1"),
        p("为了规范医疗救助，制定本办法。", num=(1, 1)),
        p("救助对象包括：", num=(1, 1)),
        p("特困人员；", num=(1, 2)),
        p("低保对象。", num=(1, 2)),
        p("附则", num=(1, 0), style="1"),
        p("本办法自2021年1月1日起施行。", num=(1, 1)),
    ]
    path = write_docx(tmp_path / "甲.docx", *body, numbering=[abstract(0, levels), instance(1, 0)], styles=styles)
    assert labelled(read_notice(path, bare_gazetteer())) == [
        "第一章/p1",
        "第一章第一条/p1",
        "第一章第二条/p1",
        "第一章第二条（一）/p1",
        "第一章第二条（二）/p1",
        "第二章/p1",
        "第二章第三条/p1",
    ]


def test_remarks_are_warnings_of_the_notice(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "甲.docx", p("一、" + "", run("目标") + run("密", "<w:vanish/>")))
    assert [warning.message for warning in read_notice(path, bare_gazetteer()).warnings] == ["隐藏的文字 1 处没有读入"]
