"""An ask about a sentence with a blank: what all of them have in common."""

from __future__ import annotations

from collections.abc import Callable

from assistant.quiz.cloze import Cloze
from assistant.quiz.quoting import quote_around
from assistant.quiz.records import Ask
from assistant.quiz.words import inner_quotes
from assistant.records import Clause, Notice

_WHICH = "应填哪一项"


def cloze_ask(
    notice: Notice,
    clause: Clause,
    cloze: Cloze,
    named: str,
    mark: str,
    *,
    asked: tuple[str, str],
    right: tuple[str, ...],
    refutes: Callable[[str], bool],
    which: str = _WHICH,
    accepted: tuple[str, ...] = (),
    near: tuple[str, ...] = (),
    far: tuple[str, ...] = (),
    false: tuple[str, ...] = (),
    complete: bool = True,
    topic: str = "",
    idle: bool = False,
) -> Ask:
    """An ask for what belongs in the blank of ``cloze``.

    :param mark: what tells the fact from others of its kind in the clause. ``asked``: fact and role. ``which``: how
        the blank is asked for in a choice. ``false``: answers that make a false statement; empty → none is made.
        ``idle``: not worth asking while anything else can be.
    """
    fact, role = asked
    return Ask(
        key=f"{fact}.{role}|{clause.id}|{mark}",
        fact=fact,
        role=role,
        notice=notice,
        clause=clause,
        source=quote_around(notice, clause, cloze.start, cloze.end),
        also=(),
        topic=topic or clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=named,
        complete=complete and len(right) == 1,
        question=f"“{inner_quotes(cloze.text)}”，横线处{which}？",
        sentence=cloze.text + "。" if len(right) == 1 else "",
        states=bool(false),
        right=right,
        accepted=accepted,
        near=near,
        far=far,
        false=false,
        refutes=refutes,
        idle=idle,
    )
