"""From when and until when a notice holds, what it repeals and what it carries out, as its own text says.

Only sentences about the notice itself count (“本办法自…起施行”): not how long a licence or a contract is valid. Where a
notice sends out one document, that document's statement goes before the covering notice's; where it sends out several,
the covering notice's, else what all of them that say it say alike. Annexes do not speak for the notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reading.about.dates import DAY, day_in, days_after, iso_day, last_day_of, year_number
from assistant.reading.about.references import Named, find_named, mask_titles
from assistant.reading.about.titles import is_title, plain, plan_years
from assistant.reading.facts.numerals import parse_number
from assistant.reading.passage import Passage, squeeze
from assistant.records import Clause, Period, Reference, Validity

_SENTENCE = re.compile(r"[^。；;]+[。；;]?")
_MARK = re.compile(
    r"^\s*(?:#{1,6}\s*)?(?:第[一二三四五六七八九十百零\d]{1,6}条|[一二三四五六七八九十]{1,3}、"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、](?!\d))?\s*"
)
_SPACE = re.compile(r"\s+")

# --- words -----------------------------------------------------------------------------------------------------

_DOCUMENT = (
    r"(?:办法|通知|意见|规定|条例|方案|细则|决定|公告|通告|规则|规程|规范|标准|制度|措施|政策|计划|规划|要点|批复|文件"
    r"|指南|指引|章程|预案|目录|清单|纲要|准则|法|文)"
)
_KIND = (
    r"(?:实施|管理|暂行|若干|工作|试行|行动|指导|政策|扶持|优惠|支持|操作|评审|应急|专项|规范性|补充|有关|十?[一二三四五六七八九十]条"
    r"|\d{1,2}条){0,4}"
)
_OWN = rf"(?:(?:本|此){_KIND}{_DOCUMENT}|此件)(?:（[^（）]{{1,12}}）)?"
_WHOLE = rf"(?:以上|上述){_KIND}(?:措施|政策|意见|规定)"
_OWN_HEAD = re.compile(rf"^(?:现)?{_OWN}(?!第)")
# “本办法”, and “本办法自……起” in front of “试行2年”.
_OWN_ONLY = re.compile(rf"^{_OWN}(?:的)?(?:自|从)?(?:(?<=自).{{4,16}}起)?$")
_WHOLE_HEAD = re.compile(rf"^{_WHOLE}")
_MADE_PUBLIC = re.compile(r"现?(?:予以?|将.{0,60})?(?:公布|发布|印发)(?:给你们)?$|^现.{0,80}(?:公布|发布|印发)")
_FORCE = r"(?:正式)?(?:施行|实施|执行|生效|试行)"
_ISSUE = r"(?:印发|发布|公布|颁布|下发|发文|签发|发出)"
_AFTER_VERB = r"(?=\s*(?:[，,、。；;）)（(]|$|有效期|[\d一两二三四五]{1,2}\s?年))"
_STARTS = (
    rf"(?:自|从|于)?\s?(?P<day>{DAY})\s?起?{_FORCE}{_AFTER_VERB}",
    rf"(?:自|从)\s?(?P<month>\d{{4}}\s?年\s?\d{{1,2}}\s?月)(?:份)?起{_FORCE}{_AFTER_VERB}",
    rf"自{_ISSUE}之日起\s?(?:满)?\s?(?P<wait>[\d一二三四五六七八九十]{{1,4}})\s?(?P<wait_unit>日|天|个月)(?:之?后)?(?:起)?{_FORCE}{_AFTER_VERB}",
    rf"(?:自|从)(?:本[\u4e00-\u9fff]{{2,6}})?(?P<issue>{_ISSUE})之?日起?(?:即)?{_FORCE}{_AFTER_VERB}",
    rf"(?:施行|实施|执行|生效)(?:日期|时间)[为是：:]\s?(?:自|从)?(?P<from>{DAY})",
)
_START = re.compile("|".join(_STARTS))
_TERM = r"(?:有效期限?|(?:执行|实施|施行|试行|政策|适用|暂行)(?:期限?|期间|时间)|试行)"
_LINK = r"(?:暂定|原则上|自?[为是：:]|从|自|共|均为)*\s?"
_LENGTH = r"(?P<number>\d{1,3}|[一二两三四五六七八九十]{1,3})\s?(?P<unit>年|个月)(?![内以])"
_TO = r"\s?(?:起)?\s?(?:至|到|[-—–－~～]{1,2})\s?"
_YEAR = r"\d{4}\s?年"
_ENDS = (
    rf"{_TERM}{_LINK}(?P<range>(?P<first>{DAY}){_TO}(?P<last>{DAY})\s?止?)",
    rf"(?:自|从)(?P<first2>{DAY})起?{_TO}(?P<last2>{DAY})\s?止?{_FORCE}?(?:有效)?",
    rf"{_TERM}{_LINK}(?P<year_first>\d{{4}})\s?年?{_TO}(?P<year_last>{_YEAR})(?:底)?",
    rf"(?:{_TERM}|有效|执行|施行|实施)\s?(?:截止?|延长|延续|暂定|暂)?(?:至|到|为至)\s?(?P<until>{DAY})\s?止?",
    rf"(?:(?<=施行，)|(?<=执行，)|(?<=实施，)|(?<=生效，))(?:至|到)(?P<until2>{DAY})(?:止|失效|废止|终止|自行失效|自动失效)",
    rf"(?:于|到|至)(?P<until3>{DAY})(?:自动|自行)?(?:失效|废止|终止)",
    rf"{_TERM}{_LINK}{_LENGTH}",
    r"在(?P<during>[\u4e00-\u9fff]{2,12}期(?:间|内))有效",
)
_END = re.compile("|".join(_ENDS))


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence of a clause. ``lead_start``: where it begins behind its mark, in the passage."""

    source: str
    passage: Passage
    start: int
    end: int
    lead_start: int
    late: bool

    @property
    def text(self) -> str:
        return self.passage.text[self.start : self.end]


