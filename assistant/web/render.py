"""Records → HTML. Pure text; everything that comes from a notice or a user is escaped here and nowhere else.

Gradio shows this HTML as it is, scripts included: no text may reach it but through :func:`html.escape`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from assistant.display.answer import Part, Saying, cut_at_quote, gaps_text, mark, source_name, split_answer
from assistant.records import Answer, Citation, Notice
from assistant.web.reader import official_form
from assistant.web.words import say

# So many sources stand open under an answer; of more, each opens with a click.
_OPEN_SOURCES = 3


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and what came of it: an answer, an error in one line, or neither yet.

    ``understood``: what the question was understood as, line by line. ``vote``: what the visitor thinks of the answer
    (``up``, ``down``), None where nothing was said yet. ``shown``: how many parts of the answer are on the page so
    far, None for all. ``place``: the one chosen when it was asked.
    """

    question: str
    answer: Answer | None = None
    error: str | None = None
    understood: tuple[str, ...] = ()
    vote: str | None = None
    shown: int | None = None
    place: str | None = None


def render_header(lang: str, *, can_leave: bool = False) -> str:
    """The page's head: its name and what it does; for who has logged in, the way out."""
    leave = f'<a class="pa-leave" href="logout">{say("leave", lang)}</a>' if can_leave else ""
    return f'<header class="pa-header"><h1>{say("title", lang)}</h1><p>{say("subtitle", lang)}{leave}</p></header>'


def render_conversation(turns: Sequence[Turn], lang: str, *, votes: bool = False) -> str:
    """The whole conversation, oldest first; nothing where there is none yet.

    :param votes: ask under each answer whether it was useful.
    """
    if not turns:
        return ""
    body = "".join(render_turn(turn, number, lang, votes=votes) for number, turn in enumerate(turns, start=1))
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


def render_turn(turn: Turn, number: int, lang: str, *, votes: bool = False) -> str:
    """One question with its answer. ``number`` counts turns from 1 and makes the addresses of its sources."""
    role = f'<span class="pa-role">{say("asked", lang)}</span>'
    question = f'<div class="pa-question">{role}<span>{escape(turn.question)}</span></div>'
    if turn.error is not None:
        reply = f'<p class="pa-error" role="alert">{say("not_answered", lang)}：{escape(turn.error)}</p>'
    elif turn.answer is None:
        stopped = escape(say("stopped", lang), quote=True)
        reply = f'<p class="pa-pending" data-stopped="{stopped}">{say("searching", lang)}</p>'
    else:
        reply = render_answer(turn.answer, number, turn.shown)
        if turn.shown is None:
            reply += _understood(turn, lang) + (_vote(turn, number, lang) if votes else "")
    return f'<section class="pa-turn" id="pa-turn-{number}">{question}<div class="pa-reply">{reply}</div></section>'


def render_answer(answer: Answer, number: int, shown: int | None = None) -> str:
    """An answer: place by place with citation marks, notes, and the sources below.

    :param shown: only the first so many parts, while the rest is still on its way.
    """
    parts = "".join(_part(part, number, answer.lang) for part in split_answer(answer)[:shown])
    if shown is not None:
        return f'<div class="pa-answer" aria-busy="true">{parts}</div>'
    status = escape(answer.status, quote=True)
    return f'<div class="pa-answer" data-status="{status}">{parts}</div>{_sources(answer, number)}'


def _part(part: Part, turn: int, lang: str) -> str:
    if part.heading is None and not any(saying.citations for saying in part.sayings):
        return f'<p class="pa-note">{escape("".join(saying.text for saying in part.sayings))}</p>'
    heading = f"<h3>{escape(part.heading)}</h3>" if part.heading else ""
    return f'<div class="pa-place">{heading}{"".join(_saying(saying, turn, lang) for saying in part.sayings)}</div>'


def _saying(saying: Saying, turn: int, lang: str) -> str:
    marks = "".join(
        f'<a class="pa-mark" href="#{_address(turn, n)}" data-turn="{turn}" data-n="{n}"'
        f' aria-label="{escape(say("open_source", lang).format(n), quote=True)}">{mark(n)}</a>'
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
        f'<blockquote lang="zh-CN"><p>{paragraph}</p>'
        f"<footer>{facts}{_copy(citation, lang)}</footer></blockquote></details>"
    )


def _copy(citation: Citation, lang: str) -> str:
    words = escape(official_form(citation), quote=True)
    return f'<button type="button" class="pa-copy" data-copy="{words}">{say("copy_source", lang)}</button>'


def _understood(turn: Turn, lang: str) -> str:
    if not turn.understood:
        return ""
    lines = "".join(f"<li>{escape(line.strip())}</li>" for line in turn.understood)
    return f'<details class="pa-understood"><summary>{say("understood", lang)}</summary><ul>{lines}</ul></details>'


def _vote(turn: Turn, number: int, lang: str) -> str:
    if turn.vote:
        return f'<p class="pa-vote" role="status">{say("vote.thanks", lang)}</p>'
    buttons = "".join(
        f'<button type="button" data-vote="{value}" data-turn="{number}">{say(f"vote.{value}", lang)}</button>'
        for value in ("up", "down")
    )
    label = escape(say("vote.comment", lang), quote=True)
    return (
        f'<div class="pa-vote"><span>{say("vote", lang)}</span>{buttons}'
        f'<form hidden data-turn="{number}"><textarea rows="2" maxlength="1000" aria-label="{label}"'
        f' placeholder="{label}"></textarea><button type="submit">{say("vote.send", lang)}</button></form></div>'
    )
