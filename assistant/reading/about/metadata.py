"""Title, number, issuer, place and date of a notice, as its text gives them; None for what it does not give.

Another notice's number, date or issuer is worse than none: what stands inside a sentence is never taken, only lines
that say something of the notice by their place (letterhead, title, signature, imprint) or by their label (文号：…).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.gazetteer import Gazetteer
from assistant.reading.about.dates import DAY, day_in, without_days
from assistant.reading.about.references import NUMBER, ORDER_SERIAL, standard_number
from assistant.reading.about.titles import Titles, clean, find_titles, plain, split_number
from assistant.reading.structure.signature import close_up
from assistant.records import Clause

_UNIT_NOUN = (
    r"(?:委员会|管委会|委|厅|局|部|政府|办公室|办公厅|办|国务院|中共中央|院|会|署|中心|银行|分行|支行|总队|支队|海关"
    r"|指挥部|领导小组|党组|军区|集团|大学|学院)"
)
_UNIT = re.compile(rf"[\u4e00-\u9fff]{{1,30}}?{_UNIT_NOUN}(?:（[\u4e00-\u9fff]{{2,20}}）)?")
_UNIT_RUN = re.compile(rf"[\u4e00-\u9fff]{{1,30}}{_UNIT_NOUN}")
_LETTERHEAD = re.compile(rf"^([\u4e00-\u9fff、\s]{{2,80}}?{_UNIT_NOUN})\s?文\s?件(?:\s|$|(?={NUMBER}$))")
_ORDER = re.compile(r"^(?:中华人民共和国(?=国务院|主席))?([\u4e00-\u9fff\s、]{2,60}?)\s?(令|公告|通告)$")
_ORDER_LINE = re.compile(
    rf"^(?:中华人民共和国(?=国务院|主席))?([\u4e00-\u9fff、\s]{{1,60}}?)\s?(令|公告|通告)\s*[（(〔]?\s?({ORDER_SERIAL})\s?[）)〕]?$"
)
_NUMBERED_ORDER = re.compile(rf"^([\u4e00-\u9fff]{{2,40}})({ORDER_SERIAL})(令|公告|通告)$")
_SERIAL_LINE = re.compile(rf"^[（(〔]?\s?({ORDER_SERIAL})\s?[）)〕]?$")
_NUMBER_LINE = re.compile(
    rf"^[（(]?\s?({NUMBER})\s?(?:[，,、]?\s?{DAY})?\s?[）)]?(?:\s*(?:签发人|签发|会签)[：:\s].*)?$"
)
_LETTERHEAD_NUMBER = re.compile(rf"^[^。；，]{{2,60}}?(?:文件|便函|公函)\s*({NUMBER})(?:\s*签发.*)?$")
_LABEL_END = r"\s*[】\]]?\s*[:：|\t]\s*[:：|\s]*"


def _label(*words: str) -> str:
    """Labels of an index table; spaces may stand between their characters."""
    return "(?:" + "|".join(r"\s*".join(word) for word in words) + ")" + _LABEL_END


_NUMBER_LABEL = re.compile(
    _label("发文字号", "发文文号", "文件字号", "文件编号", "公文编号", "发文编号", "文号", "字号") + rf"({NUMBER})"
)
_DATE_LABELS = (_label("成文日期", "发文日期", "签发日期"), _label("印发日期", "公布日期"))
_POSTED_LABEL = _label("发布日期")
_ISSUER_LABEL = re.compile(
    _label("发文机关", "发布机构", "发文单位", "发布机关", "制发机关", "发布单位", "颁布单位")
    + r"([\u4e00-\u9fff、]{3,60})"
)
_ADOPTED = re.compile(r"^[（(]?.{0,400}(?:通过|修订|修正|公布|发布|批准)\s?[）)]?$")
_ADOPTED_DAY = re.compile(r"(?:通过|修订|修正)")
_ADOPTER = re.compile(
    r"([\u4e00-\u9fff]{2,20}?)(第[一二三四五六七八九十]{1,4}届)?"
    r"(人民代表大会(?:常务委员会)?)(?:第[一二三四五六七八九十\d]{1,4}次)?会议"
)
_IMPRINT = re.compile(r"印发|校对|抄送|抄报|主送|联系")
_NATION = re.compile(r"^(?:中共中央|中央|国务院|国家|全国|中华人民共和国|中国人民银行|最高人民)")
# 教育部, 海关总署; party departments (组织部) exist at every level.
_MINISTRY = re.compile(
    r"^(?![\u4e00-\u9fff]*(?:组织|宣传|统战|武装|指挥|工作)部)[\u4e00-\u9fff]{2,10}(?:部|总局|总署|审计署)$"
)
_HEAD_PLACE = re.compile(r"^([\u4e00-\u9fff]{2,9}?(?:省|自治区|特别行政区|自治州|市|盟|地区|自治县|县|旗|区))")
_TITLE_LEAD = re.compile(r"^(?:关于)?(?:印发|公布|发布)?[《〈“\"]?(?:\d{4}\s?年度?)?")
# A line of a letterhead, a title or a signature is not longer.
_MAX_LINE_CHARS = 200


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text says of itself. ``date`` is ISO; ``place`` is a full name; ``adopted``: the date is the one on
    which a regulation was adopted, not the one on which it was made public."""

    title: str | None
    number: str | None
    issuer: str | None
    place: str | None
    date: str | None
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class _Lines:
    """The lines that may speak of the notice: ``front`` before the body, ``index`` with what a web page put above it,
    ``signed`` the signatures in the order of the text, each a group of lines."""

    front: tuple[str, ...]
    index: tuple[str, ...]
    signed: tuple[tuple[str, ...], ...]


