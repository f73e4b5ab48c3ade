"""Answers that stand, in other words or for the like thing, in what another question shows or has for its own
answer: the way of paying in a slogan of another notice, a hundred per cent in “每个村有……”, a wrong option that is
right there."""

from __future__ import annotations

import re

from assistant.quiz.records import BLANK, FILL_IN, MULTIPLE, SINGLE, TRUE_FALSE, Question
from assistant.quiz.words import plain, shared_run, value_of

_ALL, _HUNDRED = 100, re.compile("100[%％]")
# “Every village has one” is a hundred per cent of villages.
_EVERY = re.compile("每[个家所名]?|所有|全部|均|全覆盖")
_PART = re.compile("[，,。；;：:]")
# So many characters in a row make two sentences speak of one thing; of one policy; tell a rank or a range by what
# stands behind it.
_SAME_THING, _SAME_POLICY, _BEHIND = 4, 5, 2
# A rank's own part so long tells it wherever it stands.
_TELLING = 2


def echoes(first: Question, second: Question, shown: str) -> bool:
    """Whether ``first`` shows the answer of ``second``, a choice, a blank or a hundred per cent, or has it for a like
    answer of its own.

    :param shown: what is read of ``first`` before it is answered.
    """
    if second.kind == TRUE_FALSE:
        return bool(_HUNDRED.search(second.body)) and _says_all(first, shown, second.body)
    if second.kind == MULTIPLE:
        return second.fact == first.fact == "list" and _offers_wrongly(first, second)
    if second.kind not in (SINGLE, FILL_IN) or second.fact == "duty":
        return False
    told = _answered(first, shown)
    right = second.right[0]
    if second.fact == "rank":
        return _says_rank(told, second)
    if second.role == "area":
        return right[:2] in told and shared_run(plain(told), plain(second.body)) >= _SAME_POLICY
    value = value_of(right)
    if value is None:
        return _says_words(told, second) or _says_range(told, second)
    before, _, behind = second.body.partition(BLANK)
    if value == _ALL and behind.startswith(("%", "％")):
        return _says_all(first, shown, before + behind)
    return _has_like_answer(first, second)


def _answered(question: Question, shown: str) -> str:
    """``shown`` with the answer of ``question`` in its blank."""
    return shown.replace(BLANK, "、".join(question.right)) if question.options or question.kind == FILL_IN else shown


def _offers_wrongly(first: Question, second: Question) -> bool:
    """Whether a wrong option of one list is a right one of the other."""
    wrong = {plain(option) for option in first.options if option not in first.right}
    return any(plain(answer) in wrong for answer in second.right)


def _says_rank(told: str, second: Question) -> bool:
    """Whether what sets the rank apart from the other options is said, or, where that is one character, the rank with
    the words behind it."""
    right = plain(second.right[0])
    others = [plain(option) for option in second.options]
    core = next((right[:at] for at in range(len(right)) if all(o.endswith(right[at:]) for o in others)), right)
    if len(core) >= _TELLING:
        return core in plain(told)
    behind = plain(second.body.partition(BLANK)[2].partition("”，横线处")[0])[:_BEHIND]
    return right + behind in plain(told)


def _says_words(told: str, second: Question) -> bool:
    """Whether a part of a sentence says the time asked for of what may be the same act."""
    right, asked = plain(second.right[0]), _part_with_blank(second)
    parts = (plain(part) for part in _PART.split(told))
    return any(right in part and shared_run(part.replace(right, ""), asked) >= _SAME_THING for part in parts)


def _says_range(told: str, second: Question) -> bool:
    behind = plain(second.body.partition(BLANK)[2])[:_BEHIND]
    return plain(second.right[0]) + behind in plain(told) if second.role == "number" else False


def _says_all(first: Question, shown: str, sentence: str) -> bool:
    """Whether ``first`` has another hundred per cent, or says that every one has the same thing."""
    if value_of(first.right[0]) == _ALL or _HUNDRED.search(shown):
        return True
    return bool(_EVERY.search(shown)) and shared_run(plain(shown), plain(sentence)) >= _SAME_THING


def _has_like_answer(first: Question, second: Question) -> bool:
    """Whether ``first`` asks for the same figure of the like thing."""
    if first.kind not in (SINGLE, FILL_IN) or value_of(first.right[0]) != value_of(second.right[0]):
        return False
    return shared_run(_part_with_blank(first), _part_with_blank(second)) >= _SAME_THING


def _part_with_blank(question: Question) -> str:
    body = question.body.partition("”，横线处")[0]
    return plain(next((part for part in _PART.split(body) if BLANK in part), body).replace(BLANK, ""))
