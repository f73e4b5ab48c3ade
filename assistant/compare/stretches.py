"""Which stretches of a notice speak of a topic, as opposed to naming it in passing.

A sentence speaks of the topic where its clause is headed by it, or where it begins with it (“落实家庭医生签约服务，…”), or
where a phrase does something about it (“…，将大病专项救治模式推广作为…”). It does not where the topic only describes
something else (“提升专科和大病专项救治技术水平”). What is said right after such a sentence and goes on with it belongs to it
(“可进一步扩大救治病种范围”). Sentences on another topic, one that heads a clause of its own in some notice, never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.compare.topic import Part, Subject, Topic, pairs_of
from assistant.glossary import Glossary
from assistant.reading.passage import Passage
from assistant.reading.sentences import SentenceMap, Span, mask_brackets, trim
from assistant.records import Clause, Notice
from assistant.spelling import spelling_key

# Phrases that tell how, where or why, in front of what is done.
_ADVERBIAL = re.compile(r"(?:按照?|根据|依据|依托|结合|围绕|通过|鉴于|为了|为(?!.{0,20}提供)|在|到|以|自|针对|对(?:于|照)|坚持|同时|其中|力争)")
# What is done about something, in front of it.
_DOES = re.compile(
    r"(?:落实|做好|抓[实好紧]|实施|开展|实行|执行|推[进动行广]|加[强快大]|完善|健全|建立|纳入|享受|扩大|优化|深化|巩固|保持|提[升高供]|促进"
    r"|支持|鼓励|继续|持续|全面|负责|组织|督促|监测|强化|规范|明确|调整|[将把对]|[覆普]及|覆盖|救治|改[善造])"
)
# Behind a policy's name, what makes it no other thing: its end, a list, or a word that every policy may have.
_STILL_IT = re.compile(
    r"$|[，。；、：,;:”’」』）)（(“和与及或等的是在可应要须将把由按]"
    r"|政策|制度|机制|工作|服务|措施|模式|范围|对象|患者|病种|方案|运动|行动|活动|项目|建设|管理|体系|任务|情况|费|团队|率"
)
# Runs of two characters that sentences on anything have.
_COMMON_PAIRS = frozenset("服务 工作 政策 管理 建设 机制 制度 情况 健康 卫生 医疗 农村 开展 实施 提升 能力 人员 人口 动态 重点".split())
# A phrase that goes on with the object of the one before.
_FURTHER = re.compile(r"进一步|并(?!非)|逐步|明确")
# Behind so many other things of a list, a topic is not what a sentence opens with.
_FAR_IN_LIST = 2
# So many characters in common, joining marks left out, are no chance.
_ECHO_CHARS = 12
POLICY_KINDS = frozenset(("policy", "work", "system"))
_DOERS = ("facility", "department")
_READ_PARTS = ("body", "annex")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or phrases of ``clause`` that speak of the topic: ``text``, which is ``source[start:end]`` squeezed;
    ``before``: the words of its sentence in front of it.

    ``how``: ``headed`` (its clause is headed by the topic), ``opening`` (it begins with the topic), ``phrase`` (deeper in
    a sentence on something else), ``further`` (it goes on with the sentence before).
    """

    clause: Clause
    subject: Subject
    how: str
    text: str
    start: int
    end: int
    before: str = ""

    @property
    def is_doer(self) -> bool:
        """Whether the topic is who acts (a clinic): the people spoken of are then those whom it serves."""
        return self.subject.main.kind in _DOERS

    @property
    def topics(self) -> tuple[str, ...]:
        """The official names of what the stretch speaks of."""
        return tuple(part.name for part in self.subject.parts)

    def holds(self, start: int, end: int) -> bool:
        """Whether the stretch shares characters with ``source[start:end]``."""
        return start < self.end and self.start < end


@dataclass(frozen=True, slots=True)
class Told:
    """What notices say on the topic, by which more of it is known again: ``runs`` of characters from other notices, and
    the official names of ``kin``, terms that sentences on the topic name beside it."""

    runs: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()


