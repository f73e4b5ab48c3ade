"""What a quiz asks: of which places and topics, of which kinds, how many; the same for the same seed."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import pytest
from quiz_fixtures import LENGTH, SMALL, gazetteer, glossary, notices, paper, records, small, small_quiz, stems
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
    assert lead.stem == "根据《关于做好乡镇卫生院巡诊工作的通知》（2023年），“开展巡诊服务”由哪个单位牵头？"
    assert lead.right == ("县卫生健康局",)
    assert set(lead.options) < {
        "县卫生健康局", "县财政局", "县民政局", "县医疗保障局", "县市场监管局", "县人力资源和社会保障局",
        "县发展和改革局", "县审计局", "县教育局",
    }  # fmt: skip
    assert lead.options["ABCD".index(lead.answer)] == "县卫生健康局"
    assert lead.source.quote == "（县卫生健康局牵头，县财政局、县民政局配合）"


def test_times_and_numbers_are_asked_as_blanks() -> None:
    quiz = small_quiz(kinds=["fill_in"])
    found = {question.body: (question.answer, question.accepted) for question in quiz.questions}
    assert found["乡镇卫生院________到村巡诊一次。（填频次）"] == ("每月", ("每月一次", "每个月", "每个月一次"))
    assert found["村级巡诊覆盖率达到________%以上。"] == ("85", ("８５", "八十五", "85%"))
    assert found["每个村卫生室常用药品不少于________种。"] == ("60", ("６０", "六十"))
    assert not any(question.fact == "duty" for question in quiz.questions)  # a name may be written in many ways


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
        ("做好台账管理", "县人力资源和社会保障局"), ("强化资金投入", "县发展和改革局"),
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
    made = stems(small_quiz(told, kinds=["single", "matching"]))
    assert not any("强化发展和改革统筹”由" in stem for stem in made)
    assert any("强化发展和改革统筹”的配合单位" in stem for stem in made)


def test_what_the_paper_prints_at_its_head_is_not_asked() -> None:
    asks = find_asks((small(), *notices()), Glossary())
    assert not {ask.role for ask in asks} & {"date"}
    assert not any("文号" in ask.question or "日期" in ask.question for ask in asks)


def test_numbers_stand_in_order_and_a_figure_is_asked_once() -> None:
    for seed in (1, 2, 3):
        quiz = paper(seed)
        for question in quiz.questions:
            if question.kind == "single" and question.role == "number" and question.right[0].isdigit():
                assert list(question.options) == sorted(question.options, key=float), question.stem
        assert sum("年过渡期" in question.body for question in quiz.questions) <= 1


def test_a_sentence_in_brackets_or_behind_a_blank_says_what_it_is_about() -> None:
    """“每周与乡村振兴局同步更新数据” alone does not say which data."""
    asked = [ask for ask in find_asks(notices(), glossary()) if "同步更新数据" in ask.sentence]
    assert [ask.named for ask in asked] == [
        "开封市《2022年巩固拓展健康扶贫成果有效衔接乡村振兴工作要点》关于“健全动态监测机制”的要求"
    ]


def test_a_sentence_is_asked_whole() -> None:
    asks = find_asks(notices(), glossary())
    (asked,) = [ask for ask in asks if "医保目录丙类" in ask.sentence and ask.role == "series"]
    assert asked.sentence.endswith("分别不得超过其当次住院医疗总费用的________，超出部分由定点医疗机构承担。")
    assert asked.right == ("2.5%、5%、10%",)
    assert asked.wrong == ("10%、5%、2.5%", "5%、10%、15%", "5%、10%、20%", "7.5%、10%、15%")
    (asked,) = [ask for ask in asks if "晋升副高级" in ask.sentence and ask.right == ("1",)]
    whole = (
        "严格落实城市医生晋升副高级职称前，要有{}年以上县乡基层工作经历，晋升正高级职称，"
        "在现职期内要有半年以上县乡基层工作经历的规定"
    )
    assert (asked.sentence, asked.source.quote) == (whole.format("________") + "。", whole.format("1"))


def test_a_sentence_is_no_longer_than_it_needs_to_be() -> None:
    """Without what stands before and behind the fact; with its condition, its subject and its other half."""
    sentences = {ask.sentence for ask in find_asks(notices(), glossary())}
    assert {
        "每个县至少有________家综合医院设立传染病区。",
        "四种重点慢病规范管理率达到________%以上。",
        "到2025年，每县（区）至少有________家乡镇卫生院达到国家推荐标准。",
        "每年为受援县医院培训至少________名骨干医师。",
        "到2025年，电子健康码就医服务使用率达到________%以上。",
        "经基层首诊转诊的，在________定点医疗机构住院，实行“先诊疗后付费”。",
        "对新纳入监测系统的“三类户”，________要入户核实基本信息。",
        "做好脱贫户和“三类户”等重点人群救治情况跟踪监测，其救治率要达到________%以上。",
        "重点做好高血压、糖尿病、结核病、严重精神障碍等四种慢病患者的规范管理和健康服务，________开展一次随访。",
    } <= sentences


def test_units_are_asked_for_in_a_tenth_of_the_questions_at_most() -> None:
    for seed in (1, 2, 3):
        made = order(count=40, seed=seed).questions
        assert sum(question.fact == "duty" for question in made) <= 4
        tasks = [key.partition("|")[2] for question in made if question.fact == "duty" for key in question.keys]
        assert len(tasks) == len(set(tasks))


def test_one_name_is_written_one_way_and_keeps_its_province() -> None:
    asked = [ask for ask in find_asks(notices(), glossary()) if ask.fact == "duty"]
    options = {option for ask in asked for option in (*ask.right, *ask.wrong)}
    assert not any(option.startswith("委") for option in options)
    assert "省中医药管理局" in options and "中医药管理局" not in options


def test_a_wider_group_is_no_wrong_option() -> None:
    """特困人员 and 低保对象 are 低收入人口."""
    asks = [ask for ask in find_asks(notices(), glossary()) if ask.role == "group"]
    assert asks and not any("低收入" in group for ask in asks for group in ask.wrong)


def test_no_scanning_error_stands_in_a_stem() -> None:
    asks = find_asks(notices(), glossary())
    assert not any("互联网十" in ask.question + ask.sentence or "救治况" in ask.sentence for ask in asks)


# --- the five notices ------------------------------------------------------------------------------------------------


def test_no_unit_is_asked_for_where_none_is_named() -> None:
    """Kaifeng names no lead and no responsible unit anywhere."""
    quiz = order(place="开封", count=500)
    assert {question.place for question in quiz.questions} == {"开封市"}
    assert not any(question.fact == "duty" for question in quiz.questions)


def test_a_lead_that_rests_on_a_rule_cites_the_rule() -> None:
    quiz = order(place="中卫", kinds=["single", "multiple"], count=500)
    others = [question for question in quiz.questions if question.role == "support"]
    assert others
    assert all(question.also[0].quote == "第1个单位为牵头单位，下同" for question in others)


def test_a_unit_that_leads_nearly_everything_is_not_asked_for() -> None:
    assert not any(question.role == "lead" for question in order(place="中卫", count=500).questions)


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
        ("medium", {"single", "multiple"}),
        ("hard", {"single", "multiple", "fill_in"}),
    ],
)
def test_only_the_difficulty_asked_for(difficulty: str, kinds: set[str]) -> None:
    quiz = order(difficulty=difficulty, count=40)
    assert {question.difficulty for question in quiz.questions} == {difficulty}
    assert {question.kind for question in quiz.questions} == kinds


def test_kinds_notices_and_clauses_are_balanced() -> None:
    quiz = order(count=40)
    kinds = Counter(question.kind for question in quiz.questions)
    assert max(kinds["single"], kinds["true_false"], kinds["fill_in"]) - kinds["multiple"] <= 12
    assert set(Counter(question.notice for question in quiz.questions)) == {notice.id for notice in notices()}
    clauses = Counter(question.source.clause_id for question in quiz.questions)
    assert max(clauses.values()) <= 8  # two clauses assign a duty to each of nine departments


def test_one_unit_is_not_the_answer_again_and_again() -> None:
    """In Zhongwei one commission leads nearly everything."""
    for seed in (1, 2, 3):
        asked = [q for q in paper(seed, 60).questions if q.kind in ("single", "fill_in") and q.role == "lead"]
        answers = Counter((q.notice, q.right[0].removeprefix("市").removeprefix("委")) for q in asked)
        assert all(count <= 2 for count in answers.values())


def test_the_same_seed_gives_the_same_bytes_and_another_seed_another_paper() -> None:
    again = make_quiz(notices(), glossary(), gazetteer(), count=LENGTH, seed=1)
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
