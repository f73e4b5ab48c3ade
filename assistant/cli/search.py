"""``search``: the clauses nearest to a question, without an answer."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.answers import print_hits
from assistant.cli.batch import open_batch, run_batch
from assistant.cli.console import print_json
from assistant.cli.opening import keep_running, open_assistant
from assistant.contract import hits_object
from assistant.errors import UsageError

MOST_HITS = 1000


def search(
    question: Annotated[str | None, typer.Argument(help="问题 The question", show_default=False)] = None,
    top: Annotated[int, typer.Option(min=1, max=MOST_HITS, help="最多几条 How many hits at most")] = 10,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象 Print one JSON object")] = False,
    batch: Annotated[
        str | None,
        typer.Option(
            metavar="文件", help="逐行检索 JSON Lines 文件，“-”为标准输入 Search by a JSON Lines file, “-” is stdin"
        ),
    ] = None,
) -> int:
    """只检索条款，不作回答。Find clauses, without an answer."""
    if (question is None) == (batch is None):
        raise UsageError('请写要检索的话，或用 --batch 给一个文件（二选一），例如：search "家庭医生签约"')
    if batch is not None:
        with open_batch(batch) as lines:
            assistant = open_assistant()
            keep_running()
            return run_batch(lines, lambda item: hits_object(assistant.search(item.question, top), item.id))
    assert question is not None
    assistant = open_assistant()
    found = assistant.search(question, top)
    if as_json:
        print_json(hits_object(found))
    else:
        print_hits(found, assistant.notices)
    return 0
