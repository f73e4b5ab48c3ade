"""Questions as flat records, for other programs and for checking them again later."""

from __future__ import annotations

import hashlib
from typing import Any

from assistant.quiz.records import Question, Quiz, Source

JsonObject = dict[str, Any]


def question_id(question: Question) -> str:
    """Twelve hexadecimal digits: the same for the same question, whatever its number on a paper."""
    words = "\n".join((question.kind, *question.keys, question.stem, *question.options))
    return hashlib.sha256(words.encode()).hexdigest()[:12]


def quiz_objects(quiz: Quiz) -> list[JsonObject]:
    """One record a question, in the order of the paper."""
    return [question_object(question) for question in quiz.questions]


def question_object(question: Question) -> JsonObject:
    """The record of one question; the README documents the names."""
    return {
        "n": question.n,
        "id": question_id(question),
        "kind": question.kind,
        "difficulty": question.difficulty,
        "topic": question.topic,
        "place": question.place,
        "notice": question.notice,
        "title": question.title,
        "number": question.number,
        "date": question.date,
        "fact": question.fact,
        "role": question.role,
        "stem": question.stem,
        "options": list(question.options),
        "answer": question.answer,
        "right": list(question.right),
        "accepted": list(question.accepted),
        "pairs": [
            {"left": pair.left, "right": pair.right} | source_object(pair.source) | {"also": _also(pair.also)}
            for pair in question.pairs
        ],
        "explanation": question.explanation,
        **source_object(question.source),
        "also": _also(question.also),
        "keys": list(question.keys),
    }


def source_object(source: Source) -> JsonObject:
    """A source under the names of the contract."""
    return {
        "clause": source.clause,
        "clause_id": source.clause_id,
        "quote": source.quote,
        "start": source.start,
        "end": source.end,
        "clause_sha256": source.sha256,
    }


def _also(sources: tuple[Source, ...]) -> list[JsonObject]:
    return [source_object(source) for source in sources]
