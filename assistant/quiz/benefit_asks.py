"""Who may have what, where, with which papers, and who is shut out, made ready for asking."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.quiz.cloze import Cloze, call_annex, call_scope, make_cloze, places_of
from assistant.quiz.cloze_asks import cloze_ask
from assistant.quiz.groups import GroupBook, is_closed
from assistant.quiz.ladders import AREAS, wider_areas
from assistant.quiz.quoting import quote_around
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import inner_quotes, is_balanced, plain, shared_run, tidy
from assistant.records import Clause, Entitlement, Notice

_JOINTS = r"[、和及与或，\s]{1,2}(?:以及)?"
_AREA = re.compile(r"(?:县|市|省)域内?")
# What offices ask for; whether a clause asks for one of them is looked up in its text.
_PAPERS = ("居民身份证", "户口簿", "社会保障卡", "残疾人证", "出生医学证明", "居住证", "结婚证", "慢性病卡")
# A statement and its contrary, each in words that one could believe.
_CONTRARIES = (
    ("不再享受", "继续享受"),
    ("不享受", "也可享受"),
    ("不纳入", "也纳入"),
    ("不得", "也可以"),
    ("不予", "也予以"),
)
_SAME_BENEFIT_CHARS = 4
_OF_THEM = re.compile("其中[，,：:]?$|其中[^，。；]{0,4}$")
_STAFF = re.compile("医生|医师|带头人|职工|干部|管理人员|信息员|工作者|医务|学生")
_OF_AGE = re.compile("妇|儿|童|青少年|学生|老年|老人|产")
_LONGEST_STATEMENT = 80
_FEWEST_SHOWN, _LONGEST_SUBJECT = 3, 40
# So many wrong groups at least a choice needs.
_FEWEST_OTHERS = 2


def find_benefit_asks(notice: Notice, named: str, book: GroupBook) -> Iterator[Ask]:
    """Every entitlement of ``notice`` of which groups, area, papers or exclusions can be asked."""
    for clause in notice.clauses:
        for at, item in enumerate(clause.entitlements):
            made = (
                _ask_groups(notice, named, clause, item, book),
                _ask_group(notice, named, clause, item, book),
                _ask_area(notice, named, clause, item),
                _ask_papers(notice, named, clause, item),
                *(_ask_excluded(notice, named, clause, item, words) for words in item.excluded),
                *(_ask_shut_out(notice, named, clause, item, words) for words in item.excluded),
            )
            for number, ask in enumerate(ask for ask in made if ask is not None):
                yield replace(ask, key=f"{ask.key}.{at}.{number}")


# --- who ---------------------------------------------------------------------------------------------------------


def _ask_groups(notice: Notice, named: str, clause: Clause, item: Entitlement, book: GroupBook) -> Ask | None:
    """Which groups the blank of the sentence stands for: all of them, named one behind the other. (Of a single group
    other groups in its place mostly make no sense, and of people of one age the benefit itself tells.)"""
    if len(item.who) < 2 or not all(map(is_closed, item.who)) or all(map(_OF_AGE.search, item.who)):
        return None
    run = _JOINTS.join(re.escape(group) for group in item.who)
    cloze = _cloze(clause.text, item.quote, run)
    called = call_scope(named, clause, cloze, item.who[0]) if cloze else None
    if cloze is None or called is None or len(cloze.rest) > _LONGEST_STATEMENT:
        return None
    refutes = partial(refutes_group, notice, clause, item, cloze, book)
    near, far = _other_groups(notice, item, book, refutes)
    if len(near) + len(far) < _FEWEST_OTHERS:
        return None
    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(item.start - clause.start),
        asked=("entitlement", "who"),
        right=item.who,
        refutes=refutes,
        which="包括下列哪些对象",
        near=near,
        far=far,
    )


def _ask_group(notice: Notice, named: str, clause: Clause, item: Entitlement, book: GroupBook) -> Ask | None:
    """Which group the blank at the end of a list stands for; as a statement, with a group that is none of them."""
    if len(item.who) < _FEWEST_SHOWN or not all(map(is_closed, item.who)) or all(map(_OF_AGE.search, item.who)):
        return None
    *others, last = item.who
    shown = _JOINTS.join(re.escape(group) for group in others)
    cloze = _cloze(clause.text, item.quote, f"{shown}{_JOINTS}({re.escape(last)})")
    called = call_scope(named, clause, cloze, last) if cloze else None
    if cloze is None or called is None:
        return None
    refutes = partial(refutes_group, notice, clause, item, cloze, book)
    near, far = _other_groups(notice, item, book, refutes)
    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(item.start - clause.start),
        asked=("entitlement", "group"),
        right=(last,),
        refutes=refutes,
        far=(*near, *far),
        false=(*near, *far)[:1],
    )


def _other_groups(
    notice: Notice, item: Entitlement, book: GroupBook, refutes: Callable[[str], bool]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Groups of the family of those entitled that are provably none of them: of the notice, and of the others."""
    near = _apart([group for group in book.named_in(notice) if _fits(group, item) and refutes(group)], book)
    others = [group for group in book.named_elsewhere(notice) if _fits(group, item) and refutes(group)]
    return tuple(near), tuple(_apart([*near, *others], book)[len(near) :])


