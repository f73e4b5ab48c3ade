"""Who leads, supports or is responsible, made ready for asking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from assistant.quiz.cloze import call_annex
from assistant.quiz.quoting import quote_of
from assistant.quiz.records import BLANK, DOERS, Ask, Source
from assistant.quiz.units import UnitBook, is_open, is_unit, shown_name, sort_of
from assistant.quiz.words import inner_quotes, is_balanced, is_misread, plain, shared_run, source_of, tidy
from assistant.records import Clause, Duty, Notice

_LONGEST_TASK, _SHORTEST_TASK = 42, 5  # characters
# A part of a sentence that waits for the rest, or goes on from what stood before.
_HALF = re.compile(
    r"^(?:的|并|和|及|与|或|等|其|该|上述|在|按照?|根据|依据|依照|针对|对于|结合|通过|为了?|以|从|由|经|自|到|向|如|若|除|因)|^对[^，]*的[\u4e00-\u9fff]{1,4}$|职责$|[\d%％]$"
)
# Two sentences about one thing that stand so near each other divide it between two units.
_NEARBY_CHARS = 400
# Two tasks that share so much of the shorter one read as the same.
_NEARLY_ALL = 0.7
# Tasks that every notice sets at its end, and that say nothing by themselves.
_GENERAL = re.compile(
    r"(?:进一步|切实)?(?:加强|强化|加大|严格|落实|完善|做好|突出|明确|健全|压实|狠抓)?"
    r"(?:(?:组织|领导|部门|上下|内部|政策|协作|协同|协调|统筹|倾斜|支持|宣传|引导|舆论|督查|督导|督促|考核|检查|监督|评估|责任|工作|保障|措施)"
    r"(?:和|与|、)?)+(?:力度|机制)?"
)
_OWN_TITLE_CHARS = 12
_LITTER = re.compile(r"[|*#\n：:。]|附件")
_TIME = re.compile(r"\d\s?(?:年|月|日)[底末初]?前|每[年月周季日天半]")
# A paragraph that gives so many departments one sentence each says what departments are there for, not what is new.
_GENERAL_DUTIES = 4
_MOST_FAR = 3
# Nobody can reason that an office is none of so few.
_SHORT_LIST = 2
# What desks do for themselves: nobody outside needs it.
_HOUSEKEEPING = re.compile(
    "下发|收集|汇总|整理|报送|上报|归档|档案|台账|会务|文件流转|督办|通报|日常|信息简报|对下级|指导服务|专项工作|协调沟通|联络"
)
_ROLE_WORDS = {"lead": "牵头", "responsible": "负责"}
_MEMBER_WORDS = {"lead": "牵头单位", "responsible": "责任单位", "support": "配合单位"}


@dataclass(frozen=True, slots=True)
class _Task:
    """A duty with the words that its task goes by in a stem."""

    clause: Clause
    duty: Duty
    words: str

    @property
    def quoted(self) -> str:
        """The words as they stand in a stem."""
        return f"“{inner_quotes(self.words)}”"


def find_duty_asks(notice: Notice, named: str, book: UnitBook) -> Iterator[Ask]:
    """Every duty of ``notice`` that can be asked about; ``named``: how stems name the notice."""
    for clause, duty in book.duties:
        words = _task_words(clause, duty, book)
        if words is None or _is_said_twice(words, duty, book) or _is_circular(words, notice):
            continue
        if _has_own_time(words, clause, duty):
            continue
        called = call_annex(named, clause)
        task = _Task(clause, duty, words)
        for role in DOERS:
            if getattr(duty, role) and (role == "lead" or not is_open(duty)):
                yield from _ask_doer(notice, called, task, role, book)
        if duty.support and not is_open(duty):
            yield from _ask_members(notice, called, task, "support", book)


# --- the task in words -------------------------------------------------------------------------------------------


def _task_words(clause: Clause, duty: Duty, book: UnitBook) -> str | None:
    """What the task is called in a stem, or None where it cannot be put readably.

    The heading, where it stands for this duty alone; else the first sentence, or what stands before its first “；”.
    """
    heads_others = (
        clause.heading is not None and plain(duty.task) == plain(clause.heading) and _shares_label(clause, book)
    )
    words = _first_sentence(clause) if heads_others else duty.task
    for part in (words, re.split("[；;。]", words)[0], re.split("[，,；;。]", words)[0]):
        part = tidy(part).rstrip("。；;，,")
        if _is_readable(part) and _is_said(part, clause, duty):
            return part
    return None


def _is_said(words: str, clause: Clause, duty: Duty) -> bool:
    """Whether the clause says the task, and, where a sentence assigns it, says it right beside the verb."""
    task = plain(words)
    if duty.basis.kind != "prose":
        return task in plain(clause.text) and _is_whole_tail(duty)
    return bool(
        re.search(rf"(?:负责|牵头|承担|主抓|组织){re.escape(task)}|{re.escape(task)}(?:工作)?由", plain(duty.quote))
    )


def _is_whole_tail(duty: Duty) -> bool:
    """Whether a tail in brackets speaks of its paragraph: “（技工院校内由…负责）” speaks of a part of it."""
    inner = plain(duty.quote)
    begins = (*map(plain, duty.units), "牵头", "责任", "负责", "主办", "承办", "配合", "分工", "由")
    return not duty.quote.startswith(("（", "(")) or inner.startswith(tuple(begins))


def _is_readable(words: str) -> bool:
    return (
        _SHORTEST_TASK <= len(words) <= _LONGEST_TASK
        and is_balanced(words)
        and not _HALF.search(words)
        and not _LITTER.search(words)
        and not _GENERAL.fullmatch(words)
        and not is_misread(words)
    )


def _has_own_time(words: str, clause: Clause, duty: Duty) -> bool:
    """Whether the sentence says by when a unit does the task, and the task's words do not: another unit may do the same
    at another time."""
    said = next((part for part in re.split("[。；;]", clause.text) if duty.quote in part), duty.quote)
    return duty.basis.kind == "prose" and bool(_TIME.search(said)) and not _TIME.search(words)


def _is_circular(words: str, notice: Notice) -> bool:
    """Whether the task is to write the notice itself."""
    return bool(notice.title) and shared_run(plain(words), plain(notice.title or "")) >= _OWN_TITLE_CHARS


def _shares_label(clause: Clause, book: UnitBook) -> bool:
    """Whether other paragraphs under the same heading have leads of their own."""
    return any(other.label == clause.label and other.id != clause.id for other, duty in book.duties if duty.lead)


def _first_sentence(clause: Clause) -> str:
    after = clause.text.partition(clause.heading or "")[2].lstrip("。：:，, 　")
    return after.split("。")[0]


def _is_said_twice(words: str, duty: Duty, book: UnitBook) -> bool:
    """Whether another duty of the notice has the same task with other units: then it has two answers."""
    asked = plain(words)
    for other in book.related_to(words):
        if other is duty or other.units == duty.units:
            continue
        if other.basis.kind == "prose" == duty.basis.kind and abs(other.start - duty.start) < _NEARBY_CHARS:
            return True
        task = plain(other.task)
        if asked in task or task in asked or shared_run(asked, task) >= _NEARLY_ALL * min(len(asked), len(task)):
            return True
    return False


# --- asks --------------------------------------------------------------------------------------------------------


def _ask_doer(notice: Notice, named: str, task: _Task, role: str, book: UnitBook) -> Iterator[Ask]:
    """Who leads or is responsible: one unit, or, where several do, which ones."""
    names = getattr(task.duty, role)
    if len(names) > 1:
        yield from _ask_members(notice, named, task, role, book)
        return
    right = names[0]
    if not is_unit(right) or book.is_told_by(right, task.words) or book.nearly_always(right):
        return
    verb = _ROLE_WORDS[role]
    question = f"{task.quoted}由哪个{book.sort_of(right)}{verb}？"
    sentence = f"{task.quoted}由{BLANK}{verb}。"
    yield _duty_ask(notice, named, task, role, (right,), book, (question, sentence))


def _ask_members(notice: Notice, named: str, task: _Task, role: str, book: UnitBook) -> Iterator[Ask]:
    """Which units have a role that several have."""
    right = tuple(name for name in getattr(task.duty, role) if is_unit(name))
    if not right:
        return
    called = _called(right)
    if role == "support" and task.duty.basis.kind == "first_listed":
        question = f"除牵头单位外，下列哪{_some(right)}{called}也是{task.quoted}的责任单位？"
    else:
        question = f"下列哪{_some(right)}{called}是{task.quoted}的{_MEMBER_WORDS[role]}？"
    yield _duty_ask(notice, named, task, role, right, book, (question, ""))


def _duty_ask(
    notice: Notice,
    named: str,
    task: _Task,
    role: str,
    right: tuple[str, ...],
    book: UnitBook,
    words: tuple[str, str],
) -> Ask:
    """The ask for ``right``, put as ``words``: (question, sentence). Without a sentence it is not to be judged who has
    the role: a unit that a list does not name is no false statement worth learning."""
    near, far = _wrong(task, role, right, book)
    shown = tuple(map(shown_name, right))
    return Ask(
        key=f"duty.{role}|{task.clause.id}|{task.duty.start - task.clause.start}",
        fact="duty",
        role=role,
        notice=notice,
        clause=task.clause,
        source=_source(task),
        also=(*_rule(notice, task), *_task_source(notice, task)),
        topic=task.clause.heading or task.words,
        named=named,
        complete=bool(words[1]),
        question=words[0],
        sentence=words[1],
        states=bool(words[1]),
        right=shown,
        accepted=(),
        near=near,
        far=far,
        false=near or far,
        refutes=partial(_refutes, task, role, book),
        hinting=tuple(name for name in (*shown, *near, *far) if book.hints(name, task.words)),
        weak=_is_general(task, book),
        idle=task.clause.part == "annex" and bool(_HOUSEKEEPING.search(task.words)),
        # Which sections of an office help another one matters to nobody outside it; of two offices one is the issuer.
        spare=(role == "support" and any(map(book.is_section, task.duty.units)))
        or (len(task.duty.units) == len(right) <= _SHORT_LIST),
        internal=any(map(book.is_internal, right)),
    )


def _is_general(task: _Task, book: UnitBook) -> bool:
    """Whether the duty stands in a paragraph that says one after the other what departments do."""
    beside = [duty for clause, duty in book.duties if clause.id == task.clause.id and duty.basis.kind == "prose"]
    return task.duty.basis.kind == "prose" and len(beside) >= _GENERAL_DUTIES and task.clause.part != "annex"


def _some(names: Sequence[str]) -> str:
    return "些" if len(names) > 1 else "个"


def _called(names: Sequence[str]) -> str:
    """What units of these names are called together."""
    sorts = {sort_of(name) for name in names}
    return sorts.pop() if len(sorts) == 1 else "单位"


def _refutes(task: _Task, role: str, book: UnitBook, name: str) -> bool:
    """Whether ``name`` provably does not have ``role`` in the task."""
    is_one_lead = role == "lead" and len(task.duty.lead) == 1
    refutes = book.refutes_lead if is_one_lead else book.refutes
    return refutes(task.clause, task.duty, task.words, name)


def _wrong(task: _Task, role: str, right: Sequence[str], book: UnitBook) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Units with duties of the notice, the nearest first, and units that it only mentions, that are of the rank of a
    right one and provably have no such role in the task. Other places have other units: theirs are never taken."""

    def fits(name: str) -> bool:
        return any(book.alike(name, unit) for unit in right) and _refutes(task, role, book, name)

    nearest = book.likely_first([name for name in book.nearest(task.duty) if fits(name)], task.clause.text)
    near = _distinct(nearest, book)
    mentioned = book.likely_first([name for name in book.mentioned if fits(name)], task.clause.text)
    far = _distinct([*near, *mentioned], book)[len(near) :][:_MOST_FAR]
    return tuple(map(shown_name, near)), tuple(map(shown_name, far))


def _distinct(names: Sequence[str], book: UnitBook) -> list[str]:
    """``names`` without those that may be a unit named before."""
    kept: list[str] = []
    for name in names:
        if not any(book.may_be_same(name, other) for other in kept):
            kept.append(name)
    return kept


def _source(task: _Task) -> Source:
    return source_of(task.clause, task.duty.quote, task.duty.start, task.duty.end)


def _task_source(notice: Notice, task: _Task) -> tuple[Source, ...]:
    """Where the task itself stands, for a duty whose own words are only the names of units."""
    if plain(task.words) in plain(task.duty.quote):
        return ()
    at = task.clause.text.find(task.words)
    return (quote_of(notice, task.clause, at, at + len(task.words)),) if at >= 0 else ()


def _rule(notice: Notice, task: _Task) -> tuple[Source, ...]:
    """The rule for leads, or the header of the table, where the duty rests on one said elsewhere."""
    basis = task.duty.basis
    if basis.kind not in ("first_listed", "table"):
        return ()
    clause = next((c for c in notice.clauses if c.start <= basis.start < c.end), None)
    return (source_of(clause, basis.quote, basis.start, basis.end),) if clause else ()
