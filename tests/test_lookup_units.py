"""Whether a unit asked for is the one printed: any of its names, never another level's or another place's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lookup_support import five, held_of, made_up

from assistant.records import Notice

PROVINCE, CITY = "陕西省", "中卫市"


def notice_of(place: str | None, issuer: str | None = None) -> Notice:
    return replace(made_up("工作方案\n", place=place), issuer=issuer)


@pytest.mark.parametrize(
    ("asked", "printed", "place", "same"),
    [
        ("规划信息处", "委规划信息处", PROVINCE, True),
        ("委规划信息处", "规划信息处", PROVINCE, True),
        ("规信处", "规划信息处", PROVINCE, True),
        ("Division of Planning and Information", "委规划信息处", PROVINCE, True),
        ("省卫生健康委规划信息处", "规划信息处", PROVINCE, True),
        ("陕西省卫健委规划信息处", "规划信息处", PROVINCE, True),
        ("国家卫生健康委规划信息处", "规划信息处", PROVINCE, False),
        ("市规划信息处", "委规划信息处", PROVINCE, False),
        ("规划信息处", "规划信息与财务科", CITY, False),
        ("市医保局", "医保局", CITY, True),
        ("市医疗保障局", "市医保局", CITY, True),
        ("中卫市医保局", "医保局", CITY, True),
        ("中卫医保局", "市医保局", CITY, True),
        ("Zhongwei healthcare security bureau", "市医保局", CITY, True),
        ("municipal healthcare security bureau", "医保部门", CITY, True),
        ("医保局", "市医保局", CITY, True),
        ("医保局", "医疗保障部门", PROVINCE, True),
        ("市医保局", "医疗保障部门", PROVINCE, False),
        ("开封市医保局", "市医保局", CITY, False),
        ("海原县医保局", "市医保局", CITY, False),
        ("海原县医保局", "医保部门", CITY, False),
        ("省医保局", "医保局", CITY, False),
        ("国家医保局", "医保部门", CITY, False),
        ("国家乡村振兴局", "乡村振兴局", CITY, False),
        ("国家乡村振兴局", "乡村振兴部门", "全国", True),
        ("省财政厅", "财政局", CITY, False),
        ("财政局", "省财政厅", PROVINCE, False),
        ("县财政局", "财政局", CITY, False),
        ("财政部", "财政部门", CITY, False),
        ("市委宣传部", "宣传部", CITY, True),
        ("陕西省委宣传部", "省委宣传部", PROVINCE, True),
        ("团省委", "团市委", CITY, False),
        ("市卫健委", "有关部门", CITY, False),
        ("市卫健委", "各级卫生健康行政部门", CITY, False),
        ("有关处室", "有关处室", PROVINCE, True),
        ("国家乡村振兴局", "乡村振兴局", None, False),  # whose it is, is not known
        ("市气象局", "气象局", CITY, True),
        ("省气象局", "气象局", CITY, False),
        ("各县区", "各县〔区〕", CITY, True),
        ("县区", "各县（市、区）", CITY, True),
        ("各县", "各县〔区〕", CITY, True),
        ("各县区", "各设区市", PROVINCE, False),
        ("各县市区", "各县〔区〕", CITY, False),
    ],
)
def test_is_same(asked: str, printed: str, place: str | None, same: bool) -> None:
    units = held_of().units
    assert units.is_same(units.ask(asked), printed, notice_of(place)) is same


@pytest.mark.parametrize(
    ("issuer", "same"),
    [
        ("中卫市卫生健康委员会", True),
        ("中卫市医疗保障局", False),
        ("中卫市财政局、中卫市卫生健康委员会", True),
        (None, True),
    ],
)
def test_a_section_is_one_of_the_issuers(issuer: str | None, same: bool) -> None:
    units = held_of().units
    assert units.is_same(units.ask("市卫健委办公室"), "办公室", notice_of(CITY, issuer)) is same


def test_the_nearest_names_are_of_the_same_office() -> None:
    held = five()
    near = held.units.nearest(held.units.ask("县财政局"), held.unit_names)
    assert near[:2] == ["财政部门", "财政局"] and not [name for name in near if "医" in name]
    assert held.units.nearest(held.units.ask("量子局"), held.unit_names) == []
