"""What words on a command line ask for: units, places, and what it is about, in everyday or official words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.errors import UsageError
from assistant.glossary import Term
from assistant.lookup.held import Held
from assistant.lookup.units import AskedUnit
from assistant.place_mentions import PlaceMention
from assistant.records import Place
from assistant.simplified import simplified
from assistant.spelling import has_han

MAX_WORDS_CHARS = 500
# Words around a topic that name none: how one asks, and what is in the columns of the table anyway.
_FRAME = re.compile(
    r"请问|麻烦|帮我|查一?下|查查|我想知道|想知道|告诉我|列[出个]|一下|谁来|谁管|谁负责|由谁|归谁|谁|哪一?[个家些几]?(?:单位|部门|处室|科室|处|科|局)"
    r"|哪些|哪个|哪几个|什么时候|啥时候|什么|啥|怎么样|怎么办|怎么|如何|多久|几时|何时|是不是|是否|有没有|有哪些|有关|相关|关于"
    r"|牵这?个?头|挑头|打头|领头|到底|告诉|这块|那块|这摊子?事?|里头|牵头|配合|负责|责任|主管|主办|协办|单位|部门|处室|科室|截止|期限|时限|时间|任务|工作|职责|事项|分工|政策|规定|要求|文件|通知"
    r"|所有|全部|各地|各省|各市|以及|或者|还有|的话"
)
_ROLE = (("lead", re.compile(r"牵头|主抓|\bleads?\b", re.I)), ("support", re.compile(r"配合|协助|\bsupports?\b", re.I)))
_FRAME_EN_LINES = """
    a an the of in on at to for from by with and or is are was be do does did who whom whose which what when where
    how it this that these those any all each every please tell me know say says department departments division
    divisions unit units office offices agency bureau authority body section lead leads leading led charge responsible
    responsibility supports support supporting supported handles handle manages manage duty duties task tasks work works
    deadline deadlines due time limit limits date dates often must should need needs report reports notice notices
    document documents clause policy policies rule rules about under as if there list show find
"""
_FRAME_EN = frozenset(_FRAME_EN_LINES.split())
# Who does something is what the table tells: a unit named beside such words is the house in which one asks.
_ASKS_WHO = re.compile(
    r"谁|哪一?几?[个家些](?:单位|部门|处室|科室|处|科|局|口子|(?=[牵配负挑打在来去管]))|哪家"
    r"|\bwho\b|\bwhich (?:unit|department|division|section|office|bureau)",
    re.I,
)
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_TOKEN = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_BESIDE = re.compile(r"[\s,，的]*")
_SHORTEST_PRINTED = 3
_SAYING_CHARS = 8
_SHORT_FORM = 2


@dataclass(frozen=True, slots=True)
class Topic:
    """One thing that is asked about. ``said``: as typed; ``spellings``: how notices may say it, bare (:func:`bare`);
    ``kind``: as in the glossary, or ``saying``, or ``word``, or ``piece`` (of a run that no clause says as a whole);
    ``related``: the spellings of each policy that it belongs to, the closest first."""

    said: str
    spellings: tuple[str, ...]
    kind: str
    related: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for; every field may be empty. ``role``: one that the words name beside a unit, or None."""

    units: tuple[AskedUnit, ...] = ()
    places: tuple[Place, ...] = ()
    topics: tuple[Topic, ...] = ()
    role: str | None = None


def bare(text: str) -> str:
    """``text`` in one form for comparing: NFKC, lower case, letters and digits only."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).lower())


def read_words(words: str, held: Held, holds: Callable[[str], bool], *, unit_given: bool = False) -> Asked:
    """``words`` understood. Nothing in them is lost: what is neither unit nor place nor frame is a topic.

    :param holds: whether some clause says a run of characters (bare).
    :param unit_given: a unit is named elsewhere; those in the words are what it is about.
    :raises UsageError: the words are too long, or there is no word in them.
    """
    text = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in simplified(words)).strip()
    if len(text) > MAX_WORDS_CHARS:
        raise UsageError(
            f"有 {len(text)} 个字，超过 {MAX_WORDS_CHARS} 字；请只写任务或单位的名称。",
            f"{len(text)} characters are over {MAX_WORDS_CHARS}; give the name of the task or unit alone.",
        )
    places = held.gazetteer.find(text)
    spans = [] if unit_given else _unit_spans(text, held, places)
    outside = [p for p in places if not any(s <= p.start and p.end <= e for s, e in spans)]
    rest = _blank(text, [*spans, *((p.start, p.end) for p in outside)])
    role = next((name for name, pattern in _ROLE if spans and pattern.search(rest)), None)
    named = tuple(dict.fromkeys(p.place for p in outside if p.place and not p.is_context))
    units = tuple(held.units.ask(text[start:end]) for start, end in spans)
    topics = tuple(dict.fromkeys(_topics(rest, held, holds)))
    if not (units or named or topics):
        topics = _whole(rest)
    if topics and _ASKS_WHO.search(text):
        named += tuple(unit.place for unit in units if unit.place and unit.place not in named)
        units, role = (), None
    return Asked(units, named, topics, role)


def _whole(text: str) -> tuple[Topic, ...]:
    """Words too short to be told apart, as they are; none where they are only how one asks for everything.

    :raises UsageError: there is no word.
    """
    if not bare(text):
        raise UsageError(
            "没有写出任务、单位或地方；什么都不写则列出全部。",
            "No task, unit or place was named; with nothing at all, everything is listed.",
        )
    left = bare(_FRAME.sub("", text))
    return (Topic(left, (left,), "word"),) if left else ()


# --- units -------------------------------------------------------------------------------------------------------


def _unit_spans(text: str, held: Held, places: Sequence[PlaceMention]) -> list[tuple[int, int]]:
    """Where units are named, with the place and the office that they belong to in front of them."""
    found = [(m.start, m.end) for m in held.glossary.find(text) if m.term.kind == "department"]
    territories = {place.words for place in places}
    actors = {name for _, name in held.unit_names if name == text}
    printed = actors | {name for name in held.duty_units if len(name) >= _SHORTEST_PRINTED and name in text}
    printed -= territories
    found += [match.span() for name in printed for match in re.finditer(re.escape(name), text)]
    spans: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        elif spans and text[spans[-1][1] : start].strip() == "" and not text[spans[-1][1] : start]:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return [(_with_place(text, start, places), end) for start, end in spans]


def _with_place(text: str, start: int, places: Sequence[PlaceMention]) -> int:
    """Where a unit's name begins with the places said right before it (“中卫市 医保局”)."""
    for place in reversed(places):
        if place.start < start <= place.end or (place.end <= start and _BESIDE.fullmatch(text[place.end : start])):
            start = place.start
    return start


