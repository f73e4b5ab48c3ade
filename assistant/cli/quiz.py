"""``quiz``: questions from the notices, and whether questions made earlier still hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_exactly, print_plain, tell
from assistant.cli.failures import DONE, FAILED
from assistant.errors import AssistantError, UsageError
from assistant.settings import bundled_corpus, load_settings

if TYPE_CHECKING:
    from assistant.glossary import Glossary
    from assistant.quiz.records import Quiz
    from assistant.records import Notice

_ENDINGS = {".md": "md", ".docx": "docx", ".xlsx": "xlsx", ".gift": "gift", ".txt": "gift", ".json": "json"}
_KINDS = {"单选": "single", "多选": "multiple", "判断": "true_false", "填空": "fill_in", "匹配": "matching"}
_DIFFICULTIES = {"易": "easy", "中": "medium", "难": "hard"}


def quiz(
    topic: Annotated[str | None, typer.Option(metavar="事项", help="只出这件事的题 Only on this topic")] = None,
    place: Annotated[str | None, typer.Option(metavar="地方", help="只出这个地方的题 Only on this place")] = None,
    kind: Annotated[
        list[str] | None,
        typer.Option(
            metavar="题型",
            help="single 单选、multiple 多选、true_false 判断、fill_in 填空、matching 匹配，可写几次 May be repeated",
        ),
    ] = None,
    difficulty: Annotated[str | None, typer.Option(metavar="难度", help="easy 易、medium 中、hard 难")] = None,
    count: Annotated[int, typer.Option(metavar="N", help="几道题，1 到 500 How many questions")] = 20,
    seed: Annotated[int, typer.Option(metavar="S", help="同一个数出同一张卷 The same number gives the same paper")] = 1,
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="格式", help="md、docx、xlsx、gift 或 json（默认看文件名，否则 md）"),
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="文件", help="写到这个文件 Write to this file")
    ] = None,
    verify: Annotated[
        Path | None,
        typer.Option(metavar="文件", help="核对题库（json、xlsx）是否仍然成立 Which questions of a file still hold"),
    ] = None,
) -> int:
    """从条文出题，答案都有出处。Questions made from the clauses, each answer with its clause."""
    if verify is not None:
        return _verify(verify)
    chosen = _format_of(form, output)
    made = _make(topic, place, kind or [], difficulty, count, seed)
    _write(made, chosen, output)
    if len(made.questions) < made.requested:
        tell(f"要 {made.requested} 题，照这些条件只能出 {len(made.questions)} 题（不重复、答案可证明的都在这里）。")
    return DONE


def _held() -> tuple[tuple[Notice, ...], Glossary]:
    from assistant.glossary import usual_glossary
    from assistant.library import find_corpus, read_corpus

    settings = load_settings()
    corpus = find_corpus(settings.corpus, settings.own_folder)
    return read_corpus(corpus), usual_glossary(settings.corpus, bundled_corpus())


def _make(
    topic: str | None, place: str | None, kinds: Sequence[str], difficulty: str | None, count: int, seed: int
) -> Quiz:
    from assistant.gazetteer import load_gazetteer
    from assistant.quiz.making import check_order, make_quiz

    names = [_KINDS.get(name.removesuffix("题"), name) for name in kinds]
    level = _DIFFICULTIES.get(difficulty, difficulty) if difficulty else None
    check_order(names, level, count)  # before the notices are read: a slip of the pen is told at once
    notices, glossary = _held()
    gazetteer = load_gazetteer(load_settings().corpus)
    return make_quiz(
        notices, glossary, gazetteer, topic=topic, place=place, kinds=names, difficulty=level, count=count, seed=seed
    )


# --- writing ---------------------------------------------------------------------------------------------------------


def _format_of(form: str | None, output: Path | None) -> str:
    """The format asked for, else the one that the file's name tells, else Markdown."""
    from assistant.quiz.files import BINARY, FORMATS

    told = _ENDINGS.get(output.suffix.lower()) if output else None
    if form is None and told is None and output is not None and output.suffix:
        raise UsageError(f"{output}：不知道按哪种格式写；请用 --format 说明（{'、'.join(FORMATS)}）。")
    chosen = form or told or "md"
    if chosen not in FORMATS:
        raise UsageError(f"没有格式“{chosen}”；请用 {'、'.join(FORMATS)}。")
    if chosen in BINARY and output is None:
        raise UsageError(f"{chosen} 不能显示在屏幕上；请用 -o 给出文件名，例如：-o 试卷.{chosen}")
    return chosen


def _write(made: Quiz, form: str, output: Path | None) -> None:
    from assistant.durable import write_durably
    from assistant.quiz.files import quiz_bytes

    data = quiz_bytes(made, form)
    if output is None:
        print_exactly(data.decode())
        return
    if output.is_dir():
        raise AssistantError(f"{output} 是文件夹；请在 -o 后写明文件名。")
    try:
        write_durably(output, data)
    except OSError as error:
        why = "没有这个文件夹" if not output.parent.is_dir() else error.strerror or str(error)
        raise AssistantError(f"{output}：写不了（{why}）；请换一个位置，或先关闭打开它的程序。") from error
    tell(f"已写出 {len(made.questions)} 题：{output}")


# --- verifying -------------------------------------------------------------------------------------------------------


def _verify(file: Path) -> int:
    """Tell which questions of ``file`` no longer hold; FAILED where there are some."""
    from assistant.quiz.stored import read_questions
    from assistant.quiz.verify import verify_questions

    questions = read_questions(file)
    verdicts = verify_questions(questions, *_held())
    stale = [verdict for verdict in verdicts if verdict.stale]
    for verdict in stale:
        print_plain(f"第 {verdict.question.n} 题不再成立：{verdict.stale}。")
    print_plain(f"共 {len(verdicts)} 题：{len(verdicts) - len(stale)} 题仍然成立，{len(stale)} 题不再成立。")
    return FAILED if stale else DONE
