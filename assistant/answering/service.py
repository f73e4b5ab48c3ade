"""The assistant as one object: notices, index and chain, opened from the settings. What the command line, the page and
other programs call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.answering.chain import Request, Steps, answer, build_chain
from assistant.answering.chat_writer import ChatModel, load_chat_model
from assistant.answering.knowledge import Knowledge
from assistant.errors import CorpusError
from assistant.gazetteer import load_gazetteer
from assistant.glossary import usual_glossary
from assistant.own_notices import NO_CORRECTIONS, Corrections
from assistant.records import Answer, Clause, Hit, Notice
from assistant.search.index import ClauseIndex
from assistant.search.manifest import IndexUnusableError
from assistant.search.opening import LiveIndex, open_index, update_index
from assistant.search.words import load_words
from assistant.settings import Settings, bundled_corpus, load_settings

if TYPE_CHECKING:
    from assistant.answering.explanation import Explanation
    from assistant.compare.comparison import Comparison
    from assistant.holdings.changes import Refused, Removed
    from assistant.holdings.plan import Added
    from assistant.lookup.held import Held
    from assistant.quiz.records import Quiz
    from assistant.tables.table import Table

Say = Callable[[str], None]
Progress = Callable[[int, int], None]
Result = TypeVar("Result")


def _silent(_: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class _State:
    """What belongs to one build of the index; replaced as a whole when a new build is there."""

    index: ClauseIndex
    knowledge: Knowledge
    steps: Steps
    run: Callable[[Request], Answer]


class Assistant:
    """Answers questions over the notices held. Safe to share between threads; follows a new build of the index.

    >>> assistant = Assistant.open()                                  # doctest: +SKIP
    >>> assistant.ask("陕西家庭医生签约谁牵头？").statements[0].text    # doctest: +SKIP
    '委基层卫生健康处牵头，有关处室、各设区市配合。'
    """

    def __init__(
        self, index: ClauseIndex, settings: Settings, chat_model: ChatModel | None = None, *, once: bool = False
    ) -> None:
        self._settings = settings
        self._once = once
        self._chat_model = chat_model
        self._live = LiveIndex(index, settings)
        self._changing = threading.Lock()
        self._tables: Held | None = None
        self._state = self._make_state(index)

    @classmethod
    def open(
        cls,
        settings: Settings | None = None,
        say: Say = _silent,
        on_progress: Progress | None = None,
        *,
        rebuild: bool = False,
        asked: bool = False,
        once: bool = False,
    ) -> Assistant:
        """The assistant over the corpus and index that ``settings`` name (default: from the environment).

        A missing or stale index is built first. Where the notices cannot be read any more but an index of them is
        there, that one answers, and ``say`` is told.

        :param say: gets one line for each thing that the user should know.
        :param on_progress: called with how many clauses are indexed and how many there are.
        :param rebuild: build the index even where it fits. ``asked``: the user asked for the index itself.
        :param once: one question will be asked: its steps are run as they are, without building the chain of them.
        :raises AssistantError: where the corpus, the index or the model cannot be used.
        """
        settings = settings or load_settings()
        chat_model = load_chat_model(settings.chat_model) if settings.chat_model else None
        try:
            index = update_index(settings, on_progress=on_progress, say=say, rebuild=rebuild, asked=asked)
        except CorpusError as error:
            if asked or not settings.corpus.is_dir():
                raise
            try:
                index = open_index(settings)
            except IndexUnusableError:
                raise error from None
            if not index.notices:
                raise
            say(f"{error} 暂用上次建立的索引。")
        return cls(index, settings, chat_model, once=once)

    def _make_state(self, index: ClauseIndex) -> _State:
        settings = self._settings
        knowledge = Knowledge(
            index.notices,
            usual_glossary(settings.corpus, bundled_corpus()),
            load_gazetteer(settings.corpus, at_home=(notice.place for notice in index.notices)),
            lambda run: load_words(settings.cache).cut_known(run),
        )
        steps = Steps(knowledge, index.search_each, self._chat_model)
        run = steps.run if self._once else build_chain(steps).invoke
        return _State(index, knowledge, steps, run)

    def _state_of(self, index: ClauseIndex) -> _State:
        """What belongs to ``index``. A question keeps to one of them: notices and index are then of one build, however
        many are added or removed meanwhile."""
        state = self._state
        if state.index is index:
            return state
        with self._changing:
            if self._state.index is not index:
                self._state = self._make_state(index)
            return self._state

    @property
    def knowledge(self) -> Knowledge:
        """Notices, glossary and places as they are now."""
        return self._state_of(self._live.current()).knowledge

    @property
    def notices(self) -> tuple[Notice, ...]:
        """The notices held."""
        return self._live.current().notices

    def ask(
        self, question: str, *, place: str | None = None, lang: str | None = None, history: Sequence[str] = ()
    ) -> Answer:
        """One answer. ``history``: earlier questions of the conversation, oldest first.

        :raises UsageError: for an empty or overlong question, or a place that is none.
        """
        request = Request(question, place, lang, tuple(history))
        return self._live.use(lambda index: answer(self._state_of(index).run, request))

    def explain(
        self, question: str, *, place: str | None = None, lang: str | None = None, history: Sequence[str] = ()
    ) -> tuple[Answer, Explanation]:
        """The answer that :meth:`ask` gives, and what the chain did for it.

        :raises UsageError: as :meth:`ask`.
        """
        from assistant.answering.explain import explain

        request = Request(question, place, lang, tuple(history))
        return self._live.use(lambda index: explain(self._state_of(index).steps, request))

    def rank(self, question: str, *, place: str | None = None, history: Sequence[str] = (), top: int = 10) -> list[str]:
        """The ids of the ``top`` clauses that :meth:`ask` would take its answer from first, best first.

        :raises UsageError: as :meth:`ask`.
        """
        request = Request(question, place, None, tuple(history))
        return self._live.use(lambda index: self._state_of(index).steps.rank(request, top))

    def use_index(self, action: Callable[[ClauseIndex], Result]) -> Result:
        """``action`` on the index as it is now; it stays open meanwhile."""
        return self._live.use(action)

    def search(self, question: str, top: int = 10) -> list[tuple[Hit, Clause]]:
        """The ``top`` clauses nearest to ``question``, best first.

        :raises UsageError: for an empty question or a ``top`` below 1.
        """

        def found(index: ClauseIndex) -> list[tuple[Hit, Clause]]:
            return [(hit, index.clause(hit.clause_id)) for hit in index.search(question, top=top)]

        return self._live.use(found)

    def lookup(
        self,
        words: str = "",
        *,
        unit: str | None = None,
        role: str | None = None,
        place: str | None = None,
        lang: str = "zh",
        everything: bool = False,
    ) -> Table:
        """Who leads, supports and is responsible: a row a duty. ``words``: a task, a unit, a place, or several of them;
        nothing → everything. ``role``: ``lead``, ``support`` or ``responsible``.

        :raises UsageError: for a place or a role that is none.
        :raises AssistantError: where nothing is found; the message says what comes near.
        """
        from assistant.lookup.selection import Request as LookupRequest
        from assistant.lookup.tables import lookup_table

        return lookup_table(self._held(), LookupRequest(words, unit, place, role, lang, everything), date.today())[0]

    def deadlines(
        self,
        words: str = "",
        *,
        unit: str | None = None,
        place: str | None = None,
        lang: str = "zh",
        everything: bool = False,
    ) -> Table:
        """By when and how often, what comes next first. Parameters and errors as for :meth:`lookup`."""
        from assistant.lookup.selection import Request as LookupRequest
        from assistant.lookup.tables import deadline_table

        return deadline_table(self._held(), LookupRequest(words, unit, place, None, lang, everything), date.today())[0]

    def calendar(
        self, words: str = "", *, unit: str | None = None, place: str | None = None, lang: str = "zh"
    ) -> bytes:
        """The deadlines that name a day, as a calendar file (iCalendar, RFC 5545).

        :raises AssistantError: as :meth:`deadlines`, and where none names a day to come.
        """
        from assistant.lookup.calendar_file import calendar_bytes
        from assistant.lookup.deadlines import find_deadlines
        from assistant.lookup.selection import Request as LookupRequest

        request = LookupRequest(words, unit, place, None, lang)
        records, _ = find_deadlines(self._held(), request, date.today())
        return calendar_bytes(records, date.today(), lang)[0]

    def compare(self, topic: str, places: Sequence[str] = (), lang: str = "zh") -> Comparison:
        """What each place says of ``topic``, aspect by aspect; see :func:`assistant.compare.compare.compare_places`."""
        from assistant.compare.compare import compare_places, resolve_place

        knowledge = self.knowledge
        asked = [resolve_place(name, knowledge.gazetteer) for name in places]
        return compare_places(topic, knowledge.notices, knowledge.glossary, asked, lang)

    def quiz(
        self,
        *,
        topic: str | None = None,
        place: str | None = None,
        kinds: Sequence[str] = (),
        difficulty: str | None = None,
        count: int = 20,
        seed: int = 1,
    ) -> Quiz:
        """Questions with their answers and clauses; see :func:`assistant.quiz.making.make_quiz`."""
        from assistant.quiz.making import make_quiz

        knowledge = self.knowledge
        return make_quiz(
            knowledge.notices,
            knowledge.glossary,
            knowledge.gazetteer,
            topic=topic,
            place=place,
            kinds=kinds,
            difficulty=difficulty,
            count=count,
            seed=seed,
        )

    def _held(self) -> Held:
        """What tables are made from, for the notices as they are now. (An answer needs none of it.)"""
        from assistant.lookup.held import Held

        notices, held = self.notices, self._tables
        if held is None or held.notices is not notices:
            held = self._tables = Held(notices, self._settings.corpus)
        return held

    def add(
        self,
        files: Sequence[Path],
        given: Corrections = NO_CORRECTIONS,
        *,
        say: Say = _silent,
        on_progress: Progress | None = None,
    ) -> tuple[Added | Refused, ...]:
        """Add the user's own notices; the next question finds them, here and in every other running program.

        See :func:`assistant.holdings.changes.add_notices`.

        :raises UsageError: for a correction that cannot be, or one for several files.
        :raises AssistantError: where nothing could be added; everything is then as it was.
        """
        from assistant.holdings.changes import add_notices  # few programs need it, and a cold answer has no time for it

        return add_notices(self._settings, files, given, say=say, on_progress=on_progress)

    def remove(
        self, ids: Sequence[str], *, say: Say = _silent, on_progress: Progress | None = None
    ) -> tuple[Removed, ...]:
        """Remove the user's own notices; see :func:`assistant.holdings.changes.remove_notices`.

        :raises AssistantError: where one of them is not there, or the index cannot be built; nothing is then removed.
        """
        from assistant.holdings.changes import remove_notices

        return remove_notices(self._settings, ids, say=say, on_progress=on_progress)
