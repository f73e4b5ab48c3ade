"""``eval``: how often the answers are right, on the evaluation set; the retrievers on any other set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from assistant.cli.console import Waiting, print_json, print_plain, tell
from assistant.cli.opening import keep_running
from assistant.errors import UsageError
from assistant.settings import Settings, evaluation_folder, load_settings, results_folder

if TYPE_CHECKING:
    from assistant.answering.service import Assistant
    from assistant.evaluation.questions import Question
    from assistant.evaluation.running import Outcome

Split = Literal["dev", "test"]


def evaluate(
    as_json: Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象 Print one JSON object")] = False,
    show_wrong: Annotated[bool, typer.Option("--show-wrong", help="逐题列出答错的 List the wrong answers")] = False,
    split: Annotated[Split | None, typer.Option(help="只评这一部分 Only this part of the questions")] = None,
    place: Annotated[
        str | None, typer.Option(metavar="地名", help="只评依据在该地通知里的题 Only questions on this place")
    ] = None,
    baseline: Annotated[
        list[str] | None,
        typer.Option(
            metavar="名称",
            help="同评的检索基线：tutorial、bm25、embedding、hybrid 或 all，可多次 Baselines to measure as well",
        ),
    ] = None,
    against: Annotated[
        Path | None, typer.Option(metavar="文件", help="与以前的结果逐题比较 Compare with earlier results")
    ] = None,
    picture: Annotated[
        Path | None, typer.Option(metavar="文件", help="画成 .svg 或 .png 图 Draw the figures to this file")
    ] = None,
    name: Annotated[
        str | None, typer.Option(metavar="名称", help="结果文件的名称（默认为时间和版本）Name of the file of results")
    ] = None,
    results: Annotated[
        Path | None, typer.Option(metavar="文件夹", help="结果存到哪里 Folder for results", show_default=False)
    ] = None,
    questions: Annotated[
        Path | None, typer.Option(metavar="文件", help="自己的评测题 Questions of your own", show_default=False)
    ] = None,
    public_set: Annotated[
        Path | None,
        typer.Option(
            "--set", metavar="文件夹", help="改评 BEIR 格式的公开集（只评检索）Try the retrievers on a public set"
        ),
    ] = None,
    convert: Annotated[
        Path | None,
        typer.Option(
            metavar="文件", help="把 SQuAD 格式或 query、pos 的文件转成 --set 的格式 Convert a file for --set"
        ),
    ] = None,
) -> int:
    """用评测题检验回答与检索，列出各项指标。Measure answers and retrieval on the evaluation set."""
    if public_set or convert:
        _refuse_mixed(split, place, baseline, against, picture, name, results, questions, show_wrong)
        return _convert(convert, public_set) if convert else _run_public_set(public_set, as_json)
    from assistant.evaluation.picture import check_picture_name
    from assistant.evaluation.results import load_results, origin, results_object, save_results

    if picture:
        check_picture_name(picture)
    before = load_results(against) if against else None
    settings = _without_own_notices(load_settings())
    file = questions or evaluation_folder() / "questions.jsonl"
    target = (results or results_folder()) / f"{_safe(name)}.json" if name else None
    with Waiting() as waiting:
        assistant, outcomes = _run(settings, file, split, place, baseline or [], waiting)
    source = origin(datetime.now(UTC), evaluation_folder().parent, _model(assistant), file, settings.chat_model)
    found = results_object(outcomes, source, {"split": split, "place": place})
    target = target or (results or results_folder()) / f"{source.date[:19].replace(':', '')}-{source.commit}.json"
    save_results(target, found)
    tell(f"结果已存到 {target}")
    if picture:
        from assistant.evaluation.picture import draw

        draw(found, picture)
        tell(f"图已存到 {picture}")
    _print(found, outcomes, before, as_json=as_json, show_wrong=show_wrong)
    return 0


def _print(
    found: dict[str, Any],
    outcomes: tuple[Outcome, ...],
    before: dict[str, Any] | None,
    *,
    as_json: bool,
    show_wrong: bool,
) -> None:
    from assistant.cli import figure_tables as tables
    from assistant.evaluation.results import comparison_object

    changes = comparison_object(found, before) if before else None
    if as_json:
        print_json({**found, "changes": changes} if changes else found)
        return
    tables.print_groups(found)
    tables.print_retrievers(found["retrievers"], "program")
    if show_wrong:
        tables.print_wrong(outcomes)
    if changes:
        tables.print_changes(changes, found, before or {})


def _run(
    settings: Settings, file: Path, split: str | None, place: str | None, baselines: list[str], waiting: Waiting
) -> tuple[Assistant, tuple[Outcome, ...]]:
    from assistant.answering.service import Assistant
    from assistant.evaluation.questions import load_questions
    from assistant.evaluation.running import run

    asked = [question for question in load_questions(file) if split in (None, question.split)]
    assistant = Assistant.open(settings, waiting.say, waiting.show)
    keep_running()
    if place:
        asked = _on_place(asked, place, assistant)
    if not asked:
        raise UsageError(f"{file} 里没有合条件的题；请放宽 --split 或 --place。")
    return assistant, run(assistant, asked, baselines, lambda done, all_: waiting.show(done, all_, "评测 Evaluating"))


def _on_place(asked: list[Question], place: str, assistant: Assistant) -> list[Question]:
    """The questions whose gold stands in a notice of ``place``."""
    ids = {notice.id for notice in assistant.notices if notice.place and notice.place.startswith(place)}
    if not ids:
        held = "、".join(dict.fromkeys(notice.place for notice in assistant.notices if notice.place))
        raise UsageError(f"没有“{place}”的通知；现有：{held}。")
    return [question for question in asked if question.notices & ids]


def _without_own_notices(settings: Settings) -> Settings:
    """The notices that the questions were written for: the user's own would change the answers. Where there are some,
    the index without them is built beside the usual one."""
    own = settings.own_folder
    if not own.is_dir() or not any(own.iterdir()):
        return settings
    return replace(settings, own=settings.index / "evaluation" / "none", index=settings.index / "evaluation")


def _model(assistant: Assistant) -> str:
    return assistant.use_index(lambda index: f"{Path(index.manifest.model).name} ({index.manifest.model_digest[:12]})")


def _safe(name: str) -> str:
    if not name or any(mark in name for mark in "/\\:") or name.startswith("."):
        raise UsageError(f"“{name}” 不能作文件名；请只用文字、数字和连字符。")
    return name.removesuffix(".json")


def _refuse_mixed(*others: object) -> None:
    if any(others):
        raise UsageError("--set 和 --convert 只能与 --json 或彼此同用；请去掉其他选项。")


def _convert(file: Path, folder: Path | None) -> int:
    from assistant.evaluation.public_sets import convert, save_public_set

    if folder is None:
        raise UsageError("请用 --set 给出转换结果要放的新文件夹，例如：eval --convert dev.json --set 公开集")
    found = convert(file)
    save_public_set(found, folder)
    print_plain(f"已转换：{len(found.questions)} 题，{len(found.documents)} 篇；现在可以运行 eval --set {folder}")
    return 0


def _run_public_set(folder: Path | None, as_json: bool) -> int:
    from assistant.cli import figure_tables as tables
    from assistant.evaluation.public_run import HYBRID, run_public_set
    from assistant.evaluation.public_sets import load_public_set
    from assistant.evaluation.results import retriever_object
    from assistant.search.embedding import load_embedder
    from assistant.search.lexical import load_tokenizer

    assert folder is not None
    settings = load_settings()
    with Waiting() as waiting:
        found = load_public_set(folder)
        tokenizer, embedder = load_tokenizer(settings.cache), load_embedder(settings)
        keep_running()
        run = run_public_set(found, tokenizer, embedder, lambda done, all_: waiting.show(done, all_, "评测 Evaluating"))
    retrievers = [retriever_object(item) for item in run]
    if as_json:
        counts = {"questions": len(found.questions), "documents": len(found.documents)}
        print_json({"set": str(folder), **counts, "retrievers": retrievers})
        return 0
    print_plain(f"{folder}：{len(found.questions)} 题，{len(found.documents)} 篇")
    tables.print_retrievers(retrievers, HYBRID)
    return 0
