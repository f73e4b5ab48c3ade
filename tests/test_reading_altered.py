"""Altered copies of the notices: what is read changes with the text, exactly, and nothing of the old text is left.

A reader with one notice's departments, dates or numbers built in, or one that leans on its layout, fails here.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import Any

import pytest
from reading_support import NOTICES, all_facts, facts, labelled, parse, read, roles, source

from assistant.records import Notice

_BREAK = r"[ \u3000]*[\r\n]*[ \u3000\r\n]*"


def _swap(text: str, old: str, new: str) -> str:
    """``text`` with ``new`` for every ``old``, broken by line ends or not; words of one length keep the breaks."""

    def put(match: re.Match[str]) -> str:
        if len(old) != len(new):
            return new
        letters = iter(new.replace(" ", ""))
        return re.sub(r"[^ \u3000\r\n]", lambda _: next(letters), match[0])

    spread = _BREAK.join(re.escape(char) for char in old)
    assert re.search(spread, text), old
    return re.sub(spread, put, text)


def _signature(notice: Notice) -> list[tuple[str, str, dict[str, Any]]]:
    """Every fact with its address and kind, without positions."""
    found = []
    for clause, fact in all_facts(notice):
        fields = {key: value for key, value in asdict(fact).items() if key not in ("start", "end")}
        if "basis" in fields:
            fields["basis"] = (fields["basis"]["kind"], fields["basis"]["quote"])
        found.append((clause.id.partition("#")[2], type(fact).__name__, fields))
    return found


def _renamed(value: Any, names: dict[str, str]) -> Any:
    """``value`` with every name replaced, the longest first, each character once."""
    if isinstance(value, str):
        pattern = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
        return re.sub(pattern, lambda match: names[match[0]], value) if names else value
    if isinstance(value, dict):
        return {key: _renamed(item, names) for key, item in value.items()}
    return type(value)(_renamed(item, names) for item in value) if isinstance(value, (tuple, list)) else value


# --- departments -------------------------------------------------------------------------------------------------

# Collectives, and names that are one word.
_COLLECTIVE = re.compile(r"有关|各设区市|各县|^(?:总工会|妇联|科协)$")
_KEPT_END = re.compile(r"(?:部门|工作专班|成员单位|中心|办公室|科（卫生应急科）|[厅局委处部办科])$|$")
_LETTERS = "甲乙丙丁戊己庚辛壬癸寅卯辰巳申酉戌亥"


def _invent(names: list[str]) -> dict[str, str]:
    """For each name another of the same length with the same last word: 市医保局 → 丙丁戊局."""
    invented: dict[str, str] = {}
    for index, name in enumerate(names):
        stem = _KEPT_END.sub("", name, count=1)
        letters = [_LETTERS[(index // len(_LETTERS) ** (k % 2) + k) % len(_LETTERS)] for k in range(len(stem))]
        invented[name] = "".join(letters) + name[len(stem) :]
    return invented


def _rename_units(text: str, names: dict[str, str]) -> str:
    """``text`` with every unit renamed, the longest names first, line breaks kept."""
    spread = {_BREAK.join(re.escape(char) for char in name): name for name in sorted(names, key=len, reverse=True)}

    def put(match: re.Match[str]) -> str:
        letters = iter(names[re.sub(r"[ \u3000\r\n]", "", match[0])])
        return re.sub(r"[^ \u3000\r\n]", lambda _: next(letters), match[0])

    return re.sub("|".join(spread), put, text)


@pytest.mark.parametrize("name", ["shaanxi-2021", "yunnan-2021", "zhongwei-2021"])
def test_other_departments_give_other_duties(name: str) -> None:
    original = read(name)
    units = {unit for _, duty in facts(original, "duties") for unit in duty.units}
    names = _invent(sorted(unit for unit in units if not _COLLECTIVE.search(unit) and _KEPT_END.sub("", unit)))
    assert len(set(names.values())) == len(names) and not set(names) & set(names.values())
    altered = parse(_rename_units(original.source, names), name)
    assert roles(altered) == _renamed(roles(original), names)
    left = {unit for _, duty in facts(altered, "duties") for unit in duty.units} & set(names)
    assert left == set()


def test_lead_and_support_change_places_with_their_words() -> None:
    text = source("shaanxi-2021")
    swapped = re.sub(r"牵头，([^（）]*)配合）", r"配合，\1牵头）", text)
    assert swapped != text
    wanted = [
        (address, support, lead, responsible, kind) if kind == "stated" else (address, lead, support, responsible, kind)
        for address, lead, support, responsible, kind in roles(read("shaanxi-2021"))
    ]
    assert roles(parse(swapped)) == wanted


def test_tails_without_a_lead_give_none() -> None:
    text = re.sub(r"牵头，([^（）]*)配合）", r"、\1按职责分工负责）", source("shaanxi-2021"))
    found = roles(parse(text))
    assert [(lead, support) for _, lead, support, _, _ in found] == [((), ())] * 33
    assert [units for _, _, _, units, _ in found] == [
        lead + support + responsible for _, lead, support, responsible, _ in roles(read("shaanxi-2021"))
    ]


def test_without_the_first_unit_rule_nobody_leads() -> None:
    without = _swap(source("zhongwei-2021"), "，第1个单位为牵头单位，下同", "")
    ruled = [duty for duty in roles(read("zhongwei-2021")) if duty[4] == "first_listed"]
    rest = [duty for duty in roles(read("zhongwei-2021")) if duty[4] != "first_listed"]
    assert len(ruled) == 16
    bare = [(at, (), (), lead + support, "stated") for at, lead, support, _, _ in ruled]
    assert roles(parse(without)) == bare + rest
    assert not [lead for _, lead, *_ in roles(parse(without)) if lead]


def test_another_wording_of_the_first_unit_rule() -> None:
    text = _swap(source("zhongwei-2021"), "第1个单位为牵头单位，下同", "列第一位者为牵头单位，下同")
    assert roles(parse(text)) == roles(read("zhongwei-2021"))
    bases = {duty.basis.quote for _, duty in facts(parse(text), "duties") if duty.basis.kind == "first_listed"}
    assert bases == {"列第一位者为牵头单位，下同"}


# --- numbers, dates, groups --------------------------------------------------------------------------------------

# notice, words → other words, values of fields that hold only a part of them
_CHANGES: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("shaanxi-2021", {"每年6月和11月底前": "每年3月和9月底前"}, {}),
    ("shaanxi-2021", {"30种": "41种"}, {"30": "41"}),
    ("shaanxi-2021", {"不少于5人": "不少于8人", "不少于3人": "不少于4人"}, {"5": "8", "3": "4"}),
    ("shaanxi-2021", {"不少于6个月": "不少于9个月", "每5年": "每3年"}, {"6": "9", "R/P5Y": "R/P3Y"}),
    ("shaanxi-2021", {"达90%以上": "达85%以上", "达到80%": "达到72%"}, {"90": "85", "80": "72"}),
    ("shaanxi-2021", {"涉及第三方责任的患者": "涉及工伤保险的患者"}, {}),
    ("shaanxi-2021", {"农村低保对象": "农村残疾人", "易返贫致贫人口": "因灾致困家庭"}, {}),
    ("kaifeng-2022", {"2.5%、5%、10%": "3.5%、6%、12%"}, {"2.5": "3.5", "5": "6", "10": "12"}),
    ("kaifeng-2022", {"30 种": "41 种"}, {"30": "41"}),
    ("kaifeng-2022", {"95%以上": "88%以上"}, {"95": "88"}),
    ("kaifeng-2022", {"一周内": "三天内", "一月内": "两月内"}, {"P1W": "P3D", "P1M": "P2M"}),
    ("kaifeng-2022", {"免交住院押金": "减半交住院押金", "低保证": "残疾证"}, {}),
    ("zhongwei-2021", {"453所": "612所", "69个": "58个", "40所": "33所"}, {"453": "612", "69": "58", "40": "33"}),
    ("zhongwei-2021", {"37种": "52种"}, {"37": "52"}),
    ("zhongwei-2021", {"到 2025 年": "到 2030 年", "到2025年": "到2030年"}, {"2025": "2030"}),
    ("zhongwei-2021", {"5年过渡期": "3年过渡期"}, {"P5Y": "P3Y"}),
    ("national-2021", {"到2025年": "到2028年"}, {"2025": "2028"}),
    ("national-2021", {"30种": "25种", "30个病种": "25个病种"}, {"30": "25"}),
    ("national-2021", {"特困人员": "孤寡老人"}, {}),
    ("yunnan-2021", {"到2025年": "到2035年", "不少于5人": "不少于7人"}, {"2025": "2035", "5": "7"}),
]


@pytest.mark.parametrize(
    ("name", "words", "parts"), _CHANGES, ids=[f"{name}-{'-'.join(words)}" for name, words, _ in _CHANGES]
)
def test_other_words_give_other_facts(name: str, words: dict[str, str], parts: dict[str, str]) -> None:
    text = source(name)
    for old, new in words.items():
        text = _swap(text, old, new)
    wanted = []
    for address, kind, fields in _signature(read(name)):
        changed = _renamed(fields, words)
        if changed["quote"] != fields["quote"]:
            changed |= {key: parts.get(fields[key], changed[key]) for key in ("number", "iso") if key in fields}
        wanted.append((address, kind, changed))
    found = _signature(parse(text, name))
    assert found == wanted
    assert found != _signature(read(name))
    told = repr(found)
    for old, new in words.items():
        assert old not in told and new in told


def test_a_target_goes_with_its_comparator() -> None:
    text = source("kaifeng-2022").replace("要达到 95%以上", "不得超过 95%").replace("分别不得超过其", "分别不低于其")
    clauses = {clause.label: clause for clause in parse(text).clauses}
    assert [t.comparator for t in clauses["四、一是"].targets if t.number == "95"] == ["<="]
    assert [t.comparator for t in clauses["二、二是"].targets] == [">=", ">=", ">="]


def test_an_entitlement_goes_with_its_force() -> None:
    text = source("shaanxi-2021").replace("有条件的地方可将县域内", "各地必须将县域内")
    clause = next(clause for clause in parse(text).clauses if clause.label == "一、（二）")
    assert [found.force for found in clause.entitlements] == ["must"]
    original = next(clause for clause in read("shaanxi-2021").clauses if clause.label == "一、（二）")
    assert [found.force for found in original.entitlements] == ["may"]


# --- metadata ----------------------------------------------------------------------------------------------------

_PLACES = [
    ("shaanxi-2021", "陕西省", "江苏省"),
    ("kaifeng-2022", "开封市", "洛阳市"),
    ("zhongwei-2021", "中卫市", "固原市"),
    ("yunnan-2021", "云南省", "贵州省"),
    ("yunnan-2021", "云南省", "内蒙古自治区"),
]


@pytest.mark.parametrize(("name", "old", "new"), _PLACES)
def test_another_place(name: str, old: str, new: str) -> None:
    original, altered = read(name), parse(source(name).replace(old, new), name)
    assert (original.place, altered.place) == (old, new)
    assert altered.issuer == (original.issuer or "").replace(old, new)
    assert altered.title == (original.title or "").replace(old, new)
    assert (altered.number, altered.date) == (original.number, original.date)
    assert labelled(altered) == labelled(original)


@pytest.mark.parametrize(
    ("name", "old", "new", "date"),
    [
        ("shaanxi-2021", "2021年11月3日印发", "2023年5月20日印发", "2023-05-20"),
        ("kaifeng-2022", "2022年6月27日", "2024年1月2日", "2024-01-02"),
        ("zhongwei-2021", "2021年10月12日印发", "2022年3月1日印发", "2022-03-01"),
        ("yunnan-2021", "2021年8月16日", "2020年12月31日", "2020-12-31"),
    ],
)
def test_another_date(name: str, old: str, new: str, date: str) -> None:
    altered = parse(source(name).replace(old, new), name)
    assert altered.date == date
    assert _signature(altered) == _signature(read(name))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("shaanxi-2021", "陕卫促进发〔2021〕55号", "苏卫基层发〔2023〕77号"),
        ("kaifeng-2022", "汴卫乡振〔2022〕9号", "洛卫〔2024〕103号"),
    ],
)
def test_another_number(name: str, old: str, new: str) -> None:
    assert read(name).number == old
    assert parse(source(name).replace(old, new), name).number == new
    assert parse(source(name).replace(old, ""), name).number is None


# --- another layout of the same words ----------------------------------------------------------------------------


def _half_width_marks(text: str) -> str:
    text = re.sub(r"(?m)^([ \u3000]*)（([一二三四五六七八九十]+)）", r"\1(\2) ", text)
    text = re.sub(r"(?m)^([#\s]*[一二三四五六七八九十]+)、", r"\1. ", text)
    return re.sub(r"(?m)^(\s*\d{1,2})[.、](?!\d)", r"\1．", text)


def _full_width_marks(text: str) -> str:
    text = re.sub(r"(?m)^([ \u3000]*)\(([一二三四五六七八九十]+)\) ?", r"\1（\2）", text)
    return re.sub(r"(?m)^(\s*\d{1,2})[.](?!\d)", r"\1、", text)


_LAYOUTS = {
    "half-width marks": _half_width_marks,
    "full-width marks": _full_width_marks,
    "no hashes": lambda text: re.sub(r"(?m)^#+ ", "", text),
    "other hashes": lambda text: re.sub(r"(?m)^#+ ", "##### ", text),
    "blank lines doubled": lambda text: re.sub(r"\n[ \u3000]*\n", "\n\n\n\n", text),
    "indented": lambda text: re.sub(r"(?m)^(?=[^\n#])", "　　", text),
    "spaces at line ends": lambda text: re.sub(r"(?m)(?<=[^\n])$", " 　", text),
    "form feeds": lambda text: text.replace("\n\n", "\n\f\n"),
    "windows": lambda text: text.replace("\n", "\r\n"),
}


@pytest.mark.parametrize("name", NOTICES)
@pytest.mark.parametrize("layout", _LAYOUTS)
def test_another_layout_gives_the_same_clauses_and_facts(name: str, layout: str) -> None:
    original, altered = read(name), parse(_LAYOUTS[layout](source(name)), name)
    assert labelled(altered) == labelled(original)
    assert [clause.heading for clause in altered.clauses] == [clause.heading for clause in original.clauses]
    assert [clause.part for clause in altered.clauses] == [clause.part for clause in original.clauses]
    assert _signature(altered) == _signature(original)
    assert [(gap.kind, gap.label) for gap in altered.gaps] == [(gap.kind, gap.label) for gap in original.gaps]
    for key in ("number", "issuer", "place", "date"):
        assert getattr(altered, key) == getattr(original, key), key


def _wrapped(notice: Notice, width: int, gap: str) -> str:
    lines = [clause.text.strip() for clause in notice.clauses]
    return gap.join(gap.join(line[i : i + width] for i in range(0, len(line), width)) for line in lines)


_WIDTHS = {"shaanxi-2021": (24, 28, 33), "yunnan-2021": (28, 36), "national-2021": (28, 33), "zhongwei-2021": (30, 33)}


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n"])
@pytest.mark.parametrize(("name", "width"), [(name, width) for name, widths in _WIDTHS.items() for width in widths])
def test_hard_wraps_change_nothing(name: str, gap: str, width: int) -> None:
    original = read(name)
    altered = parse(_wrapped(original, width, gap), name)
    assert labelled(altered) == labelled(original)
    assert roles(altered) == roles(original)
    assert _signature(altered) == _signature(original)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_hard_wraps_take_away_no_more_than_spaces(gap: str) -> None:
    original = read("kaifeng-2022")
    altered = parse(_wrapped(original, 28, gap), "kaifeng-2022")
    assert labelled(altered) == labelled(original)
    bare = [
        [clause.text.replace(" ", "") for clause in notice.clauses if clause.label] for notice in (altered, original)
    ]
    assert bare[0] == bare[1]


def test_a_text_run_together_on_one_line_keeps_its_clauses_and_duties() -> None:
    original = read("shaanxi-2021")
    altered = parse(" ".join(clause.text.strip() for clause in original.clauses), "shaanxi-2021")
    assert labelled(altered) == labelled(original)
    assert roles(altered) == roles(original)
    assert (altered.number, altered.place, altered.date) == (original.number, original.place, original.date)
