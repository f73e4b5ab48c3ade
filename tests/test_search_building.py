from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from search_fixtures import (
    DIMENSION,
    NOTICES,
    FakeEmbedder,
    build,
    builds,
    check_answers,
    copy_index,
    current,
    finished_index,
    numbered,
    quick_check,
    settings_in,
    write_static_model,
    write_transformer_model,
)

from assistant import durable
from assistant.errors import SearchIndexError
from assistant.records import Notice
from assistant.search import builder as builder_module
from assistant.search import check as check_module
from assistant.search.builds import only_writer, read_pointer, switch_pointer
from assistant.search.check import check_elsewhere
from assistant.search.manifest import IndexUnusableError
from assistant.search.opening import ensure_index, open_index
from assistant.search.store import StorePlace, VectorStore
from assistant.settings import Settings


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return finished_index(tmp_path_factory.mktemp("finished"))


@pytest.fixture
def settings(tmp_path: Path, finished: Path) -> Settings:
    return copy_index(finished, tmp_path)


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

    monkeypatch.setattr(durable, "_WINDOWS", waits)
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
