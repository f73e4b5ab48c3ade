"""Question → :class:`~assistant.records.Query`: place, topic, what is asked; the turns before fill what is left out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.ask_words import WH, language_of
from assistant.answering.asks import find_asks, is_yes_no
from assistant.answering.follow_up import EVERYWHERE, Turn, follow, narrow_name
from assistant.answering.knowledge import Knowledge
from assistant.answering.matching import fold
from assistant.answering.question_words import QUESTION_ZH, ROLE_WORD, TOKENS_ZH, is_frame_en
from assistant.answering.reports import asks_for_reports, is_reporter
from assistant.answering.said_places import find_said
from assistant.errors import UsageError
from assistant.glossary import Mention
from assistant.latin import tokens_of
from assistant.records import Concept, Place, Query
from assistant.spelling import has_han

# A question longer than this is a document pasted by mistake.
MAX_QUESTION_CHARS = 1000
# What was said longer ago is no longer what a follow-up means.
MAX_TURNS = 8
_LATIN = re.compile("[A-Za-z]")
_YEAR = re.compile(r"(20\d{2})\s?年?(?!\d)")
# A longer run is a saying with a gap, and what stands in the gap counts by itself: “监测户在县医院住院”.
_SAYING_CHARS = 8
# A number said in the question (“37种大病”) is a premise: where the clause does not say it, the answer tells.
_NUMBER = re.compile(
    r"(?<![\d.~～至-])(\d+(?:\.\d+)?)\s?([%％种岁家所名人天]|个(?!月|百分点|小时|工作日|星期|学期|季度))"
)
_SAME_MEASURE = ("名人个位", "家所个", "种类个", "天日")
# The unit that does something: “人事处管什么”, “医保局参与哪些工作”.
_UNIT_VERB = re.compile(
    r"^(?:的|在[^，。]{1,12})?(?:都|主要|具体|要|得|该|平时)*(?:参与|参加|管|干|做|负责|牵头|配合|承担|分管|有(?:哪些|什么)"
    r"|职责|任务|的?工作)"
)
# Where the asker works, or whose unit it is: “卫健委里头哪个处”, “我在卫健委上班”.
_HOUSE = re.compile(
    r"^(?:(?:自己)?(?:里头?|内部?)(?=.{0,6}[哪谁啥])|上班|工作|新来|报到|当差|的(?:通知|文件|方案|意见))"
)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


_OR_NOT = re.compile(r"([\u4e00-\u9fff])不\1")
# Where an everyday word stands, and the official words that it may be for.
_Saying = tuple[int, int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Topic:
    """What a question is about: its concepts, their words in one run, and what to search for."""

    concepts: tuple[Concept, ...]
    core: str
    search_text: str


def clean_question(question: str) -> str:
    """``question`` on one line, without control characters.

    :raises UsageError: where it is empty or too long.
    """
    kept = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in question)
    kept = re.sub(r"\s+", " ", kept).strip()
    if not any(char.isalnum() for char in kept):
        raise UsageError(
            "问题是空的；请写出想问的事，例如：陕西家庭医生签约谁牵头？",
            "The question is empty; write what you want to know, as in: Who leads family doctor services in Shaanxi?",
        )
    if len(kept) > MAX_QUESTION_CHARS:
        raise UsageError(
            f"问题有 {len(kept)} 个字，超过 {MAX_QUESTION_CHARS} 字；请只写要问的那一句。",
            f"The question has {len(kept)} characters, more than {MAX_QUESTION_CHARS}; write only what you ask.",
        )
    return kept


def is_question(text: str) -> bool:
    """Whether :func:`clean_question` takes ``text``."""
    try:
        clean_question(text)
    except UsageError:
        return False
    return True


def understand(
    question: str,
    knowledge: Knowledge,
    *,
    place: str | None = None,
    lang: str | None = None,
    history: Sequence[str] = (),
) -> Query:
    """What ``question`` asks, about what, for which places.

    :param place: a place chosen by the user, any name; one said in the question wins over it.
    :param history: earlier questions of the conversation, oldest first; they fill what this one leaves out.
    :raises UsageError: for an empty or overlong question, or a place that is none.
    """
    chosen = _chosen_place(place, knowledge) if place else ()
    said: Query | None = None
    for text in (*filter(is_question, history[-MAX_TURNS:]), question):  # what was refused as overlong says nothing
        turn = _parse(clean_question(text), knowledge, lang)
        said = follow(turn, said, knowledge.lexicon, chosen=bool(chosen)) if said else turn.query
    assert said is not None  # the question itself is always read
    said = narrow_name(said, chosen) if said.ambiguous else said
    if EVERYWHERE.search(question):
        return said if turn.query.places else replace(said, places=(), ambiguous=())
    return said if said.places or said.ambiguous else replace(said, places=chosen)


def known_spans(question: str, knowledge: Knowledge) -> list[tuple[int, int]]:
    """Where ``question`` says terms, sayings, places and units that are known as they stand."""
    named = [(mention.start, mention.end) for mention in find_said(question, knowledge.gazetteer).mentions]
    terms = [(mention.start, mention.end) for mention in knowledge.glossary.find(question)]
    unit = _unit_span(question, knowledge)
    sayings = [(start, end) for start, end, _ in knowledge.glossary.find_sayings(question)]
    return [*named, *terms, *sayings, *([unit] if unit else [])]


def _chosen_place(name: str, knowledge: Knowledge) -> tuple[Place, ...]:
    found = knowledge.gazetteer.resolve(name.strip())
    if not found:
        raise UsageError(
            f"没有找到地名“{name}”；请写省、市或县的名称，例如：陕西省、中卫市、海原县。",
            f"No place called “{name}” is known; name a province, city or county, as in: Shaanxi, Zhongwei, 海原县.",
        )
    if len(found) > 1:
        listed = "、".join("".join(reversed([p.name, *p.above[:-1]])) for p in found[:8])
        raise UsageError(
            f"“{name}”有 {len(found)} 处：{listed}；请连省、市一起写。",
            f"“{name}” names {len(found)} places: {listed}; write the province or city too.",
        )
    return found


def _parse(question: str, knowledge: Knowledge, lang: str | None) -> Turn:
    said = find_said(question, knowledge.gazetteer)
    text = said.rest
    asks, unit = _find_unit(text, find_asks(question), knowledge)
    topic = _topic(text, asks, knowledge, unit)
    query = Query(
        question,
        lang or language_of(question),
        asks,
        said.places,
        topic.concepts,
        topic.core,
        topic.search_text,
        unit,
        said.ambiguous,
        is_yes_no(question),
        said.denied,
    )
    return Turn(query, said.denied)


def _find_unit(text: str, asks: tuple[str, ...], knowledge: Knowledge) -> tuple[tuple[str, ...], str | None]:
    """What is asked, and the unit it is asked of: one whose work is asked about, or, where it is asked who does
    something, the one that the question takes to do it (“…是不是健康促进处牵头？”)."""
    span = _unit_span(text, knowledge)
    if not span:
        return asks, _english_unit(text, knowledge) if "tasks" in asks else None
    behind = text[span[1] :].strip()
    does = bool(_UNIT_VERB.search(behind))
    if {"lead", "support"} & set(asks) and "tasks" not in asks:
        return asks, _unit_at(text, span, knowledge) if does or is_yes_no(text) else None
    if asks_for_reports(text, asks) and is_reporter(text, *span):
        return asks, _unit_at(text, span, knowledge)
    if "tasks" in asks or (does and asks == ("what",)):
        return ("tasks",), _unit_at(text, span, knowledge)
    return asks, None


def _unit_at(text: str, span: tuple[int, int], knowledge: Knowledge) -> str | None:
    name = text[span[0] : span[1]]
    return fold(name) if _CHINESE.search(name) else _english_unit(text, knowledge)


def _unit_span(text: str, knowledge: Knowledge) -> tuple[int, int] | None:
    """Where the longest name of a unit stands that some notice gives work to, or that the glossary knows."""
    spans = [(text.find(name), text.find(name) + len(name)) for name in knowledge.unit_names if name in text]
    spans += [(m.start, m.end) for m in knowledge.glossary.find(text) if m.term.kind == "department"]
    return max(spans, key=lambda span: span[1] - span[0], default=None)


def _english_unit(text: str, knowledge: Knowledge) -> str | None:
    mention = next((m for m in knowledge.glossary.find(text) if m.term.kind == "department"), None)
    return fold(mention.term.official) if mention else None


def _topic(text: str, asks: tuple[str, ...], knowledge: Knowledge, unit: str | None) -> _Topic:
    concepts: list[Concept] = []
    spans: list[tuple[int, int]] = []
    sayings = _sayings(text, knowledge)
    for mention in knowledge.glossary.find(text):
        if any(s <= mention.start and mention.end <= e and e - s <= _SAYING_CHARS for s, e, _ in sayings):
            continue
        plain = _plain_english(mention, knowledge)
        if plain and not any(map(knowledge.lexicon.holds, map(fold, knowledge.glossary.expand(mention.term)))):
            continue  # the term is one of other notices; these say it with the plain words
        spans.append((mention.start, mention.end))
        known = any(concept.name == mention.term.official for concept in concepts)
        if known or _is_frame(mention, text, asks, unit):
            continue
        said = fold(text[mention.start : mention.end])
        spellings = tuple(dict.fromkeys(fold(s) for s in (*knowledge.glossary.expand(mention.term), *plain)))
        if has_han(said) and not any(map(knowledge.lexicon.holds, spellings)):
            spellings = tuple(dict.fromkeys((*spellings, said)))  # a notice on another subject may say it as asked
        concepts.append(Concept(mention.term.official, spellings, mention.term.kind, said))
    for start, end, official in sayings:
        spans.append((start, end))
        frame = all(ROLE_WORD.fullmatch(word) or TOKENS_ZH.fullmatch(word) for word in official)
        if frame or (asks != ("what",) and WH.search(text[start:end])):
            continue  # “哪个口子挑头”, “带啥证”: how it is asked, and no topic
        concepts.append(Concept(text[start:end], tuple(map(fold, (*official, text[start:end]))), "saying"))
    concepts.extend(_rates(text, spans))
    concepts.extend(Concept(year, (f"{year}年",), "year") for year in dict.fromkeys(_YEAR.findall(text)))
    concepts.extend(_numbers(text))
    loose = _NUMBER.sub(" ", _without(text, spans))
    if unit:
        loose = loose.replace(unit, " ")
    words = _loose_words(loose, knowledge)
    concepts.extend(words)
    if len(concepts) == 1 and words:  # one plain word: what stands unread beside it may be the very topic
        concepts.extend(_unread_beside(words[0].name, loose, knowledge))
    concepts = list(dict.fromkeys(concepts))
    core = fold(QUESTION_ZH.sub(" ", text)) if _CHINESE.search(text) else ""
    spelled = " ".join(dict.fromkeys(s for c in concepts for s in c.spellings))
    return _Topic(tuple(concepts), core, f"{QUESTION_ZH.sub(' ', text)} {spelled}".strip())


def _plain_english(mention: Mention, knowledge: Knowledge) -> tuple[str, ...]:
    """What the English words of a term mean as plain words, as far as some clause says it: notices on other subjects
    than the glossary's say “villager” and “evaluation” in words of their own."""
    if has_han(mention.words):
        return ()
    found = knowledge.glossary.find_words(mention.words)
    whole = (chinese for start, end, chinese in found if (start, end) == (0, len(mention.words)))
    return tuple(words for words in next(whole, ()) if knowledge.lexicon.holds(fold(words)))


