"""The page: a conversation about the notices, laid out with Gradio."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.errors import AssistantError
from assistant.web.render import Turn, render_conversation, render_header
from assistant.web.starters import find_starters
from assistant.web.words import known_language, say

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

STARTERS = 4
# What one visitor's page remembers: turns shown, and how long after the last question.
_MOST_TURNS = 50
_FORGET_SECONDS = 12 * 3600
# Questions answered at a time; more wait in a queue.
_AT_A_TIME = 4
_ACCENT, _ACCENT_HOVER = "#9b1c1c", "#7f1616"
_FOLDER = Path(__file__).resolve().parent
_LANGUAGES = [("中文", "zh"), ("English", "en")]
# After an answer: its question to the top of the window, the cursor back into the box.
_SHOW_LAST = """() => {
  const turns = document.querySelectorAll(".pa-turn");
  if (turns.length) turns[turns.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
}"""
# Chinese glyphs and a Chinese voice for what is Chinese on the page.
_SET_LANGUAGE = """(lang) => { document.documentElement.lang = lang === "en" ? "en" : "zh-CN"; }"""

Turns = tuple[Turn, ...]


def build_page(assistant: Assistant) -> gr.Blocks:
    """The page over ``assistant``. Nothing is served yet; see :func:`assistant.web.server.serve`."""
    return _Page(assistant).blocks


def launch_options() -> dict[str, Any]:
    """What Gradio takes when a page is served: theme, style and what to leave out. No font is fetched from anywhere."""
    fonts = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Source Han Sans SC", "system-ui", "sans-serif")
    mono = ("ui-monospace", "Consolas", "monospace")
    theme = gr.themes.Base(
        primary_hue="red",
        neutral_hue="stone",
        radius_size="none",
        font=[gr.themes.Font(name) for name in fonts],
        font_mono=[gr.themes.Font(name) for name in mono],
    ).set(
        button_primary_background_fill=_ACCENT,
        button_primary_background_fill_hover=_ACCENT_HOVER,
        button_primary_background_fill_dark=_ACCENT,
        button_primary_background_fill_hover_dark=_ACCENT_HOVER,
    )
    return {"theme": theme, "css": (_FOLDER / "style.css").read_text(encoding="utf-8"), "footer_links": []}


class _Page:
    """The page's parts and what happens between them. What a visitor has asked lives in the visitor's own state."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._starters = {lang: find_starters(assistant, lang, STARTERS) for _, lang in _LANGUAGES}
        with gr.Blocks(title=say("title", "zh"), analytics_enabled=False) as self.blocks:
            self._lay_out()
            self._connect()

    def _lay_out(self) -> None:
        lang = "zh"
        self.turns = gr.State((), time_to_live=_FORGET_SECONDS)
        with gr.Row(elem_classes="pa-top"):
            self.header = gr.HTML(render_header(lang), scale=1, apply_default_css=False)
            self.lang = gr.Radio(
                _LANGUAGES,
                value=lang,
                show_label=False,
                container=False,
                scale=0,
                min_width=190,
                elem_classes="pa-lang",
            )
        script = (_FOLDER / "script.js").read_text(encoding="utf-8")
        self.log = gr.HTML(self._render((), lang), js_on_load=script, apply_default_css=False)
        with gr.Row(elem_classes="pa-starters"):
            self.starters = [gr.Button(size="sm", variant="secondary") for _ in range(STARTERS)]
        with gr.Row(elem_classes="pa-ask", equal_height=True):
            places = self._places(lang)
            self.place = gr.Dropdown(places, value="", allow_custom_value=True, scale=1, min_width=180)
            self.question = gr.Textbox(max_lines=4, scale=4, min_width=240, autofocus=True)
            with gr.Column(scale=0, min_width=110, elem_classes="pa-buttons"):
                self.send = gr.Button(variant="primary", size="md")
                self.clear = gr.Button(size="sm")

    def _connect(self) -> None:
        labelled = [self.header, self.log, self.place, self.question, self.send, self.clear, *self.starters]
        self.blocks.load(
            self._label, [self.lang, self.turns], labelled, show_progress="hidden", api_visibility="private"
        )
        self.lang.change(
            self._label, [self.lang, self.turns], labelled, show_progress="hidden", api_visibility="private"
        ).then(None, self.lang, None, js=_SET_LANGUAGE)
        outputs = [self.question, self.log, self.turns, *self.starters]
        asking = gr.on(
            [self.send.click, self.question.submit],
            self._ask,
            [self.question, self.place, self.lang, self.turns],
            outputs,
            show_progress="hidden",
            concurrency_limit=_AT_A_TIME,
            concurrency_id="ask",
            api_visibility="private",
        )
        asking.then(None, None, None, js=_SHOW_LAST)
        for button in self.starters:
            button.click(
                self._ask,
                [button, self.place, self.lang, self.turns],
                outputs,
                show_progress="hidden",
                concurrency_limit=_AT_A_TIME,
                concurrency_id="ask",
                api_visibility="private",
            ).then(None, None, None, js=_SHOW_LAST)
        self.clear.click(self._start_over, self.lang, outputs, show_progress="hidden", api_visibility="private")

    # --- what happens ----------------------------------------------------------------------------------------------

    def _ask(
        self, question: str | None, place: str | None, lang: str | None, turns: Turns
    ) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then its answer."""
        question, place, lang = _whole_characters(question), _whole_characters(place), known_language(lang)
        if not question.strip():
            yield question, gr.skip(), turns, *[gr.skip()] * STARTERS
            return
        pending = (*turns, Turn(question))
        hidden = [gr.update(visible=False)] * STARTERS
        yield "", self._render(pending, lang), turns, *hidden
        turn = answer_turn(self._assistant, question, place, lang, turns)
        done = (*turns, turn)[-_MOST_TURNS:]
        # What failed is given back to be mended; otherwise the box may hold the next question already.
        yield question if turn.error else gr.skip(), self._render(done, lang), done, *hidden

    def _start_over(self, lang: str | None) -> tuple[Any, ...]:
        lang = known_language(lang)
        return "", self._render((), lang), (), *self._starter_buttons(lang, visible=True)

    def _label(self, lang: str | None, turns: Turns) -> tuple[Any, ...]:
        """Everything that the page itself says, in ``lang``."""
        lang = known_language(lang)
        return (
            render_header(lang),
            self._render(turns, lang),
            gr.update(choices=self._places(lang), label=say("place", lang)),
            gr.update(label=say("question", lang), placeholder=say("placeholder", lang)),
            say("ask", lang),
            say("clear", lang),
            *self._starter_buttons(lang, visible=not turns),
        )

    def _render(self, turns: Turns, lang: str) -> str:
        return render_conversation(turns, self._assistant.notices, lang)

    def _places(self, lang: str) -> list[tuple[str, str]]:
        held = dict.fromkeys(notice.place for notice in self._assistant.notices if notice.place)
        return [(say("all_places", lang), ""), *((place, place) for place in held)]

    def _starter_buttons(self, lang: str, *, visible: bool) -> list[Any]:
        questions = self._starters[lang]
        return [
            gr.update(value=questions[row], visible=visible) if row < len(questions) else gr.update(visible=False)
            for row in range(STARTERS)
        ]


def _whole_characters(text: str | None) -> str:
    """``text`` with “?” for half a surrogate pair, which a program may send and no answer can be sent back with."""
    return (text or "").encode("utf-8", "replace").decode("utf-8")


def answer_turn(assistant: Assistant, question: str, place: str | None, lang: str, turns: Sequence[Turn]) -> Turn:
    """The turn that ``question`` becomes after ``turns``; an error becomes one line for the reader.

    On the Chinese page the answer is in the question's own language, on the English page always in English.
    """
    history = tuple(turn.question for turn in turns if turn.answer)
    try:
        answer = assistant.ask(
            question, place=(place or "").strip() or None, lang="en" if lang == "en" else None, history=history
        )
    except AssistantError as error:
        return Turn(question, error=error.line(lang))
    except Exception as error:  # a page must go on whatever happens to one question
        return Turn(question, error=f"程序出错（{type(error).__name__}）；请换个问法，或告诉维护人员。")
    return Turn(question, answer)
