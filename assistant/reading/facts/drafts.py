"""What the forms of an entitlement work on (a half-sentence and its phrases) and what they give (stretches of it)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.reading.sentences import Span

_ADVERBS = re.compile(
    r"(?:[ \u3000]|可以|可|应当|应|均|都|也|按规定|按照规定|依法|依规|适当|酌情|优先|免费|全部|全面|统一|一律"
    r"|同时|一次性|全额|定额|直接|及时|继续|逐步|分别|每年|定期)+$"
)


@dataclass(frozen=True, slots=True)
class Half:
    """A half-sentence of ``text``, trimmed, and its phrases; ``masked`` is the whole text with brackets masked."""

    text: str
    masked: str
    span: Span
    phrases: tuple[Span, ...]

    def phrase_at(self, position: int) -> int:
        """The index of the phrase that holds ``position`` or ends there."""
        return next((i for i, phrase in enumerate(self.phrases) if position <= phrase.end), len(self.phrases) - 1)


@dataclass(frozen=True, slots=True)
class Draft:
    """Who gets what. ``told``: the stretches that may hold condition and force: all before the gift but the people.

    ``context``: stretches without which the gift is not understood; the quote holds them. ``case``: the condition
    that stands in for people who are not named.
    """

    who: tuple[Span, ...]
    what: Span
    told: tuple[Span, ...] = ()
    context: tuple[Span, ...] = ()
    case: Span | None = None


def with_adverbs(masked: str, floor: int, position: int) -> int:
    """Where the verb at ``position`` begins with its adverbs (可, 按规定, 全部), not before ``floor``."""
    adverbs = _ADVERBS.search(masked[floor:position])
    return floor + adverbs.start() if adverbs else position
