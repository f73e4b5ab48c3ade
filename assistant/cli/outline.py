"""``outline``: how a file is read: the tree of its clauses, the facts found in them, and what looks wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from assistant.cli.answers import Line
from assistant.cli.console import on_terminal, print_exactly, print_json, printable, result_console
from assistant.cli.fact_lines import fact_lines, shortened
from assistant.cli.notice_lines import counts_line, held_lines, known_line, warning_line
from assistant.contract import outline_object
from assistant.errors import UsageError
from assistant.records import Clause, Notice, ReadingWarning
from assistant.settings import load_settings
from assistant.wrapping import wrap

_PARTS = {"front": "文首", "body": "正文", "annex": "附件", "signature": "落款", "foreign": "非正文"}
_STEP = "  "
# Deeper clauses stand no further to the right: on a narrow screen the text needs the room.
_DEEPEST = 4


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


def outline_lines(notice: Notice) -> Iterator[Line]:
    """The notice for a screen: what it is; its clauses under their addresses, each with its facts and with what looks
    wrong in it; and how much of everything there is."""
    yield Line(notice.title or notice.id, "bold")
    yield Line(known_line(notice))
    yield from (Line(words) for words in held_lines(notice))
    yield Line("")
    starts = [clause.start for clause in notice.clauses]
    within: dict[int, list[ReadingWarning]] = {}
    for warning in notice.warnings:
        within.setdefault(bisect_right(starts, warning.start) - 1 if warning.end else -1, []).append(warning)
    page: int | None = None
    for index, clause in enumerate(notice.clauses):
        if notice.page_of(clause.start) != page:
            page = notice.page_of(clause.start)
            yield Line(f"[第 {page} 页]", "dim")
        yield from _clause_lines(clause)
        indent = _indent(clause) + _STEP
        yield from (Line(indent + warning_line(warning), "yellow") for warning in within.get(index, ()))
    yield Line("")
    yield from (Line(warning_line(warning), "yellow") for warning in within.get(-1, ()))
    yield Line(counts_line(notice), "bold")


def _clause_lines(clause: Clause) -> Iterator[Line]:
    indent = _indent(clause)
    style = "bold" if clause.heading else "dim" if clause.part != "body" else ""
    yield Line(f"{indent}{_address(clause)} {_words(clause)}{'（略）' if clause.omitted else ''}".rstrip(), style)
    yield from (Line(indent + _STEP + words, "cyan") for words in fact_lines(clause))


def _indent(clause: Clause) -> str:
    deeper = 0 if _is_first(clause) else 1
    return _STEP * min(max(len(clause.path) - 1, 0) + deeper, _DEEPEST)


def _is_first(clause: Clause) -> bool:
    """Whether this is the first paragraph at its address, or one at no address."""
    return not clause.path or clause.id.endswith("/p1")


def _address(clause: Clause) -> str:
    """The label (“二、（一）2”), with “/p2” for a further paragraph; the part of the notice where there is no label."""
    if not clause.label:
        return f"[{_PARTS.get(clause.part, clause.part)}]"
    return clause.label if _is_first(clause) else clause.label + clause.id[clause.id.rindex("/") :]


def _words(clause: Clause) -> str:
    """The heading and the first words behind it."""
    if not clause.heading:
        return shortened(clause.text)
    rest = clause.text.partition(clause.heading)[2].lstrip("。：:，, 　")
    return f"{clause.heading}　{shortened(rest)}" if rest and not clause.is_heading else clause.heading
