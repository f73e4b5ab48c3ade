"""Web pages: the text that a browser shows of a notice, without the site around it."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading_support import bare_gazetteer, labelled

from assistant.errors import CorpusError
from assistant.reading.formats.extract import extract
from assistant.reading.notice import read_notice


def _page(folder: Path, body: str, head: str = "") -> Path:
    path = folder / "甲.html"
    path.write_text(f"<!DOCTYPE html><html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>", "utf-8")
    return path


def _lines(folder: Path, body: str) -> list[str]:
    return extract(_page(folder, body)).text.splitlines()


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<p>甲</p><p>乙</p>丙<div>丁<div>戊</div>己</div>", ["甲", "乙", "丙", "丁", "戊", "己"]),
        ("<p>甲<p>乙<br>丙<br/>丁", ["甲", "乙", "丙", "丁"]),
        ("<p>甲<br><br>乙</p><p>&nbsp;</p><p>　</p><p>丙</p><p></p><p>丁</p>", ["甲", "", "乙", "", "丙", "丁"]),
        ("<p>各县\n  要<b>认真</b>\n<span>落实</span> 10 %\n</p>", ["各县要认真落实 10 %"]),
        ("<p>&emsp;&emsp;&ldquo;甲&rdquo;&mdash;&#20057;&nbsp;&amp;&lt;丙&gt;</p>", ["“甲”—乙 &<丙>"]),
        (
            "<h1>题</h1><h2>章</h2><h3>节<br>续</h3><h4> </h4><h6>款</h6>",
            ["# 题", "## 章", "### 节续", "###### 款"],
        ),
        ("<h2>" + "要" * 61 + "</h2><h2>甲。</h2>", ["要" * 61, "甲。"]),
        ("<pre>甲\n  乙\n\n丙</pre>", ["甲", "乙", "丙"]),
        ("<span style='display:block'>甲</span><span>乙</span><span>丙</span>", ["甲", "乙丙"]),
        ("<dl><dt>甲<dd>乙</dl><blockquote>丙</blockquote><hr>丁", ["甲", "乙", "丙", "丁"]),
        ("<ruby>一<rp>(</rp><rt>yī</rt></ruby>、甲<sup>2</sup><del>旧</del><ins>新</ins>", ["一、甲2新"]),
        ("<p class=MsoNormal><span>一、<o:p></o:p></span><![if !supportLists]>甲<![endif]></p>", ["一、甲"]),
        ("医&shy;保&#8203;局", ["医保局"]),
    ],
)
def test_lines_as_a_browser_breaks_them(body: str, lines: list[str], tmp_path: Path) -> None:
    assert _lines(tmp_path, body) == lines


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>乙</script>",
        "<style>乙</style>",
        "<!-- 乙 -->",
        "<noscript>乙</noscript>",
        "<template><p>乙</p></template>",
        "<select><option>乙</select>",
        "<textarea>乙</textarea>",
        "<button>乙</button>",
        "<iframe src=b.html>乙</iframe>",
        "<svg><text>乙</text></svg>",
        "<object data=x>乙</object>",
    ],
)
def test_what_no_reader_sees_is_left_out(hidden: str, tmp_path: Path) -> None:
    extracted = extract(_page(tmp_path, f"<p>甲</p>{hidden}丙", "<title>丁</title>"))
    assert ("".join(extracted.text.split()), extracted.remarks) == ("甲丙", ())


@pytest.mark.parametrize(
    "how", ["hidden", "style='display : none'", 'style="VISIBILITY:hidden"', "style='mso-hide:all'"]
)
def test_hidden_text_is_left_out_and_said(how: str, tmp_path: Path) -> None:
    extracted = extract(_page(tmp_path, f"<p>甲</p><div {how}><p>乙</p></div><p>丙</p><i {how}></i>"))
    assert (extracted.text, extracted.remarks) == ("甲\n丙\n", ("隐藏的文字 1 处没有读入",))


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<ol><li>甲<li>乙<ul><li>丙</ul><li>丁</ol>", ["1. 甲", "2. 乙", "丙", "3. 丁"]),
        ("<ol start=3><li>甲<li value=9>乙<li>丙</ol>", ["3. 甲", "9. 乙", "10. 丙"]),
        ("<ol reversed><li>甲<li>乙</ol>", ["2. 甲", "1. 乙"]),
        ("<ol type=a><li>甲</ol><ol type=I><li>甲</ol>", ["a. 甲", "I. 甲"]),
        ("<ol style='list-style-type: cjk-ideographic'><li>甲<li>乙</ol>", ["一、甲", "二、乙"]),
        ("<ol style='list-style:none outside'><li>甲</ol><ol><li style='list-style:none'>乙</ol>", ["甲", "乙"]),
        ("<ol><li><p>甲</p><p>续</p></li><li><p>乙</p></li></ol>", ["1. 甲", "续", "2. 乙"]),
        ("<ol><li>一、甲<li>（二）乙</ol>", ["一、甲", "（二）乙"]),
        ("<ol start=99999999999><li>甲</ol><ol type=i start=0><li>乙</ol>", ["999999. 甲", "0. 乙"]),
        ("<ol><li>甲<ol><li>乙<li>丙</ol><li>丁</ol>", ["1. 甲", "1. 乙", "2. 丙", "2. 丁"]),
    ],
)
def test_numbers_of_lists(body: str, lines: list[str], tmp_path: Path) -> None:
    assert _lines(tmp_path, body) == lines


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ("<tr><th>任务<th>单位<tr><td>签约<td>甲局", ["| 任务 | 单位 |", "| 签约 | 甲局 |"]),
        (
            "<tr><td>任务<td>单位<tr><td rowspan=2>签约<td>甲局<tr><td>乙|局<tr><td>救治<td>丙<br>局",
            ["| 任务 | 单位 |", "| 签约 | 甲局 |", "| 签约 | 乙｜局 |", "| 救治 | 丙 局 |"],
        ),
        (
            "<tr><th>序号<th colspan=2>单位<tr><td>1<td>甲<td>乙<tr><td colspan=2>2<td>丙",
            ["| 序号 | 单位 |  |", "| 1 | 甲 | 乙 |", "| 2 |  | 丙 |"],
        ),
        (
            "<caption>分工表</caption><thead><tr><th>甲<th>乙</thead><tbody><tr><td rowspan=0>一<td>二<tr><td>三",
            ["分工表", "| 甲 | 乙 |", "| 一 | 二 |", "| 一 | 三 |"],
        ),
        (
            "<tr><td colspan=2>分工表<tr><td>甲<td>乙<tr><td>一<td>二<tr><td colspan=2>注：无。",
            ["分工表", "| 甲 | 乙 |", "| 一 | 二 |", "注：无。"],
        ),
        ("<tr><td>一、甲<tr><td>（一）乙", ["一、甲", "（一）乙"]),
        ("<tr><td><h1>题</h1><tr><td>菜单<td><p>一、甲</p>", ["# 题", "菜单", "一、甲"]),
        ("<tr><td>左<td>" + "<p>各县要落实。</p>" * 5 + "<tr><td>下<td>右", ["左", *["各县要落实。"] * 5, "下", "右"]),
        ("<tr><td>上<td>中<tr><td><table><tr><td>内<td>外<tr><td>一<td>二</table><td>右",
         ["上", "中", "| 内 | 外 |", "| 一 | 二 |", "右"]),
    ],
)  # fmt: skip
def test_tables(table: str, lines: list[str], tmp_path: Path) -> None:
    assert _lines(tmp_path, f"<table>{table}</table>") == lines


def test_a_table_for_the_layout_says_so(tmp_path: Path) -> None:
    rows = "<tr><td>甲<td>乙<tr><td>丙<td>丁"
    assert _lines(tmp_path, f"<table role=presentation>{rows}</table>") == ["甲", "乙", "丙", "丁"]


_MENU = "<a href=/>首页</a><a href=/zw>政务公开</a><a href=/hd>互动交流</a>"


@pytest.mark.parametrize(
    "menu",
    [
        f"<nav>首页 {_MENU}</nav>",
        f"<div role=navigation>{_MENU}</div>",
        f"<aside>{_MENU}</aside>",
        f"<header><div>甲市卫生健康委</div>{_MENU}</header>",
        "<footer><p>版权所有：甲市卫生健康委</p><p>备案号：1</p></footer>",
        f"<div class=menu>{_MENU}</div>",
        f"<table><tr><td>{_MENU.replace('</a>', '</a><td>')}</tr></table>",
        "<div>当前位置：<a href=/>首页</a> &gt; <a href=/zw>政务公开栏目</a> &gt; <a href=/gw>规范性文件公告</a></div>",
        "<ul>" + "".join(f"<li><a href={n}.html>关于做好第{n}项工作的通知</a> 05-0{n}" for n in range(1, 4)) + "</ul>",
    ],
)
def test_what_leads_elsewhere_is_left_out_and_said(menu: str, tmp_path: Path) -> None:
    extracted = extract(_page(tmp_path, f"{menu}<div><p>一、甲</p></div>"))
    assert (extracted.text, extracted.remarks) == ("一、甲\n", ("网页的导航、链接等 1 处没有读入",))


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("<header><h1>题</h1></header><p>甲</p>", ["# 题", "甲"]),
        ("<header><div>关于做好健康帮扶工作的通知</div></header><p>甲</p>", ["关于做好健康帮扶工作的通知", "甲"]),
        ("<article><header>题</header><p>甲</p><footer>某局</footer></article>", ["题", "甲", "某局"]),
        (
            "<ul><li><a href=1.docx>附表一</a><li><a href=2.doc>附表二</a><li><a href=3.pdf>附表三</a></ul>",
            ["附表一", "附表二", "附表三"],
        ),
        ("<p>附件：<a href=1>甲乙丙丁</a><a href=2>乙</a><a href=3>丙</a></p>", ["附件：甲乙丙丁乙丙"]),
        ("<p>按<a href=1>甲</a>、<a href=2>乙</a>和<a href=3>丙</a>的规定，认真落实各项要求。</p>",
         ["按甲、乙和丙的规定，认真落实各项要求。"]),
        ("<p>按<a href=1>《甲乙丙丁戊己庚法》</a><a href=2>《甲乙条例》</a><a href=3>《规定》</a>，制定本办法。</p>",
         ["按《甲乙丙丁戊己庚法》《甲乙条例》《规定》，制定本办法。"]),
    ],
)  # fmt: skip
def test_what_belongs_to_the_notice_stays(body: str, lines: list[str], tmp_path: Path) -> None:
    assert _lines(tmp_path, f"{body}<p>完</p>") == [*lines, "完"]


def test_a_page_of_nothing_but_links_is_read(tmp_path: Path) -> None:
    extracted = extract(_page(tmp_path, f"<nav>{_MENU}</nav>"))
    assert (extracted.text, extracted.remarks) == ("首页政务公开互动交流\n", ())


@pytest.mark.parametrize(
    "page",
    [
        "<html><frameset cols=20%,*><frame src=a.html><frame src=b.html></frameset></html>",
        "<html><body><div id=app></div><script>render()</script><noscript>请启用脚本</noscript></body></html>",
        "<!doctype html>",
        "<html><!-- --></html>",
        "<html><body><img src=a.png></body></html>",
    ],
)
def test_pages_without_text(page: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.html"
    path.write_text(page, "utf-8")
    with pytest.raises(CorpusError, match="网页里没有正文（要靠脚本或框架才显示）；请在浏览器里打开"):
        extract(path)


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8", "gb2312"),  # declared wrongly
        ("utf-8-sig", ""),
        ("gb18030", "gb2312"),
        ("gb18030", "GBK"),
        ("gb18030", ""),
        ("gb18030", "utf-8"),
        ("gb18030", "rot13"),
        ("big5", "big5"),
        ("utf-16", ""),
        ("utf-16-le", ""),
    ],
)
def test_encodings(encoding: str, declared: str, tmp_path: Path) -> None:
    path = tmp_path / "甲.htm"
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    path.write_bytes(f"<html><head>{meta}</head><body><p>一、健康</p><p>公共</p></body></html>".encode(encoding))
    assert extract(path).text == "一、健康\n公共\n"


def test_an_xml_declaration_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "甲.html"
    path.write_text('<?xml version="1.0" encoding="gb2312"?><html><body><p>一、甲</p></body></html>', "utf-8")
    assert extract(path).text == "一、甲\n"


def test_a_few_broken_characters_are_said(tmp_path: Path) -> None:
    path = tmp_path / "甲.html"
    page = "<html><meta charset=utf-8><body><p>" + "各县要落实。" * 100 + "</p></body></html>"
    path.write_bytes(page.encode().replace("落".encode(), b"\xff", 1))
    extracted = extract(path)
    assert extracted.remarks == ("有 1 个字符已损坏，读出来是“\ufffd”",)
    assert extracted.text.startswith("各县要\ufffd实。各县要落实。")


_SITE = """<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8">
<title>关于做好健康帮扶工作的通知_某市人民政府</title>
<script>var a = "<p>一、</p>";</script></head><body>
<div class="top"><a href="/">首页</a><a href="/a">政务公开</a><a href="/b">办事服务</a></div>
<div class="main"><h1>某市卫生健康委关于<br>做好健康帮扶工作的通知</h1>
<div class="content"><p style="text-align:center">某卫发〔2021〕9号</p>
<p>各县（区）卫生健康局：</p>
<p>　　为做好工作，现通知如下。</p>
<p>　　<strong>一、总体要求</strong></p>
<p>　　（一）目标。到2025年，签约率达到90%以上。</p>
<p>　　（二）落实先诊疗后付费。（市卫生健康委牵头，市医保局配合）</p>
<p>　　二、组织保障</p>
<p>　　各县要落实。</p>
<p style="text-align:right">某市卫生健康委员会<br>2021年10月12日</p></div></div>
<div class="links"><ul><li><a href="1">关于甲的通知</a></li><li><a href="2">关于乙的通知</a></li>
<li><a href="3">关于丙的通知</a></li></ul>
</div><footer>版权所有 某市人民政府 2021年12月1日</footer></body></html>"""


def test_a_notice_on_a_site(tmp_path: Path) -> None:
    path = tmp_path / "甲.html"
    path.write_text(_SITE, "utf-8")
    notice = read_notice(path, bare_gazetteer())
    assert labelled(notice) == ["一、/p1", "一、（一）/p1", "一、（二）/p1", "二、/p1", "二、/p2"]
    assert notice.title == "某市卫生健康委关于做好健康帮扶工作的通知"
    assert (notice.number, notice.date) == ("某卫发〔2021〕9号", "2021-10-12")
    duty = next(duty for clause in notice.clauses for duty in clause.duties)
    assert (duty.lead, duty.support) == (("市卫生健康委",), ("市医保局",))
    assert [warning.message for warning in notice.warnings] == ["网页的导航、链接等 3 处没有读入"]
