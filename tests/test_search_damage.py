from __future__ import annotations

import errno
import os
import random
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from search_fixtures import (
    FakeEmbedder,
    build,
    check_answers,
    copy_index,
    current,
    finished_index,
    numbered,
    quick_check,
)

from assistant.errors import SearchIndexError
from assistant.search import opening
from assistant.search.manifest import IndexUnusableError
from assistant.search.opening import ensure_index, open_index
from assistant.search.store import StoreFullError
from assistant.settings import Settings


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return finished_index(tmp_path_factory.mktemp("finished"))


@pytest.fixture
def settings(tmp_path: Path, finished: Path) -> Settings:
    return copy_index(finished, tmp_path)


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
    return finished_index(tmp_path_factory.mktemp("flushed"), 300)


@pytest.mark.parametrize("name", ["data_level0.bin", "header.bin", "length.bin", "index_metadata.pickle"])
@pytest.mark.parametrize("change", [halve, garble, remove])
def test_damaged_vector_file_is_never_opened(
    tmp_path: Path, flushed: Path, name: str, change: Callable[[Path], None]
) -> None:
    """Chroma would crash the whole process over some of these."""
    settings = copy_index(flushed, tmp_path)
    (path,) = current(settings).rglob(name)
    change(path)
    with pytest.raises(IndexUnusableError, match=name):
        open_index(settings, "f1", FakeEmbedder())


def test_reading_does_not_change_what_is_checked(tmp_path: Path, flushed: Path) -> None:
    settings = copy_index(flushed, tmp_path)
    for _ in range(2):
        index = open_index(settings, "f1", FakeEmbedder())
        assert len(index.search("事项甲", top=1000)) == 300
        index.close()


# --- an index that may not be written -------------------------------------------------------------------------------


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


def test_a_full_disk_is_no_damage(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Chroma writes a little where it only opens; the index is whole and must not be built again."""

    def full(*_: object) -> None:
        raise StoreFullError("database or disk is full")

    monkeypatch.setattr(opening.VectorStore, "open", full)
    with pytest.raises(SearchIndexError, match="磁盘已满，打不开索引") as raised:
        open_index(settings, embedder=FakeEmbedder())
    assert not isinstance(raised.value, IndexUnusableError)
