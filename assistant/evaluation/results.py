"""Results on disk: figures and, question by question, what they are made of, with commit, model and date."""

from __future__ import annotations

import hashlib
import itertools
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, StrictFloat, TypeAdapter, ValidationError
from pydantic.dataclasses import dataclass as checked_dataclass
from pydantic_core import from_json

from assistant.durable import check_file_writable, check_folder_writable, write_durably
from assistant.errors import AssistantError, UsageError
from assistant.evaluation.bootstrap import Figure, difference
from assistant.evaluation.faults import first_fault
from assistant.evaluation.figures import METRICS, Group, Retriever, groups, retrievers
from assistant.evaluation.running import Outcome

JsonObject = dict[str, Any]
_DIGITS = 4


class ResultsError(AssistantError):
    """A file of results cannot be read or written."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What the figures were measured on. ``commit``: None outside a checkout; a “+” behind it: files were changed."""

    date: str
    commit: str | None
    model: str
    questions: str
    chat_model: str | None


def origin(now: datetime, root: Path, model: str, questions_file: Path, chat_model: str | None) -> Origin:
    """What is measured now; ``root``: the folder whose commit is meant. ``questions``: 12 digits of the SHA-256."""
    digest = hashlib.sha256(questions_file.read_bytes()).hexdigest()[:12]
    return Origin(now.isoformat(timespec="seconds"), _commit(root), model, digest, chat_model)


def _commit(root: Path) -> str | None:
    try:
        commit = _git(root, "rev-parse", "--short=12", "HEAD")
        changed = _git(root, "status", "--porcelain", "--", "assistant", "corpus", "index/model", "pyproject.toml")
    except (OSError, subprocess.SubprocessError):
        return None
    return commit + ("+" if changed else "")


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-C", str(root), *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True, timeout=30).stdout.strip()


def results_object(outcomes: Sequence[Outcome], source: Origin, selection: Mapping[str, str | None]) -> JsonObject:
    """Everything of one run as JSON. ``selection``: which questions were asked (split, place).

    ``groups``: ``{"by", "name", "n", "figures": {metric: {"value", "low", "high", "n"} | null}}``; shares are 0 to 1,
    ``low`` and ``high`` the ends of the 95 % interval. ``retrievers``: ``{"name", "figures", "behind"}``, ``behind`` is
    the program's figure less this one's. ``questions``: one a question, with what was said, cited and found wrong.
    """
    return {
        "origin": asdict(source),
        "selection": dict(selection),
        "n": len(outcomes),
        "groups": [_group_object(group) for group in groups(outcomes)],
        "retrievers": [retriever_object(item) for item in retrievers(outcomes)],
        "questions": [outcome_object(outcome) for outcome in outcomes],
    }


def _group_object(group: Group) -> JsonObject:
    return {"by": group.by, "name": group.name, "n": group.n, "figures": _figures_object(group.figures)}


def retriever_object(item: Retriever) -> JsonObject:
    """One retriever's figures."""
    return {"name": item.name, "figures": _figures_object(item.figures), "behind": _figures_object(item.behind)}


def _figures_object(figures: Mapping[str, Figure | None]) -> JsonObject:
    return {name: _figure_object(figure) for name, figure in figures.items()}


def _figure_object(figure: Figure | None) -> JsonObject | None:
    if figure is None:
        return None
    rounded = {name: round(value, _DIGITS) for name, value in asdict(figure).items() if name != "n"}
    return {**rounded, "n": figure.n}


def outcome_object(outcome: Outcome) -> JsonObject:
    """One question: what was asked, what came, and each measure's value."""
    question = outcome.question
    values = {metric.name: metric.measure(outcome) for metric in METRICS}
    return {
        "id": question.id,
        "split": question.split,
        "kind": question.kind,
        "register": question.register,
        "language": question.language,
        "place": question.place,
        "history": list(question.history),
        "question": question.question,
        "status": outcome.status,
        "faults": list(outcome.judgement.faults),
        "said": outcome.said,
        "cited": list(outcome.cited),
        "values": {name: None if value is None else round(value, _DIGITS) for name, value in values.items()},
        "ranks": {name: list(ranks) for name, ranks in outcome.ranks.items()},
    }


def check_results_place(folder: Path, name: str | None) -> None:
    """Make sure, before anything is asked, that the results can be kept; ``name`` as in :func:`save_results`.

    :raises ResultsError: where they cannot.
    """
    file = folder / f"{name}.json" if name else folder
    try:
        if name:
            check_file_writable(file)
        else:
            check_folder_writable(folder)
    except OSError as error:
        raise _unwritable(file, error) from error


