"""Ways to an open index: the one that is there, one that is built if need be, one that follows new builds."""

from __future__ import annotations

import contextlib
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.errors import AssistantError, SearchIndexError
from assistant.library import Corpus, corpus_with, find_corpus, read_corpus
from assistant.own_notices import load_own
from assistant.records import Notice
from assistant.search.archive import load_notices
from assistant.search.builder import BuildOrder, build_index, plain_errors, remove_old_builds
from assistant.search.builds import LEXICAL_NAME, VECTORS_NAME, build_folder, only_writer, read_pointer
from assistant.search.embedding import Embedder, identify_model, load_embedder
from assistant.search.index import ClauseIndex
from assistant.search.lexical import LexicalIndex
from assistant.search.manifest import IndexUnusableError, Manifest
from assistant.search.store import StoreError, StoreFullError, StorePlace, StoreUnreachableError, VectorStore
from assistant.settings import Settings

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
Say = Callable[[str], None]

_TRIES = 3
# How long a writer waits for another one. A transformer on a CPU embeds some ten clauses a second.
WAIT_SECONDS = 600.0


def open_index(settings: Settings, fingerprint: str | None = None, embedder: Embedder | None = None) -> ClauseIndex:
    """The index that the pointer names. Nothing is built, and nothing is written where nothing may be.

    :param fingerprint: the hash of the notices' files as they are now; None → whatever the index was built from.
    :param embedder: one to use instead of that of ``settings.model``.
    :raises IndexUnusableError: where the index is missing, stale or broken (``kind`` and ``reason`` tell).
    :raises StoreUnreachableError: where the Chroma server does not answer.
    :raises ModelError: where the embedding model is missing.
    """
    for left in reversed(range(_TRIES)):
        build = read_pointer(settings.index)
        try:
            return _open_build(settings, build, fingerprint, embedder)
        except IndexUnusableError as error:
            # Between the look at the pointer and now, a writer may have replaced and removed this build.
            if error.kind != "broken" or not left or read_pointer(settings.index) == build:
                raise
    raise AssertionError("the last try returns or raises")


def _open_build(settings: Settings, build: str, fingerprint: str | None, embedder: Embedder | None) -> ClauseIndex:
    folder = build_folder(settings.index, build)
    manifest = Manifest.read(folder)
    _require_match(manifest, settings, fingerprint, embedder)
    manifest.check_files(folder)
    store = _open_store(manifest, folder)
    try:
        notices = load_notices(folder)
        lexical = LexicalIndex.load(folder / LEXICAL_NAME)
        index = ClauseIndex(manifest, notices, lexical, store, settings, embedder)
        if not len(index.clauses) == lexical.size == manifest.clauses:
            raise IndexUnusableError("broken", "索引的各部分对不上")
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        store.close()
        raise IndexUnusableError("broken", "索引文件缺失或已损坏") from error
    except SearchIndexError:
        store.close()
        raise
    return index


def _require_match(manifest: Manifest, settings: Settings, fingerprint: str | None, embedder: Embedder | None) -> None:
    if (manifest.server or "").rstrip("/") != (settings.chroma_url or "").rstrip("/"):
        raise IndexUnusableError("missing", "换了存放向量的地方，那里还没有索引")
    if fingerprint is not None and manifest.fingerprint != fingerprint:
        raise IndexUnusableError("stale", "通知的文件有变动，索引已过时")
    digest = embedder.digest if embedder else identify_model(settings).digest
    if manifest.model_digest != digest:
        raise IndexUnusableError("stale", f"索引是用另一个嵌入模型（{manifest.model}）建立的")


def _open_store(manifest: Manifest, folder: Path) -> VectorStore:
    """The build's vectors, opened and tried: the first query loads them, so what is damaged shows now and not in the
    middle of an answer.

    :raises IndexUnusableError: where they are missing or damaged.
    """
    store: VectorStore | None = None
    try:
        store = VectorStore.open(StorePlace(folder / VECTORS_NAME, manifest.server, manifest.collection))
        if store.describe().get("fingerprint") != manifest.fingerprint:
            raise IndexUnusableError("broken", "向量库与索引的其他部分不是同一次建立的")
        held = store.count()
        if held != manifest.clauses:
            raise IndexUnusableError("broken", f"索引的向量库应有 {manifest.clauses} 条，实有 {held} 条")
        if held:
            store.nearest(np.full(manifest.dimension, manifest.dimension**-0.5, dtype=np.float32), 1)
        return store
    except SearchIndexError as error:
        if store is not None:
            store.close()
        if isinstance(error, StoreFullError):  # Chroma writes where it only reads: the index is whole
            raise SearchIndexError(
                f"{folder}：磁盘已满，打不开索引；请腾出空间后再试。",
                f"{folder}: the disk is full and the index cannot be opened; make room and try again.",
            ) from error
        if isinstance(error, StoreError) and not isinstance(error, StoreUnreachableError):
            raise IndexUnusableError("broken", "索引的向量库缺失或已损坏") from error
        raise


