"""The baseline that tutorials teach: chunks of 500 characters, LangChain's Chroma and its BM25 retriever, ensembled.

``RecursiveCharacterTextSplitter(chunk_size=500, chunk_overlap=50)`` over each whole file, jieba as the BM25 retriever's
splitter (its own splits on white space and finds nothing in Chinese), and ``EnsembleRetriever`` with equal weights
(reciprocal rank fusion). The embedding is the program's own, so that only the method differs.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.errors import AssistantError
from assistant.evaluation.questions import Question
from assistant.evaluation.rankers import DEPTH, Piece, Ranker, query_of
from assistant.records import Notice
from assistant.search.index import ClauseIndex

if TYPE_CHECKING:
    from langchain_core.documents import Document
    from langchain_core.retrievers import BaseRetriever

CHUNK_CHARS, OVERLAP_CHARS = 500, 50


def tutorial_ranker(notices: Sequence[Notice], index: ClauseIndex) -> Ranker:
    """The ensemble over ``notices``.

    :raises AssistantError: where the packages of the extra ``eval`` are not installed.
    """
    try:
        documents = split(notices)
        ensemble = _ensemble(documents, index)
    except ModuleNotFoundError as error:
        raise AssistantError(
            f"基线 tutorial 还缺 {error.name}；请先运行 pip install -e '.[eval]'（或 'policy-assistant[eval]'）。"
        ) from error

    def rank(question: Question) -> list[Piece]:
        found = ensemble.invoke(query_of(question))[:DEPTH]
        return [Piece(document.metadata["notice"], document.page_content) for document in found]

    return rank


def split(notices: Sequence[Notice]) -> list[Document]:
    """The chunks of all files, in order; ``notice`` in the metadata."""
    from langchain_core.documents import Document
    from langchain_text_splitters import RecursiveCharacterTextSplitter

    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK_CHARS, chunk_overlap=OVERLAP_CHARS)
    files = [Document(notice.source, metadata={"notice": notice.id}) for notice in notices]
    chunks: list[Document] = splitter.split_documents(files)
    return chunks


def _ensemble(documents: list[Document], index: ClauseIndex) -> BaseRetriever:
    from langchain_classic.retrievers import EnsembleRetriever

    from assistant.search.vectorstore import memory_vectorstore

    with warnings.catch_warnings():
        # The package says on import that it is no longer developed; it is measured here, not relied on.
        warnings.simplefilter("ignore", DeprecationWarning)
        from langchain_community.retrievers import BM25Retriever
    words = BM25Retriever.from_documents(documents, k=DEPTH, preprocess_func=index.tokenizer.words)
    vectors = memory_vectorstore(index, documents).as_retriever(search_kwargs={"k": DEPTH})
    ensemble: BaseRetriever = EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])
    return ensemble
