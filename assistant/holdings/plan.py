"""What adding a file comes to: nothing new, a correction, a new version, or one notice more. Nothing is written."""

from __future__ import annotations

import contextlib
import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from assistant.errors import CorpusError
from assistant.gazetteer import Gazetteer
from assistant.holdings.corrections import disagreements
from assistant.holdings.versions import Held, clean_id, free_id, is_new_version, is_old_version, layout_key
from assistant.library import corpus_with, read_extracted, read_files, read_own
from assistant.own_notices import Corrections, OwnEntry, sha256_of
from assistant.reading import reasons
from assistant.reading.formats.extract import extract
from assistant.reading.formats.extracted import Extracted
from assistant.reading.reasons import refuse
from assistant.records import Notice
from assistant.settings import Settings

# A file's name has room for 255 bytes on most systems; Chinese takes three a character.
_LONGEST_NAME_BYTES = 150
_SHOWN_CHARS = 120


@dataclass(frozen=True, slots=True)
class Candidate:
    """A file that was read. ``data``: its bytes."""

    path: Path
    data: bytes
    extracted: Extracted

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem


@dataclass(frozen=True, slots=True)
class Added:
    """What became of a file.

    ``outcome``: ``added``, ``replaced`` (a new version: it stands in the place of ``replaced``), ``corrected`` (held
    already, and what the user says of it now counts) or ``held`` (held already, nothing changed). ``own`` is False
    where it is a notice of the corpus folder that was held already. ``disagreements``: where the text says something
    else than the user, one line each; ``in_english``: the same lines.
    """

    file: Path
    outcome: Literal["added", "replaced", "corrected", "held"]
    notice: Notice
    own: bool = True
    replaced: tuple[Held, ...] = ()
    disagreements: tuple[str, ...] = ()
    in_english: tuple[str, ...] = ()


def read_candidate(path: Path) -> Candidate:
    """The file at ``path``, read.

    :raises CorpusError: where it is no file, or cannot be read.
    """
    name = str(path)
    shown = name if len(name) <= _SHOWN_CHARS else f"{name[:_SHOWN_CHARS]}……"
    try:
        if not path.exists():
            raise refuse(shown, reasons.MISSING)
        before = _state_of(path)
        extracted = extract(path)
        extracted.text.encode()  # half a surrogate pair cannot be kept
        data = path.read_bytes()
        if _state_of(path) != before:
            raise refuse(shown, reasons.CHANGED)
        return Candidate(path, data, extracted)
    except (OSError, ValueError) as error:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        raise refuse(shown, reasons.NO_ACCESS, reason) from error


