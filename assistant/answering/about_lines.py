"""What the program says around a notice's own particulars: dates in English, and what the text does not give."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date

from assistant.answering.evidence import Evidence
from assistant.reading.about.dates import day_in

_CALLED = {
    "own_title": ("标题", "title"),
    "own_number": ("文号", "document number"),
    "own_issuer": ("发文单位", "issuer"),
    "own_date": ("日期", "date"),
    "plan_years": ("计划年度", "years that it covers"),
    "addressees": ("主送", "addressees"),
    "copies": ("抄送", "copied to"),
    "headings": ("各部分的标题", "headings"),
    "basis": ("所依据的文件", "document that it is based on"),
    "basis_number": ("所依据文件的文号", "number of the document that it is based on"),
    "basis_issuer": ("所依据文件的发文单位", "issuer of the document that it is based on"),
    "basis_date": ("所依据文件的日期", "date of the document that it is based on"),
    "effective": ("施行日期", "date on which it comes into force"),
    "expires": ("有效期", "term of validity"),
    "repeals": ("废止其他文件", "repeal of a document"),
}
_OWN_LABEL = re.compile(r"^(?:主送|抄送|抄报|文号|发文字号|标题)\s*[：:]\s*")


def called(name: str, lang: str) -> str:
    """What a particular is called."""
    return _CALLED[name][lang == "en"]


def statement_text(name: str, runs: Sequence[Evidence], lang: str, verdict: str = "") -> str:
    """The runs of one particular as a statement, in the words of the notice; in English a date is said before them."""
    words = "；".join(_OWN_LABEL.sub("", run.quote.strip()).rstrip("：:。；;，, ") for run in runs)
    if lang == "zh":
        return f"{verdict}{words}。"
    day = _english_day(words) if name == "own_date" else ""
    return verdict + (f"{day}: " if day else "") + f"“{words}”"


def _english_day(words: str) -> str:
    """“3 November 2021” for the date in ``words``."""
    iso = day_in(words)
    if not iso:
        return ""
    day = date.fromisoformat(iso)
    return f"{day.day} {calendar.month_name[day.month]} {day.year}"


def unstated_line(names: Sequence[str], notices: Sequence[str], lang: str) -> str:
    """That the texts of ``notices`` do not give these particulars."""
    what = [called(name, lang) for name in names]
    if lang == "en":
        return f"{', '.join(notices)}: the text was not found to give the {' or the '.join(what)}."
    return f"{'、'.join(notices)}：文中没有查到{'、'.join(what)}。"


def referred_line(what: str, lang: str, *, held: bool) -> str:
    """The document asked about is known only from what another notice says of it.

    :param held: its own text is held, and does not say it.
    """
    if lang == "en":
        why = "its own text was not found to say it" if held else "no such notice was found among those held"
        return f"{what}: {why}; other notices refer to it as follows."
    why = "它自己的文本中没有查到" if held else "没有查到这份文件的原文"
    return f"{what}：{why}，以下是其他文件提到它的原话。"


def which_line(count: int, lang: str) -> str:
    """So many notices may be meant that listing them would help nobody."""
    if lang == "en":
        return f"{count} notices are held; please name the place, the title or the number of the one you mean."
    return f"本库有{count}份文件，没有看出问的是哪一份；请写明地方、标题或文号。"


def not_held_line(what: str, lang: str) -> str:
    """No notice held bears the number asked about. (One whose text gives no number may be it.)"""
    return f"No notice held bears the number {what}." if lang == "en" else f"没有查到文号是{what}的文件。"


def cut_headings_line(notice: str, label: str, lang: str) -> str:
    """The copy ends early: headings behind its end are not known."""
    if lang == "en":
        return f"{notice}: the copy held ends after {label}; later headings are not in it."
    return f"{notice}：本库所存文本只到{label}，其后的标题没有收录。"
