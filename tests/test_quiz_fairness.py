"""What makes a question fair: options that somebody could choose, nothing told by a name, every wording accepted, and a
paper that is not too much of one thing."""

from __future__ import annotations

from collections import Counter

import pytest
from quiz_fixtures import LENGTH, SMALL, gazetteer, glossary, notices, paper, small, small_quiz

from assistant.glossary import Glossary
from assistant.quiz.bank import find_asks
from assistant.quiz.ladders import cycle_of, other_years, spellings_of
from assistant.quiz.making import make_quiz
from assistant.quiz.meanings import hints
from assistant.quiz.mix import Mix
from assistant.quiz.numbers import numbers_near, series_near
from assistant.quiz.paper import notice_lines
from assistant.quiz.records import Ask
from assistant.quiz.time_asks import other_times
from assistant.quiz.units import is_unit


def asks() -> tuple[Ask, ...]:
    return find_asks(notices(), glossary())


# --- neighbours ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("每周", ["每天", "每半月", "每月", "每季度"]),
        ("每年", ["每半年", "每两年", "每季度", "每三年", "每五年"]),
        ("每季度一次", ["每月一次", "每半年一次", "每半月一次", "每年一次", "每两年一次"]),
        ("一周内", ["五天内", "十天内", "三天内", "半月内", "一月内"]),
        ("3个工作日内", ["2个工作日内", "5个工作日内", "1个工作日内", "7个工作日内"]),
        ("连续十二年以上", ["连续十年以上", "连续十五年以上", "连续八年以上", "连续二十年以上", "连续六年以上"]),
    ],
)
def test_times_go_by_their_ladder(words: str, others: list[str]) -> None:
    assert other_times(words) == others


def test_years_stay_within_the_plan() -> None:
    assert other_years(2025, 2021) == [2024, 2023, 2022, 2021]
    assert other_years(2024, 2021) == [2023, 2025, 2022, 2021]
    assert other_years(2025, None) == []


def test_numbers_are_round_beside_round_ones() -> None:
    assert numbers_near(60, "%") == [50, 70, 40, 80, 30, 90]
    assert numbers_near(453, "所") == [503, 403, 553, 353, 603, 303]
    assert series_near("2.5%、5%、10%") == ["10%、5%、2.5%", "5%、10%、15%", "5%、10%、20%", "7.5%、10%、15%"]


def test_what_the_clause_says_of_another_is_a_confusion() -> None:
    """The deputy is told every week; the head every month."""
    (asked,) = [ask for ask in asks() if ask.sentence.startswith("分管领导必须")]
    assert asked.right == ("每周",) and {"每月", "每季度"} <= set(asked.near)


def test_groups_stand_beside_groups_of_their_family() -> None:
    for ask in asks():
        if ask.role in ("who", "group"):
            assert not {"退役军人", "优抚对象"} & set(ask.wrong)
            assert not any(word in group for group in ask.wrong for word in "妇儿童产")


def test_a_list_is_asked_where_it_is_closed() -> None:
    found = {ask.sentence or ask.question: ask for ask in asks() if ask.fact == "list"}
    (five,) = [ask for words, ask in found.items() if "五大中心" in words]
    assert five.right == ("卒中", "创伤", "危重孕产妇救治", "危重新生儿救治")
    assert set(five.wrong) == {"呼吸", "麻醉", "传染防控"}
    assert not any("9种" in words or "常见" in words for words in found)


# --- not told --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "task"),
    [
        ("财政", "做好资金保障"), ("人力资源社会保障", "加强人才队伍建设"), ("卫生健康", "医疗机构动态达标"),
        ("疾病预防控制", "疫情防控"), ("老龄健康", "推进医养结合"), ("妇幼健康", "儿童营养改善"),
        ("民政", "低保对象认定"),
    ],
)  # fmt: skip
def test_a_name_that_the_task_brings_to_mind(name: str, task: str) -> None:
    assert hints(name, task)
    assert not hints(name, "完善长效机制")


def test_no_single_unit_is_asked_for_that_the_task_tells() -> None:
    told = {ask.key for ask in asks() if len(ask.right) == 1 and ask.right[0] in ask.hinting}
    assert told
    for seed in (1, 2, 3):
        assert not told & {key for question in paper(seed, 60).questions for key in question.keys}


