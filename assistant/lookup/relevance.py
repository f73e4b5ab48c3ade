"""Which facts are about the topics asked for: told by the task, by the paragraph, or named in passing.

A paragraph that only names a topic has units of its own, which are not the topic's. Such a fact is left out where the
same notice has one that is about the topic.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Generic, TypeVar

from assistant.importance import importance
from assistant.lookup.held import Held
from assistant.lookup.wording import Topic, bare
from assistant.records import Clause, Notice

T = TypeVar("T")

# What a sentence is about stands among so many of its first characters (“落实家庭医生签约服务，…”).
_OPENING_CHARS = 14
_SENTENCE_END = re.compile(r"[。；;！？]")
# In a phrase of a sentence (“…，重点做好高血压、糖尿病…”) it begins so early.
_PHRASE_START = 8
# What stands behind these helps with something else, or takes it in.
_BY_THE_WAY = re.compile(r"支付|只需|纳入|结合|通过|依托|根据|按照|利用|借助|列入|参照|除|落实到|作为")
_PHRASE_END = re.compile(r"[。；;！？，,]")
# Where no fact says everything asked, those are told that say so much of it, by weight.
_ENOUGH = 0.5
# What is not said counts less against a fact than what is said counts for it: people and places of care stand beside a
# topic, everyday words and pieces of words may have been meant otherwise, and beside words that are known those
# that no clause says may be mere talk.
_MISSED = {"group": 0.5, "facility": 0.5, "paper": 0.5, "money": 0.5, "saying": 0.35, "piece": 0.35}
_UNKNOWN_MISSED = 0.2
_TALK_MISSED = 0.2
# Words that tell less about a topic than this (see :mod:`assistant.importance`) are talk.
_TELLING = 0.6
_LOOSE = frozenset(("word", "piece"))

TASK, PARAGRAPH, PASSING, RELATED = "task", "text", "passing", "related"
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
    ``missing``: topics that no fact shown says; ``related``: where nothing is about the topic, the policies that the
    facts shown are about instead."""

    shown: tuple[Match[T], ...]
    passing: int = 0
    missing: tuple[Topic, ...] = ()
    related: tuple[str, ...] = ()


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

    def is_talk(self, topic: Topic) -> bool:
        """Whether a word stands in any story and some clause says it by chance: 看病, 老人."""
        return topic.kind in _LOOSE and importance(topic.said) < _TELLING and any(map(self.holds, topic.spellings))

    def missed(self, topic: Topic, topics: Iterable[Topic]) -> float:
        """How much of the weight of ``topic``, one of ``topics``, counts against a fact that does not say it."""
        beside_terms = any(other.kind not in _LOOSE for other in topics)
        if beside_terms and self.is_talk(topic):
            return _TALK_MISSED
        if any(map(self.holds, topic.spellings)):
            return _MISSED.get(topic.kind, 1.0)
        return _UNKNOWN_MISSED if beside_terms else 1.0


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
    items: Sequence[tuple[Notice, Scope, T]], topics: Sequence[Topic], texts: Texts, *, everything: bool = False
) -> Found[T]:
    """The facts of ``items`` that are about ``topics``: all of them, or, where none says all, those that say most.

    :param everything: what is named in passing is shown too.
    """
    if not topics:
        return Found(tuple(Match(item, TASK) for _, _, item in items))
    found = _find_said(items, topics, texts, everything=everything)
    return _find_related(items, topics[0], texts) if _is_beside(found, topics) else found


