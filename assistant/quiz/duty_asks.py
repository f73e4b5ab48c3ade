"""Who leads, supports or is responsible, made ready for asking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.quiz.records import BLANK, Ask, Source
from assistant.quiz.units import UnitBook, is_open, is_unit
from assistant.quiz.words import inner_quotes, is_balanced, plain, shared_run, source_of, tidy
from assistant.records import Clause, Duty, Notice

_LONGEST_TASK, _SHORTEST_TASK = 42, 5  # characters
# A part of a sentence that waits for the rest, or goes on from what stood before.
_HALF = re.compile(
    r"^(?:的|并|和|及|与|或|等|其|该|上述|在|按照?|根据|依据|依照|针对|对于|结合|通过|为了?|以|从|由|经|自|到|向|如|若|除|因)|^对[^，]*的[\u4e00-\u9fff]{1,4}$|职责$|[\d%％]$"
)
# Two tasks that share so much of the shorter one read as the same.
_NEARLY_ALL = 0.7
_SECTION_ENDINGS = "处科股室"
_LITTER = re.compile(r"[|*#\n：:。]|附件")
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


def find_duty_asks(notice: Notice, named: str, book: UnitBook, elsewhere: Sequence[str]) -> Iterator[Ask]:
    """Every duty of ``notice`` that can be asked about.

    :param named: how stems name the notice. ``elsewhere``: units of other notices, for wrong options.
    """
    for clause, duty in book.duties:
        words = _task_words(clause, duty, book)
        if words is None or _is_said_twice(words, duty, book):
            continue
        task = _Task(clause, duty, words)
        for role in _ROLE_WORDS:
            if getattr(duty, role):
                yield from _ask_doer(notice, named, task, role, book, elsewhere)
        if duty.support and not is_open(duty.units):
            yield from _ask_members(notice, named, task, "support", book, elsewhere)


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
    )


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
        task = plain(other.task)
        if asked in task or task in asked or shared_run(asked, task) >= _NEARLY_ALL * min(len(asked), len(task)):
            return True
    return False


# --- asks --------------------------------------------------------------------------------------------------------


def _ask_doer(
    notice: Notice, named: str, task: _Task, role: str, book: UnitBook, elsewhere: Sequence[str]
) -> Iterator[Ask]:
    """Who leads or is responsible: one unit, or, where several do, which ones."""
    names = getattr(task.duty, role)
    if len(names) > 1:
        yield from _ask_members(notice, named, task, role, book, elsewhere)
        return
    right = names[0]
    if not is_unit(right) or book.is_told_by(right, task.words):
        return
    verb = _ROLE_WORDS[role]
    near, far = _wrong(task, (right,), book, elsewhere)
    accepted = tuple(dict.fromkeys(name for name in book.also_printed(right) if name != right))
    yield Ask(
        key=_key(task, role),
        fact="duty",
        role=role,
        notice=notice,
        clause=task.clause,
        source=_source(task),
        also=_also(notice, task),
        topic=_topic(task),
        named=named,
        complete=True,
        question=f"{task.quoted}由哪个单位{verb}？",
        sentence=f"{task.quoted}由{BLANK}{verb}。",
        states=True,
        right=(right,),
        accepted=accepted,
        near=near,
        far=far,
        false=near or far,
        refutes=lambda name: book.refutes(task.clause, task.duty, task.words, name),
    )


def _ask_members(
    notice: Notice, named: str, task: _Task, role: str, book: UnitBook, elsewhere: Sequence[str]
) -> Iterator[Ask]:
    """Which units have a role that several have."""
    right = tuple(name for name in getattr(task.duty, role) if is_unit(name))
    if not right:
        return
    near, far = _wrong(task, right, book, elsewhere)
    if role == "support" and task.duty.basis.kind == "first_listed":
        question = f"除牵头单位外，下列哪{_some(right)}也是{task.quoted}的责任单位？"
        what = "责任单位除牵头单位外，还包括"
    else:
        question = f"下列哪{_some(right)}是{task.quoted}的{_MEMBER_WORDS[role]}？"
        what = f"{_MEMBER_WORDS[role]}包括"
    yield Ask(
        key=_key(task, role),
        fact="duty",
        role=role,
        notice=notice,
        clause=task.clause,
        source=_source(task),
        also=_also(notice, task),
        topic=_topic(task),
        named=named,
        complete=False,
        question=question,
        sentence=f"{task.quoted}的{what}{BLANK}。",
        states=True,
        right=right,
        accepted=(),
        near=near,
        far=far,
        false=near or far,
        refutes=lambda name: book.refutes(task.clause, task.duty, task.words, name),
    )


def _some(names: Sequence[str]) -> str:
    return "些单位" if len(names) > 1 else "个单位"


def _wrong(
    task: _Task, right: Sequence[str], book: UnitBook, elsewhere: Sequence[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Units of the notice, and of others, that are of the same rank and provably have no part in the task."""

    def is_level(name: str) -> bool:
        return any(book.levels(name) == book.levels(unit) for unit in right)

    def fits(name: str) -> bool:
        return any(book.alike(name, unit) for unit in right) and book.refutes(task.clause, task.duty, task.words, name)

    near = _distinct([name for name in book.named if fits(name)], book)
    # A 科 beside 处 would be seen through.
    endings = {unit[-1] for unit in right if unit[-1] in _SECTION_ENDINGS}
    outside = [
        name
        for name in (*book.mentioned, *elsewhere)
        if (not endings or name[-1] in endings) and is_level(name) and fits(name)
    ]
    far = _distinct([*near, *outside], book)[len(near) :]
    return tuple(near), tuple(far)


def _distinct(names: Sequence[str], book: UnitBook) -> list[str]:
    """``names`` without those that may be a unit named before."""
    kept: list[str] = []
    for name in names:
        if not any(book.may_be_same(name, other) for other in kept):
            kept.append(name)
    return kept


def _key(task: _Task, role: str) -> str:
    return f"duty.{role}|{task.clause.id}|{task.duty.start - task.clause.start}"


def _source(task: _Task) -> Source:
    return source_of(task.clause, task.duty.quote, task.duty.start, task.duty.end)


def _also(notice: Notice, task: _Task) -> tuple[Source, ...]:
    """The rule for leads, or the header of the table, where the duty rests on one said elsewhere."""
    basis = task.duty.basis
    if basis.kind not in ("first_listed", "table"):
        return ()
    clause = next((c for c in notice.clauses if c.start <= basis.start < c.end), None)
    return (source_of(clause, basis.quote, basis.start, basis.end),) if clause else ()


def _topic(task: _Task) -> str:
    return task.clause.heading or task.words
