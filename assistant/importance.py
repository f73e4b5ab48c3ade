"""How much a word of a question tells about its topic: story words tell little, whatever the notices held."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "data" / "importance.txt"

_NAMES_TENTHS = 1


@cache
def _tenths() -> dict[str, int]:
    found: dict[str, int] = {}
    for line in _FILE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            tenths, *words = line.split(" ")
            found.update(dict.fromkeys(words, int(tenths)))
    return found


def importance(word: str) -> float:
    """0 (tells nothing: 突然, 老太太) to 1 (tells all, as does every word that is not known: 起付线).

    Where the list comes from: ``assistant/training/importance.py``.
    """
    return _tenths().get(word, 10) / 10


def is_everyday(word: str) -> bool:
    """Whether ``word`` is a common word of Chinese at large and of official texts too (平安, 新城). Names of places are
    in the list, but hardly in statutes."""
    return _tenths().get(word, 0) > _NAMES_TENTHS