def find_metadata(clauses: Sequence[Clause], gazetteer: Gazetteer) -> Metadata:
    """Metadata from the clauses before the body and from the signature. What a web page put above the notice
    (``foreign``) counts only where it is labelled."""
    lines = _lines(clauses)
    titles = find_titles(clauses)
    issuer = _find_issuer(lines, titles)
    date, adopted = _find_date(lines)
    place = _find_place(titles.chosen, issuer, gazetteer)
    return Metadata(titles.chosen, _find_number(lines), issuer, place, date, adopted)


def _lines(clauses: Sequence[Clause]) -> _Lines:
    body = next((i for i, clause in enumerate(clauses) if clause.path and clause.part != "foreign"), len(clauses))
    short = [(c, clean(c.text)) for c in clauses[:body] if len(c.text) <= _MAX_LINE_CHARS * 2]
    front = tuple(text for clause, text in short if clause.part not in ("signature", "foreign"))
    index = tuple(text for _, text in short)
    own = [clause for clause in clauses if clause.part != "foreign"]
    return _Lines(front, index, tuple(_signatures(own)))


def _signatures(clauses: Sequence[Clause]) -> list[tuple[str, ...]]:
    """Runs of lines that sign. A date alone on its line signs too, and the units right above it."""
    texts = [clean(clause.text) for clause in clauses]
    signs = [clause.part == "signature" or _is_bare_day(text) for clause, text in zip(clauses, texts, strict=True)]
    for i in range(len(clauses) - 1, 0, -1):
        if signs[i] and _is_bare_day(texts[i]) and _units(texts[i - 1]):
            signs[i - 1] = True
    groups: list[tuple[str, ...]] = []
    run: list[str] = []
    for text, sign in zip(texts, signs, strict=True):
        if sign:
            run.append(text)
        elif run:
            groups.append(tuple(run))
            run = []
    return [*groups, tuple(run)] if run else groups


def _is_bare_day(text: str) -> bool:
    return len(text) <= 20 and day_in(text) is not None and not without_days(text).strip("印发 \u3000")


def _units(text: str) -> list[str]:
    """The units that a line consists of; empty where it holds anything else."""
    bare = close_up(re.sub(r"[（(](?:盖章|公章|章)[）)]", "", text))
    names = [name for name in re.split(r"[\s、，,]+", bare) if name]
    return names if names and len(text) <= 120 and all(_UNIT.fullmatch(name) for name in names) else []


# --- number ----------------------------------------------------------------------------------------------------


def _find_number(lines: _Lines) -> str | None:
    """The number of the letterhead; else one that stands behind the title; else the one that is labelled."""
    for before, line in zip(("", *lines.front), lines.front, strict=False):
        number = _number_in(line, before)
        if number:
            return number
    labelled = (_NUMBER_LABEL.search(line) for line in lines.index)
    return next((standard_number(match[1]) for match in labelled if match), None)


def _number_in(line: str, before: str) -> str | None:
    serial, order = _SERIAL_LINE.match(line), _ORDER.match(before)
    if serial and order and "关于" not in before:
        return _order_number(order[1], order[2], serial[1])
    if serial and re.search(r"关于.*(?:公告|通告)$", before):
        return standard_number(serial[1])
    whole, numbered = _ORDER_LINE.match(line), _NUMBERED_ORDER.match(line)
    if whole and "关于" not in line:
        return _order_number(*whole.groups())
    if numbered:
        return standard_number(line)
    found = _NUMBER_LINE.match(line) or _LETTERHEAD_NUMBER.match(line)
    number = found[1] if found else split_number(line)[1]
    return standard_number(number) if number else None


def _order_number(unit: str, kind: str, serial: str) -> str:
    return standard_number("、".join(unit.split()) + kind + serial)


# --- issuer ----------------------------------------------------------------------------------------------------


def _find_issuer(lines: _Lines, titles: Titles) -> str | None:
    """Letterhead; the units that sign; those at the head of the title or above it; a label; who adopted it; the
    imprint."""
    signed = [[unit for line in group for unit in _signing(line)] for group in lines.signed]
    printed = [[unit for line in group for unit in _printing(line)] for group in lines.signed]
    found = (
        _letterhead(lines.front)
        or next(filter(None, signed), [])
        or titles.issuers
        or _units_above(lines.front, titles)
        or _labelled_issuer(lines.index)
        or _adopter(lines.front)
        or next(filter(None, printed), [])
    )
    return "、".join(dict.fromkeys(found)) if found else None


