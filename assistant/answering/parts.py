"""A question in several parts (“谁牵头，什么时候报？”) → its parts, each to be asked behind the ones before it."""

from __future__ import annotations

import re
from itertools import pairwise

from assistant.answering.ask_words import ORDER, TAG, WH
from assistant.answering.asks import asking_clauses, asks_anything

# Who asks more than this at once gets the rest answered together.
MAX_PARTS = 4
_MARKS = " 　，,。；;！!？?：:“”\"'"
_STOP = re.compile(r"(?:[？?。；;！!]|吗[，,])\s*$")
# The other one of two things to choose from is no part of its own: “…是市里管？还是县里管？”.
_OTHER_CASE = re.compile(r"(?:还是|或者|或是|要不)|or\b", re.I)
# “啥户都不沾，”, “谁也没告诉我，”: everything or nothing is meant, and nothing asked.
_ALL_OR_NONE = re.compile(r"(?:什么|啥|谁|哪|几)[^，。？?]{0,6}(?:都|也)[不没是]")
# “When a bank shares the risk, what …”: a case, and no question of its own.
_CASE = re.compile(r"(?:and |but )?(?:when|where|while|once|if)\b[^?]*,\s*$", re.I)


def find_parts(question: str) -> tuple[str, ...]:
    """The parts of ``question``, in its order, each with the words told before it; empty where it asks but once.

    The parts joined are the question: nothing of it is lost.
    """
    if ORDER.match(question):
        return ()
    ends = _ends(question)[: MAX_PARTS - 1]
    if not ends:
        return ()
    cuts = [0, *ends, len(question)]
    return tuple(question[begin:end] for begin, end in pairwise(cuts))


def _ends(question: str) -> list[int]:
    """Where each part ends that another one follows."""
    ends: list[int] = []
    position = 0
    for clause in (clause for clause in asking_clauses(question) if asks_anything(clause)):
        begin = _alike(question).find(_alike(clause), position)
        if begin < 0:
            return []
        position = begin + len(clause)
        if ends and _goes_with_the_one_before(clause):
            ends[-1] = position
        elif _asks_by_itself(clause):
            ends.append(position)
    return ends[:-1]


def _alike(text: str) -> str:
    """``text`` with the question word that is often mistyped in one spelling (see :mod:`assistant.answering.asks`)."""
    return text.replace("那", "哪")


def _goes_with_the_one_before(clause: str) -> bool:
    return bool(TAG.fullmatch(clause.strip(_MARKS)) or _OTHER_CASE.match(clause))


def _asks_by_itself(clause: str) -> bool:
    """Whether a clause asks something in full: a yes or no in the middle of a sentence belongs to what follows."""
    if _ALL_OR_NONE.search(clause) or _CASE.match(clause):
        return False
    return bool(_STOP.search(clause) or WH.search(clause) or clause[-1] not in "，,")
