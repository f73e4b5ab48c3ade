"""``--format`` and ``-o``: which form is meant, what a screen shows, and files that are written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import pytest

from assistant.cli import table_output, table_view
from assistant.cli.table_output import TABLE_FORMATS, OutputFileError, choose_format, put_table
from assistant.errors import UsageError
from assistant.tables.table import Cell, Column, Table
from assistant.wrapping import cells

TABLE = Table(
    "谁做什么",
    (Column("place", "地方", "Place", 10), Column("task", "任务", "Task", 40)),
    ((Cell("甲市"), Cell("救治" * 30)), (Cell("乙县"), Cell("37种", differs=True))),
    ("文件印发于2021年",),
)


@pytest.fixture
def screen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_output, "on_terminal", lambda: True)


def on_a_screen(width: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> list[str]:
    from rich.console import Console

    monkeypatch.setattr(table_view, "result_console", lambda: Console(file=sys.stdout, width=width))
    put_table(TABLE, "table", None)
    return capsys.readouterr().out.splitlines()


@pytest.mark.parametrize(
    ("said", "output", "form"),
    [
        (None, None, "table"), ("csv", None, "csv"), ("XLSX", "a.xlsx", "xlsx"), (None, "a.xlsx", "xlsx"),
        (None, "a.JSON", "json"), (None, "a.txt", "table"), ("csv", "a", "csv"), (None, "a", "table"),
        ("json", "a.dat", "json"),
    ],
)  # fmt: skip
def test_the_form_is_the_one_said_or_the_files(said: str | None, output: str | None, form: str) -> None:
    assert choose_format(said, Path(output) if output else None) == form


@pytest.mark.parametrize(
    ("said", "output", "words"),
    [
        ("pdf", None, "没有“pdf”这种形式；--format 可用 table、json、csv、xlsx"),
        ("", None, "没有“”这种形式"),
        (None, "a.doc", "a.doc：不知道按哪种形式写"),
        ("csv", "a.xlsx", "a.xlsx 的扩展名与 --format csv 不符"),
    ],
)
def test_a_wrong_form_is_refused(said: str | None, output: str | None, words: str) -> None:
    with pytest.raises(UsageError, match="^" + words):
        choose_format(said, Path(output) if output else None)


@pytest.mark.usefixtures("screen")
def test_a_screen_is_no_place_for_a_workbook() -> None:
    with pytest.raises(UsageError, match=r"xlsx 不能显示在屏幕上；请用 -o 写明文件名"):
        choose_format("xlsx", None)
    with pytest.raises(UsageError, match="ics 不能显示"):
        choose_format("ics", Path("-"), (*TABLE_FORMATS, "ics"))
    assert choose_format("csv", None) == "csv"


def test_a_wide_screen_shows_columns(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = on_a_screen(60, monkeypatch, capsys)
    assert lines[0] == "谁做什么" and lines[1].split() == ["地方", "任务"]
    assert lines[-2:] == ["※ 各地不同", "文件印发于2021年"]
    assert any(line.split() == ["乙县", "※37种"] for line in lines)
    assert (
        "".join(lines).replace(" ", "").count("救治") == 30 and max(map(cells, lines)) <= 120
    )  # a line drawn counts double
    assert max(cells(line) for line in lines if "─" not in line) <= 60


def test_a_narrow_screen_shows_lines(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    lines = on_a_screen(20, monkeypatch, capsys)
    assert lines[:4] == ["谁做什么", "", "[1]", "  地方：甲市"]
    assert "  任务：※37种" in lines and max(map(cells, lines)) <= 20
    assert "".join(lines).replace(" ", "").count("救治") == 30


def test_a_file_is_written_in_utf_8(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "表.txt"
    put_table(TABLE, "table", path)
    text = path.read_text(encoding="utf-8")
    assert text.startswith("谁做什么\n地方") and text.endswith("※ 各地不同\n文件印发于2021年\n")
    assert capsys.readouterr().err == f"已写入 {path}（2 行）\n"


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    put_table(TABLE, "csv", path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbf") and [p.name for p in tmp_path.iterdir()] == ["a.csv"]


def test_a_link_leads_on_to_its_file(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("old", encoding="utf-8")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    put_table(TABLE, "csv", tmp_path / "link.csv")
    assert (tmp_path / "link.csv").is_symlink() and "乙县" in (tmp_path / "real.csv").read_text(encoding="utf-8-sig")


def test_a_device_stays_a_device(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    try:
        put_table(TABLE, "json", path)
        assert os.read(reader, 10).startswith(b'[{"place"')
        assert stat.S_ISFIFO(path.stat().st_mode)
    finally:
        os.close(reader)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("none/a.csv", "没有这个文件夹；请先建好"),
        ("", "是文件夹；请在 -o 后写明文件名"),
        ("file/a.csv", "没有这个文件夹"),
    ],
)
def test_a_file_that_cannot_be_written_gets_one_line(tmp_path: Path, name: str, words: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(OutputFileError, match=words):
        put_table(TABLE, "csv", tmp_path / name)


def test_a_file_open_elsewhere_keeps_what_it_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")

    def refuse(*_: object) -> None:
        raise PermissionError(13, "in use")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OutputFileError, match="可能正在别的程序里打开"):
        put_table(TABLE, "csv", path)
    assert path.read_text(encoding="utf-8") == "old" and [p.name for p in tmp_path.iterdir()] == ["a.csv"]
