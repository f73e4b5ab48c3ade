"""The page's parts: HTML from records, the questions to begin with, addresses. No browser, no server."""

from __future__ import annotations

import re
import socket
from dataclasses import replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from assistant.answering.explanation import Understood
from assistant.errors import AssistantError, UsageError
from assistant.reading.notice import parse_notice
from assistant.records import Answer, Gap, Notice
from assistant.web.ask_tab import answer_turn
from assistant.web.reader import render_text
from assistant.web.render import Turn, render_answer, render_conversation, render_holdings, render_turn
from assistant.web.server import page_url, require_free
from assistant.web.starter_forms import starters_of
from assistant.web.starters import find_starters
from assistant.web.words import WORDS

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

EVIL = "<script>alert(1)</script>&\"'<img src=x onerror=alert(2)>"
SAFE = "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&quot;&#x27;&lt;img src=x onerror=alert(2)&gt;"
NOTICE = Notice("jia-2021", "甲市方案", "甲卫〔2021〕1号", None, "甲市", "2021-10-12", None, "", ())


def test_an_answer_as_html(answer: Answer) -> None:
    assert render_answer(answer, 3) == (
        '<div class="pa-answer" data-status="answered">'
        '<div class="pa-place"><h3>甲市（2021）</h3>'
        f"<p>市卫生健康委牵头。{_mark(3, 1)}{_mark(3, 2)}</p><p>可以先住院。{_mark(3, 1)}</p></div>"
        '<p class="pa-note">未提到此事：乙省。</p><p class="pa-note">文件印发于2021年。</p></div>'
        '<div class="pa-sources"><h4>出处</h4>'
        '<details id="pa-source-3-1" open><summary>〔1〕'
        '<span lang="zh-CN">《甲市方案》（甲卫〔2021〕1号）二、（一）2</span></summary>'
        '<blockquote lang="zh-CN"><p>困难群众<mark>可以先住院</mark>，后付费。（市卫生健康委）</p>'
        f"<footer>甲市，2021-10-12{_copy('《甲市方案》（甲卫〔2021〕1号）二、（一）2')}</footer></blockquote></details>"
        '<details id="pa-source-3-2" open><summary>〔2〕<span lang="zh-CN">jia-2021 无编号段</span></summary>'
        '<blockquote lang="zh-CN"><p><mark>第1个单位为牵头单位</mark>，下同。</p>'
        f"<footer>甲市{_copy('jia-2021 无编号段')}</footer></blockquote></details></div>"
    )


def test_an_answer_on_its_way(answer: Answer) -> None:
    """What has been told so far, without its sources."""
    begun = render_answer(answer, 3, 1)
    assert begun.startswith('<div class="pa-answer" aria-busy="true"><div class="pa-place"><h3>甲市（2021）</h3>')
    assert "文件印发于2021年" not in begun
    assert "pa-sources" not in begun


def _mark(turn: int, n: int) -> str:
    return (
        f'<a class="pa-mark" href="#pa-source-{turn}-{n}" data-turn="{turn}" data-n="{n}"'
        f' aria-label="出处{n}：打开原文">〔{n}〕</a>'
    )


def _copy(source: str) -> str:
    return f'<button type="button" class="pa-copy" data-copy="（{source}）">复制出处</button>'


def test_many_sources_are_closed(answer: Answer) -> None:
    citations = tuple(replace(answer.citations[0], n=n) for n in range(1, 5))
    html = render_answer(replace(answer, citations=citations), 1)
    assert html.count("<details id=") == 4
    assert " open>" not in html


def test_a_quote_that_is_not_in_its_paragraph_stands_before_it(answer: Answer) -> None:
    odd = replace(answer, citations=(replace(answer.citations[0], quote="别处", text="此处"),))
    assert "<p><mark>别处</mark> 此处</p>" in render_answer(odd, 1)