def find_validity(
    clauses: Sequence[Clause], source: str, *, title: str | None, issued: str | None, adopted: bool = False
) -> Validity:
    """What the notice of ``clauses`` says of its own validity.

    :param title: its title; the years of a plan come from there.
    :param issued: its date, ISO; ``adopted``: that is the day of adoption, so that nothing starts at publication on it.
    """
    documents = [list(_sentences(document, source)) for document in _documents(clauses)]
    public = None if adopted else issued
    starts = [_first_start(sentences, public) for sentences in documents]
    ends = [_first_end(sentences, start) for sentences, start in zip(documents, starts, strict=True)]
    end = _chosen([found[1] if found else None for found in ends])
    start = _chosen(starts) or _chosen([found[0] if found else None for found in ends])
    everything = [sentence for sentences in documents for sentence in sentences]
    return Validity(
        effective=start,
        expires=end,
        plan_years=plan_years(title),
        repeals=_repeals(everything),
        carries_out=_carried_out(clauses, source, title),
    )


def _chosen(found: Sequence[Period | None]) -> Period | None:
    """What speaks for the whole of several documents, the first of which covers the others."""
    said = [period for period in found[1:] if period]
    if len(found) == 2:
        return found[1] or found[0]
    if found and found[0]:
        return found[0]
    return said[0] if said and len({period.date for period in said}) == 1 else None


# --- documents and sentences -----------------------------------------------------------------------------------


def _documents(clauses: Sequence[Clause]) -> list[list[Clause]]:
    """The documents in one file, the covering notice first; annexes are left out unless they are all that follows a
    covering notice without numbers."""
    documents: list[list[Clause]] = [[]]
    signed = numbered = told = False  # of the document so far: it is signed, has numbers, has a sentence
    for clause in _speaking(clauses):
        current = documents[-1]
        annexed = clause.part == "annex" and (not current or current[-1].path[:1] != clause.path[:1])
        restarted = numbered and clause.part == "front" and is_title(plain(clause.text))
        if current and (annexed or restarted or (clause.part == "front" and signed)):
            documents.append([])
            numbered = told = False
        signed = clause.part == "signature" and told
        numbered, told = numbered or bool(clause.path), told or "。" in clause.text
        documents[-1].append(clause)
    return documents


def _speaking(clauses: Sequence[Clause]) -> list[Clause]:
    """The clauses that speak for the notice."""
    own = [clause for clause in clauses if clause.part != "foreign"]
    numbered = any(clause.path and clause.part != "annex" for clause in own)
    return [clause for clause in own if clause.part != "annex" or not numbered]


# A document says of its whole, without naming itself (“以上政策…”), at its end.
_LATE_CLAUSES = 2


# No sentence without one of these says how long a document holds or what it ends.
_TELLING = re.compile(r"施行|实施|生效|执行|有效|废止|失效|试行|期限|停止")


def _sentences(document: Sequence[Clause], source: str) -> Iterator[_Sentence]:
    """The sentences of a document that may speak of its validity."""
    late = {clause.id for clause in [c for c in document if c.part != "signature"][-_LATE_CLAUSES:]}
    for clause in document:
        if clause.id in late or _TELLING.search(clause.text):
            yield from _sentences_of(clause, source, late=clause.id in late)


def _sentences_of(clause: Clause, source: str, *, late: bool) -> Iterator[_Sentence]:
    passage = Passage.cut(source, clause.start, clause.end)
    masked = mask_titles(passage.text)
    for match in _SENTENCE.finditer(masked):
        mark = _MARK.match(masked[match.start() : match.end()])
        lead = match.start() + (mark.end() if mark else 0)
        yield _Sentence(source, passage, match.start(), match.end(), lead, late)


