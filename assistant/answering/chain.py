"""The answering chain, in LangChain Runnables: understand → retrieve → compose → check → Answer."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.answering import phrases
from assistant.answering.about import narrow
from assistant.answering.about_question import asked_about, is_about_notice, names_another_document
from assistant.answering.chat_writer import ChatModel, write
from assistant.answering.check import why_rejected
from assistant.answering.compose import compose
from assistant.answering.draft import Draft
from assistant.answering.exact import ExactRequest, find_exact
from assistant.answering.exact_draft import look_up, own_notices, restrict
from assistant.answering.homophones import find_homophones, replace_homophones
from assistant.answering.joining import Part, join, own_concepts, stay
from assistant.answering.knowledge import Knowledge
from assistant.answering.parts import find_parts
from assistant.answering.ranking import ranked_clauses
from assistant.answering.retrieve import Finding, retrieve
from assistant.answering.understand import known_spans, understand
from assistant.answering.validity_lines import facts_line, warning_lines
from assistant.answering.verdict import CONFIRMS, begins_with_verdict
from assistant.records import Answer, Hit, Place, Query, Statement
from assistant.scope import Scope, find_scopes
from assistant.simplified import simplified

if TYPE_CHECKING:
    from langchain_core.runnables import Runnable

# Hits asked for in each notice; a clause ranked lower adds nothing that its words do not show.
HITS_PER_NOTICE = 12
# So many statements of one notice are listed line by line.
_LIST_FROM = 3
# A clause that covers less of the question is no help to someone who was refused.
_MIN_NEAREST = 0.35

Search = Callable[[str, Sequence[str], int], Mapping[str, Sequence[Hit]]]


@dataclass(frozen=True, slots=True)
class Request:
    """What goes into the chain. ``place``: chosen by the user; ``history``: earlier questions, oldest first."""

    question: str
    place: str | None = None
    lang: str | None = None
    history: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trace:
    """What the steps hand on, and what ``ask --explain`` can show: each step fills in its part. ``parts``: what a
    question in several parts asks, each taken as a question of its own; ``read_as``: words typed with characters that
    sound alike, and the words they were read as."""

    request: Request
    query: Query
    scopes: tuple[Scope, ...] = ()
    hits: Mapping[str, Sequence[Hit]] = field(default_factory=dict)
    findings: Mapping[str, Finding] = field(default_factory=dict)
    draft: Draft = field(default_factory=Draft)
    exact: ExactRequest | None = None
    parts: tuple[Trace, ...] = ()
    read_as: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Steps:
    """The four steps of an answer; what each returns is what the next one takes.

    ``search(text, notice ids, top)`` gives hits by notice id; a chat model, where one is given, words the answer;
    ``today()`` is the day by which a notice is over or still ahead.
    """

    knowledge: Knowledge
    search: Search
    chat_model: ChatModel | None = None
    today: Callable[[], date] = date.today

    def understand(self, request: Request) -> Trace:
        """The question → its :class:`~assistant.records.Query` and the notices that it is put to.

        :raises UsageError: for an empty or overlong question, or a place that is none.
        """
        simple = _in_simplified(request)
        slips = self._slips(simple.question)
        earlier = tuple(replace_homophones(text, self._slips(text)) for text in simple.history)
        read = replace(simple, question=replace_homophones(simple.question, slips), history=earlier)
        trace = self._understand_one(read)
        read_as = tuple((simple.question[start:end], word) for start, end, word in slips)
        return replace(trace, request=request, parts=self._understand_parts(trace), read_as=read_as)

    def _slips(self, question: str) -> list[tuple[int, int, str]]:
        """What of ``question`` is typed in place of a word that sounds alike."""
        knowledge = self.knowledge
        return find_homophones(
            question, knowledge.cut_words, knowledge.lexicon.find_all, lambda: known_spans(question, knowledge)
        )

    def _understand_one(self, request: Request, places: tuple[Place, ...] = ()) -> Trace:
        """``request`` as one question; ``places`` are asked about where it says none."""
        query = understand(
            request.question, self.knowledge, place=request.place, lang=request.lang, history=request.history
        )
        if places and not query.places and not query.ambiguous:
            query = replace(query, places=places)
        about = asked_about(query, request.history, self.knowledge)
        if about:
            query = replace(query, asks=("notice", *about), unit=None)
        elif names_another_document(query.question, self.knowledge):
            query = replace(query, asks=tuple(ask for ask in query.asks if ask != "notice") or ("when",))
        scopes = find_scopes(query.places, self.knowledge.notices, ambiguous=bool(query.ambiguous), denied=query.denied)
        exact = None if about else find_exact(request.question, own_notices(scopes, self.knowledge), request.history)
        if exact:
            scopes = tuple(replace(scope, above=()) for scope in scopes)
        turns = (query.question, *reversed(request.history))
        return Trace(request, query, narrow(scopes, turns) if "notice" in query.asks else scopes, exact=exact)

    def _understand_parts(self, trace: Trace) -> tuple[Trace, ...]:
        """The parts of the question, each understood behind the ones before it; none where it asks but once, or for the
        words of a clause."""
        texts = () if trace.exact else find_parts(trace.request.question)
        earlier = trace.request.history
        parts = [
            self._understand_one(
                replace(trace.request, question=text, lang=trace.query.lang, history=(*earlier, *texts[:number])),
                trace.query.places,
            )
            for number, text in enumerate(texts)
        ]
        return () if all("notice" in part.query.asks for part in parts) else tuple(parts)

    def retrieve(self, trace: Trace) -> Trace:
        """Query → what each notice has on it."""
        ids = list(dict.fromkeys(n.id for scope in trace.scopes for n in (*scope.own, *scope.above)))
        searchable = bool(trace.query.concepts) and bool(trace.query.search_text.strip()) and bool(ids)
        hits = self.search(trace.query.search_text, ids, HITS_PER_NOTICE) if searchable else {}
        findings = retrieve(trace.scopes, trace.query, self.knowledge, hits)
        findings = restrict(trace.exact, findings) if trace.exact else findings
        return replace(trace, hits=hits, findings=findings, parts=tuple(self.retrieve(part) for part in trace.parts))

    def rank(self, request: Request, top: int) -> list[str]:
        """The ids of the ``top`` clauses that an answer would be taken from first, best first.

        :raises UsageError: as :meth:`understand`.
        """
        trace = self.retrieve(self.understand(request))
        return ranked_clauses(trace.scopes, trace.findings, trace.hits, top)

    def compose(self, trace: Trace) -> Trace:
        """Findings → statements with citations; a clause asked for by its number is quoted as it stands."""
        if trace.exact and trace.exact.asks_text:
            return replace(trace, draft=look_up(trace.exact, trace.query, trace.scopes, self.knowledge))
        draft = compose(trace.query, trace.scopes, trace.findings, self.knowledge)
        return replace(trace, draft=join(draft, self._compose_parts(trace), self.knowledge) if trace.parts else draft)

    def _compose_parts(self, trace: Trace) -> list[Part]:
        """The parts of the question, each with its draft; one that goes on about the same is answered from the clauses
        that answered the part before it."""
        parts: list[Part] = []
        for part in trace.parts:
            before = parts[-1] if parts else None
            own = own_concepts(part.query, before.query if before else None)
            query, findings = part.query, part.findings
            if before and before.draft.told:
                query, findings = stay(query, findings, own, before.draft.told, self.knowledge)
            draft = compose(query, part.scopes, findings, self.knowledge)
            parts.append(Part(part.request.question, part.query, part.scopes, own, draft))
        return parts

    def check(self, trace: Trace) -> Answer:
        """Statements → those that the cited text bears out, as an answer."""
        return self.judge(trace)[1]

    def judge(self, trace: Trace) -> tuple[Trace, Answer]:
        """The answer of :meth:`check`, with the trace of the draft that it was made from: the chat model's, or else the
        offline one."""
        if self.chat_model is not None and not (trace.exact and trace.exact.asks_text):
            written = write(self.chat_model, trace.query, _all_findings(trace), trace.draft, self.knowledge)
            reworded = replace(trace, draft=written) if written else trace
            checked = finish(reworded, self.knowledge, self.today()) if written else None
            if checked and checked.statements:
                return reworded, checked
        return trace, finish(trace, self.knowledge, self.today())

    def run(self, request: Request) -> Answer:
        """The steps one after the other: what the chain does, for a program that answers once and ends. (Importing
        LangChain's Runnables takes longer than the answer: 0.4 s.)"""
        return self.check(self.compose(self.retrieve(self.understand(request))))


def _in_simplified(request: Request) -> Request:
    """``request`` in the characters of the notices."""
    place = request.place and simplified(request.place)
    earlier = tuple(map(simplified, request.history))
    return replace(request, question=simplified(request.question), place=place, history=earlier)


def _all_findings(trace: Trace) -> dict[str, Finding]:
    """The findings of the question; where a notice has nothing on the whole of it, those of its parts."""
    found = dict(trace.findings)
    for part in trace.parts:
        found.update({key: item for key, item in part.findings.items() if key not in found or not found[key].matches})
    return found


def build_chain(steps: Steps) -> Runnable[Request, Answer]:
    """The steps as a LangChain chain: ``understand | retrieve | compose | check``.

    Its input is a :class:`Request`, its output an :class:`~assistant.records.Answer`. A wrong request raises
    :class:`~assistant.errors.UsageError`.
    """
    from langchain_core.runnables import RunnableLambda

    retrieving = RunnableLambda(steps.understand) | RunnableLambda(steps.retrieve)
    return retrieving | RunnableLambda(steps.compose) | RunnableLambda(steps.check)


def answer(
    run: Callable[[Request], Answer], request: Request, clock: Callable[[], float] = time.perf_counter
) -> Answer:
    """``run(request)``, timed. ``run`` is a chain's ``invoke`` or :meth:`Steps.run`."""
    begin = clock()
    result = run(request)
    return replace(result, elapsed_ms=round((clock() - begin) * 1000, 1))


def finish(trace: Trace, knowledge: Knowledge, today: date) -> Answer:
    """The check, and the text for a person, as of ``today``. A statement that fails is dropped, and the answer says
    so."""
    draft, query = trace.draft, trace.query
    kept: list[Statement] = []
    dropped: list[str] = []
    for statement in draft.statements:
        reason = why_rejected(statement, draft.citations, knowledge)
        if reason is None:
            kept.append(statement)
        else:
            dropped.append(f"{statement.text}（{reason}）")
    status = draft.status
    if dropped:
        status = "partial" if kept else "not_found"
    trace = replace(trace, draft=replace(draft, statements=kept))
    return Answer(
        question=trace.request.question,
        status=status,
        lang=query.lang,
        text=_text(trace, status, bool(dropped), knowledge, today),
        statements=tuple(kept),
        citations=tuple(draft.citations) if kept else (),
        missing=tuple(draft.missing),
        dropped=tuple(dropped),
    )


def _text(trace: Trace, status: str, dropped: bool, knowledge: Knowledge, today: date) -> str:
    draft, query = trace.draft, trace.query
    lines = [phrases.read_as_line(typed, word, query.lang) for typed, word in trace.read_as]
    lines.extend(draft.ahead)
    if query.ambiguous:
        names = "、".join("".join(reversed([p.name, *p.above[:-1]])) for p in query.ambiguous[:8])
        lines.append(phrases.same_name_line(names, query.lang))
    if _leaves_open(trace):
        lines.append(phrases.undecided_line(query.lang))
    if not draft.statements:
        understood = query.concepts or query.unit or is_about_notice(query) or trace.exact
        lines.append(phrases.REFUSAL[query.lang] if understood else phrases.NO_TOPIC[query.lang])
    lines.extend(_place_lines(draft, query, knowledge))
    if draft.statements or status == "omitted":
        lines.extend(draft.notes)
    else:
        lines.extend(_nearest(trace, knowledge))
        lines.append(phrases.help_line(knowledge.notices, query.lang, knowledge))
    if dropped:
        lines.append(
            "有一处内容未通过核对，已略去。"
            if query.lang == "zh"
            else "One statement failed the check and was left out."
        )
    used = [knowledge.by_id[key] for key in dict.fromkeys(citation.notice for citation in draft.citations)]
    if draft.statements:
        lines[:0] = warning_lines(used, knowledge, today, query.lang)
        lines.append(facts_line(used, knowledge, today, query.lang))
        lines.append(phrases.dates_line(used, query.lang))
    return "\n".join(line for line in lines if line)


def _leaves_open(trace: Trace) -> bool:
    """Whether a yes or a no is wanted, and what is told begins with neither, nor with a correction."""
    draft, query = trace.draft, trace.query
    counted = query.asks[0] in ("number", "when", "money") and CONFIRMS.search(query.question)
    asked = query.is_yes_no and (query.asks[0] in ("who", "what") or counted) and not trace.parts and not trace.exact
    return (
        bool(asked) and bool(draft.statements) and not draft.ahead and not begins_with_verdict(draft.statements[0].text)
    )


def _place_lines(draft: Draft, query: Query, knowledge: Knowledge) -> list[str]:
    """What each notice says behind its place, the citation marks behind each statement; a longer list line by line."""
    groups: dict[str, list[str]] = {}
    by_number = {citation.n: citation for citation in draft.citations}
    for statement in draft.statements:
        marks = "".join(f"〔{number}〕" for number in statement.citations)
        groups.setdefault(by_number[statement.citations[0]].notice, []).append(statement.text + marks)
    joint, colon = ("", "：") if query.lang == "zh" else (" ", ": ")
    lines: list[str] = []
    for key, texts in groups.items():
        heading = phrases.heading_of(knowledge.by_id[key], query.lang, knowledge) + colon
        if len(texts) >= _LIST_FROM:
            lines.extend([heading.rstrip(), *(f"· {text}" for text in texts)])
        else:
            lines.append(heading + joint.join(texts))
    return lines


def _nearest(trace: Trace, knowledge: Knowledge) -> list[str]:
    """For a refusal: notes on what the notices do say of the topic, else the clause that comes nearest."""
    if trace.exact or is_about_notice(trace.query) or any(finding.on_topic for finding in trace.findings.values()):
        return list(trace.draft.notes)
    near = [f.nearest for f in trace.findings.values() if f.nearest and f.nearest.coverage >= _MIN_NEAREST]
    if not near:
        return []
    best = max(near, key=lambda match: match.relevance)
    notice = knowledge.by_id[best.clause.notice]
    return [phrases.nearest_line(notice, best.clause, trace.query.lang, knowledge)] if best.clause.label else []
