"""Units as answers: which names can stand as options, and which unit is provably none of those that a clause names."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache, cached_property

from assistant.glossary import Glossary, Mention
from assistant.quiz.meanings import hints
from assistant.quiz.words import grams, plain
from assistant.records import Clause, Duty, Notice
from assistant.unit_names import UnitName, parse_unit

# What a unit's name ends in; “农业农村” of “农业农村、住房城乡建设等部门” is no name.
_UNIT = re.compile(
    r"(?:部|委|局|厅|处|科|室|股|办|院|署|会|社|队|站|所|校|中心|部门|政府|办公厅|分行|支行|总局|集团|公司|妇联|科协|残联|工商联|团委"
    r"|团[省市县区]委|机构|小组|专班|委员会|街道办事处)$"
)
# Names of many: 各县区, 有关处室, 成员单位. Nobody can prove that a unit is none of them.
_COLLECTIVE = re.compile(
    r"^(?:各|有关|相关|其他|全[市县省区]|下级|所有|拖欠|试点|区县|县区|市县|县市(?!场)|县[（(〔]|市[（(〔])|等$|成员单位|有关|相关|各处|各科|各部|处室$|科室$|[、，]"
)
# Names of two characters that are names all the same.
_SHORT_NAME = re.compile("^(?:编办|妇联|科协|残联|侨联|文联|团委|工会)$")
# A pair of characters in so many units' names tells none of them.
_COMMON_NAMES = 3
_LONGEST_NAME = 18  # characters
# Words so long that two tasks share are no chance: they may be one topic.
_SAME_TOPIC_CHARS = 4
# A core so long, said in a task, tells the unit.
_TELLING_CHARS = 3
# 市 of 市委宣传部 is no owner of a 委宣传部.
_OWNER = re.compile(
    r"^(?:委(?!员)|省(?!委|级)|市(?!场|政|委|级|县)|县(?!委|级|区|市(?!场))|区(?!委|级|县)|州(?!委|级)|自治区(?!党?委))(?=.{3,})"
)
_CENTRAL = re.compile("国务院|国家|中央|中国|全国")
# A commission's own word before its sections; the other owners' words are told by their levels.
_COMMISSION = re.compile(r"^委(?!员)(?=.{3,})")
_PLACED = re.compile(r"^(?:委|省|市(?!场|政)|县|区|州|自治区|国家|各)")
_EVERYWHERE = re.compile("财政|发展改革|发展和改革|人力资源|人社")
_SECTION_ENDING = re.compile("[处科股室]$")
# Offices that end as sections do.
_OFFICE = re.compile("办公室|办事处|管理处")
# A unit that leads more of a notice's tasks than this share of at least so many is no question.
_NEARLY_ALWAYS, _MANY_TASKS = 0.6, 5
# Endings that say of what kind a unit is, not which.
_ENDING = re.compile(r"(?:管理局|委员会|办公室|部门|机构|中心|部|委|局|厅|处|科|室|股|办|署|院|会)$")


def is_unit(name: str) -> bool:
    """Whether ``name`` can stand as an option: one unit, by its name."""
    if _SHORT_NAME.match(name):
        return True
    return 2 < len(name) <= _LONGEST_NAME and bool(_UNIT.search(name)) and not _COLLECTIVE.search(name)


def is_open(duty: Duty) -> bool:
    """Whether a duty's list of units is open: it names collectives of which any unit may be one (有关处室), or ends in
    等."""
    return any(re.search("有关|相关|其他|成员单位|等$", name) for name in duty.units) or any(
        f"{name}等" in duty.quote for name in duty.units
    )


def sort_of(name: str) -> str:
    """What a unit is called by what its name ends in: 处室, 科室, 部门 or 单位."""
    endings = (("处", "处室"), ("科", "科室"), ("股", "科室"), ("部门", "部门"))
    return next((word for ending, word in endings if name.endswith(ending)), "单位")


def without_owner(name: str) -> str:
    """“委规划信息处” → “规划信息处”, “市财政局” → “财政局”."""
    return _OWNER.sub("", name)


def shown_name(name: str) -> str:
    """The name as options show it: sections go without their commission's 委, since notices print it now and then."""
    return _COMMISSION.sub("", name)


@cache
def core_of(name: str) -> str:
    """What sets a unit's name apart from others: “委健康促进处” → “健康促进”."""
    bare = without_owner(parse_unit(name).core)
    return _ENDING.sub("", bare) or bare


