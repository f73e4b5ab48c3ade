from __future__ import annotations

import pytest

from assistant.evaluation import metrics
from assistant.evaluation.bootstrap import difference, figure
from assistant.evaluation.texts import covered_share, fold, says, says_any


@pytest.mark.parametrize(
    ("ranks", "k", "expected"),
    [
        ((1,), 1, 1.0),
        ((2,), 1, 0.0),
        ((2,), 3, 1.0),
        ((1, None, 3), 1, 1.0),  # one place, one of three found: all that could be
        ((1, None, 3), 3, 2 / 3),
        ((1, 4, 6, None), 5, 2 / 4),
        ((1, 1, 1), 1, 1.0),  # a long chunk that holds all three: no more than 1
        ((None,), 5, 0.0),
    ],
)
def test_recall_at_k(ranks: tuple[int | None, ...], k: int, expected: float) -> None:
    assert metrics.recall_at_k(ranks, k) == pytest.approx(expected)


@pytest.mark.parametrize(("ranks", "k"), [((), 1), ((1,), 0)])
def test_recall_of_nothing_is_an_error(ranks: tuple[int, ...], k: int) -> None:
    with pytest.raises(ValueError, match="gold and a k"):
        metrics.recall_at_k(ranks, k)


@pytest.mark.parametrize(
    ("ranks", "expected"), [((3,), 1 / 3), ((None, 2), 1 / 2), ((10,), 1 / 10), ((11,), 0.0), ((None,), 0.0), ((), 0.0)]
)
def test_reciprocal_rank(ranks: tuple[int | None, ...], expected: float) -> None:
    assert metrics.reciprocal_rank(ranks) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("refused", "should", "precision", "recall", "needless"),
    [
        (True, True, 1.0, 1.0, None),
        (True, False, 0.0, None, 1.0),
        (False, True, None, 0.0, None),
        (False, False, None, None, 0.0),
        (True, None, None, None, None),
        (False, None, None, None, None),
    ],
)
def test_refusals(refused: bool, should: bool | None, precision: object, recall: object, needless: object) -> None:
    assert metrics.refusal_precision(refused, should) == precision
    assert metrics.refusal_recall(refused, should) == recall
    assert metrics.needless_refusal(refused, should) == needless


def test_share_of_nothing_is_not_measured() -> None:
    assert (metrics.share(0, 0), metrics.share(1, 4)) == (None, 0.25)


def test_figure_holds_the_middle_95_per_cent_of_resampled_means() -> None:
    found = figure([1.0] * 80 + [0.0] * 20)
    assert found is not None
    # The standard error of a share of .8 of 100 is .04: the interval is .8 ± 1.96 · .04.
    assert (found.value, found.n) == (0.8, 100)
    assert found.low == pytest.approx(0.722, abs=0.012)
    assert found.high == pytest.approx(0.878, abs=0.012)
    assert figure([1.0] * 80 + [0.0] * 20) == found  # the same draws each time


def test_figure_of_medians_and_of_nothing() -> None:
    found = figure([1.0, 2.0, 100.0], "median")
    assert found is not None and (found.value, found.low, found.high, found.n) == (2.0, 1.0, 100.0, 3)
    assert figure([]) is None


def test_paired_difference_is_narrower_than_the_two_apart() -> None:
    ours, theirs = [1.0, 0.0] * 50, [1.0, 0.0] * 49 + [0.0, 0.0]
    found = difference(ours, theirs)
    assert found is not None and found.value == pytest.approx(0.01)
    assert (found.low, found.high) == (0.0, pytest.approx(0.03, abs=0.011))
    with pytest.raises(ValueError, match="no pairs"):
        difference([1.0], [])


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("达到 90％以上", "90%", True),
        ("不超过2.5%", "5%", False),
        ("不超过 5%。", "5%", True),
        ("不少于15人", "5人", False),
        ("不少于5人", "5人", True),
        ("到2025年", "2025", True),
        ("到2025年", "202", False),
        ("率为90.5%", "90", False),
        ("第 1 个\n单位", "第1个单位", True),
        ("Report by June", "june", True),
        ("不得享受", "得享受", True),
        ("享受", "不享受", False),
        ("什么", "", False),
        ("1.5倍", "5倍", False),
    ],
)
def test_says(text: str, phrase: str, expected: bool) -> None:
    assert says(text, phrase) is expected


def test_says_any_takes_one_of_several_spellings() -> None:
    assert says_any("每季度一次", ("quarterly", "每季度"))
    assert not says_any("每月一次", ("quarterly", "每季度"))
    assert not says_any("每月一次", ())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (["每季度开展一次随访"], 1.0),
        (["每季度"], 3 / 9),
        (["每季度", "随访"], 5 / 9),
        (["每季度", "每季度开展"], 5 / 9),
        (["做好管理，每季度开展一次随访，并登记"], 1.0),
        (["每月"], 0.0),
        ([], 0.0),
        ([""], 0.0),
    ],
)
def test_covered_share(given: list[str], expected: float) -> None:
    text = "做好管理，每季度 开展一次随访，并登记。"
    assert covered_share(text, "每季度开展一次\n随访", given) == pytest.approx(expected)


def test_nothing_is_covered_of_what_is_not_there() -> None:
    assert covered_share("甲乙", "丙", ["甲乙"]) == 0.0


def test_fold_keeps_every_character_that_means_something() -> None:
    assert fold("Ａ　不得 （一）\n５％") == "a不得(一)5%"
