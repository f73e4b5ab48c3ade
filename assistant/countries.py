"""Countries other than China, where a question asks about one: none of its notices is held, nor does a national text of
China hold there."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from assistant.records import Place

_FILE = Path(__file__).resolve().parent / "data" / "countries.csv"
LEVEL = "country"

# A country is asked about where the question begins with it (“日本的…”, “在美国怎么…”); deeper inside a story, or as a
# part of another word (“德国麻疹”, “美国进口的药”), it tells nothing about whose rules are wanted.
_OPENS = re.compile(r"(?:请问|那么?|问一下|想问|我在|在|如果在|要是在)?")
_ASKS_ON = re.compile(r"的|那边|国内|境内|这边|呢|有没有|怎么|如何|谁|哪|什么|对|[，,\s？?]|$")
_LATIN = re.compile(r"\b(?:in|of|for|about) (?:the )?(?P<name>[A-Z][A-Za-z]+(?: [A-Z][A-Za-z]+){0,2})")


def find_country(question: str) -> tuple[Place, int, int] | None:
    """The country that ``question`` asks about, with where its name stands; None where it asks about none."""
    opening = _OPENS.match(question)
    start = opening.end() if opening else 0
    for name, place in _countries().items():
        if question.startswith(name, start) and _ASKS_ON.match(question, start + len(name)):
            return place, start, start + len(name)
    for match in _LATIN.finditer(question):
        if match["name"] in _countries():
            return _countries()[match["name"]], *match.span("name")
    return None


@cache
def _countries() -> dict[str, Place]:
    """By Chinese and by English name."""
    lines = _FILE.read_text(encoding="utf-8").splitlines()
    found: dict[str, Place] = {}
    for row in csv.DictReader(line for line in lines if not line.startswith("#")):
        for name in (row["name"], row["english"]):
            found.setdefault(name, Place(row["code"], name, LEVEL, ()))
    return found
