"""A comparison as a table for people and as flat records for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.compare.comparison import ASPECTS, AspectCell, Comparison, Row
from assistant.compare.wording import (
    HEADERS,
    English,
    address_of,
    line_of,
    marks_of,
    notes_of,
    state_words,
    title_of,
)
from assistant.glossary import Glossary
from assistant.records import Notice
from assistant.tables.table import Cell, Column, Source, Table

_NOTICE_WIDTH = 26


def sheet_of(comparison: Comparison, notices: Sequence[Notice], glossary: Glossary, lang: str = "zh") -> Table:
    """``comparison`` for a screen, a spreadsheet or CSV: a row a place, a column an aspect, a line of a cell an entry
    with its clause in brackets. What differs is marked.

    :param notices: those that were compared; the clauses quoted are the table's sources.
    """
    columns = [Column("place", "地方", "Place", 10)]
    columns += [Column(aspect, zh, en, width) for aspect, (zh, en, width) in HEADERS.items()]
    columns.append(Column("notice", "文件", "Notice", _NOTICE_WIDTH))
    english = glossary.english
    rows = tuple(
        (Cell(_place(row)), *(_shown(cell, lang, english) for cell in row.cells), Cell(_notice(row)))
        for row in comparison.rows
    )
    return Table(
        title_of(comparison, lang, english),
        tuple(columns),
        rows,
        tuple(notes_of(comparison, lang)),
        tuple(_sources(comparison, notices)),
        lang,
    )


def records_of_comparison(comparison: Comparison, glossary: Glossary, lang: str = "zh") -> list[dict[str, object]]:
    """Flat records, one a row: ``topic``, ``place``, ``notice``, ``title``, ``number``, ``date``; for every aspect X

    - ``X``: its lines, as people read them, without addresses; ``X_state``: ``said``, ``silent`` or ``omitted``;
    - ``X_quotes``, ``X_clauses``, ``X_clause_ids``, ``X_starts``, ``X_ends``: the quotes, one by one, the clause of
      each and where it stands in the file; ``X_lines``: to which line of ``X``, from 1, each belongs;
    - ``X_cases``: of each line, the numbers of the cases that it holds for (“1 2”, or empty);
    - ``X_differs``: words that other places have otherwise.

    The lead also has ``lead_leads``, ``lead_supports`` and ``lead_responsible``: of each line, the units.
    """
    return [_record(comparison, row, lang, glossary.english) for row in comparison.rows]


def _record(comparison: Comparison, row: Row, lang: str, english: English) -> dict[str, object]:
    record: dict[str, object] = {
        "topic": comparison.topic,
        "place": row.place,
        "notice": row.notice,
        "title": row.title,
        "number": row.number,
        "date": row.date,
    }
    for cell in row.cells:
        record |= _fields(cell, lang, english)
    for name in ("lead", "support", "responsible"):
        units = [getattr(entry.roles, name) if entry.roles else () for entry in row.cell("lead").entries]
        record[f"lead_{name}s" if name != "responsible" else "lead_responsible"] = ["、".join(names) for names in units]
    return record


def _fields(cell: AspectCell, lang: str, english: English) -> dict[str, object]:
    quotes = [(number, quote) for number, entry in enumerate(cell.entries, start=1) for quote in entry.quotes]
    values: dict[str, object] = {
        "": [line_of(entry, lang, english) for entry in cell.entries],
        "_state": cell.state,
        "_quotes": [quote.text for _, quote in quotes],
        "_clauses": [quote.label for _, quote in quotes],
        "_clause_ids": [quote.clause_id for _, quote in quotes],
        "_starts": [quote.start for _, quote in quotes],
        "_ends": [quote.end for _, quote in quotes],
        "_lines": [number for number, _ in quotes],
        "_cases": [" ".join(map(str, entry.cases)) for entry in cell.entries],
        "_differs": list(dict.fromkeys(words for entry in cell.entries for words in entry.differs)),
    }
    return {cell.aspect + name: value for name, value in values.items()}


# --- for people --------------------------------------------------------------------------------------------------


def _shown(cell: AspectCell, lang: str, english: English) -> Cell:
    if not cell.entries:
        return Cell(None, state_words(cell.state, lang))
    text = ""
    marks: list[tuple[int, int]] = []
    for entry in cell.entries:
        text += "\n" if text else ""
        line = line_of(entry, lang, english)
        marks += [(len(text) + start, len(text) + end) for start, end in marks_of(entry, line)]
        text += line + address_of(entry, lang)
    return Cell(None, text, marks=tuple(marks))


def _place(row: Row) -> str | None:
    return f"{row.place}（{row.date[:4]}）" if row.place and row.date else row.place


def _notice(row: Row) -> str:
    title = f"《{row.title}》" if row.title else row.notice
    return "\n".join(part for part in (title, row.number, row.date) if part)


def _sources(comparison: Comparison, notices: Sequence[Notice]) -> Iterator[Source]:
    """The clauses quoted, each once, in the order of the rows and of the texts."""
    by_id = {notice.id: notice for notice in notices}
    for row in comparison.rows:
        cited = {quote.clause_id for aspect in ASPECTS for entry in row.cell(aspect).entries for quote in entry.quotes}
        notice = by_id[row.notice]
        for clause in notice.clauses:
            if clause.id in cited:
                yield Source(clause.id, clause.label, row.title, row.number, row.place, row.date, clause.text)
