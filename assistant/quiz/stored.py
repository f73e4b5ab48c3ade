"""Quiz files read back: the JSON list and the spreadsheet that this program writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from assistant.errors import UsageError
from assistant.quiz.records import FALSE, FILL_IN, KIND_NAMES, KINDS, MATCHING, MULTIPLE, SINGLE, TRUE, TRUE_FALSE
from assistant.quiz.sheet import PROOF, read_rows
from assistant.quiz.verify import Stored

_NO_QUIZ = "不是 quiz 写出的题库；请给 --format json 或 xlsx 写出、未删改列的文件。"


def read_questions(file: Path) -> list[Stored]:
    """The questions of a quiz file, JSON or xlsx, told by its content.

    :raises UsageError: the file is not there, cannot be read, or is no quiz; one line.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}：读不了（{error.strerror or error}）；请检查文件名和权限。") from error
    try:
        found = _from_sheet(file) if data.startswith(b"PK") else _from_json(data)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise UsageError(f"{file}：{_NO_QUIZ}") from error
    if not found:
        raise UsageError(f"{file}：里面没有题。")
    return found


def _from_json(data: bytes) -> list[Stored]:
    items = json.loads(data.decode("utf-8-sig"))
    if not isinstance(items, list):
        raise ValueError("not a list")
    return [_stored(item) for item in items]


def _stored(item: dict[str, Any]) -> Stored:
    sources = [item, *item["also"]]
    for pair in item["pairs"]:
        sources += [pair, *pair["also"]]
    kind, options = item["kind"], tuple(item["options"])
    pairs = tuple((pair["left"], pair["right"]) for pair in item["pairs"])
    if kind == MATCHING and item["answer"] != _letters(pairs, options):
        pairs = ()  # the key says something else than the pairs
    return _checked(
        Stored(
            n=int(item["n"]),
            kind=kind,
            stem=item["stem"],
            options=options,
            # What the key says, which is what people mark by.
            right=tuple(item["right"]) if kind == MATCHING else _right(kind, item["answer"], options, pairs),
            pairs=pairs,
            accepted=tuple(item["accepted"]),
            explanation=item["explanation"],
            keys=tuple(item["keys"]),
            sources=tuple((s["clause_id"], s["quote"], s["clause_sha256"]) for s in sources),
        )
    )


def _letters(pairs: tuple[tuple[str, str], ...], options: tuple[str, ...]) -> str:
    """The key of a matching question: “1-C；2-A”."""
    return "；".join(f"{n}-{'ABCDEF'[options.index(unit)]}" for n, (_, unit) in enumerate(pairs, start=1))


def _checked(question: Stored) -> Stored:
    if question.kind not in KINDS or not question.right:
        raise ValueError(question.kind)
    return question


# --- the spreadsheet -------------------------------------------------------------------------------------------------


def _from_sheet(file: Path) -> list[Stored]:
    kinds = {name: kind for kind, name in KIND_NAMES.items()}
    found = []
    for number, row in enumerate(read_rows(file), start=1):
        proof = json.loads(row[PROOF])
        kind = kinds[row["题型"]]
        options = tuple(row[name] for name in row if name.startswith("选项") and row[name])
        pairs = tuple((task, unit) for task, unit in proof["pairs"])
        found.append(
            _checked(
                Stored(
                    n=number,
                    kind=kind,
                    stem=proof["stem"] if kind == MATCHING else row["题干"],
                    options=options,
                    right=_right(kind, row["答案"], options, pairs),
                    pairs=pairs,
                    explanation=row["解析"],
                    accepted=tuple(row["答案"].split("|")[1:]) if kind == FILL_IN else (),
                    keys=tuple(proof["keys"]),
                    sources=tuple((clause, quote, sha) for clause, quote, sha in proof["sources"]),
                )
            )
        )
    return found


def _right(kind: str, answer: str, options: tuple[str, ...], pairs: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The right answers as texts, from the cell that programs read."""
    if kind in (SINGLE, MULTIPLE):
        return tuple(options["ABCDEF".index(letter)] for letter in answer)
    if kind == TRUE_FALSE:
        return (TRUE if answer == TRUE else FALSE,)
    return (answer.split("|")[0],) if kind == FILL_IN else tuple(unit for _, unit in pairs)
