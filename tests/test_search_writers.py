from __future__ import annotations

import gc
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from search_fixtures import (
    DIMENSION,
    FakeEmbedder,
    build,
    builds,
    check_answers,
    copy_index,
    current,
    finished_index,
    number_of,
    numbered,
    quick_check,
)

from assistant.errors import SearchIndexError
from assistant.search import builder as builder_module
from assistant.search import opening as opening_module
from assistant.search.builds import only_writer
from assistant.search.index import ClauseIndex
from assistant.search.opening import LiveIndex, ensure_index, open_index
from assistant.search.store import StoreError
from assistant.settings import Settings

TESTS = Path(__file__).parent


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return finished_index(tmp_path_factory.mktemp("finished"))


@pytest.fixture
def settings(tmp_path: Path, finished: Path) -> Settings:
    return copy_index(finished, tmp_path)


# A process that has imported everything forks writers: a start takes no time. Each notes in a file what it does.
WRITERS = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from search_fixtures import FakeEmbedder, numbered, settings_in
from assistant.search import builder
from assistant.search.lexical import load_tokenizer
from assistant.search.opening import ensure_index
import bm25s, chromadb.api.rust, filelock
load_tokenizer(settings_in(Path(sys.argv[2])).cache)
signal.signal(signal.SIGCHLD, signal.SIG_IGN)

def write(folder, number, rounds):
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with open(f"{folder}/writer-{number}", "w") as notes:
        for number in range(number, number + rounds):
            print("begun", number, file=notes, flush=True)
            ensure_index(
                settings_in(Path(folder)), numbered(number), f"f{number}", embedder=FakeEmbedder(), rebuild=True
            )
            print("built", number, file=notes, flush=True)
        print("done", file=notes, flush=True)

for line in sys.stdin:
    child = os.fork()
    if not child:
        try:
            write(line.split()[0], *map(int, line.split()[1:]))
        finally:
            os._exit(0)
    print(child, flush=True)
