"""``quiz``: questions from the notices, and whether questions made earlier still hold."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.cli.console import print_exactly, print_plain, tell
from assistant.cli.failures import DONE, FAILED
from assistant.cli.lookup import Lang, checked_lang
from assistant.errors import AssistantError, UsageError
from assistant.settings import bundled_corpus, load_settings

if TYPE_CHECKING:
    from assistant.glossary import Glossary
    from assistant.quiz.records import Quiz
    from assistant.records import Notice

_ENDINGS = {".md": "md", ".docx": "docx", ".xlsx": "xlsx", ".gift": "gift", ".txt": "gift", ".json": "json"}
_KINDS = {"单选": "single", "多选": "multiple", "判断": "true_false", "填空": "fill_in", "匹配": "matching"}
# What is told beside the questions, which stay in the language of the notices.
_SAYINGS = {
    "zh": {
        "stands_in": "本库没有{0}自己的文件，题目出自{1}的。",
        "fewer": "要 {0} 题，这张卷上互不重复、答案可证明的题只有 {1} 道；换一个 --seed 可能换掉一部分。",
        "written": "已写出 {0} 题：{1}",
        "stale": "第 {0} 题不再成立：{1}。",
        "verified": "共 {0} 题：{1} 题仍然成立，{2} 题不再成立。",
    },
    "en": {
        "stands_in": "No notice of {0} is held; the questions are on {1}'s.",
        "fewer": (
            "{0} were asked for; only {1} can be proven without repeating each other; another --seed may bring others."
        ),
        "written": "{0} questions written: {1}",
        "stale": "Question {0} no longer holds: {1}.",
        "verified": "{0} questions: {1} still hold, {2} no longer do.",
    },
}
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
    lang: Lang = "zh",
) -> int:
    """从条文出题，答案都有出处。Questions made from the clauses, each answer with its clause."""
    said = _SAYINGS[checked_lang(lang)]
    if verify is not None:
        if form is not None or output is not None:
            raise UsageError(
                "--verify 只核对题库，不写文件；请去掉 -o 和 --format。",
                "--verify only checks a file and writes none; leave out -o and --format.",
            )
        return _verify(verify, said)
    chosen = _format_of(form, output)
    made = _make(topic, place, kind or [], difficulty, count, seed)
    _write(made, chosen, output, said)
    if made.stands_in:
        tell(said["stands_in"].format(*made.stands_in))
    if len(made.questions) < made.requested:
        tell(said["fewer"].format(made.requested, len(made.questions)))
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
        raise UsageError(
            f"{output}：不知道按哪种格式写；请用 --format 说明（{'、'.join(FORMATS)}）。",
            f"{output}: its ending names no form; say one with --format ({', '.join(FORMATS)}).",
        )
    chosen = form or told or "md"
    if chosen not in FORMATS:
        raise UsageError(
            f"没有格式“{chosen}”；请用 {'、'.join(FORMATS)}。",
            f"There is no form “{chosen}”; --format takes {', '.join(FORMATS)}.",
        )
    if chosen in BINARY and output is None:
        raise UsageError(
            f"{chosen} 不能显示在屏幕上；请用 -o 给出文件名，例如：-o 试卷.{chosen}",
            f"A screen cannot show {chosen}; name a file with -o, as in: -o paper.{chosen}",
        )
    return chosen


def _write(made: Quiz, form: str, output: Path | None, said: dict[str, str]) -> None:
    from assistant.durable import write_durably
    from assistant.quiz.files import quiz_bytes

    data = quiz_bytes(made, form)
    if output is None:
        print_exactly(data.decode())
        return
    if output.is_dir():
        raise AssistantError(
            f"{output} 是文件夹；请在 -o 后写明文件名。", f"{output} is a folder; name a file after -o."
        )
    try:
        write_durably(output, data)
    except OSError as error:
        is_missing = not output.parent.is_dir()
        why = error.strerror or str(error)
        raise AssistantError(
            f"{output}：写不了（{'没有这个文件夹' if is_missing else why}）；请换一个位置，或先关闭打开它的程序。",
            f"{output} cannot be written ({'no such folder' if is_missing else why}); write elsewhere, or close the"
            " program that has it open.",
        ) from error
    tell(said["written"].format(len(made.questions), output))


# --- verifying -------------------------------------------------------------------------------------------------------


def _verify(file: Path, said: dict[str, str]) -> int:
    """Tell which questions of ``file`` no longer hold; FAILED where there are some."""
    from assistant.quiz.stored import read_questions
    from assistant.quiz.verify import verify_questions

    questions = read_questions(file)
    verdicts = verify_questions(questions, *_held())
    stale = [verdict for verdict in verdicts if verdict.stale]
    for verdict in stale:
        print_plain(said["stale"].format(verdict.question.n, verdict.stale))
    print_plain(said["verified"].format(len(verdicts), len(verdicts) - len(stale), len(stale)))
    return FAILED if stale else DONE
