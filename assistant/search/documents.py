"""Which clauses are searched, and the text that each is found by."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.errors import SearchIndexError
from assistant.records import Clause, Notice

# Advertisements and navigation are no part of a notice; what a signature, a date or an imprint says is the notice's
# metadata.
_UNSEARCHED_PARTS = frozenset({"foreign", "signature"})


def searched_clauses(notices: Sequence[Notice]) -> tuple[Clause, ...]:
    """The clauses that can be found, in the order of ``notices``.

    A paragraph that is nothing but a heading is left out, because the clauses under it are found by its words too. It
    is kept where nobody else would carry them: its content is left out of the copy held, or nothing stands under it.

    :raises SearchIndexError: where two clauses have the same id.
    """
    found: list[Clause] = []
    for notice in notices:
        carried = _paths_with_text(notice)
        found.extend(clause for clause in notice.clauses if _is_searched(clause, carried))
    seen: set[str] = set()
    for clause in found:
        if clause.id in seen:
            raise SearchIndexError(f"{clause.id}：两条同名，无法建立索引；请给同名的文件改名后再试。")
        seen.add(clause.id)
    return tuple(found)


def _paths_with_text(notice: Notice) -> frozenset[tuple[str, ...]]:
    """The paths at or under which some clause that is no mere heading stands."""
    paths: set[tuple[str, ...]] = set()
    for clause in notice.clauses:
        if not clause.is_heading and clause.part not in _UNSEARCHED_PARTS:
            paths.update(clause.path[:depth] for depth in range(len(clause.path) + 1))
    return frozenset(paths)


def _is_searched(clause: Clause, carried: frozenset[tuple[str, ...]]) -> bool:
    if clause.part in _UNSEARCHED_PARTS or not clause.text.strip():
        return False
    return not clause.is_heading or clause.omitted or clause.path not in carried


def searched_text(clause: Clause) -> str:
    """The headings above the clause, then its own text. A heading that opens the text is not said twice.

    Names of places are not added: the search runs within each notice that applies.
    """
    above = [heading for heading in clause.headings if heading not in clause.text]
    return "\n".join((*above, clause.text))
