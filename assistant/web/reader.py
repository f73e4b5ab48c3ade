"""A notice as the page shows it beside an answer: every paragraph, the one cited with its quoted characters marked.

Pure text → HTML; everything that comes from a notice is escaped here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

from assistant.display.answer import gaps_text, source_name
from assistant.reading.passage import squeeze
from assistant.records import Citation, Clause, Notice
from assistant.web.words import say

_HASHES = re.compile(r"^#{1,6}\s+")
_RULE = re.compile(r"[-*_]{3,}")


@dataclass(frozen=True, slots=True)
class Marked:
    """What of a notice is marked: ``source[start:end]``, in the paragraph ``clause_id``."""

    clause_id: str
    start: int
    end: int


def marked_by(citation: Citation) -> Marked:
    """What ``citation`` rests on."""
    return Marked(citation.clause_id, citation.start, citation.end)


def cite(notice: Notice, clause_id: str, start: int, end: int) -> Citation | None:
    """A citation of ``source[start:end]`` in the paragraph ``clause_id``; None where that is no run of it."""
    clause = next((clause for clause in notice.clauses if clause.id == clause_id), None)
    if clause is None or not clause.start <= start < end <= clause.end:
        return None
    facts = (notice.id, notice.title, notice.number, notice.place, notice.date)
    quote = squeeze(notice.source[start:end])
    return Citation(1, *facts, clause.label, clause.id, quote, clause.text, start, end, notice.page_of(start))


def render_empty(lang: str) -> str:
    """The reader with nothing open."""
    label = _quoted("reader", lang)
    return f'<aside class="pa-reader pa-reader-empty" aria-label="{label}"><p>{say("reader.empty", lang)}</p></aside>'


def render_reader(notice: Notice | None, citation: Citation, lang: str) -> str:
    """``notice`` opened where ``citation`` points; a line where it is held no more, or has changed since."""
    marked = marked_by(citation)
    head = (
        f'<header><h2 tabindex="-1">{escape(_title(citation))}</h2>'
        f'<button type="button" class="pa-close" aria-label="{_quoted("reader.close", lang)}">×</button></header>'
        f'<p class="pa-where"><b>{escape(citation.clause or "")}</b>{_copy_button(citation, lang)}</p>'
    )
    is_same = notice is not None and squeeze(notice.source[marked.start : marked.end]) == citation.quote
    body = render_text(notice, marked, lang) if notice and is_same else f"<p>{say('reader.gone', lang)}</p>"
    return f'<aside class="pa-reader" aria-label="{_quoted("reader", lang)}">{head}{body}</aside>'


def render_text(notice: Notice, marked: Marked | None, lang: str) -> str:
    """All paragraphs of ``notice`` under its facts, what ``marked`` names in a ``<mark>``."""
    facts = "　".join(escape(item) for item in (notice.number, notice.place, notice.date) if item)
    gaps = gaps_text(notice.gaps, lang)
    note = f'<p class="pa-gap">{escape(gaps)}</p>' if gaps else ""
    pages = _first_of_pages(notice)
    body = "".join(
        (f'<p class="pa-page">{say("reader.page", lang).format(pages[clause.id])}</p>' if clause.id in pages else "")
        + _paragraph(notice, clause, marked)
        for clause in notice.clauses
    )
    return f'<p class="pa-facts" lang="zh-CN">{facts}</p>{note}<div class="pa-text" lang="zh-CN">{body}</div>'


def _first_of_pages(notice: Notice) -> dict[str, int]:
    """The first paragraph of each page of a PDF, with the page's number."""
    found: dict[str, int] = {}
    last: int | None = None
    for clause in notice.clauses:
        page = notice.page_of(clause.start)
        if page is not None and page != last:
            found[clause.id] = last = page
    return found


def _paragraph(notice: Notice, clause: Clause, marked: Marked | None) -> str:
    kind = "pa-heading" if clause.is_heading else f"pa-{clause.part}"
    if marked is None or marked.clause_id != clause.id:
        return _unmarked(clause.text, kind) if clause.text else ""
    before, quote, after = cut(notice, clause, marked)
    return f'<p class="{kind} pa-cited" id="pa-cited">{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}</p>'


def _unmarked(text: str, kind: str) -> str:
    if _RULE.fullmatch(text):
        return f'<p class="{kind} pa-rule" aria-hidden="true"></p>'
    return f'<p class="{kind}">{escape(without_signs(text))}</p>'


def without_signs(text: str) -> str:
    """A paragraph without the signs that say in a Markdown file what is a heading: “# 通知”."""
    return _HASHES.sub("", text)


def cut(notice: Notice, clause: Clause, marked: Marked) -> tuple[str, str, str]:
    """The paragraph before what is marked, that itself, and the paragraph behind it; joined they are its text.

    By position: where the quoted words stand in the paragraph twice, it is the very ones that are marked.
    """
    before = squeeze(notice.source[clause.start : marked.start])
    quote = squeeze(notice.source[marked.start : marked.end])
    at = clause.text.find(quote, max(0, len(before) - 1)) if clause.text.startswith(before.rstrip()) else -1
    at = clause.text.find(quote) if at < 0 else at
    if at < 0:
        return clause.text, "", ""
    return clause.text[:at], quote, clause.text[at + len(quote) :]


def _title(citation: Citation) -> str:
    return f"《{citation.title}》" if citation.title else citation.notice


def official_form(citation: Citation) -> str:
    """A citation as official writing has it: “（《…》（陕卫促进发〔2021〕55号）一、（二））”."""
    return f"（{source_name(citation)}）"


def _copy_button(citation: Citation, lang: str) -> str:
    words = escape(official_form(citation), quote=True)
    return f'<button type="button" class="pa-copy" data-copy="{words}">{say("copy_source", lang)}</button>'


def _quoted(key: str, lang: str) -> str:
    return escape(say(key, lang), quote=True)
