"""Ranks, made ready for asking: the grade of a hospital or laboratory, the rank of a title or degree, the way of
paying: “支持50万以上人口大县创建三级综合医院”, “实行总额付费”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from assistant.quiz.cloze import call_scope, cloze_at
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import plain
from assistant.records import Clause, Notice


@dataclass(frozen=True, slots=True)
class _Ladder:
    """``steps``: from the lowest; ``where``: what matches one of them, as the group ``rank``, where it decides.
    ``is_ordered``: a step includes those above it. ``is_graded``: each is higher than the one before."""

    steps: tuple[str, ...]
    where: re.Pattern[str]
    is_ordered: bool = True
    is_graded: bool = True


_LADDERS = (
    _Ladder(("一级", "二级", "三级", "四级"), re.compile("生物安全(?P<rank>[一二三四]级)(?=实验室)"), False),
    _Ladder(
        ("二级乙等", "二级甲等", "三级乙等", "三级甲等"),
        re.compile("(?P<rank>[二三]级[甲乙]等)(?=水平|医院|综合医院|标准)"),
    ),
    _Ladder(
        ("一级", "二级", "三级"),
        re.compile("(?P<rank>[一二三]级)(?=(?:及)?以上(?:综合)?医院|综合医院|医院(?:组团|续签|的县级))"),
    ),
    _Ladder(("初级", "中级", "副高级", "正高级"), re.compile("(?P<rank>初级|中级|副高级|正高级)(?=职称)")),
    _Ladder(("初级", "中级", "高级"), re.compile("(?<![副正])(?P<rank>高级)(?=职称)")),
    _Ladder(
        ("大专", "大学本科", "硕士研究生", "博士研究生"), re.compile("(?P<rank>大专|大学本科|硕士|博士)(?=(?:及)?以上)")
    ),
    _Ladder(
        ("总额付费", "按项目付费", "按床日付费", "按人头付费"),
        re.compile("实行(?P<rank>总额付费|按项目付费|按床日付费|按人头付费)"),
        False,
        False,
    ),
)  # fmt: skip
# What is ranked is told by so many characters behind the rank.
_SAME_BEHIND = 2
_AT_LEAST = re.compile(f"{BLANK}(?:及)?以上")
_TO_REACH = re.compile(f"(?:达到|达|至少|不低于){BLANK}")


def place_of_rank(rank: str) -> float | None:
    """For putting ranks in order, from the lowest; None for what stands on no ladder with an order."""
    steps = next((ladder.steps for ladder in _LADDERS if rank in ladder.steps and ladder.is_graded), ())
    return float(steps.index(rank)) if steps else None


def find_rank_asks(notice: Notice, named: str) -> Iterator[Ask]:
    """Every rank of ``notice`` that decides something."""
    for clause in notice.clauses:
        for ladder in _LADDERS:
            for match in ladder.where.finditer(clause.text):
                ask = _ask(notice, named, clause, ladder, match)
                if ask is not None:
                    yield ask


def _ask(notice: Notice, named: str, clause: Clause, ladder: _Ladder, match: re.Match[str]) -> Ask | None:
    right = match["rank"]
    cloze = cloze_at(clause.text, *match.span("rank"))
    called = call_scope(named, clause, cloze, right) if cloze else None
    if cloze is None or called is None or any(step in cloze.rest for step in ladder.steps):
        return None  # beside 副高级 everybody writes 正高级
    refutes = partial(refutes_rank, ladder.steps, clause, right, cloze.text)
    wrong = tuple(step for step in _nearest(ladder.steps, right) if refutes(step))
    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(match.start("rank")),
        asked=("rank", "rank"),
        right=(right,),
        refutes=refutes,
        far=wrong,
        false=tuple(step for step in wrong if _may_be_false(ladder, step, right, cloze.text))[:1],
    )


def _place(steps: tuple[str, ...], rank: str) -> int:
    return next((at for at, step in enumerate(steps) if step.startswith(rank)), 0)


def _nearest(steps: tuple[str, ...], right: str) -> list[str]:
    at = _place(steps, right)
    others = [number for number in range(len(steps)) if number != at]
    return [steps[number] for number in sorted(others, key=lambda number: (abs(number - at), -number))]


def _may_be_false(ladder: _Ladder, step: str, right: str, text: str) -> bool:
    """Whether a statement with ``step`` does not follow from the one with ``right``: of “二级以上” what holds for more
    follows for less, of a rank to be reached the lower one."""
    apart = _place(ladder.steps, step) - _place(ladder.steps, right)
    if abs(apart) > 1:
        return False  # nobody would believe it
    is_higher = apart > 0
    if not ladder.is_ordered:
        return True
    return not is_higher if _AT_LEAST.search(text) else is_higher or not _TO_REACH.search(text)


def refutes_rank(steps: tuple[str, ...], clause: Clause, right: str, shown: str, answer: str) -> bool:
    """Whether ``answer`` is provably not the rank asked for: another step of the ladder, which the sentence does not
    show and the clause does not say before the same words."""
    if answer not in steps or answer.startswith(right) or plain(answer) in plain(shown):
        return False
    behind = plain(shown.partition(BLANK)[2])[:_SAME_BEHIND]
    return plain(answer) + behind not in plain(clause.text)
