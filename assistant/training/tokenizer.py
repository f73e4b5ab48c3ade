"""The tokenizer: frequent words and characters of the training texts, as a Unigram model.

jieba finds the words while the tokenizer is built; using it needs the ``tokenizers`` library alone.
"""

from __future__ import annotations

import logging
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import jieba
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

# 44,000 pieces gave nothing more, and cost ten megabytes.
VOCABULARY_SIZE = 24_000
UNKNOWN = "[UNK]"
_LETTERS_AND_DIGITS = [*"0123456789", *"abcdefghijklmnopqrstuvwxyz"]
# A rarer character is more likely a name or a misprint, and its vector would be noise.
_MIN_CHARACTER_COUNT = 3
_MIN_WORD_COUNT = 5
# Longer "words" are jieba's fixed phrases (names of institutions), better read as their parts.
_LONGEST_WORD_CHARS = 8


def normalizer() -> Any:
    """NFKC, lower case, and everything but letters and digits turned into a gap between words."""
    return normalizers.Sequence(
        [normalizers.NFKC(), normalizers.Lowercase(), normalizers.Replace(Regex(r"[^\p{L}\p{N}]+"), " ")]
    )


def pre_tokenizer() -> Any:
    """Gaps are dropped; a run of digits and a run of Latin letters never joins what stands beside it."""
    return pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(r"\s+"), "removed"),
            pre_tokenizers.Split(Regex(r"[0-9]+|[\p{Latin}]+"), "isolated"),
        ]
    )


class WordCutter:
    """Cuts text into jieba words after the tokenizer's own normalisation. ``cache``: where jieba may keep its trie."""

    def __init__(self, cache: Path) -> None:
        cache.mkdir(parents=True, exist_ok=True)
        self._normalizer = normalizer()
        self._pre_tokenizer = pre_tokenizer()
        jieba.setLogLevel(logging.WARNING)
        self._cutter = jieba.Tokenizer()
        # By default jieba writes its cache to the system's temporary folder, for every user to overwrite.
        self._cutter.tmp_dir = str(cache)

    def __call__(self, text: str) -> list[str]:
        """The words of ``text`` in order; new words are not guessed, so that a word is always a dictionary's."""
        runs = self._pre_tokenizer.pre_tokenize_str(self._normalizer.normalize_str(text))
        return [word for run, _ in runs for word in self._cutter.cut(run, HMM=False)]


def build_tokenizer(documents: Iterable[Sequence[str]], size: int = VOCABULARY_SIZE) -> Any:
    """A Unigram tokenizer of at most ``size`` pieces from ``documents``, each given as its words.

    Pieces: the unknown piece (id 0), digits, Latin letters, every character that is not rare, and the most frequent
    words for the rest. A piece's score is the logarithm of its share of all words and characters counted.
    """
    words: Counter[str] = Counter()
    for document in documents:
        words.update(document)
    characters: Counter[str] = Counter(dict.fromkeys(_LETTERS_AND_DIGITS, 1))
    for word, count in words.items():
        for character in word:
            characters[character] += count
    singles = {c: n for c, n in characters.items() if n >= _MIN_CHARACTER_COUNT or c in _LETTERS_AND_DIGITS}
    rest = [(word, n) for word, n in words.items() if 1 < len(word) <= _LONGEST_WORD_CHARS and n >= _MIN_WORD_COUNT]
    rest.sort(key=lambda item: (-item[1], item[0]))
    # A character counts as a piece of its own only where it stands alone; half a count keeps a rare one usable.
    pieces = [(c, max(words[c], 0.5)) for c in sorted(singles, key=lambda c: (-singles[c], c))][: size - 1]
    pieces += rest[: max(size - 1 - len(pieces), 0)]
    total = math.log(sum(count for _, count in pieces) or 1.0)
    scores = [(piece, math.log(count) - total) for piece, count in pieces]
    lowest = min((score for _, score in scores), default=0.0)
    tokenizer = Tokenizer(models.Unigram([(UNKNOWN, lowest - 10.0), *scores], unk_id=0, byte_fallback=False))
    tokenizer.normalizer = normalizer()
    tokenizer.pre_tokenizer = pre_tokenizer()
    return tokenizer
