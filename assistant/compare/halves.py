"""The half-sentences of a clause, their phrases, and runs of these that can be read alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.compare.matter import is_adverbial, is_means, is_unit_list, needs_what_is_before
from assistant.compare.naming import runs_of
from assistant.compare.quotes import ClauseText
from assistant.reading.sentences import Span, trim
from assistant.records import Clause
from assistant.spelling import spelling_key

# What stands for words that the copy has not.
_LEFT_OUT = re.compile(r"[（(]?(?:略|下略|以下略|未完待续|省略)[）)]?")
_AIM = re.compile(r"全覆盖|达到|达\d|\d+\s*[%％]")
_SAME_NAME_CHARS = 6


@dataclass(frozen=True, slots=True)
class HalfSentence:
    """A half-sentence without its marks, and its phrases."""

    span: Span
    words: str
    phrases: tuple[Span, ...]


def read_sentences(text: ClauseText) -> Iterator[HalfSentence]:
    """The half-sentences of a clause but for its heading and the line of units behind it."""
    clause = text.clause
    tails = [text.span(duty.start, duty.end) for duty in clause.duties if duty.basis.kind != "prose"]
    for half in text.sentences.halves():
        span = trim(text.text, half)
        words = text.text[span.start : span.end]
        is_tail = any(tail.start <= span.start and span.end <= tail.end for tail in tails)
        if not words or is_tail or _is_heading(words, clause) or is_unit_list(words) or _LEFT_OUT.fullmatch(words):
            continue
        phrases = (trim(text.text, phrase) for phrase in text.sentences.phrases(half))
        yield HalfSentence(span, words, tuple(phrase for phrase in phrases if phrase.start < phrase.end))


def _is_heading(words: str, clause: Clause) -> bool:
    return clause.is_heading or (bool(clause.heading) and spelling_key(words) == spelling_key(clause.heading or ""))


def opening_of(text: str, phrases: Sequence[Span]) -> str:
    """The first phrase that does something."""
    all_words = (text[phrase.start : phrase.end] for phrase in phrases)
    found = (words for words in all_words if not is_adverbial(words))
    return next(found, text[phrases[-1].start : phrases[-1].end] if phrases else "")


def complete(text: str, run: Span, phrases: Sequence[Span], *, leads: bool = True) -> Span:
    """``run`` with the phrases that only lead up to it (``leads``), and where it only leads up to something, with
    that."""
    start, end = run
    for phrase in reversed(phrases):
        if leads and phrase.end <= start and start - phrase.end <= 1:
            is_lead = is_adverbial(text[phrase.start : phrase.end]) or needs_what_is_before(text[start:end])
            start = phrase.start if is_lead else start
    inside = [p for p in phrases if start <= p.start and p.end <= end]
    if all(is_adverbial(text[p.start : p.end]) for p in inside):
        for phrase in phrases:
            if phrase.start >= end:
                end = phrase.end
                if not is_adverbial(text[phrase.start : phrase.end]):
                    break
    return Span(start, end)


def is_aim_for(words: str, said: str) -> bool:
    """Whether a phrase tells what is to be reached for those whom ``said`` names: “…医生轮训实现全覆盖”."""
    return bool(_AIM.search(words) and runs_of(words, _SAME_NAME_CHARS) & runs_of(said, _SAME_NAME_CHARS))


def with_purpose(text: str, run: Span, phrases: Sequence[Span]) -> Span:
    """``run`` with the phrase behind it where it ends with a means: “充分发挥乡村医生作用，｜做好政策宣传”."""
    last = next((p for p in reversed(phrases) if p.end <= run.end), run)
    after = next((p for p in phrases if p.start >= run.end), None)
    return Span(run.start, after.end) if after and is_means(text[last.start : last.end]) else run
