"""``eval``: how often the answers are right, on the evaluation set; the retrievers on any other set."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
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

# What no file name may hold on one system or another.
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\ud800-\udfff]|^[. ]|[. ]$')
_LONGEST_NAME_BYTES = 255

# The options of the command.
AsJson = Annotated[bool, typer.Option("--json", help="输出一个 JSON 对象 Print one JSON object")]
ShowWrong = Annotated[bool, typer.Option("--show-wrong", help="逐题列出答错的 List the wrong answers")]
Split = Annotated[Literal["dev", "test"] | None, typer.Option(help="只评这一部分 Only this part of the questions")]
Place = Annotated[
    str | None, typer.Option(metavar="地名", help="只评依据在该地通知里的题 Only questions on this place")
]
Baselines = Annotated[
    list[str] | None,
    typer.Option(
        metavar="名称",
        help="同评的检索基线：tutorial、bm25、embedding、hybrid 或 all，可多次 Baselines to measure as well",
    ),
]
Against = Annotated[Path | None, typer.Option(metavar="文件", help="与以前的结果逐题比较 Compare with earlier results")]
Picture = Annotated[
    Path | None, typer.Option(metavar="文件", help="画成 .svg 或 .png 图 Draw the figures to this file")
]
Name = Annotated[
    str | None, typer.Option(metavar="名称", help="结果文件的名称（默认为时间和版本）Name of the file of results")
]
Results = Annotated[
    Path | None, typer.Option(metavar="文件夹", help="结果存到哪里 Folder for results", show_default=False)
]
Questions = Annotated[
    Path | None, typer.Option(metavar="文件", help="自己的评测题 Questions of your own", show_default=False)
]
PublicSet = Annotated[
    Path | None,
    typer.Option(
        "--set", metavar="文件夹", help="改评 BEIR 格式的公开集（只评检索）Try the retrievers on a public set"
    ),
]
Convert = Annotated[
    Path | None,
    typer.Option(metavar="文件", help="把 SQuAD 格式或 query、pos 的文件转成 --set 的格式 Convert a file for --set"),
]


def evaluate(
    as_json: AsJson = False,
    show_wrong: ShowWrong = False,
    split: Split = None,
    place: Place = None,
    baseline: Baselines = None,
    against: Against = None,
    picture: Picture = None,
    name: Name = None,
    results: Results = None,
    questions: Questions = None,
    public_set: PublicSet = None,
    convert: Convert = None,
) -> int:
    """用评测题检验回答与检索，列出各项指标。Measure answers and retrieval on the evaluation set."""
    if public_set or convert:
        _refuse_mixed(split, place, baseline, against, picture, name, results, questions, show_wrong)
        return _convert(convert, public_set) if convert else _run_public_set(public_set, as_json)
    from assistant.evaluation.results import load_results

    outputs = _Outputs(results or results_folder(), None if name is None else _file_name(name), picture)
    outputs.check()
    before = load_results(against) if against else None
    asked = _Asked(questions or evaluation_folder() / "questions.jsonl", split, place, tuple(baseline or ()))
    found, outcomes = _measure(asked)
    outputs.write(found)
    _print(found, outcomes, before, as_json=as_json, show_wrong=show_wrong)
    return 0


@dataclass(frozen=True, slots=True)
class _Asked:
    """The questions that are asked, and the retrievers that are measured beside the program's."""

    file: Path
    split: str | None
    place: str | None
    baselines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Outputs:
    """What is written. ``name``: of the file of results in ``folder``; None: a new one, named by date and commit."""

    folder: Path
    name: str | None
    picture: Path | None

    def check(self) -> None:
        """:raises AssistantError: where something cannot be written. Better now than after all questions."""
        from assistant.evaluation.picture import check_picture
        from assistant.evaluation.results import check_results_place

        if self.picture:
            check_picture(self.picture)
        check_results_place(self.folder, self.name)

    def write(self, found: dict[str, Any]) -> None:
        from assistant.evaluation.picture import draw
        from assistant.evaluation.results import save_results

        tell(f"结果已存到 {save_results(self.folder, self.name, found)}")
        if self.picture:
            draw(found, self.picture)
            tell(f"图已存到 {self.picture}")


def _measure(asked: _Asked) -> tuple[dict[str, Any], tuple[Outcome, ...]]:
    """The figures as they are kept, and what they are made of."""
    from assistant.evaluation.results import origin, results_object

    settings = _without_own_notices(load_settings())
    with Waiting() as waiting:
        assistant, outcomes = _run(settings, asked, waiting)
    now, root = datetime.now(UTC), evaluation_folder().parent
    source = origin(now, root, _model(assistant), asked.file, settings.chat_model)
    return results_object(outcomes, source, {"split": asked.split, "place": asked.place}), outcomes


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


def _run(settings: Settings, asked: _Asked, waiting: Waiting) -> tuple[Assistant, tuple[Outcome, ...]]:
    from assistant.answering.service import Assistant
    from assistant.evaluation.questions import load_questions
    from assistant.evaluation.running import run

    questions = [question for question in load_questions(asked.file) if asked.split in (None, question.split)]
    assistant = Assistant.open(settings, waiting.say, waiting.show)
    keep_running()
    if asked.place:
        questions = _on_place(questions, asked.place, assistant)
    if not questions:
        raise UsageError(f"{asked.file} 里没有合条件的题；请放宽 --split 或 --place。")
    on_progress = partial(waiting.show, what="评测 Evaluating")
    return assistant, run(assistant, questions, asked.baselines, on_progress)


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


def _file_name(name: str) -> str:
    """``name`` without its ending, where a file can have it."""
    stem = name.removesuffix(".json")
    if not stem.strip() or _NO_NAME.search(stem):
        raise UsageError(f"“{name[:50]}” 不能作文件名；请只用文字、数字和连字符。")
    if len(f"{stem}.json".encode()) > _LONGEST_NAME_BYTES:
        raise UsageError(f"--name “{name[:20]}……”有 {len(name)} 个字，太长了；请写短一些。")
    return stem


def _refuse_mixed(*others: object) -> None:
    if any(other not in (None, False, []) for other in others):
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
