"""``outline``: how a file is read: the tree of its clauses, the facts found in them, and what looks wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_json, printable, result_console
from assistant.contract import outline_object
from assistant.display import gaps_text
from assistant.records import Clause, Duty, Entitlement, Notice, Target, TimeLimit
from assistant.settings import load_settings

if TYPE_CHECKING:
    from rich.text import Text
    from rich.tree import Tree

_FIRST_WORDS = 36
_PARTS = {"front": "文首", "body": "正文", "annex": "附件", "signature": "落款", "foreign": "非正文"}
_FORCES = {"must": "应", "may": "可", "encouraged": "鼓励"}


def outline(
    file: Annotated[Path, typer.Argument(metavar="文件", help="通知的文件 The notice's file", show_default=False)],
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象 Print one JSON object")] = False,
) -> None:
    """显示一份文件是怎样读的：条款、事实、疑点。Show how a file is read: clauses, facts, warnings.

    JSON 中每段的事实，各带 quote, start, end。The facts of each paragraph in JSON, each with quote, start, end:

    duties: task, lead, support, responsible, basis (kind: stated, first_listed, prose, table)

    time_limits: what, who, words, iso, kind (by, within, every, for, during)

    entitlements: what, who, condition, area, papers, excluded, force (must, may, encouraged)

    targets: what, comparator, number, unit
    """
    notice = _read(file)
    if as_json:
        print_json(outline_object(notice))
    else:
        result_console().print(build_tree(notice))


def _read(file: Path) -> Notice:
    from assistant.catalogue import load_catalogue
    from assistant.gazetteer import load_gazetteer
    from assistant.reading.notice import read_notice

    corpus = load_settings().corpus
    return read_notice(file, load_gazetteer(corpus), load_catalogue(corpus).get(file.stem))


def build_tree(notice: Notice) -> Tree:
    """The notice as a Rich tree: clauses under their marks, each with its facts; then gaps and warnings."""
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(printable(notice.title or notice.id), style="bold"), guide_style="dim")
    known = (notice.id, notice.number, notice.place, notice.date, notice.issuer, notice.copy_note)
    root.add(Text(printable("，".join(item for item in known if item)), style="dim"))
    branches: dict[tuple[str, ...], Tree] = {}
    for clause in notice.clauses:
        branch = _parent(branches, clause, root).add(_clause_text(clause))
        branches.setdefault((clause.part, *clause.path), branch)
        for line in fact_lines(clause):
            branch.add(Text(printable(line), style="cyan"))
    if notice.gaps:
        root.add(Text(printable(f"缺：{gaps_text(notice.gaps)}"), style="yellow"))
    for warning in notice.warnings:
        where = f"{warning.label}：" if warning.label else ""
        root.add(Text(printable(f"疑点：{where}{warning.message}（第 {warning.start} 字）"), style="yellow"))
    return root


def _parent(branches: dict[tuple[str, ...], Tree], clause: Clause, root: Tree) -> Tree:
    """The branch of the nearest mark above ``clause``; its own mark's for a further paragraph under it."""
    for depth in range(len(clause.path), 0, -1):
        key = (clause.part, *clause.path[:depth])
        if key in branches:
            return branches[key]
    return root


def _clause_text(clause: Clause) -> Text:
    from rich.text import Text

    text = Text()
    text.append(printable(clause.label or _PARTS.get(clause.part, clause.part)), style="bold")
    words = clause.heading or shortened(clause.text)
    text.append(printable(f" {words}"), style="" if clause.heading else "dim")
    if clause.omitted:
        text.append(" 略", style="yellow")
    return text


def shortened(text: str) -> str:
    """The first words of ``text``."""
    return text if len(text) <= _FIRST_WORDS else text[:_FIRST_WORDS] + "……"


def fact_lines(clause: Clause) -> list[str]:
    """One line for each fact of ``clause``."""
    return [
        *map(duty_line, clause.duties),
        *map(limit_line, clause.time_limits),
        *map(entitlement_line, clause.entitlements),
        *map(target_line, clause.targets),
    ]


def duty_line(duty: Duty) -> str:
    """“职责：…牵头；…配合”, with the task where it is not the whole clause."""
    others = "其他责任单位：" if duty.basis.kind == "first_listed" else ""
    roles = (
        f"{'、'.join(duty.lead)}牵头" if duty.lead else "",
        f"{others}{'、'.join(duty.support)}{'' if others else '配合'}" if duty.support else "",
        f"{'、'.join(duty.responsible)}负责" if duty.responsible else "",
    )
    return f"职责：{'；'.join(role for role in roles if role)}　← {shortened(duty.task)}"


def limit_line(limit: TimeLimit) -> str:
    """“时限：2021年12月底前（2021-12-31）← what”."""
    iso = f"（{limit.iso}）" if limit.iso else ""
    who = f"{limit.who}：" if limit.who else ""
    return f"时限：{limit.words}{iso}　← {who}{shortened(limit.what)}"


def entitlement_line(item: Entitlement) -> str:
    """“待遇（可）：groups → what”, with area, condition, papers and exclusions."""
    extras = [
        f"{name}：{value}"
        for name, value in (
            ("条件", item.condition),
            ("范围", item.area),
            ("凭", item.papers),
            ("除外", "、".join(item.excluded)),
        )
        if value
    ]
    groups = "、".join(item.who) or "（未列对象）"
    return f"待遇（{_FORCES.get(item.force, item.force)}）：{groups} → {shortened(item.what)}" + "".join(
        f"；{e}" for e in extras
    )


def target_line(target: Target) -> str:
    """“指标：what >= 90%”."""
    return f"指标：{shortened(target.what)} {target.comparator} {target.number}{target.unit}"
