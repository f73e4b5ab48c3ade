"""The notices held, one of them opened, a file before it is added, what became of it → HTML.

Pure text; everything that comes from a notice, a file's name or an error is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from assistant.display.facts import duty_line, entitlement_line, limit_line, target_line
from assistant.display.notices import count, held_lines, name_of, warning_line
from assistant.display.outline import clause_depth, clause_words, warnings_within
from assistant.errors import AssistantError
from assistant.holdings.changes import Refused, Removed
from assistant.holdings.plan import Added
from assistant.holdings.preview import Preview
from assistant.own_notices import OwnEntry
from assistant.records import Clause, Notice, ReadingWarning
from assistant.web.reader import render_text, without_signs
from assistant.web.words import say
from assistant.web.work import Step

# Longer notices would make a page that no browser scrolls well.
_MOST_ROWS = 1500
_MOST_WARNINGS = 200
_FIELDS = ("title", "number", "place", "date")
_SHOWN_CHARS = 120
_ZH = ' lang="zh-CN"'
# What ISO 8601 has beside days (R/P3M) is for programs.
_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_SAID_IN = {"zh": "zh-CN", "en": "en"}
# “--date” in an error's line; of “--place 中卫市”, an example, the value is enough.
_OPTION = re.compile(r"--(?P<name>title|number|place|date)(?P<value>(?<=place) (?=\S))? ?")
_OPTION_NAMES = {
    "zh": {"title": "标题", "number": "文号", "place": "地方", "date": "日期"},
    "en": {"title": "the title", "number": "the number", "place": "the place", "date": "the date"},
}


# --- what is held ------------------------------------------------------------------------------------------------


def render_held(notices: Sequence[Notice], own: Mapping[str, OwnEntry], lang: str, *, removes: bool) -> str:
    """The notices held as a table: those of ``own`` first, the newest on top, with a button that removes them where
    ``removes``."""
    title = f"<h2>{say('notices.held', lang).format(len(notices))}</h2>"
    if not notices:
        return f'<section class="pa-held">{title}<p>{say("notices.none", lang)}</p></section>'
    columns = ("place", "date", "notice")
    head = "".join(f'<th scope="col">{say(f"notices.{column}", lang)}</th>' for column in columns)
    newest_first = sorted(notices, key=lambda notice: own[notice.id].added if notice.id in own else "", reverse=True)
    rows = "".join(_held_row(notice, own.get(notice.id), lang, removes) for notice in newest_first)
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return f'<section class="pa-held pa-all">{title}{table}</section>'


def _held_row(notice: Notice, entry: OwnEntry | None, lang: str, removes: bool) -> str:
    lines = "".join(f'<span class="pa-gap">{escape(line)}</span>' for line in held_lines(notice, lang))
    number = f"（{notice.number}）" if notice.number else ""
    name = (
        f'<button type="button" class="pa-title" data-do="select" data-notice="{_attribute(notice.id)}"{_ZH}>'
        f"{escape(name_of(notice) + number)}</button>"
    )
    counts = f'<span class="pa-counts">{_origin(entry, lang)}{counts_text(notice, lang)}</span>'
    remove = _remove_button(notice, lang) if entry and removes else ""
    return (
        f'<tr><th scope="row">{escape(notice.place or "—")}</th>'
        f'<td class="pa-date">{escape(notice.date or say("no_date", lang))}</td>'
        f"<td>{name}{lines}{counts}{remove}</td></tr>"
    )


def _origin(entry: OwnEntry | None, lang: str) -> str:
    """Whose it is, before the counts."""
    if entry is None:
        return say("notices.corpus", lang)
    replaced = say("notices.stands_for", lang).format("、".join(entry.replaces)) if entry.replaces else ""
    return say("notices.own", lang).format(escape(entry.name)) + escape(replaced)


def _remove_button(notice: Notice, lang: str) -> str:
    label = _attribute(say("notices.remove_named", lang).format(name_of(notice)))
    return (
        f'<button type="button" class="pa-small" data-do="delete" data-notice="{_attribute(notice.id)}"'
        f' aria-label="{label}">{say("notices.remove", lang)}</button>'
    )


def counts_text(notice: Notice, lang: str) -> str:
    """How much was read: pages, clauses, paragraphs, facts of each kind."""
    counts = count(notice)
    pages = say("notices.pages", lang).format(counts.pages) if counts.pages else ""
    clauses = say("notices.counts", lang).format(counts.clauses, counts.paragraphs)
    facts = (counts.duties, counts.time_limits, counts.entitlements, counts.targets)
    return pages + clauses + say("notices.facts", lang).format(*facts)


# --- a notice opened ---------------------------------------------------------------------------------------------


def render_closed(lang: str, hint: str = "") -> str:
    """The panel with nothing open, and what can be opened, or ``hint``."""
    label = _attribute(say("notices.panel", lang))
    hint = hint or say("notices.panel.empty", lang)
    return f'<aside class="pa-reader pa-reader-empty" aria-label="{label}"><p>{hint}</p></aside>'


def render_opened(notice: Notice, entry: OwnEntry | None, lang: str, *, asks: Sequence[str] | None = None) -> str:
    """A notice held: what is known of it, its clauses and facts, what looks wrong, its text.

    :param asks: ask whether to remove it; the names of the notices that then come back. None → do not ask.
    """
    close = _attribute(say("notices.close", lang))
    head = f'<button type="button" class="pa-close" data-do="clear" aria-label="{close}">×</button>'
    question = "" if asks is None else _question(notice, asks, lang)
    origin = f'<p class="pa-facts">{_origin(entry, lang)}</p>'
    return _panel(name_of(notice), head, question + origin + _parts(notice, lang, outline_open=False), lang)


def render_preview(preview: Preview, lang: str) -> str:
    """A file before it is added: the same, with the outline open."""
    title = say("notices.preview", lang)
    return _panel(title, "", _parts(preview.notice, lang, outline_open=True), lang, more=" pa-preview")


def _panel(title: str, button: str, body: str, lang: str, more: str = "") -> str:
    label = _attribute(say("notices.panel", lang))
    head = f'<header><h2 tabindex="-1">{escape(title)}</h2>{button}</header>'
    return f'<aside class="pa-reader pa-opened{more}" aria-label="{label}">{head}{body}</aside>'


def _question(notice: Notice, back: Sequence[str], lang: str) -> str:
    sure = say("notices.sure", lang)
    comes_back = say("notices.sure.back", lang).format(escape("、".join(back))) if back else ""
    address = _attribute(notice.id)
    return (
        f'<div class="pa-confirm" role="alertdialog" aria-label="{_attribute(sure)}"><p>{sure}{comes_back}</p>'
        f'<button type="button" data-do="apply" data-notice="{address}">{say("notices.sure.yes", lang)}</button>'
        f'<button type="button" data-do="undo" data-notice="{address}">{say("notices.sure.no", lang)}</button></div>'
    )


def _parts(notice: Notice, lang: str, *, outline_open: bool) -> str:
    known = "　".join(item for item in (notice.number, notice.place, notice.date) if item)
    issuer = say("notices.issuer", lang).format(notice.issuer) if notice.issuer else ""
    lines = (known, issuer, *held_lines(notice, lang))
    facts = "".join(f'<p class="pa-facts">{escape(line)}</p>' for line in lines if line)
    counts = f'<p class="pa-facts">{counts_text(notice, lang)}</p>'
    left = len(notice.clauses) - _MOST_ROWS
    # What is known of it stands above already.
    shown = replace(notice, clauses=notice.clauses[:_MOST_ROWS], number=None, place=None, date=None, gaps=())
    more = f"<p>{say('notices.more', lang).format(left)}</p>" if left > 0 else ""
    outline = _details("pa-outline", say("notices.outline", lang), _outline(shown, lang) + more, is_open=outline_open)
    text = render_text(shown, None, lang) + more
    return facts + counts + _doubts(notice.warnings, lang) + outline + text


def _details(kind: str, summary: str, body: str, *, is_open: bool) -> str:
    return f'<details class="{kind}"{" open" if is_open else ""}><summary>{summary}</summary>{body}</details>'


def _doubts(warnings: Sequence[ReadingWarning], lang: str) -> str:
    if not warnings:
        return ""
    items = "".join(_doubt(warning, lang) for warning in warnings[:_MOST_WARNINGS])
    left = len(warnings) - _MOST_WARNINGS
    more = f"<li>{say('notices.more_doubts', lang).format(left)}</li>" if left > 0 else ""
    return _details(
        "pa-doubts", say("notices.doubts", lang).format(len(warnings)), f"<ul>{items}{more}</ul>", is_open=False
    )


def _doubt(warning: ReadingWarning, lang: str, more: str = "") -> str:
    return f'<li{more} lang="{_SAID_IN[lang]}">{escape(warning_line(warning, lang))}</li>'


def _outline(notice: Notice, lang: str) -> str:
    """The paragraphs under their addresses, each with its facts and with what looks wrong in it; a click on an address
    goes to the paragraph in the text, which is told by its number there (those without words are not in it)."""
    within = warnings_within(notice)
    rows: list[str] = []
    number = 0
    for index, clause in enumerate(notice.clauses):
        if not clause.text:
            continue
        facts = "".join(_fact(kind, words) for kind, words in _facts(clause, lang))
        doubts = "".join(_doubt(warning, lang, ' class="pa-doubt"') for warning in within.get(index, ()))
        notes = f"<ul>{facts}{doubts}</ul>" if facts or doubts else ""
        address = clause.label or f"[{say(f'part.{clause.part}', lang)}]"
        kind = "pa-heading" if clause.heading else f"pa-{clause.part}"
        rows.append(
            f'<li class="{kind} pa-depth-{clause_depth(clause)}"{_ZH}>'
            f'<button type="button" class="pa-row" data-row="{number}">{escape(address)}</button> '
            f"<span>{escape(_own_words(clause))}</span>{notes}</li>"
        )
        number += 1
    return f'<ol class="pa-clauses">{"".join(rows)}</ol>'


def _own_words(clause: Clause) -> str:
    """The paragraph's first words, without the number that stands before them as its address."""
    words = without_signs(clause_words(clause))
    return words.removeprefix(clause.path[-1]) if clause.path else words


