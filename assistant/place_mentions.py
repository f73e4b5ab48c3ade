"""Places named in a text, and how one says where another lies (“中卫市海原县”, “Kaifeng, Henan”)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.records import Place

NATION = Place(code="000000", name="全国", level="nation", above=())

# Leading digits of a code that a place shares with those that lie in it.
_WIDTHS = {"nation": 0, "province": 2, "city": 4}
# Between two names of one address: “中卫市海原县”, “江苏的南京”, “Kaifeng, Henan”, “Gusu District of Suzhou”.
_ADDRESS_GAP = re.compile(r"(?:\s*[,，·/的]?\s*|\s+(?:in|of)\s+)")


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a text. ``places`` holds several where the name is shared and nothing tells which is meant.

    ``is_context``: the mention only says where another one lies (中卫市 in “中卫市海原县”).
    """

    start: int
    end: int
    words: str
    places: tuple[Place, ...]
    is_context: bool = False

    @property
    def place(self) -> Place | None:
        """The place, where there is but one."""
        return self.places[0] if len(self.places) == 1 else None


def contains(outer: Place, inner: Place) -> bool:
    """Whether ``inner`` lies in ``outer`` and is not the same place."""
    if outer.code == inner.code or outer.level not in _WIDTHS:
        return False
    width = _WIDTHS[outer.level]
    return inner.code[:width] == outer.code[:width]


def relate(text: str, mentions: Sequence[PlaceMention]) -> list[PlaceMention]:
    """Narrow shared names by the places named beside them, and mark the mentions that only say where another lies."""
    related = list(mentions)
    for index, mention in enumerate(related):
        if len(mention.places) > 1:
            beside = [related[i] for i in (index - 1, index + 1) if _is_beside(text, related, index, i)]
            related[index] = _narrow(_narrow(mention, beside), related)
    for index, mention in enumerate(related):
        inner = [related[i] for i in (index - 1, index + 1) if _is_beside(text, related, index, i)]
        if any(contains(o, p) for m in inner for p in m.places for o in mention.places):
            related[index] = replace(mention, is_context=True)
    return related


def _is_beside(text: str, mentions: Sequence[PlaceMention], index: int, other: int) -> bool:
    if not 0 <= other < len(mentions):
        return False
    first, second = sorted((mentions[index], mentions[other]), key=lambda m: m.start)
    return _ADDRESS_GAP.fullmatch(text[first.end : second.start]) is not None


def _narrow(mention: PlaceMention, others: Iterable[PlaceMention]) -> PlaceMention:
    """Keep the places that lie in one named elsewhere, unless none does."""
    outer = [m.places[0] for m in others if m.place is not None and m.place != NATION]
    inside = tuple(p for p in mention.places if any(contains(o, p) for o in outer))
    return replace(mention, places=inside) if inside else mention
