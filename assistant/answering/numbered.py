"""An address as said → the clauses of a notice that bear these numbers, and which numbers there are instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from assistant.answering.addresses import Address, Step
from assistant.reading.structure.marks import Mark as RankedMark
from assistant.reading.structure.marks import document_of, label_of, parse_mark, possible_mark
from assistant.records import Clause, Notice

# The kinds of mark that a form of step means, the likeliest first; a form that is not here means a mark of any kind.
_MEANS = {
    "annex": ("document",),
    "part": ("part",),
    "chapter": ("chapter", "cn"),
    "section": ("section",),
    "division": ("chapter", "cn"),
    "cn": ("cn", "chapter"),
    "paren": ("cn_paren", "number_paren"),
    "number": ("number", "decimal", "number_close"),
    "ordinal": ("ordinal",),
    "circled": ("circled",),
}
# Kinds that people call 条 where a notice has no 第…条: the one whose numbers run on through the chapters.
_RUNNING = ("number", "cn_paren", "cn")
# So large a share of a kind's numbers occurs but once where they run on.
_RUNS_ON = 0.8
_ANNEX = "附件"
# Runs of numbers told in one line.
MAX_RUNS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark of a path. ``kind`` as in :data:`assistant.reading.structure.marks.RANKS`, or ``document``."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A numbered clause of a notice: its path, and the same as kinds and numbers from the root."""

    path: tuple[str, ...]
    marks: tuple[Mark, ...]

    @property
    def depth(self) -> int:
        """How many marks it bears, its document's title not counted."""
        return sum(mark.kind != "document" for mark in self.marks)

    @property
    def label(self) -> str:
        """Its address."""
        return label_of(self.path)


@dataclass(frozen=True, slots=True)
class Located:
    """Where an address leads.

    ``fits``: the clauses that it may mean; where there is none, ``there`` are the clauses that stand where it would,
    and ``beyond`` says that its number is higher than all of theirs. ``loose``: not the mark said, only its
    number, fits.
    """

    fits: tuple[Entry, ...]
    there: tuple[Entry, ...] = ()
    beyond: bool = False
    loose: bool = False


def locate(address: Address, notice: Notice) -> Located:
    """The numbered clauses of ``notice`` that ``address`` may mean, in the order of the text."""
    entries = entries_of(notice)
    pool, loose = entries, False
    above: tuple[Entry, ...] = ()
    for step in address.steps:
        fits, there, is_loose = _step(step, pool, top=not above)
        if not fits:
            highest = max((entry.marks[-1].number for entry in there), default=step.number)
            return Located((), there, step.number > highest)
        loose |= is_loose
        above = _shallowest(fits) if above else _outside_annexes(fits, step)
        pool = tuple(entry for entry in entries if any(_is_below(entry, one) for one in above))
    return Located(above, loose=loose)


def entries_of(notice: Notice) -> tuple[Entry, ...]:
    """Every numbered clause of body and annexes, once, in the order of the text."""
    paths = dict.fromkeys(clause.path for clause in notice.clauses if clause.path and clause.part in ("body", "annex"))
    return tuple(Entry(path, _marks(path)) for path in paths)


def clauses_of(entry: Entry, notice: Notice) -> tuple[Clause, ...]:
    """The paragraphs of ``entry``, with those of the clauses below it."""
    depth = len(entry.path)
    return tuple(c for c in notice.clauses if c.path[:depth] == entry.path and c.part != "signature")


def children_of(entry: Entry, notice: Notice) -> tuple[Entry, ...]:
    """The clauses one step below ``entry``."""
    depth = len(entry.path) + 1
    return tuple(e for e in entries_of(notice) if len(e.path) == depth and e.path[:-1] == entry.path)


def namesakes(step: Step, fits: Sequence[Entry], notice: Notice) -> tuple[Entry, ...]:
    """For a step that names no kind of mark (第3条 where no 第…条 is there): other clauses of that number."""
    if step.form != "article" or any(entry.marks[-1].kind == "article" for entry in fits):
        return ()
    others = (e for e in entries_of(notice) if e.marks[-1].number == step.number and e.marks[-1].kind in _RUNNING)
    return tuple(entry for entry in others if entry not in fits)


