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
            raise CorpusError(f"{self.where}：不认识的项 “{unknown[0]}”；可用的项是 {'、'.join(sorted(known))}。")

    def text(self, key: str) -> str | None:
        """A value that is a line of text; None where the key is absent.

        :raises CorpusError: the value is empty or no text.
        """
        value = self.values.get(key)
        if value is None:
            return None
        if not isinstance(value, str) or not value.strip():
            raise CorpusError(f'{self.where}：{key} 应是文字；请写成 {key} = "…"，或删去这一行。')
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        """A value that is a list of words; empty where the key is absent.

        :raises CorpusError: the value is no list, or one of its words is empty or no text.
        """
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            raise CorpusError(f'{self.where}：{key} 应是一列词；请写成 {key} = ["…", "…"]。')
        return tuple(value)


_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


def _place(error: tomllib.TOMLDecodeError) -> str:
    found = _POSITION.search(str(error))
    return f"第 {found[1]} 行第 {found[2]} 列" if found and found[1] else "文件末尾"


def _reason(error: tomllib.TOMLDecodeError) -> str:
    return _POSITION.sub("", str(error)).replace("\n", " ")


def read_entries(path: Path, tables: tuple[str, ...], single: tuple[str, ...] = ()) -> list[Entry]:
    """The entries of a file, table by table in the order given; none where there is no such file.

    :param tables: written ``[[table]]``, once an entry.
    :param single: written ``[table]``, once a file.

    :raises CorpusError: it cannot be read, is no TOML, or holds anything else than these tables.
    """
    if not path.is_file():
        return []
    try:
        text = path.read_text(encoding="utf-8-sig")
        content = tomllib.loads(text)
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}：不是 UTF-8 编码（第 {error.start + 1} 个字节）；请另存为 UTF-8。") from error
    except OSError as error:
        raise CorpusError(f"{path}：读不了（{error.strerror or error}）；请检查权限。") from error
    except tomllib.TOMLDecodeError as error:
        raise CorpusError(f"{path}，{_place(error)}：TOML 写法有误（{_reason(error)}）；请改正这一处。") from error
    wanted = " 或 ".join([*(f"[[{table}]]" for table in tables), *(f"[{table}]" for table in single)])
    unknown = sorted(content.keys() - {*tables, *single})
    if unknown:
        raise CorpusError(f"{path}：不认识 “{unknown[0]}”；请写成 {wanted}。")
    entries = [entry for table in tables for entry in _repeated(table, content.get(table, []), text, path)]
    for table in single:
        values = content.get(table, {})
        if not isinstance(values, dict):
            raise CorpusError(f"{path}：{table} 应写成 [{table}]（单括号），只写一次。")
        entries.append(Entry(table, values, f"{path}，[{table}]"))
    return entries


def _repeated(table: str, values: Any, text: str, path: Path) -> list[Entry]:
    if not isinstance(values, list) or not all(isinstance(value, dict) for value in values):
        raise CorpusError(f"{path}：{table} 应写成 [[{table}]]（双括号），每条一次。")
    header = re.compile(rf"[ \t]*\[\[[ \t]*{table}[ \t]*\]\]")
    lines = [number for number, line in enumerate(text.splitlines(), start=1) if header.match(line)]
    return [
        Entry(table, value, f"{path}，第 {lines[index]} 行" if len(lines) == len(values) else str(path))
        for index, value in enumerate(values)
    ]
