"""Quizzes on one topic; lists offered whole; what is not worth asking; what one question tells of another; marks."""

from __future__ import annotations

import copy
import random

import pytest
from quiz_checker import Checker
from quiz_fixtures import gazetteer, glossary, notices, paper, records, small_quiz

from assistant.errors import AssistantError
from assistant.quiz.bank import find_asks
from assistant.quiz.building import build_question
from assistant.quiz.clues import tells_elsewhere
from assistant.quiz.making import make_quiz
from assistant.quiz.marks import POINTS, total_of, weight_of
from assistant.quiz.paper import notice_lines
from assistant.quiz.records import Ask, Quiz
from assistant.quiz.things import things_of


def asks() -> tuple[Ask, ...]:
    return find_asks(notices(), glossary())


def on_topic(topic: str, seed: int, place: str | None = None) -> Quiz:
    return make_quiz(notices(), glossary(), gazetteer(), topic=topic, place=place, seed=seed)


# --- topics ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("topic", ["远程医疗", "家庭医生"])
def test_a_topic_that_clauses_name_has_questions(topic: str, seed: int) -> None:
    made = on_topic(topic, seed)
    clauses = {clause.id: clause.text for notice in notices() for clause in notice.clauses}
    assert len(made.questions) >= 4
    assert all(topic in clauses[question.source.clause_id] for question in made.questions)
    judge = Checker(notices(), glossary())
    assert [found for record in records(made) if (found := judge.problems(record))] == []
    assert not any("says" in found for found in judge.paper_problems(records(made), on_topic=True))


def test_a_sentence_on_a_topic_is_asked_about_twice() -> None:
    roles = {question.role for question in on_topic("家庭医生", 1, "开封").questions}
    assert len(roles) >= 3 and roles <= {"members", "named", "number", "when"}


@pytest.mark.parametrize(
    ("topic", "place", "says"),
    [("远程医疗", "中卫", "通知提到了“远程医疗”，但没有答案可证明的题"), ("家庭医生", "云南", "通知没有提到")],
)
def test_no_question_on_a_topic_is_told_truly(topic: str, place: str, says: str) -> None:
    with pytest.raises(AssistantError, match=says):
        on_topic(topic, 1, place)


# --- lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("run", "things"),
    [
        ("卒中、创伤、危重孕产妇和新生儿救治", ("卒中", "创伤", "危重孕产妇救治", "危重新生儿救治")),
        ("财务、绩效和信息", ("财务", "绩效", "信息")),
        ("影像诊断和病理诊断", ("影像诊断", "病理诊断")),
    ],
)
def test_what_is_said_once_for_two_things_is_said_of_both(run: str, things: tuple[str, ...]) -> None:
    assert things_of(run) == things


def test_a_list_is_offered_whole() -> None:
    by_key = {ask.key: ask for ask in asks()}
    for seed in range(1, 8):
        for question in paper(seed, 60).questions:
            if question.kind == "multiple":
                ask = by_key[question.keys[0]]
                known = [answer for answer in ask.right if answer not in ask.hinting]
                fewest = min(3, len(known))
                assert len(question.right) >= fewest, question.stem
                if ask.fact != "duty" and len(ask.right) <= 4:
                    assert len(question.right) == len(ask.right)


def test_wrong_options_are_of_the_kind_of_the_list() -> None:
    """What is run together in five ways is no thing that one puts under one management."""
    (seven,) = [ask for ask in asks() if "七统一" in ask.question and ask.fact == "list"]
    assert not {"责任", "发展", "服务", "资金"} & set(seven.wrong) and len(seven.wrong) >= 2
    assert not any("五位一体" in ask.question and ask.fact == "list" for ask in asks())


# --- stems -----------------------------------------------------------------------------------------------------------


def test_an_exception_bounds_the_options() -> None:
    found = [ask for ask in asks() if "中医医院不少于3人" in ask.sentence and ask.role == "number"]
    assert found and all(float(option) > 3 for ask in found for option in ask.wrong)


def test_what_governs_a_sentence_stays() -> None:
    sentences = [ask.sentence for ask in asks() if "基层就诊率达到________" in ask.sentence]
    assert sentences == ["力争县域内就诊率达到90%以上，基层就诊率达到________%以上。"]


def test_some_of_those_let_in_are_no_group_beside_them() -> None:
    assert not any(ask.role == "shut_out" for ask in asks() if "其中涉及第三方责任" in ask.clause.text)


def test_mere_counts_and_housekeeping_are_left() -> None:
    idle = {ask.key for ask in asks() if ask.idle}
    sentences = [ask.sentence for ask in asks() if ask.idle]
    assert any("所村卫生室及69个" in sentence for sentence in sentences)
    assert any("等________种重大慢性病" in sentence for sentence in sentences)
    assert any("专项工作指导服务" in sentence for sentence in sentences)
    assert not any(idle & set(question.keys) for seed in range(1, 8) for question in paper(seed, 60).questions)


# --- papers ----------------------------------------------------------------------------------------------------------


def test_a_figure_is_not_said_by_another_notice() -> None:
    by_words = {ask.sentence: ask for ask in asks()}
    asked = next(ask for words, ask in by_words.items() if words.startswith("已纳入大病专项救治范围的____"))
    shows = next(ask for words, ask in by_words.items() if "所有30种大病患者" in words)
    number = build_question(asked, "fill_in", random.Random(1), 0)
    area = build_question(shows, "true_false", random.Random(1), 0)
    assert number and area
    assert tells_elsewhere(area, number) and not tells_elsewhere(number, area)


def test_the_checker_finds_a_figure_said_by_another_notice() -> None:
    papers = (copy.deepcopy(records(paper(seed, 60))) for seed in range(1, 20))
    asked = ((r, made) for made in papers for r in made if r["kind"] == "fill_in" and "种大病" in r["stem"])
    number, made = next((r, made) for r, made in asked if "____种大病" in r["stem"])
    other = next(r for r in made if r["notice"] != number["notice"] and r["kind"] == "true_false")
    other["stem"] += number["stem"].partition("____")[2].strip("_").join([number["answer"], ""])
    assert any("says the number" in found for found in Checker(notices(), glossary()).paper_problems(made))


def test_at_most_a_third_of_multiple_choices_are_among_units() -> None:
    for seed in range(1, 8):
        choices = [question for question in paper(seed, 60).questions if question.kind == "multiple"]
        units = sum(question.fact == "duty" for question in choices)
        assert units <= max(2, len(choices) / 3)


def test_a_kind_is_worth_the_same_on_every_paper() -> None:
    assert POINTS == {"single": 2, "multiple": 3, "true_false": 1, "fill_in": 2, "matching": 1}
    for seed in (1, 2):
        quiz = paper(seed)
        assert total_of(quiz) == sum(POINTS[q.kind] * weight_of(q) for q in quiz.questions)
    assert total_of(small_quiz(count=3, kinds=["single"])) == 6


def test_a_remark_on_the_copy_is_no_part_of_a_title() -> None:
    quiz = paper(1)
    assert any("转载" in (notice.title or "") for notice in quiz.notices)
    assert not any("转载" in line for line in notice_lines(quiz))
    assert not any("转载" in question.explanation for question in quiz.questions)
