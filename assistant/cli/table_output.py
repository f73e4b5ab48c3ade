"""``--format`` and ``-o`` of the commands that make tables: which form, and where it goes.

A form for programs that a screen cannot show (xlsx, ics, docx) goes to a file, or to stdout where that is no screen.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.console import ResultsError, on_terminal, print_exactly, print_json, tell
from assistant.cli.table_view import show_table, table_text
from assistant.durable import write_durably
from assistant.errors import AssistantError, UsageError
from assistant.tables.table import Table, records_of

TABLE_FORMATS = ("table", "json", "csv", "xlsx")
_FOR_FILES = ("xlsx", "docx", "ics")
_OF_ENDING = {"txt": "table"}
_STDOUT = Path("-")

Format = Annotated[
    str | None,
    typer.Option(
        "--format", help="输出形式：table、json、csv、xlsx；不写时看 -o 的文件名 How to print it", metavar="FORM"
    ),
]
Output = Annotated[
    Path | None,
    typer.Option("-o", "--output", help="写入文件（整份写成才替换原有的） Write to this file", metavar="FILE"),
]


class OutputFileError(AssistantError):
    """The file that the user named cannot be written."""


def choose_format(chosen: str | None, output: Path | None, formats: Sequence[str] = TABLE_FORMATS) -> str:
    """The form that is wanted: as said, else as the file's name ends, else the first of ``formats``.

    :raises UsageError: there is no such form, the file's name ends otherwise, or a screen cannot show it.
    """
    ending = output.suffix.lower().lstrip(".") if output else ""
    by_name = _OF_ENDING.get(ending, ending)
    known, listed = "、".join(formats), ", ".join(formats)
    wanted = chosen.strip().lower() if chosen is not None else by_name if by_name in formats else ""
    if chosen is None and not wanted:
        if ending:
            raise UsageError(
                f"{output}：不知道按哪种形式写；请用 --format 说明（{known}）。",
                f"{output}: its ending names no form; say one with --format ({listed}).",
            )
        wanted = formats[0]
    if wanted not in formats:
        raise UsageError(
            f"没有“{chosen}”这种形式；--format 可用 {known}。",
            f"There is no form “{chosen}”; --format takes {listed}.",
        )
    if by_name in formats and by_name != wanted:
        raise UsageError(
            f"{output} 的扩展名与 --format {wanted} 不符；请改一处。",
            f"The ending of {output} is not that of --format {wanted}; change one of them.",
        )
    if wanted in _FOR_FILES and (output is None or output == _STDOUT) and on_terminal():
        raise UsageError(
            f"{wanted} 不能显示在屏幕上；请用 -o 写明文件名，如 -o 结果.{wanted}。",
            f"A screen cannot show {wanted}; name a file with -o, as in: -o result.{wanted}",
        )
    return wanted


def put_table(table: Table, form: str, output: Path | None) -> None:
    """Print ``table`` in one of :data:`TABLE_FORMATS`, or write it to ``output``.

    :raises OutputFileError, ResultsError: as :func:`put_file`.
    """
    if output is None or output == _STDOUT:
        if form == "table":
            show_table(table)
            return
        if form == "json":
            print_json(list(records_of(table)))
            return
    put_file(_file_bytes(table, form), output, len(table.rows), table.lang)


def put_records(records: list[dict[str, object]], output: Path | None, lang: str = "zh") -> None:
    """Print flat records as one JSON list, or write them to ``output``.

    :raises ResultsError: where they cannot be written.
    """
    if output is None or output == _STDOUT:
        print_json(list(records))
    else:
        put_file(_json_bytes(records), output, len(records), lang)


def _json_bytes(records: list[dict[str, object]]) -> bytes:
    return (json.dumps(records, ensure_ascii=False) + "\n").encode("utf-8", errors="replace")


def _file_bytes(table: Table, form: str) -> bytes:
    if form == "xlsx":
        from assistant.tables.workbook import workbook_bytes

        return workbook_bytes(table)
    if form == "csv":
        from assistant.tables.csv_file import csv_bytes

        return csv_bytes(table)
    text = table_text(table) if form == "table" else json.dumps(records_of(table), ensure_ascii=False) + "\n"
    return text.encode("utf-8", errors="replace")


def put_file(data: bytes, output: Path | None, rows: int, lang: str = "zh") -> None:
    """Write a file to ``output``, in one step, and say so on stderr; to stdout where there is no ``output``.

    :raises OutputFileError: the file cannot be written; what was there before is then untouched.
    :raises ResultsError: stdout cannot be written.
    """
    if output is None or output == _STDOUT:
        _put_on_stdout(data)
        return
    try:
        _replace(output, data)
    except OSError as error:
        raise _unwritable(output, error) from error
    tell(f"Written: {output} ({rows} rows)" if lang == "en" else f"已写入 {output}（{rows} 行）")


def _put_on_stdout(data: bytes) -> None:
    if on_terminal():
        print_exactly(data.decode("utf-8-sig", errors="replace"))
        return
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        why = error.strerror or error
        raise ResultsError(
            f"结果写不出去（{why}）；请检查磁盘或输出文件。",
            f"The results cannot be written ({why}); check the disk or the file that they go to.",
        ) from error


def _replace(output: Path, data: bytes) -> None:
    """Replace a file in one step; what is no file of its own (a device, a pipe) is written into."""
    if output.is_dir():
        raise IsADirectoryError
    if output.exists() and not output.is_file():
        output.write_bytes(data)
        return
    write_durably(output.resolve(), data)


def _unwritable(output: Path, error: OSError) -> OutputFileError:
    if isinstance(error, IsADirectoryError):
        return OutputFileError(
            f"{output} 是文件夹；请在 -o 后写明文件名。", f"{output} is a folder; name a file after -o."
        )
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return OutputFileError(
            f"{output.parent}：没有这个文件夹；请先建好，或换一处。",
            f"{output.parent}: no such folder; make it first, or write elsewhere.",
        )
    if isinstance(error, PermissionError):
        return OutputFileError(
            f"{output}：不能写入，可能正在别的程序里打开，或没有权限；请关闭它或换个文件名。",
            f"{output} cannot be written: another program has it open, or you have no permission; close it, or choose"
            " another name.",
        )
    why = error.strerror or error
    return OutputFileError(
        f"{output}：写不进去（{why}）；请检查磁盘或换个文件名。",
        f"{output} cannot be written ({why}); check the disk, or choose another name.",
    )
