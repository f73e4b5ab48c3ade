"""Work that takes its time: done in a thread of its own, so that the page can tell how far it is."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

Result = TypeVar("Result")
Say = Callable[[str], None]
Progress = Callable[[int, int], None]

# How often a visitor is told; what happens faster is not seen.
_LOOK_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Step:
    """How far the work is: the last line said, and ``done`` of ``total`` (0 where that is not known)."""

    words: str = ""
    done: int = 0
    total: int = 0


class Work(Generic[Result]):
    """``action``, begun at once. It gets two functions: one that takes a line for the visitor, one that takes how much
    is done and how much there is. A program that ends does not wait for it."""

    def __init__(self, action: Callable[[Say, Progress], Result]) -> None:
        self._action = action
        self._step = Step()
        self._result: list[Result] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._do, daemon=True)
        self._thread.start()

    def _do(self) -> None:
        try:
            self._result.append(self._action(self._say, self._count))
        except BaseException as error:  # told to who waits for the result
            self._error = error

    def _say(self, words: str) -> None:
        self._step = replace(self._step, words=words)

    def _count(self, done: int, total: int) -> None:
        self._step = replace(self._step, done=done, total=total)

    def steps(self) -> Iterator[Step]:
        """Each new step until the work is done, four a second at most."""
        told = Step()
        while self._thread.is_alive():
            self._thread.join(_LOOK_SECONDS)
            if self._thread.is_alive() and self._step != told:
                told = self._step
                yield told

    def result(self) -> Result:
        """What the action returned; waits for it. What it raised is raised here."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return self._result[0]
