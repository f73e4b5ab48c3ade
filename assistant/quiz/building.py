"""A question of one kind, made of an ask: options chosen and placed."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence

from assistant.quiz.explaining import explain
from assistant.quiz.leanings import balanced_answers, place_in_order
from assistant.quiz.rank_asks import place_of_rank
from assistant.quiz.records import (
    BLANK,
    EASY,
    FALSE,
    FILL_IN,
    HARD,
    MEDIUM,
    MULTIPLE,
    SINGLE,
    TRUE,
    TRUE_FALSE,
    Ask,
    Question,
)
from assistant.quiz.units import sort_of
from assistant.quiz.words import plain, shared_run, value_of, values_in

LETTERS = "ABCDEF"
_SINGLE_OPTIONS, _MULTIPLE_OPTIONS = 4, 5
_MOST_RIGHT, _FEWEST_RIGHT = 4, 2
# Of one wrong option alone everybody knows which it is.
_FEWEST_WRONG = 2
# Two characters in a row that the stem shares with the right option, and with no wrong one, give it away.
_TELLING_CHARS = 2
# What nobody can be asked to write: a verb, an area, a series, a rank, which plain sense may tell, and names, which
# may be said in many ways.
_NO_FILL_INS = (
    "excluded", "area", "series", "shut_out", "contrary", "group", "rank", "lead", "responsible", "support",
)  # fmt: skip
# Nobody reads on in a longer sentence: what is to be judged as a whole has to be shortest. (A series needs its cases.)
_LONGEST_STATEMENT, _LONGEST_BLANK, _LONGEST_CHOICE = 60, 80, 90
# The right option may stand out by so many characters, not more.
_LENGTH_SLACK = 4
# So many of the nearest units are drawn from.
_NEAREST = 5
# What a blank for words is to be filled with.
_HINTED = ("phrase", "thing")
_LOCAL = re.compile(r"^(?:市(?!场|政|委|级)|县(?!委|级)|区(?!委|级)|州(?!委|级))(?=.{3,})")


def kinds_of(ask: Ask) -> tuple[str, ...]:
    """The kinds of question that ``ask`` can be put as."""
    kinds: list[str] = []
    shown = ask.sentence or ask.question.partition("”，横线处")[0]
    length = len(shown.replace(BLANK, "")) if ask.role != "series" else 0
    if len(ask.right) == 1:
        if ask.right[0] in ask.hinting:
            return ()  # the words of the question tell it
        if ask.question and len(ask.wrong) >= _SINGLE_OPTIONS - 1 and length <= _LONGEST_CHOICE:
            kinds.append(SINGLE)
        if ask.sentence and ask.complete and ask.role not in _NO_FILL_INS and length <= _LONGEST_BLANK:
            kinds.append(FILL_IN)
    elif ask.question and _counts(ask, 0) is not None and length <= _LONGEST_CHOICE:
        kinds.append(MULTIPLE)
    # A rule may have no contrary that makes sense: it is judged as printed.
    may_be_judged = ask.states and bool(ask.false or ask.fact == "rule")
    if ask.sentence and may_be_judged and length <= _LONGEST_STATEMENT and ask.role != "series":
        kinds.append(TRUE_FALSE)
    return tuple(kinds)


def build_question(
    ask: Ask,
    kind: str,
    rng: random.Random,
    spot: int,
    difficulty: str | None = None,
    letters: Sequence[int] = tuple(range(len(LETTERS))),
    leanings: Mapping[str, int] | None = None,
) -> Question | None:
    """``ask`` put as a question of ``kind``; None where no fair set of options, or none of that difficulty, exists.

    :param spot: which turn of the kind it is on the paper: true and false, and counts of right options, go round with
        it. ``letters``: places of right options, the one wanted most first. ``leanings``: which way the false
        statements of the paper went so far.
    """
    if kind == SINGLE:
        return _single(ask, rng, letters, difficulty)
    if kind == MULTIPLE:
        return _multiple(ask, rng, spot, letters, difficulty)
    if kind == TRUE_FALSE:
        return _true_false(ask, rng, spot, leanings or {}) if difficulty in (None, EASY) else None
    return _fill_in(ask) if difficulty in (None, HARD) else None


# --- single choice -----------------------------------------------------------------------------------------------


def _single(ask: Ask, rng: random.Random, letters: Sequence[int], difficulty: str | None) -> Question | None:
    if ask.fact == "duty" or ask.role == "shut_out":
        return _single_name(ask, rng, letters, difficulty)
    has_no_order = ask.role == "rank" and place_of_rank(ask.right[0]) is None
    options = _in_any_order(ask, rng, letters) if has_no_order else _in_order(ask, letters)
    if options is None:
        return None
    wrong = [option for option in options if option != ask.right[0]]
    if all(option in ask.near for option in wrong):
        level = HARD
    else:
        has_others = bool(values_in(ask.sentence.replace(BLANK, "")))
        level = EASY if value_of(ask.right[0]) is None else HARD if has_others else MEDIUM
    if difficulty not in (None, level) or _gives_away(ask, ask.right[0], wrong):
        return None
    return _question(ask, SINGLE, level, ask.question, options, LETTERS[options.index(ask.right[0])], ask.right)


def _in_any_order(ask: Ask, rng: random.Random, letters: Sequence[int]) -> list[str]:
    """The right answer in the place wanted most among three wrong ones."""
    wrong = _sample(ask.wrong, _SINGLE_OPTIONS - 1, rng)
    place = next(letter for letter in letters if letter < _SINGLE_OPTIONS)
    return [*wrong[:place], ask.right[0], *wrong[place:]]


def _in_order(ask: Ask, letters: Sequence[int]) -> list[str] | None:
    """The right answer among wrong ones that are smaller and larger, put in order, in the place wanted most that the
    wrong ones allow."""
    right, likeliest = place_in_order(ask, ask.right[0]), place_in_order(ask, ask.wrong[0])
    # Times go by their ladder, numbers by what the notices say of the like: the likeliest is always among them.
    wrong = (
        sorted(ask.wrong, key=lambda o: abs(place_in_order(ask, o)[0] - right[0])) if ask.role == "when" else ask.wrong
    )
    smaller = [option for option in wrong if place_in_order(ask, option) < right]
    larger = [option for option in wrong if place_in_order(ask, option) > right]
    for place in (letter for letter in letters if letter < _SINGLE_OPTIONS):
        others = _SINGLE_OPTIONS - 1 - place
        if place <= len(smaller) and others <= len(larger) and (place if likeliest < right else others):
            chosen = [*smaller[:place], ask.right[0], *larger[:others]]
            return sorted(chosen, key=lambda option: place_in_order(ask, option))
    return None


def _single_name(ask: Ask, rng: random.Random, letters: Sequence[int], difficulty: str | None) -> Question | None:
    wrong = _choose_names(ask, rng, difficulty)
    shown = shown_names([ask.right[0], *wrong])
    if len(shown) < _SINGLE_OPTIONS or _gives_away(ask, shown[0], shown[1:]) or len({*map(plain, shown)}) < len(shown):
        return None
    near = sum(name in ask.near for name in wrong)
    level = HARD if near == len(wrong) else EASY if not near else MEDIUM
    if level == HARD and shown[0].endswith("部门"):
        level = MEDIUM  # what a department is for is told by its name
    if difficulty not in (None, level):
        return None
    others = shown[1:]
    rng.shuffle(others)
    place = next(letter for letter in letters if letter < len(shown))
    options = [*others[:place], shown[0], *others[place:]]
    return _question(ask, SINGLE, level, ask.question, options, LETTERS[place], (shown[0],))


def _choose_names(ask: Ask, rng: random.Random, difficulty: str | None) -> list[str]:
    """Three of the nearest wrong answers, units of the right one's sort; as the difficulty wants them."""
    room, sort = _SINGLE_OPTIONS - 1, sort_of(ask.right[0])
    near, far = ([name for name in names if sort_of(name) == sort] for names in (ask.near, ask.far))
    near, far = _sample(near[:_NEAREST], room, rng), _sample(far, room, rng)
    if difficulty == EASY:
        return far
    if difficulty == HARD:
        return near
    return [*near, *far][:room]


