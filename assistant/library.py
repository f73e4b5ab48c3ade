"""The notices held: every file of the corpus folder, read with what the catalogue adds."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from assistant.catalogue import load_catalogue
from assistant.errors import CorpusError
from assistant.gazetteer import load_gazetteer
from assistant.reading import READER_VERSION
from assistant.records import Notice

_ENDINGS = {".txt", ".md"}
_CATALOGUE = "catalogue.toml"


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus folder: the files of its notices, sorted by name, and a hash of all that reading depends on."""

    folder: Path
    files: tuple[Path, ...]
    fingerprint: str


def find_corpus(folder: Path) -> Corpus:
    """The notices in ``folder/notices`` or, in a bare folder, in ``folder`` itself.

    :raises CorpusError: where the folder is missing, holds no notice, or a file cannot be read.
    """
    if not folder.is_dir():
        raise CorpusError(f"{folder}：没有这个文件夹；请检查 ASSISTANT_CORPUS。")
    inner = folder / "notices"
    place = inner if inner.is_dir() else folder
    try:
        files = sorted(path for path in place.iterdir() if path.suffix.lower() in _ENDINGS and path.is_file())
    except OSError as error:
        raise CorpusError(f"{place}：读不了（{error.strerror or error}）；请检查权限。") from error
    files = [path for path in files if path.name.lower() not in ("readme.md", "readme.txt") and path.name[0] != "."]
    if not files:
        raise CorpusError(f"{place}：里面没有 .txt 或 .md 的文件；请把通知放进去再试。")
    stems = [path.stem for path in files]
    twice = next((stem for stem in stems if stems.count(stem) > 1), None)
    if twice:
        raise CorpusError(f"{place}：有两个文件都叫 {twice}；请给其中一个改名。")
    return Corpus(folder, tuple(files), _fingerprint(folder, files))


def _fingerprint(folder: Path, files: list[Path]) -> str:
    digest = hashlib.sha256(f"reader {READER_VERSION}\n".encode())
    catalogue = folder / _CATALOGUE
    for path in [*files, *([catalogue] if catalogue.is_file() else [])]:
        try:
            data = path.read_bytes()
        except OSError as error:
            raise CorpusError(f"{path}：读不了（{error.strerror or error}）；请检查权限。") from error
        digest.update(f"{path.name}\0{len(data)}\0".encode())
        digest.update(data)
    return digest.hexdigest()


def read_corpus(corpus: Corpus, on_progress: Callable[[int, int], None] | None = None) -> tuple[Notice, ...]:
    """All notices of ``corpus``; ``on_progress(done, total)`` is called after each.

    :raises CorpusError: where a file or the catalogue cannot be read.
    """
    from assistant.reading.notice import read_notice  # its rules take a tenth of a second; an index needs them once

    catalogue = load_catalogue(corpus.folder)
    gazetteer = load_gazetteer(corpus.folder)
    notices: list[Notice] = []
    for path in corpus.files:
        notices.append(read_notice(path, gazetteer, catalogue.get(path.stem)))
        if on_progress:
            on_progress(len(notices), len(corpus.files))
    return tuple(notices)
