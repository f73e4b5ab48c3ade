"""Lines of a file → paragraphs: what pages and hard wraps broke is joined, what is its own stays apart.

Two kinds of files are told apart (see :mod:`.wraps`). In a *wrapped* file every line of a paragraph is
as wide as the page, so a full line runs on. In others a line is a paragraph, unless a page broke it in mid-sentence.

The number of a page that stands inside a broken sentence goes with its paragraph, so that the sentence stays whole;
rules do not read it (:class:`assistant.reading.passage.Passage` leaves it out). Elsewhere it is a paragraph of its own,
foreign to the notice.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from assistant.reading.facts.duty_roles import is_label_line
from assistant.reading.structure.lines import Line, split_lines
from assistant.reading.structure.numbering import Numbering
from assistant.reading.structure.tables import is_table_row, table_rows
from assistant.reading.structure.wraps import OPEN_END, TERMINAL, Page, find_page

_RULE = re.compile(r"(?:[-*_=—][ \t]*){3,}$|<!--.*-->$")
_RELEASE = re.compile(r"[（(]此件.{0,12}[）)]$")
_ANNEX_NUMBER = r"(?:\d{1,2}(?:[-－—]\d{1,2})?|[一二三四五六七八九十]{1,3}(?![般览样致]))"
_ANNEX = rf"附[ \u3000]?(?:件|表|录|图)[ \u3000]?{_ANNEX_NUMBER}?[ \u3000]?"
ANNEX_HEAD = re.compile(rf"[（(【]?{_ANNEX}[）)】]?[：:．.]?$")
ANNEX_LINE = re.compile(rf"{_ANNEX}[：:．.、]?(?=\S)")
_CN_DATE = r"[〇○Ｏ零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
DATE_LINE = re.compile(
    rf"(?:.{{0,30}}\s)?[（(]?(?:\d{{4}}\s?年\s?\d{{1,2}}\s?月\s?\d{{1,2}}\s?日|{_CN_DATE})\s?(?:印发|发布)?[)）]?$"
)
TITLE_END = re.compile(
    r"(?:通知|意见|方案|办法|规定|细则|条例|决定|公告|通告|要点|规划|计划|措施|纲要|批复|函|报告|制度|标准|指南|规范|规程"
    r"|分工|清单|预案)(?:（[^（）]{1,12}）|\([^()]{1,12}\))?$"
)

# Lines above a title that are no part of it: letterhead, number, order.
_LETTERHEAD = re.compile(r"文件$|号$|令$|[：:]$")
# Who does it: the end of a paragraph, even where it fills its line.
_DUTY_TAIL = re.compile(r"[（(][^（）()]*(?:负责|牵头|配合|责任单位|参加|参与|落实)[^（）()]*[）)]$")
# What stands in the furniture of a web page or in a list of data, never in a title over several lines.
_NO_TITLE = re.compile(r"[：:>＞|]|^(?:打印|关闭|分享|上一|下一)")
# “甲局：负责…” above “乙局：负责…”: each is a paragraph, though the first fills its line.
_NAMED_ITEM = re.compile(r"[\u4e00-\u9fff、（）]{2,40}[：:]")
# “责任单位：…”, not “（责任单位：…）”, which may stand inside a paragraph.
_LABEL = re.compile(r"[\u4e00-\u9fff、 ]{2,16}[：:]")
# Whether a paragraph is running text shows in its last lines.
_LOOK_BACK_LINES = 8
# A page break in mid-sentence leaves at least so much before it; shorter lines are slogans, list items, headings.
_PROSE_LENGTH_CHARS = 24
# A line of a wrapped paragraph that reaches less far across the page is its last.
_SHORT_SHARE = 0.6
# A numbered line up to this long without the end of a sentence is a heading; no page breaks a sentence so early often.
_HEADING_CHARS = 45
_HEADED = frozenset({"part", "chapter", "section", "cn", "cn_paren", "number", "decimal"})
_SENTENCE_END = re.compile(r"[。！？；]")
# Numbers of pages on bare lines: so many at least, each the next after the one before, so far apart.
_MIN_PAGES = 2
_MIN_PAGE_LINES = 8


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its lines, joined. ``text`` begins after Markdown's marks and keeps the number; the numbers of pages
    between its lines are left out."""

    lines: tuple[Line, ...]
    text: str

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Block:
        """The paragraph of these lines."""
        words = "".join(line.text for line in lines if not line.page_number)
        return cls(tuple(lines), words or lines[0].text)

    @property
    def first(self) -> Line:
        """The first line."""
        return self.lines[0]

    @property
    def is_page_number(self) -> bool:
        """Whether it is nothing but the number of a page."""
        return self.first.page_number