def runs(entries: Sequence[Entry]) -> list[tuple[Entry, Entry]]:
    """First and last of each run of consecutive numbers among ``entries``."""
    found: list[list[Entry]] = []
    for before, entry in pairwise((None, *entries)):
        assert entry is not None
        follows = before is not None and entry.marks[-1].number == before.marks[-1].number + 1
        if follows and before is not None and document_of(before.path) == document_of(entry.path):
            found[-1].append(entry)
        else:
            found.append([entry])
    return [(run[0], run[-1]) for run in found]


@lru_cache(maxsize=65536)
def _marks(path: tuple[str, ...]) -> tuple[Mark, ...]:
    document = document_of(path)
    marks: list[Mark] = []
    if document:
        number = parse_mark(document.removeprefix(_ANNEX) + "、")
        marks.append(Mark("document", number.number if number and document.startswith(_ANNEX) else 0))
    for form in path[1:] if document else path:
        mark = _mark(form)
        if mark is None:
            marks.append(Mark("other", 0))
        elif mark.kind == "decimal":
            marks.extend(Mark("decimal", number) for number in mark.steps)
        else:
            marks.append(Mark(mark.kind, mark.number))
    return tuple(marks)


def _mark(form: str) -> RankedMark | None:
    """The mark that a form of a path stands for; most need something behind them to be one."""
    for end in (" 文", "，", "文"):
        if mark := parse_mark(form + end) or possible_mark(form + end):
            return mark
    return None


def _step(step: Step, pool: Sequence[Entry], *, top: bool) -> tuple[tuple[Entry, ...], tuple[Entry, ...], bool]:
    """(the entries of ``pool`` that the step fits, the entries among which it was looked for, whether only its number
    fits, not its form)."""
    kinds = _kinds(step, pool, top=top)
    for kind in kinds:
        there = tuple(entry for entry in pool if entry.marks[-1].kind == kind)
        fits = tuple(entry for entry in there if step.number in (entry.marks[-1].number, 0))
        if fits:
            return fits, there, False
    held = [tuple(entry for entry in pool if entry.marks[-1].kind == kind) for kind in kinds]
    there = next(filter(None, held), ())
    if there or step.form in ("annex", "part", "circled"):
        return (), there, False
    there = _shallowest(tuple(entry for entry in pool if entry.marks[-1].kind != "document"))
    return tuple(entry for entry in there if entry.marks[-1].number == step.number), there, step.exact


def _kinds(step: Step, pool: Sequence[Entry], *, top: bool) -> tuple[str, ...]:
    if step.form == "paren" and not step.exact:
        return ("number_paren", "cn_paren")
    if step.form not in ("article", "item"):
        return _MEANS[step.form]
    if not top:
        # Below a clause already named: whatever is numbered there, nearest first.
        ordered = sorted(pool, key=lambda entry: len(entry.path))
        return tuple(dict.fromkeys(entry.marks[-1].kind for entry in ordered))
    return _clause_kind(pool)


def _clause_kind(pool: Sequence[Entry]) -> tuple[str, ...]:
    """The kinds of mark that 第N条 may mean in a notice: 第…条 itself, else the kind whose numbers run on through the
    chapters (of which the clauses are also called by (八) or 8.), then the chapters."""
    if any(entry.marks[-1].kind == "article" for entry in pool):
        return ("article",)
    running = [kind for kind in _RUNNING if _runs_on([e for e in pool if e.marks[-1].kind == kind])]
    return tuple(dict.fromkeys((*running, *reversed(_RUNNING))))


def _runs_on(entries: Sequence[Entry]) -> bool:
    numbers = {(document_of(entry.path), entry.marks[-1].number) for entry in entries}
    parents = {entry.path[:-1] for entry in entries}
    spread = len(parents) > 1 or any(entry.depth == 1 for entry in entries)
    return spread and len(numbers) >= _RUNS_ON * len(entries)


def _shallowest(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    depth = min((entry.depth for entry in entries), default=0)
    return tuple(entry for entry in entries if entry.depth == depth)


def _outside_annexes(fits: tuple[Entry, ...], step: Step) -> tuple[Entry, ...]:
    """What stands outside the annexes, if anything does and no annex was named."""
    body = tuple(entry for entry in fits if not (document_of(entry.path) or "").startswith(_ANNEX))
    return body if body and step.form != "annex" else fits


def _is_below(entry: Entry, one: Entry) -> bool:
    return len(entry.marks) > len(one.marks) and entry.marks[: len(one.marks)] == one.marks and _same_root(entry, one)


def _same_root(entry: Entry, one: Entry) -> bool:
    return document_of(entry.path) == document_of(one.path)
