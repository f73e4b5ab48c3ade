"""The gate: answers and retrieval on the test split are no worse than the figures committed."""

from __future__ import annotations

import re
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from assistant.answering.service import Assistant
from assistant.evaluation.gate import regressions
from assistant.evaluation.questions import load_questions
from assistant.evaluation.results import load_results, origin, results_object
from assistant.evaluation.running import run

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = ROOT / "eval" / "questions.jsonl"
REFERENCE = load_results(ROOT / "eval" / "results" / "reference.json")


def test_the_program_is_no_worse_than_its_committed_figures(assistant: Assistant) -> None:
    asked = [question for question in load_questions(QUESTIONS) if question.split == "test"]
    source = origin(datetime.now(UTC), ROOT, "", QUESTIONS, None)
    now = results_object(run(assistant, asked), source, {})
    assert now["origin"]["questions"] == REFERENCE["origin"]["questions"], "the questions changed: measure anew"
    assert regressions(now, REFERENCE) == []


def altered(share: float, metric: str, value: float) -> dict[str, Any]:
    """The committed results with ``metric`` set to ``value`` for a share of the questions that have another value."""
    results = deepcopy(REFERENCE)
    have = [item for item in results["questions"] if item["values"][metric] not in (None, value)]
    for item in have[: round(share * len(have))]:
        item["values"][metric] = value
    return results


def test_the_gate_holds_against_itself() -> None:
    assert regressions(REFERENCE, REFERENCE) == []


@pytest.mark.parametrize(
    ("metric", "value"),
    [
        ("right", 0.0), ("clause_recall", 0.0), ("citation_precision", 0.0), ("citation_recall", 0.0),
        ("recall@1", 0.0), ("recall@5", 0.0), ("mrr@10", 0.0), ("refusal_recall", 0.0), ("needless_refusals", 1.0),
    ],
)  # fmt: skip
def test_the_gate_closes_on_a_tenth_lost(metric: str, value: float) -> None:
    (line,) = regressions(altered(0.2, metric, value), REFERENCE)
    assert line.startswith(f"{metric}: ")


def test_the_gate_lets_pass_what_chance_allows_and_what_got_better() -> None:
    assert regressions(altered(0.004, "right", 0.0), REFERENCE) == []
    assert regressions(altered(1.0, "right", 1.0), REFERENCE) == []
    assert regressions(altered(1.0, "needless_refusals", 0.0), REFERENCE) == []


def test_length_and_time_are_not_held() -> None:
    slower = altered(1.0, "elapsed_ms", 1000.0)
    assert regressions(altered(1.0, "length_chars", 9999.0), REFERENCE) == regressions(slower, REFERENCE) == []


# --- the README says what was measured ---------------------------------------------------------------------------


def readme_rows() -> dict[str, list[str]]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    table = text[text.index("<!-- figures -->") : text.index("<!-- end of figures -->")]
    rows = [line.strip("|").split("|") for line in table.splitlines() if re.match(r"\| [^-]", line)]
    return {row[0].strip(" `"): [cell.strip() for cell in row[1:]] for row in rows}


def cell(figure: dict[str, float] | None) -> str:
    if figure is None:
        return "—"
    value, low, high = (100 * figure[name] for name in ("value", "low", "high"))
    return f"{value:.1f} ({low:.0f}–{high:.0f})"


def group(by: str, name: str) -> dict[str, Any]:
    return next(g for g in REFERENCE["groups"] if (g["by"], g["name"]) == (by, name))


BY_GROUP = {
    "kind": (
        "eligibility", "deadline", "responsibility", "number", "comparison", "followup", "omitted", "absent",
        "false_premise",
    ),
    "register": ("official", "everyday", "sloppy"),
    "language": ("zh", "en", "mixed"),
}  # fmt: skip


def test_readme_shows_the_committed_figures() -> None:
    rows = readme_rows()
    figures = group("all", "all")["figures"]
    for name in ("right", "clause_recall", "citation_precision", "citation_recall", "refusal_precision"):
        assert rows[name][0] == cell(figures[name]), name
    for name in ("refusal_recall", "needless_refusals"):
        assert rows[name][0] == cell(figures[name]), name
    for by, names in BY_GROUP.items():
        for name in names:
            assert rows[f"right, {name}"][0] == cell(group(by, name)["figures"]["right"]), name
    for retriever in REFERENCE["retrievers"]:
        shown = [cell(retriever["figures"][name]) for name in ("recall@1", "recall@3", "recall@5", "mrr@10")]
        assert rows[retriever["name"]] == shown, retriever["name"]