# The number of a notice on a line of its own: nothing above it runs on into it.
_NUMBER_LINE = re.compile(
    r"[（(]?[\u4e00-\u9fff]{1,14}\s?[〔﹝\[（(【]\s?\d{4}\s?[〕﹞\]）)】]\s?(?:第\s?)?\d{1,5}\s?号[）)]?$"
)


@lru_cache(maxsize=4096)
def _is_apart(text: str) -> bool:
    """Whether a line is by its nature a paragraph of its own."""
    return bool(
        is_table_row(text)
        or _RULE.match(text)
        or _RELEASE.match(text)
        or DATE_LINE.match(text)
        or ANNEX_HEAD.match(text)
        or _NUMBER_LINE.match(text)
    )


def _title_goes_on(before: Line, after: Line, following: Line | None) -> bool:
    """Lines of one title, next to each other and without punctuation: the noun that ends it stands only in the last."""
    rest = [after, following] if following else [after]
    last = next((index for index, line in enumerate(rest) if TITLE_END.search(line.text)), None)
    if last is None or TITLE_END.search(before.text) or _LETTERHEAD.search(before.text):
        return False
    apart = any(line.blank_before or line.hashes or _is_apart(line.text) for line in rest[: last + 1])
    whole = (before, *rest[: last + 1])
    return not apart and not any(line.mark or line.is_prose or _NO_TITLE.search(line.text) for line in whole)


