"""The calendar is read back by a calendar library: the days that notices name, and no other."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar
from lookup_support import five, held_of, made_up

from assistant.lookup.calendar_file import calendar_bytes
from assistant.lookup.deadlines import find_deadlines
from assistant.lookup.messages import NothingFoundError
from assistant.lookup.selection import Request

TODAY = date(2026, 11, 22)
TEXT = (
    "甲市工作方案\n\n一、任务\n（一）市民政局要在2027年6月底前完成A,B\\C排查，一并报送名单。\n"
    "（二）市财政局要在2026年3月15日前拨付资金。\n（三）到2030年，覆盖率达到90%。\n"
    "（四）市教育局要在每年6月30日和11月15日前报送名单。\n（五）市医保局要每季度通报一次。\n"
)


def written(held: Any, today: date = TODAY, **options: Any) -> bytes:
    records, _ = find_deadlines(held, Request(), today)
    return calendar_bytes(records, today, "zh", **options)[0]


def events(data: bytes) -> list[Any]:
    return list(Calendar.from_ical(data).walk("VEVENT"))


def test_the_reports_of_june_and_november_recur() -> None:
    (event,) = events(written(five()))
    assert event["RRULE"] == {"FREQ": ["YEARLY"], "BYMONTH": [6, 11], "BYMONTHDAY": [-1]}
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 11, 30), date(2026, 12, 1))
    assert event["SUMMARY"].startswith("【陕西省】各牵头单位要在每年6月和11月底前将牵头负责工作")
    described = str(event["DESCRIPTION"])
    assert "原文：各牵头单位要在每年6月和11月底前" in described and "\n由谁：各牵头单位\n" in described
    assert (
        "（陕卫促进发〔2021〕55号） 五、（三）\n条款编号：shaanxi-2021#五、（三）/p1\n印发日期：2021-11-03" in described
    )
    (alarm,) = event.walk("VALARM")
    assert (alarm["ACTION"], alarm["TRIGGER"].dt) == ("DISPLAY", timedelta(days=-7))


def test_the_rule_gives_the_days_that_the_notice_names() -> None:
    (event,) = events(written(five()))
    rule = rrulestr(event["RRULE"].to_ical().decode(), dtstart=datetime(2026, 11, 30))
    assert [day.date().isoformat() for day in rule[:4]] == ["2026-11-30", "2027-06-30", "2027-11-30", "2028-06-30"]


def test_only_days_that_are_named_and_to_come() -> None:
    found = {(event["DTSTART"].dt, "RRULE" in event) for event in events(written(held_of(made_up(TEXT))))}
    assert found == {(date(2027, 6, 30), True), (date(2027, 11, 15), True), (date(2027, 6, 30), False)}
    with_past = events(written(held_of(made_up(TEXT)), with_past=True))
    assert sorted(e["DTSTART"].dt for e in with_past)[0] == date(2026, 3, 15) and len(with_past) == 4


def test_text_is_escaped_and_folded() -> None:
    data = written(held_of(made_up(TEXT)))
    assert data.endswith(b"END:VCALENDAR\r\n") and b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert b"A\\,B\\\\C" in data.replace(b"\r\n ", b"")
    assert any("2027年6月底前完成A,B\\C排查" in event["DESCRIPTION"] for event in events(data))


def test_the_same_limit_keeps_its_uid() -> None:
    first = [event["UID"] for event in events(written(held_of(made_up(TEXT))))]
    later = [event["UID"] for event in events(written(held_of(made_up(TEXT)), date(2026, 12, 24)))]
    assert len(set(first)) == 3 and set(first) == set(later)


def test_where_no_day_is_named_there_is_no_calendar() -> None:
    records, _ = find_deadlines(five(), Request(place="中卫"), TODAY)
    with pytest.raises(NothingFoundError, match=r"找到 12 条时限，都没有写明将到的日期，日历里没有可写的。$"):
        calendar_bytes(records, TODAY, "zh")
    with pytest.raises(NothingFoundError, match="都没有写明将到的日期"):  # 到2025年 names no day, gone by or not
        calendar_bytes(records, TODAY, "zh", with_past=True)
