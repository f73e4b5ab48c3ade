"""What a paper already asks: what would repeat it, and what would be too much of one thing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from assistant.quiz.ladders import cycle_of
from assistant.quiz.records import BLANK, DOERS, MATCHING, MULTIPLE, TRUE_FALSE, Ask, Question
from assistant.quiz.units import core_of, without_owner
from assistant.quiz.words import grams, plain, shared_run, value_of

# Of a paper's questions, so many may ask for units as long as others can be asked: figures, times, groups and
# conditions are what people at the desk need. A matching question counts for two: it takes so much of the time.
_MOST_UNITS, _MATCHING_WEIGHT = 1 / 10, 2
# So many of the multiple choices; who else takes part in a task is worth less than who leads it.
_MOST_UNIT_CHOICES, _FEW_UNIT_CHOICES = 1 / 3, 2
_MOST_SUPPORTS_OF_NOTICE, _QUESTIONS_A_SUPPORT = 2, 20
# Of a paper over several notices, so much may be on one.
_MOST_OF_NOTICE = 0.3
# So many questions may rest on one clause, those of matching aside.
_MOST_OF_CLAUSE, _QUESTIONS_A_CLAUSE = 2, 15
# So many on one sentence, on a paper of sixty one more.
_MOST_OF_SENTENCE, _LONG_PAPER = 2, 60
# Of areas, which are always the same four, so many may be asked.
_MOST_AREAS = 2
# How often one answer may be right: the third time nobody thinks any more. Longer papers bear more.
_MOST_SAME_ANSWER, _QUESTIONS_AN_ANSWER = 2, 25
# Two figures that are equal, with so much around them, are one figure.
_SAME_BEHIND, _SAME_RUN = 3, 6
# Two notices that turn on one rule need not say it in the same words.
_SAME_RULE = 6
# What is asked for in words.
_WORDS = ("phrase", "thing", "rule", "rank")
# So many characters in a row stand in two notices where one has taken the sentence from the other.
_SAME_SENTENCE = 12
# Two tasks of two notices that share so much of the shorter one are one task.
_SAME_TASK = 0.5
_A_YEAR = 1900


class Mix:
    """The asks of a paper so far."""

    def __init__(self, asks: Sequence[Ask], count: int, *, has_others: bool = True) -> None:
        """:param asks: all that can be asked. ``count``: how many questions are wanted. ``has_others``: whether, in the
        kinds wanted, other things than units can be asked for."""
        # For a topic on which there is little: whatever does not ask the same once more.
        self.is_relaxed = False
        self._count = count
        self._choices: Counter[bool] = Counter()
        self._has_several_notices = len({ask.notice.id for ask in asks}) > 1
        self._asked: list[Ask] = []
        self._questions = 0
        self._units = 0
        self._has_others = has_others
        self._runs: set[tuple[str, int]] = set()
        self._of_sentence: Counter[tuple[str, int]] = Counter()
        self._said_there: set[tuple[tuple[str, int], str]] = set()
        self._tasks: set[str] = set()
        self._answers: Counter[str] = Counter()
        self._said: dict[str, set[str]] = {}
        self._of_notice: Counter[str] = Counter()
        self._of_clause: Counter[str] = Counter()
        self._supports: Counter[str] = Counter()

    def take(self, question: Question, asks: Sequence[Ask]) -> None:
        """Count ``question``, which asks ``asks``."""
        is_matching = question.kind == MATCHING
        self._questions += 1
        self._units += (_MATCHING_WEIGHT if is_matching else 1) * (question.fact == "duty")
        self._of_notice[question.notice] += 1
        self._choices[question.fact == "duty"] += question.kind == MULTIPLE
        for ask in asks:
            self._asked.append(ask)
            self._runs.add(_run(ask))
            self._of_sentence[_sentence(ask)] += 1
            self._said_there.add((_sentence(ask), _answer(ask)))
            self._said.setdefault(ask.notice.id, set()).update(_runs_of(ask))
            self._tasks.add(task_of(ask.key))
            self._answers[_answer(ask)] += question.kind != TRUE_FALSE
            self._of_clause[ask.clause.id] += not is_matching
            self._supports[ask.notice.id] += ask.role == "support"

    def repeats(self, ask: Ask, kind: str) -> bool:
        """Whether the paper asks the same duty, sentence, figure or list already, or, where it has to be chosen or
        written, has its answer often enough."""
        if task_of(ask.key) in self._tasks or any(_asks_the_same(ask, other) for other in self._asked):
            return True
        if self.is_relaxed:
            return False
        if _run(ask) in self._runs or self._is_said_elsewhere(ask):
            return True
        if _answer(ask) and (_sentence(ask), _answer(ask)) in self._said_there:
            return True  # 每周 and 每周 of one bracket
        if self._has_several_notices and self._is_lopsided(ask, kind):
            return True
        most = max(_MOST_SAME_ANSWER, self._questions // _QUESTIONS_AN_ANSWER)
        if ask.role == "area":
            most = 1  # there are four areas, and always the same four options
        return len(ask.right) == 1 and kind != TRUE_FALSE and self._answers[_answer(ask)] >= most

    def _is_said_elsewhere(self, ask: Ask) -> bool:
        """Whether the paper has the sentence already, out of another notice that took it over."""
        runs = _runs_of(ask)
        return any(not runs.isdisjoint(said) for notice, said in self._said.items() if notice != ask.notice.id)

    def _is_lopsided(self, ask: Ask, kind: str) -> bool:
        """Whether a paper over several notices would be too much on one clause, on areas, of which there are few, on
        units and choices among them, or on who else takes part."""
        most = max(_MOST_OF_CLAUSE, self._count // _QUESTIONS_A_CLAUSE)
        if self._of_clause[ask.clause.id] >= most or self._is_crowded(ask):
            return True
        if ask.fact == "duty" and self._has_others and self._units + 1 > _MOST_UNITS * self._count:
            return True
        areas = [other for other in self._asked if other.role == "area"]
        # Who knows one area of a paragraph can tell the others.
        if ask.role == "area" and (len(areas) >= _MOST_AREAS or any(other.clause is ask.clause for other in areas)):
            return True
        if kind == MULTIPLE and self._choices[True] >= _FEW_UNIT_CHOICES and self._has_unit_choices(ask):
            return True
        return ask.role == "support" and self._has_supports(ask, _QUESTIONS_A_SUPPORT)

    def _is_crowded(self, ask: Ask) -> bool:
        """Whether enough rests on the sentence of ``ask``, with all its brackets."""
        return self._of_sentence[_sentence(ask)] >= _MOST_OF_SENTENCE + (self._count >= _LONG_PAPER)

    def _has_unit_choices(self, ask: Ask) -> bool:
        """Whether another multiple choice among units would be too much."""
        return ask.fact == "duty" and self._choices[True] + 1 > _MOST_UNIT_CHOICES * (self._choices.total() + 1)

    def _has_supports(self, ask: Ask, questions_each: int | None = None) -> bool:
        """Whether the notice's supports are asked for so often as they may be, more often on longer papers."""
        more = self._count // questions_each if questions_each else 0
        return self._supports[ask.notice.id] >= max(_MOST_SUPPORTS_OF_NOTICE, more)

    def has_enough_of(self, ask: Ask, kind: str) -> bool:
        """Whether ``ask``, put as ``kind``, is better left as long as others can be asked."""
        if ask.weak or ask.idle or self._is_crowded(ask) or self._of_clause[ask.clause.id] >= _MOST_OF_CLAUSE:
            return True
        if self._has_several_notices and self._of_notice[ask.notice.id] >= _MOST_OF_NOTICE * self._count:
            return True
        if ask.fact != "duty":
            return False
        if ask.role == "support" and self._has_supports(ask):
            return True
        if kind == MULTIPLE and self._has_unit_choices(ask):
            return True
        return self._units + 1 > _MOST_UNITS * self._count or self._of_clause[ask.clause.id] > 0


