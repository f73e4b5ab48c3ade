"""Answers about a notice itself: its number, date, issuer, addressees, headings; from when and until when it holds,
what it carries out and what it repeals. Quoted from the lines that say it, place by place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from assistant.answering import phrases
from assistant.answering.about_basis import (
    basis_runs,
    basis_says,
    called_in,
    counted_alike,
    mentions_of,
    mentions_of_number,
    names_issuer,
)
from assistant.answering.about_facts import runs_of
from assistant.answering.about_lines import (
    cut_headings_line,
    not_held_line,
    referred_line,
    statement_text,
    unstated_line,
    which_line,
)
from assistant.answering.about_question import IN_ORDER, particulars_named
from assistant.answering.draft import Draft
from assistant.answering.evidence import Evidence
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.said_places import find_said
from assistant.answering.validity import title_core
from assistant.reading.about.references import NUMBER, standard_number
from assistant.records import Notice, Query
from assistant.scope import NATION, Scope, names_of

# So long a run shared with a title names the notice.
_TITLE_RUN_CHARS = 4
# (Every notice that is sent out comes with a 通知: that word tells nothing.)
_KIND = re.compile(r"要点|方案|意见|办法|规定|条例|细则|规划|措施|决定")
# “陕卫促进发55号哪天印发”: the question names the notice by its number; 6月27号 is a day.
_SERIAL = re.compile(r"(?<![\d月])(\d{1,4})\s?号(?!文件里)")
_BEFORE_NUMBER = re.compile(r"^.*(?:请问|那个|这个|的|是|和|与)(?=[\u4e00-\u9fff]{2})")
# The words by which a number is asked for; what is left calls a document.
_ASKS_NUMBER = re.compile(
    r"请问|(?:那|这)个|(?:的|那|这)?(?:份)?(?:文件)?的?(?:发文)?(?:文号|字号|编号)|是|为|多少|什么|啥|几号|文件|关于|[的？?。，,]"
)
# Whose notice is meant: “省里那份通知”, “国家的意见”, “市卫健委发的要点”.
_LEVEL = re.compile(
    r"(国家|中央|国务院|自治区|(?:(?<![\u4e00-\u9fff□])|(?<=[们这那的按照由是在引跟与和]))[省市县区])(?:（区）)?"
    r"(?:里|上|级|卫健委|卫生健康委(?:员会)?|政府|厅)?[那这的发出印分定下][^，,。；？?]{0,12}?"
    r"(?:方案|文件|意见|通知|要点|办法|规定|规划|条例|[那这]份)"
    r"|\b(national|provincial|municipal|city|county)(?:'s|’s|-level)? (?:\w+ ){0,2}"
    r"(?:plan|notice|opinions?|document|measures)\b",
    re.I,
)
_LEVELS = {
    **dict.fromkeys(("国家", "中央", "国务院", "national"), "nation"),
    **dict.fromkeys(("自治区", "省", "provincial"), "province"),
    **dict.fromkeys(("市", "municipal", "city"), "city"),
    **dict.fromkeys(("县", "区", "county"), "county"),
}
_LEVEL_WORDS = {
    "nation": r"国家|国务院|中央|全国|中华人民共和国",
    "province": r"省|自治区",
    "city": r"市",
    "county": r"县|(?<!治)区",
}
_RANKS = ("nation", "province", "city", "county")
# Sorts behind every date.
_UNDATED = "9"
# A place is asked for among the receivers; “只发给” asks for more than its name standing there.
_SENT_THERE = re.compile(
    r"(?<!只)(?:发|送)(?:到|给|至)[^，,。]{1,10}(?:没有|没|吗)|(?:有没有|是否|是不是|有无)(?:也|直接|同时"
    r"|一并)?(?:发|下发|印发|送|主送|抄送)|\b(?:was|is) .{0,60}\b(?:sent|addressed) to\b",
    re.I,
)
# What another notice's words can say of a document.
_BY_MENTION = ("own_title", "own_number", "own_issuer")
_OF_BASIS = {"own_number": "basis_number", "own_issuer": "basis_issuer", "own_date": "basis_date", "own_title": "basis"}


def narrow(scopes: Sequence[Scope], questions: Sequence[str]) -> tuple[Scope, ...]:
    """``scopes`` with only those notices whose title or number the question names, where it names any.

    :param questions: the question, then the turns before it, latest first: the first that names a notice counts.
    """
    for question in questions:
        narrowed = _narrow(scopes, question)
        if narrowed:
            return narrowed
    return tuple(scopes)


def _narrow(scopes: Sequence[Scope], question: str) -> tuple[Scope, ...]:
    folded = fold(question)
    runs = {n.id: _shared_run(folded, fold(n.title or "")) for scope in scopes for n in (*scope.own, *scope.above)}
    longest = max(runs.values(), default=0)
    if longest < _TITLE_RUN_CHARS:
        return _of_kind(scopes, question)
    return tuple(
        replace(scope, own=tuple(n for n in scope.own if runs[n.id] == longest) or scope.own) for scope in scopes
    )


def _of_kind(scopes: Sequence[Scope], question: str) -> tuple[Scope, ...]:
    """“那份要点”: where no place is named, the notices that their titles call so; none where none is called so."""
    kinds = _KIND.findall(question)
    if not kinds or any(scope.place for scope in scopes):
        return ()
    called = [tuple(n for n in scope.own if title_core(n.title).split("（")[0].endswith(kinds[-1])) for scope in scopes]
    return tuple(replace(s, own=own) for s, own in zip(scopes, called, strict=True)) if all(called) else ()


def _shared_run(first: str, second: str) -> int:
    """Characters of the longest run in both; a year names no notice."""
    first, second = (re.sub(r"\d", " ", text) for text in (first, second))
    return SequenceMatcher(lambda char: char == " ", first, second, autojunk=False).find_longest_match().size


def about_notice(question: str, notice: Notice) -> list[Evidence]:
    """The runs of ``notice`` that give the particulars asked beside something else."""
    if not _bears(notice, question):
        return []
    return [run for name in particulars_named(question) for run in _runs(name, notice)]


def say_about(query: Query, scopes: Sequence[Scope], knowledge: Knowledge, draft: Draft) -> None:
    """Fill ``draft`` with the particulars of notices that the query asks for."""
    asked = [name for name in query.asks[1:] if name != IN_ORDER]
    number = _number_named(query.question)
    if number and not any(_is_number(number, notice.number) for notice in knowledge.notices):
        _say_not_held(query, asked, number, knowledge, draft)
        return
    if asked == ["own_number"] and not number and _say_number_of_another(query, asked, scopes, knowledge, draft):
        return
    if IN_ORDER in query.asks:
        scopes = sorted(scopes, key=lambda scope: min((n.date or _UNDATED for n in scope.own), default=_UNDATED))
    settled = [_say_scope(query, asked, scope, knowledge, draft) for scope in scopes]
    if all(item.whole and set(asked) <= item.names for item in settled):
        draft.status = "answered"
    elif any(item.names for item in settled):
        draft.status = "partial"


def _say_not_held(query: Query, asked: Sequence[str], number: str, knowledge: Knowledge, draft: Draft) -> None:
    """What other notices say of the document that the question names by a number that no notice held bears."""
    found = mentions_of_number(number, knowledge.notices)
    settled = _say_mentions(asked, found, referred_line(number, query.lang, held=False), query.lang, draft)
    if not settled:
        draft.remark(not_held_line(number, query.lang))
        return
    draft.status = "answered" if set(asked) <= settled else "partial"


def _say_number_of_another(
    query: Query, asked: Sequence[str], scopes: Sequence[Scope], knowledge: Knowledge, draft: Draft
) -> bool:
    """Whether the question calls for the number of a document that a notice of the place cites, and not for the
    notice's own (“开封对口支援文件的文号”): it is then told."""
    for scope in scopes if scopes[0].place else ():
        for notice in scope.own:
            title, runs = called_in(_ASKS_NUMBER.sub("", find_said(query.question, knowledge.gazetteer).rest), notice)
            if runs:
                line = referred_line(title, query.lang, held=False)
                _say_mentions(asked, [(notice, run) for run in runs], line, query.lang, draft)
                draft.status = "answered"
                return True
    return False


