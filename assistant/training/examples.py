"""Training examples: questions with right passages and, where there are any, tempting wrong ones.

Four kinds: the pairs as given; a law's title and chapter with its articles; and a sentence cut out of its passage
(inverse cloze), the passage then shown without it.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from assistant.training.data import LAY_LAW_SOURCE, TrainingData, bare
from assistant.training.lexical import LexicalIndex, content_words, mine_negatives

# Ranks that are likely to answer as well are skipped. Articles have more twins (one law for each province).
_SKIPPED_RANKS = 5
_NEGATIVES_PER_QUESTION = 8
_SENTENCE_END = re.compile(r"(?<=[。；！？\n])")
_SHORTEST_SENTENCE_CHARS = 8
_SHORTEST_CLOZE_PASSAGE_CHARS = 40
# Now and then the passage keeps the sentence, so that equal words still count for something (Lee et al. 2019).
_KEEP_SENTENCE_SHARE = 0.1
_CLOZE_EXAMPLES = 150_000
# Sources with few pairs are joined: a batch must hold one source, and a batch of repeats teaches nothing.
_JOINED = {LAY_LAW_SOURCE: "law", "lecoqa_train": "law"}

Words = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Source:
    """One source's examples as rows of a text table.

    ``questions``, ``passages``: int32, shape (n,). ``negatives``: int32, shape (n, k), -1 where there is none.
    """

    name: str
    questions: Any
    passages: Any
    negatives: Any


class TextTable:
    """Texts, each held once; its row is its number."""

    def __init__(self) -> None:
        self._rows: dict[str, int] = {}

    def row(self, text: str) -> int:
        """The row of ``text``, new if it was not held."""
        return self._rows.setdefault(text, len(self._rows))

    @property
    def texts(self) -> list[str]:
        """Every text, by row."""
        return list(self._rows)


def build_sources(
    data: TrainingData, words: Words, seed: int, on_step: Callable[[], None] = lambda: None
) -> tuple[list[Source], list[str]]:
    """All examples of ``data`` by source, and the texts that their rows name."""
    table, chooser = TextTable(), random.Random(seed)
    by_name: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for pair in data.pairs:
        by_name[_JOINED.get(pair.source, pair.source)].append((pair.question, pair.passage))
    sources = []
    for name in sorted(by_name):
        distractors = [article.text for article in data.articles] if name == "law" else []
        sources.append(_paired_source(name, by_name[name], distractors, table, words, on_step))
    sources.append(_title_source(data, table, chooser))
    sources.append(_cloze_source(data, table, chooser))
    return [source for source in sources if len(source.questions)], table.texts


def split_sentences(text: str) -> list[str]:
    """The sentences of ``text``, each with its end mark; joined, they are the text."""
    return [sentence for sentence in _SENTENCE_END.split(text) if sentence]


def _paired_source(
    name: str,
    pairs: Sequence[tuple[str, str]],
    distractors: Sequence[str],
    table: TextTable,
    words: Words,
    on_step: Callable[[], None],
) -> Source:
    """Given pairs, with BM25's mistakes among their own passages and ``distractors`` as hard negatives."""
    pool: dict[str, str] = {}
    for text in [*(passage for _, passage in pairs), *distractors]:
        pool.setdefault(bare(text), text)
    place = {key: i for i, key in enumerate(pool)}
    right: dict[str, set[int]] = defaultdict(set)
    for question, passage in pairs:
        right[question].add(place[bare(passage)])
    texts = list(pool.values())
    index = LexicalIndex([words(text) for text in texts])
    asked = list(right)
    found = mine_negatives(
        index,
        [content_words(words(question)) for question in asked],
        [frozenset(right[question]) for question in asked],
        _SKIPPED_RANKS,
        _NEGATIVES_PER_QUESTION,
        on_step,
    )
    rows = {question: [table.row(texts[i]) if i >= 0 else -1 for i in found[n]] for n, question in enumerate(asked)}
    return Source(
        name,
        np.array([table.row(question) for question, _ in pairs], dtype=np.int32),
        np.array([table.row(texts[place[bare(passage)]]) for _, passage in pairs], dtype=np.int32),
        np.array([rows[question] for question, _ in pairs], dtype=np.int32),
    )


def _title_source(data: TrainingData, table: TextTable, chooser: random.Random) -> Source:
    """Title → article; the hard negatives are articles of other chapters of the same law."""
    by_law: dict[str, list[int]] = defaultdict(list)
    for number, article in enumerate(data.articles):
        by_law[article.law].append(number)
    questions, passages, negatives = [], [], []
    for article in data.articles:
        drawn = (data.articles[chooser.choice(by_law[article.law])] for _ in range(_NEGATIVES_PER_QUESTION))
        questions.append(table.row(article.title))
        passages.append(table.row(article.text))
        negatives.append([table.row(other.text) if other.title != article.title else -1 for other in drawn])
    return _source("title", questions, passages, negatives)


def _cloze_source(data: TrainingData, table: TextTable, chooser: random.Random) -> Source:
    """A sentence → the passage that it was cut from."""
    passages = [article.text for article in data.articles] + list(data.texts)
    long_enough = [text for text in passages if len(text) >= _SHORTEST_CLOZE_PASSAGE_CHARS]
    chooser.shuffle(long_enough)
    questions, rests = [], []
    for text in long_enough[:_CLOZE_EXAMPLES]:
        sentences = split_sentences(text)
        candidates = [i for i, sentence in enumerate(sentences) if len(sentence) >= _SHORTEST_SENTENCE_CHARS]
        if len(sentences) < 2 or not candidates:
            continue
        cut = chooser.choice(candidates)
        kept = sentences if chooser.random() < _KEEP_SENTENCE_SHARE else sentences[:cut] + sentences[cut + 1 :]
        questions.append(table.row(sentences[cut].strip()))
        rests.append(table.row("".join(kept)))
    return _source("cloze", questions, rests, [])


def _source(name: str, questions: list[int], passages: list[int], negatives: list[list[int]]) -> Source:
    """The lists as arrays; no negatives → width 0."""
    wrong = np.array(negatives, dtype=np.int32) if negatives else np.empty((len(questions), 0), dtype=np.int32)
    return Source(name, np.array(questions, dtype=np.int32), np.array(passages, dtype=np.int32), wrong)
