"""Which facts are about the topics asked for: told by the task, by the paragraph, or named in passing.

A paragraph that only names a topic has units of its own, which are not the topic's. Such a fact is left out where the
same notice has one that is about the topic.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from assistant.lookup.held import Held
from assistant.lookup.wording import Topic, bare
from assistant.records import Clause, Notice

T = TypeVar("T")

# What a sentence is about stands among so many of its first characters (“落实家庭医生签约服务，…”).
_OPENING_CHARS = 14
_SENTENCE_END = re.compile(r"[。；;！？]")
# Where no fact says everything asked, those are told that say so much of it, by weight.
_ENOUGH = 0.5
# What is not said counts less against a fact than what is said counts for it: people and places of care stand beside a
# topic, everyday words and pieces of words may have been meant otherwise, and beside words that are known those
# that no clause says may be mere talk.
_MISSED = {"group": 0.5, "facility": 0.5, "paper": 0.5, "money": 0.5, "saying": 0.35, "piece": 0.35}
_UNKNOWN_MISSED = 0.2
_LOOSE = frozenset(("word", "piece"))

TASK, PARAGRAPH, PASSING = "task", "text", "passing"
_STANDINGS = (None, PASSING, PARAGRAPH, TASK)


@dataclass(frozen=True, slots=True)
class Scope:
    """The words that a fact is found by: ``own``, what it says itself; ``around``: the paragraph it stands in, where
    that is about the same; ``above``: the headings over it."""

    own: str
    around: str = ""
    above: str = ""


@dataclass(frozen=True, slots=True)
class Match(Generic[T]):
    """A fact found. ``standing``: ``task``, ``text`` or ``passing``; ``missing``: topics that it does not say."""

    item: T
    standing: str
    missing: tuple[Topic, ...] = ()


@dataclass(frozen=True, slots=True)
class Found(Generic[T]):
    """``shown``: the facts on the topics, in their order; ``passing``: how many more name them in passing only;
    ``missing``: topics that no fact shown says."""

    shown: tuple[Match[T], ...]
    passing: int = 0
    missing: tuple[Topic, ...] = ()


class Texts:
    """The clauses held, bare: which runs of characters they say, and how rare they are."""

    def __init__(self, held: Held) -> None:
        self._held = held

    @cached_property
    def clauses(self) -> dict[str, str]:
        """Every clause's text, bare, by its id."""
        return {clause.id: bare(clause.text) for _, clause in self._held.clauses() if clause.part != "foreign"}

    @cached_property
    def _whole(self) -> str:
        return "\n".join(self.clauses.values())

    def holds(self, run: str) -> bool:
        """Whether some clause says ``run``."""
        return run in self._whole

    def weight(self, topic: Topic) -> float:
        """How much a topic tells: more the fewer clauses say it."""
        said = sum(any(spelling in text for spelling in topic.spellings) for text in self.clauses.values())
        return math.log(1 + len(self.clauses) / (1 + said))

    def missed(self, topic: Topic, topics: Iterable[Topic]) -> float:
        """How much of the weight of ``topic``, one of ``topics``, counts against a fact that does not say it."""
        if any(map(self.holds, topic.spellings)):
            return _MISSED.get(topic.kind, 1.0)
        return _UNKNOWN_MISSED if any(other.kind not in _LOOSE for other in topics) else 1.0


def duty_scope(task: str, quote: str, clause: Clause, *, alone: bool) -> Scope:
    """Where a duty is looked for. ``alone``: it speaks for its own sentence, not for the paragraph."""
    if alone:
        return Scope(f"{task}\n{quote}")
    around = clause.text
    for duty in clause.duties:
        if duty.basis.kind == "prose":  # another one's
            around = around.replace(duty.quote, "")
        for name in duty.units:  # 省中医药管理局 does not make a task one of 中医药
            around = around.replace(name, "")
    return Scope(f"{task}\n{clause.heading or ''}", around, "\n".join(clause.headings))


def find_relevant(
    items: Iterable[tuple[Notice, Scope, T]], topics: Sequence[Topic], texts: Texts, *, everything: bool = False
) -> Found[T]:
    """The facts of ``items`` that are about ``topics``: all of them, or, where none says all, those that say most.

    :param everything: what is named in passing is shown too.
    """
    if not topics:
        return Found(tuple(Match(item, TASK) for _, _, item in items))
    weights = {topic: texts.weight(topic) for topic in topics}
    main = max(weights, key=lambda topic: weights[topic] * texts.missed(topic, topics))
    rated = [(notice, scope, _match(scope, item, main, weights)) for notice, scope, item in items]
    said = [(notice, scope, match) for notice, scope, match in rated if match is not None]
    most = max((_weight_said(match, weights) for _, _, match in said), default=0.0)
    said = [(notice, scope, match) for notice, scope, match in said if _weight_said(match, weights) == most]
    if not said or most < _ENOUGH * (most + sum(weights[t] * texts.missed(t, topics) for t in said[0][2].missing)):
        return Found(())
    # What one sentence assigns does not tell whose the paragraph is.
    told = {notice.id for notice, scope, match in said if match.standing != PASSING and scope.around}
    shown = [m for notice, _, m in said if everything or m.standing != PASSING or notice.id not in told]
    missing = tuple(t for t in topics if all(t in match.missing for match in shown))
    return Found(tuple(shown), len(said) - len(shown), missing)


def _weight_said(match: Match[T], weights: dict[Topic, float]) -> float:
    return sum(weight for topic, weight in weights.items() if topic not in match.missing)


def _match(scope: Scope, item: T, main: Topic, weights: dict[Topic, float]) -> Match[T] | None:
    ranks = {topic: _rank(topic, scope) for topic in weights}
    missing = tuple(topic for topic, rank in ranks.items() if not rank)
    said = [topic for topic in weights if ranks[topic]]
    if not said:
        return None
    told = main if ranks[main] else max(said, key=lambda topic: weights[topic])
    return Match(item, _STANDINGS[ranks[told]] or PASSING, missing)


def _rank(topic: Topic, scope: Scope) -> int:
    """3: its own words say it; 2: the paragraph is about it, or says it again; 1: named in passing; 0: not at all."""
    own, around = bare(scope.own), bare(scope.around)
    if any(spelling in own for spelling in topic.spellings):
        return 3
    if any(_is_subject(spelling, scope.around, around) for spelling in topic.spellings):
        return 2
    return int(any(spelling in around or spelling in bare(scope.above) for spelling in topic.spellings))


def _is_subject(spelling: str, text: str, whole: str) -> bool:
    if spelling not in whole:
        return False
    openings = (bare(sentence)[: max(_OPENING_CHARS, len(spelling))] for sentence in _SENTENCE_END.split(text))
    return whole.count(spelling) > 1 or any(spelling in opening for opening in openings)