# --- one place ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Settled:
    """``names``: the particulars that a place's notices give; ``whole``: nothing of them is left out."""

    names: frozenset[str]
    whole: bool = True


def _say_scope(query: Query, asked: Sequence[str], scope: Scope, knowledge: Knowledge, draft: Draft) -> _Settled:
    """State what the notices of one place say."""
    level = None if _asks_of_basis(asked) else _level_asked(query.question, knowledge)
    _name_level(query, asked, scope, knowledge, draft)
    notices = [notice for notice in _of_level(scope, level, knowledge) if _bears(notice, query.question)]
    if not notices and level:
        return _Settled(frozenset(_say_from_below(asked, scope, level, query.lang, draft)))
    if IN_ORDER in query.asks:
        notices.sort(key=lambda notice: notice.date or _UNDATED)
    elif len(notices) > phrases.MAX_LISTED and IN_ORDER not in query.asks:
        draft.remark(which_line(len(notices), query.lang))
        return _Settled(frozenset())
    settled: set[str] = set()
    silent: dict[tuple[str, ...], list[str]] = {}
    for notice in notices:
        said = _say_notice(query, asked, notice, draft)
        if len(notices) == 1:
            unsaid = [name for name in asked if name not in said]
            line = referred_line(notice.title or notice.id, query.lang, held=True)
            said |= _say_mentions(unsaid, mentions_of(notice, knowledge.notices), line, query.lang, draft)
        settled |= said
        if not said:
            draft.miss(notice.id, "not_mentioned")
        unsaid = [name for name in asked if name not in said]
        if unsaid:
            silent.setdefault(tuple(unsaid), []).append(phrases.heading_of(notice, query.lang, knowledge))
    for names, headings in silent.items():
        draft.remark(unstated_line(names, headings[: phrases.MAX_LISTED], query.lang))
    cut = [_tell_cut(asked, notice, query.lang, knowledge, draft) for notice in notices]
    others = _asks_of_another(query, asked, scope) and not level
    return _Settled(frozenset(settled), whole=not others and not any(cut))


