"""``notices``: the notices held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import typer

from assistant.cli.console import print_json, print_plain, printable, result_console
from assistant.cli.notice_lines import held_lines
from assistant.contract import JsonObject, notice_object
from assistant.records import Notice
from assistant.settings import load_settings
from assistant.wrapping import wrap

# On a narrower screen the columns of a table are too narrow to read: a notice then takes lines, not a row.
_TABLE_CELLS = 100


@dataclass(frozen=True, slots=True)
class _Row:
    """A notice held. ``file``: its file's name, as the user knows it; ``replaces``: ids that it stands in for."""

    notice: Notice
    file: str
    own: bool
    replaces: tuple[str, ...] = ()


def notices(
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 列表 Print one JSON list")] = False,
) -> None:
    """列出本库所存的通知，自己加入的注明“自加”。List the notices held; your own ones are marked."""
    rows = _held()
    if as_json:
        print_json([_object(row) for row in rows])
    elif result_console().width < _TABLE_CELLS:
        _print_list(rows)
    else:
        _print_table(rows)


def _held() -> list[_Row]:
    from assistant.library import find_corpus, read_corpus

    settings = load_settings()
    corpus = find_corpus(settings.corpus, settings.own_folder)
    read = {notice.id: notice for notice in read_corpus(corpus)}
    rows = [_Row(read[path.stem], path.name, own=False) for path in corpus.files]
    return rows + [_Row(read[entry.id], entry.name, True, entry.replaces) for entry in corpus.own]


def _object(row: _Row) -> JsonObject:
    return notice_object(row.notice) | {
        "clauses": len(row.notice.clauses),
        "own": row.own,
        "file": row.file,
        "replaces": list(row.replaces),
        "warnings": len(row.notice.warnings),
    }


def _print_list(rows: Sequence[_Row]) -> None:
    width = result_console().width
    for row in rows:
        notice = row.notice
        known = f"{notice.id}　{notice.place or '—'}　{notice.date or '—'}　{len(notice.clauses)} 段"
        described = (folded for line in _described(row) for folded in wrap(line, width, "  "))
        for line in (*wrap(known, width), *described):
            print_plain(line)


def _print_table(rows: Sequence[_Row]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False)
    table.add_column("编号\nid", overflow="fold")
    for name in ("地方\nplace", "日期\ndate"):
        table.add_column(name, no_wrap=True)
    table.add_column("段落\nclauses", no_wrap=True, justify="right")
    table.add_column("标题、文号\ntitle, number", overflow="fold")
    for row in rows:
        notice = row.notice
        facts = (notice.id, notice.place or "—", notice.date or "—", str(len(notice.clauses)))
        table.add_row(*(Text(printable(cell)) for cell in (*facts, "\n".join(_described(row)))))
    result_console().print(table)


def _described(row: _Row) -> list[str]:
    """Title and number; below, whose it is, how long it holds and what the copy leaves out, a line each."""
    notice = row.notice
    title = f"《{notice.title}》" if notice.title else "—"
    number = f"（{notice.number}）" if notice.number else ""
    lines = [title + number]
    if row.own:
        replaced = f"，替换了 {'、'.join(row.replaces)}" if row.replaces else ""
        lines.append(f"自加 own：{row.file}{replaced}")
    return [*lines, *held_lines(notice)]
