"""What a notice says of itself: its number, its date, who issued it."""

from __future__ import annotations

import re

from assistant.answering.evidence import Evidence
from assistant.reading.passage import Passage
from assistant.records import Notice

_NUMBER_ASKED = re.compile(r"文号|字号|document number|number of the (?:notice|document)", re.I)
_DATE_ASKED = re.compile(r"哪天|哪年|几号|时候|何时|时间|日期|\bwhen\b|\bdate\b", re.I)
_ISSUER_ASKED = re.compile(r"谁|部门|单位|机关|\bwho\b|\bbody\b|authority|\bwhom\b", re.I)
# “陕卫促进发55号哪天印发”: the question names the notice by its number.
_NAMED = re.compile(r"(?<!\d)(\d{1,4})\s?号(?!文件里)")
# Letterhead, number, signature and date stand on short lines.
_MAX_LINE_CHARS = 60


def about_notice(question: str, notice: Notice) -> list[Evidence]:
    """The lines of the notice that give what is asked of itself: its number, its date, who issued it."""
    named = _NAMED.search(question)
    if named and not (notice.number or "").endswith(f"{named[1]}号"):
        return []
    wanted: list[str] = []
    if notice.number and _NUMBER_ASKED.search(question):
        wanted.append(notice.number)
    if notice.date and _DATE_ASKED.search(question):
        year, month, day = notice.date.split("-")
        wanted.append(f"{year}年{int(month)}月{int(day)}日")
    if notice.issuer and _ISSUER_ASKED.search(question):
        wanted.extend(notice.issuer.split("、"))
    found: list[Evidence] = []
    for clause in notice.clauses:
        passage = Passage.cut(notice.source, clause.start, clause.end)
        bare = re.sub(r"\s", "", passage.text)
        if clause.part in ("front", "signature") and len(bare) <= _MAX_LINE_CHARS and any(w in bare for w in wanted):
            found.append(Evidence(clause, passage.text, *passage.span(0, len(passage.text))))
    return found
