"""The vectors of the clauses, in one collection of Chroma: in a folder, or on a Chroma server.

Chroma's exceptions end here. Its Rust half also panics, which Python sees as an exception outside ``Exception``; that
ends here too. What cannot be caught, a crash in native code on a damaged vector file, is kept away by the manifest's
checksums, which are compared before a folder is opened.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from assistant.errors import SearchIndexError
from assistant.search.embedding import Vectors

_DATABASE = "chroma.sqlite3"
# Vectors that are not yet flushed are indexed again at every start: 990 of them cost 0.17 s, a flushed file 0.01 s.
_FLUSH_AFTER = 100
_DEFAULT_PORT = {"http": 8000, "https": 443}


# Chroma shares what it opens between the clients of a process and counts them without a lock: two threads that open or
# close one folder at a time find it half closed.
_opening_or_closing = threading.Lock()
_abandoned: list[Callable[[], None]] = []


class StoreError(SearchIndexError):
    """The store cannot do what it is asked: its files are missing, damaged or locked, or the server refused."""


class StoreUnreachableError(StoreError):
    """The Chroma server does not answer, or its address is none."""


class StoreFullError(StoreError):
    """The disk is full."""


@contextlib.contextmanager
def _chroma(doing: str, url: str | None) -> Iterator[None]:
    """Turns whatever Chroma raises into one :class:`StoreError`."""
    try:
        yield
    except (SearchIndexError, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        if url and _is_unreachable(error):
            raise StoreUnreachableError(
                f"{url}：连不上 Chroma 服务器（{reason}）；请检查 ASSISTANT_CHROMA_URL、服务器与网络。",
                f"{url}: the Chroma server cannot be reached ({reason}); check ASSISTANT_CHROMA_URL, the server and the"
                " network.",
            ) from error
        # SQLite's words; Chroma has no exception of its own for it.
        kind = StoreFullError if "disk is full" in str(error) else StoreError
        mend = "请运行 python -m assistant index --rebuild"
        raise kind(f"{url or '向量库'}：{doing}失败（{reason}）；{mend}。") from error


def _is_unreachable(error: BaseException) -> bool:
    import httpx

    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    return any(isinstance(link, httpx.TransportError | ConnectionError) for link in chain)


@dataclass(frozen=True, slots=True)
class StorePlace:
    """Where a collection is: in ``folder`` (Chroma inside this process), or on the server at ``url``."""

    folder: Path
    url: str | None
    collection: str


class VectorStore:
    """An open collection. Its items have the clause's id, its vector, its text and its notice."""

    def __init__(self, place: StorePlace, client: Any, collection: Any, release: Callable[[], None]) -> None:
        self.place = place
        self.client = client
        self.collection = collection
        self._release = release

    @classmethod
    def create(cls, place: StorePlace, description: dict[str, str | int]) -> VectorStore:
        """A new, empty collection; ``description`` is kept with it.

        :raises StoreError: where it exists or cannot be made.
        """
        hnsw: dict[str, Any] = {"space": "cosine"}
        if not place.url:
            hnsw["sync_threshold"] = _FLUSH_AFTER
        with _chroma("建立向量库", place.url):
            with _opening_or_closing:
                client = _connect(place.folder, place.url)
            collection = client.create_collection(
                place.collection, embedding_function=None, metadata=description, configuration={"hnsw": hnsw}
            )
        return cls(place, client, collection, client.close)

    @classmethod
    def open(cls, place: StorePlace) -> VectorStore:
        """An existing collection. A folder that may not be written is copied to a temporary one first, because Chroma
        writes a line to its database whenever it opens it.

        :raises StoreError: where the collection is missing or damaged.
        """
        if place.url:
            return cls._open(place, place.folder, lambda: None)
        database = place.folder / _DATABASE
        if not database.is_file():
            raise StoreError(f"{database}：没有这个文件。")
        if not (os.access(database, os.W_OK) and os.access(place.folder, os.W_OK)):
            return cls._open_copy(place)
        return cls._open(place, place.folder, lambda: None)

    @classmethod
    def _open_copy(cls, place: StorePlace) -> VectorStore:
        with contextlib.ExitStack() as undo:
            try:
                temporary = tempfile.mkdtemp(prefix="policy-assistant-")
                undo.callback(shutil.rmtree, temporary, ignore_errors=True)
                copy = Path(temporary) / "vectors"
                # The files' contents without their modes: the copy must be writable.
                shutil.copytree(place.folder, copy, copy_function=shutil.copyfile)
                for folder in (copy, *(path for path in copy.iterdir() if path.is_dir())):
                    folder.chmod(0o700)
            except OSError as error:
                reason = error.strerror or str(error)
                raise StoreError(f"{place.folder}：只读，又无法复制到临时文件夹（{reason}）。") from error
            return cls._open(place, copy, undo.pop_all().close)

    @classmethod
    def _open(cls, place: StorePlace, folder: Path, remove: Callable[[], None]) -> VectorStore:
        client: Any = None

        def release() -> None:
            if client is not None:
                client.close()
            remove()

        try:
            with _chroma("打开向量库", place.url):
                with _opening_or_closing:
                    client = _connect(folder, place.url)
                collection = client.get_collection(place.collection, embedding_function=None)
        except StoreError:
            _close(release)
            raise
        return cls(place, client, collection, release)

    def add(self, ids: Sequence[str], vectors: Vectors, texts: Sequence[str], notices: Sequence[str]) -> None:
        """Add items, in batches as large as Chroma takes.

        :raises StoreError: where they cannot be written.
        """
        with _chroma("写入向量库", self.place.url):
            size = int(self.client.get_max_batch_size())
            for start in range(0, len(ids), size):
                part = slice(start, start + size)
                self.collection.add(
                    ids=list(ids[part]),
                    embeddings=vectors[part],
                    documents=list(texts[part]),
                    metadatas=[{"notice": notice} for notice in notices[part]],
                )

    def count(self) -> int:
        """How many items the collection holds.

        :raises StoreError: where it cannot be read.
        """
        with _chroma("读取向量库", self.place.url):
            return int(self.collection.count())

    def describe(self) -> dict[str, Any]:
        """What was said about the collection when it was created."""
        return dict(self.collection.metadata or {})

    def nearest(
        self, vector: Vectors, count: int, notices: Sequence[str] | None = None
    ) -> tuple[list[str], NDArray[np.float32]]:
        """The ids of the ``count`` items nearest to ``vector``, shape (dimension,), and their cosines, best first.

        :param notices: only items of these notices (Chroma looks through all its metadata for this: 0.1 s for 100,000
            items).
        :raises StoreError: where the collection cannot be read.
        """
        where = {"notice": {"$in": list(notices)}} if notices is not None else None
        with _chroma("检索向量库", self.place.url):
            found = self.collection.query(
                query_embeddings=vector[None, :], n_results=count, where=where, include=["distances"]
            )
        # Chroma's cosine distance is 1 - cosine; what leaves this room is the similarity.
        cosines = 1 - np.asarray(found["distances"][0], dtype=np.float32)
        return cast("list[str]", found["ids"][0]), np.nan_to_num(cosines)

    def cosines(self, vector: Vectors, ids: Sequence[str]) -> NDArray[np.float32]:
        """The exact cosines of the items ``ids`` with ``vector``, in the order of ``ids``.

        :raises StoreError: where the collection cannot be read or has not all of them.
        """
        rows = {item: row for row, item in enumerate(ids)}
        result = np.full(len(ids), np.nan, dtype=np.float32)
        with _chroma("读取向量库", self.place.url):
            size = int(self.client.get_max_batch_size())
            for start in range(0, len(ids), size):
                found = self.collection.get(ids=list(ids[start : start + size]), include=["embeddings"])
                stored = np.asarray(found["embeddings"], dtype=np.float32).reshape(-1, len(vector))
                result[[rows[item] for item in found["ids"]]] = stored @ vector
        if np.isnan(result).any():
            raise StoreError("向量库不完整；请运行 python -m assistant index --rebuild。")
        return result

    def close(self) -> None:
        """Let go of the files or the connection. The store cannot be used afterwards."""
        _close(self._release)

    def abandon(self) -> None:
        """Like ``close``, but never waits: for what runs when an object is collected, in the middle of anything."""
        _abandoned.append(self._release)
        _close_abandoned()


