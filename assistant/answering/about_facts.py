"""Where a notice says a particular of itself: the runs of its front, its signature and its headings.

Each function gives what is needed for one statement: the runs, in the order of the text, or none where the text does
not say it. A number, date or issuer that is known from elsewhere (the catalogue) is not in the text: then there is
none either.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from assistant.answering.evidence import Evidence
from assistant.answering.matching import fold
from assistant.reading.about.dates import DAY, day_in
from assistant.reading.about.references import NUMBER, mask_titles, standard_number
from assistant.reading.passage import Passage
from assistant.records import Clause, Notice, Period, Reference

# Letterhead, number, signature and date stand on short lines; of a longer one only the words themselves are quoted.
_MAX_LINE_CHARS = 60
_MAX_ADDRESSEE_CHARS = 400
# More headings than this are no outline.
_MAX_HEADINGS = 30
_IMPRINT = re.compile(r"印发|校对|抄送|抄报|联系|电话")
_SERIAL = re.compile(r"第\w+号$")
# The term of office of the congress that adopted a regulation.
_TERM = re.compile(r"第[一二三四五六七八九十]{1,4}届")
_LINE_MARKS = re.compile(r"^[#\s\u00a0]*")
_ADDRESSEES = re.compile(r"[：:]\s*$")
_NO_ADDRESSEES = re.compile(
    r"[。；;？?！!]|《|(?:如下|通知|意见|要求|规定|措施|事项|内容|如何|背景|目录|附件|联系人?|是|的)[：:]\s*$"
)
_RECEIVER = re.compile(r"各|委|局|厅|部|办|政府|单位|机构|医院|中心|公司|处|科|院|会|校|站|所|企业|市民|群众|同志")
_COPIES = re.compile(r"^\s*(?:抄送|抄报)\s*[：:]")
_JOINTLY = re.compile(r"(?:联合|共同|会同)[^，,。；]{0,4}(?:制定|制订|印发|发布|研究|起草|出台|公布|发文)")
_MARK = re.compile(r"\s*(?:第[一二三四五六七八九十百零\d]{1,6}条[\s\u3000]*)?")
# Inside brackets nothing ends: “（陕卫发〔2021〕31号，以下简称《通知》）”.
_BRACKETS = re.compile(r"[（(][^（）()]{0,200}[）)]")


def runs_of(name: str, notice: Notice) -> list[Evidence]:
    """The runs in which ``notice`` says the particular ``name``."""
    return _FINDERS[name](notice)


def _lines(notice: Notice, *parts: str) -> Iterator[tuple[Clause, Passage]]:
    for clause in notice.clauses:
        if clause.part in (parts or ("front", "signature")) and not clause.path:
            yield clause, Passage.cut(notice.source, clause.start, clause.end)


def _run(clause: Clause, passage: Passage, start: int, end: int) -> Evidence:
    return Evidence(clause, passage.text[start:end], *passage.span(start, end))


def _whole(clause: Clause, passage: Passage) -> Evidence:
    """The whole line, without the marks of a heading."""
    mark = _LINE_MARKS.match(passage.text)
    return _run(clause, passage, mark.end() if mark else 0, len(passage.text.rstrip()))


def _bare(text: str) -> str:
    return re.sub(r"\s", "", text)


# --- number, date, title ---------------------------------------------------------------------------------------


def _number(notice: Notice) -> list[Evidence]:
    """The run that is the number; that of an order may stand on two lines, “国务院令” and “第706号”."""
    number = notice.number
    if not number:
        return []
    serial = _SERIAL.search(number)
    before: Evidence | None = None
    for clause, passage in _lines(notice, "front", "signature", "foreign"):
        for match in re.finditer(NUMBER, passage.text):
            more = len(standard_number(match[0])) - len(number)
            if standard_number(match[0]).endswith(number) and (not more or not re.search(r"\s", match[0])):
                return [_run(clause, passage, match.start() + more, match.end())]
        bare = _bare(passage.text)
        if len(bare) <= _MAX_LINE_CHARS and number in standard_number(bare):
            return [_whole(clause, passage)]
        if serial and bare.strip("（）()") == serial[0]:
            return [*([before] if before else []), _whole(clause, passage)]
        before = _whole(clause, passage)
    return []


def _date(notice: Notice) -> list[Evidence]:
    """The short line that bears the date of the notice, that of the signature first; of a longer one the date's
    half-sentence."""
    if not notice.date:
        return []
    lines = sorted(_lines(notice, "front", "signature", "foreign"), key=lambda line: line[0].part != "signature")
    for clause, passage in lines:
        for match in re.finditer(DAY, passage.text):
            if day_in(match[0]) != notice.date:
                continue
            if len(_bare(passage.text)) <= _MAX_LINE_CHARS:
                return [_whole(clause, passage)]
            if clause.part == "front" and re.match(r"\s*[（(]", passage.text):
                return [_run(clause, passage, *_segment(passage.text, match.start(), ends="，,；;。（(）)"))]
        labelled = len(_bare(passage.text)) <= _MAX_LINE_CHARS and "日期" in passage.text
        if labelled and day_in(passage.text, loose=True) == notice.date:
            return [_whole(clause, passage)]
    return []


def _title(notice: Notice) -> list[Evidence]:
    """The line that is the title; else the run inside another one."""
    wanted = fold(notice.title or "")
    for clause, passage in _lines(notice, "front"):
        if wanted and fold(passage.text) == wanted:
            return [_whole(clause, passage)]
    for clause, passage in _lines(notice, "front"):
        start = passage.text.find(notice.title or "\0")
        if start >= 0:
            return [_run(clause, passage, start, start + len(notice.title or ""))]
    return []


# --- issuer ----------------------------------------------------------------------------------------------------


def _issuer(notice: Notice) -> list[Evidence]:
    """Where several issued it together, the words that name them all; else the lines that sign, or the letterhead, or
    the title, whichever names most of them."""
    units = notice.issuer.split("、") if notice.issuer else []
    if not units:
        return []
    joint = _joint(notice) if len(units) > 1 else []
    if joint and joint[0].quote.count("、") + 1 >= len(units):
        return joint
    signed = _naming(units, [line for line in _lines(notice, "signature") if not _IMPRINT.search(line[1].text)])
    front = _naming(units, list(_lines(notice, "front")))[: None if len(units) > 1 else 1]
    printed = _naming(units, list(_lines(notice, "signature", "foreign")))
    found = [runs for runs in (signed, front, printed) if runs]
    return max(found, key=lambda runs: _named(units, runs), default=[])


def _joint(notice: Notice) -> list[Evidence]:
    """“省卫生健康委、省财政厅联合制定了……”."""
    for clause, passage in _lines(notice, "front"):
        match = _JOINTLY.search(mask_titles(passage.text))
        if match and "、" in passage.text[: match.start()]:
            return [_run(clause, passage, *_segment(passage.text, match.start()))]
    return []


def _naming(units: Sequence[str], lines: Sequence[tuple[Clause, Passage]]) -> list[Evidence]:
    """The short lines that name any of the units, no unit twice; of a longer line the name itself."""
    found: list[Evidence] = []
    open_units = list(units)
    for clause, passage in lines:
        bare = _bare(passage.text)
        named = _TERM.sub("", bare)
        here = [unit for unit in open_units if unit in named]
        if not here:
            continue
        start = passage.text.find(here[0])
        if len(bare) <= _MAX_LINE_CHARS:
            found.append(_whole(clause, passage))
        elif start >= 0:
            found.append(_run(clause, passage, start, start + len(here[0])))
        else:
            continue
        open_units = [unit for unit in open_units if unit not in here]
    return found


def _named(units: Sequence[str], runs: Sequence[Evidence]) -> int:
    said = _TERM.sub("", _bare("".join(run.quote for run in runs)))
    return sum(unit in said for unit in units)


# --- to whom ---------------------------------------------------------------------------------------------------


def _addressees(notice: Notice) -> list[Evidence]:
    """The paragraph above the text that ends in a colon and names receivers."""
    for clause, passage in _lines(notice, "front"):
        text = passage.text.strip()
        if len(text) > _MAX_ADDRESSEE_CHARS or not _ADDRESSEES.search(text):
            continue
        if not _NO_ADDRESSEES.search(text) and _RECEIVER.search(text):
            return [_whole(clause, passage)]
    return []


def _copies(notice: Notice) -> list[Evidence]:
    for clause, passage in _lines(notice):
        if _COPIES.search(passage.text):
            return [_whole(clause, passage)]
    return []


# --- plan and headings -----------------------------------------------------------------------------------------


def _plan_years(notice: Notice) -> list[Evidence]:
    return _title(notice) if notice.validity.plan_years else []


def _headings(notice: Notice) -> list[Evidence]:
    """The headings of the first level, in the order of the text; none where there are too many for an outline."""
    found: list[Evidence] = []
    for clause in notice.clauses:
        if clause.part != "body" or not clause.heading or len(clause.headings) != 1:
            continue
        passage = Passage.cut(notice.source, clause.start, clause.end)
        start = passage.text.find(clause.heading)
        if start >= 0:
            mark = _LINE_MARKS.match(passage.text)
            found.append(_run(clause, passage, mark.end() if mark else 0, start + len(clause.heading.rstrip())))
    return found if 1 < len(found) <= _MAX_HEADINGS else []


# --- validity --------------------------------------------------------------------------------------------------


def _effective(notice: Notice) -> list[Evidence]:
    return _stated(notice, [notice.validity.effective])


def _expires(notice: Notice) -> list[Evidence]:
    return _stated(notice, [notice.validity.expires or notice.validity.effective])


def _repeals(notice: Notice) -> list[Evidence]:
    return _stated(notice, notice.validity.repeals)


def _stated(notice: Notice, items: Sequence[Period | Reference | None]) -> list[Evidence]:
    """The sentences that the facts stand in, each once; for a plan without them, the title that names its years."""
    given: dict[tuple[int, int], Evidence] = {}
    for item in items:
        evidence = _sentence_at(notice, item.start) if item else None
        if evidence:
            given.setdefault((evidence.start, evidence.end), evidence)
    return list(given.values())


def _sentence_at(notice: Notice, position: int) -> Evidence | None:
    """The sentence of ``notice`` that holds ``position``."""
    clause = clause_at(notice, position)
    if clause is None:
        return None
    passage = Passage.cut(notice.source, clause.start, clause.end)
    for match in re.finditer(r"[^。；;]+[。；;]?", mask_titles(passage.text)):
        mark = _MARK.match(passage.text, match.start())
        first = mark.end() if mark else match.start()
        start, end = passage.span(match.start(), match.end())
        if start <= position < end:
            return _run(clause, passage, first, match.end())
    return None


# --- pieces ----------------------------------------------------------------------------------------------------


def clause_at(notice: Notice, position: int) -> Clause | None:
    """The clause that holds a position of the file."""
    return next((clause for clause in notice.clauses if clause.start <= position < clause.end), None)


def _segment(text: str, at: int, *, until: int | None = None, ends: str = "，,；;。：:") -> tuple[int, int]:
    """Where the half-sentence around ``at`` begins and the one around ``until`` ends; titles and brackets are whole."""
    masked = _BRACKETS.sub(lambda match: "□" * len(match[0]), mask_titles(text)) if "（" not in ends else text
    until = at if until is None else until
    first = max((masked.rfind(end, 0, at) for end in ends), default=-1) + 1
    last = min((place for end in ends if (place := masked.find(end, until)) >= 0), default=len(text))
    mark = _MARK.match(text, first)
    return (mark.end() if mark else first), last


def segment(text: str, at: int, until: int) -> tuple[int, int]:
    """Where the half-sentence that holds ``at`` begins, and where that of ``until`` ends."""
    return _segment(text, at, until=until)


_FINDERS: Mapping[str, Callable[[Notice], list[Evidence]]] = {
    "own_title": _title,
    "own_number": _number,
    "own_issuer": _issuer,
    "own_date": _date,
    "plan_years": _plan_years,
    "addressees": _addressees,
    "copies": _copies,
    "headings": _headings,
    "effective": _effective,
    "expires": _expires,
    "repeals": _repeals,
}
