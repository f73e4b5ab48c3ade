"""What a question was understood as, in plain words: for who asks, not for who looks after the program (that is
:mod:`assistant.display.explained`)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.display.explain_words import Words
from assistant.display.whether import whether

if TYPE_CHECKING:
    from assistant.answering.explanation import ConceptFound, PlaceFound, Understood

# Other names by which a topic was looked for that are told.
_NAMES = 4

WORDS: dict[str, Words] = {
    "zh": {
        "asks": "您问的是：{0}",
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
        "saying": "“{0}”（按文件用语{1}查找）",
        "plain": "“{0}”",
        "none": "没有认出要查的事项",
        "list": "、",
        "items": "；",
    },
    "en": {
        "asks": "You ask: {0}",
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
        "saying": "“{0}” (looked for in official terms: {1})",
        "plain": "“{0}”",
        "none": "No topic was recognised",
        "list": ", ",
        "items": "; ",
    },
}


# What is asked, as who asks would say it.
ASKS: dict[str, Words] = {
    "zh": {
        "lead": "谁牵头",
        "support": "谁配合",
        "who": "哪些人适用",
        "papers": "凭什么证件、材料",
        "when": "什么时候、多久一次",
        "number": "多少",
        "money": "多少钱",
        "tasks": "这个单位做什么",
        "notice": "这份文件本身的情况",
        "what": "文件里怎么规定",
        "own_title": "文件叫什么",
        "own_number": "文号是多少",
        "own_issuer": "哪个机关印发的",
        "own_date": "哪天印发的",
        "plan_years": "是哪一年的计划",
        "addressees": "发给谁（主送）",
        "copies": "抄送谁",
        "headings": "分哪几部分",
        "basis": "依据哪份文件",
        "basis_number": "所依据文件的文号",
        "basis_issuer": "所依据的文件是谁印发的",
        "basis_date": "所依据的文件是哪天的",
        "effective": "从哪天起施行",
        "expires": "有效到哪天",
        "repeals": "废止了哪些文件",
        "in_order": "按时间先后排列",
    },
    "en": {
        "lead": "who leads",
        "support": "who supports",
        "who": "who it applies to",
        "papers": "which papers are needed",
        "when": "when, or how often",
        "number": "how many",
        "money": "how much money",
        "tasks": "what the department does",
        "notice": "about the notice itself",
        "what": "what the notices say of it",
        "own_title": "what the notice is called",
        "own_number": "the number of the notice",
        "own_issuer": "who issued the notice",
        "own_date": "when the notice was issued",
        "plan_years": "which years it plans for",
        "addressees": "whom it is addressed to",
        "copies": "who gets a copy",
        "headings": "which parts it has",
        "basis": "which notice it rests on",
        "basis_number": "the number of the notice that it rests on",
        "basis_issuer": "who issued the notice that it rests on",
        "basis_date": "the date of the notice that it rests on",
        "effective": "when it comes into force",
        "expires": "until when it holds",
        "repeals": "which notices it repeals",
        "in_order": "in the order of dates",
    },
}


def plain_lines(found: Understood, question: str) -> Iterator[str]:
    """What ``question`` asks, of which place, and about what; in its language."""
    words = WORDS[found.lang]
    yield words["asks"].format(_asked(found, question, words))
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


def _asked(found: Understood, question: str, words: Words) -> str:
    if found.is_yes_no:
        return whether(found.asks_turn or question, found.lang)
    asks = [ask for ask in found.asks if ask != "notice" or len(found.asks) == 1]
    return words["list"].join(ASKS[found.lang].get(ask, ask) for ask in asks)


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
    return words["saying" if concept.kind == "saying" else "sought"].format(concept.name, quoted)


def _listed(key: str, items: Sequence[str], words: Words) -> str:
    return words[key].format(words["list"].join(items))
