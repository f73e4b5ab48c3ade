"""The notices held: every file of the corpus folder, read with what the catalogue adds, and the user's own ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.catalogue import CatalogueEntry, load_catalogue
from assistant.errors import CorpusError
from assistant.gazetteer import Gazetteer, load_gazetteer
from assistant.own_notices import NO_CORRECTIONS, Corrections, OwnEntry, load_own, read_own_text
from assistant.reading import READER_VERSION
from assistant.reading.formats.extract import ENDINGS
from assistant.reading.formats.extracted import Extracted
from assistant.records import Notice, ReadingWarning

# Files of the corpus folder that reading depends on beside the notices themselves.
_KNOWLEDGE = ("catalogue.toml", "places.csv")
_NO_NOTICES = ("readme.md", "readme.txt", "thesaurus.txt")


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is held: the files of the corpus folder, sorted by name, the user's own notices, and a hash of all that
    reading depends on.

    ``replaced``: files of the corpus folder that an own notice stands in for; they are not among ``files``.
    """

    folder: Path
    files: tuple[Path, ...]
    fingerprint: str
    own_folder: Path | None = None
    own: tuple[OwnEntry, ...] = ()
    replaced: tuple[Path, ...] = ()

    @property
    def size(self) -> int:
        """How many notices are held."""
        return len(self.files) + len(self.own)


def find_corpus(folder: Path, own_folder: Path | None = None) -> Corpus:
    """The notices in ``folder/notices`` or, in a bare folder, in ``folder`` itself, and those listed in ``own_folder``.

    :param own_folder: the folder of the user's own notices; None → none.
    :raises CorpusError: where the folder is missing, nothing is held, or a file cannot be read.
    """
    own = load_own(own_folder) if own_folder else ()
    corpus = corpus_with(folder, own_folder, own)
    if not corpus.size:
        place = _place_of_notices(folder)
        raise CorpusError(
            f"{place}：里面没有通知（{'、'.join(ENDINGS)}）；请把通知放进去，或用 add 加入自己的通知。",
            f"{place} holds no notices ({', '.join(ENDINGS)}); put some there, or add your own with add.",
        )
    return corpus


def corpus_with(folder: Path, own_folder: Path | None, own: Sequence[OwnEntry]) -> Corpus:
    """The corpus as it is, or would be, with ``own`` as the user's own notices. It may be empty.

    :raises CorpusError: where the folder is missing, a file cannot be read, or two notices have one id.
    """
    place = _place_of_notices(folder)
    files = _notice_files(place)
    hidden = {notice for entry in own for notice in entry.replaces}
    held = tuple(path for path in files if path.stem not in hidden)
    ids = [*(path.stem for path in files), *(entry.id for entry in own if entry.id not in hidden)]
    twice = next((name for name in ids if ids.count(name) > 1), None)
    if twice:
        raise CorpusError(
            f"{place}：有两份通知都叫 {twice}；请给其中一个文件改名，自加的可用 remove 移除后改名再加。",
            f"{place}: two notices are called {twice}; rename one of the files (one of your own: remove it, rename"
            " it, add it again).",
        )
    return Corpus(
        folder,
        held,
        _fingerprint(folder, held, own),
        own_folder,
        tuple(own),
        tuple(path for path in files if path.stem in hidden),
    )


def _place_of_notices(folder: Path) -> Path:
    if not folder.is_dir():
        raise CorpusError(
            f"{folder}：没有这个文件夹；请检查 ASSISTANT_CORPUS。", f"{folder}: no such folder; check ASSISTANT_CORPUS."
        )
    inner = folder / "notices"
    return inner if inner.is_dir() else folder


def _unreadable(path: Path, error: OSError) -> CorpusError:
    reason = error.strerror or error
    return CorpusError(
        f"{path}：读不了（{reason}）；请检查权限。", f"{path} cannot be read ({reason}); check its permissions."
    )


