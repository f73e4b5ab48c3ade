"""Whether questions made earlier still hold: each is proven again from the notices as they are now."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.glossary import Glossary
from assistant.quiz.bank import find_asks
from assistant.quiz.building import build_question, stem_of
from assistant.quiz.explaining import explain, explain_pairs
from assistant.quiz.naming import without_remarks
from assistant.quiz.records import BLANK, FILL_IN, MATCHING, MULTIPLE, SINGLE, TRUE, TRUE_FALSE, Ask
from assistant.quiz.units import without_owner
from assistant.quiz.words import clause_hash, plain
from assistant.records import Clause, Notice


@dataclass(frozen=True, slots=True)
class Stored:
    """A question as a file keeps it. ``sources``: (id of the clause, quote, SHA-256 of the clause's text) of all that
    its answer rests on; ``pairs``: (task, unit) of a matching question, in the order of ``keys``;
    ``right``: what its key says is right; ``accepted``: other ways to write a fill-in; ``explanation``: what stands
    beside the answer."""

    n: int
    kind: str
    stem: str
    options: tuple[str, ...]
    right: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]
    keys: tuple[str, ...]
    sources: tuple[tuple[str, str, str], ...]
    accepted: tuple[str, ...] = ()
    explanation: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """``stale``: why the question no longer holds, in Chinese, or None where it does."""

    question: Stored
    stale: str | None


def verify_questions(questions: Sequence[Stored], notices: Sequence[Notice], glossary: Glossary) -> list[Verdict]:
    """One verdict a question, in order: it holds where the clauses that it rests on are held and still say the words
    quoted, its answer follows from them, and each wrong option is still provably wrong."""
    clauses = {clause.id: clause for notice in notices for clause in notice.clauses}
    held = {notice.id for notice in notices}
    asks = {ask.key: ask for ask in find_asks(notices, glossary)}
    return [Verdict(question, _why_stale(question, asks, clauses, held)) for question in questions]


def _why_stale(question: Stored, asks: dict[str, Ask], clauses: dict[str, Clause], held: set[str]) -> str | None:
    for clause_id, quote, _ in question.sources:
        notice = clause_id.partition("#")[0]
        if notice not in held:
            return f"通知 {notice} 已不在本库"
        if clause_id not in clauses:
            return f"{clause_id} 这一条已没有"
        if quote not in clauses[clause_id].text:
            return f"{clause_id} 的原句已改或已删"
    found = [asks.get(key) for key in question.keys]
    if not found or any(ask is None for ask in found):
        changed = any(clause_hash(clauses[clause_id]) != sha for clause_id, _, sha in question.sources)
        return "条款已改动，答案不能再由原文证明" if changed else "通知的其他文字已改动，答案不能再由原文证明"
    proven = [ask for ask in found if ask is not None]
    return _why_unproven(question, proven) or _why_unexplained(question, proven)


def _why_unexplained(question: Stored, asks: Sequence[Ask]) -> str | None:
    """A key may say more beside an answer than the clause and its words, but not less."""
    is_matching = question.kind == MATCHING
    expected = explain_pairs(asks) if is_matching else explain(asks[0], question.kind, question.right[0])
    return None if plain(expected) in plain(without_remarks(question.explanation)) else "解析与原文不一致"


def _why_unproven(question: Stored, asks: Sequence[Ask]) -> str | None:
    if question.kind == MATCHING:
        return _why_unmatched(question, asks)
    ask = asks[0]
    if question.kind in (SINGLE, MULTIPLE):
        if question.stem != stem_of(ask.named, ask.question):
            return "题干所引的文字或通知名称已变"
        return _why_wrong_options(question, ask)
    if question.kind == TRUE_FALSE:
        return _why_wrong_statement(question, ask)
    again = build_question(ask, FILL_IN, random.Random(0), 0)
    if again is None or again.stem != question.stem:
        return "题干所引的文字或通知名称已变"
    if again.right != question.right:
        return f"答案已变为“{again.right[0]}”"
    odd = {plain(way) for way in question.accepted} - {plain(way) for way in (*again.right, *again.accepted)}
    return f"“{min(odd)}”不是原文的答案" if odd else None


def _why_wrong_options(question: Stored, ask: Ask) -> str | None:
    if len({plain(option) for option in question.options}) < len(question.options):
        return "有两个选项相同"
    now = _same_names(ask.right)
    gone = [answer for answer in question.right if not _same_names([answer]) & now]
    if gone or (question.kind == SINGLE and len(ask.right) > 1):
        return f"答案已变为“{'、'.join(ask.right)}”"
    doubtful = [option for option in question.options if option not in question.right and not ask.refutes(option)]
    return f"选项“{doubtful[0]}”不再能证明是错的" if doubtful else None


def _why_wrong_statement(question: Stored, ask: Ask) -> str | None:
    before, _, after = stem_of(ask.named, ask.sentence).partition(BLANK)
    if not question.stem.startswith(before) or not question.stem.endswith(after):
        return "题干所引的文字或通知名称已变"
    said = question.stem[len(before) : len(question.stem) - len(after)]
    is_right = bool(_same_names([said]) & _same_names(ask.right))
    if (question.right == (TRUE,)) != is_right:
        return f"答案已变：原文为“{'、'.join(ask.right)}”"
    return None if is_right or ask.refutes(said) else f"“{said}”不再能证明是错的"


def _why_unmatched(question: Stored, asks: Sequence[Ask]) -> str | None:
    for (task, unit), ask in zip(question.pairs, asks, strict=False):
        if plain(task) not in plain(ask.question):
            return "左栏任务的文字已变"
        if not _same_names([unit]) & _same_names(ask.right):
            return f"“{task}”的答案已变为“{ask.right[0]}”"
    return None if len(question.pairs) == len(asks) else "配对与原来的事实对不上"


def _same_names(names: Sequence[str]) -> set[str]:
    """``names`` as they are compared: options go with or without their owner's word."""
    return {plain(without_owner(name)) for name in names} | {plain(name) for name in names}
