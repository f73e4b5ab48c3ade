"""Cuts a run of Chinese characters into words, to tell a place's name from the same characters inside other words.

“其中卫生室” holds the characters of 中卫 and “确保定点” those of 保定. A name is believed only where cutting the run
with the name as a word is likelier than cutting it without: the cheapest path over a graph of words, as jieba does it,
with jieba's own frequencies (``assistant/data/words.txt``), at a hundredth of its loading time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_WORDS_FILE = Path(__file__).resolve().parent / "data" / "words.txt"
_LONGEST_WORD = 4
# What a character outside the list costs: the list ends at cost 28 (a share of one in a million).
_UNKNOWN_COST = 30


@dataclass(frozen=True, slots=True)
class Edge:
    """A candidate that covers ``text[start:end]`` at ``cost`` (-2 ln of its assumed share in running text)."""

    start: int
    end: int
    cost: int


@cache
def word_costs() -> dict[str, int]:
    """Cost of each common word and character; see the head of ``assistant/data/words.txt`` for the unit."""
    costs: dict[str, int] = {}
    for line in _WORDS_FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            cost, *words = line.split(" ")
            costs.update(dict.fromkeys(words, int(cost)))
    return costs


def cheapest_path(text: str, edges: Iterable[Edge]) -> list[Edge]:
    """Those of ``edges`` that lie on the cheapest cut of ``text`` into edges, common words and single characters.

    Where two cuts cost the same, the one with the edge wins. ``text`` holds no punctuation.
    """
    costs = word_costs()
    starting: dict[int, list[Edge]] = {}
    for edge in edges:
        starting.setdefault(edge.start, []).append(edge)
    size = len(text)
    best: list[float] = [0.0] + [float("inf")] * size
    came: list[tuple[int, Edge | None]] = [(0, None)] * (size + 1)
    for start in range(size):
        for edge in starting.get(start, ()):
            if best[start] + edge.cost < best[edge.end]:
                best[edge.end], came[edge.end] = best[start] + edge.cost, (start, edge)
        for end in range(start + 1, min(start + _LONGEST_WORD, size) + 1):
            cost = costs.get(text[start:end])
            if cost is None:
                if end > start + 1:
                    continue
                cost = _UNKNOWN_COST
            if best[start] + cost < best[end]:
                best[end], came[end] = best[start] + cost, (start, None)
    path: list[Edge] = []
    end = size
    while end:
        start, taken = came[end]
        if taken:
            path.append(taken)
        end = start
    return path[::-1]
