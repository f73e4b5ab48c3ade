"""The commands that read and list notices, and the help, run in this process."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from own_fixtures import add_one, skip_index, writer

from assistant.cli import app
from assistant.settings import load_settings

COMMANDS = ("ask", "chat", "search", "web", "index", "add", "notices", "remove", "outline")


# --- notices and outline -----------------------------------------------------------------------------------------


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A bare folder with one notice."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    text = (
        "汴卫〔2022〕3号\n\n# 关于印发开封市[bold]医疗[/]办法的通知\n\n各县区：\n\n"
        "一、住院服务\n对低保对象，2022年12月底前实行先诊疗后付费。"
        "（市卫生健康委牵头，市医保局配合）\n二、人才队伍\n（略）\n\n开封市卫生健康委员会\n2022年6月27日\n"
    )
    (folder / "ban-fa.txt").write_text(text, encoding="utf-8")
    monkeypatch.setenv("ASSISTANT_CORPUS", str(folder))
    return folder


def test_notices_json(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["notices", "--json"]) == 0
    (notice,) = json.loads(capsys.readouterr().out)
    assert (notice["notice"], notice["number"], notice["place"], notice["date"]) == (
        *("ban-fa", "汴卫〔2022〕3号", "开封市", "2022-06-27"),
    )
    assert [gap["kind"] for gap in notice["gaps"]] == ["omitted"]


def test_own_notices_are_marked(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    skip_index(monkeypatch)
    base = (corpus / "ban-fa.txt").read_text(encoding="utf-8")
    add_one(load_settings(), writer(tmp_path)("新版[x].txt", base.replace("低保对象", "特困人员")))
    assert app.run(["notices", "--json"]) == 0
    (notice,) = json.loads(capsys.readouterr().out)
    assert (notice["notice"], notice["own"], notice["file"], notice["replaces"], notice["warnings"]) == (
        *("新版[x]", True, "新版[x].txt", ["ban-fa"], 0),
    )
    assert app.run(["notices"]) == 0
    assert "自加 own：新版[x].txt，替换了 ban-fa" in capsys.readouterr().out


def test_notices_on_a_narrow_screen(
    corpus: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.cli.console.on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "40")
    assert app.run(["notices"]) == 0
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert first.startswith("ban-fa　开封市　2022-06-27")
    assert second == "  《关于印发开封市[bold]医疗[/]办法的通"


def test_a_file_that_cannot_be_read_is_named_with_the_mend(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (corpus / "z.txt").write_text("")
    assert app.run(["notices"]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"错误：{corpus / 'z.txt'}：文件是空的")
    assert err.endswith(f"请把它移出 {corpus}，其余的通知就能用了。\n")


def test_files_that_word_leaves_beside_an_open_one_are_no_notices(
    corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (corpus / "~$通知.docx").write_bytes(b"\0")
    (corpus / "README.md").write_text("about")
    assert app.run(["notices", "--json"]) == 0
    assert [notice["notice"] for notice in json.loads(capsys.readouterr().out)] == ["ban-fa"]


def test_notices_table_prints_titles_literally(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["notices"]) == 0
    out = capsys.readouterr().out
    row, gaps = out.splitlines()[-2:]
    name, place, date, clauses, title = row.split()
    assert (name, place, date) == ("ban-fa", "开封市", "2022-06-27")
    assert clauses.isdigit()
    assert title == "《关于印发开封市[bold]医疗[/]办法的通知》（汴卫〔2022〕3号）"
    assert gaps.strip() == "缺：二、为“略”"
    assert "\x1b" not in out


def test_outline_json_holds_the_whole_text(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["outline", str(corpus / "ban-fa.txt"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data) == ["notice", "clauses", "warnings"]
    ends = [0, *(clause["end"] for clause in data["clauses"])]
    assert [clause["start"] for clause in data["clauses"]] == ends[:-1]
    assert ends[-1] == len((corpus / "ban-fa.txt").read_text(encoding="utf-8"))
    (duty,) = [duty for clause in data["clauses"] for duty in clause["duties"]]
    assert (duty["lead"], duty["support"], duty["basis"]["kind"]) == (["市卫生健康委"], ["市医保局"], "stated")


def test_outline_for_people(corpus: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["outline", str(corpus / "ban-fa.txt")]) == 0
    out = capsys.readouterr().out
    assert out.startswith("关于印发开封市[bold]医疗[/]办法的通知\n")
    assert "一、 住院服务" in out
    assert "职责：市卫生健康委牵头；市医保局配合" in out
    assert "时限：2022年12月底前" in out
    assert "缺：二、为“略”" in out


@pytest.mark.parametrize("name", ["none.txt", "."])
def test_outline_of_what_is_no_file(corpus: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert app.run(["outline", str(corpus / name)]) == 1
    out, err = capsys.readouterr()
    assert (out, err.count("\n")) == ("", 1)
    assert err.startswith(f"错误：{corpus / name}：")


def test_outline_knows_the_catalogue(capsys: pytest.CaptureFixture[str]) -> None:
    file = load_settings({}).corpus / "notices" / "yunnan-2021.txt"
    assert app.run(["outline", str(file), "--json"]) == 0
    gaps = json.loads(capsys.readouterr().out)["notice"]["gaps"]
    assert [(gap["kind"], gap["label"]) for gap in gaps] == [("truncated", "二、（五）")]


# --- index -------------------------------------------------------------------------------------------------------


def test_the_index_is_built_where_there_is_none_and_only_then(
    corpus: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path / "built"))
    assert app.run(["index"]) == 0
    out, err = capsys.readouterr()
    assert err.splitlines() == ["还没有建立索引，正在建立索引……", "读取通知 Reading……", "建立索引 Indexing……"]
    found = re.fullmatch(r"索引已就绪：1 份通知，(\d) 个条款段落，用时 \d+\.\d 秒；(.+)\n", out)
    assert found
    assert found[2] == str(tmp_path / "built")
    assert app.run(["index"]) == 0
    again = capsys.readouterr()
    assert again.out.startswith(f"索引已就绪：1 份通知，{found[1]} 个条款段落，")
    assert again.err == ""


# --- help --------------------------------------------------------------------------------------------------------


def test_every_command_has_help_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--help"]) == 0
    overview = capsys.readouterr().out
    for command in COMMANDS:
        assert f" {command} " in overview
        assert app.run([command, "--help"]) == 0
        text = capsys.readouterr().out
        assert any("\u4e00" <= char <= "\u9fff" for char in text)
        assert any(char.isascii() and char.isalpha() for char in text)


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run([]) == 0
    assert "outline" in capsys.readouterr().out


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["--version"]) == 0
    assert capsys.readouterr() == ("policy-assistant 0.1.0\n", "")
