"""What visitors say of answers, kept in a table on this machine that the office can open in a spreadsheet program."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.display.answer import source_name
from assistant.durable import held_alone
from assistant.errors import AssistantError
from assistant.records import Answer
from assistant.tables.harmless import is_formula_like

FILE_NAME = "feedback.csv"
COLUMNS = ("时间 time", "评价 vote", "意见 comment", "问题 question", "回答 answer", "状态 status", "出处 sources")
MAX_COMMENT_CHARS = 1000
# Who only clicks a thumb again and again fills no disk.
_MAX_BYTES = 20_000_000
_WAIT_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Vote:
    """``value``: ``up`` or ``down``; ``comment``: the visitor's own words, may be empty."""

    value: str
    comment: str = ""


def keep_vote(file: Path, vote: Vote, answer: Answer, now: Callable[[], datetime] = datetime.now) -> None:
    """Add a line to ``file`` (CSV, UTF-8 with a byte order mark, :data:`COLUMNS`), which is made where it is not there.

    :raises AssistantError: where it cannot be written; one line saying why.
    """
    sources = "；".join(source_name(citation) for citation in answer.citations)
    comment = vote.comment.strip()[:MAX_COMMENT_CHARS]
    moment = now().isoformat(sep=" ", timespec="seconds")
    row = [moment, vote.value, comment, answer.question, answer.text, answer.status, sources]
    busy = AssistantError(
        f"{file}：正被别的程序占用；请稍后再试。", f"{file} is in use by another program; try again later."
    )
    try:
        with held_alone(file.with_suffix(".lock"), _WAIT_SECONDS, lambda: None, busy):
            _append(file, row)
    except OSError as error:
        raise AssistantError(
            f"{file}：写不了（{error.strerror or error}）；请检查权限和磁盘。",
            f"{file} cannot be written ({error.strerror or error}); check its permissions and the disk.",
        ) from error


def _append(file: Path, row: list[str]) -> None:
    is_new = not file.exists() or not file.stat().st_size
    if not is_new and file.stat().st_size > _MAX_BYTES:
        raise AssistantError(
            f"{file}：已超过 {_MAX_BYTES // 1_000_000} MB；请移走旧的记录。",
            f"{file} has over {_MAX_BYTES // 1_000_000} MB; move the old votes away.",
        )
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\r\n")
    if is_new:
        writer.writerow(COLUMNS)
    writer.writerow([_as_text(cell) for cell in row])
    with file.open("ab") as stream:
        stream.write(lines.getvalue().encode("utf-8-sig" if is_new else "utf-8", errors="replace"))


def _as_text(cell: str) -> str:
    """What a spreadsheet program would run as a formula, as text."""
    return f"'{cell}" if is_formula_like(cell) else cell
