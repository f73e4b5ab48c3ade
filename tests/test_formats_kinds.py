"""Formats told by content, text in its encodings, and files that are none or cannot be read: one line each."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from docx_files import p, write_docx, write_parts
from reading_support import bare_gazetteer, saved, told

from assistant.reading import textfile
from assistant.reading.formats import extract as extraction
from assistant.reading.formats.extract import ENDINGS, extract
from assistant.reading.notice import read_notice

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
_OFFICE = '<Override PartName="/{0}" ContentType="application/vnd.openxmlformats-officedocument.{1}.main+xml"/>'
_SAVE = "另存为 .docx 后再试。"


# --- told by content ---------------------------------------------------------------------------------------------


def test_endings_of_formats_that_can_be_read() -> None:
    assert ENDINGS == (".txt", ".md", ".html", ".htm", ".docx", ".pdf")


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("甲.txt", "一、甲\r\n".encode(), "一、甲\r\n"),
        ("甲.md", b"# A\n<b>B</b> <p>", "# A\n<b>B</b> <p>"),
        ("甲.txt", "说明 <html> 标签".encode(), "说明 <html> 标签"),
        ("甲", "一、甲".encode("gb18030"), "一、甲"),
        ("甲.htm", b"<P>A<P>B", "A\nB\n"),
        ("甲.HTML", b"\n<!-- x -->\n<HTML lang=zh><p>A", "A\n"),
    ],
)
def test_what_the_name_says_is_read_without_a_remark(name: str, data: bytes, text: str, tmp_path: Path) -> None:
    extracted = extract(saved(tmp_path, name, data))
    assert (extracted.text, extracted.remarks) == (text, ())


@pytest.mark.parametrize(
    ("name", "data", "remark"),
    [
        ("甲.txt", b"<!DOCTYPE html><p>A", "文件名是 .txt，内容是网页，已按后者读取"),
        ("甲.doc", b"<html xmlns:w='urn:x'><body>A", "文件名是 .doc，内容是网页，已按后者读取"),
        ("甲.docx", b"A", "文件名是 .docx，内容是纯文本，已按后者读取"),
        ("甲.html", b"A\n", "文件名是 .html，内容是纯文本，已按后者读取"),
    ],
)
def test_what_the_name_says_otherwise_is_said(name: str, data: bytes, remark: str, tmp_path: Path) -> None:
    extracted = extract(saved(tmp_path, name, data))
    assert (extracted.text.strip(), extracted.remarks) == ("A", (remark,))


@pytest.mark.parametrize("name", ["甲.pdf", "甲.wps", "甲.txt"])
def test_a_word_document_under_another_name(name: str, tmp_path: Path) -> None:
    path = write_docx(tmp_path / name, p("一、甲"))
    remark = f"文件名是 {path.suffix}，内容是 Word 文档（.docx），已按后者读取"
    assert (extract(path).text, extract(path).remarks) == ("一、甲\n", (remark,))
    assert read_notice(path, bare_gazetteer()).warnings[0].message == remark


def test_a_pdf_is_known_by_its_first_kilobyte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Path] = []

    def read(path: Path) -> extraction.Extracted:
        seen.append(path)
        return extraction.Extracted("甲")

    monkeypatch.setitem(extraction._READERS, "pdf", read)
    for name, before in (("甲.pdf", b""), ("乙.txt", b"\xff\n" * 500)):
        path = saved(tmp_path, name, before + b"%PDF-1.7\n\0")
        assert extract(path).text == "甲"
        assert seen.pop() == path


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (_OLE, f"是旧格式的 Office 文件（.doc、.wps 等）；请用 Word 或 WPS 打开，{_SAVE}"),
        (_OLE + "EncryptedPackage".encode("utf-16-le"), "文件设有密码；请在 Word 或 WPS 里去掉密码，另存后再试。"),
        (b"{\\rtf1\\ansi A}", f"是 RTF 文件；请用 Word 或 WPS 打开，{_SAVE}"),
        (b"\x89PNG\r\n\x1a\n\0", "是图片，里面的文字读不出来；请先用文字识别（OCR）转成 .txt 或 .docx 再试。"),
        (b"\xff\xd8\xff\xe0\0", "是图片，里面的文字读不出来；请先用文字识别（OCR）转成 .txt 或 .docx 再试。"),
        (b"BM\x10\0\0\0\0\0\0\0", "是图片，里面的文字读不出来；请先用文字识别（OCR）转成 .txt 或 .docx 再试。"),
        (b"Rar!\x1a\x07", "是压缩包；请先解压，再给出里面的文件。"),
        (b"<?xml version='1.0'?><?mso-application progid=\"Word.Document\"?><w/>",
         f"是 Word 的 XML 文件；请用 Word 或 WPS 打开，{_SAVE}"),
        (b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n<html>",
         "是网页归档（.mht）；请在浏览器里打开，另存为 .html 后再试。"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["甲.docx", "甲.doc", "甲.txt"])
def test_formats_that_are_not_read(name: str, data: bytes, line: str, tmp_path: Path) -> None:
    assert told(saved(tmp_path, name, data)) == line


@pytest.mark.parametrize(
    ("parts", "line"),
    [
        ({"[Content_Types].xml": _TYPES.format(_OFFICE.format("xl/workbook.xml", "spreadsheetml.sheet"))},
         f"是 Excel 表格，不是 Word 文档；请把正文复制到 Word 或 WPS 里，{_SAVE}"),
        ({"[Content_Types].xml": _TYPES.format(_OFFICE.format("ppt/p.xml", "presentationml.presentation"))},
         f"是 PowerPoint 演示文稿，不是 Word 文档；请把正文复制到 Word 或 WPS 里，{_SAVE}"),
        ({"OFD.xml": "<ofd/>"}, "是 OFD 版式文件；请用 OFD 阅读器转成 .pdf，或把正文另存为 .docx 后再试。"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<a/>"},
         f"是 OpenDocument 文件（.odt、.ods 等）；请用 Word 或 WPS 打开，{_SAVE}"),
        ({"a.txt": "甲"}, "是压缩包；请先解压，再给出里面的文件。"),
        ({"word/document.xml": "<a/>"}, f"文件已损坏；请用 Word 或 WPS 打开，{_SAVE}"),
    ],
)  # fmt: skip
def test_zip_files_that_are_no_word_document(parts: dict[str, str | bytes], line: str, tmp_path: Path) -> None:
    assert told(write_parts(tmp_path / "甲.docx", parts)) == line


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
@pytest.mark.parametrize("data", [b"\0\1\2\3" * 99, bytes(range(1, 256)) * 9, b"\xff\xfe\xff"])
def test_rubbish_under_the_name_of_a_document(data: bytes, ending: str, tmp_path: Path) -> None:
    line = f"文件名是 {ending}，内容却不是，可能已损坏；请重新下载，或用原来的程序另存后再试。"
    assert told(saved(tmp_path, f"甲{ending}", data)) == line


# --- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["一、总体要求\r\n到2025年，签约率达到90%。\r\n", "Notice No. 9\n", "〔2021〕9号　甲\n"]
)
def test_utf_16_without_its_mark(codec: str, text: str, tmp_path: Path) -> None:
    extracted = extract(saved(tmp_path, "甲.txt", text.encode(codec)))
    assert (extracted.text, extracted.remarks) == (text, ())


@pytest.mark.parametrize("data", ["一、甲\0".encode(), "一、甲\0\n".encode("gb18030"), b"\0" * 40, b"\1\0\2\0" * 40])
def test_nuls_are_no_text(data: bytes, tmp_path: Path) -> None:
    assert told(saved(tmp_path, "甲.txt", data)).startswith("不是文字文件")


def test_another_encoding_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    data = "各縣市衛生機關應於每月底前辦理健康檢查，並將結果報送。".encode("big5")
    assert told(saved(tmp_path, "甲.txt", data)).startswith("不是文字文件")
    assert told(saved(tmp_path, "甲.html", b"<html><p>" + data)).startswith("网页的编码认不出来")
    kana = "一、甲。附：クラウド等日文品名。" + "各县要认真落实。" * 20
    assert extract(saved(tmp_path, "乙.txt", kana.encode("gb18030"))).text == kana


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
def test_invisible_direction_marks_stay_and_are_said(mark: str, tmp_path: Path) -> None:
    text = f"一、目标{mark}\n（一）甲{mark}乙。\n"
    notice = read_notice(saved(tmp_path, "甲.txt", text.encode()), bare_gazetteer())
    assert notice.source == text
    assert notice.warnings[0].message == "文中有 2 个看不见的文字方向符，显示的先后可能与实际不同；引文按实际先后"
    in_word = extract(write_docx(tmp_path / "甲.docx", p(f"一、目标{mark}")))
    assert (in_word.text, len(in_word.remarks)) == (f"一、目标{mark}\n", 1)


# --- no file to speak of -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["甲.txt", "甲.docx", "甲.pdf", "甲.html"])
def test_empty_files(name: str, tmp_path: Path) -> None:
    assert told(saved(tmp_path, name, b"")) == "文件是空的；请换一份有正文的文件。"


def test_what_is_no_file(tmp_path: Path) -> None:
    assert told(tmp_path) == "是文件夹，不是文件；请给出其中一份文件。"
    assert told(tmp_path / "无.txt").startswith("读不了（")
    assert told(Path("/dev/zero")) == "不是普通文件；请给出一份存在磁盘上的文件。"
    os.mkfifo(tmp_path / "管.docx")
    assert told(tmp_path / "管.docx") == "不是普通文件；请给出一份存在磁盘上的文件。"
    loop = tmp_path / "环.txt"
    loop.symlink_to(loop)
    assert told(loop).startswith("读不了（")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = saved(tmp_path, "甲.txt", b"A")
    path.chmod(0)
    assert told(path).startswith("读不了（")


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_docx(tmp_path / "甲.docx", p("甲"))
    tell = extraction.kinds.tell_kind

    def tell_and_remove(head: bytes, ending: str) -> str:
        path.unlink()
        return tell(head, ending)

    monkeypatch.setattr(extraction.kinds, "tell_kind", tell_and_remove)
    assert told(path).startswith("读不了（")


def test_a_file_that_is_still_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = saved(tmp_path, "甲.txt", "一、甲".encode())
    monkeypatch.setattr(textfile, "check_file", lambda path, limit: 3)
    assert told(path) == "文件还在变大；请等它写完再试。"


@pytest.mark.parametrize(
    ("name", "size", "line"),
    [
        ("甲.txt", 10_000_001, "文件太大（10 MB，最多 10 MB）；请拆开，或只留正文后再试。"),
        ("甲.txt", 60_000_000_000, "文件太大（60000 MB，最多 50 MB）；请拆开，或只留正文后再试。"),
    ],
)
def test_files_that_are_too_large(name: str, size: int, line: str, tmp_path: Path) -> None:
    path = saved(tmp_path, name, b"A")
    os.truncate(path, size)
    begin = time.monotonic()
    assert told(path) == line
    assert time.monotonic() - begin < 1


# --- hostile documents -------------------------------------------------------------------------------------------
