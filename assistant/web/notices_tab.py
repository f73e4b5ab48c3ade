"""The tab of the notices: what is held, each of them to be read; files looked at and added; own ones removed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import gradio as gr

from assistant.display.notices import name_of
from assistant.errors import AssistantError
from assistant.holdings.changes import Refused
from assistant.holdings.plan import Added
from assistant.holdings.preview import Preview, preview_notice
from assistant.own_notices import NO_CORRECTIONS, Corrections, OwnEntry, load_own
from assistant.records import Notice
from assistant.web.notices_render import (
    failure_line,
    outcome_lines,
    removed_lines,
    render_closed,
    render_held,
    render_intro,
    render_opened,
    render_preview,
    render_staged,
    render_told,
    render_working,
)
from assistant.web.staging import FIELDS, Opened, Staged, corrections_from
from assistant.web.tabs import Frame, read_script
from assistant.web.words import say
from assistant.web.work import Progress, Say, Step, Work

Result = TypeVar("Result")
Lines = tuple[tuple[bool, str], ...]

# Files taken at a time; each is looked at before it is added.
MOST_FILES = 50
_LONGEST_CHARS = {"title": 200, "number": 60, "place": 60, "date": 20}
# Visitors who add or remove at a time: one does it, the others are told that they wait.
_AT_A_TIME = 8
_FORGET_SECONDS = 12 * 3600
_SHOW_PANEL = "() => window.policyNotices.showPanel()"
_SHOW_WORKING = "() => window.policyNotices.showWorking()"
_SHOW_TOLD = "() => window.policyNotices.showTold()"


class NoticesTab:
    """The tab's parts and what happens between them. What a visitor has chosen or opened lives in the visitor's state.

    Where the page offers no uploads, nothing that adds or removes is there at all.
    """

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._assistant = frame.assistant
        self._settings = frame.options.settings
        self._changes = frame.options.uploads
        self._changing = threading.Lock()
        self.staged = gr.State(Staged(), time_to_live=_FORGET_SECONDS)
        self.opened = gr.State(None, time_to_live=_FORGET_SECONDS)
        script = read_script("notices.js")
        with gr.Row(elem_classes="pa-two"):
            with gr.Column(scale=3, min_width=320, elem_classes="pa-notices"):
                self._adding = self._lay_out_adding() if self._changes else []
                self.table = gr.HTML(self._table("zh"), js_on_load=script, apply_default_css=False)
            with gr.Column(scale=2, min_width=320, elem_classes="pa-side"):
                self.panel = gr.HTML(render_closed("zh"), js_on_load=script, apply_default_css=False)
        self.labelled = [self.table, *self._adding]
        # What a visitor has in hand is said anew by an event of its own: one that took its time over the whole page
        # could put back what the visitor did meanwhile.
        self.told_by: list[Any] = []

    def _lay_out_adding(self) -> list[Any]:
        """What adding needs; the components that say the same whatever is in hand."""
        self.intro = gr.HTML(render_intro("zh"), apply_default_css=False)
        self.choose = gr.UploadButton(file_count="multiple", variant="primary", elem_classes="pa-choose")
        self.told = gr.HTML(visible=False, apply_default_css=False)
        with gr.Column(visible=False, elem_classes="pa-form") as self.form:
            self.head = gr.HTML("", apply_default_css=False)
            with gr.Row():
                first = [gr.Textbox(max_length=_LONGEST_CHARS[name], min_width=220) for name in ("title", "number")]
            with gr.Row():
                second = [gr.Textbox(max_length=_LONGEST_CHARS[name], min_width=220) for name in ("place", "date")]
            with gr.Row(elem_classes="pa-tools"):
                variants = ("primary", "secondary", "secondary")
                self.buttons = [gr.Button(variant=variant, scale=0, min_width=120) for variant in variants]
        self.fields = [*first, *second]
        return [self.intro, self.choose, *self.fields, self.buttons[0], self.buttons[2]]

    # --- what happens ----------------------------------------------------------------------------------------------

    def connect(self) -> None:
        """Connect the parts."""
        quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
        lang, panel = self._frame.lang, [self.opened, self.panel]
        self.table.select(self._open, lang, panel, **quiet).then(None, js=_SHOW_PANEL)
        self.panel.clear(self._close, [self.staged, lang], panel, **quiet)
        in_hand = [self.panel, self.head, self.buttons[1]] if self._changes else [self.panel]
        self._frame.changed.change(self._table, lang, self.table, **quiet)
        lang.change(self._label_in_hand, [lang, self.staged, self.opened], in_hand, **quiet)
        if not self._changes:
            return
        self.table.delete(self._ask, lang, panel, **quiet).then(None, js=_SHOW_PANEL)
        self.panel.undo(self._open, lang, panel, **quiet).then(None, js=_SHOW_PANEL)
        quiet |= {"concurrency_limit": _AT_A_TIME, "concurrency_id": "notices"}
        outputs = [self.staged, self.told, self.form, self.head, *self.fields, *self.buttons, self.table, *panel]
        outputs.append(self._frame.changed)
        add, add_all, skip = self.buttons
        for trigger, action, inputs in (
            (self.choose.upload, self._choose, [self.choose]),
            (add.click, self._add, self.fields),
            (add_all.click, self._add_all, self.fields),
            (skip.click, self._skip, []),
            (self.panel.apply, self._remove, []),
        ):
            everything = [self.staged, self.opened, self._frame.changed, lang, *inputs]
            trigger(action, everything, outputs, **quiet).then(None, js=_SHOW_TOLD)
            trigger(None, js=_SHOW_WORKING)

    def _open(self, lang: str, event: gr.EventData) -> tuple[Opened | None, str]:
        """The notice whose title was clicked."""
        opened = Opened(str(event._data.get("notice")))
        return opened, self._panel(Staged(), opened, lang)

    def _ask(self, lang: str, event: gr.EventData) -> tuple[Opened | None, str]:
        """The same, with the question whether to remove it."""
        opened = Opened(str(event._data.get("notice")), asks=True)
        return opened, self._panel(Staged(), opened, lang)

    def _close(self, staged: Staged, lang: str) -> tuple[None, str]:
        return None, self._panel(staged, None, lang)

    # Each of the following tells how far it is and ends with everything as it is then.

    def _choose(
        self, staged: Staged, opened: Opened | None, changed: int, lang: str, files: Sequence[str] | None
    ) -> Iterator[list[Any]]:
        """Take the files that were chosen, and show how the first of them is read."""
        staged, over = staged.joined_by([str(file) for file in files or ()], MOST_FILES)
        lines: Lines = ((False, say("notices.too_many", lang).format(MOST_FILES, over)),) if over else ()
        yield from self._go_on(staged, lines, changed, lang)

    def _skip(self, staged: Staged, opened: Opened | None, changed: int, lang: str) -> Iterator[list[Any]]:
        yield from self._go_on(staged.rest(), (), changed, lang)

    def _add(
        self, staged: Staged, opened: Opened | None, changed: int, lang: str, *said: str | None
    ) -> Iterator[list[Any]]:
        """Add the file that is shown, with what the visitor corrected; then show the next one."""
        if staged.preview is None:
            return
        given = corrections_from(staged.preview.notice, said)
        results, lines = yield from self._add_files(staged.files[:1], given, lang)
        if not results or any(isinstance(result, Refused) for result in results):
            yield self._told_only(staged, lines, changed, lang)
            return
        yield from self._go_on(staged.rest(), lines, changed + 1, lang)

    def _add_all(
        self, staged: Staged, opened: Opened | None, changed: int, lang: str, *said: str | None
    ) -> Iterator[list[Any]]:
        """Add all files: the one that is shown with what the visitor corrected, the others as they are read."""
        if staged.preview is None:
            return
        given = corrections_from(staged.preview.notice, said)
        results, lines = yield from self._add_files(staged.files[:1], given, lang)
        if not results:
            yield self._told_only(staged, lines, changed, lang)
            return
        more, told = yield from self._add_files(staged.files[1:], NO_CORRECTIONS, lang)
        is_new = any(isinstance(result, Added) for result in (*results, *more))
        left = Staged() if more else staged.rest()
        yield from self._go_on(left, lines + told, changed + is_new, lang)

    def _add_files(
        self, files: Sequence[str], given: Corrections, lang: str
    ) -> Generator[list[Any], None, tuple[tuple[Added | Refused, ...], Lines]]:
        """What became of each file, and that in lines; nothing of them where none could be added at all."""
        if not files:
            return (), ()
        paths = [Path(file) for file in files]

        def action(tell: Say, progress: Progress) -> tuple[Added | Refused, ...]:
            return self._assistant.add(paths, given, say=tell, on_progress=progress)

        try:
            results = yield from self._do_alone(action, say("notices.adding", lang), lang)
        except Exception as error:  # a page must go on whatever happens to one file
            return (), ((False, failure_line("notices.refused", error, paths[0], lang)),)
        return results, tuple(line for result in results for line in outcome_lines(result, lang))

    def _remove(self, staged: Staged, opened: Opened | None, changed: int, lang: str) -> Iterator[list[Any]]:
        """Remove the notice that is open, where that was asked and is now confirmed."""
        if opened is None or not opened.asks:
            return
        lines: Lines
        if opened.notice not in self._own():
            lines = ((False, say("notices.gone", lang)),)
            yield self._everything(staged, None, lines, changed + 1, lang)
            return
        begun = self._working(say("notices.removing", lang), Step(), lang)
        # On a phone the notice lies over what is told.
        begun[-2] = self._panel(staged, None, lang)
        yield begun
        try:
            (removed,) = yield from self._do_alone(
                lambda tell, progress: self._assistant.remove([opened.notice], say=tell, on_progress=progress),
                say("notices.removing", lang),
                lang,
            )
        except Exception as error:  # a page must go on whatever happens to one notice
            lines = ((False, failure_line("notices.not_removed", error, None, lang)),)
            yield self._everything(staged, opened, lines, changed, lang)
            return
        restored = [name_of(notice) for notice in self._assistant.notices if notice.id in removed.restored]
        yield self._everything(staged, None, tuple(removed_lines(removed, restored, lang)), changed + 1, lang)

    # --- how it is done --------------------------------------------------------------------------------------------

    def _go_on(self, staged: Staged, lines: Lines, changed: int, lang: str) -> Iterator[list[Any]]:
        """Show how the first file is read; those that cannot be are told and left out."""
        while staged.files:
            path = Path(staged.files[0])
            try:
                words = say("notices.reading", lang).format(path.name)
                preview = yield from self._do(self._reading(path), words, lang)
            except Exception as error:  # a page must go on whatever is in a file
                lines = (*lines, (False, failure_line("notices.refused", error, path, lang)))
                staged = staged.rest()
            else:
                yield self._everything(replace(staged, preview=preview), None, lines, changed, lang)
                return
        yield self._everything(Staged(), None, lines, changed, lang)

    def _reading(self, path: Path) -> Callable[[Say, Progress], Preview]:
        return lambda tell, progress: preview_notice(self._settings, self._assistant.notices, path)

    def _do_alone(
        self, action: Callable[[Say, Progress], Result], words: str, lang: str
    ) -> Generator[list[Any], None, Result]:
        """``action`` when nobody else on the page adds or removes."""

        def alone(tell: Say, progress: Progress) -> Result:
            if self._changing.locked():
                tell(say("notices.waiting", lang))
            with self._changing:
                tell("")
                # What is said meanwhile is about the index, of which no visitor need know.
                result = action(lambda _: tell(say("notices.updating", lang)), progress)
                _ = self._assistant.knowledge  # opens the new index now: the next question need not wait for it
                return result

        return (yield from self._do(alone, words, lang))

    def _do(
        self, action: Callable[[Say, Progress], Result], words: str, lang: str
    ) -> Generator[list[Any], None, Result]:
        work = Work(action)
        yield self._working(words, Step(), lang)
        for step in work.steps():
            yield self._working(words, step, lang)
        return work.result()

    # --- what is shown ---------------------------------------------------------------------------------------------

    def _working(self, words: str, step: Step, lang: str) -> list[Any]:
        """Nothing but how far the work is; no button can be clicked meanwhile."""
        told = _told(render_working(words, step, lang))
        idle = [gr.update(interactive=False)] * len(self.buttons)
        kept = [gr.skip()] * (len(self.fields) + 2)
        return [gr.skip(), told, *kept, *idle, gr.skip(), gr.skip(), gr.skip(), gr.skip()]

    def _told_only(self, staged: Staged, lines: Lines, changed: int, lang: str) -> list[Any]:
        """Lines, and what the visitor typed left as it is."""
        kept = [gr.skip()] * (len(self.fields) + 2)
        buttons = self._button_updates(staged, lang)
        return [staged, _told(render_told(lines)), *kept, *buttons, gr.skip(), gr.skip(), gr.skip(), changed]

    def _everything(self, staged: Staged, opened: Opened | None, lines: Lines, changed: int, lang: str) -> list[Any]:
        preview = staged.preview
        values = [getattr(preview.notice, name) or "" if preview else "" for name in FIELDS]
        return [
            staged,
            _told(render_told(lines)),
            gr.update(visible=preview is not None),
            self._head(staged, lang),
            *values,
            *self._button_updates(staged, lang),
            self._table(lang),
            opened,
            self._panel(staged, opened, lang),
            changed,
        ]

    def _button_updates(self, staged: Staged, lang: str) -> list[Any]:
        left, preview = len(staged.files), staged.preview
        # What is held in the corpus folder already cannot be added, nor corrected from here.
        can_add = preview is None or isinstance(preview.outcome, Refused) or preview.outcome.own
        return [
            gr.update(value=say("notices.add", lang), interactive=can_add),
            gr.update(value=say("notices.add_all", lang).format(left), visible=left > 1, interactive=True),
            gr.update(value=say("notices.skip", lang), interactive=True),
        ]

    def _head(self, staged: Staged, lang: str) -> str:
        if staged.preview is None:
            return ""
        return render_staged(staged.preview, staged.total, staged.number, lang)

    def _own(self) -> dict[str, OwnEntry]:
        """The own notices by id; where their list cannot be read, none: they can still be read and asked about."""
        try:
            return {entry.id: entry for entry in load_own(self._settings.own_folder)}
        except AssistantError:
            return {}

    def _table(self, lang: str) -> str:
        return render_held(self._assistant.notices, self._own(), lang, removes=self._changes)

    def _panel(self, staged: Staged, opened: Opened | None, lang: str) -> str:
        if opened is None:
            return render_preview(staged.preview, lang) if staged.preview else render_closed(lang)
        notice: Notice | None = next((n for n in self._assistant.notices if n.id == opened.notice), None)
        if notice is None:
            return render_closed(lang, say("notices.gone", lang))
        entry = self._own().get(notice.id)
        asks = entry.replaces if entry and opened.asks and self._changes else None
        return render_opened(notice, entry, lang, asks=asks)

    def label(self, lang: str, *told_by: Any) -> list[Any]:
        """Everything that the tab itself says whatever a visitor has in hand, in ``lang``."""
        if not self._changes:
            return [self._table(lang)]
        fields = [gr.update(label=say(f"notices.field.{name}", lang)) for name in FIELDS]
        choose = gr.update(label=say("notices.choose", lang))
        return [
            self._table(lang),
            render_intro(lang),
            choose,
            *fields,
            say("notices.add", lang),
            say("notices.skip", lang),
        ]

    def _label_in_hand(self, lang: str, staged: Staged, opened: Opened | None) -> Any:
        """What is said of the file that is looked at, or of the notice that is open."""
        panel = self._panel(staged, opened, lang)
        if not self._changes:
            return panel
        return panel, self._head(staged, lang), self._button_updates(staged, lang)[1]


def _told(html: str) -> Any:
    return gr.update(value=html, visible=bool(html))
