"""Which questions stand on a paper: as many as wanted, balanced over kinds, notices and clauses, none twice, and none
that another one answers."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product

from assistant.quiz.building import LETTERS, build_question, kinds_of
from assistant.quiz.clues import shown_words, tells_answer, tells_beside, tells_elsewhere
from assistant.quiz.leanings import leaning_of
from assistant.quiz.matching import build_matching
from assistant.quiz.mix import Mix, is_doer, task_of
from assistant.quiz.records import FILL_IN, KINDS, MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, Ask, Question
from assistant.quiz.words import grams

# A matching question takes five facts that others could ask, and those the easiest to find: it has its turn first, and
# there is one among so many questions.
_TURNS = (MATCHING, MULTIPLE, SINGLE, TRUE_FALSE, FILL_IN)
_QUESTIONS_A_MATCHING = 20
# So often a fact has its turn that another rank or clause would have: papers of other seeds ask other things.
_BY_CHANCE = 0.25
# A paper is filled up to so many questions, not further, with what is worth least.
_SHORT_PAPER = 20
# So many true statements, or false ones, in a row read as a pattern.
_LONGEST_RUN = 3


def choose_questions(
    asks: Sequence[Ask],
    count: int,
    seed: int,
    kinds: Sequence[str] = KINDS,
    difficulty: str | None = None,
    nearness: Mapping[str, int] | None = None,
) -> list[Question]:
    """Up to ``count`` questions from ``asks``, numbered, sorted by kind; the same for the same arguments.

    :param nearness: where a topic was asked for, how far each ask, by its key, is from it: the nearest come first, and
        caps give way as long as there are fewer than ``count``. What is worth least (``ask.spare``) fills a
        short paper.
    """
    has_others = any(ask.fact != "duty" and {*kinds_of(ask)} & {*kinds} for ask in asks)
    mix = Mix(asks, count, has_others=has_others)
    paper = _Paper(asks, random.Random(seed), difficulty, mix, nearness or {})
    ways = ((True, False), (False, False), (False, True)) if nearness else ((True, False), (False, False))
    levels = product((False, True), sorted({*(nearness or {"": 0}).values()}), ways)
    for spare, level, (strictly, relaxed) in levels:
        paper.open(level, strictly=strictly, relaxed=relaxed, spare=spare)
        order = [kind for kind in _TURNS if kind in kinds]
        while order and len(paper.questions) < (min(count, _SHORT_PAPER) if spare else count):
            # The kind with the fewest questions has the next turn; one that has nothing left drops out.
            kind = min(order, key=lambda name: (paper.of_kind[name], order.index(name)))
            if (kind == MATCHING and _is_enough(paper.of_kind[kind], count, order)) or not paper.add_one(kind):
                order.remove(kind)
    # Shuffled first: places of right answers went round in the order of making.
    paper.rng.shuffle(paper.questions)
    chosen = sorted(_without_runs(paper.questions), key=lambda question: KINDS.index(question.kind))
    return [replace(question, n=number) for number, question in enumerate(chosen, start=1)]


def _without_runs(questions: Sequence[Question]) -> list[Question]:
    """``questions`` with the statements among them in such an order that not more than three in a row are true, or
    false, as far as there are others to stand between."""
    waiting = [question for question in questions if question.kind == TRUE_FALSE]
    placed: list[Question] = []
    while waiting:
        last = {question.answer for question in placed[-_LONGEST_RUN:]}
        is_run = len(placed) >= _LONGEST_RUN and len(last) == 1
        counts = Counter(question.answer for question in waiting)
        # Where nearly all that wait have one answer, the others must be kept to stand between them.
        scarce = next((a for a in counts if counts[a] > _LONGEST_RUN * (counts.total() - counts[a])), None)
        wanted = [q for q in waiting if not is_run or q.answer not in last] or waiting
        chosen = next((q for q in wanted if q.answer == scarce), wanted[0])
        waiting.remove(chosen)
        placed.append(chosen)
    return [*placed, *(question for question in questions if question.kind != TRUE_FALSE)]


def _is_enough(matchings: int, count: int, order: Sequence[str]) -> bool:
    """Whether more matching questions would leave too few facts to the other kinds."""
    return len(order) > 1 and matchings >= count // _QUESTIONS_A_MATCHING


class _Paper:
    """Questions taken so far, and what they say and ask."""

    def __init__(
        self,
        asks: Sequence[Ask],
        rng: random.Random,
        difficulty: str | None,
        mix: Mix,
        nearness: Mapping[str, int],
    ) -> None:
        self.questions: list[Question] = []
        self.of_kind: Counter[str] = Counter()
        self.rng = rng
        self._strictly = True
        self._difficulty = difficulty
        self._mix = mix
        self._nearness = nearness
        self._ask_of = {ask.key: ask for ask in asks}
        self._letters: dict[str, Counter[int]] = defaultdict(Counter)
        self._left: dict[str, list[Ask]] = defaultdict(list)  # kind → asks not yet tried
        self._shuffled = list(asks)
        rng.shuffle(self._shuffled)
        self._keys: set[str] = set()
        self._stock = Counter(ask.notice.id for ask in asks)
        self._of_notice: Counter[str] = Counter()
        self._of_matching: Counter[str] = Counter()
        self._of_clause: Counter[str] = Counter()
        self._of_fact: Counter[tuple[str, str]] = Counter()
        self._by_mark: dict[str, list[Question]] = defaultdict(list)
        self._leanings: Counter[str] = Counter()

    def open(self, level: int, *, strictly: bool, relaxed: bool, spare: bool) -> None:
        """Let everything be tried, once more, that is so near the topic as ``level``.

        :param strictly: nothing that there is enough of. ``relaxed``: whatever does not ask the same once more,
            sentences asked about too. ``spare``: what is asked only to fill a short paper, too.
        """
        self._strictly, self._mix.is_relaxed = strictly, relaxed
        self._left.clear()
        for ask in self._shuffled:
            if ask.spare and not spare:
                continue
            if self._nearness.get(ask.key, level) == level and ask.key not in self._keys:
                for kind in (*kinds_of(ask), *([MATCHING] if is_doer(ask) else [])):
                    self._left[kind].append(ask)

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
            ask = min(left, key=partial(self._uses, kind, by_chance=self.rng.random() < _BY_CHANCE))
            left.remove(ask)
            if self._mix.repeats(ask, kind):
                continue
            if self._strictly and self._mix.has_enough_of(ask, kind):
                continue
            letters = sorted(range(len(LETTERS)), key=lambda letter: (self._letters[kind][letter], letter))
            spot, leanings = self.of_kind[kind], self._leanings
            question = build_question(ask, kind, self.rng, spot, self._difficulty, letters, leanings)
            if question is not None:
                yield question

    def _uses(self, kind: str, ask: Ask, *, by_chance: bool) -> tuple[int, ...]:
        """What stands first: who does what comes behind everything else, and notices have their turns.

        :param by_chance: only notices count.
        """
        # Of two notices asked as often, the one with less to ask: others would ask the same before it.
        of_notice = self._of_notice[ask.notice.id], self._stock[ask.notice.id]
        if by_chance:
            return of_notice
        of_fact = self._of_fact[kind, ask.fact + ask.role]
        # What can be asked in other kinds too is left for them.
        return int(ask.fact == "duty"), *of_notice, len(kinds_of(ask)), of_fact, self._of_clause[ask.clause.id]

    def _next_matching(self) -> Iterator[Question]:
        """One question over the tasks of each notice and role that are left, the notice asked least first."""
        groups: dict[tuple[str, str], list[Ask]] = defaultdict(list)
        for ask in self._left[MATCHING]:
            groups[ask.notice.id, ask.role].append(ask)
        for group in sorted(groups, key=lambda pair: (self._of_matching[pair[0]], pair)):
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
        if self._keys & set(question.keys) or any(self._mirror(question, other) for other in self.questions):
            return False
        marks = (*_grams_of(question), *_clauses_of(question))
        like = {id(other): other for mark in marks for other in self._by_mark.get(mark, ())}
        beside = tells_answer if self._mix.is_relaxed else tells_beside
        return not any(
            tells_elsewhere(first, second) or (id(other) in like and beside(first, second))
            for other in self.questions
            for first, second in ((question, other), (other, question))
        )

    def _mirror(self, first: Question, second: Question) -> bool:
        """Whether each of two statements gives the one the unit of the other's task: whoever sees through one sees
        through both."""
        if (first.kind, first.fact) != (TRUE_FALSE, "duty") or (second.kind, second.fact) != (TRUE_FALSE, "duty"):
            return False
        rights = (self._ask_of[question.keys[0]].right for question in (second, first))
        said = (question.body.rpartition("”")[2] for question in (first, second))
        return all(any(name in words for name in right) for words, right in zip(said, rights, strict=True))

    def _take(self, question: Question) -> None:
        self._mix.take(question, [self._ask_of[key] for key in question.keys])
        if question.kind in (SINGLE, MULTIPLE):
            self._letters[question.kind].update(LETTERS.index(letter) for letter in question.answer)
        self._leanings.update(leaning_of(self._ask_of[question.keys[0]], question))
        self.questions.append(question)
        self.of_kind[question.kind] += 1
        self._keys |= set(question.keys)
        self._of_notice[question.notice] += 1
        self._of_matching[question.notice] += question.kind == MATCHING
        self._of_fact[question.kind, question.fact + question.role] += 1
        self._of_clause.update(_clauses_of(question))
        for mark in (*_grams_of(question), *_clauses_of(question)):
            self._by_mark[mark].append(question)


def _clauses_of(question: Question) -> list[str]:
    return [source.clause_id for source in (question.source, *(pair.source for pair in question.pairs))]


def _grams_of(question: Question) -> list[str]:
    return sorted(grams(shown_words(question)))
