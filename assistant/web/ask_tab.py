"""The tab to ask in: a conversation, and beside it the notice that a citation mark opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import gradio as gr

from assistant.answering.conversation import said_before
from assistant.display.answer import split_answer
from assistant.display.understood import plain_lines
from assistant.errors import AssistantError
from assistant.web.feedback import Vote, keep_vote
from assistant.web.kept_starters import STARTERS, Starters, known_starters
from assistant.web.reader import render_empty, render_reader
from assistant.web.render import Turn, render_conversation, render_holdings
from assistant.web.tabs import QUIET, Frame, give_file, read_script, show_cited_after, tell_failure, write_file
from assistant.web.transcript import conversation_docx
from assistant.web.words import known_language, say

if TYPE_CHECKING:
    from assistant.answering.service import Assistant
    from assistant.records import Notice

# What one visitor's page remembers: turns shown, and how long after the last question.
_MOST_TURNS = 50
_FORGET_SECONDS = 12 * 3600
# Questions answered at a time; more wait in a queue.
_AT_A_TIME = 4
# After an answer: its question to the top of the window.
_SHOW_LAST = """() => {
  const turns = document.querySelectorAll(".pa-turn");
  if (turns.length) turns[turns.length - 1].scrollIntoView({ block: "start", behavior: "smooth" });
}"""
_COPY_ALL = "() => window.policyAssistant.copyConversation()"
_PRINT = "() => window.print()"

Turns = tuple[Turn, ...]


class AskTab:
    """The tab's parts and what happens between them. What a visitor has asked lives in the visitor's own state."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._assistant = frame.assistant
        self._starters: tuple[Sequence[Notice], Starters] | None = None
        self.turns = gr.State((), time_to_live=_FORGET_SECONDS)
        with gr.Row(elem_classes="pa-two"):
            with gr.Column(scale=3, min_width=320, elem_classes="pa-talk"):
                self._lay_out_talk()
            with gr.Column(scale=2, min_width=320, elem_classes="pa-side"):
                self.reader = gr.HTML(render_empty("zh"), js_on_load=read_script("reader.js"), apply_default_css=False)
        said = [self.title, self.log, self.held, self.reader, self.question, self.send]
        self.labelled = [*said, *self.tools, *self.starters]
        self.told_by = [self.turns]
        # What a question changes: nothing else may put it back while the answer is on its way.
        self.asked_into = [self.title, self.log, *self.starters]

    def _lay_out_talk(self) -> None:
        self.title = gr.HTML(_title("zh"), apply_default_css=False)
        with gr.Row(elem_classes="pa-starters"):
            self.starters = [gr.Button(size="sm", variant="secondary") for _ in range(STARTERS)]
        self.log = gr.HTML("", js_on_load=read_script("log.js"), apply_default_css=False, elem_classes="pa-talked")
        self.held = gr.HTML(self._holdings("zh"), apply_default_css=False, elem_classes="pa-holdings")
        with gr.Column(elem_classes="pa-ask"):
            with gr.Row(equal_height=True):
                self.question = gr.Textbox(max_lines=4, scale=4, min_width=220)
                self.send = gr.Button(variant="primary", scale=0, min_width=110)
            with gr.Row(elem_classes="pa-tools"):
                self.tools = [gr.Button(size="sm", scale=0, min_width=88) for _ in range(4)]

    # --- what happens ----------------------------------------------------------------------------------------------

    def connect(self) -> None:
        """Connect the parts."""
        outputs = [self.question, self.log, self.turns, self.title, *self.starters]
        inputs = [self._frame.place, self._frame.lang, self.turns]
        self._asks([self.send.click, self.question.submit], [self.question, *inputs], outputs)
        for button in self.starters:
            self._asks([button.click], [button, *inputs], outputs)
        lang = self._frame.lang
        show_cited_after(self.log.select(self._open_source, [self.turns, lang], self.reader, **QUIET))
        self.log.like(self._vote, [self.turns, lang], [self.log, self.turns], **QUIET)
        self.reader.clear(render_empty, lang, self.reader, **QUIET)
        copy, show, export, clear = self.tools
        copy.click(None, js=_COPY_ALL)
        show.click(None, js=_PRINT)
        give_file(self._frame, export, self._export, [self.turns, lang])
        clear.click(self._start_over, lang, [*outputs, self.reader], **QUIET)

    def _asks(self, triggers: Sequence[Any], inputs: Sequence[Any], outputs: Sequence[Any]) -> None:
        gr.on(
            triggers,
            self._ask,
            inputs,
            outputs,
            show_progress="hidden",
            # Asked while an answer is still on its way, a question waits for it: it may follow up on it.
            trigger_mode="always_last",
            concurrency_limit=_AT_A_TIME,
            concurrency_id="ask",
            api_visibility="private",
        ).then(None, js=_SHOW_LAST)

    def _ask(
        self, question: str | None, place: str | None, lang: str, turns: Turns | None
    ) -> Iterator[tuple[Any, ...]]:
        """Show the question at once, then its answer as it is told, place by place."""
        question, place = _whole_characters(question), _whole_characters(place)
        lang, turns = known_language(lang), turns or ()
        if not (question or "").strip():
            yield question, gr.skip(), turns, *[gr.skip()] * (STARTERS + 1)
            return
        hidden = [gr.update(visible=False)] * (STARTERS + 1)
        yield "", self._render((*turns, Turn(question)), lang), turns, *hidden
        turn = answer_turn(self._assistant, question, place, lang, turns)
        for shown in range(1, len(split_answer(turn.answer)) if turn.answer else 0):
            yield gr.skip(), self._render((*turns, replace(turn, shown=shown)), lang), gr.skip(), *hidden
        done = (*turns, turn)[-_MOST_TURNS:]
        # What failed is given back to be mended; otherwise the box may hold the next question already.
        yield question if turn.error else gr.skip(), self._render(done, lang), done, *hidden

    def _open_source(self, turns: Turns, lang: str, event: gr.EventData) -> Any:
        """The notice that a citation mark points to."""
        lang = known_language(lang)
        turn, number = event._data.get("turn"), event._data.get("n")
        answer = turns[turn - 1].answer if isinstance(turn, int) and 0 < turn <= len(turns) else None
        citation = next((c for c in answer.citations if c.n == number), None) if answer else None
        if citation is None:
            return gr.skip()
        notice = next((notice for notice in self._assistant.notices if notice.id == citation.notice), None)
        return render_reader(notice, citation, lang)

    def _vote(self, turns: Turns, lang: str, event: gr.EventData) -> tuple[Any, Any]:
        """Keep what the visitor says of an answer."""
        turn, value = event._data.get("turn"), event._data.get("vote")
        known = isinstance(turn, int) and 0 < turn <= len(turns) and value in ("up", "down")
        answer = turns[turn - 1].answer if known else None
        file = self._frame.options.feedback
        if answer is None or file is None or turns[turn - 1].vote:
            return gr.skip(), gr.skip()
        vote = Vote(value, str(event._data.get("comment") or ""))
        tell_failure(lang, lambda: keep_vote(file, vote, answer))
        turns = (*turns[: turn - 1], replace(turns[turn - 1], vote=value), *turns[turn:])
        return self._render(turns, lang), turns

    def _export(self, turns: Turns, lang: str) -> str:
        """The conversation as a Word file."""
        if not any(turn.answer for turn in turns):
            raise gr.Error(say("export.empty", lang), title=say("failed", lang), print_exception=False)
        name = f"{say('title', lang)}-{date.today():%Y%m%d}.docx"
        return write_file(name, conversation_docx(turns, lang, date.today()))

    def _start_over(self, lang: str | None) -> tuple[Any, ...]:
        lang = known_language(lang)
        title = gr.update(value=_title(lang), visible=True)
        return "", self._render((), lang), (), title, *self._starter_buttons(lang, visible=True), render_empty(lang)

    # --- what it says ----------------------------------------------------------------------------------------------

    def label(self, lang: str, *told_by: Any) -> list[Any]:
        """Everything that the tab itself says, in ``lang``."""
        turns: Turns = told_by[0] or ()
        return [
            gr.update(value=_title(lang), visible=not turns),
            self._render(turns, lang),
            self._holdings(lang),
            render_empty(lang),
            gr.update(label=say("question", lang), placeholder=say("placeholder", lang)),
            say("ask", lang),
            *(say(key, lang) for key in ("copy_all", "print", "export", "clear")),
            *self._starter_buttons(lang, visible=not turns),
        ]

    def _render(self, turns: Turns, lang: str) -> str:
        asks = self._frame.options.feedback is not None
        return render_conversation(turns, lang, votes=asks)

    def _holdings(self, lang: str) -> str:
        return render_holdings(self._assistant.notices, lang)

    def _find_starters(self, lang: str) -> tuple[str, ...]:
        """Questions to begin with about the notices as they are now."""
        held, known = self._assistant.notices, self._starters
        if known is None or known[0] is not held:
            known = self._starters = held, known_starters(self._assistant, self._frame.options.settings.index)
        return known[1][lang]

    def _starter_buttons(self, lang: str, *, visible: bool) -> list[Any]:
        questions = self._find_starters(lang)
        return [
            gr.update(value=questions[row], visible=visible) if row < len(questions) else gr.update(visible=False)
            for row in range(STARTERS)
        ]


def _title(lang: str) -> str:
    """What stands above the questions to begin with."""
    return f'<p class="pa-starters-title">{say("starters", lang)}</p>'


def _whole_characters(text: str | None) -> str:
    """``text`` with “?” for half a surrogate pair, which a program may send and no answer can be sent back with."""
    return (text or "").encode("utf-8", errors="replace").decode("utf-8")


def answer_turn(assistant: Assistant, question: str, place: str | None, lang: str, turns: Sequence[Turn]) -> Turn:
    """The turn that ``question`` becomes after ``turns``; an error becomes one line for the reader.

    On the Chinese page the answer is in the question's own language, on the English page always in English.
    """
    place = (place or "").strip() or None
    history = said_before([(turn.question, turn.place) for turn in turns if turn.answer], place)
    try:
        answer, explanation = assistant.explain(
            question, place=place, lang="en" if lang == "en" else None, history=history
        )
    except AssistantError as error:
        return Turn(question, error=error.line(lang))
    except Exception as error:  # a page must go on whatever happens to one question
        return Turn(question, error=say("broken", lang).format(type(error).__name__))
    return Turn(question, answer, understood=tuple(plain_lines(explanation.understood, question)), place=place)
