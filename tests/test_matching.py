"""What words of a question weigh, when a clause is on it, and what an answer cannot do without."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.matching import Lexicon, fold, strength
from assistant.answering.retrieve import Match, confidence
from assistant.answering.service import Assistant
from assistant.answering.wanted import asks_for_a_measure, says_how_long, says_what_is_wanted
from assistant.glossary import usual_glossary
from assistant.importance import importance
from assistant.records import Clause, Concept, Hit, Notice
from assistant.settings import load_settings

TEXTS = ("家庭医生签约服务由基层卫生健康处牵头。", "住院押金免交。", "农村改水、改厕。", "签约服务费。")
CLAUSES = tuple(Clause(f"n#{i}/p1", "n", (), "", None, (), text, 0, len(text)) for i, text in enumerate(TEXTS, start=1))
LONG = "全市5家医疗机构借助全区一体化平台，注册上线互联网医院，开展线上诊疗、处方流转、药品配送等服务，推动资源共享"
NOTICE = Notice("n", "标题", None, None, "甲市", "2021-01-01", None, "", CLAUSES)


def word(name: str, kind: str = "word", *spellings: str, share: float = 1.0) -> Concept:
    return Concept(name, tuple(map(fold, spellings or (name,))), kind, share=share)


@pytest.fixture
def lexicon() -> Lexicon:
    return Lexicon([NOTICE])


@pytest.mark.parametrize(
    ("name", "expected"),
    [("老太太", 0.0), ("突然", 0.0), ("家里", 0.0), ("起付线", 1.0), ("村医", 1.0), ("残疾人", 1.0), ("普通", 0.9)],
)
def test_words_of_a_story_tell_little(name: str, expected: float) -> None:
    assert importance(name) == pytest.approx(expected, abs=0.11)


def test_weights(lexicon: Lexicon) -> None:
    rare = lexicon.weight(word("押金"))
    assert rare == pytest.approx(1.0986, abs=1e-4)  # ln(1 + 4 / 2)
    assert lexicon.weight(word("签约")) < rare  # said by two clauses
    assert lexicon.weight(word("老太太")) == 0.0
    assert lexicon.weight(word("起付线")) == pytest.approx(0.6 * 1.6094, abs=1e-4)  # unknown: ln(1 + 4 / 1)
    assert lexicon.weight(word("家庭医生签约服务", "policy")) == pytest.approx(1.5 * rare, abs=1e-4)
    assert lexicon.weight(word("押金", share=0.5)) == pytest.approx(rare / 2)
    known, unknown = Concept("deposit", ("押金",), "english"), Concept("him", ("him",), "english")
    assert lexicon.weight(unknown) < lexicon.weight(known)


def test_what_is_missed_counts_less_for_people_and_places(lexicon: Lexicon) -> None:
    text = fold(TEXTS[1])
    with_policy = lexicon.coverage([word("押金"), word("改水", "policy")], text)
    with_group = lexicon.coverage([word("押金"), word("改水", "group")], text)
    assert with_policy == pytest.approx(1 / 2.5)
    assert with_group == pytest.approx(1 / 1.75)
    assert lexicon.coverage([word("押金"), word("老太太")], text) == 1.0
    assert lexicon.coverage([], text) == 0.0


def test_a_saying_stands_for_any_of_its_official_words() -> None:
    saying = word("住院要先掏钱", "saying", "押金", "住院要先掏钱")
    assert strength(saying, fold(TEXTS[1])) == 1.0
    assert strength(saying, fold(TEXTS[0])) == 0.0


def test_confidence_rises_with_coverage_and_words() -> None:
    def match(coverage: float, lexical: float) -> Match:
        return Match(CLAUSES[0], coverage, 0.0, 0.0, Hit("n#1/p1", "n", lexical, lexical, 0.0))

    assert confidence(match(0.3, 0.02), 10.0) < 0.45 < confidence(match(0.6, 0.1), 10.0)
    assert confidence(match(0.5, 0.3), 10.0) > confidence(match(0.5, 0.1), 10.0)


@pytest.mark.parametrize(
    ("question", "ask", "quote", "expected"),
    [
        ("补助多少钱", "money", "每人每月400元", True),
        ("补助多少钱", "money", "给予补助", False),
        ("最多多大年纪能去", "number", "开展适龄妇女筛查", False),
        ("几岁的孩子", "who", "3岁以下婴幼儿", True),
        ("要来几个人", "number", "不少于5人", True),
        ("要来几个人", "number", "至少4个专科", False),
        ("要来几名医生", "number", "2021-2025年", False),
        ("占几成", "number", "达到60%以上", True),
        ("占几成", "number", "有所提高", False),
        ("多久随访一次", "when", "每季度开展一次随访", True),
        ("医院名字叫啥", "what", LONG, False),
        ("负责人姓名", "what", "负责人：张三 副主任", True),
        ("谁牵头", "lead", "甲科牵头", True),
    ],
)  # fmt: skip
def test_what_an_answer_cannot_do_without(question: str, ask: str, quote: str, expected: bool) -> None:
    assert says_what_is_wanted(quote, ask, question) is expected


def test_a_length_is_no_date() -> None:
    assert not says_how_long("2025年底前", "过渡期几年")
    assert says_how_long("5年", "过渡期几年")
    assert says_how_long("2025年底前", "什么时候完成")


def test_measures_are_told_apart_from_plain_how_many() -> None:
    assert asks_for_a_measure("要来几名医生")
    assert not asks_for_a_measure("有多少任务")


def test_a_corpus_without_a_glossary_has_the_usual_one(tmp_path: Path) -> None:
    usual = load_settings({}).corpus
    bare = usual_glossary(tmp_path, usual)
    assert bare.terms == usual_glossary(usual, usual).terms
    assert bare.find_sayings("哪家挑头")
    (tmp_path / "glossary.toml").write_text('[[term]]\nofficial = "甲"\nkind = "work"\n', encoding="utf-8")
    assert [term.official for term in usual_glossary(tmp_path, usual).terms] == ["甲"]


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("我爸突然要住院，手头凑不出押金，在中卫能先住进去不？", "二、（一）2"),
        ("开封家里老人高血压，医生隔多久来看一回？", "四、二是"),
        ("陕西大医院派人下来帮县医院，归哪个口子挑头？", "一、（五）"),
    ],
)
def test_stories_find_their_clause(assistant: Assistant, question: str, clause: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.citations[0].clause) == ("answered", clause)
