"""Tables over invented notices with odd ways to say who and when: every row, as written down (``shapes/l0*``)."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from lookup_support import held_of, made_up

from assistant.lookup.deadlines import find_deadlines
from assistant.lookup.duties import find_duties
from assistant.lookup.held import Held
from assistant.lookup.selection import Request
from assistant.lookup.tables import deadline_table, lookup_table
from assistant.tables.table import records_of

SHAPES = Path(__file__).parent / "shapes"
NAMES = sorted(path.stem for path in SHAPES.glob("l0*.json"))
TODAY = date(2026, 11, 22)


@cache
def gold(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SHAPES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def held(name: str) -> Held:
    return held_of(made_up((SHAPES / f"{name}.txt").read_text(encoding="utf-8"), name))


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_who_does_what(name: str) -> None:
    table, _ = lookup_table(held(name), Request(), TODAY)
    names = [column.name for column in table.columns]
    found = [
        {
            "label": row[names.index("clause")].value,
            "task": row[names.index("task")].value,
            **{key: list(row[names.index(key)].value) for key in ("lead", "support", "responsible", "time_limits")},
            "basis": row[names.index("basis")].words,
        }
        for row in table.rows
    ]
    assert found == gold(name)["rows"]


@pytest.mark.parametrize("name", NAMES)
def test_every_row_of_by_when(name: str) -> None:
    table, _ = deadline_table(held(name), Request(), TODAY)
    found = [
        {
            "label": row["clause"],
            "what": row["what"],
            "who": row["who"] or "",
            "words": row["words"],
            "next": row["next"] or "",
            "recurrence": row["recurrence"] or "",
            "past": row["past"],
        }
        for row in records_of(table)
    ]
    assert found == gold(name)["deadlines"]


@pytest.mark.parametrize("name", NAMES)
def test_what_was_not_read_is_told(name: str) -> None:
    assert list(find_duties(held(name), Request())[1].remarks) == gold(name)["remarks"]


def test_a_row_of_a_table_has_its_own_time_and_units_and_the_paragraph_its_own() -> None:
    (row,), _ = find_duties(held("l01"), Request(words="慢病随访"))
    assert (row.lead, row.time_limits) == (("县疾控中心",), ("2027年6月底",))
    (row,), _ = find_duties(held("l01"), Request(words="家庭医生"))
    assert row.responsible == ("县卫生健康局", "县医保局", "县财政局")
    found, _ = find_deadlines(held("l01"), Request(unit="县疾控中心"), TODAY)
    assert [record.words for record in found] == ["2027年6月底"]


def test_an_open_list_of_units_stays_open_for_people() -> None:
    table, _ = lookup_table(held("l02"), Request(words="农村饮水"), TODAY)
    names = [column.name for column in table.columns]
    assert table.rows[0][names.index("responsible")].words == "农业农村、水务、住房城乡建设等部门"
    (record,) = records_of(table)
    assert record["responsible"] == ["农业农村", "水务", "住房城乡建设"]
