"""What is worth asking, and in which form: options that could be right, sentences that say what they are about, facts
of other sorts than numbers and units."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from quiz_checker import Checker
from quiz_fixtures import SMALL, gazetteer, glossary, notices, paper, records, small

from assistant.glossary import Glossary
from assistant.quiz.bank import find_asks
from assistant.quiz.building import kinds_of
from assistant.quiz.making import make_quiz
from assistant.quiz.records import Ask

SEEDS = range(1, 8)


@cache
def asks() -> tuple[Ask, ...]:
    return find_asks(notices(), glossary())


def asked(sentence: str, text: str) -> list[Ask]:
    """What is asked of ``sentence``, put into the small notice before its signature."""
    more = SMALL.replace("\n甲县卫生健康局", f"五、{text}\n\n甲县卫生健康局")
    return [ask for ask in find_asks((small(more),), Glossary()) if sentence in ask.sentence]


# --- other sorts of facts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "right", "wrong", "false"),
    [
        (
            "加强医院建设。每个县建好一批公立医院，逐步达到二级甲等水平。",
            "二级甲等", {"二级乙等", "三级乙等", "三级甲等"}, "三级乙等",
        ),
        ("完善学科设置。二级以上综合医院开设精神心理科门诊。", "二级", {"一级", "三级"}, "一级"),
        (
            "改革支付方式。对紧密型医疗联合体实行总额付费。",
            "总额付费", {"按项目付费", "按床日付费", "按人头付费"}, "按项目付费",
        ),
    ],
)  # fmt: skip
def test_a_rank_is_asked_with_the_steps_beside_it(text: str, right: str, wrong: set[str], false: str) -> None:
    (ask,) = [ask for ask in asked("____", text) if ask.fact == "rank"]
    assert (ask.right, set(ask.wrong), ask.false) == ((right,), wrong, (false,))


def test_a_rule_is_judged_against_its_contrary() -> None:
    text = "落实资助政策。继续全额资助农村特困人员，定额资助低保对象，其他人员的资助政策另行制定。"
    (ask,) = [ask for ask in asked("____", text) if ask.fact == "rule"]
    assert ask.right == ("全额资助农村特困人员，定额资助低保对象",)
    assert ask.false == ("定额资助农村特困人员，全额资助低保对象",)
    assert kinds_of(ask) == ("true_false",)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("落实编制政策。乡镇卫生院编制实行总量控制、统筹使用、动态管理、自行平衡的管理办法。", "动态管理"),
        ("深化综合改革。按照“县强、乡活、村稳、上下联、信息通”的要求整合资源。", "村稳"),
        ("完善职称制度。严格落实卫生技术人员职称“凡晋必下”制度。", "凡晋必下"),
        ("改善应急条件。各地在中心卫生院按要求设置发热门诊。", "发热门诊"),
    ],
)
def test_a_set_phrase_is_filled_in(text: str, right: str) -> None:
    (ask,) = [ask for ask in asked("____", text) if ask.fact in ("phrase", "thing")]
    assert (ask.right, kinds_of(ask)) == ((right,), ("fill_in",))


def test_services_that_a_list_names_are_asked_for_in_its_words() -> None:
    found = [ask for ask in asks() if ask.role == "named" and "综合服务" in ask.question]
    assert found and all(ask.right == ("慢病管理", "健康咨询", "中医干预") for ask in found)
    assert all("原文列出的是" in ask.question for ask in found)


# --- options that could be right -------------------------------------------------------------------------------------


def test_what_the_sentence_tells_of_a_list_rules_options_out() -> None:
    """Where examinations are done below and diagnoses above, no centre for treatment is meant."""
    found = [ask for ask in asks() if "上级诊断" in ask.question and ask.fact == "list"]
    assert found and all(ask.wrong == ("消毒供应", "远程会诊") for ask in found)


def test_an_exception_is_asked_for_below_its_rule() -> None:
    (ask,) = [ask for ask in asks() if "中医院不少于________人" in ask.sentence]
    assert ask.right == ("3",) and ask.wrong and all(float(option) < 5 for option in ask.wrong)


# --- what nobody has to guess ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "做好报告工作。各乡镇卫生院要在每年6月和11月底前报送半年、年度工作落实情况和下一步安排。",
        "做好考核工作。县卫生健康局每年组织年度工作考核并及时通报考核结果情况。",
        "加强人才培养。县医院每年选派骨干医师6名到上级医院进修学习临床技术。",
    ],
)
def test_how_often_is_not_asked_where_the_sentence_tells(text: str) -> None:
    assert not any(ask.role == "when" for ask in asked("____", text) if ask.clause.label == "五、")


def test_one_rank_of_a_pair_is_not_asked_beside_the_other() -> None:
    assert not any(ask.right in (("副高级",), ("正高级",)) for ask in asks())
    assert any(ask.right == ("1",) and "晋升副高级职称前，要有________年以上" in ask.sentence for ask in asks())


def test_names_are_not_written_into_blanks() -> None:
    for seed in SEEDS:
        written = [question for question in paper(seed, 60).questions if question.kind == "fill_in"]
        assert {question.role for question in written} <= {"number", "when"}
        assert not any(question.right == ("每年",) or question.right == ("1",) for question in written)


def test_set_phrases_are_asked_where_there_is_little_else() -> None:
    for seed in SEEDS:
        assert not any(question.fact in ("phrase", "thing") for question in paper(seed, 60).questions)
    on_topic = make_quiz(notices(), glossary(), gazetteer(), topic="紧密型县域医共体", count=20).questions
    assert any(question.fact == "phrase" for question in on_topic)
    of_place = make_quiz(notices(), glossary(), gazetteer(), place="云南", count=60).questions
    assert any(question.fact == "phrase" for question in of_place)


def test_no_list_of_units_is_judged() -> None:
    of_place = [make_quiz(notices(), glossary(), gazetteer(), place="陕西", count=60, seed=seed) for seed in SEEDS]
    judged = [q for made in of_place for q in made.questions if (q.kind, q.fact) == ("true_false", "duty")]
    assert judged and {question.role for question in judged} == {"lead"}


def test_wrong_groups_are_those_that_notices_name() -> None:
    named = "".join(notice.source for notice in notices())
    groups = {option for ask in asks() if ask.role in ("who", "group") for option in ask.wrong}
    assert groups and all(group in named for group in groups)


# --- sentences -------------------------------------------------------------------------------------------------------


def test_what_joins_a_sentence_to_the_one_before_is_cut() -> None:
    (ask,) = [ask for ask in asks() if "为受援县医院培训" in ask.sentence]
    assert ask.sentence == "每年为受援县医院培训至少________名骨干医师。"
    assert ask.named.endswith("关于“持续开展三级医院对口帮扶”的要求")


def test_a_sentence_without_its_subject_has_its_heading() -> None:
    (ask,) = [ask for ask in asks() if "其救治率要达到" in ask.sentence]
    assert ask.named.endswith("关于“抓实30种大病专项救治”的要求")


def test_the_subject_and_the_other_half_of_a_rule_stay() -> None:
    services = [ask.question for ask in asks() if ask.role == "named" and ask.notice.id == "shaanxi-2021"]
    assert any(question.startswith("“持续做好脱贫人口家庭医生签约服务，") for question in services)
    (rule,) = [ask.sentence for ask in asks() if ask.notice.id == "national-2021" and ask.right == ("结余留用",)]
    assert rule == "探索对紧密型医疗联合体实行总额付费，加强监督考核，________，合理超支分担。"


def test_what_reads_as_a_fact_has_its_heading() -> None:
    (ask,) = [ask for ask in asks() if "________的标准化村卫生室" in ask.sentence]
    assert ask.named.endswith("关于“坚持一个目标”的要求")


def test_a_year_that_a_notice_looks_ahead_to_is_not_asked() -> None:
    assert not any(ask.right == ("2025",) for ask in asks())


def test_whom_the_part_left_out_speaks_of_makes_no_sentence() -> None:
    cut = "督导考核。连续两年未完成招录任务的县（市、区），由市政府督查室约谈。"
    assert asked("未完成招录任务", cut) == []
    (ask, *_) = asked("招录任务", "督导考核。连续两年未完成招录任务的县由市政府约谈，约谈每年两次。")
    assert ask.sentence


@pytest.mark.parametrize("blank", ["40", "30", "10"])
def test_no_figure_is_asked_that_the_others_give(blank: str) -> None:
    fees = "签约服务费每人每年80元，其中医保基金承担40元、公共卫生经费承担30元、个人承担10元。"
    assert [ask for ask in asked("签约服务费", f"扩大签约。{fees}") if ask.right == (blank,)] == []


def test_nobody_reads_a_long_sentence() -> None:
    most = {"true_false": 60, "fill_in": 80}
    for seed in SEEDS:
        for question in paper(seed, 60).questions:
            if question.fact != "duty" and question.kind in most:
                body = re.sub(r"（填[^（）]*）$|_", "", question.body)
                assert len(body) <= most[question.kind] + 8, question.stem


# --- papers ----------------------------------------------------------------------------------------------------------


def test_a_paper_of_sixty_is_full_and_its_notices_have_their_turns() -> None:
    for seed in SEEDS:
        questions = paper(seed, 60).questions
        counts = Counter(question.notice for question in questions)
        assert len(questions) >= 38
        assert max(counts.values()) <= 20 and counts["national-2021"] >= 4
        assert sum(question.fact == "duty" for question in questions) <= 6


def test_sections_that_help_fill_a_short_paper_only() -> None:
    for seed in SEEDS:
        assert not any(q.role == "support" and q.notice == "shaanxi-2021" for q in paper(seed, 60).questions)
    few = make_quiz(notices(), glossary(), gazetteer(), place="陕西", kinds=["multiple"], count=10)
    assert any(question.role == "support" for question in few.questions)


def test_no_two_statements_exchange_two_units() -> None:
    by_key = {ask.key: ask for ask in asks()}
    for seed in SEEDS:
        judged = [q for q in paper(seed, 60).questions if (q.kind, q.fact, q.answer) == ("true_false", "duty", "错误")]
        pairs = [(set(by_key[q.keys[0]].right), q.body.rpartition("”")[2]) for q in judged]
        for at, (right, said) in enumerate(pairs):
            for other_right, other_said in pairs[:at]:
                gives_away = any(name in other_said for name in right) and any(name in said for name in other_right)
                assert not gives_away


def test_two_questions_rest_on_one_sentence_and_their_answers_differ() -> None:
    by_key = {ask.key: ask for ask in asks()}
    for count, most in ((30, 2), (60, 3)):
        for seed in SEEDS:
            answers: dict[tuple[str, int], list[tuple[str, ...]]] = {}
            for question in paper(seed, count).questions:
                for key in question.keys:
                    ask = by_key[key]
                    begin = ask.notice.source.rfind("。", 0, ask.source.start)
                    answers.setdefault((ask.clause.id, begin), []).append(ask.right)
            assert all(len(set(found)) == len(found) <= most for found in answers.values())


def test_the_checker_finds_a_statement_that_is_no_contrary() -> None:
    made = (record for seed in SEEDS for record in records(paper(seed, 60)))
    record = next(r for r in made if r["fact"] == "rule" and r["answer"] == "错误")
    judge = Checker(notices(), glossary())
    assert judge.problems(record) == []
    changed = record | {"stem": record["stem"].removesuffix("。") + "，另有规定的除外。"}
    assert any("not the contrary" in problem for problem in judge.problems(changed))
