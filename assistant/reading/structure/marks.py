"""The marks of official numbering: 第一章 第三条 一、 （一） 1. (1) ① 一是, and what they look like in an address.

Source of the order: 《党政机关公文格式》 (GB/T 9704-2012, 7.3.3) for 一、（一）1.（1）; 《立法技术规范》 for 编章节条.
Decimal numbers (1.1, 1.1.1), as emergency plans and standards have them, hold the whole way from the root of their
numbering: in a path one takes the place of the number above it (“1.” → “1.1”, not “1.1.1”).

Some marks are only *possible*: “1.80周岁” may be item 1 or a decimal, “第三条为了” an article or a reference, “A、” a
letter of a list or of a word. :func:`possible_mark` gives those; whether they count shows in their neighbours
(see :mod:`assistant.reading.structure.numbering`).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_CN = "一二三四五六七八九十百零〇两"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

# Kinds from the root down; a mark closes every open one of its own rank or a lower one.
RANKS = {"part": 1, "chapter": 2, "section": 3, "article": 4, "cn": 5, "cn_paren": 6, "number": 7, "decimal": 7}
RANKS |= {"number_paren": 8, "number_close": 9, "circled": 10, "ordinal": 11, "roman": 12, "letter": 13}
# Kinds that official rules give no depth: they stand one step below what is open where their list begins.
FLOATING = frozenset({"roman", "letter"})


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the head of a line. ``kind``: a key of :data:`RANKS`; ``number``: its value; ``form``: how it stands
    in a path (“五、”, “（三）”, “9.”, “三是”, “第三条”, “1.2”); ``length``: characters that it takes in the line, with
    the spaces after it."""

    kind: str
    number: int
    form: str
    length: int

    @property
    def rank(self) -> int:
        """Depth by convention, 1 is the root."""
        return RANKS[self.kind]

    @property
    def steps(self) -> tuple[int, ...]:
        """The numbers of a mark of the 1., 1.1, 1.1.1 family, from its root; () for other kinds."""
        return tuple(int(step) for step in self.form.strip(".").split(".")) if self.rank == RANKS["number"] else ()


def chinese_number(text: str) -> int | None:
    """Value of a Chinese numeral up to 999 (“十八” → 18, “一百零三” → 103) or of digits; None for anything else."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            if digit:
                return None  # “一二”: two digits side by side are no numeral of a mark
            digit = _DIGITS[char]
        elif char == "十":
            total, digit = total + (digit or 1) * 10, 0
        elif char == "百":
            total, digit = total + (digit or 1) * 100, 0
        else:
            return None
    return total + digit


_S = r"[ \t\u3000\u00a0]{0,2}"
_HAN = r"[\u4e00-\u9fff]"
_HEAD_END = r"(?=[\s\u3000]|$)"
# What follows a chapter's number where a sentence refers to the chapter (“第二章规定的人员”).
_NO_REFERENCE = r"(?!规定[的，。；]|所[列称述]|[的和与及至或中]|第)"
# The same for an article: “第二条规定”, “第三条、第四条”, “第五条之一”, “第六条第二款”.
_NO_CITATION = rf"(?!规定|所|[的和与及至到或中内之、，,。；）)》”]|第[{_CN}\d]{{1,4}}[款项目条]|款|项|已|同时)"
# What follows “5、” where a month, a share or an age is listed (“5、6月底前”, “5、10%”).
_NO_AMOUNT = r"(?!\d{1,3}(?:\.\d+)?\s?(?:月|日|号|%|％|周?岁))"
# What follows “（二）” where a sentence refers to the item: “（二）项规定的”, “（一）至（三）”; not 项目, 条件, 目标.
_NO_ITEM = r"(?!项(?!目)|款(?!项|式)|条(?![件例块])|目(?![标的录前])|[、至和到与及或][（(第])"
# “二、三级医院”, “三、四季度”: two numbers of one thing. A heading may begin so too; its neighbours tell.
_PAIR = rf"(?!{_S}[{_CN}]{{1,3}}(?:级|季度|类|线|产业|期|批|月|年级|档|层|等|胎|孩|环|十|百|千|万))"
_NO_UNIT = r"(?![\d.．]|[%％‰]|(?:万|亿|千|百|十)|倍|个|元|[平立]方|公[里斤顷]|米|亩|吨|周?岁|名"
_NO_UNIT += r"|人(?!员|才|口)|家|小时|分)"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第{_S}([{_CN}]{{1,4}}|\d{{1,3}}){_S}编{_HEAD_END}")),
    ("chapter", re.compile(rf"第{_S}([{_CN}]{{1,4}}|\d{{1,3}}){_S}章(?=[\s\u3000]|$|{_HAN}){_NO_REFERENCE}")),
    ("section", re.compile(rf"第{_S}([{_CN}]{{1,4}}|\d{{1,3}}){_S}节{_HEAD_END}")),
    ("article", re.compile(rf"第{_S}([{_CN}]{{1,5}}|\d{{1,3}}){_S}条(?=[\s\u3000]|$|[【：:])[：:]?")),
    ("ordinal", re.compile(rf"(第[{_CN}]{{1,2}})(?:[，,：:]|、(?![{_CN}第]))")),
    ("cn", re.compile(rf"([{_CN}]{{1,3}}){_S}(?:、{_PAIR}|[.．](?!\d))")),
    ("cn_paren", re.compile(rf"[（(]?{_S}(?<![^（( \t\u3000\u00a0])([{_CN}]{{1,3}}){_S}[)）]{_NO_ITEM}[、.．]?")),
    ("cn_paren", re.compile(rf"〔{_S}([{_CN}]{{1,3}}){_S}〕{_NO_ITEM}[、.．]?")),
    ("cn_paren", re.compile(r"([㈠-㈩])")),
    ("number", re.compile(rf"(\d{{1,3}}){_S}(?:、{_NO_AMOUNT}|[.．](?!\d))")),
    ("number", re.compile(r"([⒈-⒛])")),
    ("number_paren", re.compile(rf"[（(]{_S}(\d{{1,3}}){_S}[)）]{_NO_ITEM}[、.．]?")),
    ("number_paren", re.compile(r"([⑴-⒇])")),
    ("number_close", re.compile(rf"(\d{{1,2}}){_S}[)）][、.．]?")),
    ("circled", re.compile(r"([①-⑳❶-❿➀-➉])")),
    ("ordinal", re.compile(rf"([{_CN}]{{1,2}}是)(?=[^否非的”’」])")),
)

_POSSIBLE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("section", re.compile(rf"第([{_CN}]{{1,4}})节(?={_HAN}){_NO_REFERENCE}")),
    ("article", re.compile(rf"第([{_CN}]{{1,5}}|\d{{1,3}})条(?=\S){_NO_CITATION}")),
    ("decimal", re.compile(rf"(\d{{1,2}}(?:[.．]\d{{1,2}}){{1,4}})(?![.．]?\d)[.．、]?(?=\s|{_HAN}){_NO_UNIT}")),
    ("number", re.compile(r"(\d{1,2})[.．](?=\d{1,4}(?![\d.．])\S)")),
    ("number", re.compile(rf"(\d{{1,2}})[ \t\u3000]+(?={_HAN})")),
    ("cn", re.compile(rf"([{_CN}]{{1,3}})[、，]")),
    ("ordinal", re.compile(rf"([{_CN}]{{1,2}}要)(?={_HAN})")),
    ("roman", re.compile(r"([Ⅰ-Ⅻ])(?:[、．]|\.(?!\d))")),
    ("letter", re.compile(r"[（(]([A-Za-z])[)）]")),
    ("letter", re.compile(r"([A-Za-z])(?:[、．)）]|\.(?![A-Za-z\d]))")),
)

# Numerals that stand in an address as they are printed.
_PRINTED = ("circled", "roman")
_SUFFIX = {"part": "编", "chapter": "章", "section": "节", "article": "条"}


def _form(kind: str, numeral: str) -> str:
    """How a mark stands in a path: brackets full-width, digits plain, “五.” as “五、”, “9、” as “9.”."""
    numeral = str(int(numeral)) if numeral.isdecimal() else numeral
    if kind in _SUFFIX:
        return f"第{numeral}{_SUFFIX[kind]}"
    shape = {"cn": "{}、", "cn_paren": "（{}）", "number_paren": "（{}）", "number": "{}.", "number_close": "{}）"}
    return (shape | {"roman": "{}.", "letter": "{}."}).get(kind, "{}").format(numeral)


def _value(kind: str, numeral: str) -> int | None:
    """The number that a mark's numeral means; None where it means none."""
    if kind == "decimal":
        return int(numeral.rpartition(".")[2])
    if kind == "letter":
        return ord(numeral.upper()) - ord("A") + 1
    if kind in _PRINTED:
        return int(unicodedata.numeric(numeral))
    return chinese_number(numeral.strip("第是要"))