def task_of(key: str) -> str:
    """Of a duty's key, what is the same for all its roles."""
    return key.partition("|")[2] if key.startswith("duty.") else key


@lru_cache(maxsize=4096)
def _runs_in(text: str) -> frozenset[str]:
    return grams(text, _SAME_SENTENCE)


def _runs_of(ask: Ask) -> frozenset[str]:
    """The long runs of the sentence of ``ask``, its answer put back; a task is compared otherwise."""
    return frozenset() if ask.fact == "duty" else _runs_in(ask.sentence.replace(BLANK, ask.right[0]))


def _run(ask: Ask) -> tuple[str, int]:
    """The words that an ask rests on; a duty's are its own."""
    return ask.clause.id, ask.source.start


def _sentence(ask: Ask) -> tuple[str, int]:
    """The whole sentence, with all that stands in its brackets, that those words are a part of."""
    return ask.clause.id, ask.notice.source.rfind("。", 0, ask.source.start)


def _answer(ask: Ask) -> str:
    """The answer for counting: 每季度一次 is 每季度, 市财政局 is 财政局."""
    if len(ask.right) > 1:
        return ""
    right = ask.right[0]
    cycle = cycle_of(right)
    if cycle is not None and ask.fact == "time_limit":
        return f"{cycle}"
    value = value_of(right)
    return f"{value:g}" if value is not None else plain(without_owner(right))


def _asks_the_same(first: Ask, second: Ask) -> bool:
    if first.fact != second.fact:
        return False
    if first.fact == "duty":
        return _is_same_task(first, second)
    if first.role in ("who", "papers", "members", "named"):
        return len(set(first.right) & set(second.right)) >= min(len(first.right), len(second.right)) - 1
    if first.fact == "rule" and first.notice.id != second.notice.id:
        return first.right == second.right or _shared_words(first, second) >= _SAME_RULE
    if first.role == second.role == "excluded":
        return _shared_words(first, second) >= _SAME_RUN
    if first.fact in _WORDS or first.role == second.role == "group":
        run = shared_run(plain(first.sentence), plain(second.sentence))
        return first.right == second.right and (first.fact in ("phrase", "thing") or run >= _SAME_RUN)
    if first.role != second.role or first.right[0] != second.right[0]:
        return False
    return first.role in ("when", "number") and _is_same_figure(first, second)


def _shared_words(first: Ask, second: Ask) -> int:
    """Characters of the longest run that both sentences show."""
    return shared_run(*("|".join(_around(ask)) for ask in (first, second)))


def _is_same_task(first: Ask, second: Ask) -> bool:
    """Whether two notices set one task with one answer: who has learnt the one knows the other."""
    one, other = (plain(ask.question.partition("”")[0]) for ask in (first, second))
    is_alike = shared_run(one, other) >= _SAME_TASK * min(len(one), len(other))
    return is_alike and bool({*map(core_of, first.right)} & {*map(core_of, second.right)})


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


def is_doer(ask: Ask) -> bool:
    """Whether ``ask`` is for the one unit that does a task, as matching questions need."""
    return ask.role in DOERS and ask.complete
