"""The notices held, as read, kept in the index's folder: a cold start need not read the files of the corpus again.

For commands that need no search engine. What is kept is derived and disposable: where it is missing or damaged the
notices are taken from the search index, or read anew; where files changed, only these are read. Plain JSON with a
digest, since checking every field by pydantic takes longer to import than the records take to make.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from assistant.durable import write_durably
from assistant.library import Corpus, find_corpus, notice_keys, read_corpus
from assistant.records import (
    Basis,
    Clause,
    Duty,
    Entitlement,
    Gap,
    Notice,
    Period,
    ReadingWarning,
    Reference,
    Target,
    TimeLimit,
    Validity,
)
from assistant.settings import Settings

_NAME = "notices.json"
# Which fields of a record hold records.
_INNER: dict[type, dict[str, type]] = {
    Notice: {"clauses": Clause, "gaps": Gap, "warnings": ReadingWarning, "validity": Validity},
    Clause: {"duties": Duty, "time_limits": TimeLimit, "entitlements": Entitlement, "targets": Target},
    Duty: {"basis": Basis},
    Validity: {"effective": Period, "expires": Period, "repeals": Reference, "carries_out": Reference},
}
_KINDS = (Notice, *_INNER[Notice].values(), *_INNER[Clause].values(), Basis, Period, Reference)


def held_notices(settings: Settings, on_read: Callable[[int, int], None] | None = None) -> tuple[Notice, ...]:
    """All notices held now, the user's own ones last.

    :param on_read: called with how many are read and how many there are, where they must be read.
    :raises CorpusError: where there is none, or a file cannot be read.
    """
    corpus = find_corpus(settings.corpus, settings.own_folder)
    path = settings.index / _NAME
    keys = notice_keys(corpus)
    shelf = _load(path)
    kept = {place: shelf[key] for place, key in enumerate(keys) if key in shelf}
    if len(kept) == len(keys):
        return tuple(kept[place] for place in range(len(keys)))
    notices = _of_index(settings, corpus) or read_corpus(corpus, on_read, kept)
    if find_corpus(settings.corpus, settings.own_folder).fingerprint == corpus.fingerprint:
        with contextlib.suppress(OSError):  # a folder that cannot be written only costs time
            path.parent.mkdir(parents=True, exist_ok=True)
            write_durably(path, _dump(notices, keys))
    return notices


def _of_index(settings: Settings, corpus: Corpus) -> tuple[Notice, ...] | None:
    """The notices as read for the search index, where there is one over the files as they are now."""
    if not (settings.index / "current").is_file():
        return None
    from assistant.search.archive import load_notices
    from assistant.search.builds import build_folder, read_pointer
    from assistant.search.manifest import IndexUnusableError, Manifest

    try:
        folder = build_folder(settings.index, read_pointer(settings.index))
        manifest = Manifest.read(folder)
        return load_notices(folder) if manifest.fingerprint == corpus.fingerprint else None
    except IndexUnusableError:
        return None


def _shapes() -> str:
    """What the records look like: what was kept of others cannot be read."""
    shapes = ";".join(f"{kind.__name__} {' '.join(field.name for field in fields(kind))}" for kind in _KINDS)
    return hashlib.sha256(shapes.encode()).hexdigest()[:16]


def _dump(notices: tuple[Notice, ...], keys: Sequence[str]) -> bytes:
    kept = {key: asdict(notice) for key, notice in zip(keys, notices, strict=True)}
    body = json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return f"{_shapes()} {hashlib.sha256(body).hexdigest()}\n".encode() + body


def _load(path: Path) -> dict[str, Notice]:
    """The notices kept at ``path`` by their keys; none where there are none, or not a byte as they were written."""
    try:
        head, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if head != f"{_shapes()} {hashlib.sha256(body).hexdigest()}".encode():
        return {}
    return {key: _record(Notice, data) for key, data in json.loads(body.decode("utf-8", "surrogatepass")).items()}


def _record(kind: type, data: dict[str, Any]) -> Any:
    inner = _INNER.get(kind, {})
    return kind(**{name: _value(inner.get(name), value) for name, value in data.items()})


def _value(kind: type | None, value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_record(kind, item) for item in value) if kind else tuple(value)
    return _record(kind, value) if kind and value is not None else value
