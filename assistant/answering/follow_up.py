"""What a turn of a conversation leaves out, filled from the turns before it: topic, what is asked, place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answering.asks import asks_anything
from assistant.answering.matching import Lexicon
from assistant.importance import importance
from assistant.place_mentions import contains
from assistant.records import Concept, Place, Query

# All places are asked about, whatever was said or chosen before.
EVERYWHERE = re.compile(
    r"各地(?![区方级市州])|(?:所有|全部|每个)(?:地方|地区)|\b(?:all places|everywhere|each place)\b", re.I
)
# A new side of the old topic: what was said before counts so much less with every turn, and is then forgotten.
_CARRIED_SHARE = 0.5
_LEAST_SHARE = 0.2
# What names a topic of its own.
_TOPIC_KINDS = frozenset(("policy", "system"))
# What a turn may name in place of the same kind of thing in the turn before: “那中医院呢？”.
_DETAIL_KINDS = frozenset(("group", "facility", "disease", "paper"))
# What is no matter even with a place: “开封的低保户可以吗”.
_CASE_KINDS = frozenset(("group", "paper"))
# A word of talk tells no new topic.
_TELLING = 0.3
# “那开封呢？”, “what about Zhongwei?”: the same is asked of something else.
_CONTRAST = re.compile(
    r"^(?:谢谢|好的?|嗯|哦)?[，,]?\s*(?:那么?|换成|换)?.{0,24}呢\s*[？?]?$|^[^，。？]{1,8}呢[，,]"
    r"|^(?:那么?|换成|换作)|^(?:and|but|what about|how about|or)\b",
    re.I,
)
_POINTS_BACK = re.compile(
    r"这些?(?:个|件|项|块|种|摊)?(?:事|活|工作|任务|政策|钱|人|里头)|^(?:它|这|那|他们|她们|其中|里头|具体|其)"
    r"|\b(?:it|its|this|that|they|them|those|these|there)\b",
    re.I,
)
# Another case is put: whether the same holds for it.
_HYPOTHESIS = re.compile(r"^(?:那么?)?(?:要是|如果|假如|万一|若|换作)|^(?:and |but )?(?:what )?if\b", re.I)
_CONDITIONAL = frozenset(("who", "papers"))


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn as understood by itself. ``denied``: places it says are not meant (“不是陕西”)."""

    query: Query
    denied: tuple[Place, ...] = ()


def follow(turn: Turn, earlier: Query, lexicon: Lexicon, *, chosen: bool = False) -> Query:
    """``turn`` with what only the turns before it said, which ``earlier`` holds.

    A new topic keeps the place but not the old words; a new side of the old topic keeps them at less weight.

    :param chosen: a place is chosen beside the questions: a new topic is then asked of that one.
    """
    query = turn.query
    filled = _with_topic(query, earlier, lexicon)
    same_topic = filled.concepts != query.concepts or not query.concepts
    if (
        query.asks == ("what",)
        and not asks_anything(query.question)
        and (same_topic or _CONTRAST.search(query.question))
    ):
        # Its words count too: how many of what, a number or a date.
        words = f"{earlier.question} {query.question}"
        filled = replace(filled, question=words, asks=_asks_again(query, earlier), is_yes_no=earlier.is_yes_no)
    if chosen and not same_topic and not query.places and not query.ambiguous and not _goes_on(query):
        return filled
    return _with_places(filled, turn.denied, earlier)


def _goes_on(query: Query) -> bool:
    """Whether a question points to the one before, or puts another thing in the place of what that named."""
    return any(words.search(query.question) for words in (_CONTRAST, _HYPOTHESIS, _POINTS_BACK))


def _asks_again(query: Query, earlier: Query) -> tuple[str, ...]:
    if _HYPOTHESIS.search(query.question) and set(earlier.asks) <= _CONDITIONAL:
        return ("who",)
    return earlier.asks


# --- places ------------------------------------------------------------------------------------------------------


def _with_places(query: Query, denied: Sequence[Place], earlier: Query) -> Query:
    if query.ambiguous:
        return narrow_name(query, earlier.places)
    if query.places:  # “鼓楼区…” – “南京的”
        return replace(narrow_name(replace(query, ambiguous=earlier.ambiguous), query.places), ambiguous=())
    places = tuple(place for place in earlier.places if place not in denied)
    return replace(query, places=places, ambiguous=() if denied else earlier.ambiguous)


