"""What is known of a notice, in lines for people: who issued it, when, for where, how long it holds, what was found."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from assistant.display.answer import gaps_text, validity_lines
from assistant.reading.remarks import english_of
from assistant.records import Notice, ReadingWarning


def name_of(notice: Notice) -> str:
    """“《title》”, or the id of a notice without one."""
    return f"《{notice.title}》" if notice.title else notice.id


def known_line(notice: Notice) -> str:
    """“文号：…　地方：…　日期：…　机关：…”; “—” for what is not known."""
    fields = (("文号", notice.number), ("地方", notice.place), ("日期", notice.date), ("机关", notice.issuer))
    return "　".join(f"{name}：{value or '—'}" for name, value in fields)


def held_lines(notice: Notice, lang: str = "zh") -> list[str]:
    """How long the notice holds and what the copy leaves out, one line each; empty where nothing is said of it."""
    lines = validity_lines(notice, datetime.date.today(), lang)
    copy, missing = ("Copy: ", "Missing: ") if lang == "en" else ("文本：", "缺：")
    if notice.copy_note:
        lines.append(copy + notice.copy_note)
    if notice.gaps:
        lines.append(missing + gaps_text(notice.gaps, lang))
    return lines


def counts_line(notice: Notice) -> str:
    """“共 3 页，12 条 40 段；职责 8，时限 5，待遇 3，指标 2；疑点 1”."""
    counts = count(notice)
    pages = f"{counts.pages} 页，" if counts.pages else ""
    facts = (
        ("职责", counts.duties),
        ("时限", counts.time_limits),
        ("待遇", counts.entitlements),
        ("指标", counts.targets),
    )
    found = "，".join(f"{name} {number}" for name, number in facts)
    return f"共 {pages}{counts.clauses} 条 {counts.paragraphs} 段；{found}；疑点 {counts.doubts}"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much of everything there is in a notice. ``clauses``: addresses with a number; ``doubts``: warnings that
    have a place in the text."""

    pages: int
    clauses: int
    paragraphs: int
    duties: int
    time_limits: int
    entitlements: int
    targets: int
    doubts: int


def count(notice: Notice) -> Counts:
    """Count what was read."""
    return Counts(
        pages=len(notice.pages),
        clauses=len({(clause.part, clause.path) for clause in notice.clauses if clause.path}),
        paragraphs=len(notice.clauses),
        duties=sum(len(clause.duties) for clause in notice.clauses),
        time_limits=sum(len(clause.time_limits) for clause in notice.clauses),
        entitlements=sum(len(clause.entitlements) for clause in notice.clauses),
        targets=sum(len(clause.targets) for clause in notice.clauses),
        doubts=sum(warning.end > 0 for warning in notice.warnings),
    )


def warning_line(warning: ReadingWarning, lang: str = "zh") -> str:
    """“疑点：四、 message（第 233 字）”; “说明：message” for what was done to the whole file."""
    message = (english_of(warning.message) if lang == "en" else None) or warning.message
    if not warning.end:
        return ("Note: " if lang == "en" else "说明：") + message
    where = f"{warning.label} " if warning.label else ""
    if lang == "en":
        return f"Doubt: {where}{message} (character {warning.start})"
    return f"疑点：{where}{warning.message}（第 {warning.start} 字）"
