"""The catalogue: what it adds to the notices, and how it fails."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.catalogue import CatalogueEntry, load_catalogue
from assistant.errors import CorpusError

CORPUS = Path(__file__).resolve().parents[1] / "corpus"


def write(folder: Path, text: str) -> Path:
    (folder / "catalogue.toml").write_text(text, encoding="utf-8")
    return folder


def test_national_copy_has_a_title_and_a_place_but_no_number_issuer_or_date() -> None:
    assert load_catalogue(CORPUS)["national-2021"] == CatalogueEntry(
        title="巩固拓展健康扶贫成果同乡村振兴有效衔接的实施意见（转载节选）",
        place="全国",
        copy_note="转载节选",
    )


def test_yunnan_copy_ends_after_its_fifth_clause_and_the_text_says_the_rest() -> None:
    assert load_catalogue(CORPUS)["yunnan-2021"] == CatalogueEntry(
        held_to="二、（五）", copy_note="转载，所存文本只到二、（五），其后的条款没有收录"
    )


def test_every_entry_belongs_to_a_notice_held() -> None:
    held = {path.stem for path in (CORPUS / "notices").iterdir()}
    assert set(load_catalogue(CORPUS)) <= held


def test_a_bare_folder_has_an_empty_catalogue(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path) == {}


@pytest.mark.parametrize("date", ["2021-08-16", '"2021-08-16"'])
def test_a_date_may_stand_with_or_without_quotation_marks(tmp_path: Path, date: str) -> None:
    write(tmp_path, f'[[notice]]\nfile = "甲.v2.txt"\ndate = {date}\n')
    assert load_catalogue(tmp_path) == {"甲.v2": CatalogueEntry(date="2021-08-16")}


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_bytes(
        b'\xef\xbb\xbf[[notice]]\r\nfile = "a.txt"\r\nplace = "\xe5\x85\xa8\xe5\x9b\xbd"\r\n'
    )
    assert load_catalogue(tmp_path) == {"a": CatalogueEntry(place="全国")}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[[notice]]\nfile = "a.txt"\nplace = 全国\n', "第 3 行", "TOML 写法有误"),
        ('[[notice]]\nfile = "a.txt"\n\n[[notice]]\nfile = "b.txt"\ntitel = "x"\n', "第 4 行", "不认识的项 “titel”"),
        ('[[notice]]\nplace = "全国"\n', "第 1 行", "没有写明文件"),
        ('[[notice]]\nfile = "notices/a.txt"\n', "第 1 行", "不带文件夹"),
        ('[[notice]]\nfile = "a.txt"\n[[notice]]\nfile = "a.docx"\n', "第 3 行", "“a” 有两条"),
        ('[[notice]]\nfile = "a.txt"\ndate = "2021年8月16日"\n', "第 1 行", "2021-08-16"),
        ('[[notice]]\nfile = "a.txt"\ndate = 2021-08-16T10:00:00\n', "第 1 行", "2021-08-16"),
        ('[[notice]]\nfile = "a.txt"\nplace = ""\n', "第 1 行", "place 应是文字"),
        ('[[notice]]\nfile = "a.txt"\nplace = ["全国"]\n', "第 1 行", "place 应是文字"),
        ('[notice]\nfile = "a.txt"\n', "catalogue.toml", "双括号"),
        ('[[notices]]\nfile = "a.txt"\n', "catalogue.toml", "不认识 “notices”"),
    ],
)
def test_a_broken_catalogue_gives_one_line_with_place_and_mend(tmp_path: Path, text: str, line: str, said: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_catalogue(write(tmp_path, text))
    message = str(caught.value)
    assert "catalogue.toml" in message
    assert line in message
    assert said in message
    assert "\n" not in message


def test_a_catalogue_in_gbk_is_named_as_such(tmp_path: Path) -> None:
    (tmp_path / "catalogue.toml").write_bytes('[[notice]]\nfile = "甲.txt"\n'.encode("gbk"))
    with pytest.raises(CorpusError, match="UTF-8"):
        load_catalogue(tmp_path)
