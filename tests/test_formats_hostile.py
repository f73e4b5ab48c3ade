"""Documents and pages that are damaged or hostile: one line each, quickly."""

from __future__ import annotations

import struct
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from docx_files import Level, abstract, instance, p, parts_of, style, tbl, tc, tr, write_docx, write_parts
from reading_support import saved, told

from assistant.errors import CorpusError
from assistant.reading.formats import package as packaging
from assistant.reading.formats.extract import extract

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
    secret = saved(tmp_path, "secret.txt", b"SECRET")
    for definition in (f'<!ENTITY e SYSTEM "{secret.as_uri()}">', f'<!ENTITY % e SYSTEM "{secret.as_uri()}"> %e;', ""):
        xml = _with_entity(definition).replace("UTF-8", codec.upper()).encode(codec)
        line = told(_patched(tmp_path, document=xml))
        assert line.startswith("文件里有不该有的实体定义（DOCTYPE），没有打开")
        assert "SECRET" not in line
    assert told(_patched(tmp_path, styles=_with_entity('<!ENTITY e "甲">'))).startswith("文件里有不该有的实体定义")


def test_billion_laughs(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    xml = _with_entity(f'<!ENTITY e0 "ha">{laughs}', "&e9;")
    assert told(_patched(tmp_path, document=xml)).startswith("文件里有不该有的实体定义")


@pytest.mark.parametrize(
    "xml",
    ["", "甲", "<w:document", "<a/>", "<a>&gone;</a>", b"\xff\xfe\0", '<?xml version="1.0" encoding="甲"?><a/>'],
)
def test_damaged_xml(xml: str | bytes, tmp_path: Path) -> None:
    assert told(_patched(tmp_path, document=xml)).startswith("文件已损坏")


def test_damaged_zips(tmp_path: Path) -> None:
    whole = write_docx(tmp_path / "甲.docx", *(p(f"{n}、各县要落实") for n in range(300))).read_bytes()
    for end in range(30, len(whole), 97):
        assert told(saved(tmp_path, "乙.docx", whole[:end])) == _DAMAGED
    for place in range(4, len(whole), 131):  # a bit flipped: either nothing is lost, or it is said in one line
        path = saved(tmp_path, "丙.docx", whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
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
    assert told(path) == line
    # Headers that declare a few bytes do not help it, nor does it matter what parts without text would become.
    data = path.read_bytes()
    declared = struct.pack("<I", len(padding) + 7)
    assert data.count(declared) == 2
    assert told(saved(tmp_path, "乙.docx", data.replace(declared, struct.pack("<I", 99)))) == _DAMAGED
    write_parts(path, parts_of([p("甲")]) | {f"word/media/{n}.png": padding for n in range(3)})
    assert extract(path).text == "甲\n"
    assert time.monotonic() - begin < 10


def test_no_more_is_inflated_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _patched(tmp_path, document=b" " * 20_000_000)
    monkeypatch.setattr(packaging, "MAX_PART_BYTES", 100_000)
    tracemalloc.start()
    try:
        assert told(path).startswith("解压后太大")
        assert tracemalloc.get_traced_memory()[1] < 2_000_000
    finally:
        tracemalloc.stop()


def test_a_bomb_of_elements(tmp_path: Path) -> None:
    path = _patched(tmp_path, document="<a>" + "<b/>" * packaging.MAX_TREE_SIZE + "</a>")
    assert told(path).startswith("解压后太大")


def test_methods_and_passwords_of_zips(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_BZIP2) as archive:
        for name, part in parts_of([p("甲")]).items():
            archive.writestr(name, part)
    assert told(path) == _DAMAGED
    data = bytearray(write_docx(path, p("甲")).read_bytes())
    for header, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = data.find(header)
        while place >= 0:
            data[place + flags] |= 1
            place = data.find(header, place + 4)
    assert told(saved(tmp_path, "乙.docx", bytes(data))) == "文件设有密码；请在 Word 或 WPS 里去掉密码，另存后再试。"


def test_a_zip_of_a_million_entries(tmp_path: Path) -> None:
    path = write_docx(tmp_path / "甲.docx", p("甲"))
    path.write_bytes(path.read_bytes() + b"PK\x01\x02" * (packaging.MAX_ENTRIES + 1))
    assert told(path).startswith("压缩包里的文件超过 10000 个")


def test_tables_nested_as_deep_as_they_may(tmp_path: Path) -> None:
    def nested(depth: int) -> str:
        inner = p("甲")
        for _ in range(depth):
            inner = tbl(tr(tc(inner), tc(p("乙"))), tr("丙", "丁"))
        return inner

    assert "甲" in extract(write_docx(tmp_path / "甲.docx", nested(80))).text
    assert told(write_docx(tmp_path / "甲.docx", nested(100))) == _DAMAGED
    controls = "<w:sdt><w:sdtContent>" * 120 + p("甲") + "</w:sdtContent></w:sdt>" * 120
    assert extract(write_docx(tmp_path / "甲.docx", controls)).text == "甲\n"
    inserted = "<w:ins>" * 240 + "<w:r><w:t>甲</w:t></w:r>" + "</w:ins>" * 240
    assert extract(write_docx(tmp_path / "甲.docx", p(inserted))).text == "甲\n"


def test_spans_that_repeat_a_long_text(tmp_path: Path) -> None:
    first = tr("要" * 60_000, tc("要" * 60_000, properties='<w:vMerge w:val="restart"/>'))
    rows = tr("甲", tc(properties="<w:vMerge/>")) * 200
    assert told(write_docx(tmp_path / "甲.docx", tbl(first + rows))).startswith("正文超过 1000 万字")


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
    return saved(folder, "甲.html", f"<!doctype html><meta charset=utf-8><body>{body}".encode())


@pytest.mark.parametrize("tag", ["div", "table><tr><td", "ul><li", "span", "b", "blockquote"])
def test_pages_nested_deeply(tag: str, tmp_path: Path) -> None:
    opening = f"<{tag}>"
    assert extract(_page(tmp_path, opening * 300 + "甲")).text == "甲\n"
    assert told(_page(tmp_path, opening * 100_000 + "甲")).startswith("网页的标签嵌套太深")


def test_pages_that_name_other_files(tmp_path: Path) -> None:
    secret = saved(tmp_path, "secret.txt", b"SECRET")
    entity = f'<!DOCTYPE html [<!ENTITY e SYSTEM "{secret.as_uri()}">]><html><body><p>A&e;</p>'
    page = f'{entity}<iframe src="{secret.as_uri()}"></iframe><object data="{secret.as_uri()}"></object></body></html>'
    assert "SECRET" not in extract(saved(tmp_path, "甲.html", page.encode())).text


def test_tables_of_pages_that_span_beyond_reason(tmp_path: Path) -> None:
    rows = "<tr><td rowspan=99999>甲" * 2000
    assert told(_page(tmp_path, f"<table>{rows}</table>")).startswith("网页里的表格太大")
    rows = "<tr><td>戊" * 200
    header = f"<tr><th>甲<th colspan=99999999>{'乙' * 60_000}"
    table = f"<table>{header}<tr><td rowspan=65534>{'丙' * 60_000}<td>丁{rows}"
    assert told(_page(tmp_path, table)).startswith("正文超过 1000 万字")


def test_a_page_of_a_million_tags(tmp_path: Path) -> None:
    assert told(_page(tmp_path, "<b>" * 2_000_001)) == "网页太大；请只留正文，另存为 .txt 后再试。"


@pytest.mark.parametrize("piece", ["<", "<p", "<a href='", "&", "<!--", "</p>", "<br", "\0", "<td>", "<li value="])
def test_broken_pages(piece: str, tmp_path: Path) -> None:
    begin = time.monotonic()
    text = extract(_page(tmp_path, "<p>甲</p>" + piece * 20_000)).text
    assert text.startswith("甲\n")
    assert time.monotonic() - begin < 5
