"""What a comparison says around the words of the notices, in Chinese and English: headers, states, roles, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.compare.comparison import OMITTED, SILENT, Comparison, Entry, Roles, Row
from assistant.compare.differences import number_summary

# Header in Chinese and English, width in a spreadsheet.
HEADERS = {
    "who": ("对象", "Who", 24),
    "condition": ("条件", "Condition", 18),
    "gets": ("内容", "What they get, what is done", 44),
    "area": ("范围", "Area", 14),
    "papers": ("证件材料", "Papers", 16),
    "excluded": ("除外", "Excluded", 14),
    "lead": ("牵头、责任单位", "Lead, units responsible", 30),
    "time_limits": ("时限", "Time limits", 20),
    "targets": ("指标", "Targets", 20),
}
_STATES = {
    SILENT: ("—", "—"),
    OMITTED: ("本库文本未收", "not in the copy held"),
}
_NO_LABEL = ("无编号段", "unnumbered paragraph")
_CASES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_MOST_LISTED = 20
_MOST_LABELS = 6  # of one place
_NAME = re.compile(r"“[^“”]*”")
_BRACKETS = "（）()"

English = Callable[[str], str | None]


def state_words(state: str, lang: str) -> str:
    """What an empty cell shows."""
    return _STATES[state][lang == "en"]


def line_of(entry: Entry, lang: str, english: English) -> str:
    """An entry without its address. Units and roles are the notice's own words; under a rule that the first unit leads,
    the roles are told."""
    cases = "".join(_CASES[case - 1] if case <= len(_CASES) else f"({case})" for case in entry.cases)
    return cases + (_roles_line(entry, entry.roles, lang, english) if entry.roles else entry.text)


def marks_of(entry: Entry, line: str) -> list[tuple[int, int]]:
    """Where the words that differ stand in ``line``, the longest where they overlap. A word inside a quoted name is not
    the word: 必须 is not the one of “四必须”."""
    names = [match.span() for match in _NAME.finditer(line)]
    found: list[tuple[int, int]] = []
    for words in sorted(entry.differs, key=len, reverse=True):
        for match in re.finditer(re.escape(words), line):
            start, end = match.span()
            is_free = all(end <= a or b <= start for a, b in found)
            if is_free and not any(a < start and end < b for a, b in names):
                found.append((start, end))
    return sorted(found)


def address_of(entry: Entry, lang: str) -> str:
    """“［一、（四）］”; with the heading of its clause where units are named for more than the topic."""
    label = entry.quotes[0].label or _NO_LABEL[lang == "en"]
    task = entry.roles.task if entry.roles and not entry.roles.own else ""
    return f"［{label}{'：' if task else ''}{task}］"


def _roles_line(entry: Entry, roles: Roles, lang: str, english: English) -> str:
    if lang == "zh" and not roles.rule:
        units = (*roles.lead, *roles.support, *roles.responsible)
        if not roles.own or any(unit in entry.text for unit in units):
            words = entry.text.strip(_BRACKETS)
            return words if roles.is_stated else _composed(roles, lang, english)
        return f"{'、'.join(units)}{'牵头' if roles.lead else '负责'}：{entry.text}"
    task = f"：{entry.text}" if roles.own else ""
    return _composed(roles, lang, english) + (task if lang == "zh" else task.replace("：", " – "))


def _composed(roles: Roles, lang: str, english: English) -> str:
    """“牵头：甲；其他责任单位：乙（据“第1个单位为牵头单位”）”."""
    zh = lang == "zh"
    others = ("其他责任单位" if zh else "other units responsible") if roles.rule else ("配合" if zh else "support")
    named = (
        ("牵头" if zh else "lead", roles.lead),
        (others, roles.support),
        ("负责" if zh else "responsible", roles.responsible),
    )
    parts = [(f"{role}：" if zh else f"{role}: ") + _units(names, lang, english) for role, names in named if names]
    rule = "" if not roles.rule else f"（据“{roles.rule}”）" if zh else f" (by “{roles.rule}”)"
    return ("；" if zh else "; ").join(parts) + rule


def _units(names: Sequence[str], lang: str, english: English) -> str:
    if lang == "zh":
        return "、".join(names)
    return ", ".join(f"{name} ({words})" if (words := english(name)) else name for name in names)


# --- notes -------------------------------------------------------------------------------------------------------


def title_of(comparison: Comparison, lang: str, english: English) -> str:
    """The title of the table."""
    if lang == "zh":
        return f"“{comparison.topic}”各地比较"
    words = english(comparison.topic)
    return f"{comparison.topic}{f' ({words})' if words else ''}: how places differ"


def notes_of(comparison: Comparison, lang: str) -> list[str]:
    """The lines below the table; the last one tells how old the notices are."""
    zh = lang == "zh"
    notes = [
        *([_differs(comparison, zh)] if number_summary(comparison) else []),
        *_coverage(comparison, zh),
        *_copies(comparison, zh),
        "—：该文件没有写。方括号内是条款；①②……是同一文件里的不同情形。"
        if zh
        else "—: the notice does not say. In brackets: the clause; ①② …: the cases that one notice tells apart.",
    ]
    years = sorted({row.date[:4] for row in comparison.rows if row.date and row.speaks})
    if years:
        span = years[0] if len(years) == 1 else f"{years[0]}—{years[-1]}"
        notes.append(
            f"文件印发于{span}年，是否仍有效请向印发机关核实。"
            if zh
            else f"The notices are from {span}; ask the issuing bodies whether they are still in force."
        )
    return notes


def _differs(comparison: Comparison, zh: bool) -> str:
    groups = [
        ("；" if zh else "; ").join(f"{words}（{'、'.join(places)}）" for words, places in group)
        for group in number_summary(comparison)
    ]
    return ("数字不同：" if zh else "Numbers differ: ") + ("。 " if zh else ". ").join(groups) + ("。" if zh else ".")


def _coverage(comparison: Comparison, zh: bool) -> list[str]:
    """Who says nothing, and of whom nothing is held."""
    notes: list[str] = []
    speaking = [_name(row) for row in comparison.rows if row.speaks]
    others_name_it = any(place not in speaking for place, _ in comparison.passing)
    if len(set(speaking)) == 1 and not others_name_it and (comparison.is_whole or len(comparison.rows) > 1):
        among_zh, among_en = ("", "") if comparison.is_whole else ("这些地方中", "Of these places, ")
        only = f"{among_en}only the notice of {speaking[0]} speaks of it."
        notes.append(f"{among_zh}只有{speaking[0]}的文件说到此事。" if zh else only[0].upper() + only[1:])
    if comparison.read_as:
        told = f"“{comparison.words}”按“{comparison.read_as}”比较。"
        notes.append(told if zh else f"“{comparison.words}” was read as “{comparison.read_as}”.")
    if comparison.passing:
        listed = "；".join(f"{place}{_labels(labels, zh)}" for place, labels in comparison.passing[:_MOST_LISTED])
        notes.append(f"只是提到、没有列入的条款：{listed}。" if zh else f"Named only in passing, not listed: {listed}.")
    for words in comparison.ignored:
        notes.append(f"“{words}”没有用来比较。" if zh else f"“{words}” was not compared by.")
    if not speaking:
        notes.append("这些地方的文件都没有说到此事。" if zh else "No notice of these places speaks of it.")
    if comparison.silent:
        listed = "、".join(comparison.silent[:_MOST_LISTED]) + ("等" if len(comparison.silent) > _MOST_LISTED else "")
        count = len(comparison.silent)
        notes.append(f"没有说到此事的（{count}）：{listed}。" if zh else f"{count} say nothing of it: {listed}.")
    for place in comparison.uncovered:
        notes.append(f"本库没有{place}的文件。" if zh else f"No notice of {place} is held.")
    for place, other in comparison.above:
        notes.append(
            f"本库没有{place}自己的文件，列的是{other}的。"
            if zh
            else f"No notice of {place} itself is held; that of {other} is shown."
        )
    return notes


def _labels(labels: Sequence[str], zh: bool) -> str:
    named = [label or _NO_LABEL[not zh] for label in labels[:_MOST_LABELS]]
    return " " + ("，" if zh else ", ").join(named) + (" …" if len(labels) > _MOST_LABELS else "")


def _copies(comparison: Comparison, zh: bool) -> list[str]:
    """Which copies are not whole: there an empty cell tells of the text held alone."""
    omitted = [row for row in comparison.rows if any(cell.state == OMITTED for cell in row.cells)]
    partly = [row for row in comparison.rows if row.is_cut and row.speaks and row not in omitted]
    notes: list[str] = []
    if omitted:
        told = "、".join(map(_name_of_copy, omitted))
        notes.append(
            f"本库文本未收：所存的是节选或不全的文本，原件可能写有此项——{told}。"
            if zh
            else f"Not in the copy held: the copy is cut, the notice itself may say it – {told}."
        )
    if partly:
        told = "、".join(map(_name_of_copy, partly))
        notes.append(
            f"所存的文本不全，“—”只就所存的部分而言：{told}。"
            if zh
            else f"The copy is cut, and — tells only of the part held: {told}."
        )
    return notes


def _name_of_copy(row: Row) -> str:
    return _name(row) + (f"（{row.copy_note}）" if row.copy_note else "")


def _name(row: Row) -> str:
    return row.place or (f"《{row.title}》" if row.title else row.notice)