def find_stretches(topic: Topic, notices: Sequence[Notice], glossary: Glossary) -> dict[str, list[Stretch]]:
    """What of each notice speaks of ``topic``, by the id of the notice, in the order of the text.

    Notices are made after one another: what stands on the topic in one is on it in the next one too, where it follows a
    sentence on it.
    """
    reader = Reader(topic, glossary, heading_terms(notices, glossary))
    first = {notice.id: reader.stretches(notice) for notice in notices}
    runs = {name: frozenset(run for s in found for run in _runs_of(spelling_key(s.text))) for name, found in first.items()}
    kin = frozenset(
        mention.term.official
        for found in first.values()
        for stretch in found
        if stretch.how != "further"
        for mention in glossary.find(stretch.text)
    )
    found: dict[str, list[Stretch]] = {}
    for notice in notices:
        others = frozenset(run for name, own in runs.items() if name != notice.id for run in own)
        found[notice.id] = reader.stretches(notice, Told(others, kin)) if first[notice.id] else []
    return found


def _runs_of(key: str) -> Iterator[str]:
    return (key[i : i + _ECHO_CHARS] for i in range(len(key) - _ECHO_CHARS + 1))


_NOTHING_TOLD = Told()


@dataclass(frozen=True)
class Reader:
    """Finds what speaks of one topic. ``peers``: official names of the terms that head clauses of the notices held."""

    topic: Topic
    glossary: Glossary
    peers: frozenset[str]

    @cached_property
    def _names(self) -> frozenset[str]:
        return frozenset(part.name for part in self.topic.parts)

    def stretches(self, notice: Notice, told: Told = _NOTHING_TOLD) -> list[Stretch]:
        """What of ``notice`` speaks of the topic, in the order of the text."""
        return [
            stretch
            for clause in notice.clauses
            if clause.part in _READ_PARTS and not clause.omitted
            for stretch in self._of_clause(notice, clause, told)
        ]

    def says(self, text: str) -> bool:
        """Whether ``text`` names every part of one of the topic's subjects."""
        return any(all(self._spots(text, part) for part in subject.parts) for subject in self.topic.subjects)

    def _spots(self, text: str, part: Part) -> list[Span]:
        return [Span(start, end) for start, end, name in self.topic.index.find(text) if name == part.name]

    # --- one clause ----------------------------------------------------------------------------------------------

    def _of_clause(self, notice: Notice, clause: Clause, told: Told) -> Iterator[Stretch]:
        headings = "。".join(clause.headings)
        for subject in self.topic.subjects:
            if not all(self._is_meant(part, headings + "。" + clause.text) for part in subject.parts):
                continue
            yield from self._of_subject(subject, notice, clause, told)
            return

    def _is_meant(self, part: Part, text: str) -> bool:
        """Whether ``text`` names the part, and where only its general name is said, something of what narrows it."""
        found = [text[spot.start : spot.end] for spot in self._spots(text, part)]
        if not found:
            return False
        general = set(map(spelling_key, part.general))
        if not part.narrow or any(spelling_key(words) not in general for words in found):
            return True
        key = spelling_key(text)
        return any(pair in key for pair in pairs_of(part.narrow))

    def _of_subject(
        self, subject: Subject, notice: Notice, clause: Clause, told: Told
    ) -> Iterator[Stretch]:
        passage = Passage.cut(notice.source, clause.start, clause.end)
        text, sentences = passage.text, SentenceMap(passage.text)
        is_headed = self._is_headed(subject.main, clause)
        goes_on = False
        for half in sentences.halves():
            span = trim(text, half)
            if span.start >= span.end or _is_heading(text[span.start : span.end], clause) or _is_tail(passage, span, clause):
                continue
            phrases = [trim(text, phrase) for phrase in sentences.phrases(half)]
            how = self._how(subject, clause, text, span, phrases, told)
            if not how and (is_headed or goes_on) and not self._spots(text[span.start : span.end], subject.main):
                how = self._how_unnamed(subject.main, clause, text[span.start : span.end], _opening(text, phrases), is_headed, told)
            goes_on = how in ("headed", "opening", "further")
            if how == "phrase":
                runs = self._runs(subject.main, text, phrases, told)
                yield from (_stretch(clause, how, passage, run, subject, text[span.start : run.start]) for run in runs)
            elif how:
                yield _stretch(clause, "headed" if is_headed else how, passage, span, subject)

    def _is_headed(self, part: Part, clause: Clause) -> bool:
        """Whether the clause's nearest heading names the part by one of its close names."""
        nearest = clause.headings[-1] if clause.headings else ""
        close = set(map(spelling_key, part.close))
        return any(spelling_key(nearest[spot.start : spot.end]) in close for spot in self._spots(nearest, part))

    def _how(
        self, subject: Subject, clause: Clause, text: str, span: Span, phrases: Sequence[Span], told: Told
    ) -> str:
        """How a sentence that names the subject speaks of it; empty where it does not."""
        words, main = text[span.start : span.end], subject.main
        around = words + "。" + "。".join(clause.headings)
        if not self._spots(words, main) or not all(self._spots(around, part) for part in subject.parts):
            return ""
        if self._is_headed(main, clause) or self._opens(main, text, phrases):
            return "opening"
        return "phrase" if self._runs(main, text, phrases, told) else ""

    def _how_unnamed(
        self, part: Part, clause: Clause, words: str, opening: str, is_headed: bool, told: Told
    ) -> str:
        """The same of one that does not name it, and stands under its heading or behind a sentence on it."""
        if self._is_on_another(opening, clause):
            return ""
        if is_headed:
            return "headed"
        echoes = any(run in told.runs for run in _runs_of(spelling_key(words)))
        return "further" if echoes or self._goes_on(part, words, told) else ""

    def _is_on_another(self, words: str, clause: Clause) -> bool:
        """Whether ``words`` name another topic, one that heads clauses or shares this clause's heading."""
        named = {m.term.official for m in self.glossary.find(words) if m.term.kind in POLICY_KINDS}
        shared = {m.term.official for m in self.glossary.find("。".join(clause.headings[-1:]))}
        return bool((named & (self.peers | shared)) - self._names)

    def _opens(self, part: Part, text: str, phrases: Sequence[Span]) -> bool:
        """Whether the first phrase that does something names the part, not far down in a list."""
        words = _opening(text, phrases)
        spots = self._spots(words, part)
        return bool(spots) and mask_brackets(words)[: spots[0].start].count("、") < _FAR_IN_LIST

    def _runs(self, part: Part, text: str, phrases: Sequence[Span], told: Told) -> list[Span]:
        """The phrases that do something about the part, each with those behind it that go on with it."""
        runs: list[Span] = []
        for phrase in phrases:
            words = text[phrase.start : phrase.end]
            if self._does(part, words):
                runs.append(phrase)
            elif runs and 0 <= phrase.start - runs[-1].end <= 1:
                further = not self._spots(words, part) and (_FURTHER.match(words) or self._goes_on(part, words, told))
                runs[-1] = Span(runs[-1].start, phrase.end) if further else runs[-1]
        return runs

    def _does(self, part: Part, phrase: str) -> bool:
        """Whether a phrase does something about the part, or says what becomes of it."""
        for spot in self._spots(phrase, part):
            is_it = part.kind not in POLICY_KINDS or _STILL_IT.match(phrase, spot.end)
            if is_it and (spot.start == 0 or _DOES.search(phrase[: spot.start])):
                return True
        return False

    def _goes_on(self, part: Part, words: str, told: Told) -> bool:
        """Whether words have something of the topic's name and name nothing that is foreign to it."""
        if not any(pair in words for pair in pairs_of(part.name) if pair not in _COMMON_PAIRS):
            return False
        named = {m.term.official for m in self.glossary.find(words) if m.term.kind in (*POLICY_KINDS, "disease")}
        return not named - self._names - told.kin


