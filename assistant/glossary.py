"""Policy terms, people, diseases, places of care and departments, with every name by which they go.

The file (``corpus/glossary.toml``) is the only bridge from what people say, and from English, to the words of the
notices. Without it everything else still works on the notices' own words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

from assistant.errors import CorpusError
from assistant.latin import GAP, Token, roots_of, stems_of, tokens_of
from assistant.spelling import SpellingIndex, can_be_found, has_han, spelling_key
from assistant.thesaurus import FILE_NAME as THESAURUS_NAME
from assistant.thesaurus import Thesaurus, load_thesaurus
from assistant.tomlfile import Entry, read_entries
from assistant.unit_names import LEVELS, UnitName, may_be_same, parse_unit

_FILE_NAME = "glossary.toml"
_LONGEST_PHRASE = 4  # words
# What may stand between the words of a phrase: “old people's home”, “day-care”.
_BETWEEN_WORDS = re.compile(r"['’]?[\s-]{0,2}")
_KINDS = ("policy", "group", "disease", "facility", "system", "paper", "money", "work")
_LISTS = ("printed", "everyday", "english", "broader", "related", "not_in")
_TERM_KEYS = frozenset(("official", "kind", *_LISTS))
_DEPARTMENT_KEYS = frozenset(("official", "level", "forms", *_LISTS))

_LEVEL_IN_ENGLISH = {"national": "National", "province": "Provincial", "city": "Municipal", "county": "County"}
_LEVEL_BEFORE = re.compile(r"(?:国家|全国|自治区|省|市|县|区|州|委)\s*$")
_LATIN_LEVEL_BEFORE = re.compile(r"\b(national|provincial|province|municipal|city|county|district|state)\s+$", re.I)
_LATIN_LEVELS = {
    "national": "national", "state": "national", "provincial": "province", "province": "province",
    "municipal": "city", "city": "city", "county": "county", "district": "county",
}  # fmt: skip
_LEVEL_IN_NAME = (("国家", "national"), ("省", "province"), ("自治区", "province"), ("市", "city"), ("县", "county"))


@dataclass(frozen=True, slots=True)
class Term:
    """One entry. ``kind``: policy, group, disease, facility, system, paper, money, work or department.

    ``printed``: its other spellings in notices; ``everyday``: what people say; ``english``: the first is the one for
    answers; ``broader``, ``related``: official names of other entries; ``not_in``: words in which its spellings mean
    something else. Departments only: ``level`` (national, province, city, county, section, any) and ``forms`` (a name
    of its own → its English).
    """

    official: str
    kind: str
    printed: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    level: str = ""
    forms: tuple[tuple[str, str], ...] = ()

    @property
    def spellings(self) -> tuple[str, ...]:
        """Every name by which it is found, the official one first."""
        forms = tuple(name for name, _ in self.forms)
        return (self.official, *self.printed, *forms, *self.everyday, *self.english)


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found at ``text[start:end]``, which reads ``words``. ``level``: a department's, where the words say it."""

    term: Term
    start: int
    end: int
    words: str
    level: str = ""


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit's name recognised: the department, and what the name says of its level and place (see UnitName)."""

    term: Term
    name: UnitName


