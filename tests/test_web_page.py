"""The page in a real browser: asking, reading the source beside, the languages, the phone, the keyboard."""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from web_fixtures import IN_A_BROWSER, ask, opened, remembering, renew, serious_faults, served

from assistant.records import Answer, Citation, Statement
from assistant.web.tabs import Options

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from assistant.answering.service import Assistant

pytestmark = IN_A_BROWSER
_HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\">${document.title='owned'} {{value}} **粗** [a](http://b.c) $x$"
    '<svg onload="document.title=1"></svg><a href="javascript:document.title=2">点</a>'
)
_LEAD = "陕西家庭医生签约谁牵头？"
_SAID = "委基层卫生健康处牵头，有关处室、各设区市配合。〔1〕"


class _Hostile:
    """The real assistant, but where it is asked “敌”: then it says what tries to be markup."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant

    def __getattr__(self, name: str) -> object:
        return getattr(self._assistant, name)

    def explain(self, question: str, **options: object) -> tuple[Answer, object]:
        answer, explanation = self._assistant.explain(question, **options)  # type: ignore[arg-type]
        cited = Citation(1, "x", _HOSTILE, None, None, None, "一、", "x#一、/p1", _HOSTILE, _HOSTILE, 0, 1)
        said = (Statement(_HOSTILE, None, (1,)),)
        hostile = Answer("敌", "answered", "zh", f"甲：{_HOSTILE}〔1〕\n{_HOSTILE}", said, (cited,), ())
        return (hostile if question.startswith("敌") else answer), explanation


@pytest.fixture(scope="module")
def feedback(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("feedback") / "own" / "feedback.csv"


@pytest.fixture(scope="module")
def url(assistant: Assistant, feedback: Path) -> Iterator[str]:
    with served(_Hostile(assistant), Options(feedback=feedback)) as address:
        yield address


@pytest.fixture(scope="module")
def shared(browser: Browser, url: str) -> Iterator[Page]:
    with opened(browser, url) as page:
        yield page


@pytest.fixture
def page(shared: Page) -> Page:
    return renew(shared)


def test_a_conversation(browser: Browser, url: str) -> None:
    with opened(browser, url) as page:
        fetched: list[str] = []
        page.on("request", lambda request: fetched.append(request.url))
        page.reload()
        page.wait_for_function("document.documentElement.dataset.said")
        assert page.locator("h1").inner_text() == "政策助手"
        assert page.locator(".pa-held tr:visible").count() == 5
        assert page.locator(".pa-talk .pa-tools").is_hidden()
        ask(page, _LEAD, 1)
        assert page.locator("#pa-turn-1 .pa-place h3").all_inner_texts() == ["陕西省（2021）"]
        assert page.locator(".pa-held").first.is_hidden()
        assert page.locator("#pa-turn-1 .pa-place p").all_inner_texts() == [_SAID]
        assert page.locator(".pa-starters button").filter(visible=True).count() == 0
        ask(page, "那中卫呢？", 2)
        assert page.locator("#pa-turn-2 .pa-place h3").all_inner_texts() == ["中卫市（2021）"]
        assert {urlsplit(address).hostname for address in fetched if address.startswith("http")} == {"127.0.0.1"}


def test_a_mark_opens_the_notice_at_the_very_words(page: Page, assistant: Assistant) -> None:
    question = "谁可以享受先诊疗后付费？"
    ask(page, question, 1)
    citations = assistant.ask(question).citations
    assert len(citations) == 5
    for citation in citations:
        page.locator(f'#pa-turn-1 .pa-mark[data-n="{citation.n}"]').first.click()
        reader = page.locator(".pa-reader")
        reader.locator(".pa-where", has_text=citation.clause).wait_for()
        page.wait_for_function(
            "quote => document.querySelector('.pa-reader mark')?.textContent === quote", arg=citation.quote
        )
        assert reader.locator("h2").inner_text() == f"《{citation.title}》"
        assert reader.locator("mark").count() == 1
        page.wait_for_function("document.activeElement.tagName === 'H2'")
        assert _is_in_view(page, ".pa-reader mark")
        whole = next(n for n in assistant.notices if n.id == citation.notice)
        assert reader.locator(".pa-text").inner_text().count("\n") >= sum(bool(c.text) for c in whole.clauses) - 2


def _is_in_view(page: Page, selector: str) -> bool:
    return bool(
        page.evaluate(
            "s => { const r = document.querySelector(s).getBoundingClientRect();"
            " return r.top >= 0 && r.top < window.innerHeight; }",
            selector,
        )
    )


def test_a_citation_is_copied_in_official_form(page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    ask(page, _LEAD, 1)
    page.locator("#pa-turn-1 .pa-copy").first.click()
    page.get_by_text("已复制").wait_for()
    title = "关于落实全省实现巩固拓展健康扶贫成果同乡村振兴有效衔接实施方案重点任务分工的通知"
    assert page.evaluate("navigator.clipboard.readText()") == f"（《{title}》（陕卫促进发〔2021〕55号）一、（一））"
    page.get_by_role("button", name="复制对话").click()
    copied = str(page.evaluate("navigator.clipboard.readText()"))
    assert copied.startswith(f"问{_LEAD}") or copied.startswith(f"问 {_LEAD}")
    assert _SAID in copied


def test_a_place_filters_and_is_remembered(page: Page) -> None:
    box = page.locator(".pa-my-place input").first
    with remembering(page):
        box.fill("海原县")
        box.press("Enter")
    ask(page, "医疗保障待遇谁牵头？", 1)
    assert page.locator("#pa-turn-1 .pa-place h3").all_inner_texts() == ["中卫市（2021）"]
    page.reload()
    page.wait_for_function("document.querySelector('.pa-my-place input')?.value === '海原县'")


def test_the_list_of_places_follows_the_typing_and_can_be_read(page: Page) -> None:
    box = page.locator(".pa-my-place input").first
    box.click()
    box.press("Control+A")
    box.press_sequentially("中")
    page.wait_for_function("document.querySelectorAll('.pa-my-place [role=option]').length === 1")
    choices = page.locator(".pa-my-place [role=option]")
    assert choices.all_inner_texts() == ["中卫市"]
    ground = page.locator(".pa-my-place [role=listbox]").evaluate("list => getComputedStyle(list).backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    choices.first.click()
    ask(page, "医疗保障待遇谁牵头？", 1)
    assert page.locator("#pa-turn-1 .pa-place h3").all_inner_texts() == ["中卫市（2021）"]


def test_what_was_understood_is_a_click_away(page: Page) -> None:
    ask(page, _LEAD, 1)
    page.locator("#pa-turn-1 .pa-understood summary").click()
    lines = page.locator("#pa-turn-1 .pa-understood li").all_inner_texts()
    assert lines[:2] == ["您问的是：谁牵头", "地方：陕西省"]
    assert lines[2].startswith("查找的事项：“家庭医生签约”（按“家庭医生签约服务”查找）")
    assert not [line for line in lines if "权重" in line or "0." in line]


def test_thumbs_are_kept_in_a_table(page: Page, feedback: Path) -> None:
    ask(page, _LEAD, 1)
    page.locator("#pa-turn-1 button[data-vote=down]").click()
    page.locator("#pa-turn-1 .pa-vote textarea").fill("=1+1 不对")
    page.locator("#pa-turn-1 .pa-vote form button").click()
    page.locator("#pa-turn-1 p.pa-vote", has_text="已记下").wait_for()
    ask(page, "那中卫呢？", 2)
    page.locator("#pa-turn-2 button[data-vote=up]").click()
    page.locator("#pa-turn-2 p.pa-vote").wait_for()
    with feedback.open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.reader(stream))
    assert rows[0][1:4] == ["评价 vote", "意见 comment", "问题 question"]
    assert [row[1:4] for row in rows[1:]] == [["down", "'=1+1 不对", _LEAD], ["up", "", "那中卫呢？"]]
    assert "（陕卫促进发〔2021〕55号）一、（一）" in rows[1][6]


def test_a_conversation_as_a_word_file(page: Page, tmp_path: Path) -> None:
    from docx import Document

    ask(page, _LEAD, 1)
    with page.expect_download() as download:
        page.get_by_role("button", name="导出 Word").click()
    download.value.save_as(tmp_path / "a.docx")
    assert re.fullmatch(r"政策助手-\d{8}\.docx", download.value.suggested_filename)
    lines = [paragraph.text for paragraph in Document(str(tmp_path / "a.docx")).paragraphs]
    assert lines[2] == _LEAD
    assert lines[3] == f"陕西省（2021）：{_SAID}"
    assert "〔1〕《关于落实全省" in lines[-1]
    assert lines[-1].endswith("：“（委基层卫生健康处牵头，有关处室、各设区市配合）”")


def test_nothing_is_offered_to_export_before_there_is_anything(page: Page) -> None:
    export = page.get_by_role("button", name="导出 Word")
    assert export.count() == 0
    ask(page, _LEAD, 1)
    export.wait_for()
    page.get_by_role("button", name="重新开始").click()
    export.wait_for(state="hidden")


def test_english_by_browser_and_by_switch(browser: Browser, url: str) -> None:
    with opened(browser, url, locale="en-US") as page:
        page.get_by_text("Policy assistant", exact=True).wait_for()
        assert page.evaluate("document.documentElement.lang") == "en"
        assert page.get_by_role("tab").first.inner_text() == "Ask"
        page.locator(".pa-held").get_by_text("Notices held", exact=True).wait_for()
        page.locator(".pa-starters button").first.click()
        page.locator("#pa-turn-1 .pa-answer[data-status=answered]").wait_for()
        page.get_by_role("button", name="Start over").click()
        page.locator(".pa-held").wait_for()
        assert page.locator(".pa-turn").count() == 0
        with remembering(page):
            page.get_by_label("中文").check()
        page.get_by_text("政策助手", exact=True).wait_for()
        page.reload()
        page.get_by_text("政策助手", exact=True).wait_for()  # the choice is remembered
    with opened(browser, url, locale="de-DE") as page:
        assert page.locator("h1").inner_text() == "Policy assistant"


def test_on_a_phone(browser: Browser, url: str) -> None:
    with opened(browser, url, viewport={"width": 375, "height": 740}, has_touch=True, is_mobile=True) as page:
        assert page.evaluate("window.scrollY") == 0
        ask(page, "谁可以享受先诊疗后付费？", 1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 375
        page.locator("#pa-turn-1 .pa-mark").first.tap()
        reader = page.locator(".pa-reader")
        reader.locator("mark").wait_for()
        assert reader.bounding_box() == {"x": 0, "y": 0, "width": 375, "height": 740}
        page.get_by_role("button", name="关闭原文").tap()
        page.locator(".pa-reader-empty").wait_for(state="attached")
        assert page.locator("#pa-turn-1 .pa-answer").is_visible()


def test_with_the_keyboard_alone(page: Page) -> None:
    page.locator(".pa-ask textarea").first.focus()
    page.keyboard.type(_LEAD)
    page.keyboard.press("Enter")
    page.locator("#pa-turn-1 .pa-answer[data-status]").wait_for()
    for _ in range(40):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.classList.contains('pa-mark')"):
            break
    page.keyboard.press("Enter")
    page.locator(".pa-reader mark").wait_for()
    page.wait_for_function("document.activeElement.tagName === 'H2'")
    page.keyboard.press("Escape")
    page.locator(".pa-reader-empty").wait_for(state="attached")
    assert page.evaluate("document.activeElement.classList.contains('pa-mark')")


def test_text_on_the_page_is_only_text(page: Page) -> None:
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    title = page.title()
    ask(page, "敌" + _HOSTILE, 1)
    page.locator("#pa-turn-1 .pa-mark").first.click()
    page.locator(".pa-reader h2").wait_for()
    assert page.locator("#pa-turn-1 .pa-question span").nth(1).inner_text() == "敌" + _HOSTILE
    assert page.locator("#pa-turn-1 .pa-place p").all_inner_texts() == [_HOSTILE + "〔1〕"]
    assert page.locator("#pa-source-1-1 mark").inner_text() == _HOSTILE
    assert page.locator(".pa-reader h2").inner_text() == f"《{_HOSTILE}》"
    within = page.locator(".pa-log, .pa-reader")
    assert [within.locator(tag).count() for tag in ("img", "svg", "script", 'a[href^="javascript"]')] == [0, 0, 0, 0]
    assert page.title() == title
    assert not [address for address in fetched if address.endswith("/x") or "b.c" in address]


def test_two_visitors_have_their_own_conversation(browser: Browser, url: str, page: Page) -> None:
    first = page
    with opened(browser, url) as second:
        ask(first, _LEAD, 1)
        ask(second, "中卫的爱国卫生谁牵头？", 1)
        ask(first, "那中卫呢？", 2)
        assert second.locator(".pa-turn").count() == 1
        assert first.locator(".pa-question").all_inner_texts()[1].endswith("那中卫呢？")
        assert first.locator("#pa-turn-2 .pa-place h3").all_inner_texts() == ["中卫市（2021）"]


def test_accessibility(page: Page) -> None:
    """axe-core finds no serious fault, before and after an answer with its notice open."""
    ask(page, _LEAD, 1)
    page.locator("#pa-turn-1 .pa-mark").first.click()
    page.locator(".pa-reader mark").wait_for()
    assert serious_faults(page) == []


class _Stuck(_Hostile):
    """An assistant that does not come back until it is let go."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(assistant)
        self.go_on = threading.Event()

    def explain(self, question: str, **options: object) -> tuple[Answer, object]:
        self.go_on.wait(60)
        return super().explain(question, **options)


