"""Which stretches of a notice speak of a topic, as opposed to naming it in passing.

A sentence speaks of the topic where its clause is headed by it, or where it begins with it (“落实家庭医生签约服务，
…”), or where a phrase is about it (“…，将大病专项救治模式推广作为…”). It does not where the topic only describes
something else (“提升专科和大病专项救治技术水平”). What is said right after such a sentence and goes on with it belongs
to it (“可进一步扩大救治病种范围”). Sentences on another topic, one that heads a clause of its own in some notice,
never do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.compare.halves import HalfSentence, complete, is_aim_for, opening_of, read_sentences, with_purpose
from assistant.compare.matter import (
    brings_new,
    count_before,
    has_own_doer,
    is_adverbial,
    is_an_order,
    is_bare_name,
    is_doer,
    is_leaning,
    is_target,
    names_a_doer,
    shares_words,
    tells_a_goal,
)
from assistant.compare.naming import POLICY_KINDS, Names, Terms, runs_of
from assistant.compare.quotes import ClauseText
from assistant.compare.topic import Part, Subject, Topic
from assistant.glossary import Glossary
from assistant.reading.sentences import Span
from assistant.records import Clause, Notice

HEADED, OPENING, PHRASE, FURTHER, TITLED, MENTION = "headed", "opening", "phrase", "further", "titled", "mention"

# Behind a policy's name, what makes it no other thing: its end, a list, or a word that every policy may have.
_STILL_IT = re.compile(
    r"$|[，。；、：,;:”’」』）)（(“和与及或等的是在可应要须将把由按对向]"
    r"|持续|不断|明显|得到|进一步|实行|开展|进行|实施|享受|覆盖|延伸|政策|制度|机制|工作|服务|措施|模式|范围|对象|患者|病种|方案|运动|行动|活动|项目|建设|管理|体系|任务|情况|费|团队|率"
)
# Behind so many other things of a list, a topic is not what a sentence opens with.
_FAR_IN_LIST = 2
_PHRASE_ENDS = re.compile("[，,]")
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
    company = frozenset(_company(names, [s for found in first.values() for s in found]))
    runs = {name: frozenset(run for s in found for run in runs_of(s.text)) for name, found in first.items()}
    stretches: dict[str, list[Stretch]] = {}
    for notice in notices:
        echoes = frozenset(run for name, own in runs.items() if name != notice.id for run in own)
        found = _of_notice(replace(names, kin=kin, echoes=echoes, company=company), notice) if first[notice.id] else []
        stretches[notice.id] = found or _mentions(names, notice)
    return _levelled(names, notices, stretches)


def _company(names: Names, stretches: Iterable[Stretch]) -> Iterator[str]:
    """Official names of policies that some notice quotes right behind people: 乡村医生“乡聘村用”."""
    for stretch in stretches:
        main = stretch.subject.main
        ends = [spot.end for spot in names.spots(stretch.text, main)] if main.kind == "group" else []
        for mention in names.terms.find(stretch.text):
            is_quoted = mention.start - 1 in ends and stretch.text[mention.start - 1] == "“"
            if mention.term.kind in POLICY_KINDS and is_quoted:
                yield mention.term.official


def _levelled(names: Names, notices: Sequence[Notice], stretches: dict[str, list[Stretch]]) -> dict[str, list[Stretch]]:
    """What is shown of one notice is shown of another that says it in the same words, a mention too."""
    levelled: dict[str, list[Stretch]] = {}
    for notice in notices:
        own = stretches[notice.id]
        others = (s for name, found in stretches.items() if name != notice.id for s in found)
        said = frozenset(run for s in others for run in runs_of(s.text) if names.topic.find(s.text))
        more = [m for m in _mentions(names, notice, passing=False) if runs_of(m.text) & said]
        more = [m for m in more if not any(s.clause.id == m.clause.id and s.holds(m.start, m.end) for s in own)]
        levelled[notice.id] = sorted([*own, *more], key=lambda stretch: stretch.start)
    return levelled


def _of_notice(names: Names, notice: Notice) -> list[Stretch]:
    found: list[Stretch] = []
    for clause in notice.clauses:
        if clause.part not in READ_PARTS or clause.omitted:
            continue
        subject = _subject_of(names, notice, clause)
        own = _joined(_ClauseReading(names, notice, clause, subject).stretches()) if subject else []
        found += own or _titled(names, notice, clause)
    return found


def _subject_of(names: Names, notice: Notice, clause: Clause) -> Subject | None:
    """The subject that the clause names; not by a general name in a notice that has a clause headed by the subject:
    人才培养 of inspectors is not on the workforce."""
    subject = names.subject_of(clause)
    if subject is None or not names.says_it_in_general(subject, clause):
        return subject
    return None if any(names.heads(c.heading or "", subject.main) for c in notice.clauses) else subject


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches of one clause without those that lie in another one."""
    kept: list[Stretch] = []
    for stretch in sorted(stretches, key=lambda s: (s.start, -s.end)):
        if not kept or stretch.end > kept[-1].end:
            kept.append(stretch)
    return kept


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
        for sentence in read_sentences(self._text):
            how = self._how(sentence, goes_on=goes_on)
            goes_on = how in (HEADED, OPENING, FURTHER)
            if how == PHRASE and (spread := self._spread(sentence)):
                yield self._stretch(how, spread)
            elif how == PHRASE:
                for run in self._runs(sentence.phrases):
                    yield self._stretch(how, self._whole(run), self._text.text[sentence.span.start : run.start])
            elif how == OPENING:
                opened = self._opened(sentence)
                rest = [phrase for phrase in sentence.phrases if phrase.start >= opened.end]
                runs = self._runs(rest, self._text.text[opened.start : opened.end])
                opened, *runs = self._bridged([opened, *runs], sentence.phrases)
                yield self._stretch(how, self._whole(opened))
                for run in runs:
                    yield self._stretch(PHRASE, self._whole(run), self._text.text[sentence.span.start : run.start])
            elif how:
                yield self._stretch(how, sentence.span)

    def _how(self, sentence: HalfSentence, *, goes_on: bool) -> str:
        """How a sentence speaks of the subject; empty where it does not."""
        main, words = self._subject.main, sentence.words
        opening = opening_of(self._text.text, sentence.phrases)
        if not self._names.spots(words, main):
            if not (self._is_headed or goes_on) or self._is_on_another(opening, words):
                return ""
            return HEADED if self._is_headed else FURTHER if self._names.goes_on(words, main) else ""
        if not self._names.all_named("。".join((words, *self._clause.headings)), self._subject):
            return ""
        if self._is_headed:
            return HEADED
        spots = self._names.spots(opening, main)
        if spots and count_before(opening, spots[0].start) < _FAR_IN_LIST and self._is_object(opening, spots[0]):
            return OPENING
        return PHRASE if self._runs(sentence.phrases) or self._spread(sentence) else ""

    def _spread(self, sentence: HalfSentence) -> Span | None:
        """The phrases over which a name is spread: “健全风险预警机制，实现对因病返贫风险点的早发现”."""
        spots = self._names.spots(sentence.words, self._subject.main)
        found = [s for s in spots if _PHRASE_ENDS.search(sentence.words, *s)]
        if not found:
            return None
        start = sentence.span.start
        inside = [p for p in sentence.phrases if p.start < start + found[0].end and start + found[0].start < p.end]
        return Span(inside[0].start, inside[-1].end)

    def _is_on_another(self, opening: str, words: str) -> bool:
        """Whether a sentence that does not name the subject is on another topic: on its check or its funds it is not,
        where it has words of the subject's name."""
        names, main = self._names, self._subject.main
        return names.is_on_another(opening, self._heading) and not (self._is_headed and shares_words(main.name, words))

    def _is_object(self, phrase: str, spot: Span) -> bool:
        """Whether what the phrase does is done to the subject: “｜帮扶医院｜加大…” tells no more than who does it."""
        return _is_object(self._names, self._subject.main, phrase, spot)

    def _opened(self, sentence: HalfSentence) -> Span:
        """A sentence that opens with the subject, up to a phrase on something else."""
        text, main = self._text.text, self._subject.main
        named = [p for p in sentence.phrases if self._names.spots(text[p.start : p.end], main)]
        named.sort(key=lambda phrase: is_adverbial(text[phrase.start : phrase.end]))
        first = text[sentence.phrases[0].start : sentence.phrases[0].end]
        is_subject = main.kind == "group" and self._names.spots(first, main) and not is_an_order(first)
        if is_subject or not named:
            return sentence.span  # “对于特困人员，凭证件住院，免交押金”
        words = text[named[0].start : named[0].end]
        spots = self._names.spots(words, main)
        if is_bare_name(words) or (main.kind in _DOERS and is_doer(words, spots[0])):
            return sentence.span
        end = last = named[0].end
        for phrase in sentence.phrases:
            words = text[phrase.start : phrase.end]
            if phrase.end <= end:
                continue
            said = text[sentence.span.start : end] + main.name + main.term
            if not self._names.spots(words, main) and self._turns(words, said):
                break
            end = phrase.end
            last = last if is_adverbial(words) else end
        return Span(sentence.span.start, last)

    def _turns(self, words: str, said: str) -> bool:
        """Whether a phrase behind one about the subject turns to something else."""
        names = self._names
        is_bound = is_leaning(words) and not self._is_other_goal(words)
        if self._subject.main.kind == "group" and not is_bound and names.is_foreign(words):
            return True  # what comes next is for others: “城乡适龄妇女“两癌”筛查，｜产前筛查、新生儿…筛查”
        if has_own_doer(words) and not (names.shares_name(words) or names.echoes_others(words)):
            return True
        if self._subject.main.kind not in POLICY_KINDS:
            return brings_new(words, said, names)
        if names.echoes_others(words) or names.names_kin(words):
            return names.is_foreign(words)
        if is_leaning(words):
            return False
        return names.is_foreign(words) or (is_an_order(words) and not names.shares_name(words))

    def _is_other_goal(self, phrase: str) -> bool:
        """Whether a phrase tells what is to come of more than people who are the subject: “确保…动态清零”."""
        return self._subject.main.kind == "group" and tells_a_goal(phrase) and self._names.is_foreign(phrase)

    def _runs(self, phrases: Sequence[Span], opened: str = "") -> list[Span]:
        """The phrases about the subject, each with those that lead up to it and those that go on with it; behind words
        that ``opened`` the sentence with it, also what is to be reached for the same people."""
        main, text, names = self._subject.main, self._text.text, self._names
        runs: list[Span] = []
        for phrase in phrases:
            words = text[phrase.start : phrase.end]
            is_about = self._is_about(main, words) or names.is_company(words) or is_aim_for(words, opened)
            is_next = bool(runs) and 0 <= phrase.start - runs[-1].end <= 1
            if is_next and (is_about or self._goes_on(words, text[slice(*runs[-1])])):
                runs[-1] = Span(runs[-1].start, phrase.end)
            elif is_about:
                runs.append(phrase)
        return self._bridged([complete(text, run, phrases) for run in runs], phrases)

    def _bridged(self, runs: Sequence[Span], phrases: Sequence[Span]) -> list[Span]:
        """``runs``, those joined that only one phrase parts, where that is on no other topic; with what a means that
        they end with is for."""
        text = self._text.text
        joined: list[Span] = []
        for run in runs:
            between = [p for p in phrases if joined and joined[-1].end <= p.start and p.end <= run.start]
            foreign = (self._names.is_on_another(text[p.start : p.end], self._heading) for p in between)
            if joined and len(between) <= 1 and not any(foreign):
                joined[-1] = Span(joined[-1].start, max(run.end, joined[-1].end))
            else:
                joined.append(run)
        return [with_purpose(text, run, phrases) for run in joined]

    def _goes_on(self, phrase: str, said: str) -> bool:
        """Whether a phrase behind one about the subject goes on with it."""
        names, main = self._names, self._subject.main
        if names.spots(phrase, main):
            return False
        if main.kind not in (*POLICY_KINDS, "group"):
            return not brings_new(phrase, said, names)
        if self._is_other_goal(phrase):
            return False
        return is_leaning(phrase) or names.goes_on(phrase, main)

    def _is_about(self, part: Part, phrase: str) -> bool:
        """Whether a phrase does something about the part, or says what becomes of it."""
        spots = [spot for spot in self._names.spots(phrase, part) if self._is_object(phrase, spot)]
        if part.kind not in POLICY_KINDS:
            return bool(spots)
        if is_adverbial(phrase) and not is_target(phrase):
            return False
        return bool(spots) and (is_an_order(phrase) or any(_STILL_IT.match(phrase, spot.end) for spot in spots))

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
        return _stretch(self._text, self._subject, how, self._text.uncut(span), before)


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
    sentences = [s.span for s in read_sentences(text) if any(a < s.span.end and s.span.start < b for a, b in spans)]
    return [_stretch(text, subject, TITLED, span) for span in sentences]


