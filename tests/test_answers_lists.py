"""Lists that run over several clauses are answered whole, each item cited from its own clause."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answering.service import Assistant
from assistant.settings import load_settings

RULES = """乐山市医疗救助办法
第一条 为做好医疗救助工作，制定本办法。
第二条 符合以下条件的脱贫户，给予每户每月200元的护理补贴：
（一）家中有一级残疾人的；
（二）家中有长期卧床老人的。
第三条 申请医疗救助，应当提交下列材料：
（一）身份证；
（二）诊断证明。
乐山市人民政府
2024年3月1日
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("lists")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "救助办法.txt").write_text(RULES, encoding="utf-8")
    return Assistant.open(
        load_settings({"ASSISTANT_CORPUS": str(folder / "corpus"), "ASSISTANT_INDEX": str(folder / "index")})
    )


def test_conditions_in_clauses_of_their_own_follow_what_they_are_conditions_of(rules: Assistant) -> None:
    answer = rules.ask("护理补贴给谁？")
    assert [citation.clause for citation in answer.citations] == ["第二条", "第二条（一）", "第二条（二）"]
    assert [citation.quote for citation in answer.citations[1:]] == [
        "（一）家中有一级残疾人的；",
        "（二）家中有长期卧床老人的。",
    ]


def test_a_clause_without_a_list_brings_no_others(rules: Assistant) -> None:
    answer = rules.ask("为什么制定医疗救助办法？")
    assert "第二条（一）" not in [citation.clause for citation in answer.citations]


TASKS = """鲁山县健康乡村建设任务清单
鲁健〔2023〕4号
一、村卫生室建设
对不达标的村卫生室实施改造。
牵头单位：县卫生健康局
配合单位：县自然资源局、县住房和城乡建设局
完成时限：2023年10月底前
二、移风易俗
各村建立红白理事会。
责任单位：县委宣传部、县民政局
鲁山县卫生健康局
2023年3月1日
"""
TRAINING = """鲁山县村医培训方案
鲁卫〔2023〕9号
一、村医培训
由县卫生健康局人事股牵头村医培训。
鲁山县卫生健康局
2023年4月1日
"""


@pytest.fixture(scope="module")
def tasks(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    folder: Path = tmp_path_factory.mktemp("tasks")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "任务清单.txt").write_text(TASKS, encoding="utf-8")
    (folder / "corpus" / "培训.txt").write_text(TRAINING, encoding="utf-8")
    return Assistant.open(
        load_settings({"ASSISTANT_CORPUS": str(folder / "corpus"), "ASSISTANT_INDEX": str(folder / "index")})
    )


def test_lines_below_a_paragraph_say_who_does_it(tasks: Assistant) -> None:
    answer = tasks.ask("村卫生室改造谁牵头？")
    assert [citation.quote for citation in answer.citations] == [
        "牵头单位：县卫生健康局",
        "配合单位：县自然资源局、县住房和城乡建设局",
    ]
    assert answer.status == "answered"


def test_lines_below_a_paragraph_say_by_when(tasks: Assistant) -> None:
    answer = tasks.ask("村卫生室改造什么时候完成？")
    assert [statement.text for statement in answer.statements] == ["完成时限：2023年10月底前。"]


def test_two_notices_of_one_place_and_year_are_told_apart_by_their_numbers(tasks: Assistant) -> None:
    assert tasks.ask("村卫生室改造谁牵头？").text.splitlines()[0].startswith("鲁山县（鲁健〔2023〕4号）：")


def test_a_unit_with_the_house_in_front_has_the_same_tasks(assistant: Assistant) -> None:
    bare = [statement.text for statement in assistant.ask("妇幼健康处管什么").statements]
    assert len(bare) == 5
    for question in ("委妇幼健康处管什么", "委妇幼健康处都要干些什么"):
        assert [statement.text for statement in assistant.ask(question).statements] == bare