def _notice_files(place: Path) -> list[Path]:
    try:
        files = sorted(path for path in place.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    except OSError as error:
        raise _unreadable(place, error) from error
    # “~$通知.docx” is what Word leaves beside a file that it has open.
    return [path for path in files if path.name.lower() not in _NO_NOTICES and not path.name.startswith((".", "~$"))]


def _fingerprint(folder: Path, files: Sequence[Path], own: Sequence[OwnEntry]) -> str:
    digest = hashlib.sha256(f"reader {READER_VERSION}\n".encode())
    for path in [*files, *_knowledge_files(folder)]:
        _add_file(digest, path)
    for entry in own:
        digest.update(f"\0own\0{entry.identity}\n".encode())
    return digest.hexdigest()


def notice_keys(corpus: Corpus) -> tuple[str, ...]:
    """What the reading of each notice depends on, as one hash each, in the order of :func:`read_corpus`.

    :raises CorpusError: where a file cannot be read.
    """
    common = hashlib.sha256(f"reader {READER_VERSION}\n".encode())
    for path in _knowledge_files(corpus.folder):
        _add_file(common, path)
    keys: list[str] = []
    for file in corpus.files:
        digest = common.copy()
        _add_file(digest, file)
        keys.append(digest.hexdigest())
    for entry in corpus.own:
        digest = common.copy()
        digest.update(f"\0own\0{entry.identity}\n".encode())
        keys.append(digest.hexdigest())
    return tuple(keys)


def _knowledge_files(folder: Path) -> list[Path]:
    return [folder / name for name in _KNOWLEDGE if (folder / name).is_file()]


def _add_file(digest: hashlib._Hash, path: Path) -> None:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise _unreadable(path, error) from error
    digest.update(f"{path.name}\0{len(data)}\0".encode())
    digest.update(data)


def read_corpus(
    corpus: Corpus,
    on_progress: Callable[[int, int], None] | None = None,
    kept: Mapping[int, Notice] | None = None,
) -> tuple[Notice, ...]:
    """All notices of ``corpus``, the user's own ones last; ``on_progress(done, total)`` is called after each.

    :param kept: notices read before, by their place in the order: these are not read again.
    :raises CorpusError: where a file or the catalogue cannot be read.
    """
    gazetteer = load_gazetteer(corpus.folder)
    notices: list[Notice] = []
    for notice in _read_each(corpus, gazetteer, kept or {}):
        notices.append(notice)
        if on_progress:
            on_progress(len(notices), corpus.size)
    return tuple(notices)


def _read_each(corpus: Corpus, gazetteer: Gazetteer, kept: Mapping[int, Notice]) -> Iterator[Notice]:
    wanted = [path for place, path in enumerate(corpus.files) if place not in kept]
    read = read_files(corpus.folder, wanted, gazetteer)
    for place in range(len(corpus.files)):
        yield kept[place] if place in kept else next(read)
    for place, entry in enumerate(corpus.own, start=len(corpus.files)):
        assert corpus.own_folder is not None
        yield kept[place] if place in kept else read_own(corpus.own_folder, entry, gazetteer)


def read_files(folder: Path, files: Iterable[Path], gazetteer: Gazetteer) -> Iterator[Notice]:
    """The notices in ``files`` of the corpus folder ``folder``, each when it is asked for.

    :raises CorpusError: where a file or the catalogue cannot be read.
    """
    from assistant.reading.notice import read_notice  # its rules take a tenth of a second; an index needs them once

    catalogue = load_catalogue(folder)
    for path in files:
        try:
            yield read_notice(path, gazetteer, catalogue.get(path.stem))
        except CorpusError as error:
            raise CorpusError(f"{error} 不用这个文件的话，请把它移出 {path.parent}，其余的通知就能用了。") from error


def read_own(folder: Path, entry: OwnEntry, gazetteer: Gazetteer) -> Notice:
    """The own notice that ``entry`` of the list in ``folder`` names.

    :raises CorpusError: where its text is missing or was changed.
    """
    extracted = Extracted(read_own_text(folder, entry), entry.pages, entry.remarks)
    return read_extracted(entry.id, extracted, gazetteer, entry.corrections)


def read_extracted(
    notice_id: str, extracted: Extracted, gazetteer: Gazetteer, corrections: Corrections = NO_CORRECTIONS
) -> Notice:
    """The notice that a file's text is; what ``corrections`` say counts before what the text says."""
    from assistant.reading.notice import parse_notice

    known = CatalogueEntry(corrections.title, corrections.number, None, corrections.place, corrections.date)
    notice = parse_notice(notice_id, extracted.text, gazetteer, known)
    return replace(
        notice,
        title=known.title or notice.title,
        number=known.number or notice.number,
        place=known.place or notice.place,
        date=known.date or notice.date,
        pages=extracted.pages,
        warnings=(*(ReadingWarning(remark, "", 0, 0) for remark in extracted.remarks), *notice.warnings),
    )
