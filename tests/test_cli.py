"""The commands, run in this process over a stand-in for the assistant: what they print, where, and how they end."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from assistant.cli import app
from assistant.contract import answer_object
from assistant.errors import CorpusError, UsageError
from assistant.records import Answer, Clause, Hit, Place, Statement

PLACES = {
    "甲市": (Place("000001", "甲市", "city", ("全国",)),),
    "新城": (Place("1", "新城区", "county", ("丙省", "全国")), Place("2", "新城区", "county", ("丁省", "全国"))),
}
CLAUSE = Clause("jia-2021#一、/p1", "jia-2021", ("一、",), "一、", None, (), "长" * 170, 0, 170)


class StandIn:
    """Answers every question with one answer, and notes what it was asked."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.asked: list[tuple[Any, ...]] = []
        self.notices = (SimpleNamespace(id="jia-2021", place="甲市", title="甲市方案"),)
        gazetteer = SimpleNamespace(resolve=lambda name: PLACES.get(name, ()))
        self.knowledge = SimpleNamespace(gazetteer=gazetteer)

    def ask(
        self, question: str, *, place: str | None = None, lang: str | None = None, history: Sequence[str] = ()
    ) -> Answer:
        self.asked.append((question, place, lang, tuple(history)))
        if place == "火星":
            raise UsageError("没有找到地名“火星”。")
        if question == "坏":
            raise KeyError("x")
        if question == "停":
            raise KeyboardInterrupt
        return replace(self.answer, question=question)

    def search(self, question: str, top: int = 10) -> list[tuple[Hit, Clause]]:
        self.asked.append((question, top))
        return [(Hit(CLAUSE.id, "jia-2021", 0.12345678, 0.1, 0.2), CLAUSE)]


