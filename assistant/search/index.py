"""The index that questions are put to."""

from __future__ import annotations

import weakref
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.errors import UsageError
from assistant.records import Clause, Hit, Notice
from assistant.search.documents import searched_clauses
from assistant.search.embedding import Embedder, Vectors, load_embedder
from assistant.search.fusion import best, fuse, relative_lexical
from assistant.search.lexical import LexicalIndex, Tokenizer, load_tokenizer
from assistant.search.manifest import Manifest
from assistant.search.store import StoreError, VectorStore
from assistant.settings import Settings

# Up to here every clause's cosine is asked of Chroma (6 ms for 3,000; 58 ms for 20,000).
_EXACT_CLAUSES = 5_000
# Up to here the vectors of all clauses of the notices that apply are fetched and compared (20 ms for 1,000).
_EXACT_FETCHED = 1_000
# Beyond, candidates: so many by their vectors and so many by their words.
_NEAREST = 500
_LEXICAL = 200


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a question the clauses have words for.

    ``share``: idf of the tokens that some clause has, divided by the idf of all (1 where there are none).
    ``unknown``: the content words of two and more characters no part of which any clause has. Both are signs that a
    question is out of scope.
    """

    share: float
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Scored:
    """Candidates: positions in the index's clauses, and their scores, all of one length."""

    rows: NDArray[np.intp]
    score: NDArray[np.float32]
    lexical: NDArray[np.float32]
    cosine: NDArray[np.float32]


