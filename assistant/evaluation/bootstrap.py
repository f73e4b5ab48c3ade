"""How far a figure could lie from what it would be on other questions of the kind. Pure.

The percentile bootstrap (Efron and Tibshirani, An Introduction to the Bootstrap, 1993, ch. 13): questions are drawn
with replacement as often as there are, the figure is taken of each draw, and the interval holds the middle 95 %. For
the difference of two systems the same draws serve both (Koehn, Statistical Significance Tests for Machine Translation
Evaluation, EMNLP 2004). Questions of one topic are not independent, so the true intervals are somewhat wider.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

_DRAWS = 2_000
_SEED = 20_211_103
_LOW, _HIGH = 2.5, 97.5

Average = Literal["mean", "median"]


@dataclass(frozen=True, slots=True)
class Figure:
    """An average over ``n`` questions with its 95 % interval."""

    value: float
    low: float
    high: float
    n: int


def figure(values: Sequence[float], average: Average = "mean") -> Figure | None:
    """The average of ``values``, one a question, with its interval; None where there are none."""
    if not values:
        return None
    data = np.asarray(values, dtype=np.float64)
    low, high = np.percentile(_averages(data, average), [_LOW, _HIGH])
    value = np.median(data) if average == "median" else data.mean()
    return Figure(float(value), float(low), float(high), len(data))


def difference(ours: Sequence[float], theirs: Sequence[float]) -> Figure | None:
    """The mean of ``ours`` less that of ``theirs`` (same questions, same order), with the paired interval.

    :raises ValueError: where the two are not of one length.
    """
    if len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} and {len(theirs)} values are no pairs")
    return figure([a - b for a, b in zip(ours, theirs, strict=True)])


def _averages(data: NDArray[np.float64], average: Average) -> NDArray[np.float64]:
    draws = np.random.default_rng(_SEED).integers(0, len(data), size=(_DRAWS, len(data)))
    sample = data[draws]
    return np.asarray(np.median(sample, axis=1) if average == "median" else sample.mean(axis=1))
