"""The lexical half of the search: BM25 over character bigrams and words.

bm25s computes every score when the index is built and keeps them as a sparse matrix; a question's scores are then the
sum of its tokens' columns. The matrix is stored in a file of our own and summed here with numpy, so that a cold start
need not import bm25s and scipy (0.08 s). A test holds the sums equal to bm25s's.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.search.arrays import read_arrays
from assistant.search.words import WordCutter, load_words

# Lucene's values, bm25s's defaults; on lay questions about statutes nothing nearby was better.
_K1 = 1.5
_B = 0.75

_CJK = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUNS = re.compile(rf"(?P<cjk>[{_CJK}]+)|(?P<other>[a-z]+|[0-9]+(?:\.[0-9]+)?)")

# Words of asking: they are taken out before bigrams are made, or “谁可以享受” would be looked for as 谁可, 可以, 以享.
# The particles 吗, 呢, 吧 and 么 only where a run ends: 吗啡 is a medicine.
_QUESTION_WORDS = re.compile(
    "为什么|什么样|怎么样|怎么办|什么|怎么|怎样|如何|哪一个|哪些|哪个|哪里|哪儿|哪家|哪|多少|多久|多大|多长|多高|谁"
    "|是否|能否|可否|能不能|可不可以|可以|是不是|有没有|要不要|会不会|用不用|请问|请教|想问|几个|几种|几项"
    rf"|[吗呢吧么啊](?![{_CJK}])"
)
# Words that carry no topic; bigrams do not reach across them (户的, 的报). Negations are not among them.
_FUNCTION_WORD_LINES = """
    的 了 是 在 和 与 或 及 以及 等 有 也 都 就 还 又 把 被 给 对 对于 关于 为 由 向 从 到 因 因为 所以 如果 若 其
    我 你 他 她 它 您 我们 你们 他们 这 那 这个 那个 这些 那些 该 一个 几 能 会 要 应 应该 应当 需 需要 得 地 着 过
"""
_FUNCTION_WORDS = frozenset(_FUNCTION_WORD_LINES.split())
_ENGLISH_FUNCTION_WORD_LINES = """
    a an the of in on for to and or is are was were be been do does did can could may might must shall should will would
    who whom whose what which when where how why i my me we our you your he she it its they their this that these those
    with by from at as if have has had any all there