def _find_said(
    items: Sequence[tuple[Notice, Scope, T]], topics: Sequence[Topic], texts: Texts, *, everything: bool
) -> Found[T]:
    weights = {topic: texts.weight(topic) for topic in topics}
    main = max(weights, key=lambda topic: weights[topic] * texts.missed(topic, topics))
    rated = [(notice, scope, _match(scope, item, main, weights)) for notice, scope, item in items]
    said = [(notice, scope, match) for notice, scope, match in rated if match is not None]
    best = max((_weight_said(match, weights) for _, _, match in said), default=(0.0, 0.0))
    said = [(notice, scope, match) for notice, scope, match in said if _weight_said(match, weights) == best]
    said = _saying_most(said, topics)
    most = best[1]
    if not said or most < _ENOUGH * (most + sum(weights[t] * texts.missed(t, topics) for t in said[0][2].missing)):
        return Found(())
    # What one sentence assigns does not tell whose the paragraph is.
    told = {notice.id for notice, scope, match in said if match.standing != PASSING and scope.around}
    shown = [m for notice, _, m in said if everything or m.standing != PASSING or notice.id not in told]
    missing = tuple(t for t in topics if all(t in match.missing for match in shown) and not texts.is_talk(t))
    return Found(tuple(shown), len(said) - len(shown), missing)


def _weight_said(match: Match[T], weights: dict[Topic, float]) -> tuple[float, float]:
    """The weight of the terms that a fact says, and of all that it says: a word that is no term decides between facts
    that say the same terms."""
    said = {topic: weight for topic, weight in weights.items() if topic not in match.missing}
    return sum(weight for topic, weight in said.items() if topic.kind not in _LOOSE), sum(said.values())


def _saying_most(said: list[tuple[Notice, Scope, Match[T]]], topics: Sequence[Topic]) -> list[Any]:
    """Of each notice the facts that say most of the official words that an everyday saying stands for."""
    sayings = [topic for topic in topics if topic.kind == "saying"]
    if not sayings:
        return said
    counts = [sum(_count(topic, scope) for topic in sayings) for _, scope, _ in said]
    best: dict[str, int] = {}
    for (notice, _, _), count in zip(said, counts, strict=True):
        best[notice.id] = max(best.get(notice.id, 0), count)
    return [item for item, count in zip(said, counts, strict=True) if count == best[item[0].id]]


def _count(topic: Topic, scope: Scope) -> int:
    text = bare(f"{scope.own}\n{scope.around}")
    told = [spelling for spelling in topic.spellings if spelling in text]
    return sum(not any(spelling != other and spelling in other for other in told) for spelling in told)


def _names_said(topic: Topic, items: Sequence[tuple[Notice, Scope, T]], ids: set[int]) -> tuple[str, ...]:
    own = [bare(scope.own) for _, scope, item in items if id(item) in ids]
    return tuple(names[0] for names in topic.related if any(name in text for name in names for text in own))


def _is_beside(found: Found[T], topics: Sequence[Topic]) -> bool:
    """Whether nothing is about the one topic asked for, and it belongs to a policy that something may be about."""
    return len(topics) == 1 and bool(topics[0].related) and all(m.standing == PASSING for m in found.shown)


def _find_related(items: Sequence[tuple[Notice, Scope, T]], topic: Topic, texts: Texts) -> Found[T]:
    """The facts whose own words name the policies that ``topic`` belongs to; what names it in passing is counted."""
    said = _find_said(items, (topic,), texts, everything=True)
    named = [s for spellings in topic.related for s in spellings]
    other = Topic(topic.said, tuple(named), "policy")
    found = _find_said(items, (other,), texts, everything=False)
    shown = tuple(match for match in found.shown if match.standing == TASK)
    if not shown:
        return said
    ids = {id(match.item) for match in shown}
    beside = sum(id(match.item) not in ids for match in said.shown)
    return Found(tuple(replace(m, standing=RELATED) for m in shown), beside, related=_names_said(topic, items, ids))


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
    openings = [bare(sentence)[: max(_OPENING_CHARS, len(spelling))] for sentence in _SENTENCE_END.split(text)]
    if whole.count(spelling) > 1 or any(spelling in opening for opening in openings):
        return True
    return any(_opens(spelling, phrase) for phrase in _PHRASE_END.split(text))


def _opens(spelling: str, phrase: str) -> bool:
    """Whether a phrase soon comes to what ``spelling`` says, and takes it as its object."""
    whole = bare(phrase)
    at = whole.find(spelling)
    return 0 <= at <= _PHRASE_START and not _BY_THE_WAY.search(whole[:at])
