"""A question of one kind, made of an ask: options chosen and placed."""

from __future__ import annotations

import random
from collections.abc import Sequence

from assistant.quiz.figure_asks import other_spellings
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
from assistant.quiz.time_asks import blank_number
from assistant.quiz.units import core_of, without_owner
from assistant.quiz.words import inner_quotes, plain, shared_run
from assistant.records import Notice

LETTERS = "ABCDEF"
_SINGLE_OPTIONS = 4
_FEWEST_SINGLE = 3
_MULTIPLE_OPTIONS, _MOST_RIGHT, _FEWEST_RIGHT, _FEWEST_WRONG = 5, 3, 2, 2
# Two characters in a row that the stem shares with the right option, and with no wrong one, give it away.
_TELLING_CHARS = 2
# What nobody can be asked to write: a verb, an area.
_NO_FILL_INS = ("excluded", "area")
# The right option may stand out by so many characters, not more.
_LENGTH_SLACK = 4
# Options of the notice itself beside others: medium difficulty.
_FEW_NEAR = 2


def kinds_of(ask: Ask) -> tuple[str, ...]:
    """The kinds of question that ``ask`` can be put as."""
    kinds: list[str] = []
    if len(ask.right) == 1:
        if ask.question and len(ask.wrong) >= _FEWEST_SINGLE - 1:
            kinds.append(SINGLE)
        if ask.sentence and ask.complete and ask.role not in _NO_FILL_INS and not _tells_itself(ask):
            kinds.append(FILL_IN)
    elif len(ask.right) >= _FEWEST_RIGHT and ask.question and len(ask.wrong) >= _FEWEST_WRONG:
        kinds.append(MULTIPLE)
    if ask.sentence and ask.states and ask.false:
        kinds.append(TRUE_FALSE)
    return tuple(kinds)


def build_question(
    ask: Ask, kind: str, rng: random.Random, spot: int, difficulty: str | None = None
) -> Question | None:
    """``ask`` put as a question of ``kind``; None where no fair set of options, or none of that difficulty, exists.

    :param spot: which turn of the kind it is on the paper: places of right answers go round with it.
    """
    if kind == SINGLE:
        return _single(ask, rng, spot, difficulty)
    if kind == MULTIPLE:
        return _multiple(ask, rng, spot) if difficulty in (None, HARD) else None
    if kind == TRUE_FALSE:
        return _true_false(ask, rng, spot) if difficulty in (None, EASY) else None
    return _fill_in(ask) if difficulty in (None, _fill_in_difficulty(ask)) else None


# --- single choice -----------------------------------------------------------------------------------------------


def _single(ask: Ask, rng: random.Random, spot: int, difficulty: str | None) -> Question | None:
    wrong = _choose_wrong(ask, rng, difficulty)
    right = ask.right[0]
    shown = _shown(ask, [right, *wrong])
    if (
        len(wrong) < _FEWEST_SINGLE - 1
        or _gives_away(ask, shown[0], shown[1:])
        or len(set(map(plain, shown))) < len(shown)
    ):
        return None
    near = sum(name in ask.near for name in wrong)
    level = HARD if near == len(wrong) else EASY if not near else MEDIUM
    if difficulty not in (None, level):
        return None
    others = shown[1:]
    rng.shuffle(others)
    place = spot % len(shown)
    options = [*others[:place], shown[0], *others[place:]]
    return _question(ask, SINGLE, level, ask.question, options, LETTERS[place], (shown[0],))


def _choose_wrong(ask: Ask, rng: random.Random, difficulty: str | None) -> list[str]:
    """Three wrong options, those of the notice itself before others; as the difficulty wants them."""
    near, far = list(ask.near), list(ask.far)
    rng.shuffle(near)
    if ask.fact == "duty":
        rng.shuffle(far)
    room = _SINGLE_OPTIONS - 1
    if difficulty == EASY:
        pool = far
    elif difficulty == MEDIUM:
        pool = [*near[:_FEW_NEAR], *far]
    else:
        pool = [*near, *far]
    return pool[:room]


# --- multiple choice ---------------------------------------------------------------------------------------------


def _multiple(ask: Ask, rng: random.Random, spot: int) -> Question | None:
    most = min(len(ask.right), _MOST_RIGHT)
    count = max(_FEWEST_RIGHT, most - spot % 2)
    if ask.fact == "entitlement":
        count = len(ask.right)  # the blank stands for all of them
    right = sorted(rng.sample(range(len(ask.right)), count))
    room = max(_MULTIPLE_OPTIONS, count + _FEWEST_WRONG) - count
    wrong = [*_sample(ask.near, room, rng), *_sample(ask.far, room, rng)][:room]
    shown = _shown(ask, [*(ask.right[at] for at in right), *wrong])
    if len(wrong) < _FEWEST_WRONG or len(shown) < _FEWEST_SINGLE + 1 or len(shown) > len(LETTERS):
        return None
    if len(set(map(plain, shown))) < len(shown) or any(_gives_away(ask, name, shown[count:]) for name in shown[:count]):
        return None
    order = list(range(len(shown)))
    rng.shuffle(order)
    letters = "".join(LETTERS[at] for at, option in enumerate(order) if option < count)
    rights = tuple(shown[at] for at in order if at < count)
    return _question(ask, MULTIPLE, HARD, ask.question, [shown[at] for at in order], letters, rights)


