"""The evaluation set itself: that its gold stands where it says, and that it is what ``eval/README.md`` says it is."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest
from evaluation_fixtures import CLAUSES, gold, question

from assistant.evaluation.questions import REFUSALS, Question, QuestionsError, check_against, load_questions
from assistant.evaluation.texts import fold, says
from assistant.library import find_corpus, read_corpus
from assistant.records import Clause
from assistant.settings import load_settings

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "eval" / "questions.jsonl"
QUESTIONS = load_questions(FILE)


@pytest.fixture(scope="module")
def clauses() -> dict[str, Clause]:
    notices = read_corpus(find_corpus(load_settings({}).corpus, ROOT / "no" / "folder"))
    return {clause.id: clause for notice in notices for clause in notice.clauses}


def test_every_gold_quote_stands_where_it_says(clauses: dict[str, Clause]) -> None:
    check_against(QUESTIONS, clauses)


def test_every_fact_stands_in_a_gold_quote() -> None:
    strays = [
        (question.id, spellings[0])
        for question in QUESTIONS
        for spellings in question.facts
        if not any(says(place.quote, spellings[0]) for gold in question.gold for place in gold.places)
    ]
    assert strays == []


def test_quoting_the_gold_is_never_forbidden() -> None:
    punished = [
        (question.id, phrase)
        for question in QUESTIONS
        for phrase in question.forbidden
        if any(says(place.quote, phrase) for gold in question.gold for place in gold.places)
    ]
    assert punished == []


def test_questions_to_be_answered_have_gold_and_facts() -> None:
    for item in QUESTIONS:
        if item.is_refused_rightly is False:
            assert item.gold and item.facts, item.id
        if set(item.status) == {"not_found"}:
            assert not item.gold and not item.facts, item.id
        assert (item.kind == "followup") == bool(item.history), item.id
        assert len(item.history) <= 3, item.id


def test_there_are_enough_of_each() -> None:
    kinds = Counter(question.kind for question in QUESTIONS)
    least = {
        "eligibility": 70, "deadline": 50, "responsibility": 70, "number": 30, "comparison": 20, "followup": 30,
        "omitted": 15, "absent": 50, "false_premise": 15,
    }  # fmt: skip
    assert {kind: count for kind, count in least.items() if kinds[kind] < count} == {}
    assert len(QUESTIONS) >= 360
    assert 2 * sum(question.register == "everyday" for question in QUESTIONS) >= len(QUESTIONS)
    assert sum(question.language == "en" for question in QUESTIONS) >= 60
    assert sum(question.register == "sloppy" for question in QUESTIONS) >= 30


def test_whole_topics_are_on_one_side_40_to_60() -> None:
    sides = defaultdict[str, set[str]](set)
    for item in QUESTIONS:
        sides[item.topic].add(item.split)
    assert {topic for topic, splits in sides.items() if len(splits) > 1} == set()
    dev = sum(question.split == "dev" for question in QUESTIONS)
    assert 0.37 <= dev / len(QUESTIONS) <= 0.43


def test_no_question_is_asked_twice() -> None:
    asked = Counter((question.place, question.history, fold(question.question)) for question in QUESTIONS)
    assert [key for key, count in asked.items() if count > 1] == []


def test_no_question_stands_in_the_code() -> None:
    code = "\n".join(file.read_text(encoding="utf-8") for file in (ROOT / "assistant").rglob("*.py"))
    folded = fold(code)
    whole = (item for item in QUESTIONS if not item.history)  # “谁牵头？” may well stand in a comment
    assert [item.id for item in whole if fold(item.question) in folded] == []


def test_refused_rightly_is_unsaid_where_both_will_do() -> None:
    assert question(status=("not_found", "omitted")).is_refused_rightly is True
    assert question(status=("answered", "partial")).is_refused_rightly is False
    assert question(status=("partial", "not_found")).is_refused_rightly is None
    assert {"not_found", "omitted"} == REFUSALS


def as_line(item: Question, **changes: object) -> str:
    from pydantic import TypeAdapter

    return json.dumps(TypeAdapter(Question).dump_python(item, mode="json") | changes, ensure_ascii=False)


def test_questions_survive_the_file(tmp_path: Path) -> None:
    items = (question(), question(id="q-2", gold=(gold("a#一、/p1", "随访", ("b#一、/p1", "随访")),)))
    file = tmp_path / "q.jsonl"
    file.write_text("\ufeff" + "\n\n".join(as_line(item) for item in items), encoding="utf-8")
    assert load_questions(file) == items


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("{", "q.jsonl 第 1 行：JSON 不合要求"),
        ("[]", "第 1 行：JSON 不合要求"),
        (as_line(question(), kind="riddle"), "第 1 行：kind 不合要求"),
        (as_line(question(), status=[]), "第 1 行：status 不合要求"),
        (as_line(question(), extra=1), "第 1 行：extra 不合要求"),
        (as_line(question()) + "\n" + as_line(question()), "第 2 行的 id “q-1” 用过了"),
        (as_line(question(), facts=[[]]), "第 1 行：facts.0 不合要求"),
        (as_line(question(), facts=[[" "]]), "第 1 行：facts.0.0 不合要求"),
        (as_line(question(), facts={"a": 1}), "第 1 行：facts 不合要求"),
        (as_line(question(), forbidden=[""]), "第 1 行：forbidden.0 不合要求"),
        (as_line(question(), gold=[{"clause": "a", "quote": ""}]), "第 1 行：gold.0.quote 不合要求"),
        (as_line(question(), history="前"), "第 1 行：history 不合要求"),
        (as_line(question(), id=" "), "第 1 行：id 不合要求"),
        (as_line(question(), question="？"), "第 1 行：question 不合要求（问题是空的；"),
        (as_line(question(), question="长" * 1001), "第 1 行：question 不合要求（问题有 1001 个字，"),
        (as_line(question(), question="甲乙").replace("乙", "\\ud83d"), "第 1 行：JSON 不合要求"),
        ("[" * 100_000, "第 1 行：JSON 不合要求"),
        ("\n", "里没有题"),
    ],
)
def test_bad_questions_are_told_in_a_line(tmp_path: Path, content: str, said: str) -> None:
    file = tmp_path / "q.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(QuestionsError) as raised:
        load_questions(file)
    assert said in str(raised.value)
    assert "\n" not in str(raised.value)


def test_lines_end_where_an_editor_ends_them(tmp_path: Path) -> None:
    item = question(question="甲\u2028乙\x85丙")
    (tmp_path / "q.jsonl").write_text(as_line(item) + "\r\n\r\n", encoding="utf-8", newline="")
    assert load_questions(tmp_path / "q.jsonl") == (item,)


def test_missing_and_unreadable_files_are_told(tmp_path: Path) -> None:
    with pytest.raises(QuestionsError, match="没有评测题文件"):
        load_questions(tmp_path / "none.jsonl")
    (tmp_path / "q.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(QuestionsError, match="读不出来"):
        load_questions(tmp_path / "q.jsonl")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"gold": (gold("a#一、/p1", "每月"),)}, "题 q-1 的依据不在现有通知里（a#一、/p1）"),
        ({"gold": (gold("x#一、/p1", "每季度"),)}, "题 q-1 的依据不在现有通知里（x#一、/p1）"),
        ({"gold": (gold("a#一、/p1", "每季度", ("b#一、/p1", "每季度")),)}, "（b#一、/p1）"),
        ({"also": ("x#一、/p1",)}, "also 里没有这一条：x#一、/p1"),
    ],
)
def test_gold_of_other_notices_is_told(fields: dict[str, object], said: str) -> None:
    with pytest.raises(QuestionsError) as raised:
        check_against([question(**fields)], CLAUSES)
    assert said in str(raised.value)