def _letterhead(front: Sequence[str]) -> list[str]:
    for i, line in enumerate(front):
        if re.fullmatch(r"文\s?件", line):  # joint letterheads have it on a line of its own
            above = [_units(other) for other in front[:i]]
            return [unit for units in above for unit in units] if all(above) else []
        found = _LETTERHEAD.match(line) or _ORDER.match(line) or _ORDER_LINE.match(line)
        if not found:
            continue
        units = _units(found[1]) or [re.sub(r"\s", "", found[1])]
        if all(_UNIT_RUN.fullmatch(unit) for unit in units):
            return units
    return []


def _signing(line: str) -> list[str]:
    return [] if _IMPRINT.search(line) else _units(without_days(line).strip()) or _loose_units(line)


def _printing(line: str) -> list[str]:
    return [] if re.match(r"校对|抄送|抄报|主送|联系|（|\(", line) else _loose_units(line.replace("印发", " "))


def _loose_units(line: str) -> list[str]:
    return [] if re.search(r"[，。；：]", line) else _UNIT_RUN.findall(without_days(line))


def _units_above(front: Sequence[str], titles: Titles) -> list[str]:
    """The units on lines of their own right above the first title."""
    at = next((i for i, line in enumerate(front) if plain(line) == titles.first), 0)
    above: list[str] = []
    while at > 0 and ((units := _units(front[at - 1])) or (not above and _NUMBER_LINE.match(front[at - 1]))):
        above[:0] = units
        at -= 1
    return above


def _labelled_issuer(index: Sequence[str]) -> list[str]:
    found = next((match for line in index if (match := _ISSUER_LABEL.search(line))), None)
    return _units(found[1]) if found else []


def _adopter(front: Sequence[str]) -> list[str]:
    """The body that adopted a regulation, without its term of office (“第十五届”)."""
    for line in front:
        found = _ADOPTER.search(without_days(line)) if _ADOPTED.match(line) and day_in(line) else None
        if found:
            return [found[1] + found[3]]
    return []


# --- date ------------------------------------------------------------------------------------------------------


def _find_date(lines: _Lines) -> tuple[str | None, bool]:
    """(date, whether it is that of an adoption). In this order: the first signature; a label for the date of writing,
    then of printing; a date in brackets under the title; the last adoption or revision; the imprint; a label for the
    date of posting."""
    signed = [line for group in lines.signed for line in group]
    days = [day_in(line) for line in signed if not _IMPRINT.search(line)]
    days += [day_in(match[1], loose=True) for label in _DATE_LABELS for match in _labelled(label, lines.index)]
    days += [day_in(line) for line in lines.front if line.startswith(("（", "(")) and not _ADOPTED.match(line)]
    known = next((day for day in days if day), None)
    if known:
        return known, False
    adopted = next((day for line in lines.front if (day := _adoption_day(line))), None)
    if adopted:
        return adopted, True
    later = [day_in(line) for line in signed]
    later += [day_in(match[1], loose=True) for match in _labelled(_POSTED_LABEL, lines.index)]
    return next((day for day in later if day), None), False


def _labelled(label: str, lines: Sequence[str]) -> list[re.Match[str]]:
    return [match for line in lines if (match := re.search(label + r"(.{6,20})", line))]


def _adoption_day(line: str) -> str | None:
    """The last day on which the text was adopted or revised; approval by a higher body comes after that."""
    if not _ADOPTED.match(line):
        return None
    pieces = re.split(r"(?<=通过)|(?<=修订)|(?<=修正)|(?<=批准)|(?<=公布)|(?<=发布)", line)
    days = [(day, piece) for piece in pieces if (day := day_in(piece))]
    adopted = [day for day, piece in days if _ADOPTED_DAY.search(piece)]
    last = adopted or [day for day, _ in days]
    return last[-1] if last else None


# --- place -----------------------------------------------------------------------------------------------------


def _find_place(title: str | None, issuer: str | None, gazetteer: Gazetteer) -> str | None:
    """The issuer's place; else the one that the title begins with; 全国 for a national authority."""
    for words in (issuer.split("、")[0] if issuer else None, _TITLE_LEAD.sub("", title) if title else None):
        if not words:
            continue
        place = _place_at_head(words, gazetteer)
        if place:
            return place
        if _NATION.match(words) or (words != title and _MINISTRY.match(words)):
            return "全国"
        head = _HEAD_PLACE.match(words)
        if head and issuer and issuer.startswith(words):
            return head[1]
    return None


def _place_at_head(words: str, gazetteer: Gazetteer) -> str | None:
    """The innermost of the places that ``words`` begins with (怀化市鹤城区… → 鹤城区)."""
    name = None
    end = len("中共") if words.startswith("中共") and not _NATION.match(words) else 0
    for mention in gazetteer.find(words):
        if mention.start != end or len(mention.places) != 1:
            break
        end, name = mention.end, mention.places[0].name
    return name
