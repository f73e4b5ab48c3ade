"""The answer to a question that names a clause by its number: the clause's own words, whole.

:func:`look_up` quotes them with their citations; :func:`restrict` keeps the findings to the clause where something else
is asked of it (“陕西（八）谁牵头”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering import exact_lines as lines
from assistant.answering import phrases
from assistant.answering.addresses import Address
from assistant.answering.draft import Draft
from assistant.answering.exact import ExactRequest
from assistant.answering.excerpts import Excerpt, Taken, excerpts_of, sentences
from assistant.answering.knowledge import Knowledge
from assistant.answering.numbered import Entry, Located, clauses_of, locate, namesakes
from assistant.answering.retrieve import Finding, Match
from assistant.records import Clause, Notice, Query
from assistant.scope import Scope, names_of

# More notices than these are not quoted in one answer.
_MAX_NOTICES = 6
_OF = re.compile(r"\s*(?:of|in|from)\s+(?:the\s+)?", re.I)

# --- something asked of the clause -------------------------------------------------------------------------------


def own_notices(scopes: Sequence[Scope], knowledge: Knowledge) -> tuple[Notice, ...]:
    """The notices in which a clause may be named: those of the places asked about, or all where these have none."""
    return tuple(dict.fromkeys(notice for scope in scopes for notice in scope.own)) or knowledge.notices


def addressed_clauses(request: ExactRequest, notice: Notice) -> tuple[Clause, ...]:
    """The paragraphs of ``notice`` that the request names, with all below them, in the order of the text."""
    if notice.id not in request.notices:
        return ()
    entries = [entry for address in request.addresses for entry in locate(address, notice).fits]
    found = {clause.id: clause for entry in entries for clause in clauses_of(entry, notice)}
    return tuple(sorted(found.values(), key=lambda clause: clause.start))


def restrict(request: ExactRequest, findings: Mapping[str, Finding]) -> dict[str, Finding]:
    """``findings`` with nothing but the clauses named: what is asked is asked of them."""
    return {key: _restricted(request, finding) for key, finding in findings.items()}


def _restricted(request: ExactRequest, finding: Finding) -> Finding:
    found = {match.clause.id: match for match in finding.matches}
    named = [c for c in addressed_clauses(request, finding.notice) if not c.is_heading]
    held = [clause for clause in named if not clause.omitted]
    matches = tuple(found.get(clause.id) or Match(clause, 1.0, 1.0, 1.0, None) for clause in held)
    omitted = named[0] if named and not held else None
    return replace(
        finding,
        matches=matches,
        omitted=omitted,
        on_topic=held[0] if held else None,
        nearest=matches[0] if matches else None,
    )


# --- the words of the clause -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Found:
    """An address in one notice. ``taken``: what each clause that it may mean gives; those that lack the part asked for
    are left out as long as another one has it."""

    address: Address
    notice: Notice
    located: Located
    taken: tuple[tuple[Entry, Taken], ...]

    @property
    def has(self) -> bool:
        """Whether there is anything to quote, or to tell as left out."""
        return any(taken.excerpts or taken.gaps for _, taken in self.taken)


def look_up(request: ExactRequest, query: Query, scopes: Sequence[Scope], knowledge: Knowledge) -> Draft:
    """The clauses named, quoted whole with their citations; what is not there is told with the numbers that are."""
    draft = Draft()
    if not request.notices:
        draft.lead_in(lines.NOT_HELD[query.lang])
    told = [_look_up_in(scope, request, query, scopes, knowledge, draft) for scope in scopes]
    if any("said" in went for went in told):
        settled = not query.ambiguous and all(map(_settles, told, scopes))
        draft.status = "answered" if settled else "partial"
    else:
        draft.status = "omitted" if any("omitted" in went for went in told) else "not_found"
    cited = {citation.notice for citation in draft.citations}
    draft.speaking = tuple(notice for notice in knowledge.notices if notice.id in cited)
    return draft


def _settles(went: set[str], scope: Scope) -> bool:
    """Whether a place was told all that was asked; without a place, some notices may lack the clause."""
    return went == {"said"} if scope.place else "said" in went and "several" not in went


def _look_up_in(
    scope: Scope, request: ExactRequest, query: Query, scopes: Sequence[Scope], knowledge: Knowledge, draft: Draft
) -> set[str]:
    """Fill ``draft`` with what the notices of one place have; how it went: ``said``, ``several``, ``omitted``,
    ``absent``."""
    _tell_level(scope, query, knowledge, draft)
    held = [notice for notice in scope.own if notice.id in request.notices]
    addresses = _of_scope(request, scope, scopes, knowledge)
    found = [_find(address, notice, request) for notice in held for address in addresses]
    having = list(dict.fromkeys(one.notice.id for one in found if one.has))
    # Without a place, a notice that lacks the clause is told of only where all do.
    told = set(having[:_MAX_NOTICES] or [notice.id for notice in held][:_MAX_NOTICES])
    if len(having) > _MAX_NOTICES:
        draft.remark(lines.more_line(len(having) - _MAX_NOTICES, query.lang))
    went: set[str] = set()
    for one in found:
        if one.has and one.notice.id in told:
            went |= set(_say(one, query, knowledge, draft))
        elif not one.has and (scope.place or not having) and (scope.place or one.notice.id in told):
            went.add(_tell_absent(one, query, knowledge, draft))
        elif one.notice.id not in having:
            draft.miss(one.notice.id, "not_mentioned")
    return went or {"absent"}


def _find(address: Address, notice: Notice, request: ExactRequest) -> _Found:
    located = locate(address, notice)
    brief = len(located.fits) > 1
    taken = tuple(
        (entry, excerpts_of(entry, address.parts, notice, saying=request.saying, brief=brief)) for entry in located.fits
    )
    having = tuple((entry, one) for entry, one in taken if one.excerpts or one.gaps)
    return _Found(address, notice, located, having or taken)


def _tell_level(scope: Scope, query: Query, knowledge: Knowledge, draft: Draft) -> None:
    """Whose notices are looked in, where the place asked for has none of its own."""
    if scope.place is None or scope.place.level == "nation":
        return
    if scope.uncovered:
        draft.miss(scope.place.name, "no_notice")
        draft.lead_in(phrases.no_notice_line(scope.place.name, query.lang, knowledge))
    elif all(notice.place not in names_of(scope.place) for notice in scope.own):
        draft.lead_in(phrases.above_line(scope.place.name, scope.own[0], query.lang, knowledge))


def _of_scope(
    request: ExactRequest, scope: Scope, scopes: Sequence[Scope], knowledge: Knowledge
) -> tuple[Address, ...]:
    """The addresses meant for the place of ``scope``: where several are named with several places, those named with it
    (“陕西第八条和中卫第10条”)."""
    if len(request.addresses) < 2 or len(scopes) < 2 or scope.place is None:
        return request.addresses
    text, mentions = request.text, knowledge.gazetteer.find(request.text)
    own: list[Address] = []
    for address in request.addresses:
        behind = [m for m in mentions if m.start >= address.end and _OF.fullmatch(text[address.end : m.start])]
        before = [m for m in mentions if m.end <= address.start]
        meant = behind[:1] or before[-1:]
        if not meant or scope.place in meant[0].places:
            own.append(address)
    return tuple(own) or request.addresses


def _say(one: _Found, query: Query, knowledge: Knowledge, draft: Draft) -> Iterator[str]:
    """Quote what was found; how it went."""
    notice, fits = one.notice, [entry for entry, _ in one.taken]
    if len(fits) > 1:
        draft.lead_in(lines.several_line(notice, fits, query.lang, knowledge))
        yield "several"
    elif others := namesakes(one.address.steps[-1], fits, notice):
        draft.remark(lines.namesakes_line(notice, fits[0], others, query.lang, knowledge))
    if one.located.loose:
        draft.lead_in(lines.loose_line(notice, fits, query.lang, knowledge))
    for entry, taken in one.taken:
        for excerpt in taken.excerpts:
            _state(excerpt, notice, query, draft)
            yield "said"
        if taken.counted:
            draft.remark(lines.counted_line(taken.counted, query.lang))
        if taken.shortened:
            draft.remark(lines.shortened_line(notice, entry, query.lang, knowledge))
        yield from _tell_gaps(taken, notice, query, knowledge, draft)


def _tell_gaps(taken: Taken, notice: Notice, query: Query, knowledge: Knowledge, draft: Draft) -> Iterator[str]:
    """What the copy leaves out of the clauses named. Where that is just what was asked for, the words before the gap
    are quoted."""
    for clause, gap in taken.gaps:
        draft.miss(notice.id, "omitted")
        if clause.omitted:
            number = draft.cite(notice, clause, gap.start, gap.end)
            draft.state(phrases.omitted_text(clause, query.lang), notice.place, [number])
        else:
            if not taken.excerpts:
                _state(sentences(clause, notice)[-1], notice, query, draft)
            draft.remark(phrases.cut_line(notice, clause, query.lang, knowledge))
        yield "omitted"


def _state(excerpt: Excerpt, notice: Notice, query: Query, draft: Draft) -> None:
    number = draft.cite(notice, excerpt.clause, excerpt.start, excerpt.end)
    draft.state(excerpt.text if query.lang == "zh" else f"“{excerpt.text}”", notice.place, [number])


def _tell_absent(one: _Found, query: Query, knowledge: Knowledge, draft: Draft) -> str:
    """There is no such clause, or it lacks the part: that the copy ends before it, or which numbers there are."""
    notice = one.notice
    for entry, taken in one.taken:
        draft.lead_in(lines.no_part_line(notice, entry, one.address.parts, taken.held, query.lang, knowledge))
    gap = next((gap for gap in notice.gaps if gap.kind == "truncated"), None)
    if not one.taken and gap and one.located.beyond and _ends_there(one.located, notice):
        draft.miss(notice.id, "omitted")
        draft.lead_in(lines.ended_line(notice, gap, query.lang, knowledge))
        return "omitted"
    if not one.taken:
        draft.lead_in(lines.absent_line(one.address, one.located, notice, query.lang, knowledge))
    draft.miss(notice.id, "not_mentioned")
    return "absent"


def _ends_there(located: Located, notice: Notice) -> bool:
    """Whether the clauses among which one was looked for are the last ones of the copy."""
    body = [clause.path for clause in notice.clauses if clause.path and clause.part == "body"]
    return bool(body) and any(body[-1][: len(entry.path)] == entry.path for entry in located.there)
