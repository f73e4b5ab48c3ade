"""The records of ``ask --explain``: what the chain understood, looked at, said and dropped.

They hold nothing but texts, numbers and ids, so that ``dataclasses.asdict`` makes the JSON of them. Scores are rounded
to three decimals; ``turn`` is the earlier question that something was taken from, None for the question itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class PlaceFound:
    """A place asked about. ``how``: ``said`` (``words``: its name as said), ``chosen`` (the place given beside the
    question), ``earlier`` or ``whole`` (the whole question says it, of which this is a part)."""

    name: str
    level: str
    how: str
    words: str = ""
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class ConceptFound:
    """One thing that the question is about: ``name``, ``kind`` and ``spellings`` as in
    :class:`~assistant.records.Concept`, ``said`` in the user's own words.

    ``clauses``: how many clauses say it; ``weight``: what it weighs among the others; ``importance``: how much a loose
    word tells of a topic (0 to 1), None for what the glossary knows.
    """

    name: str
    kind: str
    said: str
    spellings: tuple[str, ...]
    clauses: int
    weight: float
    importance: float | None
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class ClauseNamed:
    """Clauses that the question names by number. ``words``: the addresses as said; ``notices``: ids of the notices that
    they can be in; ``saying``: of an annex, what it is to say."""

    words: tuple[str, ...]
    notices: tuple[str, ...]
    saying: str = ""
    turn: str | None = None


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as understood.

    ``route``: where the answer is taken from: ``clause`` (the words of a clause named), ``notice`` (particulars of the
    notices), ``unit`` (the duties of a unit) or ``topic`` (the clauses on the topic). ``asks``: as in
    :class:`~assistant.records.Query`. ``may_be``: the places that a shared name may stand for; ``not_meant``: places
    named and not asked about. ``set_aside``: words that tell nothing of a topic; ``unused``: the rest of the question,
    such as the words that ask.
    """

    lang: str
    lang_chosen: bool
    route: str
    asks: tuple[str, ...]
    asks_turn: str | None
    is_yes_no: bool
    unit: str | None
    unit_turn: str | None
    places: tuple[PlaceFound, ...]
    may_be: tuple[str, ...]
    not_meant: tuple[str, ...]
    clause: ClauseNamed | None
    concepts: tuple[ConceptFound, ...]
    set_aside: tuple[str, ...]
    unused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticesAsked:
    """Ids of the notices asked for one place: its ``own``, and those of the levels ``above``. ``place`` is None where
    the question names none: then ``own`` are all."""

    place: str | None
    own: tuple[str, ...]
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseLooked:
    """A clause that was looked at. ``lexical``, ``cosine``: the search's scores, None where it is not among its hits;
    ``coverage``, ``heading``, ``relevance``: as in :class:`~assistant.answering.retrieve.Match`.

    ``cited``: a statement composed rests on it. ``refused``: why it was not taken, None where it was: ``coverage`` (it
    says less than needed), ``lacks`` (not the words of ``lacks``, which tell topics apart), ``left_out`` (the copy held
    leaves the clause on the topic out), ``farther`` (another notice speaks of more of the question), ``not_named``
    (the question names another clause), ``relevance`` (another one fits much better), ``heading`` (the best one has the
    topic in its heading, this one has not).
    """

    clause_id: str
    label: str
    lexical: float | None
    cosine: float | None
    coverage: float
    heading: float
    relevance: float
    cited: bool
    refused: str | None
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeLooked:
    """What a notice was found to have. ``needed``: the coverage that a clause needs to be taken; ``taken``: how many
    were; ``left_out``: the label of the clause on the topic whose content the copy leaves out; ``waived``: the concepts
    that its year or its title says of all of it, so that a clause need not; ``clauses``: the best of those taken and of
    the others, the most relevant first."""

    notice: str
    needed: float
    taken: int
    left_out: str | None
    waived: tuple[str, ...]
    clauses: tuple[ClauseLooked, ...]


@dataclass(frozen=True, slots=True)
class StatementMade:
    """A statement composed. ``dropped``: why the check dropped it (in Chinese), None where it stands in the answer."""

    text: str
    place: str | None
    clause_ids: tuple[str, ...]
    dropped: str | None


@dataclass(frozen=True, slots=True)
class PartAsked:
    """One part of a question in several parts, understood and looked for by itself, behind the parts before it."""

    question: str
    understood: Understood
    asked: tuple[NoticesAsked, ...]
    looked: tuple[NoticeLooked, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the chain did for one answer. ``asked``: by place, the nearest first; ``looked``: empty unless the route is
    ``topic``; ``parts``: empty where the question asks but once; ``by_model``: a chat model worded the statements;
    ``ms``: milliseconds by step."""

    understood: Understood
    asked: tuple[NoticesAsked, ...]
    looked: tuple[NoticeLooked, ...]
    parts: tuple[PartAsked, ...]
    statements: tuple[StatementMade, ...]
    by_model: bool
    ms: dict[str, float] = field(default_factory=dict)
