"""Addresses and duties of invented notices in many shapes, against lists written down by hand (``shapes/``)."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from reading_support import bare_gazetteer

from assistant.reading.notice import read_notice
from assistant.records import Clause, Duty, Notice

SHAPES = Path(__file__).parent / "shapes"
NAMES = sorted(path.stem for path in SHAPES.glob("*.json"))
_SHARED_CHARS = 10
# What the reader does not find, by name: classes of units (各乡镇卫生院), a second subject behind a comma.
KNOWN_MISSES = {
    "t11": ["由各乡镇卫生院负责对35岁以上首诊患者测量血压"],
    "t23": ["县域医疗卫生服务共同体承担巡回医疗服务的具体实施"],
}


@cache
def gold(name: str) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((SHAPES / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


@cache
def notice(name: str) -> Notice:
    path = next(path for path in SHAPES.glob(f"{name}.*") if path.suffix != ".json")
    return read_notice(path, bare_gazetteer())


def bare(text: str) -> str:
    return re.sub(r"[\s|*]", "", text)


def is_meant(entry: dict[str, Any], clause: Clause, duty: Duty) -> bool:
    wanted, found = bare(entry["quote"]), bare(duty.quote)
    near = wanted in found or found in wanted or wanted[:_SHARED_CHARS] in found or found[:_SHARED_CHARS] in wanted
    return near and entry["label"] in (clause.label, "")


def has_roles(entry: dict[str, Any], duty: Duty) -> bool:
    responsible = [entry.get("responsible", []), entry.get("also", []), *entry.get("also", [])]
    roles = (list(duty.lead), list(duty.support)) == (entry.get("lead", []), entry.get("support", []))
    return roles and list(duty.responsible) in responsible


@pytest.mark.parametrize("name", NAMES)
def test_addresses(name: str) -> None:
    labels = dict.fromkeys(clause.label for clause in notice(name).clauses if clause.label)
    assert list(labels) == gold(name)["labels"]


@pytest.mark.parametrize("name", NAMES)
def test_duties(name: str) -> None:
    found = [(clause, duty) for clause in notice(name).clauses for duty in clause.duties]
    met = set()
    missed = []
    for entry in gold(name)["duties"]:
        hits = [i for i, item in enumerate(found) if is_meant(entry, *item) and has_roles(entry, item[1])]
        met.update(hits)
        if not hits:
            missed.append(entry["quote"])
    assert missed == KNOWN_MISSES.get(name, [])
    doubtful = gold(name)["doubtful"]
    extra = [
        (clause.label, duty.quote)
        for i, (clause, duty) in enumerate(found)
        if i not in met and not any(is_meant(entry, clause, duty) for entry in doubtful)
    ]
    assert extra == []
