"""Questions made earlier are proven again: what still holds, and what no longer does, and why."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from quiz_fixtures import LENGTH, SMALL, glossary, notices, paper, small, small_quiz

from assistant.errors import UsageError
from assistant.glossary import Glossary
from assistant.quiz.files import quiz_bytes
from assistant.quiz.records import Quiz
from assistant.quiz.stored import read_questions
from assistant.quiz.verify import Verdict, verify_questions


def verdicts(quiz: Quiz, text: str, tmp_path: Path, form: str = "json") -> list[Verdict]:
    """The questions of ``quiz``, written to a file and read back, over the small notice as ``text`` has it."""
    file = tmp_path / f"quiz.{form}"
    file.write_bytes(quiz_bytes(quiz, form))
    return verify_questions(read_questions(file), (small(text),), Glossary())


def stale(found: list[Verdict]) -> dict[str, str]:
    return {verdict.question.stem: verdict.stale for verdict in found if verdict.stale}


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_everything_holds_over_the_same_notices(form: str, tmp_path: Path) -> None:
    file = tmp_path / f"quiz.{form}"
    file.write_bytes(quiz_bytes(paper(4), form))
    found = verify_questions(read_questions(file), notices(), glossary())
    assert len(found) == LENGTH
    assert stale(found) == {}


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_a_changed_lead_makes_its_questions_stale_and_no_others(form: str, tmp_path: Path) -> None:
    quiz = small_quiz(kinds=["single", "fill_in", "true_false"])
    changed = SMALL.replace("县发展和改革局牵头", "县财政局牵头")
    found = stale(verdicts(quiz, changed, tmp_path, form))
    asked = {question.stem for question in quiz.questions if question.source.clause == "四、"}
    assert asked and set(found) == asked
    assert all("原句已改" in why for why in found.values())


def test_a_changed_number_makes_its_question_stale(tmp_path: Path) -> None:
    quiz = small_quiz(kinds=["fill_in"])
    found = stale(verdicts(quiz, SMALL.replace("60种", "70种"), tmp_path))
    assert list(found) == [stem for stem in (q.stem for q in quiz.questions) if "常用药品" in stem]


def test_a_wrong_option_that_became_right_is_found(tmp_path: Path) -> None:
    """The clause asked about is as it was; another one now gives the task to a unit that stands among the options."""
    quiz = small_quiz(kinds=["single"], topic="药品供应")
    lead = next(question for question in quiz.questions if question.role == "lead")
    wrong = next(option for option in lead.options if option not in lead.right)
    more = SMALL.replace("\n甲县卫生健康局", f"五、药品供应监管。按月通报。（{wrong}牵头）\n\n甲县卫生健康局")
    assert f"选项“{wrong}”不再能证明是错的" in stale(verdicts(quiz, more, tmp_path)).values()


def test_words_added_elsewhere_leave_a_question_standing(tmp_path: Path) -> None:
    quiz = small_quiz(kinds=["fill_in"])
    more = SMALL.replace("现将有关事项通知如下。", "现将有关事项通知如下，请认真落实。")
    assert stale(verdicts(quiz, more, tmp_path)) == {}


def test_a_clause_or_a_notice_that_is_gone(tmp_path: Path) -> None:
    quiz = small_quiz(kinds=["single"])
    cut = SMALL[: SMALL.index("四、")] + SMALL[SMALL.index("\n甲县卫生健康局") :]
    assert any("四、/p1 这一条已没有" in why for why in stale(verdicts(quiz, cut, tmp_path)).values())
    file = tmp_path / "quiz.json"
    found = verify_questions(read_questions(file), notices(), glossary())
    assert {verdict.stale for verdict in found} == {"通知 jia-2023 已不在本库"}


def test_another_year_of_the_notice_makes_every_stem_stale(tmp_path: Path) -> None:
    quiz = small_quiz(kinds=["single"])
    found = verdicts(quiz, SMALL.replace("2023年5月6日", "2024年5月6日"), tmp_path)
    named = [verdict for verdict in found if "（2023年）" in verdict.question.stem]
    assert named and all(verdict.stale for verdict in named)


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"[1]", b'[{"n": 1}]', b"PK\x03\x04junk", b"\xff\xfe\x00"])
def test_what_is_no_quiz_is_refused_in_one_line(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "quiz.json"
    file.write_bytes(content)
    with pytest.raises(UsageError) as caught:
        read_questions(file)
    assert str(file) in str(caught.value) and "\n" not in str(caught.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="读不了"):
        read_questions(tmp_path / "none.json")


def _damage(item: dict[str, Any]) -> str:
    """Make the key of a question wrong; what the verdict then says."""
    kind, letters = item["kind"], "ABCDEF"
    if kind == "true_false":
        item["answer"] = "错误" if item["answer"] == "正确" else "正确"
        return "答案已变"
    if kind == "fill_in":
        item["accepted"].append("月球")
        return "“月球”不是原文的答案"
    if kind == "matching":
        first, *rest = item["answer"].split("；")
        other = rest[0].split("-")[1]
        item["answer"] = "；".join([f"1-{other}", f"2-{first.split('-')[1]}", *rest[1:]])
        return "配对与原来的事实对不上"
    wrong = next(letter for letter in letters if letter not in item["answer"])
    item["answer"] = wrong + item["answer"][1:]
    return "答案已变为" if kind == "single" else "已变为|不再能证明"


def test_a_key_that_somebody_changed_is_found(tmp_path: Path) -> None:
    """What people mark by is proven: the key itself, not what stands beside it."""
    file = tmp_path / "quiz.json"
    items = json.loads(quiz_bytes(paper(4), "json"))
    expected = [_damage(item) for item in items]
    file.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    found = verify_questions(read_questions(file), notices(), glossary())
    missed = [
        (v.question.kind, v.stale, e) for v, e in zip(found, expected, strict=True) if not re.search(e, v.stale or "")
    ]
    assert missed == []


def test_two_options_made_equal_are_found(tmp_path: Path) -> None:
    file = tmp_path / "quiz.json"
    items = [item for item in json.loads(quiz_bytes(paper(4), "json")) if item["kind"] == "single"]
    for item in items:
        right = item["options"]["ABCDEF".index(item["answer"])]
        item["options"] = [right] * len(item["options"])
    file.write_text(json.dumps(items, ensure_ascii=False), encoding="utf-8")
    found = verify_questions(read_questions(file), notices(), glossary())
    assert {verdict.stale for verdict in found} == {"有两个选项相同"}


@pytest.mark.parametrize("form", ["json", "xlsx"])
def test_an_explanation_that_says_something_else_is_found(form: str, tmp_path: Path) -> None:
    """More may be said beside the clause and its words; another thing may not be said in their place."""
    questions = [replace(q, explanation=q.explanation + "请背诵。") for q in paper(4).questions]
    for words, expected in (("", set()), ("胡说", {"解析与原文不一致"})):
        changed = [replace(q, explanation=words or q.explanation) for q in questions]
        file = tmp_path / f"quiz.{form}"
        file.write_bytes(quiz_bytes(replace(paper(4), questions=tuple(changed)), form))
        assert set(stale(verify_questions(read_questions(file), notices(), glossary())).values()) == expected
