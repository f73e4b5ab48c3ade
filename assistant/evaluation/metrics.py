"""The measures, each a small pure function with its definition and source."""

from __future__ import annotations

from collections.abc import Sequence


def recall_at_k(ranks: Sequence[int | None], k: int) -> float:
    """Gold found among the first ``k`` hits ÷ min(k, gold).

    ``ranks``: for each gold item the rank (from 1) of the first hit that holds it, None where none does. Dividing by
    min(k, gold) lets 1 be reached where there is more gold than hits (“capped recall”, R_cap@k in BEIR, Thakur et al.
    2021). Long chunks can hold several gold items at once; more than 1 is not given.

    :raises ValueError: where there is no gold, or ``k`` is below 1.
    """
    if not ranks or k < 1:
        raise ValueError("recall needs gold and a k of at least 1")
    found = sum(rank is not None and rank <= k for rank in ranks)
    return min(1.0, found / min(k, len(ranks)))


def reciprocal_rank(ranks: Sequence[int | None], k: int = 10) -> float:
    """1 ÷ the rank of the first hit that holds any gold item, 0 where none of the first ``k`` does.

    Its mean over questions is MRR@k (Voorhees, The TREC-8 Question Answering Track Report, 1999).
    """
    first = min((rank for rank in ranks if rank is not None), default=None)
    return 1.0 / first if first is not None and first <= k else 0.0


def share(part: int, whole: int) -> float | None:
    """``part ÷ whole``; None where the whole is 0 and there is nothing to measure."""
    return part / whole if whole else None


def refusal_precision(refused: bool, should_refuse: bool | None) -> float | None:
    """Of the refusals: 1 where it was right to refuse, else 0. None for what is no refusal or may be either.

    The mean over questions is the precision of refusing; see :func:`refusal_recall`. (Refusing as a decision with
    precision and recall: SQuAD 2.0, Rajpurkar et al. 2018, counts unanswerable questions the same way.)
    """
    return None if not refused or should_refuse is None else float(should_refuse)


def refusal_recall(refused: bool, should_refuse: bool | None) -> float | None:
    """Of the questions to be refused: 1 where it was refused, else 0; None for all others."""
    return float(refused) if should_refuse else None


def needless_refusal(refused: bool, should_refuse: bool | None) -> float | None:
    """Of the questions to be answered: 1 where it was refused, else 0; None for all others. Lower is better."""
    return float(refused) if should_refuse is False else None
