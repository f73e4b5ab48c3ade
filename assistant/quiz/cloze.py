"""Sentences of a notice with a blank for the answer."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.quiz.records import BLANK
from assistant.quiz.words import inner_quotes, is_balanced, is_misread, plain, tidy
from assistant.records import Clause

_ROOM, _SHORT_ROOM, _SHORTEST = 125, 60, 11  # characters
# What cannot begin a sentence that stands alone, and what has come in from a table or a list.
_HALF = re.compile(
    r"^(?:其|并|且|该|上述|对其|或|及|和|与|应|可|不|即|每批|每人|每次|以上|前款|前述|同时|但|也|还|再|则|如|后|之|为其)"
)
_LONGEST_HEADING = 30
_LITTER = re.compile(r"[|*#\n]")
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳]|第[一二三四五六七八九十百\d]+(?:条[，,、：]?|[，,、]))\s*"
)


# “具体指标：到2022年…”
_LEAD_IN = re.compile(r"[^，,。：:“]{2,8}[：:]\s*")
# The first half of a sentence says who, and the half behind “；” goes on without saying it again.
_ASSIGNS = re.compile("负责|牵头|职责")
_ENDS = "。；;！？!?\n"
_BRACKETED = re.compile(r"[（(][^（）()]*(?:[）)]|$)")
# What opens a guiding idea: the fact stands at its end.
_PREAMBLE = re.compile(r"^(?:以习近平|深入贯彻|全面贯彻|认真贯彻|坚持以|高举)")
# Behind a cut: the subject of what was cut off.
_SUBJECT = re.compile(r"的[\u4e00-\u9fff]{2,4}$")
# Behind a cut: when or where, of what was cut off.
_CONDITION = re.compile("[内前后起时的下]$|住院$")
_SHORTEST_REST = 4
# A sentence that is longer goes without its tail, where so much stands behind the blank before that.
_LONG, _TAIL = 80, 8
_DIRECTS = re.compile(r"^(?:严格落实|贯彻落实|严格执行)")


@dataclass(frozen=True, slots=True)
class Cloze:
    """``text``: a sentence with one :data:`BLANK`, without a full stop; ``is_part``: it stands in brackets or begins
    with the blank, so that it needs to be said what it is about."""

    text: str
    is_part: bool

    @property
    def rest(self) -> str:
        """The words that are shown."""
        return self.text.replace(BLANK, "")


def make_cloze(text: str, quote: str, start: int, end: int) -> Cloze | None:
    """The sentence or half-sentence of ``text`` around ``quote[start:end]``, with that blanked; None where it cannot
    be read by itself or says the answer again.

    :param text: the clause's text, where ``quote`` stands once.
    """
    at = text.find(quote)
    if at < 0:
        return None
    begin, stop, is_inside = _reach(text, at + start, at + end)
    if _ASSIGNS.search(_BRACKETED.sub("", text[_sentence_start(text, begin) : begin])):
        return None
    opened = _OPENING.match(text[begin : at + start])
    begin += opened.end() if opened else 0
    led_in = _LEAD_IN.match(text[begin : at + start])
    begin += led_in.end() if led_in else 0
    found = _shorten(text, (begin, at if begin < at <= at + start else begin), stop, at + start, at + end)
    if found is None:
        return None
    before, after = text[found[0] : at + start], text[at + end : found[1]]
    words = tidy(tidy(before) + BLANK + tidy(after)).strip("。；;，,、：: ")
    shown = words.replace(BLANK, "")
    if opened and words.startswith(BLANK) and not words.startswith(f"{BLANK}，"):
        return None  # a part of a list: what it belongs to stands before the list
    if len(shown) < _SHORTEST or _HALF.search(words) or _LITTER.search(words) or not is_balanced(words):
        return None
    if is_misread(words) or plain(quote[start:end]) in plain(shown):
        return None
    return Cloze(words, is_inside or words.startswith(BLANK))


def _reach(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """The sentence, up to “；”, that holds ``text[start:end]``; in brackets what stands there between commas."""
    begin = max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    stops = [at for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    stop = min(stops, default=len(text))
    if is_balanced(text[begin:stop]):
        return begin, stop, _is_open(text[:begin])
    begin = max(begin, *(text.rfind(mark, 0, start) + 1 for mark in "，,（("))
    stop = min([stop, *(at for mark in "，,）)" if (at := text.find(mark, end)) >= 0)])
    return begin, stop, True


def _sentence_start(text: str, at: int) -> int:
    return max((text.rfind(mark, 0, at) for mark in "。！？\n"), default=-1) + 1


def _without_tail(text: str, begin: int, stop: int, end: int) -> int:
    """Where a long sentence may end: behind the part with the blank, where that is no condition of what follows."""
    if stop - begin <= _LONG:
        return stop
    for match in re.finditer("[，,]", text[:stop]):
        at = match.start()
        kept = text[begin:at]
        is_told = at - end >= _TAIL and not _SUBJECT.search(kept) and not _CONDITION.search(kept)
        if at >= end and len(kept) >= _LONG // 2 and is_told and is_balanced(kept) and "《" not in text[at:stop]:
            return at
    return stop


def _is_open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


def _shorten(text: str, begins: tuple[int, int], stop: int, start: int, end: int) -> tuple[int, int] | None:
    """The sentence, without its last parts where it is too long, and then without its first; None where it stays too
    long or would be torn. ``begins``: of the sentence, and of what was read as the fact."""
    room = _ROOM
    if _PREAMBLE.match(text[begins[0] : stop]):
        begins, room = (begins[1], begins[1]), _SHORT_ROOM
    elif stop - begins[0] <= _ROOM:
        return begins[0], _without_tail(text, begins[0], stop, end)
    if _DIRECTS.match(text[begins[0] : start]):
        return None  # “严格落实…的规定” cannot be cut
    for begin in begins:
        if text[begin - 1 : begin] not in ("", *"，,。；;\n") and begin == begins[1] != begins[0]:
            continue
        for at in (stop, *(m.start() for m in reversed(list(re.finditer("[，,]", text[:stop]))) if m.start() >= end)):
            kept = text[begin:at]
            is_whole = at == stop or not _SUBJECT.search(kept)
            if len(kept) <= room and is_balanced(kept) and is_whole and at - end >= min(_SHORTEST_REST, stop - end):
                return begin, at
    return None


def places_of(pattern: str, quote: str) -> list[tuple[int, int]]:
    """Where ``pattern`` (its first group, if it has one) stands in ``quote``."""
    return [match.span(1 if match.re.groups else 0) for match in re.finditer(pattern, quote)]


def call_scope(named: str, clause: Clause, cloze: Cloze) -> str | None:
    """How the notice is called before the sentence: with the clause's heading where the sentence alone does not say
    what it is about. None where no heading says so, or the sentence is nothing but the heading."""
    heading = tidy(clause.heading or (clause.headings[-1] if clause.headings else "")).rstrip("。；;，,：:")
    if heading and plain(cloze.rest) in plain(heading):
        return None
    if clause.part == "annex":
        named = f"{named}的附件"
    if not cloze.is_part:
        return named
    return f"{named}关于“{inner_quotes(heading)}”的要求" if 0 < len(heading) <= _LONGEST_HEADING else None
