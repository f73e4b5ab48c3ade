"""What the citations of one statement hold: texts, duties, groups of people, names. What the check compares with."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.verbatim import Verbatim, one_form
from assistant.reading.passage import Passage
from assistant.records import Citation, Clause, Duty, Entitlement, Notice, Target

# So many paragraphs above a line “责任单位：…” may hold the task that it is about.
_TASK_ABOVE = 4
# What may stand directly before a name without being a part of it.
_BEFORE_NAME = "对于由为将给与向的在是使让经把"
# What behind a name makes it another name.
_LONGER_NAME = "处局委科室厅部会院户家员长"
_LIST_ITEM = re.compile(r"(?:[^、，。；：（）]+、)+[^、，。；：（）]+")
_NO_TOPIC = re.compile(r"\d|不|未|无|非|牵头|配合|负责|[一二三四五六七八九十]+[个年月周天日]")


@dataclass(frozen=True)
class Cited:
    """The citations of a statement with what the records know of them."""

    citations: tuple[Citation, ...]
    knowledge: Knowledge

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """The notices cited."""
        return tuple(dict.fromkeys(self.knowledge.by_id[citation.notice] for citation in self.citations))

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses cited."""
        return tuple(dict.fromkeys(self.knowledge.clauses[citation.clause_id] for citation in self.citations))

    @cached_property
    def left_out(self) -> tuple[Clause, ...]:
        """The clauses of which the copy leaves something out, as the run cited itself says."""
        return tuple(self.knowledge.clauses[c.clause_id] for c in self.citations if "略" in c.quote)

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The runs cited, as rules read them: without the numbers of pages that break a sentence."""
        return tuple(Passage.cut(self.knowledge.by_id[c.notice].source, c.start, c.end).text for c in self.citations)

    @cached_property
    def duties(self) -> tuple[Duty, ...]:
        """The duties that the citations give whole, with what their lead rests on."""
        return tuple(
            duty
            for clause in self.clauses
            for duty in clause.duties
            if any(c.clause_id == clause.id and c.start <= duty.start and duty.end <= c.end for c in self.citations)
            and any(c.start < duty.basis.end and duty.basis.start < c.end for c in self.citations)
        )

    @cached_property
    def entitlements(self) -> tuple[Entitlement, ...]:
        """What the runs cited grant to whom."""
        return tuple(
            fact
            for clause in self.clauses
            for fact in clause.entitlements
            if any(c.clause_id == clause.id and c.start < fact.end and fact.start < c.end for c in self.citations)
        )

    @cached_property
    def periods(self) -> frozenset[str]:
        """ISO 8601 forms of how often something is due by the runs cited."""
        return frozenset(
            limit.iso
            for clause in self.clauses
            for limit in clause.time_limits
            if limit.kind == "every"
            and limit.iso
            and any(c.clause_id == clause.id and c.start < limit.end and limit.start < c.end for c in self.citations)
        )

    @cached_property
    def targets(self) -> tuple[Target, ...]:
        """The targets that the runs cited set."""
        return tuple(
            fact
            for clause in self.clauses
            for fact in clause.targets
            if any(c.clause_id == clause.id and c.start < fact.end and fact.start < c.end for c in self.citations)
        )

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The units and groups of the facts cited as printed, the longest first."""
        names = {unit for duty in self.duties for unit in duty.units} | {g for e in self.entitlements for g in e.who}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    @cached_property
    def counts(self) -> frozenset[int]:
        """How many a count of something listed in the runs cited may come to: the units or groups of a fact; without
        one, the items of a list, or the runs themselves."""
        lists = [names for duty in self.duties for names in (duty.units, duty.lead, duty.support, duty.responsible)]
        lists += [fact.who for fact in self.entitlements]
        held = frozenset(len(names) for names in lists if names)
        return held or frozenset((len(self.citations), *(n for text in self.texts for n in lengths_of_lists(text))))

    @cached_property
    def _verbatim(self) -> Verbatim:
        printed = tuple(citation.quote for citation in self.citations)
        return Verbatim(self.texts, printed, self._is_needed, self._is_topic)

    def missing(self, text: str) -> str | None:
        """The Chinese words of ``text`` that do not stand in the runs cited, or None."""
        return self._verbatim.missing(text)

    def _is_needed(self, words: str) -> bool:
        """Whether a stretch is nothing but names of units, so that leaving it out would shorten a list, or says for
        whom, where, on which condition or with which papers something is granted that stands in another stretch."""
        if all(fold(name) in self.knowledge.unit_names for name in words.split("、")):
            return True
        elsewhere = [fact for fact in self.entitlements if one_form(fact.what) not in words]
        limits = (limit for e in elsewhere for limit in (*e.who, *e.excluded, e.condition, e.area, e.papers) if limit)
        return any(one_form(limit).strip("、") in words for limit in limits)

    def _is_topic(self, words: str) -> bool:
        """Whether words before “由……牵头” are no more than the place and the subject of the clause cited."""
        if _NO_TOPIC.search(words):
            return False
        held = [one_form(text) for clause in self.clauses for text in (clause.text, *clause.headings)]
        held += [notice.place or "" for notice in self.notices]
        return _is_made_of(words, held)

    # --- tasks and roles ---------------------------------------------------------------------------------------

    def has_task(self, task: str) -> bool:
        """Whether the task of a duty stands where it may: in the paragraph cited, in its headings, or, for a tail on a
        line of its own, in a paragraph above it."""
        return any(task in said for clause in self.clauses for said in self._around(clause))

    def _around(self, clause: Clause) -> Iterable[str]:
        notice = self.knowledge.by_id[clause.notice]
        after = bisect_left(notice.clauses, clause.start, key=lambda other: other.start)
        yield from (duty.task for duty in clause.duties)
        yield from (clause.text, *clause.headings)
        yield from (other.text for other in notice.clauses[max(0, after - _TASK_ABOVE) : after])

    def bears_roles(self, roles: Sequence[tuple[str, str]]) -> bool:
        """Whether one duty cited has exactly these units in these roles. ``others`` are the units that a first-unit
        rule puts behind the lead; a role that is not told may have units all the same."""
        return bool(roles) and any(all(_units(duty, role) == names for role, names in roles) for duty in self.duties)

    # --- names -------------------------------------------------------------------------------------------------

    def english(self, name: str) -> str | None:
        """The English name of a unit, group, term or place."""
        return self.knowledge.glossary.english(name) or self.knowledge.gazetteer.english(name)

    def is_name(self, name: str) -> bool:
        """Whether ``name`` is that of a unit or of a group of people."""
        term = self.knowledge.glossary.term(name)
        known = fold(name) in self.knowledge.unit_names or self.knowledge.glossary.department(name) is not None
        return known or (term is not None and term.kind in ("group", "department"))

    def is_group(self, name: str) -> bool:
        """Whether ``name`` is that of a group of people, in the glossary or in what the runs cited grant."""
        term = self.knowledge.glossary.term(name)
        granted = any(name in fact.who for fact in self.entitlements)
        return granted or (term is not None and term.kind == "group")

    def says(self, name: str) -> bool:
        """Whether the runs cited say ``name``; a unit or a group not as a piece of a longer name."""
        words = one_form(name)
        if words in map(one_form, self.names) or name in {notice.place for notice in self.notices}:
            return True
        texts = [one_form(text) for text in self.texts]
        if not self.is_name(name):
            return any(words in text for text in texts)
        whole = re.compile(rf"(?:(?<![\u3400-\u9fff])|(?<=[{_BEFORE_NAME}])){re.escape(words)}(?![{_LONGER_NAME}])")
        return any(whole.search(text) for text in texts)


def lengths_of_lists(text: str) -> list[int]:
    """How many items each list “甲、乙、丙” in ``text`` has."""
    return [match[0].count("、") + 1 for match in _LIST_ITEM.finditer(one_form(text))]


def _units(duty: Duty, role: str) -> str:
    by_rule = duty.basis.kind == "first_listed"
    names = {
        "lead": duty.lead,
        "support": () if by_rule else duty.support,
        "others": duty.support if by_rule else (),
        "responsible": duty.responsible,
    }
    return one_form("、".join(names[role]))


def _is_made_of(words: str, texts: Sequence[str]) -> bool:
    """Whether ``words`` can be cut into runs of two characters or more that stand in ``texts``."""
    reach = {0}
    for start in range(len(words)):
        if start in reach:
            ends = range(start + 2, len(words) + 1)
            reach.update(end for end in ends if any(words[start:end] in text for text in texts))
    return len(words) in reach
