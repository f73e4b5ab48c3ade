"""Where sentences, half-sentences and phrases end in a paragraph, brackets and quotation marks respected.

Official Chinese sentences run long: 。 ends one, ； a half-sentence, ， a phrase. Inside “…”, 《…》 or a short （…）
none of these ends anything outside. A long （…） that reads like a text of its own (it holds a ， or a ；) has
sentences of its own. Marks without a partner (scanning errors) count as
ordinary characters: none of them swallows the rest.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

_PAIRS = {
    "“": "”",
    "‘": "’",
    "《": "》",
    "〈": "〉",
    "（": "）",
    "(": ")",
    "【": "】",
    "〔": "〕",
    "[": "]",
    "「": "」",
}
# Brackets of both widths are mixed in real texts: “（…)” is a pair.
_KIND = {**{mark: mark for mark in _PAIRS}, **{close: mark for mark, close in _PAIRS.items()}, "(": "（", ")": "（"}
_OPENING = frozenset(_PAIRS)
_MARK = re.compile(r"[“”‘’《》〈〉（）()【】〔〕\[\]「」。！？!?；;，,：:\n]")
_BRACKET_MARK = re.compile(r"[“”‘’《》〈〉（）()【】〔〕\[\]「」]")
_SENTENCE_END = "。！？!?\n"
_HALF_END = "；;"
_PHRASE_END = "，,：:"
# No sentence of an official text is longer; a run that is, is text without punctuation or a list.
MAX_SENTENCE_CHARS = 1000
# A bracket shorter than this is an aside, never a text of its own.
_MIN_OWN_TEXT_CHARS = 16
# Brackets nested deeper than this are asides.
_MAX_DEPTH = 3
# What stands in front of a sentence and is no part of it: list marks and Markdown hashes.
_LEADING_MARK = re.compile(
    r"(?:[\s\u3000#]*(?:第[一二三四五六七八九十百零〇\d]{1,6}[章节条][\s\u3000]"
    r"|[（(][一二三四五六七八九十百\d]{1,4}[）)]"
    r"|[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,2}是))?[\s\u3000]*"
)
# A tail of the sentence before, “（责任单位：甲、乙）”, printed after its full stop.
_LEADING_ASIDE = re.compile(r"[（(][^（）()]{4,200}[）)][\s\u3000]*")
_TRAILING = " \t\u3000\n。！？!?；;，,：:、"


class Span(NamedTuple):
    """``text[start:end]``."""

    start: int
    end: int


class Unit(NamedTuple):
    """The sentence, half-sentence and phrase around a position, each with its closing mark."""

    sentence: Span
    half: Span
    phrase: Span


@dataclass(slots=True)
class _Run:
    """A stretch with sentences of its own: the whole text, or a long bracket's inside. Lists hold end positions."""

    start: int
    end: int
    sentences: list[int] = field(default_factory=list)
    halves: list[int] = field(default_factory=list)
    phrases: list[int] = field(default_factory=list)

    def cut(self, ends: list[int], position: int) -> Span:
        index = bisect_right(ends, position)
        start = ends[index - 1] if index else self.start
        return Span(start, ends[index] if index < len(ends) else self.end)


def match_brackets(text: str) -> dict[int, int]:
    """Opening position → closing position of every bracket and quotation mark in ``text`` that has its partner."""
    partners: dict[int, int] = {}
    stack: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    for match in _BRACKET_MARK.finditer(text):
        mark, kind = match[0], _KIND[match[0]]
        if mark in _OPENING:
            stack.append((kind, match.start()))
            waiting[kind] = waiting.get(kind, 0) + 1
        elif waiting.get(kind):
            # Whatever was opened later and is still open has no partner.
            while True:
                opened, position = stack.pop()
                waiting[opened] -= 1
                if opened == kind:
                    partners[position] = match.start()
                    break
    return partners


def mask_brackets(text: str, filler: str = "\x00") -> str:
    """``text`` with everything inside round brackets (the brackets too) replaced by ``filler``, character by character.

    Inside “…” and 《…》 only marks that separate are replaced, so that quoted names stay readable to a rule.
    """
    pieces: list[str] = []
    done = 0
    for start, end in sorted(match_brackets(text).items()):
        if start < done:
            continue
        pieces.append(text[done:start])
        inside = text[start : end + 1]
        if text[start] in "“‘《〈「":
            pieces.append(re.sub(r"[、，,；;。：:！？!?（）()和与及或]", filler, inside))
        else:
            pieces.append(filler * len(inside))
        done = end + 1
    pieces.append(text[done:])
    return "".join(pieces)


