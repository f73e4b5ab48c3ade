"""The user's own notices on the disk: files that are never changed, and one list of what is held.

::

    OWN/own.json                   the list; replaced in one step, so that it is the old one or the new one, whole
    OWN/lock                       held by the one who changes the list
    OWN/files/ID.SHA.ENDING        a file as the user gave it; SHA: the first 12 digits of its SHA-256
    OWN/files/ID.SHA.ENDING.txt    the text taken from it, where the file is not that very text in UTF-8

The text is kept because positions count in it: another version of a library may take another text from the same PDF.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.durable import held_alone, is_draft, patiently, write_durably
from assistant.errors import CorpusError

LIST_NAME = "own.json"
_FILES = "files"
_LOCK = "lock"
# Raised whenever the list is written in another way.
_FORMAT = 1
# What this program names its files; nothing else in the folder is touched.
_STORED = re.compile(r"\.[0-9a-f]{12}(?:\.[^.]*){0,2}$")


@dataclass(frozen=True, slots=True)
class Corrections:
    """What the user says of a notice, which counts before what its text says; None where the text counts.

    ``place``: a full name; ``date``: ISO.
    """

    title: str | None = None
    number: str | None = None
    place: str | None = None
    date: str | None = None

    def __bool__(self) -> bool:
        return any(dataclasses.astuple(self))

    def over(self, earlier: Corrections) -> Corrections:
        """These, and those of ``earlier`` for what these leave open."""
        return Corrections(
            self.title or earlier.title,
            self.number or earlier.number,
            self.place or earlier.place,
            self.date or earlier.date,
        )


NO_CORRECTIONS = Corrections()


@dataclass(frozen=True, slots=True)
class OwnEntry:
    """One notice of the list.

    ``file``, ``text``: names in the folder of files, of the file as given and of its text in UTF-8 (the same where the
    file is just that), with the SHA-256 of each. ``name``: the file's name as
    the user had it; ``added``: when, ISO. ``replaces``: ids of notices of the corpus folder that this one stands in
    for. ``pages``, ``remarks``: as in :class:`~assistant.reading.formats.extracted.Extracted`.
    """

    id: str
    file: str
    text: str
    sha256: str
    text_sha256: str
    name: str
    added: str
    corrections: Corrections = NO_CORRECTIONS
    replaces: tuple[str, ...] = ()
    pages: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def identity(self) -> str:
        """All that reading this notice depends on, as one line."""
        fields = dataclasses.asdict(self)
        return json.dumps([value for key, value in fields.items() if key not in ("name", "added")], ensure_ascii=False)


def sha256_of(data: bytes) -> str:
    """The SHA-256 of ``data``, 64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


# --- the list ----------------------------------------------------------------------------------------------------


def load_own(folder: Path) -> tuple[OwnEntry, ...]:
    """The list of ``folder``, in the order of adding; empty where nothing was ever added.

    :raises CorpusError: where the list is damaged, lost or cannot be read; it is never taken for an empty one.
    """
    path = folder / LIST_NAME
    try:
        data = patiently(path.read_bytes)
    except FileNotFoundError:
        if _holds_files(folder):
            raise CorpusError(
                f"{path}：自加通知的清单不见了，文件还在 {folder / _FILES}；"
                "请从备份找回清单，或把这个文件夹移到别处，再重新 add。",
                f"{path}: the list of your own notices is gone; their files are still in {folder / _FILES}. Bring the"
                " list back from a back-up, or move that folder away and add them again.",
            ) from None
        return ()
    except OSError as error:
        raise CorpusError(
            f"{path}：读不了（{error.strerror or error}）；请检查权限。",
            f"{path} cannot be read ({error.strerror or error}); check its permissions.",
        ) from error
    return _parse(data, path)


def _holds_files(folder: Path) -> bool:
    try:
        return any(not is_draft(path) for path in (folder / _FILES).iterdir())
    except OSError:
        return False