def test_no_text_becomes_markup(answer: Answer) -> None:
    """Every string that comes from a notice or a user, in every place where one is shown."""
    said = tuple(replace(statement, text=EVIL) for statement in answer.statements)
    cited = tuple(
        replace(c, title=EVIL, number=EVIL, place=EVIL, date=EVIL, clause=EVIL, quote=EVIL, text=f"甲{EVIL}乙")
        for c in answer.citations
    )
    hostile = replace(answer, statements=said, citations=cited, text=f"{EVIL}：{EVIL}〔1〕〔2〕{EVIL}〔1〕\n{EVIL}")
    turns = (Turn(EVIL, hostile, understood=(EVIL,)), Turn(EVIL, error=EVIL), Turn(EVIL))
    notice = replace(NOTICE, title=EVIL, number=EVIL, place=EVIL, date=EVIL, gaps=(Gap("omitted", EVIL, "", 0, 0),))
    untitled = replace(NOTICE, id=EVIL, title=None)
    for lang in ("zh", "en"):
        page = render_conversation(turns, lang, votes=True) + render_holdings((notice, untitled), lang)
        assert "<script" not in page
        assert "<img" not in page
        assert page.count(SAFE) == 33


def test_turns_that_have_no_answer() -> None:
    assert render_turn(Turn("问"), 1, "zh") == (
        '<section class="pa-turn" id="pa-turn-1"><div class="pa-question"><span class="pa-role">问</span>'
        '<span>问</span></div><div class="pa-reply">'
        '<p class="pa-pending" data-stopped="连接中断，这一问没有答完；请再问一次。">正在查找……</p></div></section>'
    )
    assert '<p class="pa-error" role="alert">Not answered：错</p>' in render_turn(Turn("问", error="错"), 1, "en")


def test_what_is_held_and_what_it_leaves_out() -> None:
    assert render_conversation((), "zh") == ""
    cut = replace(NOTICE, date=None, gaps=(Gap("omitted", "（十一）", "", 0, 0), Gap("truncated", "", "", 0, 0)))
    assert render_holdings((NOTICE, cut), "zh") == (
        '<section class="pa-held"><h2>本库所存通知</h2><table>'
        '<tr><th scope="row">甲市</th><td class="pa-date">2021-10-12</td>'
        '<td lang="zh-CN">《甲市方案》（甲卫〔2021〕1号）</td></tr>'
        '<tr><th scope="row">甲市</th><td class="pa-date">未载日期</td>'
        '<td lang="zh-CN">《甲市方案》（甲卫〔2021〕1号）'
        '<span class="pa-gap">（十一）为“略”；正文之后未收录</span></td></tr>'
        "</table></section>"
    )


def test_both_languages_say_the_same_things() -> None:
    assert [key for key, (chinese, english) in WORDS.items() if not chinese or not english] == []
    assert [key for key, said in WORDS.items() if len({word.count("{") for word in said}) > 1] == []


# --- questions to begin with -------------------------------------------------------------------------------------


BEGINNINGS = {
    "zh": (
        "陕西省家庭医生签约服务由谁牵头？",
        "中卫市哪些人可以享受先诊疗后付费？",
        "陕西省各牵头单位什么时候报送落实情况？",
        "中卫市县域内就诊率要达到多少？",
    ),
    "en": (
        "Which department leads family doctor contract services in Shaanxi?",
        "Who qualifies for treat first, pay later in Zhongwei?",
        "When are reports due in Shaanxi?",
        "Which tasks does the Bureau of Medical Administration lead in Shaanxi?",
    ),
}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_questions_to_begin_with_are_an_offices_own(assistant: Assistant, lang: str) -> None:
    """One of each kind, of places held, none of a plan that is over; each is answered."""
    questions = find_starters(assistant, lang, 4)
    assert questions == BEGINNINGS[lang]
    assert {assistant.ask(question, lang=lang).status for question in questions} == {"answered"}
    more = find_starters(assistant, lang, 9)
    assert more[:4] == questions
    assert len(set(more)) == len(more) == 9


def _starters(assistant: Assistant, text: str) -> list[str]:
    notice = parse_notice("x", text, assistant.knowledge.gazetteer)
    return [starter.question for starter in starters_of(notice, assistant.knowledge, "zh")]


_HEAD = "海原县人民政府办公室关于印发健康帮扶工作方案的通知\n海政办发〔2024〕3号\n\n"


