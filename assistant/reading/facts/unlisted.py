"""Units that a notice names and that stand in no duty: a warning tells, so that nobody takes the lists for complete.

Said once for all that follows (“以下均需试点城市政府落实，不再列出”), or in a bracket behind a task in a role that is
none of 牵头, 配合, 负责 (“（农业农村部指导）”), or in words that are not understood.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.reading.facts.duty_roles import REMARK, SIGN
from assistant.reading.facts.duty_tails import find_brackets, is_authority
from assistant.reading.facts.units import is_unit
from assistant.reading.remarks import LATER, TAIL
from assistant.records import Clause, ReadingWarning

_LONGEST_TAIL_CHARS = 160
_MARKS = re.compile(r"[，,；;。、]|以及|(?<=[委厅局部办会府])[和及与]")
# What a unit does, behind its name.
_DOES = re.compile(
    r"(?:负责|分别|共同|按职责|具体)*(?:指导|监督|督导|督促|落实|实施|负责|牵头|配合|参与|支持|协助|承办).*$"
)


def find_unlisted(clauses: Sequence[Clause]) -> tuple[ReadingWarning, ...]:
    """A warning for each place of a notice that names units and assigns them nothing that was read."""
    return tuple(
        ReadingWarning(message, clause.label, clause.start, clause.end)
        for clause in clauses
        if clause.part in ("body", "annex") and not clause.is_heading
        for message in _messages(clause)
    )


def _messages(clause: Clause) -> Iterator[str]:
    body = clause.text.rstrip("。；; \u3000")
    remark = REMARK.search(body.rstrip("）)〕]】。"))
    if remark:
        yield LATER.chinese.format(remark[0].strip("。；;，, "))
    if clause.duties or not body.endswith(("）", ")", "〕", "】", "]")):
        return
    last = list(find_brackets(body))[-1:]
    for start, end, inside in last:
        ends = end == len(body) and body[:start].rstrip().endswith(("。", "；", "！"))
        if ends and len(inside) <= _LONGEST_TAIL_CHARS and _names_units(inside):
            yield TAIL.chinese.format(body[start:end])


def _names_units(inside: str) -> bool:
    """Whether a bracket is a list of units, authorities among them, whatever it says they do."""
    pieces = [_DOES.sub("", piece).strip() for piece in _MARKS.split(inside)]
    named = [piece for piece in pieces if is_unit(SIGN.sub("", piece))]
    authorities = [piece for piece in named if is_authority(SIGN.sub("", piece))]
    return bool(authorities) and pieces[0] in named and len(named) * 2 >= len(list(filter(None, pieces)))
