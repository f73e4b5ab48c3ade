"""Groups of people as answers: which group is provably none of those that a sentence names."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.glossary import Glossary, Mention, Term
from assistant.quiz.words import plain, shared_run
from assistant.records import Notice

_LONGEST_NAME = 12  # characters
# What the name of a group of people ends in; 中医人才培养 is none.
_PEOPLE = re.compile(r"(?:人|户|对象|人口|人员|家庭|成员|妇女|妇|儿|儿童|青少年|学生|医学生|医生|职工|孤儿|军人|者)$")
# Groups that others are a part of: nobody is provably outside them.
_EVERYBODY = re.compile(
    r"所有|全体|全部|任何|各类|群众|居民|患者|病人|重点人群|参保|公民|人员$(?<!特困人员)|对象$(?<!低保对象)(?<!监测对象)|等$|其他|社会力量|低收入|困难群"
)
_NO_GROUP = re.compile(r"[，,；;。：:、的]|领导|管理人员|信息员|队伍|专人")
_SHARED_CHARS = 2
# What names of groups end in says nothing of who is in them.
_ENDING = re.compile("(?:人口|对象|人员|户|家庭|群众|人群)$")


def is_closed(group: str) -> bool:
    """Whether ``group`` names certain people, so that others are outside it."""
    if not 1 < len(group) <= _LONGEST_NAME or not _PEOPLE.search(group):
        return False
    return not _EVERYBODY.search(group) and not _NO_GROUP.search(group)


class GroupBook:
    """The groups that the notices name, and how they stand to each other."""

    def __init__(self, notices: Sequence[Notice], glossary: Glossary, find: Callable[[str], list[Mention]]) -> None:
        """:param find: ``glossary.find``, or one that remembers what it found."""
        self._glossary = glossary
        self._find = find
        self._known: dict[str, frozenset[str]] = {}
        self._by_notice = {notice.id: self._named_in(notice) for notice in notices}

    def _named_in(self, notice: Notice) -> tuple[str, ...]:
        entitled = [who for clause in notice.clauses for item in clause.entitlements for who in item.who]
        mentioned = [
            mention.words
            for clause in notice.clauses
            for mention in self._find(clause.text)
            if mention.term.kind == "group"
        ]
        return tuple(dict.fromkeys(name for name in (*entitled, *mentioned) if is_closed(name)))

    def named_in(self, notice: Notice) -> tuple[str, ...]:
        """Groups that the notice names, those with entitlements first."""
        return self._by_notice.get(notice.id, ())

    def named_elsewhere(self, notice: Notice) -> tuple[str, ...]:
        """Groups that the other notices name."""
        others = (name for key, names in self._by_notice.items() if key != notice.id for name in names)
        return tuple(dict.fromkeys(others))

    def is_apart(self, group: str, named: Sequence[str]) -> bool:
        """Whether ``group`` is neither a synonym of, nor contained in, nor wider than any of ``named``. Groups whose
        names share two characters, or that the glossary relates, count as near, which proves nothing."""
        return not any(self._is_near(group, other) for other in named)

    def _is_near(self, first: str, second: str) -> bool:
        one, other = (_ENDING.sub("", plain(name)) or plain(name) for name in (first, second))
        if one in other or other in one or shared_run(one, other) >= _SHARED_CHARS:
            return True
        return not self._around(first).isdisjoint(self._around(second))

    def _around(self, group: str) -> frozenset[str]:
        """Official names of the group's term, what it is a part of and what it is related to."""
        if group not in self._known:
            self._known[group] = frozenset(self._look_around(group))
        return self._known[group]

    def _look_around(self, group: str) -> set[str]:
        found = [mention.term for mention in self._find(group) if mention.term.kind == "group"]
        around: set[str] = set()
        while found:
            term: Term = found.pop()
            if term.official not in around:
                around.add(term.official)
                found += [*self._glossary.broader(term), *self._glossary.related(term)]
        return around
