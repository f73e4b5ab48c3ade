"""``deadlines``: by when, and how often."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from assistant.cli.lookup import Lang, Place, Unit, Words, checked_lang, tell_remarks
from assistant.cli.table_output import TABLE_FORMATS, Output, choose_format, put_file, put_table
from assistant.settings import load_settings

FORMATS = (*TABLE_FORMATS, "ics")


def deadlines(
    words: Words = None,
    unit: Unit = None,
    place: Place = None,
    everything: Annotated[
        bool, typer.Option("--all", help="顺带提到的、日历里已过的也列出 Also what is named in passing, or over")
    ] = False,
    form: Annotated[
        str | None,
        typer.Option("--format", help="输出形式：table、json、csv、xlsx、ics（日历） How to print it", metavar="FORM"),
    ] = None,
    output: Output = None,
    lang: Lang = "zh",
) -> None:
    """什么时候以前、多久一次：列成一张表，最近的在前；ics 可导入日历。By when and how often; ics for a calendar."""
    from assistant.lookup.deadlines import find_deadlines
    from assistant.lookup.held import Held
    from assistant.lookup.selection import Request
    from assistant.lookup.tables import deadline_table

    wanted = choose_format(form, output, FORMATS)
    request = Request(" ".join(words or ()), unit, place, None, checked_lang(lang), everything)
    held, today = Held.open(load_settings()), date.today()
    if wanted == "ics":
        from assistant.lookup.calendar_file import calendar_bytes

        records, outcome = find_deadlines(held, request, today)
        data, count = calendar_bytes(records, today, request.lang, with_past=everything)
        tell_remarks(outcome, wanted, output)
        put_file(data, output, count, request.lang)
        return
    table, outcome = deadline_table(held, request, today)
    tell_remarks(outcome, wanted, output)
    put_table(table, wanted, output)
