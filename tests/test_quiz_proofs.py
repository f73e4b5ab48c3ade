"""Every answer is proven from the clause that it cites and every wrong option proven wrong, by a checker that knows
nothing of how questions are made; and that checker finds what is wrong."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from quiz_checker import LETTERS, Checker
from quiz_fixtures import LENGTH, full_paper, gazetteer, glossary, notices, paper, records
from reading_support import MORE_NOTICES, ROOT

from assistant.library import find_corpus, read_corpus
from assistant.quiz.making import make_quiz
from assistant.reading.formats.extract import ENDINGS

Record = dict[str, Any]
SEEDS = range(1, 17)  # sixteen papers, 560 questions


@cache
def checker() -> Checker:
    return Checker(notices(), glossary())


@pytest.mark.parametrize("seed", SEEDS)
def test_all_questions_of_a_paper_are_proven(seed: int) -> None:
    made = records(paper(seed))
    assert len(made) == LENGTH
    assert {record["kind"] for record in made} == {"single", "multiple", "true_false", "fill_in"}
    wrong = [(record["stem"], problems) for record in made if (problems := checker().problems(record))]
    assert wrong == []
    assert checker().paper_problems(made) == []


@pytest.mark.parametrize("folder", [ROOT / "tests" / "shapes", MORE_NOTICES], ids=["shapes", "others"])
def test_questions_on_other_notices_are_proven(folder: Path, tmp_path: Path) -> None:
    """A dozen notices of other shapes: tables, lines “责任单位：”, rules said in the tails, regulations."""
    if not folder.is_dir():
        pytest.skip("these notices are not here")
    files = [path for path in sorted(folder.iterdir()) if path.suffix in ENDINGS and path.name != "README.md"]
    for path in files[:: max(1, len(files) // 12)]:
        shutil.copy(path, tmp_path)
    held = read_corpus(find_corpus(tmp_path))
    quiz = make_quiz(held, glossary(), gazetteer(), count=100, seed=5)
    judge = Checker(held, glossary())
    assert len(quiz.questions) == 100
    assert [(record["stem"], found) for record in records(quiz) if (found := judge.problems(record))] == []


# --- the checker finds what is wrong ---------------------------------------------------------------------------------


def _other_letter(record: Record) -> None:
    at = LETTERS.index(record["answer"])
    other = (at + 1) % len(record["options"])
    record["answer"], record["right"] = LETTERS[other], [record["options"][other]]


def _another_right_one(record: Record) -> None:
    """One wrong option of a multiple choice counts as right."""
    wrong = next(option for option in record["options"] if option not in record["right"])
    record["right"].append(wrong)
    letters = [x for x, option in zip(LETTERS, record["options"], strict=False) if option in record["right"]]
    record["answer"] = "".join(letters)


def _one_right_less(record: Record) -> None:
    """One right option of a multiple choice counts as wrong."""
    record["right"].pop()
    letters = [x for x, option in zip(LETTERS, record["options"], strict=False) if option in record["right"]]
    record["answer"] = "".join(letters)


def _other_verdict(record: Record) -> None:
    record["answer"] = "错误" if record["answer"] == "正确" else "正确"
    record["right"] = [record["answer"]]


def _other_words(record: Record) -> None:
    record["answer"] = "7" if record["answer"].isdigit() else "市审计局"
    record["right"] = [record["answer"]]


def _swapped_pairs(record: Record) -> None:
    first, second = record["pairs"][:2]
    first["right"], second["right"] = second["right"], first["right"]
    letters = {pair["right"]: letter for letter, pair in zip(LETTERS, record["pairs"], strict=False)}
    record["options"] = sorted(letters, key=lambda name: letters[name])
    record["answer"] = "；".join(
        f"{at}-{LETTERS[record['options'].index(pair['right'])]}" for at, pair in enumerate(record["pairs"], start=1)
    )


def _cut_quote(record: Record) -> None:
    record["quote"] = record["quote"] + "又"


def _shifted_place(record: Record) -> None:
    record["start"] -= 7


def _other_text(record: Record) -> None:
    record["clause_sha256"] = "0" * 64


def _other_notice_in_stem(record: Record) -> None:
    other = "汴卫乡振〔2022〕9号" if record["notice"] != "kaifeng-2022" else "陕卫促进发〔2021〕55号"
    record["stem"] = re.sub(
        "^根据.*?》(?:（[^）]*）)?(?:的附件(?:《[^》]*》)?)?(?:关于“[^”]*”的要求)?(?:对[^，]*的规定)?，",
        f"根据某市《通知》（{other}），",
        record["stem"],
    )


CHANGES: list[tuple[Callable[[Record], None], tuple[str, ...]]] = [
    (_other_letter, ("single",)),
    (_another_right_one, ("multiple",)),
    (_one_right_less, ("multiple",)),
    (_other_verdict, ("true_false",)),
    (_other_words, ("fill_in",)),
    (_swapped_pairs, ("matching",)),
    (_cut_quote, ("single", "multiple", "true_false", "fill_in", "matching")),
    (_shifted_place, ("single", "multiple", "true_false", "fill_in", "matching")),
    (_other_text, ("single", "multiple", "true_false", "fill_in", "matching")),
    (_other_notice_in_stem, ("single", "multiple", "true_false", "fill_in")),
]


@pytest.mark.parametrize(("change", "kinds"), CHANGES, ids=[change.__name__ for change, _ in CHANGES])
def test_the_checker_finds_every_question_that_is_changed(
    change: Callable[[Record], None], kinds: tuple[str, ...]
) -> None:
    missed = []
    for record in records(full_paper(1)):
        is_of_itself = record["fact"] == "particular" and change is _other_notice_in_stem
        if record["kind"] in kinds and not is_of_itself:
            changed = copy.deepcopy(record)
            change(changed)
            if not checker().problems(changed):
                missed.append(changed["stem"])
    assert missed == []


def test_the_checker_finds_a_unit_with_another_part_in_the_task() -> None:
    """A unit that leads is no wrong option for who supports."""
    made = make_quiz(notices(), glossary(), gazetteer(), place="陕西", kinds=["multiple"], count=20)
    record = next(r for r in records(made) if r["role"] == "support" and "牵头，" in r["quote"])
    wrong = next(option for option in record["options"] if option not in record["right"])
    record["options"][record["options"].index(wrong)] = record["quote"].split("牵头，")[0].removeprefix("（委")
    assert any("named where the answer stands" in problem for problem in checker().problems(record))


def test_the_checker_finds_a_number_that_the_clause_has() -> None:
    made = (record for record in records(paper(1)) if record["kind"] == "single" and record["fact"] == "target")
    record = next(record for record in made if record["right"][0].isdigit())
    wrong = next(option for option in record["options"] if option not in record["right"])
    record["options"][record["options"].index(wrong)] = str(int(record["right"][0])) + ".0"
    assert checker().problems(record) != []


def test_the_checker_finds_what_is_wrong_with_a_paper() -> None:
    made = records(paper(1, 60))
    assert any("asked twice" in problem for problem in checker().paper_problems([*made, made[0]]))
    same_place = [record | {"answer": "B"} if record["kind"] == "single" else record for record in made]
    assert any("places of right answers" in problem for problem in checker().paper_problems(same_place))
    crowd = [record | {"n": n} for n, record in enumerate([*made, *[made[0]] * 3])]
    assert any("on one sentence" in problem for problem in checker().paper_problems(crowd))
    all_true = [record | {"answer": "正确"} if record["kind"] == "true_false" else record for record in made]
    assert any("statements are true" in problem for problem in checker().paper_problems(all_true))
    assert any("in a row are 正确" in problem for problem in checker().paper_problems(all_true))
    name = next(record for record in made if record["fact"] == "duty" and record["kind"] != "matching")
    assert any("a name to be written" in p for p in checker().paper_problems([name | {"kind": "fill_in"}]))
