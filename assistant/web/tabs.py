"""What the tabs of the page have in common: how they are laid out, and how they change language."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant.errors import AssistantError
from assistant.settings import Settings, load_settings
from assistant.tables.csv_file import csv_bytes
from assistant.web.reader import cite, render_reader
from assistant.web.words import say

if TYPE_CHECKING:
    from assistant.answering.service import Assistant
    from assistant.tables.table import Table

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Options:
    """What the page offers. ``uploads``: visitors may add and remove notices; ``accounts``: they have logged in;
    ``feedback``: the file that keeps what they say of answers, None → they are not asked; ``settings``: those that the
    assistant was opened with."""

    uploads: bool = True
    accounts: bool = False
    feedback: Path | None = None
    settings: Settings = field(default_factory=load_settings)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every tab may use: the program, what the page offers, the switch of languages, the visitor's place, the
    drawer that a notice opens in, and the button by which a file reaches the visitor (see :func:`give_file`).

    ``changed``: to be given another value where notices were added or removed; the page then says everything anew.
    """

    assistant: Assistant
    options: Options
    lang: gr.Radio
    place: gr.Dropdown
    drawer: gr.HTML
    file: gr.DownloadButton
    changed: gr.State


class Tab(Protocol):
    """A tab. Made inside its ``gr.Tab``, it lays itself out; :meth:`connect` is called when all tabs stand.

    ``labelled``: the components that say something in the page's language; ``told_by``: those whose values
    :meth:`label` needs beside it.
    """

    @property
    def labelled(self) -> Sequence[Any]:
        """See above."""

    @property
    def told_by(self) -> Sequence[Any]:
        """See above."""

    def connect(self) -> None:
        """Say what happens when something is clicked."""

    def label(self, lang: str, *told_by: Any) -> Sequence[Any]:
        """New values for ``labelled``: everything that the tab itself says, in ``lang``."""


QUIET: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
# While a table is made anew, the old one is paled, and a line says so (see style.css).
RENEWING: dict[str, Any] = {"show_progress": "minimal", "api_visibility": "private"}
_DOWNLOAD = """() => setTimeout(() => document.getElementById("pa-file").click(), 200)"""
_SHOW_CITED = "() => window.policyAssistant.showCited()"


def give_file(frame: Frame, button: gr.Button, make: Callable[..., str], inputs: Sequence[Any]) -> None:
    """A click on ``button`` gives the visitor the file that ``make(*inputs)`` writes (see :func:`write_file`)."""
    button.click(make, inputs, frame.file, **QUIET).success(None, js=_DOWNLOAD)


def write_file(name: str, data: bytes) -> str:
    """A file in a folder of its own, in the folder that visitors' files lie in (thrown away when the program ends)."""
    file = Path(tempfile.mkdtemp(dir=os.environ.get("GRADIO_TEMP_DIR"))) / name
    file.write_bytes(data)
    return str(file)


def table_bytes(table: Table, form: str) -> bytes:
    """``table`` as a file: ``xlsx`` or ``csv``."""
    if form == "xlsx":
        from assistant.tables.workbook import workbook_bytes  # few visitors want one, and the start has no time for it

        return workbook_bytes(table)
    return csv_bytes(table)


def open_clauses(frame: Frame, html: gr.HTML) -> None:
    """A click on a link to a clause (``data-clause``, ``data-start``, ``data-end``) in ``html`` opens its notice in the
    drawer."""

    def opened(lang: str, event: gr.EventData) -> Any:
        clause_id, start, end = (event._data.get(key) for key in ("clause", "start", "end"))
        if not (isinstance(clause_id, str) and isinstance(start, int) and isinstance(end, int)):
            return gr.skip()
        notice = next((notice for notice in frame.assistant.notices if clause_id.startswith(f"{notice.id}#")), None)
        citation = cite(notice, clause_id, start, end) if notice else None
        return render_reader(notice, citation, lang) if citation else gr.skip()

    html.select(opened, frame.lang, frame.drawer, **QUIET).then(None, js=_SHOW_CITED)


def show_cited_after(event: Any) -> Any:
    """After ``event``, bring what is marked in the notice into view."""
    return event.then(None, js=_SHOW_CITED)


def places_held(assistant: Assistant, lang: str) -> list[tuple[str, str]]:
    """The places that notices are held of, behind “all places”, for a dropdown."""
    held = dict.fromkeys(notice.place for notice in assistant.notices if notice.place)
    return [(say("all_places", lang), ""), *((place, place) for place in held)]


def tell_failure(lang: str, action: Callable[[], Any]) -> Any:
    """What ``action`` returns; what cannot be done is told the visitor in one line, and nothing else happens."""
    try:
        return action()
    except AssistantError as error:
        raise gr.Error(error.line(lang), title=say("failed", lang), print_exception=False) from None


def read_script(name: str) -> str:
    """The text of a script that lies beside this module."""
    return (FOLDER / name).read_text(encoding="utf-8")