@pytest.mark.parametrize(
    ("clause", "questions"),
    [
        ("家庭医生签约服务。各乡镇每季度开展一次随访。（县卫生健康局牵头）", ["海原县多久开展一次随访？"]),
        ("低保对象在县域内住院享受先诊疗后付费政策。", ["海原县哪些人可以享受先诊疗后付费？"]),
        # what all have is no benefit to ask for
        ("脱贫人口享受基本医疗和公共卫生服务。", []),
        ("县域内就诊率达到90%以上。", ["海原县县域内就诊率要达到多少？"]),
        # whose share it is stands before
        ("肺结核患者，其救治率达到95%以上。", []),
        ("建成10个以上区域中心。", []),
        ("责任单位于每年12月10日前报送工作总结。", ["海原县责任单位什么时候报送工作总结？"]),
        ("每年12月10日前完成改造。", []),
    ],
)
def test_a_question_is_made_only_where_it_is_a_plain_one(
    assistant: Assistant, clause: str, questions: list[str]
) -> None:
    assert [q for q in _starters(assistant, f"{_HEAD}一、工作任务\n（一）{clause}\n") if "牵头" not in q] == questions


# --- asking ------------------------------------------------------------------------------------------------------


UNDERSTOOD = Understood("zh", True, "topic", ("lead",), None, False, None, None, (), (), (), None, (), (), ())


class _Asked:
    def __init__(self, outcome: Answer | Exception) -> None:
        self.outcome = outcome
        self.calls: list[Any] = []

    def explain(self, question: str, **options: Any) -> tuple[Answer, Any]:
        self.calls.append((question, options))
        if isinstance(self.outcome, Exception):
            raise self.outcome
        return self.outcome, SimpleNamespace(understood=UNDERSTOOD)


def test_a_question_carries_place_language_and_earlier_questions(answer: Answer) -> None:
    asked = _Asked(answer)
    earlier = (Turn("一", answer), Turn("二", error="错"))
    said = (
        "您问的是：谁牵头",
        "地方：没有说，所有通知都查了",
        "没有认出要查的事项",
    )
    made = answer_turn(asked, "三", " 甲市 ", "zh", earlier)  # type: ignore[arg-type]
    assert made == Turn("三", answer, understood=said, place="甲市")
    assert answer_turn(asked, "四", "", "en", ()) == Turn("四", answer, understood=said)  # type: ignore[arg-type]
    assert asked.calls == [
        ("三", {"place": "甲市", "lang": None, "history": ("一", "甲市呢？")}),
        ("四", {"place": None, "lang": "en", "history": ()}),
    ]


@pytest.mark.parametrize(
    ("outcome", "line"),
    [
        (UsageError("没有找到地名。"), "没有找到地名。"),
        (KeyError("x"), "程序出错（KeyError）；请换个说法再试，或告诉维护人员。"),
    ],
)
def test_an_error_becomes_a_line_on_the_page(outcome: Exception, line: str) -> None:
    asked = _Asked(outcome)
    assert answer_turn(asked, "问", None, "zh", ()) == Turn("问", error=line)  # type: ignore[arg-type]


def test_an_error_is_in_the_pages_language() -> None:
    asked = _Asked(UsageError("没有找到地名。", "No such place."))
    assert answer_turn(asked, "问", None, "en", ()) == Turn("问", error="No such place.")  # type: ignore[arg-type]


# --- addresses ---------------------------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_refused_with_the_mend() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(AssistantError, match=rf"127\.0\.0\.1 的端口 {port} 已被占用或不能用；.*--port \d+。"):
            require_free("127.0.0.1", port)
    require_free("127.0.0.1", port)


def test_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(AssistantError, match="地址 no such host 不对"):
        require_free("no such host", 7860)
    with pytest.raises(AssistantError, match=r"192\.0\.2\.1 不是本机的地址"):
        require_free("192.0.2.1", 7860)


@pytest.mark.parametrize(
    ("host", "url"),
    [("127.0.0.1", "http://127.0.0.1:80"), ("0.0.0.0", "http://127.0.0.1:80"), ("::1", "http://[::1]:80")],
)
def test_the_address_to_type(host: str, url: str) -> None:
    assert page_url(host, 80) == url


def test_the_signs_of_a_markdown_file_are_not_shown(assistant: Assistant) -> None:
    text = "# 甲市方案\n\n---\n\n## 一、任务\n\n（一）C# 与 #1 照旧。\n"
    notice = parse_notice("x", text, assistant.knowledge.gazetteer)
    html = render_text(notice, None, "zh")
    assert [line for line in re.findall(r">([^<]*)</p>", html) if line.strip()] == [
        *("甲市方案", "一、任务", "（一）C# 与 #1 照旧。"),
    ]
    assert html.count("<p class=") - 1 == sum(bool(clause.text) for clause in notice.clauses)
