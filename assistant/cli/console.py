"""The terminal: its encodings, what goes to which stream, and how far a long step is.

Results go to stdout, everything else to stderr. A console that lacks a character shows “?” and goes on.
"""

from __future__ import annotations

import json
import re
import sys
import threading
from io import TextIOWrapper
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from assistant.errors import AssistantError
from assistant.wrapping import cells

if TYPE_CHECKING:
    from rich.console import Console
    from rich.progress import Progress, TaskID

# A user who has waited so long wants to see that something is going on.
_PATIENCE_SECONDS = 1.0
_PATIENCE = "正在准备…… Loading"
# Tables for a file or a pipe are not folded: nothing there has a width.
ENDLESS_WIDTH = 1000


# Characters that command a terminal instead of standing for something; those that turn the direction of writing too.
_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class ResultsError(AssistantError):
    """What was found cannot be printed."""


def printable(text: str) -> str:
    """``text`` without what could command the terminal: notices and questions are data."""
    return _COMMANDS.sub("", text)


def prepare_streams() -> None:
    """Let no character that a console cannot show stop the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def print_json(data: dict[str, Any] | list[Any]) -> None:
    """``data`` as one line of JSON on stdout, at once: UTF-8 and “\\n” whatever the console's own encoding is.

    :raises ResultsError: where it cannot be written.
    """
    if isinstance(sys.stdout, TextIOWrapper):
        # Half a surrogate pair, which a question may hold, becomes a JSON escape, and so stays what it was.
        sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace", newline="\n")
    _write(json.dumps(data, ensure_ascii=False) + "\n")
    flush_results()


def print_plain(text: str = "") -> None:
    """Lines on stdout, without codes.

    :raises ResultsError: where they cannot be written.
    """
    _write(printable(text) + "\n")


def print_exactly(text: str) -> None:
    """``text`` as it is, every character and line end, in UTF-8; on a terminal without what could command it.

    :raises ResultsError: where it cannot be written.
    """
    if on_terminal():
        _write(printable(text) + "\n")
        return
    if isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", errors="replace", newline="")
    _write(text, flush=True)


def flush_results() -> None:
    """Have everything printed so far written out.

    :raises ResultsError: where it cannot be written.
    """
    _write("", flush=True)


def _write(text: str, *, flush: bool = False) -> None:
    try:
        sys.stdout.write(text)
        if flush:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ResultsError(f"结果写不出去（{error.strerror or error}）；请检查磁盘或输出文件。") from error


def tell(line: str) -> None:
    """One line for the user, on stderr."""
    sys.stderr.write(printable(line) + "\n")
    sys.stderr.flush()


def on_terminal() -> bool:
    """Whether results are read on a screen."""
    return sys.stdout is not None and sys.stdout.isatty()


def result_console() -> Console:
    """Rich's console on stdout; without codes and without folding where it is no terminal."""
    from rich.console import Console

    width = None if on_terminal() else ENDLESS_WIDTH
    return Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False)


class Waiting:
    """Shows on stderr that a step takes time, and how far it is: a bar on a terminal, else one line a step.

    >>> with Waiting() as waiting:                                          # doctest: +SKIP
    ...     assistant = Assistant.open(settings, waiting.say, waiting.show)
    """

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._on_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._bar: Progress | None = None
        self._tasks: dict[str, TaskID] = {}
        self._told: set[str] = set()
        self._asks_patience = False
        self._timer = threading.Timer(_PATIENCE_SECONDS, self._ask_patience)
        self._timer.daemon = True

    def __enter__(self) -> Self:
        if self._on_terminal:
            self._timer.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def stop(self) -> None:
        """Nothing is waited for any more; the bar goes."""
        self._timer.cancel()
        with self._lock:
            self._wipe_patience()
            self._on_terminal = False
            if self._bar:
                self._bar.stop()
                self._bar = None

    def say(self, line: str) -> None:
        """One line for the user, above the bar if there is one."""
        with self._lock:
            self._wipe_patience()
            if self._bar:
                self._bar.console.print(printable(line))
            else:
                tell(line)

    def show(self, done: int, total: int, what: str = "建立索引 Indexing") -> None:
        """``what`` is done so far: ``done`` of ``total``."""
        with self._lock:
            if self._on_terminal:
                bar = self._started()
                if what not in self._tasks:
                    self._tasks[what] = bar.add_task(what, total=total)
                bar.update(self._tasks[what], completed=done, total=total)
            elif what not in self._told:
                self._told.add(what)
                tell(f"{what}……")

    def _ask_patience(self) -> None:
        """Where nothing tells how far it is: a line that goes again. Without Rich, whose import would take longer."""
        with self._lock:
            if self._on_terminal and not self._bar:
                self._asks_patience = True
                sys.stderr.write(_PATIENCE)
                sys.stderr.flush()

    def _wipe_patience(self) -> None:
        if self._asks_patience:
            self._asks_patience = False
            sys.stderr.write("\r" + " " * cells(_PATIENCE) + "\r")
            sys.stderr.flush()

    def _started(self) -> Progress:
        if self._bar is None:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            self._wipe_patience()
            console = Console(stderr=True, markup=False, highlight=False, emoji=False)
            columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn())
            self._bar = Progress(*columns, TimeElapsedColumn(), console=console, transient=True)
            self._bar.start()
        return self._bar
