"""What is wrong with a file or a name given to ``eval`` is told in one line, before any question is asked."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NoReturn

import pytest

from assistant.cli.app import run

_NOT_A_NAME = "不能作文件名；请只用文字、数字和连字符。"


@pytest.fixture(autouse=True)
def nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> NoReturn:
        pytest.fail("the run was begun")

    monkeypatch.setattr("assistant.answering.service.Assistant.open", fail)


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """The exit code of ``eval`` and the one line that it says."""
    code = run(["eval", *arguments])
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("错误：") and err.endswith("\n") and err.count("\n") == 1
    return code, err.removeprefix("错误：").rstrip("\n")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", f"“” {_NOT_A_NAME}"),
        (" ", f"“ ” {_NOT_A_NAME}"),
        (".json", f"“.json” {_NOT_A_NAME}"),
        ("..", f"“..” {_NOT_A_NAME}"),
        ("a/b", f"“a/b” {_NOT_A_NAME}"),
        ("a\\b", f"“a\\b” {_NOT_A_NAME}"),
        ("a:b", f"“a:b” {_NOT_A_NAME}"),
        ("a\0b", f"“ab” {_NOT_A_NAME}"),
        ("a\nb", f"“a b” {_NOT_A_NAME}"),
        ("长" * 84, f"--name “{'长' * 20}……”有 84 个字，太长了；请写短一些。"),
        ("长" * 3000, f"--name “{'长' * 20}……”有 3000 个字，太长了；请写短一些。"),
    ],
)
def test_what_is_no_name(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    assert told(capsys, "--results", str(tmp_path), "--name", name) == (2, said)
    assert list(tmp_path.iterdir()) == []


def test_an_empty_name_is_mixed_with_a_public_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "--set 和 --convert 只能与 --json 或彼此同用；请去掉其他选项。"
    assert told(capsys, "--set", str(tmp_path), "--name", "") == (2, said)


@pytest.mark.parametrize("name", [[], ["--name", "r"]])
def test_a_folder_for_results_that_cannot_be_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: list[str]
) -> None:
    (tmp_path / "file").write_text("")
    folder = tmp_path / "file" / "results"
    file = folder / "r.json" if name else folder
    mend = "请检查权限，或用 --results 换个文件夹"
    assert told(capsys, "--results", str(folder), *name) == (1, f"结果写不进 {file}（Not a directory）；{mend}。")
    (tmp_path / "r.json").mkdir()
    said = f"结果写不进 {tmp_path / 'r.json'}（Is a directory）；{mend}。"
    assert told(capsys, "--results", str(tmp_path), "--name", "r") == (1, said)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "r.json"]


def test_a_picture_that_cannot_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "x.svg").mkdir()
    mend = "请检查文件夹和权限"
    for picture, reason in (
        (tmp_path / "file" / "x.svg", "Not a directory"),
        (tmp_path / "x.svg", "Is a directory"),
        (tmp_path / f"{'x' * 300}.svg", "File name too long"),
    ):
        said = f"图片写不进 {picture}（{reason}）；{mend}。"
        assert told(capsys, "--results", str(tmp_path / "new"), "--picture", str(picture)) == (1, said)
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "EOF while parsing a value at line 1 column 0"),
        (b"\xff", "'utf-8' codec can't decode byte 0xff in position 0: invalid start byte"),
        (b'{"questions": []}', "origin：Field required"),
        (b'{"origin": {"date": 1, "commit": null}, "questions": []}', "origin.date：Input should be a valid string"),
    ],
)
def test_earlier_results_that_are_damaged(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, reason: str
) -> None:
    file = tmp_path / "r.json"
    file.write_bytes(content)
    said = f"{file} 不是评测结果文件（{reason}）；请用 eval 存下的 .json。"
    assert told(capsys, "--results", str(tmp_path), "--against", str(file)) == (2, said)


def test_questions_that_are_damaged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "q.jsonl"
    line = {
        "id": "t-1", "split": "dev", "topic": "签约", "kind": "responsibility", "register": "official",
        "language": "zh", "place": None, "history": [], "question": "谁牵头？", "status": ["answered"],
        "gold": [], "also": [], "facts": [[]], "forbidden": [],
    }  # fmt: skip
    file.write_text("\n" + json.dumps(line), encoding="utf-8")
    code, said = told(capsys, "--results", str(tmp_path), "--questions", str(file))
    reason = "Tuple should have at least 1 item after validation, not 0"
    assert (code, said) == (1, f"q.jsonl 第 2 行：facts.0 不合要求（{reason}）；各字段见 eval/README.md。")


def test_a_file_is_no_set(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "file"
    file.write_text('{"query": "甲", "pos": ["乙"]}', encoding="utf-8")
    said = f"{file} 是一个文件；请给一个文件夹（其中有 corpus.jsonl、queries.jsonl、qrels/test.tsv）。"
    assert told(capsys, "--set", str(file)) == (2, said)
    assert told(capsys, "--convert", str(file), "--set", str(file)) == (2, said)
