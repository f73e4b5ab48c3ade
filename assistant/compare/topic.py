"""What is compared: words as typed → the official terms that they stand for, and all ways in which notices say them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.errors import UsageError
from assistant.glossary import Glossary, Term
from assistant.latin import GAP
from assistant.spelling import SpellingIndex, has_han, spelling_key

MAX_TOPIC_CHARS = 100
# “爱国卫生 / 人居环境”: either of them. The comma of 先诊疗、后付费 is no such sign.
_EITHER = re.compile(r"\s*[/／|｜；;]\s*|\s+(?:or|OR|或)\s+|或者")
# Words beside the topic that name none: how it is asked, and what every policy is called.
_FRAME = re.compile(
    r"(?:各地|各省|各市|各处|比较|对比|比一比|不同|区别|差别|差异|怎么|如何|什么|哪些|方面|情况|问题|内容|规定|要求|有关|相关|关于"
    r"|政策|工作|服务|措施|制度|机制|办法|的|了|吗|呢|是|在|和|与|及)+"
)
# Kinds whose names are parts of longer names that mean something else (大病 in 大病保险, 动态监测 in 动态监测系统).
# What is said of the pay of village doctors is said of village doctors all the same.
_KEPT_APART = frozenset(("policy", "work", "system", "disease", "money"))
# A name no longer than this stands for many things (动态监测 of illness, of buildings): what is said before it counts.
GENERAL_CHARS = 4
# A part of an official name at least so long is compared by as it is: 精神障碍 is said of more than 严重精神障碍.
_WIDER_CHARS = 3
# What longer names share in front of a short one narrows it only where it says something: 基本 says nothing.
_NARROWING_CHARS = 3
_GENERAL_ENDS = ("机制", "制度", "工作", "服务", "政策", "管理", "建设")
_VERB = re.compile(r"^(?:防止|健全|完善|加强|建立|落实|开展|做好|推进)+")
# What is done about an illness is about the illness: 慢性病综合防治, but not 大病保险.
_CARE = "患者|病人|的|综合|防治|防控|筛查|监测|健康管理|规范管理|管理|签约服务"
_TWO_HAN = "[\u3400-\u9fff]{2}"
_NUMBERED = re.compile(r"\d+([\u3400-\u9fff]{3,})")
_MARKS = re.compile(r"[^\w\0]+")
_QUOTES = "“”‘’「」『』\"' "
_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z0-9][A-Za-z0-9+.%-]*")


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a topic names. ``name``: the official term, or the words themselves; ``kind``: as in the glossary,
    or ``saying`` (everyday words for any of several official ones), or ``word``; ``spellings``: how notices say it.

    ``close``: those of them that mean the thing itself and no part of it, nor something wider; a clause so headed is
    about it. ``narrow``: words said in front of a short, general name (因病返贫 in 因病返贫动态监测). A clause that
    says only the general name, one of ``general``, speaks of this topic only where it says some of these words too.
    ``term``: the official term that it is, or that has it in its name. ``said``: the words typed for it; ``apart``: its
    narrowing words and its end with others between them (因病致贫返贫风险人群…监测), None where it has none.
    """

    name: str
    kind: str
    spellings: tuple[str, ...]
    close: tuple[str, ...]
    narrow: str = ""
    general: tuple[str, ...] = ()
    term: str = ""
    said: str = ""
    apart: re.Pattern[str] | None = None

    @property
    def is_narrowed(self) -> bool:
        """Whether more was typed than the short, general name."""
        return bool(self.narrow) and spelling_key(self.said) != spelling_key(self.name)

    @property
    def title(self) -> str:
        """The words typed where they are the name without what narrows it, or with more of it; else the name."""
        said, name = spelling_key(self.said), spelling_key(self.name)
        return self.said if said and has_han(said) and (said in name or name in said) else self.name


@dataclass(frozen=True)
class Subject:
    """Parts that must all be spoken of: “低保对象先诊疗后付费” is the one for the others."""

    parts: tuple[Part, ...]

    @cached_property
    def main(self) -> Part:
        """The part that tells the subject: a policy before any other thing, and that before the people it is for."""
        ranks = {**dict.fromkeys(_KEPT_APART, 0), "word": 1, "saying": 1, "group": 3}
        return min(self.parts, key=lambda part: ranks.get(part.kind, 2))


