"""Which questions stand on a paper: as many as wanted, balanced over kinds, notices and clauses, none twice, and none
that another one answers."""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.quiz.building import LETTERS, build_question, kinds_of
from assistant.quiz.matching import build_matching
from assistant.quiz.mix import Mix, is_doer, task_of
from assistant.quiz.records import FILL_IN, KINDS, MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, Ask, Question
from assistant.quiz.words import grams, plain, value_of, values_in

# A matching question takes five facts that others could ask, and those the easiest to find: it has its turn first, and
# there is one among so many questions.
_TURNS = (MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, FILL_IN)
_QUESTIONS_A_MATCHING = 20
# Two questions whose words are the same to this share, counted in runs of so many characters, ask the same.
_MOSTLY, _SHORT_GRAM = 0.6, 5
_TITLE = re.compile("《[^《》]*》")
_ASKS = re.compile("横线处.{0,12}？$|（填[^（）]*）$")


def choose_questions(
    asks: Sequence[Ask], count: int, seed: int, kinds: Sequence[str] = KINDS, difficulty: str | None = None
) -> list[Question]:
    """Up to ``count`` questions from ``asks``, numbered, sorted by kind; the same for the same arguments."""
    paper = _Paper(asks, random.Random(seed), difficulty, Mix(asks, count))
    for strictly in (True, False):
        paper.strictly = strictly
        order = [kind for kind in _TURNS if kind in kinds]
        while order and len(paper.questions) < count:
            # The kind with the fewest questions has the next turn; one that has nothing left drops out.
            kind = min(order, key=lambda name: (paper.of_kind[name], order.index(name)))
            if (kind == MATCHING and _is_enough(paper.of_kind[kind], count, order)) or not paper.add_one(kind):
                order.remove(kind)
        paper.take_back()
    # Shuffled first: places of right answers went round in the order of making.
    paper.rng.shuffle(paper.questions)
    chosen = sorted(paper.questions, key=lambda question: KINDS.index(question.kind))
    return [replace(question, n=number) for number, question in enumerate(chosen, start=1)]


def _is_enough(matchings: int, count: int, order: Sequence[str]) -> bool:
    """Whether more matching questions would leave too few facts to the other kinds."""
    return len(order) > 1 and matchings >= count // _QUESTIONS_A_MATCHING