def _facts(clause: Clause, lang: str) -> Iterator[tuple[str, str]]:
    """The kind of each fact in ``lang``, and its words."""
    for duty in clause.duties:
        yield say("fact.duty", lang), _words(duty_line(duty, lang))
    for limit in clause.time_limits:
        is_day = limit.iso is not None and _DAY.fullmatch(limit.iso)
        yield say("fact.limit", lang), _words(limit_line(limit if is_day else replace(limit, iso=None), lang))
    for item in clause.entitlements:
        yield say(f"fact.{item.force}", lang), _words(entitlement_line(item, lang))
    for target in clause.targets:
        yield say("fact.target", lang), _words(target_line(target, lang))


def _words(line: str) -> str:
    """A fact's line without the name of its kind in front."""
    return re.split("：|: ", line, maxsplit=1)[1]


def _fact(kind: str, words: str) -> str:
    return f'<li><b class="pa-kind">{kind}</b>{escape(words)}</li>'


# --- adding ------------------------------------------------------------------------------------------------------


def render_intro(lang: str) -> str:
    """What can be added."""
    hint, limits = say("notices.add_hint", lang), say("notices.limits", lang)
    return f'<section class="pa-intro"><h2>{say("notices.add_title", lang)}</h2><p>{hint}<br>{limits}</p></section>'


