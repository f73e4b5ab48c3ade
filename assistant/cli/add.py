"""``add``: the user's own notices."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import Waiting, print_json, print_plain, tell
from assistant.contract import JsonObject, notice_object
from assistant.display.notices import counts_line, held_lines, known_line, name_of, warning_line
from assistant.settings import load_settings

if TYPE_CHECKING:
    from assistant.holdings.changes import Refused
    from assistant.holdings.plan import Added

_STEP = "  "
# A page of warnings hides what matters; ``outline`` shows them all, each in its place.
_MOST_WARNINGS = 20
_OUTCOMES = {"added": "已加入", "replaced": "已加入", "corrected": "已经有了，已改正", "held": "已经有了"}
_MISSING = (
    ("title", "没有读出标题，回答里只能以编号称呼它", "--title 标题"),
    ("number", "没有读出文号，新版只能按标题和地方认出", "--number 文号"),
    ("place", "没有读出地方，回答时不归到任何地方，按地方提问也找不到它", "--place 地名"),
    ("date", "没有读出日期，回答里不能注明是哪一年的", "--date 2021-10-12"),
)


def add(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="文件…", help="通知的文件，可以几个 One file or several", show_default=False, readable=False
        ),
    ],
    title: Annotated[str | None, typer.Option(metavar="标题", help="标题 Its title")] = None,
    number: Annotated[str | None, typer.Option(metavar="文号", help="文号 Its number")] = None,
    place: Annotated[
        str | None, typer.Option(metavar="地名", help="对哪里有效（省、市、县，或“全国”）The place that it holds for")
    ] = None,
    date: Annotated[str | None, typer.Option(metavar="日期", help="印发日期，如 2021-10-12 Its date")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 列表 Print one JSON list")] = False,
) -> int:
    """加入自己的通知，下一个问题就能用上。Add notices of your own; the very next question finds them.

    选项补充或改正文中读出的；加入之后，再 add 一次同一文件也可改正。
    Options complete or correct what the text gives; add a file again to correct it later.

    内容相同的只留一份。The same content is held once.

    新版替换旧版：文号和地方都相同（地方不明时，标题也要相同）；没有文号可比时，标题和地方都相同；标题或地方不明时，文件同名，且一半以上的段落相同。日期更早的版本不收。
    A new version replaces the old one: same number and place (where a place is unknown, same title too); without
    numbers to compare, same title and place; where these are unknown, same file name and half of the paragraphs. A
    version of an earlier date is not taken.

    文号不同、地方不同的并存。替换了原有语料的，remove 之后原来那份恢复。
    Other numbers or places stand side by side. What it replaced of the corpus comes back with remove.
    """
    settings = load_settings()
    with Waiting() as waiting:
        from assistant.holdings.changes import Refused, add_notices
        from assistant.own_notices import Corrections

        given = Corrections(title, number, place, date)
        results = add_notices(settings, files, given, say=waiting.say, on_progress=waiting.show)
    if as_json:
        print_json([_object(result) for result in results])
    else:
        _print(results)
    return int(any(isinstance(result, Refused) for result in results))


def _object(result: Added | Refused) -> JsonObject:
    from assistant.holdings.changes import Refused

    if isinstance(result, Refused):
        return {"file": str(result.file), "error": " ".join(result.reason.split())}
    return {
        "file": str(result.file),
        "outcome": result.outcome,
        **notice_object(result.notice),
        "own": result.own,
        "replaced": [held.notice.id for held in result.replaced],
        "disagreements": list(result.disagreements),
        "clauses": len(result.notice.clauses),
        "warnings": [warning_line(warning) for warning in result.notice.warnings],
    }


def _print(results: tuple[Added | Refused, ...]) -> None:
    from assistant.holdings.changes import Refused

    for result in results:
        if isinstance(result, Refused):
            tell(f"错误：{' '.join(result.reason.split())}")
            continue
        for line in added_lines(result):
            print_plain(line)


def added_lines(result: Added) -> Iterator[str]:
    """What became of a file: how it was read, what it replaces, what is missing or looks wrong."""
    notice = result.notice
    whose = "" if result.own else "（语料文件夹里的通知）"
    yield f"{_OUTCOMES[result.outcome]}：{notice.id}{whose}"
    if result.outcome == "held":
        yield f"{_STEP}{name_of(notice)}，没有改动。"
        return
    yield f"{_STEP}标题：{notice.title or '—'}"
    yield _STEP + known_line(notice)
    yield from (_STEP + line for line in (*held_lines(notice), counts_line(notice)))
    for held in result.replaced:
        back = "旧版不再保留" if held.own else f"原有语料；remove {notice.id} 后恢复"
        yield f"{_STEP}替换了：{held.notice.id} {name_of(held.notice) if held.notice.title else ''}（{back}）"
    yield from (f"{_STEP}注意：{line}" for line in result.disagreements)
    for field, meaning, option in _MISSING:
        if getattr(notice, field) is None:
            yield f"{_STEP}注意：{meaning}；可再 add 一次并写 {option}。"
    yield from (_STEP + warning_line(warning) for warning in notice.warnings[:_MOST_WARNINGS])
    if len(notice.warnings) > _MOST_WARNINGS:
        yield f"{_STEP}……还有 {len(notice.warnings) - _MOST_WARNINGS} 处疑点，用 outline 查看。"
