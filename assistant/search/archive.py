"""The notices as read, kept in a build: a start need not read the files of the corpus again."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from assistant.records import Notice
from assistant.search.manifest import IndexUnusableError

_NAME = "notices.json"
_FORM = TypeAdapter(tuple[Notice, ...])


def save_notices(folder: Path, notices: tuple[Notice, ...]) -> None:
    """Write the records to a build's ``folder``.

    :raises OSError: where that fails.
    """
    (folder / _NAME).write_bytes(_FORM.dump_json(notices))


def load_notices(folder: Path) -> tuple[Notice, ...]:
    """The records kept in a build's ``folder``, checked field by field.

    :raises IndexUnusableError: where they are missing or damaged.
    """
    try:
        return _FORM.validate_json((folder / _NAME).read_bytes())
    except (OSError, ValidationError) as error:
        raise IndexUnusableError("broken", "索引中的通知缺失或已损坏") from error
