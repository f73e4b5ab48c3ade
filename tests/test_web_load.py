"""Twenty visitors who ask without a pause: each gets every answer, and no error.

As a test for some questions each: how fast a machine is that runs other tests as well is no matter of this program. For
a minute, with the times: ``python tests/test_web_load.py 60``. Half of the questions go over the queue that the page
uses, half to the endpoints for programs.
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx
import pytest

sys.path.insert(0, str(Path(__file__).parent))
from web_server_support import BROWSER, client, free_port, served

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

VISITORS = 20
QUESTIONS = (
    "谁可以享受先诊疗后付费？",
    "陕西家庭医生签约谁牵头？",
    "那中卫呢？",
    "开封市的大病专项救治病种有多少种？",
    "who leads family doctor services in Shaanxi",
    "四川的村医补助多少钱",
    "规划信息处牵头哪些任务？",
    "什么时候报送工作总结？",
)


def ask_without_pause(url: str, seconds: float, each: int | None = None) -> tuple[list[float], list[str]]:
    """How long each answer took, in seconds, and what went wrong.

    A visitor asks until ``seconds`` are over, counted from when all have the page before them, or ``each`` questions.
    """
    took: list[float] = []
    wrong: list[str] = []
    all_there = threading.Barrier(VISITORS)

    def visit(number: int) -> None:
        with client(url) as browser:
            browser.get("/", headers=BROWSER)
            all_there.wait()
            end = time.monotonic() + seconds
            questions = itertools.islice(itertools.cycle(QUESTIONS), number, each and number + each)
            for question in questions:
                if time.monotonic() > end:
                    return
                begun = time.monotonic()
                try:
                    _ask(browser, question, by_queue=number % 2 == 0)
                    took.append(time.monotonic() - begun)
                except (httpx.HTTPError, AssertionError, KeyError) as error:
                    wrong.append(f"{type(error).__name__}: {error}")

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(VISITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return took, wrong


def _ask(browser: httpx.Client, question: str, *, by_queue: bool) -> None:
    if by_queue:
        sent = browser.post("/gradio_api/call/v2/ask", json={"question": question})
        told = browser.get(f"/gradio_api/call/v2/ask/{sent.json()['event_id']}").text
        assert told.startswith("event: complete"), told[:200]
    else:
        answer = browser.post("/api/ask", json={"question": question})
        assert answer.status_code == 200, answer.text[:200]
        assert answer.json()["question"] == question


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning:gradio")
def test_twenty_visitors_at_once(assistant: Assistant) -> None:
    with served(assistant) as url:
        took, wrong = ask_without_pause(url, seconds=120, each=4)
    assert wrong == []
    assert len(took) == VISITORS * 4


def _program() -> Iterator[str]:
    port = free_port()
    begun = time.monotonic()
    with subprocess.Popen(
        [sys.executable, "-m", "assistant", "web", "--port", str(port)], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        url = program.stdout.readline().strip()
        assert httpx.get(url, headers=BROWSER).status_code == 200
        sys.stdout.write(f"page ready after {time.monotonic() - begun:.2f} s\n")
        begun = time.monotonic()
        _ask(client(url), QUESTIONS[0], by_queue=True)
        sys.stdout.write(f"first answer after {time.monotonic() - begun:.3f} s\n")
        yield url
        program.terminate()


if __name__ == "__main__":
    for address in _program():
        times, errors = ask_without_pause(address, float(sys.argv[1]) if len(sys.argv) > 1 else 60)
        times.sort()
        sys.stdout.write(
            f"{VISITORS} visitors, {os.cpu_count()} cores: {len(times)} answers, {len(errors)} errors {errors[:3]};"
            f" median {statistics.median(times):.3f} s, 95 % {times[int(len(times) * 0.95)]:.3f} s,"
            f" longest {times[-1]:.3f} s\n"
        )
