"""A quiz as a paper: its sections, what each question is worth, and the lines of the answer key. Shared by the formats
that people read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.quiz.explaining import title_of
from assistant.quiz.marks import POINTS, weight_of
from assistant.quiz.naming import abbreviation
from assistant.quiz.records import FILL_IN, KIND_NAMES, KINDS, MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, Question, Quiz

# So many other ways to write an answer are printed; all count.
_MOST_WAYS = 3
_NUMERALS = "一二三四五"
# No-break spaces: the two brackets stay on one line.
_ROOM_FOR_ANSWER = "（\u00a0\u00a0\u00a0\u00a0）"
_HOW = {
    SINGLE: "每题只有一个正确选项",
    MULTIPLE: "每题有两个或两个以上正确选项，多选、少选、错选均不得分",
    TRUE_FALSE: "正确的在括号内打“√”，错误的打“×”；数字、时间或范围与文件不同的为错误",
    FILL_IN: "请按文件原文填写",
    MATCHING: "请将右栏的字母填入左栏的括号内，右栏可有多余项",
}


@dataclass(frozen=True, slots=True)
class Section:
    """The questions of one kind. ``heading``: “一、单选题（共10题，每题2分，共20分。…）”."""

    kind: str
    heading: str
    questions: tuple[Question, ...]


def sections_of(quiz: Quiz) -> list[Section]:
    """The sections of the paper, in order; kinds without questions have none."""
    found: list[Section] = []
    for kind in KINDS:
        questions = tuple(question for question in quiz.questions if question.kind == kind)
        if questions:
            numeral = _NUMERALS[len(found)]
            about = f"{_worth(kind, questions, POINTS[kind])}。{_HOW[kind]}"
            found.append(Section(kind, f"{numeral}、{KIND_NAMES[kind]}（{about}）", questions))
    return found


def _worth(kind: str, questions: tuple[Question, ...], points: int) -> str:
    each = f"每对{points}分" if kind == MATCHING else f"每题{points}分"
    return f"共{len(questions)}题，{each}，共{points * sum(map(weight_of, questions))}分"


def printed_stem(question: Question) -> str:
    """The stem with a place for the answer behind it, where it is not in the sentence."""
    return question.stem if question.kind in (FILL_IN, MATCHING) else question.stem + _ROOM_FOR_ANSWER


def lettered(question: Question) -> list[str]:
    """“A. …”, one an option."""
    return [f"{letter}. {option}" for letter, option in zip("ABCDEF", question.options, strict=False)]


def key_line(question: Question) -> str:
    """The answer as the key gives it, with other ways to write it."""
    other = [way for way in question.accepted if not _is_mere_form(way, question.answer)]
    more = "等" if len(other) > _MOST_WAYS else ""
    return question.answer + (f"（也可写作：{'、'.join(other[:_MOST_WAYS])}{more}）" if other else "")


def _is_mere_form(way: str, answer: str) -> bool:
    """Whether ``way`` is the answer in wider figures or with the sign that stands behind the blank: every reader counts
    it as right."""
    return unicodedata.normalize("NFKC", way).removesuffix("%") == unicodedata.normalize("NFKC", answer)


def notice_lines(quiz: Quiz) -> Iterator[str]:
    """Every notice that the paper is made from: title, place, number, date, and what the questions call it."""
    for notice in quiz.notices:
        title = title_of(notice)
        short = abbreviation(notice)
        called = f"以下简称《{short}》" if short else None
        known = "，".join(part for part in (notice.place, notice.number, notice.date, called) if part)
        yield title + (f"（{known}）" if known else "")
