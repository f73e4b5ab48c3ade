"""What the tests of comparisons share: the corpus, small notices of their own, and a cell as plain lists."""

from __future__ import annotations

import re
from functools import cache

from reading_support import CORPUS, NOTICES, parse, source

from assistant.catalogue import load_catalogue
from assistant.compare.compare import compare_places
from assistant.compare.comparison import Comparison
from assistant.gazetteer import Gazetteer, load_gazetteer
from assistant.glossary import Glossary, load_glossary
from assistant.reading.notice import parse_notice
from assistant.records import Notice


@cache
def glossary() -> Glossary:
    return load_glossary(CORPUS)


@cache
def gazetteer() -> Gazetteer:
    return load_gazetteer(CORPUS)


@cache
def corpus() -> tuple[Notice, ...]:
    """The five notices with what the catalogue adds."""
    return tuple(altered({}))


def altered(changes: dict[str, dict[str, str]]) -> list[Notice]:
    """The five notices, words of some of them replaced: {notice: {words: other words}}."""
    notices: list[Notice] = []
    for name in NOTICES:
        text = source(name)
        for words, others in changes.get(name, {}).items():
            pattern = r"\s*".join(map(re.escape, words))  # lines are broken anywhere
            assert re.search(pattern, text), (name, words)
            text = re.sub(pattern, others, text)
        notices.append(parse_notice(name, text, gazetteer(), load_catalogue(CORPUS).get(name)))
    return notices


def made(*texts: str) -> list[Notice]:
    """Small notices of 甲市, 乙市 … as a user might add them."""
    return [parse(text, f"n{number}") for number, text in enumerate(texts, start=1)]


@cache
def compared(topic: str) -> Comparison:
    """A topic compared over the corpus."""
    return compare_places(topic, corpus(), glossary())


def cell(comparison: Comparison, place: str, aspect: str) -> list[tuple[str, str]]:
    """A cell as (label, words) of each of its quotes."""
    row = next(row for row in comparison.rows if row.place == place)
    return [(quote.label, quote.text) for entry in row.cell(aspect).entries for quote in entry.quotes]


def marks(comparison: Comparison, place: str, aspect: str) -> list[str]:
    """The words marked in a cell."""
    row = next(row for row in comparison.rows if row.place == place)
    return [words for entry in row.cell(aspect).entries for words in entry.differs]


def state(comparison: Comparison, place: str, aspect: str) -> str:
    return next(row for row in comparison.rows if row.place == place).cell(aspect).state
