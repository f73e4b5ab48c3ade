"""What adding a file would come to, told before it is added. Nothing is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError
from assistant.gazetteer import Gazetteer, load_gazetteer
from assistant.holdings.changes import Refused
from assistant.holdings.plan import Added, Plan, read_candidate
from assistant.holdings.versions import Held, clean_id
from assistant.library import corpus_with, read_extracted
from assistant.own_notices import NO_CORRECTIONS, load_own
from assistant.records import Notice
from assistant.settings import Settings


@dataclass(frozen=True, slots=True)
class Preview:
    """How a file is read, and what becomes of it when it is added as it is."""

    file: Path
    notice: Notice
    outcome: Added | Refused


def preview_notice(settings: Settings, notices: Sequence[Notice], file: Path) -> Preview:
    """The file read, and judged as :func:`assistant.holdings.changes.add_notices` would.

    :param notices: those held, as read already: reading all of them again would take its time.
    :raises CorpusError: where the file cannot be read; one line.
    """
    gazetteer = load_gazetteer(settings.corpus)
    candidate = read_candidate(file)
    plan = _plan_over(settings, notices, gazetteer)
    try:
        added = plan.add(candidate, NO_CORRECTIONS)
    except CorpusError as error:
        notice = read_extracted(clean_id(candidate.name), candidate.extracted, gazetteer)
        return Preview(file, notice, Refused(file, str(error), error.english))
    return Preview(file, added.notice, added)


def _plan_over(settings: Settings, notices: Sequence[Notice], gazetteer: Gazetteer) -> Plan:
    entries = load_own(settings.own_folder)
    names = {entry.id: Path(entry.name).stem for entry in entries}
    corpus = corpus_with(settings.corpus, settings.own_folder, entries)
    return Plan(
        settings.corpus,
        gazetteer,
        entries,
        {notice.id: Held(notice, notice.id, own=False) for notice in notices if notice.id not in names},
        frozenset(path.stem for path in (*corpus.files, *corpus.replaced)),
        {n.id: Held(n, names[n.id], own=True) for n in notices if n.id in names},
    )
