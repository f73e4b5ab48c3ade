"""``chat``: a conversation in the terminal."""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.answering.conversation import said_before
from assistant.cli.answers import print_answer
from assistant.cli.ask import Language
from assistant.cli.console import print_plain, tell
from assistant.cli.failures import describe
from assistant.cli.opening import keep_running, open_assistant
from assistant.errors import AssistantError

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

_HELP = """直接输入问题，可以追问（“那开封呢？”“谁牵头？”）。Type a question; follow-ups work.
/place 陕西   只问一个地方；只输入 /place 则不限地方  Answer for one place; /place alone lifts it
/new          忘掉前面的问题，重新开始  Start over
/help         显示这段说明  Show this
/quit         退出（也可输入 退出、再见、exit、quit，或按 Ctrl+D；Windows 为 Ctrl+Z 回车） Leave"""
_PROMPT = "问> "
# Said alone, these are no questions.
_FAREWELLS = frozenset(("exit", "quit", "退出", "再见"))
_CLOSING_MARKS = " 　。！!.～~"


@dataclass(slots=True)
class Conversation:
    """What is remembered between questions. ``place``: the full name of the chosen one; ``history``: each question with
    the place chosen then."""

    assistant: Assistant
    lang: str | None = None
    place: str | None = None
    history: list[tuple[str, str | None]] = field(default_factory=list)
    open: bool = True

    def take(self, line: str) -> None:
        """Do what one line says: a question, a command behind “/”, or a farewell."""
        if line.strip(_CLOSING_MARKS).casefold() in _FAREWELLS:
            self.open = False
            return
        if not line.startswith("/"):
            self._ask(line)
            return
        command, _, rest = line[1:].partition(" ")
        match command.lower():
            case "place":
                self._choose(rest.strip())
            case "new":
                self.history.clear()
                tell("已重新开始。Started over.")
            case "quit" | "exit" | "q":
                self.open = False
            case "help" | "?":
                tell(_HELP)
            case _:
                tell(f"没有 /{command} 这个命令；输入 /help 看说明。Unknown command; try /help.")

    def _ask(self, question: str) -> None:
        try:
            history = said_before(self.history, self.place)
            answer = self.assistant.ask(question, place=self.place, lang=self.lang, history=history)
        except AssistantError as error:
            tell(describe(error, self.lang))
            return
        self.history.append((question, self.place))
        print_answer(answer)
        print_plain()
        sys.stdout.flush()

    def _choose(self, name: str) -> None:
        places = self.assistant.knowledge.gazetteer.resolve(name) if name else ()
        if not name:
            self.place = None
            tell("不限地方。All places.")
        elif len(places) == 1:
            self.place = places[0].name
            tell(f"以下只问{self.place}；只输入 /place 则不限地方。Now asking for {self.place} only.")
        elif places:
            listed = "、".join("".join(reversed([place.name, *place.above[:-1]])) for place in places)
            tell(f"“{name}”有 {len(places)} 处：{listed}；请连省、市一起写。Write the province or city too.")
        else:
            tell(f"没有找到地名“{name}”；请写省、市或县的名称，例如：/place 中卫市。No such place; try /place Shaanxi.")


def chat(
    place: Annotated[
        str | None, typer.Option(metavar="地名", help="只问这个地方（省、市、县均可）Answer for this place")
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="回答的语言 Language of the answers")] = None,
) -> None:
    """在终端里连续问答。A conversation in the terminal."""
    conversation = Conversation(open_assistant(), lang)
    keep_running()
    if place:
        conversation.take(f"/place {place}")
    if sys.stdin.isatty():
        _enable_line_editing()
        tell("请输入问题；/help 看说明，/quit 退出。Type a question; /help for help, /quit to leave.")
    while conversation.open:
        line = _read_line()
        if line is None:
            break
        if line.strip():
            conversation.take(line.strip())


def _enable_line_editing() -> None:
    """Arrow keys and earlier lines in the prompt, where the system has them (Windows consoles do by themselves)."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401


def _read_line() -> str | None:
    """The next line, None at the end. The prompt is no result: it never goes to a redirected stdout."""
    on_screen = sys.stdin.isatty() and sys.stdout.isatty()
    if sys.stdin.isatty() and not on_screen:
        sys.stderr.write(_PROMPT)
        sys.stderr.flush()
    try:
        return input(_PROMPT if on_screen else "")
    except EOFError:
        if sys.stdin.isatty():
            tell("")
        return None
