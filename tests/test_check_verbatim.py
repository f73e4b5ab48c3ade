"""Chinese words are said as they stand: whole stretches, in their order, with what limits them."""

from __future__ import annotations

import pytest

from assistant.answering.verbatim import Verbatim

TEXT = (
    "（一）完善救助政策。参保人员在县域内住院的，凭身份证办理手续，免交押金，自伤自残的除外。不得拆分收费，增加负担。"
    "补助2.5%、5%和1,000元。一是设立窗口，二是公开电话。"
)
VERBATIM = Verbatim((TEXT,), (), lambda words: False, lambda words: words == "结算窗口")


@pytest.mark.parametrize(
    "said",
    [
        "参保人员在县域内住院的，凭身份证办理手续，免交押金，自伤自残的除外。",
        "参保人员在县域内住院的,凭“身份证”办理手续;免交押金（自伤自残的除外）",
        "完善救助政策。",
        "（一）完善救助政策",
        "补助2.5％、5％、1000元",
        "设立窗口，公开电话",
        "完善救助政策。不得拆分收费，增加负担。",
        "结算窗口由完善救助政策",
    ],
)
def test_words_that_stand_there(said: str) -> None:
    assert VERBATIM.missing(said) is None


@pytest.mark.parametrize(
    ("said", "missing"),
    [
        (
            "参保人员在县域内住院的，免交押金，自伤自残的除外。",
            "参保人员在县域内住院的",
        ),  # a stretch between others left out
        ("免交押金。", "免交押金"),  # without its exception
        ("增加负担。", "增加负担"),  # behind 不得
        ("免交押金，凭身份证办理手续，参保人员在县域内住院的，自伤自残的除外。", "免交押金"),  # another order
        ("救助政策。", "救助政策"),  # a piece of a stretch
        ("补助25%、5%、1000元", "补助25%、5%、1000元"),
        ("补助2.5%、5%", "补助2.5%、5%"),
        ("设立两个窗口", "设立两个窗口"),
        ("医院由完善救助政策", "医院由完善救助政策"),
    ],
)
def test_words_that_do_not(said: str, missing: str) -> None:
    assert VERBATIM.missing(said) == missing
