"""Questions to begin with, made from the notices held: such as an office asks, and as the assistant does answer."""

from __future__ import annotations

import datetime
from collections import Counter
from typing import TYPE_CHECKING

from assistant.answering.validity import is_over
from assistant.errors import AssistantError
from assistant.web.starter_forms import KINDS, Starter, starters_of

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

_LONGEST_ANSWER_CHARS = {"zh": 400, "en": 900}
# Questions tried of each kind; each costs one answer, some 20 ms.
_TRIES = 6


def find_starters(assistant: Assistant, lang: str, count: int) -> tuple[str, ...]:
    """Up to ``count`` questions in ``lang``, of different kinds and about different notices where it goes.

    Each is answered shortly by the notices held, and from the very paragraph that it was made from.
    """
    made: dict[str, Starter] = {}
    for notice in assistant.notices:
        for starter in starters_of(notice, assistant.knowledge, lang):
            made.setdefault(starter.question, starter)
    left = {kind: [starter for starter in made.values() if starter.kind == kind] for kind in KINDS}
    over = {notice.id for notice in assistant.notices if is_over(notice, datetime.date.today())}
    found: list[Starter] = []
    while len(found) < count and any(left.values()):  # where a kind gives nothing more, another one gives a second
        for kind in KINDS:
            asked_of = Counter(starter.notice for starter in found)
            left[kind].sort(key=lambda starter: (starter.notice in over, asked_of[starter.notice]))
            found.extend(_first_answered(assistant, left[kind], lang))
    return tuple(starter.question for starter in found[:count])


def _first_answered(assistant: Assistant, left: list[Starter], lang: str) -> list[Starter]:
    """The first of ``left`` that is answered, and taken from it with those before it; none where none of a few is."""
    for _ in range(_TRIES):
        if not left:
            break
        starter = left.pop(0)
        if _is_answered(assistant, starter, lang):
            return [starter]
    else:
        left.clear()
    return []


def _is_answered(assistant: Assistant, starter: Starter, lang: str) -> bool:
    try:
        answer = assistant.ask(starter.question, lang=lang)
    except AssistantError:
        return False
    cited = {citation.clause_id for citation in answer.citations}
    is_short = len(answer.text) <= _LONGEST_ANSWER_CHARS[lang]
    return answer.status == "answered" and is_short and starter.clause_id in cited
