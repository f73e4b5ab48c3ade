from __future__ import annotations

import json
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from evaluation_fixtures import CLAUSES, answer, question

from assistant.errors import UsageError
from assistant.evaluation.figures import METRICS, groups, retrievers
from assistant.evaluation.judging import judge
from assistant.evaluation.questions import Question
from assistant.evaluation.results import (
    Origin,
    ResultsError,
    compare,
    load_results,
    origin,
    results_object,
    save_results,
)
from assistant.evaluation.running import Outcome
from assistant.records import Answer

GOOD = answer("answered", ["每季度一次。"], [("a#一、/p1", "每季度开展一次随访")], ms=4.0)
WRONG = answer("answered", ["每年。"], [("b#一、/p1", "每年随访一次")], ms=8.0)
REFUSED = answer("not_found", ms=6.0)
SOURCE = Origin("2026-11-22T02:00:00+00:00", "abc123", "static", "0123456789ab", None)


def outcome(asked: Question, given: Answer, **ranks: tuple[int | None, ...]) -> Outcome:
    cited = tuple(c.clause_id for c in given.citations)
    said = "\n".join(s.text for s in given.statements)
    return Outcome(asked, judge(asked, given, CLAUSES), given.status, said, cited, given.elapsed_ms, ranks)


ABSENT = {"kind": "absent", "status": ("not_found",), "gold": (), "facts": (), "forbidden": ()}
OUTCOMES = (
    outcome(question(id="q-1"), GOOD, program=(1,), bm25=(2,)),
    outcome(question(id="q-2", split="test"), WRONG, program=(3,), bm25=(None,)),
    outcome(question(id="q-3"), REFUSED, program=(1,), bm25=(1,)),
    outcome(question(id="q-4", **ABSENT), REFUSED),
)


def results(outcomes: tuple[Outcome, ...] = OUTCOMES) -> dict[str, Any]:
    return results_object(outcomes, SOURCE, {"split": None, "place": None})


def test_figures_of_all_questions() -> None:
    figures = {name: f.value if f else None for name, f in groups(OUTCOMES)[0].figures.items()}
    assert figures == pytest.approx(
        {
            "right": 2 / 4,
            "clause_recall": 1 / 3,
            "citation_precision": 1 / 2,
            "citation_recall": 1 / 3,
            "recall@1": 2 / 3,
            "recall@3": 1.0,
            "recall@5": 1.0,
            "mrr@10": (1 + 1 / 3 + 1) / 3,
            "refusal_precision": 1 / 2,
            "refusal_recall": 1.0,
            "needless_refusals": 1 / 3,
            "verdict_told": None,
            "length_chars": 4.5,
            "elapsed_ms": 6.0,
        }
    )
    assert list(figures) == [metric.name for metric in METRICS]


def test_groups_hold_their_questions() -> None:
    found = {(group.by, group.name): group.n for group in groups(OUTCOMES)}
    assert found == {
        ("all", "all"): 4,
        ("split", "dev"): 3,
        ("split", "test"): 1,
        ("kind", "deadline"): 3,
        ("kind", "absent"): 1,
        ("register", "everyday"): 4,
        ("language", "zh"): 4,
    }


def test_retrievers_are_compared_in_pairs() -> None:
    program, bm25 = retrievers(OUTCOMES)
    assert (program.name, bm25.name, program.behind) == ("program", "bm25", {})
    assert bm25.figures["recall@1"] is not None and bm25.figures["recall@1"].value == pytest.approx(1 / 3)
    assert bm25.behind["recall@1"] is not None and bm25.behind["recall@1"].value == pytest.approx(1 / 3)
    assert bm25.behind["mrr@10"] is not None and bm25.behind["mrr@10"].value == pytest.approx((0.5 + 1 / 3) / 3)


def test_results_survive_the_disk(tmp_path: Path) -> None:
    found = results()
    file = save_results(tmp_path / "new", "r", found)
    assert file == tmp_path / "new" / "r.json"
    assert load_results(file) == found
    assert found["questions"][1]["faults"] == ["forbidden: 每年", "fact: 每季度", "clause: a#一、/p1"]
    assert found["questions"][0]["values"]["right"] == 1.0
    assert found["questions"][0]["ranks"] == {"program": [1], "bm25": [2]}
    lines = file.read_text(encoding="utf-8").splitlines()
    assert sum(line.startswith('{"id"') for line in lines) == 4  # a question a line


