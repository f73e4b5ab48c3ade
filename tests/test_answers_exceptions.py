"""Exceptions, exclusions and namesakes: where a hasty answer would be wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.service import Assistant
from assistant.settings import load_settings

NOTICE = """绵阳市居家养老服务实施方案
绵府办发〔2023〕12号
一、资金分担
补贴资金由市、县按4∶6分担。平武县、北川羌族自治县按7∶3分担。
二、组织实施
委基层卫生科牵头签约服务，委疾控科配合。县级实施细则于2023年7月31日前出台。
三、补贴范围
本补贴不包括住院陪护。国有农场不予补助。补贴农机两年内不得转让。
绵阳市人民政府办公室
2023年5月12日
"""


@pytest.fixture(scope="module")
def mianyang(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("mianyang")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "绵阳.txt").write_text(NOTICE, encoding="utf-8")
    corpus, index = str(folder / "corpus"), str(folder / "index")
    return Assistant.open(load_settings({"ASSISTANT_CORPUS": corpus, "ASSISTANT_INDEX": index}))


@pytest.mark.parametrize(
    ("question", "said"),
    [
        # What is said of the very county goes first, and never stays behind the rule for all.
        ("平武县补贴资金怎么分担", ["平武县、北川羌族自治县按7∶3分担。", "补贴资金由市、县按4∶6分担。"]),
        ("三台县补贴资金怎么分担", ["补贴资金由市、县按4∶6分担。"]),
        # An exclusion is no “有”.
        ("绵阳有没有住院陪护补贴", ["本补贴不包括住院陪护。"]),
        ("绵阳国有农场有没有补助", ["国有农场不予补助。"]),
        # The rules to come are not the notice itself.
        ("绵阳的实施细则什么时候出台", ["县级实施细则于2023年7月31日前出台。"]),
        # What is forbidden for two years is not forbidden for good.
        ("绵阳的补贴农机三年后能转让吗", ["补贴农机两年内不得转让。"]),
    ],
)
def test_what_is_said(mianyang: Assistant, question: str, said: list[str]) -> None:
    assert [statement.text for statement in mianyang.ask(question).statements] == said


def test_a_section_that_only_supports_does_not_lead(mianyang: Assistant) -> None:
    (statement,) = mianyang.ask("绵阳签约服务是疾控科牵头吗").statements
    assert statement.text.startswith("不是。委基层卫生科牵头签约服务")


def test_a_number_in_a_story_is_no_claim(assistant: Assistant) -> None:
    answer = assistant.ask("我82岁了，在中卫住院要交押金吗？")
    assert "所引原文没有" not in answer.text
