"""What the heading of a paragraph is, and which paragraphs are nothing but a heading."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.structure.layout import Block
from assistant.reading.structure.marks import RANKS
from assistant.reading.structure.tables import is_table_row

# Headings on official notices are a few words; longer first sentences are text. The longest in the official texts
# that the reader was tried on has 31 characters.
_MAX_HEADING_CHARS = 34
_MAX_LINE_HEADING_CHARS = 60
# Where nearly all siblings have a heading, one that ends in “，” by a slip of the pen is taken too.
_SIBLING_SHARE = 0.6
_MAX_COMMA_HEADING_CHARS = 20

_SENTENCE_END = re.compile(r"[。！？]")
# Words of obligation stand in sentences, not in headings (主要, 重要, 要求, 要点 are no obligation).
_OBLIGATION = re.compile(
    r"(?<![主重需必首次纪概简])要(?![求素点件闻务领])|应当?(?![急对用])|必须|不得|；|：|\d月|[%％]"
)
_OMITTED = re.compile(r"[（(]\s?(?:此处|下)?略\s?[）)]")
_FINAL = "。；：，,;:.　 "
# What a chapter 总体要求 holds by convention. An item that is none of these stands under a heading that was lost.
GENERAL_ITEM = re.compile(r"思路|思想|目标|原则|要求|依据|意义|任务|定位|方针|愿景|范围|对象|内容")
GENERAL_SECTION = re.compile(r"^(?:总体|工作)(?:要求|思路|目标)$|^指导思想")


def own_text(block: Block) -> str:
    """The block's text after its mark."""
    mark = block.first.mark
    return block.text[mark.length :] if mark else block.text


def is_omitted(text: str) -> bool:
    """Whether “（略）” stands in ``text``."""
    return bool(_OMITTED.search(text))


def strip_omission(text: str) -> str:
    """``text`` without “（略）”."""
    return _OMITTED.sub("", text)


def _first_sentence_heading(block: Block) -> str | None:
    text = strip_omission(own_text(block))
    end = _SENTENCE_END.search(text)
    if end is None:
        whole = text.strip(_FINAL)
        short = len(whole) <= _MAX_LINE_HEADING_CHARS and not re.search(r"[；：]", whole)
        return whole if whole and short and (block.first.hashes or not text.endswith(("；", "，", ";"))) else None
    heading = text[: end.start()].strip(_FINAL)
    if not heading or len(heading) > _MAX_HEADING_CHARS or _OBLIGATION.search(heading):
        return None
    return heading


def find_headings(blocks: Sequence[Block]) -> list[str | None]:
    """The heading of each marked block (None where it has none, and for articles, which begin with their text)."""
    headings: list[str | None] = []
    groups: list[list[int]] = []
    open_groups: dict[str, list[int]] = {}
    for index, block in enumerate(blocks):
        mark = block.first.mark
        headings.append(_first_sentence_heading(block) if mark and mark.kind != "article" else None)
        if not mark or mark.kind == "article":
            continue
        open_groups = {kind: group for kind, group in open_groups.items() if RANKS[kind] <= mark.rank}
        if mark.kind not in open_groups:
            groups.append([])
            open_groups[mark.kind] = groups[-1]
        open_groups[mark.kind].append(index)
    for siblings in groups:
        found = sum(headings[index] is not None for index in siblings)
        if found >= _SIBLING_SHARE * len(siblings):
            _take_comma_headings([index for index in siblings if headings[index] is None], blocks, headings)
    return headings


def _take_comma_headings(indexes: list[int], blocks: Sequence[Block], headings: list[str | None]) -> None:
    for index in indexes:
        head, comma, rest = own_text(blocks[index]).partition("，")
        if comma and rest and len(head) <= _MAX_COMMA_HEADING_CHARS and not _OBLIGATION.search(head):
            headings[index] = head.strip(_FINAL)


def is_only_heading(block: Block, heading: str | None) -> bool:
    """Whether a marked block says nothing beyond its heading."""
    return heading is not None and own_text(block).strip(_FINAL) == heading


def looks_like_heading(block: Block) -> bool:
    """Whether an unmarked block has the shape of a heading: short, without sentence punctuation."""
    text = block.text
    shape = len(text) <= _MAX_LINE_HEADING_CHARS and "：" not in text and ":" not in text
    apart = is_table_row(text) or text.startswith(("（", "(", "〔", "[", "【"))  # a tail on a line of its own
    return shape and not apart and not re.search(r"[。；！？]", text) and not re.fullmatch(r"[\W\d_]*", text)
