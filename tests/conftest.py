"""What every test may use. No test reaches another machine, and none sees the user's own settings."""

from __future__ import annotations

import ipaddress
import os
import socket
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from assistant.records import Answer, Citation, Missing, Statement
from assistant.settings import Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path

    from pdf_files import Pages
    from playwright.sync_api import Browser

    from assistant.answering.service import Assistant


def _is_local(address: Any) -> bool:
    if not isinstance(address, tuple):
        return True  # a socket file
    try:
        return ipaddress.ip_address(address[0]).is_loopback
    except ValueError:
        return address[0] in ("localhost", "")


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Fail whatever reaches for another machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if not _is_local(address):
            pytest.fail(f"a test reached for the network: {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded)
        yield


@pytest.fixture(autouse=True)
def own_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """No ``ASSISTANT_…`` of the user's reaches a test."""
    for name in [name for name in os.environ if name.startswith("ASSISTANT_")]:
        monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """The project's own corpus and model, with an index in a temporary folder."""
    return load_settings(
        {
            "ASSISTANT_INDEX": str(tmp_path_factory.mktemp("index")),
            "ASSISTANT_OWN": str(tmp_path_factory.mktemp("own")),
        }
    )


@pytest.fixture(scope="session")
def assistant(settings: Settings) -> Assistant:
    """The assistant over the project's corpus; building it takes some seconds, once."""
    from assistant.answering.service import Assistant

    return Assistant.open(settings)


@pytest.fixture
def answer() -> Answer:
    """A small answer with one place, one note and two sources."""
    text = "甲市（2021）：市卫生健康委牵头。〔1〕〔2〕可以先住院。〔1〕\n未提到此事：乙省。\n文件印发于2021年。"
    cited = Citation(
        n=1,
        notice="jia-2021",
        title="甲市方案",
        number="甲卫〔2021〕1号",
        place="甲市",
        date="2021-10-12",
        clause="二、（一）2",
        clause_id="jia-2021#二、（一）2/p1",
        quote="可以先住院",
        text="困难群众可以先住院，后付费。（市卫生健康委）",
        start=100,
        end=105,
    )
    ruled = Citation(
        n=2,
        notice="jia-2021",
        title=None,
        number=None,
        place="甲市",
        date=None,
        clause="",
        clause_id="jia-2021#/p1",
        quote="第1个单位为牵头单位",
        text="第1个单位为牵头单位，下同。",
        start=20,
        end=30,
    )
    statements = (Statement("市卫生健康委牵头。", "甲市", (1, 2)), Statement("可以先住院。", "甲市", (1,)))
    missing = (Missing("yi-2021", "not_mentioned"),)
    return Answer("谁牵头？", "answered", "zh", text, statements, (cited, ruled), missing, elapsed_ms=1.5)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium without a window."""
    from playwright.sync_api import sync_playwright
    from web_fixtures import ARGUMENTS, CHROMIUM

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def pages(tmp_path: Path) -> Pages:
    """A PDF file to be written page by page."""
    from pdf_files import Pages

    return Pages(tmp_path / "甲.pdf")
