"""Knowledge files in TOML, read so that every error names file, line and mend."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[table]]`` of a file. ``where``: file and line, for messages."""

    table: str
    values: dict[str, Any]
    where: str

    def check_keys(self, known: frozenset[str]) -> None:
        """:raises CorpusError: a key that is none of ``known``."""
        unknown = sorted(self.values.keys() - known)
        if unknown:
            raise CorpusError(f"{self.where}: unknown key “{unknown[0]}”; known are {', '.join(sorted(known))}")

    def text(self, key: str) -> str | None:
        """A value that is a line of text; None where the key is absent.

        :raises CorpusError: the value is empty or no text.
        """
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise CorpusError(f'{self.where}: {key} must be text; write {key} = "…" or leave the line out')
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A value that is a list of words; empty where the key is absent.

        :raises CorpusError: the value is no list, or one of its words is empty or no text.
        """
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise CorpusError(f'{self.where}: {key} must be a list of words; write {key} = ["…", "…"]')
        return tuple(value)


def read_entries(path: Path, tables: tuple[str, ...]) -> list[Entry]:
    """The entries of a file, table by table in the order of ``tables``; none where there is no such file.

    :raises CorpusError: it cannot be read, is no TOML, or holds anything else than these tables.
    """
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not UTF-8 (byte {error.start}); save it as UTF-8") from error
    except OSError as error:
        raise CorpusError(f"{path}: cannot be read ({error.strerror}); check the file and its rights") from error
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{path}: {error}; mend the TOML there") from error
    wanted = " or ".join(f"[[{table}]]" for table in tables)
    unknown = sorted(content.keys() - set(tables))
    if unknown:
        raise CorpusError(f"{path}: “{unknown[0]}” does not belong here; write {wanted}")
    entries = []
    for table in tables:
        values = content.get(table, [])
        if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
            raise CorpusError(f"{path}: {table} must be written [[{table}]], with double brackets, once an entry")
        header = re.compile(rf"^[ \t]*\[\[[ \t]*{table}[ \t]*\]\]", re.MULTILINE)
        lines = [text.count("\n", 0, match.start()) + 1 for match in header.finditer(text)]
        entries += [
            Entry(table, value, f"{path}, line {lines[index]}" if len(lines) == len(values) else str(path))
            for index, value in enumerate(values)
        ]
    return entries
