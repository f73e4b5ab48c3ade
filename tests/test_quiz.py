"""What a quiz asks: of which places and topics, of which kinds, how many; the same for the same seed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest
from quiz_fixtures import SMALL, gazetteer, glossary, notices, paper, records, small, small_quiz, stems
from reading_support import ROOT

from assistant.errors import AssistantError, UsageError
from assistant.glossary import Glossary
from assistant.quiz.bank import find_asks
from assistant.quiz.files import quiz_bytes
from assistant.quiz.making import make_quiz
from assistant.quiz.records import KINDS, Quiz


def order(**wanted: object) -> Quiz:
    return make_quiz(notices(), glossary(), gazetteer(), **wanted)  # type: ignore[arg-type]


# --- one small notice, every question known --------------------------------------------------------------------------


def test_who_leads_is_asked_with_the_units_of_other_tasks() -> None:
    quiz = small_quiz(kinds=["single"], topic="巡诊")
    by_role = {question.role: question for question in quiz.questions}
    lead = by_role["lead"]
    assert lead.stem == "根据《关于做好乡镇卫生院巡诊工作的通知》（甲卫发〔2023〕8号），“开展巡诊服务”由哪个单位牵头？"
    assert lead.right == ("县卫生健康局",)
    assert set(lead.options) < {
        "县卫生健康局", "县医疗保障局", "县人力资源和社会保障局", "县发展和改革局",
        "县市场监管局", "县教育局", "县审计局",
    }  # fmt: skip
    assert not {"县财政局", "县民政局"} & set(lead.options)  # they support: that is a part in the task
    assert lead.options["ABCD".index(lead.answer)] == "县卫生健康局"
    assert lead.source.quote == "（县卫生健康局牵头，县财政局、县民政局配合）"


def test_times_and_numbers_are_asked_as_blanks() -> None:
    quiz = small_quiz(kinds=["fill_in"])
    found = {question.body: (question.answer, question.accepted) for question in quiz.questions}
    assert found["乡镇卫生院________到村巡诊一次。（填时间要求）"] == ("每月", ())
    assert found["村级巡诊覆盖率达到________%以上。"] == ("85", ("８５", "八十五"))
    assert found["每个村卫生室常用药品不少于________种。"] == ("60", ("６０", "六十"))
    assert found["“强化资金投入”由________牵头。"] == ("县发展和改革局", ("发展和改革局",))


def test_a_statement_is_changed_in_its_unit_its_time_or_its_number() -> None:
    quiz = small_quiz(kinds=["true_false"])
    false = [question for question in quiz.questions if question.answer == "错误"]
    assert len(false) in (len(quiz.questions) // 2, (len(quiz.questions) + 1) // 2)
    for question in false:
        assert question.explanation.startswith("应为“")
        assert question.body.rstrip("。") not in SMALL


def test_matching_pairs_every_task_with_its_own_lead() -> None:
    (question,) = small_quiz(kinds=["matching"]).questions
    assert {(pair.left, pair.right) for pair in question.pairs} == {
        ("开展巡诊服务", "县卫生健康局"), ("落实药品供应", "县医疗保障局"),
        ("做好培训考核", "县人力资源和社会保障局"), ("强化资金投入", "县发展和改革局"),
    }  # fmt: skip
    letters = dict(part.split("-") for part in question.answer.split("；"))
    assert [question.options["ABCDE".index(letters[str(n)])] for n in range(1, 5)] == list(question.right)


def test_a_task_said_twice_with_other_leads_is_not_asked() -> None:
    again = SMALL.replace("\n甲县卫生健康局", "五、开展巡诊服务。（县乡村振兴局牵头）\n\n甲县卫生健康局")
    duties = [ask for ask in find_asks((small(again),), Glossary()) if ask.fact == "duty"]
    assert {ask.source.clause for ask in duties} == {"二、", "三、", "四、"}


def test_a_heading_over_two_leads_is_not_asked() -> None:
    parts = SMALL.replace("二、落实药品供应。", "加强巡诊值守。（县乡村振兴局牵头）\n二、落实药品供应。")
    assert not any("“开展巡诊服务”由" in stem for stem in stems(small_quiz(parts)))


def test_a_unit_that_the_task_names_is_not_asked_for() -> None:
    told = SMALL.replace("四、强化资金投入", "四、强化发展和改革统筹")
    assert not any("强化发展和改革统筹" in stem for stem in stems(small_quiz(told, kinds=["fill_in", "matching"])))
    assert any("强化发展和改革统筹" in stem for stem in stems(small_quiz(told, kinds=["true_false"])))


def test_the_number_and_the_date_are_asked_without_being_said() -> None:
    quiz = small_quiz(kinds=["single"], count=50)
    asked = {question.role: question for question in quiz.questions if question.fact == "particular"}
    assert asked["number"].right == ("甲卫发〔2023〕8号",)
    assert "甲卫发" not in asked["number"].stem
    assert asked["date"].right == ("2023年5月6日",)
    assert all(option.startswith("2023年") for option in asked["date"].options)


# --- the five notices ------------------------------------------------------------------------------------------------


def test_no_unit_is_asked_for_where_none_is_named() -> None:
    """Kaifeng names no lead and no responsible unit anywhere."""
    quiz = order(place="开封", count=500)
    assert {question.place for question in quiz.questions} == {"开封市"}
    assert not any(question.fact == "duty" for question in quiz.questions)


def test_a_lead_that_rests_on_a_rule_cites_the_rule() -> None:
    quiz = order(place="中卫", kinds=["single", "fill_in"], count=500)
    leads = [question for question in quiz.questions if question.role == "lead"]
    assert leads
    assert all(question.also[0].quote == "第1个单位为牵头单位，下同" for question in leads)


def test_a_topic_is_found_by_everyday_words_and_in_english() -> None:
    for topic in ("先诊疗后付费", "押金", "treat first, pay later"):
        quiz = order(topic=topic, count=20)
        assert len(quiz.questions) >= 5
        assert all("先诊疗" in record["stem"] + record["topic"] for record in records(quiz)), topic


def test_a_county_takes_the_notice_of_its_city() -> None:
    assert {question.place for question in order(place="海原县", count=20).questions} == {"中卫市"}


def test_fewer_questions_where_no_more_are_possible() -> None:
    quiz = order(topic="先诊疗后付费", count=50)
    assert quiz.requested == 50
    assert 5 <= len(quiz.questions) < 50


@pytest.mark.parametrize("kind", KINDS)
def test_only_the_kinds_asked_for(kind: str) -> None:
    assert {question.kind for question in order(kinds=[kind], count=5).questions} == {kind}


@pytest.mark.parametrize(
    ("difficulty", "kinds"),
    [
        ("easy", {"single", "true_false"}),
        ("medium", {"single", "fill_in", "matching"}),
        ("hard", {"single", "multiple", "fill_in", "matching"}),
    ],
)
def test_only_the_difficulty_asked_for(difficulty: str, kinds: set[str]) -> None:
    quiz = order(difficulty=difficulty, count=40)
    assert {question.difficulty for question in quiz.questions} == {difficulty}
    assert {question.kind for question in quiz.questions} == kinds


def test_kinds_notices_and_clauses_are_balanced() -> None:
    quiz = paper(1)
    kinds = Counter(question.kind for question in quiz.questions)
    assert max(kinds["single"], kinds["true_false"], kinds["fill_in"]) - kinds["multiple"] <= 8
    assert set(Counter(question.notice for question in quiz.questions)) == {notice.id for notice in notices()}
    clauses = Counter(question.source.clause_id for question in quiz.questions)
    assert max(clauses.values()) <= 8  # two clauses assign a duty to each of nine departments


def test_one_unit_is_not_the_answer_again_and_again() -> None:
    """In Zhongwei one commission leads nearly everything."""
    for seed in (1, 2, 3):
        asked = [q for q in paper(seed).questions if q.kind in ("single", "fill_in") and q.role == "lead"]
        answers = Counter((q.notice, q.right[0].removeprefix("市").removeprefix("委")) for q in asked)
        assert max(answers.values()) <= 2


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_paper() -> None:
    again = make_quiz(notices(), glossary(), gazetteer(), count=60, seed=1)
    for form in ("json", "gift", "md"):
        assert quiz_bytes(again, form) == quiz_bytes(paper(1), form)
    assert stems(again) != stems(paper(2))


def test_the_paper_does_not_hang_on_hash_order_or_locale() -> None:
    command = [sys.executable, "-m", "assistant", "quiz", "--count", "30", "--format", "json"]
    papers = {
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True, env=os.environ | extra).stdout
        for extra in (
            {"PYTHONHASHSEED": "1", "LC_ALL": "C"},
            {"PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8", "TZ": "Asia/Shanghai"},
        )
    }
    assert len(papers) == 1


# --- what cannot be ordered ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"count": 0}, "题数是 0；请用 1 到 500"),
        ({"count": -3}, "题数是 -3"),
        ({"count": 10_000}, "题数是 10000"),
        ({"kinds": ["essay"]}, "没有题型“essay”"),
        ({"difficulty": "最难"}, "没有难度“最难”"),
        ({"place": "没有这地方"}, "不认识“没有这地方”"),
        ({"topic": " "}, "事项是空的"),
    ],
)
def test_wrong_orders_are_refused(wanted: dict[str, object], says: str) -> None:
    with pytest.raises(UsageError, match=says):
        order(**wanted)


@pytest.mark.parametrize(
    ("wanted", "says"),
    [
        ({"topic": "航天发射"}, "没有关于“航天发射”的题"),
        ({"place": "四川"}, "本库没有四川省的文件；现有：开封市、全国、陕西省、云南省、中卫市"),
        ({"kinds": ["matching"], "place": "开封"}, "一道题也出不了"),
    ],
)
def test_orders_that_cannot_be_filled_say_why(wanted: dict[str, object], says: str) -> None:
    with pytest.raises(AssistantError, match=says):
        order(**wanted)
