"""What the program itself says when a clause is looked up by its number, in both languages."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.addresses import Address, Part, Step
from assistant.answering.knowledge import Knowledge
from assistant.answering.numbered import MAX_RUNS, Entry, Located, entries_of, runs
from assistant.answering.phrases import heading_of
from assistant.records import Gap, Notice

_MAX_NAMED = 8
NOT_HELD = {
    "zh": "问的是另一份文件的条款，本库没有那份文件。",
    "en": "The clause asked for is in another document, which is not held.",
}
_TO, _BETWEEN, _MORE = {"zh": "至", "en": " to "}, {"zh": "、", "en": ", "}, {"zh": "等", "en": " and more"}
_STEP_ZH = {
    "part": "第{}编",
    "chapter": "第{}章",
    "section": "第{}节",
    "division": "第{}部分",
    "cn": "{}、",
    "paren": "（{}）",
}
_STEP_ZH |= {"ordinal": "{}是", "number": "{}"}
_DIGITS = "零一二三四五六七八九"
_PARTS = {"paragraph": ("段", "paragraph"), "subparagraph": ("款", "paragraph"), "sentence": ("句", "sentence")}


def several_line(notice: Notice, fits: Sequence[Entry], lang: str, knowledge: Knowledge) -> str:
    """Several clauses have the number that was said."""
    named = _named(fits, lang)
    if lang == "en":
        return f"{heading_of(notice, lang, knowledge)}: several clauses have this number: {named}; all are given."
    return f"{heading_of(notice, lang, knowledge)}：这个编号有{len(fits)}处，{named}，一并列出。"


def namesakes_line(notice: Notice, taken: Entry, others: Sequence[Entry], lang: str, knowledge: Knowledge) -> str:
    """Which clause was taken for the number, and which others have it too."""
    place = heading_of(notice, lang, knowledge)
    if lang == "en":
        return f"{place}: {taken.label} was taken to be meant; {_named(others, lang)} also has this number."
    return f"{place}：按“{taken.label}”理解；编号相同的还有{_named(others, lang)}。"


def loose_line(notice: Notice, fits: Sequence[Entry], lang: str, knowledge: Knowledge) -> str:
    """The notice has no mark of the kind said, but one of that number."""
    place = heading_of(notice, lang, knowledge)
    if lang == "en":
        return f"{place}: the text has no mark of that form; by its number it is {_named(fits, lang)}."
    return f"{place}：文中没有这种写法的编号，按序号对应的是{_named(fits, lang)}。"


def more_line(count: int, lang: str) -> str:
    """More notices have such a clause than are quoted."""
    if lang == "en":
        return f"{count} more notices have such a clause; please name the place or the notice."
    return f"另有{count}份文件也有这一条；请写明地方或文件名。"


def counted_line(heading: str, lang: str) -> str:
    """A heading may count as a sentence; both are given."""
    if lang == "en":
        return f"Two sentences are given: the first counts the heading “{heading}” as a sentence, the second does not."
    return f"给出两句：前一句把标题“{heading}”算作第1句，后一句不算标题。"


def shortened_line(notice: Notice, entry: Entry, lang: str, knowledge: Knowledge) -> str:
    """Of a long clause only the openings of those below it are given."""
    if lang == "en":
        return f"{heading_of(notice, lang, knowledge)}: of {entry.label} only the opening of each clause is given."
    return f"{heading_of(notice, lang, knowledge)}：{entry.label}只列出各条开头；要看全文请写明是其中哪一条。"


def no_part_line(
    notice: Notice, entry: Entry, parts: Sequence[Part], held: int, lang: str, knowledge: Knowledge
) -> str:
    """A clause has no paragraph or sentence of the number said."""
    zh, en = _PARTS.get(parts[-1].kind if parts else "", ("段", "paragraph"))
    place = heading_of(notice, lang, knowledge)
    if lang == "en":
        return f"{place}: {entry.label} has no such {en} in the copy held; {en}s counted there: {held}."
    return f"{place}：本库所存文本{entry.label}没有所问的那一{zh}，只数到{held}{zh}。"


def ended_line(notice: Notice, gap: Gap, lang: str, knowledge: Knowledge) -> str:
    """The copy ends before the clause."""
    place = heading_of(notice, lang, knowledge)
    if lang == "en":
        return f"{place}: the copy held ends after {gap.label}; the clause asked for is not in it."
    return f"{place}：本库所存文本只到{gap.label}，没有所问的这一条。"


def absent_line(address: Address, located: Located, notice: Notice, lang: str, knowledge: Knowledge) -> str:
    """There is no such clause; which numbers there are."""
    there = located.there or tuple(entry for entry in entries_of(notice) if entry.depth == 1)
    place = heading_of(notice, lang, knowledge)
    found = [_span(*run, lang) for run in runs(there)]
    spans = _BETWEEN[lang].join(found[:MAX_RUNS]) + (_MORE[lang] if len(found) > MAX_RUNS else "")
    if lang == "en":
        return f"{place}: no such clause; the numbers there: {spans}." if spans else f"{place}: no numbered clauses."
    asked = "".join(_said(step) for step in address.steps)
    if not spans:
        return f"{place}：没有{asked}；所存文本没有编号的条款。"
    return f"{place}：没有{asked}；该处编号有{spans}。"


def _span(first: Entry, last: Entry, lang: str) -> str:
    return f"“{first.label}”" if first == last else f"“{first.label}”{_TO[lang]}“{last.label}”"


def _named(entries: Sequence[Entry], lang: str) -> str:
    names = [entry.label for entry in entries[:_MAX_NAMED]]
    more = len(entries) > _MAX_NAMED
    if lang == "en":
        return ", ".join(names) + (" and more" if more else "")
    return "".join(f"“{name}”" for name in names) + ("等" if more else "")


def _said(step: Step) -> str:
    """A step of an address as Chinese notices print it."""
    if step.form == "annex":
        return f"附件{step.number or ''}"
    numeral = _chinese(step.number) if step.form != "number" else str(step.number)
    return _STEP_ZH.get(step.form, "第{}条" if step.form == "article" else "第{}项").format(numeral)


def _chinese(number: int) -> str:
    """1 to 999 in Chinese numerals; larger ones stay digits."""
    if number > 999:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    head = f"{_DIGITS[hundreds]}百" if hundreds else ""
    middle = f"{_DIGITS[tens]}十" if tens else ("零" if hundreds and ones else "")
    middle = "十" if not hundreds and tens == 1 else middle
    return head + middle + (_DIGITS[ones] if ones else "")
