"""Closed lists, made ready for asking: “高血压、糖尿病、结核病、严重精神障碍等四种慢病”, “胸痛、卒中…救治‘五大中心’”.

A list is closed where the number that it gives is the number of things that it names: whatever else is no part of it.
Of one that ends in 等 without a number it is asked what the words name, as long as they are services or places of work:
an illness that is not named might still be meant.
The first thing stays in the sentence: where it begins cannot be told from the words before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.quiz.cloze import call_scope, cloze_at
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.meanings import hints
from assistant.quiz.records import Ask
from assistant.quiz.things import things_of
from assistant.quiz.words import is_misread, plain, shared_run
from assistant.reading.facts.numerals import parse_number
from assistant.records import Clause, Notice

_THING = r"[\u4e00-\u9fffA-Za-z0-9]{2,9}"
_RUN = rf"(?P<run>(?:{_THING}、){{1,9}}{_THING}?(?:(?:和|及|以及){_THING})?)"
_COUNT = r"(?P<count>\d{1,2}|[二两三四五六七八九十]{1,3})"
# “…等10种重点传染病”, “…“五大中心””; without a number a list is a store of wrong answers only.
_COUNTED = re.compile(
    rf"、{_RUN}(?:等{_COUNT}(?:种|类|个|项|大)(?P<noun>[\u4e00-\u9fff]{{0,5}}?(?:病|中心|机构|人员|服务|指标|行动))|“(?P<coined>[二三四五六七八九十])(?P<name>[\u4e00-\u9fff]{{2,3}})”)"
)
_UNCOUNTED = re.compile(
    rf"、{_RUN}等(?:\d{{1,2}}种|[二三四五六七八九十]种)?(?P<noun>[\u4e00-\u9fff]{{0,7}}?(?:病|中心|机构|人员|服务|指标|行动|学科|专科))"
)
# “…等综合服务，”; “等需暂停服务的” is no noun of what stands before it.
_PLAIN_NOUN = re.compile("(?:综合|专业|专项|便民|公共|基本)?(?:服务|中心)")
_FEWEST, _FEWEST_WRONG, _ENOUGH_WRONG, _NAMED = 2, 1, 2, 3
_SHARED_CHARS = 2
# Two titles with so many characters in a row are of one subject.
_SAME_SUBJECT = 6
_LENGTH_SLACK = 3
# “五大中心” is of centres; “五统一” of what is one.
_BIG = re.compile("^[大项个类]")
# What kind of things a list names: its noun's last word, or what it is called.
_KIND = re.compile("(?:病|中心|机构|人员|服务|指标|行动|学科|专科)$")
# What a sentence says of the field of its list, and the lists of quite another field: whoever reads “上级诊断” knows
# that no centre for treatment is meant.
_OF_DIAGNOSIS, _OF_TREATMENT = re.compile("检查|诊断|检验|互认"), re.compile("救治|急救|抢救")
# What a hospital has for treatment beside its centres.
_WARDS = ("学科", "专科")
# Things that offices often put into such lists, beside those that the notices held put there.
_USUAL = {"统一": ("后勤", "规划", "宣传"), "中心": ("医学影像", "消毒供应", "远程会诊")}


@dataclass(frozen=True, slots=True)
class _List:
    """``things``: all but the first; ``first``: what stands before them, with words that are no part of it."""

    clause: Clause
    start: int
    end: int
    first: str
    things: tuple[str, ...]
    noun: str
    is_closed: bool
    is_plain: bool

    @property
    def kind(self) -> str:
        """What the things are: “五大中心” and “区域性中心” are of one kind, “五统一” and “五位一体” are not."""
        found = _KIND.search(self.noun)
        return found[0] if found else self.noun


class ListBook:
    """The lists of all notices, closed ones to be asked about, all as a store of wrong answers."""

    def __init__(self, notices: Sequence[Notice]) -> None:
        self._subjects = {notice.id: plain(re.sub("^.*?关于(?:印发)?", "", notice.title or "")) for notice in notices}
        self._lists = {notice.id: tuple(_lists_of(notice)) for notice in notices}

    def closed_in(self, notice: Notice) -> Iterator[_List]:
        """The lists of ``notice`` that name as many things as they say."""
        return (found for found in self._lists[notice.id] if found.is_closed)

    def open_in(self, notice: Notice) -> Iterator[_List]:
        """The lists of ``notice`` that name some things of many."""
        return (found for found in self._lists[notice.id] if not found.is_closed and found.is_plain)

    def others(self, asked: _List, *, is_of_diagnosis: bool) -> list[list[str]]:
        """What other lists of things of the same kind name, and what is usual, in groups: those of the likest name
        first (慢病 before 传染病), in each the notice's own first.

        :param is_of_diagnosis: whether the sentence tells that the list is of what finds illnesses out.
        """
        is_of_treatment = any(map(_OF_TREATMENT.search, asked.things))
        every = [other for lists in self._lists.values() for other in lists if other.kind == asked.kind]
        if is_of_diagnosis:
            every = [other for other in every if not any(map(_OF_TREATMENT.search, other.things))]
        if is_of_treatment:
            every = [other for other in every if not any(map(_OF_DIAGNOSIS.search, other.things))]
        if not asked.is_closed:
            every = [other for other in every if (other.is_plain or other.is_closed) and self._is_kin(asked, other)]
        every.sort(key=lambda other: other.clause.notice != asked.clause.notice)
        longest = _LENGTH_SLACK + max(map(len, asked.things))
        groups: dict[int, list[str]] = {}
        for other in every:
            if other is not asked:
                likeness = len(set(other.noun) & set(asked.noun))
                groups.setdefault(likeness, []).extend(thing for thing in other.things if len(thing) <= longest)
        usual = self._wards_beside(asked) if is_of_treatment else list(_USUAL.get(asked.kind, ()))
        return [*(groups[likeness] for likeness in sorted(groups, reverse=True)), usual]

    def _wards_beside(self, asked: _List) -> list[str]:
        """The wards that the notice of ``asked`` names, those of its own paragraph first."""
        held = [other for other in self._lists[asked.clause.notice] if other.kind in _WARDS]
        held.sort(key=lambda other: other.clause.id != asked.clause.id)
        return [thing for other in held for thing in other.things]

    def _is_kin(self, asked: _List, other: _List) -> bool:
        """Whether two lists stand in one notice, or in two on the same subject: what is done in quite another field
        nobody would take for a service of this one."""
        one, two = (self._subjects[found.clause.notice] for found in (asked, other))
        return asked.clause.notice == other.clause.notice or shared_run(one, two) >= _SAME_SUBJECT


def find_list_asks(notice: Notice, named: str, book: ListBook) -> Iterator[Ask]:
    """Every closed list of ``notice`` for which wrong answers of the same kind are known."""
    for found in (*book.closed_in(notice), *book.open_in(notice)):
        ask = _ask(notice, named, found, book)
        if ask is not None and (found.is_closed or (len(ask.right) >= _NAMED and len(ask.wrong) >= _ENOUGH_WRONG)):
            yield ask


def _ask(notice: Notice, named: str, found: _List, book: ListBook) -> Ask | None:
    cloze = cloze_at(found.clause.text, found.start, found.end)
    called = call_scope(named, found.clause, cloze, found.things[0]) if cloze else None
    if cloze is None or called is None:
        return None
    refutes = partial(refutes_thing, found, cloze.rest)
    wrong: list[str] = []
    for group in book.others(found, is_of_diagnosis=bool(_OF_DIAGNOSIS.search(cloze.rest))):
        if len(wrong) < _ENOUGH_WRONG:
            wrong += [thing for thing in _apart(group, wrong) if refutes(thing)]
    if len(wrong) < _FEWEST_WRONG:
        return None
    return cloze_ask(
        notice,
        found.clause,
        cloze,
        called,
        str(found.start),
        asked=("list", "members" if found.is_closed else "named"),
        right=found.things,
        refutes=refutes,
        which="包括下列哪几项" if found.is_closed else "原文列出的是下列哪几项",
        near=tuple(thing for thing in wrong if thing in notice.source),
        far=tuple(thing for thing in wrong if thing not in notice.source),
    )


def _apart(group: Sequence[str], others: Sequence[str]) -> list[str]:
    """``group`` without what shares two characters with ``others`` or one before it."""
    kept: list[str] = []
    for thing in group:
        if all(shared_run(plain(thing), plain(other)) < _SHARED_CHARS for other in (*others, *kept)):
            kept.append(thing)
    return kept


def refutes_thing(found: _List, shown: str, thing: str) -> bool:
    """Whether ``thing`` is provably none of a closed list: it shares no two characters with any that it names, and is
    of no field of one of them (资金 beside 财务)."""
    words = plain(thing)
    named = [plain(other) for other in (*found.things, found.first)]
    if words in plain(shown) or any(shared_run(words, other) >= _SHARED_CHARS for other in named):
        return False
    return not any(hints(words, other) for other in named)


def _lists_of(notice: Notice) -> Iterator[_List]:
    for clause in notice.clauses:
        closed = [found for match in _COUNTED.finditer(clause.text) if (found := _read(clause, match))]
        yield from closed
        taken = {found.start for found in closed}
        for match in _UNCOUNTED.finditer(clause.text):
            if match.start("run") not in taken and (other := _read(clause, match)):
                yield other


def _read(clause: Clause, match: re.Match[str]) -> _List | None:
    """The list that ``match`` holds; None where a part of it cannot be read. The first thing is the run of characters
    before the first “、”."""
    groups = match.groupdict()
    first = re.split("[，,。；：“”（）]", clause.text[: match.start()])[-1]
    head = re.match(rf"(?:{_THING}、)*", first + "、")
    leading = [part for part in first.split("、") if part]
    run = groups["run"].rstrip("、")
    things = things_of(run)
    count = groups.get("count") or groups.get("coined")
    number = parse_number(count) if count else None
    noun = _BIG.sub("", groups.get("noun") or groups.get("name") or "")
    if not leading or head is None or len(things) < _FEWEST or any(is_misread(t) or len(t) < 2 for t in things):
        return None
    is_closed = number is not None and number == len(things) + len(leading)
    begin = match.start("run")
    is_plain = bool(_PLAIN_NOUN.fullmatch(noun)) and clause.text[match.end() :][:1] in tuple("，。；、）)")
    return _List(clause, begin, begin + len(run), first, things, noun, is_closed, is_plain)
