"""Sentences of a notice with a blank for the answer, just as long as they need to be."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.quiz.records import BLANK
from assistant.quiz.words import inner_quotes, is_balanced, is_misread, plain, shared_run, tidy
from assistant.records import Clause

_ROOM, _SHORTEST = 125, 10  # characters
# A sentence that shows less says too little of what it is about: the heading must be told.
_TELLS_ENOUGH = 30
# A sentence that says so much of its heading in a row need not be told it.
_SAME_TOPIC, _SAME_WORDS = 5, 8
# What cannot begin a sentence that stands alone, and what has come in from a table or a list.
_HALF = re.compile(
    r"^(?:（|其|并|且|该|上述|对其|或|及|和|与|应|可|不|即|每批|每人|每次|以上|前款|前述|同时|但|也|还|再|则|如|后|之|为其)"
)
_LONGEST_HEADING = 30
# A heading that says of no subject.
_SAYS_NOTHING = re.compile("^.{0,3}(?:要求|思路|目标|总则|附则|任务|措施|其他|其它)$")
_READS_AS_FACT = re.compile(r"^(?:原则上)?每个?[\u4e00-\u9fff（）]{1,8}(?<!至少)有")
_LITTER = re.compile(r"[|*#\n]")
_OPENING = re.compile(
    r"^(?:[一二三四五六七八九十]是|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[.．、]|[①-⑳]|第[一二三四五六七八九十百\d]+(?:条[，,、：]?|[，,、]))\s*"
)
# What only joins a sentence to the one before it.
_LINK = re.compile(
    r"^(?:在(?:前期|此|上述|原有|已有|现有|该|这)[^，]{0,12}(?:基础|前提)上|同时|此外|另外|其中|对此|为此|因此|与此同时|在此期间)[，,]"
)
# “具体指标：到2022年…”
_LEAD_IN = re.compile(r"[^，,。：:“]{2,8}[：:]\s*")
# The first half of a sentence says who, and the half behind “；” goes on without saying it again.
_ASSIGNS = re.compile("负责|牵头|职责")
_ENDS = "。；;！？!?\n"
_BRACKETED = re.compile(r"[（(][^（）()]*(?:[）)]|$)")
# What opens a guiding idea: the fact stands at its end.
_PREAMBLE = re.compile(r"^(?:以习近平|深入贯彻|全面贯彻|认真贯彻|坚持以|高举)")
# Words that govern all that follows in a sentence: without them an aim, or what is left to a place, becomes a duty.
_GOVERNS = re.compile("力争|争取|努力|原则上|鼓励|有条件的|可探索|探索|因地制宜|视情")
# A directive around a rule: “严格落实…的规定” is cut nowhere.
_DIRECTS = re.compile(r"^(?:严格落实|贯彻落实|严格执行)")
# A part that waits for what stands before it: its subject, or the verb that it belongs to.
_NEEDS_LEFT = re.compile(
    r"^(?:每(?:天|日|周|半月|月|季度|半年|年)(?!为)|[一二两三十半\d]{1,3}个?(?:天|日|周|月|年|工作日)[以之]?内|其|并|且|也|均|仍|还|再|同时|要|应|须|需|必须|可(?!持续)|不|免|只|仅|即|则|达|实现(?![^，]{16})|确保|分别|包括|以|向|给予|享受|提供|逐步扩大|结合[^，]{0,8}实际$"
    r"|每[批人次名]|在(?!.{0,40}(?:下|内|上|前|后|中|时|基础上)$|[^，]{1,8}(?:推广|设置|设立|开设|建立))|由|于|按规定|逐步(?:转|达到)|等|为(?!主|[^，]{16})|具有|\d{1,2}月[底末初]?前)"
)
# A part that is only when, for whom or under which condition.
_CONDITION = re.compile(
    r"(?:[内前后时下起]|基础上|过程中|的|者|期间|[户员口象]”?|人群|家庭|患者)$|^(?:到|至|自|从)?(?:20\d\d|_+)\s?年(?:底|末)?$|住院$"
)
_OPENS_CONDITION = re.compile(r"^(?:对于?|针对|经|凭借?|凡|若|如|除|为(?!主)|因|其中|根据|依托|按照?|在|到|自|从)")
_HOW_OFTEN = re.compile("每(?:天|日|周|半月|月|季度|半年|年)")
_LONGEST_CONDITION = 60
# What a part in front names, and the next one goes on to treat in the same word.
_OBJECT = re.compile(r"(?:(?P<act>[\u4e00-\u9fff]{2})(?:政策|制度|机制|办法|标准)|方面)$")
# A part that leans on the next: how, not yet what.
_NEEDS_RIGHT = re.compile(r"^[^，]{0,30}(?:借助|通过|利用|依托|凭借|按照|根据|围绕|结合|针对)[^，]*$")
# A part that is only what the next one speaks of: “…的30个病种”.
_SUBJECT = re.compile(r"的\s?\d+\s?[个种家所名][\u4e00-\u9fff]{2,4}$")
# Whom the next part, left out, says something of: “连续两年未完成任务的县（市、区），由市政府约谈”.
_ENDS_IN_SUBJECT = re.compile("^[^，,]*的[^，,]{1,14}$")
_SAYS_OF_IT = re.compile("[，,](?:由|应|须|要|可|不得|不予|给予|予以|按|列|纳入|取消|暂停|视为|责令)")
# A part that follows from the one before and cannot do without it.
_FOLLOWS = re.compile("^(?:分别|超出|超过|其余|剩余|不足|逾期|否则|患者入院时不需)")
# A part that goes on with the rule of the one before: its other half, or what follows from it.
_GOES_ON = re.compile(
    r"^(?:分别|超出|超过|合理超支|其余|剩余|不足|逾期|否则|但|且|或者|并(?!向乡村)|作为|实行|享受|给予|免|不再|不予|同等条件|可|应|须|逐步转|患者入院时不需)"
)


@dataclass(frozen=True, slots=True)
class Cloze:
    """``text``: a sentence with one :data:`BLANK`, without a full stop; ``start``, ``end``: of its run in the clause's
    text, the answer put back. ``is_part``: it stands in brackets or begins with the blank, so that it needs to be said
    what it is about; ``is_short``: it is better said what it is about; ``is_cut``: its
    beginning, with the subject maybe, was left out."""

    text: str
    start: int
    end: int
    is_part: bool
    is_short: bool
    is_cut: bool = False

    @property
    def rest(self) -> str:
        """The words that are shown."""
        return self.text.replace(BLANK, "")


def make_cloze(text: str, quote: str, start: int, end: int) -> Cloze | None:
    """The sentence or half-sentence of ``text`` around ``quote[start:end]``, with that blanked; None where it cannot
    be read by itself or says the answer again.

    :param text: the clause's text, where ``quote`` stands once.
    """
    at = text.find(quote)
    if at < 0:
        return None
    return cloze_at(text, at + start, at + end, fact=at)


def cloze_at(text: str, start: int, end: int, fact: int | None = None) -> Cloze | None:
    """As :func:`make_cloze`, with ``text[start:end]`` blanked. ``fact``: where the fact begins behind a preamble."""
    begin, stop, is_inside = _reach(text, start, end)
    if _ASSIGNS.search(_BRACKETED.sub("", text[_sentence_start(text, begin) : begin])):
        return None
    opened = _OPENING.match(text[begin:start])
    begin += opened.end() if opened else 0
    led_in = _LEAD_IN.match(text[begin:start])
    begin += led_in.end() if led_in else 0
    whole = begin
    if fact is not None and begin < fact <= start and _PREAMBLE.match(text[begin:stop]):
        begin = fact
    begin, stop = _needed(text, begin, stop, start, end)
    link = _LINK.match(text[begin:start])
    begin += link.end() if link else 0
    words = tidy(tidy(text[begin:start]) + BLANK + tidy(text[end:stop])).strip("。；;，,、：: ")
    if opened and words.startswith(BLANK) and not words.startswith(f"{BLANK}，"):
        return None  # a part of a list: what it belongs to stands before the list
    if not _can_stand(words) or plain(text[start:end]) in plain(words.replace(BLANK, "")):
        return None
    if _ENDS_IN_SUBJECT.match(words) and _SAYS_OF_IT.match(text, stop):
        return None
    is_short = begin > whole or len(words) - len(BLANK) < _TELLS_ENOUGH
    return Cloze(words, begin, stop, is_inside or words.startswith(BLANK), is_short, begin > whole)


def _can_stand(words: str) -> bool:
    shown = words.replace(BLANK, "")
    if not _SHORTEST <= len(shown) <= _ROOM or _HALF.search(words) or _LITTER.search(words):
        return False
    # “…的老年人等4类人员中独居的” is a case of a list, no sentence.
    return is_balanced(words) and not is_misread(words) and not words.endswith("的")


def _reach(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """The sentence, up to “；”, that holds ``text[start:end]``; in brackets what stands there between commas."""
    begin = max((text.rfind(mark, 0, start) for mark in _ENDS), default=-1) + 1
    stops = [at for mark in _ENDS if (at := text.find(mark, end)) >= 0]
    stop = min(stops, default=len(text))
    if is_balanced(text[begin:stop]):
        return begin, stop, _is_open(text[:begin])
    is_inside = _is_open(text[:start])
    begin = max(begin, *(text.rfind(mark, 0, start) + 1 for mark in "（("))
    stop = min([stop, *(at for mark in "）)" if (at := text.find(mark, end)) >= 0)])
    return begin, stop, is_inside


def _sentence_start(text: str, at: int) -> int:
    return max((text.rfind(mark, 0, at) for mark in "。！？\n"), default=-1) + 1


def _is_open(text: str) -> bool:
    return text.count("（") + text.count("(") > text.count("）") + text.count(")")


# --- as long as needed -----------------------------------------------------------------------------------------------


def _needed(text: str, begin: int, stop: int, start: int, end: int) -> tuple[int, int]:
    """The parts between commas that the one with the blank cannot do without."""
    if _DIRECTS.match(text[begin:stop]) and text[begin:stop].endswith(("规定", "要求", "制度")):
        return begin, stop
    parts = _parts(text, begin, stop, start, end)
    at = next(number for number, (first, last) in enumerate(parts) if first <= start and end <= last)

    def words(number: int) -> str:
        return text[slice(*parts[number])].strip()

    left = right = at
    while right + 1 < len(parts) and (_leans_on_next(words(right)) or _GOES_ON.match(words(right + 1))):
        right += 1
    while left and (
        _opens_rule(words(left - 1))
        or (_needs_left(words(left)) and not _is_own_act(words(left - 1), words(left)))
        # What is carried out is said in front: in the part that opens the sentence, or beyond one that waits itself.
        or _names_object(words(left - 1), words(left))
        or (words(left).startswith("实行") and (left == 1 or _needs_left(words(left - 1))))
    ):
        left -= 1
    # The nearest such word in front, with what stands between.
    left = next((number for number in range(left, -1, -1) if _GOVERNS.search(words(number))), left)
    return parts[left][0], parts[right][1]


def _is_own_act(part: str, after: str) -> bool:
    """Whether a part says how often of itself, so that the next one is another act; what is offered is offered to whom
    stands in front of both."""
    return bool(_HOW_OFTEN.match(part)) and not after.startswith("提供")


def _needs_left(part: str) -> bool:
    return bool(_NEEDS_LEFT.match(part) or _FOLLOWS.match(part)) or (len(part) < _SHORTEST and not _leans_on_next(part))


def _opens_rule(part: str) -> bool:
    """Whether a part in front says for whom, when or under which condition."""
    return len(part) <= _LONGEST_CONDITION and bool(_CONDITION.search(part) or _OPENS_CONDITION.match(part))


def _names_object(part: str, after: str) -> bool:
    """Whether a part in front says what the next one treats: “…个人缴费资助政策，继续全额资助…”."""
    found = _OBJECT.search(part)
    return found is not None and (not found["act"] or found["act"] in after)


def _leans_on_next(part: str) -> bool:
    return bool(_CONDITION.search(part) or _NEEDS_RIGHT.match(part) or _SUBJECT.search(part))


def _parts(text: str, begin: int, stop: int, start: int, end: int) -> list[tuple[int, int]]:
    """The runs between the commas that stand in no brackets, no quotation marks, and not between ``start`` and
    ``end``."""
    found, first = [], begin
    for match in re.finditer("[，,]", text[:stop]):
        at = match.start()
        if at >= begin and not start <= at < end and is_balanced(text[first:at]):
            found.append((first, at))
            first = at + 1
    return [*found, (first, stop)]


def places_of(pattern: str, quote: str) -> list[tuple[int, int]]:
    """Where ``pattern`` (its first group, if it has one) stands in ``quote``."""
    return [match.span(1 if match.re.groups else 0) for match in re.finditer(pattern, quote)]


# --- what it is about ------------------------------------------------------------------------------------------------


def call_scope(named: str, clause: Clause, cloze: Cloze, right: str) -> str | None:
    """How the notice is called before the sentence: with the clause's heading, which says what a sentence is about
    that has been cut out, unless the sentence says that itself. None where a heading is needed and none can be told,
    or the sentence is nothing but the heading.

    :param right: the answer, which the heading must not say.
    """
    heading = tidy(clause.heading or (clause.headings[-1] if clause.headings else "")).rstrip("。；;，,：:")
    if heading and any(plain(words) in plain(heading) for words in (cloze.rest, cloze.text.replace(BLANK, right))):
        return None
    named = call_annex(named, clause)
    shared = shared_run(plain(cloze.rest), plain(heading))
    if not cloze.is_part and shared >= (_SAME_WORDS if cloze.is_short else _SAME_TOPIC):
        return named
    fits = (
        0 < len(heading) <= _LONGEST_HEADING
        and not _SAYS_NOTHING.search(heading)
        and plain(right) not in plain(heading)
        and not is_misread(heading)
    )
    if (clause.part == "annex" or not fits) and _READS_AS_FACT.match(cloze.text):
        return None  # it reads as what there is, not as what has to be
    if clause.part == "annex" or not fits:
        is_amiss = plain(right) in plain(heading) or is_misread(heading)
        return None if cloze.is_part or (cloze.is_cut and is_amiss) else named
    return f"{named}关于“{inner_quotes(heading)}”的要求"


def call_annex(named: str, clause: Clause) -> str:
    """The notice's name with its annex's, where the clause stands in one."""
    if clause.part != "annex":
        return named
    title = tidy(clause.headings[0]) if clause.headings else ""
    if not title or len(title) > _LONGEST_HEADING or "《" in title or "附件" in title:
        return f"{named}的附件"
    return f"{named}的附件《{title}》"
