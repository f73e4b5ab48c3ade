"""The page served, and opened in a real browser, for the tests of the page. (The browser itself: ``conftest.py``.)"""

from __future__ import annotations

import contextlib
import shutil
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from assistant.web.tabs import Options

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGUMENTS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
PATIENCE_MS = 30_000
# Nothing on the page moves, fades or waits for what fills it any more; looked at twice, since a transition begins only
# with the frame after the change that causes it.
_AT_REST = """async () => {
  const frame = () => new Promise(requestAnimationFrame);
  const moving = () => document.getAnimations().filter((it) => it.playState === "running");
  const isFilled = () => !document.querySelector(".html-container.pending");
  for (let calm = 0; calm < 2; ) {
    await Promise.allSettled(moving().map((animation) => animation.finished));
    await frame();
    calm = moving().length === 0 && isFilled() ? calm + 1 : 0;
  }
  return true;
}"""
IN_A_BROWSER = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio"),
]


@contextlib.contextmanager
def served(assistant: Any, options: Options) -> Iterator[str]:
    """The page over ``assistant``, on a free port of this machine."""
    from assistant.web.page import build_page, launch_options

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    page = build_page(assistant, options)
    page.launch(server_name="127.0.0.1", server_port=port, quiet=True, prevent_thread_lock=True, **launch_options())
    yield f"http://127.0.0.1:{port}"
    page.close(verbose=False)


@contextlib.contextmanager
def opened(browser: Browser, url: str, **options: Any) -> Iterator[Page]:
    """``url`` in a browser of its own (nothing remembered), ready to be used. ``options``: locale, viewport …"""
    context = browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}, **options})
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    page.goto(url)
    page.wait_for_function("document.documentElement.dataset.said")
    yield page
    context.close()


def renew(page: Page) -> Page:
    """``page`` as a visitor sees it who has never been there. It is loaded again, which takes a third of the time that
    a browser of its own takes."""
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_function("document.documentElement.dataset.said")
    return page


@contextlib.contextmanager
def remembering(page: Page) -> Iterator[None]:
    """Go on only when what is done within is remembered for the next visit."""
    kept = "localStorage['policy-assistant']"
    before = page.evaluate(kept)
    yield
    page.wait_for_function(f"before => {kept} !== before", arg=before)


def serious_faults(page: Page) -> list[tuple[str, str]]:
    """What axe-core finds serious: the rule, and the element."""
    from axe_playwright_python.sync_playwright import Axe

    page.wait_for_function(_AT_REST)  # what has just been filled is pale for a moment
    found = Axe().run(page).response["violations"]
    serious = [item for item in found if item["impact"] in ("serious", "critical")]
    return [(item["id"], node["html"][:160]) for item in serious for node in item["nodes"]]


def ask(page: Page, question: str, turn: int) -> None:
    """Ask in the conversation, and wait for the whole answer to be there."""
    box = page.locator(".pa-ask textarea").first
    box.fill(question)
    box.press("Enter")
    page.locator(f"#pa-turn-{turn} .pa-answer[data-status]").wait_for()


def open_tab(page: Page, name: str) -> None:
    """Open the tab ``name``; a narrow page keeps the further ones in a menu."""
    tab = page.get_by_role("tab", name=name).locator("visible=true")
    menu = page.locator(".overflow-menu > button")
    tab.or_(menu).first.wait_for()
    if tab.count():
        tab.click()
    else:
        menu.click()
        page.locator(".overflow-dropdown button", has_text=name).click()
