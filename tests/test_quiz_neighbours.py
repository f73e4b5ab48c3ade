"""What a question gives away of its neighbours or of itself: answers said elsewhere, sections that only insiders know,
ranks that plain sense tells, contraries that deny their own sentence, false figures that all go one way, cut
objects."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from quiz_checker import Checker
from quiz_fixtures import SMALL, gazetteer, glossary, notices, paper, records, small

from assistant.glossary import Glossary
from assistant.quiz.bank import find_asks
from assistant.quiz.building import build_question, kinds_of
from assistant.quiz.clues import tells_elsewhere
from assistant.quiz.leanings import balanced_answers, leaning_of
from assistant.quiz.making import make_quiz
from assistant.quiz.records import Ask, Question

SEEDS = range(1, 8)


@cache
def asks() -> tuple[Ask, ...]:
    return find_asks(notices(), glossary())


def one(words: str, notice: str, **marks: object) -> Ask:
    """The one ask of ``notice`` whose sentence or question holds ``words``."""
    fitting = (ask for ask in asks() if words in (ask.sentence or ask.question) and ask.notice.id == notice)
    (found,) = [ask for ask in fitting if all(getattr(ask, mark) == value for mark, value in marks.items())]
    return found


def put(ask: Ask, kind: str, spot: int = 0) -> Question:
    """The first fair question: of short and long options drawn not every set is."""
    made = (build_question(ask, kind, random.Random(seed), spot) for seed in SEEDS)
    return next(question for question in made if question is not None)


# --- one question answers another -------------------------------------------------------------------------------------


def test_a_way_of_paying_is_told_by_another_notice() -> None:
    paying = put(one("紧密型医疗联合体实行____", "national-2021", fact="rank"), "single")
    slogan = put(one("监督考核、________、合理超支分担", "zhongwei-2021", fact="rule"), "true_false")
    other = put(one("现有30种大病定点医院", "kaifeng-2022", fact="rule"), "true_false")
    assert tells_elsewhere(slogan, paying)
    assert not tells_elsewhere(other, paying)


def test_every_village_is_a_hundred_per_cent() -> None:
    share = one("公有产权村卫生室比例", "kaifeng-2022")
    every = put(one("每个行政村有1所____", "kaifeng-2022", fact="rule"), "true_false")
    assert share.right == ("100",) and tells_elsewhere(every, put(share, "fill_in"))
    assert tells_elsewhere(every, put(share, "true_false"))
    assert not tells_elsewhere(put(one("四种重点慢病规范管理率", "kaifeng-2022"), "fill_in"), put(share, "fill_in"))


def test_a_right_thing_of_one_list_is_no_wrong_one_of_another() -> None:
    centres = put(one("县域影像", "national-2021", fact="list"), "multiple")
    five = put(one("五大中心", "shaanxi-2021", fact="list"), "multiple")
    assert not tells_elsewhere(five, centres)
    mixed = replace(five, options=(*five.options[:-1], "医学检验"), right=five.right[:1])
    assert tells_elsewhere(mixed, centres)


def test_one_rule_of_two_notices_is_asked_once() -> None:
    for seed in SEEDS:
        rules = Counter(
            ask.right for ask in asks() for q in paper(seed, 60).questions if ask.key in q.keys and q.fact == "rule"
        )
        assert not rules or max(rules.values()) == 1


@pytest.mark.parametrize("seed", range(1, 13))
def test_no_question_of_a_paper_of_sixty_answers_another(seed: int) -> None:
    assert Checker(notices(), glossary()).paper_problems(records(paper(seed, 60))) == []


def test_the_checker_finds_answers_said_elsewhere() -> None:
    judge, made = Checker(notices(), glossary()), records(paper(1, 60))
    judged = next(record for record in made if record["kind"] == "true_false")
    blank = next(record for record in made if record["kind"] == "fill_in")
    stem = blank["stem"].partition("，")[0] + "，公有产权村卫生室比例达到________%。"
    share = blank | {"n": 98, "stem": stem, "answer": "100", "right": ["100"], "fact": "target", "role": "number"}
    every = judged | {"n": 99, "stem": "每个行政村有1所公有产权的标准化村卫生室。"}
    assert "question 99 answers 98: 100%" in judge.paper_problems([*made, share, every])
    lists = [record for record in made if record["fact"] == "list"][:2]
    lists[1]["options"] = [*lists[1]["options"], lists[0]["right"][0]]
    assert any(f"answers {lists[0]['n']}: {lists[0]['right'][0]}" in found for found in judge.paper_problems(made))


# --- sections of an office --------------------------------------------------------------------------------------------


def test_sections_are_asked_for_on_a_topic_or_a_place_only() -> None:
    by_key = {ask.key: ask for ask in asks()}
    for seed in SEEDS:
        assert not any(by_key[key].internal for q in paper(seed, 60).questions for key in q.keys)
    assert {ask.notice.id for ask in asks() if ask.internal} == {"shaanxi-2021"}
    of_place = make_quiz(notices(), glossary(), gazetteer(), place="陕西", count=60).questions
    on_topic = make_quiz(notices(), glossary(), gazetteer(), topic="爱国卫生运动", count=20).questions
    for questions in (of_place, on_topic):
        assert any(by_key[key].internal for q in questions for key in q.keys)


def test_sections_fill_a_short_paper() -> None:
    matching = make_quiz(notices(), glossary(), gazetteer(), kinds=["matching"], count=2).questions
    assert [question.kind for question in matching] == ["matching"] * len(matching) and matching


# --- ranks, rules -----------------------------------------------------------------------------------------------------


def test_a_rank_is_chosen_or_judged() -> None:
    kinds = {kind for ask in asks() if ask.fact == "rank" for kind in kinds_of(ask)}
    assert kinds == {"single", "true_false"}


@pytest.mark.parametrize(
    ("text", "false"),
    [
        ("改进职称评审。对业绩突出的基层人员，可放宽学历等要求，同等条件下优先评聘。", ()),
        ("改进职称评审。对长期在基层一线工作的卫生专业技术人员可放宽学历等要求。", ("不得放宽",)),
    ],
)
def test_a_contrary_does_not_deny_its_own_sentence(text: str, false: tuple[str, ...]) -> None:
    more = SMALL.replace("\n甲县卫生健康局", f"五、{text}\n\n甲县卫生健康局")
    (ask,) = [ask for ask in find_asks((small(more),), Glossary()) if ask.fact == "rule"]
    assert (ask.right, ask.false, kinds_of(ask)) == (("可放宽",), false, ("true_false",))
    wrong = build_question(ask, "true_false", random.Random(1), 1)
    assert (wrong is not None) == bool(false) and put(ask, "true_false").answer == "正确"


# --- false figures ----------------------------------------------------------------------------------------------------


def test_false_figures_go_both_ways() -> None:
    ask = one("骨干医师", "shaanxi-2021", fact="target")
    assert set(ask.false) == {"2", "4"}
    assert balanced_answers(ask, {"number": 1}) == ["2"] and balanced_answers(ask, {"number": -1}) == ["4"]
    often = one("通报一次健康帮扶措施", "kaifeng-2022")
    assert balanced_answers(often, {"when": 1}) == ["每半年"] and balanced_answers(often, {"when": -1}) == ["每月"]
    area = one("政策扩大到____", "kaifeng-2022", role="area")
    assert balanced_answers(area, {"area": 1}) == []


def test_no_paper_leans() -> None:
    by_key = {ask.key: ask for ask in asks()}
    for seed in SEEDS:
        ways: Counter[str] = Counter()
        for question in paper(seed, 60).questions:
            ways.update(leaning_of(by_key[question.keys[0]], question))
        assert all(-1 <= way <= 1 for way in ways.values()), ways


# --- sentences and lists ----------------------------------------------------------------------------------------------


def test_what_is_treated_stays() -> None:
    ask = one("过渡期内逐步调整", "zhongwei-2021", fact="rule")
    assert ask.sentence.startswith("完善城乡居民基本医疗保险参保个人缴费资助政策，继续")


def test_of_a_list_that_tells_its_number_none_is_left_out() -> None:
    for words, notice in (("五大中心", "shaanxi-2021"), ("重点做好高血压", "national-2021")):
        ask = one(words, notice, fact="list")
        assert set(put(ask, "multiple").right) == set(ask.right)
