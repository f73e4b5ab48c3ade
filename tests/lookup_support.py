"""What the tests of tables share: the five notices, or notices made up on the spot, ready to be looked into."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from reading_support import CORPUS, parse

from assistant.library import find_corpus, read_corpus
from assistant.lookup.held import Held
from assistant.records import Notice


@cache
def five() -> Held:
    """The notices of the project's corpus."""
    return Held(read_corpus(find_corpus(CORPUS)), CORPUS)


def held_of(*notices: Notice) -> Held:
    """Made-up notices, with the project's glossary."""
    return Held(notices, CORPUS)


def made_up(text: str, name: str = "test", place: str | None = "甲市", date: str | None = "2026-01-05") -> Notice:
    """A notice of an invented place."""
    return replace(parse(text, name), place=place, date=date)