def render_staged(preview: Preview, total: int, number: int, lang: str) -> str:
    """Above the fields: which file it is, what becomes of it, what was not found.

    :param number: which of the ``total`` chosen files it is, from 1.
    """
    nth = f"<span>{say('notices.nth', lang).format(number, total)}</span>" if total > 1 else ""
    missing = (
        f"<li>{say(f'notices.missing.{field}', lang)}</li>"
        for field in _FIELDS
        if getattr(preview.notice, field) is None
    )
    notes = "".join(missing)
    doubts = count(preview.notice).doubts
    if doubts:
        notes += f"<li>{say('notices.doubtful', lang).format(doubts)}</li>"
    return (
        f'<section class="pa-staged"><h3 tabindex="-1">{escape(preview.file.name)}{nth}</h3>'
        f"<p>{_prospect(preview, lang)}</p>{f'<ul>{notes}</ul>' if notes else ''}"
        f'<p class="pa-hint">{say("notices.mend", lang)}</p></section>'
    )


def _prospect(preview: Preview, lang: str) -> str:
    outcome = preview.outcome
    if isinstance(outcome, Refused):
        reason = reason_html(outcome, preview.file, lang)
        return f'<strong class="pa-error">{say("notices.will.refused", lang).format(reason)}</strong>'
    if outcome.outcome == "replaced":
        return f"<strong>{say('notices.will.replaced', lang).format(_replaced(outcome, lang))}</strong>"
    if not outcome.own:
        return f"<strong>{say('notices.will.folder', lang)}</strong>"
    return say("notices.will.added" if outcome.outcome == "added" else "notices.will.held", lang)


