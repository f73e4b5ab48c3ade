"""Runs of a clause as quotes with their places in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.passage import Passage, squeeze
from assistant.reading.sentences import SentenceMap, Span, trim
from assistant.records import Clause, Notice

# What may stand between the names of one list.
_JOINED = re.compile(r"(?:、|和|与|及|以及|或|或者|[ \u3000“”])*")
# A phrase that says nothing without the one before it, and one that only tells when.
_LEANS = re.compile(r"其(?!中)|分别|均|最[高低多少长]|不[得超少低高]|达到|并|且|[且并]?不")

# A half-sentence whose phrases are all one thing that is to be heeded.
_ONE_NAME = re.compile(
    r"^(?:严格|认真|继续|全面|切实)*(?:落实|执行|遵守|贯彻)[^。；;]*[，,][^。；;]*"
    r"的(?:规定|要求|原则|办法|标准|制度|政策|条件)$"
)


@dataclass(frozen=True, slots=True)
class Quote:
    """A run of a clause, verbatim: ``text`` is the file's ``start`` to ``end``, line breaks taken out."""

    clause_id: str
    label: str
    text: str
    start: int
    end: int


class ClauseText:
    """A clause's text with the way from the file's positions to it and back."""

    def __init__(self, notice: Notice, clause: Clause) -> None:
        self.clause = clause
        self._source = notice.source
        self._passage = Passage.cut(notice.source, clause.start, clause.end)
        self.text = self._passage.text
        self.sentences = SentenceMap(self.text)

    def index(self, position: int) -> int:
        """Where in :attr:`text` the file's ``position`` stands."""
        starts, shifts = self._passage.starts, self._passage.shifts
        run = max(bisect_right([a + b for a, b in zip(starts, shifts, strict=True)], position) - 1, 0)
        return min(max(position - shifts[run], 0), len(self.text))

    def span(self, start: int, end: int) -> Span:
        """The stretch of :attr:`text` that the file's ``start`` to ``end`` holds."""
        return Span(self.index(start), self.index(end - 1) + 1 if end > start else self.index(start))

    def quote(self, span: Span) -> Quote:
        """A stretch of :attr:`text` as a quote."""
        start, end = self._passage.span(*span)
        return Quote(self.clause.id, self.clause.label, squeeze(self._source[start:end]), start, end)

    def find(self, words: str, within: Span) -> Span | None:
        """Where ``words`` stand in a stretch of :attr:`text`."""
        at = self.text.find(words, *within)
        return Span(at, at + len(words)) if words and at >= 0 else None

    def find_list(self, names: Sequence[str], within: Span) -> list[Span]:
        """Where ``names`` stand, those of one list as one run."""
        runs: list[Span] = []
        for name in names:
            found = self.find(name, Span(runs[-1].end, within.end) if runs else within) or self.find(name, within)
            if found and runs and _JOINED.fullmatch(self.text, runs[-1].end, found.start):
                runs[-1] = Span(runs[-1].start, found.end)
            elif found:
                runs.append(found)
        return runs

    def uncut(self, span: Span) -> Span:
        """``span``, or its half-sentence where that is one name: “落实晋升前要有1年以上…，…的规定” must not be cut."""
        half = trim(self.text, self.sentences.around(span.start).half)
        return half if _ONE_NAME.match(self.text[half.start : half.end]) else span

    def phrase_at(self, span: Span) -> Span:
        """The phrase that holds ``span``, with the one before it where it leans on it, and the one behind where it only
        tells when."""
        half = trim(self.text, self.sentences.around(span.start).half)
        phrases = [trim(self.text, p) for p in self.sentences.phrases(self.sentences.around(span.start).half)]
        phrases = [p for p in phrases if p.start < p.end] or [half]
        at = next((i for i, p in enumerate(phrases) if span.start < p.end), len(phrases) - 1)
        first = at - 1 if at and _LEANS.match(self.text, phrases[at].start) else at
        short = phrases[at].end - phrases[at].start <= span.end - span.start + 1
        last = at + 1 if short and at + 1 < len(phrases) else at
        return Span(phrases[first].start, max(phrases[last].end, min(span.end, half.end)))
