"""The page in a real browser: a question asked, its answer and source read, nothing fetched from elsewhere."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from assistant.records import Answer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from assistant.answering.service import Assistant

_CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
_ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
_PATIENCE_MS = 30_000
_HOSTILE = (
    "<img src=x onerror=\"document.title='owned'\">${document.title='owned'} {{value}} **粗** [a](http://b.c) $x$"
)

pytestmark = [
    pytest.mark.skipif(_CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=_CHROMIUM, args=_ARGUMENTS)
        yield browser
        browser.close()


class _Hostile:
    """The real assistant, but where it is asked “敌”: then it says what tries to be markup."""

    def __init__(self, assistant: Assistant, answer: Answer) -> None:
        self._assistant = assistant
        self._answer = answer
        self.notices = assistant.notices
        self.knowledge = assistant.knowledge

    def ask(self, question: str, **options: object) -> Answer:
        return self._answer if question.startswith("敌") else self._assistant.ask(question, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def url(assistant: Assistant) -> Iterator[str]:
    """The page, served."""
    from assistant.records import Citation, Statement
    from assistant.web.page import build_page, launch_options

    cited = Citation(1, "x", _HOSTILE, None, None, None, "一、", "x#一、/p1", _HOSTILE, _HOSTILE, 0, 1)
    said = (Statement(_HOSTILE, None, (1,)),)
    hostile = Answer("敌", "answered", "zh", f"甲：{_HOSTILE}〔1〕\n{_HOSTILE}", said, (cited,), ())
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = build_page(_Hostile(assistant, hostile))  # type: ignore[arg-type]
    page.launch(server_name="127.0.0.1", server_port=port, quiet=True, prevent_thread_lock=True, **launch_options())
    yield f"http://127.0.0.1:{port}"
    page.close(verbose=False)


@pytest.fixture
def visit(browser: Browser, url: str) -> Iterator[tuple[Page, list[str]]]:
    """The page as opened, and the address of everything that it fetched."""
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.set_default_timeout(_PATIENCE_MS)
    fetched: list[str] = []
    page.on("request", lambda request: fetched.append(request.url))
    page.goto(url)
    page.locator(".pa-starters button").first.wait_for()
    yield page, fetched
    page.close()


def _ask(page: Page, question: str, turn: int) -> None:
    box = page.locator(".pa-ask textarea")
    box.fill(question)
    box.press("Enter")
    page.locator(f"#pa-turn-{turn} .pa-answer").wait_for()


def test_a_conversation_on_the_page(visit: tuple[Page, list[str]], tmp_path: Path) -> None:
    page, fetched = visit
    assert page.locator("h1").inner_text() == "政策助手"
    assert page.locator(".pa-held tr").count() == 5
    _ask(page, "陕西家庭医生签约谁牵头？", 1)
    assert page.locator("#pa-turn-1 .pa-place h3").all_inner_texts() == ["陕西省（2021）"]
    said = "委基层卫生健康处牵头，有关处室、各设区市配合。〔1〕"
    assert page.locator("#pa-turn-1 .pa-place p").all_inner_texts() == [said]
    quote = page.locator("#pa-source-1-1 mark").inner_text()
    assert "委基层卫生健康处牵头，有关处室、各设区市配合" in quote
    assert page.locator(".pa-starters button").filter(visible=True).count() == 0
    _ask(page, "那中卫呢？", 2)
    assert page.locator("#pa-turn-2 .pa-place h3").all_inner_texts() == ["中卫市（2021）"]
    page.locator("#pa-source-1-1").evaluate("source => { source.open = false; }")
    page.locator("#pa-turn-1 .pa-mark").first.click()
    assert page.locator("#pa-source-1-1 mark").is_visible()
    page.screenshot(path=os.environ.get("PAGE_SCREENSHOT") or tmp_path / "page.png", full_page=True)
    assert {urlsplit(address).hostname for address in fetched if address.startswith("http")} == {"127.0.0.1"}


def test_the_page_in_english(visit: tuple[Page, list[str]]) -> None:
    page, _ = visit
    page.get_by_label("English").check()
    page.get_by_text("Policy assistant", exact=True).wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.locator(".pa-starters button").first.click()
    page.locator("#pa-turn-1 .pa-answer[data-status=answered]").wait_for()
    page.get_by_role("button", name="Start over").click()
    page.locator(".pa-held").wait_for()
    assert page.locator(".pa-turn").count() == 0


def test_text_on_the_page_is_only_text(visit: tuple[Page, list[str]]) -> None:
    page, fetched = visit
    title = page.title()
    _ask(page, "敌" + _HOSTILE, 1)
    page.wait_for_timeout(300)
    assert page.locator("#pa-turn-1 .pa-question span").nth(1).inner_text() == "敌" + _HOSTILE
    assert page.locator("#pa-turn-1 .pa-place p").all_inner_texts() == [_HOSTILE + "〔1〕"]
    assert page.locator("#pa-source-1-1 mark").inner_text() == _HOSTILE
    assert (page.title(), page.locator("#pa-turn-1 img").count()) == (title, 0)
    assert not [address for address in fetched if address.endswith("/x")]
