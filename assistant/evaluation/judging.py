"""Is an answer right? Judged by the gold of its question, without a person and without a model. Pure.

An answer is *right* where all of this holds: its status is one that the gold allows; it says every fact and nothing
forbidden; it cites every gold clause; where the text decides a yes/no question, it does not open with the other word.
Two more conditions keep the measure from being gamed: what was asked must not be buried in text, and the citations must
not be strewn over the notices. Facts and forbidden words are looked for in the statements alone, which is what the user
reads as the answer; the clause quoted beneath them does not count.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from assistant.evaluation.metrics import share
from assistant.evaluation.questions import REFUSALS, Gold, Question
from assistant.evaluation.texts import covered_share, fold, says, says_any
from assistant.records import Answer, Citation, Clause

# Statements may be so many times as long as the gold quotes (and always this long): an answer may quote a clause's
# sentence where the gold is half of it, but not the notice.
_LONGEST_RATIO, _ALWAYS_ALLOWED_CHARS = 4, 400
# Besides the gold and what may be cited with it, so many other paragraphs may be cited, or as many as the gold has.
_STRAYS_ALLOWED = 3

_OPENING = re.compile(r"[\s“\"（(]*([^，。；、：！？,.;:!?\s“”（）()]+)")
_YES_WORDS = """
    可以 能 能够 是 是的 对 对的 有 会 需要 要 应 应当 享受 yes
"""
_YES = frozenset(_YES_WORDS.split())
_NO_WORDS = """
    不能 不可以 不是 不是的 不对 不 否 没有 不会 不需要 不要 不必 不用 不享受 不得 无 没 no
"""
_NO = frozenset(_NO_WORDS.split())


@dataclass(frozen=True, slots=True)
class Judgement:
    """How an answer fares. Shares are 0 to 1, None where there is nothing to measure.

    ``faults``: why it is not right, one word and its object each; none where it is. ``clause_recall``: gold clauses
    cited ÷ gold clauses. ``citation_precision``: citations that point to the gold, or to what may be cited with it, ÷
    citations. ``citation_recall``: characters of the gold quotes that the quotes cited show ÷ all of theirs, averaged
    over the gold (precision and recall of citations as in ALCE, Gao et al. 2023, with gold quotes instead of a model's
    judgement). ``verdict_told``: whether a yes/no question gets its word first. ``length``: characters of the
    statements.
    """

    faults: tuple[str, ...]
    refused: bool
    clause_recall: float | None
    citation_precision: float | None
    citation_recall: float | None
    verdict_told: bool | None
    length: int

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def judge(question: Question, answer: Answer, clauses: Mapping[str, Clause]) -> Judgement:
    """Judge ``answer`` by the gold of ``question``; ``clauses``: the paragraphs of the notices by id."""
    said = "\n".join(statement.text for statement in answer.statements)
    cited = [citation for citation in answer.citations if _is_true(citation, clauses)]
    found = [_cites(gold, cited) for gold in question.gold]
    verdict = opening_verdict(answer)
    faults = [
        *([] if answer.status in question.status else [f"status: {answer.status}"]),
        *(f"forbidden: {phrase}" for phrase in question.forbidden if says(said, phrase)),
        *(f"untrue citation: {c.clause_id}" for c in answer.citations if not _is_true(c, clauses)),
        *([f"verdict: {verdict}"] if question.verdict and verdict not in (None, question.verdict) else []),
        *_excess(question, said, cited),
    ]
    if not _may_say_nothing(question, answer):
        faults += [f"fact: {spellings[0]}" for spellings in question.facts if not says_any(said, spellings)]
        faults += [f"clause: {g.clause}" for g, is_found in zip(question.gold, found, strict=True) if not is_found]
    return Judgement(
        faults=tuple(faults),
        refused=answer.status in REFUSALS,
        clause_recall=share(sum(found), len(found)),
        citation_precision=share(len(cited) - len(_strays(question, cited)), len(answer.citations)),
        citation_recall=_citation_recall(question, cited, clauses),
        verdict_told=verdict == question.verdict if question.verdict else None,
        length=sum(len(statement.text) for statement in answer.statements),
    )


def opening_verdict(answer: Answer) -> str | None:
    """“yes” or “no” where the first statement opens with a word that says so and stands alone, else None."""
    first = _OPENING.match(answer.statements[0].text) if answer.statements else None
    word = first[1].casefold() if first else ""
    return "yes" if word in _YES else "no" if word in _NO else None


def _may_say_nothing(question: Question, answer: Answer) -> bool:
    """Where the gold allows an answer as well as a refusal, a refusal need not say what an answer would."""
    return question.is_refused_rightly is None and answer.status in REFUSALS and answer.status in question.status


def _is_true(citation: Citation, clauses: Mapping[str, Clause]) -> bool:
    """Whether the citation points to a paragraph that is there and says what is quoted."""
    clause = clauses.get(citation.clause_id)
    return clause is not None and fold(citation.quote) in fold(clause.text)


def _cites(gold: Gold, cited: list[Citation]) -> bool:
    wanted = {place.clause for place in gold.places}
    return any(citation.clause_id in wanted for citation in cited)


def _strays(question: Question, cited: list[Citation]) -> list[Citation]:
    wanted = {place.clause for gold in question.gold for place in gold.places} | set(question.also)
    return [citation for citation in cited if citation.clause_id not in wanted]


def _citation_recall(question: Question, cited: list[Citation], clauses: Mapping[str, Clause]) -> float | None:
    if not question.gold:
        return None
    shown = [
        max(
            covered_share(clauses[p.clause].text, p.quote, [c.quote for c in cited if c.clause_id == p.clause])
            for p in gold.places
        )
        for gold in question.gold
    ]
    return sum(shown) / len(shown)


def _excess(question: Question, said: str, cited: list[Citation]) -> list[str]:
    """What is too much: text in which the answer is buried, citations that are strewn about."""
    quotes = sum(len(gold.quote) for gold in question.gold)
    faults = []
    if len(said) > max(_ALWAYS_ALLOWED_CHARS, _LONGEST_RATIO * quotes):
        faults.append(f"buried: {len(said)} characters")
    strays = {citation.clause_id for citation in _strays(question, cited)}
    if len(strays) > max(_STRAYS_ALLOWED, len(question.gold)):
        faults.append(f"strewn: {len(strays)} other clauses cited")
    return faults