def kept(**changes: Any) -> str:
    question = {"id": "q-1", "values": {"right": 1.0, "recall@1": None}}
    return json.dumps({"origin": {"date": "d", "commit": None}, "questions": [question]} | changes)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("", "EOF while parsing a value at line 1 column 0"),
        ("[" * 100_000, "recursion limit exceeded at line 1 column 202"),
        ("[]", "JSON：Input should be an object"),
        (kept(origin=None), "origin：Input should be an object"),
        (kept(origin={"commit": "c"}), "origin.date：Field required"),
        (kept(questions=3), "questions：Input should be a valid list"),
        (kept(questions=[{"id": 1}]), "questions.0.id：Input should be a valid string"),
        (kept(questions=[{"id": "a"}]), "questions.0.values：Field required"),
        (kept(questions=[{"id": "a", "values": {}}]), "questions.0.values：Value error, right is missing"),
        (
            kept(questions=[{"id": "a", "values": {"right": "1"}}]),
            "questions.0.values.right：Input should be a valid number",
        ),
        (kept(questions=[{"id": "a", "values": {"right": 1}}] * 2), "题 a 有两次"),
        (kept(origin={"date": "\ud83d", "commit": None}), "unexpected end of hex escape at line 1 column 28"),
    ],
)
def test_what_is_no_results_file_is_told(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "r.json"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        load_results(file)
    assert str(caught.value) == f"{file} 不是评测结果文件（{reason}）；请用 eval 存下的 .json。"


def test_results_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    with pytest.raises(ResultsError, match="没有结果文件"):
        load_results(tmp_path / "none.json")
    with pytest.raises(ResultsError, match="读不出来（Is a directory）"):
        load_results(tmp_path)


def test_results_that_cannot_be_written_are_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ResultsError, match="结果写不进"):
        save_results(tmp_path / "file", "r", results())


def test_runs_of_one_second_keep_their_results(tmp_path: Path) -> None:
    other = results(OUTCOMES[:1])
    files = [save_results(tmp_path, None, found) for found in (results(), other, results())]
    names = [f"2026-11-22T020000-abc123{number}.json" for number in ("", "-2", "-3")]
    assert [file.name for file in files] == names
    assert [load_results(file)["n"] for file in files] == [4, 1, 4]
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(names)


def test_results_without_a_name_leave_nothing_where_they_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assistant.evaluation.results.write_durably", full)
    with pytest.raises(ResultsError, match="No space left on device"):
        save_results(tmp_path, None, results())
    assert list(tmp_path.iterdir()) == []


def test_comparison_goes_question_by_question() -> None:
    now = results((outcome(question(id="q-1"), WRONG), outcome(question(id="q-2"), GOOD), OUTCOMES[2]))
    before = results((*OUTCOMES[:2], outcome(question(id="q-9"), GOOD)))
    found = compare(now, before)
    assert (found.shared, found.better, found.worse) == (2, ("q-2",), ("q-1",))
    assert found.changes["right"] is not None and found.changes["right"].value == 0.0
    assert found.changes["refusal_recall"] is None
    assert "elapsed_ms" not in found.changes  # medians have no paired means


def git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def test_origin_names_the_commit_and_whether_files_were_changed(tmp_path: Path) -> None:
    (tmp_path / "assistant").mkdir()
    (tmp_path / "assistant" / "a.py").write_text("1")
    (tmp_path / "q.jsonl").write_text("x")
    now = datetime(2026, 11, 22, 2, tzinfo=UTC)
    assert origin(now, tmp_path / "none", "m", tmp_path / "q.jsonl", None).commit is None
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "x")
    clean = origin(now, tmp_path, "m", tmp_path / "q.jsonl", "chat")
    assert clean.commit is not None and len(clean.commit) == 12
    assert (clean.date, clean.questions, clean.chat_model) == ("2026-11-22T02:00:00+00:00", "2d711642b726", "chat")
    (tmp_path / "q.jsonl").write_text("y")  # not what the program is made of
    assert origin(now, tmp_path, "m", tmp_path / "q.jsonl", None).commit == clean.commit
    (tmp_path / "assistant" / "a.py").write_text("2")
    assert origin(now, tmp_path, "m", tmp_path / "q.jsonl", None).commit == clean.commit + "+"


def test_results_are_plain_json() -> None:
    assert json.loads(json.dumps(results())) == results()
