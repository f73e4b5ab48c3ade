"""``python -m assistant`` and the console script: the command line, which an interrupt (Ctrl+C) ends quietly at any
time, while libraries are imported and while Python itself ends included."""

from __future__ import annotations

import os
import signal
import sys
from types import FrameType

# What every import passes through.
_IMPORTING = "<frozen importlib._bootstrap>"


def _interrupt(number: int, frame: FrameType | None) -> None:
    """Raise KeyboardInterrupt, but end at once where something is being imported: libraries that are half there make
    other errors of it, or lose it in a callback that can raise nothing."""
    inner = frame
    while inner:
        if inner.f_code.co_filename == _IMPORTING:
            _leave(number, frame)
        inner = inner.f_back
    signal.default_int_handler(number, frame)


def _leave(number: int, _: FrameType | None) -> None:
    """End at once, without a word: what is on the disk is whole whenever the program ends."""
    os._exit(128 + number)


def main() -> None:
    """Run the command line and exit with its code; 130 where the user interrupts it."""
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler  # “nohup” and “&” may have them ignored
    try:
        if heeded:
            signal.signal(signal.SIGINT, _interrupt)
        from assistant.cli import app

        app.main()
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    finally:
        if heeded:
            signal.signal(signal.SIGINT, _leave)


if __name__ == "__main__":
    main()