def _close(release: Callable[[], None]) -> None:
    with _opening_or_closing, contextlib.suppress(StoreError), _chroma("关闭向量库", None):
        release()
    _close_abandoned()


def _close_abandoned() -> None:
    while _abandoned and _opening_or_closing.acquire(blocking=False):
        try:
            with contextlib.suppress(StoreError), _chroma("关闭向量库", None):
                _abandoned.pop()()
        finally:
            _opening_or_closing.release()


def delete_collection(url: str, collection: str) -> None:
    """Delete a collection on a server; one that does not exist is no error.

    :raises StoreError: where the server does not answer or refuses.
    """
    from chromadb.errors import NotFoundError

    with _chroma("删除旧的向量库", url):
        with _opening_or_closing:
            client = _connect(Path(), url)
        try:
            with contextlib.suppress(NotFoundError):
                client.delete_collection(collection)
        finally:
            _close(client.close)


def _import_chroma() -> None:
    """Import Chroma without the comparison of each of its methods with the one it overrides: a check on its makers, and
    a quarter of the time that the import takes."""
    if "chromadb" in sys.modules or "overrides" in sys.modules:
        return
    unchecked = ModuleType("overrides")
    unchecked.__dict__.update(override=_as_it_is, overrides=_as_it_is, final=_as_it_is, EnforceOverrides=object)
    sys.modules["overrides"] = unchecked
    try:
        import chromadb  # noqa: F401
    finally:
        del sys.modules["overrides"]


def _as_it_is(method: Callable[..., Any]) -> Callable[..., Any]:
    return method


def _connect(folder: Path, url: str | None) -> Any:
    _import_chroma()
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    # Nothing is reported to anybody, and a .env file that happens to lie in the working folder is none of ours.
    options = ChromaSettings(_env_file=None, anonymized_telemetry=False)
    if not url:
        return chromadb.PersistentClient(path=folder, settings=options)
    try:
        parts = urlsplit(url)
        port = parts.port or _DEFAULT_PORT[parts.scheme]
        host = parts.hostname or ""
    except (KeyError, ValueError):
        host = ""
    if not host:
        raise StoreUnreachableError(
            f"{url}：不是 Chroma 服务器的地址；请把 ASSISTANT_CHROMA_URL 写成 http://主机:端口。",
            f"{url}: no address of a Chroma server; write ASSISTANT_CHROMA_URL as http://HOST:PORT.",
        )
    return chromadb.HttpClient(host=host, port=port, ssl=parts.scheme == "https", settings=options)
