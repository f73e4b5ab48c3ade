"""PDF files: whole notices, set by two makers, read as their text."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from pdf_files import (
    LONG,
    Pages,
    needs_chromium,
    print_page,
)
from reading_support import CORPUS, bare_gazetteer, labelled, roles

from assistant.reading.formats.pdf import read_pdf
from assistant.reading.notice import read_notice
from assistant.reading.structure.layout import split_blocks

# --- whole notices -----------------------------------------------------------------------------------------------


def _paragraphs(name: str) -> list[str]:
    source = (CORPUS / "notices" / f"{name}.txt").read_text(encoding="utf-8")
    return [block.text for block in split_blocks(source)]


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def _compare(path: Path, name: str) -> None:
    """The PDF at ``path`` reads as the text that it was made from."""
    printed, plain = (read_notice(file, bare_gazetteer()) for file in (path, CORPUS / "notices" / f"{name}.txt"))
    assert [_bare(line) for line in printed.source.splitlines()] == [_bare(text) for text in _paragraphs(name)]
    assert labelled(printed) == labelled(plain)
    assert roles(printed) == roles(plain)
    assert (printed.title, printed.number, printed.date) == (plain.title, plain.number, plain.date)


@pytest.mark.parametrize("name", ["shaanxi-2021", "zhongwei-2021"])
def test_a_notice_set_line_by_line_reads_as_its_text(pages: Pages, name: str) -> None:
    for text in _paragraphs(name):
        pages.paragraph(text)
    _compare(pages.save(), name)


@needs_chromium
@pytest.mark.slow
@pytest.mark.parametrize("name", ["shaanxi-2021", "zhongwei-2021"])
def test_a_notice_printed_by_a_browser_reads_as_its_text(tmp_path: Path, name: str) -> None:
    title, *body = (html.escape(text) for text in _paragraphs(name))
    path = print_page(f"<h1>{title}</h1>" + "".join(f"<p>{text}</p>" for text in body), tmp_path / f"{name}.pdf")
    _compare(path, name)
    assert any(warning.message.startswith("略去了页码") for warning in read_notice(path, bare_gazetteer()).warnings)


@needs_chromium
@pytest.mark.slow
def test_an_official_letter_with_a_table_printed_by_a_browser(tmp_path: Path) -> None:
    tasks = "".join(
        f"<tr>{f'<td rowspan=5>类别{n // 5 + 1}</td>' if n % 5 == 0 else ''}<td>{n + 1}<td>{'落实签约服务' * 8}。"
        f"<td>市民政局<td>市财政局、市残联<td>2021年12月底前</tr>"
        for n in range(20)
    )
    found = read_pdf(
        print_page(
            "<p class=head>甲市卫生健康委员会文件<p class=middle>甲卫发〔2021〕5号"
            "<h1>甲市卫生健康委员会关于印发<br>家庭医生签约服务方案的通知</h1>"
            f"<p class=flush>各县卫生健康局：<p>{LONG}<p>一、总体要求<p>{LONG}"
            "<p class=sign>甲市卫生健康委员会<p class=sign>2021年3月5日<p class=flush style='break-before:page'>附件"
            "<h1>重点任务分工表</h1><table><thead><tr><th>类别<th>序号<th>重点任务<th>牵头单位<th>配合单位<th>完成时限"
            f"</tr></thead>{tasks}</table>",
            tmp_path / "甲.pdf",
        )
    )
    assert found.text.splitlines() == [
        "甲市卫生健康委员会文件",
        "甲卫发〔2021〕5号",
        "甲市卫生健康委员会关于印发家庭医生签约服务方案的通知",
        "各县卫生健康局：",
        LONG,
        "一、总体要求",
        LONG,
        "甲市卫生健康委员会",
        "2021年3月5日",
        "附件",
        "重点任务分工表",
        "| 类别 | 序号 | 重点任务 | 牵头单位 | 配合单位 | 完成时限 |",
        *(
            f"| 类别{n // 5 + 1} | {n + 1} | {'落实签约服务' * 8}。 | 市民政局 | 市财政局、市残联 | 2021年12月底前 |"
            for n in range(20)
        ),
    ]
    assert len(found.pages) >= 3
