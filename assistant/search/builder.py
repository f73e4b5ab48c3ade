"""Builds an index aside, checks it, and switches the pointer to it."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.errors import SearchIndexError
from assistant.records import Clause, Notice
from assistant.search.archive import save_notices
from assistant.search.builds import (
    LEXICAL_NAME,
    VECTORS_NAME,
    new_build,
    only_writer,
    other_builds,
    remove_drafts,
    seconds_since_switch,
    switch_pointer,
)
from assistant.search.check import check_elsewhere, check_here
from assistant.search.documents import searched_clauses, searched_text
from assistant.search.embedding import Embedder, Vectors
from assistant.search.lexical import LexicalIndex, load_tokenizer
from assistant.search.manifest import FORMAT_VERSION, Manifest, collection_name, describe_files
from assistant.search.store import (
    StoreError,
    StoreFullError,
    StorePlace,
    StoreUnreachableError,
    VectorStore,
    delete_collection,
)
from assistant.settings import Settings

Progress = Callable[[int, int], None]

# Which server a build puts its vectors on; written first, so that what a killed writer left there is found again.
_SERVER_NAME = "server.txt"
# Texts embedded at a time: small enough to show progress with a transformer on a CPU.
_BATCH = 256
_FULL = (errno.ENOSPC, errno.EDQUOT)
# How long an old build stays for those who read it: an answer takes seconds.
_GRACE_SECONDS = 60.0
# Items that the check looks up by their own vectors.
_PROBES = 8


@dataclass(frozen=True, slots=True)
class BuildOrder:
    """What to build: an index over ``notices``, whose files have ``fingerprint``, with ``embedder``."""

    settings: Settings
    notices: tuple[Notice, ...]
    fingerprint: str
    embedder: Embedder


def build_index(order: BuildOrder, on_progress: Progress | None = None) -> str:
    """Build, check, switch, and remove what did not count before. To be called by the one writer.

    Until the switch nothing that readers see is touched; a failure or a kill leaves the old index as it was.

    :param on_progress: called with how many clauses are done and how many there are.
    :returns: the new build's id.
    :raises SearchIndexError: where the disk is full, the folder cannot be written, the check fails, or the server does
        not take it.
    """
    index = order.settings.index
    with plain_errors(index):
        leftovers = other_builds(index)
        with new_build(index) as (build, folder), _collection_removed_on_failure(order.settings.chroma_url, build):
            _write_build(order, build, folder, on_progress)
            switch_pointer(index, build)
        # Not the build that counted until now: others may have opened it a moment ago.
        _remove_builds(leftovers)
        remove_drafts(index)
    return build


def remove_old_builds(index: Path) -> None:
    """Remove what the last build left for its readers, once they are done. Cheap where there is nothing to do; where
    somebody is building, or the folder cannot be written, nothing is done."""
    if not other_builds(index):
        return
    with contextlib.suppress(OSError, SearchIndexError):
        if seconds_since_switch(index) > _GRACE_SECONDS:
            with only_writer(index, 0, lambda: None):
                _remove_builds(other_builds(index))


@contextlib.contextmanager
def plain_errors(index: Path) -> Iterator[None]:
    """Turns what the disk may do to a writer into one line.

    :raises SearchIndexError: where the disk is full or the folder cannot be written.
    """
    try:
        yield
    except StoreFullError as error:
        raise _disk_full(index) from error
    except StoreUnreachableError:
        raise
    except StoreError as error:
        # A disk that fills up while Chroma works is often told as some other failure.
        mend = "原有的没有改动；请检查磁盘的空间与权限（或 Chroma 服务器）后再试"
        raise SearchIndexError(
            f"{index}：新的索引没有建成（{_reason(error)}），{mend}。",
            f"{index}: no new index was built, the old one is as it was; check the disk's space and permissions (or the"
            " Chroma server) and try again.",
        ) from error
    except OSError as error:
        if error.errno in _FULL:
            raise _disk_full(index) from error
        reason = error.strerror or str(error)
        mend = "请检查权限，或把 ASSISTANT_INDEX 设为一个可写的文件夹"
        raise SearchIndexError(
            f"{index}：索引文件夹不能写入（{reason}）；{mend}。",
            f"The index folder {index} cannot be written ({reason}); check its permissions, or set ASSISTANT_INDEX.",
        ) from error


def _reason(error: StoreError) -> str:
    """The cause of a failure of the store, without its mend, which is another one here."""
    return str(error).partition("；")[0]


def _disk_full(index: Path) -> SearchIndexError:
    return SearchIndexError(
        f"{index}：磁盘已满，新的索引没有建成，原有的没有改动；请腾出空间后再试。",
        f"{index}: the disk is full; no new index was built, the old one is as it was. Make room and try again.",
    )


@contextlib.contextmanager
def _collection_removed_on_failure(url: str | None, build: str) -> Iterator[None]:
    try:
        yield
    except BaseException:
        if url:
            with contextlib.suppress(StoreError):
                delete_collection(url, collection_name(build))
        raise


def _write_build(order: BuildOrder, build: str, folder: Path, on_progress: Progress | None) -> None:
    url = order.settings.chroma_url
    if url:
        (folder / _SERVER_NAME).write_text(url, encoding="utf-8")
    clauses = searched_clauses(order.notices)
    texts = [searched_text(clause) for clause in clauses]
    tokenizer = load_tokenizer(order.settings.cache)
    LexicalIndex.build([tokenizer.tokenize(text) for text in texts]).save(folder / LEXICAL_NAME)
    save_notices(folder, order.notices)
    place = StorePlace(folder / VECTORS_NAME, url, collection_name(build))
    ids, vectors = _write_vectors(order, place, clauses, texts, on_progress)
    check = check_here if url else check_elsewhere
    check(place, len(clauses), ids, vectors)
    Manifest(
        format=FORMAT_VERSION,
        build=build,
        fingerprint=order.fingerprint,
        model=order.embedder.name,
        model_digest=order.embedder.digest,
        dimension=order.embedder.dimension,
        notices=len(order.notices),
        clauses=len(clauses),
        server=url,
        files=describe_files(folder),
    ).write(folder)


def _write_vectors(
    order: BuildOrder, place: StorePlace, clauses: Sequence[Clause], texts: Sequence[str], on_progress: Progress | None
) -> tuple[list[str], Vectors]:
    """Embed ``texts`` and store them; the ids and vectors of a few, for the check."""
    description: dict[str, str | int] = {
        "format": FORMAT_VERSION,
        "fingerprint": order.fingerprint,
        "model": order.embedder.name,
        "model_digest": order.embedder.digest,
    }
    stride = max(1, len(clauses) // _PROBES)
    probes: dict[str, Vectors] = {}
    store = VectorStore.create(place, description)
    try:
        for start in range(0, len(clauses), _BATCH):
            part = slice(start, start + _BATCH)
            ids = [clause.id for clause in clauses[part]]
            vectors = order.embedder.encode_documents(texts[part])
            store.add(
                ids, vectors, [clause.text for clause in clauses[part]], [clause.notice for clause in clauses[part]]
            )
            probes.update({ids[row]: vectors[row] for row in range(len(ids)) if not (start + row) % stride})
            if on_progress:
                on_progress(start + len(ids), len(clauses))
    finally:
        store.close()
    none = np.zeros((0, order.embedder.dimension), dtype=np.float32)
    return list(probes), np.stack(list(probes.values())) if probes else none


def _remove_builds(folders: Sequence[Path]) -> None:
    """Remove builds that do not count, as far as it goes: what a reader holds open on Windows, or what lies on a server
    that does not answer, stays until the next time."""
    for folder in folders:
        try:
            server = folder / _SERVER_NAME
            if server.is_file():
                delete_collection(server.read_text(encoding="utf-8"), collection_name(folder.name))
        except (OSError, ValueError, StoreError):
            continue
        shutil.rmtree(folder, ignore_errors=True)
