"""The order in which the answering chain looks at clauses, for those who measure its retrieval. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain, zip_longest

from assistant.answering.retrieve import Finding
from assistant.records import Hit
from assistant.scope import Scope


def ranked_clauses(
    scopes: Sequence[Scope], findings: Mapping[str, Finding], hits: Mapping[str, Sequence[Hit]], top: int
) -> list[str]:
    """Ids of the ``top`` clauses nearest to a question, best first, none twice.

    An answer goes notice by notice, so the ranks do too: the best clause of each notice that applies, the notice with
    the best match first, then the second ones, and so on; notices of the levels above a place come after its own. The
    clauses of a notice: those that cover the question, then the other hits of the search.
    """
    own = list(dict.fromkeys(notice.id for scope in scopes for notice in scope.own))
    above = [n.id for scope in scopes for n in scope.above if n.id not in own]
    ranked = _in_turn(own, findings, hits) + _in_turn(list(dict.fromkeys(above)), findings, hits)
    return ranked[:top]


def _in_turn(notices: Sequence[str], findings: Mapping[str, Finding], hits: Mapping[str, Sequence[Hit]]) -> list[str]:
    nearest_first = sorted(notices, key=lambda notice: _relevance(findings.get(notice)), reverse=True)
    rounds = zip_longest(*(_of_notice(findings.get(notice), hits.get(notice, ())) for notice in nearest_first))
    return [clause_id for clause_id in chain.from_iterable(rounds) if clause_id is not None]


def _of_notice(finding: Finding | None, hits: Sequence[Hit]) -> list[str]:
    matched = [match.clause.id for match in finding.matches] if finding else []
    if finding and finding.omitted:
        matched.insert(0, finding.omitted.id)
    return list(dict.fromkeys([*matched, *(hit.clause_id for hit in hits)]))


def _relevance(finding: Finding | None) -> tuple[bool, float]:
    """Notices that answer come first, then by their best clause."""
    if finding is None or finding.nearest is None:
        return (False, 0.0)
    best = finding.matches[0] if finding.matches else finding.nearest
    return (bool(finding.matches) or finding.omitted is not None, best.relevance)
