"""Formats told by content, and files that are damaged, hostile or none at all: one line each, quickly."""

from __future__ import annotations

import os
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from docx_files import Level, abstract, instance, p, parts_of, style, tbl, tc, tr, write_docx, write_parts
from reading_support import bare_gazetteer

from assistant.errors import CorpusError
from assistant.reading import textfile
from assistant.reading.formats import extract as extraction
from assistant.reading.formats import package as packaging
from assistant.reading.formats.extract import ENDINGS, extract
from assistant.reading.notice import read_notice

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
_TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{}</Types>'
_OFFICE = '<Override PartName="/{0}" ContentType="application/vnd.openxmlformats-officedocument.{1}.main+xml"/>'
_SAVE = "另存为 .docx 后再试。"


def _file(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


def _said(path: Path) -> str:
    """The one line that a file is refused with, without its path."""
    with pytest.raises(CorpusError) as caught:
        extract(path)
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith(f"{path}：")
    return line.removeprefix(f"{path}：")


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
    extracted = extract(_file(tmp_path, name, data))
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
    extracted = extract(_file(tmp_path, name, data))
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
        path = _file(tmp_path, name, before + b"%PDF-1.7\n\0")
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
    assert _said(_file(tmp_path, name, data)) == line


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
    assert _said(write_parts(tmp_path / "甲.docx", parts)) == line


@pytest.mark.parametrize("ending", [".docx", ".pdf"])
@pytest.mark.parametrize("data", [b"\0\1\2\3" * 99, bytes(range(1, 256)) * 9, b"\xff\xfe\xff"])
def test_rubbish_under_the_name_of_a_document(data: bytes, ending: str, tmp_path: Path) -> None:
    line = f"文件名是 {ending}，内容却不是，可能已损坏；请重新下载，或用原来的程序另存后再试。"
    assert _said(_file(tmp_path, f"甲{ending}", data)) == line


# --- text --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["一、总体要求\r\n到2025年，签约率达到90%。\r\n", "Notice No. 9\n", "〔2021〕9号　甲\n"]
)
def test_utf_16_without_its_mark(codec: str, text: str, tmp_path: Path) -> None:
    extracted = extract(_file(tmp_path, "甲.txt", text.encode(codec)))
    assert (extracted.text, extracted.remarks) == (text, ())


@pytest.mark.parametrize("data", ["一、甲\0".encode(), "一、甲\0\n".encode("gb18030"), b"\0" * 40, b"\1\0\2\0" * 40])
def test_nuls_are_no_text(data: bytes, tmp_path: Path) -> None:
    assert _said(_file(tmp_path, "甲.txt", data)).startswith("不是文字文件")


def test_another_encoding_is_not_taken_for_gb18030(tmp_path: Path) -> None:
    data = "各縣市衛生機關應於每月底前辦理健康檢查，並將結果報送。".encode("big5")
    assert _said(_file(tmp_path, "甲.txt", data)).startswith("不是文字文件")
    assert _said(_file(tmp_path, "甲.html", b"<html><p>" + data)).startswith("网页的编码认不出来")
    kana = "一、甲。附：クラウド等日文品名。" + "各县要认真落实。" * 20
    assert extract(_file(tmp_path, "乙.txt", kana.encode("gb18030"))).text == kana