@pytest.fixture
def stand_in(answer: Answer, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    assistant = StandIn(answer)
    for name in ("ask", "search", "chat"):
        monkeypatch.setattr(f"assistant.cli.{name}.open_assistant", lambda **_: assistant)
    return assistant


def type_in(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def lines(text: str) -> list[Any]:
    return [json.loads(line) for line in text.splitlines()]


# --- ask ---------------------------------------------------------------------------------------------------------


def test_ask_prints_the_text_and_the_quotes(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["ask", "谁牵头？", "--place", "甲市", "--lang", "zh"]) == 0
    out, err = capsys.readouterr()
    assert out == (
        "甲市（2021）：市卫生健康委牵头。〔1〕〔2〕可以先住院。〔1〕\n未提到此事：乙省。\n文件印发于2021年。\n"
        "\n"
        "〔1〕《甲市方案》（甲卫〔2021〕1号）二、（一）2：“可以先住院”\n"
        "〔2〕jia-2021 无编号段：“第1个单位为牵头单位”\n"
    )
    assert err == ""
    assert stand_in.asked == [("谁牵头？", "甲市", "zh", ())]


def test_ask_json_is_the_contract_object_on_one_line(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["ask", "谁牵头？", "--json"]) == 0
    out, err = capsys.readouterr()
    assert (out.count("\n"), err) == (1, "")
    data = json.loads(out)
    assert data == json.loads(json.dumps(answer_object(stand_in.answer)))
    assert list(data) == [
        *("id", "question", "status", "lang", "answer", "statements", "citations", "missing", "elapsed_ms"),
    ]
    assert data["statements"][0] == {"text": "市卫生健康委牵头。", "place": "甲市", "citations": [1, 2]}
    assert list(data["citations"][0]) == [
        *("n", "notice", "title", "number", "place", "date", "clause", "clause_id", "quote", "text", "start", "end"),
    ]
    assert data["missing"] == [{"notice": "yi-2021", "why": "not_mentioned"}]


def test_markup_and_terminal_codes_in_a_text_are_only_text(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str]
) -> None:
    stand_in.answer = replace(
        stand_in.answer, text="[bold]甲[/bold] :smile:\x1b[31m红\u202e", statements=(), citations=()
    )
    assert app.run(["ask", "问"]) == 0
    assert capsys.readouterr().out == "[bold]甲[/bold] :smile:[31m红\n"


def test_a_screen_gets_styles_and_still_no_markup(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    class Screen(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Screen()
    monkeypatch.setattr(sys, "stdout", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")
    said = (Statement("[red]市卫生健康委[/red]牵头。\x1b[5m", "甲市", (1,)),)
    text = "[b]甲市[/b]（2021）：[red]市卫生健康委[/red]牵头。\x1b[5m〔1〕"
    stand_in.answer = replace(stand_in.answer, statements=said, citations=(), text=text)
    assert app.run(["ask", "问"]) == 0
    assert screen.getvalue() == "\x1b[1m[b]甲市[/b]（2021）\x1b[0m\n  [red]市卫生健康委[/red]牵头。[5m〔1〕\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["ask"],
        ["ask", "问", "--batch", "f"],
        ["ask", "问", "又问"],
        ["ask", "问", "--lang", "fr"],
        ["ask", "问", "--place"],
        ["ask", "问", "--unknown"],
        ["ask", "问", "--place", "火星"],
        ["search"],
        ["search", "问", "--top", "0"],
        ["search", "问", "--top", "1001"],
        ["search", "问", "--top", "many"],
        ["web", "--port", "0"],
        ["outline"],
        ["nonsense"],
    ],
)
def test_wrong_usage_is_one_line_and_two(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    assert app.run(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith("错误：")
    assert err.count("\n") == 1


def test_an_unforeseen_error_is_one_line_and_one(
    stand_in: StandIn, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert app.run(["ask", "坏"]) == 1
    hint = "设环境变量 ASSISTANT_DEBUG=1 再运行一次，可看到详情"
    assert capsys.readouterr() == ("", f"错误：程序出错（KeyError: 'x'）；{hint}。\n")
    monkeypatch.setenv("ASSISTANT_DEBUG", "1")
    assert app.run(["ask", "坏"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("Traceback")
    assert err.endswith("错误：程序出错：KeyError: 'x'\n")


def test_a_command_that_cannot_be_done_ends_with_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> None:
        raise CorpusError("读不了；\n请检查。")

    monkeypatch.setattr("assistant.cli.ask.open_assistant", fail)
    assert app.run(["ask", "问"]) == 1
    assert capsys.readouterr() == ("", "错误：读不了； 请检查。\n")


def test_an_interrupt_is_quiet(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["ask", "停"]) == 130
    assert capsys.readouterr() == ("", "")


# --- batches -----------------------------------------------------------------------------------------------------

GOOD = '{"id": "a", "question": "谁牵头？", "place": "甲市", "lang": "en", "history": ["前问", " "]}'
BAD_LINES = [
    ("不是", {"id": None, "error": "第 2 行不是 JSON：Expecting value: line 1 column 1 (char 0)。"}),
    ("[1]", {"id": None, "error": '第 2 行不是 JSON 对象；请写成 {"id": …, "question": …}。'}),
    ('{"id": "b"}', {"id": "b", "error": "第 2 行没有 question，或它不是字符串。"}),
    ('{"id": 7, "question": 5}', {"id": 7, "error": "第 2 行没有 question，或它不是字符串。"}),
    ('{"id": "b", "question": "  "}', {"id": "b", "error": "第 2 行的 question 是空的。"}),
    ('{"id": ["b"], "question": "问"}', {"id": None, "error": "第 2 行的 id 不是字符串或整数。"}),
    ('{"id": true, "question": "问"}', {"id": None, "error": "第 2 行的 id 不是字符串或整数。"}),
    ('{"id": "b", "question": "问", "place": 1}', {"id": "b", "error": "第 2 行的 place 不是字符串。"}),
    ('{"id": "b", "question": "问", "place": "火星"}', {"id": "b", "error": "没有找到地名“火星”。"}),
    ('{"id": "b", "question": "问", "lang": "fr"}', {"id": "b", "error": "第 2 行的 lang 应为 zh 或 en。"}),
    ('{"id": "b", "question": "问", "history": "前"}', {"id": "b", "error": "第 2 行的 history 不是字符串的列表。"}),
    ('{"id": "b", "question": "问", "history": [1]}', {"id": "b", "error": "第 2 行的 history 不是字符串的列表。"}),
    (
        '{"id": "b", "question": "坏"}',
        {"id": "b", "error": "程序出错（KeyError: 'x'）；设环境变量 ASSISTANT_DEBUG=1 再运行一次，可看到详情。"},
    ),
]


@pytest.mark.parametrize(("bad", "expected"), BAD_LINES)
def test_a_bad_line_is_answered_in_its_place(
    stand_in: StandIn, tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str, expected: dict[str, Any]
) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(f"{GOOD}\n{bad}\n\n{GOOD}\n", encoding="utf-8")
    assert app.run(["ask", "--batch", str(file)]) == 1
    first, second, third = lines(capsys.readouterr().out)
    assert second == expected
    good = json.loads(json.dumps(answer_object(replace(stand_in.answer, question="谁牵头？"), "a")))
    assert (first, third) == (good, good)
    assert stand_in.asked[0] == ("谁牵头？", "甲市", "en", ("前问",))


def test_bytes_that_are_not_utf8_spoil_only_their_line(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, '{"id": 1, "question": "问"}\n'.encode("gbk") + b'{"id": 2, "question": "ask"}')
    assert app.run(["ask", "--batch", "-"]) == 1
    first, second = lines(capsys.readouterr().out)
    assert first == {"id": None, "error": "第 1 行不是 UTF-8 编码的文字。"}
    assert (second["id"], second["question"]) == (2, "ask")


def test_windows_files_are_read(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, '\ufeff{"id": 1, "question": "问"}\r\n\r\n{"question": "又问"}'.encode())
    assert app.run(["ask", "--batch", "-", "--place", "甲市"]) == 0
    assert [(line["id"], line["question"]) for line in lines(capsys.readouterr().out)] == [(1, "问"), (None, "又问")]
    assert [asked[:2] for asked in stand_in.asked] == [("问", "甲市"), ("又问", "甲市")]


def test_utf16_is_refused_with_the_mend(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, '{"id": 1, "question": "问"}'.encode("utf-16"))
    assert app.run(["ask", "--batch", "-"]) == 1
    assert capsys.readouterr() == ("", "错误：批量文件是 UTF-16 编码；请另存为 UTF-8 后再试。\n")


def test_half_a_character_comes_back_as_it_was(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    type_in(monkeypatch, b'{"id": "\\ud83d", "question": "\\ud83d"}')
    assert app.run(["ask", "--batch", "-"]) == 0
    assert lines(capsys.readouterr().out)[0]["id"] == "\ud83d"


def test_a_missing_batch_file_is_one_line_and_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "none.jsonl"
    assert app.run(["ask", "--batch", str(file)]) == 1
    assert capsys.readouterr() == ("", f"错误：{file}：没有这个文件；请检查文件名。\n")
    assert app.run(["ask", "--batch", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith(f"错误：{tmp_path}：打不开（")


# --- search ------------------------------------------------------------------------------------------------------

HITS = [{"clause_id": "jia-2021#一、/p1", "notice": "jia-2021", "label": "一、", "text": "长" * 170, "score": 0.123457}]


def test_search_json(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["search", "问", "--top", "3", "--json"]) == 0
    assert lines(capsys.readouterr().out) == [{"id": None, "hits": HITS}]
    assert stand_in.asked == [("问", 3)]


def test_search_batch(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    type_in(monkeypatch, '{"id": "a", "question": "问"}\nx\n'.encode())
    assert app.run(["search", "--batch", "-", "--top", "1000"]) == 1
    first, second = lines(capsys.readouterr().out)
    assert first == {"id": "a", "hits": HITS}
    assert second["id"] is None
    assert stand_in.asked == [("问", 1000)]


def test_search_for_people(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["search", "问"]) == 0
    assert capsys.readouterr().out == f"1. 甲市 一、（jia-2021#一、/p1，0.123）\n   {'长' * 160}……\n"


# --- chat --------------------------------------------------------------------------------------------------------


def test_a_conversation(stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    typed = (
        "一问\n\n/place 甲市\n二问\n/place 新城\n/place 火星城\n/place\n三问\n/new\n四问\n/what\n/help\n/quit\n五问\n"
    )
    type_in(monkeypatch, typed.encode())
    assert app.run(["chat", "--lang", "en"]) == 0
    assert stand_in.asked == [
        ("一问", None, "en", ()),
        ("二问", "甲市", "en", ("一问", "甲市呢？")),
        ("三问", None, "en", ()),
        ("四问", None, "en", ()),
    ]
    out, err = capsys.readouterr()
    assert out.count("甲市（2021）：市卫生健康委牵头。") == 4
    assert "“新城”有 2 处：丙省新城区、丁省新城区；请连省、市一起写。" in err
    assert "没有找到地名“火星城”" in err
    assert "没有 /what 这个命令" in err


def test_a_question_that_fails_does_not_end_the_conversation(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(PLACES, "火星", (Place("9", "火星", "city", ("全国",)),))
    type_in(monkeypatch, "问\n/place\n又问".encode())
    assert app.run(["chat", "--place", "火星"]) == 0
    assert stand_in.asked == [("问", "火星", None, ()), ("又问", None, None, ())]
    assert "没有找到地名“火星”。\n" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["exit", "Quit", "退出", "再见", "再见！", " 退出。 ", "/exit"])
def test_a_farewell_ends_the_conversation(
    stand_in: StandIn, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], words: str
) -> None:
    type_in(monkeypatch, f"退出低保怎么办\n{words}\n又问\n".encode())
    assert app.run(["chat"]) == 0
    assert [asked[0] for asked in stand_in.asked] == ["退出低保怎么办"]
    assert capsys.readouterr().err == ""
