"""Rules that hold or do not hold, made ready for asking as statements: as printed, or with the contrary of what decides
in them (“患者入院时不需缴纳住院押金”, “结余留用”, “继续全额资助农村特困人员，定额资助低保对象”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.quiz.cloze import call_scope, cloze_at
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.records import Ask
from assistant.quiz.words import plain
from assistant.records import Clause, Notice

# What decides, and its contrary in words that one could believe; each rules the other out.
CONTRARIES = (
    ("不需缴纳", "须先缴纳"),
    ("免交", "先交"),
    ("无需", "必须"),
    ("可放宽", "不得放宽"),
    ("可适当降低", "不得降低"),
    ("免试申请", "经考试申请"),
    ("保持不变", "每年调整"),
    ("结余留用", "结余上缴"),
    ("公有产权", "个人产权"),
    ("以县为单位", "以乡镇为单位"),
    ("以省为单位", "以市为单位"),
    ("不收取", "收取"),
    ("在出院时支付", "在入院时支付"),
    ("在县域内统筹使用", "在市域内统筹使用"),
)
# Two ways to treat two kinds of people, the one and the other: exchanged they are false.
_TREATED = re.compile(
    r"(?P<one>全额|定额)(?P<middle>资助[^，。；]{2,12}，)(?P<other>全额|定额)(?P<end>资助[^，。；]{2,12})"
)
# What is mainly done, where the sentence says what else is done beside it.
_MAINLY = re.compile(
    r"以(?P<main>[\u4e00-\u9fff]{2})(?P<act>[\u4e00-\u9fff]{2})为主(?=[^。]*?(?P<beside>[\u4e00-\u9fff]{2})(?P=act)为辅)"
)
_ENOUGH_SHOWN = 12  # characters
# What a sentence says beside a rule that grants something, so that the contrary would deny the rest of it.
_GRANTS = ("不需缴纳", "免交", "无需", "可放宽", "可适当降低", "免试申请", "不收取", "在出院时支付")
_GRANTS_MORE = re.compile("优先|倾斜|同等条件|只需|仅需|即可|先诊疗.?后付费|出院时|激励")


def find_rule_asks(notice: Notice, named: str) -> Iterator[Ask]:
    """Every rule of ``notice`` whose contrary its own words rule out."""
    for clause in notice.clauses:
        for start, right, wrong in _rules_of(clause):
            ask = _ask(notice, named, clause, start, right, wrong)
            if ask is not None:
                yield ask


def _rules_of(clause: Clause) -> Iterator[tuple[int, str, str]]:
    """Where the deciding words stand, the words, and what would be false in their place."""
    for words, contrary in CONTRARIES:
        at = clause.text.find(words)
        if at >= 0 and clause.text.count(words) == 1 and contrary not in clause.text:
            yield at, words, contrary
    for match in _TREATED.finditer(clause.text):
        if match["one"] != match["other"]:
            yield match.start(), match[0], match["other"] + match["middle"] + match["one"] + match["end"]
    for match in _MAINLY.finditer(clause.text):
        if match["main"] != match["beside"]:
            yield match.start("main"), match["main"], match["beside"]


def _ask(notice: Notice, named: str, clause: Clause, start: int, right: str, wrong: str) -> Ask | None:
    cloze = cloze_at(clause.text, start, start + len(right))
    called = call_scope(named, clause, cloze, right) if cloze else None
    if cloze is None or called is None or len(cloze.rest) < _ENOUGH_SHOWN:
        return None
    ask = cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(start),
        asked=("rule", "contrary"),
        right=(right,),
        refutes=lambda answer: answer == wrong and plain(answer + cloze.rest) not in plain(clause.text),
        false=() if _denies_rest(right, wrong, cloze.rest) else (wrong,),
    )
    # Where the contrary makes no sense, the rule is judged as printed.
    return replace(ask, question="", complete=False, states=True)


def _denies_rest(right: str, wrong: str, rest: str) -> bool:
    """Whether the rest of the sentence tells that ``wrong`` cannot be: it grants more of the kind, or says the contrary
    of something else (“以驻点帮扶为主……以远程帮扶为辅”)."""
    return plain(wrong) in plain(rest) or (right in _GRANTS and bool(_GRANTS_MORE.search(rest)))
