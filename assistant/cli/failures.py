"""What went wrong, as one line and an exit code. The only place where errors become exits."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from itertools import pairwise

import typer

from assistant.cli.console import ResultsError, tell
from assistant.errors import AssistantError, UsageError

DONE, FAILED, WRONG_USAGE, INTERRUPTED = 0, 1, 2, 130

PROGRAM = "python -m assistant"

DEBUG = "ASSISTANT_DEBUG"
_MEANINGS = {
    "NoSuchOption": "没有这个选项",
    "NoSuchCommand": "没有这个命令",
    "MissingParameter": "少了参数",
    "BadParameter": "参数的值不对",
    "BadOptionUsage": "选项的用法不对",
}


def language_of(arguments: Sequence[str]) -> str | None:
    """The language that a command line asks for. Read from its words: they may be what is wrong with it."""
    said = [value for option, value in pairwise(arguments) if option == "--lang"]
    said += [word.removeprefix("--lang=") for word in arguments if word.startswith("--lang=")]
    return said[-1] if said else None


def describe(error: BaseException, lang: str | None = None) -> str:
    """``error`` as one line in ``lang``: what is wrong and how to mend it. With ASSISTANT_DEBUG=1 the details go to
    stderr."""
    if isinstance(error, AssistantError):
        return _one_line(error.line(lang))
    if isinstance(error, typer.TyperException):
        return _usage_line(error, lang)
    what = f"{type(error).__name__}: {error}"
    if os.environ.get(DEBUG):
        traceback.print_exception(error)
        return _one_line(f"The program failed: {what}" if lang == "en" else f"程序出错：{what}")
    if lang == "en":
        return _one_line(f"The program failed ({what}); run it again with {DEBUG}=1 in the environment for details.")
    return _one_line(f"程序出错（{what}）；设环境变量 {DEBUG}=1 再运行一次，可看到详情。")


def report(error: BaseException, lang: str | None = None) -> int:
    """Tell the user of ``error`` in one line on stderr, in ``lang``; the exit code."""
    if isinstance(error, KeyboardInterrupt):
        return INTERRUPTED
    if isinstance(error, OSError) and _is_closed_pipe(error):
        _forget_stdout()
        return FAILED
    if isinstance(error, ResultsError):
        _forget_stdout()
    tell(("Error: " if lang == "en" else "错误：") + describe(error, lang))
    if isinstance(error, UsageError):
        return WRONG_USAGE
    return error.exit_code if isinstance(error, typer.TyperException) else FAILED


def _is_closed_pipe(error: OSError) -> bool:
    """Whether who read our results has gone (“| head -1”). Windows reports it as EINVAL on the stream."""
    return isinstance(error, BrokenPipeError) or (os.name == "nt" and error.errno == errno.EINVAL)


def _forget_stdout() -> None:
    """Send what is still unwritten nowhere, so that Python does not complain about it at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())


def _usage_line(error: typer.TyperException, lang: str | None) -> str:
    """What typer says, in English, behind what it means in Chinese, and where to read on."""
    meaning = _MEANINGS.get(type(error).__name__, "用法不对")
    context = getattr(error, "ctx", None)
    command = context.command_path if context else PROGRAM
    if lang == "en":
        return _one_line(f"{error.format_message()} (see {command} --help)")
    return _one_line(f"{meaning}：{error.format_message()}") + f"（用法见 {command} --help）"


def _one_line(text: str) -> str:
    return " ".join(text.split())
