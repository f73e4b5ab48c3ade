"""How soon the page is there, and what that rests on: what is kept beside the index, what is made ready beforehand."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest
from web_fixtures import IN_A_BROWSER, PATIENCE_MS
from web_server_support import free_port

from assistant.search.builds import read_pointer
from assistant.web.kept_starters import STARTERS, known_starters, renew_starters
from assistant.web.warming import start_warming, warm_up

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from assistant.answering.service import Assistant
    from assistant.settings import Settings

# Asked of a page: to be usable four seconds after the command, and the first answer one second after the click. A slow
# or busy machine gets three times as long.
_READY_SECONDS, _ANSWER_SECONDS = 12.0, 3.0
_USABLE = """() => {
  const box = document.querySelector(".pa-ask textarea");
  return box && box.offsetParent && document.querySelector(".pa-starters button")?.innerText;
}"""


@pytest.fixture
def environment(settings: Settings) -> dict[str, str]:
    return {**os.environ, "ASSISTANT_INDEX": str(settings.index), "ASSISTANT_OWN": str(settings.own_folder)}


@pytest.fixture
def program(environment: dict[str, str], assistant: Assistant) -> Iterator[tuple[str, float]]:
    """The page's address, once it is told, and when the command was given."""
    known_starters(assistant, Path(environment["ASSISTANT_INDEX"]))
    begun = time.monotonic()
    command = [sys.executable, "-m", "assistant", "web", "--port", str(free_port())]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as run:
        assert run.stdout is not None
        yield run.stdout.readline().strip(), begun
        run.terminate()


@pytest.mark.slow
@IN_A_BROWSER[0]
def test_the_page_is_ready_and_answers_soon(program: tuple[str, float], browser: Browser) -> None:
    """Ready: a question can be typed and sent."""
    url, begun = program
    with browser.new_context(locale="zh-CN") as context:
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(url, wait_until="commit")
        page.wait_for_function(_USABLE)
        page.locator(".pa-ask textarea").fill("陕西家庭医生签约谁牵头？")
        ready = time.monotonic() - begun
        clicked = time.monotonic()
        page.get_by_role("button", name="提问").click()
        page.locator("#pa-turn-1 .pa-answer[data-status=answered]").wait_for()
        answered = time.monotonic() - clicked
    assert ready < _READY_SECONDS
    assert answered < _ANSWER_SECONDS


def test_the_page_starts_without_what_few_visitors_want(environment: dict[str, str]) -> None:
    """Libraries that would cost the start a tenth of a second each."""
    code = (
        "import sys, assistant.web; from assistant.web.loading import import_gradio; import_gradio();"
        "import assistant.web.application;"
        "seldom = 'openpyxl docx icalendar langchain_core.runnables.base gradio.external assistant.quiz.making';"
        "loaded = [name for name in seldom.split() if name in sys.modules];"
        "loaded += ['pandas'] * ('pandas.core' in sys.modules); print(loaded)"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_pandas_is_there_when_something_of_it_is_wanted() -> None:
    code = (
        "from assistant.web.loading import import_gradio; import_gradio();"
        "import pandas; print(pandas.DataFrame({'a': [1, 2]}).a.sum())"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "3"


def test_what_gradio_leaves_out_is_there_when_it_is_wanted() -> None:
    code = (
        "from assistant.web.loading import import_gradio; import_gradio();"
        "import gradio.external; print(gradio.external.load.__name__)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "load"


# --- questions to begin with -------------------------------------------------------------------------------------


class _Counted:
    """The real assistant, which counts what it is asked; ``status`` replaces what it answers."""

    def __init__(self, assistant: Assistant, status: str | None = None) -> None:
        self._assistant = assistant
        self._status = status
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self._assistant, name)

    def ask(self, question: str, **options: Any) -> Any:
        self.asked += 1
        return self._assistant.ask(question, **options)

    def explain(self, question: str, **options: Any) -> Any:
        self.asked += 1
        answer, explanation = self._assistant.explain(question, **options)
        return (SimpleNamespace(status=self._status) if self._status else answer), explanation


@pytest.fixture
def kept(settings: Settings, assistant: Assistant) -> Iterator[Path]:
    """The file that the questions are kept in."""
    file = settings.index / "starters.json"
    file.unlink(missing_ok=True)
    renew_starters(assistant, settings.index)
    yield file
    file.unlink(missing_ok=True)


def test_questions_to_begin_with_are_kept(settings: Settings, assistant: Assistant, kept: Path) -> None:
    counted = _Counted(assistant)
    starters = known_starters(counted, settings.index)  # type: ignore[arg-type]
    assert counted.asked == 0
    assert all(2 <= len(questions) <= STARTERS for questions in starters.values())
    assert {assistant.ask(q, lang=lang).status for lang, qs in starters.items() for q in qs} == {"answered"}


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "{}",
        "[]",
        '{"key": "other build", "starters": {"zh": ["甲？"], "en": ["a?"]}}',
        '{"key": "KEY", "starters": {"zh": ["甲？"]}}',
        '{"key": "KEY", "starters": {"zh": [1], "en": ["a?"]}}',
    ],
)
def test_what_is_not_as_it_was_written_is_found_anew(
    settings: Settings, assistant: Assistant, kept: Path, damaged: str
) -> None:
    right = kept.read_text(encoding="utf-8")
    kept.write_text(damaged.replace("KEY", json.loads(right)["key"]), encoding="utf-8")
    starters = known_starters(assistant, settings.index)
    assert starters == {lang: tuple(said) for lang, said in json.loads(right)["starters"].items()}
    assert kept.read_text(encoding="utf-8") == right


def test_nothing_is_kept_in_a_folder_of_another_index(assistant: Assistant, tmp_path: Path) -> None:
    (tmp_path / "current").write_text("0" * 16 + "\n")
    assert read_pointer(tmp_path) == "0" * 16
    renew_starters(assistant, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["current"]


def test_kept_questions_that_are_answered_no_more_are_replaced(
    settings: Settings, assistant: Assistant, kept: Path
) -> None:
    right = json.loads(kept.read_text(encoding="utf-8"))
    stale = {**right, "starters": {"zh": ["航天发射许可归谁管？"], "en": []}}
    kept.write_text(json.dumps(stale), encoding="utf-8")
    warm_up(assistant, settings.index)
    assert json.loads(kept.read_text(encoding="utf-8")) == right
    before = kept.stat().st_mtime_ns
    warm_up(assistant, settings.index)
    assert kept.stat().st_mtime_ns == before, "those that are answered stay"


def test_a_failure_while_warming_up_stops_nothing(tmp_path: Path) -> None:
    start_warming(SimpleNamespace(), tmp_path).join(10)  # type: ignore[arg-type]
