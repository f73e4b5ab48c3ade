"""The served page in a real browser: it works under its own rules, asks no other host for anything, and asks for a
log-in where there is one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from web_fixtures import IN_A_BROWSER, PATIENCE_MS
from web_server_support import served

from assistant.web.accounts import store_account

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

    from assistant.answering.service import Assistant

pytestmark = IN_A_BROWSER


@pytest.fixture(scope="module")
def url(assistant: Assistant) -> Iterator[str]:
    with served(assistant) as url:
        yield url


class Visit:
    """A visitor's own browser at the page: what it fetched, and what its rules forbade."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.fetched: list[str] = []
        self.forbidden: list[str] = []
        self.asked = 0
        self.page: Page = context.new_page()
        self.page.set_default_timeout(PATIENCE_MS)
        self.page.on("request", lambda request: self.fetched.append(request.url))
        self.page.on("console", self._hear)
        self.page.goto(url)

    def _hear(self, message: object) -> None:
        text = message.text  # type: ignore[attr-defined]
        if "Content Security Policy" in text or "Refused to" in text:
            self.forbidden.append(text)

    def ask(self, question: str) -> str:
        if not self.asked:
            self.page.locator(".pa-starters button").first.wait_for()
        box = self.page.locator(".pa-ask textarea")
        box.fill(question)
        box.press("Enter")
        self.asked += 1
        answer = self.page.locator(f"#pa-turn-{self.asked} .pa-answer")
        answer.wait_for()
        return answer.inner_text()


def test_the_page_works_under_its_own_rules_and_asks_nobody_else(browser: Browser, url: str) -> None:
    with browser.new_context(locale="zh-CN") as context:
        visit = Visit(context, url)
        visit.page.locator(".pa-ask textarea").wait_for()
        assert "委基层卫生健康处牵头" in visit.ask("陕西家庭医生签约谁牵头？")
        hosts = {urlsplit(address).netloc for address in visit.fetched if address.startswith("http")}
        assert hosts == {urlsplit(url).netloc}
        assert visit.forbidden == []


def test_what_a_text_smuggles_in_does_not_run(browser: Browser, url: str) -> None:
    """Should a text ever get past the escaping, the page's rules still stop it."""
    with browser.new_context(locale="zh-CN") as context:
        visit = Visit(context, url)
        visit.page.locator(".pa-ask textarea").wait_for()
        visit.page.evaluate(
            """() => {
              const place = document.createElement("div");
              document.body.append(place);
              place.innerHTML = "<img src=data:x onerror=\\"document.title='owned'\\">"
                + "<svg onload=\\"document.title='owned'\\"></svg>"
                + "<a id=evil href=\\"javascript:document.title='owned'\\">x</a>";
              const script = document.createElement("script");
              script.textContent = "document.title='owned'";
              document.body.append(script);
              const far = document.createElement("img");
              far.src = "http://127.0.0.2:9/x.png";
              document.body.append(far);
              document.getElementById("evil").click();
            }"""
        )
        visit.page.wait_for_function("() => document.readyState === 'complete'")
        until = time.monotonic() + PATIENCE_MS / 1000
        while len(visit.forbidden) < 4 and time.monotonic() < until:
            visit.page.wait_for_timeout(50)
        assert visit.page.title() != "owned"
        assert len(visit.forbidden) >= 4


def test_two_browsers_at_once(browser: Browser, url: str) -> None:
    with browser.new_context(locale="zh-CN") as one, browser.new_context() as other:
        first, second = Visit(one, url), Visit(other, url)
        assert "委基层卫生健康处牵头" in first.ask("陕西家庭医生签约谁牵头？")
        assert "委基层卫生健康处" not in second.ask("那中卫呢？")
        assert "中卫市" in first.ask("那中卫呢？")


def test_logging_in_and_out(browser: Browser, assistant: Assistant, tmp_path: Path) -> None:
    accounts = tmp_path / "users.txt"
    store_account(accounts, "张三", "correct horse")
    with served(assistant, accounts=accounts) as url, browser.new_context(locale="zh-CN") as context:
        visit = Visit(context, url)
        page = visit.page
        assert urlsplit(page.url).path == "/login"
        page.get_by_label("用户名").fill("张三")
        page.get_by_label("密码").fill("wrong")
        page.get_by_role("button").click()
        assert page.get_by_role("alert").inner_text() == "用户名或密码不对。Wrong name or password."
        page.get_by_label("用户名").fill("张三")
        page.get_by_label("密码").fill("correct horse")
        page.get_by_role("button").click()
        assert "委基层卫生健康处牵头" in visit.ask("陕西家庭医生签约谁牵头？")
        page.get_by_role("link", name="退出登录").click()
        page.get_by_role("button", name="退出登录").click()
        assert urlsplit(page.url).path == "/login"
        page.goto(url)
        assert urlsplit(page.url).path == "/login"
        assert visit.forbidden == []
