"""The tab that makes quizzes: chosen, previewed, answered on screen, downloaded."""

from __future__ import annotations

from typing import Any

import gradio as gr

from assistant.quiz.files import quiz_bytes
from assistant.quiz.records import DIFFICULTIES, KINDS, Quiz
from assistant.web.quiz_html import render_quiz
from assistant.web.tabs import RENEWING, Frame, give_file, open_clauses, read_script, tell_failure, write_file
from assistant.web.words import known_language, say

_COUNT, _SEED = 20, 1
_FORMS = {"docx": "docx", "xlsx": "quiz_xlsx", "gift": "gift", "md": "md", "json": "json"}
_FORGET_SECONDS = 12 * 3600
# On a phone the questions come below what can be seen.
_SHOW_QUIZ = """() => document.querySelector(".pa-quiz h2")?.scrollIntoView({ block: "nearest" })"""


class QuizTab:
    """What the quiz is to be about, the questions, and the files of them."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self.quiz = gr.State(None, time_to_live=_FORGET_SECONDS)
        with gr.Row(elem_classes="pa-filters"):
            self.topic = gr.Textbox("", scale=2, min_width=200)
            self.kinds = gr.CheckboxGroup(_kinds("zh"), value=[], scale=3, min_width=400, elem_classes="pa-kinds")
            self.difficulty = gr.Dropdown(_difficulties("zh"), value="", scale=1, min_width=110)
            self.count = gr.Number(_COUNT, precision=0, scale=1, min_width=100)
            self.seed = gr.Number(_SEED, precision=0, scale=1, min_width=220)
            self.go = gr.Button(variant="primary", scale=0, min_width=110)
        with gr.Row(elem_classes="pa-tools pa-files"):
            self.files = [gr.Button(size="sm", scale=0, min_width=120) for _ in _FORMS]
        self.preview = gr.HTML(
            "", js_on_load=read_script("quiz.js"), apply_default_css=False, elem_classes="pa-renewed"
        )
        self.labelled = [
            *(self.topic, self.kinds, self.difficulty, self.count, self.seed, self.go, self.preview),
            *self.files,
        ]
        self.told_by = [self.quiz]

    def connect(self) -> None:
        """A click makes the quiz for the visitor's place."""
        asked = [self.topic, self.kinds, self.difficulty, self.count, self.seed, self._frame.place]
        made = self.go.click(self._make, [self._frame.lang, *asked], [self.quiz, self.preview], **RENEWING)
        made.then(None, js=_SHOW_QUIZ)
        open_clauses(self._frame, self.preview)
        for form, button in zip(_FORMS, self.files, strict=True):
            give_file(self._frame, button, _writer(self, form), [self._frame.lang, self.quiz])

    def _make(
        self,
        lang: str,
        topic: str,
        kinds: list[str],
        difficulty: str,
        count: float | None,
        seed: float | None,
        place: str | None,
    ) -> tuple[Quiz, str]:
        lang = known_language(lang)
        quiz = tell_failure(
            lang,
            lambda: self._frame.assistant.quiz(
                topic=(topic or "").strip() or None,
                place=(place or "").strip() or None,
                kinds=tuple(kinds or ()),
                difficulty=difficulty or None,
                count=int(count or 0),
                seed=int(seed or 0),
            ),
        )
        return quiz, render_quiz(quiz, lang)

    def write(self, form: str, lang: str, quiz: Quiz | None) -> str:
        """The quiz as a file in ``form``; its path."""
        if quiz is None:
            raise gr.Error(say("quiz.empty", lang), title=say("failed", lang), print_exception=False)
        ending = "txt" if form == "gift" else form
        return write_file(f"{say('tab.quiz', lang)}-{quiz.seed}.{ending}", quiz_bytes(quiz, form))

    def label(self, lang: str, *told_by: Any) -> list[Any]:
        """Everything that the tab itself says, in ``lang``; the questions stay as they are."""
        return [
            gr.update(label=say("quiz.topic", lang)),
            gr.update(label=say("quiz.kinds", lang), choices=_kinds(lang)),
            gr.update(label=say("quiz.difficulty", lang), choices=_difficulties(lang)),
            gr.update(label=say("quiz.count", lang)),
            gr.update(label=say("quiz.seed", lang)),
            say("quiz.go", lang),
            render_quiz(told_by[0], lang),
            *(say(f"download.{key}", lang) for key in _FORMS.values()),
        ]


def _writer(tab: QuizTab, form: str) -> Any:
    return lambda lang, quiz: tab.write(form, lang, quiz)


def _kinds(lang: str) -> list[tuple[str, str]]:
    return [(say(f"quiz.{kind}", lang), kind) for kind in KINDS]


def _difficulties(lang: str) -> list[tuple[str, str]]:
    return [(say("quiz.difficulty.all", lang), ""), *((say(f"quiz.{level}", lang), level) for level in DIFFICULTIES)]
