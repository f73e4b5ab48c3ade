from __future__ import annotations

import errno
import json
import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from search_fixtures import (
    DIMENSION,
    NOTICES,
    FakeEmbedder,
    chroma_server,
    clause_of,
    notice_of,
    quick_check,
    settings_in,
    write_static_model,
    write_transformer_model,
)

from assistant.errors import SearchIndexError
from assistant.records import Notice
from assistant.search import builder as builder_module
from assistant.search import builds as builds_module
from assistant.search import check as check_module
from assistant.search.builds import only_writer, read_pointer, switch_pointer
from assistant.search.check import check_elsewhere
from assistant.search.index import ClauseIndex
from assistant.search.manifest import IndexUnusableError
from assistant.search.opening import LiveIndex, ensure_index, open_index
from assistant.search.store import StoreError, StorePlace, VectorStore
from assistant.settings import Settings

TESTS = Path(__file__).parent


def numbered(number: int, clauses: int = 12) -> tuple[Notice, ...]:
    """A notice every clause of which says ``number``."""
    texts = [f"第{number}次通知，事项甲{row}由民政处牵头。" for row in range(clauses)]
    return (notice_of("n", [clause_of("n", f"{row}、", text, id=f"n#{row}") for row, text in enumerate(texts)]),)


def build(settings: Settings, number: int = 1, **options: object) -> ClauseIndex:
    return ensure_index(settings, numbered(number), f"f{number}", embedder=FakeEmbedder(), **options)  # type: ignore[arg-type]


def check_answers(index: ClauseIndex, number: int) -> None:
    hits = index.search(f"第{number}次通知事项甲3由谁牵头", top=100)
    assert sorted(hit.clause_id for hit in hits) == sorted(f"n#{row}" for row in range(12))
    assert all(f"第{number}次" in index.clause(hit.clause_id).text for hit in hits)
    assert all(hit.cosine > 0 and hit.lexical > 0 for hit in hits)


def current(settings: Settings) -> Path:
    return settings.index / "builds" / (settings.index / "current").read_text(encoding="utf-8").strip()


