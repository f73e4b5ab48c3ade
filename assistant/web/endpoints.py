"""What programs may ask for, in one table: as plain JSON (``POST /api/NAME``), by Gradio's clients, as MCP tools.

An endpoint is a function with type hints and a docstring; both are its documentation. To add one, write a method of
:class:`Asked` and name it in :func:`endpoints_of`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_type_hints

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from assistant.compare.sheet import records_of_comparison
from assistant.contract import JsonObject, answer_object, hits_object
from assistant.errors import UsageError
from assistant.lookup.held import Held
from assistant.lookup.messages import NothingFoundError
from assistant.lookup.records import Outcome
from assistant.lookup.selection import Request
from assistant.lookup.tables import deadline_table, lookup_table
from assistant.quiz.flat import quiz_objects
from assistant.quiz.records import MOST_QUESTIONS
from assistant.settings import load_settings
from assistant.tables.table import Table, records_of

if TYPE_CHECKING:
    from assistant.answering.service import Assistant

MOST_HITS = 1000
MOST_HISTORY = 100
MOST_PLACES = 100

Question = Annotated[str, Field(description="问题，中文或英文 The question, in Chinese or English")]
Place = Annotated[
    str | None, Field(description="只问这个地方：省、市或县的名称 Only for this province, city or county, in Chinese")
]
Lang = Annotated[
    Literal["zh", "en"] | None, Field(description="回答的语言 Language of the answer; null: the question's")
]
History = Annotated[
    list[str] | None,
    Field(max_length=MOST_HISTORY, description="先前的问题，最早的在前 Earlier questions, oldest first"),
]
Words = Annotated[
    str, Field(description="任务、单位或地方，日常说法、公文说法、英文都可以 A task, unit or place; empty: everything")
]
Unit = Annotated[str | None, Field(description="单位，任何名称都可以 A unit by any of its names")]
Role = Annotated[
    Literal["lead", "support", "responsible"] | None, Field(description="单位的身份 Only where it has this role")
]
TableLang = Annotated[Literal["zh", "en"], Field(description="说明文字的语言 Language of the words around the facts")]
Topic = Annotated[
    str, Field(description="事项，日常说法、公文说法、英文都可以 The topic, in official or everyday words")
]
AnyTopic = Annotated[str | None, Field(description="只出这件事的题 Only on this topic; null: on everything")]
Places = Annotated[
    list[str] | None, Field(max_length=MOST_PLACES, description="只比较这些地方 Only these places; null: all of them")
]
Kinds = Annotated[
    list[Literal["single", "multiple", "true_false", "fill_in", "matching"]] | None,
    Field(max_length=5, description="题型 Kinds of question; null: all"),
]
Difficulty = Annotated[Literal["easy", "medium", "hard"] | None, Field(description="难度 Difficulty; null: any")]
Count = Annotated[int, Field(ge=1, le=MOST_QUESTIONS, description="题数 How many questions")]
Seed = Annotated[int, Field(description="卷号，同一个数出同一张卷 The same number gives the same paper")]
Top = Annotated[int, Field(ge=1, le=MOST_HITS, description="最多几条 How many hits at most")]

# What is wrong with a value, by pydantic's name for it; its own English sentence follows.
_MEANINGS = {
    "missing": "没有给",
    "extra_forbidden": "没有这个参数",
    "string_type": "应是字符串",
    "int_type": "应是整数",
    "list_type": "应是列表",
    "literal_error": "不在可选的值里",
    "too_long": "太多",
    "greater_than_equal": "太小",
    "less_than_equal": "太大",
}


class Asked:
    """What programs ask of ``assistant``."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._corpus = load_settings().corpus
        self._held: Held | None = None

    def ask(
        self, question: Question, place: Place = None, lang: Lang = None, history: History = None
    ) -> dict[str, Any]:
        """Answer a question from the clauses of the Chinese official notices held, with a citation for every statement.

        Who is entitled to what, who leads a task, by when, how much, what a clause says. `status` tells whether all was
        settled (`answered`, `partial`, `omitted`, `not_found`); `answer` is the text for a person, `citations` hold the
        very words of the notices; where they are silent the answer says so.
        """
        answer = self._assistant.ask(question, place=place or None, lang=lang, history=history or ())
        return answer_object(answer)

    def search(self, question: Question, top: Top = 10) -> dict[str, Any]:
        """Find the clauses of the notices held that are nearest to a question, best first, without an answer."""
        return hits_object(self._assistant.search(question, top))

    def lookup(
        self, words: Words = "", unit: Unit = None, role: Role = None, place: Place = None, lang: TableLang = "zh"
    ) -> dict[str, Any]:
        """List who does what: the duties that the notices held give to units, as stated there, each with its clause.

        Without words, unit and place: all duties. `records` are flat, one a duty; `remarks` is what a reader must know.
        Roles: `lead` 牵头, `support` 配合, `responsible` 负责; where no lead is stated none is given.
        """
        return self._table(lookup_table, Request(words, unit, place, role, lang))

    def deadlines(
        self, words: Words = "", unit: Unit = None, place: Place = None, lang: TableLang = "zh"
    ) -> dict[str, Any]:
        """List by when and how often something is due: the time limits in the notices held, each with its clause.

        Without words, unit and place: all of them. `records` are flat; `next` is the next day, null where the words
        name none; `remarks` is what a reader must know.
        """
        return self._table(deadline_table, Request(words, unit, place, None, lang))

    def compare(self, topic: Topic, places: Places = None, lang: TableLang = "zh") -> dict[str, Any]:
        """Compare what places say of one topic: who, condition, what they get, area, papers, excluded, lead, time
        limits, targets, each line a quote with its clause.

        `records` are flat, one a place; `X_state` tells whether the notice says it, is silent, or the copy held is cut.
        """
        comparison = self._assistant.compare(topic, places or (), lang)
        return {"records": records_of_comparison(comparison, self._assistant.knowledge.glossary, lang)}

    def quiz(
        self,
        topic: AnyTopic = None,
        place: Place = None,
        kinds: Kinds = None,
        difficulty: Difficulty = None,
        count: Count = 20,
        seed: Seed = 1,
    ) -> dict[str, Any]:
        """Make quiz questions from the notices held, each with its answer, the clause that proves it and wrong options
        that the notice refutes. Where fewer are possible than asked for, there are fewer.
        """
        quiz = self._assistant.quiz(
            topic=topic, place=place or None, kinds=kinds or (), difficulty=difficulty, count=count, seed=seed
        )
        return {"questions": quiz_objects(quiz), "requested": quiz.requested}

    def _table(self, make: Callable[..., tuple[Table, Outcome]], request: Request) -> dict[str, Any]:
        notices = self._assistant.notices
        if self._held is None or self._held.notices is not notices:
            self._held = Held(notices, self._corpus)
        try:
            table, outcome = make(self._held, request, date.today())
        except NothingFoundError as error:
            return {"records": [], "remarks": [str(error)]}
        return {"records": records_of(table), "remarks": list(outcome.remarks)}


