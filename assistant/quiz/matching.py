"""Matching questions: the tasks of one notice on the left, who leads or is responsible for them on the right."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.quiz.building import LETTERS, shown_names, stem_of
from assistant.quiz.explaining import explain_pairs
from assistant.quiz.records import HARD, MATCHING, MEDIUM, Ask, Pair, Question
from assistant.quiz.units import core_of, sort_of
from assistant.quiz.words import plain, shared_run

_MOST_PAIRS, _FEWEST_PAIRS = 5, 4
_ALIKE_CHARS = 6
_TRIES = 8
_WHAT = {"lead": "牵头单位", "responsible": "负责单位"}


def build_matching(asks: Sequence[Ask], rng: random.Random, difficulty: str | None) -> Question | None:
    """A question over some of ``asks``, which are of one notice and ask who leads, or who is responsible. Four pairs
    are of medium difficulty, five are hard. None where too few can be told apart.

    Each task has one unit only in the role asked for, so no other unit on the right fits it.
    """
    size = _FEWEST_PAIRS if difficulty == MEDIUM else _MOST_PAIRS
    pool = [ask for ask in asks if ask.right[0] not in ask.hinting and not ask.weak]
    chosen: list[Ask] = []
    for _ in range(_TRIES):
        rng.shuffle(pool)
        found = _told_apart(pool, size)
        chosen = found if len(found) > len(chosen) else chosen
    level = HARD if len(chosen) == _MOST_PAIRS else MEDIUM
    if len(chosen) < _FEWEST_PAIRS or difficulty not in (None, level):
        return None
    return _question(chosen, level, rng)


def _told_apart(pool: Sequence[Ask], size: int) -> list[Ask]:
    """The first asks of ``pool`` that can stand side by side."""
    chosen: list[Ask] = []
    for ask in pool:
        if len(chosen) < size and all(_are_apart(ask, other) for other in chosen):
            chosen.append(ask)
    return chosen


def _are_apart(first: Ask, second: Ask) -> bool:
    """Whether the two have different units of one rank, and tasks that are not alike."""
    tasks = shared_run(plain(_task(first)), plain(_task(second)))
    is_apart = _names_apart(first.right[0], second.right[0])
    return is_apart and tasks < _ALIKE_CHARS and _kin(first) == _kin(second)


def _names_apart(first: str, second: str) -> bool:
    one, other = plain(core_of(first)), plain(core_of(second))
    return one not in other and other not in one


def _kin(ask: Ask) -> str:
    """Sections are matched with sections, departments with departments."""
    return sort_of(ask.right[0])


def _task(ask: Ask) -> str:
    """The task as the notice prints it."""
    return ask.question[1 : ask.question.rindex("”由")].replace("‘", "“").replace("’", "”")


def _spare(asks: Sequence[Ask], rng: random.Random) -> str | None:
    """A unit of the notice that provably has none of the tasks, and whose name is like none of the right ones."""
    found = [
        name
        for name in asks[0].near
        if all(ask.refutes(name) and _names_apart(name, ask.right[0]) for ask in asks)
        and not any(plain(core_of(name)) in plain(ask.clause.text) for ask in asks)
        and sort_of(name) == _kin(asks[0])
        and not any(name in ask.hinting for ask in asks)
    ]
    return rng.choice(found) if found else None


def _question(asks: Sequence[Ask], level: str, rng: random.Random) -> Question:
    first = asks[0]
    names = [ask.right[0] for ask in asks]
    *shown, spare = shown_names([*names, _spare(asks, rng) or names[0]])
    pairs = tuple(Pair(_task(ask), name, ask.key, ask.source, ask.also) for ask, name in zip(asks, shown, strict=True))
    # One unit more than tasks, so that the last pair is not left over; where none is proven wrong, there is none.
    options = list(dict.fromkeys([*shown, spare]))
    while options[: len(shown)] == shown:
        rng.shuffle(options)
    answer = "；".join(f"{at}-{LETTERS[options.index(pair.right)]}" for at, pair in enumerate(pairs, start=1))
    body = f"请将下列任务与其{_WHAT[first.role]}对应起来。"
    notice = first.notice
    return Question(
        n=0,
        kind=MATCHING,
        difficulty=level,
        topic=_WHAT[first.role],
        place=notice.place,
        notice=notice.id,
        title=notice.title,
        number=notice.number,
        date=notice.date,
        fact=first.fact,
        role=first.role,
        keys=tuple(pair.key for pair in pairs),
        stem=stem_of(first.named, body),
        body=body,
        options=tuple(options),
        answer=answer,
        right=tuple(shown),
        accepted=(),
        pairs=pairs,
        source=first.source,
        also=first.also,
        explanation=explain_pairs(asks),
    )
