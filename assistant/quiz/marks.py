"""What questions are worth: each kind the same on every paper, so that papers can be compared."""

from __future__ import annotations

from assistant.quiz.records import FILL_IN, MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, Question, Quiz

# Points a question; a matching one has so many for each pair. What is harder to know or to guess is worth more.
POINTS = {SINGLE: 2, MULTIPLE: 3, TRUE_FALSE: 1, FILL_IN: 2, MATCHING: 1}


def weight_of(question: Question) -> int:
    """How often the points of its kind a question is worth: once, a matching one once a pair."""
    return len(question.pairs) or 1


def total_of(quiz: Quiz) -> int:
    """What the whole paper is worth."""
    return sum(POINTS[question.kind] * weight_of(question) for question in quiz.questions)
