"""Who is who among the visitors, so that none sees what is another's.

Gradio tells sessions apart by a word that each open page makes up, and hands out any file of its folder to whoever can
name it. Here a session belongs to the browser that began it, and a file to the browser that was told of it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import Any

# Where the layers note, in a request's ASGI scope, who asks: the visitor, and the user who has logged in.
VISITOR = "assistant.visitor"
USER = "assistant.user"
# How many sessions, visitors, and files of one visitor are remembered; then those least lately used are forgotten.
MOST_SESSIONS = 20_000
MOST_VISITORS = 10_000
MOST_FILES = 500
# Programs that send no cookie: they have sessions, known to them alone, but no files.
NOBODY = ""


class Visitors:
    """Sessions and files by visitor. Safe to share between threads; never grows beyond its limits."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, str] = OrderedDict()
        self._files: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def claim(self, session: str, visitor: str) -> bool:
        """Whether ``session`` is ``visitor``'s: who names it first has it, and nobody's is open to who knows it."""
        with self._lock:
            owner = self._sessions.setdefault(session, visitor)
            if owner == NOBODY:
                owner = self._sessions[session] = visitor
            self._sessions.move_to_end(session)
            _trim(self._sessions, MOST_SESSIONS)
            return owner == visitor

    def grant(self, visitor: str, file: str) -> None:
        """``visitor`` was told of ``file`` and may fetch it."""
        if visitor == NOBODY:
            return
        with self._lock:
            files = self._files.setdefault(visitor, OrderedDict())
            self._files.move_to_end(visitor)
            files[file] = None
            files.move_to_end(file)
            _trim(files, MOST_FILES)
            _trim(self._files, MOST_VISITORS)

    def may_fetch(self, visitor: str, file: str) -> bool:
        """Whether ``visitor`` was told of ``file``."""
        with self._lock:
            return file in self._files.get(visitor, ())


def _trim(entries: OrderedDict[str, Any], most: int) -> None:
    while len(entries) > most:
        entries.popitem(last=False)
