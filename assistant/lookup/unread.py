"""What a table of tasks leaves out because reading found units and not their part: told in a line a notice."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.lookup.selection import Selected
from assistant.lookup.wording import Topic, bare
from assistant.reading.unread import later_of, rule_of, tail_of
from assistant.records import Notice, ReadingWarning

_MAX_LABELS = 3


def unread_lines(notices: Sequence[Notice], selected: Selected, shown: Sequence[str]) -> tuple[str, ...]:
    """Lines on ``notices``: a rule on who leads that is not understood, units said once for all that follows, brackets
    of units whose part is not told in words that are known.

    :param shown: the ids of the notices that rows come from; of the others only brackets about what was asked for are
        told.
    """
    lang = selected.request.lang
    return tuple(line for notice in notices for line in _lines(notice, selected, lang, is_shown=notice.id in shown))


def _lines(notice: Notice, selected: Selected, lang: str, *, is_shown: bool) -> list[str]:
    name = notice.place or notice.title or notice.id
    warnings = notice.warnings
    rules = [words for warning in warnings if (words := rule_of(warning))]
    later = [f"{warning.label}“{words}”" for warning in warnings if (words := later_of(warning))]
    tails = [w.label for w in warnings if (words := tail_of(w)) and _is_asked(w, words, notice, selected)]
    lines = []
    if rules and is_shown:
        lines.append(_RULE[lang].format(name=name, words="”“".join(dict.fromkeys(rules))))
    if later and is_shown:
        lines.append(_LATER[lang].format(name=name, words="、".join(later)))
    if tails:
        labels = list(dict.fromkeys(label for label in tails if label))
        named = "、".join(labels[:_MAX_LABELS]) + ("等" if len(labels) > _MAX_LABELS and lang == "zh" else "")
        lines.append(_TAILS[lang].format(name=name, count=len(tails), named=named, notice=notice.id))
    return lines


_RULE = {
    "zh": "{name}：文中“{words}”这条谁牵头的规定没有读懂，名单里的单位只列为负责单位。",
    "en": "{name}: the rule on who leads, “{words}”, was not understood; the units listed are only called responsible.",
}
_LATER = {
    "zh": "{name}：{words}，这些单位没有逐条列入。",
    "en": "{name}: {words}; these units are not in the rows.",
}
_TAILS = {
    "zh": "{name}：另有 {count} 处写了单位而没有读出谁负责（{named}），未列；请看原文。",
    "en": "{name}: {count} more brackets name units whose part was not read ({named}); not listed, see the text.",
}


def _is_asked(warning: ReadingWarning, words: str, notice: Notice, selected: Selected) -> bool:
    """Whether a bracket may be about the units and topics asked for."""
    if any(bare(unit.name) not in bare(words) for unit in selected.units):
        return False
    text = next((clause.text for clause in notice.clauses if clause.start == warning.start), "")
    return all(_says(topic, bare(text)) for topic in selected.topics)


def _says(topic: Topic, text: str) -> bool:
    return any(spelling in text for spelling in topic.spellings)
