"""Asks a few questions as soon as the page is up, so that a visitor's first one need not wait for what is only loaded
when it is wanted: the model, word lists, texts made ready for matching."""

from __future__ import annotations

import contextlib
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.web.kept_starters import known_starters, renew_starters

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


def start_warming(assistant: Assistant, folder: Path) -> threading.Thread:
    """Begin to :func:`warm_up` beside whatever else is done."""
    thread = threading.Thread(target=warm_up, args=(assistant, folder))
    thread.start()
    return thread


def warm_up(assistant: Assistant, folder: Path) -> None:
    """Ask the questions to begin with, as the page asks them; where one is answered no more, find others for the next
    start. ``folder``: the index's."""
    # What fails here would fail a visitor's question too, and is told there.
    with contextlib.suppress(Exception):
        starters = known_starters(assistant, folder)
        asked = [(question, lang) for lang, questions in starters.items() for question in questions]
        if not all(_is_answered(assistant, *item) for item in asked):
            renew_starters(assistant, folder)


def _is_answered(assistant: Assistant, question: str, lang: str) -> bool:
    answer, _ = assistant.explain(question, lang="en" if lang == "en" else None)
    return answer.status == "answered"
