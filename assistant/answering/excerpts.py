"""What is quoted of a clause that was asked for by its number: its paragraphs, one of them, or a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.addresses import LAST, Part
from assistant.answering.matching import fold
from assistant.answering.numbered import Entry, children_of, clauses_of
from assistant.reading.passage import Passage
from assistant.reading.sentences import split_sentences
from assistant.reading.structure.tables import split_row
from assistant.records import Clause, Gap, Notice

# A clause with others below it that is longer than this is given by how each of them begins.
MAX_CHARS = 3000
_SHORT_CHARS = 200
_ASIDE = re.compile(r"[\s\u3000]*[（(][^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*[）)][。；;]?[\s\u3000]*")
_HASHES = re.compile(r"^#+[\s\u3000]*")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A run of one paragraph: its words, and where they stand in the source."""

    clause: Clause
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Taken:
    """``excerpts`` to quote; ``gaps``: what the copy leaves out of it; ``shortened``: only how the clauses below begin;
    ``counted``: the heading that may or may not count as a sentence; ``held``: how many paragraphs or sentences there
    are, where the one asked for is not among them."""

    excerpts: tuple[Excerpt, ...] = ()
    gaps: tuple[tuple[Clause, Gap], ...] = ()
    shortened: bool = False
    counted: str = ""
    held: int = 0


def excerpts_of(entry: Entry, parts: Sequence[Part], notice: Notice, *, saying: str = "", brief: bool = False) -> Taken:
    """What to quote of ``entry``.

    :param saying: only the sentences that say these words, if any does.
    :param brief: give the opening of each clause below it, however short they are.
    """
    clauses = [clause for clause in clauses_of(entry, notice) if clause.part != "foreign"]
    if parts:
        return _parts(entry, parts, clauses, notice)
    if saying and (said := tuple(_saying(saying, clauses, notice))):
        return Taken(said, _gaps([item.clause for item in said], notice))
    below = children_of(entry, notice)
    if below and (brief or sum(len(clause.text) for clause in clauses) > MAX_CHARS):
        own = [whole(clause, notice) for clause in clauses if clause.path == entry.path]
        openings = [opening(clauses_of(child, notice)[0], notice) for child in below]
        return Taken((*own, *openings), shortened=True)
    held = tuple(whole(clause, notice) for clause in clauses if not clause.omitted)
    return Taken(held, _gaps(clauses, notice))


def whole(clause: Clause, notice: Notice) -> Excerpt:
    """All of a paragraph."""
    passage = Passage.cut(notice.source, clause.start, clause.end)
    return _excerpt(clause, passage, 0, len(passage.text))


def opening(clause: Clause, notice: Notice) -> Excerpt:
    """The first sentence of a paragraph, mostly its heading."""
    return sentences(clause, notice)[0]


def sentences(clause: Clause, notice: Notice) -> list[Excerpt]:
    """The sentences of a paragraph; what stands in brackets behind a full stop belongs to the sentence before it."""
    passage = Passage.cut(notice.source, clause.start, clause.end)
    spans: list[tuple[int, int]] = []
    for start, end in split_sentences(passage.text):
        words = passage.text[start:end]
        if spans and (_ASIDE.fullmatch(words) or not any(char.isalnum() for char in words)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [_excerpt(clause, passage, *span) for span in spans]


def _excerpt(clause: Clause, passage: Passage, start: int, end: int) -> Excerpt:
    words = passage.text[start:end]
    begin = start + len(words) - len(words.lstrip())
    end = start + len(words.rstrip())
    text = _HASHES.sub("", passage.text[begin:end]).replace("**", "")
    if text.startswith("|") and text.endswith("|"):
        text = "；".join(cell for cell in split_row(text) if cell)
    return Excerpt(clause, text, *passage.span(begin, end))


def _gaps(clauses: Sequence[Clause], notice: Notice) -> tuple[tuple[Clause, Gap], ...]:
    left_out = {gap.label: gap for gap in notice.gaps if gap.kind == "omitted"}
    last = {clause.label: clause for clause in clauses}
    return tuple((clause, left_out[label]) for label, clause in last.items() if label in left_out)


def _saying(words: str, clauses: Sequence[Clause], notice: Notice) -> Iterator[Excerpt]:
    said = fold(words)
    for clause in clauses:
        if said in fold(clause.text):
            parts = [whole(clause, notice)] if len(clause.text) <= _SHORT_CHARS else sentences(clause, notice)
            yield from (part for part in parts if said in fold(part.text))


# --- a part ------------------------------------------------------------------------------------------------------


def _parts(entry: Entry, parts: Sequence[Part], clauses: Sequence[Clause], notice: Notice) -> Taken:
    own = [clause for clause in clauses if clause.path == entry.path and not clause.is_heading]
    chosen = own or [clause for clause in clauses if not clause.is_heading]
    gaps = _gaps(clauses, notice)
    taken = Taken(gaps=gaps)
    for part in sorted(parts, key=lambda one: one.kind in ("sentence", "after")):
        if part.kind in ("paragraph", "subparagraph"):
            picked = _pick(chosen, part.number, cut=bool(gaps))
            if not picked and part.kind == "subparagraph" and (child := _child(entry, part.number, notice)):
                return excerpts_of(child, [one for one in parts if one is not part], notice)
            taken = Taken(tuple(whole(clause, notice) for clause in picked), () if picked else gaps, held=len(chosen))
            chosen = picked
        elif chosen:
            taken = _sentences(part, chosen, notice, gaps)
    return taken


def _pick(clauses: list[Clause], number: int, *, cut: bool) -> list[Clause]:
    """The paragraph of that number; the last one is not known where the copy leaves the end out."""
    if number == LAST:
        return [] if cut else clauses[-1:]
    return clauses[number - 1 : number]


def _child(entry: Entry, number: int, notice: Notice) -> Entry | None:
    return next((child for child in children_of(entry, notice) if child.marks[-1].number == number), None)


def _sentences(part: Part, clauses: Sequence[Clause], notice: Notice, gaps: tuple[tuple[Clause, Gap], ...]) -> Taken:
    """The sentence of that number; where a heading opens the paragraph, both ways of counting are given, with it and
    without it."""
    found = [item for clause in clauses for item in sentences(clause, notice) if not clause.omitted]
    heading = _heading(clauses[0], found)
    if part.kind == "after":
        rest = found[part.number + bool(heading) :]
        return Taken(tuple(rest), gaps, held=len(found))
    if part.number == LAST:
        return Taken((), gaps) if gaps else Taken(tuple(found[-1:]), held=len(found))
    picked = found[part.number - 1 : part.number + bool(heading)]
    counted = heading if len(picked) > 1 else ""
    return Taken(tuple(picked), () if picked else gaps, counted=counted, held=len(found))


def _heading(clause: Clause, found: Sequence[Excerpt]) -> str:
    """The heading that is the first sentence of the paragraph."""
    if not found or not clause.heading or len(found) < 2:
        return ""
    return clause.heading if fold(found[0].text).endswith(fold(clause.heading)) else ""
