"""What the tabs of the page have in common: how they are laid out, and how they change language."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import gradio as gr

from assistant.errors import AssistantError
from assistant.settings import Settings, load_settings
from assistant.web.words import say

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

FOLDER = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Options:
    """What the page offers. ``uploads``: visitors may add and remove notices; ``feedback``: the file that keeps what
    they say of answers, None → they are not asked; ``settings``: those that the assistant was opened with."""

    uploads: bool = True
    feedback: Path | None = None
    settings: Settings = field(default_factory=load_settings)


@dataclass(frozen=True, slots=True)
class Frame:
    """What every tab may use: the program, what the page offers, the switch of languages, the visitor's place.

    ``changed``: to be given another value where notices were added or removed; the page then says everything anew.
    """

    assistant: Assistant
    options: Options
    lang: gr.Radio
    place: gr.Dropdown
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


def places_held(assistant: Assistant, lang: str) -> list[tuple[str, str]]:
    """The places that notices are held of, behind “all places”, for a dropdown."""
    held = dict.fromkeys(notice.place for notice in assistant.notices if notice.place)
    return [(say("all_places", lang), ""), *((place, place) for place in held)]


def tell_failure(lang: str, action: Callable[[], Any]) -> Any:
    """What ``action`` returns; what cannot be done is told the visitor in one line, and nothing else happens."""
    try:
        return action()
    except AssistantError as error:
        raise gr.Error(str(error), title=say("failed", lang), print_exception=False) from None


def read_script(name: str) -> str:
    """The text of a script that lies beside this module."""
    return (FOLDER / name).read_text(encoding="utf-8")
