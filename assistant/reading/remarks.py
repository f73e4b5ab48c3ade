"""What reading says of a file or a paragraph that looks wrong or was left out: each line in Chinese and in English.

A line is kept as its Chinese words, in lists of notices and in outlines as JSON; :func:`english_of` finds its English.
Without rules of its own, so that a table can tell of warnings without loading the rules of reading.
"""

from __future__ import annotations

import re
from functools import cache

from assistant.reading.reasons import Reason

# --- the file ----------------------------------------------------------------------------------------------------

MISNAMED = Reason("文件名是 {0}，内容是{1}，已按后者读取", "The file is called {0} but holds {1}, and was read as that")
# What people call a kind that is read, with a space in front where the Chinese name begins with a Latin letter.
KIND_NAMES = {
    "text": Reason("纯文本", "plain text"),
    "html": Reason("网页", "a web page"),
    "docx": Reason(" Word 文档（.docx）", "a Word document (.docx)"),
    "pdf": Reason(" PDF", "a PDF"),
}
DIRECTION = Reason(
    "文中有 {0} 个看不见的文字方向符，显示的先后可能与实际不同；引文按实际先后",
    "{0} invisible marks of writing direction: what is shown may stand in another order; quotes keep the real one",
)
BROKEN = Reason("有 {0} 个字符已损坏，读出来是“\ufffd”", "{0} characters are damaged and read as “\ufffd”")
NAVIGATION = Reason("网页的导航、链接等 {0} 处没有读入", "Navigation, links and the like were left out ({0})")
HIDDEN = Reason("隐藏的文字 {0} 处没有读入", "Hidden text was left out ({0})")
DELETED = Reason(
    "文中有修订：已按接受全部修订读取，删去的 {0} 处没有读入",
    "Tracked changes were read as accepted; what they delete was left out ({0})",
)
NOTES = Reason("脚注、尾注 {0} 条没有读入", "Footnotes and endnotes were left out ({0})")
CONTENTS = Reason("目录 {0} 行没有读入", "The table of contents was left out ({0} lines)")
PICTURES = Reason(
    "图片 {0} 张没有读入，图中如有文字请另行核对", "Pictures were left out ({0}); look whether there is text in them"
)
EMBEDDED = Reason("嵌入的其他文件 {0} 处没有读入", "Embedded files were left out ({0})")
PAGES_DAMAGED = Reason("第 {0} 页损坏，没有读出", "Damaged and not read: page {0}")
PAGES_PICTURES = Reason(
    "第 {0} 页是图片，没有文字层，没有读出", "A picture without a layer of text, and not read: page {0}"
)
ALL_SCANNED = Reason(
    "全文的文字是扫描后识别出来的，可能有错字，请与原件核对",
    "The whole text was recognised from a scan and may have errors; compare it with the original",
)
PAGES_SCANNED = Reason(
    "第 {0} 页的文字是扫描后识别出来的，可能有错字，请与原件核对",
    "Recognised from a scan, with errors perhaps; compare it with the original: page {0}",
)
PAGES_UNREADABLE = Reason(
    "第 {0} 页有 {1} 个字读不出，文中写作“\ufffd”", "Page {0}: {1} characters cannot be read; the text has “\ufffd”"
)
TURNED = Reason("略去了斜排或竖排的文字“{0}”（第 {1} 页）", "Slanted or vertical text was left out: “{0}” (page {1})")
OUTSIDE = Reason("略去了页面之外的文字“{0}”（第 {1} 页）", "Text outside the page was left out: “{0}” (page {1})")
PAGE_NUMBERS = Reason("略去了页码（{0} 页）", "Page numbers were left out ({0} pages)")
RUNNING = Reason("略去了每页重复的“{0}”（{1} 页）", "What every page repeats was left out: “{0}” ({1} pages)")

# --- the text ----------------------------------------------------------------------------------------------------

REPEATED = Reason(
    "编号重复或倒退：{0} 前一个同级编号是第 {1} 个", "A number twice or out of order: {0}; the one before is number {1}"
)
SKIPPED = Reason("编号缺号：{0} 前一个同级编号是第 {1} 个", "A number is missing: {0}; the one before is number {1}")
BEGUN_LATE = Reason(
    "编号从 {0} 开始，前面的可能缺失", "The numbers begin with {0}; what comes before it may be missing"
)
HEADING_LOST = Reason(
    "“{0}”之后的标题可能丢失，此条不归入其下", "A heading behind “{0}” may be lost; this item is not put under it"
)
NOT_HELD_TO = Reason(
    "目录（catalogue.toml）说本文只到 {0}，但文中没有这一条",
    "The catalogue (catalogue.toml) says that the text ends with {0}, which is not in it",
)
# Units that were found and could not be placed.
RULE = Reason(
    "没有读懂谁牵头的规定“{0}”，名单里的单位只列为责任单位",
    "The rule on who leads, “{0}”, was not understood; the units listed are only called responsible",
)
LATER = Reason(
    "“{0}”：此后各项的这些单位没有列入任务分工", "“{0}”: these units are not listed in the tasks that follow"
)
TAIL = Reason("没有读出谁做什么，未列入任务分工：“{0}”", "Who does what was not read, and is not listed: “{0}”")

ALL = tuple(value for value in list(globals().values()) if isinstance(value, Reason))
_PAGE_LIST = re.compile(r"[\d–]+(?:、[\d–]+)+")
_KINDS = {name.chinese: name.english for name in KIND_NAMES.values()}


def words_of(remark: Reason, message: str) -> str | None:
    """What stands in the place of ``{0}`` where ``message`` is the Chinese of ``remark``, else None."""
    found = _pattern(remark).fullmatch(message)
    return found["v0"] if found else None


def english_of(message: str) -> str | None:
    """The English of a line that reading says in Chinese; None for one that is none of its own."""
    for remark in ALL:
        if found := _pattern(remark).fullmatch(message):
            return remark.english.format(*map(_in_english, found.groups()))
    return None


@cache
def _pattern(remark: Reason) -> re.Pattern[str]:
    pieces = re.split(r"\{(\d)\}", remark.chinese)
    values = {at: f"(?P<v{pieces[at]}>.*)" for at in range(1, len(pieces), 2)}
    return re.compile("".join(values.get(at, re.escape(piece)) for at, piece in enumerate(pieces)), re.S)


def _in_english(value: str) -> str:
    return value.replace("、", ", ") if _PAGE_LIST.fullmatch(value) else _KINDS.get(value, value)