def narrow_name(query: Query, outer: Sequence[Place]) -> Query:
    """``query`` with the one place that its ambiguous name stands for inside ``outer``, where there is one."""
    inside = tuple(place for place in query.ambiguous if any(contains(one, place) for one in outer))
    return replace(query, places=inside, ambiguous=()) if len(inside) == 1 else query


# --- topic -------------------------------------------------------------------------------------------------------


def _with_topic(query: Query, earlier: Query, lexicon: Lexicon) -> Query:
    own = [c for c in query.concepts if _is_held(c, lexicon)]
    if earlier.unit and "tasks" in earlier.asks and own and all(c.kind == "department" for c in own):
        return replace(query, concepts=(), unit=own[0].said)
    if not earlier.concepts and not earlier.unit:
        return query
    if all(_is_talk(concept) for concept in query.concepts) and not query.unit:
        unit = earlier.unit if "tasks" in earlier.asks else None
        return _carry(query, earlier, (), earlier.concepts, unit)
    contrast = bool(_CONTRAST.search(query.question)) or bool(_HYPOTHESIS.search(query.question))
    back = _goes_on(query)
    names_topic = query.unit is not None or any(c.kind in _TOPIC_KINDS and c not in earlier.concepts for c in own)
    if names_topic or not (back or own) or (not back and _is_whole(query, own)):
        return query
    if contrast and own and all(c.kind in _DETAIL_KINDS for c in own):
        kinds = {concept.kind for concept in own}
        kept = tuple(concept for concept in earlier.concepts if concept.kind not in kinds)
        return _carry(query, earlier, query.concepts, kept)
    kept_too = earlier.concepts
    # Another thing, of which the same is asked; with a place, it is that which is put in place of the other.
    if contrast and own and not query.places and not _HYPOTHESIS.search(query.question):
        kept_too = tuple(concept for concept in kept_too if concept.kind == "word")
    return _carry(query, earlier, query.concepts, _faded(kept_too))


def _is_whole(query: Query, own: Sequence[Concept]) -> bool:
    """Whether a question says by itself what it is about: it asks, and names a place and a matter
    (“中卫有多少所村卫生室”), or several matters (“村医退休后有什么补助”). What only says for whom, where or with what
    (“低保户要带什么证”) goes on about the matter before."""
    if not asks_anything(query.question):
        return False
    if query.places or query.ambiguous or EVERYWHERE.search(query.question):
        return any(c.kind not in _CASE_KINDS for c in own)
    return len(own) > 1 and any(c.kind not in _DETAIL_KINDS for c in own)


def _is_talk(concept: Concept) -> bool:
    """Whether a concept names nothing: a word of talk, or an English word that the glossary has no Chinese for."""
    if concept.kind == "english":
        return all(spelling.isascii() for spelling in concept.spellings)
    return concept.kind == "word" and importance(concept.name) < _TELLING


def _is_held(concept: Concept, lexicon: Lexicon) -> bool:
    """Whether a concept is something that the notices held speak of, and no word of talk."""
    return concept.kind not in ("number", "year") and not _is_talk(concept) and lexicon.count(concept) > 0


def _faded(concepts: Sequence[Concept]) -> tuple[Concept, ...]:
    faded = (replace(concept, share=concept.share * _CARRIED_SHARE) for concept in concepts)
    return tuple(concept for concept in faded if concept.share >= _LEAST_SHARE and concept.kind != "number")


def _carry(
    query: Query, earlier: Query, own: Sequence[Concept], kept: Sequence[Concept], unit: str | None = None
) -> Query:
    """``query`` on ``own`` concepts and those ``kept`` of the turn before."""
    names = {concept.name for concept in own}
    concepts = (*own, *(concept for concept in kept if concept.name not in names))
    search_text = f"{query.search_text} {earlier.search_text}" if own else earlier.search_text
    core = query.core if own else earlier.core
    return replace(query, concepts=concepts, core=core, search_text=search_text.strip(), unit=unit or query.unit)
