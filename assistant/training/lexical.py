"""BM25 over words, for two ends: to find passages that look right and are not, and as the figure to beat."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import bm25s
import numpy as np

# Words of asking and of politeness, which no passage is about.
_QUESTION_WORD_LINES = """
    什么 怎么 怎样 怎么办 怎么样 如何 为什么 哪些 哪个 哪里 谁 几 多少 是否 能否 吗 呢 吧 么 啊 请问
    的 了 是 在 有 和 与 或 就 都 也 还 把 被 给 对 对于 关于 为 因 因为 所以 如果 一个 这 那 这个 那个
    我 你 他 她 它 您 我们 能 可以 会 要 该 应该 应 需要 需
"""
_QUESTION_WORDS = frozenset(_QUESTION_WORD_LINES.split())


def content_words(words: Sequence[str]) -> list[str]:
    """The words that carry what is asked, question words taken out."""
    return [word for word in words if word not in _QUESTION_WORDS]


class LexicalIndex:
    """BM25 (Lucene's form, k1 1.5, b 0.75) over documents given as words."""

    def __init__(self, documents: Sequence[Sequence[str]]) -> None:
        self._size = len(documents)
        self._bm25 = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        self._bm25.index([list(document) for document in documents], show_progress=False)
        document_count: dict[str, int] = {}
        for document in documents:
            for word in set(document):
                document_count[word] = document_count.get(word, 0) + 1
        self._idf = {word: self._idf_of(count) for word, count in document_count.items()}

    def scores(self, question: Sequence[str]) -> Any:
        """The BM25 score of every document, float32; all zero where no word of the question is known."""
        known = [word for word in question if word in self._idf]
        if not known:
            return np.zeros(self._size, dtype=np.float32)
        return self._bm25.get_scores(known)

    def relative_scores(self, question: Sequence[str]) -> Any:
        """Scores divided by the summed idf of the question's words; a word in no document has the highest idf."""
        unseen = self._idf_of(0)
        total = sum(self._idf.get(word, unseen) for word in question)
        return self.scores(question) / max(total, 1e-9)

    def _idf_of(self, document_count: int) -> float:
        return float(np.log1p((self._size - document_count + 0.5) / (document_count + 0.5)))


def top(scores: Any, count: int) -> Any:
    """The indices of the ``count`` highest scores, best first; equal scores by index."""
    count = min(count, len(scores))
    candidates = np.argpartition(-scores, count - 1)[:count]
    return candidates[np.lexsort((candidates, -scores[candidates]))]


def mine_negatives(
    index: LexicalIndex,
    questions: Sequence[Sequence[str]],
    excluded: Sequence[frozenset[int]],
    skip: int,
    count: int,
    on_step: Callable[[], None],
) -> Any:
    """For each question the documents that BM25 ranks ``skip`` to ``skip + count``, less the ``excluded`` ones.

    The very first ranks are left out: among them stand passages that answer as well (the same rule in another law).

    :returns: document indices, int32, shape (questions, count); -1 where there are fewer.
    """
    found = np.full((len(questions), count), -1, dtype=np.int32)
    for row, (question, right) in enumerate(zip(questions, excluded, strict=True)):
        scores = index.scores(question)
        ranked = top(scores, skip + count + len(right))
        wrong = [int(i) for i in ranked if i not in right and scores[i] > 0][skip : skip + count]
        found[row, : len(wrong)] = wrong
        on_step()
    return found
