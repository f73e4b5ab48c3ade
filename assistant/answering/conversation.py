"""What a conversation said before a question, where its place can be chosen beside the questions."""

from __future__ import annotations

from collections.abc import Sequence


def said_before(turns: Sequence[tuple[str, str | None]], place: str | None) -> tuple[str, ...]:
    """The earlier questions for a question asked with ``place`` chosen, oldest first; ``turns``: each earlier question
    with the place chosen then.

    Whoever chooses another place goes on about the same, asked of that place: “中卫市呢？” is said in between. Where
    the choice is taken back, what was said before was said of a place that is not meant any more.
    """
    said: list[str] = []
    before = turns[0][1] if turns else place
    for question, chosen in (*turns, ("", place)):
        if chosen != before and not chosen:
            said.clear()
        elif chosen != before:
            said.append(f"{chosen}呢？")
        before = chosen
        said.append(question)
    return tuple(said[:-1])
