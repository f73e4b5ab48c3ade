"""Where the documents of one file begin: the plan that a notice sends out, a second 规定, the annexes.

A file often holds more than one text, each with a numbering of its own. What shows a beginning: a title behind a
signature, a title that the covering notice named in 《》, a heading of the top rank; “附件” on a line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.structure.foreign import find_tail
from assistant.reading.structure.layout import ANNEX_HEAD, ANNEX_LINE, TITLE_END, Block
from assistant.reading.structure.marks import RANKS, Mark
from assistant.reading.structure.signature import IMPRINT, find_signatures, find_undated

# “附件1：1.申请表”: a list of annexes on one line.
_LIST_HEAD = re.compile(r"附\s?\w\s?\d?[：:]\s?\d[.．、]")
_NAME = re.compile(r"附\s?[件表录图]\s?(?:\d{1,2}(?:[-－—]\d{1,2})?|[一二三四五六七八九十]{1,3}(?![般览样致]))?")
_MAX_ANNEX_TITLE_CHARS = 60
_MAX_LIST_ITEM_CHARS = 60
_MIN_TITLE_CHARS = 6
# “印发《甲办法》”, “关于印发甲办法的通知”
_QUOTED = re.compile(r"[《〈]([^《》〈〉]{4,80})[》〉]|印发([^《》。，]{6,60})的通知$")
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Annex:
    """The beginning of an annex. ``name`` as it stands in a path (“附件1”); ``title``: what else stands on the line."""

    name: str
    title: str | None


_CONTENTS = re.compile(r"[【\[（]?\s?目\s{0,6}[录次]\s?[】\]）]?$")
_MAX_ENTRY_CHARS = 60


class Landmarks:
    """What the paragraphs of a file are as wholes: signatures, annexes, lists of annexes, titles. Found once."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        self.signatures = find_signatures(blocks)
        self.foreign = find_tail(blocks, self.signatures)
        self.signatures |= find_undated(blocks, before=min(self.foreign, default=len(blocks)))
        self.next_mark = self._find_next_marks()
        self.contents = self._find_contents()
        self.annex_list: set[int] = set()
        self.annexes = self._find_annexes()
        self._named = {_plain(a or b) for block in blocks for a, b in _QUOTED.findall(block.text)}
        hashes = [block.first.hashes for block in blocks if block.first.hashes]
        self._top_hashes = min(hashes, default=0)
        self.ends = self._find_ends()

    def _find_next_marks(self) -> list[Mark | None]:
        """For each block the next mark behind it."""
        coming: Mark | None = None
        found: list[Mark | None] = []
        for block in reversed(self.blocks):
            found.append(coming)
            coming = block.first.mark or coming
        return found[::-1]

    def _find_contents(self) -> set[int]:
        """The entries of a table of contents: marks under 目录, up to where the first of them comes again."""
        found: set[int] = set()
        for index, block in enumerate(self.blocks):
            first = self.blocks[index + 1].first.mark if index + 1 < len(self.blocks) else None
            if not _CONTENTS.match(block.text) or first is None:
                continue
            entries: list[int] = []
            for at in range(index + 1, len(self.blocks)):
                entry = self.blocks[at]
                if entry.first.mark is None or len(entry.text) > _MAX_ENTRY_CHARS or "。" in entry.text:
                    break
                if entries and (entry.first.mark.kind, entry.first.mark.number) == (first.kind, first.number):
                    found.update(entries)
                    break
                entries.append(at)
        return found

    def _find_ends(self) -> set[int]:
        """Blocks behind which the document that they stand in has nothing more than signatures and annexes."""
        ends: set[int] = set()
        at_end = True
        for index in range(len(self.blocks) - 1, -1, -1):
            if at_end:
                ends.add(index)
            block = self.blocks[index]
            outside = index in self.signatures or index in self.annexes or index in self.annex_list
            outside = outside or index in self.foreign or block.is_page_number or bool(IMPRINT.match(block.text))
            at_end = outside or (self.is_title(index) and _plain(block.text) in self._named)
        return ends

    # --- annexes -------------------------------------------------------------------------------------------------

    def _find_annexes(self) -> dict[int, Annex]:
        """Blocks that begin an annex, by index. Also fills in :attr:`annex_list`."""
        lines = {i: block for i, block in enumerate(self.blocks) if ANNEX_LINE.match(block.text) or _is_head(block)}
        names = {index: _annex_name(block.text) for index, block in lines.items()}
        last = {name: index for index, name in names.items()}
        found: dict[int, Annex] = {}
        used: dict[str, int] = {}
        for index, block in lines.items():
            if index in self.annex_list:
                continue
            if self._is_list(index) or not self._begins_annex(index, block, last[names[index]]):
                self._note_list(index)
                continue
            name = names[index]
            used[name] = used.get(name, 0) + 1
            title = block.text.strip("（(【").removeprefix(_NAME.match(block.text.strip("（(【"))[0])  # type: ignore[index]
            shown = name if used[name] == 1 else f"{name}（{used[name]}）"
            found[index] = Annex(shown, title.strip("：:.．、） )】\u3000") or None)
        return found

    def _is_list(self, index: int) -> bool:
        """“附件：1.申请表”; or “附件：” above “1.申请表”, “2.流程图” and a signature or an annex."""
        text = self.blocks[index].text
        if _LIST_HEAD.match(text):
            return True
        if not text.endswith(("：", ":")):
            return False
        after = index + 1
        while after < len(self.blocks) and self._is_list_item(after, after - index):
            after += 1
        at_end = after == len(self.blocks) or after in self.signatures or _is_head(self.blocks[after])
        return after > index + 1 and at_end

    def _begins_annex(self, index: int, block: Block, last: int) -> bool:
        if _is_head(block):
            return True
        short = len(block.text) <= _MAX_ANNEX_TITLE_CHARS and not re.search(r"[。；]", block.text)
        if not short or index != last or index + 1 >= len(self.blocks):
            return False
        after = range(index + 1, min(index + 3, len(self.blocks)))
        if any(ANNEX_LINE.match(self.blocks[i].text) and not _is_head(self.blocks[i]) for i in after[:1]):
            return False
        return not any(i in self.signatures or IMPRINT.match(self.blocks[i].text) for i in after) and len(after) == 2

    def _note_list(self, index: int) -> None:
        """The list of annexes that begins at ``index`` and the lines “2.流程图” that go on with it."""
        if not re.match(r"附\s?\w\s?\d?\s?[：:]", self.blocks[index].text):
            return
        self.annex_list.add(index)
        number = 1 if self.blocks[index].text.endswith(("：", ":")) else 2
        while index + 1 < len(self.blocks) and self._is_list_item(index + 1, number):
            index, number = index + 1, number + 1
            self.annex_list.add(index)

    def _is_list_item(self, index: int, number: int) -> bool:
        block = self.blocks[index]
        mark = block.first.mark
        numbered = mark is not None and mark.kind == "number" and mark.number == number
        return numbered and "。" not in block.text and len(block.text) <= _MAX_LIST_ITEM_CHARS

    # --- titles --------------------------------------------------------------------------------------------------

    def is_title(self, index: int) -> bool:
        """Whether a paragraph is printed as the title of a document."""
        block = self.blocks[index]
        fits = len(block.text) <= 90 and not block.first.mark and not block.first.is_prose
        return fits and len(block.text) >= _MIN_TITLE_CHARS and bool(TITLE_END.search(block.text))

    def begins_document(self, index: int, signed: bool, top_rank: int | None, in_annex: bool) -> bool:
        """Whether the title at ``index`` begins a document of its own.

        ``signed``: a signature stands somewhere above; ``top_rank``: the highest rank of a mark met so far.
        """
        block = self.blocks[index]
        if not self.is_title(index) or index - 1 in self.annexes:
            return False  # what stands under “附件1” is the annex's own title
        named = _plain(block.text) in self._named
        shown = named or (signed and not in_annex) or (block.first.hashes and block.first.hashes == self._top_hashes)
        if not shown or (in_annex and not named):
            return False
        # A heading in mid-document may end like a title; a document's numbering begins at 1, from the top.
        mark = self.next_mark[index]
        if mark is None:
            return index - 1 in self.signatures
        from_top = mark.rank <= RANKS["cn"] or (mark.rank <= (top_rank or 0) and bool(named or signed))
        return mark.number == 1 and from_top


def _is_head(block: Block) -> bool:
    return bool(ANNEX_HEAD.match(block.text))


def _annex_name(text: str) -> str:
    name = _NAME.match(text.strip("（(【"))
    return _SPACES.sub("", name[0]) if name else "附件"


def _plain(title: str) -> str:
    return _SPACES.sub("", title)
