"""A quiz made to order: of which places, on what, of which kinds, how hard, how many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.errors import AssistantError, UsageError
from assistant.gazetteer import Gazetteer
from assistant.glossary import Glossary
from assistant.quiz.bank import find_asks
from assistant.quiz.records import DIFFICULTIES, KINDS, MOST_QUESTIONS, Ask, Quiz
from assistant.quiz.selection import choose_questions
from assistant.records import Notice
from assistant.simplified import simplified
from assistant.spelling import fold

_NATION = "全国"


def make_quiz(
    notices: Sequence[Notice],
    glossary: Glossary,
    gazetteer: Gazetteer,
    *,
    topic: str | None = None,
    place: str | None = None,
    kinds: Sequence[str] = (),
    difficulty: str | None = None,
    count: int = 20,
    seed: int = 1,
) -> Quiz:
    """A quiz over ``notices``; the same arguments give the same quiz.

    :param notices: all that are held: wrong options come from all of them. ``topic``: words, in Chinese or English,
        official or everyday; None → everything. ``place``: any name of a place; where it has no notice of its own,
        that of the nearest level above it is taken. ``kinds``: of :data:`assistant.quiz.records.KINDS`, empty → all.
        ``difficulty``: ``easy``, ``medium`` or ``hard``; None → all. ``count``: 1 to 500 questions. Where fewer are
        possible, ``quiz.questions`` is shorter than ``quiz.requested``.
    :raises UsageError: for a count, kind, difficulty or place that is none.
    :raises AssistantError: where no question can be made; the message says why.
    """
    check_order(kinds, difficulty, count)
    topic, place = topic and simplified(topic), place and simplified(place)
    asked, stands_in = _of_place(place, notices, gazetteer) if place is not None else (list(notices), None)
    asks = [ask for ask in find_asks(notices, glossary) if any(ask.notice is notice for notice in asked)]
    nearness = None
    if topic is not None:
        nearness = _nearness_to(topic, asks, asked, glossary)
        asks = [ask for ask in asks if ask.key in nearness]
    else:
        asks = [ask for ask in asks if not ask.idle] or asks
    if topic is None and place is None:
        asks = _of_general_worth(asks, is_alone=len(asked) == 1)
    questions = choose_questions(asks, count, seed, kinds or KINDS, difficulty, nearness)
    if not questions:
        said = f"通知提到了“{topic}”，但" if topic else ""
        raise AssistantError(
            f"照这些条件一道题也出不了：{said}没有答案可证明的题；请放宽题型、难度、事项或地方。",
            "No question that can be proven is possible on these conditions; allow more kinds, topics or places.",
        )
    used = {question.notice for question in questions}
    title = f"{topic or '政策文件'}知识测验"
    return Quiz(
        title, tuple(notice for notice in notices if notice.id in used), tuple(questions), count, seed, stands_in
    )


def _of_general_worth(asks: Sequence[Ask], *, is_alone: bool) -> list[Ask]:
    """The asks of a paper on no topic and no place: sections of an office only fill a short one; what is worth least is
    not asked over several notices."""
    worth = [ask for ask in asks if is_alone or not ask.spare] or asks
    return [replace(ask, spare=True) if ask.internal else ask for ask in worth]


def check_order(kinds: Sequence[str], difficulty: str | None, count: int) -> None:
    """Refuse what cannot be ordered.

    :raises UsageError: for a count, kind or difficulty that is none.
    """
    if not 1 <= count <= MOST_QUESTIONS:
        raise UsageError(
            f"题数是 {count}；请用 1 到 {MOST_QUESTIONS} 之间的数。",
            f"{count} is no number of questions; take one from 1 to {MOST_QUESTIONS}.",
        )
    unknown = next((kind for kind in kinds if kind not in KINDS), None)
    if unknown is not None:
        raise UsageError(
            f"没有题型“{unknown}”；请用 {'、'.join(KINDS)}。", f"There is no kind “{unknown}”; take {', '.join(KINDS)}."
        )
    if difficulty is not None and difficulty not in DIFFICULTIES:
        raise UsageError(
            f"没有难度“{difficulty}”；请用 {'、'.join(DIFFICULTIES)}。",
            f"There is no difficulty “{difficulty}”; take {', '.join(DIFFICULTIES)}.",
        )


def _of_place(
    name: str, notices: Sequence[Notice], gazetteer: Gazetteer
) -> tuple[list[Notice], tuple[str, str] | None]:
    """The notices of a place, or of the nearest level above it that has one; 全国 only where it is asked for itself.
    Beside them the place and that level, where it is another."""
    places = gazetteer.resolve(name)
    if not places:
        raise UsageError(
            f"不认识“{name}”这个地方；请写省、市或县的名称。",
            f"No place is called “{name}”; give a province, city or county in Chinese.",
        )
    for place in places:
        for level in (place.name, *(above for above in place.above if above != _NATION)):
            found = [notice for notice in notices if notice.place in (level, *(a + level for a in place.above[:1]))]
            if found:
                return found, None if level == place.name else (place.name, level)
    held = "、".join(dict.fromkeys(notice.place for notice in notices if notice.place))
    raise AssistantError(
        f"本库没有{places[0].name}的文件；现有：{held or '没有写明地方的文件'}。",
        f"No notice of {places[0].name} is held; there are those of {held or 'no stated place'}.",
    )


def _nearness_to(topic: str, asks: Sequence[Ask], notices: Sequence[Notice], glossary: Glossary) -> dict[str, int]:
    """Of each ask on the topic, by its key, how near it is: 0 where its own words or its heading name the topic by any
    of its names, 1 where its clause does, 2 where it is idle besides naming it."""
    names = [name for name in (fold(words).text for words in topic_names(topic, glossary)) if name]
    if not names:
        raise UsageError(
            "事项是空的；请写一个事项，例如：先诊疗后付费",
            "The topic is empty; name one, for example: 先诊疗后付费",
        )

    def is_said(text: str) -> bool:
        return any(name in text for name in names)

    own = {ask.key for ask in asks if is_said(_words_of(ask))}
    far = {ask.key for ask in asks if not ask.idle and is_said(fold(ask.clause.text).text)}
    found = {ask.key: 2 * ask.idle if ask.key in own else 1 for ask in asks if ask.key in own | far}
    if not found and any(is_said(fold(clause.text).text) for notice in notices for clause in notice.clauses):
        raise AssistantError(
            f"通知提到了“{topic}”，但答案可证明的题一道也没有；请换一个说法，或不限事项。",
            f"The notices name “{topic}”, but no question on it can be proven; try other words or no topic.",
        )
    if not found:
        raise AssistantError(
            f"没有关于“{topic}”的题可出：通知没有提到；请换一个说法，或不限事项。",
            f"No question on “{topic}” is possible: no notice names it; try other words, or ask without a topic.",
        )
    return found


def topic_names(topic: str, glossary: Glossary) -> tuple[str, ...]:
    """The ways in which a notice may say ``topic``: itself, and the spellings of the terms and sayings in it."""
    term = glossary.term(topic)
    terms = [term] if term else [mention.term for mention in glossary.find(topic)]
    sayings = [words for _, _, official in glossary.find_sayings(topic) for words in official[:1]] if not terms else []
    return tuple(dict.fromkeys((topic, *(name for t in terms for name in glossary.expand(t)), *sayings)))


def _words_of(ask: Ask) -> str:
    return fold("\n".join((ask.topic, ask.question, ask.sentence, *ask.clause.headings))).text
