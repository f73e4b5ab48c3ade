"""A quiz as Markdown: the paper, then the answers with their clauses."""

from __future__ import annotations

import re
from itertools import zip_longest

from assistant.quiz.marks import total_of
from assistant.quiz.paper import key_line, lettered, notice_lines, printed_stem, sections_of
from assistant.quiz.records import BLANK, Question, Quiz

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~])")


def markdown_text(quiz: Quiz) -> str:
    """The whole paper with its key, as one Markdown text."""
    lines = [f"# {_escape(quiz.title)}", "", f"共{len(quiz.questions)}题，满分{total_of(quiz)}分。出题依据：", ""]
    lines += [f"- {_escape(line)}" for line in notice_lines(quiz)]
    for section in sections_of(quiz):
        lines += ["", f"## {section.heading}", ""]
        for question in section.questions:
            lines += [*_question_lines(question), ""]
    lines += ["## 参考答案与解析", ""]
    for question in quiz.questions:
        lines += [f"{question.n}\\. **{_escape(key_line(question))}**　{_escape(question.explanation)}", ""]
    return "\n".join(lines).rstrip("\n") + "\n"


def _question_lines(question: Question) -> list[str]:
    """The stem, and the options or the two columns, each on a line of its own."""
    lines = [f"{question.n}\\. {_escape(printed_stem(question))}"]
    if question.pairs:
        lefts = [f"（　）{at}. {_escape(pair.left)}" for at, pair in enumerate(question.pairs, 1)]
        rows = zip_longest(lefts, lettered(question), fillvalue="")
        lines += ["", "| 左栏 | 右栏 |", "|---|---|"]
        return lines + [f"| {left} | {_escape(right)} |" for left, right in rows]
    return (
        lines
        + [line for option in lettered(question) for line in ("", f"- {_escape(option)}")][: 2 * len(question.options)]
    )


def _escape(text: str) -> str:
    """``text`` with what commands Markdown escaped; blanks stay blanks."""
    return _SPECIAL.sub(r"\\\1", text.replace(BLANK, "＿＿＿＿")).replace("\n", " ")
