"""Cells that both tables have: names in either language, roles, what a duty rests on, where a row comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.lookup.due import NAMED_BASIS, ROLE_BASIS
from assistant.lookup.held import Held
from assistant.lookup.records import DUE, LEAD, RESPONSIBLE, SUPPORT
from assistant.lookup.relevance import PARAGRAPH, PASSING, RELATED
from assistant.records import Basis, Clause, Notice
from assistant.tables.table import Cell, Column, Source

_ROLES = {
    "zh": {LEAD: "牵头", SUPPORT: "配合", RESPONSIBLE: "负责", DUE: "限期"},
    "en": {LEAD: "leads", SUPPORT: "supports", RESPONSIBLE: "responsible", DUE: "due"},
}
_LISTED_WITH = {"zh": "其他责任单位", "en": "other unit responsible"}
_STANDINGS = {
    "zh": {PARAGRAPH: "条文讲到", PASSING: "顺带提到", RELATED: "相关"},
    "en": {PARAGRAPH: "in the clause", PASSING: "in passing", RELATED: "related"},
}

# Behind the last name of a list that is not complete. “甲局等有关处室” is two names, which both stand in the list.
_OPEN_LIST = (
    r"(等(?:\d+个|[一二三四五六七八九十]+个)?(?:(?:成员|责任|职能|主管|行业)?(?:单位|部门)|处室|科室|机构|地方)?)"
    r"(?!有关|相关|级|待)"
)
# The words that give a unit a part in a task; a bracket without one is but a list of names.
_ROLE_WORDS = re.compile(
    r"牵头|配合|负责|责任|主办|协办|参与|参加|落实|实施|承办|协助|主责|承担|推进|组织|指导|监督|督导"
)
_NO_LEAD = {"zh": "文件未写明谁牵头", "en": "the text does not say who leads"}
_UNREAD = {"zh": "谁牵头的规定没有读懂", "en": "the rule on who leads was not understood"}
# A rule on who leads that stands in the same bracket is no role of any unit.
_RULE_INSIDE = re.compile(
    r"[，,、；;][^，,、；;]*(?:为|是|即)(?:该项工作的?)?牵头[^，,；;）)]*(?:[，,][^，,；;）)]{0,4}同)?"
)
_GUIDED = re.compile(r"(?:指导|监督|督导|督促)(?=[，,；;。）)]|$)")
# Where a row comes from; the same in both tables.
ORIGIN = (
    Column("clause", "条款", "Clause", 11),
    Column("clause_id", "条款编号", "Clause id", printed=False),
    Column("notice", "通知", "Notice id", printed=False),
    Column("source", "文件", "Notice", 22, screen=False),
    Column("title", "标题", "Title", printed=False),
    Column("number", "文号", "Number", printed=False),
    Column("date", "印发日期", "Date", 11, screen=False),
    Column("quote", "原文", "Quote", printed=False),
    Column("start", "起", "Start", printed=False),
    Column("end", "止", "End", printed=False),
    Column("page", "页", "Page", printed=False),
)
BASIS = (
    Column("basis", "依据", "Basis", 16),
    Column("basis_quote", "依据原文", "Basis quote", printed=False),
    Column("match", "与所查事项", "Match", 10),
)


def origin_cells(notice: Notice, clause: Clause, quote: str, start: int, end: int, lang: str) -> tuple[Cell, ...]:
    """The cells of :data:`ORIGIN`."""
    no_label = "正文（无编号段）" if lang == "zh" else "a paragraph without a number"
    return (
        Cell(clause.label, clause.label or no_label, clause.id),
        Cell(clause.id),
        Cell(notice.id),
        Cell(_source(notice)),
        Cell(notice.title),
        Cell(notice.number),
        Cell(notice.date),
        Cell(quote),
        Cell(start),
        Cell(end),
        Cell(notice.page_of(start)),
    )


def _source(notice: Notice) -> str:
    """How a notice is called in short: by its number, else by its title."""
    return notice.number or (f"《{notice.title}》" if notice.title else notice.id)


def basis_cells(
    basis: Basis | None, who: str | None, standing: str, lang: str, *, is_unread: bool = False
) -> tuple[Cell, ...]:
    """The cells of :data:`BASIS`. People are told what a duty rests on where its own words do not say it.

    :param is_unread: the notice rules who leads in words that were not understood.
    """
    words = _basis_words(basis, who, lang)
    return (
        Cell(basis.kind if basis else None, _UNREAD[lang] if is_unread and words == _NO_LEAD[lang] else words),
        Cell(basis.quote if basis else None),
        Cell(standing, _STANDINGS[lang].get(standing, "")),
    )


def _basis_words(basis: Basis | None, who: str | None, lang: str) -> str:
    kind, quote = (basis.kind, basis.quote) if basis else ("", "")
    if kind == "first_listed":
        return f"文中规定“{quote}”" if lang == "zh" else f"the text rules “{quote}”"
    if kind == "table":
        return "文中表格" if lang == "zh" else "a table in the text"
    if kind == ROLE_BASIS:
        return f"属于“{who}”：{quote}" if lang == "zh" else f"one of “{who}”: {quote}"
    if kind == "stated" and not _ROLE_WORDS.search(_RULE_INSIDE.sub("", quote)):
        return _NO_LEAD[lang]
    if kind == "stated" and _GUIDED.search(quote):
        return f"原文：{quote.strip('（）()')}" if lang == "zh" else f"the text: {quote.strip('（）()')}"
    if kind == NAMED_BASIS:
        return "条文点名" if lang == "zh" else "named in the clause"
    return ""


def role_cell(role: str | None, basis: Basis | None, lang: str) -> Cell:
    """What the unit asked for is; behind the first of a list the others are no 配合单位."""
    if role is None:
        return Cell(None)
    if role == SUPPORT and basis and basis.kind == "first_listed":
        return Cell(role, _LISTED_WITH[lang])
    return Cell(role, _ROLES[lang][role])


def names_cell(names: Sequence[str], quote: str, held: Held, lang: str, before: str = "") -> Cell:
    """Names one by one; in English with their English names.

    :param quote: the words that they stand in; where these leave the list open (“甲局、乙局等部门”), people read it so.
    """
    if not names:
        return Cell((), "")
    others = _others(names, quote)
    if lang == "zh":
        return Cell(tuple(names), before + "、".join(names) + others)
    english = ", ".join(_english(name, held) for name in names)
    return Cell(tuple(names), before + english + (" and others" if others else ""))


def _others(names: Sequence[str], quote: str) -> str:
    """The “等部门” behind the last of ``names`` in ``quote``, where it stands there; else empty."""
    found = re.search(re.escape(names[-1]) + _OPEN_LIST, quote)
    return found[1] if found else ""


def support_cell(names: Sequence[str], basis: Basis | None, quote: str, held: Held, lang: str) -> Cell:
    """Under a first-unit rule the others of the list, called so."""
    listed = basis is not None and basis.kind == "first_listed"
    before = "" if not listed else "其他责任单位：" if lang == "zh" else "other units responsible: "
    return names_cell(names, quote, held, lang, before)


def _english(name: str, held: Held) -> str:
    english = held.glossary.english(name)
    return f"{english} ({name})" if english else name


def place_cell(notice: Notice, held: Held, lang: str) -> Cell:
    """“陕西省” or “Shaanxi (陕西省)”."""
    english = held.gazetteer.english(notice.place) if notice.place and lang == "en" else None
    return Cell(notice.place, f"{english} ({notice.place})" if english else None)


def words_cell(words: Sequence[str]) -> Cell:
    """Time words, each once for people."""
    return Cell(tuple(words), "；".join(dict.fromkeys(words)))


def sources_of(clauses: Iterable[tuple[Notice, Clause]]) -> tuple[Source, ...]:
    """Each clause once, in order."""
    found: dict[str, Source] = {}
    for notice, clause in clauses:
        found.setdefault(
            clause.id,
            Source(clause.id, clause.label, notice.title, notice.number, notice.place, notice.date, clause.text),
        )
    return tuple(found.values())