def _asks_of_basis(asked: Sequence[str]) -> bool:
    """Whether what the notice carries out is asked about."""
    return any(name.startswith("basis") for name in asked)


def _say_notice(query: Query, asked: Sequence[str], notice: Notice, draft: Draft) -> set[str]:
    """State what one notice says; the particulars that it gives."""
    said: set[str] = set()
    for name in asked:
        if name.startswith("basis"):
            runs = basis_runs(notice) if basis_says(name, notice) else []
            _state(notice, "basis", runs, query.lang, draft)
        elif name == "headings":
            runs = _runs(name, notice)
            for run in runs:
                _state(notice, name, [run], query.lang, draft)
        else:
            runs = _runs(name, notice)
            _state(notice, name, runs, query.lang, draft, _verdict(name, runs, query))
        said |= {name} if runs else set()
    if "own_issuer" in said:
        _state(notice, "basis", counted_alike(query.question, notice), query.lang, draft)
    return said


def _runs(name: str, notice: Notice) -> list[Evidence]:
    """The runs that say a particular; of a plan, its title says how long it holds."""
    if name.startswith("basis"):
        return basis_runs(notice) if basis_says(name, notice) else []
    found = runs_of(name, notice)
    return found or (runs_of("plan_years", notice) if name in ("effective", "expires") else [])


def _state(notice: Notice, name: str, runs: Sequence[Evidence], lang: str, draft: Draft, verdict: str = "") -> None:
    if runs:
        cited = [draft.cite(notice, run.clause, run.start, run.end) for run in runs]
        draft.state(statement_text(name, runs, lang, verdict), notice.place, list(dict.fromkeys(cited)))


def _say_mentions(
    asked: Sequence[str], found: Sequence[tuple[Notice, Evidence]], line: str, lang: str, draft: Draft
) -> set[str]:
    """State, behind ``line``, what other notices say of a document; the particulars asked that this gives."""
    named = any(names_issuer(run.quote) for _, run in found)
    settled = {name for name in _BY_MENTION if found and (name != "own_issuer" or named)} & set(asked)
    if settled:
        draft.lead_in(line)
        for notice, run in found:
            _state(notice, "mention", [run], lang, draft)
    return settled


def _say_from_below(asked: Sequence[str], scope: Scope, level: str, lang: str, draft: Draft) -> set[str]:
    """No notice of the level asked about is held: what the place's own notice says of the one that it carries out."""
    settled: set[str] = set()
    for notice in _below(scope, level):
        runs = [run for run in basis_runs(notice) if re.search(_LEVEL_WORDS[level], run.quote)]
        names = {name for name in asked if basis_says(_OF_BASIS.get(name, ""), notice)} if runs else set()
        if names:
            _state(notice, "basis", runs, lang, draft)
            settled |= names
        else:
            draft.miss(notice.id, "not_mentioned")
    return settled


