"""The folder of an index: builds side by side, and a pointer to the one that counts.

::

    INDEX/current          the id of the build that readers open, one line
    INDEX/lock             held by the one writer
    INDEX/builds/ID/       a build: manifest.json, notices.json, bm25/, vectors/

A build is never changed once the pointer names it. The pointer is replaced in one step, so a reader finds the old build
or the new one, whole, whenever a writer dies. An old build stays for a while: who has just opened it may go on reading.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from assistant.durable import held_alone, patiently
from assistant.errors import SearchIndexError
from assistant.search.manifest import IndexUnusableError

LEXICAL_NAME = "bm25"
VECTORS_NAME = "vectors"

_POINTER = "current"
_LOCK = "lock"
_BUILDS = "builds"
_ID = re.compile(r"[0-9a-f]{16}")


def build_folder(index: Path, build: str) -> Path:
    """The folder of the build with the id ``build``."""
    return index / _BUILDS / build


def read_pointer(index: Path) -> str:
    """The id of the build that counts.

    :raises IndexUnusableError: where there is none (missing) or the pointer is garbage (broken).
    """
    try:
        text = patiently(lambda: (index / _POINTER).read_text(encoding="utf-8").strip())
    except FileNotFoundError as error:
        raise IndexUnusableError("missing", "还没有建立索引") from error
    except (OSError, ValueError) as error:
        raise IndexUnusableError("broken", f"{index / _POINTER} 读不了") from error
    if not _ID.fullmatch(text):
        raise IndexUnusableError("broken", f"{index / _POINTER} 已损坏")
    return text


def switch_pointer(index: Path, build: str) -> None:
    """Make ``build`` the one that counts, in one step; what it consists of is on the disk before.

    :raises OSError: where the pointer cannot be written.
    """
    _flush(build_folder(index, build))
    draft = index / f"{_POINTER}.{build}.tmp"
    try:
        draft.write_text(build + "\n", encoding="utf-8", newline="\n")
        _flush_file(draft)
        patiently(lambda: draft.replace(index / _POINTER))
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _flush_folder(index)


def _flush(folder: Path) -> None:
    """Have the system write a build's files out, so that a power cut cannot leave a pointer to half of one."""
    for path in folder.rglob("*"):
        if path.is_dir():
            _flush_folder(path)
        else:
            _flush_file(path)
    _flush_folder(folder)
    _flush_folder(folder.parent)


def _flush_file(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    # Windows cannot open a folder, nor can some network drives flush one.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def new_build(index: Path) -> Iterator[tuple[str, Path]]:
    """A fresh build's id and folder; the folder is removed again where the building fails.

    :raises OSError: where it cannot be made.
    """
    build = secrets.token_hex(8)
    folder = build_folder(index, build)
    folder.mkdir(parents=True)
    try:
        yield build, folder
    except BaseException:
        # An interruption may come in the very moment after the switch.
        if _current(index) != build:
            shutil.rmtree(folder, ignore_errors=True)
        raise


def _current(index: Path) -> str | None:
    try:
        return read_pointer(index)
    except IndexUnusableError:
        return None


def other_builds(index: Path) -> list[Path]:
    """The folders of all builds but the one that counts: old ones, and what killed writers left. What is done to them
    is for the writer that holds the lock, so that none of them is being built."""
    current = _current(index)
    try:
        return sorted(path for path in (index / _BUILDS).iterdir() if path.name != current)
    except OSError:
        return []


def remove_drafts(index: Path) -> None:
    """Remove the pointers that killed writers did not come to put in place."""
    with contextlib.suppress(OSError):
        for draft in index.glob(f"{_POINTER}.*.tmp"):
            draft.unlink(missing_ok=True)


def seconds_since_switch(index: Path) -> float:
    """How long the present build has counted.

    :raises OSError: where there is no pointer.
    """
    return time.time() - (index / _POINTER).stat().st_mtime


@contextlib.contextmanager
def only_writer(index: Path, wait_seconds: float, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of ``index``. A writer that was killed holds none: the system gave it back.

    :param on_wait: called once where another writer holds the lock now.
    :raises SearchIndexError: where the other writer is not done within ``wait_seconds``.
    :raises OSError: where the folder cannot be written.
    """
    busy = SearchIndexError(
        f"{index}：另一个程序正在建立索引，等了 {wait_seconds:g} 秒还没完；请稍后再试。",
        f"{index}: another program is building the index and was not done within {wait_seconds:g} s; try again later.",
    )
    with held_alone(index / _LOCK, wait_seconds, on_wait, busy):
        yield
