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
from assistant.quiz.records import BLANK, FILL_IN, KINDS, MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, Ask, Question
from assistant.quiz.units import without_owner
from assistant.quiz.words import grams, plain, shared_run, value_of, values_in

# How often one unit may be the answer for one notice: the third time nobody thinks any more.
_MOST_SAME_ANSWER = 2
_DOERS = ("lead", "responsible")
# A matching question takes five facts that others could ask, and those the easiest to find: it has its turn first, and
# there is one among so many questions.
_TURNS = (MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, FILL_IN)
_QUESTIONS_A_MATCHING = 10
# Of a paper's questions, so many may ask for units as long as others can be asked: figures, times and conditions are
# what people at the desk need.
_MOST_UNITS = 0.4
# So many questions may rest on one clause, those of matching aside, as long as others have fewer.
_MOST_OF_CLAUSE = 2
# How often one area or frequency may be the answer on a paper.
_MOST_SAME_WORDS = 2
# Two figures that are equal, with so much around them, are one figure.
_SAME_BEHIND, _SAME_RUN = 3, 6
_A_YEAR = 1900
# Two questions whose words are the same to this share, counted in runs of so many characters, ask the same.
_MOSTLY, _SHORT_GRAM = 0.6, 5
_TITLE = re.compile("《[^《》]*》")
_ASKS = re.compile("横线处.{0,12}？$|（填[^（）]*）$")


def choose_questions(
    asks: Sequence[Ask], count: int, seed: int, kinds: Sequence[str] = KINDS, difficulty: str | None = None
) -> list[Question]:
    """Up to ``count`` questions from ``asks``, numbered, sorted by kind; the same for the same arguments."""
    paper = _Paper(asks, random.Random(seed), difficulty, most_units=int(count * _MOST_UNITS))
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

    def __init__(self, asks: Sequence[Ask], rng: random.Random, difficulty: str | None, most_units: int) -> None:
        self.questions: list[Question] = []
        self.of_kind: Counter[str] = Counter()
        self.rng = rng
        # At first a task is asked in one role only, and units are asked for in not more than a share of the questions.
        self.strictly = True
        self._difficulty = difficulty
        self._most_units = most_units
        self._ask_of = {ask.key: ask for ask in asks}
        self._asked: list[Ask] = []
        self._set_aside: list[tuple[str, Ask]] = []
        self._letters: dict[str, Counter[int]] = defaultdict(Counter)
        self._left: dict[str, list[Ask]] = defaultdict(list)  # kind → asks not yet tried
        shuffled = list(asks)
        rng.shuffle(shuffled)
        for ask in shuffled:
            for kind in kinds_of(ask):
                self._left[kind].append(ask)
            if ask.role in _DOERS and ask.complete:
                self._left[MATCHING].append(ask)
        self._keys: set[str] = set()
        self._of_notice: Counter[tuple[str, str]] = Counter()
        self._of_clause: Counter[str] = Counter()
        self._of_fact: Counter[tuple[str, str]] = Counter()
        self._answers: Counter[tuple[str, str]] = Counter()
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
            if ask.key in self._keys:
                continue
            if self.strictly and self._is_better_left(ask):
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

    def _is_better_left(self, ask: Ask) -> bool:
        """Whether ``ask`` asks for units once more, for another role in a task asked about already, or about a clause
        asked about often."""
        if sum(other.clause is ask.clause for other in self._asked) >= _MOST_OF_CLAUSE:
            return True
        if ask.fact != "duty":
            return False
        units = sum(question.fact == "duty" for question in self.questions)
        return units >= self._most_units or _task_of(ask.key) in {_task_of(key) for key in self._keys}

    def _uses(self, ask: Ask, kind: str) -> tuple[int, int, int]:
        notice = ask.notice.id
        return self._of_notice[kind, notice], self._of_fact[kind, ask.fact + ask.role], self._of_clause[ask.clause.id]

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
        if _task_of(ask.key) in {_task_of(key) for key in self._keys}:
            return False
        return not any(gram in self._by_mark for gram in grams(ask.question))

    # --- what stands beside what -------------------------------------------------------------------------------------

    def _may_stand(self, question: Question) -> bool:
        """Whether nothing on the paper asks the same, answers this one, or is answered by it."""
        if self._keys & set(question.keys):
            return False
        same = self._answers[_answer_of(question)]
        if question.role in _DOERS and question.kind in (SINGLE, FILL_IN) and same >= _MOST_SAME_ANSWER:
            return False
        ask = self._ask_of[question.keys[0]]
        if question.kind != MATCHING and self._is_worn(ask):
            return False
        marks = (*_grams_of(question), *_clauses_of(question))
        like = {id(other): other for mark in marks for other in self._by_mark.get(mark, ())}
        return not any(_tells(question, other) or _tells(other, question) for other in like.values())

    def _is_worn(self, ask: Ask) -> bool:
        """Whether the paper has the figure of ``ask`` already, or its area or frequency often enough."""
        same = [other for other in self._asked if other.role == ask.role and other.right[0] == ask.right[0]]
        if ask.role in ("when", "area") and value_of(ask.right[0]) is None:
            return len(same) >= _MOST_SAME_WORDS
        if ask.role in ("who", "papers"):
            return any(set(other.right) == set(ask.right) for other in same)
        return ask.role in ("when", "number") and any(_is_same_figure(ask, other) for other in same)

    def _take(self, question: Question) -> None:
        if question.kind != MATCHING:
            self._asked.append(self._ask_of[question.keys[0]])
        if question.kind in (SINGLE, MULTIPLE):
            self._letters[question.kind].update(LETTERS.index(letter) for letter in question.answer)
        self.questions.append(question)
        self.of_kind[question.kind] += 1
        self._keys |= set(question.keys)
        self._of_notice[question.kind, question.notice] += 1
        self._of_fact[question.kind, question.fact + question.role] += 1
        self._answers[_answer_of(question)] += question.kind in (SINGLE, FILL_IN)
        self._of_clause.update(_clauses_of(question))
        for mark in (*_grams_of(question), *_clauses_of(question)):
            self._by_mark[mark].append(question)


def _task_of(key: str) -> str:
    """Of a duty's key, what is the same for all its roles."""
    return key.partition("|")[2] if key.startswith("duty.") else key


def _is_same_figure(first: Ask, second: Ask) -> bool:
    """Whether two asks with equal answers ask for one figure: what stands behind it, or much around it, is the same."""
    (before, behind), (other_before, other_behind) = (_around(ask) for ask in (first, second))
    if behind.startswith("年") and other_behind.startswith("年") and (value_of(first.right[0]) or 0) > _A_YEAR:
        return True
    if behind[:_SAME_BEHIND] == other_behind[:_SAME_BEHIND] and behind[:1] != "%":
        return True
    return shared_run(before + behind, other_before + other_behind) >= _SAME_RUN


def _around(ask: Ask) -> tuple[str, str]:
    before, _, behind = ask.sentence.partition(BLANK)
    return plain(before), plain(behind)


def _answer_of(question: Question) -> tuple[str, str]:
    return question.notice, plain(without_owner(question.right[0]))


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
