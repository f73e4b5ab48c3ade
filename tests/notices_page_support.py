"""What a visitor does on the tab of the notices, for its tests in a browser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from web_fixtures import open_tab

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


def go(page: Page, tab: str) -> None:
    """Open ``tab``; the one tried here is ready when it says what it has to say."""
    open_tab(page, tab)
    if tab in ("文件", "Notices"):
        page.locator(".pa-choose", has_text=re.compile("选择文件|Choose files")).wait_for()


def choose(page: Page, *files: Path) -> None:
    page.locator(".pa-notices input[type=file]").set_input_files(list(files))


def staged(page: Page, name: str) -> None:
    """Wait until the file is shown and can be added."""
    page.locator(".pa-staged h3", has_text=name).wait_for()
    page.locator(".pa-told.pa-pending").wait_for(state="detached")


def what_is_told(page: Page) -> str:
    """What was done, when it is."""
    told = page.locator("div.pa-told[role=status]:not([data-old])")
    told.wait_for()
    return told.inner_text()


def add(page: Page) -> str:
    return said_after(page, "加入")


def said_after(page: Page, button: str) -> str:
    """Click, and what is said then, not what was said before."""
    page.evaluate("document.querySelectorAll('div.pa-told').forEach((told) => { told.dataset.old = 'yes'; })")
    page.get_by_role("button", name=button, exact=True).click()
    return what_is_told(page)


def titles_listed(page: Page) -> list[str]:
    page.locator(".pa-all").wait_for()
    return page.locator(".pa-title").all_inner_texts()