# --- multiple choice ---------------------------------------------------------------------------------------------


def _multiple(
    ask: Ask, rng: random.Random, spot: int, letters: Sequence[int], difficulty: str | None
) -> Question | None:
    counts = _counts(ask, spot)
    if counts is None:
        return None
    answers, (count, room) = _askable(ask), counts
    # All that there are; of more than a question holds, some.
    right = [answers[at] for at in sorted(rng.sample(range(len(answers)), count))]
    near = _sample(ask.near[:_NEAREST], room, rng)
    wrong = near if difficulty == HARD else [*near, *_sample(ask.far[:_NEAREST], room, rng)][:room]
    shown = shown_names([*right, *wrong]) if ask.fact == "duty" else [*right, *wrong]
    if len(wrong) < room or len({*map(plain, shown)}) < len(shown):
        return None
    if any(_is_told(ask, name, shown[count:]) for name in shown[:count]):
        return None
    # Where a right one is as short as the wrong ones, length tells nothing.
    if _stands_out(min(shown[:count], key=len), shown[count:]):
        return None
    level = HARD if all(name in ask.near for name in wrong) else MEDIUM
    if difficulty not in (None, level):
        return None
    places = [letter for letter in letters if letter < len(shown)][:count]
    rights, wrongs = shown[:count], shown[count:]
    rng.shuffle(wrongs)
    options = [rights.pop(0) if at in places else wrongs.pop() for at in range(len(shown))]
    answer = "".join(LETTERS[at] for at in sorted(places))
    return _question(ask, MULTIPLE, level, ask.question, options, answer, [options[at] for at in sorted(places)])


def _askable(ask: Ask) -> list[str]:
    """The right answers that the words of the question do not bring to mind, and one that they do beside them; of a
    list that tells its number, all: who counts would tick a wrong one for what is left out."""
    if ask.role == "members":
        return list(ask.right)
    unknown = [answer for answer in ask.right if answer not in ask.hinting]
    return unknown + [answer for answer in ask.right if answer in ask.hinting][: bool(unknown)]


