"""Which notices a question is put to: the place's own first, then the levels above it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.countries import LEVEL as COUNTRY
from assistant.records import Notice, Place

NATION = "全国"


@dataclass(frozen=True, slots=True)
class Scope:
    """``own``: notices that answer for ``place``; ``above``: those of the levels above, nearest first.

    ``place`` is None where the question names none: then every notice is its own. ``uncovered`` says that no notice
    of the place itself, or of a city or province that it lies in, is held.
    """

    place: Place | None
    own: tuple[Notice, ...]
    above: tuple[Notice, ...] = ()

    @property
    def uncovered(self) -> bool:
        """Whether the place has no notice of its own."""
        return self.place is not None and not self.own


def names_of(place: Place) -> tuple[str, ...]:
    """The names that a notice of ``place`` may go by: a name that several places have is held with the place above it
    in front (“南京市鼓楼区”)."""
    return (place.name, place.above[0] + place.name) if place.above else (place.name,)


def find_scopes(
    places: Sequence[Place], notices: Sequence[Notice], *, ambiguous: bool = False, denied: Sequence[Place] = ()
) -> tuple[Scope, ...]:
    """One scope a place asked for; one over all notices where none is.

    :param ambiguous: a name was said that several places have: only what holds everywhere can be told.
    :param denied: places said not to be meant: where no other is named, their notices do not answer.
    """
    if ambiguous and not places:
        return (Scope(None, tuple(n for n in notices if n.place == NATION)),)
    if not places:
        left_out = {name for place in denied for name in names_of(place)}
        return (Scope(None, _by_date([notice for notice in notices if notice.place not in left_out])),)
    return tuple(_scope_of(place, notices) for place in places)


def _scope_of(place: Place, notices: Sequence[Notice]) -> Scope:
    if place.level == "nation":
        # Where a national text says nothing of its place (a bare folder), it may be among those without one.
        own = tuple(n for n in notices if n.place == NATION) or tuple(n for n in notices if n.place is None)
        return Scope(place, own)
    if place.level == COUNTRY:
        return Scope(place, ())
    levels = [place.name, *(name for name in place.above if name != NATION)]
    held = [(name, tuple(n for n in notices if n.place == name)) for name in levels]
    held[0] = (place.name, tuple(n for n in notices if n.place in names_of(place)))
    found = [(name, group) for name, group in held if group]
    national = tuple(n for n in notices if n.place == NATION)
    if not found:
        return Scope(place, (), national)
    higher = tuple(n for _, group in found[1:] for n in group)
    return Scope(place, _by_date(found[0][1]), (*higher, *national))


def _by_date(notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """The latest first; the national level last, since it binds through the notices below it."""
    ordered = sorted(notices, key=lambda n: n.date or "", reverse=True)
    return tuple(sorted(ordered, key=lambda n: n.place == NATION))