def _sample(names: Sequence[str], room: int, rng: random.Random) -> list[str]:
    return rng.sample(list(names), min(room, len(names)))


# --- true or false, fill-in --------------------------------------------------------------------------------------


def _true_false(ask: Ask, rng: random.Random, spot: int) -> Question | None:
    is_true = spot % 2 == 0
    candidates = ask.right if is_true else ask.false
    answer = candidates[rng.randrange(min(len(candidates), 3))]
    shown = _shown(ask, [answer, *(ask.right if not is_true else ask.false[:1])])[0]
    body = ask.sentence.replace(BLANK, shown)
    verdict = TRUE if is_true else FALSE
    return _question(ask, TRUE_FALSE, EASY, body, (), verdict, (verdict,))


def _fill_in(ask: Ask) -> Question | None:
    if ask.fact == "time_limit":
        return _fill_in_time(ask)
    return _question(ask, FILL_IN, _fill_in_difficulty(ask), ask.sentence, (), ask.right[0], ask.right, ask.accepted)


def _fill_in_time(ask: Ask) -> Question | None:
    """A blank for a time may be filled in many ways: only its number is asked for, or the stem says what is wanted."""
    numbered = blank_number(ask.right[0])
    if numbered is None:
        body = ask.sentence.removesuffix("。") + "。（填时间要求）"
        return _question(ask, FILL_IN, MEDIUM, body, (), ask.right[0], ask.right, ask.accepted)
    words, number = numbered
    body = ask.sentence.replace(BLANK, words)
    if plain(number) in plain(body.replace(BLANK, "")):
        return None
    return _question(ask, FILL_IN, MEDIUM, body, (), number, (number,), other_spellings(number))


def _fill_in_difficulty(ask: Ask) -> str:
    return HARD if ask.fact == "duty" else MEDIUM


def _tells_itself(ask: Ask) -> bool:
    """Whether the sentence says a part of the unit's own name, so that nothing is left to know."""
    return ask.fact == "duty" and shared_run(plain(core_of(ask.right[0])), plain(ask.sentence)) >= _TELLING_CHARS


# --- options -----------------------------------------------------------------------------------------------------


def _shown(ask: Ask, names: Sequence[str]) -> list[str]:
    """``names`` as options. Units whose names begin partly with their owner's word (委, 市) and partly without would
    betray the right one: then all go without."""
    if ask.fact != "duty":
        return list(names)
    bare = [without_owner(name) for name in names]
    owners = {name.removesuffix(short) for name, short in zip(names, bare, strict=True)}
    return list(names) if len(owners) == 1 else bare


def _gives_away(ask: Ask, right: str, wrong: Sequence[str]) -> bool:
    """Whether the stem shares more with the right option than with any wrong one, or its length betrays it."""
    body = plain(ask.sentence.replace(BLANK, "") or ask.question)
    told = shared_run(plain(right), body)
    others = max((shared_run(plain(option), body) for option in wrong), default=0)
    if told >= _TELLING_CHARS and told > others:
        return True
    return len(right) > max(map(len, wrong), default=0) + _LENGTH_SLACK


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
        explanation=_explanation(ask, kind, answer, right),
    )


def stem_of(named: str, body: str) -> str:
    """“根据…，” and the question; only the question where it names the notice itself."""
    return f"根据{named}，{body}" if named else body


def _explanation(ask: Ask, kind: str, answer: str, right: Sequence[str]) -> str:
    """The clause and its words; for a false statement first what is right."""
    words = "、".join(ask.right) if kind == TRUE_FALSE and answer == FALSE else ""
    correction = f"应为“{words}”。" if words else ""
    return correction + cited(ask)


def cited(ask: Ask) -> str:
    """“见《…》二、（一）2：“…”；…”: where the answer stands, word for word."""
    return f"见{title_of(ask.notice)}{places_cited(ask)}"


def places_cited(ask: Ask) -> str:
    """“二、（一）2：“…”；二、（一）1：“…””."""
    return "；".join(
        f"{source.clause or '（无编号段）'}：“{inner_quotes(source.quote)}”" for source in (ask.source, *ask.also)
    )


def title_of(notice: Notice) -> str:
    """“《title》”, or the id of a notice without one."""
    return f"《{notice.title}》" if notice.title else notice.id
