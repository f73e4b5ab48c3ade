from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from search_fixtures import chroma_server

from assistant.search import store as store_module
from assistant.search.store import (
    StoreError,
    StoreFullError,
    StorePlace,
    StoreUnreachableError,
    VectorStore,
    delete_collection,
)

IDS = ["a#一、/p1", "a#二、/p1", "b#一、/p1", "b#二、/p1"]
# Cosines with (1, 0): 1, 0, 0.6, and a text with nothing to embed.
VECTORS = np.array([[1, 0], [0, 1], [0.6, 0.8], [0, 0]], dtype=np.float32)
EAST = VECTORS[0]


def filled(place: StorePlace) -> VectorStore:
    store = VectorStore.create(place, {"format": 1, "model": "m"})
    store.add(IDS, VECTORS, ["甲", "乙", "丙", "丁"], ["a", "a", "b", "b"])
    return store


def check_contents(store: VectorStore) -> None:
    assert store.count() == 4
    assert store.describe()["model"] == "m"
    ids, cosines = store.nearest(EAST, 2)
    assert ids == [IDS[0], IDS[2]]
    np.testing.assert_allclose(cosines, [1, 0.6], atol=1e-6)
    ids, cosines = store.nearest(EAST, 4, ["b"])
    assert ids == [IDS[2], IDS[3]]
    np.testing.assert_allclose(cosines, [0.6, 0], atol=1e-6)
    np.testing.assert_allclose(store.cosines(EAST, [IDS[3], IDS[2], IDS[0]]), [0, 0.6, 1], atol=1e-6)
    stored = store.collection.get(ids=[IDS[1]])
    assert (stored["documents"], stored["metadatas"]) == (["乙"], [{"notice": "a"}])


def test_items_written_are_found_again_after_opening(tmp_path: Path) -> None:
    place = StorePlace(tmp_path / "vectors", None, "clauses-1")
    store = filled(place)
    check_contents(store)
    store.close()
    again = VectorStore.open(place)
    check_contents(again)
    with pytest.raises(StoreError, match="不完整"):
        again.cosines(EAST, ["a#三、/p1"])
    again.close()


def test_more_items_than_chroma_takes_at_once(tmp_path: Path) -> None:
    store = VectorStore.create(StorePlace(tmp_path / "vectors", None, "clauses-1"), {"format": 1})
    count = store.client.get_max_batch_size() + 10
    angles = np.linspace(0, 1, count, dtype=np.float32)
    vectors = np.stack([np.cos(angles), np.sin(angles)], axis=1)
    ids = [f"n#{row}" for row in range(count)]
    store.add(ids, vectors, ids, ["n"] * count)
    assert store.count() == count
    np.testing.assert_allclose(store.cosines(EAST, ids), np.cos(angles), atol=1e-5)
    store.close()


@pytest.mark.parametrize("leave", [VectorStore.close, VectorStore.abandon])
def test_one_thread_at_a_time_opens_or_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, leave: Callable[[VectorStore], None]
) -> None:
    """Chroma shares what a process opens between its clients, and counts them without a lock."""
    place = StorePlace(tmp_path / "vectors", None, "clauses-1")
    held: list[bool] = []
    connect = store_module._connect

    def connect_and_watch(*arguments: object) -> object:
        held.append(store_module._opening_or_closing.locked())
        client = connect(*arguments)  # type: ignore[arg-type]
        close = client.close

        def close_and_watch() -> None:
            held.append(store_module._opening_or_closing.locked())
            close()

        client.close = close_and_watch
        return client

    monkeypatch.setattr(store_module, "_connect", connect_and_watch)
    leave(filled(place))
    leave(VectorStore.open(place))
    assert held == [True] * 4


def test_threads_may_open_and_close_one_folder(tmp_path: Path) -> None:
    place = StorePlace(tmp_path / "vectors", None, "clauses-1")
    filled(place).close()
    errors: list[BaseException] = []

    def read() -> None:
        try:
            for _ in range(20):
                store = VectorStore.open(place)
                check_contents(store)
                store.close()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=read) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []


def test_store_abandoned_while_another_is_opened_is_closed_afterwards(tmp_path: Path) -> None:
    store = filled(StorePlace(tmp_path / "vectors", None, "clauses-1"))
    closed: list[bool] = []
    store._release = lambda: closed.append(True)
    with store_module._opening_or_closing:
        store.abandon()
        assert closed == []
    filled(StorePlace(tmp_path / "others", None, "clauses-1")).close()
    assert closed == [True]


