"""Sentences, half-sentences and numerals: the ground that the fact finders stand on."""

from __future__ import annotations

import pytest

from assistant.reading.facts.numerals import parse_number
from assistant.reading.sentences import (
    MAX_SENTENCE_CHARS,
    SentenceMap,
    Span,
    mask_brackets,
    match_brackets,
    split_half_sentences,
    split_sentences,
    trim,
)


def _texts(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("甲。乙！丙？丁", ["甲。", "乙！", "丙？", "丁"]),
        ("他说“先做。后看！”再议。完。", ["他说“先做。后看！”再议。", "完。"]),
        ("按《甲办法。试行》办理（见附件。）执行。完。", ["按《甲办法。试行》办理（见附件。）执行。", "完。"]),
        ("半句；另半句。", ["半句；另半句。"]),
        ("多一个“引号。第二句。", ["多一个“引号。", "第二句。"]),
        ("少一个）括号。第二句。", ["少一个）括号。", "第二句。"]),
        ("宽窄（混用。)也配对。完。", ["宽窄（混用。)也配对。", "完。"]),
        ("", []),
    ],
)
def test_sentences_end_outside_brackets_only(text: str, sentences: list[str]) -> None:
    assert _texts(text, split_sentences(text)) == sentences
    assert "".join(_texts(text, split_sentences(text))) == text


def test_half_sentences_end_at_semicolons_too() -> None:
    text = "一件事；另一件（甲；乙）;第三件。末了"
    assert _texts(text, split_half_sentences(text)) == ["一件事；", "另一件（甲；乙）;", "第三件。", "末了"]


def test_a_bracket_crossed_by_another_has_no_partner() -> None:
    assert match_brackets("“甲（乙”丙）") == {0: 4}


def test_a_long_bracket_has_sentences_of_its_own() -> None:
    text = "按要求（甲单位必须每周核对一次数据，乙单位必须每月报告；逾期要说明理由），做好工作。"
    unit = SentenceMap(text).around(text.index("逾期"))
    assert text[unit.half.start : unit.half.end] == "逾期要说明理由"
    unit = SentenceMap(text).around(text.index("每月"))
    assert text[unit.phrase.start : unit.phrase.end] == "乙单位必须每月报告；"
    unit = SentenceMap(text).around(text.index("做好"))
    assert text[unit.half.start : unit.half.end] == text


def test_a_short_bracket_is_an_aside() -> None:
    text = "每县（含新区，下同）设一所。"
    unit = SentenceMap(text).around(text.index("新区"))
    assert text[unit.phrase.start : unit.phrase.end] == text


def test_commas_inside_numbers_and_colons_inside_clock_times_end_no_phrase() -> None:
    text = "补助1,000元,每天8:30前报送"
    sentences = SentenceMap(text)
    assert _texts(text, sentences.phrases(Span(0, len(text)))) == ["补助1,000元,", "每天8:30前报送"]


def test_a_run_without_full_stops_is_taken_phrase_by_phrase() -> None:
    text = "每月报送，" * MAX_SENTENCE_CHARS
    unit = SentenceMap(text).around(7)
    assert unit.sentence == unit.half == unit.phrase == Span(5, 10)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("（三）各县要报送。", "各县要报送"),
        ("## 二是加强管理；", "加强管理"),
        ("3.5万元以下，", "3.5万元以下"),
        ("12、建立台账", "建立台账"),
        ("第五条　老年人可以申请。", "老年人可以申请"),
        ("（责任单位：甲局、乙局） 以上措施有效", "以上措施有效"),
        ("。，", ""),
    ],
)
def test_trim_takes_list_marks_and_closing_marks_off(text: str, rest: str) -> None:
    span = trim(text, Span(0, len(text)))
    assert text[span.start : span.end] == rest


def test_masked_text_has_the_same_length_and_keeps_quoted_names() -> None:
    masked = mask_brackets("甲（乙、丙）丁“戊、己”庚")
    assert masked == "甲\0\0\0\0\0丁“戊\0己”庚"


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("30", 30),
        ("３０", 30),
        ("1,200", 1200),
        ("两", 2),
        ("十", 10),
        ("十五", 15),
        ("二十", 20),
        ("一百零五", 105),
        ("三千", 3000),
        ("一万二千", 12000),
        ("二〇二五", 2025),
        ("半", None),
        ("2.5", None),
        ("3-5", None),
        ("", None),
        ("若干", None),
    ],
)
def test_numbers(words: str, number: int | None) -> None:
    assert parse_number(words) == number
