"""The records that pass between the rooms: frozen, plain, free of any library's types.

Positions (``start``, ``end``) always count code points in the decoded text of the notice's file, half open.
A ``quote`` is the run of characters that a position names, with line breaks and the spaces beside them taken out
(see :func:`assistant.reading.passage.squeeze`), so that a reader sees the sentence and a screen can mark it.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

# --- facts -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Basis:
    """What a duty's lead rests on.

    ``kind``: ``stated`` (the unit's role stands in the tail: “…牵头，…配合”, “…负责”; of
    lines “牵头单位：…”, “配合单位：…” the quote is all of them), ``first_listed`` (a rule said
    once in the notice, whose words are the quote), ``prose`` (“民政部门负责…”), ``table`` (a column of a table, whose
    header row is the quote).
    """

    kind: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Duty:
    """Who does ``task``. Unit names stand as printed, one by one; no lead stated → ``lead`` is empty."""

    task: str
    lead: tuple[str, ...]
    support: tuple[str, ...]
    responsible: tuple[str, ...]
    basis: Basis
    quote: str
    start: int
    end: int

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit named, the lead first."""
        return self.lead + self.support + self.responsible


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """A time named in a clause.

    ``kind``: ``by`` (a date by which), ``within`` (a period after some event), ``every`` (how often), ``for`` (a
    length), ``during`` (a stretch of time such as a transition period or a plan year).
    ``words``: the time words as printed; ``iso``: ISO 8601 form where one says exactly the same, else None.
    ``who``: who must act, as printed, or None; ``what``: what must be done (the sentence or half-sentence).
    """

    what: str
    who: str | None
    words: str
    kind: str
    iso: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Who may have what.

    ``what``: what they get; ``who``: the groups, as printed, one by one (empty where nobody is named);
    ``condition``, ``area``, ``papers``: as printed or None; ``excluded``: the words that shut someone out; ``force``:
    ``must`` (应, 必须, 要, 不得 or a plain statement of what applies), ``may`` (可, 可以), ``encouraged`` (鼓励, 支持).
    """

    what: str
    who: tuple[str, ...]
    condition: str | None
    area: str | None
    papers: str | None
    excluded: tuple[str, ...]
    force: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Target:
    """A number to reach or keep to. ``comparator``: one of ``>=``, ``<=``, ``>``, ``<``, ``=``; ``number`` as printed
    (“90”, “2.5”, “三”); ``unit`` as printed (“%”, “名”, “所”)."""

    what: str
    comparator: str
    number: str
    unit: str
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that the copy held leaves out. ``kind``: ``omitted`` (the text says 略) or ``truncated`` (the text
    ends, said by 未完待续 or by the catalogue). ``label`` is the clause where it is missing, or after which it ends."""

    kind: str
    label: str
    quote: str
    start: int
    end: int


# --- notices ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reference:
    """Another document that a notice names, by ``title`` (without 《》) or ``number``, each None where not given."""

    title: str | None
    number: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Period:
    """Words that say from when or until when a notice holds. ``date``: ISO, the first day of an ``effective`` one, the
    last day of an ``expires`` one; None where the words cannot be reckoned (“有效期三年” without a beginning)."""

    date: str | None
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Validity:
    """How long a notice holds and how it stands to others, as its own text says; None or empty where it is silent.

    ``effective``: 自2022年2月1日起施行; ``expires``: 有效期5年, 有效期至…; ``plan_years``: first and last year of the
    plan that the title names (“2022年工作要点” → 2022, 2022; “2021—2025年规划” → 2021, 2025). ``repeals``: 同时废止;
    ``carries_out``: 根据…〔2021〕102号.
    """

    effective: Period | None = None
    expires: Period | None = None
    plan_years: tuple[int, int] | None = None
    repeals: tuple[Reference, ...] = ()
    carries_out: tuple[Reference, ...] = ()


