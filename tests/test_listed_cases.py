"""Lists of cases, labelled lines, papers to hand in, and sentences that only shut someone out."""

from __future__ import annotations

import time

import pytest

from assistant.reading.facts.entitlements import find_entitlements
from assistant.reading.facts.listed_cases import people_of, with_listed_cases
from assistant.records import Entitlement


def _only(text: str) -> Entitlement:
    found = find_entitlements(text)
    assert len(found) == 1, found
    assert found[0].quote == text[found[0].start : found[0].end]
    return found[0]


# --- lists in one paragraph ---------------------------------------------------------------------------------------


def test_people_of_a_list_in_the_paragraph_are_its_items() -> None:
    text = "第五条 下列人员可以享受医疗救助：（一）特困人员；（二）低保家庭中的失能老年人。其他人员自费。"
    found = _only(text)
    assert found.who == ("特困人员", "低保家庭中的失能老年人")
    assert (found.what, found.force) == ("可以享受医疗救助", "may")
    assert found.quote == "下列人员可以享受医疗救助：（一）特困人员；（二）低保家庭中的失能老年人"


def test_cases_of_people_who_are_not_named_are_the_condition() -> None:
    found = _only("属于下列情形之一的，给予一次性生活补助：（一）因灾致困的；（二）因病致困的。")
    assert (found.who, found.what) == ((), "给予一次性生活补助")
    assert found.condition == "（一）因灾致困的；（二）因病致困的"


def test_a_list_of_what_is_no_people_leaves_the_announcing_words() -> None:
    assert _only("下列人员可以享受补贴：（一）特困人员；（二）其他情况。").who == ("下列人员",)


# --- lists in paragraphs of their own -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who", "what", "condition"),
    [
        ("第二条 符合下列条件之一的，可以申请医疗救助：", (), "可以申请医疗救助", "符合下列条件之一"),
        (
            "符合以下条件的脱贫户，给予每户每月200元的护理补贴：",
            ("符合以下条件的脱贫户",),
            "给予每户每月200元的护理补贴",
            "符合以下条件",
        ),
        (
            "具有本市户籍的居民，符合下列情形之一的，可以申请临时救助：",
            ("具有本市户籍的居民",),
            "可以申请临时救助",
            "符合下列情形之一的",
        ),
        ("申请高龄津贴应当具备下列条件：", (), "申请高龄津贴", "应当具备下列条件"),
    ],
)
def test_a_paragraph_that_announces_cases(text: str, who: tuple[str, ...], what: str, condition: str) -> None:
    found = _only(text)
    assert (found.who, found.what, found.condition) == (who, what, condition)


def test_people_listed_below_take_the_place_of_the_announcing_words() -> None:
    lead = "具有本县户籍的下列人员可以享受免费体检："
    items = ["（一）65周岁以上老年人；", "（二）孕产妇、残疾人；", "（三）家庭年收入低于低保标准的。"]
    (found,) = with_listed_cases(find_entitlements(lead), lead, items)
    assert found.who == ("65周岁以上老年人", "孕产妇", "残疾人", "家庭年收入低于低保标准的")
    assert found.condition == "具有本县户籍"
    assert found.quote == lead.rstrip("：")


@pytest.mark.parametrize(
    ("lead", "items"),
    [
        ("下列人员可以享受免费体检：", ["（一）老年人；", "（二）另行规定。"]),  # one item is no people
        ("下列人员可以享受免费体检：", []),
        ("符合下列条件的老年人可以享受免费体检：", ["（一）残疾人；"]),  # the items are conditions of people named
        ("下列人员可以享受免费体检。经费由财政承担。", ["（一）老年人；"]),  # nothing is announced at the end
    ],
)
def test_what_is_listed_below_changes_nothing_else(lead: str, items: list[str]) -> None:
    found = find_entitlements(lead)
    assert with_listed_cases(found, lead, items) == found


def test_an_item_is_read_up_to_its_explanation() -> None:
    assert people_of(["1.特困人员。指无劳动能力的人员。", "2.孤儿（含事实无人抚养儿童）；"]) == (
        "特困人员",
        "孤儿（含事实无人抚养儿童）",
    )


