"""A quiz → HTML that can be answered on the page: the script beside compares with the answers that the page holds.

Pure text; everything that comes from a notice is escaped here.
"""

from __future__ import annotations

import json
from html import escape

from assistant.quiz.paper import notice_lines, sections_of
from assistant.quiz.records import BLANK, FALSE, FILL_IN, MATCHING, MULTIPLE, TRUE, TRUE_FALSE, Question, Quiz
from assistant.web.words import say

_LETTERS = "ABCDEF"
_SHOWN_BLANK = "＿＿＿＿"


def render_quiz(quiz: Quiz | None, lang: str) -> str:
    """The paper with a way to answer each question; what it will show, where there is none yet."""
    if quiz is None:
        return f'<p class="pa-none">{escape(say("quiz.empty", lang))}</p>'
    remarks = [say("quiz.stands_in", lang).format(*quiz.stands_in)] if quiz.stands_in else []
    if len(quiz.questions) < quiz.requested:
        remarks.append(say("quiz.fewer", lang).format(quiz.requested, len(quiz.questions)))
    told = "".join(f'<p class="pa-note">{escape(remark)}</p>' for remark in remarks)
    sections = "".join(
        f'<section><h3 lang="zh-CN">{escape(section.heading)}</h3>'
        f"<ol>{''.join(_question(question, lang) for question in section.questions)}</ol></section>"
        for section in sections_of(quiz)
    )
    made_from = "".join(f"<li>{escape(line)}</li>" for line in notice_lines(quiz))
    return (
        f'<div class="pa-quiz" data-score="{escape(say("quiz.score", lang), quote=True)}"'
        f' data-right="{escape(say("quiz.right", lang), quote=True)}"'
        f' data-blank="{escape(say("quiz.blank", lang), quote=True)}"'
        f' data-wrong="{escape(say("quiz.wrong", lang), quote=True)}">'
        f'<h2 lang="zh-CN">{escape(quiz.title)}</h2>{told}<ul class="pa-made-from" lang="zh-CN">{made_from}</ul>'
        f'<form>{sections}<p class="pa-check"><button type="submit">{escape(say("quiz.check", lang))}</button>'
        f'<output role="status"></output></p></form></div>'
    )


def _question(question: Question, lang: str) -> str:
    stem = escape(question.stem.replace(BLANK, _SHOWN_BLANK))
    answers = escape(json.dumps(_answers(question), ensure_ascii=False), quote=True)
    return (
        f'<li value="{question.n}" data-kind="{question.kind}" data-answers="{answers}">'
        f'<fieldset><legend lang="zh-CN">{question.n}. {stem}</legend>{_inputs(question, lang)}</fieldset>'
        f'<p class="pa-mark-of" role="status"></p>'
        f'<details class="pa-explained"><summary>{escape(say("quiz.answer", lang))}</summary>'
        f'<p lang="zh-CN"><b>{escape(question.answer)}</b></p>'
        f'<p lang="zh-CN">{escape(question.explanation)} {_link(question, lang)}</p></details></li>'
    )


def _answers(question: Question) -> list[str]:
    """What counts as right: letters, 正确 or 错误, the ways to fill in, or the letters of a matching one in turn."""
    if question.kind == FILL_IN:
        return [*question.right, *question.accepted]
    if question.kind == MATCHING:
        return ["".join(pair.split("-")[1] for pair in question.answer.split("；"))]
    return [question.answer]


def _inputs(question: Question, lang: str) -> str:
    name = f"q{question.n}"
    if question.kind == TRUE_FALSE:
        options = ((TRUE, say("quiz.true", lang)), (FALSE, say("quiz.false", lang)))
        return "".join(_choice("radio", name, value, escape(words)) for value, words in options)
    if question.kind == FILL_IN:
        label = escape(say("quiz.your_answer", lang).format(question.n), quote=True)
        return f'<input type="text" name="{name}" aria-label="{label}" autocomplete="off">'
    if question.kind == MATCHING:
        return _matching(question, name)
    kind = "checkbox" if question.kind == MULTIPLE else "radio"
    return "".join(
        _choice(kind, name, letter, f"{letter}. {escape(option)}")
        for letter, option in zip(_LETTERS, question.options, strict=False)
    )


def _choice(kind: str, name: str, value: str, html: str) -> str:
    return f'<label lang="zh-CN"><input type="{kind}" name="{name}" value="{escape(value, quote=True)}"> {html}</label>'


def _matching(question: Question, name: str) -> str:
    letters = "".join(f'<option value="{letter}">{letter}</option>' for letter in _LETTERS[: len(question.options)])
    rows = "".join(
        f'<label lang="zh-CN"><select name="{name}"><option value=""></option>{letters}</select>'
        f" {number}. {escape(pair.left)}</label>"
        for number, pair in enumerate(question.pairs, start=1)
    )
    right = "".join(
        f"<li>{letter}. {escape(option)}</li>" for letter, option in zip(_LETTERS, question.options, strict=False)
    )
    return f'<div class="pa-pairs"><div>{rows}</div><ul lang="zh-CN">{right}</ul></div>'


def _link(question: Question, lang: str) -> str:
    source = question.source
    label = source.clause or say("no_label", lang)
    name = escape(say("open_clause", lang).format(label), quote=True)
    return (
        f'<a class="pa-clause" href="#" data-clause="{escape(source.clause_id, quote=True)}"'
        f' data-start="{source.start}" data-end="{source.end}" aria-label="{name}">［{escape(label)}］</a>'
    )
