"""What answers say of how long their notices hold, on invented notices and by a clock that the tests set."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.answering.about_question import particulars_asked
from assistant.answering.chain import Request, Steps
from assistant.answering.knowledge import Knowledge
from assistant.answering.service import Assistant
from assistant.contract import answer_object, notice_object
from assistant.display.answer import source_name, split_answer, validity_lines
from assistant.records import Answer, Citation, Notice
from assistant.settings import load_settings

_LONG = "由本人提出申请，街道办事处受理，经社区公示无异议后，由区民政部门审核确认，按月发放到个人账户。"
_NEW = (
    "穗民规字〔2022〕9号\n\n广州市民政局关于印发《广州市高龄津贴办法》的通知\n\n各区民政局：\n\n"
    "现将《广州市高龄津贴办法》印发给你们，请结合实际认真贯彻执行。\n\n广州市民政局\n\n2022年1月10日\n\n"
    "广州市高龄津贴办法\n\n第一条 为了规范高龄津贴发放，根据《广东省养老条例》，制定本办法。\n\n"
    f"第二条 年满80周岁的老年人可以享受高龄津贴。{_LONG}\n\n第三条 市民政局负责高龄津贴的审核。\n\n"
    "第四条 本办法自2022年2月1日起施行，有效期5年。《广州市高龄津贴暂行办法》（穗民规字〔2017〕5号）同时废止。\n"
)
_OLD = (
    "穗民规字〔2017〕5号\n\n广州市高龄津贴暂行办法\n\n第一条 为了规范高龄津贴发放，制定本办法。\n\n"
    f"第二条 年满90周岁的老年人可以享受高龄津贴。{_LONG}\n\n第三条 区民政局负责高龄津贴的发放。\n\n"
    "第四条 本办法自2017年6月1日起施行。\n\n广州市民政局\n\n2017年5月10日\n"
)
_PLAN = (
    "关于做好津贴工作的通知\n\n佛民发〔2022〕3号\n\n各区民政局：\n\n现将《2022年高龄津贴工作要点》印发给你们，请认真执行。\n\n"
    "佛山市民政局\n\n2022年3月10日\n\n2022年高龄津贴工作要点\n\n"
    "根据省民政厅《关于发放高龄津贴的通知》（粤民发〔2021〕33号），制定本要点。\n\n"
    f"一、发放高龄津贴\n\n年满85周岁的老年人可以享受高龄津贴。{_LONG}\n"
)
_WHO = "谁可以享受高龄津贴？"
_ISSUED = "文件印发于2017—2022年，是否仍有效请向印发机关核实。"

Ask = Callable[..., Answer]


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("library")
    (folder / "notices").mkdir()
    for name, text in (("new", _NEW), ("old", _OLD), ("plan", _PLAN)):
        Path(folder / "notices" / f"{name}.txt").write_text(text, encoding="utf-8")
    settings = load_settings({"ASSISTANT_INDEX": str(folder / "index"), "ASSISTANT_CORPUS": str(folder)})
    return Assistant.open(settings).knowledge


@pytest.fixture
def ask(knowledge: Knowledge) -> Ask:
    def run(question: str, today: str, lang: str | None = None) -> Answer:
        day = date.fromisoformat(today)
        steps = Steps(knowledge, lambda text, notices, top: {}, today=lambda: day)
        return steps.run(Request(question, lang=lang))

    return run


# --- what comes first --------------------------------------------------------------------------------------------


def test_a_plan_whose_year_has_gone_by_is_told_first(ask: Ask) -> None:
    lines = ask("佛山" + _WHO, "2023-01-01").text.splitlines()
    assert lines[0] == "注意：佛山市《2022年高龄津贴工作要点》是2022年的计划，计划年度已过。"
    assert lines[-2] == "文件自述：佛山市，依据粤民发〔2021〕33号。"
    lines = ask("佛山" + _WHO, "2022-12-31").text.splitlines()
    assert lines[0].startswith("佛山市（2022）：")
    assert lines[-2] == "文件自述：佛山市，计划期2022年，依据粤民发〔2021〕33号。"


def test_past_its_end_and_not_yet_in_force(ask: Ask) -> None:
    def first(today: str) -> str:
        return ask("广州市高龄津贴办法" + _WHO, today).text.splitlines()[0]

    assert first("2022-01-31") == "注意：《广州市高龄津贴办法》自2022年2月1日起施行，现在尚未施行。"
    assert not first("2022-02-01").startswith("注意：《广州市高龄津贴办法》")
    assert not first("2027-01-31").startswith("注意：《广州市高龄津贴办法》")
    assert first("2027-02-01") == "注意：《广州市高龄津贴办法》有效期至2027年1月31日，已届满。"


def test_a_notice_repealed_by_another_one_held(ask: Ask) -> None:
    warning = "注意：《广州市高龄津贴暂行办法》已由《广州市高龄津贴办法》（穗民规字〔2022〕9号）废止。"
    assert warning in ask("广州" + _WHO, "2022-02-01").text.splitlines()[:2]
    assert warning not in ask("广州" + _WHO, "2022-01-31").text  # the new one is not in force yet


def test_one_line_for_all_notices_and_none_twice(ask: Ask) -> None:
    answer = ask(_WHO, "2022-06-01")
    assert answer.text.splitlines()[-2:] == [
        "文件自述：佛山市，计划期2022年，依据粤民发〔2021〕33号；《广州市高龄津贴办法》，2022年2月1日起施行，"
        "有效期至2027年1月31日，依据《广东省养老条例》，废止穗民规字〔2017〕5号；"
        "《广州市高龄津贴暂行办法》，2017年6月1日起施行。",
        _ISSUED,
    ]
    assert answer.dropped == ()
    said = [saying for part in split_answer(answer) for saying in part.sayings if saying.citations]
    assert len(said) == len(answer.statements)


def test_in_english(ask: Ask) -> None:
    lines = ask("佛山" + _WHO, "2023-01-01", "en").text.splitlines()
    assert lines[0] == "Note: Foshan (佛山市) 《2022年高龄津贴工作要点》 is a plan for 2022, which is over."
    assert lines[-2] == "The notices themselves: Foshan (佛山市): based on 粤民发〔2021〕33号."


def test_the_json_contract_keeps_its_keys(ask: Ask) -> None:
    found = answer_object(ask(_WHO, "2023-01-01"))
    assert list(found) == [
        "id",
        "question",
        "status",
        "lang",
        "answer",
        "statements",
        "citations",
        "missing",
        "elapsed_ms",
    ]
    assert "注意" not in "".join(statement["text"] for statement in found["statements"])


def test_nothing_is_said_where_nothing_was_found(ask: Ask) -> None:
    answer = ask("佛山宽带网络谁负责？", "2023-01-01")
    assert answer.status == "not_found"
    assert "注意" not in answer.text
    assert "文件自述" not in answer.text


# --- questions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("广州市高龄津贴办法有效期到什么时候？", ["本办法自2022年2月1日起施行，有效期5年。"]),
        ("广州市高龄津贴办法什么时候开始施行？", ["本办法自2022年2月1日起施行，有效期5年。"]),
        ("广州市高龄津贴暂行办法还有效吗？", ["本办法自2017年6月1日起施行。"]),
        ("广州市高龄津贴办法废止了哪些文件？", ["《广州市高龄津贴暂行办法》（穗民规字〔2017〕5号）同时废止。"]),
        (
            "佛山的要点依据什么文件制定的？",
            ["根据省民政厅《关于发放高龄津贴的通知》（粤民发〔2021〕33号）"],
        ),
        ("佛山的文件有效期到什么时候？", ["2022年高龄津贴工作要点"]),
        (
            "When does 广州市高龄津贴暂行办法 take effect? Which date is this document in force from?",
            ["本办法自2017年6月1日起施行。"],
        ),
    ],
)
def test_questions_of_validity_are_answered_with_the_words(ask: Ask, question: str, quotes: list[str]) -> None:
    answer = ask(question, "2022-06-01")
    assert answer.status == "answered"
    assert [citation.quote for citation in answer.citations] == quotes


def test_what_a_notice_does_not_say(ask: Ask) -> None:
    answer = ask("佛山的文件废止了哪些文件？", "2022-06-01")
    assert (answer.status, answer.citations) == ("not_found", ())
    assert "佛山市（2022）：文中没有查到废止其他文件。" in answer.text.splitlines()


@pytest.mark.parametrize(
    "question",
    [
        "许可证有效期多久？",
        "养老服务协议的有效期到什么时候？",
        "低保户按照什么规定可以不交押金？",
        "谁牵头落实哪些文件？",
        "高龄津贴什么时候发放？",
        "大病专项救治政策什么时候完成？",
    ],
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert particulars_asked(question) == ()


# --- for tables and lists ----------------------------------------------------------------------------------------


def _held(knowledge: Knowledge, name: str) -> Notice:
    return knowledge.by_id[name]


def test_lines_of_a_notice(knowledge: Knowledge) -> None:
    assert validity_lines(_held(knowledge, "new"), date(2027, 2, 1)) == [
        "施行：2022年2月1日",
        "有效期至：2027年1月31日（已过）",
        "依据：《广东省养老条例》",
        "废止：《广州市高龄津贴暂行办法》（穗民规字〔2017〕5号）",
    ]
    assert validity_lines(_held(knowledge, "new"), date(2022, 1, 31))[0] == "施行：2022年2月1日（尚未施行）"
    assert validity_lines(_held(knowledge, "plan"), date(2023, 1, 1), "en") == [
        "Plan for: 2022 (over)",
        "Based on: 《关于发放高龄津贴的通知》（粤民发〔2021〕33号）",
    ]


def test_the_object_of_a_notice(knowledge: Knowledge) -> None:
    found = notice_object(_held(knowledge, "old"))["validity"]
    source = _held(knowledge, "old").source
    start = source.index("自2017年6月1日")
    assert found == {
        "effective": {"date": "2017-06-01", "quote": "自2017年6月1日起施行", "start": start, "end": start + 13},
        "expires": None,
        "plan_years": None,
        "repeals": [],
        "carries_out": [],
    }
    assert notice_object(_held(knowledge, "plan"))["validity"]["plan_years"] == [2022, 2022]


@pytest.mark.parametrize(("lang", "name"), [("zh", "《办法》第二条（第3页）"), ("en", "《办法》第二条, p. 3")])
def test_a_citation_names_the_page_of_a_pdf(lang: str, name: str) -> None:
    citation = Citation(1, "a", "办法", None, None, None, "第二条", "a#第二条/p1", "按月", "按月发放。", 0, 2, page=3)
    assert source_name(citation, lang) == name


@pytest.mark.parametrize("question", ["评估结果有效期多久？", "异地就医备案的有效期是几年"])
def test_the_term_of_something_else_is_not_the_notice_s(question: str) -> None:
    assert particulars_asked(question) == ()