class _Joiner:
    """Decides line by line whether a paragraph goes on."""

    def __init__(self, page: Page, numbering: Numbering) -> None:
        self.page = page
        self.numbering = numbering

    def runs_on(self, block: list[Line], after: Line, following: Line | None, *, turned: bool = False) -> bool:
        """Whether ``after`` continues the paragraph that ``block`` holds so far; ``turned``: a page ends between."""
        words = [line for line in block if not line.page_number]
        before = words[-1] if words else block[-1]
        if not words or after.hashes or after.bullet or _is_apart(before.text) or _is_apart(after.text):
            return False
        if _is_mark_alone(words) and not after.mark:
            return True  # “第三条” on a line, its text on the next
        if before.hashes or self._is_label(words, after):
            return False
        if not after.mark and self._is_cut(words, after, turned=turned):
            return True
        if self.page.full is None:
            return self._page_broke(words, after, following)
        return self._wrap_broke(words, after, following)

    def _is_label(self, block: list[Line], after: Line) -> bool:
        """Whether “责任单位：甲局” on a line of its own begins here: a paragraph, whatever stands above it."""
        inside = self.page.full is not None and self.page.indent is not None and not self.page.is_indented(after)
        if inside or _is_open(block) or OPEN_END.search(block[-1].text) or not _LABEL.match(after.text):
            return False
        return is_label_line(after.text)

    def _is_cut(self, block: list[Line], after: Line, *, turned: bool) -> bool:
        """Whether a line stops in mid-sentence, however short it is: at the foot of a page, before a line that is not
        indented where first lines are, or before one not behind a blank line where paragraphs are."""
        page, recent = self.page, block[-_LOOK_BACK_LINES:]
        ends, in_prose = _ends(block), any(line.is_prose for line in recent)
        if page.is_indented(after) or self._is_heading(block):
            return False
        if page.full is None:
            return turned and in_prose and not ends
        if page.spaced and not after.blank_before and in_prose:
            return (not ends or page.reach(block[-1]) >= page.full * _SHORT_SHARE) and (
                after.is_prose or bool(TERMINAL.search(after.text))
            )
        first_indented = page.indent is not None and page.is_indented(block[0])
        in_article = block[0].mark is not None and block[0].mark.kind == "article"
        return not ends and ((turned and (in_prose or in_article)) or (first_indented and (turned or in_prose)))

    # --- a line is a paragraph -----------------------------------------------------------------------------------

    def _page_broke(self, block: list[Line], after: Line, following: Line | None) -> bool:
        before = block[-1]
        if after.mark and not (OPEN_END.search(before.text) and not self.numbering.expects(after.mark)):
            return False
        ends = _ends(block)
        recent = block[-_LOOK_BACK_LINES:]
        if not any(line.is_prose for line in recent):
            return _title_goes_on(before, after, following)
        if ends or self._is_heading(block) or (self.page.is_indented(after) and not OPEN_END.search(before.text)):
            return False
        goes_on = after.is_prose or bool(TERMINAL.search(after.text))
        long = sum(len(line.text) for line in recent) >= _PROSE_LENGTH_CHARS
        return goes_on and (long or bool(OPEN_END.search(before.text)))

    @staticmethod
    def _is_heading(block: list[Line]) -> bool:
        """Whether the numbered paragraph so far is a heading, though it has a comma."""
        mark, text = block[0].mark, block[0].text
        headed = len(block) == 1 and mark is not None and mark.kind in _HEADED
        return headed and len(text) <= _HEADING_CHARS and not _SENTENCE_END.search(text) and not OPEN_END.search(text)

    # --- a line is as wide as the page ---------------------------------------------------------------------------

    def _wrap_broke(self, block: list[Line], after: Line, following: Line | None) -> bool:
        page, before = self.page, block[-1]
        ends = _ends(block)
        if page.is_indented(after):
            return False
        full = page.is_full(before)
        if page.spaced and after.blank_before:
            broken = full and not ends and not after.mark and any(line.is_prose for line in block[-_LOOK_BACK_LINES:])
            return broken or (not after.mark and not ends and bool(OPEN_END.search(before.text)))
        if (page.indent is not None or page.spaced) and full:
            return not after.mark or not ends or not self.numbering.expects(after.mark)
        if after.mark:
            return full and self._is_text(block, after, ends)
        if self._fills_page(block, after, ends):
            return True
        return not ends and _title_goes_on(before, after, following)

    def _is_text(self, block: list[Line], after: Line, ends: bool) -> bool:
        """Whether the mark of ``after`` is text that a wrap put at the head of a line, after a full line."""
        mark = after.mark
        if mark is None or OPEN_END.search(block[-1].text):
            return True
        text = "".join(line.text for line in block)
        if self.numbering.is_inline(mark, text):
            return True
        if ends:
            return not self.numbering.expects(mark) and mark.kind not in ("part", "chapter", "section", "article")
        heading = block[0].mark is not None and len(text) <= 2 * _HEADING_CHARS and not _SENTENCE_END.search(text)
        named = bool(_LABEL.match(text)) and is_label_line(text)  # “责任单位：甲局、乙局” needs no full stop
        return not ((heading or named) and self.numbering.expects(mark))

    def _fills_page(self, block: list[Line], after: Line, ends: bool) -> bool:
        """The last line is as wide as the page, so that its paragraph may run on into ``after``."""
        page, before = self.page, block[-1]
        recent = "".join(line.text for line in block[-_LOOK_BACK_LINES:])
        if TITLE_END.search(recent) and not any(line.is_prose for line in block):
            return False
        if ends:
            # “各县区人民政府：” above the text; in it a colon at the end of a line is as good as any other sign
            if _DUTY_TAIL.search(recent) or (recent.endswith(("：", ":")) and not self.numbering.has_begun):
                return False
            if _NAMED_ITEM.match(after.text) and _NAMED_ITEM.match(block[0].text):
                return False
            runs = after.is_prose or page.is_full(after) or after.text.startswith(("（", "("))
            return runs and page.is_full(before, 3)
        in_prose = any(line.is_prose for line in block[-_LOOK_BACK_LINES:])
        part = in_prose and page.full is not None and page.reach(before) >= page.full * _SHORT_SHARE
        return part or page.is_full(before)


