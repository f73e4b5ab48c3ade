"""A strict reader of Moodle's GIFT, as far as quizzes use it. (The one package that reads GIFT, pygiftparserrgmf, does
not know escapes inside feedback and keeps its result in a global.)

Whatever is not GIFT raises :class:`ValueError`: a brace that is not escaped, an answer without its sign, weights that
do not add up.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPECIAL = "~=#{}:\\"


@dataclass(frozen=True)
class GiftAnswer:
    """``weight``: percent of the mark; ``pair``: what a matching answer belongs to."""

    text: str
    weight: float
    pair: str | None = None


@dataclass(frozen=True)
class GiftQuestion:
    name: str
    stem: str
    verdict: bool | None
    answers: tuple[GiftAnswer, ...]
    feedback: str


def read_gift(text: str) -> list[GiftQuestion]:
    """The questions of a GIFT file, comments and categories left out."""
    lines = [line for line in text.split("\n") if not line.startswith(("//", "$CATEGORY:"))]
    blocks = [block.strip() for block in re.split(r"\n\s*\n", "\n".join(lines)) if block.strip()]
    return [_question(block) for block in blocks]


def _question(block: str) -> GiftQuestion:
    head = re.match(r"::((?:\\.|[^\\:])+)::\[plain\]", block)
    if not head:
        raise ValueError(f"no name: {block[:40]}")
    rest = block[head.end() :]
    opening = _first(rest, "{")
    closing = _first(rest, "}")
    if closing != len(rest) - 1 or opening < 0:
        raise ValueError(f"braces: {block[:60]}")
    stem, inside = rest[:opening], rest[opening + 1 : closing]
    if any(_first(stem, mark) >= 0 for mark in "~=#{}"):
        raise ValueError(f"a sign in the stem is not escaped: {stem}")
    at = inside.find("####")
    answers, feedback = (inside[:at], inside[at + 4 :]) if at >= 0 else (inside, "")
    if _first(feedback, "#") >= 0 or any(_first(feedback, mark) >= 0 for mark in "~={}"):
        raise ValueError(f"a sign in the feedback is not escaped: {feedback}")
    verdict = {"TRUE": True, "FALSE": False}.get(answers.strip())
    found = () if verdict is not None else tuple(_answers(answers))
    return GiftQuestion(_plain(head[1]), _plain(stem.strip()), verdict, found, _plain(feedback.strip()))


def _answers(text: str) -> list[GiftAnswer]:
    parts = [part for part in re.split(r"(?<!\\)(?=[=~])", text.strip()) if part.strip()]
    found = [_answer(part.strip()) for part in parts]
    positive = sum(answer.weight for answer in found if answer.weight > 0 and text.strip().startswith("~"))
    if text.strip().startswith("~") and "%" in text and abs(positive - 100) > 0.01:
        raise ValueError(f"weights add up to {positive}")
    return found


def _answer(part: str) -> GiftAnswer:
    sign, words = part[0], part[1:]
    if sign not in "=~":
        raise ValueError(f"no sign: {part}")
    weighed = re.match(r"%(-?\d+(?:\.\d+)?)%", words)
    weight = float(weighed[1]) if weighed else 100.0 if sign == "=" else 0.0
    words = words[weighed.end() :] if weighed else words
    if any(_first(words, mark) >= 0 for mark in "~=#{}"):
        raise ValueError(f"a sign in the answer is not escaped: {part}")
    left, arrow, right = words.partition(" -> ")
    return GiftAnswer(_plain(left.strip()), weight, _plain(right.strip()) if arrow else None)


def _first(text: str, mark: str) -> int:
    """Where ``mark`` first stands without a backslash that escapes it; -1 where nowhere."""
    at = 0
    while at < len(text):
        if text[at] == "\\":
            at += 2
            continue
        if text[at] == mark:
            return at
        at += 1
    return -1


def _plain(text: str) -> str:
    """``text`` without its escapes."""

    def unescaped(match: re.Match[str]) -> str:
        if match[1] == "n":
            return "\n"
        if match[1] not in _SPECIAL:
            raise ValueError(f"no escape: {match[0]}")
        return match[1]

    return re.sub(r"\\(.)", unescaped, text)
