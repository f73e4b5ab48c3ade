"""Questions to begin with, made from the notices held: only such as the assistant does answer."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.records import Clause, Notice

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

# A heading is a topic that one can ask about when it is short and in one piece.
_TOPIC = re.compile(r"[\u4e00-\u9fff“”]{4,16}")
_LONGEST_ANSWER_CHARS = 400
# Candidates tried of each kind; each costs one answer, some 20 ms.
_TRIES = 5


def find_starters(assistant: Assistant, lang: str, count: int) -> tuple[str, ...]:
    """Up to ``count`` questions in ``lang``, of different kinds and about different notices where it goes; each is
    answered in full, and shortly, by the notices held."""
    if lang == "en":
        kinds: list[Iterator[str]] = [_english(assistant)]
    else:
        kinds = [make(assistant.notices) for make in (_leads, _limits, _groups, _tasks)]
    per_kind = -(-count // len(kinds))
    found = [list(_answered(assistant, questions, lang, per_kind)) for questions in kinds]
    mixed = chain.from_iterable(zip_longest(*found))
    return tuple(question for question in mixed if question)[:count]


def _answered(assistant: Assistant, questions: Iterable[str], lang: str, wanted: int) -> Iterator[str]:
    left = wanted
    for _, question in zip(range(_TRIES * wanted), questions, strict=False):
        try:
            answer = assistant.ask(question, lang=lang)
        except AssistantError:
            continue
        if answer.status == "answered" and len(answer.text) <= _LONGEST_ANSWER_CHARS:
            yield question
            left -= 1
            if not left:
                return


def _topics(notices: Iterable[Notice]) -> Iterator[tuple[Notice, Clause, str]]:
    """Clauses whose heading can be asked about, one notice after the other in turn."""
    rows = [[(notice, *topic) for topic in _topics_of(notice)] for notice in notices if notice.place]
    for row in zip_longest(*rows):
        yield from (item for item in row if item)


def _topics_of(notice: Notice) -> Iterator[tuple[Clause, str]]:
    for clause in notice.clauses:
        if clause.heading and _TOPIC.fullmatch(clause.heading):
            yield clause, clause.heading


def _leads(notices: tuple[Notice, ...]) -> Iterator[str]:
    for notice, clause, topic in _topics(notices):
        if any(duty.lead for duty in clause.duties):
            yield f"{notice.place}{topic}由谁牵头？"


def _limits(notices: tuple[Notice, ...]) -> Iterator[str]:
    for notice, clause, topic in _topics(notices[1:] + notices[:1]):
        if clause.time_limits:
            yield f"{notice.place}{topic}有什么时限要求？"


def _groups(notices: tuple[Notice, ...]) -> Iterator[str]:
    for _, clause, topic in _topics(notices):
        if any(item.who for item in clause.entitlements):
            yield f"哪些人可以享受{topic}？"


def _tasks(notices: tuple[Notice, ...]) -> Iterator[str]:
    for notice in notices:
        leads = [duty.lead[0] for clause in notice.clauses for duty in clause.duties if duty.lead]
        for unit in dict.fromkeys(leads):
            yield f"{unit}牵头哪些任务？"


def _english(assistant: Assistant) -> Iterator[str]:
    """Leads again, where glossary and gazetteer have English for topic and place."""
    knowledge = assistant.knowledge
    for notice, clause, topic in _topics(assistant.notices):
        terms = [mention.term for mention in knowledge.glossary.find(topic)]
        term = next((term for term in terms if term.english), None)
        place = knowledge.gazetteer.english(notice.place or "")
        if term and place and any(duty.lead for duty in clause.duties):
            yield f"Which department leads {term.english[0]} in {place}?"