@pytest.mark.parametrize("mark", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
def test_invisible_direction_marks_stay_and_are_said(mark: str, tmp_path: Path) -> None:
    text = f"一、目标{mark}\n（一）甲{mark}乙。\n"
    notice = read_notice(_file(tmp_path, "甲.txt", text.encode()), bare_gazetteer())
    assert notice.source == text
    assert notice.warnings[0].message == "文中有 2 个看不见的文字方向符，显示的先后可能与实际不同；引文按实际先后"
    in_word = extract(write_docx(tmp_path / "甲.docx", p(f"一、目标{mark}")))
    assert (in_word.text, len(in_word.remarks)) == (f"一、目标{mark}\n", 1)


# --- no file to speak of -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["甲.txt", "甲.docx", "甲.pdf", "甲.html"])
def test_empty_files(name: str, tmp_path: Path) -> None:
    assert _said(_file(tmp_path, name, b"")) == "文件是空的；请换一份有正文的文件。"


def test_what_is_no_file(tmp_path: Path) -> None:
    assert _said(tmp_path) == "是文件夹，不是文件；请给出其中一份文件。"
    assert _said(tmp_path / "无.txt").startswith("读不了（")
    assert _said(Path("/dev/zero")) == "不是普通文件；请给出一份存在磁盘上的文件。"
    os.mkfifo(tmp_path / "管.docx")
    assert _said(tmp_path / "管.docx") == "不是普通文件；请给出一份存在磁盘上的文件。"
    loop = tmp_path / "环.txt"
    loop.symlink_to(loop)
    assert _said(loop).startswith("读不了（")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    path = _file(tmp_path, "甲.txt", b"A")
    path.chmod(0)
    assert _said(path).startswith("读不了（")


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_docx(tmp_path / "甲.docx", p("甲"))
    tell = extraction.kinds.tell_kind

    def tell_and_remove(head: bytes, ending: str) -> str:
        path.unlink()
        return tell(head, ending)

    monkeypatch.setattr(extraction.kinds, "tell_kind", tell_and_remove)
    assert _said(path).startswith("读不了（")


def test_a_file_that_is_still_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _file(tmp_path, "甲.txt", "一、甲".encode())
    monkeypatch.setattr(textfile, "check_file", lambda path, limit: 3)
    assert _said(path) == "文件还在变大；请等它写完再试。"


@pytest.mark.parametrize(
    ("name", "size", "line"),
    [
        ("甲.txt", 10_000_001, "文件太大（10 MB，最多 10 MB）；请拆开，或只留正文后再试。"),
        ("甲.txt", 60_000_000_000, "文件太大（60000 MB，最多 50 MB）；请拆开，或只留正文后再试。"),
    ],
)
def test_files_that_are_too_large(name: str, size: int, line: str, tmp_path: Path) -> None:
    path = _file(tmp_path, name, b"A")
    os.truncate(path, size)
    begin = time.monotonic()
    assert _said(path) == line
    assert time.monotonic() - begin < 1


# --- hostile documents -------------------------------------------------------------------------------------------

_DAMAGED = "文件已损坏，打不开；请重新下载，或用 Word、WPS 另存为 .docx 后再试。"


def _patched(folder: Path, **parts: str | bytes) -> Path:
    """A document with some of its parts (named by their last word) replaced."""
    names = {"types": "[Content_Types].xml", "document": "word/document.xml", "styles": "word/styles.xml"}
    written = parts_of([p("一、甲")], styles=[style("1", "heading 1")]) | {
        names[key]: part for key, part in parts.items()
    }
    return write_parts(folder / "甲.docx", written)


def _with_entity(definition: str, use: str = "&e;") -> str:
    document = str(parts_of([p("一、甲", use)])["word/document.xml"])
    return document.replace("?>\n", f"?>\n<!DOCTYPE w:document [{definition}]>", 1)


@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_no_entity_lets_another_file_in(codec: str, tmp_path: Path) -> None:
    secret = _file(tmp_path, "secret.txt", b"SECRET")
    for definition in (f'<!ENTITY e SYSTEM "{secret.as_uri()}">', f'<!ENTITY % e SYSTEM "{secret.as_uri()}"> %e;', ""):
        xml = _with_entity(definition).replace("UTF-8", codec.upper()).encode(codec)
        line = _said(_patched(tmp_path, document=xml))
        assert line.startswith("文件里有不该有的实体定义（DOCTYPE），没有打开")
        assert "SECRET" not in line
    assert _said(_patched(tmp_path, styles=_with_entity('<!ENTITY e "甲">'))).startswith("文件里有不该有的实体定义")


def test_billion_laughs(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = _with_entity(f'<!ENTITY e0 "ha">{laughs}', "&e9;")
    assert _said(_patched(tmp_path, document=xml)).startswith("文件里有不该有的实体定义")


@pytest.mark.parametrize(
    "xml",
    ["", "甲", "<w:document", "<a/>", "<a>&gone;</a>", b"\xff\xfe\0", '<?xml version="1.0" encoding="甲"?><a/>'],
)
def test_damaged_xml(xml: str | bytes, tmp_path: Path) -> None:
    assert _said(_patched(tmp_path, document=xml)).startswith("文件已损坏")


def test_damaged_zips(tmp_path: Path) -> None:
    whole = write_docx(tmp_path / "甲.docx", *(p(f"{n}、各县要落实") for n in range(300))).read_bytes()
    for end in range(30, len(whole), 97):
        assert _said(_file(tmp_path, "乙.docx", whole[:end])) == _DAMAGED
    for place in range(4, len(whole), 131):  # a bit flipped: either nothing is lost, or it is said in one line
        path = _file(tmp_path, "丙.docx", whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            assert "各县要落实" in extract(path).text
        except CorpusError as error:
            assert "\n" not in str(error)


def test_a_zip_bomb(tmp_path: Path) -> None:
    begin = time.monotonic()
    padding = b"<!--" + b" " * (packaging.MAX_PART_BYTES + 1) + b"-->"
    path = _patched(tmp_path, document=b"<a>" + padding + b"</a>")
    assert path.stat().st_size < 100_000
    line = "解压后太大，不像一份文件；请拆开，或只留正文后再试。"
    assert _said(path) == line
    # Headers that declare a few bytes do not help it, nor does it matter what parts without text would become.
    data = path.read_bytes()
    declared = struct.pack("<I", len(padding) + 7)
    assert data.count(declared) == 2
    assert _said(_file(tmp_path, "乙.docx", data.replace(declared, struct.pack("<I", 99)))) == _DAMAGED
    write_parts(path, parts_of([p("甲")]) | {f"word/media/{n}.png": padding for n in range(3)})
    assert extract(path).text == "甲\n"
    assert time.monotonic() - begin < 10


def test_no_more_is_inflated_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _patched(tmp_path, document=b" " * 20_000_000)
    monkeypatch.setattr(packaging, "MAX_PART_BYTES", 100_000)
    tracemalloc.start()
    try:
        assert _said(path).startswith("解压后太大")
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_of_elements(tmp_path: Path) -> None:
    path = _patched(tmp_path, document="<a>" + "<b/>" * packaging.MAX_TREE_SIZE + "</a>")
    assert _said(path).startswith("解压后太大")


def test_methods_and_passwords_of_zips(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        for name, part in parts_of([p("甲")]).items():
            archive.writestr(name, part)
    assert _said(path) == _DAMAGED
    data = bytearray(write_docx(path, p("甲")).read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(header)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(header, place + 4)
    assert _said(_file(tmp_path, "乙.docx", bytes(data))) == "文件设有密码；请在 Word 或 WPS 里去掉密码，另存后再试。"


def test_a_zip_of_a_million_entries(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "甲.docx", p("甲"))
    path.write_bytes(path.read_bytes() + b"PK\x01\x02" * (packaging.MAX_ENTRIES + 1))
    assert _said(path).startswith("压缩包里的文件超过 10000 个")


def test_tables_nested_as_deep_as_they_may(tmp_path: Path) -> None:
    def nested(depth: int) -> str:
        inner = p("甲")
        for _ in range(depth):
            inner = tbl(tr(tc(inner), tc(p("乙"))), tr("丙", "丁"))
        return inner

    assert "甲" in extract(write_docx(tmp_path / "甲.docx", nested(80))).text
    assert _said(write_docx(tmp_path / "甲.docx", nested(100))) == _DAMAGED
    controls = "<w:sdt><w:sdtContent>" * 120 + p("甲") + "</w:sdtContent></w:sdt>" * 120
    assert extract(write_docx(tmp_path / "甲.docx", controls)).text == "甲\n"
    inserted = "<w:ins>" * 240 + "<w:r><w:t>甲</w:t></w:r>" + "</w:ins>" * 240
    assert extract(write_docx(tmp_path / "甲.docx", p(inserted))).text == "甲\n"


def test_spans_that_repeat_a_long_text(tmp_path: Path) -> None:
    first = tr("要" * 60_000, tc("要" * 60_000, properties='<w:vMerge w:val="restart"/>'))
    rows = tr("甲", tc(properties="<w:vMerge/>")) * 200
    assert _said(write_docx(tmp_path / "甲.docx", tbl(first + rows))).startswith("正文超过 1000 万字")


def test_numbers_beyond_reason(tmp_path: Path) -> None:
    level = Level("%1.", "upperRoman", start=200_000_000, more='<w:pStyle w:val="甲"/>')
    numbering = [abstract(0, [level]), instance(1, 0, "<w:lvlOverride w:ilvl='" + "9" * 5000 + "'/>")]
    span = tc("丙", properties='<w:gridSpan w:val="999999999"/>')
    path = write_docx(
        tmp_path / "甲.docx", p("甲", num=(1, 0)), tbl(tr("乙", span), tr("丁", "戊")), numbering=numbering
    )
    assert extract(path).text == "200000000. 甲\n| 乙 | 丙 |\n| 丁 | 戊 |\n"


def test_styles_that_go_round_in_circles(tmp_path: Path) -> None:
    styles = [style("a", "甲", based_on="b"), style("b", "乙", based_on="a")]
    link = abstract(0, [], '<w:numStyleLink w:val="a"/>')
    path = write_docx(
        tmp_path / "甲.docx", p("甲", num=(1, 0), style="a"), numbering=[link, instance(1, 0)], styles=styles
    )
    assert extract(path).text == "甲\n"


# --- hostile pages -----------------------------------------------------------------------------------------------


def _page(folder: Path, body: str) -> Path:
    return _file(folder, "甲.html", f"<!doctype html><meta charset=utf-8><body>{body}".encode())


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ul><li", "span", "b", "blockquote"])
def test_pages_nested_deeply(tag: str, tmp_path: Path) -> None:
    opening = f"<{tag}>"
    assert extract(_page(tmp_path, opening * 300 + "甲")).text == "甲\n"
    assert _said(_page(tmp_path, opening * 100_000 + "甲")).startswith("网页的标签嵌套太深")


def test_pages_that_name_other_files(tmp_path: Path) -> None:
    secret = _file(tmp_path, "secret.txt", b"SECRET")
    entity = f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}">]><html><body><p>A&e;</p>'
    page = f'{entity}<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object></body></html>'
    assert "SECRET" not in extract(_file(tmp_path, "甲.html", page.encode())).text


def test_tables_of_pages_that_span_beyond_reason(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=99999>甲" * 2000
    assert _said(_page(tmp_path, f"<table>{rows}</table>")).startswith("网页里的表格太大")
    rows = "<tr><td>戊" * 200
    header = f"<tr><th>甲<th colspan=99999999>{'乙' * 60_000}"
    table = f"<table>{header}<tr><td rowspan=65534>{'丙' * 60_000}<td>丁{rows}"
    assert _said(_page(tmp_path, table)).startswith("正文超过 1000 万字")


def test_a_page_of_a_million_tags(tmp_path: Path) -> None:
    assert _said(_page(tmp_path, "<b>" * 2_000_001)) == "网页太大；请只留正文，另存为 .txt 后再试。"


@pytest.mark.parametrize("piece", ["<", "<p", "<a href='", "&", "<!--", "</p>", "<br", "\0", "<td>", "<li value="])
def test_broken_pages(piece: str, tmp_path: Path) -> None:
    begin = time.monotonic()
    text = extract(_page(tmp_path, "<p>甲</p>" + piece * 20_000)).text
    assert text.startswith("甲\n")
    assert time.monotonic() - begin < 5