@pytest.mark.parametrize("damage", ["missing", "empty", "garbage", "no collection"])
def test_damaged_folder_is_one_store_error(tmp_path: Path, damage: str) -> None:
    place = StorePlace(tmp_path / "vectors", None, "clauses-1")
    filled(place).close()
    database = tmp_path / "vectors" / "chroma.sqlite3"
    if damage == "missing":
        shutil.rmtree(tmp_path / "vectors")
    elif damage == "no collection":
        place = StorePlace(place.folder, None, "clauses-2")
    else:
        database.write_bytes(b"" if damage == "empty" else os.urandom(4096))
    with pytest.raises(StoreError) as caught:
        VectorStore.open(place)
    assert "\n" not in str(caught.value)
    assert damage != "missing" or not (tmp_path / "vectors").exists()


def test_panics_and_full_disks_end_in_the_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = filled(StorePlace(tmp_path / "vectors", None, "clauses-1"))
    panic = type("PanicException", (BaseException,), {})
    for error, kind in (
        (panic("called unwrap"), StoreError),
        (RuntimeError("database or disk is full"), StoreFullError),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ):

        def fail(error: BaseException = error) -> int:
            raise error

        monkeypatch.setattr(store.collection, "count", fail)
        with pytest.raises(kind):
            store.count()
    store.close()


def test_env_file_of_the_working_folder_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_bytes("说明=一个不是 UTF-8 的文件".encode("gb18030"))
    monkeypatch.chdir(tmp_path)
    store = filled(StorePlace(tmp_path / "vectors", None, "clauses-1"))
    assert store.count() == 4
    store.close()


READ = """
import sys
import threading
from collections.abc import Callable
from pathlib import Path
import numpy as np
from assistant.search.store import StorePlace, VectorStore
store = VectorStore.open(StorePlace(Path(sys.argv[1]), None, "clauses-1"))
print(store.count(), store.nearest(np.array([1, 0], dtype=np.float32), 1)[0])
store.close()
"""


def test_folder_that_may_not_be_written_is_read_all_the_same(tmp_path: Path) -> None:
    filled(StorePlace(tmp_path / "vectors", None, "clauses-1")).close()
    paths = [tmp_path / "vectors", *(tmp_path / "vectors").rglob("*")]
    for path in paths:
        path.chmod(path.stat().st_mode & ~(stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH))
    # The superuser may write everywhere, unless that one right is taken away.
    drop = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("needs setpriv where the tests run as the superuser")
    else:
        drop = []
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = {path: path.read_bytes() for path in paths if path.is_file()}
    done = subprocess.run(
        [*drop, sys.executable, "-c", READ, str(tmp_path / "vectors")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "TMPDIR": str(temporary), "PYTHONIOENCODING": "utf-8"},
    )
    for path in paths:
        path.chmod(path.stat().st_mode | stat.S_IWUSR)
    assert done.stdout == "4 ['a#一、/p1']\n", done.stderr
    assert {path: path.read_bytes() for path in before} == before
    assert list(temporary.iterdir()) == []


def test_server(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as url:
        place = StorePlace(tmp_path / "unused", url, "clauses-1")
        store = filled(place)
        check_contents(store)
        store.close()
        again = VectorStore.open(place)
        check_contents(again)
        delete_collection(url, "clauses-1")
        delete_collection(url, "clauses-1")
        with pytest.raises(StoreError):
            again.count()
        again.close()
        with pytest.raises(StoreError):
            VectorStore.open(place)
    assert not (tmp_path / "unused").exists()
    with pytest.raises(StoreUnreachableError, match="ASSISTANT_CHROMA_URL"):
        VectorStore.open(place)


@pytest.mark.parametrize("url", ["localhost:8000", "ftp://host", "http://", "http://host:port"])
def test_address_that_is_none(tmp_path: Path, url: str) -> None:
    with pytest.raises(StoreUnreachableError, match="ASSISTANT_CHROMA_URL"):
        VectorStore.open(StorePlace(tmp_path, url, "clauses-1"))


def test_other_programs_methods_are_still_compared_with_those_they_override() -> None:
    code = (
        "from assistant.search.store import _connect, StoreUnreachableError\n"
        "from pathlib import Path\n"
        "try: _connect(Path(), 'ftp://x')\n"
        "except StoreUnreachableError: pass\n"
        "import chromadb, overrides\n"
        "class Base:\n"
        "    def told(self): ...\n"
        "try:\n"
        "    class Other(Base):\n"
        "        @overrides.override\n"
        "        def tell(self): ...\n"
        "except TypeError as error: print(error)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "No super class method found" in done.stdout
