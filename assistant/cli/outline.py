"""``outline``: how a file is read: the tree of its clauses, the facts found in them, and what looks wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.console import on_terminal, print_exactly, print_json, printable, result_console
from assistant.contract import outline_object
from assistant.display.outline import outline_lines
from assistant.errors import UsageError
from assistant.records import Notice
from assistant.settings import load_settings
from assistant.wrapping import wrap

_STEP = "  "


def outline(
    file: Annotated[
        Path, typer.Argument(metavar="文件", help="通知的文件 The notice's file", show_default=False, readable=False)
    ],
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象 Print one JSON object")] = False,
    as_text: Annotated[
        bool, typer.Option("--text", help="只输出提取的文字，位置都在其中计数 Only the text in which positions count")
    ] = False,
) -> None:
    """显示一份文件是怎样读的：条款、事实、疑点。Show how a file is read: clauses, facts, warnings.

    先 outline 看一遍，再 add 加入。Check a file with outline, then add it.

    JSON 中每段的事实，各带 quote, start, end。The facts of each paragraph in JSON, each with quote, start, end:

    duties: task, lead, support, responsible, basis (kind: stated, first_listed, prose, table)

    time_limits: what, who, words, iso, kind (by, within, every, for, during)

    entitlements: what, who, condition, area, papers, excluded, force (must, may, encouraged)

    targets: what, comparator, number, unit
    """
    if as_json and as_text:
        raise UsageError("--json 和 --text 只能用一个。")
    notice = _read(file)
    if as_json:
        print_json(outline_object(notice))
    elif as_text:
        print_exactly(notice.source)
    else:
        _print_lines(notice)


def _read(file: Path) -> Notice:
    from assistant.catalogue import load_catalogue
    from assistant.gazetteer import load_gazetteer
    from assistant.reading.notice import read_notice

    corpus = load_settings().corpus
    return read_notice(file, load_gazetteer(corpus), load_catalogue(corpus).get(file.stem))


def _print_lines(notice: Notice) -> None:
    console = result_console()
    width = console.width if on_terminal() else None
    for line in outline_lines(notice):
        words = printable(line.text)
        bare = words.lstrip(" ")
        indent = " " * (len(words) - len(bare))
        for row in [words] if width is None else _hung(bare, width, indent):
            console.print(row, style=line.style or None, soft_wrap=True)


def _hung(text: str, width: int, indent: str) -> list[str]:
    """``text`` folded; what goes on stands a step further to the right."""
    rows = wrap(text, width, indent)
    if not rows:
        return [""]
    return rows if len(rows) == 1 else [rows[0], *wrap(text[len(rows[0].strip()) :], width, indent + _STEP)]
