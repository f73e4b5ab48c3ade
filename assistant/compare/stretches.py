"""Which stretches of a notice speak of a topic, as opposed to naming it in passing.

A sentence speaks of the topic where its clause is headed by it, or where it begins with it (“落实家庭医生签约服务，
…”), or where a phrase is about it (“…，将大病专项救治模式推广作为…”). It does not where the topic only describes
something else (“提升专科和大病专项救治技术水平”). What is said right after such a sentence and goes on with it belongs
to it (“可进一步扩大救治病种范围”). Sentences on another topic, one that heads a clause of its own in some notice,
never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.compare.naming import POLICY_KINDS, Names, Terms, runs_of
from assistant.compare.quotes import ClauseText
from assistant.compare.topic import Part, Subject, Topic
from assistant.glossary import Glossary
from assistant.reading.sentences import Span, mask_brackets, trim
from assistant.records import Clause, Notice
from assistant.spelling import spelling_key

HEADED, OPENING, PHRASE, FURTHER, TITLED, MENTION = "headed", "opening", "phrase", "further", "titled", "mention"

# Phrases that tell how, where or why, in front of what is done.
_ADVERBIAL = re.compile(
    r"(?:严格)?(?:按照?|根据|依据|依托|结合|围绕|通过|鉴于|为了|为(?!.{0,20}提供)|在|到|以|自|针对|对(?:于|照)|坚持|同时|其中|力争)"
)
# Behind a policy's name, what makes it no other thing: its end, a list, or a word that every policy may have.
_STILL_IT = re.compile(
    r"$|[，。；、：,;:”’」』）)（(“和与及或等的是在可应要须将把由按对向]"
    r"|政策|制度|机制|工作|服务|措施|模式|范围|对象|患者|病种|方案|运动|行动|活动|项目|建设|管理|体系|任务|情况|费|团队|率"
)
# A phrase that goes on with the object of the one before.
_FURTHER = re.compile(r"进一步|并(?!非)|逐步|明确")
# Behind so many other things of a list, a topic is not what a sentence opens with.
_FAR_IN_LIST = 2
_DOERS = ("facility", "department")
READ_PARTS = ("body", "annex")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence or phrases of ``clause`` that speak of ``subject``: ``text``, which is ``source[start:end]``
    squeezed; ``before``: the words of its sentence in front of it.

    ``how``: ``headed`` (its clause is headed by the topic), ``opening`` (it begins with the topic), ``phrase`` (deeper
    in a sentence), ``further`` (it goes on with the sentence before), ``titled`` (a chapter or the notice itself is on
    the topic, and the sentence states a fact), ``mention`` (all that the notice says is the name).
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

    def holds(self, start: int, end: int) -> bool:
        """Whether the stretch shares characters with ``source[start:end]``."""
        return start < self.end and self.start < end


def find_stretches(topic: Topic, notices: Sequence[Notice], glossary: Glossary) -> dict[str, list[Stretch]]:
    """What of each notice speaks of ``topic``, by the id of the notice, in the order of the text.

    Notices are made after one another: what stands on the topic in one is on it in the next one too, where it follows a
    sentence on it.
    """
    headings = dict.fromkeys(clause.heading for notice in notices for clause in notice.clauses if clause.heading)
    terms = Terms(glossary, headings)
    names = Names(topic, terms)
    first = {notice.id: _of_notice(names, notice) for notice in notices}
    headed = [stretch for found in first.values() for stretch in found if stretch.how == HEADED]
    kin = frozenset(mention.term.official for stretch in headed for mention in terms.find(stretch.text))
    runs = {name: frozenset(run for s in found for run in runs_of(s.text)) for name, found in first.items()}
    stretches: dict[str, list[Stretch]] = {}
    for notice in notices:
        echoes = frozenset(run for name, own in runs.items() if name != notice.id for run in own)
        found = _of_notice(replace(names, kin=kin, echoes=echoes), notice) if first[notice.id] else []
        stretches[notice.id] = found or _mentions(names, notice)
    return stretches


def _of_notice(names: Names, notice: Notice) -> list[Stretch]:
    found: list[Stretch] = []
    for clause in notice.clauses:
        if clause.part not in READ_PARTS or clause.omitted:
            continue
        subject = names.subject_of(clause)
        own = list(_ClauseReading(names, notice, clause, subject).stretches()) if subject else []
        found += own or _titled(names, notice, clause)
    return found


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A half-sentence without its marks, and its phrases."""

    span: Span
    words: str
    phrases: tuple[Span, ...]


