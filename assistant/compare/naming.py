"""What a stretch of text names: the topic, or something foreign to it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.compare.topic import Part, Subject, Topic, pairs_of
from assistant.glossary import Glossary, Mention
from assistant.reading.sentences import Span
from assistant.records import Clause
from assistant.spelling import spelling_key

# Terms that are topics; a name of people or of a place of care beside them is none.
POLICY_KINDS = ("policy", "work", "system")
# Runs of two characters that sentences on anything have.
_COMMON_PAIRS = frozenset(
    (
        "服务",
        "工作",
        "政策",
        "管理",
        "建设",
        "机制",
        "制度",
        "情况",
        "健康",
        "卫生",
        "医疗",
        "农村",
        "开展",
        "实施",
        "提升",
    )
) | frozenset(("能力", "人员", "人口", "动态", "重点"))
# So many characters in common, joining marks left out, are no chance.
_ECHO_CHARS = 12


def runs_of(text: str) -> frozenset[str]:
    """Every run of so many characters that two texts that share one say the same there."""
    key = spelling_key(text)
    return frozenset(key[i : i + _ECHO_CHARS] for i in range(len(key) - _ECHO_CHARS + 1))


class Terms:
    """The terms that texts name, each text looked at once; ``headings`` are those of all clauses."""

    def __init__(self, glossary: Glossary, headings: Iterable[str] = ()) -> None:
        self._glossary = glossary
        self._headings = "。".join(headings)
        self._found: dict[str, list[Mention]] = {}

    def find(self, text: str) -> list[Mention]:
        """The terms that ``text`` names."""
        if text not in self._found:
            self._found[text] = self._glossary.find(text)
        return self._found[text]

    @cached_property
    def peers(self) -> frozenset[str]:
        """Official names of the policies that head clauses."""
        return frozenset(m.term.official for m in self.find(self._headings) if m.term.kind in POLICY_KINDS)


@dataclass(frozen=True)
class Names:
    """Tells what texts name. ``kin``: official names of terms that stand under headings that name the topic, and so
    belong to it; ``echoes``: runs of characters that other notices say on it."""

    topic: Topic
    terms: Terms
    kin: frozenset[str] = frozenset()
    echoes: frozenset[str] = frozenset()

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(part.name for part in self.topic.parts)

    def spots(self, text: str, part: Part) -> list[Span]:
        """Where ``text`` names ``part``."""
        return [Span(start, end) for start, end, name in self.topic.find(text) if name == part.name]

    def all_named(self, text: str, subject: Subject) -> bool:
        """Whether ``text`` names every part of ``subject``."""
        return all(self.spots(text, part) for part in subject.parts)

    def subject_of(self, clause: Clause) -> Subject | None:
        """The subject that the clause, with the headings above it, names all parts of."""
        text = "。".join((*clause.headings, clause.text))
        found = (s for s in self.topic.subjects if all(self._is_meant(part, text) for part in s.parts))
        return next(found, None)

    def _is_meant(self, part: Part, text: str) -> bool:
        """Whether ``text`` names the part, and where only its general name is said, something of what narrows it."""
        found = [text[spot.start : spot.end] for spot in self.spots(text, part)]
        if not found:
            return False
        general = set(map(spelling_key, part.general))
        if not part.narrow or any(spelling_key(words) not in general for words in found):
            return True
        key = spelling_key(text)
        return any(pair in key for pair in pairs_of(part.narrow))

    def heads(self, heading: str, part: Part) -> bool:
        """Whether ``heading`` names the part by one of its close names."""
        close = set(map(spelling_key, part.close))
        return any(spelling_key(heading[spot.start : spot.end]) in close for spot in self.spots(heading, part))

    def is_on_another(self, words: str, heading: str) -> bool:
        """Whether ``words`` name another topic, one that heads clauses or shares the clause's own ``heading``."""
        named = self._officials(self.terms.find(words), (*POLICY_KINDS, "money"), broader=True)
        shared = self._officials(self.terms.find(heading), POLICY_KINDS)
        return bool(named and named & (self.terms.peers | shared))

    def is_foreign(self, words: str, *kinds: str) -> bool:
        """Whether ``words`` name a policy (or a term of other ``kinds``) that does not belong to the topic."""
        return bool(self._officials(self.terms.find(words), (*POLICY_KINDS, *kinds)) - self.kin)

    def _officials(self, mentions: Iterable[Mention], kinds: Sequence[str], *, broader: bool = False) -> set[str]:
        terms = [mention.term for mention in mentions if mention.term.kind in kinds]
        above = {name for term in terms for name in term.broader} if broader else set()
        return ({term.official for term in terms} | above) - self._own

    def goes_on(self, words: str, part: Part) -> bool:
        """Whether words that do not name the part go on with it: they have something of its name, or say what other
        notices say of it, and name nothing foreign."""
        shares = any(pair in words for pair in pairs_of(part.name) if pair not in _COMMON_PAIRS)
        if runs_of(words) & self.echoes:
            return not self.is_foreign(words)
        return shares and not self.is_foreign(words, "disease")
