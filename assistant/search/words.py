"""Chinese words, by jieba's dictionary and its model of unknown words.

jieba builds its dictionary, half a million entries, from a text file (0.5 s) and caches it in the system's temporary
folder, from which it reads it back (0.46 s). Here the same entries are kept sorted in the program's own cache folder
and looked up one by one where they lie, which is ready in 0.02 s; nothing is written anywhere else.
"""

from __future__ import annotations

import contextlib
import secrets
import sys
import threading
import warnings
import zipfile
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.search.arrays import read_arrays

# A word longer than two characters also gives the dictionary words of two and three characters in it, as jieba's own
# mode for search engines does.
_INNER_CHARS = (2, 3)
# A lookup takes 5 µs and the whole dictionary 0.16 s. A question needs a hundred lookups, a corpus ten thousands.
_LOOKUPS_BEFORE_ALL = 20_000


class WordCutter:
    """Cuts runs of Chinese characters into words. Safe to share between threads."""

    def __init__(self, cutter: Any) -> None:
        self._cutter = cutter

    def cut(self, run: str) -> list[str]:
        """The words of ``run`` from left to right; joined, they are ``run`` again."""
        return list(self._cutter.cut(run))

    def cut_known(self, run: str) -> list[str]:
        """The words of ``run`` that the dictionary knows; what it does not know comes as single characters."""
        return list(self._cutter.cut(run, HMM=False))

    def inner_words(self, word: str) -> Iterator[str]:
        """The dictionary words of two and three characters that stand inside a longer ``word``."""
        frequency = self._cutter.FREQ
        for length in _INNER_CHARS:
            if len(word) > length:
                grams = (word[i : i + length] for i in range(len(word) - length + 1))
                yield from (gram for gram in grams if frequency.get(gram))


class SortedDictionary:
    """Words and their counts, looked up by halving. It stands in for the ``dict`` that jieba keeps.

    ``words``: the words in UTF-8, sorted by their bytes, each ended by a line feed; word ``i`` starts at ``starts[i]``
    and has ``counts[i]``. After many lookups all entries are moved to a ``dict``.
    """

    def __init__(self, words: NDArray[np.uint8], starts: NDArray[np.int32], counts: NDArray[np.int32]) -> None:
        if len(starts) != len(counts) + 1 or starts[-1] != len(words):
            raise ValueError("the arrays do not belong together")
        self._words = words.tobytes()
        self._starts = starts.data
        self._counts = counts.data
        self._found: dict[str, int | None] = {}
        self._all: dict[str, int] | None = None

    @classmethod
    def pack(cls, counts: Mapping[str, int]) -> dict[str, Any]:
        """The three arrays for ``counts``, by the names of the constructor's parameters."""
        entries = sorted((word.encode("utf-8") + b"\n", count) for word, count in counts.items())
        return {
            "words": np.frombuffer(b"".join(word for word, _ in entries), dtype=np.uint8),
            "starts": np.cumsum([0] + [len(word) for word, _ in entries], dtype=np.int32),
            "counts": np.array([count for _, count in entries], dtype=np.int32),
        }

    def get(self, word: str, default: int | None = None) -> int | None:
        """The count of ``word``, or ``default``."""
        if self._all is not None:
            return self._all.get(word, default)
        try:
            count = self._found[word]
        except KeyError:
            count = self._found[word] = self._look_up(word)
            if len(self._found) > _LOOKUPS_BEFORE_ALL:
                words = self._words.decode("utf-8").split("\n")[:-1]
                self._all = dict(zip(words, self._counts, strict=True))
        return default if count is None else count

    def __contains__(self, word: str) -> bool:
        return self.get(word) is not None

    def __getitem__(self, word: str) -> int:
        count = self.get(word)
        if count is None:
            raise KeyError(word)
        return count

    def _look_up(self, word: str) -> int | None:
        wanted = word.encode("utf-8", errors="surrogatepass") + b"\n"
        place = bisect_left(range(len(self._counts)), wanted, key=self._word)
        return self._counts[place] if place < len(self._counts) and self._word(place) == wanted else None

    def _word(self, place: int) -> bytes:
        return self._words[self._starts[place] : self._starts[place + 1]]


_loaded: list[WordCutter] = []
_loading = threading.Lock()


def load_words(cache: Path) -> WordCutter:
    """The cutter, loaded once a process.

    :param cache: folder for the dictionary's fast form. A folder that cannot be written costs half a second a start.
    """
    with _loading:
        if not _loaded:
            _loaded.append(WordCutter(_load_cutter(cache)))
        return _loaded[0]


def _load_cutter(cache: Path) -> Any:
    jieba = _import_jieba()
    cutter = jieba.Tokenizer()
    stored = cache / f"jieba-{jieba.__version__}.npz"
    kept = _read_dictionary(stored)
    if kept is None:
        kept = cutter.gen_pfdict(cutter.get_dict_file())
        _write_dictionary(stored, *kept)
    cutter.FREQ, cutter.total = kept
    cutter.initialized = True
    return cutter


def _import_jieba() -> Any:
    """jieba, imported without pkg_resources.

    Where setuptools is installed, jieba imports it (0.2 s, and a warning on stderr) only to find its dictionary file;
    without it, jieba opens the file beside itself.
    """
    hide = "pkg_resources" not in sys.modules
    if hide:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]
    try:
        with warnings.catch_warnings():
            # Old escapes in its regular expressions: nothing that a user could mend.
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if hide:
            del sys.modules["pkg_resources"]
    return jieba


def _read_dictionary(stored: Path) -> tuple[SortedDictionary, int] | None:
    """The dictionary kept in ``stored``, or None where there is none or it is damaged."""
    try:
        arrays = read_arrays(stored)
        return SortedDictionary(arrays["words"], arrays["starts"], arrays["counts"]), int(arrays["total"])
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def _write_dictionary(stored: Path, counts: Mapping[str, int], total: int) -> None:
    """Keep the dictionary in ``stored``. A cache that cannot be written is no error."""
    draft = stored.with_name(f"{stored.stem}-{secrets.token_hex(4)}.tmp.npz")
    try:
        stored.parent.mkdir(parents=True, exist_ok=True)
        np.savez(draft, total=np.int64(total), **SortedDictionary.pack(counts))
        draft.replace(stored)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
