"""The figures as a picture: bars with their 95 % intervals, the program beside the baselines."""

from __future__ import annotations

import importlib.util
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.durable import check_file_writable, write_durably
from assistant.errors import AssistantError, UsageError

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_KINDS = (".svg", ".png")
# Colours that the colour-blind can tell apart (Okabe and Ito, Color Universal Design, 2008).
_COLOURS = ("#0072B2", "#E69F00", "#56B4E9", "#009E73", "#CC79A7")
_RETRIEVAL = ("recall@1", "recall@3", "recall@5", "mrr@10")
_ANSWERS = ("right", "clause_recall", "citation_precision", "citation_recall", "needless_refusals")
_LABELS = {
    "right": "right answers",
    "clause_recall": "clause recall",
    "citation_precision": "citation precision",
    "citation_recall": "citation recall",
    "needless_refusals": "needless refusals\n(lower is better)",
}


def check_picture(file: Path) -> None:
    """Make sure, before anything is measured, that :func:`draw` can draw to ``file``.

    :raises UsageError: for a file that is neither ``.svg`` nor ``.png``.
    :raises AssistantError: where matplotlib is not installed or the file cannot be written.
    """
    if file.suffix.lower() not in _KINDS:
        raise UsageError(f"图片请存成 .svg 或 .png，不能是 {file.name}。")
    if importlib.util.find_spec("matplotlib") is None:
        raise AssistantError("画图要用 matplotlib；请先运行 pip install -e '.[eval]'（或 'policy-assistant[eval]'）。")
    try:
        check_file_writable(file)
    except OSError as error:
        raise _unwritable(file, error) from error


def draw(results: dict[str, Any], file: Path) -> None:
    """Draw ``results`` (as JSON, see :mod:`assistant.evaluation.results`) to ``file``: retrieval by system, then the
    answers as a whole and by kind of question.

    :raises UsageError: as :func:`check_picture`. :raises AssistantError: likewise.
    """
    check_picture(file)
    import matplotlib

    matplotlib.use("Agg")
    # Text stays text, and the same figures give the same file.
    style = {"svg.fonttype": "none", "svg.hashsalt": "results", "font.family": "sans-serif", "font.size": 9}
    with matplotlib.rc_context(style):
        data = _render(results, file.suffix.lower().lstrip("."))
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_durably(file, data)
    except OSError as error:
        raise _unwritable(file, error) from error


def _unwritable(file: Path, error: OSError) -> AssistantError:
    return AssistantError(f"图片写不进 {file}（{error.strerror or error}）；请检查文件夹和权限。")


def _render(results: dict[str, Any], form: str) -> bytes:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(10, 7.5), layout="constrained")
    above, below = figure.subplots(2, 1)
    _draw_retrievers(above, results["retrievers"])
    _draw_answers(below, results["groups"])
    source = results["origin"]
    split = results["selection"].get("split") or "dev and test"
    figure.suptitle(
        f"{results['n']} questions ({split}), commit {source['commit']}, {source['date'][:10]}", fontsize=10
    )
    buffer = io.BytesIO()
    figure.savefig(buffer, format=form, dpi=150, metadata={"Date": None} if form == "svg" else None)
    return buffer.getvalue()


def _draw_retrievers(axes: Axes, retrievers: list[dict[str, Any]]) -> None:
    width = 0.8 / max(1, len(retrievers))
    for row, retriever in enumerate(retrievers):
        found = [retriever["figures"].get(name) for name in _RETRIEVAL]
        at = [column - 0.4 + width * (row + 0.5) for column in range(len(_RETRIEVAL))]
        _bars(axes, at, found, width, _COLOURS[row % len(_COLOURS)], retriever["name"])
    axes.set_xticks(range(len(_RETRIEVAL)), _RETRIEVAL)
    axes.set_title("Retrieval: gold clauses among the first k hits", loc="left")
    axes.legend(ncols=len(retrievers), frameon=False, loc="upper left", bbox_to_anchor=(0, 1.0))
    _finish(axes, top=1.15)


def _draw_answers(axes: Axes, groups: list[dict[str, Any]]) -> None:
    whole = groups[0]["figures"]
    _bars(axes, list(range(len(_ANSWERS))), [whole[name] for name in _ANSWERS], 0.7, _COLOURS[0], None)
    kinds = [group for group in groups if group["by"] == "kind"]
    at = [len(_ANSWERS) + 0.5 + column for column in range(len(kinds))]
    _bars(axes, at, [group["figures"]["right"] for group in kinds], 0.7, _COLOURS[3], None)
    names = [_LABELS[name] for name in _ANSWERS] + [f"{group['name']}\nn={group['n']}" for group in kinds]
    axes.set_xticks([*range(len(_ANSWERS)), *at], names, fontsize=7, rotation=30, ha="right")
    axes.set_title("Answers: all questions (left), right answers by kind of question (right)", loc="left")
    _finish(axes, top=1.05)


def _bars(
    axes: Axes, at: list[float], figures: list[dict[str, float] | None], width: float, colour: str, label: str | None
) -> None:
    shown = [(x, figure) for x, figure in zip(at, figures, strict=True) if figure]
    values = [figure["value"] for _, figure in shown]
    spread = [
        [max(0.0, figure["value"] - figure["low"]) for _, figure in shown],
        [max(0.0, figure["high"] - figure["value"]) for _, figure in shown],
    ]
    error_style = {"elinewidth": 1, "capsize": 2}
    axes.bar([x for x, _ in shown], values, width, color=colour, label=label, yerr=spread, error_kw=error_style)
    for x, figure in shown:
        axes.annotate(f"{100 * figure['value']:.0f}", (x, 0.02), ha="center", fontsize=7, color="white")


def _finish(axes: Axes, top: float) -> None:
    axes.set_ylim(0, top)
    axes.set_yticks([0, 0.25, 0.5, 0.75, 1], ["0", "25 %", "50 %", "75 %", "100 %"])
    axes.grid(axis="y", alpha=0.3)
    axes.set_axisbelow(True)
    axes.spines[["top", "right"]].set_visible(False)
