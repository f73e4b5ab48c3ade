"""Who leads, supports or is responsible: the duties of one paragraph.

Tails (:mod:`.duty_tails`) go before prose (:mod:`.duty_prose`). Duties that stretch over several paragraphs, label
lines and tables, are put together by :mod:`.find`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.facts.duty_prose import find_prose_duties
from assistant.reading.facts.duty_rules import Rule
from assistant.reading.facts.duty_sentences import find_sentence_duties
from assistant.reading.facts.duty_tails import find_tail_duties
from assistant.reading.passage import Passage
from assistant.reading.structure.emphasis import MARK, with_marks, without_emphasis
from assistant.records import Basis, Duty


def find_duties(text: str, task: str, rule: Rule | None = None, *, listed: bool = False) -> tuple[Duty, ...]:
    """Duties in ``text``, one paragraph (squeezed); positions count in it.

    :param task: what the tail of the paragraph assigns (its heading, or its first words); one of several tails assigns
        the sentences before it.
    :param rule: the notice's first-unit rule where it holds for this paragraph; its basis positions are the file's.
    :param listed: the paragraph stands under a heading such as 职责分工.
    """
    if MARK in text:
        plain = without_emphasis(text)
        return tuple(_as_printed(duty, text, plain) for duty in find_duties(plain.text, task, rule, listed=listed))
    tails = find_tail_duties(text, task, rule)
    sentences = [duty for duty in find_sentence_duties(text, task) if not any(_meet(duty, tail) for tail in tails)]
    tails = sorted([*tails, *sentences], key=lambda duty: duty.start)
    prose = (_outside(duty, tails) for duty in find_prose_duties(text, listed=listed))
    return tuple(sorted([*tails, *(duty for duty in prose if duty)], key=lambda duty: duty.start))


def _as_printed(duty: Duty, text: str, plain: Passage) -> Duty:
    """A duty found in ``plain``, quoted and placed in ``text``, which has marks of emphasis."""
    start, end = with_marks(text, *plain.span(duty.start, duty.end))
    basis = duty.basis
    if basis.kind in ("stated", "prose"):  # the others stand elsewhere, their place is known
        basis = Basis(basis.kind, text[start:end], start, end)
    return replace(duty, basis=basis, quote=text[start:end], start=start, end=end)


def _meet(one: Duty, other: Duty) -> bool:
    return one.start < other.end and other.start < one.end


def _outside(duty: Duty, tails: Sequence[Duty]) -> Duty | None:
    """A prose duty without the tail that stands in its sentence; None where it is the tail's own words."""
    tail = next((tail for tail in tails if _meet(duty, tail)), None)
    if tail is None:
        return duty
    quote = duty.quote[: max(0, tail.start - duty.start)].rstrip("，,；;。 ")
    kept = duty.task if duty.task in quote else quote[duty.quote.index(duty.task) :]
    end = duty.start + len(quote)
    return (
        replace(duty, task=kept, basis=Basis("prose", quote, duty.start, end), quote=quote, end=end) if kept else None
    )
