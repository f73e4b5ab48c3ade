"""How answers and hits look in a terminal, and as plain text for a pipe or a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.cli.console import on_terminal, print_plain, printable, result_console
from assistant.display import Part, brief_quote, mark, source_name, split_answer
from assistant.records import Answer, Citation, Clause, Hit, Notice
from assistant.wrapping import wrap

# A line of more cells is hard to read.
_WIDEST_CELLS = 100
_HIT_CHARS = 160
_HIT_INDENT = "   "


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen and its style in Rich's words (“bold”, “dim”, “”)."""

    text: str
    style: str = ""


def print_answer(answer: Answer) -> None:
    """``answer`` on stdout: laid out on a terminal, else its text with the quotes below."""
    if on_terminal():
        _print_on_terminal(answer)
        return
    print_plain(answer.text)
    if answer.citations:
        print_plain()
    for citation in answer.citations:
        print_plain(quoted_source(citation, answer))


def quoted_source(citation: Citation, answer: Answer) -> str:
    """“〔1〕《title》（number）四、三是：“quote””."""
    colon = "：" if answer.lang == "zh" else ": "
    return f"{mark(citation.n)}{source_name(citation, answer.lang)}{colon}“{brief_quote(citation, answer)}”"


def answer_lines(answer: Answer, width: int) -> Iterator[Line]:
    """``answer`` for a screen of ``width`` cells: place by place, notes, and under a rule the quotes."""
    for part in split_answer(answer):
        yield from _part_lines(part, width)
    if answer.citations:
        yield Line("─" * (width // 2), "dim")  # drawn two cells wide on some Chinese consoles
    for citation in answer.citations:
        for text in wrap(mark(citation.n) + source_name(citation, answer.lang), width):
            yield Line(text, "dim")
        for text in wrap(f"“{brief_quote(citation, answer)}”", width, "    "):
            yield Line(text)


def _part_lines(part: Part, width: int) -> Iterator[Line]:
    if part.heading:
        yield from (Line(text, "bold") for text in wrap(part.heading, width))
    indent = "  " if part.heading else ""
    for saying in part.sayings:
        text = saying.text + "".join(map(mark, saying.citations))
        yield from (Line(line) for line in wrap(text, width, indent))


def _print_on_terminal(answer: Answer) -> None:
    console = result_console()
    for line in answer_lines(answer, min(console.width, _WIDEST_CELLS)):
        console.print(printable(line.text), style=line.style or None, soft_wrap=True)


def print_hits(found: Sequence[tuple[Hit, Clause]], notices: Sequence[Notice]) -> None:
    """Hits on stdout, best first: rank, score, where, and the beginning of the paragraph."""
    if not found:
        print_plain("没有找到相关条款。No clause found.")
    places = {notice.id: notice.place or notice.title or notice.id for notice in notices}
    width = min(result_console().width, _WIDEST_CELLS) if on_terminal() else None
    for rank, (hit, clause) in enumerate(found, start=1):
        print_plain(f"{rank}. {places.get(hit.notice, hit.notice)} {clause.label}（{clause.id}，{hit.score:.3f}）")
        text = clause.text if len(clause.text) <= _HIT_CHARS else clause.text[:_HIT_CHARS] + "……"
        for line in [_HIT_INDENT + text] if width is None else wrap(text, width, _HIT_INDENT):
            print_plain(line)