@dataclass(frozen=True)
class Topic:
    """What is compared. ``words``: as typed; ``subjects``: any of them may be spoken of.

    ``decoys``: longer names in which a spelling means something else.
    """

    words: str
    subjects: tuple[Subject, ...]
    decoys: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The official names, for a title; what was typed where none is official."""
        if self.parts and len(self.parts) > 1 and all(part.kind in ("saying", "word") for part in self.parts):
            return self.words
        return " / ".join("、".join(part.title for part in subject.parts) for subject in self.subjects)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every part of every subject."""
        return tuple(part for subject in self.subjects for part in subject.parts)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, name of the part) for each spelling of a part in ``text``, in order."""
        found = self._found.get(text)
        if found is None:
            bare = _bare(text)
            is_there = any(key in bare for key in self._bare_spellings)
            found = self._index.find(text) if is_there else []
            if is_there or any(part.narrow[-2:] in text for part in self.parts if part.apart):
                found += self._apart_in(text, found)
            for pattern, name in self._counted:
                more = ((match.start(), match.end(), name) for match in pattern.finditer(text))
                found += [hit for hit in more if all(hit[1] <= start or end <= hit[0] for start, end, _ in found)]
            found = self._found[text] = sorted(found)
        return found

    def _apart_in(self, text: str, found: Sequence[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
        """Where ``text`` says a name with other words in it, and ``found`` has nothing."""
        hits = ((m.start(), m.end(), part.name) for part in self.parts if part.apart for m in part.apart.finditer(text))
        return [hit for hit in hits if all(hit[1] <= start or end <= hit[0] for start, end, _ in found)]

    @cached_property
    def _counted(self) -> list[tuple[re.Pattern[str], str]]:
        """Spellings that begin with a number (37种大病) with any other one: another notice may count otherwise."""
        spellings = ((_NUMBERED.fullmatch(s), part.name) for part in self.parts for s in part.spellings)
        return [(re.compile(rf"(?<!\d)\d+\s*{re.escape(found[1])}"), name) for found, name in spellings if found]

    @cached_property
    def _index(self) -> SpellingIndex[str]:
        return SpellingIndex(((s, part.name) for part in self.parts for s in part.spellings), self.decoys)

    @cached_property
    def _bare_spellings(self) -> tuple[str, ...]:
        return tuple(_bare(spelling).partition(GAP)[0] for part in self.parts for spelling in part.spellings)

    @cached_property
    def _found(self) -> dict[str, list[tuple[int, int, str]]]:
        """What was found: the same texts are asked again and again."""
        return {}


def _bare(text: str) -> str:
    """``text`` without what spellings may differ in: a quick look whether one of them can be there at all."""
    return _MARKS.sub("", unicodedata.normalize("NFKC", text.replace(GAP, "\0"))).lower().replace("\0", GAP)


def read_topic(words: str, glossary: Glossary, is_said: Callable[[str], bool] = bool) -> Topic:
    """The topic that ``words`` (Chinese, everyday Chinese or English) name.

    :param is_said: whether notices say words as they are. Those that they say name a topic as a whole, where no
        official term of a policy is among them.

    :raises UsageError: for words that are empty or too long.
    """
    text = " ".join(words.split()).strip(_QUOTES)
    if not any(char.isalnum() for char in text):
        raise UsageError(
            "要比较的事项是空的；请写出事项，例如：compare 先诊疗后付费",
            "There is no topic; name one, for example: compare 先诊疗后付费",
        )
    if len(text) > MAX_TOPIC_CHARS:
        raise UsageError(
            f"要比较的事项有 {len(text)} 个字，超过 {MAX_TOPIC_CHARS} 字；请只写事项的名称。",
            f"The topic has {len(text)} characters, over {MAX_TOPIC_CHARS}; give its name alone.",
        )
    pieces = [piece for piece in _EITHER.split(text) if any(char.isalnum() for char in piece)]
    subjects = tuple(Subject(parts) for piece in pieces if (parts := _parts_as_said(piece, glossary, is_said)))
    return Topic(text, subjects, tuple(_decoys([part for s in subjects for part in s.parts], glossary)))


def _parts_as_said(piece: str, glossary: Glossary, is_said: Callable[[str], bool]) -> tuple[Part, ...]:
    parts = tuple(_parts(piece, glossary))
    whole = spelling_key(piece)
    is_several = len(parts) > 1 and not any(part.kind in _KEPT_APART for part in parts)
    is_saying = all(part.kind in ("saying", "word") and spelling_key(part.name) != whole for part in parts)
    is_loose = is_several or is_saying
    return (Part(piece, "word", (piece,), (piece,)),) if is_loose and has_han(piece) and is_said(whole) else parts


def _parts(piece: str, glossary: Glossary) -> Iterator[Part]:
    """The things that ``piece`` names, each once."""
    whole = glossary.term(piece) or _longer_name(piece, glossary) or _narrower_name(piece, glossary)
    if whole is not None:
        yield _part_of_term(whole, piece, glossary)
        return
    named = [(m.start, m.end, _part_of_term(m.term, m.words, glossary)) for m in glossary.find(piece)]
    taken = [(start, end) for start, end, _ in named]
    for start, end, official in glossary.find_sayings(piece):
        if all(end <= s or e <= start for s, e in taken) and not _FRAME.fullmatch(piece[start:end]):
            named.append((start, end, _saying(piece[start:end], (*official, piece[start:end]))))
            taken.append((start, end))
    if not has_han(piece):
        for start, end, official in glossary.find_words(piece):
            if all(end <= s or e <= start for s, e in taken):
                named.append((start, end, _saying(piece[start:end], official)))
                taken.append((start, end))
        named += _hyphened(piece, taken)
    else:
        named += _loose(piece, taken)
    seen: set[str] = set()
    for _, _, part in sorted(named, key=lambda item: item[0]):
        if part.name not in seen:
            seen.add(part.name)
            yield part


def _hyphened(piece: str, taken: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, Part]]:
    """What is joined to a word by a hyphen, and makes another one of it: pre-treatment is not treatment."""
    for match in re.finditer(r"[A-Za-z]+(?=-[A-Za-z])|(?<=[A-Za-z]-)[A-Za-z]+", piece):
        start, end = match.span()
        is_joined = any(start - 1 == stop or end + 1 == begin for begin, stop in taken)
        if is_joined and all(end <= begin or stop <= start for begin, stop in taken):
            yield start, end, Part(match[0], "word", (match[0],), (match[0],))


def _longer_name(piece: str, glossary: Glossary) -> Term | None:
    """The term of which ``piece`` has all but the end: 儿童营养改善 of 儿童营养改善项目."""
    key = spelling_key(piece)
    named = {mention.term.official: mention.term for mention in glossary.find(piece)}
    found = [term for term in named.values() if any(spelling_key(s).startswith(key) for s in glossary.expand(term))]
    return found[0] if len(found) == 1 and has_han(piece) else None


def _narrower_name(piece: str, glossary: Glossary) -> Term | None:
    """The general term that ``piece`` ends with, where it has of what notices say in front: 防返贫动态监测."""
    last = next((m for m in reversed(glossary.find(piece)) if m.end == len(piece) and m.start), None)
    if last is None or len(last.term.official) > GENERAL_CHARS or spelling_key(last.words) != last.term.official:
        return None
    front = piece[: last.start]
    longer = [name for name in last.term.printed if name.endswith(last.term.official)]
    return last.term if any(pair in name for name in longer for pair in pairs_of(front)) else None


def _loose(piece: str, taken: Sequence[tuple[int, int]]) -> list[tuple[int, int, Part]]:
    """What is left of ``piece`` and is no frame, each run a word of its own; the whole where nothing else is named."""
    rest = list(piece)
    for start, end in taken:
        rest[start:end] = " " * (end - start)
    bare = _FRAME.sub(lambda match: " " * len(match[0]), "".join(rest)) if taken else piece
    runs = _RUN.finditer(bare) if taken else re.finditer(r"\S.*\S|\S", bare)
    return [(m.start(), m.end(), Part(m[0], "word", (m[0],), (m[0],))) for m in runs if len(m[0]) > 1]


def _saying(words: str, official: Iterable[str]) -> Part:
    """Everyday words, which stand for any of the official ones."""
    spellings = tuple(dict.fromkeys(official))
    return Part(words, "saying", spellings, spellings)


def _part_of_term(term: Term, said: str, glossary: Glossary) -> Part:
    """``term`` with what is a part of it (签约服务费 of 家庭医生签约服务)."""
    narrower = (
        [other for other in glossary.terms if term.official in other.broader] if term.kind != "department" else []
    )
    own = glossary.expand(term)
    spellings = tuple(dict.fromkeys(s for names in (own, *map(glossary.expand, narrower)) for s in names))
    close = tuple(s for s in own if _is_close(spelling_key(s), spelling_key(term.official)))
    narrow, general = _narrowed(term, spelling_key(said), spellings)
    if _is_wider(said, term, glossary):
        return Part(said, "word", (*spellings, said), (*close, said), term=term.official, said=said)
    apart = _apart(narrow, spellings) if narrow else None
    return Part(term.official, term.kind, spellings, close, narrow, general, term.official, said, apart)


def _apart(narrow: str, spellings: Sequence[str]) -> re.Pattern[str]:
    """The narrowing words, some other words of the phrase, and one of the ends that the names have."""
    ends = "|".join(dict.fromkeys(name[-2:] for name in spellings if not name.endswith(_GENERAL_ENDS)))
    fronts = "|".join(map(re.escape, pairs_of(narrow)[-1:]))
    return re.compile(
        rf"(?:{fronts})[^，,。；;：:、（）()“”]{{0,24}}(?:{ends})(?![系范对户网平])|(?:{ends})[^。；;]{{0,30}}(?:{fronts})"
    )


def _is_wider(said: str, term: Term, glossary: Glossary) -> bool:
    """Whether ``said`` is a part of the official name that stands for more than the name."""
    key = spelling_key(said)
    is_own = key in map(spelling_key, glossary.expand(term))
    return len(key) >= _WIDER_CHARS and has_han(said) and not is_own and key in spelling_key(term.official)


def _is_close(key: str, official: str) -> bool:
    """Whether a spelling is the official name, a part of it or a longer form of it, or has its end or most of its
    characters: 疾病分类救治 is wider than 大病专项救治."""
    shared = sum(pair in key for pair in pairs_of(official))
    has_end = len(official) > GENERAL_CHARS and key.endswith(official[-GENERAL_CHARS:])
    return key in official or official in key or has_end or 2 * shared > len(official) - 1


def _narrowed(term: Term, said: str, spellings: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """What a short, general name is short for, and the spellings that do not say it: the words that ``said`` has in
    front of it, or those that the term's longer names share (因病返贫 in front of 动态监测)."""
    official = spelling_key(term.official)
    if len(official) > GENERAL_CHARS or term.kind not in ("policy", "work"):
        return "", ()
    longer = [key for key in map(spelling_key, term.printed) if key.endswith(official) and key != official]
    fronts = [_VERB.sub("", key[: -len(official)]) for key in longer]
    front = _VERB.sub("", said[: -len(official)]) if said.endswith(official) else ""
    common = _shared(fronts) if len(fronts) > 1 else ""
    shared = front or (common if len(common) >= _NARROWING_CHARS else "")
    if len(shared) < 2:
        return "", ()
    pairs = pairs_of(shared)
    return shared, tuple(
        s for s in spellings if official in spelling_key(s) and not any(p in spelling_key(s) for p in pairs)
    )


