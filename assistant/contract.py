"""Records as the JSON objects that other programs read. The names are fixed: programs depend on them."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from assistant.records import Answer, Citation, Clause, Duty, Hit, Notice, Validity

if TYPE_CHECKING:
    from assistant.answering.explanation import Explanation

JsonObject = dict[str, Any]


def answer_object(answer: Answer, request_id: str | int | None = None) -> JsonObject:
    """One answer of ``ask --json`` and ``ask --batch``."""
    return {
        "id": request_id,
        "question": answer.question,
        "status": answer.status,
        "lang": answer.lang,
        "answer": answer.text,
        "statements": [{"text": s.text, "place": s.place, "citations": list(s.citations)} for s in answer.statements],
        "citations": [_citation_object(citation) for citation in answer.citations],
        "missing": [asdict(missing) for missing in answer.missing],
        "elapsed_ms": answer.elapsed_ms,
    }


def explanation_object(explanation: Explanation) -> JsonObject:
    """The key “explain” of ``ask --explain --json``."""
    return asdict(explanation)


def _citation_object(citation: Citation) -> JsonObject:
    """One citation; ``page`` only where the notice has pages."""
    fields = asdict(citation)
    return fields if citation.page is not None else {key: value for key, value in fields.items() if key != "page"}


def hits_object(found: list[tuple[Hit, Clause]], request_id: str | int | None = None) -> JsonObject:
    """The hits of ``search --json`` and one line of ``search --batch``."""
    hits = [
        {
            "clause_id": hit.clause_id,
            "notice": hit.notice,
            "label": clause.label,
            "text": clause.text,
            "score": round(hit.score, 6),
        }
        for hit, clause in found
    ]
    return {"id": request_id, "hits": hits}


def notice_object(notice: Notice) -> JsonObject:
    """What is known of a notice, without its text."""
    return {
        "notice": notice.id,
        "title": notice.title,
        "number": notice.number,
        "issuer": notice.issuer,
        "place": notice.place,
        "date": notice.date,
        "copy_note": notice.copy_note,
        "gaps": [asdict(gap) for gap in notice.gaps],
        "validity": validity_object(notice.validity),
    }


def validity_object(validity: Validity) -> JsonObject:
    """How long a notice holds, as it says itself: null or an empty list where it says nothing."""
    return {
        "effective": asdict(validity.effective) if validity.effective else None,
        "expires": asdict(validity.expires) if validity.expires else None,
        "plan_years": list(validity.plan_years) if validity.plan_years else None,
        "repeals": [asdict(reference) for reference in validity.repeals],
        "carries_out": [asdict(reference) for reference in validity.carries_out],
    }


def duty_object(duty: Duty) -> JsonObject:
    """One duty, names one by one."""
    return {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(duty).items()}


def clause_object(clause: Clause) -> JsonObject:
    """One paragraph of ``outline --json``, with its facts."""
    return {
        "id": clause.id,
        "path": list(clause.path),
        "label": clause.label,
        "heading": clause.heading,
        "text": clause.text,
        "start": clause.start,
        "end": clause.end,
        "part": clause.part,
        "omitted": clause.omitted,
        "duties": [duty_object(duty) for duty in clause.duties],
        "time_limits": [asdict(limit) for limit in clause.time_limits],
        "entitlements": [
            {key: list(value) if isinstance(value, tuple) else value for key, value in asdict(item).items()}
            for item in clause.entitlements
        ],
        "targets": [asdict(target) for target in clause.targets],
    }


def outline_object(notice: Notice) -> JsonObject:
    """The whole of ``outline --json``."""
    return {
        "notice": notice_object(notice),
        "clauses": [clause_object(clause) for clause in notice.clauses],
        "warnings": [asdict(warning) for warning in notice.warnings],
    }
