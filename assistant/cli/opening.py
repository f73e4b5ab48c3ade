"""Opens the assistant for the commands that need it, and shows on stderr where that takes time."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from assistant.cli.console import Waiting
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


def open_assistant(*, goes_on: bool = False) -> Assistant:
    """The assistant that the environment sets up; its index is built first where need be.

    :param goes_on: the command answers more than one question: garbage is collected from here on.
    :raises AssistantError: where the corpus, the index or the model cannot be used.
    """
    with Waiting() as waiting:
        from assistant.answering.service import Assistant

        assistant = Assistant.open(load_settings(), waiting.say, waiting.show)
    if goes_on:
        gc.freeze()  # what is loaded by now stays for good
        gc.enable()
    return assistant
