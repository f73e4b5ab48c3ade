"""The records of a comparison: a row a notice, a cell an aspect, an entry a line of a cell."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.compare.quotes import Quote

# What is compared, in the order of the columns: who may have it, under which condition, what they get or what is done,
# where, with which papers, who is shut out, who leads or is responsible, by when or how often, how much.
ASPECTS = ("who", "condition", "gets", "area", "papers", "excluded", "lead", "time_limits", "targets")

SAID, SILENT, OMITTED = "said", "silent", "omitted"


@dataclass(frozen=True, slots=True)
class Roles:
    """Units of one duty, as printed. ``task``: the heading of their clause, where it is not the topic itself;
    ``rule``: the words of the notice that make the first of a list the lead, else empty; ``own``: they are named, in
    prose, for the very words quoted; ``is_stated``: the words quoted tell the roles."""

    lead: tuple[str, ...]
    support: tuple[str, ...]
    responsible: tuple[str, ...]
    task: str = ""
    rule: str = ""
    own: bool = False
    is_stated: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a cell. ``quotes``: what it rests on, the first one its words; ``cases``: the numbers of the cases that
    it holds for, where a notice tells several apart; ``roles``: in the lead column, who does what; ``differs``: words
    of the entry that other places have otherwise, as printed; ``grants``: it is what somebody is granted."""

    quotes: tuple[Quote, ...]
    cases: tuple[int, ...] = ()
    roles: Roles | None = None
    differs: tuple[str, ...] = ()
    grants: bool = False

    @property
    def text(self) -> str:
        """The words of the entry, as printed."""
        return self.quotes[0].text


@dataclass(frozen=True, slots=True)
class AspectCell:
    """A cell. ``state``: ``said``, ``silent`` (the notice says nothing of it) or ``omitted`` (the copy held is cut
    where the notice may have said it); ``entries``: none but where it is said."""

    aspect: str
    state: str
    entries: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What one notice says. ``place``: None where the notice does not tell; ``copy_note``: what to know of the copy;
    ``is_cut``: the copy held is not whole."""

    notice: str
    place: str | None
    title: str | None
    number: str | None
    date: str | None
    copy_note: str | None
    cells: tuple[AspectCell, ...]
    is_cut: bool = False

    @property
    def speaks(self) -> bool:
        """Whether the notice says anything on the topic."""
        return any(cell.entries for cell in self.cells)

    def cell(self, aspect: str) -> AspectCell:
        """The cell of one of :data:`ASPECTS`."""
        return self.cells[ASPECTS.index(aspect)]


@dataclass(frozen=True, slots=True)
class Comparison:
    """A topic compared. ``topic``: its official names; ``words``: as typed; ``silent``: places (or titles) of notices
    that say nothing of it and have no row; ``uncovered``: places asked for of which no notice is held; ``above``:
    places asked for with the place whose notice stands in for theirs; ``ignored``: words of the topic that were not
    compared by; ``is_whole``: all places were compared, not only some that were asked for; ``passing``: (place, labels)
    of clauses that name the topic and are quoted nowhere; ``read_as``: the official name that stands for the words."""

    topic: str
    words: str
    rows: tuple[Row, ...]
    silent: tuple[str, ...] = ()
    uncovered: tuple[str, ...] = ()
    above: tuple[tuple[str, str], ...] = ()
    ignored: tuple[str, ...] = ()
    is_whole: bool = True
    passing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    read_as: str = ""
