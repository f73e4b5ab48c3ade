"""What a user says of a notice, made sure of: a full place name, an ISO date, one line of text."""

from __future__ import annotations

import datetime
import re
import unicodedata

from assistant.errors import UsageError
from assistant.gazetteer import Gazetteer
from assistant.holdings.versions import number_key, title_key
from assistant.own_notices import Corrections
from assistant.records import Notice

_DATE = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?")
_LONGEST_CHARS = {"title": 200, "number": 60}
_NAMES = {"title": "标题", "number": "文号"}
_MOST_LISTED = 8


def settle(given: Corrections, gazetteer: Gazetteer) -> Corrections:
    """``given`` as the user wrote it → as it is kept.

    :raises UsageError: for a place that is none or one of several, a date that is none, or words too long.
    """
    return Corrections(
        _line("title", given.title),
        _settled_number(given.number),
        full_place(given.place, gazetteer) if given.place is not None else None,
        _day(given.date) if given.date is not None else None,
    )


def _line(field: str, words: str | None) -> str | None:
    if words is None:
        return None
    kept = "".join(" " if char.isspace() else char for char in words)
    line = " ".join("".join(char for char in kept if unicodedata.category(char) not in ("Cc", "Cf", "Cs")).split())
    if field == "title":
        line = re.sub(r"^《([^《》]*)》$", r"\1", line)
    if not line:
        raise UsageError(
            f"--{field} 是空的；请写出{_NAMES[field]}，或不用这个选项。",
            f"--{field} is empty; give the {field}, or leave the option out.",
        )
    if len(line) > _LONGEST_CHARS[field]:
        raise UsageError(
            f"--{field} 有 {len(line)} 个字，太长了；{_NAMES[field]}最多 {_LONGEST_CHARS[field]} 个字。",
            f"--{field} has {len(line)} characters, too many; a {field} has {_LONGEST_CHARS[field]} at most.",
        )
    return line


def _settled_number(words: str | None) -> str | None:
    """A number with the brackets that official numbers have: “汴卫[2022] 9号” → “汴卫〔2022〕9号”."""
    line = _line("number", words)
    if line is None:
        return None
    return re.sub(r"[\[【(（﹝〔](\d{4})[\]】)）﹞〕]", r"〔\1〕", re.sub(r"\s", "", line))


def full_place(name: str, gazetteer: Gazetteer) -> str:
    """The full name of the place that ``name`` means; a name that several places have gets the one above before it
    (“南京市鼓楼区”).

    :raises UsageError: where no place has the name, or several have it.
    """
    words = " ".join(name.split())[:30]
    found = gazetteer.resolve(name.strip()) if name.strip() else ()
    if not found:
        raise UsageError(
            f"没有找到地名“{words}”；请写省、市或县的名称，例如：--place 中卫市；全国的写 --place 全国。",
            f"No place is called “{words}”; give a province, city or county, such as --place 中卫市, or --place 全国.",
        )
    if len(found) > 1:
        listed = "、".join("".join(reversed([place.name, *place.above[:-1]])) for place in found[:_MOST_LISTED])
        raise UsageError(
            f"“{words}”有 {len(found)} 处：{listed}；请连省、市一起写。",
            f"“{words}” are {len(found)} places: {listed}; write the province or city in front.",
        )
    (place,) = found
    return place.name if len(gazetteer.resolve(place.name)) == 1 else place.above[0] + place.name


def _day(words: str) -> str:
    found = _DATE.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", words)))
    if not found:
        raise UsageError(
            f"--date “{words[:30]}”不是日期；请写成 2021-10-12 或 2021年10月12日。",
            f"--date “{words[:30]}” is no date; write 2021-10-12.",
        )
    try:
        return datetime.date(*map(int, found.groups())).isoformat()
    except ValueError as error:
        raise UsageError(
            f"--date “{words[:30]}”：没有这一天；请写成 2021-10-12 或 2021年10月12日。",
            f"--date “{words[:30]}”: there is no such day; write 2021-10-12.",
        ) from error


def disagreements(read: Notice, corrections: Corrections, lang: str = "zh") -> tuple[str, ...]:
    """Where the text of ``read`` says something else than ``corrections``, one line each in ``lang``."""
    pairs = (
        ("标题", "Title", corrections.title, read.title, title_key),
        ("文号", "Number", corrections.number, read.number, number_key),
        ("地方", "Place", corrections.place, read.place, str),
        ("日期", "Date", corrections.date, read.date, str),
    )
    return tuple(
        f"{english}: the text has “{text}”; kept as you wrote it, “{said}”"
        if lang == "en"
        else f"{chinese}：文中读出的是“{text}”，按您写的“{said}”记下"
        for chinese, english, said, text, key in pairs
        if said and text and key(said) != key(text)
    )
