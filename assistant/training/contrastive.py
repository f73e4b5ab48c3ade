"""Contrastive training: a question's vector is drawn to its passage and away from all others in the batch.

Multiple-negatives ranking (Henderson et al. 2017) summed over Matryoshka dimensions (Kusupati et al. 2022), on a
bag of token vectors. Written as a plain loop: the only weights are one embedding table.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from torch.nn import functional

from assistant.training.examples import Source


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how hard to train. Rates longer or higher than these gave nothing on held-out questions.

    ``scale`` multiplies cosines (1/temperature); ``source_power``: a source is drawn with its size to this power, so
    that small sources are seen without being learnt by heart; ``max_tokens``: a longer text is cut.
    """

    steps: int = 1_400
    batch: int = 1_024
    learning_rate: float = 5e-3
    warmup_share: float = 0.05
    token_dropout: float = 0.15
    scale: float = 20.0
    dimensions: tuple[int, ...] = (256, 128, 64)
    source_power: float = 0.5
    max_tokens: int = 192


class TokenStore:
    """Every text's token ids in one array. ``batch`` gathers some of them for a bag of vectors."""

    def __init__(self, tokenizer: Any, texts: Sequence[str], max_tokens: int | None = None) -> None:
        ids = []
        for start in range(0, len(texts), 4_096):
            for encoding in tokenizer.encode_batch_fast(list(texts[start : start + 4_096]), add_special_tokens=False):
                ids.append(np.array(encoding.ids[:max_tokens], dtype=np.int32))
        self.lengths = np.array([len(row) for row in ids], dtype=np.int64)
        self.offsets = np.concatenate([[0], np.cumsum(self.lengths)])
        self.token_ids = np.concatenate(ids) if ids else np.empty(0, dtype=np.int32)

    def batch(self, rows: Any, dropout: float, generator: np.random.Generator) -> tuple[Any, Any]:
        """Token ids and bag offsets (torch, int64) of ``rows``; each token is left out with chance ``dropout``."""
        lengths = self.lengths[rows]
        starts = np.repeat(self.offsets[rows] - np.concatenate([[0], np.cumsum(lengths)[:-1]]), lengths)
        ids = self.token_ids[starts + np.arange(lengths.sum())]
        if dropout:
            kept = generator.random(len(ids)) >= dropout
            bag = np.repeat(np.arange(len(rows)), lengths)[kept]
            ids, lengths = ids[kept], np.bincount(bag, minlength=len(rows))
        offsets = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        return torch.from_numpy(ids.astype(np.int64)), torch.from_numpy(offsets.astype(np.int64))


def ranking_loss(questions: Any, passages: Any, masked: Any, dimensions: Sequence[int], scale: float) -> Any:
    """Mean cross entropy of finding passage ``i`` for question ``i``, averaged over the leading ``dimensions``.

    ``questions``: (n, d); ``passages``: (m, d), m ≥ n, those from n on are hard negatives; ``masked``: (n, m), true
    where a passage is not to count as wrong.
    """
    target = torch.arange(len(questions))
    losses = []
    for dimension in dimensions:
        left = functional.normalize(questions[:, :dimension], dim=1)
        right = functional.normalize(passages[:, :dimension], dim=1)
        scores = (left @ right.T * scale).masked_fill(masked, -math.inf)
        losses.append(functional.cross_entropy(scores, target))
    return torch.stack(losses).mean()


def not_wrong(question_rows: Any, passage_rows: Any) -> Any:
    """Which (question, passage) of a batch must not count as wrong, bool (n, m).

    Those are: the same passage elsewhere in the batch, and every passage of an equal question. The diagonal, the
    right answer itself, is never masked; a hard negative that is absent (-1) always is.
    """
    count = len(question_rows)
    right = passage_rows[:count]
    masked = (right[:, None] == passage_rows[None, :]) | (passage_rows == -1)[None, :]
    _, group, sizes = np.unique(question_rows, return_inverse=True, return_counts=True)
    span = int(passage_rows.max()) + 2
    answers = np.unique(group.astype(np.int64) * span + right + 1)
    repeated = np.flatnonzero(sizes[group] > 1)
    asked = group[repeated].astype(np.int64)[:, None] * span + passage_rows[None, :] + 1
    masked[repeated] |= np.isin(asked, answers)
    masked[np.arange(count), np.arange(count)] = False
    return torch.from_numpy(masked)


def train(
    vectors: Any,
    store: TokenStore,
    sources: Sequence[Source],
    schedule: Schedule,
    seed: int,
    on_step: Callable[[float], None] = lambda loss: None,
) -> Any:
    """Train ``vectors`` (float32, one row a token) on ``sources``, whose rows name texts in ``store``.

    :returns: the trained vectors, float32, same shape. Equal seeds and thread counts give equal vectors.
    """
    generator = np.random.default_rng(seed)
    torch.manual_seed(seed)
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(vectors.copy()), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(bag.parameters(), lr=schedule.learning_rate, fused=True)
    share = np.array([len(source.questions) for source in sources], dtype=np.float64) ** schedule.source_power
    queues = [_Queue(len(source.questions), generator) for source in sources]
    for step in range(schedule.steps):
        for group in optimizer.param_groups:
            group["lr"] = schedule.learning_rate * rate_at(step, schedule)
        chosen = int(generator.choice(len(sources), p=share / share.sum()))
        source = sources[chosen]
        picked = queues[chosen].take(schedule.batch)
        question_rows, passage_rows = source.questions[picked], source.passages[picked]
        passage_rows = np.concatenate([passage_rows, _draw_negatives(source.negatives[picked], generator)])
        masked = not_wrong(question_rows, passage_rows)
        questions = bag(*store.batch(question_rows, schedule.token_dropout, generator))
        passages = bag(*store.batch(np.maximum(passage_rows, 0), schedule.token_dropout, generator))
        loss = ranking_loss(questions, passages, masked, schedule.dimensions, schedule.scale)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        on_step(float(loss.detach()))
    return bag.weight.detach().numpy().copy()


def rate_at(step: int, schedule: Schedule) -> float:
    """The share of the learning rate at ``step``: a linear rise, then a linear fall to zero."""
    warmup = max(int(schedule.steps * schedule.warmup_share), 1)
    return min((step + 1) / warmup, (schedule.steps - step) / max(schedule.steps - warmup, 1))


def _draw_negatives(candidates: Any, generator: np.random.Generator) -> Any:
    """One hard negative a row from ``candidates`` (n, k); -1 where the one drawn is absent; none where k = 0."""
    if candidates.shape[1] == 0:
        return np.empty(0, dtype=candidates.dtype)
    return candidates[np.arange(len(candidates)), generator.integers(candidates.shape[1], size=len(candidates))]


class _Queue:
    """Row numbers in random order, each once before any comes again."""

    def __init__(self, size: int, generator: np.random.Generator) -> None:
        self._size, self._generator = size, generator
        self._order = generator.permutation(size)

    def take(self, count: int) -> Any:
        """The next ``count`` rows, or all where there are fewer in the whole source."""
        count = min(count, self._size)
        if len(self._order) < count:
            self._order = np.concatenate([self._order, self._generator.permutation(self._size)])
        taken, self._order = self._order[:count], self._order[count:]
        return taken
