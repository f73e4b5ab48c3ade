"""``notices``: the notices held."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.console import print_json, printable, result_console
from assistant.contract import notice_object
from assistant.records import Gap, Notice
from assistant.settings import load_settings

_GAP_WORDS = {"omitted": "为“略”", "truncated": "之后未收录"}


def notices(
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 列表 Print one JSON list")] = False,
) -> None:
    """列出本库所存的通知。List the notices held."""
    from assistant.library import find_corpus, read_corpus

    held = read_corpus(find_corpus(load_settings().corpus))
    if as_json:
        print_json([notice_object(notice) | {"clauses": len(notice.clauses)} for notice in held])
    else:
        _print_table(held)


def gap_text(gap: Gap) -> str:
    """“（十一）为“略””, “五、（五）之后未收录”."""
    return f"{gap.label or '正文'}{_GAP_WORDS[gap.kind]}"


def _print_table(held: tuple[Notice, ...]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("编号 id", "标题 title", "文号 number", "地方 place", "日期 date"):
        table.add_column(name, overflow="fold")
    table.add_column("段落 clauses", justify="right")
    table.add_column("缺 gaps", overflow="fold")
    for notice in held:
        cells = (notice.id, notice.title, notice.number, notice.place, notice.date, str(len(notice.clauses)))
        gaps = "；".join(map(gap_text, notice.gaps))
        table.add_row(*(Text(printable(cell or "—")) for cell in (*cells, gaps)))
    result_console().print(table)
