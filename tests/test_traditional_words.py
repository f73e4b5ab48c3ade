"""Words in traditional characters find what the simplified ones find, in every table and quiz."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from assistant.tables.table import records_of

if TYPE_CHECKING:
    from assistant.answering.service import Assistant


def test_lookup(assistant: Assistant) -> None:
    rows = records_of(assistant.lookup("家庭醫生簽約", place="陝西"))
    assert [row["lead"] for row in rows] == [["委基层卫生健康处"]]
    assert [row["place"] for row in records_of(assistant.deadlines("電子健康碼"))] == ["中卫市"]


def test_compare(assistant: Assistant) -> None:
    asked = assistant.compare("先診療後付費", ("陝西",))
    assert [row.place for row in asked.rows] == ["陕西省"]
    assert asked.topic == assistant.compare("先诊疗后付费").topic


def test_quiz(assistant: Assistant) -> None:
    assert (
        assistant.quiz(topic="先診療後付費", count=1).questions
        == assistant.quiz(topic="先诊疗后付费", count=1).questions
    )


@pytest.mark.parametrize(
    ("places", "note"),
    [((), None), (("陕西",), None), (("中卫", "云南"), "这些地方中只有中卫市的文件说到此事。")],
)
def test_that_only_one_place_speaks_is_told_of_those_compared(
    assistant: Assistant, places: tuple[str, ...], note: str | None
) -> None:
    from assistant.compare.wording import notes_of

    said = [line for line in notes_of(assistant.compare("先诊疗后付费", places), "zh") if "只有" in line]
    assert said == ([note] if note else [])