def _is_frame(mention: Mention, text: str, asks: tuple[str, ...], unit: str | None) -> bool:
    """Whether a term is part of how it is asked: a role where roles are asked for, the house in which someone works,
    units where it is asked which one."""
    if ROLE_WORD.fullmatch(mention.words) or ROLE_WORD.fullmatch(mention.term.official):
        return bool({"lead", "support"} & set(asks))
    if mention.term.kind != "department":
        return False
    return unit is not None or bool({"lead", "support"} & set(asks)) or bool(_HOUSE.match(text[mention.end :]))


def _sayings(text: str, knowledge: Knowledge) -> list[tuple[int, int, tuple[str, ...]]]:
    """The everyday words of ``text`` that are no part of a term at least as long."""
    terms = [(mention.start, mention.end) for mention in knowledge.glossary.find(text)]
    terms += [match.span() for match in _OR_NOT.finditer(text)]  # “能不能做” is no 不能做
    return [
        found
        for whole in knowledge.glossary.find_sayings(text)
        for found in _held_sayings(whole, text, knowledge)
        if not any(s < found[1] and found[0] < e and e - s >= found[1] - found[0] for s, e in terms)
    ]


def _held_sayings(whole: _Saying, text: str, knowledge: Knowledge) -> list[_Saying]:
    """``whole``; where no notice says any of its official words, the shorter saying inside it that some notice does, or
    nothing, where its plain words are said: “村医每月补助” has no 待遇 to find where a notice says 村医补助."""
    start, end, official = whole
    if any(map(knowledge.lexicon.holds, map(fold, (*official, text[start:end])))):
        return [whole]
    inner = [
        (first + begin, first + stop, words)
        for first, last in ((start, end - 1), (start + 1, end))
        for begin, stop, words in knowledge.glossary.find_sayings(text[first:last])
        if any(map(knowledge.lexicon.holds, map(fold, words)))
    ]
    words = [word for word in knowledge.cut_words(text[start:end]) if len(word) > 1]
    plain = len(words) > 1 and all(map(knowledge.lexicon.holds, map(fold, words)))
    return inner[:1] or ([] if plain else [whole])