class ClauseIndex:
    """An open index. Safe to share between threads; it never changes (see ``LiveIndex`` for one that follows)."""

    def __init__(
        self,
        manifest: Manifest,
        notices: tuple[Notice, ...],
        lexical: LexicalIndex,
        store: VectorStore,
        settings: Settings,
        embedder: Embedder | None = None,
    ) -> None:
        self.manifest = manifest
        self.notices = notices
        self.clauses = searched_clauses(notices)
        self.store = store
        self._lexical = lexical
        self._settings = settings
        self._embedder = embedder
        self._rows = {clause.id: row for row, clause in enumerate(self.clauses)}
        numbers = {notice.id: number for number, notice in enumerate(notices)}
        self._notice_numbers = numbers
        self._notice_of = np.array([numbers[clause.notice] for clause in self.clauses], dtype=np.int32)
        # Nobody has to close an index: when the last one who uses it lets go, its files are let go.
        self._abandon = weakref.finalize(self, store.abandon)

    # --- asking --------------------------------------------------------------------------------------------------

    def search(self, question: str, *, notices: Sequence[str] | None = None, top: int = 10) -> list[Hit]:
        """The best clauses for ``question``, best first.

        :param notices: ids of the notices that apply (None → all). The search runs within them.
        :param top: how many hits at most, over all notices.
        :raises UsageError: where the question is empty or ``top`` is below 1.
        :raises SearchIndexError: where the store fails.
        """
        scored = self._score(_required(question, top), notices)
        return [self._hit(scored, position) for position in best(scored.score, top)]

    def search_each(
        self, question: str, notices: Sequence[str] | None = None, top_each: int = 3
    ) -> dict[str, list[Hit]]:
        """The best clauses of *each* notice, best first: by the id of the notice, in the order given.

        Taking the best of each matters more than the vectors: on trial questions recall@1 rose from .53 to .82.

        :param notices: ids of the notices that apply (None → all). One that has no clauses gets an empty list.
        :raises UsageError: where the question is empty or ``top_each`` is below 1.
        :raises SearchIndexError: where the store fails.
        """
        scored = self._score(_required(question, top_each), notices, top_each)
        wanted = list(self._notice_numbers) if notices is None else list(dict.fromkeys(notices))
        found: dict[str, list[Hit]] = {notice: [] for notice in wanted}
        for position in np.argsort(-scored.score, kind="stable"):
            hits = found[self.clauses[scored.rows[position]].notice]
            if len(hits) < top_each:
                hits.append(self._hit(scored, position))
        return found

    def coverage(self, question: str) -> Coverage:
        """How much of ``question`` the clauses have words for."""
        tokens = self.tokenizer.tokenize(question)
        total = self._lexical.idf_sum(tokens)
        known = self._lexical.idf_sum([token for token in tokens if self._lexical.has(token)])
        words = [word for word in self.tokenizer.content_words(question) if len(word) > 1]
        unknown = tuple(word for word in words if not any(map(self._lexical.has, self.tokenizer.tokenize(word))))
        return Coverage(known / total if total else 1.0, unknown)

    def clause(self, clause_id: str) -> Clause:
        """The searched clause with this id.

        :raises KeyError: where there is none.
        """
        return self.clauses[self._rows[clause_id]]

    @property
    def tokenizer(self) -> Tokenizer:
        """What splits clauses and questions into tokens."""
        return load_tokenizer(self._settings.cache)

    @property
    def embedder(self) -> Embedder:
        """What turns clauses and questions into vectors; loaded when first wanted.

        :raises ModelError: where it cannot be loaded.
        """
        if self._embedder is None:
            self._embedder = load_embedder(self._settings)
        return self._embedder

    def close(self) -> None:
        """Let go of the index's files now."""
        if self._abandon.detach():
            self.store.close()

    # --- scoring -------------------------------------------------------------------------------------------------

    def _score(self, question: str, notices: Sequence[str] | None, each: int = 0) -> _Scored:
        """Score the clauses that can be among the best; ``each``: the lexically best so many of every notice are."""
        tokens = self.tokenizer.tokenize(question)
        vector = self.embedder.encode_queries([question])[0]
        lexical = relative_lexical(self._lexical.scores(tokens), self._lexical.idf_sum(tokens))
        allowed = self._allowed(notices)
        if len(self.clauses) <= _EXACT_CLAUSES:
            rows, cosine = allowed, self._all_cosines(vector)[allowed]
        elif len(allowed) <= _EXACT_FETCHED:
            rows, cosine = allowed, self._fetched_cosines(vector, allowed)
        else:
            rows, cosine = self._candidates(vector, lexical, allowed, notices, each)
        part = lexical[rows]
        return _Scored(rows, fuse(part, cosine), part, cosine)

    def _allowed(self, notices: Sequence[str] | None) -> NDArray[np.intp]:
        if notices is None:
            return np.arange(len(self.clauses))
        numbers = [self._notice_numbers[notice] for notice in notices if notice in self._notice_numbers]
        return np.flatnonzero(np.isin(self._notice_of, numbers))

    def _all_cosines(self, vector: Vectors) -> NDArray[np.float32]:
        """The cosine of every clause. Chroma's graph may miss a few of them; these are fetched."""
        cosine = np.full(len(self.clauses), np.nan, dtype=np.float32)
        if len(self.clauses) and vector.any():
            ids, found = self.store.nearest(vector, len(self.clauses))
            cosine[self._rows_of(ids)] = found
            missed = np.flatnonzero(np.isnan(cosine))
            cosine[missed] = self._fetched_cosines(vector, missed)
        return np.nan_to_num(cosine)

    def _fetched_cosines(self, vector: Vectors, rows: NDArray[np.intp]) -> NDArray[np.float32]:
        if not len(rows):
            return np.zeros(0, dtype=np.float32)
        return self.store.cosines(vector, [self.clauses[row].id for row in rows])

    def _candidates(
        self,
        vector: Vectors,
        lexical: NDArray[np.float32],
        allowed: NDArray[np.intp],
        notices: Sequence[str] | None,
        each: int,
    ) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
        """The clauses that are near by vectors or words, and their cosines."""
        ids, found = self.store.nearest(vector, min(_NEAREST, len(allowed)), notices)
        near = self._rows_of(ids)
        chosen = [near, allowed[best(lexical[allowed], _LEXICAL)]]
        for number in np.unique(self._notice_of[allowed]) if each else ():
            own = np.flatnonzero(self._notice_of == number)
            chosen.append(own[best(lexical[own], each)])
        rows = np.unique(np.concatenate(chosen))
        cosine = np.full(len(self.clauses), np.nan, dtype=np.float32)
        cosine[near] = found
        missing = rows[np.isnan(cosine[rows])]
        cosine[missing] = self._fetched_cosines(vector, missing)
        return rows, cosine[rows]

    def _rows_of(self, ids: Sequence[str]) -> NDArray[np.intp]:
        try:
            return np.array([self._rows[item] for item in ids], dtype=np.intp)
        except KeyError as error:
            raise StoreError(f"向量库里有不认识的条目 {error}；请运行 python -m assistant index --rebuild。") from error

    def _hit(self, scored: _Scored, position: np.intp) -> Hit:
        clause = self.clauses[scored.rows[position]]
        return Hit(
            clause_id=clause.id,
            notice=clause.notice,
            score=float(scored.score[position]),
            lexical=float(scored.lexical[position]),
            cosine=float(scored.cosine[position]),
        )


def _required(question: str, top: int) -> str:
    if not question.strip():
        raise UsageError("问题是空的；请写上要问什么。")
    if top < 1:
        raise UsageError(f"条数不能是 {top}；请给一个不小于 1 的数。")
    return question