def _mentions(names: Names, notice: Notice, *, passing: bool = True) -> list[Stretch]:
    """The phrases that name the topic, in a notice that says no more of it; ``passing``: those too that only tell when
    something else is done, where there are no others."""
    found: list[Stretch] = []
    faint: list[Stretch] = []
    for clause in notice.clauses:
        is_read = clause.part in READ_PARTS and not clause.is_heading
        subject = _subject_of(names, notice, clause) if is_read else None
        if subject is None:
            continue
        text = ClauseText(notice, clause)
        phrases = [phrase for sentence in read_sentences(text) for phrase in sentence.phrases]
        for phrase in phrases:
            words, main = text.text[phrase.start : phrase.end], subject.main
            spots = [spot for spot in names.all_spots(words, main) if _is_object(names, main, words, spot)]
            if spots:
                whole = text.uncut(complete(text.text, phrase, phrases, leads=False))
                kept = found if set(spots) & set(names.spots(words, main)) else faint
                kept.append(_stretch(text, subject, MENTION, whole))
    return list(dict.fromkeys(found or (faint if passing else ())))


# --- pieces ------------------------------------------------------------------------------------------------------


def _is_object(names: Names, part: Part, phrase: str, spot: Span) -> bool:
    is_close = names.is_close(phrase[spot.start : spot.end], part)
    return part.kind not in POLICY_KINDS or is_close or not names_a_doer(phrase, spot)


def _stretch(text: ClauseText, subject: Subject, how: str, span: Span, before: str = "") -> Stretch:
    quote = text.quote(span)
    return Stretch(text.clause, subject, how, text.text[span.start : span.end], quote.start, quote.end, before)
