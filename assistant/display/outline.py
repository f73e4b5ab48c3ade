"""How a notice was read, line by line: its clauses under their addresses, the facts in each, and what looks wrong."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from assistant.display.facts import fact_lines, shortened
from assistant.display.lines import Line
from assistant.display.notices import counts_line, held_lines, known_line, warning_line
from assistant.records import Clause, Notice, ReadingWarning

_PARTS = {"front": "文首", "body": "正文", "annex": "附件", "signature": "落款", "foreign": "非正文"}
_STEP = "  "
# Deeper clauses stand no further to the right: on a narrow screen the text needs the room.
_DEEPEST = 4


def outline_lines(notice: Notice) -> Iterator[Line]:
    """The notice for a screen: what it is; its clauses under their addresses, each with its facts and with what looks
    wrong in it; and how much of everything there is."""
    yield Line(notice.title or notice.id, "bold")
    yield Line(known_line(notice))
    yield from (Line(words) for words in held_lines(notice))
    yield Line("")
    within = warnings_within(notice)
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


def warnings_within(notice: Notice) -> dict[int, list[ReadingWarning]]:
    """What looks wrong, by the index of the paragraph that it is in; -1 for what concerns the whole file."""
    starts = [clause.start for clause in notice.clauses]
    within: dict[int, list[ReadingWarning]] = {}
    for warning in notice.warnings:
        within.setdefault(bisect_right(starts, warning.start) - 1 if warning.end else -1, []).append(warning)
    return within


def _clause_lines(clause: Clause) -> Iterator[Line]:
    indent = _indent(clause)
    style = "bold" if clause.heading else "dim" if clause.part != "body" else ""
    yield Line(
        f"{indent}{clause_address(clause)} {clause_words(clause)}{'（略）' if clause.omitted else ''}".rstrip(), style
    )
    yield from (Line(indent + _STEP + words, "cyan") for words in fact_lines(clause))


def _indent(clause: Clause) -> str:
    return _STEP * clause_depth(clause)


def clause_depth(clause: Clause) -> int:
    """How many steps to the right the paragraph stands, 0 to 4."""
    deeper = 0 if _is_first(clause) else 1
    return min(max(len(clause.path) - 1, 0) + deeper, _DEEPEST)


def _is_first(clause: Clause) -> bool:
    """Whether this is the first paragraph at its address, or one at no address."""
    return not clause.path or clause.id.endswith("/p1")


def clause_address(clause: Clause) -> str:
    """The label (“二、（一）2”), with “/p2” for a further paragraph; the part of the notice where there is no label."""
    if not clause.label:
        return f"[{_PARTS.get(clause.part, clause.part)}]"
    return clause.label if _is_first(clause) else clause.label + clause.id[clause.id.rindex("/") :]


def clause_words(clause: Clause) -> str:
    """The heading and the first words behind it."""
    if not clause.heading:
        return shortened(clause.text)
    rest = clause.text.partition(clause.heading)[2].lstrip("。：:，, 　")
    return f"{clause.heading}　{shortened(rest)}" if rest and not clause.is_heading else clause.heading
