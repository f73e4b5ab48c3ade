"""PDF files that hold no text, are damaged or would do harm: one clear line, from a process of its own."""

from __future__ import annotations

import sys
import time
import zlib
from pathlib import Path

import pytest
from pdf_files import (
    HEIGHT,
    LEFT,
    LONG,
    TOP,
    Pages,
    lines,
    raw_page,
    raw_pdf,
    raw_stream,
    read,
    refusal,
)

from assistant.errors import CorpusError
from assistant.reading.formats import pdf
from assistant.reading.formats.pdf import read_pdf
from assistant.reading.formats.pdf_document import MAX_PAGES, read_document

# --- what holds no text, or not all of it ------------------------------------------------------------------------


def test_a_scan_is_refused(pages: Pages) -> None:
    for number in range(2):
        pages.picture()
        pages.text(280, HEIGHT - 60, f"— {number + 1} —")
        pages.next_page()
    pages.picture()
    assert refusal(pages.save().read_bytes()) == (
        "是扫描件，没有文字层，读不出文字；请用带文字识别（OCR）的软件转成文字版 PDF 或 Word 后再试。"
    )


def test_pages_without_text_are_told(pages: Pages) -> None:
    for number in range(1, 8):
        if number in (2, 5, 6):
            pages.picture()
        elif number != 3:  # an empty page is not told
            pages.paragraph("正文。")
        pages.next_page()
    assert read(pages).remarks == ("第 2、5–6 页是图片，没有文字层，没有读出",)


def test_the_text_layer_of_a_scan_is_taken_and_told(pages: Pages) -> None:
    pages.picture()
    pages.text(LEFT, TOP, "一、识别出来的文字，放在图片之下，看不见。", mode=3)
    found = read(pages)
    assert found.text == "一、识别出来的文字，放在图片之下，看不见。\n"
    assert found.remarks == ("全文的文字是扫描后识别出来的，可能有错字，请与原件核对",)


def test_an_empty_file_is_refused(pages: Pages) -> None:
    assert refusal(pages.save().read_bytes()) == "PDF 里没有文字；请换一份有正文的文件。"


def test_a_locked_file_that_anybody_may_open_is_read(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "甲.pdf", password="")
    pages.paragraph(LONG)
    assert lines(pages) == [LONG]


def test_a_file_with_a_password_is_refused(tmp_path: Path) -> None:
    pages = Pages(tmp_path / "甲.pdf", password="secret")
    pages.paragraph(LONG)
    assert refusal(pages.save().read_bytes()) == "PDF 有打开密码，读不了；请先去掉密码（打开后另存一份）再试。"


BROKEN = "PDF 文件损坏或不完整，读不了；请重新下载，或用原来的程序另存后再试。"


def test_damaged_files_are_refused(pages: Pages) -> None:
    pages.paragraph(LONG)
    data = pages.save().read_bytes()
    assert read_document(data + b"\0" * 5_000).text == LONG + "\n"
    for damaged in (
        data[:-8],
        data[: len(data) // 2],
        data[:20],
        b"%PDF-1.4\n" + bytes(range(256)) * 40 + b"%%EOF",
        b"",
    ):
        assert refusal(damaged) == BROKEN


def _tree(kids: bytes, count: int, leaves: int = 1) -> bytes:
    leaf = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    objects = {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count)}
    return raw_pdf(objects | dict.fromkeys(range(3, 3 + leaves), leaf))


def test_odd_page_trees_are_refused() -> None:
    assert refusal(_tree(b"", 0)) == BROKEN
    assert "PDF" in refusal(_tree(b"2 0 R 2 0 R", 2))
    assert "PDF" in refusal(_tree(b"3 0 R", 2_000_000_000))
    many = b" ".join(b"%d 0 R" % number for number in range(3, 5_003))
    assert refusal(_tree(many, 5_000, 5_000)) == f"PDF 有 5000 页，超过 {MAX_PAGES} 页，不像一份文件；请拆开后再试。"


