"""What answers look like on a screen: broken lines, headings, quotes, progress."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest

from assistant.cli.answers import Line, answer_lines
from assistant.cli.console import Waiting, printable
from assistant.display import Part, Saying, brief_quote, cut_at_quote, source_name, split_answer
from assistant.records import Answer, Statement
from assistant.wrapping import cells, wrap

TEXT = "市医保局（牵头）、各县区，于2021年12月底前报送“半年”落实情况。〔1〕See clause (2)."


@pytest.mark.parametrize("width", [2, 5, 8, 13, 20, 40, 200])
def test_nothing_is_lost_and_nothing_sticks_out(width: int) -> None:
    broken = wrap(TEXT, width)
    assert "".join(broken).replace(" ", "") == TEXT.replace(" ", "")
    assert max(map(cells, broken)) <= max(width, 2)


def test_no_line_begins_or_ends_with_the_wrong_mark() -> None:
    assert wrap("甲乙丙，丁（戊）己。", 6) == ["甲乙", "丙，丁", "（戊）", "己。"]
    assert wrap("共12.5万元，见〔1〕", 10, "  ") == ["  共12.5万", "  元，", "  见〔1〕"]


def test_a_word_longer_than_the_line_is_cut() -> None:
    assert wrap("abcdefghij", 4) == ["abcd", "efgh", "ij"]


def test_cells() -> None:
    assert [cells(text) for text in ("a", "甲", "“", "e\u0301", "")] == [1, 2, 2, 1, 0]


def test_an_answer_is_taken_apart(answer: Answer) -> None:
    assert split_answer(answer) == (
        Part("甲市（2021）", (Saying("市卫生健康委牵头。", (1, 2)), Saying("可以先住院。", (1,)))),
        Part(None, (Saying("未提到此事：乙省。"),)),
        Part(None, (Saying("文件印发于2021年。"),)),
    )


def test_an_english_answer_is_taken_apart(answer: Answer) -> None:
    said = (Statement("The city: leads.", "甲市", (1,)), Statement("It may.", "甲市", (2,)))
    english = replace(answer, lang="en", statements=said, text="Jia (甲市) (2021): The city: leads.〔1〕 It may.〔2〕")
    assert split_answer(english) == (
        Part("Jia (甲市) (2021)", (Saying("The city: leads.", (1,)), Saying("It may.", (2,)))),
    )


def test_the_same_statement_of_two_places_is_found_twice(answer: Answer) -> None:
    said = (Statement("同。", "甲市", (1,)), Statement("同。", "乙市", (1,)))
    twice = replace(answer, statements=said, text="甲市：同。〔1〕\n乙市：同。〔1〕")
    assert [part.heading for part in split_answer(twice)] == ["甲市", "乙市"]


def test_text_that_no_statement_has_is_kept(answer: Answer) -> None:
    odd = replace(answer, text="甲市：可以先住院。〔1〕另见附件。")
    assert split_answer(odd) == (Part("甲市", (Saying("可以先住院。", (1,)), Saying("另见附件。"))),)


def test_sources_are_named_by_what_is_known(answer: Answer) -> None:
    known, bare = answer.citations
    assert source_name(known) == "《甲市方案》（甲卫〔2021〕1号）二、（一）2"
    assert source_name(replace(known, number=None)) == "《甲市方案》二、（一）2"
    assert source_name(bare) == "jia-2021 无编号段"
    assert source_name(bare, "en") == "jia-2021 unnumbered paragraph"


def test_a_quote_is_marked_in_its_paragraph(answer: Answer) -> None:
    cited = answer.citations[0]
    assert cut_at_quote(cited) == ("困难群众", "可以先住院", "，后付费。（市卫生健康委）")
    assert cut_at_quote(replace(cited, quote="别处")) == (cited.text, "", "")
    assert cut_at_quote(replace(cited, quote="")) == (cited.text, "", "")


def test_a_long_quote_is_not_said_twice(answer: Answer) -> None:
    words = "长" * 40
    cited = replace(answer.citations[0], quote=words)
    repeated = replace(answer, statements=(Statement(words + "。", "甲市", (1,)),))
    assert brief_quote(cited, repeated) == "长" * 30 + "……"
    assert brief_quote(cited, answer) == words


def test_an_answer_on_a_screen(answer: Answer) -> None:
    assert list(answer_lines(answer, 32)) == [
        Line("甲市（2021）", "bold"),
        Line("  市卫生健康委牵头。〔1〕〔2〕"),
        Line("  可以先住院。〔1〕"),
        Line("未提到此事：乙省。"),
        Line("文件印发于2021年。"),
        Line("────────────────", "dim"),
        Line("〔1〕《甲市方案》（甲卫〔2021〕1", "dim"),
        Line("号）二、（一）2", "dim"),
        Line("    “可以先住院”"),
        Line("〔2〕jia-2021 无编号段", "dim"),
        Line("    “第1个单位为牵头单位”"),
    ]


def test_terminal_commands_are_taken_out() -> None:
    assert printable("甲\x1b]0;x\x07\t乙\r\n\x9b丙\u2067") == "甲]0;x\t乙\n丙"


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_one_line_a_step_where_there_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("sys.stderr", stream)
    with Waiting() as waiting:
        waiting.say("正在建立索引")
        waiting.show(1, 9, "读取")
        waiting.show(9, 9, "读取")
        waiting.show(1, 2, "索引")
    assert stream.getvalue() == "正在建立索引\n读取……\n索引……\n"


def test_progress_is_a_bar_on_a_terminal_and_leaves_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = Screen()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("sys.stderr", stream)
    with Waiting() as waiting:
        waiting.show(3, 9, "读取[x]")
        waiting.say("[bold]一行")
    shown = stream.getvalue()
    assert "读取[x]" in shown
    assert "3/9" in shown
    assert "[bold]一行" in shown
    assert shown.endswith("\x1b[2K")  # the bar's line is wiped


def test_a_list_is_one_part_under_its_place() -> None:
    said = ("甲牵头。", "丙配合。", "丁负责。")
    statements = tuple(Statement(words, "乙市", (number,)) for number, words in enumerate(said, start=1))
    text = "乙市（2021）：\n· 甲牵头。〔1〕\n· 丙配合。〔2〕\n· 丁负责。〔3〕\n文件印发于2021年。"
    parts = split_answer(Answer("谁？", "answered", "zh", text, statements, (), ()))
    assert [part.heading for part in parts] == ["乙市（2021）", None]
    assert [(saying.text, saying.citations) for saying in parts[0].sayings] == [
        ("甲牵头。", (1,)),
        ("丙配合。", (2,)),
        ("丁负责。", (3,)),
    ]
