"""Which hospitals and clinics a rule reaches, made ready for asking: “向乡镇卫生院和村卫生室延伸”, “向县级医院派驻”,
“在中心卫生院设置”.

What is extended or sent out goes down: a wrong option is a level below the right one, never one above. Where there are
too few, the level is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from assistant.quiz.cloze import call_scope, cloze_at
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import plain
from assistant.records import Clause, Notice

# From the village upwards; whatever is sent out comes from above.
LEVELS = ("村卫生室", "乡镇卫生院", "县级医院")
# What stands in towns where the village has the other.
_IN_TOWN = {"村卫生室": "社区卫生服务站", "乡镇卫生院": "社区卫生服务中心"}
_LEVEL = "(?:" + "|".join(LEVELS) + ")"
# What goes to a level, or covers it; who only has a part in a task is another matter.
_REACHED = re.compile(
    rf"(?:(?:逐步)?(?:向|到|延伸至|延伸到|覆盖)[^，。；、“”（）向到]{{0,4}}?(?:所有|全部)?)"
    rf"(?P<level>{_LEVEL}(?:[、和及]{_LEVEL})?)(?=延伸|下沉|推广|派驻|派出|倾斜|转移|（|\(|，|。|；)"
)
# Where something is set up: what is asked is filled in, since a larger house may hold the smaller.
_SET_UP = re.compile(
    r"(?:在|支持(?:有条件的)?)(?P<level>中心卫生院|中心乡镇卫生院|村卫生室|县级医院)(?=设置|设立|建设|建立|开设)"
)
_PLACES = {*LEVELS, *_IN_TOWN.values()}
_JOINT = re.compile("[、和及]")


def find_level_asks(notice: Notice, named: str) -> Iterator[Ask]:
    """Every level that a rule of ``notice`` reaches."""
    for clause in notice.clauses:
        for pattern in (_REACHED, _SET_UP):
            for match in pattern.finditer(clause.text):
                ask = _ask(notice, named, clause, match)
                if ask is not None:
                    yield ask


def _ask(notice: Notice, named: str, clause: Clause, match: re.Match[str]) -> Ask | None:
    right = match["level"]
    cloze = cloze_at(clause.text, *match.span("level"))
    called = call_scope(named, clause, cloze, right) if cloze else None
    if cloze is None or called is None or (_JOINT.search(right) and re.search(f"{BLANK}[（(]", cloze.text)):
        return None  # a bracket says something of the last alone
    refutes = partial(refutes_level, clause, right, cloze.rest)
    wrong = tuple(level for level in _below(right) if refutes(level))
    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(match.start("level")),
        asked=("level", "level"),
        right=(right,),
        refutes=refutes,
        far=wrong,
        false=wrong[:1],
    )


def _below(right: str) -> list[str]:
    """The levels below a single one, those of the town among them, the nearest first."""
    if right not in LEVELS:
        return []
    below = LEVELS[: LEVELS.index(right)]
    return [name for level in reversed(below) for name in (level, _IN_TOWN[level])]


def refutes_level(clause: Clause, right: str, shown: str, answer: str) -> bool:
    """Whether ``answer`` is provably not the level asked for: the sentence says none of it, and the clause not all."""
    levels = _JOINT.split(answer)
    if any(level not in _PLACES for level in levels) or plain(answer) == plain(right):
        return False
    if any(plain(level) in plain(shown) for level in levels):
        return False
    return any(plain(level) not in plain(clause.text) for level in levels)
