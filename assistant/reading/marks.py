"""The marks of official numbering: 第一章 第三条 一、 （一） 1. (1) ① 一是, and what they look like in an address.

Source of the order: 《党政机关公文格式》 (GB/T 9704-2012, 7.3.3) for 一、（一）1.（1）; 《立法技术规范》 for 编章节条.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_CN = "一二三四五六七八九十百零〇两"
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}

# Kinds from the root down; a mark closes every open one of its own rank or a lower one.
RANKS = {"part": 1, "chapter": 2, "section": 3, "article": 4, "cn": 5, "cn_paren": 6, "number": 7, "number_paren": 8}
RANKS |= {"circled": 9, "ordinal": 10}


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the head of a line. ``kind``: a key of :data:`RANKS`; ``number``: its value; ``form``: how it stands
    in a path (“五、”, “（三）”, “9.”, “三是”, “第三条”); ``length``: characters that it takes in the line, with the
    spaces after it."""

    kind: str
    number: int
    form: str
    length: int

    @property
    def rank(self) -> int:
        """Depth by convention, 1 is the root."""
        return RANKS[self.kind]


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


# What follows a chapter's number where a sentence refers to the chapter (“第二章规定的人员”).
_NO_REFERENCE = r"(?!规定[的，。；]|所[列称述]|[的和与及至或中]|第)"
# What follows “5、” where a month, a share or an age is listed (“5、6月底前”, “5、10%”).
_NO_AMOUNT = r"(?!\d{1,3}(?:\.\d+)?\s?(?:月|日|号|%|％|周?岁))"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("part", re.compile(rf"第([{_CN}]{{1,4}}|\d{{1,3}})编(?=[\s\u3000]|$)")),
    ("chapter", re.compile(rf"第([{_CN}]{{1,4}}|\d{{1,3}})章(?=[\s\u3000]|$|[\u4e00-\u9fff]){_NO_REFERENCE}")),
    ("section", re.compile(rf"第([{_CN}]{{1,4}}|\d{{1,3}})节(?=[\s\u3000]|$)")),
    ("article", re.compile(rf"第([{_CN}]{{1,5}}|\d{{1,3}})条(?=[\s\u3000]|$)")),
    ("cn", re.compile(rf"([{_CN}]{{1,3}})(?:、|[.．](?!\d))")),
    ("cn_paren", re.compile(rf"[（(]\s?([{_CN}]{{1,3}})\s?[)）][、.．]?")),
    ("number", re.compile(rf"(\d{{1,3}})(?:、{_NO_AMOUNT}|[.．](?!\d))")),
    ("number_paren", re.compile(r"[（(]\s?(\d{1,3})\s?[)）][、.．]?")),
    ("circled", re.compile(r"([①-⑳])")),
    ("ordinal", re.compile(rf"([{_CN}]{{1,2}})是(?=[^否非的”’」])")),
)

_SUFFIX = {"part": "编", "chapter": "章", "section": "节", "article": "条"}


def _form(kind: str, numeral: str) -> str:
    """How a mark stands in a path: brackets full-width, digits plain, “五.” as “五、”, “9、” as “9.”."""
    numeral = str(int(numeral)) if numeral.isdecimal() else numeral
    if kind in _SUFFIX:
        return f"第{numeral}{_SUFFIX[kind]}"
    if kind == "cn":
        return f"{numeral}、"
    if kind in ("cn_paren", "number_paren"):
        return f"（{numeral}）"
    if kind == "number":
        return f"{numeral}."
    return numeral if kind == "circled" else f"{numeral}是"


def parse_mark(line: str) -> Mark | None:
    """The mark that ``line`` (no spaces in front) begins with, or None.

    Dates, amounts and cross-references are none: “2018年12月底前”, “2.5%”, “第二条规定的人员”, “一是否”.
    """
    for kind, pattern in _PATTERNS:
        match = pattern.match(line)
        if not match:
            continue
        numeral = match[1]
        number = ord(numeral) - ord("①") + 1 if kind == "circled" else chinese_number(numeral)
        if number is None or number == 0:
            return None
        rest = line[match.end() :]
        return Mark(kind, number, _form(kind, numeral), match.end() + len(rest) - len(rest.lstrip(" \t\u3000")))
    return None


_FORM = re.compile(rf"第(?:[{_CN}]+|\d+)[编章节条]|[{_CN}]+、|（(?:[{_CN}]+|\d+)）|\d+\.|[①-⑳]|[{_CN}]+是")


def document_of(path: tuple[str, ...]) -> str | None:
    """The document of a file that a path stands in: its annex, or the title of a later document; None for the first."""
    return path[0] if path and not _FORM.fullmatch(path[0]) else None


def label_of(path: tuple[str, ...]) -> str:
    """The address of a path: marks joined, a document parted from what stands in it by “/”, a final dot dropped."""
    document = document_of(path)
    marks = "".join(path[1:] if document else path).removesuffix(".")
    return f"{document}/{marks}" if document and marks else document or marks
