"""``deadlines`` over the five notices equals what was written down by hand; days are those that the words name."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from lookup_support import five, held_of, made_up
from reading_support import Gold, gold, paragraph

from assistant.lookup.deadlines import find_deadlines
from assistant.lookup.messages import NothingFoundError
from assistant.lookup.records import DeadlineRecord
from assistant.lookup.recurrence import next_of, once_in, recurrences_in
from assistant.lookup.selection import Request

TODAY = date.fromisoformat(gold("deadlines")["as_of"])
WANTED = gold("deadlines")["deadline"]


def rows(**request: Any) -> tuple[DeadlineRecord, ...]:
    return find_deadlines(five(), Request(**request), TODAY)[0]


def says(entry: Gold, row: DeadlineRecord) -> bool:
    """Whether a row is the limit written down; the same words stand in a clause more than once."""
    return (
        row.notice.id == entry["notice"]
        and row.clause.label == entry["label"]
        and entry.get("paragraph") in (None, paragraph(row.clause))
        and entry["words"] in row.words
        and entry["what"] in row.what
    )


def hits(entry: Gold) -> list[DeadlineRecord]:
    found = [row for row in rows() if says(entry, row)]
    # “一周内要…，一月内要…” is said in one breath: the limit is the one whose words stand next to what is due.
    return [row for row in found if row.what.rindex(entry["what"]) >= row.what.index(row.words)] or found


# --- everything --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("entry", WANTED, ids=[f"{e['notice']} {e['label']} {e['words']}" for e in WANTED])
def test_every_limit_written_down(entry: Gold) -> None:
    found = hits(entry)
    assert found or entry.get("judgement")
    for row in found:
        assert row.kind in (entry["kind"], *entry.get("kind_also", []))
        assert (row.iso or "") in (entry["iso"], *entry.get("iso_also", []))
        assert (row.who or "") in (entry["who"], *entry.get("who_also", []))
        assert (row.next.isoformat() if row.next else "") == entry["next"]
        assert (row.past, " ".join(row.rules)) == (entry["past"], entry["recurrence"])
        assert row.ends is None or row.ends.isoformat() == entry["ends"]
        assert list(row.lead) == entry["lead"]
        assert list(row.responsible) == entry.get("responsible", [])
        assert (row.basis.kind if row.basis else "") == entry["lead_basis"]


def test_no_other_limit() -> None:
    extra = [(row.clause.id, row.words, row.what) for row in rows() if not any(says(entry, row) for entry in WANTED)]
    assert extra == []
    assert len(rows()) == 31


def test_what_is_no_limit() -> None:
    for entry in gold("deadlines")["never"]:
        held = [row.words for row in rows() if row.notice.id == entry["notice"]]
        assert not [words for words in held if words in entry["items"]]


def test_what_comes_next_stands_first_and_what_is_over_last() -> None:
    found = rows()
    assert [row.next for row in found[:2]] == [date(2026, 11, 30), None]
    assert [row.past for row in found] == sorted(row.past for row in found)
    over = [row.ends for row in found if row.past]
    assert over == sorted(over) and over[0] == date(2021, 12, 31)
    undated = list(dict.fromkeys(row.notice.id for row in found[1:] if not row.past))
    assert undated == ["shaanxi-2021", "zhongwei-2021", "yunnan-2021", "national-2021"]


@pytest.mark.parametrize(
    ("today", "following"),
    [("2026-11-30", "2026-11-30"), ("2026-12-01", "2027-06-30"), ("2027-07-01", "2027-11-30")],
)
def test_the_clock_is_passed_in(today: str, following: str) -> None:
    (row,) = find_deadlines(five(), Request(words="报送 牵头", place="陕西"), date.fromisoformat(today))[0]
    assert (row.words, row.next) == ("每年6月和11月底前", date.fromisoformat(following))


# --- units and topics --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("request_", "wanted"),
    [
        ({"unit": "规划信息处"}, [("每年6月和11月底前", "due"), ("过渡期内", "lead")]),
        ({"words": "Division of Planning and Information"}, [("每年6月和11月底前", "due"), ("过渡期内", "lead")]),
        ({"unit": "市医保局", "words": "监测"}, [("每季度一次", "support")]),
        ({"unit": "市中医医院"}, [("每年", "due")]),
        ({"unit": "医政医改科"}, [("每季度", "responsible")]),
        ({"words": "随访"}, [("每季度", None)]),
        ({"words": "电子健康码"}, [("到 2025 年", None)]),
    ],
)
def test_by_unit_and_by_topic(request_: dict[str, str], wanted: list[tuple[str, str | None]]) -> None:
    assert [(row.words, row.role) for row in rows(**request_)] == wanted


def test_a_supporting_unit_does_not_report_for_the_leads() -> None:
    assert [row.words for row in rows(unit="省中医药管理局")] == [
        "“十四五”期间", "不少于6个月", "每年", "每5年", "过渡期内",
    ]  # fmt: skip


def test_nothing_found_is_one_line() -> None:
    with pytest.raises(NothingFoundError, match="没有找到“量子计算”的时限；请换个说法"):
        rows(words="量子计算")


# --- days --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "rules", "following"),
    [
        ("每年6月和11月底前", ["FREQ=YEARLY;BYMONTH=6,11;BYMONTHDAY=-1"], "2026-11-30"),
        ("每年 6 月 30 日前", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"], "2027-06-30"),
        ("每年6月30日和11月15日前", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15"],
         "2027-06-30"),
        ("每年3月、6月、9月、12月10日前", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10"], "2026-12-10"),
        ("每年3、6、9、12月10日前", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=10"], "2026-12-10"),
        ("每年十二月底前", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"], "2026-12-31"),
        ("每年年底前", ["FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1"], "2026-12-31"),
        ("每年上半年", ["FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=-1"], "2027-06-30"),
        ("每年第一季度", ["FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=-1"], "2027-03-31"),
        ("每年6月至9月", ["FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1"], "2027-09-30"),
        ("每年2月29日前", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29"], "2028-02-29"),
        ("每季度末", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1"], "2026-12-31"),
        ("每季度第一个月10日前", ["FREQ=YEARLY;BYMONTH=1,4,7,10;BYMONTHDAY=10"], "2027-01-10"),
        ("每季度最后一个月25日前", ["FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=25"], "2026-12-25"),
        ("每月10日前", ["FREQ=MONTHLY;BYMONTHDAY=10"], "2026-12-10"),
        ("每月底前", ["FREQ=MONTHLY;BYMONTHDAY=-1"], "2026-11-30"),
        ("每周五", ["FREQ=WEEKLY;BYDAY=FR"], "2026-11-27"),
        # a frequency names no day, and what cannot be told for certain is not told
        *((words, [], None) for words in ("每季度", "每年", "每月", "每5年", "每周", "每年6月和11月10日前",
                                          "每年1月中旬", "每周一至周五8:30—12:00", "每年13月底前", "每年年初")),
    ],
)  # fmt: skip
def test_days_of_every_year(words: str, rules: list[str], following: str | None) -> None:
    found = recurrences_in(words, "every")
    assert [recurrence.rule for recurrence in found] == rules
    assert next_of(found, TODAY) == (date.fromisoformat(following) if following else None)


@pytest.mark.parametrize(
    ("words", "iso", "last", "is_named"),
    [
        ("2025年底前", "2025-12-31", "2025-12-31", True),
        ("2027年6月30日前", "2027-06-30", "2027-06-30", True),
        ("2027年2月", "2027-02", "2027-02-28", True),
        ("2024年8月—2025年9月", "2024-08/2025-09", "2025-09-30", True),
        ("2027年上半年", None, "2027-06-30", True),
        ("2027年第三季度", None, "2027-09-30", True),
        ("到2030年", "2030", "2030-12-31", False),
        ("2021—2025年", "2021/2025", "2025-12-31", False),
    ],
)
def test_days_of_what_happens_once(words: str, iso: str | None, last: str, is_named: bool) -> None:
    once = once_in(words, iso)
    assert once is not None and (once.last.isoformat(), once.is_named) == (last, is_named)


@pytest.mark.parametrize(
    ("words", "iso"), [("6月底前", None), ("30日内", "P30D"), ("过渡期内", None), ("2025年前", None)]
)
def test_words_without_a_year_have_no_day(words: str, iso: str | None) -> None:
    assert once_in(words, iso) is None


def test_made_up_limits_to_come_and_over() -> None:
    notice = made_up(
        "甲市工作方案\n\n一、任务\n（一）市民政局要在2027年6月底前完成排查。\n（二）市财政局要在2026年3月15日前拨付资金。\n"
        "（三）到2030年，覆盖率达到90%。\n（四）市教育局要在每年9月10日前报送名单。\n（五）市医保局要在收到申请后10日内办结。\n"
    )
    found, _ = find_deadlines(held_of(notice), Request(), TODAY)
    assert [(row.clause.label, row.next, row.ends, row.past) for row in found] == [
        ("一、（一）", date(2027, 6, 30), date(2027, 6, 30), False),
        ("一、（四）", date(2027, 9, 10), None, False),
        ("一、（三）", None, date(2030, 12, 31), False),
        ("一、（五）", None, None, False),
        ("一、（二）", None, date(2026, 3, 15), True),
    ]


def test_a_plan_that_is_over_asks_for_nothing_more() -> None:
    from dataclasses import replace

    from assistant.records import Validity

    text = "甲市工作方案\n\n一、任务\n（一）市教育局要在每年9月10日前报送名单。\n"
    for last, over, rule in ((2025, True, "20251231"), (2027, False, "20271231")):
        notice = replace(made_up(text), validity=Validity(plan_years=(2021, last)))
        (row,), _ = find_deadlines(held_of(notice), Request(), TODAY)
        assert (row.past, row.next) == (over, None if over else date(2027, 9, 10))
        assert row.rules == (f"FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=10;UNTIL={rule}",)


def test_another_time_in_a_paragraph_on_the_topic_is_no_time_of_it() -> None:
    """The annex names 先诊疗后付费 beside a quarterly report on something else."""
    with pytest.raises(NothingFoundError, match="另有 1 条只是顺带提到，未列；加 --all 列出。"):
        find_deadlines(five(), Request(words="先诊疗后付费"), date(2026, 11, 22))
    records, _ = find_deadlines(five(), Request(words="先诊疗后付费", everything=True), date(2026, 11, 22))
    assert [(record.clause.label, record.standing) for record in records] == [("附件", "text")]