def _speaks_of_itself(sentence: _Sentence, at: int, *, follows: bool) -> bool:
    """Whether what stands at ``at`` is said of the notice: its subject is 本办法 or the like, or it goes on from such.

    :param follows: the sentence before said from when the notice holds.
    """
    lead = _SPACE.sub("", mask_titles(sentence.passage.text)[sentence.lead_start : at])
    heading = re.match(r"^(?:施行|实施|生效|执行)?(?:日期|时间|期限|附则|有效期限?)[。：:]?(?=.|$)", lead)
    lead = lead[heading.end() :] if heading and heading.end() > 0 and lead != heading[0] else lead
    *before, last = re.split(r"[，,：:]", lead)
    whole = sentence.late and _WHOLE_HEAD.match(lead)
    if last and not _OWN_ONLY.match(last) and not (whole and _WHOLE_HEAD.match(last)):
        return False
    if _OWN_ONLY.match(last) or whole:
        return True
    if not lead:
        return follows or sentence.late or bool(re.match(_STARTS[0] + "|" + _STARTS[3], sentence.passage.text[at:]))
    return any(_OWN_HEAD.match(part) or _MADE_PUBLIC.search(part) or _START.match(part) for part in before)


def _period(sentence: _Sentence, match: re.Match[str], date: str | None) -> Period:
    start, end = sentence.passage.span(match.start(), match.end())
    return Period(date, squeeze(sentence.source[start:end]), start, end)


# --- from when, until when -------------------------------------------------------------------------------------


def _first_start(sentences: Sequence[_Sentence], issued: str | None) -> Period | None:
    for sentence in sentences:
        for match in _START.finditer(sentence.passage.text, sentence.lead_start, sentence.end):
            if _speaks_of_itself(sentence, match.start(), follows=False):
                return _period(sentence, match, _start_day(match, issued))
    return None


def _start_day(match: re.Match[str], issued: str | None) -> str | None:
    if match["day"] or match["from"]:
        return day_in(match["day"] or match["from"])
    if match["month"]:
        year, month = re.findall(r"\d+", match["month"])
        return iso_day(int(year), int(month), 1)
    if match["issue"]:
        return issued
    length = parse_number(match["wait"])
    return days_after(issued, length) if issued and length and match["wait_unit"] != "个月" else None


def _first_end(sentences: Sequence[_Sentence], start: Period | None) -> tuple[Period | None, Period] | None:
    """(the first day, where a stretch names it; the last day)."""
    follows = False
    for sentence in sentences:
        for match in _END.finditer(sentence.passage.text, sentence.lead_start, sentence.end):
            if _speaks_of_itself(sentence, match.start(), follows=follows):
                first = match["first"] or match["first2"]
                begin = _period(sentence, match, day_in(first)) if first else None
                return begin, _period(sentence, match, _last_day(match, start))
        here = sentence.passage.span(sentence.start, sentence.end)
        follows = bool(start) and start is not None and here[0] <= start.start < here[1]
    return None


def _last_day(match: re.Match[str], start: Period | None) -> str | None:
    named = match["last"] or match["last2"] or match["until"] or match["until2"] or match["until3"]
    if named:
        return day_in(named)
    if match["year_last"]:
        return iso_day(year_number(match["year_last"].strip("年 ")), 12, 31)
    if match["during"] or not start or not start.date:
        return None
    number = parse_number(match["number"]) or 0
    return last_day_of(start.date, **{"years" if match["unit"] == "年" else "months": number}) if number else None


# --- repeals ---------------------------------------------------------------------------------------------------

_REPEALED = re.compile(
    r"(?:(?:现)?(?:同时|即行|予以|一并|自行|随之)(?:予以)?(?:废止|失效|停止执行)|不再(?:执行|施行)|停止(?:执行|施行)|废止)"
    r"(?=\s*(?:[。；;）)，,]|$))"
)
_FORCE_BEFORE = re.compile(rf"{_FORCE}[，,、]|有效期[^，。；]{{0,12}}[，,]|之日起[，,]")
_BASED_ON = re.compile(r"(?:根据|依据|按照|依照|贯彻|落实)[^，,；。]{0,10}$")
_LIST_FOLLOWS = re.compile(r"(?:下列|以下)[^。；]{0,20}(?:废止|失效|停止执行)[^。；]{0,6}[：:]\s*$")
_DECIDED = re.compile(r"^.{0,30}(?:决定|现)(?:予以)?废止")
# What may stand between the last document named and the verb: “》（…号）等3个文件自2022年4月1日起同时废止”.
_TO_VERB = re.compile(
    r"等?(?:[\d一二三四五六七八九十]{1,3}[个件份部项])?(?:行政|政府|规范性|有关|相关|的)*(?:文件|通知|规定|办法|规章|制度|文)?"
    r"\s?[，,]?(?:自[^，。；]{2,20}起)?"
)


