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
