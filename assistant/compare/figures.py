"""By when, how often and how much: the cells that come from time limits and targets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.compare.benefits import Cells, Spots
from assistant.compare.comparison import Entry
from assistant.compare.quotes import ClauseText
from assistant.compare.stretches import Stretch
from assistant.reading.sentences import Span
from assistant.records import Target

# Quotes longer than this are cut to the phrase that says the time.
_MAX_QUOTE_CHARS = 48
# How long the notice itself holds.
_OF_NOTICE = re.compile(r"本[\u4e00-\u9fff]{2}(?:自|的?有效期)")
# What somebody has to have behind him is no time limit: “1年以上县乡基层工作经历”, “在现职期内要有半年以上…经历”.
_EXPERIENCE = re.compile(r"[^，,。；;]{0,16}(?:经历|经验|工龄|年限)")
# A plain number is a target only where somebody has to reach it: “每个行政村有1所”, not “30种大病患者”.
_TO_REACH = re.compile(r"每|各|达到?|配备|配置|建[好成设]?|办好|设[立置有]|选派|派驻|培训|完成|新[建增]|安排|不变")
# A target without a number.
_GOAL = re.compile(r"达到[^，,。；;]{0,24}(?:标准|要求|水平|目标)|全部达标|全面达标|全覆盖|动态清零|应签尽签")


def add_time_limits(cells: Cells, text: ClauseText, stretches: Sequence[Stretch]) -> None:
    """Put into ``cells`` the time limits that stand in the stretches of one clause."""
    for limit in text.clause.time_limits:
        whole = text.span(limit.start, limit.end)
        words = text.find(limit.words, whole) or whole
        if not _inside(text, words, stretches) or _OF_NOTICE.match(text.text, whole.start):
            continue
        if not limit.words.startswith("每") and _EXPERIENCE.match(text.text, words.end):
            continue
        is_short = whole.end - whole.start <= _MAX_QUOTE_CHARS
        _add(cells, "time_limits", text, whole if is_short else text.phrase_at(words))


def add_targets(cells: Cells, text: ClauseText, stretches: Sequence[Stretch], spots: Spots) -> None:
    """Put into ``cells`` what is to be reached, as far as it stands in the stretches of one clause or is the topic."""
    spans = [*_numbered(text, stretches, spots), *_goals(text, stretches)]
    for span in sorted(set(spans)):
        if not any(other != span and other.start <= span.start and span.end <= other.end for other in spans):
            _add(cells, "targets", text, span)


def _numbered(text: ClauseText, stretches: Sequence[Stretch], spots: Spots) -> Iterator[Span]:
    topics = spots(text.text)
    for target in text.clause.targets:
        whole = text.span(target.start, target.end)
        about = bool(spots(target.what))
        words = rf"{re.escape(target.number)}\s*{re.escape(target.unit)}"
        for match in re.finditer(words, text.text[whole.start : whole.end]):
            number = Span(whole.start + match.start(), whole.start + match.end())
            phrase = text.phrase_at(number)
            named = any(spot.start < number.end and number.start < spot.end for spot in topics)
            inside = _inside(text, number, stretches) or (about and any(_covers(phrase, spot) for spot in topics))
            if inside and not named and _is_aim(target, text.text[phrase.start : phrase.end]):
                yield phrase


def _covers(outer: Span, inner: Span) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end


def _is_aim(target: Target, phrase: str) -> bool:
    return target.comparator != "=" or bool(_TO_REACH.search(phrase))


def _goals(text: ClauseText, stretches: Sequence[Stretch]) -> Iterator[Span]:
    for stretch in stretches:
        within = text.span(stretch.start, stretch.end)
        for match in _GOAL.finditer(text.text, *within):
            yield text.phrase_at(Span(*match.span()))


def _inside(text: ClauseText, span: Span, stretches: Sequence[Stretch]) -> bool:
    return any(_covers(text.span(stretch.start, stretch.end), span) for stretch in stretches)


def _add(cells: Cells, aspect: str, text: ClauseText, span: Span) -> None:
    entry = Entry((text.quote(text.uncut(span)),))
    if entry not in cells[aspect]:
        cells[aspect].append(entry)
