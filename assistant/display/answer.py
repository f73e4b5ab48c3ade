"""An answer taken apart for showing: what is said of each place, the notes, and how a source is named.

Pure text, shared by the terminal and the page, so that both say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answering.validity import day_words, is_over, is_to_come, years_words
from assistant.records import Answer, Citation, Gap, Notice, Reference, Statement

# As much of a quote as tells a reader which one it is.
_BRIEF_CHARS = 30

_BULLET = "· "
_NO_LABEL = {"zh": "正文", "en": "the text"}
_GAP_WORDS = {
    "zh": {"omitted": "为“略”", "truncated": "之后未收录"},
    "en": {"omitted": " left out (“略”)", "truncated": ": not held beyond"},
}


@dataclass(frozen=True, slots=True)
class Saying:
    """A run of text with the numbers of the citations behind it."""

    text: str
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """One line of an answer: what one place's notice says (``heading`` names it), or a note (``heading`` is None)."""

    heading: str | None
    sayings: tuple[Saying, ...]


def mark(number: int) -> str:
    """“〔1〕”."""
    return f"〔{number}〕"


def split_answer(answer: Answer) -> tuple[Part, ...]:
    """The lines of ``answer.text``, in order. A line that holds statements is split into them; any other is a note. The
    lines of a list (“· …”) are one part with the heading above them."""
    left = list(answer.statements)
    parts: list[Part] = []
    for line in filter(str.strip, answer.text.split("\n")):
        if not line.startswith(_BULLET):
            parts.append(_part(line, left))
            continue
        above = parts.pop() if parts else Part(None, ())
        heading = above.heading or "".join(saying.text for saying in above.sayings).rstrip("：: ") or None
        said = above.sayings if above.heading else ()
        parts.append(Part(heading, said + _part(line.removeprefix(_BULLET), left).sayings))
    return tuple(parts)


def _part(line: str, left: list[Statement]) -> Part:
    """``line`` taken apart; the statements that it holds are taken out of ``left``."""
    sayings: list[Saying] = []
    heading, rest = "", line
    while found := _next_statement(rest, left, anywhere=not sayings):
        statement, at, length = found
        if not sayings:
            heading = rest[:at]
        sayings.append(Saying(statement.text, statement.citations))
        rest = rest[at + length :].lstrip(" ")
        left.remove(statement)
    if not sayings:
        return Part(None, (Saying(line),))
    if rest:
        sayings.append(Saying(rest))
    return Part(heading.rstrip("：: ") or None, tuple(sayings))


def _next_statement(text: str, left: list[Statement], *, anywhere: bool) -> tuple[Statement, int, int] | None:
    """The statement of ``left`` that stands first in ``text``: itself, where, and its length with its marks.

    Only at the very beginning unless ``anywhere``.
    """
    best: tuple[Statement, int, int] | None = None
    for statement in left:
        words = statement.text + "".join(map(mark, statement.citations))
        at = text.find(words)
        fits = at >= 0 if anywhere else at == 0
        if fits and (best is None or at < best[1]):
            best = (statement, at, len(words))
    return best


def source_name(citation: Citation, lang: str = "zh") -> str:
    """“《title》（number）四、三是（第3页）”; what is not known is left out; a notice without a title goes by its
    file."""
    title = f"《{citation.title}》" if citation.title else citation.notice
    number = f"（{citation.number}）" if citation.number else ""
    clause = citation.clause or ("unnumbered paragraph" if lang == "en" else "无编号段")
    page = "" if citation.page is None else f", p. {citation.page}" if lang == "en" else f"（第{citation.page}页）"
    return (f"{title}{number}{clause}" if number or citation.title else f"{title} {clause}") + page


def brief_quote(citation: Citation, answer: Answer) -> str:
    """The quote; only its beginning where it is long and a statement of ``answer`` says it word for word already."""
    quote = citation.quote
    said = any(citation.n in statement.citations and quote in statement.text for statement in answer.statements)
    return quote[:_BRIEF_CHARS] + "……" if said and len(quote) > _BRIEF_CHARS + 2 else quote


def gaps_text(gaps: Sequence[Gap], lang: str = "zh") -> str:
    """What a copy leaves out: “（十一）、（十二）为“略””; empty where nothing is."""
    joint, parted = ("、", "；") if lang == "zh" else (", ", "; ")
    groups: dict[str, list[str]] = {}
    for gap in gaps:
        groups.setdefault(gap.kind, []).append(gap.label or _NO_LABEL[lang])
    return parted.join(joint.join(labels) + _GAP_WORDS[lang][kind] for kind, labels in groups.items())


def cut_at_quote(citation: Citation) -> tuple[str, str, str]:
    """The paragraph before the quote, the quote, and the paragraph behind it; joined they are the paragraph. Where the
    quote does not stand in it in one run, the middle is empty."""
    at = citation.text.find(citation.quote) if citation.quote else -1
    if at < 0:
        return citation.text, "", ""
    end = at + len(citation.quote)
    return citation.text[:at], citation.quote, citation.text[end:]


def validity_lines(notice: Notice, today: date, lang: str = "zh") -> list[str]:
    """What a notice says of how long it holds, one line each: in force from, until, plan years, what it carries out and
    repeals; empty where it says nothing. What has gone by, or is still ahead, on ``today`` is marked."""
    held, zh = notice.validity, lang == "zh"
    over = ("（已过）" if zh else " (over)") if is_over(notice, today) else ""
    lines: list[str] = []
    if held.effective:
        ahead = ("（尚未施行）" if zh else " (not yet)") if is_to_come(notice, today) else ""
        day = day_words(held.effective.date, lang) if held.effective.date else f"“{held.effective.quote}”"
        lines.append(("施行：" if zh else "In force from: ") + day + ahead)
    if held.expires:
        day = day_words(held.expires.date, lang) if held.expires.date else f"“{held.expires.quote}”"
        lines.append(("有效期至：" if zh else "Valid until: ") + day + over)
    if held.plan_years:
        mark_over = "" if held.expires and held.expires.date else over
        lines.append(("计划期：" if zh else "Plan for: ") + years_words(held.plan_years, lang) + mark_over)
    lines.extend(("依据：" if zh else "Based on: ") + _document(item) for item in held.carries_out)
    lines.extend(("废止：" if zh else "Repeals: ") + _document(item) for item in held.repeals)
    return lines


def _document(reference: Reference) -> str:
    """“《title》（number）”, as far as they are known."""
    title = f"《{reference.title}》" if reference.title else ""
    if not reference.number:
        return title
    return f"{title}（{reference.number}）" if title else reference.number
