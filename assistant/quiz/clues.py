"""What one question of a paper gives away of another: the same words, the answer in the stem, or, where two notices set
one policy, its figure or its list."""

from __future__ import annotations

import re
from functools import lru_cache

from assistant.quiz.echoes import echoes
from assistant.quiz.records import BLANK, FILL_IN, MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, Question
from assistant.quiz.words import grams, plain, shared_run, value_of, values_in
from assistant.reading.facts.numerals import ARABIC, CHINESE

# Two questions whose words are the same to this share, counted in runs of so many characters, ask the same.
_MOSTLY, _SHORT_GRAM = 0.6, 5
# What is to be judged, said so long in a row by another notice's question, is confirmed by it.
_LONG_GRAM = 9
_NAMED = re.compile("^根据[^《]*《[^《》]*》(?:（[^（）]*）)?")
_TITLE = re.compile("《[^《》]*》")
_ASKS = re.compile("横线处.{0,12}？$|（填[^（）]*）$")
_NUMBER = re.compile(f"{ARABIC}|{CHINESE}")
# Around a figure, so many characters tell what it is of; two in a row that both have make it one figure, of years,
# which are everywhere, more.
_AROUND, _SAME_TOPIC, _SAME_YEAR_TOPIC = 10, 2, 5
_A_YEAR = 1900
# Illnesses are counted in either.
_COUNTERS = str.maketrans({"种": "个", "类": "个", "项": "个"})
_EMPTY = re.compile(
    "[率%％]|达到?|不[少低]于|不?得?超过|以上|以下|以内|左右|至少|每个?|覆盖|年度?|目标|工作|实施|开展|进行"
)
# So many characters in a row are the name of a policy; so many of its groups, shown elsewhere, give half the answer.
_POLICY_CHARS, _MOST_SHOWN = 4, 1
_LISTS = ("entitlement", "list")
# What is asked for in words, set phrases above all, may not stand anywhere.
_WORDS = ("phrase", "thing", "rank")


def shown_words(question: Question) -> str:
    """What is read before the answers are; titles, which every stem may name, and the words that ask left out."""
    return _ASKS.sub("", _TITLE.sub("", question.body)) + "\n".join(pair.left for pair in question.pairs)


def _read_words(question: Question) -> str:
    """As :func:`shown_words`, with what a stem says before the sentence: the heading that it is about."""
    about = re.match("关于“.*?”的要求|对[^，]*的规定", _NAMED.sub("", question.stem))
    return (about[0] if about else "") + shown_words(question)


def tells_beside(first: Question, second: Question) -> bool:
    """Whether ``first``, which shares words or a clause with ``second``, shows its answer or asks the same."""
    return _same_words(first, second) or _confirms(first, second) or tells_answer(first, second)


def _confirms(first: Question, second: Question) -> bool:
    """Whether ``first`` says, for another notice, most of what is to be judged in ``second``."""
    if second.kind != TRUE_FALSE or second.fact == "duty" or first.notice == second.notice:
        return False
    return not grams(shown_words(first), _LONG_GRAM).isdisjoint(grams(shown_words(second), _LONG_GRAM))


def tells_answer(first: Question, second: Question) -> bool:
    """Whether ``first``, which shares words or a clause with ``second``, shows its answer."""
    if second.kind == TRUE_FALSE:
        return False
    shown = _read_words(first)
    if second.kind in (SINGLE, FILL_IN) and value_of(second.right[0]) is not None:
        return value_of(second.right[0]) in values_in(shown)
    return any(plain(answer) in plain(shown) for answer in second.right)


def tells_elsewhere(first: Question, second: Question) -> bool:
    """Whether ``first``, of whatever notice, shows the figure of ``second`` under the same words, or most of its
    list."""
    if MATCHING in (first.kind, second.kind):
        return False
    if echoes(first, second, _read_words(first)):
        return True
    if second.kind == TRUE_FALSE:
        return False
    if second.fact in _WORDS and plain(second.right[0]) in plain(_read_words(first) + "\n".join(first.options)):
        return second.fact in ("phrase", "thing") or not grams(shown_words(first)).isdisjoint(
            grams(shown_words(second))
        )
    if second.kind in (SINGLE, FILL_IN):
        value = value_of(second.right[0])
        return value is not None and second.fact != "duty" and _shows_figure(first, second, value)
    return second.kind == MULTIPLE and second.fact in _LISTS and _shows_list(first, second)


def _shows_figure(first: Question, second: Question, value: float) -> bool:
    before, _, behind = shown_words(second).partition(BLANK)
    unit = behind[:1].translate(_COUNTERS)
    around = _around(before, behind)
    least = _SAME_YEAR_TOPIC if value > _A_YEAR else _SAME_TOPIC
    return any(
        other == value and other_unit == unit and _longest_word(around, words) >= least
        for other, other_unit, words in _figures_in(_read_words(first))
    )


@lru_cache(maxsize=2048)
def _figures_in(text: str) -> tuple[tuple[float, str, str], ...]:
    """Every number of ``text`` with the character behind it and the words around it."""
    found = []
    for match in _NUMBER.finditer(text):
        value = value_of(match[0])
        if value is not None:
            unit = text[match.end() : match.end() + 1].translate(_COUNTERS)
            found.append((value, unit, _around(text[: match.start()], text[match.end() :])))
    return tuple(found)


def _around(before: str, behind: str) -> str:
    """The words around a figure, without those that stand around any."""
    words = plain(before)[-_AROUND:] + "|" + plain(behind)[1:_AROUND]
    return _EMPTY.sub("|", words)


def _longest_word(first: str, second: str) -> int:
    """Characters of the longest run that both have, between what was taken out."""
    parts = [part for part in first.split("|") if part]
    return max((shared_run(part, other) for part in parts for other in second.split("|")), default=0)


def _shows_list(first: Question, second: Question) -> bool:
    """Whether the stem or the options of ``first`` show more than one of the things that ``second`` asks for."""
    text = plain(shown_words(first) + "\n".join(first.options if first.fact in _LISTS else ()))
    shown = sum(plain(answer) in text for answer in second.right)
    stem = plain(shown_words(second).replace(BLANK, "|"))
    return shown > _MOST_SHOWN and shared_run(stem, plain(shown_words(first))) >= _POLICY_CHARS


def _same_words(first: Question, second: Question) -> bool:
    """Whether most of what is shown is the same: the two would read as one question asked twice."""
    one, other = grams(shown_words(first), _SHORT_GRAM), grams(shown_words(second), _SHORT_GRAM)
    return len(one & other) >= _MOSTLY * min(len(one), len(other)) > 0
