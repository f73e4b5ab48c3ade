"""Numbers to reach or keep to in one paragraph: what, comparator, number, unit.

A target is a number with a unit: a percentage, money, or a count (1所, 3名, 30种). The comparator follows the words around
it (不少于, 至少, …以上, 不得超过, 达到); a bare count is ``=``. Dates, lengths of time, ages, document numbers, ranks, names in
quotation marks (“12345”工作模式) and Chinese numerals in set phrases (三个协同) are none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.reading.numerals import ARABIC, CHINESE, GAP
from assistant.reading.sentences import SentenceMap, Span, Unit, match_brackets, trim
from assistant.records import Target

# Longer than any sentence that could be quoted; of such a text only its phrases are.
_MAX_QUOTE_CHARS = 320

_PERCENT = r"[%％‰]|个百分点|个基点"
_MONEY = r"(?:万|亿|千|百)?元(?:/[\u4e00-\u9fff]{1,2}(?:/[\u4e00-\u9fff]{1,2})?)?"
_MEASURE = (
    r"万亩|亿亩|亩|万亿斤|亿斤|万斤|公斤|斤|万吨|亿吨|吨|平方米|平方公里|公里|㎡|米|万人次|人次|万人|万户|万名|所|家|个|名|人(?![民口员类才均])|种|张|件|套|台|辆"
    r"|户|项|处|条|支|座|间|床|例|门|部|篇|次|倍|头|只|批|岗"
)
_AMOUNT = rf"(?P<number>{ARABIC}(?:(?:{GAP}(?:[-—–－~～至]|——){GAP}|(?:[%％])[-—–－~～至]){ARABIC})?)"
_CHINESE_AMOUNT = rf"(?P<number>{CHINESE})"
_TAIL = r"(?P<tail>(?:及|或)?以上|(?:及)?以下|以内|之内|左右)?"
_PATTERN = re.compile(
    rf"(?<![0-9０-９.．第])(?:{_AMOUNT}){GAP}(?P<unit>{_PERCENT}|{_MONEY}|{_MEASURE}){GAP}{_TAIL}"
    rf"|百分之(?P<share>{CHINESE}|{ARABIC}){_TAIL.replace('tail', 'share_tail')}"
    rf"|(?<=[一-鿿])(?P<chinese>{CHINESE})(?P<chinese_unit>所|家|名|张|台|辆|人(?![民口员类才均]))(?P<chinese_tail>以上|以下|以内)?"
)
# The words in front of a number that compare. Order matters: 不低于 before 低于.
_COMPARATORS: tuple[tuple[str, str], ...] = (
    (">=", r"不(?:得)?(?:低于|少于|小于|短于)|至少|最低|最少|起步"),
    ("<=", r"不(?:得)?(?:超过|高于|大于|多于|超出)|最高|最多|至多|上限|控制在|限额|封顶|以内"),
    (">", r"超过|高于|多于|大于|突破|超"),
    ("<", r"低于|少于|小于|不足|不到"),
    (">=", r"达到|达(?![标成])|提高到|提高至|提升到|提升至|增加到|增加至|扩大到|扩大至|保持在|稳定在"),
    ("<=", r"降低到|降低至|降至|降到|压减到|压缩到"),
)
_COMPARING = re.compile("|".join(f"(?P<c{i}>{words})" for i, (_, words) in enumerate(_COMPARATORS)))
_MAX_COMPARING_GAP_CHARS = 14
_TAIL_COMPARATOR = {"以上": ">=", "以下": "<=", "以内": "<=", "之内": "<="}

# What stands right before a number and makes it a rate's base, a rank or part of a date; right after: a name or an age.
_NOT_BEFORE = re.compile(r"(?:每|第|〔|\[|电话|热线|邮编|[-—–－~～/+＋A-Za-z])$")
_NOT_AFTER = re.compile(r"(?:部门|部委|委局|周岁|岁|月|年|日|号|第三方)|[^，。；]{0,4}(?:部门|部委局?|委办局)")
_NAMES = re.compile(r"[“‘《〈〔]")
_ACT = re.compile(r"每|各|办好|建好|建成|建设|设置|设立|设|配备|配齐|有|打造|培育|新建|组建|选派|派驻|培训|创建|达到|至少|不少于|不低于|不超过")
_RATE_NOUN = re.compile(r"(?:率|比例|比重|占比|覆盖面|水平|额|总额|规模|面积|产量|数量|费用|费率|标准|投入|经费|收入|成本|价格|金额|上限|限额|增速)(?:的)?$")

_LEAD = re.compile(
    r"(?:[ \u3000]|力争|确保|努力|争取|实现|推动|推进|促进|使|其中|同时|并|且|要|应当|应|须|需|到[0-9]{4}年(?:底|末)?|[0-9]{4}年(?:底|末)?|[，,、])+"
)
_BEFORE_NUMBER = re.compile(
    r"(?:年均|平均)?(?:要|应|应当|须|需|可|将|均|都|也|分别|基本|全部|总计|合计|共|仅|就|总体|总量|原则上|逐步|累计|力争)*"
    r"(?:达到|达|为|是|有|在|提高|提升|增加|增长|下降|降低|减少|扩大|保持|稳定|控制|占|超过|补贴|补助|给予|上浮|下浮)?(?:到|至|在)?$"
)


class _Found(NamedTuple):
    start: int
    end: int
    number: str
    unit: str
    tail: str | None


def find_targets(text: str) -> tuple[Target, ...]:
    """The targets in ``text``, one paragraph (squeezed), in order; positions count in ``text``."""
    sentences = SentenceMap(text)
    names = _name_spans(text)
    found = [amount for amount in map(_found, _PATTERN.finditer(text)) if _is_target(text, amount, names)]
    targets: list[Target] = []
    index = 0
    while index < len(found):
        series = _series(text, found, index)
        targets.extend(_targets(sentences, series))
        index += len(series)
    return tuple(targets)


def _found(match: re.Match[str]) -> _Found:
    if match["share"]:
        return _Found(match.start(), match.end(), match["share"], "百分之", match["share_tail"])
    if match["chinese"]:
        return _Found(match.start(), match.end(), match["chinese"], match["chinese_unit"], match["chinese_tail"])
    return _Found(match.start(), match.end(), match["number"], match["unit"], match["tail"])


def _name_spans(text: str) -> list[Span]:
    """Quoted names, titles and document numbers, whose numbers are no targets."""
    return [Span(start, end) for start, end in sorted(match_brackets(text).items()) if _NAMES.match(text[start])]


def _is_target(text: str, amount: _Found, names: list[Span]) -> bool:
    while names and names[0].end < amount.start:
        names.pop(0)
    if any(name.start < amount.start < name.end for name in names[:3]):
        return False
    before = text[max(0, amount.start - 12) : amount.start]
    after = text[amount.end : amount.end + 10]
    if _NOT_BEFORE.search(before.rstrip()) or _NOT_AFTER.match(after):
        return False
    if amount.unit in ("人", "户", "名") and after.startswith("的"):
        return False  # 不足5000名的: a condition
    if re.fullmatch(CHINESE, amount.number) and amount.unit != "百分之":
        return bool(_ACT.search(text[max(0, amount.start - 16) : amount.start])) and not before.endswith("等")
    return True


def _series(text: str, found: list[_Found], index: int) -> list[_Found]:
    """The amounts that stand side by side from ``index`` on: 2.5%、5%、10%."""
    series = [found[index]]
    for amount in found[index + 1 :]:
        if text[series[-1].end : amount.start] not in ("、", "和", "或", "及") or amount.unit != series[0].unit:
            break
        series.append(amount)
    return series


def _targets(sentences: SentenceMap, series: list[_Found]) -> list[Target]:
    text = sentences.text
    unit = sentences.around(series[0].start)
    quote = _quote(sentences, unit, Span(series[0].start, series[-1].end))
    comparator = _comparator(text, unit, series[0])
    whats = _shared_out(text, unit, series) if len(series) > 1 else None
    if whats is None:
        whats = [_what(text, unit, amount) for amount in series]
    return [
        Target(what, _own_comparator(amount) or comparator, amount.number, amount.unit, text[quote.start : quote.end], *quote)
        for what, amount in zip(whats, series, strict=True)
        if what
    ]


def _quote(sentences: SentenceMap, unit: Unit, amounts: Span) -> Span:
    half = trim(sentences.text, unit.half)
    if half.end - half.start <= _MAX_QUOTE_CHARS:
        return Span(min(half.start, amounts.start), max(half.end, amounts.end))
    phrase = trim(sentences.text, unit.phrase)
    if phrase.end - phrase.start <= _MAX_QUOTE_CHARS:
        return Span(min(phrase.start, amounts.start), max(phrase.end, amounts.end))
    return amounts


def _own_comparator(amount: _Found) -> str | None:
    return _TAIL_COMPARATOR.get((amount.tail or "").removeprefix("及").removeprefix("或"))


def _comparator(text: str, unit: Unit, amount: _Found) -> str:
    """From the last comparing words shortly before the number, else ``=``."""
    begin = max(unit.phrase.start, amount.start - _MAX_COMPARING_GAP_CHARS)
    last = None
    for match in _COMPARING.finditer(text, begin, amount.start):
        last = match
    if last is None or re.search(r"[、；;]", text[last.end() : amount.start]):
        return "="
    return _COMPARATORS[int((last.lastgroup or "c0")[1:])][0]
