"""``python -m assistant.training --data FOLDER --out index/model``."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import torch
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from assistant.errors import AssistantError
from assistant.settings import load_settings
from assistant.training.contrastive import Schedule, TokenStore, train
from assistant.training.cooccurrence import start_vectors
from assistant.training.data import HeldOutQuestion, TrainingData, hold_out, read_training_data
from assistant.training.evaluate import Figures, HeldOutTest
from assistant.training.examples import Source, build_sources
from assistant.training.export import export_model, half_precision
from assistant.training.tokenizer import VOCABULARY_SIZE, WordCutter, build_tokenizer

_console = Console(stderr=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the data, train, measure, write. Returns the exit code; figures go to stderr and ``training.json``."""
    options = _parser().parse_args(arguments)
    torch.set_num_threads(options.threads)
    schedule = Schedule()
    if options.steps:
        schedule = replace(schedule, steps=options.steps)
    began = time.monotonic()
    try:
        data = read_training_data(options.data, options.exclude)
        words = _Remembered(WordCutter(options.cache or load_settings().cache))
        kept, held_out = hold_out(data, options.held_out, options.held_out, options.seed)
        tokenizer, vectors = _learn(kept, words, schedule, options)
        figures = _measure(kept, held_out, words, tokenizer, half_precision(vectors).astype("float32"))
        record = {
            "seed": options.seed,
            "schedule": asdict(schedule),
            "vocabulary": int(tokenizer.get_vocab_size()),
            "pairs": len(kept.pairs),
            "articles": len(kept.articles),
            "texts": len(kept.texts),
            "held_out": [asdict(row) for row in figures],
        }
        export_model(options.out, tokenizer, vectors, record)
    except AssistantError as error:
        _console.print(str(error), markup=False, soft_wrap=True)
        return 1
    _console.print(f"{options.out} written after {time.monotonic() - began:.0f} s", markup=False, soft_wrap=True)
    return 0


class _Remembered:
    """A word cutter that cuts no text twice: the tokenizer, the hard negatives and BM25 want the same words."""

    def __init__(self, cutter: WordCutter) -> None:
        self._cutter = cutter
        self._held: dict[str, list[str]] = {}

    def __call__(self, text: str) -> list[str]:
        found = self._held.get(text)
        if found is None:
            # Interned words: a text's list then costs eight bytes a word.
            found = self._held[text] = [sys.intern(word) for word in self._cutter(text)]
        return found


def _learn(data: TrainingData, words: _Remembered, schedule: Schedule, options: argparse.Namespace) -> tuple[Any, Any]:
    """The tokenizer and the trained vectors."""
    running = [article.text for article in data.articles] + list(data.texts)
    asked = [text for pair in data.pairs for text in (pair.question, pair.passage)]
    texts = list(dict.fromkeys([*running, *asked]))
    with _progress("words", len(texts)) as step:
        tokenizer = build_tokenizer(_each(texts, words, step), options.vocabulary)
    with _progress("start vectors", 1) as step:
        store = TokenStore(tokenizer, texts)
        size, dimensions = tokenizer.get_vocab_size(), schedule.dimensions[0]
        vectors = start_vectors(store.token_ids, store.offsets, size, dimensions, options.seed)
        step()
    with _progress("hard negatives", len({pair.question for pair in data.pairs})) as step:
        sources, table = build_sources(data, words, options.seed, step)
    return tokenizer, _contrast(tokenizer, vectors, sources, table, schedule, options.seed)


def _contrast(
    tokenizer: Any, vectors: Any, sources: Sequence[Source], table: Sequence[str], schedule: Schedule, seed: int
) -> Any:
    """The contrastive part, with its loss shown as it falls."""
    store = TokenStore(tokenizer, table, schedule.max_tokens)
    with _progress("contrastive training", schedule.steps) as step:
        return train(vectors, store, sources, schedule, seed, lambda loss: step())


def _measure(
    data: TrainingData, held_out: Sequence[HeldOutQuestion], words: _Remembered, tokenizer: Any, vectors: Any
) -> list[Figures]:
    """The held-out figures of the weights as they are written, also printed as a table; none held out → none."""
    if not held_out:
        return []
    with _progress("held-out questions", len(held_out)) as step:
        test = HeldOutTest(data, held_out, words, step)
    figures = test.lexical_figures() + test.model_figures(tokenizer, vectors)
    table = Table("group", "method", "questions", "R@10", "R@100", "MRR@10", title=f"{len(test.pool)} passages")
    for row in figures:
        numbers = (row.recall_at_10, row.recall_at_100, row.mrr_at_10)
        table.add_row(row.group, row.method, str(row.questions), *(f"{number:.1f}" for number in numbers))
    _console.print(table)
    return figures


def _each(texts: Sequence[str], words: _Remembered, step: Callable[[], None]) -> Iterator[list[str]]:
    """The words of each text, a step for each."""
    for text in texts:
        yield words(text)
        step()


@contextmanager
def _progress(name: str, total: int) -> Iterator[Callable[[], None]]:
    """A progress bar on stderr; what it yields moves it on by one."""
    columns = (TextColumn("{task.description:22}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_console) as progress:
        task = progress.add_task(name, total=total)
        yield lambda: progress.advance(task)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m assistant.training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of the training data (*.jsonl.xz)")
    parser.add_argument("--out", type=Path, required=True, help="folder the model is written to")
    parser.add_argument(
        "--exclude",
        type=Path,
        action="append",
        default=[Path("corpus"), Path("eval")],
        help="folder of evaluation texts: what stands in them is not trained on (may be given more than once)",
    )
    parser.add_argument("--held-out", type=int, default=300, help="questions of each kind kept for measuring")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, help="contrastive steps, for a quick trial")
    parser.add_argument("--vocabulary", type=int, default=VOCABULARY_SIZE, help="pieces of the tokenizer at most")
    parser.add_argument("--threads", type=int, default=2, help="processor threads")
    parser.add_argument("--cache", type=Path, help="folder for jieba's cache")
    return parser


if __name__ == "__main__":
    sys.exit(main())
