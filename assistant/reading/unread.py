"""Which warnings are of units that reading found and could not place.

A module without rules of its own, so that a table can tell of them without loading the rules.
"""

from __future__ import annotations

from assistant.reading.remarks import LATER, RULE, TAIL, words_of
from assistant.records import ReadingWarning


def rule_of(warning: ReadingWarning) -> str | None:
    """The words of a rule on who leads that was not understood, where the warning is of one."""
    return words_of(RULE, warning.message)


def later_of(warning: ReadingWarning) -> str | None:
    """The words that name units for all that follows, where the warning is of such."""
    return words_of(LATER, warning.message)


def tail_of(warning: ReadingWarning) -> str | None:
    """The bracket of units whose part was not read, where the warning is of one."""
    return words_of(TAIL, warning.message)
