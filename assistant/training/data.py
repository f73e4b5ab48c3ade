"""Reading the training data, keeping evaluation texts out of it, and setting questions aside.

The data are JSON lines packed with xz, one folder: ``pairs.jsonl.xz`` (source, question, passage),
``law_articles.jsonl.xz`` (kind, law, chapter, article, text), ``policy_documents.jsonl.xz`` (name, text) and
``texts.jsonl.xz`` (text). Where they come from and under which licences is told in the model card. None of it is
part of the project; only the weights trained on it are.
"""

from __future__ import annotations

import json
import lzma
import random
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError

# Questions a member of the public asked, answered by articles of law: closest to what the assistant is asked.
LAY_LAW_SOURCE = "stard_train"
# A text counts as a copy of an evaluation text only from this length on; shorter ones are stock phrases.
_SHORTEST_COPY_CHARS = 16


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a passage that answers it. ``source`` names the data set."""

    source: str
    question: str
    passage: str


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a law. ``title`` = law and chapter, as one would name the place."""

    law: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class TrainingData:
    """Everything that is trained on. ``texts`` are running text without questions."""

    pairs: tuple[Pair, ...]
    articles: tuple[Article, ...]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HeldOutQuestion:
    """A question never trained on. ``relevant``: the passages that answer it; ``group``: ``law`` or ``other``."""

    group: str
    question: str
    relevant: tuple[str, ...]


def bare(text: str) -> str:
    """``text`` as letters and digits only, NFKC and lower case: equal for two printings of the same words."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).lower() if char.isalnum())


def read_training_data(folder: Path, exclude: Iterable[Path] = ()) -> TrainingData:
    """Read the four files in ``folder``, less every text that stands in a file under an ``exclude`` folder.

    :raises CorpusError: if a file is missing or is not what it should be.
    """
    is_copy = _copy_detector(exclude)
    pairs = tuple(
        Pair(row["source"], row["question"], row["passage"])
        for row in _rows(folder / "pairs.jsonl.xz", "source", "question", "passage")
        if not (is_copy(row["question"]) or is_copy(row["passage"]))
    )
    articles = tuple(
        Article(row["law"], f"{row['law']} {row['chapter']}".strip(), row["text"])
        for row in _rows(folder / "law_articles.jsonl.xz", "law", "chapter", "text")
        if not is_copy(row["text"])
    )
    texts = [row["text"] for row in _rows(folder / "texts.jsonl.xz", "text")]
    for row in _rows(folder / "policy_documents.jsonl.xz", "text"):
        texts += row["text"].splitlines()
    return TrainingData(pairs, articles, tuple(text for text in texts if text.strip() and not is_copy(text)))


def hold_out(
    data: TrainingData, law_count: int, other_count: int, seed: int
) -> tuple[TrainingData, tuple[HeldOutQuestion, ...]]:
    """Set questions aside: ``law_count`` lay legal questions and ``other_count`` passages of the other data sets.

    A lay legal question is held out with all its pairs; the articles that answer it stay in the training texts (as
    articles, and for other questions), since at question time the clauses are known too. Of the other sets a passage
    is held out with every question on it, and is dropped from the running texts as well: one dialogue gives two
    pairs, so that its other half would tell.
    """
    chooser = random.Random(seed)
    law = sorted({pair.question for pair in data.pairs if pair.source == LAY_LAW_SOURCE})
    other = sorted({pair.passage for pair in data.pairs if pair.source != LAY_LAW_SOURCE})
    law_questions = set(chooser.sample(law, min(law_count, len(law) // 2)))
    other_passages = set(chooser.sample(other, min(other_count, len(other) // 2)))
    relevant: dict[tuple[str, str], list[str]] = defaultdict(list)
    for pair in data.pairs:
        if pair.source == LAY_LAW_SOURCE and pair.question in law_questions:
            relevant["law", pair.question].append(pair.passage)
        elif pair.source != LAY_LAW_SOURCE and pair.passage in other_passages:
            relevant["other", pair.question].append(pair.passage)
    held = tuple(HeldOutQuestion(group, question, tuple(found)) for (group, question), found in relevant.items())
    asked = {question.question for question in held}
    gone = {bare(passage) for passage in other_passages}
    kept = tuple(p for p in data.pairs if p.question not in asked and bare(p.passage) not in gone)
    texts = tuple(text for text in data.texts if bare(text) not in gone)
    return TrainingData(kept, data.articles, texts), held


def _rows(path: Path, *fields: str) -> Iterator[dict[str, str]]:
    """The rows of one packed file, each with at least ``fields``, all of them strings."""
    try:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                row = json.loads(line)
                if not all(isinstance(row.get(name), str) for name in fields):
                    raise CorpusError(f"{path}, line {number}: needs the text fields {', '.join(fields)}.")
                yield row
    except (OSError, lzma.LZMAError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else error
        raise CorpusError(f"{path} cannot be read ({reason}): --data must name the folder of training data.") from error


class _CopyDetector:
    """Tells whether a text stands, word for word, in one of the files that are kept out."""

    def __init__(self, contents: Iterable[str]) -> None:
        self._contents = [bare(content) for content in contents]
        size = _SHORTEST_COPY_CHARS
        # A set of short runs settles nearly every text at once; only likely copies are then searched for whole.
        self._runs = {text[i : i + size] for text in self._contents for i in range(len(text) - size + 1)}

    def __call__(self, text: str) -> bool:
        plain = bare(text) if self._runs else ""
        if len(plain) < _SHORTEST_COPY_CHARS or plain[:_SHORTEST_COPY_CHARS] not in self._runs:
            return False
        return any(plain in content for content in self._contents)


def _copy_detector(folders: Iterable[Path]) -> _CopyDetector:
    """A detector over every file under ``folders`` (read as UTF-8, what is not text replaced)."""
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()]
    return _CopyDetector(path.read_text(encoding="utf-8", errors="replace") for path in files)