def _rates(text: str, spans: Sequence[tuple[int, int]]) -> list[Concept]:
    """“大病救治率” asks for a rate, though the glossary knows its first words: 救治率 has to be said."""
    ends = [end for _, end in spans if text[end : end + 1] == "率"]
    return [Concept(text[end - 2 : end + 1], (fold(text[end - 2 : end + 1]),), "word") for end in ends if end >= 2]


def _numbers(text: str) -> list[Concept]:
    """The numbers said, with every measure word that may stand behind them (6人 is 6名)."""
    found: list[Concept] = []
    for match in _NUMBER.finditer(text):
        digits, unit = match[1], match[2]
        units = next((group for group in _SAME_MEASURE if unit in group), unit)
        found.append(Concept(re.sub(r"\s", "", match[0]), tuple(fold(digits) + fold(u) for u in units), "number"))
    return list(dict.fromkeys(found))


def _without(text: str, spans: list[tuple[int, int]]) -> str:
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _loose_words(text: str, knowledge: Knowledge) -> list[Concept]:
    """Content words that are no terms of the glossary."""
    words: list[Concept] = []
    for piece in re.split(r"[^\u4e00-\u9fff]+", QUESTION_ZH.sub(" ", text)):
        for word in _joined(knowledge.cut_words(piece), knowledge) if piece else ():
            if len(word) >= 2 and not TOKENS_ZH.fullmatch(word):
                words.append(Concept(word, (fold(word),), "word"))
    return words + _english_words(text, knowledge)


