"""A file → its text, whatever its format."""

from __future__ import annotations

from pathlib import Path

from assistant.reading.formats.extracted import Extracted
from assistant.reading.textfile import read_text

# Endings of the formats that can be read.
ENDINGS = (".txt", ".md")


def extract(path: Path) -> Extracted:
    """The text of the file at ``path``; its format is told by its content, not by its name alone.

    :raises CorpusError: where it cannot be read, holds no text, is empty, too large or damaged (one line).
    """
    return Extracted(read_text(path))
