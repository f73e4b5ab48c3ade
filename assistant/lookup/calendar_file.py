"""Time limits as a calendar (RFC 5545): an all-day event for each day that a notice names, none for any other.

What recurs in months or on days that the notice names recurs in the calendar, with an end only where the notice has
one. The same limit has the same UID in every export, so that importing it again changes the entry and adds none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vRecur

from assistant.lookup.messages import NothingFoundError
from assistant.lookup.records import DeadlineRecord

_PRODUCT = "-//policy-assistant//deadlines//ZH"
_REMIND_DAYS = 7
_LONGEST_SUMMARY = 60
_FIELDS = {
    "zh": ("原文", "时限", "由谁", "牵头单位", "负责单位", "出处", "条款编号", "印发日期", ""),
    "en": ("Quote", "Time limit", "Who", "Lead", "Responsible", "Source", "Clause id", "Issued", ""),
}
_ASK = {"zh": "是否仍有效请向印发机关核实。", "en": "Ask the issuing body whether it is still in force."}
_NAME = {"zh": "通知里的时限", "en": "Time limits of the notices"}


def calendar_bytes(
    records: Sequence[DeadlineRecord], today: date, lang: str, *, with_past: bool = False
) -> tuple[bytes, int]:
    """The calendar, UTF-8 with lines that end in CR LF and are folded at 75 bytes, and how many events it holds.

    :param today: the day of the export, which the entries bear as their stamp.
    :param with_past: what is over is written too.
    :raises NothingFoundError: no record names a day.
    """
    events = [event for record in records for event in _events(record, today, lang, with_past=with_past)]
    if not events:
        raise NothingFoundError(_no_days(records, lang, with_past=with_past))
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _NAME[lang])
    for event in events:
        calendar.add_component(event)
    data: bytes = calendar.to_ical()
    return data, len(events)


def _no_days(records: Sequence[DeadlineRecord], lang: str, *, with_past: bool) -> str:
    over = sum(record.past and record.day is not None and not record.recurrences for record in records)
    if lang == "en":
        more = f" {over} that name a day are over; --all writes them." if over and not with_past else ""
        return f"None of the {len(records)} time limits found names a day to come.{more}"
    more = f"有 {over} 条写明日期的已过，加 --all 写入。" if over and not with_past else ""
    return f"找到 {len(records)} 条时限，都没有写明将到的日期，日历里没有可写的。{more}"


def _events(record: DeadlineRecord, today: date, lang: str, *, with_past: bool) -> list[Event]:
    if record.recurrences and not record.past:
        return [
            _event(record, recurrence.next(today), number, today, lang, rule)
            for number, (recurrence, rule) in enumerate(zip(record.recurrences, record.rules, strict=True), start=1)
        ]
    is_told = record.day and not record.recurrences and (with_past or not record.past)
    return [_event(record, record.day, 1, today, lang)] if record.day and is_told else []


def _event(record: DeadlineRecord, day: date, number: int, today: date, lang: str, rule: str | None = None) -> Event:
    event = Event()
    event.add("uid", _uid(record, number))
    event.add("dtstamp", datetime.combine(today, time(), UTC))
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    if rule:
        event.add("rrule", vRecur.from_ical(rule))
    summary = _summary(record)
    event.add("summary", summary)
    event.add("description", _description(record, lang))
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(summary))
    return event


def _uid(record: DeadlineRecord, number: int) -> str:
    """The same for the same run of the same clause."""
    key = f"{record.clause.id}|{record.start}|{record.end}|{record.words}|{number}"
    return f"{hashlib.sha256(key.encode()).hexdigest()[:32]}@policy-assistant"


def _summary(record: DeadlineRecord) -> str:
    what = record.what if len(record.what) <= _LONGEST_SUMMARY else record.what[:_LONGEST_SUMMARY] + "……"
    return f"【{record.notice.place or record.notice.id}】{what}"


def _description(record: DeadlineRecord, lang: str) -> str:
    notice = record.notice
    title = f"《{notice.title}》" if notice.title else notice.id
    number = f"（{notice.number}）" if notice.number else ""
    names = _FIELDS[lang]
    said = (
        record.quote,
        record.words,
        record.who,
        "、".join(record.lead),
        "、".join(record.responsible),
        f"{title}{number} {record.clause.label}".strip(),
        record.clause.id,
        notice.date,
        _ASK[lang],
    )
    colon = "：" if lang == "zh" else ": "
    return "\n".join(f"{name}{colon if name else ''}{words}" for name, words in zip(names, said, strict=True) if words)


def _alarm(summary: str) -> Any:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", summary)
    alarm.add("trigger", timedelta(days=-_REMIND_DAYS))
    return alarm
