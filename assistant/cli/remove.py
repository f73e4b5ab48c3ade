"""``remove``: takes the user's own notices out again."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.cli.console import Waiting, print_plain
from assistant.settings import load_settings


def remove(
    ids: Annotated[
        list[str],
        typer.Argument(metavar="编号…", help="通知的编号，见 notices Ids of notices, as listed", show_default=False),
    ],
) -> None:
    """移除自己加入的通知，它替换过的原有语料随之恢复。Remove your own notices; what they replaced comes back."""
    settings = load_settings()
    with Waiting() as waiting:
        from assistant.holdings.changes import remove_notices

        results = remove_notices(settings, ids, say=waiting.say, on_progress=waiting.show)
    for removed in results:
        title = f" 《{removed.title}》" if removed.title else ""
        print_plain(f"已移除：{removed.id}{title}")
        for notice_id in removed.restored:
            print_plain(f"  已恢复：{notice_id}（原有语料里的这份又可用了）")
