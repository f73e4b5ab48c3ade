"""``lookup``: who does what."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import tell
from assistant.cli.table_output import Format, Output, choose_format, put_table
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.lookup.records import Outcome

Words = Annotated[
    list[str] | None,
    typer.Argument(metavar="[WORDS]", help="任务、单位或地方，日常说法、公文说法、英文都可以 A task, a unit, a place"),
]
Unit = Annotated[str | None, typer.Option("--unit", help="单位，任何名称都可以 A unit by any of its names")]
Place = Annotated[str | None, typer.Option("--place", help="省、市或县 A province, city or county")]
Lang = Annotated[str, typer.Option("--lang", help="zh 或 en zh or en", metavar="zh|en")]


def lookup(
    words: Words = None,
    unit: Unit = None,
    role: Annotated[
        str | None, typer.Option("--role", help="身份 The unit's role", metavar="lead|support|responsible")
    ] = None,
    place: Place = None,
    everything: Annotated[bool, typer.Option("--all", help="顺带提到的也列出 Also what is named in passing")] = False,
    form: Format = None,
    output: Output = None,
    lang: Lang = "zh",
) -> None:
    """谁牵头、谁配合、谁负责：列成一张表，什么都不写就列全部。Who leads, supports and is responsible, as a table."""
    from assistant.lookup.held import Held
    from assistant.lookup.selection import Request
    from assistant.lookup.tables import lookup_table

    wanted = choose_format(form, output)
    request = Request(" ".join(words or ()), unit, place, role, checked_lang(lang), everything)
    table, outcome = lookup_table(Held.open(load_settings()), request, date.today())
    tell_remarks(outcome, wanted, output)
    put_table(table, wanted, output)


def checked_lang(lang: str) -> str:
    """``lang``, which must be zh or en.

    :raises typer.BadParameter: it is neither.
    """
    if lang not in ("zh", "en"):
        raise typer.BadParameter(f"“{lang}”；请用 zh 或 en。", param_hint="--lang")
    return lang


def tell_remarks(outcome: Outcome, form: str, output: Path | None) -> None:
    """What a reader must know, on stderr where the form itself does not show it on the screen."""
    if form != "table" or output is not None:
        for remark in outcome.remarks:
            tell(remark)
