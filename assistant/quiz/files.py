"""A quiz as the content of a file, in any of its formats."""

from __future__ import annotations

import json

from assistant.quiz.flat import quiz_objects
from assistant.quiz.records import Quiz

FORMATS = ("md", "docx", "xlsx", "gift", "json")
# Formats that are no text: they go to a file, never to a screen.
BINARY = ("docx", "xlsx")


def quiz_bytes(quiz: Quiz, form: str) -> bytes:
    """``quiz`` in the format ``form``, one of :data:`FORMATS`; text is UTF-8."""
    if form == "docx":
        from assistant.quiz.document import document_bytes  # these two libraries take a third of a second each

        return document_bytes(quiz)
    if form == "xlsx":
        from assistant.quiz.sheet import sheet_bytes

        return sheet_bytes(quiz)
    if form == "json":
        return (json.dumps(quiz_objects(quiz), ensure_ascii=False, indent=1) + "\n").encode()
    if form == "gift":
        from assistant.quiz.gift import gift_text

        return gift_text(quiz).encode()
    from assistant.quiz.markdown import markdown_text

    return markdown_text(quiz).encode()
