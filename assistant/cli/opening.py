"""Opens the assistant for the commands that need it, and shows on stderr where that takes time."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from assistant.cli.console import Waiting
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


def open_assistant(*, once: bool = False) -> Assistant:
    """The assistant that the environment sets up; its index is built first where need be.

    :param once: start fast, without LangChain: the steps of an answer are run as they are. For a command that asks one
        question and ends, and for the page, which wants to be there soon and tells what each step did.
    :raises AssistantError: where the corpus, the index or the model cannot be used.
    """
    with Waiting() as waiting:
        from assistant.answering.service import Assistant

        return Assistant.open(load_settings(), waiting.say, waiting.show, once=once)


def keep_running() -> None:
    """For commands that go on after the first answer: collect garbage again (see :func:`assistant.cli.app.main`)."""
    gc.freeze()  # what is loaded by now stays for good
    gc.enable()
