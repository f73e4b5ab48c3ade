"""Questions, answers and clauses for the tests of the evaluation, made short."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from assistant.evaluation.questions import Gold, Place, Question
from assistant.records import Answer, Citation, Clause, Statement

TEXTS = {
    "a#一、/p1": "每季度开展一次随访，规范管理率达到90%以上。（甲科牵头，乙科配合）",
    "a#二、/p1": "涉及第三方责任的患者不享受本政策，每批不少于15人。",
    "b#一、/p1": "每年随访一次。",
}
CLAUSES = {key: Clause(key, key.partition("#")[0], (), "", None, (), text, 0, len(text)) for key, text in TEXTS.items()}


def question(**fields: Any) -> Question:
    """A question on a#一、/p1; ``fields`` replace its own."""
    values: dict[str, Any] = {
        "id": "q-1", "split": "dev", "topic": "随访", "kind": "deadline", "register": "everyday", "language": "zh",
        "place": None, "history": (), "question": "多久随访一次？", "status": ("answered",),
        "gold": (Gold("a#一、/p1", "每季度开展一次随访"),), "also": (), "facts": (("每季度",),), "forbidden": ("每年",),
    }  # fmt: skip
    return Question(**(values | fields))


def gold(clause: str, quote: str, *alternatives: tuple[str, str]) -> Gold:
    return Gold(clause, quote, tuple(Place(*item) for item in alternatives))


def answer(status: str, said: Sequence[str] = (), cited: Sequence[tuple[str, str]] = (), ms: float = 5.0) -> Answer:
    """An answer that says ``said`` and cites ``cited``: clause ids and quotes."""
    citations = tuple(
        Citation(n, key.partition("#")[0], None, None, None, None, "", key, quote, TEXTS.get(key, ""), 0, 1)
        for n, (key, quote) in enumerate(cited, start=1)
    )
    numbers = tuple(citation.n for citation in citations)
    statements = tuple(Statement(text, None, numbers) for text in said)
    return Answer("", status, "zh", "\n".join(said), statements, citations, (), (), ms)
