"""Which hospitals and clinics a rule reaches, made ready for asking: “向乡镇卫生院和村卫生室延伸”, “向县级医院派驻”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from assistant.quiz.cloze import call_scope, cloze_at
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.records import Ask
from assistant.quiz.words import plain
from assistant.records import Clause, Notice

# From the village upwards.
LEVELS = ("村卫生室", "乡镇卫生院", "县级医院", "市级医院", "省级医院")
# What stands in towns where the village has the other.
_IN_TOWN = {"村卫生室": "社区卫生服务站", "乡镇卫生院": "社区卫生服务中心"}
_LEVEL = "(?:" + "|".join(LEVELS) + ")"
# What goes to a level, or covers it; who only has a part in a task is another matter.
_REACHED = re.compile(
    rf"(?:(?:逐步)?(?:向|到|延伸至|延伸到|覆盖)[^，。；、“”（）向到]{{0,4}}?(?:所有|全部)?|加大对?[^，。；、]{{0,6}}?)"
    rf"(?P<level>{_LEVEL}(?:[、和及]{_LEVEL})?)"
    r"(?=延伸|下沉|推广|派驻|派出|倾斜|转移|[^，。；、]{0,10}(?:支持|投入)力度|（|\(|，|。|；)"
)
_PLACES = {*LEVELS, *_IN_TOWN.values()}
_JOINT = re.compile("[、和及]")
_FEWEST_WRONG, _LONGEST_STATEMENT = 3, 70


def find_level_asks(notice: Notice, named: str) -> Iterator[Ask]:
    """Every level that a rule of ``notice`` reaches, where three others are provably wrong."""
    for clause in notice.clauses:
        for match in _REACHED.finditer(clause.text):
            ask = _ask(notice, named, clause, match)
            if ask is not None:
                yield ask


def _ask(notice: Notice, named: str, clause: Clause, match: re.Match[str]) -> Ask | None:
    right = match["level"]
    cloze = cloze_at(clause.text, *match.span("level"))
    called = call_scope(named, clause, cloze, right) if cloze else None
    if cloze is None or called is None:
        return None
    refutes = partial(refutes_level, clause, right, cloze.rest)
    wrong = [level for level in _others(right) if refutes(level)]
    if len(wrong) < _FEWEST_WRONG:
        return None
    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(match.start("level")),
        asked=("level", "level"),
        right=(right,),
        refutes=refutes,
        far=tuple(wrong),
        false=tuple(wrong[:1]) if len(cloze.text) <= _LONGEST_STATEMENT else (),
    )


def _others(right: str) -> list[str]:
    """As many levels as ``right`` names, the nearest first."""
    named = [LEVELS.index(level) for level in _JOINT.split(right)]
    joint = _JOINT.search(right)
    if joint is None:
        found = sorted(range(len(LEVELS)), key=lambda at: abs(at - named[0]))
        town = [_IN_TOWN[right]] if right in _IN_TOWN else []
        return [LEVELS[at] for at in found if at not in named] + town
    step = named[0] - named[-1]
    shifts = [at for at in range(len(LEVELS)) if 0 <= at + step < len(LEVELS) and at != named[-1]]
    parts = _JOINT.split(right)
    town = [joint[0].join(_IN_TOWN[part] for part in parts)] if all(part in _IN_TOWN for part in parts) else []
    return [LEVELS[at + step] + joint[0] + LEVELS[at] for at in shifts] + town


def refutes_level(clause: Clause, right: str, shown: str, answer: str) -> bool:
    """Whether ``answer`` is provably not the level asked for: the sentence says none of it, and the clause not all."""
    levels = _JOINT.split(answer)
    if any(level not in _PLACES for level in levels) or plain(answer) == plain(right):
        return False
    if any(plain(level) in plain(shown) for level in levels):
        return False
    return any(plain(level) not in plain(clause.text) for level in levels)
