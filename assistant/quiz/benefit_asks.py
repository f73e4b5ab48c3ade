"""Who may have what, where, with which papers, and who is shut out, made ready for asking."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from assistant.quiz.cloze import Cloze, call_scope, make_cloze, places_of
from assistant.quiz.groups import GroupBook, is_closed
from assistant.quiz.records import BLANK, Ask
from assistant.quiz.words import inner_quotes, is_balanced, plain, shared_run, source_of, tidy
from assistant.records import Clause, Entitlement, Notice

_JOINTS = r"[、和及与或，\s]{1,2}(?:以及)?"
_AREA = re.compile(r"(?:县|市|省)域[内外]?")
_AREAS = ("乡镇范围内", "县域内", "市域内", "省域内", "全国范围内")
# What offices ask for; whether a clause asks for one of them is looked up in its text.
_PAPERS = ("居民身份证", "户口簿", "社会保障卡", "残疾人证", "出生医学证明", "居住证", "结婚证", "慢性病卡")
# A statement and its contrary.
_CONTRARIES = (("不享受", "享受"), ("不纳入", "纳入"), ("不得", "可以"), ("不予", "予以"), ("不再享受", "继续享受"))
_SAME_BENEFIT_CHARS = 4
_STAFF = re.compile("医生|医师|带头人|职工|干部|管理人员|信息员|工作者|医务|学生")
_OF_AGE = re.compile("妇|儿|童|青少年|学生|老年|老人|产")
_LONGEST_STATEMENT = 80


def find_benefit_asks(notice: Notice, named: str, book: GroupBook) -> Iterator[Ask]:
    """Every entitlement of ``notice`` of which groups, area, papers or exclusions can be asked."""
    for clause in notice.clauses:
        for at, item in enumerate(clause.entitlements):
            made = (
                _ask_groups(notice, named, clause, item, book),
                _ask_area(notice, named, clause, item),
                _ask_papers(notice, named, clause, item),
                *(_ask_excluded(notice, named, clause, item, words) for words in item.excluded),
            )
            for number, ask in enumerate(ask for ask in made if ask is not None):
                yield _numbered(ask, f"{at}.{number}")


def _numbered(ask: Ask, mark: str) -> Ask:
    return replace(ask, key=f"{ask.key}.{mark}")


# --- who ---------------------------------------------------------------------------------------------------------


def _ask_groups(notice: Notice, named: str, clause: Clause, item: Entitlement, book: GroupBook) -> Ask | None:
    """Which groups the blank of the sentence stands for: all of them, named one behind the other. (Of a single group
    other groups in its place mostly make no sense.)"""
    if len(item.who) < 2 or not all(map(is_closed, item.who)):
        return None
    run = _JOINTS.join(re.escape(group) for group in item.who)
    cloze = _cloze(clause.text, item.quote, run)
    called = call_scope(named, clause, cloze) if cloze else None
    if cloze is None or called is None:
        return None
    refutes = partial(refutes_group, notice, clause, item, book)
    near = _apart(by_sort([g for g in book.named_in(notice) if _fits(g, item) and refutes(g)]), book)
    elsewhere = [group for group in book.named_elsewhere(notice) if _fits(group, item) and refutes(group)]
    far = _apart([*near, *by_sort(elsewhere)], book)[len(near) :]
    return Ask(
        key=f"entitlement.who|{clause.id}|{item.start - clause.start}",
        fact="entitlement",
        role="who",
        notice=notice,
        clause=clause,
        source=source_of(clause, item.quote, item.start, item.end),
        also=(),
        topic=clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=called,
        complete=True,
        question=f"“{inner_quotes(cloze.text)}”，横线处包括下列哪些对象？",
        sentence="",
        states=False,
        right=item.who,
        accepted=(),
        near=tuple(near),
        far=tuple(far),
        false=(),
        refutes=refutes,
    )


def _fits(group: str, item: Entitlement) -> bool:
    """Whether ``group`` can be thought of beside those entitled: staff only beside staff, and beside people of one age
    or in one state (孕产妇, 新生儿) only others of that sort: a poor household is no contrary of them."""
    if bool(_STAFF.search(group)) != any(_STAFF.search(who) for who in item.who):
        return False
    return bool(_OF_AGE.search(group)) or not all(_OF_AGE.search(who) for who in item.who)


def by_sort(groups: Sequence[str]) -> list[str]:
    """``groups`` with households and people in need before people of one age or state."""
    return sorted(groups, key=lambda group: bool(_OF_AGE.search(group)))


def refutes_group(notice: Notice, clause: Clause, item: Entitlement, book: GroupBook, group: str) -> bool:
    """Whether ``group`` is provably none of those entitled: the clause does not name it, it is apart from all that are
    named, and no other entitlement of the notice to what may be the same names it."""
    if plain(group) in plain(clause.text) or not is_closed(group) or not book.is_apart(group, item.who):
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
    called = call_scope(named, clause, cloze) if cloze else None
    if match is None or cloze is None or called is None:
        return None

    def refutes(area: str) -> bool:
        return area in _AREAS and area[:2] not in plain(clause.text)

    wrong = tuple(area for area in _AREAS if refutes(area))
    return Ask(
        key=f"entitlement.area|{clause.id}|{item.start - clause.start}",
        fact="entitlement",
        role="area",
        notice=notice,
        clause=clause,
        source=source_of(clause, item.quote, item.start, item.end),
        also=(),
        topic=clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=called,
        complete=True,
        question=f"“{inner_quotes(cloze.text)}”，横线处应填哪一项？",
        sentence=cloze.text + "。",
        states=True,
        right=(match[0],),
        accepted=(match[0].rstrip("内"),) if match[0].endswith("内") else (match[0] + "内",),
        near=(),
        far=wrong,
        false=wrong,
        refutes=refutes,
    )


def _ask_papers(notice: Notice, named: str, clause: Clause, item: Entitlement) -> Ask | None:
    papers = tuple(part for part in re.split("[、和及或]", item.papers or "") if 2 < len(part) <= 18)
    cloze = _cloze(clause.text, item.quote, re.escape(item.papers)) if item.papers and len(papers) > 1 else None
    called = call_scope(named, clause, cloze) if cloze else None
    if cloze is None or called is None or any(re.search("材料|资料$|上述|下列|证件$", paper) for paper in papers[1:]):
        return None

    def refutes(paper: str) -> bool:
        words = plain(paper)
        return words not in plain(clause.text) and all(shared_run(words, plain(p)) < 2 for p in papers)

    wrong = tuple(paper for paper in _PAPERS if refutes(paper))
    return Ask(
        key=f"entitlement.papers|{clause.id}|{item.start - clause.start}",
        fact="entitlement",
        role="papers",
        notice=notice,
        clause=clause,
        source=source_of(clause, item.quote, item.start, item.end),
        also=(),
        topic=clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=called,
        complete=True,
        question=f"“{inner_quotes(cloze.text)}”，横线处包括下列哪些材料？",
        sentence="",
        states=False,
        right=papers,
        accepted=(),
        near=(),
        far=wrong,
        false=(),
        refutes=refutes,
    )


def _ask_excluded(notice: Notice, named: str, clause: Clause, item: Entitlement, words: str) -> Ask | None:
    """A statement of who is shut out, true as printed and false with its contrary."""
    pair = next(((no, yes) for no, yes in _CONTRARIES if words.count(no) == 1), None)
    if (
        pair is None
        or len(words) > _LONGEST_STATEMENT
        or not is_balanced(words)
        or plain(words) not in plain(item.quote)
    ):
        return None
    no, yes = pair
    if words.startswith(no):
        return None  # nobody is named whom it shuts out
    return Ask(
        key=f"entitlement.excluded|{clause.id}|{item.start - clause.start}",
        fact="entitlement",
        role="excluded",
        notice=notice,
        clause=clause,
        source=source_of(clause, item.quote, item.start, item.end),
        also=(),
        topic=clause.heading or (clause.headings[-1] if clause.headings else ""),
        named=named,
        complete=True,
        question="",
        sentence=tidy(words).replace(no, BLANK).rstrip("。") + "。",
        states=True,
        right=(no,),
        accepted=(),
        near=(),
        far=(),
        false=(yes,),
        refutes=lambda answer: answer == yes and plain(words.replace(no, yes)) not in plain(clause.text),
    )


def _cloze(text: str, quote: str, pattern: str) -> Cloze | None:
    """The sentence of the clause ``text`` with what matches ``pattern`` blanked, where that stands in it once."""
    places = places_of(pattern, quote)
    return make_cloze(text, quote, *places[0]) if len(places) == 1 else None


def place_of_area(area: str) -> int:
    """For putting areas in order, from the smallest; “县域” is “县域内”."""
    return next((at for at, other in enumerate(_AREAS) if other.startswith(area[:2])), len(_AREAS))