def test_a_form_that_holds_itself_is_read_once() -> None:
    resources = b"/Font<</F 5 0 R>>/XObject<</X 6 0 R>>"
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 600 900]/Resources<<%s>>" % resources
    inner = raw_stream(b"BT /F 12 Tf 50 700 Td (once) Tj ET /X Do", form)
    assert read_document(raw_page(raw_stream(b"/X Do"), {6: inner}, resources)).text == "once\n"


def _unmapped(count: int) -> bytes:
    """A font of drawn shapes whose characters have no meaning, ``count`` of 100 written in it."""
    shape = raw_stream(b"500 0 0 0 500 500 d1 0 0 500 500 re f")
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 500 500]/FontMatrix[.001 0 0 .001 0 0]/CharProcs<</g1 7 0 R>>"
        b"/Encoding<</Type/Encoding/Differences[129/g1]>>/FirstChar 129/LastChar 129/Widths[500]/Resources<<>>>>"
    )
    text = b"BT /F 10 Tf 50 700 Td (%s) Tj /G 10 Tf 0 -20 Td (%s) Tj ET" % (b"x" * (100 - count), b"\x81" * count)
    return raw_page(raw_stream(text), {6: font, 7: shape}, b"/Font<</F 5 0 R/G 6 0 R>>")


def test_fonts_without_meaning_are_refused_where_they_matter() -> None:
    assert refusal(_unmapped(20)) == (
        "PDF 的字体没有带文字编码，读出来会是乱码；请换 Word 版，或用带文字识别（OCR）的软件转换后再试。"
    )
    found = read_document(_unmapped(2))
    assert "".join(found.text.split()) == "x" * 98 + "\ufffd\ufffd"
    assert found.remarks == ("第 1 页有 2 个字读不出，文中写作“\ufffd”",)


# --- the process of its own --------------------------------------------------------------------------------------


def test_the_process_gives_what_the_document_says(pages: Pages) -> None:
    pages.line = 20
    pages.paragraph(LONG)
    pages.text(280, 300, "水印", angle=30)
    path = pages.save()
    assert read_pdf(path) == read_document(path.read_bytes())


def test_errors_come_back_as_one_line(tmp_path: Path, pages: Pages) -> None:
    empty = pages.save()
    for path, message in (
        (empty, "PDF 里没有文字；请换一份有正文的文件。"),
        (tmp_path / "无.pdf", "读不了（No such file or directory）；请检查文件是否存在、是否有权限。"),
    ):
        with pytest.raises(CorpusError) as caught:
            read_pdf(path)
        assert str(caught.value) == f"{path}：{message}"


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on memory there")
def test_a_file_that_would_fill_the_memory_ends_in_one_line(tmp_path: Path) -> None:
    packed = zlib.compressobj(9)
    first, again = (packed.compress(b" " * 2**24) + packed.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    bomb = first + again * 64  # a gigabyte, which PDFium holds more than once
    path = tmp_path / "甲.pdf"
    path.write_bytes(raw_page(raw_stream(bomb, b"/Filter/FlateDecode")))
    assert path.stat().st_size < 2_000_000
    with pytest.raises(CorpusError, match=r"甲\.pdf：PDF 读不了，文件可能已损坏，或结构异常（占用内存过多）；[^\n]*$"):
        read_pdf(path)


def test_a_file_that_takes_too_long_ends_in_one_line(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    pages.paragraph(LONG)
    monkeypatch.setattr(pdf, "_TIME_LIMIT_SECONDS", 0.01)
    with pytest.raises(CorpusError, match=r"甲\.pdf：PDF 读了 0.01 秒还没有读完，[^\n]*$"):
        read_pdf(pages.save())


def test_the_process_does_not_read_the_folder_it_is_started_in(
    pages: Pages, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages.paragraph(LONG)
    path = pages.save()
    (tmp_path / "json.py").write_text("raise SystemExit(3)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert read_pdf(Path(path.name)).text == LONG + "\n"


@pytest.mark.slow
def test_a_hundred_pages_take_seconds(pages: Pages) -> None:
    for _ in range(100 * 7):
        pages.paragraph(LONG)
    path = pages.save()
    start = time.perf_counter()
    found = read_pdf(path)
    assert found.text.splitlines() == [LONG] * 700
    assert time.perf_counter() - start < 20