def test_sections_stand_beside_sections_of_their_sort() -> None:
    for seed in range(1, 8):
        for question in paper(seed, 60).questions:
            if question.kind == "single" and question.fact == "duty" and question.right[0].endswith("处"):
                assert all(option.endswith("处") for option in question.options), question.stem


def test_a_choice_has_four_options_and_a_multiple_one_five() -> None:
    for seed in range(1, 8):
        for question in paper(seed, 60).questions:
            if question.kind in ("single", "multiple"):
                sizes = {4} if question.kind == "single" else {6} if len(question.right) == 4 else {5}
                assert len(question.options) in sizes | ({4, 5} if question.kind == "multiple" else set()), (
                    question.stem
                )


# --- what counts as right --------------------------------------------------------------------------------------------


def test_every_common_wording_of_a_cycle_counts() -> None:
    assert {"每季度", "每季", "每三个月", "每3个月", "每三个月一次"} <= set(spellings_of("每季度一次"))
    assert "每星期" in spellings_of("每周") and "每日" in spellings_of("每天")
    assert cycle_of("每三个月") == cycle_of("每季度一次") == (3, "月")
    assert cycle_of("牵头") is None


def test_a_body_is_no_other_name_of_another() -> None:
    assert not is_unit("区县政府") and is_unit("县政府") and is_unit("编办")


def test_an_open_list_of_units_is_not_asked_about() -> None:
    opened = SMALL.replace("县财政局、县民政局配合", "县财政局、县民政局等配合")
    supports = [ask for ask in find_asks((small(opened),), Glossary()) if ask.role == "support"]
    assert {ask.source.clause for ask in supports} == {"二、", "三、", "四、"}


def test_two_units_that_do_one_thing_at_two_times_are_not_asked_for() -> None:
    text = SMALL.replace(
        "\n甲县卫生健康局",
        "五、资助结算。每年3月底前，县审计局应当完成资助资金的清算工作。每年4月底前，县民政局负责对资助资金进行清算。"
        "\n\n甲县卫生健康局",
    )
    asked = [ask for ask in find_asks((small(text),), Glossary()) if ask.fact == "duty"]
    assert asked and not any("清算" in ask.question for ask in asked)


# --- a paper ---------------------------------------------------------------------------------------------------------


def test_units_are_asked_for_in_a_tenth_of_a_paper_at_most() -> None:
    for seed in range(1, 8):
        questions = paper(seed).questions
        units = sum(2 if question.kind == "matching" else 1 for question in questions if question.fact == "duty")
        assert units <= LENGTH / 10


def test_more_units_are_left_as_long_as_others_can_be_asked() -> None:
    by_key = {ask.key: ask for ask in asks()}
    made = make_quiz(notices(), glossary(), gazetteer(), place="陕西", count=60).questions
    leads = [(q, by_key[q.keys[0]]) for q in made if q.role == "lead" and q.kind != "matching"]
    first, second, third = leads[:3]
    for count, is_enough in ((20, True), (30, False)):
        mix = Mix(tuple(by_key.values()), count)
        for question, ask in (first, second):
            mix.take(question, [ask])
        assert mix.has_enough_of(third[1], "single") is is_enough


def test_no_sentence_and_no_answer_comes_again_and_again() -> None:
    for seed in range(1, 8):
        questions = [question for question in paper(seed).questions if question.kind != "matching"]
        assert max(Counter((q.source.clause_id, q.source.start) for q in questions).values()) == 1
        assert max(Counter(q.source.clause_id for q in questions).values()) <= 2
        answers = Counter(q.right[0] for q in questions if q.kind in ("single", "fill_in"))
        assert max(answers.values()) <= 2


def test_the_head_says_which_title_is_cut_short() -> None:
    lines = list(notice_lines(paper(1)))
    assert [line for line in lines if "以下简称" in line] == [
        "《关于落实全省实现巩固拓展健康扶贫成果同乡村振兴有效衔接实施方案重点任务分工的通知》"
        "（陕西省，陕卫促进发〔2021〕55号，2021-11-03，以下简称《重点任务分工的通知》）"
    ]
    assert not any("……" in question.stem for question in paper(1).questions)


def test_the_key_quotes_the_task_beside_the_units() -> None:
    (question,) = small_quiz(kinds=["single"], topic="药品供应", count=1).questions
    assert "二、：“" in question.explanation
    for question in small_quiz(kinds=["fill_in"]).questions:
        if question.fact == "duty":
            task = question.body.partition("”")[0].strip("“")
            assert f"：“{task}" in question.explanation and question.answer in question.explanation
