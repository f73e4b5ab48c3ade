"""The page: a tab for each job, in Chinese or English, laid out with Gradio."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.web.ask_tab import AskTab
from assistant.web.compare_tab import CompareTab
from assistant.web.lookup_tab import LookupTab
from assistant.web.notices_tab import NoticesTab
from assistant.web.quiz_tab import QuizTab
from assistant.web.render import render_header
from assistant.web.tabs import FOLDER, QUIET, Frame, Options, Tab, places_held, read_script
from assistant.web.words import known_language, say

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

_ACCENT, _ACCENT_HOVER = "#9b1c1c", "#7f1616"
_LANGUAGES = [("中文", "zh"), ("English", "en")]
# What a browser remembers is no secret; a fixed key keeps it readable after the program was started again.
_STORAGE_KEY = _STORAGE_SECRET = "policy-assistant"
# Chinese glyphs and a Chinese voice for what is Chinese on the page. (``data-said``: the page has been said in it.)
_SET_LANGUAGE = """(lang) => {
  document.documentElement.lang = lang === "en" ? "en" : "zh-CN";
  document.documentElement.dataset.said = lang;
}"""
_BROWSER_LANGUAGE = """(saved, browser) => [saved, navigator.language || ""]"""
# Files that were uploaded are forgotten so long after; looked for so often.
_KEEP_UPLOADS_SECONDS, _LOOK_SECONDS = 24 * 3600, 3600
# How often a page that is open looks whether somebody else has added or removed notices.
LOOK_SECONDS = 20.0
# Each tab with the key of its name.
TABS: tuple[tuple[str, Callable[[Frame], Tab]], ...] = (
    ("ask", AskTab),
    ("lookup", LookupTab),
    ("compare", CompareTab),
    ("quiz", QuizTab),
    ("notices", NoticesTab),
)


def build_page(assistant: Assistant, options: Options | None = None) -> gr.Blocks:
    """The page over ``assistant``. Nothing is served yet; see :func:`assistant.web.server.serve`."""
    return _Page(assistant, options or Options()).blocks


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
    style = (FOLDER / "style.css").read_text(encoding="utf-8")
    return {"theme": theme, "css": style, "js": read_script("page.js"), "footer_links": []}


@dataclass(frozen=True, slots=True)
class Seen:
    """What a visitor's page has shown: the notices held (what tells them apart), and how often they were changed from
    the page itself. ``doubted``: other notices that were there at the last look, None where there were none."""

    notices: int
    changed: int
    doubted: int | None = None


class _Page:
    """The frame around the tabs: the head, the switch of languages, the visitor's place, what the browser remembers (a
    dict with ``lang`` and ``place``)."""

    def __init__(self, assistant: Assistant, options: Options) -> None:
        self._assistant = assistant
        self._can_leave = options.accounts
        forget = (_LOOK_SECONDS, _KEEP_UPLOADS_SECONDS)
        with gr.Blocks(title=say("title", "zh"), analytics_enabled=False, delete_cache=forget) as self.blocks:
            self._lay_out_head()
            self.saved = gr.BrowserState({}, storage_key=_STORAGE_KEY, secret=_STORAGE_SECRET)
            self.browser = gr.Textbox(visible="hidden")
            self.drawer = gr.HTML(
                "", js_on_load=read_script("reader.js"), apply_default_css=False, elem_classes="pa-drawer"
            )
            self.file = gr.DownloadButton(visible="hidden", elem_id="pa-file")
            self.changed = gr.State(0)
            self.seen = gr.State(None)
            self.clock = gr.Timer(LOOK_SECONDS)
            frame = Frame(assistant, options, self.lang, self.place, self.drawer, self.file, self.changed)
            self.tabs, self.parts = self._lay_out_tabs(frame)
            self._connect()

    def _lay_out_head(self) -> None:
        with gr.Row(elem_classes="pa-top"):
            self.header = gr.HTML(self._header("zh"), scale=1, apply_default_css=False)
            self.place = gr.Dropdown(
                places_held(self._assistant, "zh"),
                value="",
                label=say("place", "zh"),
                allow_custom_value=True,
                scale=0,
                min_width=260,
                elem_classes="pa-my-place",
            )
            self.lang = gr.Radio(
                _LANGUAGES,
                value="zh",
                label=say("language", "zh"),
                show_label=False,
                container=False,
                scale=0,
                min_width=190,
                elem_classes="pa-lang",
            )

    @staticmethod
    def _lay_out_tabs(frame: Frame) -> tuple[list[gr.Tab], list[Tab]]:
        tabs: list[gr.Tab] = []
        parts: list[Tab] = []
        with gr.Tabs(elem_classes="pa-tabs"):
            for key, make in TABS:
                with gr.Tab(say(f"tab.{key}", "zh"), id=key) as tab:
                    parts.append(make(frame))
                tabs.append(tab)
        return tabs, parts

    def _connect(self) -> None:
        for part in self.parts:
            part.connect()
        labelled = [self.header, self.place, *self.tabs, *(item for part in self.parts for item in part.labelled)]
        told_by = [self.lang, *(item for part in self.parts for item in part.told_by)]
        greeting = self.blocks.load(
            self._greet, [self.saved, self.browser], [self.lang, self.place], js=_BROWSER_LANGUAGE, **QUIET
        )
        for event in (greeting, self.lang.input(self._remember, [self.lang, self.place], self.saved, **QUIET)):
            say_it = self._label_first if event is greeting else self._label
            event.then(say_it, told_by, labelled, **QUIET).then(None, self.lang, js=_SET_LANGUAGE)
        self._say_from_the_start(labelled)
        self._connect_renewal()
        self.place.change(self._remember, [self.lang, self.place], self.saved, **QUIET)
        self.drawer.clear(lambda: "", None, self.drawer, **QUIET)

    def _connect_renewal(self) -> None:
        """Where notices were added or removed, the other tabs and the places are said anew. That is tried first and
        shown then: what takes its time the first time must not put back what a visitor did meanwhile."""
        others = [part for part in self.parts if not isinstance(part, NoticesTab)]
        told_by = [self.lang, *(item for part in others for item in part.told_by)]
        labelled = [self.place, *(item for part in others for item in part.labelled)]

        def renew(lang: str, *told_by: Any) -> list[Any]:
            return [self._label_place(lang), *_label_parts(others, lang, told_by)]

        def prepare(lang: str, *told_by: Any) -> None:
            renew(lang, *told_by)

        self.changed.change(prepare, told_by, **QUIET).then(renew, told_by, labelled, **QUIET)
        self.clock.tick(self._look, [self.seen, self.changed, self.lang], [self.seen, self.changed], **QUIET)

    def _look(self, seen: Seen | None, changed: int, lang: str) -> tuple[Seen, Any]:
        """What somebody else has added or removed meanwhile is shown on this visitor's page too, and told.

        It is believed at the second look: the first may come before the visitor's own work is told to be done.
        """
        held = _held(self._assistant)
        if seen is None or seen.notices == held or seen.changed != changed:
            return Seen(held, changed), gr.skip()
        if seen.doubted != held:
            return Seen(seen.notices, changed, held), gr.skip()
        lang = known_language(lang)
        gr.Info(say("notices.elsewhere", lang), title=say("tab.notices", lang))
        return Seen(held, changed + 1), changed + 1

    @staticmethod
    def _greet(saved: dict[str, str] | None, browser: str | None) -> tuple[str, str]:
        """The language and the place that the visitor chose before, else the browser's language and no place."""
        saved = saved if isinstance(saved, dict) else {}
        lang = saved.get("lang")
        if lang not in ("zh", "en"):
            lang = "en" if browser and not browser.lower().startswith("zh") else "zh"
        return lang, str(saved.get("place") or "")

    @staticmethod
    def _remember(lang: str, place: str | None) -> dict[str, str]:
        return {"lang": lang, "place": (place or "").strip()}

    def _say_from_the_start(self, labelled: Sequence[Any]) -> None:
        """Put the Chinese words into the page as it is sent: only other visitors need it said anew."""
        nothing_yet = [item.value for part in self.parts for item in part.told_by]
        for component, said in zip(labelled, self._label("zh", *nothing_yet), strict=True):
            for name, value in said.items() if isinstance(said, dict) else [("value", said)]:
                if name == "choices":  # as the components keep them
                    value = [item if isinstance(item, tuple) else (item, item) for item in value]
                if not name.startswith("__"):
                    setattr(component, name, value)
        self._said = len(labelled)
        self._labelled = list(labelled)
        self._said_of = _held(self._assistant)

    def _label_first(self, lang: str, *told_by: Any) -> list[Any]:
        """What a visitor who has just come does not read yet; nothing that takes back a question asked meanwhile."""
        if lang == "zh" and _held(self._assistant) == self._said_of:
            return [gr.skip()] * self._said
        asked_into = {item._id for part in self.parts if isinstance(part, AskTab) for item in part.asked_into}
        said = zip(self._labelled, self._label(lang, *told_by), strict=True)
        return [_words_only(words) if component._id in asked_into else words for component, words in said]

    def _label(self, lang: str | None, *told_by: Any) -> list[Any]:
        """Everything that the page itself says, in ``lang``."""
        lang = known_language(lang)
        tabs = [gr.update(label=say(f"tab.{key}", lang)) for key, _ in TABS]
        return [self._header(lang), self._label_place(lang), *tabs, *_label_parts(self.parts, lang, told_by)]

    def _header(self, lang: str) -> str:
        return render_header(lang, can_leave=self._can_leave)

    def _label_place(self, lang: str) -> Any:
        return gr.update(choices=places_held(self._assistant, lang), label=say("place", lang))


def _held(assistant: Assistant) -> int:
    """What tells the notices held from others."""
    return hash(tuple((item.id, item.date, hash(item.source)) for item in assistant.notices))


def _words_only(said: Any) -> Any:
    """What a component says in another language, without showing or hiding it, nor what stands in it."""
    return {name: value for name, value in said.items() if name != "visible"} if isinstance(said, dict) else gr.skip()


def _label_parts(parts: Sequence[Tab], lang: str, told_by: Sequence[Any]) -> list[Any]:
    said: list[Any] = []
    left = list(told_by)
    for part in parts:
        own, left = left[: len(part.told_by)], left[len(part.told_by) :]
        said.extend(part.label(lang, *own))
    return said