def endpoints_of(assistant: Assistant) -> tuple[Endpoint, ...]:
    """All endpoints over ``assistant``."""
    asked = Asked(assistant)
    functions = (asked.ask, asked.search, asked.lookup, asked.deadlines, asked.compare, asked.quiz)
    return tuple(Endpoint(function) for function in functions)


@dataclass(frozen=True)
class Endpoint:
    """A function that programs may call by its name. Its parameters are checked strictly: "5" is no number."""

    function: Callable[..., JsonObject]

    @property
    def name(self) -> str:
        """What it is called by."""
        return self.function.__name__

    @property
    def description(self) -> str:
        """What it does."""
        return inspect.getdoc(self.function) or ""

    @cached_property
    def signature(self) -> inspect.Signature:
        """Its parameters with their types, all of them resolved."""
        hints = get_type_hints(self.function, include_extras=True)
        plain = inspect.signature(self.function)
        named = [item.replace(annotation=hints[item.name]) for item in plain.parameters.values()]
        return plain.replace(parameters=named, return_annotation=hints["return"])

    @property
    def parameters(self) -> Mapping[str, bool]:
        """The names of its parameters, and whether each has to be given."""
        return {item.name: item.default is item.empty for item in self.signature.parameters.values()}

    @cached_property
    def model(self) -> type[BaseModel]:
        """Its parameters as a pydantic model; the JSON schema of that is their documentation."""
        fields: dict[str, Any] = {
            item.name: (item.annotation, ... if item.default is item.empty else item.default)
            for item in self.signature.parameters.values()
        }
        return create_model(self.name, __config__=ConfigDict(strict=True, extra="forbid"), **fields)

    def call(self, values: Mapping[str, Any]) -> JsonObject:
        """What the function gives for ``values``.

        :raises UsageError: where a value is missing, unknown or of the wrong type, and as the function does.
        :raises AssistantError: as the function does.
        """
        try:
            checked = self.model.model_validate(dict(values))
        except ValidationError as error:
            raise UsageError(_line(error)) from error
        return self.function(**{name: getattr(checked, name) for name in type(checked).model_fields})


def _line(error: ValidationError) -> str:
    """The first thing that is wrong, as one line."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(str(step) for step in first["loc"]) or "…"
    return f"参数 {where} 不对：{_MEANINGS.get(first['type'], '值不对')}。{where}: {first['msg']}."
