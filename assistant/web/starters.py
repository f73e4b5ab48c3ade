"""Questions to begin with, made from the notices held: only such as the assistant does answer."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice, zip_longest
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.records import Clause, Notice

if TYPE_CHECKING:
    from assistant.answering.knowledge import Knowledge
    from assistant.answering.service import Assistant

# Without a glossary, a heading is asked about as it stands when it is short and in one piece.
_PLAIN_HEADING = re.compile(r"[\u4e00-\u9fff]{4,12}")
_LONGEST_ANSWER_CHARS = 400
# Candidates tried of each kind; each costs one answer, some 20 ms.
_TRIES = 6

_LEAD = {"zh": "{place}{topic}由谁牵头？", "en": "Which department leads {topic} in {place}?"}
_WHO = {"zh": "哪些人可以享受{topic}？", "en": "Who qualifies for {topic}?"}
_WHEN = {"zh": "{place}{topic}有什么时间要求？", "en": "What is the deadline for {topic} in {place}?"}
_TASKS = {"zh": "{unit}牵头哪些任务？", "en": "Which tasks does the {unit} lead?"}


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a clause is about, and for which place, in the language of the questions."""

    clause: Clause
    name: str
    place: str


def find_starters(assistant: Assistant, lang: str, count: int) -> tuple[str, ...]:
    """Up to ``count`` questions in ``lang``, of different kinds and about different notices where it goes.

    Each is answered in full, and shortly, by the notices held.
    """
    topics = list(_topics(assistant.notices, assistant.knowledge, lang))
    # Each kind begins with another notice's topic.
    kinds = (
        _about(topics, _LEAD[lang], lambda clause: any(duty.lead for duty in clause.duties)),
        _about(topics[1:] + topics[:1], _WHO[lang], lambda clause: any(item.who for item in clause.entitlements)),
        _about(topics[2:] + topics[:2], _WHEN[lang], lambda clause: bool(clause.time_limits)),
        _tasks(assistant.notices, assistant.knowledge, lang),
    )
    per_kind = -(-count // len(kinds))
    found = [list(_answered(assistant, questions, lang, per_kind)) for questions in kinds]
    mixed = chain.from_iterable(zip_longest(*found))
    return tuple(question for question in mixed if question)[:count]


def _answered(assistant: Assistant, questions: Iterable[str], lang: str, wanted: int) -> Iterator[str]:
    left = wanted
    for question in islice(dict.fromkeys(questions), _TRIES * wanted):
        try:
            answer = assistant.ask(question, lang=lang)
        except AssistantError:
            continue
        if answer.status == "answered" and len(answer.text) <= _LONGEST_ANSWER_CHARS:
            yield question
            left -= 1
            if not left:
                return


def _topics(notices: Iterable[Notice], knowledge: Knowledge, lang: str) -> Iterator[_Topic]:
    """What the clauses' headings are about, one notice after the other in turn."""
    rows = [_topics_of(notice, knowledge, lang) for notice in notices]
    for row in zip_longest(*rows):
        yield from (topic for topic in row if topic)


def _topics_of(notice: Notice, knowledge: Knowledge, lang: str) -> Iterator[_Topic]:
    place = notice.place and (knowledge.gazetteer.english(notice.place) if lang == "en" else notice.place)
    for clause in notice.clauses if place else ():
        name = _topic_name(clause.heading or "", knowledge, lang)
        if name and place:
            yield _Topic(clause, name, place)


def _topic_name(heading: str, knowledge: Knowledge, lang: str) -> str | None:
    for mention in knowledge.glossary.find(heading):
        if mention.term.kind not in ("department", "group"):
            return next(iter(mention.term.english), None) if lang == "en" else mention.term.official
    is_topic = lang == "zh" and not knowledge.glossary.terms and _PLAIN_HEADING.fullmatch(heading)
    return heading if is_topic else None


def _about(topics: Iterable[_Topic], template: str, fits: Callable[[Clause], bool]) -> Iterator[str]:
    for topic in topics:
        if fits(topic.clause):
            yield template.format(place=topic.place, topic=topic.name)


def _tasks(notices: Iterable[Notice], knowledge: Knowledge, lang: str) -> Iterator[str]:
    for notice in notices:
        for duty in (duty for clause in notice.clauses for duty in clause.duties if duty.lead):
            unit = knowledge.glossary.english(duty.lead[0]) if lang == "en" else duty.lead[0]
            if unit:
                yield _TASKS[lang].format(unit=unit)
