"""Questions to begin with, kept in the index's folder: to find them, some twenty questions are asked.

What is kept belongs to one build of the index and is disposable: where it is missing, damaged or another build's, the
questions are found anew. That the program still answers those that are kept is tried when the page is up already (see
:mod:`assistant.web.warming`).
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from assistant import __version__
from assistant.durable import write_durably
from assistant.search.builds import read_pointer
from assistant.search.manifest import IndexUnusableError
from assistant.web.starters import find_starters

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

# Questions in each language.
STARTERS = 4
# By language.
Starters = dict[str, tuple[str, ...]]

_NAME = "starters.json"
# To be raised where the same notices give other questions than before.
_RULES = 2
_LANGUAGES = ("zh", "en")


def known_starters(assistant: Assistant, folder: Path) -> Starters:
    """Questions to begin with in each language: as kept in the index's ``folder``, else found now and kept."""
    return _load(folder / _NAME, _key(assistant)) or renew_starters(assistant, folder)


def renew_starters(assistant: Assistant, folder: Path) -> Starters:
    """Find the questions and keep them, unless ``folder`` is not that of the assistant's index."""
    key = _key(assistant)
    found = {lang: find_starters(assistant, lang, STARTERS) for lang in _LANGUAGES}
    # A folder that cannot be written only costs time.
    with contextlib.suppress(OSError, IndexUnusableError):
        if read_pointer(folder) == _build(assistant):
            data = json.dumps({"key": key, "starters": found}, ensure_ascii=False)
            write_durably(folder / _NAME, data.encode("utf-8", "replace"))
    return found


def _build(assistant: Assistant) -> str:
    return assistant.use_index(lambda index: index.manifest.build)


def _key(assistant: Assistant) -> str:
    """What the questions depend on: the build, the glossary, the version, the rules that make them."""
    names = repr([(term.official, term.english) for term in assistant.knowledge.glossary.terms])
    return f"{_build(assistant)} {__version__}.{_RULES} {hashlib.sha256(names.encode()).hexdigest()[:16]}"


def _load(path: Path, key: str) -> Starters | None:
    """What is kept at ``path`` under ``key``; None where there is nothing, or not as it was written."""
    try:
        kept = json.loads(path.read_bytes())
        if kept["key"] != key:
            return None
        starters = {lang: tuple(kept["starters"][lang]) for lang in _LANGUAGES}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    is_whole = all(isinstance(question, str) for questions in starters.values() for question in questions)
    return starters if is_whole else None
