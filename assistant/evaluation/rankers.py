"""Retrievers that are measured side by side: each turns a question into pieces of the notices, best first.

On equal terms: all of them get the same notices, the same embedding and the same words (the earlier questions of a
conversation, the chosen place, the question), and a piece counts for a gold clause where it holds the gold quote.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.answering.service import Assistant
from assistant.errors import UsageError
from assistant.evaluation.questions import Gold, Question
from assistant.evaluation.texts import fold
from assistant.search.documents import searched_text
from assistant.search.embedding import Embedder
from assistant.search.fusion import best, fuse, relative_lexical
from assistant.search.index import ClauseIndex
from assistant.search.lexical import LexicalIndex, Tokenizer

# As many hits as MRR@10 looks at.
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of a notice that a retriever found: a paragraph or a chunk."""

    notice: str
    text: str


Scores: TypeAlias = NDArray[np.float32]
Ranker: TypeAlias = Callable[[Question], list[Piece]]
MakeRanker: TypeAlias = Callable[[Assistant, ClauseIndex], Ranker]


def query_of(question: Question) -> str:
    """The words that every baseline gets."""
    return " ".join([*question.history, question.place or "", question.question]).strip()


def ranks_of(question: Question, pieces: Sequence[Piece]) -> tuple[int | None, ...]:
    """For each gold item, the rank (from 1) of the first piece that holds one of its quotes, None where none does."""
    return tuple(
        next((rank for rank, piece in enumerate(pieces, start=1) if _holds(piece, gold)), None)
        for gold in question.gold
    )


def _holds(piece: Piece, gold: Gold) -> bool:
    text = fold(piece.text)
    return any(piece.notice == p.clause.partition("#")[0] and fold(p.quote) in text for p in gold.places)


def program(assistant: Assistant, index: ClauseIndex) -> Ranker:
    """What the answering chain takes its answer from: places first, then the clauses of each notice in turn."""

    clauses = {clause.id: clause for notice in index.notices for clause in notice.clauses}

    def rank(question: Question) -> list[Piece]:
        ids = assistant.rank(question.question, place=question.place, history=question.history, top=DEPTH)
        return [Piece(clauses[item].notice, clauses[item].text) for item in ids]

    return rank


def hybrid(_: Assistant, index: ClauseIndex) -> Ranker:
    """The search alone (what ``search`` prints): BM25 and embedding fused, over all notices at once."""

    def rank(question: Question) -> list[Piece]:
        found = (index.clause(hit.clause_id) for hit in index.search(query_of(question), top=DEPTH))
        return [Piece(clause.notice, clause.text) for clause in found]

    return rank


def bm25(_: Assistant, index: ClauseIndex) -> Ranker:
    """BM25 over clauses."""
    scorer = ClauseScorer(index)
    return lambda question: scorer.top(scorer.lexical(query_of(question)))


def embedding(_: Assistant, index: ClauseIndex) -> Ranker:
    """The embedding over clauses: cosine."""
    scorer = ClauseScorer(index)
    return lambda question: scorer.top(scorer.cosine(query_of(question)))


def tutorial(assistant: Assistant, index: ClauseIndex) -> Ranker:
    """What a tutorial gives; see :mod:`assistant.evaluation.tutorial`."""
    from assistant.evaluation.tutorial import tutorial_ranker

    return tutorial_ranker(assistant.notices, index)


BASELINES: dict[str, MakeRanker] = {"tutorial": tutorial, "bm25": bm25, "embedding": embedding, "hybrid": hybrid}


def make_baselines(names: Sequence[str], assistant: Assistant, index: ClauseIndex) -> dict[str, Ranker]:
    """The rankers called ``names``; “all” means every one.

    :raises UsageError: for a name that is none.
    """
    wanted = list(BASELINES) if "all" in names else list(dict.fromkeys(names))
    for name in wanted:
        if name not in BASELINES:
            raise UsageError(f"没有叫 {name} 的基线；可用的有：{'、'.join(BASELINES)}、all。")
    return {name: BASELINES[name](assistant, index) for name in wanted}


class TextScorer:
    """Scores texts by their words and by their vectors, all of them for each query, in memory.

    The same functions score the clauses of the program's index; a test holds the two equal.
    """

    def __init__(self, texts: Sequence[str], tokenizer: Tokenizer, embedder: Embedder) -> None:
        self._tokenizer = tokenizer
        self._embedder = embedder
        self._lexical = LexicalIndex.build([tokenizer.tokenize(text) for text in texts])
        self._vectors = embedder.encode_documents(texts)

    def lexical(self, query: str) -> Scores:
        """BM25 of every text divided by the query's total idf, shape (texts,)."""
        tokens = self._tokenizer.tokenize(query)
        return relative_lexical(self._lexical.scores(tokens), self._lexical.idf_sum(tokens))

    def cosine(self, query: str) -> Scores:
        """The cosine of every text with the query, shape (texts,)."""
        return np.asarray(self._vectors @ self._embedder.encode_queries([query])[0], dtype=np.float32)

    def fused(self, query: str) -> Scores:
        """Both, fused as the search fuses them."""
        return fuse(self.lexical(query), self.cosine(query))


class ClauseScorer(TextScorer):
    """Scores the clauses of an index."""

    def __init__(self, index: ClauseIndex) -> None:
        super().__init__([searched_text(clause) for clause in index.clauses], index.tokenizer, index.embedder)
        self._pieces = [Piece(clause.notice, clause.text) for clause in index.clauses]

    def top(self, scores: Scores) -> list[Piece]:
        """The best pieces by ``scores``, best first."""
        return [self._pieces[row] for row in best(scores, DEPTH)]
