"""How Chinese characters are read, without tones: ``data/syllables.txt``, the characters of GB 2312."""

from __future__ import annotations

from functools import cache
from itertools import product
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "data" / "syllables.txt"


@cache
def _by_syllable() -> dict[str, str]:
    lines = (line for line in _FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return {syllable: chars for syllable, _, chars in (line.partition(" ") for line in lines)}


@cache
def _by_char() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for syllable, chars in _by_syllable().items():
        for char in chars:
            found[char] = (*found.get(char, ()), syllable)
    return found


def sounding_like(char: str) -> str:
    """All characters that may be read as ``char`` may, itself among them; nothing but itself where it is not known."""
    return "".join(_by_syllable()[syllable] for syllable in _by_char().get(char, ())) or char


def readings_of(word: str) -> list[str]:
    """Every way to write ``word`` in letters, first the letters capital (隆化 → Longhua); none where a character is not
    known."""
    return ["".join(parts).capitalize() for parts in product(*(_by_char().get(char, ()) for char in word))]