def _state_of(path: Path) -> tuple[int, int]:
    """What changes where a file is written to: its size, and when."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns


@dataclass(slots=True)
class Plan:
    """The list as it will be. ``entries``: the list; ``files``: what is to be stored, by entry, with bytes and text.

    ``base``: the notices of the corpus folder that no own one stands in for; ``own``: those of the list that can be
    read; both by id. ``base_ids``: all ids of the corpus folder.
    """

    folder: Path
    gazetteer: Gazetteer
    entries: tuple[OwnEntry, ...]
    base: dict[str, Held]
    base_ids: frozenset[str]
    own: dict[str, Held]
    files: list[tuple[OwnEntry, bytes, str]] = field(default_factory=list)

    @classmethod
    def make(cls, settings: Settings, entries: tuple[OwnEntry, ...], gazetteer: Gazetteer) -> Plan:
        """The plan that changes nothing yet.

        :raises CorpusError: where the corpus folder cannot be read. An own notice that is damaged is passed over:
            adding it again mends it.
        """
        corpus = corpus_with(settings.corpus, settings.own_folder, entries)
        own: dict[str, Held] = {}
        for entry in entries:
            with contextlib.suppress(CorpusError):
                own[entry.id] = Held(read_own(settings.own_folder, entry, gazetteer), Path(entry.name).stem, own=True)
        return cls(
            settings.corpus,
            gazetteer,
            entries,
            {n.id: Held(n, n.id, own=False) for n in read_files(corpus.folder, corpus.files, gazetteer)},
            frozenset(path.stem for path in (*corpus.files, *corpus.replaced)),
            own,
        )

    def add(self, candidate: Candidate, corrections: Corrections) -> Added:
        """Plan to hold ``candidate``.

        :raises CorpusError: where it is a notice of the corpus folder and corrections are given for it.
        """
        key = layout_key(candidate.extracted.text)
        for held in self.base.values():
            if layout_key(held.notice.source) == key:
                return self._held_in_folder(candidate, held, corrections)
        entry = self._same(candidate, key)
        known = corrections.over(entry.corrections) if entry else corrections
        if entry and entry.id in self.own and known == entry.corrections:
            return Added(candidate.path, "held", self.own[entry.id].notice)
        return self._hold(candidate, entry, known, corrections)

    def _held_in_folder(self, candidate: Candidate, held: Held, corrections: Corrections) -> Added:
        if corrections:
            raise CorpusError(
                f"{candidate.path}：已经有了，是语料文件夹 {self.folder} 里的 {held.notice.id}；"
                "它的标题、文号、地方、日期请写进那里的 catalogue.toml。",
                f"{candidate.path}: it is held already, as {held.notice.id} of the corpus folder {self.folder};"
                " its title, number, place and date belong into the catalogue.toml there.",
            )
        return Added(candidate.path, "held", held.notice, own=False)

    def _same(self, candidate: Candidate, key: str) -> OwnEntry | None:
        digest = sha256_of(candidate.extracted.text.encode())
        for entry in self.entries:
            readable = self.own.get(entry.id)
            if entry.text_sha256 == digest or (readable and layout_key(readable.notice.source) == key):
                return entry
        return None

    def _hold(
        self, candidate: Candidate, entry: OwnEntry | None, known: Corrections, corrections: Corrections
    ) -> Added:
        provisional = entry.id if entry else clean_id(candidate.name)
        notice = read_extracted(provisional, candidate.extracted, self.gazetteer, known)
        visible = (*self.base.values(), *(held for name, held in self.own.items() if not entry or name != entry.id))
        newer = next((held.notice for held in visible if is_old_version(notice, candidate.name, held)), None)
        if newer:
            raise CorpusError(
                f"{candidate.path}：日期是 {notice.date}，已有同一文件较新的版本 {newer.id}（{newer.date}），没有加入；"
                "日期读错了的话，请加上 --date。",
                f"{candidate.path}: its date is {notice.date}, and a newer version is held, {newer.id} ({newer.date});"
                " it was not added. If the date was read wrong, correct it: --date.",
            )
        replaced = tuple(held for held in visible if is_new_version(notice, candidate.name, held))
        gone = {held.notice.id for held in replaced if held.own}
        hidden = {held.notice.id for held in replaced if not held.own}
        for old in self.entries:
            if old is entry or old.id in gone:
                hidden.update(old.replaces)
        others = tuple(old for old in self.entries if old is not entry and old.id not in gone)
        taken = (self.base_ids - hidden) | {old.id for old in others}
        notice_id = entry.id if entry else free_id(provisional, taken)
        if notice_id != provisional:
            notice = read_extracted(notice_id, candidate.extracted, self.gazetteer, known)
        new = _entry(candidate, notice_id, known, tuple(sorted(hidden)), entry)
        self.files.append((new, candidate.data, candidate.extracted.text))
        self.entries = (*others, new)
        self.base = {name: held for name, held in self.base.items() if name not in hidden}
        self.own = {name: held for name, held in self.own.items() if name in {old.id for old in others}}
        self.own[notice_id] = Held(notice, candidate.name, own=True)
        plain = read_extracted(notice_id, candidate.extracted, self.gazetteer) if corrections else notice
        remarks, english = disagreements(plain, corrections), disagreements(plain, corrections, "en")
        if replaced:
            return Added(candidate.path, "replaced", notice, True, replaced, remarks, english)
        return Added(candidate.path, "corrected" if entry else "added", notice, True, (), remarks, english)


def _entry(
    candidate: Candidate, notice_id: str, known: Corrections, replaces: Sequence[str], earlier: OwnEntry | None
) -> OwnEntry:
    digest, text = sha256_of(candidate.data), candidate.extracted.text.encode()
    ending = candidate.path.suffix.lower()
    file = f"{_stored_name(notice_id)}.{digest[:12]}{ending if re.fullmatch(r'[.][a-z0-9]{1,8}', ending) else ''}"
    return OwnEntry(
        id=notice_id,
        file=file,
        text=file if candidate.data == text else f"{file}.txt",
        sha256=digest,
        text_sha256=sha256_of(text),
        name=candidate.path.name.encode("utf-8", "replace").decode(),
        added=earlier.added if earlier else datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        corrections=known,
        replaces=tuple(replaces),
        pages=candidate.extracted.pages,
        remarks=candidate.extracted.remarks,
    )


def _stored_name(notice_id: str) -> str:
    return notice_id.encode()[:_LONGEST_NAME_BYTES].decode("utf-8", "ignore")