class Kinship:
    """Which names may mean one unit. Remembers what it was asked: every name is compared with many."""

    def __init__(self, glossary: Glossary, find: Callable[[str], list[Mention]]) -> None:
        """:param find: ``glossary.find``, or one that remembers what it found."""
        self.glossary = glossary
        self.find = find
        self._pairs: dict[tuple[str, str], bool] = {}
        self._words: dict[str, tuple[str, str]] = {}

    def may_be_same(self, first: str, second: str) -> bool:
        """Whether two names may mean one unit, or a unit and a part of it: then neither disproves the other."""
        pair = (first, second) if first <= second else (second, first)
        if pair not in self._pairs:
            self._pairs[pair] = self._compare(*pair)
        return self._pairs[pair]

    def _compare(self, first: str, second: str) -> bool:
        (one, core), (other, other_core) = self._taken_apart(first), self._taken_apart(second)
        if one in other or other in one or core in other_core or other_core in core:
            return True
        return self.glossary.same_unit(first, second) or self.glossary.same_unit(second, first)

    def _taken_apart(self, name: str) -> tuple[str, str]:
        if name not in self._words:
            self._words[name] = (without_owner(plain(name)), plain(core_of(name)))
        return self._words[name]


class UnitBook:
    """The units of one notice, with what each is named for; made for asking who does what in it."""

    def __init__(self, notice: Notice, kinship: Kinship) -> None:
        self._notice = notice
        self._kinship = kinship
        self._parsed: dict[str, UnitName] = {}
        self._related: dict[str, tuple[Duty, ...]] = {}

    @cached_property
    def duties(self) -> tuple[tuple[Clause, Duty], ...]:
        """Every duty of the notice, with its clause."""
        return tuple((clause, duty) for clause in self._notice.clauses for duty in clause.duties)

    @cached_property
    def sections(self) -> frozenset[str]:
        """The notice's own sections, without their owner's word: those printed with 委 in front, and what stands
        without any owner in one list with them."""
        found: set[str] = set()
        for _, duty in self.duties:
            if any(_COMMISSION.match(name) for name in duty.units):
                found.update(_COMMISSION.sub("", n) for n in duty.units if not _PLACED.match(n) or _COMMISSION.match(n))
        return frozenset(found)

    def is_section(self, name: str) -> bool:
        """Whether ``name`` is a section of an office, not an office."""
        return _COMMISSION.sub("", name) in self.sections or bool(_SECTION_ENDING.search(name))

    def is_internal(self, name: str) -> bool:
        """Whether ``name`` is a section inside an office (处, 科, 委办公室), not an office that others deal with."""
        return self.is_section(name) and (_COMMISSION.sub("", name) in self.sections or not _OFFICE.search(name))

    @cached_property
    def named(self) -> tuple[str, ...]:
        """Every unit with a duty that can stand as an option, in the order of the text; leads before others."""
        leads = [name for _, duty in self.duties for name in duty.lead]
        others = [name for _, duty in self.duties for name in duty.units]
        return tuple(dict.fromkeys(name for name in (*leads, *others) if is_unit(name)))

    def nearest(self, duty: Duty) -> tuple[str, ...]:
        """As :attr:`named`, those of ``duty`` itself first, then those of the duties that stand nearest to it."""
        all_duties = [other for _, other in self.duties]
        at = next((number for number, other in enumerate(all_duties) if other is duty), 0)
        by_distance = sorted(range(len(all_duties)), key=lambda number: (abs(number - at), number))
        names = (name for number in by_distance for name in all_duties[number].units)
        return tuple(dict.fromkeys(name for name in names if is_unit(name)))

    def nearly_always(self, name: str) -> bool:
        """Whether ``name`` leads nearly every task of the notice, so that there is nothing to know."""
        leads = Counter(lead for _, duty in self.duties for lead in duty.lead)
        return sum(leads.values()) >= _MANY_TASKS and leads[name] > _NEARLY_ALWAYS * sum(leads.values())

    @cached_property
    def mentioned(self) -> tuple[str, ...]:
        """Units that the notice names without a duty (issuers, addressees), where the name says the level."""
        found = (
            mention.words
            for clause in self._notice.clauses
            for mention in self._kinship.find(clause.text)
            if mention.term.kind == "department" and mention.level
        )
        return tuple(dict.fromkeys(name for name in found if is_unit(name) and not re.search("[、，等]", name)))

    def may_be_same(self, first: str, second: str) -> bool:
        """As :meth:`Kinship.may_be_same`."""
        return self._kinship.may_be_same(first, second)

    def refutes_lead(self, clause: Clause, duty: Duty, task: str, name: str) -> bool:
        """Whether ``name`` provably does not lead ``task``: it is named beside the one lead in another role, or has no
        part at all; and it leads nothing on what may be the same topic."""
        if any(self.may_be_same(name, unit) for unit in duty.lead):
            return False
        if not any(plain(without_owner(name)) == plain(without_owner(unit)) for unit in duty.units):
            return self.refutes(clause, duty, task, name)
        related = (other for other in self.related_to(task) if other is not duty)
        return not any(self.may_be_same(name, unit) for other in related for unit in other.lead)

    def refutes(self, clause: Clause, duty: Duty, task: str, name: str) -> bool:
        """Whether ``name`` provably has no part in ``task``: no unit of the duty may be it, the words that the duty
        speaks for do not name it, and it has no duty of the notice on what may be the same topic."""
        if any(self.may_be_same(name, unit) for unit in duty.units):
            return False
        if plain(core_of(name)) in plain(duty.quote if duty.basis.kind == "prose" else clause.text):
            return False
        related = (other for other in self.related_to(task) if other is not duty)
        return not any(self.may_be_same(name, unit) for other in related for unit in other.units)

    def related_to(self, task: str) -> tuple[Duty, ...]:
        """The duties that may be on the topic of ``task``: both say four characters in a row."""
        if task not in self._related:
            said = grams(task, _SAME_TOPIC_CHARS)
            self._related[task] = tuple(duty for duty, runs in self._runs if not said.isdisjoint(runs))
        return self._related[task]

    @cached_property
    def _runs(self) -> tuple[tuple[Duty, frozenset[str]], ...]:
        return tuple((duty, grams(duty.task, _SAME_TOPIC_CHARS)) for _, duty in self.duties)

    @cached_property
    def common_words(self) -> frozenset[str]:
        """Pairs of characters that many units of the notice have in their names."""
        cores = {core_of(name) for name in self.named}
        pairs = Counter(pair for core in cores for pair in {core[at : at + 2] for at in range(len(core) - 1)})
        return frozenset(pair for pair, count in pairs.items() if count >= _COMMON_NAMES)

    def hints(self, name: str, task: str) -> bool:
        """Whether the words of ``task`` bring ``name`` to mind."""
        return hints(core_of(name), task, self.common_words)

    def likely_first(self, names: Sequence[str], text: str) -> list[str]:
        """``names`` with those first that the words of ``text`` bring to mind, then those that have a part in
        everything, then those with the most duties: a unit of quite another field is no option that somebody would
        choose."""
        counts = self._counts
        return sorted(names, key=lambda n: (not self.hints(n, text), not _EVERYWHERE.search(n), -counts[n]))

    @cached_property
    def _counts(self) -> Counter[str]:
        return Counter(name for _, duty in self.duties for name in duty.units)

    def sort_of(self, name: str) -> str:
        """As :func:`sort_of`; an office (办公室) is called what the notice's sections are."""
        sections = {sort_of(other) for other in self.named} & {"处室", "科室"}
        return sections.pop() if name.endswith("办公室") and len(sections) == 1 else sort_of(name)

    def is_told_by(self, name: str, task: str) -> bool:
        """Whether the task says another name of the unit: 医疗保障 tells of 医保部门."""
        unit = self._kinship.glossary.department(name)
        others = self._kinship.glossary.expand(unit.term) if unit else ()
        return any(len(core) >= _TELLING_CHARS and core in plain(task) for core in map(core_of, others))

    def alike(self, name: str, right: str) -> bool:
        """Whether ``name`` is of the same rank as ``right``, so that it is plausible beside it."""
        one, other = self._parse(name), self._parse(right)
        if bool(_CENTRAL.match(name)) != bool(_CENTRAL.match(right)):
            return False
        if self.is_section(name) or self.is_section(right):
            # An office within the office (医政医管局) stands out among sections.
            return self.is_section(name) and self.is_section(right)
        return not one.place and bool(one.levels & other.levels) and name.endswith("部门") == right.endswith("部门")

    def _parse(self, name: str) -> UnitName:
        if name not in self._parsed:
            self._parsed[name] = parse_unit(name)
        return self._parsed[name]
