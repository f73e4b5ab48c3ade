"""The index for programs that use LangChain. Nothing else here imports LangChain: that costs half a second."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any

import chromadb
from chromadb.config import Settings as ChromaSettings
from langchain_chroma import Chroma
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever

from assistant.records import Hit
from assistant.search.index import ClauseIndex


class ClauseRetriever(BaseRetriever):
    """The hybrid search as a retriever.

    ``notices``: ids of the notices that apply (None → all); ``top``: how many clauses at most. A document's text is
    the clause's; its metadata: ``notice``, ``title``, ``number``, ``place``, ``date``, ``label``, ``start``, ``end``,
    ``score``, and what the score is made of.
    """

    index: ClauseIndex
    notices: tuple[str, ...] | None = None
    top: int = 10

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        return [_document(self.index, hit) for hit in self.index.search(query, notices=self.notices, top=self.top)]


def as_retriever(index: ClauseIndex, *, notices: tuple[str, ...] | None = None, top: int = 10) -> ClauseRetriever:
    """``index`` as a LangChain retriever (see :class:`ClauseRetriever`)."""
    return ClauseRetriever(index=index, notices=notices, top=top)


def as_vectorstore(index: ClauseIndex) -> Chroma:
    """The collection behind ``index`` as LangChain's vector store: vectors alone, without BM25.

    To be read only: a build never changes, and whatever is added is lost with the next one.
    """
    return Chroma(
        client=index.store.client,
        collection_name=index.manifest.collection,
        embedding_function=_ClauseEmbeddings(index),
    )


def memory_vectorstore(index: ClauseIndex, documents: Sequence[Document]) -> Chroma:
    """``documents`` in a Chroma collection of their own, in memory, embedded as the clauses of ``index`` are."""
    return Chroma.from_documents(
        list(documents),
        _ClauseEmbeddings(index),
        collection_name=f"memory-{secrets.token_hex(8)}",  # clients in memory share what they hold
        client=chromadb.EphemeralClient(ChromaSettings(_env_file=None, anonymized_telemetry=False)),
        collection_configuration={"hnsw": {"space": "cosine"}},
    )


class _ClauseEmbeddings(Embeddings):
    """The index's embedder in LangChain's form. It holds on to the index, whose files close when nobody does."""

    def __init__(self, index: ClauseIndex) -> None:
        self._index = index

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """The vectors of clauses."""
        vectors: list[list[float]] = self._index.embedder.encode_documents(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """The vector of a question."""
        vector: list[float] = self._index.embedder.encode_queries([text])[0].tolist()
        return vector


def _document(index: ClauseIndex, hit: Hit) -> Document:
    clause = index.clause(hit.clause_id)
    notice = next(notice for notice in index.notices if notice.id == hit.notice)
    metadata: dict[str, Any] = {
        "notice": notice.id,
        "title": notice.title,
        "number": notice.number,
        "place": notice.place,
        "date": notice.date,
        "label": clause.label,
        "start": clause.start,
        "end": clause.end,
        "score": hit.score,
        "lexical": hit.lexical,
        "cosine": hit.cosine,
    }
    return Document(id=clause.id, page_content=clause.text, metadata=metadata)
