"""Set phrases, made ready for filling in: one thing of a slogan (“县强、乡活、村稳、上下联、信息通”), of a closed row
of phrases (“总量控制、统筹使用、动态管理、自行平衡的管理办法”), or the name of an institution (“凡晋必下”制度); and
what has to be there (“综合医院开设精神心理科”)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from assistant.quiz.cloze import call_scope, cloze_at
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.records import Ask
from assistant.quiz.words import is_misread, plain, shared_run
from assistant.records import Clause, Notice

_ITEM = r"[\u4e00-\u9fff]{2,9}"
# In quotation marks a row is whole; four characters each are a row of set phrases, whole where no 等 follows.
_ROWS = (
    re.compile(rf"“(?P<row>{_ITEM}(?:、{_ITEM}){{2,}})”"),
    re.compile(
        r"(?P<row>[\u4e00-\u9fff]{4}(?:、[\u4e00-\u9fff]{4}){2,})(?=的[^，。；]{0,6}?(?:办法|方式|原则|方针|模式|制度))"
    ),
    re.compile(rf"(?P<row>{_ITEM}(?:、{_ITEM})+)(?=“小?[三四五六七八九]\w{{1,3}}”|[三四五六七八九]重)"),
    # “基层检查、上级诊断和区域内互认”
    re.compile(rf"实现(?P<row>{_ITEM}(?:、{_ITEM})+)和{_ITEM}(?=[，。；])"),
)
# What bears a name of its own.
_NAMED = re.compile(
    r"(?<!”)“(?P<name>(?![^”]*[三四五六七八九十])[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9]{2,7})”(?=制度|机制|的?运营机制|帮扶方式|结算|动态清零|活动|的?目标|创建|工作格局|[^“”，。；]{0,2}(?:模式))"
)
# A row in two halves has no middle.
_JOINED = re.compile("[和及与]")
# What an institution must have, or what people are examined for.
_SET_UP = re.compile(
    r"(?:设置|设立|开设|增设|配备|筛查)(?P<what>(?![^，。；、]*(?:和|或|及|等|的))[\u4e00-\u9fff]{1,6}(?:区|室|科|门诊|基因|站|点|牌|岗|场所|场地|饭堂|基金|专栏))(?=[，。；、])"
)
_TELLING_CHARS = 2
_ENOUGH_SHOWN = 12  # characters
# Whoever is to fill in a thing needs to see two others.
_FEWEST = 3


def find_phrase_asks(notice: Notice, named: str) -> Iterator[Ask]:
    """Every set phrase of ``notice``, and everything that has to be there, that can be filled in."""
    for clause in notice.clauses:
        taken: set[int] = set()
        names = [("phrase", *match.span("name")) for match in _NAMED.finditer(clause.text)]
        things = [("thing", *match.span("what")) for match in _SET_UP.finditer(clause.text)]
        for fact, start, end in (*(("phrase", *span) for span in _of_rows(clause)), *names, *things):
            ask = _ask(notice, named, clause, fact, start, end) if start not in taken else None
            taken.add(start)
            if ask is not None:
                yield ask


def _of_rows(clause: Clause) -> Iterator[tuple[int, int]]:
    """Where the thing in the middle of each row stands: the first may have words before it that are no part of it."""
    for pattern in _ROWS:
        for match in pattern.finditer(clause.text):
            things = match["row"].split("、")
            behind = match[0][match.end("row") - match.start() :]
            if (
                len(things) + behind.startswith("和") < _FEWEST
                or _JOINED.search(match["row"])
                or is_misread(match["row"])
            ):
                continue
            middle = len(things) // 2
            start = match.start("row") + sum(len(thing) + 1 for thing in things[:middle])
            yield start, start + len(things[middle])


def _ask(notice: Notice, named: str, clause: Clause, fact: str, start: int, end: int) -> Ask | None:
    right = clause.text[start:end]
    cloze = cloze_at(clause.text, start, end)
    called = call_scope(named, clause, cloze, right) if cloze else None
    if cloze is None or called is None or len(cloze.rest) < _ENOUGH_SHOWN:
        return None
    if fact == "thing" and shared_run(right, cloze.rest + called) >= _TELLING_CHARS:
        return None
    ask = cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(start),
        asked=(fact, fact),
        right=(right,),
        refutes=lambda answer: plain(answer) != plain(right),
    )
    return replace(ask, spare=True)  # learnt by rote: nobody does anything differently for knowing it