def _parse(data: bytes, path: Path) -> tuple[OwnEntry, ...]:
    # Only where there is a list: importing it takes a tenth of a second.
    from pydantic import TypeAdapter, ValidationError

    damaged = CorpusError(
        f"{path}：自加通知的清单已损坏；"
        f"请从备份恢复它，或把 {path.parent} 移到别处，再重新 add（原文件在其中的 {_FILES} 里）。",
        f"{path}: the list of your own notices is damaged; bring it back from a back-up, or move {path.parent} away and"
        f" add them again (the files are in {_FILES} in it).",
    )
    try:
        content = json.loads(data.decode("utf-8"))
        entries = TypeAdapter(tuple[OwnEntry, ...]).validate_python(content["notices"])
    except (ValueError, ValidationError, KeyError, TypeError, RecursionError) as error:
        raise damaged from error
    if content.get("format") != _FORMAT:
        raise CorpusError(
            f"{path}：自加通知的清单是本程序另一个版本写的；请用那个版本，或升级后再试。",
            f"{path}: the list of your own notices is of another version of this program; use that, or upgrade.",
        )
    ids = [entry.id for entry in entries]
    names = [name for entry in entries for name in (entry.file, entry.text)]
    if len(set(ids)) < len(ids) or not all(ids) or any(Path(name).name != name or "\\" in name for name in names):
        raise damaged
    return entries


def save_own(folder: Path, entries: Sequence[OwnEntry]) -> None:
    """Make ``entries`` the list, in one step.

    :raises OSError: where it cannot be written; the list is then as it was.
    """
    content = {"format": _FORMAT, "notices": [dataclasses.asdict(entry) for entry in entries]}
    folder.mkdir(parents=True, exist_ok=True)
    write_durably(folder / LIST_NAME, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


# --- the files ---------------------------------------------------------------------------------------------------


def store_files(folder: Path, entry: OwnEntry, data: bytes, text: str) -> None:
    """Write the file of ``entry``, and its text where that is kept beside it.

    :raises OSError: where they cannot be written.
    """
    files = folder / _FILES
    files.mkdir(parents=True, exist_ok=True)
    _store(files / entry.file, data)
    if entry.text != entry.file:
        _store(files / entry.text, text.encode())


def _store(path: Path, data: bytes) -> None:
    """Write ``data`` to ``path``; where the same is there already, somebody may have it open."""
    with contextlib.suppress(OSError):
        if path.read_bytes() == data:
            return
    write_durably(path, data)


def read_own_text(folder: Path, entry: OwnEntry) -> str:
    """The text of ``entry``, which is the very one that was there when it was added.

    :raises CorpusError: where it is missing or was changed.
    """
    path = folder / _FILES / entry.text
    mend = f"请重新 add 原文件（{entry.name}），或运行 python -m assistant remove {entry.id}"
    mend_en = f"add the file ({entry.name}) again, or run python -m assistant remove {entry.id}"
    try:
        data = path.read_bytes()
    except OSError as error:
        raise CorpusError(
            f"{path}：自加的通知 {entry.id} 读不了（{error.strerror or error}）；{mend}。",
            f"{path}: your own notice {entry.id} cannot be read ({error.strerror or error}); {mend_en}.",
        ) from error
    if sha256_of(data) != entry.text_sha256:
        raise CorpusError(
            f"{path}：自加的通知 {entry.id} 的文件被改动或损坏了；{mend}。",
            f"{path}: the file of your own notice {entry.id} was changed or damaged; {mend_en}.",
        )
    return data.decode("utf-8")


def remove_orphans(folder: Path, entries: Sequence[OwnEntry]) -> None:
    """Remove the files that no entry names: what was removed or replaced, and what killed programs left. Only for who
    holds the lock. A file that somebody has open on Windows stays until the next time."""
    kept = {name for entry in entries for name in (entry.file, entry.text)}
    with contextlib.suppress(OSError):
        for path in (folder / _FILES).iterdir():
            if path.name not in kept and (is_draft(path) or _STORED.search(path.name)):
                with contextlib.suppress(OSError):
                    path.unlink()
        for path in filter(is_draft, folder.iterdir()):
            with contextlib.suppress(OSError):
                path.unlink()


@contextlib.contextmanager
def only_changer(folder: Path, wait_seconds: float, on_wait: Callable[[], None]) -> Iterator[None]:
    """Hold the lock of ``folder``. Who was killed holds none: the system gave it back.

    :param on_wait: called once where another program holds the lock now.
    :raises CorpusError: where the other one is not done within ``wait_seconds``.
    :raises OSError: where the folder cannot be written.
    """
    busy = CorpusError(
        f"{folder}：另一个程序正在增删通知，等了 {wait_seconds:g} 秒还没完；请稍后再试。",
        f"{folder}: another program has been adding or removing notices for {wait_seconds:g} seconds; try again later.",
    )
    with held_alone(folder / _LOCK, wait_seconds, on_wait, busy):
        yield