def _ends(block: list[Line]) -> bool:
    """Whether a sentence ends with the paragraph so far: “（责任单位：” is open still."""
    return bool(TERMINAL.search(block[-1].text)) and not _is_open(block)


def _is_open(block: list[Line]) -> bool:
    """Whether a bracket is open still."""
    text = "".join(line.text for line in block[-_LOOK_BACK_LINES:])
    return max(text.rfind("（"), text.rfind("(")) > max(text.rfind("）"), text.rfind(")"))


def _is_mark_alone(block: list[Line]) -> bool:
    mark = block[0].mark
    return len(block) == 1 and mark is not None and mark.length >= len(block[0].text)


def _drop_false_page_numbers(lines: list[Line], page: Page) -> list[Line]:
    """``lines`` in which a bare “3” counts as a page's number only where the file has a row of them, far apart, and
    one at least breaks a sentence; else they are cells of a table, say."""
    bare = [index for index, line in enumerate(lines) if line.page_number and line.text.isdecimal()]
    numbers = [int(lines[index].text) for index in bare]
    steps = sum(b == a + 1 for a, b in pairwise(numbers))
    in_row = len(bare) >= _MIN_PAGES and steps >= 0.8 * (len(bare) - 1) and len(lines) >= _MIN_PAGE_LINES * len(bare)
    if in_row and any(index and _breaks_off(lines[index - 1], page) for index in bare):
        return lines
    dropped = set(bare)
    return [replace(line, page_number=False) if index in dropped else line for index, line in enumerate(lines)]


def _breaks_off(line: Line, page: Page) -> bool:
    """Whether ``line`` stops in mid-sentence at the foot of a page."""
    long = page.is_full(line) if page.full is not None else len(line.text) >= _PROSE_LENGTH_CHARS
    return long and line.is_prose and not TERMINAL.search(line.text)


def split_blocks(source: str) -> list[Block]:
    """The paragraphs of ``source`` in order; together they hold every line that is not blank."""
    lines = split_lines(source)
    page = find_page(lines)
    lines = _drop_false_page_numbers(lines, page)
    rows = {row.start: row.stop for row in table_rows([line.text for line in lines])}
    for start, stop in rows.items():  # a serial number is no mark, and no page's number
        lines[start:stop] = [replace(line, mark=None, possible=None, page_number=False) for line in lines[start:stop]]
    numbering = Numbering(lines)
    joiner = _Joiner(page, numbering)
    blocks: list[Block] = []
    current: list[Line] = []
    pages: list[Line] = []  # numbers of pages met since the last line of ``current``
    taken = 0  # lines before this one stand in rows of a table
    for index, line in enumerate(lines):
        if index in rows:
            taken = rows[index]
            blocks += [*_closed(current, pages), Block.of(lines[index:taken])]
            current, pages = [], []
        if index < taken:
            continue
        if line.page_number and current:
            pages.append(line)
            continue
        confirmed = numbering.confirm(index, line) if line.possible else None
        line = replace(line, mark=confirmed) if confirmed else line
        following = lines[index + 1] if index + 1 < len(lines) else None
        if current and not _is_number(line) and joiner.runs_on(current, line, following, turned=bool(pages)):
            current += [*pages, replace(line, mark=None)]
        else:
            blocks += _closed(current, pages)
            current = [line]
            if line.mark:
                numbering.accept(line.mark)
        pages = []
    return blocks + _closed(current, pages)


def _is_number(line: Line) -> bool:
    """A line that holds only a number and is no page's: a cell of a table. It never joins a sentence."""
    return line.text.isdecimal() and len(line.text) <= 3


def _closed(current: Sequence[Line], pages: Sequence[Line]) -> list[Block]:
    """The paragraph that ends here, and the numbers of pages behind it."""
    return ([Block.of(current)] if current else []) + [Block.of([line]) for line in pages]