@dataclass(frozen=True, slots=True)
class ReadingWarning:
    """Something that looks wrong in a notice, with its place. Never an exception: the text is read all the same."""

    message: str
    label: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Clause:
    """A paragraph of a notice, the smallest unit that is cited.

    ``id`` = ``NOTICE#LABEL/pN``. ``path``: the marks from the root down; ``label``: the same as one string.
    ``heading``: the paragraph's own heading without its mark, or None. ``headings``: the headings above it and its
    own, from the root (unmarked ones included). ``part``: ``front`` (title, number, addressee, preamble), ``body``,
    ``annex``, ``signature`` (signature, date, imprint), ``foreign`` (advertisement, navigation).
    ``is_heading``: the paragraph is nothing but a heading. ``omitted``: its content is left out of the copy held.
    """

    id: str
    notice: str
    path: tuple[str, ...]
    label: str
    heading: str | None
    headings: tuple[str, ...]
    text: str
    start: int
    end: int
    part: str = "body"
    is_heading: bool = False
    omitted: bool = False
    duties: tuple[Duty, ...] = ()
    time_limits: tuple[TimeLimit, ...] = ()
    entitlements: tuple[Entitlement, ...] = ()
    targets: tuple[Target, ...] = ()


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice as read: its metadata (None where unknown), its whole text and the clauses that partition it.

    ``place`` is the full name of the place it holds for (“陕西省”, “全国”); ``date`` is ISO (“2021-11-03”).
    ``copy_note``: what to tell a reader about the copy held (“转载节选”), or None. ``pages``: where each page of a PDF
    begins in ``source``; empty for formats that have no pages.
    """

    id: str
    title: str | None
    number: str | None
    issuer: str | None
    place: str | None
    date: str | None
    copy_note: str | None
    source: str
    clauses: tuple[Clause, ...]
    gaps: tuple[Gap, ...] = ()
    warnings: tuple[ReadingWarning, ...] = ()
    validity: Validity = Validity()
    pages: tuple[int, ...] = ()

    def page_of(self, position: int) -> int | None:
        """The page, from 1, that ``position`` stands on; None where the format has no pages."""
        return bisect_right(self.pages, position) or 1 if self.pages else None

    @property
    def year(self) -> str | None:
        """The year of issue, or None."""
        return self.date[:4] if self.date else None


# --- places ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Place:
    """An administrative division. ``code``: GB/T 2260, six digits (“000000” is the whole country); ``level``:
    ``nation``, ``province``, ``city`` or ``county``; ``above``: full names from the nearest level up to 全国."""

    code: str
    name: str
    level: str
    above: tuple[str, ...]


# --- questions -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that a question is about. ``name``: as asked, or the official term; ``spellings``: every way in which
    a notice may say it, folded (:func:`assistant.answering.matching.fold`); empty where no Chinese words are known
    for it. ``kind``: as in the glossary, or ``word`` (one that the glossary does not know), or ``english`` (such a word
    in English), or ``year``. ``said``: the words of the question, folded. ``share``: how much it
    counts beside the others, less than 1 for one that only an earlier turn of the conversation said."""

    name: str
    spellings: tuple[str, ...]
    kind: str
    said: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """A question as understood.

    ``asks``: what is wanted, in the order asked: ``lead``, ``support``, ``who``, ``papers``, ``when``, ``number``,
    ``money``, ``tasks`` (what a unit does), ``notice`` (its number, date or issuer) or ``what``. ``places``: said,
    chosen or carried over; ``ambiguous``: the places that a name said stands for, where there are several. ``core``:
    the folded words of the topic in one run; ``search_text``: what is searched. ``unit``: the unit asked about, folded.
    Where it is not asked what the unit does, it is the one that a question of yes or no takes to do it. ``is_yes_no``:
    a yes or a no is wanted. ``question``: its words, behind those of the earlier turn that said what is asked, where it
    does not say so itself. ``denied``: places said not to be meant (“除了开封”).
    """

    question: str
    lang: str
    asks: tuple[str, ...]
    places: tuple[Place, ...]
    concepts: tuple[Concept, ...]
    core: str
    search_text: str
    unit: str | None = None
    ambiguous: tuple[Place, ...] = ()
    is_yes_no: bool = False
    denied: tuple[Place, ...] = ()


# --- searching -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Hit:
    """A clause found. ``score`` = ``lexical`` + weight · ``cosine``, higher is better. ``lexical`` is BM25 divided by
    the question's total idf (0 to 1); ``cosine`` is in -1 to 1."""

    clause_id: str
    notice: str
    score: float
    lexical: float
    cosine: float


# --- answering -------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement comes from. ``n`` counts from 1. ``start``/``end`` name the characters of ``quote``; ``page``:
    the page of a PDF, from 1, else None."""

    n: int
    notice: str
    title: str | None
    number: str | None
    place: str | None
    date: str | None
    clause: str
    clause_id: str
    quote: str
    text: str
    start: int
    end: int
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One thing said, for one place, with the numbers of the citations that it rests on."""

    text: str
    place: str | None
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What could not be said. ``why``: ``not_mentioned``, ``omitted`` or ``no_notice`` (then ``notice`` is the place
    that was asked for)."""

    notice: str
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer. ``status``: ``answered``, ``partial``, ``omitted`` or ``not_found``; ``text`` is for a person."""

    question: str
    status: str
    lang: str
    text: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    missing: tuple[Missing, ...]
    dropped: tuple[str, ...] = field(default=())
    elapsed_ms: float = 0.0
