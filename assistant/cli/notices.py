"""``notices``: the notices held."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.console import print_json, printable, result_console
from assistant.contract import notice_object
from assistant.display import gaps_text
from assistant.records import Notice
from assistant.settings import load_settings


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


def _print_table(held: tuple[Notice, ...]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    for name in ("编号\nid", "地方\nplace", "日期\ndate"):
        table.add_column(name, no_wrap=True)
    table.add_column("段落\nclauses", no_wrap=True, justify="right")
    table.add_column("标题、文号\ntitle, number", overflow="fold")
    for notice in held:
        cells = (notice.id, notice.place or "—", notice.date or "—", str(len(notice.clauses)), _titled(notice))
        table.add_row(*(Text(printable(cell)) for cell in cells))
    result_console().print(table)


def _titled(notice: Notice) -> str:
    """Title and number, and on a line of its own what the copy leaves out."""
    title = f"《{notice.title}》" if notice.title else "—"
    number = f"（{notice.number}）" if notice.number else ""
    gaps = f"\n缺：{gaps_text(notice.gaps)}" if notice.gaps else ""
    return title + number + gaps
