"""The check: statements that the cited text bears out pass, corrupted ones do not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from assistant.answering.check import why_rejected
from assistant.records import Answer, Statement

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

QUESTIONS = [
    "谁可以享受先诊疗后付费？",
    "陕西家庭医生签约谁牵头？",
    "中卫医疗保障待遇由谁牵头？",
    "陕西什么时候报送落实情况？",
    "开封三类户多久入户",
    "陕西孕产妇产前筛查率",
    "who qualifies for treat-first-pay-later",
    "Which department leads family doctor contracts in Shaanxi?",
]


@pytest.fixture(scope="module")
def answers(assistant: Assistant) -> dict[str, Answer]:
    return {question: assistant.ask(question) for question in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS)
def test_true_statements_pass(assistant: Assistant, answers: dict[str, Answer], question: str) -> None:
    answer = answers[question]
    assert answer.statements
    for statement in answer.statements:
        assert why_rejected(statement, answer.citations, assistant.knowledge) is None


@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        ("陕西家庭医生签约谁牵头？", "委基层卫生健康处", "委妇幼健康处"),
        ("陕西家庭医生签约谁牵头？", "各设区市", "省中医药管理局"),
        ("中卫医疗保障待遇由谁牵头？", "市医保局", "市卫生健康委"),
        ("陕西什么时候报送落实情况？", "6月", "5月"),
        ("陕西什么时候报送落实情况？", "11月", "12月"),
        ("开封三类户多久入户", "一周内", "两周内"),
        ("开封三类户多久入户", "一月内", "三月内"),
        ("陕西孕产妇产前筛查率", "90%", "95%"),
        ("陕西孕产妇产前筛查率", "90%", "9%"),
        ("谁可以享受先诊疗后付费？", "低保对象", "农村低收入人口"),
        ("谁可以享受先诊疗后付费？", "特困人员", "乡村医生"),
        ("谁可以享受先诊疗后付费？", "实行“先诊疗后付费”", "不得实行“先诊疗后付费”"),
        ("Which department leads family doctor contracts in Shaanxi?", "委基层卫生健康处", "委人事处"),
    ],
)
def test_corrupted_statements_do_not(
    assistant: Assistant, answers: dict[str, Answer], question: str, old: str, new: str
) -> None:
    answer = answers[question]
    statement = next(statement for statement in answer.statements if old in statement.text)
    corrupted = replace(statement, text=statement.text.replace(old, new))
    assert why_rejected(corrupted, answer.citations, assistant.knowledge) is not None


def test_a_statement_without_a_citation_is_rejected(assistant: Assistant) -> None:
    statement = Statement("委基层卫生健康处牵头。", "陕西省", ())
    assert why_rejected(statement, (), assistant.knowledge) == "没有引文"


def test_a_citation_that_does_not_exist_is_rejected(assistant: Assistant, answers: dict[str, Answer]) -> None:
    answer = answers["陕西家庭医生签约谁牵头？"]
    for number in (0, 2, -1):
        statement = replace(answer.statements[0], citations=(number,))
        assert why_rejected(statement, answer.citations, assistant.knowledge) == "引文编号不存在"


@pytest.mark.parametrize("change", [{"start": 0}, {"quote": "（委基层卫生健康处负责）"}, {"text": "别的条款。"}])
def test_a_citation_that_does_not_quote_its_notice_is_rejected(
    assistant: Assistant, answers: dict[str, Answer], change: dict[str, object]
) -> None:
    answer = answers["陕西家庭医生签约谁牵头？"]
    citation = replace(answer.citations[0], **change)  # type: ignore[arg-type]
    reason = why_rejected(answer.statements[0], (citation,), assistant.knowledge)
    assert reason is not None
    assert reason.startswith("引文与原文不符")


def test_a_statement_under_another_place_is_rejected(assistant: Assistant, answers: dict[str, Answer]) -> None:
    answer = answers["陕西家庭医生签约谁牵头？"]
    statement = replace(answer.statements[0], place="中卫市")
    assert why_rejected(statement, answer.citations, assistant.knowledge) == "引文出自别处的文件：陕西省"


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("谁可以享受先诊疗后付费？", "享受先诊疗后付费政策"),  # behind 不
        ("陕西孕产妇产前筛查率", "0%以上"),  # inside 90%
        ("陕西孕产妇产前筛查率", "孕产妇产前筛查率、新生儿遗传代谢性疾病筛查覆盖率达9"),
        ("陕西什么时候报送落实情况？", "1月底前"),
    ],
)
def test_a_quote_that_breaks_off_a_word_is_rejected(
    assistant: Assistant, answers: dict[str, Answer], question: str, words: str
) -> None:
    answer = answers[question]
    citation = next(c for c in answer.citations if words in c.quote)
    source = assistant.knowledge.by_id[citation.notice].source
    start = source.index(words, citation.start)
    short = replace(citation, quote=words, start=start, end=start + len(words))
    statement = Statement(f"{words}。", citation.place, (citation.n,))
    assert why_rejected(statement, (short,), assistant.knowledge) == f"引文截断了原句：{words[:20]}"


def test_what_the_copy_leaves_out_is_held_against_the_clause(assistant: Assistant) -> None:
    answer = assistant.ask("国家意见对三级医院对口帮扶有什么要求？")
    statement = next(statement for statement in answer.statements if "略" in statement.text)
    assert statement.text == "本库所存文本（十二）“持续开展三级医院对口帮扶”只有标题，内容为“略”。"
    assert why_rejected(statement, answer.citations, assistant.knowledge) is None
    for old, new in (("（十二）", "（十一）"), ("三级", "二级")):
        wrong = replace(statement, text=statement.text.replace(old, new))
        assert why_rejected(wrong, answer.citations, assistant.knowledge) == "所引条款并未略去"


def test_that_something_is_left_out_is_not_said_of_a_clause_that_is_there(
    assistant: Assistant, answers: dict[str, Answer]
) -> None:
    answer = answers["陕西家庭医生签约谁牵头？"]
    statement = replace(answer.statements[0], text="本库所存文本一、（一）其后的内容为“略”。")
    assert why_rejected(statement, answer.citations, assistant.knowledge) == "所引条款并未略去"


@pytest.mark.parametrize("text", ["", "。", "“”"])
def test_a_statement_that_says_nothing_is_rejected(assistant: Assistant, answers: dict[str, Answer], text: str) -> None:
    answer = answers["陕西家庭医生签约谁牵头？"]
    statement = replace(answer.statements[0], text=text)
    assert why_rejected(statement, answer.citations, assistant.knowledge) == "没有内容"
