"""``ask --explain``: what the chain did, told line by line and as JSON, over two invented notices."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answering.chain import Request, Steps, Trace
from assistant.answering.exact import find_exact
from assistant.answering.explain import explain, explanation_of
from assistant.answering.explanation import Explanation
from assistant.answering.knowledge import Knowledge
from assistant.answering.retrieve import Finding, Match
from assistant.cli import app
from assistant.contract import answer_object
from assistant.display.explain_words import EN, ZH
from assistant.display.explained import explanation_lines
from assistant.gazetteer import load_gazetteer
from assistant.glossary import Glossary, Term
from assistant.reading.notice import parse_notice
from assistant.records import Answer, Concept, Hit, Query
from assistant.settings import bundled_corpus
from assistant.thesaurus import Thesaurus

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

LONGXI = """陇西县卫生健康局关于加强基层服务的通知
陇卫发〔2023〕7号
各乡镇卫生院：
一、扩大签约
为慢性病患者开展家庭医生签约，每季度随访一次。（县卫生健康局牵头，县医保局配合）
二、免交押金
低保对象在县域内住院免交押金。
三、添置设备
乡镇卫生院添置彩超。（县财政局牵头）
陇西县卫生健康局
2023年5月8日
"""
GANSU = """甘肃省卫生健康委员会关于推进医疗服务的意见
甘卫发〔2022〕3号
各市州卫生健康委：
一、推进家庭医生签约（略）
二、发展远程会诊
县医院开通远程会诊。
甘肃省卫生健康委员会
2022年9月1日
"""
WORDS = re.compile("彩超|隔壁|大妈|突然|住院|病人|押金|牵头")


def search(text: str, notices: Sequence[str], top: int) -> Mapping[str, Sequence[Hit]]:
    """One hit in each notice."""
    ids = {"longxi": "longxi#一、/p2", "gansu": "gansu#二、/p2"}
    return {notice: [Hit(ids[notice], notice, 0.55, 0.5, 0.5)] for notice in notices}


@pytest.fixture(scope="module")
def steps() -> Steps:
    gazetteer = load_gazetteer(bundled_corpus())
    notices = tuple(parse_notice(key, text, gazetteer) for key, text in (("longxi", LONGXI), ("gansu", GANSU)))
    terms = (Term("家庭医生签约", "policy", ("签约服务",), ("签约医生",), ("family doctor contracts",)),)
    thesaurus = Thesaurus({"先欠着": ("免交押金",)})
    return Steps(Knowledge(notices, Glossary(terms, None, thesaurus), gazetteer, WORDS.findall), search)


def asked(steps: Steps, question: str, **given: Any) -> tuple[Answer, Explanation]:
    """The answer and its explanation; each step takes 1.5 ms."""
    ticks = count()
    return explain(steps, Request(question, **given), lambda: next(ticks) * 0.0015)


def told(steps: Steps, question: str, **given: Any) -> list[str]:
    return list(explanation_lines(asked(steps, question, **given)[1]))


# --- line by line ------------------------------------------------------------------------------------------------


def test_a_question_for_the_lead(steps: Steps) -> None:
    assert told(steps, "陇西的签约医生谁牵头？") == [
        "问题读成了什么",
        "  语言：中文（看问题得出）",
        "  问的是：谁牵头",
        "  答案取自：说到此事的条款",
        "  地方：陇西县（问题里的“陇西”）",
        "  事项与字词：",
        "    家庭医生签约 [政策]：原话“签约医生”；公文写法 家庭医生签约、签约服务；2 段说到；权重 2.69",
        "  没有用来查找的其余字词：谁牵头",
        "查了哪些文件",
        "  陇西县：本地 longxi；上级 gansu",
        "各文件里找到的条款（取用的条款至少要说到括号里的份额）",
        "  longxi（0.450）：取用 1 段",
        "    引用 一、：字面 0.500 语义 0.500 覆盖 1.000 标题 0.000 相关 1.224",
        "  gansu（0.450）：取用 0 段；说到此事的条款 一、 在所存文本中为“略”",
        "    未取 一、：字面 — 语义 — 覆盖 1.000 标题 1.000 相关 1.714；此事的条款在所存文本中为“略”",
        "写出的句子",
        "  保留：县卫生健康局牵头，县医保局配合。 ← longxi#一、/p2",
        "用时：理解 1.5 毫秒，检索 1.5 毫秒，成文 1.5 毫秒，核对 1.5 毫秒",
    ]


def test_a_follow_up_in_english_tells_what_the_earlier_turn_gave(steps: Steps) -> None:
    assert told(steps, "那甘肃呢？", history=("陇西的签约医生谁牵头？",), lang="en") == [
        "How the question was read",
        "  language: English (chosen)",
        "  asks: who leads (from the earlier question “陇西的签约医生谁牵头？”)",
        "  answered from: the clauses on the topic",
        "  place: 甘肃省 (“甘肃” in the question)",
        "  topics and words:",
        "    家庭医生签约 [policy]: said as “签约医生”; in notices 家庭医生签约, 签约服务; said by 2 clauses; "
        "weight 2.69; from the earlier question “陇西的签约医生谁牵头？”",
        "Notices asked",
        "  甘肃省: own gansu",
        "Clauses found in each notice (one that is taken has to say the share in brackets)",
        "  gansu (0.450): 0 taken; the clause on it, 一、, is left out of the copy held (“略”)",
        "    cited 一、: lexical – cosine – coverage 1.000 heading 1.000 relevance 1.714",
        "Statements composed",
        "  kept: Only the heading of 一、 “推进家庭医生签约” is in the copy held; its c…… ← gansu#一、/p1",
        "Time: understand 1.5 ms, retrieve 1.5 ms, compose 1.5 ms, check 1.5 ms",
    ]


def test_story_words_are_set_aside(steps: Steps) -> None:
    lines = told(steps, "隔壁大妈突然住院，押金能先欠着吗")
    assert lines[2:14] == [
        "  问的是：适用于谁；要回答是或否",
        "  答案取自：说到此事的条款",
        "  地方：没有说，所有文件都查",
        "  事项与字词：",
        "    先欠着 [俗语]：公文写法 免交押金、先欠着；2 段说到；权重 1.79",
        "    住院 [字词]：1 段说到；权重 2.14；关键程度 1.0",
        "    押金 [字词]：2 段说到；权重 1.79；关键程度 1.0",
        "  不作数的闲话：隔壁、大妈、突然",
        "查了哪些文件",
        "  （未限地方）：本地 longxi、gansu",
        "各文件里找到的条款（取用的条款至少要说到括号里的份额）",
        "  longxi（0.450）：取用 1 段",
    ]
    assert lines[15:17] == ["  没有一段说到：gansu", "写出的句子"]


def test_a_question_in_parts_is_told_part_by_part(steps: Steps) -> None:
    lines = told(steps, "陇西的签约医生谁牵头？住院时谁能免交押金？")
    assert [line for line in lines if "部分" in line or "问的是" in line or "语言" in line] == [
        "  语言：中文（看问题得出）",
        "  问的是：谁牵头、适用于谁",
        "第 1 部分另问一次：“陇西的签约医生谁牵头？”",
        "    语言：中文（看问题得出）",
        "    问的是：谁牵头",
        "第 2 部分另问一次：“住院时谁能免交押金？”",
        "    语言：中文（看问题得出）",
        "    问的是：适用于谁",
    ]
    second = lines[lines.index("第 2 部分另问一次：“住院时谁能免交押金？”") :]
    assert "    地方：陇西县（承前问“陇西的签约医生谁牵头？”）" in second
    first = told(steps, "签约医生谁牵头？陇西住院时谁能免交押金？")
    assert "    地方：陇西县（整句里说的）" in first[first.index("第 1 部分另问一次：“签约医生谁牵头？”") :]
    assert lines[-4:-1] == [
        "写出的句子",
        "  保留：县卫生健康局牵头，县医保局配合。 ← longxi#一、/p2",
        "  保留：低保对象在县域内住院免交押金。 ← longxi#二、/p2",
    ]


class FakeModel:
    """Words every answer in the same way."""

    def invoke(self, input: Any, /) -> Any:
        return "县卫生健康局牵头〔1〕。\n县财政局牵头〔1〕。"


def test_a_statement_that_the_check_drops_is_told_with_the_reason(steps: Steps) -> None:
    answer, explanation = asked(replace(steps, chat_model=FakeModel()), "陇西的签约医生谁牵头？")
    assert answer.dropped == ("县财政局牵头。（与原文不符：县财政局牵头）",)
    lines = list(explanation_lines(explanation))
    assert lines[lines.index("写出的句子") :] == [
        "写出的句子",
        "  由对话模型写成。",
        "  保留：县卫生健康局牵头。 ← longxi#一、/p2",
        "  略去（与原文不符：县财政局牵头）：县财政局牵头。 ← longxi#一、/p2",
        "用时：理解 1.5 毫秒，检索 1.5 毫秒，成文 1.5 毫秒，核对 1.5 毫秒",
    ]


BEFORE = {"history": ("陇西第一条写了什么",)}


@pytest.mark.parametrize(
    ("question", "given", "line"),
    [
        ("陇西第一条写了什么", {}, "点名的条款：第一条（在 longxi 中找）"),
        ("第一条写了什么", {"place": "陇西"}, "地方：陇西县（另行指定的“陇西”）"),
        ("第1句呢", BEFORE, "点名的条款：第一条、第1句（在 longxi 中找；承前问“陇西第一条写了什么”）"),
        ("第1句呢", BEFORE, "地方：陇西县（承前问“陇西第一条写了什么”）"),
        ("陇西第一条写了什么", {}, "答案取自：点名的条款原文"),
        ("陇西第一条写了什么", {}, "这类问题不按相关程度挑条款。"),
        ("《城乡规划法》第三条写了什么", {}, "点名的条款：第三条（不在本库的文件里）"),
        ("陇西县财政局牵头哪些任务", {}, "单位：县财政局"),
        ("陇西县财政局牵头哪些任务", {}, "答案取自：该单位的各项职责"),
        ("陇西的文号", {}, "问的是：文号"),
        ("陇西的文号", {}, "答案取自：文件自身的情况"),
        ("不是甘肃，陇西谁牵头彩超", {}, "提到但不是要问的地方：甘肃省"),
        ("长安区住院押金", {}, "同名的地方：河北省石家庄市长安区、陕西省西安市长安区"),
        ("四川凉山住院押金", {}, "凉山彝族自治州：本地没有文件"),
        ("陇西2023年住院押金", {}, "longxi（0.450）：取用 1 段；标题或年份已说明、条款不必再说的：2023"),
    ],
)  # fmt: skip
def test_a_line_on(steps: Steps, question: str, given: dict[str, Any], line: str) -> None:
    assert line in [line.strip() for line in told(steps, question, **given)]


def test_a_year_that_a_clause_does_not_say_rules_it_out(steps: Steps) -> None:
    refused = [line for line in told(steps, "陇西2019年住院押金") if line.strip().startswith("未取 二、：")]
    assert [line.rpartition("；")[2] for line in refused] == ["没有说到2019"]


def test_both_languages_have_the_same_words() -> None:
    assert ZH.keys() == EN.keys()
    for name, words in ZH.items():
        assert set(re.findall(r"\{.*?\}", words)) == set(re.findall(r"\{.*?\}", EN[name])), name


# --- why a clause was not taken ------------------------------------------------------------------------------------

TOPIC = Concept("院", ("院",), "policy")
YEAR = Concept("2019", ("2019年",), "year")


def found(steps: Steps, label: str, coverage: float, heading: float, relevance: float) -> Match:
    clause = steps.knowledge.clauses[f"longxi#{label}/p2"]
    return Match(clause, coverage, heading, relevance, None)


def refusals(steps: Steps, finding: Finding, question: str = "住院押金") -> list[tuple[str | None, tuple[str, ...]]]:
    query = Query(question, "zh", ("what",), (), finding.asked, "", "")
    exact = find_exact(question, steps.knowledge.notices)
    trace = Trace(Request(question), query, findings={finding.notice.id: finding}, exact=exact)
    notice = explanation_of(trace, lambda one: [one], steps.knowledge).looked[0]
    return [(clause.refused, clause.lacks) for clause in notice.clauses]


def test_why_a_clause_was_not_taken(steps: Steps) -> None:
    notice = steps.knowledge.by_id["longxi"]
    best, near = found(steps, "二、", 0.9, 0.9, 2.0), found(steps, "三、", 0.9, 0.0, 1.9)
    far, little = replace(near, relevance=1.0), replace(near, coverage=0.2)
    base = Finding(notice, (best,), None, best.clause, best, (TOPIC,))
    assert refusals(steps, replace(base, considered=(best, near))) == [(None, ()), ("heading", ())]
    assert refusals(steps, replace(base, considered=(best, far))) == [(None, ()), ("relevance", ())]
    assert refusals(steps, replace(base, considered=(best, little))) == [(None, ()), ("coverage", ())]
    asked_both = replace(base, asked=(TOPIC, YEAR), matches=(near,), considered=(best, near))
    assert refusals(steps, asked_both) == [("lacks", ("2019",)), (None, ())]
    nothing = replace(base, matches=(), considered=(best,))
    assert refusals(steps, replace(nothing, farther=True)) == [("farther", ())]
    assert refusals(steps, replace(nothing, omitted=near.clause)) == [("left_out", ())]
    assert refusals(steps, replace(base, considered=(best, near)), "陇西第二条谁牵头") == [
        (None, ()),
        ("not_named", ()),
    ]


def test_no_more_than_the_best_clauses_are_told(steps: Steps) -> None:
    notice = steps.knowledge.by_id["longxi"]
    low = tuple(found(steps, label, 0.3 - n / 100, 0.0, 0.3) for n, label in enumerate(("一、", "二、", "三、") * 2))
    assert len(refusals(steps, Finding(notice, (), None, None, low[0], (TOPIC,), low))) == 3


# --- the same answer, in every command -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "given"),
    [
        ("谁可以享受先诊疗后付费？", {}),
        ("那中卫呢？", {"history": ("陕西家庭医生签约谁牵头？",)}),
        ("who leads family doctor contracts?", {"place": "陕西"}),
        ("四川的村医补助多少钱", {}),
        ("国家（十二）是什么？", {}),
    ],
)
def test_explaining_changes_nothing_in_the_answer(assistant: Assistant, question: str, given: dict[str, Any]) -> None:
    answer, explanation = assistant.explain(question, **given)
    assert replace(answer, elapsed_ms=0.0) == replace(assistant.ask(question, **given), elapsed_ms=0.0)
    assert [made.text for made in explanation.statements if not made.dropped] == [s.text for s in answer.statements]
    cited = {citation.clause_id for citation in answer.citations}
    told = {clause.clause_id for notice in explanation.looked for clause in notice.clauses if clause.cited}
    assert told <= cited
    assert sum(explanation.ms.values()) == pytest.approx(answer.elapsed_ms, abs=0.3)


class StandIn:
    """Explains whatever it is asked over the invented notices."""

    def __init__(self, steps: Steps) -> None:
        self.steps = steps

    def explain(self, question: str, **given: Any) -> tuple[Answer, Explanation]:
        return asked(self.steps, question, **given)


@pytest.fixture
def stand_in(steps: Steps, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    stand_in = StandIn(steps)
    monkeypatch.setattr("assistant.cli.ask.open_assistant", lambda **_: stand_in)
    return stand_in


def test_the_command_prints_it_behind_the_answer(stand_in: StandIn, capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["ask", "陇西的签约医生谁牵头？", "--explain"]) == 0
    answer, explanation = stand_in.explain("陇西的签约医生谁牵头？")
    out = capsys.readouterr().out
    assert out.startswith(answer.text + "\n\n〔1〕")
    assert out.endswith("\n\n" + "\n".join(explanation_lines(explanation)) + "\n")


def test_json_gains_one_key(stand_in: StandIn, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    question = "陇西的签约医生谁牵头？"
    answer, explanation = stand_in.explain(question)
    told = json.loads(json.dumps(asdict(explanation)))
    assert app.run(["ask", question, "--explain", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert list(data)[-1] == "explain"
    assert data == json.loads(json.dumps(answer_object(answer))) | {"explain": told}
    assert list(data["explain"]) == ["understood", "asked", "looked", "parts", "statements", "by_model", "ms"]
    file = tmp_path / "questions.jsonl"
    file.write_text(json.dumps({"id": 7, "question": question}) + "\n", encoding="utf-8")
    assert app.run(["ask", "--batch", str(file), "--explain"]) == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["id"], line["explain"]) == (7, told)