"""
_ENGLISH_FUNCTION_WORDS = frozenset(_ENGLISH_FUNCTION_WORD_LINES.split())


class Tokenizer:
    """Text → the tokens that BM25 counts. The same for clauses and questions."""

    def __init__(self, words: WordCutter) -> None:
        self._words = words

    def tokenize(self, text: str) -> list[str]:
        """The tokens of ``text``, in order of runs, with repetitions.

        Full-width and compatibility forms are folded (NFKC), Latin letters lower-cased. A run of Chinese characters
        gives its bigrams and its words, so that a bigram that is a word counts twice; Latin words and numbers give
        themselves. Words of asking and function words give nothing.
        """
        tokens: list[str] = []
        folded = _QUESTION_WORDS.sub(" ", unicodedata.normalize("NFKC", text).lower())
        for match in _RUNS.finditer(folded):
            if match["cjk"]:
                tokens.extend(self._chinese(match["cjk"]))
            elif match["other"] not in _ENGLISH_FUNCTION_WORDS:
                tokens.append(match["other"])
        return tokens

    def words(self, text: str) -> list[str]:
        """``text`` as jieba cuts it, nothing left out: what a program without a tokenizer of its own would count."""
        return self._words.cut(text)

    def content_words(self, text: str) -> list[str]:
        """The words of ``text`` that carry a topic, each once, in order: no bigrams, no words of asking."""
        found: dict[str, None] = {}
        folded = _QUESTION_WORDS.sub(" ", unicodedata.normalize("NFKC", text).lower())
        for match in _RUNS.finditer(folded):
            if match["cjk"]:
                words = [word for word in self._words.cut(match["cjk"]) if word not in _FUNCTION_WORDS]
            else:
                words = [] if match["other"] in _ENGLISH_FUNCTION_WORDS else [match["other"]]
            found.update(dict.fromkeys(words))
        return list(found)

    def _chinese(self, run: str) -> list[str]:
        tokens: list[str] = []
        words: list[str] = []
        stretch = ""
        for word in self._words.cut(run):
            if word in _FUNCTION_WORDS:
                tokens.extend(_bigrams(stretch))
                stretch = ""
                continue
            stretch += word
            words.extend(self._words.inner_words(word))
            words.append(word)
        tokens.extend(_bigrams(stretch))
        return tokens + words


def load_tokenizer(cache: Path) -> Tokenizer:
    """The tokenizer; its dictionary is loaded once a process (``cache``: see :func:`load_words`)."""
    return Tokenizer(load_words(cache))


def _bigrams(stretch: str) -> list[str]:
    return [stretch[i : i + 2] for i in range(len(stretch) - 1)]


class LexicalIndex:
    """BM25 scores of all documents, ready to be summed.

    ``weights`` and ``rows`` hold, token by token, the score of each document that has the token; the columns of token
    ``t`` are ``starts[t]:starts[t + 1]``. ``size``: how many documents there are.
    """

    _ARRAYS = "scores.npz"
    _VOCABULARY = "vocabulary.json"

    def __init__(
        self,
        vocabulary: dict[str, int],
        weights: NDArray[np.float32],
        rows: NDArray[np.int32],
        starts: NDArray[np.int64],
        size: int,
    ) -> None:
        self.size = size
        self._vocabulary = vocabulary
        self._weights = weights
        self._rows = rows
        self._starts = starts

    @classmethod
    def build(cls, documents: Sequence[Sequence[str]]) -> LexicalIndex:
        """Score ``documents``, each given as its tokens."""
        vocabulary: dict[str, int] = {}
        numbers = [[vocabulary.setdefault(token, len(vocabulary)) for token in document] for document in documents]
        if not vocabulary:
            nothing = np.zeros(0, dtype=np.float32)
            return cls({}, nothing, nothing.astype(np.int32), np.zeros(1, dtype=np.int64), len(documents))
        import bm25s

        scorer = bm25s.BM25(method="lucene", k1=_K1, b=_B)
        scorer.index((numbers, dict(vocabulary)), create_empty_token=False, show_progress=False)
        found = scorer.scores
        return cls(vocabulary, found["data"], found["indices"], found["indptr"].astype(np.int64), len(documents))

    def save(self, folder: Path) -> None:
        """Write the index to ``folder``, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(
            folder / self._ARRAYS, weights=self._weights, rows=self._rows, starts=self._starts, size=np.int64(self.size)
        )
        tokens = json.dumps(list(self._vocabulary), ensure_ascii=False)
        (folder / self._VOCABULARY).write_text(tokens, encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Read an index back, wholly into memory (nothing stays open).

        :raises OSError, ValueError, KeyError, zipfile.BadZipFile: where files are missing or damaged.
        """
        tokens = json.loads((folder / cls._VOCABULARY).read_text(encoding="utf-8"))
        arrays = read_arrays(folder / cls._ARRAYS)
        return cls(
            {token: number for number, token in enumerate(tokens)},
            arrays["weights"],
            arrays["rows"],
            arrays["starts"],
            int(arrays["size"]),
        )

    def has(self, token: str) -> bool:
        """Whether any document has ``token``."""
        return token in self._vocabulary

    def idf(self, token: str) -> float:
        """Lucene's idf; a token that no document has gets the highest, that of zero documents."""
        number = self._vocabulary.get(token)
        count = 0 if number is None else int(self._starts[number + 1] - self._starts[number])
        return float(np.log1p((self.size - count + 0.5) / (count + 0.5)))

    def idf_sum(self, tokens: Sequence[str]) -> float:
        """The total idf of ``tokens``, repetitions included: about the highest BM25 score that they can give."""
        return sum(self.idf(token) for token in tokens)

    def scores(self, tokens: Sequence[str]) -> NDArray[np.float32]:
        """The BM25 score of every document for ``tokens``, shape (size,)."""
        total = np.zeros(self.size, dtype=np.float32)
        for token in tokens:
            number = self._vocabulary.get(token)
            if number is not None:
                column = slice(self._starts[number], self._starts[number + 1])
                # No document stands twice in a column, so plain indexing adds rightly.
                total[self._rows[column]] += self._weights[column]
        return total