def _numeral(kind: str, printed: str) -> str:
    """``printed`` without what only dresses it: ⑶ → 3, ㈢ → 三, ０ → 0."""
    if kind in _PRINTED:
        return printed
    plain = unicodedata.normalize("NFKC", printed)
    return plain.strip("().") if kind != "decimal" else plain


# Whatever a mark may begin with; most lines begin with something else.
_START = re.compile(rf"[第{_CN}（(〔\dA-Za-zⅠ-Ⅻ①-⒛㈠-㈩❶-❿➀-➉]")


def _read(line: str, patterns: tuple[tuple[str, re.Pattern[str]], ...]) -> Mark | None:
    if not _START.match(line):
        return None
    for kind, pattern in patterns:
        match = pattern.match(line)
        if not match:
            continue
        numeral = _numeral(kind, match[1])
        number = _value(kind, numeral)
        if number is None or number == 0:
            return None
        rest = line[match.end() :]
        return Mark(kind, number, _form(kind, numeral), match.end() + len(rest) - len(rest.lstrip(" \t\u3000")))
    return None


def parse_mark(line: str) -> Mark | None:
    """The mark that ``line`` (no spaces in front) begins with, or None.

    Dates, amounts and cross-references are none: “2018年12月底前”, “2.5%”, “第二条规定的人员”, “一是否”.
    """
    return _read(line, _PATTERNS)


def possible_mark(line: str) -> Mark | None:
    """What may be a mark at the head of ``line`` if its neighbours agree; None where :func:`parse_mark` is sure."""
    return None if _read(line, _PATTERNS) else _read(line, _POSSIBLE)


_FORM = re.compile(
    rf"第(?:[{_CN}]+|\d+)[编章节条]?|[{_CN}]+、|（(?:[{_CN}]+|\d+)）|\d+\.|\d+(?:\.\d+)+|\d+）|[①-⑳❶-❿➀-➉]|[{_CN}]+[是要]"
    r"|[Ⅰ-Ⅻ]\.|[A-Za-z]\."
)


def document_of(path: tuple[str, ...]) -> str | None:
    """The document of a file that a path stands in: its annex, or the title of a later document; None for the first."""
    return path[0] if path and not _FORM.fullmatch(path[0]) else None


def label_of(path: tuple[str, ...]) -> str:
    """The address of a path: marks joined, a document parted from what stands in it by “/”, a final dot dropped."""
    document = document_of(path)
    marks = "".join(path[1:] if document else path).removesuffix(".")
    return f"{document}/{marks}" if document and marks else document or marks