class _Paper:
    """Questions taken so far, and what they say and ask."""

    def __init__(self, asks: Sequence[Ask], rng: random.Random, difficulty: str | None, mix: Mix) -> None:
        self.questions: list[Question] = []
        self.of_kind: Counter[str] = Counter()
        self.rng = rng
        # At first nothing that there is enough of.
        self.strictly = True
        self._difficulty = difficulty
        self._mix = mix
        self._ask_of = {ask.key: ask for ask in asks}
        self._set_aside: list[tuple[str, Ask]] = []
        self._letters: dict[str, Counter[int]] = defaultdict(Counter)
        self._left: dict[str, list[Ask]] = defaultdict(list)  # kind → asks not yet tried
        shuffled = list(asks)
        rng.shuffle(shuffled)
        for ask in shuffled:
            for kind in kinds_of(ask):
                self._left[kind].append(ask)
            if is_doer(ask):
                self._left[MATCHING].append(ask)
        self._keys: set[str] = set()
        self._of_notice: Counter[tuple[str, str]] = Counter()
        self._of_clause: Counter[str] = Counter()
        self._of_fact: Counter[tuple[str, str]] = Counter()
        self._by_mark: dict[str, list[Question]] = defaultdict(list)

    def add_one(self, kind: str) -> bool:
        """Add a question of ``kind``; False where none is left that can be added."""
        made = self._next_matching() if kind == MATCHING else self._next_of(kind)
        for question in made:
            if self._may_stand(question):
                self._take(question)
                return True
        return False

    def _next_of(self, kind: str) -> Iterator[Question]:
        """Questions of ``kind``: from the notice, fact and clause asked least so far; each ask is tried once."""
        left = self._left[kind]
        while left:
            ask = min(left, key=lambda item: self._uses(item, kind))
            left.remove(ask)
            if self._mix.repeats(ask, kind):
                continue
            if self.strictly and self._mix.has_enough_of(ask):
                self._set_aside.append((kind, ask))
                continue
            letters = sorted(range(len(LETTERS)), key=lambda letter: (self._letters[kind][letter], letter))
            question = build_question(ask, kind, self.rng, self.of_kind[kind], self._difficulty, letters)
            if question is not None:
                yield question

    def take_back(self) -> None:
        """Let what was better left be tried after all."""
        for kind, ask in self._set_aside:
            self._left[kind].append(ask)
        self._set_aside = []

    def _uses(self, ask: Ask, kind: str) -> tuple[int, int, int, int]:
        """What stands first: who does what comes behind everything else."""
        notice = ask.notice.id
        of_fact = self._of_fact[kind, ask.fact + ask.role]
        return int(ask.fact == "duty"), self._of_notice[kind, notice], of_fact, self._of_clause[ask.clause.id]

    def _next_matching(self) -> Iterator[Question]:
        """One question over the tasks of each notice and role that are left, the notice asked least first."""
        groups: dict[tuple[str, str], list[Ask]] = defaultdict(list)
        for ask in self._left[MATCHING]:
            groups[ask.notice.id, ask.role].append(ask)
        for group in sorted(groups, key=lambda pair: (self._of_notice[MATCHING, pair[0]], pair)):
            free = [ask for ask in groups[group] if self._is_free(ask)]
            question = build_matching(free, self.rng, self._difficulty)
            if question is not None:
                yield question

    def _is_free(self, ask: Ask) -> bool:
        """Whether no question on the paper shows the task of ``ask``."""
        if task_of(ask.key) in {task_of(key) for key in self._keys} or self._mix.repeats(ask, MATCHING):
            return False
        return not any(gram in self._by_mark for gram in grams(ask.question))

    # --- what stands beside what -------------------------------------------------------------------------------------

    def _may_stand(self, question: Question) -> bool:
        """Whether nothing on the paper asks the same, answers this one, or is answered by it."""
        if self._keys & set(question.keys):
            return False
        marks = (*_grams_of(question), *_clauses_of(question))
        like = {id(other): other for mark in marks for other in self._by_mark.get(mark, ())}
        return not any(_tells(question, other) or _tells(other, question) for other in like.values())

    def _take(self, question: Question) -> None:
        self._mix.take(question, [self._ask_of[key] for key in question.keys])
        if question.kind in (SINGLE, MULTIPLE):
            self._letters[question.kind].update(LETTERS.index(letter) for letter in question.answer)
        self.questions.append(question)
        self.of_kind[question.kind] += 1
        self._keys |= set(question.keys)
        self._of_notice[question.kind, question.notice] += 1
        self._of_fact[question.kind, question.fact + question.role] += 1
        self._of_clause.update(_clauses_of(question))
        for mark in (*_grams_of(question), *_clauses_of(question)):
            self._by_mark[mark].append(question)


def _shown(question: Question) -> str:
    """What is read before the answers are; titles, which every stem may name, and the words that ask left out."""
    return _ASKS.sub("", _TITLE.sub("", question.body)) + "\n".join(pair.left for pair in question.pairs)


def _clauses_of(question: Question) -> list[str]:
    return [source.clause_id for source in (question.source, *(pair.source for pair in question.pairs))]


def _grams_of(question: Question) -> list[str]:
    return sorted(grams(_shown(question)))


def _tells(first: Question, second: Question) -> bool:
    """Whether ``first``, which shares words or a clause with ``second``, shows its answer or asks the same."""
    if _same_words(first, second):
        return True
    if second.kind == TRUE_FALSE:
        return False
    shown = _shown(first)
    if second.kind in (SINGLE, FILL_IN) and value_of(second.right[0]) is not None:
        return value_of(second.right[0]) in values_in(shown)
    return any(plain(answer) in plain(shown) for answer in second.right)


def _same_words(first: Question, second: Question) -> bool:
    """Whether most of what is shown is the same: the two would read as one question asked twice."""
    one, other = grams(_shown(first), _SHORT_GRAM), grams(_shown(second), _SHORT_GRAM)
    return len(one & other) >= _MOSTLY * min(len(one), len(other)) > 0
