"""Who leads, supports or is responsible: the cell that comes from duties.

The line of units behind a paragraph speaks for all that the paragraph orders; a duty in prose for its own task alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.compare.benefits import Cells, Spots
from assistant.compare.comparison import Entry, Roles
from assistant.compare.matter import betters
from assistant.compare.quotes import ClauseText, Quote
from assistant.compare.stretches import MENTION, Stretch
from assistant.reading.sentences import Span, trim
from assistant.records import Duty, Notice


def add_leads(cells: Cells, notice: Notice, text: ClauseText, stretches: Sequence[Stretch], spots: Spots) -> None:
    """Put into ``cells`` the units that the duties of one clause name for the topic."""
    for duty in text.clause.duties:
        if duty.basis.kind == "prose":
            _add_prose(cells, text, duty, spots)
        elif spots(duty.task) or (duty.basis.kind != "table" and any(_speaks(s, spots) for s in stretches)):
            _add_tail(cells, notice, text, duty, spots)


def _speaks(stretch: Stretch, spots: Spots) -> bool:
    """Whether a stretch orders something; a duty told in prose has units of its own."""
    prose = (duty for duty in stretch.clause.duties if duty.basis.kind == "prose")
    orders = stretch.how != MENTION or any(betters(stretch.text, spot) for spot in spots(stretch.text))
    return orders and not any(stretch.holds(duty.start, duty.end) for duty in prose)


def _add_tail(cells: Cells, notice: Notice, text: ClauseText, duty: Duty, spots: Spots) -> None:
    heading = text.clause.headings[-1] if text.clause.headings else ""
    task = "" if spots(heading) or spots(duty.task) else heading or duty.task
    rule = duty.basis.quote if duty.basis.kind == "first_listed" else ""
    quotes = [text.quote(text.span(duty.start, duty.end))]
    if duty.basis.kind in ("first_listed", "table") and duty.basis.quote != quotes[0].text:
        quotes.append(_basis(text, notice, duty))
    stated = duty.basis.kind == "stated"
    roles = Roles(duty.lead, duty.support, duty.responsible, task, rule, is_stated=stated)
    cells["lead"].append(Entry(tuple(quotes), roles=roles))


def _add_prose(cells: Cells, text: ClauseText, duty: Duty, spots: Spots) -> None:
    """The unit, and of its tasks the phrases that name the topic."""
    whole = text.span(duty.start, duty.end)
    words = text.text[whole.start : whole.end]
    named = spots(words)
    if not named:
        return
    units = text.find_list(duty.units, whole)
    phrases = dict.fromkeys(_phrase(text, Span(whole.start + s.start, whole.start + s.end), whole) for s in named)
    tasks = tuple(text.quote(span) for span in phrases)
    quotes = tuple(text.quote(unit) for unit in units if not any(_covers(span, unit) for span in phrases))
    roles = Roles(duty.lead, duty.support, duty.responsible, own=True)
    cells["lead"].append(Entry((*tasks, *quotes), roles=roles))


def _phrase(text: ClauseText, spot: Span, whole: Span) -> Span:
    phrase = trim(text.text, text.sentences.around(spot.start).phrase)
    return Span(max(phrase.start, whole.start), min(phrase.end, whole.end))


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _basis(text: ClauseText, notice: Notice, duty: Duty) -> Quote:
    """The rule or the header row that the roles rest on; it may stand in another clause."""
    basis = duty.basis
    home = next((c for c in notice.clauses if c.start <= basis.start < c.end), text.clause)
    return Quote(home.id, home.label, basis.quote, basis.start, basis.end)