def test_a_question_asked_while_an_answer_is_on_its_way_waits_for_it(browser: Browser, assistant: Assistant) -> None:
    stuck = _Stuck(assistant)
    with served(stuck, Options()) as address, opened(browser, address) as page:
        box = page.locator(".pa-ask textarea").first
        box.fill(_LEAD)
        box.press("Enter")
        page.locator(".pa-pending").wait_for()
        box.fill("那中卫呢？")
        box.press("Enter")
        stuck.go_on.set()
        page.locator("#pa-turn-2 .pa-answer[data-status]").wait_for()
        assert page.locator("#pa-turn-1 .pa-place h3").all_inner_texts() == ["陕西省（2021）"]
        assert page.locator("#pa-turn-2 .pa-place h3").all_inner_texts() == ["中卫市（2021）"]
        assert box.input_value() == ""


def test_a_server_that_is_gone_is_told(browser: Browser, assistant: Assistant) -> None:
    stuck = _Stuck(assistant)
    with served(stuck, Options()) as address:
        leaving = opened(browser, address)
        page = leaving.__enter__()
        box = page.locator(".pa-ask textarea").first
        box.fill(_LEAD)
        box.press("Enter")
        page.locator(".pa-pending").wait_for()
        page.context.set_offline(True)
        page.get_by_text("连接中断，这一问没有答完；请再问一次。").wait_for()
        stuck.go_on.set()
        leaving.__exit__(None, None, None)
