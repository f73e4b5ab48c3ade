"""Adds and removes the user's own notices: the list is switched, the index follows, and where that fails both are as
they were."""

from __future__ import annotations

import contextlib
import difflib
import errno
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import AssistantError, CorpusError, UsageError
from assistant.gazetteer import load_gazetteer
from assistant.holdings.corrections import settle
from assistant.holdings.plan import Added, Candidate, Plan, read_candidate
from assistant.library import corpus_with, read_own
from assistant.own_notices import (
    NO_CORRECTIONS,
    Corrections,
    OwnEntry,
    load_own,
    only_changer,
    remove_orphans,
    save_own,
    store_files,
)
from assistant.search.opening import update_index
from assistant.settings import Settings

Progress = Callable[[int, int], None]
Say = Callable[[str], None]

# How long one program waits for another that adds or removes: building an index may take minutes.
WAIT_SECONDS = 600.0
_FULL = (errno.ENOSPC, errno.EDQUOT)
_MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Refused:
    """A file that was not added, and why, as one line that says what to do; ``english``: the same."""

    file: Path
    reason: str
    english: str | None = None

    def line(self, lang: str | None = None) -> str:
        """The reason in ``lang`` (``zh`` or ``en``), as far as there is one."""
        return self.english if lang == "en" and self.english else self.reason


@dataclass(frozen=True, slots=True)
class Removed:
    """A notice that was removed; ``title`` is None where unknown. ``restored``: ids of notices of the corpus folder
    that it had stood in for, and that are held again now."""

    id: str
    title: str | None
    restored: tuple[str, ...]


def add_notices(
    settings: Settings,
    files: Sequence[Path],
    given: Corrections = NO_CORRECTIONS,
    *,
    say: Say = lambda line: None,
    on_progress: Progress | None = None,
) -> tuple[Added | Refused, ...]:
    """Add ``files`` to the user's own notices and bring the index up to date, once for all of them.

    What became of each stands in its place of the result; one that cannot be read does not stop the others. Which file
    counts as a new version of which notice is told by :func:`assistant.holdings.versions.is_new_version`.

    :param given: what the user says of the notice, as written: any name of a place, a date of any form. It counts
        before what the text says. With several files only the place can be given.
    :param say: takes one line for the user when another program is waited for, or something is built.
    :raises UsageError: for a correction that cannot be, or one for several files.
    :raises AssistantError: where the list cannot be written or the index cannot be built; all is then as it was.
    """
    if len(files) > 1 and (given.title or given.number or given.date):
        raise UsageError(
            "--title、--number、--date 说的是一份通知，请一次只加一个文件；几个文件能共用的是 --place。",
            "--title, --number and --date tell of one notice: add one file at a time; only --place holds for several.",
        )
    gazetteer = load_gazetteer(settings.corpus)
    corrections = settle(given, gazetteer)
    candidates = [_read(file) for file in files]
    if all(isinstance(candidate, Refused) for candidate in candidates):
        return tuple(candidate for candidate in candidates if isinstance(candidate, Refused))
    with _changing(settings, say):
        before = load_own(settings.own_folder)
        plan = Plan.make(settings, before, gazetteer)
        results = tuple(_planned(plan, candidate, corrections) for candidate in candidates)
        with _all_or_nothing(settings.own_folder, before):
            if plan.files:
                _write(settings.own_folder, before, plan)
            update_index(settings, say=say, on_progress=on_progress, asked=True)
        remove_orphans(settings.own_folder, plan.entries)
    return results


def _read(file: Path) -> Candidate | Refused:
    try:
        return read_candidate(file)
    except CorpusError as error:
        return Refused(file, str(error), error.english)


def _planned(plan: Plan, candidate: Candidate | Refused, corrections: Corrections) -> Added | Refused:
    if isinstance(candidate, Refused):
        return candidate
    try:
        return plan.add(candidate, corrections)
    except CorpusError as error:
        return Refused(candidate.path, str(error), error.english)


def _write(folder: Path, before: Sequence[OwnEntry], plan: Plan) -> None:
    """Store the files, then switch the list. There is a list before there is any file: files without one would look
    like a list that was lost."""
    if not before:
        save_own(folder, ())
    for entry, data, text in plan.files:
        if entry in plan.entries:
            store_files(folder, entry, data, text)
    save_own(folder, plan.entries)


