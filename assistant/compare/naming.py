"""What a stretch of text names: the topic, or something foreign to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.compare.topic import GENERAL_CHARS, Part, Subject, Topic, pairs_of
from assistant.glossary import Glossary, Mention, Term
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
# Behind a spelling of the topic: it only tells when something else happens.
_BEHIND = re.compile(r"[”’」]?(?:之?[后前](?!续|期|端|来|提|景|台|沿|往|置)|以[后前外])(?![，,。；;：:]|$)")
_NOT_OF = re.compile(r"(?:不属于|不是|除|非)[^，,。；;：:]*$")
# “中级职称或者硕士以上人员”: people who have it are something else.
_GRADE = re.compile(r"(?:初|中|高|[甲乙丙]|[一二三四])级$")
# “｜各类｜医联体要…”: of a class of things, and not of this one, where its name is another.
_OF_ALL_KINDS = re.compile(r"(?:各类|各种|各级各类|其他)$")
# “儿科、出生缺陷防治等急需紧缺专业人才”: people of that trade.
_TRADES = re.compile(r"(?:、[^，,。；;]{1,40}?)?等[^，,。；;、]{0,8}(?:人才|专业技术人员|专业人员)")
_HOLDERS = re.compile(r"[^，,。；;、]{0,10}(?:人员|人才|骨干|医师|医生|专家|毕业生)")
# Who does something, as the name of what is done has it: 帮扶医院 of 对口帮扶.
DOER = re.compile(r"(?:医院|机构|中心|卫生院|卫生室|人员|单位|部门|企业|队伍|工作队)$")
# “落实｜“总额付费、监督考核、结余留用”｜医保支付政策”: what stands in a name is no topic of the sentence.
_LISTED_NAME = re.compile(r"“[^”]*、[^”]*”")
# So many characters in common, joining marks left out, are no chance.
_ECHO_CHARS = 12


def _is_passing(text: str, spot: Span, kind: str) -> bool:
    """Whether the name at ``spot`` only tells when something else is done, what people are like, or who is not
    meant."""
    if kind == "group" and _NOT_OF.search(text, 0, spot.start):
        return True
    if _BEHIND.match(text, spot.end):
        return True
    if kind in ("group", "disease"):
        return False
    is_trait = _GRADE.search(text, 0, spot.start) and _HOLDERS.match(text, spot.end)
    return bool(is_trait or _TRADES.match(text, spot.end))


def _blank(match: re.Match[str]) -> str:
    return "□" * len(match[0])


def is_common(pair: str) -> bool:
    """Whether two characters in a row are such as sentences on anything have."""
    return pair in _COMMON_PAIRS


def runs_of(text: str, size: int = _ECHO_CHARS) -> frozenset[str]:
    """Every run of so many characters that two texts that share one say the same there."""
    key = spelling_key(text)
    return frozenset(key[i : i + size] for i in range(len(key) - size + 1))


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
    belong to it; ``echoes``: runs of characters that other notices say on it; ``company``: official names of policies
    that some notice names in one breath with it."""

    topic: Topic
    terms: Terms
    kin: frozenset[str] = frozenset()
    echoes: frozenset[str] = frozenset()
    company: frozenset[str] = frozenset()

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(name for part in self.topic.parts for name in (part.name, part.term) if name)

    def all_spots(self, text: str, part: Part) -> list[Span]:
        """Where ``text`` names ``part``, in passing too."""
        return [Span(start, end) for start, end, name in self.topic.find(text) if name == part.name]

    def spots(self, text: str, part: Part) -> list[Span]:
        """Where ``text`` names ``part``, but for where it only tells when or with whom something else is done."""
        found = [spot for spot in self.all_spots(text, part) if not _is_passing(text, spot, part.kind)]
        return [spot for spot in found if not self._is_of_a_class(text, spot, part)]

    def _is_of_a_class(self, text: str, spot: Span, part: Part) -> bool:
        """Whether a looser name stands for all things of a kind: “各类医联体” beside 县域医共体."""
        is_class = part.kind in POLICY_KINDS and _OF_ALL_KINDS.search(text, 0, spot.start)
        return bool(is_class) and not self.is_close(text[spot.start : spot.end], part)

    def all_named(self, text: str, subject: Subject) -> bool:
        """Whether ``text`` names every part of ``subject``."""
        return all(self.spots(text, part) for part in subject.parts)

    def subject_of(self, clause: Clause) -> Subject | None:
        """The subject that the clause, with the headings above it, names all parts of."""
        text = "。".join((*clause.headings, clause.text))
        found = (s for s in self.topic.subjects if all(self._is_meant(part, text) for part in s.parts))
        return next(found, None)

    def says_it_in_general(self, subject: Subject, clause: Clause) -> bool:
        """Whether the clause, with the headings above it, has only short names that stand for many things."""
        text = "。".join((*clause.headings, clause.text))
        found = [text[spot.start : spot.end] for spot in self.spots(text, subject.main)]
        return not any(self.is_close(words, subject.main) or len(words) > GENERAL_CHARS for words in found)

    def _is_meant(self, part: Part, text: str) -> bool:
        """Whether ``text`` names the part, and where only its general name is said, something of what narrows it."""
        found = [text[spot.start : spot.end] for spot in self.all_spots(text, part)]
        if not found:
            return False
        general = set(map(spelling_key, part.general))
        if not part.narrow or any(spelling_key(words) not in general for words in found):
            return True
        key = spelling_key(text)
        return any(pair in key for pair in pairs_of(part.narrow))

    def is_close(self, words: str, part: Part) -> bool:
        """Whether ``words`` are a name of the part itself, and no part of it nor something wider."""
        return spelling_key(words) in set(map(spelling_key, part.close))

    def heads(self, heading: str, part: Part) -> bool:
        """Whether ``heading`` names the part by one of its close names."""
        return any(self.is_close(heading[spot.start : spot.end], part) for spot in self.spots(heading, part))

    def is_on_another(self, words: str, heading: str) -> bool:
        """Whether ``words`` name another topic, one that heads clauses or shares the clause's own ``heading``."""
        # “｜帮扶医院｜和上级医院加大…” tells who does it.
        found = [m for m in self.terms.find(_LISTED_NAME.sub(_blank, words)) if m.start or not DOER.search(m.words)]
        named = self._officials(found, (*POLICY_KINDS, "money"), broader=True)
        shared = self._officials(self.terms.find(heading), POLICY_KINDS)
        return bool(named and named & (self.terms.peers | shared))

    def is_foreign(self, words: str, *kinds: str) -> bool:
        """Whether ``words`` name a policy (or a term of other ``kinds``) that does not belong to the topic."""
        return bool(self._officials(self.terms.find(words), (*POLICY_KINDS, *kinds)) - self.kin)

    def shares_name(self, words: str) -> bool:
        """Whether ``words`` have something of the topic's names."""
        pairs = {pair for part in self.topic.parts for pair in pairs_of(f"{part.name} {part.term}")}
        return any(pair in words for pair in pairs - _COMMON_PAIRS if pair.isalnum())

    def fresh_terms(self, words: str, said: str) -> list[Term]:
        """What ``words`` name that is not of the topic, and of which ``said`` has no word."""
        terms = [m for m in self.terms.find(words) if m.term.kind in (*POLICY_KINDS, "group", "disease", "facility")]
        strange = [m for m in terms if m.term.official not in self._own | self.kin]
        own = [(m.term, m.term.official if m.term.official in m.words else m.words) for m in strange]
        return [term for term, name in own if not any(p in said for p in pairs_of(name) if p not in _COMMON_PAIRS)]

    def names_kin(self, words: str) -> bool:
        """Whether ``words`` name what stands under headings on the topic."""
        return bool({mention.term.official for mention in self.terms.find(words)} & self.kin)

    def is_company(self, words: str) -> bool:
        """Whether ``words`` name what stands in one breath with the topic elsewhere."""
        return bool({mention.term.official for mention in self.terms.find(words)} & self.company)

    def echoes_others(self, words: str) -> bool:
        """Whether ``words`` say what other notices say on the topic."""
        return bool(runs_of(words) & self.echoes)

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
