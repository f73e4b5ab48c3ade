"""What a notice carries out, and what other notices say of a document: its number and who issued it.

A document that a notice names is known by those words alone: they are quoted, never turned into facts of the document.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher

from assistant.answering.about_facts import clause_at, segment
from assistant.answering.evidence import Evidence
from assistant.answering.matching import fold
from assistant.answering.validity import title_core
from assistant.reading.about.references import find_named, mask_titles
from assistant.reading.passage import Passage
from assistant.records import Clause, Notice, Reference
from assistant.scope import NATION

# So long a run shared with a title names the document.
_NAMING_CHARS = 4
_Meant = Callable[[str | None, str | None], bool]
_UNIT = r"(?:部门|部委局?|单位|委员会|委|厅|局|部|政府|办公室|国务院|中央|会|院)"
_UNIT_NAMED = re.compile(rf"{_UNIT}等?[^，,。；《》]{{0,12}}《|《[\u4e00-\u9fff]{{2,30}}?{_UNIT}关于")
# “根据《甲》（……〔2021〕1号）、省民政厅《乙》”: what stands before 省民政厅 names other documents.
_OTHERS_BEFORE = re.compile(r".*[》）)](?:、|，|和|及|以及|与)?")
_OF_NATION = re.compile(r"国家|国务院|中共中央|中央|全国|中华人民共和国")


def basis_runs(notice: Notice) -> list[Evidence]:
    """The half-sentences in which ``notice`` names what it carries out, one run for those of one sentence."""
    runs: list[Evidence] = []
    for clause, references in _by_clause(notice):
        passage = Passage.cut(notice.source, clause.start, clause.end)
        places = [_place_in(passage, reference) for reference in references]
        begin, end = segment(passage.text, min(places), max(places))
        runs.append(Evidence(clause, passage.text[begin:end], *passage.span(begin, end)))
    return runs


def basis_says(name: str, notice: Notice) -> bool:
    """Whether the words on what ``notice`` carries out give its ``basis_number`` or ``basis_issuer``; its date is never
    taken from its number."""
    carried = notice.validity.carries_out
    if name == "basis_number":
        return any(reference.number for reference in carried)
    if name == "basis_issuer":
        return any(names_issuer(_before(notice, reference) + reference.quote) for reference in carried)
    return name == "basis" and bool(carried)


def names_issuer(words: str) -> bool:
    """Whether words that name a document say who issued it: before its title or at the head of it."""
    return bool(_UNIT_NAMED.search(words))


def counted_alike(question: str, notice: Notice) -> list[Evidence]:
    """For a number of departments that the question takes for the notice's own: the words that say it of what the
    notice carries out (“省卫生健康委等10部门《……》”)."""
    said = re.search(r"(\d{1,2}|[一二三四五六七八九十]{1,3})\s?(?:个|家)?(?=部门|部委|单位|厅局|委局)", question)
    if not said:
        return []
    counted = re.compile(rf"(?<![\d一二三四五六七八九十]){said[1]}\s?(?:个|家)?(?:部门|部委|单位|厅局|委局)")
    return [run for run in basis_runs(notice) if counted.search(run.quote)]


def mentions_of(target: Notice, notices: Sequence[Notice]) -> list[tuple[Notice, Evidence]]:
    """Where other notices name ``target`` by its title with a number: (who says it, the half-sentence)."""
    core = _plain(target.title)
    return [
        (notice, run)
        for notice in notices
        if core and notice.id != target.id
        for run in _mentions(notice, lambda title, number: bool(number) and _plain(title) == core)[:1]
        if _is_of_place(target, run.quote)
    ]


def _is_of_place(target: Notice, words: str) -> bool:
    """Whether the words that name a document say whose it is: many places have one of the same title."""
    if target.place == NATION:
        return bool(_OF_NATION.search(words))
    return target.place is not None and target.place[:2] in words


def mentions_of_number(number: str, notices: Sequence[Notice]) -> list[tuple[Notice, Evidence]]:
    """Where notices name the document of that number: (who says it, the half-sentence), the first place in each."""
    found = (
        (n, _mentions(n, lambda _, named: bool(named) and number.endswith(named or ""))[:1])
        for n in notices
        if n.number != number
    )
    return [(notice, run) for notice, runs in found for run in runs]


def called_in(name: str, notice: Notice) -> tuple[str, list[Evidence]]:
    """(title, the half-sentence) of the document with a number, cited by ``notice``, that ``name`` calls better than
    it calls the notice itself; ("", []) where there is none."""
    titles: dict[str, int] = {}
    _mentions(notice, lambda title, number: bool(title and number and titles.setdefault(title, _likeness(name, title))))
    best = max(titles, key=lambda title: titles[title], default="")
    if not best or titles[best] < _NAMING_CHARS or titles[best] <= _likeness(name, notice.title or ""):
        return "", []
    return best, _mentions(notice, lambda title, number: title == best and bool(number))[:1]


def _likeness(name: str, title: str) -> int:
    """Characters of the longest run that a name shares with a title, one more where the title ends with the name."""
    plain, said = _plain(title), fold(name)
    run = SequenceMatcher(None, said, plain, autojunk=False).find_longest_match().size
    return run + bool(said and plain.endswith(said))


def _mentions(notice: Notice, is_meant: _Meant) -> list[Evidence]:
    found: list[Evidence] = []
    for clause in notice.clauses:
        if clause.part not in ("front", "body", "annex") or not re.search(r"《|号", clause.text):
            continue
        passage = Passage.cut(notice.source, clause.start, clause.end)
        for named in find_named(passage.text):
            if is_meant(named.title, named.number):
                begin, _ = segment(passage.text, named.start, named.start)
                before = _OTHERS_BEFORE.match(mask_titles(passage.text[: named.start]), begin)
                begin, end = before.end() if before else begin, named.end
                found.append(Evidence(clause, passage.text[begin:end], *passage.span(begin, end)))
    return found


def _by_clause(notice: Notice) -> Iterator[tuple[Clause, list[Reference]]]:
    groups: dict[str, tuple[Clause, list[Reference]]] = {}
    for reference in notice.validity.carries_out:
        clause = clause_at(notice, reference.start)
        if clause:
            groups.setdefault(clause.id, (clause, []))[1].append(reference)
    yield from groups.values()


def _place_in(passage: Passage, reference: Reference) -> int:
    """Where in the passage's text a reference begins."""
    return next(i for i in range(len(passage.text)) if passage.span(i, i + 1)[0] >= reference.start)


def _before(notice: Notice, reference: Reference) -> str:
    clause = clause_at(notice, reference.start)
    return Passage.cut(notice.source, clause.start, reference.start).text if clause else ""


def _plain(title: str | None) -> str:
    """A title without “关于印发……的通知” around it, what stands in brackets at its end, and every 的."""
    return re.sub("的", "", fold(re.sub(r"[（(][^（）()]*[）)]$", "", title_core(title))))
