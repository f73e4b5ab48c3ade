"""A file → a :class:`~assistant.records.Notice`: extract → split_blocks → build_outline → add_facts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.catalogue import CatalogueEntry
from assistant.gazetteer import Gazetteer
from assistant.reading.about.metadata import find_metadata
from assistant.reading.about.validity import find_validity
from assistant.reading.facts.duty_rules import find_unread_rules
from assistant.reading.facts.find import add_facts
from assistant.reading.facts.unlisted import find_unlisted
from assistant.reading.formats.extract import extract
from assistant.reading.remarks import NOT_HELD_TO
from assistant.reading.structure.foreign import mark_foreign
from assistant.reading.structure.layout import split_blocks
from assistant.reading.structure.outline import build_outline
from assistant.records import Clause, Gap, Notice, ReadingWarning


def read_notice(path: Path, gazetteer: Gazetteer, entry: CatalogueEntry | None = None) -> Notice:
    """The notice in the file at ``path``; ``entry`` fills in what the text does not give.

    :raises CorpusError: where the file cannot be read.
    """
    extracted = extract(path)
    notice = parse_notice(path.stem, extracted.text, gazetteer, entry)
    remarks = tuple(ReadingWarning(remark, "", 0, 0) for remark in extracted.remarks)
    return replace(notice, pages=extracted.pages, warnings=remarks + notice.warnings)


def parse_notice(notice_id: str, source: str, gazetteer: Gazetteer, entry: CatalogueEntry | None = None) -> Notice:
    """The notice that the text ``source`` is. Pure: no file is touched."""
    outline = build_outline(notice_id, source, split_blocks(source))
    clauses = mark_foreign(outline.clauses)
    found = find_metadata(clauses, gazetteer)
    title = found.title or (entry.title if entry else None)
    date = found.date or (entry.date if entry else None)
    clauses = add_facts(clauses, source)
    notice = Notice(
        id=notice_id,
        title=title,
        number=found.number or (entry.number if entry else None),
        issuer=found.issuer or (entry.issuer if entry else None),
        place=found.place or (entry.place if entry else None),
        date=date,
        copy_note=entry.copy_note if entry else None,
        source=source,
        clauses=clauses,
        gaps=outline.gaps,
        warnings=(*outline.warnings, *find_unread_rules(clauses, source), *find_unlisted(clauses)),
        validity=find_validity(clauses, source, title=title, issued=date, adopted=found.adopted),
    )
    return _with_held_to(notice, entry.held_to) if entry and entry.held_to else notice


def _with_held_to(notice: Notice, held_to: str) -> Notice:
    """``notice`` with the gap that the catalogue tells of: the copy ends after the clause ``held_to``."""
    last: Clause | None = next((clause for clause in reversed(notice.clauses) if clause.label == held_to), None)
    if last is None:
        message = NOT_HELD_TO.chinese.format(held_to)
        return replace(notice, warnings=(*notice.warnings, ReadingWarning(message, held_to, 0, 0)))
    gap = Gap("truncated", held_to, "", last.end, last.end)
    return replace(notice, gaps=(*notice.gaps, gap))
