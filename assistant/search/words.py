"""Chinese words, by jieba's dictionary and its model of unknown words.

jieba builds its dictionary from a text file (half a second) and caches it in the system's temporary folder, from which
it reads it back slowly (0.46 s). The same dictionary is kept here in the program's own cache folder, in a form that
numpy reads and checks (0.16 s), and nothing is written anywhere else.
"""

from __future__ import annotations

import contextlib
import secrets
import sys
import threading
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

# A word as long as this or longer also gives the dictionary words of two and three characters in it, as jieba's own
# mode for search engines does.
_SHORT_WORD_CHARS = 2
_LONGEST_INNER_CHARS = 3


class WordCutter:
    """Cuts runs of Chinese characters into words. Safe to share between threads."""

    def __init__(self, cutter: Any) -> None:
        self._cutter = cutter

    def cut(self, run: str) -> list[str]:
        """The words of ``run`` from left to right; joined, they are ``run`` again."""
        return list(self._cutter.cut(run))

    def inner_words(self, word: str) -> Iterator[str]:
        """The dictionary words of two and three characters that stand inside a longer ``word``."""
        frequency = self._cutter.FREQ
        for length in range(_SHORT_WORD_CHARS, _LONGEST_INNER_CHARS + 1):
            if len(word) > length:
                grams = (word[i : i + length] for i in range(len(word) - length + 1))
                yield from (gram for gram in grams if frequency.get(gram))


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
    dictionary = _read_dictionary(stored)
    if dictionary is None:
        dictionary = cutter.gen_pfdict(cutter.get_dict_file())
        _write_dictionary(stored, *dictionary)
    cutter.FREQ, cutter.total = dictionary
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


def _read_dictionary(stored: Path) -> tuple[dict[str, int], int] | None:
    """The dictionary kept in ``stored``, or None where there is none or it is damaged."""
    try:
        with np.load(stored, allow_pickle=False) as arrays:
            words = arrays["words"].tobytes().decode("utf-8").split("\n")
            counts = arrays["counts"].tolist()
            total = int(arrays["total"])
        return dict(zip(words, counts, strict=True)), total
    except (OSError, KeyError, ValueError, EOFError, zipfile.BadZipFile):
        return None


def _write_dictionary(stored: Path, frequency: dict[str, int], total: int) -> None:
    """Keep the dictionary in ``stored``. A cache that cannot be written is no error."""
    draft = stored.with_name(f"{stored.stem}-{secrets.token_hex(4)}.tmp.npz")
    try:
        stored.parent.mkdir(parents=True, exist_ok=True)
        words = np.frombuffer("\n".join(frequency).encode("utf-8"), dtype=np.uint8)
        np.savez(draft, words=words, counts=np.array(list(frequency.values()), dtype=np.int64), total=total)
        draft.replace(stored)
    except OSError:
        with contextlib.suppress(OSError):
            draft.unlink()