def builds(settings: Settings) -> set[Path]:
    return set((settings.index / "builds").iterdir())


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished index, to be copied."""
    folder = tmp_path_factory.mktemp("finished")
    with pytest.MonkeyPatch.context() as patch:
        quick_check(patch)
        build(settings_in(folder)).close()
    return folder / "index"


@pytest.fixture
def settings(tmp_path: Path, finished: Path) -> Settings:
    """Settings with a copy of the finished index."""
    shutil.copytree(finished, tmp_path / "index")
    return settings_in(tmp_path)


# --- building, opening, what no longer fits ------------------------------------------------------------------------


def test_built_once_then_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_in(tmp_path)
    said: list[str] = []
    progress: list[tuple[int, int]] = []
    with pytest.raises(IndexUnusableError) as caught:
        open_index(settings, "f1", FakeEmbedder())
    assert (caught.value.kind, "python -m assistant index" in str(caught.value)) == ("missing", True)
    assert not settings.index.exists()
    check_answers(build(settings, say=said.append, on_progress=lambda *step: progress.append(step)), 1)
    assert (len(said), progress) == (1, [(12, 12)])
    names = sorted(path.name for path in settings.index.iterdir())
    assert names == ["builds", "current", "lock"]
    assert sorted(path.name for path in current(settings).iterdir()) == [
        "bm25",
        "manifest.json",
        "notices.json",
        "vectors",
    ]

    def read_again() -> tuple[Notice, ...]:
        raise AssertionError("the notices are not needed where the index fits")

    opened = ensure_index(settings, read_again, "f1", embedder=FakeEmbedder(), say=said.append)
    check_answers(opened, 1)
    assert len(said) == 1


@pytest.mark.parametrize(
    ("change", "kind", "reason"),
    [
        ({"fingerprint": "other"}, "stale", "文件"),
        ({"embedder": FakeEmbedder("other")}, "stale", "fake"),
        ({"format": 0}, "stale", "版本"),
        ({"format": 99}, "stale", "版本"),
    ],
)
def test_what_no_longer_fits_is_named_and_rebuilt(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, change: dict[str, object], kind: str, reason: str
) -> None:
    if "format" in change:
        path = current(settings) / "manifest.json"
        manifest = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps(manifest | change), encoding="utf-8")
    wanted = {"fingerprint": "f1", "embedder": FakeEmbedder()} | {k: v for k, v in change.items() if k != "format"}
    with pytest.raises(IndexUnusableError) as caught:
        open_index(settings, **wanted)  # type: ignore[arg-type]
    assert caught.value.kind == kind
    assert reason in caught.value.reason
    quick_check(monkeypatch)
    said: list[str] = []
    index = ensure_index(settings, numbered(1), say=said.append, **wanted)  # type: ignore[arg-type]
    check_answers(index, 1)
    assert (len(said), reason in said[0]) == (1, True)


def test_other_model_by_a_setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    static = settings_in(tmp_path, model=str(write_static_model(tmp_path / "static", [n.source for n in NOTICES])))
    transformer = replace(static, model=str(write_transformer_model(tmp_path)))
    said: list[str] = []
    dimensions = []
    for settings in (static, transformer, transformer, static):
        index = ensure_index(settings, NOTICES, "f", say=said.append)
        dimensions.append(index.manifest.dimension)
        assert index.search("大病专项救治病种", top=1)[0].clause_id == "west-2022#三、（一）/p1"
    assert dimensions == [16, 32, 32, 16]
    assert len(said) == 3


def test_old_build_stays_for_its_readers_and_leftovers_go(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    leftover = settings.index / "builds" / "0123456789abcdef"
    (leftover / "vectors").mkdir(parents=True)
    (settings.index / "current.0123456789abcdef.tmp").write_text("0123456789abcdef")
    first = current(settings)
    reader = open_index(settings, embedder=FakeEmbedder())
    build(settings, 2)
    second = current(settings)
    assert builds(settings) == {first, second}
    assert sorted(path.name for path in settings.index.iterdir()) == ["builds", "current", "lock"]
    check_answers(reader, 1)
    reader.close()
    build(settings, 3)
    assert builds(settings) == {second, current(settings)}


def test_old_build_goes_when_its_readers_are_done(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    quick_check(monkeypatch)
    build(settings, 2)
    build(settings, 2)
    assert len(builds(settings)) == 2
    minutes_ago = time.time() - 120
    os.utime(settings.index / "current", (minutes_ago, minutes_ago))
    with only_writer(settings.index, 0, lambda: None):
        build(settings, 2)
        assert len(builds(settings)) == 2
    check_answers(build(settings, 2), 2)
    assert builds(settings) == {current(settings)}


def test_old_build_that_cannot_be_removed_stays_until_the_next(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, where an open file cannot be removed."""
    quick_check(monkeypatch)
    with monkeypatch.context() as held:
        held.setattr(builder_module.shutil, "rmtree", lambda folder, ignore_errors: None)
        for number in (2, 3, 4):
            check_answers(build(settings, number), number)
        assert len(builds(settings)) == 4
    fourth = current(settings)
    check_answers(build(settings, 5), 5)
    assert builds(settings) == {fourth, current(settings)}


# --- damage --------------------------------------------------------------------------------------------------------


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def garble(path: Path) -> None:
    """Other bytes of the same length in the middle."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(255 - byte for byte in data[middle : middle + 64])
    path.write_bytes(data)


def remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def fill_with_garbage(path: Path) -> None:
    path.write_bytes(random.Random(1).randbytes(4096))


DAMAGES: list[tuple[str, Callable[[Path], None]]] = [
    *((f"BUILD/{name}", change) for name in ("manifest.json", "notices.json") for change in (remove, halve, garble)),
    *((f"BUILD/bm25/{name}", change) for name in ("scores.npz", "vocabulary.json") for change in (remove, garble)),
    *(("BUILD/vectors/chroma.sqlite3", change) for change in (remove, halve, fill_with_garbage)),
    ("BUILD/vectors", remove),
    ("BUILD", remove),
    ("BUILD/manifest.json", fill_with_garbage),
    ("BUILD/manifest.json", lambda path: path.write_text('{"format": 1}')),
    ("BUILD/manifest.json", lambda path: path.write_text("[]")),
    ("current", fill_with_garbage),
    ("current", lambda path: path.write_text("0123456789abcdef")),
    ("current", lambda path: path.write_text("../../elsewhere")),
    ("current", lambda path: path.write_text("")),
]


@pytest.mark.parametrize(("name", "change"), DAMAGES)
def test_damaged_index_is_rebuilt_with_one_line(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[Path], object]
) -> None:
    path = (
        current(settings) / name.removeprefix("BUILD").strip("/") if name.startswith("BUILD") else settings.index / name
    )
    change(path)
    with pytest.raises(IndexUnusableError) as caught:
        open_index(settings, "f1", FakeEmbedder())
    assert caught.value.kind == "broken"
    quick_check(monkeypatch)
    said: list[str] = []
    check_answers(build(settings, say=said.append), 1)
    assert len(said) == 1
    assert "\n" not in said[0]


@pytest.fixture(scope="module")
def flushed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished index large enough for Chroma to have written its vectors to files."""
    folder = tmp_path_factory.mktemp("flushed")
    with pytest.MonkeyPatch.context() as patch:
        quick_check(patch)
        ensure_index(settings_in(folder), numbered(1, 300), "f1", embedder=FakeEmbedder()).close()
    return folder / "index"


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "length.bin", "index_metadata.pickle"])
@pytest.mark.parametrize("change", [halve, garble, remove])
def test_damaged_vector_file_is_never_opened(
    tmp_path: Path, flushed: Path, name: str, change: Callable[[Path], None]
) -> None:
    """Chroma would crash the whole process over some of these."""
    shutil.copytree(flushed, tmp_path / "index")
    settings = settings_in(tmp_path)
    (path,) = current(settings).rglob(name)
    change(path)
    with pytest.raises(IndexUnusableError, match=name):
        open_index(settings, "f1", FakeEmbedder())


