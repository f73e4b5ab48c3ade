"""Held-out figures: how well questions never trained on find their passages among all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.training.contrastive import TokenStore
from assistant.training.data import HeldOutQuestion, TrainingData, bare
from assistant.training.lexical import LexicalIndex, content_words, top

# The fusion that was best on trial questions: BM25 / summed idf + 0.7 · cosine.
COSINE_WEIGHT = 0.7
_CUTS = (10, 100)


@dataclass(frozen=True, slots=True)
class Figures:
    """Means over a group's questions, 0–100. ``recall_at_k``: share of a question's passages among the first k."""

    group: str
    method: str
    questions: int
    recall_at_10: float
    recall_at_100: float
    mrr_at_10: float


def recall(ranked: Sequence[int], relevant: frozenset[int], cut: int) -> float:
    """The share of ``relevant`` among the first ``cut``."""
    return len(relevant.intersection(ranked[:cut])) / len(relevant)


def reciprocal_rank(ranked: Sequence[int], relevant: frozenset[int], cut: int) -> float:
    """One over the rank of the first relevant one, 0 where it is beyond ``cut``."""
    return next((1.0 / rank for rank, item in enumerate(ranked[:cut], start=1) if item in relevant), 0.0)


class HeldOutTest:
    """The held-out questions over one pool: every article and every passage of any pair, each printing once.

    BM25 is computed once, so that several models can be compared at the cost of their vectors.
    """

    def __init__(
        self,
        data: TrainingData,
        held_out: Sequence[HeldOutQuestion],
        words: Callable[[str], list[str]],
        on_step: Callable[[], None] = lambda: None,
    ) -> None:
        passages = [article.text for article in data.articles] + [pair.passage for pair in data.pairs]
        passages += [passage for question in held_out for passage in question.relevant]
        pool: dict[str, str] = {}
        for passage in passages:
            pool.setdefault(bare(passage), passage)
        place = {key: i for i, key in enumerate(pool)}
        self.pool = tuple(pool.values())
        self.questions = tuple(held_out)
        self._relevant = [frozenset(place[bare(p)] for p in question.relevant) for question in held_out]
        index = LexicalIndex([words(passage) for passage in self.pool])
        self._lexical = []
        for question in held_out:
            self._lexical.append(index.relative_scores(content_words(words(question.question))).astype(np.float32))
            on_step()

    def lexical_figures(self) -> list[Figures]:
        """BM25 alone."""
        return self._figures("BM25", lambda number: self._lexical[number])

    def model_figures(self, tokenizer: Any, vectors: Any, name: str = "embedding") -> list[Figures]:
        """The embedding alone, and fused with BM25."""
        passages = embed(tokenizer, vectors, self.pool)
        questions = embed(tokenizer, vectors, [question.question for question in self.questions])
        alone = self._figures(name, lambda number: passages @ questions[number])
        fused = self._figures(
            f"BM25 + {name}",
            lambda number: self._lexical[number] + COSINE_WEIGHT * (passages @ questions[number]),
        )
        return alone + fused

    def _figures(self, method: str, scores_of: Callable[[int], Any]) -> list[Figures]:
        """One row a group."""
        measured: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
        for number, question in enumerate(self.questions):
            relevant = self._relevant[number]
            ranked = [int(i) for i in top(scores_of(number), max(_CUTS))]
            row = (recall(ranked, relevant, 10), recall(ranked, relevant, 100), reciprocal_rank(ranked, relevant, 10))
            measured[question.group].append(row)
        figures = []
        for group, rows in sorted(measured.items()):
            means = (100 * np.mean(rows, axis=0)).round(1)
            figures.append(Figures(group, method, len(rows), float(means[0]), float(means[1]), float(means[2])))
        return figures


def embed(tokenizer: Any, vectors: Any, texts: Sequence[str]) -> Any:
    """Mean of the token vectors, normalised: float32, shape (texts, dimensions)."""
    store = TokenStore(tokenizer, texts)
    out = np.zeros((len(texts), vectors.shape[1]), dtype=np.float32)
    for number in range(len(texts)):
        ids = store.token_ids[store.offsets[number] : store.offsets[number + 1]]
        if len(ids):
            out[number] = vectors[ids].sum(axis=0)
    return out / np.maximum(np.linalg.norm(out, axis=1, keepdims=True), 1e-9)
