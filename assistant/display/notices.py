"""What is known of a notice, in lines for people: who issued it, when, for where, how long it holds, what was found."""

from __future__ import annotations

import datetime

from assistant.display.answer import gaps_text, validity_lines
from assistant.records import Notice, ReadingWarning


def name_of(notice: Notice) -> str:
    """“《title》”, or the id of a notice without one."""
    return f"《{notice.title}》" if notice.title else notice.id


def known_line(notice: Notice) -> str:
    """“文号：…　地方：…　日期：…　机关：…”; “—” for what is not known."""
    fields = (("文号", notice.number), ("地方", notice.place), ("日期", notice.date), ("机关", notice.issuer))
    return "　".join(f"{name}：{value or '—'}" for name, value in fields)


def held_lines(notice: Notice) -> list[str]:
    """How long the notice holds and what the copy leaves out, one line each; empty where nothing is said of it."""
    lines = validity_lines(notice, datetime.date.today())
    if notice.copy_note:
        lines.append(f"文本：{notice.copy_note}")
    if notice.gaps:
        lines.append(f"缺：{gaps_text(notice.gaps)}")
    return lines


def counts_line(notice: Notice) -> str:
    """“共 3 页，12 条 40 段；职责 8，时限 5，待遇 3，指标 2；疑点 1”."""
    numbered = {(clause.part, clause.path) for clause in notice.clauses if clause.path}
    pages = f"{len(notice.pages)} 页，" if notice.pages else ""
    facts = (
        ("职责", sum(len(clause.duties) for clause in notice.clauses)),
        ("时限", sum(len(clause.time_limits) for clause in notice.clauses)),
        ("待遇", sum(len(clause.entitlements) for clause in notice.clauses)),
        ("指标", sum(len(clause.targets) for clause in notice.clauses)),
    )
    found = "，".join(f"{name} {count}" for name, count in facts)
    doubts = sum(warning.end > 0 for warning in notice.warnings)
    return f"共 {pages}{len(numbered)} 条 {len(notice.clauses)} 段；{found}；疑点 {doubts}"


def warning_line(warning: ReadingWarning) -> str:
    """“疑点：四、 message（第 233 字）”; “说明：message” for what was done to the whole file."""
    if not warning.end:
        return f"说明：{warning.message}"
    where = f"{warning.label} " if warning.label else ""
    return f"疑点：{where}{warning.message}（第 {warning.start} 字）"
