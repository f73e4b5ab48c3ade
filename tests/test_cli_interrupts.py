"""Ctrl+C at awkward moments: each process here interrupts itself at one of them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="exit codes of signals as POSIX has them")

_ROOT = Path(__file__).resolve().parent.parent
_IMPORTING = """
class Interrupting:
    def find_spec(self, name, *_):
        if name == "typer":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
"""
_IMPORTING_FOR_A_COMMAND = """
class Interrupting:
    def find_spec(self, name, *_):
        if name == "sqlite3":
            signal.raise_signal(signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
def command():
    try:
        import sqlite3
    except BaseException as error:
        raise ImportError("made of an interrupt") from error
replace_command(command)
"""
_OUTSIDE_OF_WHAT_IS_CAUGHT = """
replace_command(lambda: signal.raise_signal(signal.SIGINT))
"""
_AT_THE_END = """
atexit.register(signal.raise_signal, signal.SIGINT)
replace_command(lambda: sys.exit(0))
"""
_TWICE = """
atexit.register(signal.raise_signal, signal.SIGINT)
replace_command(lambda: signal.raise_signal(signal.SIGINT))
"""
_START = """
import atexit, runpy, signal, sys
def replace_command(command):
    import assistant.cli.app
    assistant.cli.app.main = command
{moment}
runpy.run_module("assistant", run_name="__main__", alter_sys=True)
"""


def end_of(moment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", _START.format(moment=moment)], capture_output=True, cwd=_ROOT, timeout=60
    )


@pytest.mark.parametrize(
    "moment",
    [_IMPORTING, _IMPORTING_FOR_A_COMMAND, _OUTSIDE_OF_WHAT_IS_CAUGHT, _AT_THE_END, _TWICE],
    ids=["importing", "importing for a command", "outside of what is caught", "at the end", "twice"],
)
def test_an_interrupt_ends_quietly_whenever_it_comes(moment: str) -> None:
    done = end_of(moment)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")


def test_where_interrupts_are_ignored_they_stay_ignored() -> None:
    ignored = "signal.signal(signal.SIGINT, signal.SIG_IGN)\nsys.argv[1:] = ['--version']\n"
    done = end_of(ignored + _IMPORTING)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"policy-assistant 0.1.0\n", b"")
