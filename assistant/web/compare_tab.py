"""The tab that compares what places say of one topic."""

from __future__ import annotations

from html import escape
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.compare.sheet import sheet_of
from assistant.compare.wording import title_of
from assistant.errors import AssistantError
from assistant.spelling import spelling_key
from assistant.web.table_html import render_comparison
from assistant.web.tabs import (
    RENEWING,
    Frame,
    give_file,
    open_clauses,
    read_script,
    table_bytes,
    tell_failure,
    write_file,
)
from assistant.web.words import known_language, say

if TYPE_CHECKING:
    from assistant.answering.service import Assistant
    from assistant.compare.comparison import Comparison
    from assistant.records import Notice

_TOPIC_KINDS = ("policy", "work", "system", "disease")
_MOST_TOPICS = 60
_FORMS = ("xlsx", "csv")


class CompareTab:
    """A topic, perhaps some places, and the comparison."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._assistant = frame.assistant
        with gr.Row(elem_classes="pa-filters"):
            # The choices come with the words, see :meth:`label`.
            self.topic = gr.Dropdown([], value=None, allow_custom_value=True, scale=2, min_width=240)
            # Gradio refuses a choice that came later; what is no place is told by the comparison.
            self.places = gr.Dropdown([], value=[], multiselect=True, allow_custom_value=True, scale=3, min_width=240)
            self.go = gr.Button(variant="primary", scale=0, min_width=110)
        self.table = gr.HTML("", js_on_load=read_script("table.js"), apply_default_css=False, elem_classes="pa-renewed")
        with gr.Row(elem_classes="pa-tools pa-files"):
            self.files = [gr.Button(size="sm", scale=0, min_width=110) for _ in _FORMS]
        self.labelled = [self.topic, self.places, self.go, self.table, *self.files]
        self.told_by = [self.topic, self.places]

    def connect(self) -> None:
        """The comparison follows the topic and the places."""
        inputs = [self._frame.lang, self.topic, self.places]
        changes = [self.go.click, self.topic.input, self.places.change]  # clearing all places is no input
        gr.on(changes, self._show, inputs, self.table, trigger_mode="always_last", **RENEWING)
        open_clauses(self._frame, self.table)
        for form, button in zip(_FORMS, self.files, strict=True):
            give_file(self._frame, button, _writer(self, form), inputs)

    def _places(self) -> list[str]:
        return list(dict.fromkeys(notice.place for notice in self._assistant.notices if notice.place))

    def _compare(self, lang: str, topic: str | None, places: list[str] | None) -> Comparison:
        return self._assistant.compare((topic or "").strip(), tuple(places or ()), lang)

    def _show(self, lang: str, topic: str | None, places: list[str] | None) -> str:
        lang = known_language(lang)
        if not (topic or "").strip():
            return f'<p class="pa-none">{escape(say("compare.empty", lang))}</p>'
        try:
            comparison = self._compare(lang, topic, places)
        except AssistantError as error:
            return f'<p class="pa-none" role="status">{escape(error.line(lang))}</p>'
        english = self._assistant.knowledge.glossary.english
        return render_comparison(comparison, title_of(comparison, lang, english), lang, english)

    def write(self, form: str, lang: str, topic: str | None, places: list[str] | None) -> str:
        """The comparison as a file in ``form``; its path."""
        comparison = tell_failure(lang, lambda: self._compare(lang, topic, places))
        knowledge = self._assistant.knowledge
        table = sheet_of(comparison, knowledge.notices, knowledge.glossary, lang)
        name = f"{say('tab.compare', lang)}.{form}"
        return write_file(name, table_bytes(table, form))

    def label(self, lang: str, *told_by: Any) -> list[Any]:
        """Everything that the tab itself says, in ``lang``; the comparison with it."""
        topic, places = told_by
        return [
            gr.update(label=say("compare.topic", lang), choices=find_topics(self._assistant)),
            gr.update(label=say("compare.places", lang), choices=self._places()),
            say("compare.go", lang),
            self._show(lang, topic, places),
            *(say(f"download.{form}", lang) for form in _FORMS),
        ]


def _writer(tab: CompareTab, form: str) -> Any:
    return lambda lang, *asked: tab.write(form, lang, *asked)


def find_topics(assistant: Assistant) -> list[str]:
    """What two notices or more speak of, by the glossary's official names: first what most of them grant somebody, then
    what most have a heading or a task for."""
    glossary = assistant.knowledge.glossary
    layers = (_granted, _tasks, lambda notice: notice.source)
    texts = [[spelling_key(layer(notice)) for notice in assistant.notices] for layer in layers]
    ranked: list[tuple[list[int], str]] = []
    for term in glossary.terms:
        if term.kind in _TOPIC_KINDS:
            keys = [spelling_key(name) for name in glossary.expand(term)]
            counts = [sum(any(key in text for key in keys) for text in layer) for layer in texts]
            if counts[-1] > 1:
                ranked.append((counts, term.official))
    ranked.sort(key=itemgetter(0), reverse=True)
    return [name for _, name in ranked[:_MOST_TOPICS]]


def _granted(notice: Notice) -> str:
    return "\n".join(item.quote for clause in notice.clauses for item in clause.entitlements)


def _tasks(notice: Notice) -> str:
    headings = [clause.heading or "" for clause in notice.clauses]
    return "\n".join([*headings, *(duty.task for clause in notice.clauses for duty in clause.duties)])