"""


class Writers:
    """Starts writers; what each has done is read from its notes."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def start(self, folder: Path, number: int, rounds: int) -> int:
        """The process id of a new writer that builds ``rounds`` indexes, numbered from ``number``."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{folder} {number} {rounds}\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def wait(self, folder: Path, number: int, word: str) -> list[str]:
        """The notes of a writer, as soon as they hold ``word``."""
        notes = folder / f"writer-{number}"
        for _ in range(3000):
            if notes.is_file() and word in (said := notes.read_text().split()):
                return said
            time.sleep(0.01)
        raise AssertionError(f"the writer did not come to {word!r}")


@pytest.fixture(scope="module")
def writers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Writers]:
    if not hasattr(os, "fork"):
        pytest.skip("needs fork")
    command = [sys.executable, "-c", WRITERS, str(TESTS), str(tmp_path_factory.mktemp("writers"))]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    yield Writers(process)
    process.communicate()


def test_killed_writer_never_hurts(settings: Settings, tmp_path: Path, writers: Writers) -> None:
    chance = random.Random(4)
    first = 2
    for _ in range(6):
        writer = writers.start(tmp_path, first, 100)
        writers.wait(tmp_path, first, "begun")
        time.sleep(chance.uniform(0.0, 1.2))
        os.kill(writer, signal.SIGKILL)
        said = (tmp_path / f"writer-{first}").read_text().split()
        index = open_index(settings, embedder=FakeEmbedder())
        number = number_of(index)
        check_answers(index, number)
        begun = max(int(said[i + 1]) for i, word in enumerate(said) if word == "begun")
        finished = max([1, *(int(said[i + 1]) for i, word in enumerate(said) if word == "built")])
        assert finished <= number <= begun
        index.close()
        first = begun + 1
    last = current(settings)
    check_answers(build(settings, first), first)
    assert builds(settings) == {last, current(settings)}


def test_two_writers_at_once(settings: Settings, tmp_path: Path, writers: Writers) -> None:
    for number in (20, 30):
        writers.start(tmp_path, number, 1)
    for number in (20, 30):
        assert "built" in writers.wait(tmp_path, number, "done")
    index = open_index(settings, embedder=FakeEmbedder())
    number = number_of(index)
    assert number in (20, 30)
    check_answers(index, number)
    assert len(builds(settings)) == 2


def test_second_writer_waits_and_uses_what_the_first_built(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    said: list[str] = []
    waiting = threading.Event()

    def say(line: str) -> None:
        said.append(line)
        waiting.set()

    results: list[ClauseIndex] = []
    second = threading.Thread(target=lambda: results.append(build(settings, 2, say=say)))
    with only_writer(settings.index, 1, lambda: None):
        second.start()
        assert waiting.wait(10)
        builder_module.build_index(builder_module.BuildOrder(settings, numbered(2), "f2", FakeEmbedder()))
        first = current(settings)
    second.join(30)
    check_answers(results[0], 2)
    assert (said, current(settings)) == (["另一个程序正在建立索引，等它完成……"], first)


def test_second_writer_gives_up_with_one_line(settings: Settings) -> None:
    with (
        only_writer(settings.index, 1, lambda: None),
        pytest.raises(SearchIndexError, match=r"等了 0\.2 秒") as caught,
    ):
        build(settings, 2, wait_seconds=0.2)
    assert "\n" not in str(caught.value)


def test_readers_answer_while_builds_are_swapped(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    embedder = FakeEmbedder()
    live = LiveIndex(open_index(settings, "f1", embedder), settings, embedder)
    stop = threading.Event()
    seen: list[int] = []
    errors: list[BaseException] = []

    def read() -> None:
        while not stop.is_set():
            try:
                index = live.current()
                number = number_of(index)
                check_answers(index, number)
                fresh = open_index(settings, embedder=embedder)
                check_answers(fresh, number_of(fresh))
                fresh.close()
                seen.append(number)
            except BaseException as error:
                errors.append(error)
                return

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, 7):
        build(settings, number).close()
    stop.set()
    for reader in readers:
        reader.join(30)
    assert errors == []
    assert max(seen) >= 5
    check_answers(live.current(), 6)


def test_live_index_follows_and_survives(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    embedder = FakeEmbedder()
    live = LiveIndex(open_index(settings, "f1", embedder), settings, embedder)
    first = live.current()
    assert live.current() is first
    build(settings, 2).close()
    second = live.current()
    check_answers(second, 2)
    ensure_index(settings, numbered(3), "f3", embedder=FakeEmbedder("other")).close()
    assert live.current() is second
    check_answers(second, 2)
    build(settings, 4).close()
    check_answers(live.current(), 4)
    (settings.index / "current").unlink()
    check_answers(live.current(), 4)


def test_use_tries_again_on_a_new_build(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    embedder = FakeEmbedder()
    live = LiveIndex(open_index(settings, "f1", embedder), settings, embedder)

    def ask(index: ClauseIndex) -> str:
        if index.manifest.fingerprint == "f1":
            build(settings, 2).close()
            raise StoreError("the build is gone")
        return index.manifest.fingerprint

    assert live.use(ask) == "f2"
    with pytest.raises(StoreError):
        live.use(lambda index: index.store.cosines(np.zeros(DIMENSION, dtype=np.float32), ["nothing"]))


def test_build_replaced_between_the_look_at_the_pointer_and_the_opening(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointers = ["0123456789abcdef", *[current(settings).name] * 2]
    monkeypatch.setattr(opening_module, "read_pointer", lambda index: pointers.pop(0))
    check_answers(open_index(settings, "f1", FakeEmbedder()), 1)
    assert pointers == []


def test_index_that_nobody_holds_lets_go_of_its_files(settings: Settings) -> None:
    from chromadb.api.shared_system_client import SharedSystemClient

    index = open_index(settings, "f1", FakeEmbedder())
    check_answers(index, 1)
    folder = str(current(settings) / "vectors")
    assert folder in SharedSystemClient._identifier_to_system
    del index
    gc.collect()
    assert folder not in SharedSystemClient._identifier_to_system