def _repeals(sentences: Sequence[_Sentence]) -> tuple[Reference, ...]:
    found: list[Reference] = []
    listing = False
    for sentence in sentences:
        text = sentence.text
        named = find_named(text)
        if listing and named and sentence.passage.text[: sentence.start].strip() == "":
            found.extend(_references(sentence, named[:1]))
            continue
        listing = bool(_LIST_FOLLOWS.search(text)) or (listing and bool(named))
        masked = mask_titles(text)
        for verb in _REPEALED.finditer(masked):
            begin = max((m.end() for m in _FORCE_BEFORE.finditer(masked, 0, verb.start())), default=0)
            run = [n for n in named if begin <= n.start and n.end <= verb.start()]
            told = [n for n in run if not _BASED_ON.search(masked[begin : n.start])]
            if told and _TO_VERB.fullmatch(masked, told[-1].end, verb.start()):
                found.extend(_references(sentence, told))
        decided = _DECIDED.match(masked)
        if decided:
            found.extend(_references(sentence, [n for n in named if n.start >= decided.end()]))
    return _distinct(found)


def _references(sentence: _Sentence, named: Sequence[Named]) -> list[Reference]:
    shift = sentence.start
    spans = [sentence.passage.span(item.start + shift, item.end + shift) for item in named]
    return [
        Reference(item.title, item.number, squeeze(sentence.source[start:end]), start, end)
        for item, (start, end) in zip(named, spans, strict=True)
    ]


def _distinct(references: Sequence[Reference]) -> tuple[Reference, ...]:
    """Each document once; one named with its number stands for a later mention without."""
    kept: list[Reference] = []
    for item in references:
        same = [
            other
            for other in kept
            if (item.number and item.number == other.number) or (item.title and item.title == other.title)
        ]
        if not same:
            kept.append(item)
        elif item.number and not same[0].number:
            kept[kept.index(same[0])] = item
    return tuple(kept)


# --- what it carries out ---------------------------------------------------------------------------------------

_GOVERNOR = re.compile(
    r"(?P<basis>根据|依据|按照|依照|遵照|遵循|贯彻|落实|执行|实施)|制定了?|制订|印发|修订|起草|编制了?|拟定|公布|发布|现将|废止|同意"
)
_MAKES = re.compile(r"制定|制订|提出|如下|印发|编制|起草|修订|出台|现将|现就|要求|作如下|决定|公告|通知")
_OPENS = re.compile(r"为|根据|依据|按照|依照|遵照|贯彻|落实")
_TOLD = re.compile(r"近年来|以来|取得|已经?(?:经|由)")
_MIN_PREAMBLE_CHARS = 20
_PURPOSE = re.compile(r"目的|依据|总则|宗旨")


def _carried_out(clauses: Sequence[Clause], source: str, title: str | None) -> tuple[Reference, ...]:
    """The documents that the preamble, or the first article of a regulation, names as what the notice follows."""
    found: list[Reference] = []
    own = re.sub(r"\W", "", title or "")
    for clause in _preambles(clauses):
        for sentence in _sentences_of(clause, source, late=True):
            masked = mask_titles(sentence.text)
            lead = masked[sentence.lead_start - sentence.start :]
            if not _OPENS.match(lead) and not _MAKES.search(masked):
                continue
            named = [n for n in find_named(sentence.text) if _governs(masked, n.start)]
            found.extend(_references(sentence, [n for n in named if not n.title or re.sub(r"\W", "", n.title) != own]))
    return _distinct(found)


def _governs(masked: str, at: int) -> bool:
    """Whether the verb that the document named at ``at`` hangs on says that it is followed."""
    before = list(_GOVERNOR.finditer(masked, 0, at))
    if not before or not before[-1]["basis"]:
        return False
    return not _TOLD.search(masked[: before[-1].start()])


def _preambles(clauses: Sequence[Clause]) -> Iterator[Clause]:
    """Paragraphs of the covering notice and of the plan before the first number; the first article, or the clause
    headed 目的, of a regulation."""
    first_body = True
    for clause in _speaking(clauses):
        in_front = clause.part == "front" or (clause.part == "annex" and len(clause.path) == 1 and first_body)
        if in_front and not clause.is_heading and len(clause.text) > _MIN_PREAMBLE_CHARS:
            yield clause
        elif len(clause.path) > (clause.part == "annex") and not clause.is_heading and first_body:
            article = clause.path[-1].startswith("第") and clause.path[-1].endswith("条")
            if article or _PURPOSE.search(clause.heading or ""):
                yield clause
            first_body = False