def test_reading_does_not_change_what_is_checked(tmp_path: Path, flushed: Path) -> None:
    shutil.copytree(flushed, tmp_path / "index")
    settings = settings_in(tmp_path)
    for _ in range(2):
        index = open_index(settings, "f1", FakeEmbedder())
        assert len(index.search("事项甲", top=1000)) == 300
        index.close()


# --- failures while building ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "磁盘已满"),
        (PermissionError(errno.EACCES, "Permission denied"), "不能写入"),
        (OSError(errno.EROFS, "Read-only file system"), "不能写入"),
    ],
)
@pytest.mark.parametrize("where", ["save_notices", "describe_files", "switch_pointer", "new_build"])
def test_disk_that_refuses_is_one_line_and_the_old_index_answers(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, where: str, error: OSError, words: str
) -> None:
    quick_check(monkeypatch)

    def refuse(*_: object) -> None:
        raise error

    with monkeypatch.context() as broken:
        broken.setattr(builder_module, where, refuse)
        with pytest.raises(SearchIndexError) as caught:
            build(settings, 2)
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)
    check_answers(open_index(settings, "f1", FakeEmbedder()), 1)
    assert builds(settings) == {current(settings)}


def test_full_disk_as_chroma_tells_it(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RuntimeError("error returned from database: (code: 13) database or disk is full")

    monkeypatch.setattr("chromadb.api.models.Collection.Collection.add", refuse)
    with pytest.raises(SearchIndexError, match="磁盘已满"):
        build(settings, 2)
    check_answers(open_index(settings, "f1", FakeEmbedder()), 1)


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "index").write_text("a file where the folder should be")
    with pytest.raises(SearchIndexError, match="ASSISTANT_INDEX"):
        build(settings_in(tmp_path))


