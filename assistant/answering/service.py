"""The assistant as one object: notices, index and chain, opened from the settings. What the command line, the page and
other programs call."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from langchain_core.runnables import Runnable

from assistant.answering.chain import Request, answer, build_chain
from assistant.answering.chat_writer import ChatModel, load_chat_model
from assistant.answering.knowledge import Knowledge
from assistant.gazetteer import load_gazetteer
from assistant.glossary import load_glossary
from assistant.records import Answer, Clause, Hit, Notice
from assistant.search.index import ClauseIndex
from assistant.search.open import open_index
from assistant.settings import Settings, load_settings

Say = Callable[[str], None]
Progress = Callable[[str, int, int], None]


def _silent(_: str) -> None:
    """Say nothing."""


class Assistant:
    """Answers questions over the notices held.

    >>> assistant = Assistant.open()                                  # doctest: +SKIP
    >>> assistant.ask("陕西家庭医生签约谁牵头？").statements[0].text    # doctest: +SKIP
    '委基层卫生健康处牵头；有关处室、各设区市配合。'
    """

    def __init__(self, index: ClauseIndex, knowledge: Knowledge, chat_model: ChatModel | None = None) -> None:
        self._index = index
        self.knowledge = knowledge
        self._chain: Runnable[Request, Answer] = build_chain(knowledge, index.search_each, chat_model)

    @classmethod
    def open(cls, settings: Settings | None = None, say: Say = _silent, on_progress: Progress | None = None) -> Assistant:
        """The assistant over the corpus and index that ``settings`` name (default: from the environment).

        A missing or stale index is built first. ``say`` gets one line for each thing the user should know;
        ``on_progress(what, done, total)`` is called while an index is built.

        :raises AssistantError: where the corpus, the index or the model cannot be used.
        """
        settings = settings or load_settings()
        index = open_index(settings, say=say, on_progress=on_progress)
        glossary = load_glossary(settings.corpus)
        knowledge = Knowledge(index.notices, glossary, load_gazetteer(settings.corpus), index.cut_words)
        return cls(index, knowledge, load_chat_model(settings.chat_model) if settings.chat_model else None)

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices held."""
        return self.knowledge.notices

    def ask(
        self, question: str, *, place: str | None = None, lang: str | None = None, history: Sequence[str] = ()
    ) -> Answer:
        """One answer. ``history``: earlier questions of the conversation, oldest first.

        :raises UsageError: for an empty or overlong question, or a place that is none.
        """
        return answer(self._chain, Request(question, place, lang, tuple(history)))

    def search(self, question: str, top: int = 10) -> list[tuple[Hit, Clause]]:
        """The ``top`` clauses nearest to ``question``, best first."""
        return [(hit, self.knowledge.clauses[hit.clause_id]) for hit in self._index.search(question, top=top)]
