from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.glossary import Glossary
from assistant.settings import load_settings
from assistant.thesaurus import Thesaurus, load_thesaurus


def test_lines_are_read_by_language(tmp_path: Path) -> None:
    (tmp_path / "thesaurus.txt").write_text("# note\n\n结账 = 付费 结算\nbed ridden = 失能\n先…给钱 = 先诊疗后付费\n")
    assert load_thesaurus(tmp_path) == Thesaurus(
        {"结账": ("付费", "结算"), "先…给钱": ("先诊疗后付费",)}, {"bed ridden": ("失能",)}
    )
    assert load_thesaurus(tmp_path / "none") == Thesaurus()


@pytest.mark.parametrize("line", ["结账", "结账 =", "= 付费"])
def test_a_bad_line_is_told(tmp_path: Path, line: str) -> None:
    (tmp_path / "thesaurus.txt").write_text("# note\n" + line, encoding="utf-8")
    with pytest.raises(CorpusError, match="第 2 行应写成"):
        load_thesaurus(tmp_path)


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("… = 付费", "…"),
        ("，。 = 付费", "，。"),
        ("…给钱 = 付费", "…给钱"),
        ("先…… 给钱 = 付费", "先…… 给钱"),
        ("bed… = 失能", "bed…"),
        ("结账 = 付费 …", "…"),
        ("结账 = ！ 付费", "！"),
    ],
)
def test_an_entry_without_words_is_told(tmp_path: Path, line: str, entry: str) -> None:
    file = tmp_path / "thesaurus.txt"
    file.write_text("# note\n  \n结账 = 付费\n" + line, encoding="utf-8")
    with pytest.raises(CorpusError) as caught:
        load_thesaurus(tmp_path)
    said = f"{file}：第 4 行的“{entry}”里没有词，或“…”的一边没有词；请改正，或删去这一行。"
    assert str(caught.value) == said


def test_a_file_in_another_encoding_is_told(tmp_path: Path) -> None:
    (tmp_path / "thesaurus.txt").write_bytes("结账 = 付费".encode("gb18030"))
    with pytest.raises(CorpusError, match="不是 UTF-8"):
        load_thesaurus(tmp_path)


def test_sayings_are_found_the_longest_first_and_with_gaps() -> None:
    sayings = {"结账": ("付费",), "出院结账": ("出院时",), "先…给钱": ("先诊疗后付费",)}
    glossary = Glossary(thesaurus=Thesaurus(sayings, {"toilet": ("厕所",)}))
    assert glossary.find_sayings("等出院结账行不") == [(1, 5, ("出院时",))]
    assert glossary.find_sayings("先住下再给钱") == [(0, 6, ("先诊疗后付费",))]
    assert glossary.find_sayings("给钱先住下") == []
    assert glossary.find_words("new toilets") == [(4, 11, ("厕所",))]


def test_the_projects_own_thesaurus_is_read() -> None:
    found = load_thesaurus(load_settings({}).corpus)
    assert found.chinese["结账"][0] == "付费"
    assert all(found.chinese.values()) and all(found.english.values())
    assert len(found.chinese) > 10_000 and len(found.english) > 4_000
