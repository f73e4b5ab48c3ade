"""Questions by the file: JSON lines in, JSON lines out, each written as soon as it is ready."""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
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
    """A line that is no question; ``id`` and ``lang`` are the line's own where they could be read."""

    def __init__(
        self, number: int, chinese: str, english: str, line_id: str | int | None = None, lang: object = None
    ) -> None:
        super().__init__(f"第 {number} 行{chinese}", f"Line {number}: {english}")
        self.id = line_id
        self.lang = lang if lang in _LANGUAGES else None


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
        english = f"{name}: there is no such file; check its name."
        raise AssistantError(f"{name}：没有这个文件；请检查文件名。", english) from error
    except OSError as error:
        reason = error.strerror or error
        english = f"{name} cannot be opened ({reason}); check its permissions."
        raise AssistantError(f"{name}：打不开（{reason}）；请检查权限。", english) from error
    with file:
        yield file


def run_batch(lines: IO[bytes], answer: Callable[[BatchQuestion], JsonObject], lang: str | None = None) -> int:
    """Answer each line of ``lines`` in its place; empty lines are passed over. ``lang``: of lines that name none.

    What is wrong with one line stands in its own answer, ``{"id", "error"}``, and the rest goes on.

    :returns: 1 where a line failed, else 0.
    :raises AssistantError: where the file is UTF-16.
    """
    failed = 0
    for number, raw in enumerate(lines, start=1):
        line = _without_mark(raw) if number == 1 else raw
        if line.strip():
            result = _answer_line(line, number, answer, lang)
            print_json(result)
            failed |= "error" in result
    return failed


def _answer_line(
    line: bytes, number: int, answer: Callable[[BatchQuestion], JsonObject], lang: str | None
) -> JsonObject:
    line_id: str | int | None = None
    try:
        question = read_line(line, number)
        line_id, lang = question.id, question.lang or lang
        return answer(question)
    except BadLineError as error:
        return {"id": error.id, "error": error.line(error.lang or lang)}
    except Exception as error:
        return {"id": line_id, "error": describe(error, lang)}


def _without_mark(raw: bytes) -> bytes:
    if raw.startswith(_UTF16_MARKS):
        raise AssistantError(
            "批量文件是 UTF-16 编码；请另存为 UTF-8 后再试。",
            "The batch file is in UTF-16; save it as UTF-8 and try again.",
        )
    return raw.removeprefix(codecs.BOM_UTF8)


def read_line(raw: bytes, number: int) -> BatchQuestion:
    """The question in one line of JSON; ``number`` is the line's, for messages.

    :raises BadLineError: where the line is not JSON, has no question, or a field is of the wrong type.
    """
    try:
        data = json.loads(raw.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise BadLineError(number, "不是 UTF-8 编码的文字。", "not UTF-8 text.") from error
    except (ValueError, RecursionError) as error:
        raise BadLineError(number, f"不是 JSON：{error}。", f"not JSON: {error}.") from error
    if not isinstance(data, dict):
        form = '{"id": …, "question": …}'
        raise BadLineError(number, f"不是 JSON 对象；请写成 {form}。", f"not a JSON object; write {form}.")
    return _question(data, number)


def _question(data: dict[str, Any], number: int) -> BatchQuestion:
    line_id, lang = data.get("id"), data.get("lang")
    if isinstance(line_id, bool) or not isinstance(line_id, str | int | None):
        raise BadLineError(number, "的 id 不是字符串或整数。", "id is neither a string nor an integer.", None, lang)
    bad = partial(BadLineError, number, line_id=line_id, lang=lang)
    question = data.get("question")
    if not isinstance(question, str):
        raise bad("没有 question，或它不是字符串。", "there is no question, or it is not a string.")
    if not question.strip():
        raise bad("的 question 是空的。", "the question is empty.")
    place = data.get("place")
    if not isinstance(place, str | None):
        raise bad("的 place 不是字符串。", "place is not a string.")
    if lang is not None and lang not in _LANGUAGES:
        raise bad("的 lang 应为 zh 或 en。", "lang must be zh or en.")
    history = data.get("history") or []
    if not isinstance(history, list) or not all(isinstance(item, str) for item in history):
        raise bad("的 history 不是字符串的列表。", "history is not a list of strings.")
    return BatchQuestion(line_id, question, place or None, lang, tuple(item for item in history if item.strip()))
