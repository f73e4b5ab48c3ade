"""Records → HTML. Pure text; everything that comes from a notice or a user is escaped here and nowhere else.

Gradio shows this HTML as it is, scripts included: no text may reach it but through :func:`html.escape`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.display.answer import Part, Saying, cut_at_quote, gaps_text, mark, source_name, split_answer
from assistant.records import Answer, Citation, Notice
from assistant.web.words import say

# So many sources stand open under an answer; of more, each opens with a click.
_OPEN_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer, an error in one line, or neither yet."""

    question: str
    answer: Answer | None = None
    error: str | None = None


def render_header(lang: str) -> str:
    """The page's head: its name and what it does."""
    return f'<header class="pa-header"><h1>{say("title", lang)}</h1><p>{say("subtitle", lang)}</p></header>'


def render_conversation(turns: Sequence[Turn], notices: Sequence[Notice], lang: str) -> str:
    """The whole conversation, oldest first; where there is none yet, the notices held."""
    if not turns:
        return render_holdings(notices, lang)
    body = "".join(render_turn(turn, number, lang) for number, turn in enumerate(turns, start=1))
    return f'<div class="pa-log" role="log" aria-live="polite">{body}</div>'


def render_holdings(notices: Sequence[Notice], lang: str) -> str:
    """The notices held: place, date, title and number, and what their copies leave out."""
    rows = "".join(_holding(notice, lang) for notice in notices)
    return f'<section class="pa-held"><h2>{say("held", lang)}</h2><table>{rows}</table></section>'


def _holding(notice: Notice, lang: str) -> str:
    title = f"《{notice.title}》" if notice.title else notice.id
    number = f"（{notice.number}）" if notice.number else ""
    gaps = gaps_text(notice.gaps, lang)
    note = f'<span class="pa-gap">{escape(gaps)}</span>' if gaps else ""
    date = notice.date or say("no_date", lang)
    return (
        f'<tr><th scope="row">{escape(notice.place or "—")}</th><td class="pa-date">{escape(date)}</td>'
        f'<td lang="zh-CN">{escape(title + number)}{note}</td></tr>'
    )


def render_turn(turn: Turn, number: int, lang: str) -> str:
    """One question with its answer. ``number`` counts turns from 1 and makes the addresses of its sources."""
    role = f'<span class="pa-role">{say("asked", lang)}</span>'
    question = f'<div class="pa-question">{role}<span>{escape(turn.question)}</span></div>'
    if turn.error is not None:
        reply = f'<p class="pa-error" role="alert">{say("failed", lang)}：{escape(turn.error)}</p>'
    elif turn.answer is None:
        reply = f'<p class="pa-pending">{say("searching", lang)}</p>'
    else:
        reply = render_answer(turn.answer, number)
    return f'<section class="pa-turn" id="pa-turn-{number}">{question}<div class="pa-reply">{reply}</div></section>'


def render_answer(answer: Answer, number: int) -> str:
    """An answer: place by place with citation marks, notes, and the sources below."""
    parts = "".join(_part(part, number) for part in split_answer(answer))
    status = escape(answer.status, quote=True)
    return f'<div class="pa-answer" data-status="{status}">{parts}</div>{_sources(answer, number)}'


def _part(part: Part, turn: int) -> str:
    if part.heading is None and not any(saying.citations for saying in part.sayings):
        return f'<p class="pa-note">{escape("".join(saying.text for saying in part.sayings))}</p>'
    heading = f"<h3>{escape(part.heading)}</h3>" if part.heading else ""
    return f'<div class="pa-place">{heading}{"".join(_saying(saying, turn) for saying in part.sayings)}</div>'


def _saying(saying: Saying, turn: int) -> str:
    marks = "".join(
        f'<a class="pa-mark" href="#{_address(turn, n)}" data-target="{_address(turn, n)}">{mark(n)}</a>'
        for n in saying.citations
    )
    return f"<p>{escape(saying.text)}{marks}</p>"


def _address(turn: int, citation: int) -> str:
    return f"pa-source-{turn}-{citation}"


def _sources(answer: Answer, turn: int) -> str:
    if not answer.citations:
        return ""
    is_open = len(answer.citations) <= _OPEN_SOURCES
    items = "".join(_source(citation, turn, answer.lang, is_open=is_open) for citation in answer.citations)
    return f'<div class="pa-sources"><h4>{say("sources", answer.lang)}</h4>{items}</div>'


def _source(citation: Citation, turn: int, lang: str, *, is_open: bool) -> str:
    """A source: its name, and the whole paragraph with the quote marked in it."""
    before, quote, after = cut_at_quote(citation)
    if quote:
        paragraph = f"{escape(before)}<mark>{escape(quote)}</mark>{escape(after)}"
    else:
        paragraph = f"<mark>{escape(citation.quote)}</mark> {escape(citation.text)}"
    name = escape(source_name(citation, lang))
    facts = escape("，".join(item for item in (citation.place, citation.date) if item))
    return (
        f'<details id="{_address(turn, citation.n)}"{" open" if is_open else ""}>'
        f'<summary>{mark(citation.n)}<span lang="zh-CN">{name}</span></summary>'
        f'<blockquote lang="zh-CN"><p>{paragraph}</p><footer>{facts}</footer></blockquote></details>'
    )