def _replaced(added: Added, lang: str) -> str:
    """The notices that stand back: “《title》（2021-10-12；the old version is not kept）”."""
    return "、".join(
        f"{escape(name_of(old.notice))}（{escape(old.notice.date or say('no_date', lang))}；"
        f"{say('notices.old.own' if old.own else 'notices.old.corpus', lang)}）"
        for old in added.replaced
    )


def render_working(words: str, step: Step, lang: str) -> str:
    """Work going on: what is done, how far it is."""
    stopped = _attribute(say("notices.stopped", lang))
    said = escape(step.words or words)
    bar = f'<progress max="{step.total}" value="{step.done}" aria-label="{said}"></progress>' if step.total else ""
    return f'<div class="pa-told pa-pending" data-stopped="{stopped}"><p role="status">{said}</p>{bar}</div>'


def render_told(lines: Iterable[tuple[bool, str]]) -> str:
    """What was done, and what could not be: (whether it was done, the line as HTML)."""
    items = "".join(f'<p class="{"pa-done" if done else "pa-error"}">{line}</p>' for done, line in lines)
    return f'<div class="pa-told" role="status" tabindex="-1">{items}</div>' if items else ""


def outcome_lines(result: Added | Refused, lang: str) -> Iterator[tuple[bool, str]]:
    """What became of a file, for :func:`render_told`."""
    if isinstance(result, Refused):
        yield False, say("notices.refused", lang).format(reason_html(result, result.file, lang))
        return
    name = escape(name_of(result.notice))
    yield True, say(f"notices.done.{result.outcome}", lang).format(name, _replaced(result, lang))
    yield from ((True, escape(line)) for line in (result.in_english if lang == "en" else result.disagreements))


def removed_lines(removed: Removed, restored: Sequence[str], lang: str) -> Iterator[tuple[bool, str]]:
    """What was removed and what came back, for :func:`render_told`. ``restored``: names of notices."""
    name = f"《{removed.title}》" if removed.title else removed.id
    yield True, say("notices.removed", lang).format(escape(name))
    yield from ((True, say("notices.restored", lang).format(escape(title))) for title in restored)


def failure_line(key: str, error: Exception, file: Path | None, lang: str) -> str:
    """What could not be done, and why, behind the words of ``key``."""
    if isinstance(error, AssistantError):
        return say(key, lang).format(reason_html(error, file, lang))
    return say(key, lang).format(escape(say("broken", lang).format(type(error).__name__)))


def reason_html(told: AssistantError | Refused, file: Path | None, lang: str) -> str:
    """The line of ``told`` in ``lang``, as far as there is one."""
    is_english = lang == "en" and told.english is not None
    words = " ".join(plain_reason(told.line(lang), file, "en" if is_english else "zh").split())
    return f"<span{'' if is_english else _ZH}>{escape(words)}</span>"


def plain_reason(reason: str, file: Path | None = None, lang: str = "zh") -> str:
    """An error's line as it fits a page: the file by its name alone, options by the names of the fields."""
    if file is not None:
        path = str(file)
        reason = reason.replace(path, file.name).replace(f"{path[:_SHOWN_CHARS]}……", file.name)
    names, space = _OPTION_NAMES[lang], " " if lang == "en" else ""

    def named(found: re.Match[str]) -> str:
        return "" if found["value"] else names[found["name"]] + (space if found[0].endswith(" ") else "")

    return _OPTION.sub(named, reason)


def _attribute(words: str) -> str:
    return escape(words, quote=True)
