"""From when and how long a notice holds, as it says itself, made ready for asking. Its number and date are not asked:
every paper prints them at its head."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from assistant.quiz.cloze import call_scope, make_cloze, places_of
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.records import Ask
from assistant.quiz.time_asks import accepted_times, other_times
from assistant.quiz.words import plain, tidy
from assistant.reading.about.dates import DAY
from assistant.records import Clause, Notice, Period


def find_particular_asks(notice: Notice, named: str) -> Iterator[Ask]:
    """The validity of ``notice``, where its text says it."""
    for role, period in (("effective", notice.validity.effective), ("expires", notice.validity.expires)):
        made = _ask_period(notice, named, role, period) if period else None
        if made is not None:
            yield made


def _ask_period(notice: Notice, named: str, role: str, period: Period) -> Ask | None:
    """“自2023年1月1日起施行”, “有效期五年” with the time blanked."""
    clause = next((c for c in notice.clauses if c.start <= period.start < c.end), None)
    match = re.search(rf"{DAY}|[\d一二三四五六七八九十]{{1,3}}\s?(?:年|个月)", period.quote)
    if clause is None or match is None:
        return None
    sentence = next((s for s in re.split("(?<=[。；])", clause.text) if period.quote in s), "")
    places = places_of(re.escape(match[0]), sentence)
    cloze = make_cloze(clause.text, sentence.rstrip("。；"), *places[0]) if len(places) == 1 else None
    called = call_scope(named, clause, cloze, match[0]) if cloze else None
    if cloze is None or called is None:
        return None
    words = tidy(match[0])
    refutes = partial(_refutes_period, clause, words)
    wrong = tuple(other for other in other_times(words, int(notice.year) if notice.year else None) if refutes(other))
    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(period.start - clause.start),
        asked=("particular", role),
        right=(words,),
        refutes=refutes,
        accepted=accepted_times(words),
        far=wrong,
        false=wrong[:1],
        topic="施行与有效期",
    )


def _refutes_period(clause: Clause, right: str, words: str) -> bool:
    return plain(words) != plain(right) and plain(words) not in plain(clause.text)
