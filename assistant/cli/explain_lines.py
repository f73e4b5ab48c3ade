"""How ``ask --explain`` looks: what was understood, asked, found, composed and dropped, line by line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.cli.console import on_terminal, print_plain, result_console
from assistant.cli.explain_words import WORDS, Words
from assistant.cli.fact_lines import shortened
from assistant.wrapping import wrap

if TYPE_CHECKING:
    from assistant.answering.explanation import (
        ClauseLooked,
        ClauseNamed,
        ConceptFound,
        Explanation,
        NoticeLooked,
        NoticesAsked,
        PartAsked,
        PlaceFound,
        Understood,
    )

_INDENT = "  "
_SPELLINGS, _NOTICES = 6, 8
_STATEMENT_CHARS = 60


def print_explanation(explanation: Explanation) -> None:
    """``explanation`` on stdout; on a terminal, longer lines are wrapped."""
    for line in explanation_lines(explanation):
        if on_terminal():
            bare = line.lstrip()
            for part in wrap(bare, result_console().width, line[: len(line) - len(bare)]):
                print_plain(part)
        else:
            print_plain(line)


def explanation_lines(explanation: Explanation) -> Iterator[str]:
    """The lines of ``explanation``, in the language of its answer."""
    words = WORDS[explanation.understood.lang]
    yield from _part(explanation, words)
    for number, part in enumerate(explanation.parts, start=1):
        yield words["part"].format(number, part.question.strip())
        yield from (_INDENT + line for line in _part(part, words))
    yield words["statements"]
    yield from (_INDENT + line for line in _statements(explanation, words))
    steps = (words["ms.unit"].format(words[f"ms.{step}"], ms) for step, ms in explanation.ms.items())
    yield words["ms"] + words["colon"] + words["comma"].join(steps)


def _part(part: Explanation | PartAsked, words: Words) -> Iterator[str]:
    """What was understood, asked and found for a question or a part of it."""
    yield words["understood"]
    yield from (_INDENT + line for line in _understood(part.understood, words))
    yield words["asked"]
    yield from (_INDENT + _asked(asked, words) for asked in part.asked)
    yield words["looked"]
    yield from (_INDENT + line for line in _looked(part, words))


# --- the question ----------------------------------------------------------------------------------------------------


def _understood(found: Understood, words: Words) -> Iterator[str]:
    how = words["chosen" if found.lang_chosen else "from_question"]
    yield _named("language", words[f"lang.{found.lang}"] + _aside([how], words), words)
    asks = [ask for ask in found.asks if ask != "notice" or len(found.asks) == 1]
    asked = words["list"].join(words.get(f"ask.{ask}", ask) for ask in asks)
    asked += words["semicolon"] + words["yes_no"] if found.is_yes_no else ""
    yield _named("asks", asked + _aside(_turn(found.asks_turn, words), words), words)
    yield _named("route", words[f"route.{found.route}"], words)
    places = words["list"].join(_place(place, words) for place in found.places)
    yield _named("place", places or words["none" if found.may_be else "no_place"], words)
    for name, listed in (("may_be", found.may_be), ("not_meant", found.not_meant)):
        if listed:
            yield _named(name, words["list"].join(listed), words)
    if found.unit:
        yield _named("unit", found.unit + _aside(_turn(found.unit_turn, words), words), words)
    if found.clause:
        yield _clause_named(found.clause, words)
    yield from _words_of(found, words)


def _words_of(found: Understood, words: Words) -> Iterator[str]:
    counted = [concept for concept in found.concepts if concept.weight or concept.kind != "word"]
    yield _named("concepts", "" if counted else words["none"], words).rstrip()
    yield from (_INDENT + _concept(concept, words) for concept in counted)
    for name, listed in (("set_aside", found.set_aside), ("unused", found.unused)):
        if listed:
            yield _named(name, words["list"].join(listed), words)


def _named(name: str, value: str, words: Words) -> str:
    return words[name] + words["colon"] + value


def _aside(notes: Sequence[str], words: Words) -> str:
    """``notes`` in brackets; nothing where there are none."""
    return words["open"] + words["semicolon"].join(notes) + words["close"] if notes else ""


def _turn(turn: str | None, words: Words) -> list[str]:
    return [words["turn"].format(turn)] if turn else []


def _place(place: PlaceFound, words: Words) -> str:
    if place.how == "earlier":
        return place.name + _aside(_turn(place.turn, words), words)
    return place.name + _aside([words[f"place.{place.how}"].format(place.words)], words)


def _clause_named(clause: ClauseNamed, words: Words) -> str:
    held = words["in_notices"].format(words["list"].join(clause.notices)) if clause.notices else words["nowhere"]
    notes = [held, *([words["saying"].format(clause.saying)] if clause.saying else []), *_turn(clause.turn, words)]
    return _named("clause", words["list"].join(clause.words) + _aside(notes, words), words)


def _concept(concept: ConceptFound, words: Words) -> str:
    spellings = words["list"].join(concept.spellings[:_SPELLINGS])
    if len(concept.spellings) > _SPELLINGS:
        spellings = words["and_more"].format(spellings, len(concept.spellings))
    notes = [
        words["in_words"].format(concept.said) if concept.said not in ("", concept.name) else "",
        words["spellings"].format(spellings) if concept.spellings != (concept.name,) else "",
        words["clauses"].format(concept.clauses),
        words["weight"].format(concept.weight),
        words["importance"].format(concept.importance) if concept.importance is not None else "",
        *_turn(concept.turn, words),
    ]
    kind = words.get(f"kind.{concept.kind}", concept.kind)
    return f"{concept.name} [{kind}]{words['colon']}{words['semicolon'].join(filter(None, notes))}"


# --- the notices -----------------------------------------------------------------------------------------------------


def _asked(asked: NoticesAsked, words: Words) -> str:
    own = words["own"].format(words["list"].join(asked.own)) if asked.own else words["no_own"]
    above = words["above"].format(words["list"].join(asked.above)) if asked.above else ""
    levels = words["semicolon"].join(filter(None, (own, above)))
    return (asked.place or words["everywhere"]) + words["colon"] + levels


def _looked(part: Explanation | PartAsked, words: Words) -> Iterator[str]:
    if part.understood.route != "topic":
        yield words["unread"]
        return
    if not part.looked:
        yield words["none"]
    speaking = [notice for notice in part.looked if notice.clauses]
    best = sorted(speaking, key=lambda notice: -notice.clauses[0].relevance)[:_NOTICES]
    for notice in filter(best.__contains__, speaking):
        yield _notice(notice, words)
        yield from (_INDENT + _clause(clause, words) for clause in notice.clauses)
    if len(speaking) > _NOTICES:
        yield words["more_notices"].format(len(speaking) - _NOTICES)
    silent = [notice.notice for notice in part.looked if not notice.clauses]
    if silent:
        yield words["silent"].format(words["list"].join(silent))


def _notice(notice: NoticeLooked, words: Words) -> str:
    notes = [
        words["taken"].format(notice.taken),
        words["left_out"].format(notice.left_out) if notice.left_out is not None else "",
        words["waived"].format(words["list"].join(notice.waived)) if notice.waived else "",
    ]
    needed = _aside([f"{notice.needed:.3f}"], words)
    return notice.notice + needed + words["colon"] + words["semicolon"].join(filter(None, notes))


def _clause(clause: ClauseLooked, words: Words) -> str:
    fate = "cited" if clause.cited else "refused" if clause.refused else "not_cited"
    found = [words["no_score"] if score is None else f"{score:.3f}" for score in (clause.lexical, clause.cosine)]
    scores = words["scores"].format(*found, clause.coverage, clause.heading, clause.relevance)
    line = f"{words[fate]} {clause.label or words['no_label']}{words['colon']}{scores}"
    if fate == "refused":
        line += words["semicolon"] + words[f"refused.{clause.refused}"].format(words["list"].join(clause.lacks))
    return line


# --- the statements --------------------------------------------------------------------------------------------------


def _statements(explanation: Explanation, words: Words) -> Iterator[str]:
    if explanation.by_model:
        yield words["by_model"]
    if not explanation.statements:
        yield words["no_statements"]
    for made in explanation.statements:
        fate = words["dropped" if made.dropped else "kept"] + _aside([made.dropped] if made.dropped else [], words)
        yield f"{fate}{words['colon']}{shortened(made.text, _STATEMENT_CHARS)} ← {', '.join(made.clause_ids)}"
