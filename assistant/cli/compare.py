"""``compare``: how places differ on one topic."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from assistant.cli.table_output import Format, Output, choose_format, put_records, put_table
from assistant.settings import Settings, bundled_corpus, load_settings

if TYPE_CHECKING:
    from assistant.records import Place


def compare(
    topic: Annotated[str, typer.Argument(help="事项，如“先诊疗后付费” The topic", show_default=False)],
    places: Annotated[
        str | None,
        typer.Option(metavar="地名", help="只比较这些地方，用逗号隔开 Only these places, parted by commas"),
    ] = None,
    form: Format = None,
    output: Output = None,
    lang: Annotated[Literal["zh", "en"], typer.Option(help="表头和说明的语言 Language of the frame")] = "zh",
) -> None:
    """一件事各地怎么规定：一地一行，一格一处原文。How places differ on one topic, a quote in every cell."""
    wanted = choose_format(form, output)
    from assistant.compare.compare import compare_places
    from assistant.compare.sheet import records_of_comparison, sheet_of
    from assistant.glossary import usual_glossary
    from assistant.shelf import held_notices

    settings = load_settings()
    asked = _places(places or "", settings)
    notices = held_notices(settings)
    glossary = usual_glossary(settings.corpus, bundled_corpus())
    comparison = compare_places(topic, notices, glossary, asked, lang)
    if wanted == "json":
        put_records(records_of_comparison(comparison, glossary, lang), output, lang)
    else:
        put_table(sheet_of(comparison, notices, glossary, lang), wanted, output)


def _places(names: str, settings: Settings) -> list[Place]:
    """The places named, each once; reading the gazetteer takes time that a comparison of all places need not spend."""
    said = [name for name in re.split(r"[,，、;；\s]+", names) if name]
    if not said:
        return []
    from assistant.compare.compare import resolve_place
    from assistant.gazetteer import load_gazetteer

    gazetteer = load_gazetteer(settings.corpus)
    return list(dict.fromkeys(resolve_place(name, gazetteer) for name in said))
