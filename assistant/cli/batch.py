"""Questions by the file: JSON lines in, JSON lines out, each written as soon as it is ready."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from assistant.cli.console import print_json
from assistant.cli.failures import describe
from assistant.contract import JsonObject
from assistant.errors import AssistantError, UsageError

_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LANGUAGES = ("zh", "en")


@dataclass(frozen=True, slots=True)
class BatchQuestion:
    """One line of a batch. ``history``: earlier questions, oldest first."""

    id: str | int | None
    question: str
    place: str | None = None
    lang: str | None = None
    history: tuple[str, ...] = ()


class BadLineError(UsageError):
    """A line that is no question; ``id`` is the line's own where it could be read."""

    def __init__(self, message: str, line_id: str | int | None = None) -> None:
        super().__init__(message)
        self.id = line_id


@contextmanager
def open_batch(name: str) -> Iterator[IO[bytes]]:
    """The lines of the file ``name``, “-” for stdin.

    :raises AssistantError: where it cannot be opened.
    """
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 (closed below, so that only opening is caught here)
    except FileNotFoundError as error:
        raise AssistantError(f"{name}：没有这个文件；请检查文件名。") from error
    except OSError as error:
        raise AssistantError(f"{name}：打不开（{error.strerror or error}）；请检查权限。") from error
    with file:
        yield file


def run_batch(lines: IO[bytes], answer: Callable[[BatchQuestion], JsonObject]) -> int:
    """Answer each line of ``lines`` in its place; empty lines are passed over.

    What is wrong with one line stands in its own answer, ``{"id", "error"}``, and the rest goes on.

    :returns: 1 where a line failed, else 0.
    :raises AssistantError: where the file is UTF-16.
    """
    failed = 0
    for number, raw in enumerate(lines, start=1):
        line = _without_mark(raw) if number == 1 else raw
        if line.strip():
            result = _answer_line(line, number, answer)
            print_json(result)
            failed |= "error" in result
    return failed


def _answer_line(line: bytes, number: int, answer: Callable[[BatchQuestion], JsonObject]) -> JsonObject:
    line_id: str | int | None = None
    try:
        question = read_line(line, number)
        line_id = question.id
        return answer(question)
    except BadLineError as error:
        return {"id": error.id, "error": str(error)}
    except Exception as error:
        return {"id": line_id, "error": describe(error)}


def _without_mark(raw: bytes) -> bytes:
    if raw.startswith(_UTF16_MARKS):
        raise AssistantError("批量文件是 UTF-16 编码；请另存为 UTF-8 后再试。")
    return raw.removeprefix(codecs.BOM_UTF8)


def read_line(raw: bytes, number: int) -> BatchQuestion:
    """The question in one line of JSON; ``number`` is the line's, for messages.

    :raises BadLineError: where the line is not JSON, has no question, or a field is of the wrong type.
    """
    try:
        data = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLineError(f"第 {number} 行不是 UTF-8 编码的文字。") from error
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"第 {number} 行不是 JSON：{error}。") from error
    if not isinstance(data, dict):
        raise BadLineError(f'第 {number} 行不是 JSON 对象；请写成 {{"id": …, "question": …}}。')
    return _question(data, number)


def _question(data: dict[str, Any], number: int) -> BatchQuestion:
    line_id = data.get("id")
    if isinstance(line_id, bool) or not isinstance(line_id, str | int | None):
        raise BadLineError(f"第 {number} 行的 id 不是字符串或整数。")
    question = data.get("question")
    if not isinstance(question, str):
        raise BadLineError(f"第 {number} 行没有 question，或它不是字符串。", line_id)
    if not question.strip():
        raise BadLineError(f"第 {number} 行的 question 是空的。", line_id)
    place = data.get("place")
    if not isinstance(place, str | None):
        raise BadLineError(f"第 {number} 行的 place 不是字符串。", line_id)
    lang = data.get("lang")
    if lang is not None and lang not in _LANGUAGES:
        raise BadLineError(f"第 {number} 行的 lang 应为 zh 或 en。", line_id)
    history = data.get("history") or []
    if not isinstance(history, list) or not all(isinstance(item, str) for item in history):
        raise BadLineError(f"第 {number} 行的 history 不是字符串的列表。", line_id)
    return BatchQuestion(line_id, question, place or None, lang, tuple(item for item in history if item.strip()))