def _fits(group: str, item: Entitlement) -> bool:
    """Whether ``group`` is of one family with those entitled: staff with staff, households and people in need with
    such, people of one age or in one state (孕产妇, 新生儿) with such."""
    return not group.startswith(("已", "新增")) and any(_family(group) == _family(who) for who in item.who)


def _family(group: str) -> str:
    return "staff" if _STAFF.search(group) else "age" if _OF_AGE.search(group) else "need"


def refutes_group(notice: Notice, clause: Clause, item: Entitlement, cloze: Cloze, book: GroupBook, group: str) -> bool:
    """Whether ``group`` is provably none of those that the sentence names: it is apart from all of them, the sentence
    does not name it, and no entitlement of the notice to what may be the same names it."""
    if plain(group) in plain(cloze.rest) or not is_closed(group) or not book.is_apart(group, item.who):
        return False
    same = (
        who
        for other_clause in notice.clauses
        for other in other_clause.entitlements
        if shared_run(plain(other.what), plain(item.what)) >= _SAME_BENEFIT_CHARS
        for who in other.who
    )
    return all(book.is_apart(group, [who]) for who in same)


def _apart(groups: Sequence[str], book: GroupBook) -> list[str]:
    """``groups`` without those near one named before: two options never mean one group."""
    kept: list[str] = []
    for group in groups:
        if book.is_apart(group, kept):
            kept.append(group)
    return kept


# --- where, with what, who not -------------------------------------------------------------------------------------


def _ask_area(notice: Notice, named: str, clause: Clause, item: Entitlement) -> Ask | None:
    match = _AREA.search(item.area or "")
    cloze = _cloze(clause.text, item.quote, rf"{match[0]}(?!住院费用)") if match else None
    called = call_scope(named, clause, cloze, match[0]) if cloze and match else None
    if match is None or cloze is None or called is None:
        return None
    if "关于“" not in called and item.who and not any(plain(who) in plain(cloze.rest) for who in item.who):
        called = _for_whom(called, item)
    elif item.who and not any(plain(who) in plain(cloze.rest) for who in item.who):
        called = _for_whom(call_annex(named, clause), item)

    def refutes(area: str) -> bool:
        return area in AREAS and area[:2] != match[0][:2] and area[:2] not in plain(cloze.rest)

    wrong = tuple(area for area in AREAS if refutes(area))
    wider = [area for area in wider_areas(match[0]) if refutes(area)]
    # A narrower one only where the clause has no rule for it.
    narrower = [area for area in AREAS[: place_of_area(match[0])] if refutes(area) and area[:2] not in clause.text]
    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(item.start - clause.start),
        asked=("entitlement", "area"),
        right=(match[0],),
        refutes=refutes,
        far=wrong,
        false=(*wider[:1], *narrower[-1:]),
    )


def _for_whom(called: str, item: Entitlement) -> str:
    """The notice's name with those whom a rule is for, where its sentence does not say them."""
    whom = "、".join(map(tidy, item.who))
    return f"{called}对{whom}的规定" if len(whom) <= _LONGEST_SUBJECT else called