def save_results(folder: Path, name: str | None, results: JsonObject) -> Path:
    """Write ``results`` to the file of that name in ``folder``, wholly or not at all; the folder is made. Its path.

    A question a line, for reading diffs. Without a ``name``, to a new file named by date and commit.

    :raises ResultsError: where that fails.
    """
    head = {key: value for key, value in results.items() if key != "questions"}
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in results["questions"])
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "questions": [\n' + lines + "\n]}\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        file = folder / f"{name}.json" if name else _new_file(folder, results["origin"])
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        write_durably(file, text.encode("utf-8"))
    except OSError as error:
        if not name:
            file.unlink(missing_ok=True)
        raise _unwritable(file, error) from error
    return file


def _new_file(folder: Path, source: Mapping[str, str]) -> Path:
    """An empty file that nobody else has: of runs that end within one second, each gets its own."""
    stem = f"{source['date'][:19].replace(':', '')}-{source['commit']}"
    for number in itertools.count(1):
        file = folder / (f"{stem}.json" if number == 1 else f"{stem}-{number}.json")
        try:
            file.touch(exist_ok=False)
        except FileExistsError:
            continue
        return file
    raise AssertionError("numbers do not end")


def _unwritable(file: Path, error: OSError) -> ResultsError:
    reason = error.strerror or error
    return ResultsError(f"结果写不进 {file}（{reason}）；请检查权限，或用 --results 换个文件夹。")


def _with_right(values: dict[str, float | None]) -> dict[str, float | None]:
    if values.get("right") is None:
        raise ValueError("right is missing")
    return values


@checked_dataclass(frozen=True, slots=True)
class _KeptOrigin:
    date: str
    commit: str | None


@checked_dataclass(frozen=True, slots=True)
class _KeptQuestion:
    id: str
    values: Annotated[dict[str, StrictFloat | None], AfterValidator(_with_right)]


@checked_dataclass(frozen=True, slots=True)
class _KeptResults:
    """What a comparison takes from results kept earlier."""

    origin: _KeptOrigin
    questions: list[_KeptQuestion]


_FORM = TypeAdapter(_KeptResults)


def load_results(file: Path) -> JsonObject:
    """Results as :func:`save_results` wrote them.

    :raises ResultsError: where the file is missing or cannot be read. :raises UsageError: where it holds no results.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
        data: JsonObject = from_json(text, allow_inf_nan=False)
        kept = _FORM.validate_python(data)
    except FileNotFoundError as error:
        raise ResultsError(f"没有结果文件 {file}；请检查文件名。") from error
    except OSError as error:
        raise ResultsError(f"{file} 读不出来（{error.strerror or error}）；请检查文件名和权限。") from error
    except ValidationError as error:
        raise _no_results(file, "：".join(first_fault(error))) from error
    except ValueError as error:
        raise _no_results(file, str(error)) from error
    ids = [question.id for question in kept.questions]
    twice = next((key for key in ids if ids.count(key) > 1), None)
    if twice is not None:
        raise _no_results(file, f"题 {twice} 有两次")
    return data


def _no_results(file: Path, reason: str) -> UsageError:
    return UsageError(f"{file} 不是评测结果文件（{reason}）；请用 eval 存下的 .json。")


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs on the questions that both asked: ids that became right, became wrong; each metric's paired change."""

    shared: int
    better: tuple[str, ...]
    worse: tuple[str, ...]
    changes: Mapping[str, Figure | None]


def compare(now: JsonObject, before: JsonObject) -> Comparison:
    """What changed from ``before`` to ``now``, question by question."""
    old = {item["id"]: item for item in before["questions"]}
    pairs = [(item, old[item["id"]]) for item in now["questions"] if item["id"] in old]
    right = [(new["id"], new["values"]["right"], was["values"]["right"]) for new, was in pairs]
    return Comparison(
        shared=len(pairs),
        better=tuple(key for key, is_right, was_right in right if is_right > was_right),
        worse=tuple(key for key, is_right, was_right in right if is_right < was_right),
        changes={metric.name: _change(metric.name, pairs) for metric in METRICS if metric.average == "mean"},
    )


def comparison_object(now: JsonObject, before: JsonObject) -> JsonObject:
    """What changed, as JSON: ``{"shared", "better": [ids], "worse": [ids], "figures": {metric: …}}``."""
    found = compare(now, before)
    return {
        "shared": found.shared,
        "better": list(found.better),
        "worse": list(found.worse),
        "figures": _figures_object(found.changes),
    }


def _change(metric: str, pairs: Sequence[tuple[JsonObject, JsonObject]]) -> Figure | None:
    values = [(new["values"].get(metric), was["values"].get(metric)) for new, was in pairs]
    both = [(new, was) for new, was in values if new is not None and was is not None]
    return difference([new for new, _ in both], [was for _, was in both])
