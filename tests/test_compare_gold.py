"""Comparisons of the five notices, cell by cell, against what was written down from the texts alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from compare_support import cell, compared, state
from reading_support import gold

from assistant.compare.comparison import ASPECTS, OMITTED, SILENT

TOPICS = {topic["name"]: topic for topic in gold("compare")["topic"]}
ASKED = [(name, words) for name, topic in TOPICS.items() for words in topic["ask"]]
PLACES = ("开封市", "陕西省", "中卫市", "云南省", "全国")
CELLS = [(name, place, aspect) for name in TOPICS for place in PLACES for aspect in ASPECTS]


def bare(words: str) -> str:
    return re.sub(r"\s", "", words)


def quotes(words: str, place: str, aspect: str) -> list[tuple[str, str]]:
    return [(label, bare(text)) for label, text in cell(compared(words), place, aspect)]


def rules(place: str, entries: list[dict[str, Any]]) -> Iterator[str]:
    """Where the rule stands by which the first unit leads: the lead rests on it too."""
    if any(entry.get("basis") == "first_listed" for entry in entries):
        yield "二、（一）1"


@pytest.mark.parametrize(("name", "place", "aspect"), CELLS)
def test_every_cell_is_what_the_texts_say(name: str, place: str, aspect: str) -> None:
    wanted = TOPICS[name][place]
    entries = wanted[aspect]
    found = quotes(TOPICS[name]["ask"][0], place, aspect)
    required = [entry for entry in entries if not entry.get("optional")]
    missed = [
        entry["words"]
        for entry in required
        if not any(label == entry["clause"] and bare(entry["words"]) in text for label, text in found)
    ]
    assert missed == []
    allowed = {entry["clause"] for entry in entries} | set(rules(place, entries))
    assert [quote for quote in found if quote[0] not in allowed] == []


@pytest.mark.parametrize(("name", "place", "aspect"), CELLS)
def test_empty_cells_tell_silence_from_what_is_not_held(name: str, place: str, aspect: str) -> None:
    wanted = TOPICS[name][place]
    comparison = compared(TOPICS[name]["ask"][0])
    if cell(comparison, place, aspect) or aspect in wanted.get("doubtful", ()):
        return
    assert state(comparison, place, aspect) == (OMITTED if aspect in wanted["omitted"] else SILENT)


@pytest.mark.parametrize(("name", "words"), ASKED)
def test_other_words_for_the_topic_give_the_same_cells(name: str, words: str) -> None:
    first = compared(TOPICS[name]["ask"][0])
    assert [row.cells for row in compared(words).rows] == [row.cells for row in first.rows]


@pytest.mark.parametrize("name", TOPICS)
def test_clauses_that_only_use_the_words_fill_no_cell(name: str) -> None:
    for place in PLACES:
        wanted = TOPICS[name][place]
        for passing in wanted.get("passing", ()):
            for aspect in ASPECTS:
                listed = any(entry["clause"] == passing["clause"] for entry in wanted[aspect])
                said = [text for label, text in quotes(name, place, aspect) if label == passing["clause"]]
                assert listed or not any(bare(passing["words"]) in text for text in said), (place, aspect)


def named(units: tuple[str, ...]) -> tuple[str, ...]:
    """Units without the other name that stands in brackets behind theirs: “（卫生应急科）”."""
    return tuple(re.sub(r"（[^（）]*科）$", "", unit) for unit in units)


def units_of(name: str, place: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Each lead written down, with the entry whose quotes hold it, as roles."""
    row = next(row for row in compared(TOPICS[name]["ask"][0]).rows if row.place == place)
    for wanted in TOPICS[name][place]["lead"]:
        for entry in row.cell("lead").entries:
            words = "".join(bare(quote.text) for quote in entry.quotes if quote.label == wanted["clause"])
            if bare(wanted["words"]) in words and entry.roles:
                yield (
                    {key: tuple(wanted.get(key, ())) for key in ("lead", "support", "responsible")},
                    {key: named(getattr(entry.roles, key)) for key in ("lead", "support", "responsible")},
                )


@pytest.mark.parametrize("name", TOPICS)
def test_units_have_the_roles_that_were_written_down(name: str) -> None:
    pairs = [pair for place in PLACES for pair in units_of(name, place) if any(pair[0].values())]
    assert pairs
    for wanted, found in pairs:
        assert found == wanted


def test_the_interesting_differences_are_marked() -> None:
    serious = compared("大病专项救治")
    for place, words in (("开封市", "30 种"), ("陕西省", "30种"), ("中卫市", "37种"), ("全国", "30种")):
        row = next(row for row in serious.rows if row.place == place)
        assert any(words in entry.differs for entry in row.cell("gets").entries), place
    first = compared("先诊疗后付费")
    area = {row.place: [e.differs for e in row.cell("area").entries] for row in first.rows if row.cell("area").entries}
    assert area == {
        "开封市": [("县域内定点医疗机构",), ("市域内定点医疗机构",), ("县域内",)],
        "陕西省": [("县域内公立医疗机构",)],
        "中卫市": [("县域内",)],
        "全国": [("县域内",)],
    }
    may = {row.place for row in first.rows for entry in row.cell("gets").entries if "可" in entry.differs}
    assert may == {"陕西省", "全国"}
    family = compared("家庭医生签约服务")
    shaanxi = next(row for row in family.rows if row.place == "陕西省").cell("who").entries
    assert any("四种" in entry.differs for entry in shaanxi)
