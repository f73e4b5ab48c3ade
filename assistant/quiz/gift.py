"""Moodle's GIFT: multiple choice with weights, true or false, short answers, matching."""

from __future__ import annotations

from assistant.quiz.flat import question_id
from assistant.quiz.records import (
    FILL_IN,
    KIND_NAMES,
    MATCHING,
    MULTIPLE,
    SINGLE,
    TRUE,
    TRUE_FALSE,
    Question,
    Quiz,
)
from assistant.quiz.sheet import about_lines

# What commands GIFT; the backslash first, so that no escape is escaped.
_SPECIAL = ("\\", "~", "=", "#", "{", "}", ":")
# The grades that Moodle knows, by the number of right options.
_WEIGHTS = {1: "100", 2: "50", 3: "33.33333", 4: "25", 5: "20"}


def gift_text(quiz: Quiz) -> str:
    """The whole paper as a GIFT file; comments name the notices."""
    head = [f"// {quiz.title}", *(f"// {line}" for line in about_lines(quiz)), "", f"$CATEGORY: {quiz.title}", ""]
    return "\n".join([*head, *(_question(question) + "\n" for question in quiz.questions)])


def _question(question: Question) -> str:
    name = f"{question.n:03d} {KIND_NAMES[question.kind]} {question_id(question)}"
    body = "\n".join(f"  {line}" for line in (*_answers(question), f"####{escape(question.explanation)}"))
    return f"::{escape(name)}::[plain]{escape(question.stem)} {{\n{body}\n}}"


def _answers(question: Question) -> list[str]:
    """The lines between the braces."""
    if question.kind == TRUE_FALSE:
        return ["TRUE" if question.answer == TRUE else "FALSE"]
    if question.kind == FILL_IN:
        return [f"={escape(answer)}" for answer in dict.fromkeys((question.answer, *question.accepted))]
    if question.kind == MATCHING:
        spare = [option for option in question.options if option not in question.right]
        pairs = [(pair.left, pair.right) for pair in question.pairs]
        # Moodle takes an empty left side for an answer that belongs to nothing.
        return [f"={_side(left)} -> {_side(right)}" for left, right in (*pairs, *(("", unit) for unit in spare))]
    if question.kind == SINGLE:
        return [f"{'=' if option in question.right else '~'}{escape(option)}" for option in question.options]
    assert question.kind == MULTIPLE
    weight = _WEIGHTS[len(question.right)]
    return [f"~%{weight if option in question.right else '-100'}%{escape(option)}" for option in question.options]


def _side(text: str) -> str:
    """One side of a pair: GIFT has no escape for its arrow."""
    return escape(text.replace("->", "→"))


def escape(text: str) -> str:
    """``text`` with what commands GIFT escaped, on one line."""
    for char in _SPECIAL:
        text = text.replace(char, "\\" + char)
    return text.replace("\r", "").replace("\n", "\\n")