def _unread_beside(word: str, text: str, knowledge: Knowledge) -> list[Concept]:
    """The characters right before ``word`` that make no word, nor one of the notices: a slip (签月服务) or a name."""
    before = re.search(rf"([\u4e00-\u9fff]{{2,}}){re.escape(word)}", QUESTION_ZH.sub(" ", text))
    run = ""
    for piece in reversed(list(knowledge.cut_words(before[1]))) if before else ():
        if len(piece) > 1 or TOKENS_ZH.fullmatch(piece):
            break
        run = piece + run
    return [Concept(run, (fold(run),), "word")] if len(run) > 1 and not knowledge.lexicon.holds(fold(run)) else []


def _english_words(text: str, knowledge: Knowledge) -> list[Concept]:
    """Plain English words and phrases with the Chinese that the glossary has for them; a word without any can only
    count against an answer, never for one."""
    tokens = [token for token in tokens_of(text) if _LATIN.match(text, token.start) and token.end - token.start > 1]
    telling = [token for token in tokens if not is_frame_en(text[token.start : token.end])]
    words: dict[tuple[str, ...], Concept] = {}
    spoken = 0  # up to here a phrase has been taken
    phrases = {start: (end, chinese) for start, end, chinese in knowledge.glossary.find_words(text)}
    for token in tokens:
        end, chinese = phrases.get(token.start, (token.end, ()))
        inside = token.start < spoken
        if inside or not any(token.start <= word.start < end for word in telling):
            continue
        spoken = end
        spellings = tuple(map(fold, chinese)) or (token.word,)
        words.setdefault(spellings, Concept(text[token.start : end].lower(), spellings, "english"))
    return list(words.values())


def _joined(words: Sequence[str], knowledge: Knowledge) -> list[str]:
    """``words`` with single characters joined to a neighbour where the notices write them so (产 前 → 产前, 健康 码 →
    健康码): the dictionary does not know the terms of this field."""
    joined: list[str] = []
    for word in words:
        before = joined[-1] if joined else ""
        single = 1 in (len(word), len(before)) and not TOKENS_ZH.fullmatch(word) and not TOKENS_ZH.fullmatch(before)
        if before and single and knowledge.lexicon.holds(before + word):
            joined[-1] = before + word
        else:
            joined.append(word)
    return joined