def _counts(ask: Ask, spot: int) -> tuple[int, int] | None:
    """How many options are right, and how many wrong: two are wrong at least, five or six stand together, or four
    where there are not so many. Up to four right answers are all offered; of more there are three or four in turn."""
    answers = len(_askable(ask))
    if ask.role == "members" and answers > _MOST_RIGHT:
        return None
    if answers >= _MOST_RIGHT and len(ask.wrong) >= _FEWEST_WRONG:
        return _MOST_RIGHT - (answers > _MOST_RIGHT and spot % 2), _FEWEST_WRONG
    for size in (_MULTIPLE_OPTIONS, _MULTIPLE_OPTIONS - 1):
        right = min(answers, size - _FEWEST_WRONG)
        if ask.role == "members" and right < answers:
            return None
        if right >= _FEWEST_RIGHT and len(ask.wrong) >= size - right:
            return right, size - right
    return None


def _sample(names: Sequence[str], room: int, rng: random.Random) -> list[str]:
    return rng.sample(list(names), min(room, len(names)))


# --- true or false, fill-in --------------------------------------------------------------------------------------


def _true_false(ask: Ask, rng: random.Random, spot: int, leanings: Mapping[str, int]) -> Question | None:
    is_true, wrong = spot % 2 == 0, balanced_answers(ask, leanings)
    # What the words tell nobody would doubt.
    if is_true and ask.right[0] in ask.hinting:
        return None
    if not is_true and not wrong:
        return None
    answer = ask.right[0] if is_true else rng.choice(wrong[:2])
    shown = shown_names([answer, ask.false[0] if is_true else ask.right[0]])[0] if ask.fact == "duty" else answer
    body = ask.sentence.replace(BLANK, shown)
    verdict = TRUE if is_true else FALSE
    return _question(ask, TRUE_FALSE, EASY, body, (), verdict, (verdict,))


def _fill_in(ask: Ask) -> Question:
    """A blank for a time may be filled in many ways: where it is no number, the stem says what is wanted."""
    body = ask.sentence
    if ask.fact in _HINTED:
        body = f"{body}（填{len(ask.right[0])}个字）"
    elif ask.fact == "time_limit" and value_of(ask.right[0]) is None:
        wanted = "频次" if ask.right[0].startswith("每") and ask.right[0][-1] not in "前内止" else "时限"
        body = f"{body}（填{wanted}）"
    return _question(ask, FILL_IN, HARD, body, (), ask.right[0], ask.right, ask.accepted)


# --- options -----------------------------------------------------------------------------------------------------


def shown_names(names: Sequence[str]) -> list[str]:
    """``names`` as options. Units whose names begin partly with the word of their city or county (市) and partly
    without would betray the right one: then all go without. 省 belongs to a name (省中医药管理局) and stays."""
    bare = [_LOCAL.sub("", name) for name in names]
    owners = {name.removesuffix(short) for name, short in zip(names, bare, strict=True)}
    return list(names) if len(owners) == 1 else bare


def _gives_away(ask: Ask, right: str, wrong: Sequence[str]) -> bool:
    """Whether the stem tells the right option, or its length betrays it."""
    return _is_told(ask, right, wrong) or _stands_out(right, wrong)


def _stands_out(right: str, wrong: Sequence[str]) -> bool:
    return len(right) > max(map(len, wrong), default=0) + _LENGTH_SLACK


def _is_told(ask: Ask, right: str, wrong: Sequence[str]) -> bool:
    """Whether the stem shares more with the right option than with any wrong one, or the province's own stands among
    sections."""
    body = plain((ask.sentence or ask.question.partition("，横线处")[0]).replace(BLANK, ""))
    # 对象, 人员 and 人口 tell of no group.
    telling = _TELLING_CHARS + (ask.fact in ("entitlement", "list"))
    told = shared_run(plain(right), body)
    others = max((shared_run(plain(option), body) for option in wrong), default=0)
    if told >= telling and told > others:
        return True
    return all(name.startswith("省") for name in ask.right) and not any(name.startswith("省") for name in wrong)


def _question(
    ask: Ask,
    kind: str,
    difficulty: str,
    body: str,
    options: Sequence[str],
    answer: str,
    right: Sequence[str],
    accepted: Sequence[str] = (),
) -> Question:
    notice = ask.notice
    return Question(
        n=0,
        kind=kind,
        difficulty=difficulty,
        topic=ask.topic,
        place=notice.place,
        notice=notice.id,
        title=notice.title,
        number=notice.number,
        date=notice.date,
        fact=ask.fact,
        role=ask.role,
        keys=(ask.key,),
        stem=stem_of(ask.named, body),
        body=body,
        options=tuple(options),
        answer=answer,
        right=tuple(right),
        accepted=tuple(accepted),
        pairs=(),
        source=ask.source,
        also=ask.also,
        explanation=explain(ask, kind, answer),
    )


def stem_of(named: str, body: str) -> str:
    """“根据…，” and the question; only the question where it names the notice itself."""
    return f"根据{named}，{body}" if named else body
