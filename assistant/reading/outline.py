"""Paragraphs → the clauses of a notice: each with its address, headings and part. Lossless: clauses partition the text.

The tree is kept as a stack of open marks. A mark closes every open mark of its own depth or deeper; depth follows from
the kind of mark (see :mod:`assistant.reading.marks`), never from Markdown hashes, whose depth real files get wrong.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.reading.headings import (
    GENERAL_ITEM,
    GENERAL_SECTION,
    find_headings,
    is_omitted,
    is_only_heading,
    looks_like_heading,
    own_text,
    strip_omission,
)
from assistant.reading.layout import ANNEX_HEAD, ANNEX_LINE, DATE_LINE, TITLE_END, Block
from assistant.reading.marks import RANKS, Mark, label_of
from assistant.reading.passage import squeeze
from assistant.records import Clause, Gap, ReadingWarning

_IMPRINT = re.compile(
    r"(?:校对|抄送|抄报|主送|印发|打字|联系人|联系电话|公开方式|信息公开)[^。]{0,80}$|[（(]此件.{0,12}[）)]$"
)
_UNIT_END = re.compile(r"(?:委员会|委|厅|局|部|办公室|办公厅|政府|院|会|处|中心|署|行|集团|法院|检察院)$")
_TO_BE_CONTINUED = re.compile(r"[（(【]?\s?(?:未完待续|下略|以下略|后略)\s?[）)】]?$")


@dataclass(slots=True)
class _Open:
    """A mark that is open, with the heading that it brought."""

    mark: Mark
    heading: str | None


@dataclass(slots=True)
class _State:
    """Where the walk through the blocks stands."""

    annex: str | None = None
    document: str | None = None  # the title of a later document, where its numbering begins again
    stack: list[_Open] = field(default_factory=list)
    section: str | None = None
    part: str = "front"
    last_numbers: dict[str, int] = field(default_factory=dict)
    last_label: str = ""

    def reset(self) -> None:
        """Begin a new document in the same file: nothing is open any more."""
        self.stack.clear()
        self.section = None
        self.last_numbers.clear()

    @property
    def path(self) -> tuple[str, ...]:
        marks = tuple(item.mark.form for item in self.stack)
        if self.annex:
            return (self.annex, *marks)
        return (self.document, *marks) if self.document and marks else marks

    @property
    def headings(self) -> tuple[str, ...]:
        above = (self.section,) if self.section else ()
        return above + tuple(item.heading for item in self.stack if item.heading)


@dataclass(frozen=True, slots=True)
class Outline:
    """Clauses in the order of the text, without facts; what is left out of the copy; what looks wrong."""

    clauses: tuple[Clause, ...]
    gaps: tuple[Gap, ...]
    warnings: tuple[ReadingWarning, ...]


def build_outline(notice_id: str, source: str, blocks: Sequence[Block]) -> Outline:
    """The clauses of ``source``, given its paragraphs (:func:`assistant.reading.layout.split_blocks`)."""
    return _Builder(notice_id, source, blocks).build()


class _Builder:
    """One walk through the blocks of a notice."""

    def __init__(self, notice_id: str, source: str, blocks: Sequence[Block]) -> None:
        self.notice_id = notice_id
        self.source = source
        self.blocks = blocks
        self.headings = find_headings(blocks)
        self.state = _State()
        self.counts: Counter[str] = Counter()
        self.clauses: list[Clause] = []
        self.gaps: list[Gap] = []
        self.warnings: list[ReadingWarning] = []
        self.signatures = _find_signatures(blocks)
        self.annex_list = 0  # how many annexes the list that is being read has named so far
        self.last_annex_head = max((i for i, b in enumerate(blocks) if ANNEX_HEAD.match(b.text)), default=-1)

    def build(self) -> Outline:
        for index, block in enumerate(self.blocks):
            if index in self.signatures or _IMPRINT.match(block.text):
                self._add(index, (), "signature", None, ())
            elif _TO_BE_CONTINUED.fullmatch(block.text):
                self._note_end(index)
            elif self._is_annex_start(index):
                self._open_annex(index)
            elif self._is_annex_list(index):
                self._add(index, (), "front" if not self.clauses else "body", None, ())
            elif block.first.mark:
                self._add_marked(index, block.first.mark)
            else:
                self._add_unmarked(index)
        return Outline(tuple(self.clauses), tuple(self.gaps), tuple(self.warnings))

    # --- kinds of blocks ---------------------------------------------------------------------------------------

    def _is_annex_start(self, index: int) -> bool:
        """“附件” alone on its line; or “附件1 标题”, where no lone one follows and text does."""
        text = self.blocks[index].text
        if ANNEX_HEAD.match(text):
            return True
        titled = ANNEX_LINE.match(text) and not re.match(r"附\w\s?\d?[：:]\s?\d[.．、]", text)
        after = self.blocks[index + 1 :]
        return bool(
            titled
            and self.last_annex_head < index
            and len(text) <= 60
            and not re.search(r"[。；]", text)
            and len(after) >= 2
            and not any(i in self.signatures for i in range(index + 1, min(index + 3, len(self.blocks))))
        )

    def _is_annex_list(self, index: int) -> bool:
        """“附件：1.申请表”, and the lines “2.流程图” that go on with the list of annexes."""
        text, mark = self.blocks[index].text, self.blocks[index].first.mark
        if ANNEX_LINE.match(text) and "：" in text[:8]:
            self.annex_list = 1
            return True
        goes_on = mark is not None and mark.kind == "number" and mark.number == self.annex_list + 1
        self.annex_list = self.annex_list + 1 if goes_on and self.annex_list and "。" not in text else 0
        return self.annex_list > 0

    def _open_annex(self, index: int) -> None:
        head = re.match(r"附(?:件|表|录)\s?([\d一二三四五六七八九十]*)", self.blocks[index].text)
        self.state.reset()
        self.state.annex = head[0].replace(" ", "") if head else "附件"
        self.state.part = "annex"
        title = self.blocks[index].text[len(head[0]) if head else 0 :].strip("：:.． ") or None
        self._add(index, self.state.path, "annex", title, (title,) if title else (), is_heading=True)
        self.state.section = title

    def _add_marked(self, index: int, mark: Mark) -> None:
        state, block, heading = self.state, self.blocks[index], self.headings[index]
        if state.part == "front":
            state.part = "body"
        while state.stack and state.stack[-1].mark.rank >= mark.rank:
            state.stack.pop()
        self._check_section(index, heading)
        is_heading = is_only_heading(block, heading)
        if is_heading and not self._heads_something(index, mark):
            heading, is_heading = None, False  # “（二）特困人员。” is an item of a list
        state.stack.append(_Open(mark, heading))
        state.last_label = label_of(state.path)
        self._check_number(index, mark)
        self._add(index, state.path, state.part, heading, state.headings, is_heading=is_heading)

    def _heads_something(self, index: int, mark: Mark) -> bool:
        """Whether what follows a short marked line stands under it: a deeper mark, or text without a mark."""
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if following is None or index + 1 in self.signatures or ANNEX_LINE.match(following.text):
            return bool(self.blocks[index].first.hashes)
        if following.first.mark:
            return following.first.mark.rank > mark.rank or bool(self.blocks[index].first.hashes)
        in_article = any(item.mark.kind == "article" for item in self.state.stack)
        return not in_article and mark.rank <= RANKS["number"]

    def _add_unmarked(self, index: int) -> None:
        state, block = self.state, self.blocks[index]
        if self._starts_document(index):
            state.reset()
            state.annex, state.part = None, "front"
            state.document = block.text if any(clause.path for clause in self.clauses) else None
        if self._is_section_heading(index):
            state.stack.clear()
            state.section = block.text.strip("【】[] 　")
            before_mark = index + 1 < len(self.blocks) and self.blocks[index + 1].first.mark
            part = "body" if state.part == "front" and before_mark else state.part
            self._add(index, state.path, part, state.section, state.headings, is_heading=True)
            return
        if self._closes_document(index):
            state.stack.clear()
            self._add(index, state.path, state.part, None, ())
            return
        if state.stack and state.stack[-1].mark.kind == "ordinal":
            state.stack.pop()  # an item “二是…” is one paragraph; what follows belongs to the clause above it
        self._add(index, state.path, state.part, None, state.headings)

    def _starts_document(self, index: int) -> bool:
        """A title after a signature or at the head of a page: the plan that a notice sends out, a second 规定."""
        block = self.blocks[index]
        is_title = looks_like_heading(block) and bool(TITLE_END.search(block.text)) and len(block.text) >= 6
        if not is_title or self.state.annex:
            return False
        if not block.first.hashes and not any(clause.part == "signature" for clause in self.clauses):
            return False
        # A heading in mid-document may end like a title; a document's numbering begins at 1.
        marks = (following.first.mark for following in self.blocks[index + 1 :])
        following_mark = next((mark for mark in marks if mark), None)
        return following_mark.number == 1 if following_mark else index - 1 in self.signatures

    def _is_section_heading(self, index: int) -> bool:
        """An unmarked heading: a short line between prose and a mark or prose; the title of an annex."""
        block = self.blocks[index]
        if not looks_like_heading(block) or index == 0 or index + 1 >= len(self.blocks):
            return False
        before, after = self.blocks[index - 1], self.blocks[index + 1]
        if ANNEX_HEAD.match(before.text):
            return True
        if self.state.part == "front" and TITLE_END.search(block.text):
            return False
        goes_on = bool(after.first.mark) or after.first.is_prose
        return before.first.is_prose and goes_on and index - 1 not in self.signatures and len(block.text) <= 40

    def _closes_document(self, index: int) -> bool:
        """The last paragraph, after items “一是…”: it speaks for the whole and stands under no number."""
        stack = self.state.stack
        if not stack or stack[-1].mark.kind != "ordinal":
            return False
        rest = range(index + 1, len(self.blocks))
        return all(i in self.signatures or _IMPRINT.match(self.blocks[i].text) for i in rest)

    # --- checks ------------------------------------------------------------------------------------------------

    def _check_number(self, index: int, mark: Mark) -> None:
        last = self.state.last_numbers.get(mark.kind)
        self.state.last_numbers[mark.kind] = mark.number
        for kind in [k for k in self.state.last_numbers if k != mark.kind]:
            if self._rank(kind) > mark.rank and mark.rank > 4 and kind in ("ordinal", "circled", "number_paren"):
                del self.state.last_numbers[kind]
        if last is not None and mark.number not in (last + 1, 1):
            problem = "重复或倒退" if mark.number <= last else "缺号"
            self._warn(index, f"编号{problem}：{mark.form} 前一个同级编号是第 {last} 个")
        elif last is None and mark.number != 1:
            self._warn(index, f"编号从 {mark.form} 开始，前面的可能缺失")

    @staticmethod
    def _rank(kind: str) -> int:
        return Mark(kind, 1, "", 0).rank

    def _check_section(self, index: int, heading: str | None) -> None:
        """An item that a chapter 总体要求 never holds shows that the heading before it was lost."""
        state = self.state
        lost = state.section and GENERAL_SECTION.search(state.section) and heading and not state.stack
        if lost and not GENERAL_ITEM.search(heading or ""):
            self._warn(index, f"“{state.section}”之后的标题可能丢失，此条不归入其下")
            state.section = None

    def _warn(self, index: int, message: str) -> None:
        line = self.blocks[index].first
        self.warnings.append(ReadingWarning(message, label_of(self.state.path), line.start, line.end))

    # --- results -----------------------------------------------------------------------------------------------

    def _span(self, index: int) -> tuple[int, int]:
        start = self.blocks[index].first.start if index else 0
        end = self.blocks[index + 1].first.start if index + 1 < len(self.blocks) else len(self.source)
        return start, end

    def _note_end(self, index: int) -> None:
        block = self.blocks[index]
        self.gaps.append(Gap("truncated", self.state.last_label, block.text, block.first.start, block.lines[-1].end))
        self._add(index, (), "signature", None, ())

    def _add(
        self,
        index: int,
        path: tuple[str, ...],
        part: str,
        heading: str | None,
        headings: tuple[str, ...],
        *,
        is_heading: bool = False,
    ) -> None:
        start, end = self._span(index)
        label = label_of(path)
        self.counts[label] += 1
        block = self.blocks[index]
        omission = is_omitted(block.text)
        empty = omission and strip_omission(own_text(block)).strip("。 ") in (heading or "", "")
        if omission:
            self.gaps.append(Gap("omitted", label, squeeze(block.text), block.first.start, block.lines[-1].end))
        self.clauses.append(
            Clause(
                id=f"{self.notice_id}#{label}/p{self.counts[label]}",
                notice=self.notice_id,
                path=path,
                label=label,
                heading=heading,
                headings=headings,
                text=squeeze(self.source[start:end]),
                start=start,
                end=end,
                part=part,
                is_heading=is_heading and not empty,
                omitted=empty,
            )
        )


def _find_signatures(blocks: Sequence[Block]) -> set[int]:
    """Indexes of the blocks that sign a document: date lines and the names of units right above them."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        # A date in brackets under a title, or an adoption line, tells when; it does not end a document.
        if not DATE_LINE.match(block.text) or block.text.startswith(("（", "(")):
            continue
        found.add(index)
        above = index - 1
        while above >= 0 and _is_unit_line(blocks[above]):
            found.add(above)
            above -= 1
    return found


def _is_unit_line(block: Block) -> bool:
    text = block.text
    names = re.split(r"[\s　]+", text)
    bare = not block.first.mark and not block.first.hashes and not block.first.is_prose and "：" not in text
    return bare and len(text) <= 60 and all(_UNIT_END.search(name) for name in names)
