"""Provinces, cities and counties of China: which one a text names, and what lies above it.

A name counts in running text only where it is read as a name (see :mod:`assistant.segmentation`). A short name that
is an ordinary word as well (来宾, 和平) counts only behind a place above it (“广西来宾”). Where one name belongs to
several places and nothing said tells which, all of them are given: the gazetteer never guesses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from assistant.errors import CorpusError
from assistant.importance import is_everyday
from assistant.place_mentions import NATION, PlaceMention, contains, relate
from assistant.records import Place
from assistant.segmentation import Edge, cheapest_path
from assistant.syllables import readings_of

_BUNDLED_FILE = Path(__file__).resolve().parent / "data" / "places.csv"
_FILE_NAME = "places.csv"
_COLUMNS = "code,name,short,free,english,also"
_LEVELS = ("province", "city", "county")

# Assumed shares of names in running text, as costs (-2 ln share): a question names its province or city far more often
# than a news corpus does. Tried on 34 million characters of statutes and lay questions; see assistant/data/README.md.
_SHORT_COST = {"province": 14, "city": 19, "county": 22}
_FULL_COST = {"province": 14, "city": 19, "county": 23}
_TWO_CHARACTER_COUNTY_COST = 26

_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]+(?:['’](?![sS]\b)[A-Za-z]+)*")
_LONGEST_LATIN_NAME = 3  # words: “Da Hinggan Ling”
_SENTENCE_OPENERS = frozenset(("in", "is", "does", "do", "can", "for", "from", "and", "what", "how", "the", "near"))
_LATIN_SUFFIX = {
    "province": ("province",), "sheng": ("province",), "region": ("province",),
    "city": ("city", "county", "province"), "shi": ("city", "county", "province"), "municipality": ("city", "province"),
    "prefecture": ("city",), "county": ("county",), "xian": ("county",), "district": ("county",), "qu": ("county",),
    "banner": ("county",),
}  # fmt: skip
# 国家 and “national” are mostly parts of other names (国家卫生健康委, “national standard”): they mean the whole country
# only beside words for what the country has issued or wants.
_NATION_HAN = re.compile(
    r"全国(?![^，。、；\s]{0,16}(?:系统|平台|人大|政协))(?!爱卫)"
    r"|国家(?=层面|意见|的?实施意见|文件|政策|通知|方案|规定|要求|对|是|呢|到\d|怎么|怎样|如何|有没有|有什么|有哪些|的规定|的要求|的意见|[，。？?]|\s*$)"
    r"|(?<!党)中央(?=层面|意见|文件|政策|规定|要求|对|怎么|有什么|有哪些|[，。？?]|\s*$)"
)
_NATION_LATIN = re.compile(
    r"\bnation[- ]?wide\b|\bnationally\b|(?<!healthy )\bchina(?:'s)?\b|\b(?:the )?(?:whole|entire) country\b"
    r"|\b(?:the )?central government\b|\bnational(?= (?:opinion|notice|polic|level|document|government|guideline|"
    r"guidance|implementation|rule|text|circular|requirement|plan)\w*)|\bnational\b(?=\s*[,.?!]|\s*$)",
    re.IGNORECASE,
)


def load_gazetteer(corpus: Path, at_home: Iterable[str | None] = ()) -> Gazetteer:
    """The places of ``corpus/places.csv``, or those that come with the program where the folder has none.

    :param at_home: full names of places, those of the notices held: their short names, and those of their counties
        where they are cities, count in running text (隆化 and Longhua for 隆化县) unless they are common words.
    :raises CorpusError: the file cannot be read; the message names file, line and mend.
    """
    own = corpus / _FILE_NAME
    path = own if own.is_file() else _BUNDLED_FILE
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"{path}：读不了（{error}）；请检查权限，并存为 UTF-8 文本。") from error
    rows: list[_Row] = []
    for number, line in enumerate(lines, start=1):
        if not line or line.startswith("#") or line == _COLUMNS:
            continue
        cells = line.split(",")
        if len(cells) != 6 or not re.fullmatch(r"\d{6}", cells[0]) or not cells[1] or cells[3] not in ("b", "n", "-"):
            raise CorpusError(f"{path}，第 {number} 行：不是一处地方；请写六格 {_COLUMNS}，free 用 b、n 或 -。")
        rows.append(_Row(*cells))
    home = frozenset(at_home)
    cities = {row.code[:4] for row in rows if row.name in home and row.level == "city"}
    for row in rows:
        is_home = row.name in home or row.code[:4] in cities
        if is_home and row.short and not is_everyday(row.short):
            row.free = "b" if row.free == "n" else row.free
            row.english = row.english or readings_of(row.short)
    return Gazetteer(rows)


class _Row:
    """A line of the file; a :class:`Place` is made of it when it is asked for (making all of them would take 15 ms)."""

    __slots__ = ("also", "code", "english", "free", "level", "name", "short")

    def __init__(self, code: str, name: str, short: str, free: str, english: str, also: str) -> None:
        self.code, self.name, self.short, self.free = code, name, short, free
        self.english = english.split("|") if english else []
        self.also = also.split("|") if also else []
        self.level = "province" if code.endswith("0000") else "city" if code.endswith("00") else "county"


class Gazetteer:
    """Finds the places that a text names. Make one with :func:`load_gazetteer`."""

    def __init__(self, rows: Sequence[_Row]) -> None:
        self._by_code = {row.code: row for row in rows}
        self._holders: dict[str, list[_Row]] = {}  # every name, whoever has it
        self._free: dict[str, list[_Row]] = {}  # those that count wherever they stand
        self._latin: dict[str, list[_Row]] = {}
        self._shared: set[tuple[str, str]] = set()  # (name, code): a name used alone though a larger place has it too
        for row in rows:
            self._enter(row)
        self._lengths: dict[str, list[int]] = {}  # first character → lengths of the names, longest first
        for name in self._holders:
            lengths = self._lengths.setdefault(name[0], [])
            if len(name) not in lengths:
                lengths.append(len(name))
        for lengths in self._lengths.values():
            lengths.sort(reverse=True)

    def _enter(self, row: _Row) -> None:
        self._holders.setdefault(row.name, []).append(row)
        if row.free != "-":
            self._free.setdefault(row.name, []).append(row)
        if row.short:
            self._holders.setdefault(row.short, []).append(row)
            if row.free == "b":
                self._free.setdefault(row.short, []).append(row)
        for name in row.also:
            key = name if not name.isascii() else _latin_key(name)
            self._shared.add((key, row.code))
            table = self._latin if name.isascii() else self._holders
            table.setdefault(key, []).append(row)
            if len(name) > 2 and not name.isascii():
                self._free.setdefault(name, []).append(row)
        for name in row.english:
            self._latin.setdefault(_latin_key(name), []).append(row)

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {}

    def _place(self, row: _Row) -> Place:
        place = self._places.get(row.code)
        if place is None:
            above = [self._by_code.get(code) for code in (row.code[:4] + "00", row.code[:2] + "0000")]
            names = tuple(dict.fromkeys(r.name for r in above if r is not None and r is not row))
            place = Place(row.code, row.name, row.level, (*names, NATION.name))
            self._places[row.code] = place
        return place

    def _highest(self, name: str, rows: Iterable[_Row]) -> tuple[Place, ...]:
        """Who is meant by a bare name: its largest holder (吉林: the province), and those put beside it by hand."""
        rows = list(rows)
        top = min((_LEVELS.index(row.level) for row in rows), default=0)
        meant = [row for row in rows if _LEVELS.index(row.level) == top or (name, row.code) in self._shared]
        return tuple(dict.fromkeys(self._place(row) for row in meant))

    # --- one name ----------------------------------------------------------------------------------------------

    def resolve(self, name: str) -> tuple[Place, ...]:
        """The places that ``name`` may mean, as in ``--place``: any name, with those above it before it or not.

        “鼓楼区” gives four places, “江苏南京鼓楼区” one, an unknown name none.
        """
        bare = re.sub(r"[\s,，·/]+", "", name)
        if bare in ("全国", "国家", "中央") or bare.lower() in ("national", "china", "nation", "nationwide"):
            return (NATION,)
        if bare.isascii():
            mentions = [m for m in self._find_latin(name.title()) if not m.is_context]
            spoken = sum(len(m.words) for m in self._find_latin(name.title()))
            return mentions[0].places if len(mentions) == 1 and spoken >= len(re.sub(r"[,/]", "", name)) - 6 else ()
        if bare in self._holders:
            return self._highest(bare, self._holders[bare])
        return tuple(self._resolve_inside(bare))

    def _resolve_inside(self, name: str) -> list[Place]:
        """Readings of ``name`` as a place with its outer places before it (“江苏南京鼓楼区”)."""
        found = [self._place(row) for row in self._holders.get(name, ())]
        for cut in range(len(name) - 1, 1, -1):
            outer = [self._place(row) for row in self._holders.get(name[:cut], ())]
            if outer:
                inner = self._resolve_inside(name[cut:])
                found += [p for p in inner if any(contains(o, p) for o in outer) and p not in found]
        return found

    def english(self, name: str) -> str | None:
        """The English name for a place's full or short name (“开封市” → “Kaifeng”), None where unknown or shared."""
        if name == NATION.name:
            return "National"
        places = self._highest(name, self._holders.get(name, ()))
        names = self._by_code[places[0].code].english if len(places) == 1 else []
        return names[0] if names else None

    # --- running text ------------------------------------------------------------------------------------------

    def find(self, text: str) -> list[PlaceMention]:
        """Every place that ``text`` names, in order. Names do not overlap; shared names are narrowed by the others."""
        mentions = [m for run in _HAN_RUN.finditer(text) for m in self._find_han(text, run.start(), run.end())]
        mentions += self._find_latin(text)
        for pattern in (_NATION_HAN, _NATION_LATIN):
            mentions += [PlaceMention(m.start(), m.end(), m.group(), (NATION,)) for m in pattern.finditer(text)]
        return relate(text, sorted(mentions, key=lambda m: m.start))

    def _find_han(self, text: str, run_start: int, run_end: int) -> list[PlaceMention]:
        run = text[run_start:run_end]
        readings: dict[Edge, tuple[tuple[int, int, tuple[Place, ...]], ...]] = {}
        for start in range(len(run)):
            for end in self._ends(run, start):
                rows = self._free.get(run[start:end])
                if rows:
                    name = run[start:end]
                    places = self._highest(name, rows)
                    cost = _cost(name, rows[0])
                    readings[Edge(start, end, cost)] = ((start, end, places),)
                    self._add_bound(run, start, end, places, cost, readings)
        if not readings:
            return []
        return [
            PlaceMention(run_start + start, run_start + end, run[start:end], places)
            for edge in cheapest_path(run, readings)
            for start, end, places in readings[edge]
        ]

    def _ends(self, run: str, start: int) -> list[int]:
        """Where names that begin at ``start`` may end, longest first."""
        room = len(run) - start
        return [start + length for length in self._lengths.get(run[start], ()) if length <= room]

    def _add_bound(
        self,
        run: str,
        start: int,
        middle: int,
        outer: tuple[Place, ...],
        cost: int,
        readings: dict[Edge, tuple[tuple[int, int, tuple[Place, ...]], ...]],
    ) -> None:
        """Names that count only behind a place above them, here behind ``run[start:middle]``."""
        if middle == len(run):
            return
        for end in self._ends(run, middle):
            name = run[middle:end]
            if name in self._free:
                continue
            rows = [row for row in self._holders.get(name, ()) if any(self._is_bound(row, o) for o in outer)]
            inner = self._highest(name, rows)
            if inner:
                edge = Edge(start, end, cost + _cost(name, rows[0]))
                readings[edge] = ((start, middle, outer), (middle, end, inner))

    def _is_bound(self, row: _Row, outer: Place) -> bool:
        """Whether ``outer``, said just before, makes a name of ``row`` count; for common words only its parent does."""
        inner = self._place(row)
        return contains(outer, inner) and (row.free != "-" or outer.name == inner.above[0])

    def _find_latin(self, text: str) -> list[PlaceMention]:
        words = list(_LATIN_WORD.finditer(text))
        mentions: list[PlaceMention] = []
        position = 0
        while position < len(words):
            step = self._latin_mention(text, words, position)
            if step is None:
                position += 1
            else:
                mention, position = step
                mentions.append(mention)
        return relate(text, mentions)

    def _latin_mention(self, text: str, words: Sequence[re.Match[str]], first: int) -> tuple[PlaceMention, int] | None:
        for after in range(min(first + _LONGEST_LATIN_NAME, len(words)), first, -1):
            name = " ".join(word.group() for word in words[first:after])
            rows = self._latin.get(_latin_key(name))
            if not rows or text[words[first].start() : words[after - 1].end()].count(",") > 0:
                continue
            suffix = words[after].group().lower() if after < len(words) else ""
            levels = _LATIN_SUFFIX.get(suffix, ())
            level = next((level for level in levels if any(row.level == level for row in rows)), "")
            fitting = [row for row in rows if row.level == level]
            if not fitting:
                suffix = ""
                fitting = [row for row in rows if row.level != "county" or name[0].isupper()]
            if not fitting or (name.lower() == "xian" and _is_after_a_name(text, words, first)):
                continue
            last = after if suffix else after - 1
            start, end = words[first].start(), words[last].end()
            places = self._highest(_latin_key(name), fitting)
            return PlaceMention(start, end, text[start:end], places), last + 1
        return None


def _cost(name: str, row: _Row) -> int:
    if name == row.short or name in row.also:
        return _SHORT_COST[row.level]
    return _TWO_CHARACTER_COUNTY_COST if len(name) == 2 else _FULL_COST[row.level]


def _latin_key(name: str) -> str:
    """“Xi'an”, “Xian” → “xian”; “Inner Mongolia” → “innermongolia”; ü → u."""
    return re.sub(r"[^a-z]", "", name.lower().replace("ü", "u"))


def _is_after_a_name(text: str, words: Sequence[re.Match[str]], index: int) -> bool:
    """Whether “Xian” follows an unknown capitalised word: then it is 县 (“Qi Xian”), not 西安."""
    if index == 0:
        return False
    before = words[index - 1]
    is_adjacent = text[before.end() : words[index].start()] == " "
    return is_adjacent and before.group()[0].isupper() and before.group().lower() not in _SENTENCE_OPENERS