def ensure_index(
    settings: Settings,
    notices: tuple[Notice, ...] | Callable[[], tuple[Notice, ...]],
    fingerprint: str,
    *,
    on_progress: Progress | None = None,
    say: Say = lambda line: None,
    embedder: Embedder | None = None,
    rebuild: bool = False,
    asked: bool = False,
    wait_seconds: float = WAIT_SECONDS,
) -> ClauseIndex:
    """The index over ``notices``: opened where it fits, else built first.

    :param notices: the records, or what reads them (called only where something is built).
    :param fingerprint: the hash of the notices' files as they are now.
    :param on_progress: called with how many clauses are done and how many there are.
    :param say: takes one line for the user when something is built, or when another writer is waited for.
    :param embedder: one to use instead of that of ``settings.model``.
    :param rebuild: build even where the index fits.
    :param asked: the user asked for it (the command ``index``): then an index on a shared server is replaced too, which
        otherwise is refused, because others may be reading it.
    :raises SearchIndexError: where it cannot be built or opened; the old index is then untouched.
    :raises ModelError: where the embedding model is missing or cannot be loaded.
    """
    reason = "按要求重建"
    if not rebuild:
        try:
            index = open_index(settings, fingerprint, embedder)
            remove_old_builds(settings.index)
            return index
        except IndexUnusableError as error:
            if settings.chroma_url and error.kind != "missing" and not asked:
                raise _refusal(settings.chroma_url, error) from error
            reason = error.reason

    def waiting() -> None:
        say("另一个程序正在建立索引，等它完成……")

    with plain_errors(settings.index), only_writer(settings.index, wait_seconds, waiting):
        if not rebuild:
            # Another writer may have done it in the meantime.
            with contextlib.suppress(IndexUnusableError):
                return open_index(settings, fingerprint, embedder)
        say(f"{reason}，正在建立索引……")
        records = notices() if callable(notices) else notices
        build_index(BuildOrder(settings, records, fingerprint, embedder or load_embedder(settings)), on_progress)
        return open_index(settings, fingerprint, embedder)


def update_index(
    settings: Settings,
    *,
    on_read: Progress | None = None,
    on_progress: Progress | None = None,
    say: Say = lambda line: None,
    rebuild: bool = False,
    asked: bool = False,
    empty: bool = False,
) -> ClauseIndex:
    """The index over the notices held now (see :func:`ensure_index`), built again where they change meanwhile.

    Without that, who waited for another writer would put the older notices back in the place of the newer.

    :param on_read: called with how many notices are read and how many there are.
    :param empty: no notice at all is no error.
    :raises CorpusError: where the notices cannot be read, or there is none.
    :raises SearchIndexError, ModelError: as :func:`ensure_index` does.
    """
    while True:
        corpus = _held(settings, empty)
        built = False

        def read(corpus: Corpus = corpus) -> tuple[Notice, ...]:
            nonlocal built
            built = True
            return read_corpus(corpus, on_read)

        index = ensure_index(
            settings, read, corpus.fingerprint, on_progress=on_progress, say=say, rebuild=rebuild, asked=asked
        )
        if not built or _held(settings, empty).fingerprint == corpus.fingerprint:
            return index
        rebuild = False


def _held(settings: Settings, empty: bool) -> Corpus:
    if empty:
        return corpus_with(settings.corpus, settings.own_folder, load_own(settings.own_folder))
    return find_corpus(settings.corpus, settings.own_folder)


def _refusal(url: str, error: IndexUnusableError) -> SearchIndexError:
    mend = "要替换它，请运行 python -m assistant index" + (" --rebuild" if error.kind == "broken" else "")
    return SearchIndexError(f"{url}：{error.reason}；服务器上的索引是共用的，不自动重建。{mend}。")


class LiveIndex:
    """An index that follows the pointer: for a program that runs for long while others build.

    Safe to share between threads. A new build that cannot be opened is passed over: the old one goes on answering.
    """

    def __init__(self, index: ClauseIndex, settings: Settings, embedder: Embedder | None = None) -> None:
        self._index = index
        self._settings = settings
        self._embedder = embedder
        self._seen = index.manifest.build
        self._refreshing = threading.Lock()

    def current(self) -> ClauseIndex:
        """The index as it is now; a look at the pointer costs some 30 µs."""
        try:
            build = read_pointer(self._settings.index)
        except IndexUnusableError:
            return self._index
        if build != self._seen:
            with self._refreshing:
                if build != self._seen:
                    self._follow(build)
        return self._index

    def _follow(self, build: str) -> None:
        try:
            self._index = open_index(self._settings, embedder=self._embedder)
            self._seen = self._index.manifest.build
        except AssistantError:
            self._seen = build

    def use(self, action: Callable[[ClauseIndex], Result]) -> Result:
        """``action`` done with the index as it is now, and once more where the index was replaced underneath it."""
        index = self.current()
        try:
            return action(index)
        except SearchIndexError:
            fresh = self.current()
            if fresh is index:
                raise
            return action(fresh)