class Glossary:
    """Entries and the index over their spellings. Make one with :func:`load_glossary`."""

    def __init__(
        self,
        terms: tuple[Term, ...] = (),
        words: Mapping[str, tuple[str, ...]] | None = None,
        thesaurus: Thesaurus | None = None,
    ) -> None:
        self.terms = terms
        thesaurus = thesaurus or Thesaurus()
        self._sayings = SpellingIndex(thesaurus.chinese.items())
        self._english = (words or {}, thesaurus.english)
        self._by_name = {term.official: term for term in terms}
        self._index = SpellingIndex(
            ((spelling, term) for term in terms for spelling in term.spellings),
            decoys=(words for term in terms for words in term.not_in),
        )
        self._forms = {spelling_key(name): english for term in terms for name, english in term.forms}

    def find(self, text: str) -> list[Mention]:
        """The terms that ``text`` names, in order, the longest spelling first where spellings overlap.

        A department's mention takes in the level said before it (市卫健委, “county health bureau”).
        """
        mentions: list[Mention] = []
        for start, end, term in self._index.find(text):
            mention = Mention(term, start, end, text[start:end])
            if term.kind == "department":
                mention = _with_level(mention, text, mentions[-1].end if mentions else 0)
            mentions.append(mention)
        return mentions

    def find_words(self, text: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """(start, end, Chinese words) of the plain English words of ``text`` that the glossary can say in Chinese.

        They are no terms: they help to search, and say nothing of the topic. Spans of terms are not left out.
        """
        tokens = tokens_of(text)
        found: list[tuple[int, int, tuple[str, ...]]] = []
        position = 0
        while position < len(tokens):
            for size in range(min(_LONGEST_PHRASE, len(tokens) - position), 0, -1):
                chinese = self._say(tokens[position : position + size], text)
                if chinese:
                    found.append((tokens[position].start, tokens[position + size - 1].end, chinese))
                    position += size - 1
                    break
            position += 1
        return found

    def _say(self, tokens: Sequence[Token], text: str) -> tuple[str, ...]:
        """The Chinese for words that stand side by side; for a single word that is not listed, that of its root."""
        if any(not _BETWEEN_WORDS.fullmatch(text[a.end : b.start]) for a, b in pairwise(tokens)):
            return ()
        keys = ["".join(token.stem for token in tokens), *(roots_of(tokens[0].stem) if len(tokens) == 1 else ())]
        return next((self._stemmed[key] for key in keys if key in self._stemmed), ())

    @cached_property
    def _stemmed(self) -> dict[str, tuple[str, ...]]:
        """Chinese words by the stems of English ones; a question without English needs none."""
        return _merge_stems(*self._english)

    def find_sayings(self, text: str) -> list[tuple[int, int, tuple[str, ...]]]:
        """(start, end, official words) of the everyday words of ``text``, in order; the longest where they overlap.

        A saying stands for any of its official words; like plain English words, it is no term.
        """
        return self._sayings.find(text)

    def term(self, name: str) -> Term | None:
        """The entry that the whole of ``name`` stands for."""
        return self._index.get(name)

    def expand(self, term: Term) -> tuple[str, ...]:
        """The Chinese spellings by which a notice may say it, the official one first."""
        forms = tuple(name for name, _ in term.forms)
        return tuple(dict.fromkeys((term.official, *term.printed, *forms)))

    def broader(self, term: Term) -> tuple[Term, ...]:
        """What ``term`` is a part of."""
        return tuple(self._by_name[name] for name in term.broader)

    def related(self, term: Term) -> tuple[Term, ...]:
        """What a reader of ``term`` may also want."""
        return tuple(self._by_name[name] for name in term.related)

    # --- departments -------------------------------------------------------------------------------------------

    def department(self, name: str) -> Unit | None:
        """The department that ``name``, as printed or as asked, stands for, with the level that the name says.

        “省卫生健康委” → 卫生健康部门 of a province; “委规划信息处” → 规划信息处; an unknown name → None.
        """
        unit = parse_unit(name)
        for words in (name, unit.core):
            term = self._index.get(words)
            if term is not None and term.kind == "department":
                return Unit(term, replace(unit, levels=_levels(term, unit, name if words is name else "")))
        return None

    def same_unit(self, asked: str, printed: str) -> bool:
        """Whether ``printed`` is a unit that ``asked`` may mean: 卫健委 means 市卫生健康委, 国家卫生健康委 does not.

        Names that the glossary does not know must agree in all but level and place (“商务局”, “市商务局”).
        """
        wanted, given = self.department(asked), self.department(printed)
        if wanted is None and given is None:
            first, second = parse_unit(asked), parse_unit(printed)
            return first.core == second.core and may_be_same(first, second)
        if wanted is None or given is None:
            return False
        is_same = wanted.term == given.term or wanted.term.official in given.term.broader
        return is_same and may_be_same(wanted.name, given.name)

    def english(self, name: str) -> str | None:
        """English for a term, a group of people or a department as printed in a notice; None where unknown.

        A department's level is put before it: “市医保局” → “Municipal Healthcare Security Bureau”.
        """
        own = self._forms.get(spelling_key(name))
        if own is not None:
            return own
        term = self._index.get(name)
        if term is not None:
            return term.english[0] if term.english else None
        unit = self.department(name)
        if unit is None or not unit.term.english:
            return None
        english = self._forms.get(unit.name.core) or unit.term.english[0]
        if unit.name.every:
            return f"{english}s {_EVERY_IN_ENGLISH.get(unit.name.level, 'at all levels')}"
        level = _LEVEL_IN_ENGLISH.get(unit.name.level, "") if unit.term.level == "any" else ""
        if "自治区" in name and level:
            level = "Regional"
        words = f"{level} {english}".strip()
        return f"{words} and other units concerned" if re.search("等(?:有关|相关)", name) else words


def _merge_stems(*tables: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Chinese words by the joined stems of an English word or phrase; forms of one stem are put together."""
    merged: dict[str, tuple[str, ...]] = {}
    for english, chinese in (item for table in tables for item in table.items()):
        key = "".join(stems_of(english))
        merged[key] = tuple(dict.fromkeys((*merged.get(key, ()), *chinese)))
    return merged


_EVERY_IN_ENGLISH = {"city": "of all cities", "county": "of all counties and districts"}


def _levels(term: Term, unit: UnitName, whole: str) -> frozenset[str]:
    """Levels that a name of ``term`` can have. A bureau (局) is no province's where the province has a 厅."""
    if term.level != "any":
        return frozenset((term.level,))
    if whole and not unit.level:
        for word, level in _LEVEL_IN_NAME:
            if word in whole and word + "场" not in whole:
                return frozenset((level,))
    has_provincial_office = any(name.endswith("厅") for name, _ in term.forms)
    if not unit.level and unit.core.endswith("局") and has_provincial_office:
        return frozenset(("city", "county"))
    return unit.levels if unit.level != "section" else frozenset(LEVELS[:4])


def _with_level(mention: Mention, text: str, free_from: int) -> Mention:
    """Take in the level said before a department, unless its own name settles it.

    The words begin no earlier than ``free_from``, the end of the mention before (各县区 in “各县区卫生健康委”).
    """
    if mention.term.level != "any":
        return replace(mention, level=mention.term.level)
    is_han = has_han(mention.words)
    found = (_LEVEL_BEFORE if is_han else _LATIN_LEVEL_BEFORE).search(text[: mention.start])
    start = found.start() if found else mention.start
    if is_han:
        words = text[start : mention.end]
        level = _only(_levels(mention.term, parse_unit(words), words))
    else:
        level = _LATIN_LEVELS[found[1].lower()] if found else ""
    start = start if start >= free_from else mention.start
    return replace(mention, start=start, words=text[start : mention.end], level=level)


def _only(levels: frozenset[str]) -> str:
    """The level where there is but one, else ""."""
    return next(iter(levels)) if len(levels) == 1 else ""


# --- reading the file ------------------------------------------------------------------------------------------


def usual_glossary(corpus: Path, usual: Path) -> Glossary:
    """What helps to understand questions over the notices of ``corpus``: its own glossary and thesaurus, and where it
    has none, those of the folder ``usual``. People ask for the same things in the same words, whatever the notices.

    :raises CorpusError: as :func:`load_glossary`.
    """
    glossary = corpus if (corpus / _FILE_NAME).is_file() else usual
    thesaurus = corpus if (corpus / THESAURUS_NAME).is_file() else usual
    return load_glossary(glossary, thesaurus)


def load_glossary(corpus: Path, thesaurus: Path | None = None) -> Glossary:
    """The glossary of a corpus folder; an empty one where the folder has none.

    :param thesaurus: the folder of the thesaurus (default: the same).

    The thesaurus beside it comes in too (see :mod:`assistant.thesaurus`).

    :raises CorpusError: a file cannot be read or says something twice; one line naming file, line and mend.
    """
    entries = read_entries(corpus / _FILE_NAME, ("term", "department"), single=("words",))
    words = {word: _read_word(word, entry) for entry in entries if entry.table == "words" for word in entry.values}
    entries = [entry for entry in entries if entry.table != "words"]
    terms = tuple(_read_term(entry) for entry in entries)
    _check_spellings(terms, entries)
    return Glossary(terms, words, load_thesaurus(thesaurus or corpus))


def _read_word(word: str, entry: Entry) -> tuple[str, ...]:
    chinese = entry.texts(word)
    if not "".join((word, *chinese)).replace(" ", "").isalnum():  # nearly all are letters throughout
        for spelling in (word, *chinese):
            _require_words(spelling, entry)
    return chinese


def _read_term(entry: Entry) -> Term:
    official = entry.text("official")
    if official is None:
        raise CorpusError(f'{entry.where}：没有正式名称；请加上 official = "…"。')
    is_department = entry.table == "department"
    entry.check_keys(_DEPARTMENT_KEYS if is_department else _TERM_KEYS)
    kind = "department" if is_department else entry.text("kind")
    if not is_department and kind not in _KINDS:
        raise CorpusError(f"{entry.where}：“{official}” 的 kind 是 “{kind}”；请用 {'、'.join(_KINDS)} 之一。")
    level = (entry.text("level") or "any") if is_department else ""
    if is_department and level not in (*LEVELS, "any"):
        raise CorpusError(f"{entry.where}：“{official}” 的 level 是 “{level}”；请用 {'、'.join(LEVELS)}、any 之一。")
    forms = entry.values.get("forms", {})
    if not isinstance(forms, dict) or not all(isinstance(words, str) and words for words in forms.values()):
        raise CorpusError(f'{entry.where}：“{official}” 的 forms 应写成 {{ "名称" = "English" }}。')
    lists = {key: entry.texts(key) for key in _LISTS}
    return Term(official=official, kind=str(kind), level=level, forms=tuple(forms.items()), **lists)


def _check_spellings(terms: Sequence[Term], entries: Sequence[Entry]) -> None:
    """Each spelling stands for one thing, and every name pointed to exists."""
    owners: dict[str, Term] = {}
    names = {term.official for term in terms}
    for term, entry in zip(terms, entries, strict=True):
        for spelling in term.spellings:
            key = spelling_key(spelling)
            if GAP in spelling and spelling not in (*term.everyday, *term.english[1:]):
                raise CorpusError(f"{entry.where}：“{spelling}” 是名称，不能含 {GAP}；请写全。")
            _require_words(spelling, entry)
            if owners.setdefault(key, term) is not term:
                other = owners[key].official
                raise CorpusError(f"{entry.where}：“{spelling}” 在 “{other}” 下已有；请只留一处。")
        for decoy in term.not_in:
            _require_words(decoy, entry)
        for name in (*term.broader, *term.related):
            if name not in names:
                raise CorpusError(f"{entry.where}：“{name}” 不是本文件里的正式名称；请改正。")


def _require_words(spelling: str, entry: Entry) -> None:
    if not can_be_found(spelling):
        raise CorpusError(f"{entry.where}：“{spelling}” 里没有词，或 {GAP} 的一边没有词；请改正或删去。")
