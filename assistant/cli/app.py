"""The command line: ``python -m assistant COMMAND …``. Every command stands in its own file of this room."""

from __future__ import annotations

import gc
import logging
import os
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
import typer.main

from assistant import __version__
from assistant.cli.add import add
from assistant.cli.ask import ask
from assistant.cli.chat import chat
from assistant.cli.console import flush_results, prepare_streams, print_plain
from assistant.cli.deadlines import deadlines
from assistant.cli.evaluate import evaluate
from assistant.cli.failures import DEBUG, PROGRAM, report
from assistant.cli.index import index
from assistant.cli.lookup import lookup
from assistant.cli.notices import notices
from assistant.cli.outline import outline
from assistant.cli.remove import remove
from assistant.cli.search import search
from assistant.cli.web import web

app = typer.Typer(
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (ask, chat, search, web, lookup, deadlines, index, add, notices, remove, outline):
    app.command(command.__name__)(command)
app.command("eval")(evaluate)  # a Python function is not called after a built-in one


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="显示版本 Show the version")] = False,
) -> None:
    """政策助手：据本库所存通知的条文作答，句句有出处。Answers from the clauses of the notices held, with citations."""
    if version:
        print_plain(f"policy-assistant {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print_plain(context.get_help())


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line with ``arguments`` (default: the process's); its exit code. No exception leaves it."""
    prepare_streams()
    try:
        code = typer.main.get_command(app).main(arguments, prog_name=_program(), standalone_mode=False)
        flush_results()
        return code if isinstance(code, int) else 0
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else 1
    except (Exception, KeyboardInterrupt) as error:
        return report(error)


def _program() -> str:
    """The command as the user typed it."""
    name = Path(sys.argv[0]).stem
    return PROGRAM if name == "__main__" else name


def _silence_libraries() -> None:
    """Keep other libraries' warnings off the user's screen."""
    warnings.simplefilter("ignore")
    logging.getLogger().addHandler(logging.NullHandler())


def main() -> None:
    """The entry point of ``python -m assistant`` and of the console script."""
    if not os.environ.get(DEBUG):
        _silence_libraries()
    # A single command ends before there is garbage worth collecting; looking for it while libraries are imported costs
    # a sixth of a cold answer. Programs that go on running turn it on again (see assistant.cli.opening).
    gc.disable()
    sys.exit(run())