# --- labelled lines -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("（一）补贴对象：本市户籍80周岁以上老年人、重度残疾人。", ("本市户籍80周岁以上老年人", "重度残疾人"), "补贴"),
        ("救助对象包括：（一）特困人员；（二）低保对象。", ("特困人员", "低保对象"), "救助"),
        ("临时救助对象为农村低收入家庭、特困人员。", ("农村低收入家庭", "特困人员"), "临时救助"),
        ("补助标准：每人每年50元。", (), "补助标准：每人每年50元"),
    ],
)
def test_labels_that_say_who_or_how_much(text: str, who: tuple[str, ...], what: str) -> None:
    found = _only(text)
    assert (found.who, found.what) == (who, what)


def test_a_label_that_says_on_which_terms() -> None:
    assert (
        _only("享受条件：具有本市户籍，且人均月收入低于低保标准。").condition
        == "具有本市户籍，且人均月收入低于低保标准"
    )


@pytest.mark.parametrize(
    "text",
    [
        "本办法所称资助对象是指低保家庭。",
        "救助对象动态调整，由民政部门负责认定。",
        "补助标准由财政部门另行制定。",
        "补贴对象：另行规定。",
    ],
)
def test_labels_that_say_nothing_definite(text: str) -> None:
    assert find_entitlements(text) == ()


# --- papers -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "who", "papers"),
    [
        ("申请人需提供身份证、户口簿和住院发票。", ("申请人",), "身份证、户口簿和住院发票"),
        ("申请低保应当提交户口簿、收入证明和书面申请。", (), "户口簿、收入证明和书面申请"),
        ("申报材料：身份证、户口簿、银行卡。", (), "身份证、户口簿、银行卡"),
        ("申请医疗救助需提交下列材料：", (), "下列材料"),
        ("申请医疗救助需提交下列材料：（一）身份证；（二）诊断证明。", (), "（一）身份证；（二）诊断证明"),
    ],
)
def test_papers_to_hand_in(text: str, who: tuple[str, ...], papers: str) -> None:
    found = _only(text)
    assert (found.who, found.papers, found.force) == (who, papers, "must")


# --- exclusions that stand alone ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("下列人员不得享受本办法规定的补贴：", "本办法规定的补贴"),
        ("有下列情形之一的，不予补助：", "补助"),
        ("有下列情形之一的，取消其保障资格：", "保障资格"),
        ("除急诊外，未经转诊的患者不享受先诊疗后付费。", "先诊疗后付费"),
        ("非本市户籍人员不适用本办法。", "本办法"),
        ("残疾人服刑期间不享受护理补贴。", "护理补贴"),
        ("入住养老机构的老年人不纳入居家养老服务对象范围。", "居家养老服务对象范围"),
        ("下列情形发生的医疗费用，医疗救助基金不予支付：", "下列情形发生的医疗费用"),
        ("下列费用不予支付：（一）应当由第三方负担的；（二）境外就医的。", "下列费用"),
    ],
)
def test_an_exclusion_that_stands_alone(text: str, what: str) -> None:
    found = _only(text)
    assert (found.who, found.what) == ((), what)
    assert found.excluded == (text.rstrip("：。"),) == (found.quote,)


@pytest.mark.parametrize(
    "text",
    [
        "材料不齐的，不予受理。",
        "涉密项目不得申请公开。",
        "对弄虚作假的农户，取消其享受的救助待遇。",
        "各地不得将救助资金用于其他支出。",
        "医疗机构不得拒收急危重症患者。",
        "申请人提供虚假材料的，取消其申请资格。",
    ],
)
def test_penalties_and_procedure_shut_nobody_out(text: str) -> None:
    assert find_entitlements(text) == ()


@pytest.mark.parametrize(
    "piece",
    ["下列人员可享受补贴：（一）", "（一）人员；", "补贴对象：人员、", "符合下列条件之一的，", "不予", "人员费用由"],
)
def test_time_grows_with_the_length_of_the_text_only(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    begin = time.perf_counter()
    find_entitlements(text)
    assert time.perf_counter() - begin < 20  # about a second; a rule that backtracks takes hours
