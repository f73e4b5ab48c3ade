"""Files that are replaced in one step: a reader, or a power cut, finds the old content or the new one, whole."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

Result = TypeVar("Result")

# On Windows a file cannot be replaced while somebody reads it, nor read while it is being replaced. Both take a moment.
_WINDOWS = os.name == "nt"
_BUSY_TRIES = 50
_BUSY_PAUSE_SECONDS = 0.02
_DRAFT = ".tmp"


def patiently(action: Callable[[], Result]) -> Result:
    """``action`` done, on Windows tried again for a second where somebody else has the file open.

    :raises OSError: where it fails.
    """
    for left in reversed(range(_BUSY_TRIES)):
        try:
            return action()
        except PermissionError:
            if not _WINDOWS or not left:
                raise
            time.sleep(_BUSY_PAUSE_SECONDS)
    raise AssertionError("the last try returns or raises")


@contextlib.contextmanager
def held_alone(lock_file: Path, wait_seconds: float, on_wait: Callable[[], None], busy: Exception) -> Iterator[None]:
    """Hold the lock of ``lock_file``, whose folder is made. Who was killed holds none: the system gave it back.

    :param on_wait: called once where another program holds the lock now.
    :param busy: raised where the other one is not done within ``wait_seconds``.
    :raises OSError: where the folder cannot be written.
    """
    from filelock import FileLock, Timeout

    lock_file.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(lock_file)
    try:
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            lock.acquire(timeout=wait_seconds)
    except Timeout as error:
        raise busy from error
    try:
        yield
    finally:
        lock.release()


def write_durably(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Put ``data`` at ``path`` in one step, on the disk when this returns; its folder is there.

    :param mode: who may read and write the file, as for :func:`os.open`; it never lies there with other rights.
    :raises OSError: where it cannot be written; what was there before is then untouched.
    """
    draft = path.with_name(f".{secrets.token_hex(8)}{_DRAFT}")
    try:
        with open(draft, "xb", opener=lambda name, flags: os.open(name, flags, mode)) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        patiently(lambda: draft.replace(path))
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink()
        raise
    _flush_folder(path.parent)


def check_file_writable(file: Path) -> None:
    """Make sure, before long work, that :func:`write_durably` can put its outcome at ``file``; nothing is left behind.

    :raises OSError: where it cannot.
    """
    try:
        if stat.S_ISDIR(file.stat().st_mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    except (FileNotFoundError, NotADirectoryError):
        pass
    except ValueError as error:  # a name that no file can have
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(file)) from error
    check_folder_writable(file.parent)


def check_folder_writable(folder: Path) -> None:
    """Make sure that files can be put into ``folder``, or where it is missing, that it can be made.

    :raises OSError: where they cannot.
    """
    there = next((path for path in (folder, *folder.parents) if os.path.lexists(path)), folder)
    draft = there / f".{secrets.token_hex(8)}{_DRAFT}"
    draft.touch(exist_ok=False)
    draft.unlink()


def is_draft(path: Path) -> bool:
    """Whether ``path`` is what a writer that was killed left behind."""
    return path.name.startswith(".") and path.name.endswith(_DRAFT)


def _flush_folder(folder: Path) -> None:
    # Windows cannot open a folder, nor can some network drives flush one.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