class _ClauseReading:
    """The sentences of one clause, each asked whether it speaks of the subject."""

    def __init__(self, names: Names, notice: Notice, clause: Clause, subject: Subject) -> None:
        self._names, self._clause, self._subject = names, clause, subject
        self._text = ClauseText(notice, clause)
        self._heading = clause.headings[-1] if clause.headings else ""
        self._is_headed = names.heads(self._heading, subject.main)

    def stretches(self) -> Iterator[Stretch]:
        """The stretches of the clause that speak of the subject, in order."""
        goes_on = False
        for sentence in _sentences(self._text):
            how = self._how(sentence, goes_on=goes_on)
            goes_on = how in (HEADED, OPENING, FURTHER)
            if how == PHRASE:
                for run in self._runs(sentence.phrases):
                    yield self._stretch(how, self._whole(run), self._text.text[sentence.span.start : run.start])
            elif how == OPENING and self._subject.main.kind in POLICY_KINDS:
                yield self._stretch(how, self._whole(self._opened(sentence)))
            elif how:
                yield self._stretch(how, sentence.span)

    def _how(self, sentence: _Sentence, *, goes_on: bool) -> str:
        """How a sentence speaks of the subject; empty where it does not."""
        main, words = self._subject.main, sentence.words
        opening = _opening(self._text.text, sentence.phrases)
        if not self._names.spots(words, main):
            if not (self._is_headed or goes_on) or self._names.is_on_another(opening, self._heading):
                return ""
            return HEADED if self._is_headed else FURTHER if self._names.goes_on(words, main) else ""
        if not self._names.all_named("。".join((words, *self._clause.headings)), self._subject):
            return ""
        if self._is_headed:
            return HEADED
        spots = self._names.spots(opening, main)
        if spots and mask_brackets(opening)[: spots[0].start].count("、") < _FAR_IN_LIST:
            return OPENING
        return PHRASE if self._runs(sentence.phrases) else ""

    def _opened(self, sentence: _Sentence) -> Span:
        """A sentence that opens with the subject, up to a phrase on something foreign."""
        end = sentence.phrases[0].end
        for phrase in sentence.phrases:
            words = self._text.text[phrase.start : phrase.end]
            is_about = self._names.spots(words, self._subject.main) or not self._names.is_foreign(words)
            if not is_about and self._names.spots(
                self._text.text[sentence.span.start : phrase.start], self._subject.main
            ):
                break
            end = phrase.end
        return Span(sentence.span.start, end)

    def _runs(self, phrases: Sequence[Span]) -> list[Span]:
        """The phrases about the subject, each with those behind it that go on with it."""
        main = self._subject.main
        runs: list[Span] = []
        for phrase in phrases:
            words = self._text.text[phrase.start : phrase.end]
            if self._is_about(main, words):
                runs.append(phrase)
            elif runs and 0 <= phrase.start - runs[-1].end <= 1 and self._goes_on(words):
                runs[-1] = Span(runs[-1].start, phrase.end)
        return runs

    def _goes_on(self, phrase: str) -> bool:
        """Whether a phrase behind one about the subject goes on with it."""
        if self._names.spots(phrase, self._subject.main):
            return False
        return bool(_FURTHER.match(phrase)) or self._names.goes_on(phrase, self._subject.main)

    def _is_about(self, part: Part, phrase: str) -> bool:
        """Whether a phrase does something about the part, or says what becomes of it."""
        spots = self._names.spots(phrase, part)
        if part.kind not in POLICY_KINDS:
            return bool(spots)
        return not _ADVERBIAL.match(phrase) and any(_STILL_IT.match(phrase, spot.end) for spot in spots)

    def _whole(self, run: Span) -> Span:
        """``run`` with the whole of an entitlement that names the subject in it."""
        text, main = self._text, self._subject.main
        for entitlement in self._clause.entitlements:
            span = text.span(entitlement.start, entitlement.end)
            shared = text.text[max(span.start, run.start) : min(span.end, run.end)]
            if self._names.spots(shared, main):
                run = Span(min(run.start, span.start), max(run.end, span.end))
        return run

    def _stretch(self, how: str, span: Span, before: str = "") -> Stretch:
        return _stretch(self._text, self._subject, how, span, before)


