"""What a visitor of the notices' tab has in hand: files not added yet, a notice opened, values corrected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.holdings.preview import Preview
from assistant.own_notices import Corrections
from assistant.records import Notice

# What can be corrected before a notice is added, in the order of the fields.
FIELDS = ("title", "number", "place", "date")


@dataclass(frozen=True, slots=True)
class Staged:
    """Files that a visitor chose and that are not added yet. ``preview``: of the first of ``files``, None where there
    are none; ``total``: how many were chosen."""

    files: tuple[str, ...] = ()
    preview: Preview | None = None
    total: int = 0

    @property
    def number(self) -> int:
        """Which of the chosen files comes first now, from 1."""
        return self.total - len(self.files) + 1

    def rest(self) -> Staged:
        """Without the first file."""
        return Staged(self.files[1:], None, self.total)

    def joined_by(self, files: Sequence[str], most: int) -> tuple[Staged, int]:
        """With ``files`` behind those that are there, ``most`` in all; and how many were left out."""
        chosen = tuple(dict.fromkeys([*self.files, *files]))
        kept = chosen[:most]
        return Staged(kept, None, self.total - len(self.files) + len(kept)), len(chosen) - len(kept)


@dataclass(frozen=True, slots=True)
class Opened:
    """The notice that is open beside the list; ``asks``: whether it is to be removed is being asked."""

    notice: str
    asks: bool = False


def corrections_from(read: Notice, said: Sequence[str | None]) -> Corrections:
    """What the visitor says of a notice, in the order of :data:`FIELDS`, where it is something else than was read; what
    was left empty is as read."""
    values = {name: (words or "").strip() for name, words in zip(FIELDS, said, strict=True)}
    return Corrections(**{name: words for name, words in values.items() if words and words != getattr(read, name)})