def _ask_papers(notice: Notice, named: str, clause: Clause, item: Entitlement) -> Ask | None:
    papers = tuple(part for part in re.split("[、和及或]", item.papers or "") if 2 < len(part) <= 18)
    cloze = _cloze(clause.text, item.quote, re.escape(item.papers)) if item.papers and len(papers) > 1 else None
    called = call_scope(named, clause, cloze, papers[0]) if cloze else None
    if cloze is None or called is None or any(re.search("材料|资料$|上述|下列|证件$", paper) for paper in papers[1:]):
        return None

    def refutes(paper: str) -> bool:
        words = plain(paper)
        return words not in plain(clause.text) and all(shared_run(words, plain(p)) < 2 for p in papers)

    return cloze_ask(
        notice,
        clause,
        cloze,
        called,
        str(item.start - clause.start),
        asked=("entitlement", "papers"),
        right=papers,
        refutes=refutes,
        which="包括下列哪些材料",
        far=tuple(paper for paper in _PAPERS if refutes(paper)),
    )


def _contrary(words: str, item: Entitlement) -> tuple[str, str] | None:
    """How ``words`` shut somebody out, and the contrary; None where nobody is named whom they shut out."""
    pair = next(((no, yes) for no, yes in _CONTRARIES if words.count(no) == 1), None)
    is_whole = len(words) <= _LONGEST_STATEMENT and is_balanced(words) and plain(words) in plain(item.quote)
    return pair if pair and is_whole and words.find(pair[0]) >= _FEWEST_SHOWN else None


def _exclusion_scope(named: str, clause: Clause, words: str) -> tuple[str, int, int] | None:
    """How the notice is called, and where the words stand in the clause."""
    at = clause.text.find(words)
    called = call_scope(named, clause, Cloze(words, at, at + len(words), True, True), words)
    return None if at < 0 or called is None else (called, at, at + len(words))


def _ask_excluded(notice: Notice, named: str, clause: Clause, item: Entitlement, words: str) -> Ask | None:
    """A statement of who is shut out, true as printed and false with its contrary."""
    pair, scope = _contrary(words, item), _exclusion_scope(named, clause, words)
    if pair is None or scope is None:
        return None
    no, yes = pair
    text = tidy(words).replace(no, BLANK).rstrip("。")
    ask = cloze_ask(
        notice,
        clause,
        Cloze(text, scope[1], scope[2], True, True),
        scope[0],
        str(item.start - clause.start),
        asked=("entitlement", "excluded"),
        right=(no,),
        refutes=lambda answer: answer == yes and plain(words.replace(no, yes)) not in plain(clause.text),
        false=(yes,),
    )
    return replace(ask, question="", complete=False)


def _ask_shut_out(notice: Notice, named: str, clause: Clause, item: Entitlement, words: str) -> Ask | None:
    """Who is shut out, among those who are let in by the same sentence."""
    pair, scope = _contrary(words, item), _exclusion_scope(named, clause, words)
    if pair is None or scope is None or len(item.who) < _FEWEST_SHOWN or not all(map(is_closed, item.who)):
        return None
    if _OF_THEM.search(clause.text[: scope[1]]):
        return None  # some of those let in, not others beside them
    group, _, rest = tidy(words).partition(pair[0])
    if not group.endswith(("患者", "人员", "对象", "人口", "家庭", "户", "者")) or not plain(rest):
        return None

    def refutes(other: str) -> bool:
        return any(plain(other) == plain(who) for who in item.who)

    return Ask(
        key=f"entitlement.shut_out|{clause.id}|{item.start - clause.start}",
        fact="entitlement",
        role="shut_out",
        notice=notice,
        clause=clause,
        source=quote_around(notice, clause, scope[1], scope[2]),
        also=(),
        topic=clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=call_annex(named, clause),
        complete=False,
        question=f"下列哪类对象{pair[0]}{inner_quotes(rest).rstrip('。')}？",
        sentence="",
        states=False,
        right=(group,),
        accepted=(),
        near=tuple(tidy(who) for who in item.who),
        far=(),
        false=(),
        refutes=refutes,
    )


def _cloze(text: str, quote: str, pattern: str) -> Cloze | None:
    """The sentence of the clause ``text`` with what matches ``pattern`` blanked, where that stands in it once."""
    places = places_of(pattern, quote)
    return make_cloze(text, quote, *places[0]) if len(places) == 1 else None


def place_of_area(area: str) -> int:
    """For putting areas in order, from the smallest; “县域” is “县域内”."""
    return next((at for at, other in enumerate(AREAS) if other.startswith(area[:2])), len(AREAS))
