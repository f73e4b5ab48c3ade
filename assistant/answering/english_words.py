"""The English words of a statement: what they say, and the Chinese beside them that bears it.

Numbers with their units, bounds, periods, force, negation, names and terms are looked for in the Chinese one kind after
the other. What is left must be words without a content of their own: a word that nothing bears is not let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.cited import Cited
from assistant.answering.matching import fold
from assistant.answering.polarity import denies, grants
from assistant.answering.verbatim import DECIMAL, one_form
from assistant.reading.facts.numerals import parse_number

# Words without a content of their own. No negation, number, bound, name or force is among them.
_FILLERS = frozenset((
    "a", "also", "an", "and", "are", "as", "at", "be", "been", "both", "by", "do", "does", "for", "from", "in",
    "into", "is", "it", "its", "of", "on", "or", "per", "rule", "rules", "s", "said", "say", "says", "such", "text",
    "that", "the", "their", "them", "there", "these", "they", "this", "those", "to", "unit", "units", "when", "where",
    "which", "who", "whom", "whose", "with",
))  # fmt: skip
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
# “may” is the month only beside a day, a year or a word of time.
_MONTH = re.compile(
    rf"\b(?:{'|'.join(name for name in _MONTHS if name != 'may')}|may(?=,? \d)|(?<=\d )may"
    r"|(?<=\bin )may|(?<=\bof )may|(?<=\bby )may)\b",
    re.I,
)
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip
_VALUES = {word: value for value, word in enumerate(_SMALL)} | {
    "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
    "ninety": 90, "hundred": 100, "twice": 2, "once": 1, "both": 2,
}  # fmt: skip
_UNIT = (
    r"(?:\s*[-–]?\s*(?P<unit>%|‰|per ?cent|years? old|weeks?|months?|quarters?|years?|days?|hours?|working days?"
    r"|times?))?"
)
_NUMBER = re.compile(
    r"(?<![\w.])(?P<number>\d[\d,]*(?:\.\d+)?|"
    + "|".join(sorted(_VALUES, key=len, reverse=True))
    + rf")(?![\w]){_UNIT}",
    re.I,
)
_UNIT_KINDS = {"percent": "%", "per cent": "%", "year old": "year", "years old": "year"}
# “one” and “both” are words more often than numbers.
_LOOSE = frozenset(("one", "both", "once"))
_CHINESE_UNITS = {
    "%": "%", "‰": "‰", "week": "个?(?:周(?!岁)|星期)", "month": "个?月", "quarter": "个?季", "year": "年|周?岁|学年",
    "day": "[天日]", "working day": "个?工作日", "hour": "个?(?:小时|钟头)", "time": "次",
}  # fmt: skip
_CHINESE_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十两百千]+")

# How often: the English, the Chinese, and the ISO 8601 form that a time limit read from the text has.
_PERIODS = tuple(
    (re.compile(english, re.I), re.compile(chinese), iso)
    for english, chinese, iso in (
        (r"\b(?:every|each|per|a) day\b|\bdaily\b", r"每日|每天|日常|天天|日报", "R/P1D"),
        (r"\b(?:every|each|per|a) week\b|\bweekly\b", r"每周|每星期|周报", "R/P1W"),
        (r"\b(?:every|each|per|a) month\b|\bmonthly\b", r"每月|每个月|按月|月报|月度", "R/P1M"),
        (r"\b(?:every|each|per|a) quarter\b|\bquarterly\b", r"每季|每个季度|按季|季报|季度|每(?:三|3)个月", "R/P3M"),
        (r"\b(?:every )?half[- ]year(?:ly)?\b|\bsemi-?annual(?:ly)?\b", r"半年|(?:六|6)个月", "R/P6M"),
        (r"\b(?:every|each|per|a) year\b|\bannual(?:ly)?\b|\byearly\b", r"每年|每一年|按年|逐年|年度|全年", "R/P1Y"),
    )
)
_MUST_WORDS = r"\b(?:must|shall|mandatory|obliged|have to|has to|(?<!not )required)\b"
_MUST = re.compile(_MUST_WORDS, re.I)
# Kind of wording: its English, and the Chinese of which one must stand in the text.
_WORDINGS = tuple(
    (re.compile(english, re.I), re.compile(chinese))
    for english, chinese in (
        (r"\bhalf\b", r"半|50%"),
        (r"\bwithin\b", r"内|前"),
        (r"\b(?:before|by the end of|no later than)\b", r"前|底|止"),
        (r"\bafter\b", r"后"),
        (_MUST_WORDS, r"应|必须|须|不得|务必|(?<![需重主必])要(?![求素点])"),
        (r"\b(?:may|can|permitted|allowed|optional|entitled|eligible)\b", r"可|允许|享受|有权|免|实行|给予"),
        (r"\bencourage[sd]?\b", r"鼓励|支持|提倡|倡导|引导|探索"),
        (r"\bonly\b", r"只|仅|限"),
        (r"\ball\b", r"所有|全部|全体|一律|各|均|全|都|每"),
        (r"\bfree\b(?! of)", r"免费|无偿|免收|免交|不收"),
    )
)  # fmt: skip
_BOUND = re.compile(
    r"(?:(?P<least>\bat least|\bno (?:less|fewer) than|\bnot (?:less|fewer|lower|below) than|\bminimum of)"
    r"|(?P<most>\bat most|\bno more than|\bnot (?:more|higher) than|\bnot exceed(?:ing)?|\bup to|\bmaximum of)"
    r"|(?P<more>(?<!no )(?<!not )\b(?:more|higher) than|\bover|\babove|(?<!not )\bexceed(?:s|ing)?)"
    r"|(?P<less>(?<!no )(?<!not )\b(?:less|fewer|lower) than|\bbelow|\bunder))\s+(?P<number>\d[\d,]*(?:\.\d+)?)",
    re.I,
)
# Each bound as targets have it, and what stands before a number, and behind it.
_CHINESE_BOUNDS = {
    "least": (">=", "不少于|不低于|不小于|至少|达到?|≥|不得少于|不得低于", "以上|及以上"),
    "most": ("<=", "不超过|不高于|不多于|至多|控制在|不大于|≤|最高|不得超过|不得高于", "以下|以内|之内"),
    "more": (">", "(?<!不)(?<!得)(?:超过|高于|大于|多于)", "以上"),
    "less": ("<", "(?<!不)(?<!得)(?:低于|少于|小于)", "以下"),
}
_NEGATIVE = re.compile(
    r"\bnot?\b|n't\b|\bcannot\b|\bnever\b|\bneither\b|\bnor\b|\bwithout\b|\bexcept|\bexclud|\bineligible|\bprohibit|"
    r"\bforbid|\bbanned?\b|\bexempt|\bwaive|\bfree of\b|\bunless\b|\bother than\b|\bdenied\b|\bbarred\b",
    re.I,
)
# A gist says in a few words what the quote says; more words are a sentence that must turn where the Chinese turns.
_MAX_GIST_WORDS = 6
# The force of the words as the program puts it, and the Chinese that has it.
_FORCE = (
    (re.compile(r"\bpermitted, not required\b", re.I), re.compile(r"可|允许")),
    (re.compile(r"\bencouraged, not required\b", re.I), re.compile(r"鼓励|支持|提倡|倡导|引导|探索")),
)


def unsupported(plain: str, quotes: Sequence[str], cited: Cited, *, is_gist: bool) -> str | None:
    """What of the English words the Chinese ``quotes`` do not say. What they do say is taken out, step by step; in the
    end nothing may be left but words without a content of their own."""
    chinese = "\n".join(map(one_form, quotes))
    forces = {fact.force for fact in cited.entitlements}
    for words, force in _FORCE:
        if words.search(plain) and force.search(chinese):
            plain = words.sub(" ", plain)
    if _MUST.search(plain) and forces and "must" not in forces:
        return "原文没有要求必须如此"
    reason = _miscounted(plain, chinese, cited)
    if reason:
        return reason
    plain = _MONTH.sub(" ", _NUMBER.sub(" ", _BOUND.sub(" ", plain)))
    for words, wanted, iso in _PERIODS:
        match = words.search(plain)
        if match and not (wanted.search(chinese) and (iso in cited.periods or not cited.periods)):
            return f"原文没有：{match[0]}"
        plain = words.sub(" ", plain)
    for words, wanted in _WORDINGS:
        match = words.search(plain)
        if match and not wanted.search(chinese):
            return f"原文没有：{match[0]}"
        plain = words.sub(" ", plain)
    reason = _turned(plain, quotes, is_gist=is_gist)
    return reason or _names(_NEGATIVE.sub(" ", plain), cited, is_gist=is_gist)


def _miscounted(plain: str, chinese: str, cited: Cited) -> str | None:
    """A number, with its unit or its bound, that the Chinese does not say."""
    said = set(_chinese_numbers(chinese))
    unsaid = next((pair for pair in _numbers(plain) if pair not in said), None)
    if unsaid:
        return f"原文没有这个数字：{' '.join(unsaid).rstrip()}"
    unbound = next((bound for bound in _BOUND.finditer(plain) if not _is_bound(bound, chinese, cited)), None)
    return f"原文没有：{unbound[0]}" if unbound else None


def _numbers(plain: str) -> Iterator[tuple[str, str]]:
    """(value, kind of unit) of every number in English."""
    for match in _MONTH.finditer(plain):
        yield str(_MONTHS.index(match[0].lower()) + 1), "month"
    for match in _NUMBER.finditer(plain):
        words, unit = match["number"].lower(), (match["unit"] or "").lower()
        if words in _LOOSE and not unit:
            continue
        value = str(_VALUES[words]) if words in _VALUES else words.replace(",", "").rstrip(".")
        yield value, _UNIT_KINDS.get(unit, unit.rstrip("s"))


def _chinese_numbers(chinese: str) -> Iterator[tuple[str, str]]:
    """(value, kind of unit) of every number in Chinese, and (value, "") for all but shares."""
    plain = chinese.replace(DECIMAL, ".")
    for match in _CHINESE_NUMBER.finditer(plain):
        value = match[0] if match[0][0].isdigit() else str(parse_number(match[0]))
        kinds = [kind for kind, words in _CHINESE_UNITS.items() if re.compile(words).match(plain, match.end())]
        yield from ((value, kind) for kind in kinds)
        if not {"%", "‰"} & set(kinds):
            yield value, ""


def _is_bound(bound: re.Match[str], chinese: str, cited: Cited) -> bool:
    """Whether the text, or a target read from it, sets this very bound to this very number."""
    kind = next(name for name, words in bound.groupdict().items() if words and name != "number")
    comparator, before, behind = _CHINESE_BOUNDS[kind]
    if any((target.comparator, target.number) == (comparator, bound["number"]) for target in cited.targets):
        return True
    number = re.escape(bound["number"].replace(",", ""))
    pattern = rf"(?:{before})[^,;。\d]{{0,4}}{number}(?!\d)|(?<![\d.]){number}[^\d,;。]{{0,4}}?(?:{behind})"
    return re.search(pattern, chinese.replace(DECIMAL, ".")) is not None


def _turned(plain: str, quotes: Sequence[str], *, is_gist: bool) -> str | None:
    """Where the English denies what the Chinese grants, or the reverse. A gist denies nothing: its quote does."""
    negative = _NEGATIVE.search(plain)
    denied = next(filter(None, map(denies, quotes)), None)
    granted = any(map(grants, quotes))
    if negative and (is_gist or not denied or granted):
        return f"原文没有这个否定：{negative[0]}"
    is_sentence = len(_LATIN_WORD.findall(plain)) > _MAX_GIST_WORDS
    if is_sentence and denied and not granted and not negative:
        return f"漏了原文的否定：{denied}"
    return None


def _names(plain: str, cited: Cited, *, is_gist: bool) -> str | None:
    """What the words that remain name and the Chinese does not: a term, a place, any other word with a content. In a
    gist before a quote (“at least 90%: “…””) no other word is borne; the plain words of the glossary are hints."""
    glossary, gazetteer = cited.knowledge.glossary, cited.knowledge.gazetteer
    texts = fold("\n".join(cited.texts))
    borne: list[tuple[int, int]] = []
    for mention in glossary.find(plain):
        if mention.term.kind in ("group", "department"):
            return f"英文名旁没有中文：{mention.words}"
        if not any(fold(spelling) in texts for spelling in glossary.expand(mention.term)):
            return f"原文没有：{mention.words}"
        borne.append((mention.start, mention.end))
    own = {notice.place for notice in cited.notices}
    for found in gazetteer.find(plain):
        if not any(place.name in own or fold(place.name) in texts for place in found.places):
            return f"原文没有：{found.words}"
        borne.append((found.start, found.end))
    for start, end, chinese in () if is_gist else glossary.find_words(plain):
        if any(fold(words) in texts for words in chinese) and not any(map(cited.is_name, chinese)):
            borne.append((start, end))
    for word in re.finditer(r"[A-Za-z]+(?:['’-][A-Za-z]+)*", plain):
        known = any(start <= word.start() and word.end() <= end for start, end in borne)
        if not known and word[0].lower() not in _FILLERS:
            return f"英文无法与原文核对：{word[0]}"
    return None
