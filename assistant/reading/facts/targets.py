"""Targets in one paragraph: what a number is of, its comparator, the number and its unit.

The comparator follows the words around the number (不少于, 至少, …以上, 不得超过, 达到); a bare count (453所) is ``=``.
Numbers that are shared out one by one (“…分别不得超过2.5%、5%、10%”) each get their own item, or none where the pairing
is not certain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

from assistant.reading.facts.amounts import Amount, find_amounts
from assistant.reading.facts.groups import read_groups
from assistant.reading.sentences import MAX_SENTENCE_CHARS, SentenceMap, Span, Unit, mask_brackets, trim
from assistant.records import Target

# Longer than any sentence that could be quoted; of such a text only its phrases are.
_MAX_QUOTE_CHARS = 320
_MAX_WHAT_CHARS = 120

# Words in front of a number that compare. Order matters: 不低于 before 低于.
_COMPARATORS: tuple[tuple[str, str], ...] = (
    (">=", r"不(?:得|应|能)?(?:低于|少于|小于|短于)|至少|最低(?!生活|工资|保障|价|收购)|最少"),
    ("<=", r"不(?:得|应|能)?(?:超过|高于|大于|多于|超出)|最高(?!人民|法院|水平|标准)|最多|至多|上限|控制在"),
    (">", r"超过|高于|多于|大于|突破"),
    ("<", r"低于|少于|小于|不足|不到"),
    (">=", r"(?<![发到])达(?![标成])到?"),
)
_COMPARING = re.compile("|".join(f"(?P<c{i}>{words})" for i, (_, words) in enumerate(_COMPARATORS)))
_MAX_COMPARING_CHARS = 26
# Words that lead up to a number and are no part of what it is of.
_BEFORE_NUMBER = re.compile(
    r"(?:[ \u3000]|原则上|连续|只|一般|要|应当|应|须|需|均|都|也|分别|总计|合计|共|仅|逐步|累计"
    r"|力争|不(?:得|应|能)?(?:低于|少于|小于|短于|超过|高于|大于|多于|超出)|至少|最低"
    r"|最少|最高|最多|至多|超过|高于|多于|大于|突破|低于|少于|小于|达到|达|为|是|(?<![所现没拥])有"
    r"|控制在|保持在|稳定在|(?:提高|提升|增加|降低|下降|调整)(?:到|至|为)|降至|降到)+$"
)
_LEAD = re.compile(
    r"(?:[ \u3000，,、]|力争|确保|努力|争取|推动|推进|促进|其中|同时|并|且|做好"
    r"|到[ ]?[0-9]{4}[ ]?年(?:底|末)?|[0-9]{4}[ ]?年?(?:[—－～~至到-]{1,2}[0-9]{4}[ ]?年)?(?:期间|底|末)?)+"
)
# A count is told with the words before it where these say for whom; else by what is counted.
_SCOPE = re.compile(r"每|各|分别")
_MAX_SCOPE_CHARS = 12
_EDGES = re.compile(r"^[ 、，,]+|[ ]*(?:[、，, 的]|以及|(?<![涉普以])及|和|与|或)+$")
# Shares of something, told apart from counts.
_SHARES = frozenset({"%", "％", "‰", "百分之", "个百分点", "个基点", "倍"})
_MIN_WHAT_CHARS = 4
# “单户担保金额500万元以下的企业”: the size of the thing, not a figure to keep to.
_SIZE = re.compile(r"(?:金额|规模|面积|收入|人口|投资|资本|资产|年龄)$")
_MEASURE = re.compile(r"[\u4e00-\u9fff](?:率|额|数|量|比例|占比|标准|费|面积|床位)$")
# “…的，给予5万元奖励”: who gets it stands in the phrase before.
_GIVES = re.compile(r"(?:再|每年|一次性)?(?:给予|予以|奖励|补助|补贴|发放|资助)")
_PRONOUN = re.compile(r"(?:其|该)(?![中他它余])|较上年|较20\d\d年|比上年|同比")
# Words that say only how the sum is reckoned; the label before the colon says what it is.
_RATE = re.compile(r"(?:按|按照)?每[\u4e00-\u9fff]{1,3}(?:每[\u4e00-\u9fff]{1,2})?(?:一次性)?(?:补贴|补助|发放|奖励)?")
_JOINT = re.compile(r"、|和|及")
_SHARED = re.compile(r"分别")
_ITEM_START = re.compile(r".*[，,。；;、：:在按于为由]|.*对(?![象口])", re.DOTALL)


def find_targets(text: str) -> tuple[Target, ...]:
    """The targets in ``text``, one paragraph (squeezed), in order; positions count in ``text``."""
    sentences = SentenceMap(text)
    masked = mask_brackets(text)
    amounts = list(find_amounts(text))
    amounts = [amount for index, amount in enumerate(amounts) if not _qualifies(sentences, amounts, index)]
    starts = [amount.start for amount in amounts]
    targets: list[Target] = []
    index = 0
    while index < len(amounts):
        series = _series(text, amounts, index)
        unit = sentences.around(series[0].start)
        index += len(series)
        if unit.phrase.end - unit.phrase.start > MAX_SENTENCE_CHARS:
            continue
        scope = _scope(text, masked, unit, series[0])
        within = amounts[bisect_left(starts, scope.start) : bisect_left(starts, scope.end)]
        targets.extend(_targets(sentences, masked, series, scope, within))
    return tuple(targets)


def _qualifies(sentences: SentenceMap, amounts: list[Amount], index: int) -> bool:
    """Whether an amount only says which things or which case is meant: “500万元以下的企业…1%”, “在3家以上的，…”."""
    text, amount = sentences.text, amounts[index]
    phrase = sentences.around(amount.start).phrase
    if (
        text[phrase.start : phrase.end].rstrip("，,。；; ").endswith("的")
        and phrase.end - phrase.start < _MAX_QUOTE_CHARS
    ):
        return True
    if amount.bound is None:
        return False
    sized = _SIZE.search(text[max(phrase.start, amount.start - 8) : amount.start]) is not None
    follows = index + 1 < len(amounts) and amounts[index + 1].start < phrase.end
    return (follows and (sized or text.startswith("的", amount.end))) or (sized and text.startswith("的", amount.end))


def _series(text: str, amounts: list[Amount], index: int) -> list[Amount]:
    """The amounts that stand side by side from ``index`` on: 2.5%、5%、10%."""
    last = index
    while (
        last + 1 < len(amounts)
        and amounts[last + 1].unit == amounts[index].unit
        and text[amounts[last].end : amounts[last + 1].start] in ("、", "和", "或", "及")
    ):
        last += 1
    return amounts[index : last + 1]


def _scope(text: str, masked: str, unit: Unit, amount: Amount) -> Span:
    """The phrase that the amount stands in, or the inside of the short bracket that it stands in."""
    phrase = trim(text, unit.phrase)
    if phrase.end - phrase.start > _MAX_QUOTE_CHARS or masked[amount.start] != "\x00":
        return phrase
    start = max(text.rfind("（", phrase.start, amount.start), text.rfind("(", phrase.start, amount.start))
    ends = [end for end in (text.find(close, amount.end, phrase.end) for close in "）)") if end >= 0]
    return Span(start + 1, min(ends)) if start >= 0 and ends else phrase


def _targets(
    sentences: SentenceMap, masked: str, series: list[Amount], scope: Span, within: list[Amount]
) -> list[Target]:
    text = sentences.text
    unit = sentences.around(series[0].start)
    quote = _quote(text, unit, series)
    comparator = _comparator(text, scope, series[0])
    if len(series) > 1:
        whats = _shared_out(text, masked, unit, series)
        if whats is None and _SHARED.search(text, max(unit.half.start, series[0].start - 40), series[0].start):
            return []  # which number is whose cannot be told
    else:
        whats = None
    if whats is None:
        whats = [_what(sentences, unit, scope, within, amount) for amount in series]
    return [
        Target(what, amount.bound or comparator, amount.number, amount.unit, text[quote.start : quote.end], *quote)
        for what, amount in zip(whats, series, strict=True)
        if what and not (amount.unit == "次" and comparator == "=")
    ]


def _quote(text: str, unit: Unit, series: list[Amount]) -> Span:
    for span in (trim(text, unit.half), trim(text, unit.phrase)):
        if span.end - span.start <= _MAX_QUOTE_CHARS:
            return Span(min(span.start, series[0].start), max(span.end, series[-1].end))
    return Span(series[0].start, series[-1].end)


def _comparator(text: str, scope: Span, amount: Amount) -> str:
    """From the last comparing words shortly before the number, else ``=``."""
    begin = max(scope.start, amount.start - _MAX_COMPARING_CHARS)
    last = None
    for match in _COMPARING.finditer(text, begin, amount.start):
        last = match
    if last is None or re.compile(r"[0-9、；;]").search(text, last.end(), amount.start):
        return "="
    return _COMPARATORS[int((last.lastgroup or "c0")[1:])][0]


def _what(sentences: SentenceMap, unit: Unit, scope: Span, within: list[Amount], amount: Amount) -> str:
    """What the number is of: its phrase without the number and the words that only lead up to it.

    A share of something with words after it (“按照租金的10%给予补助”) keeps its phrase as printed.
    """
    text = sentences.text
    place = within.index(amount) if amount in within else 0
    first = place
    while first > 0 and _is_listed(text, within[first - 1], within[first]):
        first -= 1
    before = _before(text, scope.start, within[first].start if within else amount.start)
    after = _after(text, within, place, amount, scope.end)
    if after and (amount.unit in _SHARES or after.startswith("的")):
        what = _stripped(text[_own_start(text, scope.start, within, place) : scope.end])
    else:
        if after and _is_far_from(before, amount, _comparator(text, scope, amount)):
            before = ""
        what = _EDGES.sub("", before + _EDGES.sub("", after))
    in_bracket = scope.start > 0 and text[scope.start - 1] in "（("
    if in_bracket and what:
        return what
    labelled = _RATE.fullmatch(what) and text[unit.phrase.start - 1 : unit.phrase.start] in ("：", ":")
    short = len(what) < _MIN_WHAT_CHARS and not _MEASURE.search(what)
    apart = _GIVES.match(what) and text[max(0, unit.phrase.start - 2) : unit.phrase.start] in ("的，", "的,")
    if labelled or apart or short or _PRONOUN.match(what) or _COMPARING.match(what.removeprefix("原则上")):
        what = _antecedent(sentences, unit) + what
    return what.strip("，, ") if len(what) <= _MAX_WHAT_CHARS else (after or before)[-_MAX_WHAT_CHARS:]


def _own_start(text: str, start: int, within: list[Amount], place: int) -> int:
    """Where an item of a list begins: “对特困人员按100%、｜低保对象按70%给予救助”."""
    if place == 0 or place >= len(within):
        return start
    before = within[place - 1].end
    return before + 1 if text[before] == "、" and within[place].start - before > _MIN_WHAT_CHARS else start


def _is_far_from(before: str, amount: Amount, comparator: str) -> bool:
    """A bare count after a long lead is told by what is counted, unless the lead says for whom (每个县, 各乡镇)."""
    is_count = amount.unit not in _SHARES and "元" not in amount.unit and comparator == "="
    return is_count and len(before) > _MAX_SCOPE_CHARS and not _SCOPE.search(before)


def _is_listed(text: str, earlier: Amount, later: Amount) -> bool:
    """“建好1所综合医院、1所中医院”, “1倍以上5倍以下”: the words before the first number hold for the second."""
    between = text[earlier.end : later.start].rstrip()
    return not between or between.endswith(("、", "和", "及", "与"))


def _before(text: str, start: int, end: int) -> str:
    return re.sub(r"[（(][^（）()]*$", "", _stripped(_BEFORE_NUMBER.sub("", text[start:end]))).strip()


def _stripped(run: str) -> str:
    """``run`` without the words that open it and say nothing of the thing itself (力争, 到2025年)."""
    lead = _LEAD.match(run)
    return run[lead.end() :] if lead else run


def _after(text: str, within: list[Amount], place: int, amount: Amount, end: int) -> str:
    while place + 1 < len(within) and within[place + 1].start == amount.end:
        place, amount = place + 1, within[place + 1]
    is_last = place + 1 >= len(within)
    run = text[amount.end : end if is_last else within[place + 1].start]
    if not is_last:  # up to the mark that joins it to the next amount
        run = re.sub(r"(?:、|和|及|与)[^、和及与]{0,12}$", "", run)
    return re.split(r"[（(，,；;。）)]", run, maxsplit=1)[0].strip()


def _antecedent(sentences: SentenceMap, unit: Unit) -> str:
    """The phrase before, for “其救治率要达到…” and for a phrase that is nothing but the number."""
    text = sentences.text
    if unit.phrase.start <= unit.half.start:
        return ""
    before = trim(text, sentences.around(unit.phrase.start - 1).phrase)
    mark = "：" if text[unit.phrase.start - 1] in "：:" else "，"
    return (
        text[before.start : before.end].removeprefix("且") + mark
        if before.end - before.start <= _MAX_WHAT_CHARS
        else ""
    )


# --- numbers shared out one by one -----------------------------------------------------------------------------


def _shared_out(text: str, masked: str, unit: Unit, series: list[Amount]) -> list[str] | None:
    """“在甲、乙、丙的费用，分别不得超过1%、2%、3%” → 甲…, 乙…, 丙…; None where items and numbers cannot be paired."""
    begin = max(trim(text, unit.half).start, series[0].start - _MAX_QUOTE_CHARS)
    shared = None
    for match in _SHARED.finditer(masked, begin, series[0].start):
        shared = match
    if shared is None:
        return None
    joints = list(_JOINT.finditer(masked, begin, shared.start()))
    needed = len(series) - 1
    for last in range(len(joints), needed - 1, -1):
        window = joints[last - needed : last]
        items = _items(text, masked, begin, shared.start(), window)
        if items:
            names, rest, opening = items
            lead = text[_phrase_start(masked, begin, opening) : opening]
            return [lead + name + rest.strip("，, ") for name in names]
    return None


def _items(
    text: str, masked: str, begin: int, end: int, window: list[re.Match[str]]
) -> tuple[list[str], str, int] | None:
    if "，" in masked[window[0].start() : window[-1].end()]:
        return None
    first_run = text[begin : window[0].start()]
    opening = _ITEM_START.match(masked[begin : window[0].start()])
    first = first_run[opening.end() :] if opening else first_run
    if opening and opening[0].endswith("、"):
        return None  # the list is longer than the numbers
    middle = [text[a.end() : b.start()] for a, b in pairwise(window)]
    rest = text[window[-1].end() : end]
    opens = window[0].start() - len(first)
    people = read_groups(masked, opens, end)
    if people:
        names = [text[group.start : group.end] for group in people[0]]
        return (names, text[people[1] : end], opens) if len(names) == len(window) + 1 else None
    model = middle[-1] if middle else first
    suffix = _common_suffix([first, *middle])
    if not middle:
        suffix = next((first[i:] for i in range(1, len(first)) if len(first) - i >= 2 and first[i:] in rest), "")
    if suffix and suffix in rest:
        cut = rest.index(suffix) + len(suffix)
    elif middle and all(len(item) == len(model) for item in middle):
        first, cut = first[-len(model) :], len(model)
    else:
        return None
    if _JOINT.match(rest[cut:]):
        return None  # and so it is here
    return [first, *middle, rest[:cut]], rest[cut:], window[0].start() - len(first)


def _phrase_start(masked: str, begin: int, end: int) -> int:
    """Where the phrase that holds ``end`` begins, not before ``begin``."""
    return max(begin, *(masked.rfind(mark, begin, end) + 1 for mark in "，,：:"))


def _common_suffix(items: list[str]) -> str:
    shortest = min(items, key=len)
    for length in range(len(shortest), 0, -1):
        if all(item.endswith(shortest[-length:]) for item in items):
            return shortest[-length:]
    return ""
