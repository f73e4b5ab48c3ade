"""``ask``: one answer, or a file of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.answers import print_answer, print_explanation
from assistant.cli.batch import BatchQuestion, open_batch, run_batch
from assistant.cli.console import print_json, print_plain
from assistant.cli.opening import keep_running, open_assistant
from assistant.contract import JsonObject, answer_object, explanation_object
from assistant.errors import UsageError

if TYPE_CHECKING:
    from assistant.answering.explanation import Explanation
    from assistant.answering.service import Assistant
    from assistant.records import Answer

Language = Literal["zh", "en"]


def ask(
    question: Annotated[str | None, typer.Argument(help="问题 The question", show_default=False)] = None,
    place: Annotated[
        str | None, typer.Option(metavar="地名", help="只问这个地方（省、市、县均可）Answer for this place")
    ] = None,
    lang: Annotated[Language | None, typer.Option(help="回答的语言 Language of the answer")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象 Print one JSON object")] = False,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="文件", help="逐行回答 JSON Lines 文件，“-”为标准输入 Answer a JSON Lines file, “-” is stdin"
        ),
    ] = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="另列出答案是怎么得来的 Also tell how the answer came about")
    ] = False,
) -> int:
    """回答一个问题，每句都注明出处。Answer a question, with a citation for every sentence."""
    if (question is None) == (batch is None):
        raise UsageError(
            '请写一个问题，或用 --batch 给一个文件（二选一），例如：ask "陕西家庭医生签约谁牵头？"',
            "Write a question, or give a file with --batch (one of the two), as in: "
            'ask "Who leads family doctor services in Shaanxi?"',
        )
    if question is not None:
        return _ask_one(question, place, lang, as_json, explain)
    assert batch is not None
    with open_batch(batch) as lines:
        assistant = open_assistant()
        keep_running()
        return run_batch(lines, lambda item: _batch_answer(assistant, item, place, lang, explain), lang)


def _ask_one(question: str, place: str | None, lang: str | None, as_json: bool, explain: bool) -> int:
    assistant = open_assistant(once=True)
    if explain:
        answer, explanation = assistant.explain(question, place=place, lang=lang)
    else:
        answer, explanation = assistant.ask(question, place=place, lang=lang), None
    if as_json:
        print_json(_object(answer, explanation))
        return 0
    print_answer(answer)
    if explanation:
        print_plain()
        print_explanation(explanation)
    return 0


def _batch_answer(
    assistant: Assistant, item: BatchQuestion, place: str | None, lang: str | None, explain: bool
) -> JsonObject:
    """The answer to one line; what the line leaves open is taken from the command's options."""
    place, lang = item.place or place, item.lang or lang
    if explain:
        return _object(*assistant.explain(item.question, place=place, lang=lang, history=item.history), item.id)
    return _object(assistant.ask(item.question, place=place, lang=lang, history=item.history), None, item.id)


def _object(answer: Answer, explanation: Explanation | None, request_id: str | int | None = None) -> JsonObject:
    found = answer_object(answer, request_id)
    return found | {"explain": explanation_object(explanation)} if explanation else found
