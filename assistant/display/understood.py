"""What a question was understood as, in plain words: for who asks, not for who looks after the program (that is
:mod:`assistant.display.explained`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.display.explain_words import WORDS as DETAILS
from assistant.display.explain_words import Words

if TYPE_CHECKING:
    from assistant.answering.explanation import ConceptFound, PlaceFound, Understood

# Other names by which a topic was looked for that are told.
_NAMES = 4

WORDS: dict[str, Words] = {
    "zh": {
        "asks": "您问的是：{0}",
        "yes_no": "{0}（要回答是或否）",
        "place": "地方：{0}",
        "no_place": "地方：没有说，所有通知都查了",
        "earlier": "没有再说的，接着前一问理解",
        "also": "{0}（您写的是“{1}”）",
        "may_be": "同名的地方：{0}",
        "not_meant": "提到但不是要问的地方：{0}",
        "unit": "单位：{0}",
        "clause": "条款：{0}",
        "about": "查找的事项：{0}",
        "sought": "“{0}”（也按{1}查找）",
        "said": "“{0}”（按“{1}”查找）",
        "plain": "“{0}”",
        "none": "没有认出要查的事项",
        "list": "、",
        "items": "；",
    },
    "en": {
        "asks": "You ask: {0}",
        "yes_no": "{0} (yes or no)",
        "place": "Place: {0}",
        "no_place": "Place: none named, so all notices were searched",
        "earlier": "What is not said again is taken from the question before",
        "also": "{0} (you wrote “{1}”)",
        "may_be": "Places of that name: {0}",
        "not_meant": "Named but not asked about: {0}",
        "unit": "Department: {0}",
        "clause": "Clause: {0}",
        "about": "Looked for: {0}",
        "sought": "“{0}” (also looked for as {1})",
        "said": "“{0}” (looked for as “{1}”)",
        "plain": "“{0}”",
        "none": "No topic was recognised",
        "list": ", ",
        "items": "; ",
    },
}


def plain_lines(found: Understood) -> Iterator[str]:
    """What a question asks, of which place, and about what; in its language."""
    words, details = WORDS[found.lang], DETAILS[found.lang]
    asks = [ask for ask in found.asks if ask != "notice" or len(found.asks) == 1]
    asked = words["list"].join(details.get(f"ask.{ask}", ask) for ask in asks)
    asked = words["yes_no"].format(asked) if found.is_yes_no else asked
    yield words["asks"].format(asked)
    yield _places(found.places, words) if found.places or not found.may_be else _listed("may_be", found.may_be, words)
    if found.not_meant:
        yield _listed("not_meant", found.not_meant, words)
    if found.unit:
        yield words["unit"].format(found.unit)
    if found.clause:
        yield words["clause"].format(words["list"].join(found.clause.words))
    if found.route == "topic":
        yield _topics(found, words)
    if _looks_back(found):
        yield words["earlier"]


def _looks_back(found: Understood) -> bool:
    """Whether something was taken from an earlier question."""
    turns = [found.asks_turn, found.unit_turn, *(item.turn for item in found.places)]
    turns += [item.turn for item in found.concepts]
    return any(turns) or bool(found.clause and found.clause.turn)


def _topics(found: Understood, words: Words) -> str:
    counted = [concept for concept in found.concepts if concept.weight or concept.kind != "word"]
    about = words["items"].join(_concept(concept, words) for concept in counted)
    return words["about"].format(about) if about else words["none"]


def _places(places: Sequence[PlaceFound], words: Words) -> str:
    if not places:
        return words["no_place"]
    return words["place"].format(words["list"].join(_place(place, words) for place in places))


def _place(place: PlaceFound, words: Words) -> str:
    is_other = place.how != "earlier" and place.words and place.words not in place.name
    return words["also"].format(place.name, place.words) if is_other else place.name


def _concept(concept: ConceptFound, words: Words) -> str:
    if concept.said and concept.said != concept.name:
        return words["said"].format(concept.said, concept.name)
    others = [name for name in concept.spellings if name != concept.name][:_NAMES]
    if not others:
        return words["plain"].format(concept.name)
    quoted = words["list"].join(f"“{name}”" for name in others)
    return words["sought"].format(concept.name, quoted)


def _listed(key: str, items: Sequence[str], words: Words) -> str:
    return words[key].format(words["list"].join(items))
