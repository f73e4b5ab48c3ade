"""``index``: builds the index that questions are put to."""

from __future__ import annotations

import time
from typing import Annotated

import typer

from assistant.cli.console import Waiting, print_plain
from assistant.settings import load_settings


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="不论新旧，重新建立 Build it even where it fits")] = False,
) -> None:
    """建立或更新索引。Build or refresh the index."""
    begin = time.perf_counter()
    settings = load_settings()

    with Waiting() as waiting:
        from assistant.search.opening import update_index

        built = update_index(
            settings,
            on_read=lambda done, total: waiting.show(done, total, "读取通知 Reading"),
            on_progress=waiting.show,
            say=waiting.say,
            rebuild=rebuild,
            asked=True,
        )
    seconds = time.perf_counter() - begin
    counts = f"{built.manifest.notices} 份通知，{built.manifest.clauses} 个条款段落"
    print_plain(f"索引已就绪：{counts}，用时 {seconds:.1f} 秒；{settings.index}")