def _blank(text: str, spans: Sequence[tuple[int, int]]) -> str:
    chars = list(text)
    for start, end in spans:
        chars[start:end] = " " * (end - start)
    return "".join(chars)


# --- topics ------------------------------------------------------------------------------------------------------


def _topics(text: str, held: Held, holds: Callable[[str], bool]) -> Iterator[Topic]:
    sayings = held.glossary.find_sayings(text)
    terms = [m for m in held.glossary.find(text) if not _is_inside((m.start, m.end), sayings)]
    taken = [(m.start, m.end) for m in terms]
    for mention in terms:
        if _FRAME.sub("", mention.words):
            yield _term_topic(mention.words, mention.term, held, holds)
    for start, end, official in sayings:
        if not any(s < end and start < e for s, e in taken):
            taken.append((start, end))
            if _FRAME.sub("", text[start:end]) and not all(map(_FRAME.fullmatch, official)):
                yield Topic(text[start:end], _said_as(text[start:end], official, holds), "saying")
    rest = _blank(text, taken)
    for run in _HAN_RUN.findall(_FRAME.sub(" ", rest)):
        pieces = _pieces(run, holds)
        kind = "word" if len(pieces) == 1 else "piece"
        yield from (Topic(piece, (piece,), kind) for piece in pieces)
    yield from _english(rest, held)


def _said_as(saying: str, official: Sequence[str], holds: Callable[[str], bool]) -> tuple[str, ...]:
    """``saying`` and the official words that it may stand for; where a closer word is said somewhere, a part of it
    (筛查 of 早期筛查) stands for too much."""
    kept: list[str] = []
    for word in map(bare, official):
        if not any(word in closer and holds(closer) for closer in kept):
            kept.append(word)
    return tuple(dict.fromkeys((bare(saying), *kept)))


def _term_topic(said: str, term: Term, held: Held, holds: Callable[[str], bool]) -> Topic:
    spellings = dict.fromkeys(map(bare, (*held.glossary.expand(term), said)))
    official = bare(term.official)
    # “村医” stands in 农村医疗 too: a short form out of the middle of a name is looked for where no other name is said.
    unclear = [s for s in spellings if len(s) == _SHORT_FORM and s != official and not _at_an_end(s, official)]
    clear = tuple(s for s in spellings if s not in unclear)
    related = tuple(
        tuple(map(bare, held.glossary.expand(other))) for other in held.glossary.related(term) if other.kind == "policy"
    )
    return Topic(said, clear if any(map(holds, clear)) else tuple(spellings), term.kind, related)


def _at_an_end(short: str, name: str) -> bool:
    return name.startswith(short) or name.endswith(short)


def _is_inside(span: tuple[int, int], sayings: Sequence[tuple[int, int, tuple[str, ...]]]) -> bool:
    """Whether a term is part of a longer everyday saying; the gaps of a very long one leave terms their own meaning."""
    return any(
        start <= span[0] and span[1] <= end and span[1] - span[0] < end - start <= _SAYING_CHARS
        for start, end, _ in sayings
    )


def _pieces(run: str, holds: Callable[[str], bool]) -> list[str]:
    """``run`` cut into the fewest words that clauses say, leaving as few characters over as can be; what is left over
    is a word that no clause says, single characters aside."""
    best: list[tuple[int, int, list[tuple[str, bool]]]] = [(0, 0, [])]
    for end in range(1, len(run) + 1):
        left, count, cut = best[end - 1]
        ways = [(left + 1, count, [*cut, (run[end - 1], False)])]
        for start in range(end - 1):
            left, count, cut = best[start]
            if holds(run[start:end]):
                ways.append((left, count + 1, [*cut, (run[start:end], True)]))
        best.append(min(ways, key=lambda way: way[:2]))
    words: list[str] = []
    loose = ""
    for piece, known in [*best[-1][2], ("", True)]:
        if known and len(loose) > 1:
            words.append(loose)
        loose = "" if known else loose + piece
        words += [piece] if known and piece else []
    return words


def _english(text: str, held: Held) -> Iterator[Topic]:
    spoken = 0
    phrases = {start: (end, chinese) for start, end, chinese in held.glossary.find_words(text)}
    for match in _TOKEN.finditer(text):
        if match.start() < spoken or (len(match[0]) < 2 or match[0].lower() in _FRAME_EN):
            continue
        spoken, chinese = phrases.get(match.start(), (match.end(), ()))
        said = text[match.start() : spoken]
        yield Topic(said, tuple(map(bare, (*chinese, said))), "saying" if chinese else "word")
    for number in re.findall(r"(?<![\w.])\d+(?:\.\d+)?(?![\w.])", text if not has_han(text) else ""):
        yield Topic(number, (number,), "word")
