"""Tables and comparisons → HTML, each cell with a link to the words that it rests on.

Pure text; everything that comes from a notice is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

from assistant.compare.comparison import AspectCell, Comparison, Entry, Row
from assistant.compare.quotes import Quote
from assistant.compare.wording import HEADERS, line_of, marks_of, notes_of, state_words
from assistant.tables.table import NOTHING, Cell, Table
from assistant.web.words import say

_POSITION = ("clause_id", "start", "end")


def render_table(table: Table) -> str:
    """``table`` as people see it; the cell that leads to a clause is a link.

    The roles are said outright: a narrow page shows each row as a list (see style.css), which is a table all the same.
    """
    keys = [column.name for column in table.columns]
    place = [keys.index(name) for name in _POSITION] if set(_POSITION) <= set(keys) else []
    headers = {at: escape(table.header(table.columns[at]), quote=True) for at in table.shown}
    head = "".join(f'<th role="columnheader" scope="col">{header}</th>' for header in headers.values())
    main = max(table.shown, key=lambda at: table.columns[at].width)
    body = "".join(_row(row, headers, main, [row[at].value for at in place], table.lang) for row in table.rows)
    whole = sum(table.columns[at].width for at in table.shown)
    widths = "".join(f'<col style="width:{100 * table.columns[at].width / whole:.1f}%">' for at in table.shown)
    return (
        f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{escape(table.title, quote=True)}">'
        f'<table class="pa-table pa-rows" role="table"><caption>{escape(table.title)}</caption>'
        f'<colgroup>{widths}</colgroup><thead role="rowgroup"><tr role="row">{head}</tr></thead>'
        f'<tbody role="rowgroup">{body}</tbody></table></div>{_notes(table.notes)}'
    )


def _row(row: Sequence[Cell], headers: Mapping[int, str], main: int, position: Sequence[object], lang: str) -> str:
    """A row; ``main``: its column that tells what it is about."""
    cells = (_cell(row[at], header, position, lang, is_main=at == main) for at, header in headers.items())
    return f'<tr role="row">{"".join(cells)}</tr>'


def _cell(cell: Cell, header: str, position: Sequence[object], lang: str, *, is_main: bool) -> str:
    words = "".join(
        f'<mark class="pa-differs">{escape(piece)}</mark>' if marked else escape(piece) for piece, marked in cell.pieces
    )
    words = words.replace("\n", "<br>") or NOTHING
    if cell.clause_id and position:
        words = _link(words, str(position[0]), int(str(position[1])), int(str(position[2])), cell.words, lang)
    known = {"pa-main": is_main, "pa-differs": cell.differs, "pa-nothing": words == NOTHING}
    kinds = " ".join(kind for kind, holds in known.items() if holds)
    kind = f' class="{kinds}"' if kinds else ""
    return f'<td role="cell" data-header="{header}"{kind}>{words}</td>'


def _link(html: str, clause_id: str, start: int, end: int, label: str, lang: str) -> str:
    name = escape(say("open_clause", lang).format(label), quote=True)
    return (
        f'<a class="pa-clause" href="#" data-clause="{escape(clause_id, quote=True)}" data-start="{start}"'
        f' data-end="{end}" aria-label="{name}">{html}</a>'
    )


def _notes(notes: Sequence[str]) -> str:
    return f'<div class="pa-notes">{"".join(f"<p>{escape(note)}</p>" for note in notes)}</div>' if notes else ""


# --- comparisons -----------------------------------------------------------------------------------------------------


def render_comparison(comparison: Comparison, title: str, lang: str, english: Callable[[str], str | None]) -> str:
    """``comparison``: a column a place, a row an aspect (places stand side by side, so that they can be compared), each
    line with a link to its clause. Aspects that no notice speaks of are left out."""
    aspects = [aspect for aspect in HEADERS if any(row.cell(aspect).entries for row in comparison.rows)]
    head = "".join(f'<th scope="col">{_place(row)}</th>' for row in comparison.rows)
    body = "".join(_aspect(aspect, comparison.rows, lang, english) for aspect in aspects)
    sideways = say("compare.sideways", lang).format(count=len(comparison.rows))
    return (
        f'<p class="pa-sideways">{escape(sideways)}</p>'
        f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{escape(title, quote=True)}">'
        f'<table class="pa-table pa-comparison"><caption>{escape(title)}</caption>'
        f"<thead><tr><td></td>{head}</tr></thead><tbody>{body}</tbody></table></div>"
        f"{_notes(notes_of(comparison, lang))}"
    )


def _place(row: Row) -> str:
    title = f"《{row.title}》" if row.title else row.notice
    known = "，".join(item for item in (row.number, row.date) if item)
    small = escape(title + (f"（{known}）" if known else ""))
    return f'{escape(row.place or "—")}<small lang="zh-CN">{small}</small>'


def _aspect(aspect: str, rows: Sequence[Row], lang: str, english: Callable[[str], str | None]) -> str:
    zh, en, _ = HEADERS[aspect]
    cells = "".join(_aspect_cell(row.cell(aspect), lang, english) for row in rows)
    return f'<tr><th scope="row">{escape(en if lang == "en" else zh)}</th>{cells}</tr>'


def _aspect_cell(cell: AspectCell, lang: str, english: Callable[[str], str | None]) -> str:
    if not cell.entries:
        return f'<td class="pa-{cell.state}">{escape(state_words(cell.state, lang))}</td>'
    return f"<td>{''.join(_entry(entry, lang, english) for entry in cell.entries)}</td>"


def _entry(entry: Entry, lang: str, english: Callable[[str], str | None]) -> str:
    line = line_of(entry, lang, english)
    html, done = "", 0
    for start, end in marks_of(entry, line):
        html += f'{escape(line[done:start])}<mark class="pa-differs">{escape(line[start:end])}</mark>'
        done = end
    html += escape(line[done:])
    return f'<p lang="zh-CN">{html}{_address(entry.quotes[0], lang)}</p>'


def _address(quote: Quote, lang: str) -> str:
    label = quote.label or say("no_label", lang)
    return _link(f"［{escape(label)}］", quote.clause_id, quote.start, quote.end, label, lang)
