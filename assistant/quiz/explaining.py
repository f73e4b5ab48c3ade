"""What a key says beside an answer: the clause, its words, and of a false statement what is right."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.quiz.naming import printed_title
from assistant.quiz.records import BLANK, FALSE, TRUE_FALSE, Ask
from assistant.quiz.words import inner_quotes, tidy, value_of
from assistant.records import Notice

# What stands behind a number and belongs to it.
_MEASURE = re.compile(r"[%％]|个?(?:年|月|周|工作日|日|天|小时|季度)|[名人所家种个项次元张]")


def explain(ask: Ask, kind: str, answer: str) -> str:
    """The clause and its words; for a false statement first what is right."""
    words = "、".join(ask.right) if kind == TRUE_FALSE and answer == FALSE else ""
    measure = _MEASURE.match(ask.sentence.partition(BLANK)[2]) if value_of(words) is not None else None
    correction = f"应为“{words}{measure[0] if measure else ''}”。" if words else ""
    return f"{correction}见{title_of(ask.notice)}{places_cited(ask)}"


def explain_pairs(asks: Sequence[Ask]) -> str:
    """The clause and its words for each pair of a matching question."""
    return f"见{title_of(asks[0].notice)}：" + "；".join(f"{at}. {places_cited(ask)}" for at, ask in enumerate(asks, 1))


def places_cited(ask: Ask) -> str:
    """“二、（一）2：“…”；二、（一）1：“…””: where the answer stands, word for word; the task before the units that
    have it."""
    source = ask.source
    tasks = [other for other in ask.also if other.clause_id == source.clause_id and other.end <= source.start]
    words = "……".join(part.quote for part in (*tasks, source))
    others = [(other.clause, other.quote) for other in ask.also if other not in tasks]
    cited = ((source.clause, words), *others)
    return "；".join(f"{_label(clause)}：“{inner_quotes(tidy(quote))}”" for clause, quote in cited)


def title_of(notice: Notice) -> str:
    """“《title》”, or the id of a notice without one."""
    title = printed_title(notice)
    return f"《{title}》" if title else notice.id


def _label(clause: str) -> str:
    return clause or "（无编号段）"
