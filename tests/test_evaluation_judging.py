"""What counts as right; and that the measures cannot be gamed."""

from __future__ import annotations

import pytest
from evaluation_fixtures import CLAUSES, TEXTS, answer, gold, question

from assistant.evaluation.judging import judge, opening_verdict
from assistant.records import Answer

GOOD = answer("answered", ["每季度一次。"], [("a#一、/p1", "每季度开展一次随访")])


def faults(asked: object, given: Answer) -> tuple[str, ...]:
    return judge(asked, given, CLAUSES).faults  # type: ignore[arg-type]


def test_right_answer() -> None:
    found = judge(question(), GOOD, CLAUSES)
    assert found.right
    assert (found.clause_recall, found.citation_precision, found.citation_recall) == (1.0, 1.0, 1.0)
    assert (found.refused, found.verdict_told, found.length) == (False, None, 6)


@pytest.mark.parametrize(
    ("fields", "given", "expected"),
    [
        ({}, answer("partial", ["每季度一次。"], [("a#一、/p1", "每季度")]), ("status: partial",)),
        ({}, answer("answered", ["一季一次。"], [("a#一、/p1", "每季度")]), ("fact: 每季度",)),
        ({"facts": (("每季度", "一季"),)}, answer("answered", ["一季一次。"], [("a#一、/p1", "每季度")]), ()),
        ({}, answer("answered", ["每季度，不是每年。"], [("a#一、/p1", "每季度")]), ("forbidden: 每年",)),
        (
            {},
            answer("answered", ["每季度。"], [("b#一、/p1", "每年随访一次")]),
            ("clause: a#一、/p1",),
        ),
        (
            {},
            answer("answered", ["每季度。"], [("a#一、/p1", "每季度"), ("a#二、/p1", "每批不少于5人")]),
            ("untrue citation: a#二、/p1",),
        ),
        (
            {},
            answer("answered", ["每季度。"], [("a#一、/p1", "每季度"), ("c#一、/p1", "")]),
            ("untrue citation: c#一、/p1",),
        ),
        ({"gold": (gold("b#一、/p1", "每年", ("a#一、/p1", "每季度")),)}, GOOD, ()),
    ],
)
def test_what_is_wrong(fields: dict[str, object], given: Answer, expected: tuple[str, ...]) -> None:
    assert faults(question(**fields), given) == expected


def test_facts_in_the_quote_alone_do_not_count() -> None:
    """The user reads the statements; a clause quoted beneath a wrong one makes it no better."""
    assert faults(question(), answer("answered", ["见下。"], [("a#一、/p1", "每季度开展一次随访")])) == (
        "fact: 每季度",
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("不能。“涉及第三方责任的患者不享受本政策”。", "no"),
        ("不享受，涉及第三方责任。", "no"),
        ("可以：每季度一次。", "yes"),
        ("No. The patient is excluded.", "no"),
        ("Yes — quarterly", "yes"),
        ("“是。”", "yes"),
        ("有条件的地方可调整。", None),
        ("不少于15人。", None),
        ("", None),
    ],
)
def test_opening_verdict(said: str, expected: str | None) -> None:
    assert opening_verdict(answer("answered", [said])) == expected


def test_contradicted_verdict_is_wrong_and_a_missing_one_is_counted() -> None:
    asked = question(gold=(gold("a#二、/p1", "不享受"),), facts=(("不享受",),), forbidden=(), verdict="no")
    cited = [("a#二、/p1", "涉及第三方责任的患者不享受本政策")]
    told = judge(asked, answer("answered", ["不能。“涉及第三方责任的患者不享受”。"], cited), CLAUSES)
    silent = judge(asked, answer("answered", ["“涉及第三方责任的患者不享受”。"], cited), CLAUSES)
    contrary = judge(asked, answer("answered", ["可以。“涉及第三方责任的患者不享受”。"], cited), CLAUSES)
    assert (told.right, told.verdict_told) == (True, True)
    assert (silent.right, silent.verdict_told) == (True, False)
    assert (contrary.faults, contrary.verdict_told) == (("verdict: yes",), False)


def test_citation_precision_and_recall_count_paragraphs_and_characters() -> None:
    asked = question(gold=(gold("a#一、/p1", "每季度开展一次随访"), gold("b#一、/p1", "每年随访一次")), forbidden=())
    cited = [("a#一、/p1", "每季度"), ("a#二、/p1", "每批不少于15人"), ("b#一、/p1", "每年随访一次")]
    found = judge(asked, answer("answered", ["每季度。"], cited), CLAUSES)
    assert found.clause_recall == 1.0
    assert found.citation_precision == pytest.approx(2 / 3)
    assert found.citation_recall == pytest.approx((3 / 9 + 1) / 2)
    assert (
        judge(question(also=("a#二、/p1",)), answer("answered", ["每季度。"], cited[:2]), CLAUSES).citation_precision
        == 1
    )


def test_refusal_where_the_gold_allows_both_need_not_say_the_facts() -> None:
    either = question(status=("partial", "not_found"))
    assert faults(either, answer("not_found")) == ()
    assert faults(either, answer("partial")) == ("fact: 每季度", "clause: a#一、/p1")
    assert faults(question(), answer("not_found")) == ("status: not_found", "fact: 每季度", "clause: a#一、/p1")


# --- gaming ------------------------------------------------------------------------------------------------------

ABSENT = question(id="q-2", kind="absent", status=("not_found",), gold=(), facts=(), forbidden=("90%",))


def test_always_refusing_scores_badly() -> None:
    answered = [judge(question(), answer("not_found"), CLAUSES) for _ in range(4)]
    refused = judge(ABSENT, answer("not_found"), CLAUSES)
    assert [found.right for found in answered] == [False] * 4
    assert refused.right and refused.refused
    assert all(found.clause_recall == 0.0 and found.refused for found in answered)


def test_citing_everything_scores_badly() -> None:
    """The right words with every clause there is under them: precision falls, and strewn citations are wrong."""
    many = {f"a#{n}、/p1": f"第{n}条。" for n in range(3, 9)}
    clauses = CLAUSES | {
        key: CLAUSES["b#一、/p1"].__class__(key, "a", (), "", None, (), t, 0, 4) for key, t in many.items()
    }
    everything = [(key, text) for key, text in (TEXTS | many).items()]
    found = judge(question(), answer("answered", ["每季度一次。"], everything), clauses)
    assert found.faults == ("strewn: 8 other clauses cited",)
    assert found.citation_precision == pytest.approx(1 / 9)


def test_quoting_the_whole_notice_scores_badly() -> None:
    """All facts stand in it, and so does everything else."""
    whole = "\n".join(TEXTS.values()) + "其他要求。" * 100
    found = judge(question(forbidden=()), answer("answered", [whole], list(TEXTS.items())), CLAUSES)
    assert found.faults == (f"buried: {len(whole)} characters",)
    assert "forbidden: 每年" in judge(question(), answer("answered", [whole], list(TEXTS.items())), CLAUSES).faults


def test_answering_what_is_not_there_is_wrong() -> None:
    found = judge(ABSENT, answer("answered", ["达到90%以上。"], [("a#一、/p1", "规范管理率达到90%以上")]), CLAUSES)
    assert found.faults == ("status: answered", "forbidden: 90%")
    assert found.citation_precision == 0.0
