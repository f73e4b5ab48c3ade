"""What a notice says of itself: its number, its date, who issued it; from when and until when it holds, what it carries
out and what it repeals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from assistant.answering.evidence import Evidence
from assistant.answering.matching import fold
from assistant.answering.scope import Scope
from assistant.reading.about.dates import day_in
from assistant.reading.about.references import mask_titles, standard_number
from assistant.reading.passage import Passage
from assistant.records import Notice, Period, Query, Reference

_NUMBER_ASKED = re.compile(r"文号|字号|document number|number of the (?:notice|document)", re.I)
_DATE_ASKED = re.compile(r"哪天|哪年|几号|时候|何时|时间|日期|\bwhen\b|\bdate\b", re.I)
_ISSUER_ASKED = re.compile(r"谁|部门|单位|机关|\bwho\b|\bbody\b|authority|\bwhom\b", re.I)
# “陕卫促进发55号哪天印发”: the question names the notice by its number.
_NAMED = re.compile(r"(?<!\d)(\d{1,4})\s?号(?!文件里)")
# Letterhead, number, signature and date stand on short lines.
_MAX_LINE_CHARS = 60
_MARK = re.compile(r"\s*(?:第[一二三四五六七八九十百零\d]{1,6}条[\s\u3000]*)?")

# --- questions of validity ---------------------------------------------------------------------------------------

_WHEN = r"(?:什么时候|啥时候|何时|哪一?天|什么时间|几号|哪一?年)"
_EFFECTIVE = re.compile(
    rf"{_WHEN}.{{0,4}}(?:施行|实施|执行|生效)|(?:施行|实施|执行|生效)(?:日期|时间)|从{_WHEN}(?:起|开始)?有效"
    r"|\b(?:come|go|enter)\w* into (?:force|effect)|\btak(?:e|es|en) effect|\beffective (?:date|from)"
    r"|in force (?:from|since)",
    re.I,
)
_EXPIRES = re.compile(
    rf"有效期|[到至]{_WHEN}(?:为止|有效|失效|废止|到期|结束)|{_WHEN}(?:到期|失效|过期|废止)|(?:还|是否|仍|现在|继续).{{0,3}}有效"
    r"|过期|失效|\bvalid (?:until|till)|\bexpir|\bstill (?:valid|in force)|\bhow long\b.{0,40}\b(?:valid|in force)",
    re.I,
)
# “按照什么规定可以免押金” asks for a rule, “依据什么文件制定” for what a notice follows.
_CARRIES_OUT = re.compile(
    r"(?:依据|根据|按照|落实|贯彻)(?:的是|的|了)?(?:什么|哪些|哪个|哪份|哪几个|哪一个|啥)(?:上级|上位)?(?:文件|通知|法规?|法律)"
    r"(?:来|而)?(?:制定|制订|出台|印发|发布|编制)?的?\s?[？?。]?$|(?:制定|出台|印发|发布|文件|通知|办法|方案|意见)的?(?:依据|根据)(?:是什么|有哪些)"
    r"|上位(?:法|文件)|\b(?:which|what) (?:notice|document|law|policy|policies)\b.{0,60}\b(?:based on|carry out"
    r"|carries out|implements?|follows?)\b",
    re.I,
)
_REPEALS = re.compile(
    r"(?:废止|替代|取代|代替)(?:了|的是|的)?(?:哪|什么|啥)|(?:哪些|什么|哪个)(?:文件|规定|办法|通知).{0,8}(?:被)?(?:废止|替代|取代)"
    r"|\b(?:which|what)\b.{0,40}\b(?:repeal|replace|supersede)",
    re.I,
)
_TIMES = (_EFFECTIVE, _EXPIRES)
# A time or a term is the notice's own only where the question is about a notice, not about a licence or a contract.
_OF_NOTICE = re.compile(
    r"文件|通知|办法|意见|方案|规定|条例|细则|要点|公告|规划|[这该本]个?(?:政策|措施|计划)|\b(?:notice|document|plan|regulation"
    r"|measures|opinions?|rules?|circular)\b",
    re.I,
)
_BARE_CHARS = 14
_OF_WORK = re.compile(r"牵头|负责|配合|证|协议|合同")
# “评估结果有效期多久”: the term of something that the notice deals with.
_OF_SOMETHING = re.compile(r"(?:结果|资格|备案|处方|报告|评估|认定|登记|许可|名单|转诊|审批|鉴定|签约)的?有效")
# So long a run shared with a title names the notice.
_TITLE_RUN_CHARS = 4


# What is asked, as it is called where a notice does not say it.
_CALLED = (
    (_EFFECTIVE, {"zh": "施行日期", "en": "when it comes into force"}),
    (_EXPIRES, {"zh": "有效期", "en": "how long it is valid"}),
    (_CARRIES_OUT, {"zh": "所依据的文件", "en": "a document that it is based on"}),
    (_REPEALS, {"zh": "废止其他文件", "en": "that it repeals a document"}),
)


def asks_of_validity(question: str) -> bool:
    """Whether it is asked from when or until when a notice holds, what it carries out or what it repeals."""
    if _OF_WORK.search(question) or _OF_SOMETHING.search(question):
        return False
    if _CARRIES_OUT.search(question) or _REPEALS.search(question):
        return True
    timed = any(pattern.search(question) for pattern in _TIMES)
    return timed and (bool(_OF_NOTICE.search(question)) or len(question) <= _BARE_CHARS)


def unstated_line(question: str, places: Sequence[str], lang: str) -> str:
    """That the notices of ``places`` do not say what is asked of their validity; empty for any other question."""
    asked = (
        [names[lang] for pattern, names in _CALLED if pattern.search(question)] if asks_of_validity(question) else []
    )
    if not asked or not places:
        return ""
    if lang == "en":
        return f"{', '.join(places)}: the text was not found to say {' or '.join(asked)}."
    return f"{'、'.join(places)}：文中没有查到{'、'.join(asked)}。"


def narrow(scopes: Sequence[Scope], query: Query) -> tuple[Scope, ...]:
    """``scopes`` with only those notices whose title the question names, where it names any."""
    question = fold(query.question)
    runs = {n.id: _shared_run(question, fold(n.title or "")) for scope in scopes for n in (*scope.own, *scope.above)}
    longest = max(runs.values(), default=0)
    if longest < _TITLE_RUN_CHARS:
        return tuple(scopes)
    return tuple(
        replace(scope, own=tuple(n for n in scope.own if runs[n.id] == longest) or scope.own) for scope in scopes
    )


def _shared_run(first: str, second: str) -> int:
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size


# --- answers -----------------------------------------------------------------------------------------------------


def about_notice(question: str, notice: Notice) -> list[Evidence]:
    """The runs of the notice that give what is asked of itself."""
    named = _NAMED.search(question)
    if named and not (notice.number or "").endswith(f"{named[1]}号"):
        return []
    if asks_of_validity(question):
        return list(_of_validity(question, notice))
    wanted_number = notice.number if _NUMBER_ASKED.search(question) else None
    wanted_date = notice.date if _DATE_ASKED.search(question) else None
    units = notice.issuer.split("、") if notice.issuer and _ISSUER_ASKED.search(question) else []
    found: list[Evidence] = []
    for clause in notice.clauses:
        passage = Passage.cut(notice.source, clause.start, clause.end)
        bare = re.sub(r"\s", "", passage.text)
        if clause.part not in ("front", "signature") or len(bare) > _MAX_LINE_CHARS:
            continue
        says_number = bool(wanted_number) and _holds_number(bare, wanted_number or "")
        says_date = bool(wanted_date) and day_in(passage.text) == wanted_date
        if says_number or says_date or any(unit in bare for unit in units):
            found.append(Evidence(clause, passage.text, *passage.span(0, len(passage.text))))
    return found


def _holds_number(bare: str, number: str) -> bool:
    """Whether a line says the number; that of an order may stand on two lines, “国务院令” and “第706号”."""
    serial = re.search(r"第\w+号$", number)
    return number in standard_number(bare) or bool(serial and bare.strip("（）()") == serial[0])


def _of_validity(question: str, notice: Notice) -> Iterator[Evidence]:
    """The sentences that the facts of validity asked for stand in; for a plan, the title that names its years."""
    held = notice.validity
    wanted: list[Period | Reference] = []
    if _EFFECTIVE.search(question) and held.effective:
        wanted.append(held.effective)
    if _EXPIRES.search(question):
        wanted.extend(period for period in (held.expires or held.effective,) if period)
    if _CARRIES_OUT.search(question):
        wanted.extend(held.carries_out)
    if _REPEALS.search(question):
        wanted.extend(held.repeals)
    given: set[tuple[int, int]] = set()
    for item in wanted:
        evidence = _sentence_at(notice, item.start)
        if evidence and (evidence.start, evidence.end) not in given:
            given.add((evidence.start, evidence.end))
            yield evidence
    if not wanted and held.plan_years and any(pattern.search(question) for pattern in _TIMES):
        yield from _title_line(notice)


def _sentence_at(notice: Notice, position: int) -> Evidence | None:
    """The sentence of ``notice`` that holds ``position``."""
    clause = next((c for c in notice.clauses if c.start <= position < c.end), None)
    if clause is None:
        return None
    passage = Passage.cut(notice.source, clause.start, clause.end)
    for match in re.finditer(r"[^。；;]+[。；;]?", mask_titles(passage.text)):
        mark = _MARK.match(passage.text, match.start())
        first = mark.end() if mark else match.start()
        start, end = passage.span(first, match.end())
        if passage.span(match.start(), match.end())[0] <= position < end:
            return Evidence(clause, passage.text[first : match.end()], start, end)
    return None


def _title_line(notice: Notice) -> Iterator[Evidence]:
    """The line of the front that is the title."""
    wanted = fold(notice.title or "")
    for clause in notice.clauses:
        passage = Passage.cut(notice.source, clause.start, clause.end)
        if wanted and clause.part == "front" and fold(passage.text).strip("#") == wanted:
            first = len(passage.text) - len(passage.text.lstrip("# "))
            yield Evidence(clause, passage.text[first:], *passage.span(first, len(passage.text)))
            return
