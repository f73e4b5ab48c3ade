"""Who leads, supports or is responsible: the duties of one paragraph.

Tails (:mod:`assistant.reading.duty_tails`) go before prose (:mod:`assistant.reading.duty_prose`). Duties that stretch
over several paragraphs, label lines and tables, are put together by :mod:`assistant.reading.facts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.duty_prose import find_prose_duties
from assistant.reading.duty_rules import Rule
from assistant.reading.duty_tails import find_tail_duties
from assistant.records import Basis, Duty


def find_duties(text: str, task: str, rule: Rule | None = None, *, listed: bool = False) -> tuple[Duty, ...]:
    """Duties in ``text``, one paragraph (squeezed); positions count in it.

    :param task: what the tail of the paragraph assigns (its heading, or its first words); one of several tails assigns
        the sentences before it.
    :param rule: the notice's first-unit rule where it holds for this paragraph; its basis positions are the file's.
    :param listed: the paragraph stands under a heading such as 职责分工.
    """
    tails = find_tail_duties(text, task, rule)
    prose = (_outside(duty, tails) for duty in find_prose_duties(text, listed=listed))
    return tuple(sorted([*tails, *(duty for duty in prose if duty)], key=lambda duty: duty.start))


def _outside(duty: Duty, tails: Sequence[Duty]) -> Duty | None:
    """A prose duty without the tail that stands in its sentence; None where it is the tail's own words."""
    tail = next((tail for tail in tails if tail.start < duty.end and duty.start < tail.end), None)
    if tail is None:
        return duty
    quote = duty.quote[: max(0, tail.start - duty.start)].rstrip("，,；;。 ")
    kept = duty.task if duty.task in quote else quote[duty.quote.index(duty.task) :]
    end = duty.start + len(quote)
    return (
        replace(duty, task=kept, basis=Basis("prose", quote, duty.start, end), quote=quote, end=end) if kept else None
    )
