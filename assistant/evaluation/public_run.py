"""The retrievers on a public set: BM25, the embedding, and both fused as the search fuses them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from assistant.evaluation.bootstrap import Figure, difference, figure
from assistant.evaluation.figures import RETRIEVAL, Retriever
from assistant.evaluation.metrics import recall_at_k, reciprocal_rank
from assistant.evaluation.public_sets import PublicSet
from assistant.evaluation.rankers import DEPTH, Scores, TextScorer
from assistant.search.embedding import Embedder
from assistant.search.fusion import best
from assistant.search.lexical import Tokenizer

Progress = Callable[[int, int], None]
HYBRID = "hybrid"


def run_public_set(
    found: PublicSet,
    tokenizer: Tokenizer,
    embedder: Embedder,
    on_progress: Progress = lambda done, total: None,
) -> list[Retriever]:
    """The figures of each retriever on ``found``; ``behind`` is the hybrid's figure less the other's, paired.

    Documents are taken whole, and all of them are scored for each question, in memory: 100,000 documents of some
    hundred characters take about 1 GB.
    """
    ids = list(found.documents)
    scorer = TextScorer(list(found.documents.values()), tokenizer, embedder)
    scores: dict[str, Callable[[str], Scores]] = {
        HYBRID: scorer.fused,
        "bm25": scorer.lexical,
        "embedding": scorer.cosine,
    }
    ranks: dict[str, list[tuple[int | None, ...]]] = {name: [] for name in scores}
    for done, (key, question) in enumerate(found.questions.items(), start=1):
        for name, score in scores.items():
            first = [ids[row] for row in best(score(question), DEPTH)]
            ranks[name].append(tuple(_rank(first, item) for item in sorted(found.gold[key])))
        on_progress(done, len(found.questions))
    return [_figures(name, ranks) for name in scores]


def _rank(first: Sequence[str], item: str) -> int | None:
    return first.index(item) + 1 if item in first else None


def _figures(name: str, ranks: Mapping[str, list[tuple[int | None, ...]]]) -> Retriever:
    figures, behind = dict[str, Figure | None](), dict[str, Figure | None]()
    for metric, _, k in RETRIEVAL:
        values = [_measure(item, k) for item in ranks[name]]
        figures[metric] = figure(values)
        if name != HYBRID:
            behind[metric] = difference([_measure(item, k) for item in ranks[HYBRID]], values)
    return Retriever(name, figures, behind)


def _measure(ranks: tuple[int | None, ...], k: int | None) -> float:
    return reciprocal_rank(ranks) if k is None else recall_at_k(ranks, k)
