"""The tab for who does what, and by when: a table that follows what is typed."""

from __future__ import annotations

from html import escape
from typing import Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.tables.table import Table
from assistant.web.table_html import render_table
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

_SHOWN = ("duties", "deadlines")
_ROLES = ("", "lead", "support", "responsible")
_FORMS = ("xlsx", "csv", "ics")


class LookupTab:
    """The filters, the table, and the files of it."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        with gr.Row(elem_classes="pa-filters"):
            self.words = gr.Textbox("", scale=3, min_width=240)
            self.shown = gr.Radio(_choices("lookup", _SHOWN, "zh"), value="duties", scale=1, min_width=240)
            self.role = gr.Dropdown(_roles("zh"), value="", scale=1, min_width=120)
            self.everything = gr.Checkbox(scale=1, min_width=200, elem_classes="pa-everything")
        self.table = gr.HTML("", js_on_load=read_script("table.js"), apply_default_css=False, elem_classes="pa-renewed")
        with gr.Row(elem_classes="pa-tools pa-files"):
            self.files = [gr.Button(size="sm", scale=0, min_width=110) for _ in _FORMS]
        self.labelled = [self.words, self.shown, self.role, self.everything, self.table, *self.files]
        self.told_by = [*self._asked(), frame.place]

    def _asked(self) -> list[Any]:
        return [self.words, self.shown, self.role, self.everything]

    def connect(self) -> None:
        """The table follows every change; a link in it opens the notice."""
        inputs = [self._frame.lang, *self._asked(), self._frame.place]
        changes = [
            self.words.change,
            self.shown.input,
            self.role.input,
            self.everything.input,
            self._frame.place.change,
        ]
        gr.on(changes, self._show, inputs, self.table, trigger_mode="always_last", **RENEWING)
        open_clauses(self._frame, self.table)
        for form, button in zip(_FORMS, self.files, strict=True):
            give_file(self._frame, button, _writer(self, form), inputs)

    def _find(self, lang: str, words: str, shown: str, role: str, everything: bool, place: str | None) -> Table:
        lang, where = known_language(lang), (place or "").strip() or None
        if shown == "deadlines":
            return self._frame.assistant.deadlines(words or "", place=where, lang=lang, everything=everything)
        return self._frame.assistant.lookup(
            words or "", role=role or None, place=where, lang=lang, everything=everything
        )

    def _show(self, lang: str, *asked: Any) -> str:
        try:
            return render_table(self._find(lang, *asked))
        except AssistantError as error:
            return f'<p class="pa-none" role="status">{escape(error.line(lang))}</p>'

    def write(self, form: str, lang: str, *asked: Any) -> str:
        """The table as a file in ``form``; its path."""
        words, shown, _, _, place = asked
        name = f"{say(f'lookup.{shown}', lang)}.{form}"
        if form == "ics":
            where = (place or "").strip() or None
            calendar = tell_failure(lang, lambda: self._frame.assistant.calendar(words or "", place=where, lang=lang))
            return write_file(f"{say('lookup.deadlines', lang)}.ics", calendar)
        table = tell_failure(lang, lambda: self._find(lang, *asked))
        return write_file(name, table_bytes(table, form))

    def label(self, lang: str, *told_by: Any) -> list[Any]:
        """Everything that the tab itself says, in ``lang``; the table with it."""
        return [
            gr.update(label=say("lookup.words", lang), placeholder=say("lookup.placeholder", lang)),
            gr.update(label=say("lookup.what", lang), choices=_choices("lookup", _SHOWN, lang)),
            gr.update(label=say("lookup.role", lang), choices=_roles(lang)),
            gr.update(label=say("lookup.everything", lang)),
            self._show(lang, *told_by),
            *(say(f"download.{form}", lang) for form in _FORMS),
        ]


def _writer(tab: LookupTab, form: str) -> Any:
    return lambda lang, *asked: tab.write(form, lang, *asked)


def _choices(prefix: str, keys: tuple[str, ...], lang: str) -> list[tuple[str, str]]:
    return [(say(f"{prefix}.{key}", lang), key) for key in keys]


def _roles(lang: str) -> list[tuple[str, str]]:
    return [(say(f"lookup.role.{role or 'all'}", lang), role) for role in _ROLES]
