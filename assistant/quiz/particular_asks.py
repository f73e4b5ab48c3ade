"""What a notice says of itself, made ready for asking: its number, its date, from when and how long it holds."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from assistant.quiz.cloze import make_cloze, places_of
from assistant.quiz.naming import Names
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.time_asks import accepted_times, other_times
from assistant.quiz.words import inner_quotes, plain, source_of, tidy
from assistant.reading.about.dates import DAY, day_in
from assistant.reading.about.references import NUMBER, standard_number
from assistant.records import Clause, Notice, Period

_YEAR_AND_SERIAL = re.compile(r"^(.+〔\d{4}〕)(\d+)号$")
_NEAR_SERIALS = (1, -1, 2, -2, 10)
# Days off the right one, as far as the year stays the same.
_NEAR_DAYS = (10, -10, 31, -31, 61, -61)


def find_particular_asks(notice: Notice, names: Names, others: Sequence[Notice]) -> Iterator[Ask]:
    """Number, date and validity of ``notice``, where its text prints them."""
    named = names.without_number(notice)
    if named is not None:
        for ask in (_ask_number(notice, named, others), _ask_date(notice, named)):
            if ask is not None:
                yield ask
    called = names.of(notice)
    if called is not None:
        for role, period in (("effective", notice.validity.effective), ("expires", notice.validity.expires)):
            made = _ask_period(notice, called, role, period) if period else None
            if made is not None:
                yield made


def _ask_number(notice: Notice, named: str, others: Sequence[Notice]) -> Ask | None:
    found = _printed(notice, NUMBER, lambda words: standard_number(words) == notice.number)
    shape = _YEAR_AND_SERIAL.match(notice.number or "")
    if found is None or shape is None:
        return None
    clause, start, end = found
    printed = {standard_number(m[0]) for c in notice.clauses for m in re.finditer(NUMBER, c.text)}
    near = tuple(sorted(n for n in printed if n != notice.number and n.startswith(shape[1][:2])))
    serials = [int(shape[2]) + step for step in _NEAR_SERIALS]
    moved = [f"{shape[1]}{serial}号" for serial in serials if serial > 0]

    def refutes(number: str) -> bool:
        return bool(_YEAR_AND_SERIAL.match(number)) and number != notice.number

    return _ask(
        notice,
        named,
        clause,
        (start, end),
        "number",
        f"{named}的文号是{BLANK}。",
        "文号",
        notice.number or "",
        near,
        tuple(n for n in moved if n not in near and all(n != o.number for o in others)),
        refutes,
    )


def _ask_date(notice: Notice, named: str) -> Ask | None:
    found = _printed(notice, DAY, lambda words: day_in(words) == notice.date)
    if found is None or notice.date is None or day_in(notice.title or ""):
        return None
    clause, start, end = found
    what = "印发日期" if "印发" in clause.text[end : end + 3] else "落款日期"
    if what == "落款日期" and clause.part != "signature" and len(plain(clause.text)) > end - start:
        return None  # a day that stands inside a sentence
    day = datetime.date.fromisoformat(notice.date)
    moved = [day + datetime.timedelta(days=step) for step in _NEAR_DAYS]
    wrong = tuple(_day_words(other) for other in moved if other.year == day.year)

    def refutes(words: str) -> bool:
        other = day_in(words)
        return other is not None and other != notice.date

    return _ask(
        notice,
        named,
        clause,
        (start, end),
        "date",
        f"{named}的{what}是{BLANK}。",
        what,
        _day_words(day),
        (),
        wrong,
        refutes,
    )


def _ask(
    notice: Notice,
    named: str,
    clause: Clause,
    span: tuple[int, int],
    role: str,
    sentence: str,
    what: str,
    right: str,
    near: tuple[str, ...],
    far: tuple[str, ...],
    refutes: Callable[[str], bool],
) -> Ask:
    quote = clause.text[span[0] : span[1]]
    return Ask(
        key=f"particular.{role}|{clause.id}|0",
        fact="particular",
        role=role,
        notice=notice,
        clause=clause,
        source=source_of(clause, quote, *_file_span(notice, clause, quote)),
        also=(),
        topic="文件本身",
        named="",
        complete=False,
        question=f"{named}的{what}是下列哪一个？",
        sentence=sentence,
        states=True,
        right=(right,),
        accepted=tuple(way for way in (tidy(quote),) if way != right),
        near=near,
        far=far,
        false=far,
        refutes=refutes,
    )


def _ask_period(notice: Notice, named: str, role: str, period: Period) -> Ask | None:
    """“自2023年1月1日起施行”, “有效期五年” with the time blanked."""
    clause = next((c for c in notice.clauses if c.start <= period.start < c.end), None)
    match = re.search(rf"{DAY}|[\d一二三四五六七八九十]{{1,3}}\s?(?:年|个月)", period.quote)
    if clause is None or match is None:
        return None
    sentence = next((s for s in re.split("(?<=[。；])", clause.text) if period.quote in s), "")
    places = places_of(re.escape(match[0]), sentence)
    cloze = make_cloze(clause.text, sentence.rstrip("。；"), *places[0]) if len(places) == 1 else None
    if cloze is None:
        return None
    words = tidy(match[0])
    refutes = partial(_refutes_period, clause, words)
    wrong = tuple(other for other in other_times(words) if refutes(other))
    return Ask(
        key=f"particular.{role}|{clause.id}|{period.start - clause.start}",
        fact="particular",
        role=role,
        notice=notice,
        clause=clause,
        source=source_of(clause, period.quote, period.start, period.end),
        also=(),
        topic="文件本身",
        named=named,
        complete=True,
        question=f"“{inner_quotes(cloze.text)}”，横线处应填哪一项？",
        sentence=cloze.text + "。",
        states=True,
        right=(words,),
        accepted=accepted_times(words),
        near=(),
        far=wrong,
        false=wrong,
        refutes=refutes,
    )


def _refutes_period(clause: Clause, right: str, words: str) -> bool:
    return plain(words) != plain(right) and plain(words) not in plain(clause.text)


def _printed(notice: Notice, pattern: str, says: Callable[[str], bool]) -> tuple[Clause, int, int] | None:
    """The paragraph of the notice's head or signature that prints what ``pattern`` finds and ``says`` accepts."""
    for clause in notice.clauses:
        if clause.part not in ("front", "signature"):
            continue
        for match in re.finditer(pattern, clause.text):
            if says(match[0]):
                return clause, match.start(), match.end()
    return None


def _file_span(notice: Notice, clause: Clause, quote: str) -> tuple[int, int]:
    """Where ``quote`` stands in the notice's file; the whole clause where a line break divides it there."""
    at = notice.source.find(quote, clause.start, clause.end)
    return (at, at + len(quote)) if at >= 0 else (clause.start, clause.end)


def _day_words(day: datetime.date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
