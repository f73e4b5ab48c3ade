"""What an index was built from, kept beside it, so that a change of files, model or program is noticed."""

from __future__ import annotations

import dataclasses
import json
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import TypeAdapter, ValidationError

from assistant.errors import SearchIndexError

MANIFEST_NAME = "manifest.json"
# Raised whenever the files of an index, the choice or the text of what is searched, or the tokens change.
FORMAT_VERSION = 1

_CHUNK_BYTES = 2**20
# Chroma keeps vectors in its database until it flushes them to files; the files of a collection that was never
# flushed are scratch, which differs after every start and is not read.
_FLUSHED_MARK = "index_metadata.pickle"


class IndexUnusableError(SearchIndexError):
    """There is no index that fits.

    ``kind``: ``missing`` (none was built), ``stale`` (built from other files, with another model, by another version)
    or ``broken`` (damaged). ``reason``: what exactly, for people.
    """

    def __init__(self, kind: Literal["missing", "stale", "broken"], reason: str) -> None:
        command = "python -m assistant index" + (" --rebuild" if kind == "broken" else "")
        super().__init__(f"{reason}；请运行 {command}。")
        self.kind = kind
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Manifest:
    """The description of one built index.

    ``fingerprint``: a hash of the notices' files and the version of the reader; ``model``: its name, for people, and
    ``model_digest``: what tells it from others; ``dimension``: how long its vectors are; ``notices``, ``clauses``: how
    many are held and how many can be found; ``server``: the Chroma server that holds the vectors, or None;
    ``files``: size in bytes and CRC-32 of every file that never changes, by its path in the build's folder.
    """

    format: int
    build: str
    fingerprint: str
    model: str
    model_digest: str
    dimension: int
    notices: int
    clauses: int
    server: str | None
    files: dict[str, tuple[int, int]]

    @property
    def collection(self) -> str:
        """The name of the collection in Chroma."""
        return collection_name(self.build)

    def write(self, folder: Path) -> None:
        """Write the manifest to the build's ``folder``."""
        text = json.dumps(dataclasses.asdict(self), ensure_ascii=False, indent=1)
        (folder / MANIFEST_NAME).write_text(text + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def read(cls, folder: Path) -> Manifest:
        """The manifest in the build's ``folder``.

        :raises IndexUnusableError: where it is missing or damaged, or of another format.
        """
        try:
            data = json.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise IndexUnusableError("broken", "索引的说明文件缺失或已损坏") from error
        if isinstance(data, dict) and data.get("format") != FORMAT_VERSION:
            raise IndexUnusableError("stale", "索引是另一版本的程序建立的")
        try:
            return TypeAdapter(cls).validate_python(data)
        except ValidationError as error:
            raise IndexUnusableError("broken", "索引的说明文件已损坏") from error

    def check_files(self, folder: Path) -> None:
        """Compare the files in ``folder`` with those described.

        Chroma's database is not among them, because it changes whenever it is opened.

        :raises IndexUnusableError: where one is missing or differs.
        """
        for name, expected in self.files.items():
            try:
                same = _measure(folder / name, expected[0]) == expected
            except OSError:
                same = False
            if not same:
                raise IndexUnusableError("broken", f"索引文件 {name} 缺失或已损坏")


def collection_name(build: str) -> str:
    """The name in Chroma of the collection that belongs to a build. It carries the build's id, so that builds on one
    server never meet."""
    return f"clauses-{build}"


def describe_files(folder: Path) -> dict[str, tuple[int, int]]:
    """Size and CRC-32 of each file in ``folder`` that stays as it is: all but the manifest, Chroma's database and its
    unflushed scratch."""
    files: dict[str, tuple[int, int]] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if not path.is_file() or name == MANIFEST_NAME or path.name.startswith("chroma.sqlite3"):
            continue
        if path.suffix == ".bin" and not (path.parent / _FLUSHED_MARK).is_file():
            continue
        files[name] = _measure(path, None)
    return files


def _measure(path: Path, expected_bytes: int | None) -> tuple[int, int]:
    """Size and CRC-32 of a file; the CRC is left 0 where the size is not the expected one."""
    size = path.stat().st_size
    if expected_bytes is not None and size != expected_bytes:
        return size, 0
    crc = 0
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK_BYTES):
            crc = zlib.crc32(chunk, crc)
    return size, crc