def _below(scope: Scope, level: str) -> Sequence[Notice]:
    """The notices of the place where it lies below ``level``."""
    return scope.own if scope.place and _RANKS.index(level) < _RANKS.index(scope.place.level) else ()


def _tell_cut(asked: Sequence[str], notice: Notice, lang: str, knowledge: Knowledge, draft: Draft) -> bool:
    """Whether headings are asked of a copy that ends early: these are not all, which is told."""
    gap = next((gap for gap in notice.gaps if gap.kind == "truncated"), None)
    if "headings" not in asked or gap is None:
        return False
    draft.miss(notice.id, "omitted")
    draft.remark(cut_headings_line(phrases.heading_of(notice, lang, knowledge), gap.label, lang))
    return True


def _verdict(name: str, runs: Sequence[Evidence], query: Query) -> str:
    """A plain yes where it is asked whether the notice was sent to a place that stands among its receivers by name."""
    if name != "addressees" or not runs or not _SENT_THERE.search(query.question) or "除" in runs[0].quote:
        return ""
    if not any(place.level != "nation" and place.name in runs[0].quote for place in query.places):
        return ""
    return "是。" if query.lang == "zh" else "Yes. "


# --- which notices -----------------------------------------------------------------------------------------------


def _number_named(question: str) -> str | None:
    """The full number that the question names a document by."""
    match = re.search(NUMBER, question)
    return standard_number(_BEFORE_NUMBER.sub("", match[0])) if match else None


def _is_number(said: str, number: str | None) -> bool:
    """Whether a number as said is ``number``: a place may stand before it (“陕西陕卫促进发〔2021〕31号”)."""
    return bool(number) and said.endswith(number or "")


def _bears(notice: Notice, question: str) -> bool:
    """Whether the notice bears the number that the question names, if it names any."""
    whole, serial = _number_named(question), _SERIAL.search(question)
    if whole:
        return _is_number(whole, notice.number)
    return not serial or bool(re.search(rf"(?<!\d){serial[1]}号$", notice.number or ""))


def _level_asked(question: str, knowledge: Knowledge) -> str | None:
    """The level whose notice is meant; 省 in 陕西省 is part of a name."""
    for mention in knowledge.gazetteer.find(question):
        if mention.place is None or mention.place.level != "nation":
            question = question[: mention.start] + "□" * (mention.end - mention.start) + question[mention.end :]
    match = _LEVEL.search(question)
    return _LEVELS[(match[1] or match[2]).lower()] if match else None


def _of_level(scope: Scope, level: str | None, knowledge: Knowledge) -> list[Notice]:
    """The notices of the place; where a level is named, those of that level among them and above."""
    if level is None or (scope.place and scope.place.level == level and _is_own(scope)):
        return list(scope.own)
    return [notice for notice in (*scope.own, *scope.above) if _level_of(notice, knowledge) == level]


def _level_of(notice: Notice, knowledge: Knowledge) -> str | None:
    if notice.place == NATION:
        return "nation"
    found = knowledge.gazetteer.resolve(notice.place) if notice.place else ()
    return found[0].level if found else None


def _is_own(scope: Scope) -> bool:
    """Whether the notices of the scope are of its very place."""
    return scope.place is not None and any(notice.place in names_of(scope.place) for notice in scope.own)


def _asks_of_another(query: Query, asked: Sequence[str], scope: Scope) -> bool:
    """Whether the question names a place whose own notice is not held: that of the level above is not what was asked
    for. (A place among the receivers is asked of the notice sent to it.)"""
    said = scope.place is not None and scope.place.name[:2] in query.question
    return said and not _is_own(scope) and "addressees" not in asked and not scope.uncovered


def _name_level(query: Query, asked: Sequence[str], scope: Scope, knowledge: Knowledge, draft: Draft) -> None:
    """Tell where the place asked about has no notice of its own."""
    if scope.place is None or scope.place.level == "nation":
        return
    if scope.uncovered:
        draft.miss(scope.place.name, "no_notice")
        draft.lead_in(phrases.no_notice_line(scope.place.name, query.lang, knowledge))
    elif not _is_own(scope) and "addressees" not in asked:
        draft.lead_in(phrases.above_line(scope.place.name, scope.own[0], query.lang, knowledge))