class SentenceMap:
    """The sentences of one text, looked up by position."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._runs = [_Run(0, len(text))]
        self._read(match_brackets(text))
        self._runs.sort(key=lambda run: run.start)
        self._starts = [run.start for run in self._runs]

    def _read(self, partners: dict[int, int]) -> None:
        open_runs = [self._runs[0]]
        skip_until = 0
        for match in _MARK.finditer(self.text):
            position, mark = match.start(), match[0]
            while len(open_runs) > 1 and position >= open_runs[-1].end:
                open_runs.pop()
            if position < skip_until:
                continue
            if position in partners:
                inside = Span(position + 1, partners[position])
                if len(open_runs) <= _MAX_DEPTH and self._is_own_text(mark, inside):
                    open_runs.append(_Run(*inside))
                    self._runs.append(open_runs[-1])
                else:
                    skip_until = inside.end + 1
            elif mark not in _KIND:
                self._note(open_runs[-1], position, mark)

    def _is_own_text(self, mark: str, inside: Span) -> bool:
        if mark not in "（(" or inside.end - inside.start < _MIN_OWN_TEXT_CHARS:
            return False
        return re.compile(r"[，,；;。]").search(self.text, inside.start, inside.end) is not None

    def _note(self, run: _Run, position: int, mark: str) -> None:
        end = position + 1
        if mark in ",:" and self.text[end : end + 1].isdigit() and self.text[position - 1 : position].isdigit():
            return  # 1,000 and 8:30
        if mark in _SENTENCE_END:
            run.sentences.append(end)
        if mark in _SENTENCE_END + _HALF_END:
            run.halves.append(end)
        run.phrases.append(end)

    def _run_at(self, position: int) -> _Run:
        index = bisect_right(self._starts, position) - 1
        for run in reversed(self._runs[max(0, index - 2 * _MAX_DEPTH) : index + 1]):
            if run.start <= position < run.end:
                return run
        return self._runs[0]

    def around(self, position: int) -> Unit:
        """The sentence, half-sentence and phrase that ``position`` stands in.

        What is longer than :data:`MAX_SENTENCE_CHARS` is no sentence: its half-sentence, or phrase, takes its place.
        """
        run = self._run_at(position)
        phrase = run.cut(run.phrases, position)
        half = _unless_long(run.cut(run.halves, position), phrase)
        return Unit(_unless_long(run.cut(run.sentences, position), half), half, phrase)

    def phrases(self, span: Span) -> list[Span]:
        """The phrases of ``span`` (a sentence or half-sentence), in order."""
        run = self._run_at(span.start)
        cuts = run.phrases[bisect_right(run.phrases, span.start) : bisect_left(run.phrases, span.end)]
        bounds = [span.start, *cuts, span.end]
        return [Span(a, b) for a, b in pairwise(bounds) if a < b]

    def sentences(self) -> list[Span]:
        """The sentences of the whole text, in order; together they are the text."""
        return _spans(self._runs[0].sentences, len(self.text))

    def halves(self) -> list[Span]:
        """The half-sentences of the whole text, in order; together they are the text."""
        return _spans(self._runs[0].halves, len(self.text))


def _unless_long(span: Span, instead: Span) -> Span:
    return span if span.end - span.start <= MAX_SENTENCE_CHARS else instead


def _spans(ends: list[int], length: int) -> list[Span]:
    bounds = [0, *ends]
    if bounds[-1] < length:
        bounds.append(length)
    return [Span(a, b) for a, b in pairwise(bounds)]


def split_sentences(text: str) -> list[Span]:
    """The sentences of ``text``: cut after 。！？ outside brackets and quotation marks. Joined they are the text."""
    return SentenceMap(text).sentences()


def split_half_sentences(text: str) -> list[Span]:
    """The same, cut after ； too."""
    return SentenceMap(text).halves()


def trim(text: str, span: Span) -> Span:
    """``span`` without the list mark and spaces before it and the punctuation after it."""
    start, end = span
    end -= len(text[start:end]) - len(text[start:end].rstrip(_TRAILING))
    for opening in (_LEADING_MARK, _LEADING_ASIDE, _LEADING_MARK):
        found = opening.match(text, start, max(start, end))
        start = found.end() if found and found.end() < end else start
    return Span(start, max(start, end))
