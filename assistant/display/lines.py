"""A line of text for a screen."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen and its style in Rich's words (“bold”, “dim”, “”)."""

    text: str
    style: str = ""