def test_interruption_leaves_the_old_index(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(settings, 2, on_progress=interrupt)
    check_answers(open_index(settings, "f1", FakeEmbedder()), 1)
    assert builds(settings) == {current(settings)}


def test_build_that_fails_the_check_is_not_used(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(self: VectorStore, ids: list[str], *rest: object) -> None:
        add(self, ids[:-1], *(part[:-1] for part in rest))  # type: ignore[index]

    add = VectorStore.add
    monkeypatch.setattr(VectorStore, "add", lose)
    with pytest.raises(SearchIndexError, match="应有 12 条，实有 11 条"):
        build(settings, 2)
    check_answers(open_index(settings, "f1", FakeEmbedder()), 1)


def test_check_in_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = StorePlace(tmp_path / "vectors", None, "clauses-1")
    vectors = np.eye(3, DIMENSION, dtype=np.float32)
    store = VectorStore.create(place, {"format": 1})
    store.add(["甲", "乙", "丙"], vectors, ["甲", "乙", "丙"], ["n"] * 3)
    store.close()
    with pytest.raises(SearchIndexError, match="丙 的向量与写入的不同"):
        check_elsewhere(place, 3, ["丙"], vectors[[1]])
    monkeypatch.setattr(check_module.sys, "executable", "/nonexistent/python")
    check_elsewhere(place, 3, ["甲", "丙"], vectors[[0, 2]])
    with pytest.raises(SearchIndexError, match="应有 4 条，实有 3 条"):
        check_elsewhere(place, 4, [], vectors[:0])


@pytest.mark.parametrize("waits", [True, False])
def test_pointer_that_is_being_read_is_replaced_a_moment_later(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, waits: bool
) -> None:
    """As on Windows, where an open file can be neither replaced nor, while it is being replaced, read."""
    refusals = [PermissionError(errno.EACCES, "in use")] * 2

    def busy(action: Callable[..., object]) -> Callable[..., object]:
        def act(path: Path, *arguments: object, **named: object) -> object:
            if path.name.startswith("current") and refusals:
                raise refusals.pop()
            return action(path, *arguments, **named)

        return act

    monkeypatch.setattr(builds_module, "_WINDOWS", waits)
    monkeypatch.setattr(Path, "replace", busy(Path.replace))
    monkeypatch.setattr(Path, "read_text", busy(Path.read_text))
    other = settings.index / "builds" / "0123456789abcdef"
    other.mkdir()
    if waits:
        switch_pointer(settings.index, other.name)
        refusals.append(PermissionError(errno.EACCES, "in use"))
        assert read_pointer(settings.index) == other.name
    else:
        with pytest.raises(PermissionError):
            switch_pointer(settings.index, other.name)
        with pytest.raises(IndexUnusableError):
            read_pointer(settings.index)


# --- writers and readers at once -----------------------------------------------------------------------------------

# A process that has imported everything forks writers: a start takes no time. Each notes in a file what it does.
WRITERS = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from search_fixtures import FakeEmbedder, settings_in
from test_search_building import numbered
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
        number = int(index.manifest.fingerprint.removeprefix("f"))
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
    number = int(index.manifest.fingerprint.removeprefix("f"))
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
                number = int(index.manifest.fingerprint.removeprefix("f"))
                check_answers(index, number)
                fresh = open_index(settings, embedder=embedder)
                check_answers(fresh, int(fresh.manifest.fingerprint.removeprefix("f")))
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


def test_index_that_may_not_be_written_answers(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    writable = {path: path.stat().st_mode for path in [settings.index, *settings.index.rglob("*")]}
    access = os.access
    inside = str(settings.index)

    def no_access(path: object, mode: int) -> bool:
        return not (mode & os.W_OK and str(path).startswith(inside)) and access(path, mode)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "access", no_access)
    before = {path: path.read_bytes() for path in writable if path.is_file()}
    for path, mode in writable.items():
        path.chmod(mode & ~stat.S_IWUSR)
    index = ensure_index(settings, numbered(1), "f1", embedder=FakeEmbedder())
    check_answers(index, 1)
    index.close()
    for path, mode in writable.items():
        path.chmod(mode)
    assert {path: path.read_bytes() for path in before} == before


def test_index_that_can_neither_be_written_nor_copied(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_: object) -> str:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr("assistant.search.store.tempfile.mkdtemp", refuse)
    with pytest.raises(IndexUnusableError) as caught:
        open_index(settings, "f1", FakeEmbedder())
    assert caught.value.kind == "broken"


# --- a shared server -----------------------------------------------------------------------------------------------


def test_index_on_a_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with chroma_server(tmp_path / "server") as url:
        settings = settings_in(tmp_path, chroma_url=url)
        check_answers(build(settings), 1)
        assert not (current(settings) / "vectors").exists()
        with pytest.raises(SearchIndexError, match="python -m assistant index") as caught:
            build(settings, 2)
        assert "共用" in str(caught.value)
        check_answers(open_index(settings, "f1", FakeEmbedder()), 1)
        with pytest.raises(SearchIndexError, match="共用"):
            ensure_index(settings, numbered(1), "f1", embedder=FakeEmbedder("other"))
        index = build(settings, 2, asked=True)
        check_answers(index, 2)
        names = {collection.name for collection in index.store.client.list_collections()}
        assert names == {f"clauses-{path.name}" for path in builds(settings)}
        assert (len(names), index.manifest.collection in names) == (2, True)
        index.store.client.delete_collection(index.manifest.collection)
        with pytest.raises(SearchIndexError, match="index --rebuild"):
            build(settings, 2)
        check_answers(build(settings, 2, asked=True), 2)
        quick_check(monkeypatch)
        own = replace(settings, chroma_url=None)
        check_answers(build(own, 2), 2)
        check_answers(build(settings, 2), 2)
        index = build(settings, 3, asked=True)
        assert {collection.name for collection in index.store.client.list_collections()} == {
            f"clauses-{path.name}" for path in builds(settings)
        }
    for address in (url, "http://host:port"):
        with pytest.raises(SearchIndexError, match="ASSISTANT_CHROMA_URL"):
            build(replace(settings, chroma_url=address), 3)
