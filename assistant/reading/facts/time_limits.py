"""Time limits in one paragraph: which words name a time, who must act by then, and what must be done.

Rests on :mod:`.time_words`. The subject is given only where it stands before the time words or right
after them in front of 应, 要, 必须; an actor named in an earlier sentence is not carried over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.reading.facts.time_words import TimeWords, find_time_words
from assistant.reading.facts.units import is_unit
from assistant.reading.sentences import SentenceMap, Span, Unit, trim
from assistant.records import TimeLimit

# Up to this length a half-sentence is what must be done; of a longer one only the phrases around the words are.
_MAX_WHAT_CHARS = 100
# “到2025年，…；…；…。”: the words govern the whole sentence, up to this length.
_MAX_GOVERNED_CHARS = 320
# Longer than any sentence: text without punctuation, which holds no facts that could be quoted.
_MAX_QUOTE_CHARS = 600

# Words between the subject and the time words or the verb.
_MODAL = (
    r"(?:原则上|应当|应该|必须|应于|需要|应|要|须|需|可以|可|将|拟|均|也|都|每年|每季度|每月|每周"
    r"|一般|至少|继续|主动|及时|按规定|按照规定|按规定和程序|力争|确保|在|于)"
)
# What an office does by a date, where no modal verb stands before it.
_ACT = r"完成|开展|组织|制定|建立|报送|提交|公布|印发|启动|出台|编制|上报|汇总|通报|召开|将|向|对"
_MODALS_AT_END = re.compile(rf"{_MODAL}{{1,4}}$")
_SUBJECT_AND_MODAL = re.compile(
    r"([^，,。；;：:应要须]{2,60}?)(?:原则上)?(?:应当|必须|应该|负责|[应要须需](?![求点约素对急]))"
)
_SUBJECT_AND_ACT = re.compile(rf"([^，,。；;：:]{{2,40}}?)(?:{_ACT})")
_FIRST_SUBJECT = re.compile(r"([^，,。；;：:]{2,60}?)(?:应当|必须|应该|负责|继续|[应要须](?![求点约素对急]))")
# “各镇人民政府于每年3月…报送进展，每月5日前…”: who stands before the time words of the first phrase.
_SUBJECT_AND_TIME = re.compile(
    r"([^，,。；;：:]{2,40}?)(?:应?于|应?在)?(?:每[年月季周半日天两二三双个\d]|\d{4}年|\d{1,2}月)"
)
# “县医保局收到申报后20个工作日内”: the unit is no part of the event.
_RECEIVES = re.compile(r"[^，,。；;：:]{2,30}?(?=收到|接到|受理|审核|批准|签订|发现)")
# People who act: the noun that ends the word.
_ACTING_PERSON = re.compile(
    r"(?:领导|负责人|负责同志|书记|主任|院长|所长|校长|局长|处长|科长|信息员|管理员|监督员|联络员"
    r"|工作人员|人员|专家|医生|医师|护士|教师"
    r"|干部|团队|工作队|申请人|委托人|代理人|学生|考生|家长|监护人|适配对象|服务对象|参保人"
    r"|用人单位|运营商|地方|各地|地区|各方)$"
)
# A run that begins with one of these is an object or a circumstance, not a subject.
_NO_SUBJECT = re.compile(
    r"(?:对|向|为|以|按|将|把|在|自|从|由|经|因|与|和|及|如|若|凡|当|每|给|让|使|根据|依据|依托"
    r"|通过|针对|关于|加强|推进|开展|做好|落实|完成|加大|扩大|强化|深化|优化|促进|提升|降低|减轻|加快"
    r"|支持|鼓励|实施|实行|建立|健全|完善|确保|严格|保持|提高|推动|组织|其中|此外|同时|并|但|且|或"
    r"|逾期|收到|接到|持续|连续|全部|部分|内部|外部|大部|总体|不|未|应|要|须)"
)
# Within a name none of these stands: a run that holds one is a clause with an object.
_CLAUSE = re.compile(r"[由将把]|(?<![针面])对(?![口象外])|给予|进行|开展|按照|根据")
# What begins a description of an event after which a period runs.
_EVENT_END = re.compile(r"(?:之日起|日起|起|之后|以后|后|期满|届满)(?:的)?$")
_EVENT_START = re.compile(r".*(?:在|于)(?=.)|.*?(?:应当|应|必须)(?=.)")
_MAX_EVENT_CHARS = 32
_EVENT_FIRST = re.compile(r"届满|期满|到期|举办|举行|召开|开始|开工|施工|开学|生效")
_MAX_SUBJECT_REACH_CHARS = 80
# A half-sentence that opens so tells whom it is about; the phrases after it need that.
_TOPIC = re.compile(r"(?:对|对于|针对|凡|关于|属于)")
# Time words that open their phrase and have so much after them need no phrase before them.
_MIN_ALONE_CHARS = 10
# What is understood without what stands before it: “报送进度”, “上午例会”, “组织实地评估”.
_REPORT_SOON = re.compile(
    r"[^，,。；;]{0,4}?(?:报送|上报|报告|通报|汇报|填报|调度|例会|召开|开展|组织|公布|印发|督查|检查|考核|总结)"
)
# “（三）总结阶段（2024年11月至12月）”, “报名时间：…”: a line that says when.
_STAGE = re.compile(r"(?:阶段|时间|期限|时限|日期)[（(：:为]{1,2}$")
# What is left of “完成时限：2023年底前” without its time.
_LABEL = re.compile(
    r"[（(]?(?:[\u4e00-\u9fff]{0,6}(?:时限|时间|期限|进度|要求|节点)[\u4e00-\u9fff]{0,2}[：:]?)?\s*[）)]?"
)
# “…晋升副高级职称前，”: a case, and the word that a second one would begin with.
_CASE = re.compile(
    r"(?P<verb>晋升|晋级|评聘|聘任|招录|招聘|考核|申请|申报|转入|转出|新建|改建|首次|再次)[^，,。；;]{1,14}(?:前|后|时|的)[，,]?$"
)
# “每月5日前报送进度” says what to do.
_REPORTS = re.compile(r"(?:报送|上报|报告|通报|汇报|填报|调度|公布|通告|督查|检查|总结)")
_MAX_LABEL_LINE_CHARS = 40
# “2026年10月起实施”: from then on, and no time by which something is to be done.
_BEGINNING = re.compile(r"(?:之日)?起(?![草诉])")
_IN_PROSE = re.compile(r"[，,。；;]")
_BARE_LEAD = re.compile(r"(?:在|于|力争|确保|同时|其中)?\s*$")


def find_time_limits(text: str) -> tuple[TimeLimit, ...]:
    """The time limits in ``text``, one paragraph (squeezed), in order; positions count in ``text``."""
    sentences = SentenceMap(text)
    limits = (_limit(sentences, words) for words in find_time_words(text))
    return tuple(limit for limit in limits if limit is not None)


def says_only_when(text: str) -> bool:
    """Whether a paragraph is a label line with a time and nothing else: “完成时限：2023年12月31日前”."""
    if len(text) > _MAX_LABEL_LINE_CHARS:
        return False
    limits = find_time_limits(text)
    return len(limits) == 1 and _is_bare(limits[0])


def with_task(limits: Iterable[TimeLimit], task: str) -> tuple[TimeLimit, ...]:
    """``limits``, those that a bare label names with ``task`` as what must be done.

    :param task: what the paragraph, or the one above a label line, assigns; may be empty.
    """
    return tuple(replace(limit, what=task) if task and _is_bare(limit) else limit for limit in limits)


def _is_bare(limit: TimeLimit) -> bool:
    """Whether what must be done is but the label and the time."""
    rest = limit.what.replace(limit.words, "", 1)
    return bool(_LABEL.fullmatch(rest)) and not _REPORTS.match(rest)


def _limit(sentences: SentenceMap, words: TimeWords) -> TimeLimit | None:
    text = sentences.text
    if words.kind == "by" and _BEGINNING.match(text, words.end):
        return None
    unit = sentences.around(words.start)
    if _length(unit.phrase) > _MAX_QUOTE_CHARS:
        return None
    start = _with_event(text, words, unit.phrase)
    told = Span(start, words.end)
    what = trim(text, _what(sentences, told, unit))
    who = _who(text, told, unit)
    quote = what
    if who is not None and not (what.start <= who.start and who.end <= what.end):
        quote = trim(text, Span(min(who.start, what.start), max(who.end, what.end)))
    if not (quote.start <= start and words.end <= quote.end) or quote.end - quote.start > _MAX_QUOTE_CHARS:
        return None
    quote_text = text[quote.start : quote.end]
    if (
        words.kind == "during"
        and not _IN_PROSE.search(text, quote.end, quote.end + 1)
        and not _IN_PROSE.search(quote_text)
        and not _STAGE.search(text[quote.start : start])
    ):
        return None  # a title or a date on a line of its own
    return TimeLimit(
        what=text[what.start : what.end],
        who=text[who.start : who.end] if who else None,
        words=text[start : words.end],
        kind=words.kind,
        iso=words.iso,
        quote=quote_text,
        start=quote.start,
        end=quote.end,
    )


def _with_event(text: str, words: TimeWords, phrase: Span) -> int:
    """Where the words begin, with the event after or before which the period runs: “自印发之日起30日内”."""
    lead = text[max(phrase.start, words.start - _MAX_EVENT_CHARS) : words.start]
    whole = words.start - len(lead) == phrase.start
    if words.kind == "by" and _EVENT_FIRST.match(text, words.start):  # 会议｜召开10日前
        begin = _EVENT_START.match(lead)
        return (
            words.start - len(lead) + begin.end()
            if begin
            else phrase.start
            if whole and len(lead) < 12
            else words.start
        )
    if words.kind not in ("within", "for") or not _EVENT_END.search(lead):
        return words.start
    if words.kind == "for" and not lead.endswith("之日起"):
        return words.start
    receiver = _RECEIVES.match(lead) if whole else None
    if receiver and _subject(text, phrase.start, phrase.start + receiver.end()):
        return phrase.start + receiver.end()
    since = re.search(r"[自从][^自从]*$", lead)
    begin = _EVENT_START.match(lead)
    if since:
        return words.start - len(lead) + since.start()
    if begin:
        return words.start - len(lead) + begin.end()
    return phrase.start if whole else words.start


def _what(sentences: SentenceMap, told: Span, unit: Unit) -> Span:
    """What must be done: the sentence or half-sentence, less the phrases that say something else."""
    text = sentences.text
    phrases = sentences.phrases(unit.half)
    here = next((index for index, phrase in enumerate(phrases) if phrase.start <= told.start < phrase.end), 0)
    lead = text[trim(text, phrases[here]).start : told.start]
    is_bare = bool(_BARE_LEAD.fullmatch(lead)) and text[told.end : told.end + 1] in tuple("，,")
    if (
        is_bare
        and here == 0
        and phrases[0].start == unit.sentence.start
        and _length(unit.sentence) <= _MAX_GOVERNED_CHARS
    ):
        return unit.sentence
    alone = _stands_alone(text, phrases[here], told, is_bare) or _follows_another(text, phrases, here, told)
    whole = Span(phrases[0].start, phrases[-1].end)
    if _length(whole) <= _MAX_WHAT_CHARS and any(_is_parallel(text, phrases, i) for i in range(1, len(phrases))):
        return whole  # cut between its cases, a rule would give the second one the length of the first
    first = here if alone else 0
    if first and _TOPIC.match(text, trim(text, phrases[0]).start):
        first = 0
    last = here + 1 if is_bare and here + 1 < len(phrases) else here
    while last + 1 < len(phrases) and not _begins_anew(text, phrases[last + 1]):
        last += 1
    what = Span(phrases[first].start, phrases[last].end)
    if _length(what) <= _MAX_WHAT_CHARS:
        return what
    last = min(here + 1, last) if is_bare else here
    what = Span(phrases[first].start, phrases[last].end)
    return what if _length(what) <= _MAX_WHAT_CHARS else Span(phrases[here].start, phrases[last].end)


def _length(span: Span) -> int:
    return span.end - span.start


def _stands_alone(text: str, phrase: Span, told: Span, is_bare: bool) -> bool:
    """Whether the phrase with the time words can be read without the phrases before it."""
    start = trim(text, phrase).start
    if _subject(text, start, told.start):
        return True
    return bool(_BARE_LEAD.fullmatch(text[start : told.start])) and (
        is_bare or phrase.end - told.end > _MIN_ALONE_CHARS
    )


def _follows_another(text: str, phrases: Sequence[Span], here: int, told: Span) -> bool:
    """Whether the phrase opens with its time words, as one before it does: “12月20日前报送总结，每月5日前报送进度”."""
    start = trim(text, phrases[here]).start
    if here == 0 or told.start != start or not _REPORT_SOON.match(text, told.end):
        return False
    if text[phrases[here - 1].start : phrases[here].start].rstrip("，, ").endswith("的"):
        return False  # “发现异常的，一周内…”: a case
    first = trim(text, phrases[0]).start
    words = next(find_time_words(text[first : phrases[0].end]), None)
    return words is not None and (words.start == 0 or bool(_subject(text, first, first + words.start)))


def _is_parallel(text: str, phrases: Sequence[Span], index: int) -> bool:
    """Whether a phrase puts a second case beside the first one: “晋升副高级职称前，要有1年…，晋升正高级职称，…”."""
    case = _CASE.search(text, phrases[0].start, trim(text, phrases[0]).end)
    start = trim(text, phrases[index]).start
    return index > 0 and case is not None and text[start : start + 2] == case["verb"]


def _begins_anew(text: str, phrase: Span) -> bool:
    """Whether a phrase has a subject or time words of its own, and so says something else."""
    start = trim(text, phrase).start
    head = _FIRST_SUBJECT.match(text, start, phrase.end)
    if head and _subject(text, head.start(1), head.end(1)):
        return True
    receiver = _RECEIVES.match(text, start, phrase.end)
    if receiver and _subject(text, start, receiver.end()):
        return True
    words = next(find_time_words(text[start : min(phrase.end, start + _MAX_WHAT_CHARS)]), None)
    return words is not None and (words.start <= 1 or bool(_subject(text, start, start + words.start)))


def _who(text: str, told: Span, unit: Unit) -> Span | None:
    """The subject: before the time words, after them before a modal verb, or at the head of the half-sentence."""
    phrase = trim(text, unit.phrase)
    subject = _subject(text, phrase.start, told.start)
    if subject:
        return subject
    tail_start = told.end + len(text[told.end : told.end + 3]) - len(text[told.end : told.end + 3].lstrip("，, "))
    apart = tail_start > told.end  # a subject without a modal verb is sure only in a phrase of its own
    for form in (_SUBJECT_AND_MODAL, _SUBJECT_AND_ACT) if apart else (_SUBJECT_AND_MODAL,):
        follows = form.match(text, tail_start, min(unit.half.end, tail_start + _MAX_SUBJECT_REACH_CHARS))
        follower = _subject(text, follows.start(1), follows.end(1)) if follows else None
        if follower:
            return follower
    half = trim(text, unit.half)
    if phrase.start > half.start:
        reach = min(phrase.start, half.start + _MAX_SUBJECT_REACH_CHARS)
        heads = _FIRST_SUBJECT.match(text, half.start, reach)
        if heads is None and told.start == phrase.start and _REPORT_SOON.match(text, told.end):
            heads = _SUBJECT_AND_TIME.match(text, half.start, reach)
        return _subject(text, heads.start(1), heads.end(1)) if heads else None
    return None


def _subject(text: str, start: int, end: int) -> Span | None:
    run = text[start:end].rstrip()
    run = _MODALS_AT_END.sub("", run).rstrip()
    if len(run) < 2 or len(run) > 60 or _NO_SUBJECT.match(run) or _CLAUSE.search(run):
        return None
    last = re.split(r"[、和及]", run)[-1]
    if not (is_unit(last) or is_unit(run[-30:]) or _ACTING_PERSON.search(run)):
        return None
    return Span(start, start + len(run))
