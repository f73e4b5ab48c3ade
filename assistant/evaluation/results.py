"""Results on disk: figures and, question by question, what they are made of, with commit, model and date."""

from __future__ import annotations

import hashlib
import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.durable import write_durably
from assistant.errors import AssistantError
from assistant.evaluation.bootstrap import Figure, difference
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


def save_results(file: Path, results: JsonObject) -> None:
    """Write ``results`` to ``file``, wholly or not at all; the folder is made. A question a line, for reading diffs.

    :raises ResultsError: where that fails.
    """
    head = {key: value for key, value in results.items() if key != "questions"}
    lines = ",\n".join(json.dumps(item, ensure_ascii=False) for item in results["questions"])
    text = json.dumps(head, ensure_ascii=False, indent=1)[:-2] + ',\n "questions": [\n' + lines + "\n]}\n"
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_durably(file, text.encode("utf-8"))
    except OSError as error:
        reason = error.strerror or error
        raise ResultsError(f"结果写不进 {file}（{reason}）；请检查权限，或用 --results 换个文件夹。") from error


def load_results(file: Path) -> JsonObject:
    """Results as :func:`save_results` wrote them.

    :raises ResultsError: where the file is missing or is none.
    """
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
        ids = [item["id"] for item in data["questions"]]
        assert len(set(ids)) == len(ids)
        assert all(set(item["values"]) >= {"right"} for item in data["questions"])
    except FileNotFoundError as error:
        raise ResultsError(f"没有结果文件 {file}；请检查文件名。") from error
    except (OSError, ValueError, KeyError, TypeError, AssertionError) as error:
        raise ResultsError(f"{file} 不是评测结果文件；请用 eval 存下的 .json。") from error
    return data if isinstance(data, dict) else {}


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