def crossings(topic: Topic, texts: Iterable[str]) -> set[str]:
    """Where two words make one of two characters by chance: 急救 in 应急救治.

    Told by the texts themselves: 应急 and 救治 stand in them without 急救 (共卫 of 公共卫生 never without 卫生).
    """
    whole = "\n".join(texts)
    found: set[str] = set()
    for word in {part.name for part in topic.parts if part.kind == "word" and re.fullmatch(_TWO_HAN, part.name)}:
        for match in re.finditer(f"(?=([\u3400-\u9fff]{word}[\u3400-\u9fff]))", whole):
            before, after = match[1][:2], match[1][2:]
            alone = re.search(f"{before}(?!{word[1]})", whole) and re.search(f"(?<!{word[0]}){after}", whole)
            found |= {match[1]} if alone else set()
    return found


def _shared(words: Sequence[str]) -> str:
    """The longest run that all of ``words`` have."""
    first = words[0]
    runs = (first[a:b] for a in range(len(first)) for b in range(a + 2, len(first) + 1))
    return max((run for run in runs if all(run in other for other in words)), key=len, default="")


def pairs_of(words: str) -> list[str]:
    """Every run of two characters."""
    return [words[i : i + 2] for i in range(len(words) - 1)]


def _decoys(parts: Iterable[Part], glossary: Glossary) -> Iterator[str]:
    """Names of other terms that hold a spelling of a part that has to be kept apart. A name that ends with the spelling
    is no such: “互联网+”家庭医生签约服务 is a 家庭医生签约服务."""
    apart = {key for part in parts if part.kind in _KEPT_APART for key in map(spelling_key, part.spellings)}
    own = {key for part in parts for key in map(spelling_key, part.spellings)}
    ends = tuple(apart)
    spellings = sorted({s for part in parts for s in part.spellings}, key=len, reverse=True)
    is_disease = any(part.kind == "disease" for part in parts)
    listed = re.compile(rf"(?:{'|'.join(map(re.escape, spellings))})[、和与及等]")  # 尘肺病 of 尘肺病等职业病
    cared_for = re.compile(rf"(?:{'|'.join(map(re.escape, spellings))})(?:{_CARE})")
    for term in glossary.terms:
        yield from term.not_in
        for name in (*glossary.expand(term), *term.everyday):
            key = spelling_key(name)
            holds_one = GAP not in name and has_han(name) and any(a in key for a in apart)
            is_of_it = key.endswith(ends) or listed.search(name) or (is_disease and cared_for.search(name))
            if holds_one and key not in own and not is_of_it:
                yield name