def remove_notices(
    settings: Settings, ids: Sequence[str], *, say: Say = lambda line: None, on_progress: Progress | None = None
) -> tuple[Removed, ...]:
    """Remove own notices and bring the index up to date, once for all of them.

    :raises CorpusError: where one of ``ids`` is no own notice; none is then removed.
    :raises AssistantError: where the list cannot be written or the index cannot be built; all is then as it was.
    """
    wanted = tuple(dict.fromkeys(unicodedata.normalize("NFC", notice_id) for notice_id in ids))
    _require_own(settings, load_own(settings.own_folder), wanted)
    with _changing(settings, say):
        before = load_own(settings.own_folder)
        _require_own(settings, before, wanted)
        kept = tuple(entry for entry in before if entry.id not in wanted)
        results = tuple(_removed(settings, entry, kept) for entry in before if entry.id in wanted)
        with _all_or_nothing(settings.own_folder, before):
            save_own(settings.own_folder, kept)
            update_index(settings, say=say, on_progress=on_progress, asked=True, empty=True)
        remove_orphans(settings.own_folder, kept)
    return results


def _require_own(settings: Settings, entries: Sequence[OwnEntry], wanted: Sequence[str]) -> None:
    own = [entry.id for entry in entries]
    unknown = next((notice_id for notice_id in wanted if notice_id not in own), None)
    if unknown is None:
        return
    corpus = corpus_with(settings.corpus, settings.own_folder, entries)
    file = next((path for path in corpus.files if path.stem == unknown), None)
    if file is not None:
        raise CorpusError(
            f"{unknown} 是语料文件夹里的通知，不是自加的；不要它的话，请把 {file} 从文件夹里删去。",
            f"{unknown} is of the corpus folder and was not added by you; to be rid of it, delete {file}.",
        )
    shown = unknown[:60] + ("……" if len(unknown) > 60 else "")
    if not own:
        raise CorpusError(
            f"没有自加的通知 {shown}：还没有加过通知；加入用 add，全部通知用 notices 查看。",
            f"No notice {shown} was added: none was, so far; add adds one, notices lists all.",
        )
    near = difflib.get_close_matches(unknown, own, _MOST_NAMED, 0.4) or own[:_MOST_NAMED]
    raise CorpusError(
        f"没有自加的通知 {shown}；相近的有：{'、'.join(near)}（全部用 notices 查看）。",
        f"No notice {shown} was added; near it are {', '.join(near)} (notices lists all).",
    )


def _removed(settings: Settings, entry: OwnEntry, kept: Sequence[OwnEntry]) -> Removed:
    title = entry.corrections.title
    with contextlib.suppress(CorpusError):  # one that is damaged can be removed all the same
        title = read_own(settings.own_folder, entry, load_gazetteer(settings.corpus)).title
    there = {path.stem for path in corpus_with(settings.corpus, settings.own_folder, kept).files}
    return Removed(entry.id, title, tuple(notice_id for notice_id in entry.replaces if notice_id in there))


# --- all or nothing ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def _changing(settings: Settings, say: Say) -> Iterator[None]:
    """Hold the lock of the own notices; what the disk does becomes one line."""
    folder = settings.own_folder
    if not settings.corpus.is_dir():
        raise CorpusError(
            f"{settings.corpus}：没有这个文件夹；请检查 ASSISTANT_CORPUS。",
            f"{settings.corpus}: no such folder; check ASSISTANT_CORPUS.",
        )
    try:
        with only_changer(folder, WAIT_SECONDS, lambda: say("另一个程序正在增删通知，等它完成……")):
            yield
    except OSError as error:
        if error.errno in _FULL:
            raise CorpusError(
                f"{folder}：磁盘已满，通知没有改动；请腾出空间后再试。",
                f"{folder}: the disk is full, nothing was changed; make room and try again.",
            ) from error
        reason = error.strerror or str(error)
        mend = "请检查权限，或把 ASSISTANT_OWN 设为一个可写的文件夹"
        raise CorpusError(
            f"{folder}：不能写入（{reason}），通知没有改动；{mend}。",
            f"{folder} cannot be written ({reason}), nothing was changed; check its permissions, or set ASSISTANT_OWN"
            " to a folder that can.",
        ) from error


@contextlib.contextmanager
def _all_or_nothing(folder: Path, before: Sequence[OwnEntry]) -> Iterator[None]:
    """Put the list back to ``before`` where what is done inside fails or is interrupted. Where even that fails, the
    list is whole and the next command builds the index to it."""
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(OSError, CorpusError):
            if load_own(folder) != tuple(before):
                save_own(folder, before)
            remove_orphans(folder, before)
        if isinstance(error, AssistantError):
            raise AssistantError(
                f"{error} 通知没有改动，还和原来一样。", f"{error.line('en')} Nothing was changed."
            ) from error
        raise
