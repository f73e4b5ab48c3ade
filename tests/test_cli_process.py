"""The commands as processes of their own: streams, encodings, exit codes, what is imported. Few, since each costs
seconds."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

_ROOT = Path(__file__).resolve().parent.parent
_QUESTION = "陕西家庭医生签约谁牵头？"
_SAID = "委基层卫生健康处牵头，有关处室、各设区市配合。"
# A process that does not answer by then is ended, so that a test fails and does not hang.
_PATIENCE_SECONDS = 60
_POSIX = pytest.mark.skipif(os.name != "posix", reason="signals and closed pipes as POSIX has them")


@pytest.fixture
def environment(settings: Settings, assistant: Assistant) -> dict[str, str]:
    """The environment of a process that finds the index of this test run, built."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ASSISTANT_", "PYTHON"))}
    return kept | {"ASSISTANT_INDEX": str(settings.index), "COLUMNS": "80"}


def command(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "assistant", *arguments]


def test_json_is_utf8_on_any_console(environment: dict[str, str]) -> None:
    done = subprocess.run(
        command("ask", _QUESTION, "--json"),
        capture_output=True,
        cwd=_ROOT,
        env=environment | {"PYTHONIOENCODING": "gbk"},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    data = json.loads(done.stdout.decode("utf-8"))
    assert (data["question"], data["status"]) == (_QUESTION, "answered")
    assert data["statements"] == [{"text": _SAID, "place": "陕西省", "citations": [1]}]
    assert done.stdout.endswith(b"}\n")


def test_a_console_that_lacks_characters_shows_question_marks(environment: dict[str, str]) -> None:
    done = subprocess.run(
        command("ask", _QUESTION), capture_output=True, cwd=_ROOT, env=environment | {"PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"2021" in done.stdout
    assert b"\x1b" not in done.stdout


@pytest.fixture
def batch(environment: dict[str, str]) -> Iterator[subprocess.Popen[bytes]]:
    """A batch that reads from its stdin."""
    process = subprocess.Popen(
        command("ask", "--batch", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
        env=environment,
    )
    watch = threading.Timer(_PATIENCE_SECONDS, process.kill)
    watch.start()
    with process:
        yield process
        watch.cancel()
        process.kill()


def test_a_batch_answers_each_line_at_once(batch: subprocess.Popen[bytes]) -> None:
    assert batch.stdin
    assert batch.stdout
    for number in (1, 2):
        batch.stdin.write(json.dumps({"id": number, "question": _QUESTION}).encode() + b"\n")
        batch.stdin.flush()
        answer = json.loads(batch.stdout.readline())
        assert (answer["id"], answer["statements"][0]["text"]) == (number, _SAID)
    out, err = batch.communicate(timeout=30)
    assert (out, err, batch.returncode) == (b"", b"", 0)


@_POSIX
def test_a_reader_who_leaves_is_no_error(batch: subprocess.Popen[bytes]) -> None:
    assert batch.stdin
    assert batch.stdout
    assert batch.stderr
    line = json.dumps({"id": 1, "question": _QUESTION}).encode() + b"\n"
    batch.stdin.write(line)
    batch.stdin.flush()
    batch.stdout.readline()
    batch.stdout.close()
    batch.stdin.write(line)
    batch.stdin.close()
    assert batch.wait(timeout=30) == 1
    assert batch.stderr.read() == b""


@_POSIX
def test_a_reader_who_never_came_is_no_error(environment: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(command("--version"), stdout=writing, stderr=subprocess.PIPE, cwd=_ROOT, env=environment)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, b"")


@_POSIX
def test_a_full_disk_is_told(environment: dict[str, str]) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("the system has no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command("--version"), stdout=full, stderr=subprocess.PIPE, cwd=_ROOT, env=environment)
    assert done.returncode == 1
    assert done.stderr.decode() == "错误：结果写不出去（No space left on device）；请检查磁盘或输出文件。\n"


@_POSIX
def test_an_interrupted_conversation_ends_quietly(environment: dict[str, str]) -> None:
    with subprocess.Popen(
        command("chat"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=_ROOT,
        env=environment,
    ) as process:
        assert process.stdin
        assert process.stdout
        watch = threading.Timer(_PATIENCE_SECONDS, process.kill)
        watch.start()
        process.stdin.write(_QUESTION.encode() + b"\n")
        process.stdin.flush()
        assert _SAID in process.stdout.readline().decode()
        time.sleep(0.2)  # it prints the rest and waits for the next line
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 130
        watch.cancel()
        assert process.stderr
        assert process.stderr.read() == b""


def test_help_imports_nothing_heavy(environment: dict[str, str]) -> None:
    heavy = ["chromadb", "gradio", "langchain_core", "jieba", "model2vec", "bm25s", "torch", "numpy", "pydantic"]
    code = f"import sys, assistant.cli.app; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=_ROOT, env=environment)
    assert (done.stdout, done.stderr) == ("[]\n", "")