# --- chapters and notices on the topic ---------------------------------------------------------------------------


def _titled(names: Names, notice: Notice, clause: Clause) -> list[Stretch]:
    """Sentences that state facts, in a chapter or a notice that is on the topic as a whole."""
    above = (notice.title or "", *clause.headings[:-1])
    subjects = (s for s in names.topic.subjects if names.all_named("。".join((*above, clause.text)), s))
    subject = next((s for s in subjects if any(names.heads(heading, s.main) for heading in above)), None)
    if subject is None or clause.is_heading:
        return []
    text = ClauseText(notice, clause)
    spans = [text.span(fact.start, fact.end) for fact in clause.entitlements]
    spans += [text.span(fact.start, fact.end) for fact in clause.time_limits]
    spans += [text.span(fact.start, fact.end) for fact in clause.targets]
    sentences = [s.span for s in _sentences(text) if any(a < s.span.end and s.span.start < b for a, b in spans)]
    return [_stretch(text, subject, TITLED, span) for span in sentences]


def _mentions(names: Names, notice: Notice) -> list[Stretch]:
    """The phrases that name the topic, in a notice that says no more of it."""
    found: list[Stretch] = []
    for clause in notice.clauses:
        subject = names.subject_of(clause) if clause.part in READ_PARTS and not clause.is_heading else None
        if subject is None:
            continue
        text = ClauseText(notice, clause)
        phrases = [phrase for sentence in _sentences(text) for phrase in sentence.phrases]
        named = [p for p in phrases if names.spots(text.text[p.start : p.end], subject.main)]
        found += [_stretch(text, subject, MENTION, phrase) for phrase in named]
    return found


# --- pieces ------------------------------------------------------------------------------------------------------


def _sentences(text: ClauseText) -> Iterator[_Sentence]:
    """The half-sentences of a clause but for its heading and the line of units behind it."""
    clause = text.clause
    tails = [text.span(duty.start, duty.end) for duty in clause.duties if duty.basis.kind != "prose"]
    for half in text.sentences.halves():
        span = trim(text.text, half)
        words = text.text[span.start : span.end]
        is_tail = any(tail.start <= span.start and span.end <= tail.end for tail in tails)
        if not words or is_tail or _is_heading(words, clause):
            continue
        phrases = (trim(text.text, phrase) for phrase in text.sentences.phrases(half))
        yield _Sentence(span, words, tuple(phrase for phrase in phrases if phrase.start < phrase.end))


def _is_heading(words: str, clause: Clause) -> bool:
    return clause.is_heading or (bool(clause.heading) and spelling_key(words) == spelling_key(clause.heading or ""))


def _opening(text: str, phrases: Sequence[Span]) -> str:
    """The first phrase that does something."""
    found = (text[phrase.start : phrase.end] for phrase in phrases if not _ADVERBIAL.match(text, phrase.start))
    return next(found, text[phrases[-1].start : phrases[-1].end] if phrases else "")


def _stretch(text: ClauseText, subject: Subject, how: str, span: Span, before: str = "") -> Stretch:
    quote = text.quote(span)
    return Stretch(text.clause, subject, how, text.text[span.start : span.end], quote.start, quote.end, before)
