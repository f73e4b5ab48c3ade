"""The catalogue: what is known of a notice where its own text does not say it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError
from assistant.tomlfile import Entry, read_entries

_FILE_NAME = "catalogue.toml"
_TEXT_KEYS = ("title", "number", "issuer", "place", "copy_note", "held_to")
_KEYS = frozenset(("file", "date", *_TEXT_KEYS))


@dataclass(frozen=True, slots=True)
class CatalogueEntry:
    """What the catalogue says of one notice; None where it says nothing and the text is to be read.

    ``place``: full name of the place it holds for; ``date``: ISO (“2021-08-16”); ``copy_note``: what to tell a reader
    about the copy held; ``held_to``: label of the last clause held (“二、（五）”), where the copy ends before the
    notice does and does not say so itself.
    """

    title: str | None = None
    number: str | None = None
    issuer: str | None = None
    place: str | None = None
    date: str | None = None
    copy_note: str | None = None
    held_to: str | None = None


def load_catalogue(corpus: Path) -> dict[str, CatalogueEntry]:
    """The catalogue of a corpus folder by notice id (file name without its ending); empty where the folder has none.

    :raises CorpusError: the file cannot be read or understood; one line naming file, line and mend.
    """
    catalogue: dict[str, CatalogueEntry] = {}
    for entry in read_entries(corpus / _FILE_NAME, ("notice",)):
        entry.check_keys(_KEYS)
        file = entry.text("file")
        if file is None or Path(file).name != file or "\\" in file:
            raise CorpusError(f'{entry.where}：没有写明文件；请写 file = "文件名.txt"，不带文件夹。')
        notice = Path(file).stem
        if notice in catalogue:
            raise CorpusError(f"{entry.where}：“{notice}” 有两条；请只留一条。")
        catalogue[notice] = CatalogueEntry(date=_date(entry), **{key: entry.text(key) for key in _TEXT_KEYS})
    return catalogue


def _date(entry: Entry) -> str | None:
    """The date, written 2021-08-16 with or without quotation marks."""
    value = entry.values.get("date")
    if value is None:
        return None
    try:
        day = value if type(value) is datetime.date else datetime.date.fromisoformat(str(value))
    except ValueError as error:
        raise CorpusError(f"{entry.where}：date 是 “{value}”；请写成 2021-08-16 这样的日期。") from error
    return day.isoformat()
