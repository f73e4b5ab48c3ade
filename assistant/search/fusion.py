"""How the two halves of the search make one score. Pure."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

# What the cosine weighs beside BM25 divided by the question's total idf. Measured on four sets of questions (the dev
# part of the evaluation, and 210 questions on thirteen other official notices): .1 was best or second in each (recall@5
# 74.7, 56.8, 67.2, 75.0), BM25 alone about as good, .7 worse by 8 to 14 points (66.5, 46.1, 54.8, 61.4). On 308 lay
# questions about 59,585 articles of statutes .7 had been better than either half (recall@10 .53 against .42 and .51):
# there the vectors tell one subject from thousands, here clauses of one subject are told apart.
COSINE_WEIGHT = 0.1


def relative_lexical(scores: NDArray[np.float32], idf_sum: float) -> NDArray[np.float32]:
    """BM25 scores divided by the total idf of the question's tokens: 0 to 1, and low for every clause where the
    question has words that no clause has."""
    return scores / np.float32(idf_sum) if idf_sum > 0 else np.zeros_like(scores)


def fuse(lexical: NDArray[np.float32], cosine: NDArray[np.float32]) -> NDArray[np.float32]:
    """The score by which hits are ranked; higher is better."""
    return lexical + np.float32(COSINE_WEIGHT) * cosine


def best(scores: NDArray[np.float32], count: int) -> NDArray[np.intp]:
    """The positions of the ``count`` highest scores, best first; equal scores in their order."""
    if count >= len(scores):
        return np.argsort(-scores, kind="stable")
    candidates = np.argpartition(-scores, count)[:count]
    lowest = scores[candidates].min()
    # Of those that share the lowest score, the first ones are meant.
    candidates = np.flatnonzero(scores >= lowest)
    return candidates[np.argsort(-scores[candidates], kind="stable")][:count]
