"""What the tests of the reading room share: the notices, what was written down of them by hand, and how to compare.

``tests/gold/*.toml`` were written from the texts alone; the head of each file tells its conventions.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pytest

from assistant.errors import CorpusError
from assistant.gazetteer import Gazetteer, load_gazetteer
from assistant.reading.formats.extract import extract
from assistant.reading.notice import parse_notice
from assistant.reading.structure.layout import split_blocks
from assistant.reading.textfile import read_text
from assistant.records import Clause, Duty, Entitlement, Notice, Target, TimeLimit

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
NOTICES = ("kaifeng-2022", "national-2021", "shaanxi-2021", "yunnan-2021", "zhongwei-2021")
# Other official texts, kept outside the repository; the tests that need them are skipped where they are absent.
MORE_NOTICES = ROOT.parent / "shared" / "more_notices"

LONG = "各县要按照统一部署，结合本地实际，认真组织实施，确保各项任务落到实处，取得实效"
PROSE = f"{LONG}。"

Gold = dict[str, Any]
Fact = Duty | TimeLimit | Entitlement | Target
_F = TypeVar("_F", TimeLimit, Entitlement, Target)


class Placed(NamedTuple):
    """A fact and the clause that it was found in."""

    clause: Clause
    fact: Any


@cache
def gold(name: str) -> dict[str, Any]:
    """``tests/gold/NAME.toml``."""
    return tomllib.loads((ROOT / "tests" / "gold" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def source(notice: str) -> str:
    """Decoded text of one of the five notices, line ends as in the file."""
    return read_text(CORPUS / "notices" / f"{notice}.txt")


@cache
def bare_gazetteer() -> Gazetteer:
    """The gazetteer that comes with the program: no catalogue, no glossary, nothing of the corpus."""
    return load_gazetteer(ROOT / "no-such-corpus")


@cache
def parse(text: str, notice: str = "test") -> Notice:
    """``text`` as a notice, with nothing known but the text itself."""
    return parse_notice(notice, text, bare_gazetteer())


def read(notice: str) -> Notice:
    """One of the five notices, with nothing known but its text."""
    return parse(source(notice), notice)


# --- parts of a notice -------------------------------------------------------------------------------------------


def paragraph(clause: Clause) -> int:
    """Which paragraph under its label a clause is, from 1."""
    return int(clause.id.rpartition("/p")[2])


def labelled(notice: Notice) -> list[str]:
    """The address of every numbered paragraph, in the order of the text: “一、（一）/p2”."""
    return [clause.id.partition("#")[2] for clause in notice.clauses if clause.label]


def facts(notice: Notice, kind: str) -> list[Placed]:
    """Every fact of ``kind`` (``duties``, ``time_limits``, ``entitlements``, ``targets``) in the order of the text."""
    return [Placed(clause, fact) for clause in notice.clauses for fact in getattr(clause, kind)]


def all_facts(notice: Notice) -> list[Placed]:
    """Every fact of every kind."""
    return [item for kind in ("duties", "time_limits", "entitlements", "targets") for item in facts(notice, kind)]


def roles(notice: Notice) -> list[tuple[str, tuple[str, ...], tuple[str, ...], tuple[str, ...], str]]:
    """Every duty as (address, lead, support, responsible, kind of basis)."""
    return [
        (clause.id.partition("#")[2], duty.lead, duty.support, duty.responsible, duty.basis.kind)
        for clause, duty in facts(notice, "duties")
    ]


# --- comparing with what was written down ------------------------------------------------------------------------


def entries(name: str, notice: str) -> list[Gold]:
    """What ``gold/NAME.toml`` lists for ``notice``."""
    return gold(name).get(notice, [])


def never(name: str, notice: str) -> list[Gold]:
    """What looks like a fact of ``notice`` and is none."""
    return [entry for entry in gold(name)["never"] if entry["notice"] == notice]


def at_address(entry: Gold, clause: Clause) -> bool:
    """Whether ``clause`` is the paragraph that ``entry`` names (any without a number where the label is empty)."""
    return entry["label"] == clause.label and entry.get("paragraph") in (None, paragraph(clause))


def touching(entry: Gold, found: Iterable[Placed]) -> Iterator[Placed]:
    """The facts in ``found`` whose quote shares characters with the entry's quote, in the paragraph that it names."""
    for item in found:
        if entry["label"] != item.clause.label:
            continue
        begin = item.clause.text.find(entry["quote"])
        place = item.clause.text.find(item.fact.quote)
        if begin >= 0 and begin < place + len(item.fact.quote) and place < begin + len(entry["quote"]):
            yield item


class Score(NamedTuple):
    """How facts found compare with those written down."""

    wanted: int
    missed: list[str]
    extra: list[str]
    found: int

    def __str__(self) -> str:
        recall = 1 - len(self.missed) / self.wanted if self.wanted else 1.0
        precision = 1 - len(self.extra) / self.found if self.found else 1.0
        lines = [f"precision {precision:.3f} ({self.found} found), recall {recall:.3f} ({self.wanted} required)"]
        lines += [f"missed: {line}" for line in self.missed] + [f"extra: {line}" for line in self.extra]
        return "\n".join(lines)


def score(wanted: Sequence[Gold], found: Sequence[Placed], says: Callable[[Gold, Any], bool]) -> Score:
    """Compare. An entry is met by any fact in its paragraph that ``says`` the same; a fact that meets no entry,
    required or optional, is extra."""
    missed, met = [], set()
    for entry in wanted:
        hits = [i for i, item in enumerate(found) if at_address(entry, item.clause) and says(entry, item.fact)]
        met.update(hits)
        if not hits and not entry.get("optional"):
            missed.append(f"{entry['label']} {entry['quote']} {entry}")
    extra = [f"{item.clause.id} {item.fact}" for i, item in enumerate(found) if i not in met]
    required = sum(not entry.get("optional") for entry in wanted)
    return Score(required, missed, extra, len(found))


def saved(folder: Path, name: str, data: bytes) -> Path:
    """A file of these bytes."""
    path = folder / name
    path.write_bytes(data)
    return path


def told(path: Path) -> str:
    """The one line that a file is refused with, without its path."""
    with pytest.raises(CorpusError) as caught:
        extract(path)
    line = str(caught.value)
    assert "\n" not in line
    assert line.startswith(f"{path}：")
    return line.removeprefix(f"{path}：")


def paragraphs_of(source: str) -> list[str]:
    return [block.text for block in split_blocks(source)]


def ids_of(notice: Notice) -> list[str]:
    return [clause.id.partition("#")[2] for clause in notice.clauses]


def clause_at(notice: Notice, address: str) -> Clause:
    return next(clause for clause in notice.clauses if clause.id.endswith(f"#{address}"))
