"""With ``--lang en`` what went wrong is told in English, in one line."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.answering.understand import clean_question
from assistant.cli import app
from assistant.cli.failures import language_of
from assistant.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


@pytest.fixture(autouse=True)
def opened(assistant: Assistant, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ask", "chat"):
        monkeypatch.setattr(f"assistant.cli.{name}.open_assistant", lambda **_: assistant)
    monkeypatch.setattr(sys, "argv", ["assistant/__main__.py"])  # messages name the command that was typed


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = app.run(arguments)
    out, err = capsys.readouterr()
    assert out == ""
    return code, err


EXAMPLE = "Who leads family doctor services in Shaanxi?"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ask", "?"], f"The question is empty; write what you want to know, as in: {EXAMPLE}"),
        (["ask", "x" * 1001], "The question has 1001 characters, more than 1000; write only what you ask."),
        (
            ["ask", "Who?", "--place", "Mars"],
            "No place called “Mars” is known; name a province, city or county, as in: Shaanxi, Zhongwei, 海原县.",
        ),
        (
            ["ask", "Who?", "--place", "朝阳区"],
            "“朝阳区” names 2 places: 北京市朝阳区、吉林省长春市朝阳区; write the province or city too.",
        ),
        (
            ["ask"],
            f'Write a question, or give a file with --batch (one of the two), as in: ask "{EXAMPLE}"',
        ),
        (["ask", "Who?", "--nonsense"], "No such option: --nonsense (see python -m assistant ask --help)"),
        (["chat", "more"], "Got unexpected extra argument(s) (more) (see python -m assistant chat --help)"),
    ],
)
def test_wrong_usage(capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert told(capsys, *arguments, "--lang", "en") == (2, f"Error: {said}\n")
    assert told(capsys, *arguments, "--lang=en") == (2, f"Error: {said}\n")
    code, chinese = told(capsys, *arguments)
    assert (code, chinese[:3]) == (2, "错误：")


def test_the_example_is_a_question(assistant: Assistant) -> None:
    assert assistant.ask(EXAMPLE).status == "answered"


def test_missing_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "none.jsonl"
    assert told(capsys, "ask", "--batch", str(file), "--lang", "en") == (
        *(1, f"Error: {file}: there is no such file; check its name.\n"),
    )
    said = f"Error: {tmp_path} cannot be opened (Is a directory); check its permissions.\n"
    assert told(capsys, "ask", "--batch", str(tmp_path), "--lang", "en") == (1, said)


def test_a_missing_corpus(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setenv("ASSISTANT_INDEX", str(tmp_path / "index"))
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path / "none"))
    said = f"Error: {tmp_path / 'none'}: no such folder; check ASSISTANT_CORPUS.\n"
    assert told(capsys, "ask", "Who?", "--lang", "en") == (1, said)
    monkeypatch.setenv("ASSISTANT_CORPUS", str(tmp_path))
    said = f"Error: {tmp_path} holds no notices (.txt, .md, .html, .htm, .docx, .pdf); put some there, or add your own "
    assert told(capsys, "ask", "Who?", "--lang", "en") == (1, said + "with add.\n")


BAD_LINES = [
    ("x", "Line 1: not JSON: Expecting value: line 1 column 1 (char 0)."),
    ("[1]", 'Line 1: not a JSON object; write {"id": …, "question": …}.'),
    ("{}", "Line 1: there is no question, or it is not a string."),
    ('{"question": " "}', "Line 1: the question is empty."),
    ('{"id": [], "question": "?"}', "Line 1: id is neither a string nor an integer."),
    ('{"question": "Who?", "place": 1}', "Line 1: place is not a string."),
    ('{"question": "Who?", "lang": "fr"}', "Line 1: lang must be zh or en."),
    ('{"question": "Who?", "history": [1]}', "Line 1: history is not a list of strings."),
    ('{"question": "?"}', f"The question is empty; write what you want to know, as in: {EXAMPLE}"),
    (
        '{"question": "Who?", "place": "Mars"}',
        "No place called “Mars” is known; name a province, city or county, as in: Shaanxi, Zhongwei, 海原县.",
    ),
]


def batch_error(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, *options: str) -> str:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(line.encode())))
    assert app.run(["ask", "--batch", "-", *options]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert isinstance(error, str)
    return error


@pytest.mark.parametrize(("line", "said"), BAD_LINES)
def test_a_bad_line_of_a_batch(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], line: str, said: str
) -> None:
    assert batch_error(monkeypatch, capsys, line, "--lang", "en") == said


def test_a_lines_own_language_counts_more_than_the_option(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    english = batch_error(monkeypatch, capsys, '{"question": "", "lang": "en"}')
    chinese = batch_error(monkeypatch, capsys, '{"question": "", "lang": "zh"}', "--lang", "en")
    refused = batch_error(monkeypatch, capsys, '{"question": "Who?", "place": "Mars", "lang": "en"}')
    assert (english, chinese) == ("Line 1: the question is empty.", "第 1 行的 question 是空的。")
    assert refused.startswith("No place called “Mars” is known")


def test_an_unforeseen_error(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(**_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("assistant.cli.ask.open_assistant", fail)
    hint = "run it again with ASSISTANT_DEBUG=1 in the environment for details"
    assert told(capsys, "ask", "Who?", "--lang", "en") == (1, f"Error: The program failed (KeyError: 'x'); {hint}.\n")


def test_an_error_in_a_conversation(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("?\n"))
    said = f"The question is empty; write what you want to know, as in: {EXAMPLE}\n"
    assert told(capsys, "chat", "--lang", "en") == (0, said)


@pytest.mark.parametrize(
    ("arguments", "lang"),
    [
        (["ask", "q", "--lang", "en"], "en"),
        (["ask", "--lang=en", "q"], "en"),
        (["ask", "--lang", "en", "--lang", "zh"], "zh"),
        (["ask", "q", "--lang"], None),
        ([], None),
    ],
)
def test_the_language_that_a_command_line_asks_for(arguments: list[str], lang: str | None) -> None:
    assert language_of(arguments) == lang


def test_what_has_no_english_is_told_in_chinese() -> None:
    assert AssistantError("坏了。").line("en") == "坏了。"
    with pytest.raises(UsageError) as caught:
        clean_question("")
    assert caught.value.line() == caught.value.line("zh") == str(caught.value)


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--format", "pdf"], 2, "There is no form “pdf”; --format takes {forms}."),
        (["-o", "x.pdf"], 2, "x.pdf: its ending names no form; say one with --format ({forms})."),
        (["-o", "FOLDER/none/x.csv"], 1, "FOLDER/none: no such folder; make it first, or write elsewhere."),
        (["--format", "csv", "-o", "FOLDER"], 1, "FOLDER is a folder; name a file after -o."),
        (
            ["--format", "csv", "-o", "x.xlsx"],
            2,
            "The ending of x.xlsx is not that of --format csv; change one of them.",
        ),
    ],
)
@pytest.mark.parametrize("command", ["lookup", "deadlines", "compare"])
def test_a_table_that_cannot_be_put_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, arguments: list[str], code: int, said: str
) -> None:
    forms = "table, json, csv, xlsx" + (", ics" if command == "deadlines" else "")
    said = said.replace("FOLDER", str(tmp_path)).format(forms=forms)
    arguments = [argument.replace("FOLDER", str(tmp_path)) for argument in arguments]
    topic = ["大病专项救治"] if command == "compare" else []
    assert told(capsys, command, *topic, *arguments, "--lang", "en") == (code, f"Error: {said}\n")
    assert told(capsys, command, *topic, *arguments)[1].startswith("错误：")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--format", "pdf"], 2, "There is no form “pdf”; --format takes md, docx, xlsx, gift, json."),
        (["-o", "x.pdf"], 2, "x.pdf: its ending names no form; say one with --format (md, docx, xlsx, gift, json)."),
        (["--format", "docx"], 2, "A screen cannot show docx; name a file with -o, as in: -o paper.docx"),
        (
            ["--verify", "x.json", "-o", "y"],
            2,
            "--verify only checks a file and writes none; leave out -o and --format.",
        ),
        (["--count", "1", "-o", "FOLDER"], 1, "FOLDER is a folder; name a file after -o."),
        (
            *(["--count", "1", "-o", "FOLDER/none/x.md"], 1),
            "FOLDER/none/x.md cannot be written (no such folder); write elsewhere,"
            " or close the program that has it open.",
        ),
    ],
)
def test_a_quiz_that_cannot_be_put_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], code: int, said: str
) -> None:
    said = said.replace("FOLDER", str(tmp_path))
    arguments = [argument.replace("FOLDER", str(tmp_path)) for argument in arguments]
    assert told(capsys, "quiz", *arguments, "--lang", "en") == (code, f"Error: {said}\n")
