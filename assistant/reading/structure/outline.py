"""Paragraphs → the clauses of a notice: each with its address, headings and part. Lossless: clauses partition the text.

The tree is kept as a stack of open marks (:class:`_State`). A mark closes every open mark of its own depth or deeper;
depth follows from the kind of mark (see :mod:`.marks`), never from Markdown hashes, whose depth real
files get wrong. What is missing between two depths (一、, then 1.) leaves no trace in the address.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from assistant.reading import remarks
from assistant.reading.passage import SPACE, squeeze
from assistant.reading.structure.documents import Landmarks
from assistant.reading.structure.headings import (
    GENERAL_ITEM,
    GENERAL_SECTION,
    find_headings,
    is_omitted,
    is_only_heading,
    looks_like_heading,
    own_text,
    strip_omission,
)
from assistant.reading.structure.layout import ANNEX_HEAD, ANNEX_LINE, TITLE_END, Block
from assistant.reading.structure.marks import FLOATING, RANKS, Mark, label_of
from assistant.reading.structure.signature import IMPRINT, is_unit_line
from assistant.records import Clause, Gap, ReadingWarning

_TO_BE_CONTINUED = re.compile(r"[（(【]?\s?(?:未完待续|下略|以下略|后略)\s?[）)】]?$")
# The last paragraph of a document that speaks for the whole: how long it holds, to whom it goes.
_CLOSING = re.compile(
    r"^(?:让我们|请各|以上|上述)|(?:以上|上述|本)(?:相关|有关|各项)?(?:条款|政策|措施|规定|通知|意见|方案|办法|计划)"
    r"[^。；]{0,40}(?:执行|有效|施行|实施|期限|解释)"
)
_ADDRESSED = re.compile(r"各(?:地|级|省|市|县|区|有关|部门|单位|乡镇|盟|州|镇|成员)")
# Where fewer of the paragraphs than this stand behind a numbered one, one that addresses everybody is the last word.
_UNNUMBERED_SHARE = 0.2
# Kinds whose numbers begin again under every mark above them.
_INNER = ("ordinal", "circled", "number_paren", "number_close", "letter", "roman")


@dataclass(slots=True)
class _Open:
    """A mark that is open, its depth, and the heading that it brought."""

    mark: Mark
    rank: float
    heading: str | None
    bare: bool = False  # its line holds nothing but the heading: the text stands below
    runs_on: bool = False  # its paragraph ends with “；”: an item of a list that goes on
    ends_list: bool = False  # an item behind such a one that ends with “。”: the last of its list


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
    top_rank: int | None = None

    def reset(self) -> None:
        """Begin a new document in the same file: nothing is open any more."""
        self.stack.clear()
        self.section = None
        self.last_numbers.clear()

    def open(self, mark: Mark) -> None:
        """Close what stands as deep as ``mark`` or deeper, then open it."""
        rank = self._rank(mark)
        before: _Open | None = None
        while self.stack and self.stack[-1].rank >= rank:
            before = self.stack.pop()
        in_list = before is not None and before.runs_on and before.mark.kind == mark.kind
        self.stack.append(_Open(mark, rank, None, ends_list=in_list))
        self.top_rank = min(self.top_rank or mark.rank, mark.rank)

    def _rank(self, mark: Mark) -> float:
        if mark.kind in FLOATING:
            same = next((item.rank for item in self.stack if item.mark.kind == mark.kind), None)
            deepest = self.stack[-1].rank if self.stack else 0
            return same if same is not None else deepest + 0.5
        return mark.rank + (len(mark.steps) - 1) / 10 if mark.kind == "decimal" else mark.rank

    @property
    def path(self) -> tuple[str, ...]:
        inner = [*self.stack[1:], None]
        # a decimal number holds the numbers above it: 1. → 1.1
        shown = [
            item.mark.form
            for item, below in zip(self.stack, inner, strict=False)
            if not (item.mark.steps and below and below.mark.kind == "decimal")
        ]
        if self.annex:
            return (self.annex, *shown)
        return (self.document, *shown) if self.document and shown else tuple(shown)

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
    """The clauses of ``source``, given its paragraphs (:func:`assistant.reading.structure.layout.split_blocks`)."""
    return _Builder(notice_id, source, blocks).build()


class _Builder:
    """One walk through the blocks of a notice."""

    def __init__(self, notice_id: str, source: str, blocks: Sequence[Block]) -> None:
        self.notice_id = notice_id
        self.source = source
        self.blocks = blocks
        self.headings = find_headings(blocks)
        self.landmarks = Landmarks(blocks)
        self.state = _State()
        self.numbered = 0  # paragraphs met that begin with a mark
        self.unnumbered = 0  # paragraphs met that stand under one and begin with none
        self.signed = False  # whether a signature has been met
        self.counts: Counter[str] = Counter()
        self.clauses: list[Clause] = []
        self.gaps: list[Gap] = []
        self.warnings: list[ReadingWarning] = []

    def build(self) -> Outline:
        marks = self.landmarks
        for index, block in enumerate(self.blocks):
            if block.is_page_number or index in marks.foreign:
                self._add(index, (), "foreign", None, ())
            elif index in marks.signatures or IMPRINT.match(block.text):
                self.signed = True
                self._add(index, (), "signature", None, ())
            elif _TO_BE_CONTINUED.fullmatch(block.text):
                self._note_end(index)
            elif index in marks.annexes:
                self._open_annex(index)
            elif index in marks.annex_list:
                self._add(index, (), "front" if not self.clauses else "body", None, ())
            elif index in marks.contents:
                self._add(index, (), "front" if self.state.part == "front" else "body", None, ())
            elif block.first.mark:
                self._add_marked(index, block.first.mark)
            else:
                self._add_unmarked(index)
        return Outline(tuple(self.clauses), tuple(self.gaps), tuple(self.warnings))

    # --- kinds of blocks ---------------------------------------------------------------------------------------

    def _open_annex(self, index: int) -> None:
        annex = self.landmarks.annexes[index]
        self.state.reset()
        self.state.annex = annex.name
        self.state.part = "annex"
        self._add(index, self.state.path, "annex", annex.title, (annex.title,) if annex.title else (), is_heading=True)
        self.state.section = annex.title

    def _add_marked(self, index: int, mark: Mark) -> None:
        state, block, heading = self.state, self.blocks[index], self.headings[index]
        if state.part == "front":
            state.part = "body"
        state.open(mark)
        item = state.stack[-1]
        item.runs_on = block.text.rstrip().endswith(("；", ";"))
        item.ends_list = item.ends_list and block.text.rstrip().endswith("。")
        self._check_section(heading)
        is_heading = is_only_heading(block, heading)
        if is_heading and not self._heads_something(index, mark):
            heading, is_heading = None, False  # “（二）特困人员。” is an item of a list
        state.stack[-1].heading, state.stack[-1].bare = heading, is_heading
        state.last_label = label_of(state.path)
        self._check_number(index, mark)
        self._add(index, state.path, state.part, heading, state.headings, is_heading=is_heading)

    def _heads_something(self, index: int, mark: Mark) -> bool:
        """Whether what follows a short marked line stands under it: a deeper mark, or text without a mark."""
        following = self.blocks[index + 1] if index + 1 < len(self.blocks) else None
        if following is None or index + 1 in self.landmarks.signatures or ANNEX_LINE.match(following.text):
            return bool(self.blocks[index].first.hashes)
        below = following.first.mark
        if self.state.stack[-1].ends_list and not below:
            return False
        if below:
            deeper = below.rank > mark.rank or (below.kind == "decimal" and len(below.steps) > len(mark.steps))
            return deeper or bool(self.blocks[index].first.hashes)
        in_article = any(item.mark.kind == "article" for item in self.state.stack)
        return not in_article and mark.rank <= RANKS["number"]

    def _add_unmarked(self, index: int) -> None:
        state, block = self.state, self.blocks[index]
        if self.landmarks.begins_document(index, self.signed, state.top_rank, state.annex is not None):
            state.reset()
            state.annex, state.part = None, "front"
            state.document = block.text if self.numbered else None
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
        if state.stack and (
            state.stack[-1].mark.kind == "ordinal" or (len(state.stack) > 1 and state.stack[-1].ends_list)
        ):
            state.stack.pop()  # such an item is one paragraph; what follows belongs to the clause above it
        self._add(index, state.path, state.part, None, state.headings)

    def _is_section_heading(self, index: int) -> bool:
        """An unmarked heading: a short line between prose and a mark or prose; the title of an annex."""
        block = self.blocks[index]
        if not looks_like_heading(block) or index == 0 or index + 1 >= len(self.blocks) or block.first.bullet:
            return False
        before, after = self.blocks[index - 1], self.blocks[index + 1]
        if ANNEX_HEAD.match(before.text):
            return True
        if self.state.part == "front" and TITLE_END.search(block.text):
            return False
        goes_on = bool(after.first.mark) or after.first.is_prose
        between = before.first.is_prose and goes_on and index - 1 not in self.landmarks.signatures
        return between and len(block.text) <= 40 and not is_unit_line(block) and not self._is_inside(index)

    def _is_inside(self, index: int) -> bool:
        """Whether a short line stands inside a clause: the numbering goes on behind it below the top."""
        mark, stack = self.landmarks.next_mark[index], self.state.stack
        if not stack or mark is None or any(item.mark.kind == "article" for item in stack):
            return bool(stack)
        same = next((depth for depth, item in enumerate(stack) if item.mark.kind == mark.kind), None)
        goes_on = same is not None and mark.number == stack[same].mark.number + 1
        heads = self.blocks[index + 1].first.mark is not None
        return goes_on and (same != 0 or not heads)

    def _closes_document(self, index: int) -> bool:
        """The last paragraph, which speaks for the whole and stands under no number."""
        state, block = self.state, self.blocks[index]
        if not state.stack or index not in self.landmarks.ends:
            return False
        if state.stack[-1].mark.kind == "ordinal":
            return True
        in_article = any(item.mark.kind == "article" for item in state.stack)
        if in_article or state.annex or not self.clauses or self.clauses[-1].is_heading:
            return False
        # below a heading without numbers of its own, such a paragraph is one of its text
        few = not state.stack[-1].bare and self.unnumbered <= _UNNUMBERED_SHARE * self.numbered
        return bool((few and _ADDRESSED.match(block.text)) or _CLOSING.search(block.text))

    # --- checks ------------------------------------------------------------------------------------------------

    def _check_number(self, index: int, mark: Mark) -> None:
        numbers = self.state.last_numbers
        family = mark.form.rpartition(".")[0] if mark.kind == "decimal" else ""
        last = numbers.get(mark.kind + family)
        numbers[mark.kind + family] = mark.number
        for kind in _INNER:
            if RANKS[kind] > mark.rank and kind != mark.kind:
                numbers.pop(kind, None)
        if last is not None and mark.number not in (last + 1, 1):
            problem = remarks.REPEATED if mark.number <= last else remarks.SKIPPED
            self._warn(index, problem.chinese.format(mark.form, last))
        elif last is not None and mark.number == 1 and self._repeats(mark):
            self._warn(index, remarks.REPEATED.chinese.format(mark.form, last))
        elif last is None and mark.number != 1:
            self._warn(index, remarks.BEGUN_LATE.chinese.format(mark.form))

    def _repeats(self, mark: Mark) -> bool:
        """Whether a first number stands twice in one place: its label has been given before, and nothing above it that
        has no number tells the two apart."""
        above = mark.rank <= RANKS["cn_paren"] and not self.state.section
        return above and self.counts[label_of(self.state.path)] > 0

    def _check_section(self, heading: str | None) -> None:
        """An item that a chapter 总体要求 never holds shows that the heading before it was lost."""
        state = self.state
        lost = state.section and GENERAL_SECTION.search(state.section) and heading and len(state.stack) == 1
        if lost and not GENERAL_ITEM.search(heading or ""):
            line = self.blocks[len(self.clauses)].first
            message = remarks.HEADING_LOST.chinese.format(state.section)
            above = label_of(state.path[:-1])
            self.warnings.append(ReadingWarning(message, above, line.start, line.end))
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
        marked = self.blocks[index].first.mark is not None
        self.numbered += bool(path) and marked
        self.unnumbered += bool(path) and not marked and bool(self.clauses) and not self.clauses[-1].is_heading
        block = self.blocks[index]
        omission = is_omitted(block.text)
        empty = omission and strip_omission(own_text(block)).strip("。 ") in (heading or "", "")
        if omission:
            self.gaps.append(self._gap("omitted", label, block))
        self.clauses.append(
            Clause(
                id=f"{self.notice_id}#{label}/p{self.counts[label]}",
                notice=self.notice_id,
                path=path,
                label=label,
                heading=heading,
                headings=headings,
                text=squeeze(self.source[start:end]).rstrip(SPACE),
                start=start,
                end=end,
                part=part,
                is_heading=is_heading and not empty,
                omitted=empty,
            )
        )

    def _gap(self, kind: str, label: str, block: Block) -> Gap:
        start, end = block.first.start, block.lines[-1].end
        return Gap(kind, label, squeeze(self.source[start:end]), start, end)
