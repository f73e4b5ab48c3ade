"""What reading says of units that it found and could not place: the words of its warnings, and which these are.

A module without rules of its own, so that a table can tell of them without loading the rules.
"""

from __future__ import annotations

import re

from assistant.records import ReadingWarning

RULE = "没有读懂谁牵头的规定“{}”，名单里的单位只列为责任单位"
LATER = "“{}”：此后各项的这些单位没有列入任务分工"
TAIL = "没有读出谁做什么，未列入任务分工：“{}”"


def rule_of(warning: ReadingWarning) -> str | None:
    """The words of a rule on who leads that was not understood, where the warning is of one."""
    return _words(RULE, warning.message)


def later_of(warning: ReadingWarning) -> str | None:
    """The words that name units for all that follows, where the warning is of such."""
    return _words(LATER, warning.message)


def tail_of(warning: ReadingWarning) -> str | None:
    """The bracket of units whose part was not read, where the warning is of one."""
    return _words(TAIL, warning.message)


def _words(template: str, message: str) -> str | None:
    before, _, after = template.partition("{}")
    found = re.fullmatch(f"{re.escape(before)}(.*){re.escape(after)}", message, re.S)
    return found[1] if found else None
