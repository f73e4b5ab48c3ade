"""The clauses that a question names by number: “陕西第（八）条”, “四、三是”, “第10条第3句”, “section 4(3)”.

Only the words are read here; which clause of a notice they mean is :mod:`assistant.answering.exact`'s work. What looks
like an address and is none: “第三方责任”, “第1个单位”, “三个一”, “（2022）”, “37种”, a pasted heading (“（八）加强人才
队伍”), a list in the question itself (“（一）谁牵头（二）何时报送”).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.reading.structure.marks import chinese_number

_CN = "一二三四五六七八九十百零〇两"
_N = rf"(?:[{_CN}]{{1,5}}|\d{{1,3}})"
# Units behind “第…” and the form of step that they make; the first that fits wins.
_UNITS = {"自然段": "paragraph", "部分": "division", "段": "paragraph", "句": "sentence", "款": "subparagraph"}
_UNITS |= {"编": "part", "章": "chapter", "节": "section", "条": "article", "项": "item", "点": "item", "目": "item"}
_UNIT = r"大?部分|[大小]?[条点项]|[编章节款目]|自然段|段|句"
_PARTS = frozenset(("paragraph", "subparagraph", "sentence"))
_UNITS_EN = {"clause": "article", "article": "article", "art.": "article", "item": "item", "point": "item"}
_UNITS_EN |= {"task": "item", "section": "division", "sec.": "division", "part": "division", "chapter": "division"}
_UNITS_EN |= {"paragraph": "paragraph", "para.": "paragraph", "sentence": "sentence", "annex": "annex"}
_ORDINALS = (
    "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth"
    "|sixteenth|seventeenth|eighteenth|nineteenth|twentieth"
)
_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen"
    "|nineteen|twenty"
)
_VALUES_EN = {word: value for words in (_ORDINALS, _NUMBERS) for value, word in enumerate(words.split("|"), 1)}
_UNIT_EN = r"clause|article|art\.|item|point|task|section|sec\.|part|chapter|paragraph|para\.|sentence|annex"
# Forms that stand for an address without more; the others need a question that asks for the text, or nothing else.
_SURE = frozenset(("article", "chapter", "paren", "division"))
LAST = -1

# What may stand behind “（八）” where it is an address; a heading pasted with its mark goes on with its own words.
_GOES_ON = (
    r"(?=\s*(?:$|[?,。;:!、()“”\"'\[\]A-Za-z\d第的里中下呢写讲说是谁由原内怎什啥哪吗全咋如叫管牵这那和与及至到跟都最末首—-]"
    r"|条款|任务|规定|要求|责任|负责|配合|主要|具体|有[什哪没几啥]|[一-十]{1,2}是|关于什么|标题|分别|各自|各[写说讲是有]))"
)
_ENDS = r"(?=\s*(?:$|[?,。;:!的里中下呢写讲说是谁由原内怎什啥哪吗全咋和与及至到跟都最末首—-]|[A-Za-z]))"
# “第三条生命线”, “第一款疫苗”: counted, not numbered.
_COUNTED = (
    r"(?!\s*(?:[件例款线课]|生命|防线|战线|[道铁马公]路|高速|公交|地铁|有轨|航线|途径|渠道|短信|消息|新闻|疫苗|产品|检查|手术|资金"
    r"|建议|人[员群口]?))"
)
_GOING_ON = re.compile(_GOES_ON)

_TOKEN = re.compile(
    rf"第?\s*\(\s*(?P<paren>{_N})\s*\)\s*(?:(?P<paren_unit>[条款项点目章节]|部分)|{_GOES_ON})"
    rf"|(?<=[、.条章分{_CN}])\(\s*(?P<inner>{_N})\s*\)[条款项点目]?"
    rf"|第\s*(?P<number>{_N})\s*(?P<unit>{_UNIT}){_COUNTED}"
    rf"|(?<![第\d{_CN}])(?P<cn>[{_CN}]{{1,3}})\s*[、.]\s*(?=\(\s*{_N}\s*\)|第\s*{_N}\s*[条项点])"
    rf"|(?<![第\d{_CN}])(?P<above>[{_CN}]{{1,3}})\s*[、.]\s*(?P<below>[{_CN}]{{1,2}}|\d{{1,3}})(?:(?P<is>是)(?!否)|{_ENDS})"
    rf"|(?<![第\d{_CN}])(?P<alone>[{_CN}]{{1,3}})、(?=\s*(?:$|[?。\"”'写讲说是的里中呢怎咋原内那这]))"
    rf"|第?(?<![\d.{_CN}])(?P<bare>{_N})\s*(?=\(\s*{_N}\s*\))"
    rf"|(?<![{_CN}唯之统同单其万不前后每任都但还就的])(?P<ordinal>[{_CN}]{{1,2}})是(?!否|指|为)"
    rf"|(?<=\))\s*[、.]?\s*(?P<tail>\d{{1,3}})[.、]?(?:[条点]|{_ENDS})"
    r"|(?P<circled>[①-⑳])"
    r"|(?P<edge>最后|末尾|[末首])一?(?P<edge_unit>段|句)"
    rf"|(?P<annex>附件)(?:\s*(?P<annex_number>{_N})(?![\d{_CN}个份]))?"
    rf"|\b(?P<unit_en>{_UNIT_EN})s?\s*(?:no\.?\s*)?\(?(?P<number_en>\d{{1,3}}|{_NUMBERS})\b(?!%)\)?"
    r"(?P<below_en>(?:\s?\(\d{1,3}\)|\.\d{1,2}(?!\d))*)"
    rf"|\b(?P<ordinal_en>{_ORDINALS}|last|\d{{1,2}}(?:st|nd|rd|th))\s+(?P<ordinal_unit>{_UNIT_EN})\b",
    re.I,
)
_JOINED = re.compile(r"\s*(?:[的之]|里面?的?|[中下]的?|[,、·/.])?\s*")
_LISTED = re.compile(r"\s*(?:和|及|以及|与|跟|、|,|and|&)\s*", re.I)
_RANGE = re.compile(r"\s*(?:至|到|[-—–~]+|to)\s*", re.I)
# “第1-3条” is short for “第1条至第3条”.
_SHORT_RANGE = re.compile(rf"第\s*(?P<first>{_N})\s*(?:至|到|[-—–~])\s*(?:第\s*)?(?P<last>{_N})\s*(?P<unit>{_UNIT})")
_OF_EN = re.compile(r"\s+(?:of|in|under)\s+(?:the\s+)?", re.I)
_MAX_RANGE = 12
_AFTER_ZH = re.compile(r"\s*话?(?:之后|以后|后面|往后|后|之外|以外)")
_AFTER_EN = re.compile(r"\b(?:after|beyond|following|besides|except)\s+(?:its|the)?\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Step:
    """One mark of an address.

    ``form``: ``annex``, ``part`` (编), ``chapter``, ``section``, ``article``, ``division`` (部分), ``cn`` (四、),
    ``paren``, ``number``, ``item``, ``ordinal`` (三是) or ``circled``; ``number``: its value, 0 for an annex without
    one; ``exact``: the form is meant as said (“（八）”), not only the number (“(8)”, “clause 8”).
    """

    form: str
    number: int
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """What of a clause is wanted. ``kind``: ``paragraph``, ``subparagraph`` (款), ``sentence`` or ``after`` (all behind
    that sentence); ``number`` from 1, or :data:`LAST`."""

    kind: str
    number: int


@dataclass(frozen=True, slots=True)
class Address:
    """``steps`` from the outermost to the innermost; ``start``, ``end``: where it stands in the plain question;
    ``sure``: its form alone tells that it is an address."""

    steps: tuple[Step, ...]
    parts: tuple[Part, ...]
    start: int
    end: int
    sure: bool


def plain(question: str) -> str:
    """``question`` with one width and shape of digits, brackets and punctuation; circled numbers are kept."""
    folded = (c if "①" <= c <= "⑳" else unicodedata.normalize("NFKC", c) for c in question)
    text = "".join(folded).replace("〔", "(").replace("〕", ")").replace("【", "[").replace("】", "]")
    return _SHORT_RANGE.sub(r"第\g<first>\g<unit>至第\g<last>\g<unit>", text)


def goes_on(text: str, position: int) -> bool:
    """Whether what stands at ``position`` goes on from an address: the end or a word of asking, no noun."""
    return _GOING_ON.match(text, position) is not None


def find_addresses(text: str) -> tuple[Address, ...]:
    """The addresses in ``text`` (as :func:`plain` gives it), in order; a part of no clause makes one without steps."""
    found: list[Address] = []
    for token in _tokens(text):
        before = found[-1] if found else None
        gap = text[before.end : token.start] if before else ""
        if before and _continues(before, token, gap):
            steps = (*before.steps, *token.steps)
            found[-1] = Address(
                steps, (*before.parts, *token.parts), before.start, token.end, before.sure or token.sure
            )
        elif before and before.steps and _RANGE.fullmatch(gap) and _same_form(before, token):
            found += _between(before, token)
        elif before and before.steps and token.steps and _OF_EN.fullmatch(gap) and token.steps[0].form == "division":
            found[-1] = Address((*token.steps, *before.steps), before.parts, before.start, token.end, True)
        else:
            found.append(_with_parents(before, token, gap))
    return _attach_parts(_without_lists([a for a in found if a.steps or a.parts], text))


def _continues(before: Address, token: Address, gap: str) -> bool:
    """Whether ``token`` goes on where ``before`` ends: another kind of mark, or a part, with nothing between."""
    if not _JOINED.fullmatch(gap):
        return False
    if not token.steps:
        return bool(before.steps) or before.parts[-1].kind != token.parts[0].kind
    return bool(before.steps) and token.steps[0].form not in {step.form for step in before.steps}


def _same_form(first: Address, second: Address) -> bool:
    return bool(second.steps) and first.steps[-1].form == second.steps[-1].form and not first.parts


def _between(first: Address, last: Address) -> list[Address]:
    """“（八）至（十）”: what follows ``first``, ``last`` included."""
    begin, end = first.steps[-1].number, last.steps[-1].number
    numbers = range(begin + 1, min(end, begin + _MAX_RANGE) + 1)
    return [replace(last, steps=(*first.steps[:-1], replace(first.steps[-1], number=n))) for n in numbers] or [last]


def _with_parents(before: Address | None, token: Address, gap: str) -> Address:
    """“五、（一）和（三）”: the second stands in 五、 too."""
    if before and token.steps and _LISTED.fullmatch(gap):
        forms = [step.form for step in before.steps]
        if token.steps[0].form in forms[1:]:
            above = before.steps[: forms.index(token.steps[0].form)]
            return replace(token, steps=(*above, *token.steps), sure=token.sure or before.sure)
    return token


def _without_lists(found: list[Address], text: str) -> list[Address]:
    """Without the marks of a list that the question itself is: （一）…（二）…, 一是…二是… with words of their own
    between."""
    marks = [address for address in found if [step.form for step in address.steps] in (["paren"], ["ordinal"])]
    numbers = [address.steps[0].number for address in marks]
    gaps = [text[first.end : second.start] for first, second in pairwise(marks)]
    told_apart = any(not (_LISTED.fullmatch(gap) or _RANGE.fullmatch(gap) or not gap) for gap in gaps)
    is_list = len(marks) > 1 and numbers == list(range(1, len(numbers) + 1)) and told_apart
    return [address for address in found if address not in marks] if is_list else found


def _attach_parts(found: list[Address]) -> tuple[Address, ...]:
    """A part named apart from its clause (“sentence 3 of clause 10”) goes to the clause beside it."""
    loose = tuple(part for address in found if not address.steps for part in address.parts)
    addressed = [address for address in found if address.steps]
    if not addressed or not loose:
        return tuple(addressed or found)
    return (replace(addressed[0], parts=(*loose, *addressed[0].parts)), *addressed[1:])


# --- tokens ------------------------------------------------------------------------------------------------------


def _tokens(text: str) -> Iterator[Address]:
    """Every mark or part named in ``text``, each an address of its own."""
    for match in _TOKEN.finditer(text):
        steps, parts = _read_zh(match, text) if not (match["unit_en"] or match["ordinal_en"]) else _read_en(match, text)
        if any(step.number <= 0 and step.form != "annex" for step in steps):
            continue  # “十四五（二）”: no numeral
        if steps or parts:
            sure = any(step.form in _SURE and (step.form != "paren" or step.exact) for step in steps)
            sure = sure and (match["unit_en"] or "").lower() != "part"
            yield Address(steps, parts, match.start(), match.end(), sure or len(steps) > 1)


def _value(numeral: str) -> int:
    return chinese_number(numeral) or 0


def _read_zh(match: re.Match[str], text: str) -> tuple[tuple[Step, ...], tuple[Part, ...]]:
    kind = match.lastgroup and next(name for name, words in match.groupdict().items() if words is not None)
    if kind in ("paren", "inner"):
        return (Step("paren", _value(match[kind]), not match[kind].isdecimal()),), ()
    if kind == "number":
        return _numbered(match["unit"], _value(match["number"]), match, text)
    if kind == "above":
        below = Step("ordinal" if match["is"] else "item", _value(match["below"]), bool(match["is"]))
        return (Step("cn", _value(match["above"])), below), ()
    if kind == "edge":
        number = 1 if match["edge"] == "首" else LAST
        return (), (Part("paragraph" if match["edge_unit"] == "段" else "sentence", number),)
    if kind == "annex":
        return (Step("annex", _value(match["annex_number"] or "0")),), ()
    if kind == "circled":
        return (Step("circled", int(unicodedata.numeric(match["circled"]))),), ()
    form = {"cn": "cn", "alone": "cn", "bare": "cn", "ordinal": "ordinal", "tail": "number"}[kind or ""]
    return (Step(form, _value(match[kind or ""]), form != "cn"),), ()


def _numbered(unit: str, number: int, match: re.Match[str], text: str) -> tuple[tuple[Step, ...], tuple[Part, ...]]:
    """“第8条”, “第2款”, “第3句”."""
    form = next(form for suffix, form in _UNITS.items() if unit.endswith(suffix))
    if unit.startswith("大"):
        form = "division"
    if form not in _PARTS:
        return (Step(form, number, False),), ()
    after = form == "sentence" and _AFTER_ZH.match(text, match.end())
    return (), (Part("after" if after else form, number),)


def _read_en(match: re.Match[str], text: str) -> tuple[tuple[Step, ...], tuple[Part, ...]]:
    unit = (match["unit_en"] or match["ordinal_unit"]).lower()
    words = (match["number_en"] or match["ordinal_en"]).lower()
    number = LAST if words == "last" else _VALUES_EN.get(words) or int(re.sub(r"\D", "", words))
    form = _UNITS_EN[unit]
    if form in _PARTS:
        after = form == "sentence" and _AFTER_EN.search(text, 0, match.start())
        return (), (Part("after" if after else form, number),)
    below = re.findall(r"\d+", match["below_en"] or "")
    return (Step(form, number, False), *(Step("item", int(n), False) for n in below)), ()