def _opening(text: str, phrases: Sequence[Span]) -> str:
    """A sentence up to the end of the first phrase that does something."""
    for phrase in phrases:
        if not _ADVERBIAL.match(text, phrase.start):
            return text[phrase.start : phrase.end]
    return text[phrases[-1].start : phrases[-1].end] if phrases else ""


def _is_heading(words: str, clause: Clause) -> bool:
    return clause.is_heading or (bool(clause.heading) and spelling_key(words) == spelling_key(clause.heading or ""))


def _is_tail(passage: Passage, span: Span, clause: Clause) -> bool:
    """Whether the stretch is the line of units behind a paragraph."""
    start, end = passage.span(span.start, span.end)
    return any(d.basis.kind != "prose" and d.start <= start and end <= d.end for d in clause.duties)


def _stretch(clause: Clause, how: str, passage: Passage, span: Span, subject: Subject, before: str = "") -> Stretch:
    start, end = passage.span(span.start, span.end)
    return Stretch(clause, subject, how, passage.text[span.start : span.end], start, end, before)


def heading_terms(notices: Sequence[Notice], glossary: Glossary) -> frozenset[str]:
    """Official names of the policies that the headings of clauses name."""
    headings = {clause.heading for notice in notices for clause in notice.clauses if clause.heading}
    return frozenset(
        mention.term.official
        for heading in headings
        for mention in glossary.find(heading)
        if mention.term.kind in POLICY_KINDS
    )
