"""How far an answer answers: its status, from what each place settled, and which copies may have left it out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering import phrases
from assistant.answering.draft import Draft
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.retrieve import Finding, find_in
from assistant.records import Gap, Notice, Query
from assistant.scope import Scope

# Notices on one subject share at least so much of their titles (those held: above .5; foreign ones: below .2).
_AKIN = 0.3
_LEAD_ASKED = re.compile(r"牵头|\blead", re.I)


@dataclass(frozen=True, slots=True)
class Settled:
    """How far a scope was answered: ``own`` and ``above`` say which asks each level settled."""

    own: frozenset[str]
    above: frozenset[str]
    omitted: bool


def gap_of(notice: Notice, label: str) -> Gap | None:
    """Where the copy of ``notice`` leaves out something of the clause ``label``; None where it does not."""
    return next((gap for gap in notice.gaps if gap.kind == "omitted" and gap.label == label), None)


def find_status(
    query: Query,
    scopes: Sequence[Scope],
    settled: Sequence[Settled],
    findings: Mapping[str, Finding],
    draft: Draft,
) -> str:
    """``answered``, ``partial``, ``omitted`` or ``not_found``; ``settled``: one a scope. Tells in ``draft``
    that no lead is named, where one was asked for."""
    asks = set(query.asks)
    whole = not query.ambiguous and not _lead_unstated(query, draft) and not _only_cut(draft, findings)
    if whole and all(asks <= item.own for item in settled):
        return "answered"
    if any(item.own or item.above for item in settled):
        return "partial"
    on_it = [findings[notice.id].on_topic for scope in scopes if scope.place for notice in scope.own]
    if any(item.omitted for item in settled) and not any(on_it):
        return "omitted"
    own = [findings[notice.id] for scope in scopes if scope.place for notice in scope.own]
    cut = [f.notice for f in own if f.truncated and f.on_topic is None and is_akin(f.notice, draft.speaking)]
    return "omitted" if cut else "not_found"


def _lead_unstated(query: Query, draft: Draft) -> bool:
    """The lead was asked for by that word, and all that the text gives is who is responsible; that is told."""
    asked = "lead" in query.asks and _LEAD_ASKED.search(query.question)
    if not asked or not draft.told or draft.leads or any("牵头" in item.quote for item in draft.told):
        return False
    if not any(phrases.NO_LEAD[query.lang] in statement.text for statement in draft.statements):
        draft.remark(phrases.no_lead_line(query.lang))
    return True


def _only_cut(draft: Draft, findings: Mapping[str, Finding]) -> bool:
    """Everything said comes from clauses whose end is left out of the copy."""
    cited = {(citation.notice, citation.clause) for citation in draft.citations}
    return bool(cited) and all(gap_of(findings[notice].notice, label) for notice, label in cited)


def find_speaking(query: Query, findings: Mapping[str, Finding], knowledge: Knowledge) -> tuple[Notice, ...]:
    """The notices held, asked about or not, that speak of the topic."""
    found = [findings.get(notice.id) or find_in(notice, query, knowledge, ()) for notice in knowledge.notices]
    return tuple(finding.notice for finding in found if finding.on_topic or finding.omitted)


def is_akin(notice: Notice, speaking: Sequence[Notice]) -> bool:
    """Whether a notice on the same subject speaks of the topic: then a copy that ends early may have done so too."""
    return any(_share_of_title(notice, other) >= _AKIN for other in speaking)


def _share_of_title(first: Notice, second: Notice) -> float:
    """Share of character pairs that two titles have in common; 1 where one of them is not known."""
    titles = [fold(notice.title or "") for notice in (first, second)]
    pairs = [{title[i : i + 2] for i in range(len(title) - 1)} for title in titles]
    return len(pairs[0] & pairs[1]) / min(map(len, pairs)) if all(pairs) else 1.0
