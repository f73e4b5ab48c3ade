"""The title of a notice among the lines before its body, and the years of the plan that a title names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.reading.about.dates import day_in, year_number
from assistant.reading.about.references import NUMBER, ORDER_SERIAL
from assistant.reading.structure.layout import TITLE_END
from assistant.records import Clause

_SPACES = re.compile(
    r"(?<=[\u4e00-\u9fff《》〈〉“”（）、\d])[ \t\u00a0\u2002\u2003\u3000]+(?=[\u4e00-\u9fff《》〈〉“”（）、\d])"
)
# Nouns that end titles too, beside those by which the layout joins broken lines.
_MORE_ENDS = re.compile(
    r"(?:政策|指引|章程|准则|守则|目录|预案|安排|任务|纪要|答复|通报|决议|规则|大纲|公报|建议|行动|标准|说明|解释)"
    r"(?:（[^（）]{1,24}）|\([^()]{1,24}\))?$"
)
_BRACKET_END = re.compile(r"(?:（[^（）]{1,24}）|\([^()]{1,24}\))$")
_BRACKET_LINE = re.compile(r"[（(](?:试行|暂行|修订|修订版|征求意见稿|\d{4}\s?[年—–-][^（）()。，]{0,12})[）)]$")
_NO_TITLE = re.compile(
    r"[。；！？：:]$|[。；]|^附(?:件|表|录|：)|你们|请.{0,12}(?:执行|实施|落实)|^(?:根据|按照|为了|现)|[|\t]"
)
_ABOUT = re.compile(r"关于.{3,}")
_SITE = re.compile(r"\s*[_|｜-]+\s*[^_|｜-]{2,30}(?:网|网站|平台|专栏|门户|频道)$")
_ENDS = r"(?:通知|意见|办法|方案|规定|细则|决定|公告|通告|要点|规划|计划|措施|批复|函|通报|条例)(?:（[^（）]{1,12}）)?"
# “…的通知 国办发〔2019〕2号”, “…的公告（2021年第5号）”: the last noun of the title ends it, not the number's own 函.
_WITH_NUMBER = re.compile(rf"^(?!附)([^。；]{{4,120}}{_ENDS})\s*[（(]?\s?({NUMBER})\s?[）)]?$")
_WITH_SERIAL = re.compile(
    rf"^(?!附)([^。；]{{0,120}}关于[^。；]{{2,120}}(?:公告|通告))\s*[（(]?\s?({ORDER_SERIAL})\s?[）)]?$"
)
_SENDS = re.compile(r"印发|转发|公布|发布|下达")
# Joint issuers at the head of a title, apart or (where a line break was lost) run together.
_UNIT_PIECE = re.compile(r"中共中央(?!办公厅)|国务院(?!办公厅)|[^\s、]+")
_UNIT_END = re.compile(r"(?:委员会|委|厅|局|部|政府|办公室|办公厅|办|院|会|署|中心|中央|银行)$")
_MIN_CHARS, _MAX_CHARS = 5, 130
# A line with a title, its issuers, a site and a number in it is no longer; patterns are not tried on longer ones.
_MAX_LINE_CHARS = 400


@dataclass(frozen=True, slots=True)
class Titles:
    """``chosen``: the title that people know the notice by; ``first``: the first one in the text; ``issuers``: the
    units that a title begins with (“广州市民政局 广州市财政局关于…”)."""

    chosen: str | None
    first: str | None
    issuers: list[str]


def clean(text: str) -> str:
    """A line without Markdown's hashes and stars, and without outer spaces."""
    return re.sub(r"^#{1,6}\s*|\*{2,3}", "", text.strip())


def plain(text: str) -> str:
    """A line without Markdown hashes and without spaces that only broke it."""
    return _SPACES.sub("", clean(text))


def find_titles(clauses: Sequence[Clause]) -> Titles:
    """The titles before the body. Where a notice sends out one plan, the plan's is chosen, which people know it by;
    where it sends out several documents, its own."""
    body = next((i for i, clause in enumerate(clauses) if clause.path and clause.part != "foreign"), len(clauses))
    raw: list[str] = []
    head = [clause for clause in clauses[:body] if clause.part != "foreign"]
    for i, clause in enumerate(head):
        line = _bare(clause.text)
        if clause.part != "signature" and is_title(line) and _may_stand(line, i, head, raw):
            raw.append(line)
    if not raw:
        raw = [line for clause in head if (line := _bare(clause.text)) and _is_about(line)][:1]
    raw = [line + _bracket_below(line, head) for line in raw]
    titles = [plain(line).strip() for line in raw]
    if not titles:
        return Titles(None, None, [])
    covering = next((i for i, title in enumerate(titles) if _SENDS.search(title)), None)
    several = covering is not None and _sends_several(clauses[body:])
    chosen = covering if several and covering is not None else len(titles) - 1
    issuers = next((units for line in raw if (units := _issuers(line))), [])
    return Titles(_with_units_apart(raw[chosen]), titles[0], issuers)


def _bracket_below(line: str, head: Sequence[Clause]) -> str:
    """What stands in brackets on the line below a title: “（2023—2025年）”, “（试行）”."""
    for clause, following in pairwise(head):
        below = clean(following.text)
        if _bare(clause.text) == line and _BRACKET_LINE.match(below):
            return below
    return ""


def is_title(line: str) -> bool:
    """Whether a line reads as a title: the noun that ends it, no sentence."""
    bare = plain(line)
    return (
        _MIN_CHARS <= len(bare) <= _MAX_CHARS
        and not _NO_TITLE.search(bare)
        and bool(TITLE_END.search(bare) or _MORE_ENDS.search(bare) or TITLE_END.search(_BRACKET_END.sub("", bare)))
    )


def _bare(text: str) -> str:
    """A line without the site behind it, the number behind it, and the 《》 around it."""
    if len(text) > _MAX_LINE_CHARS:
        return text  # no title; looking for one in a long text takes long
    line, _ = split_number(_SITE.sub("", clean(text)))
    whole = re.fullmatch(r"《([^《》]+)》", line)
    return whole[1] if whole else line


def split_number(line: str) -> tuple[str, str | None]:
    """A title line without the number printed behind it, and that number."""
    found = _WITH_NUMBER.match(line) or _WITH_SERIAL.match(line)
    return (found[1], found[2]) if found else (line, None)


def _is_about(line: str) -> bool:
    return _MIN_CHARS <= len(line) <= _MAX_CHARS and bool(_ABOUT.search(line)) and not _NO_TITLE.search(line)


def _may_stand(line: str, index: int, head: Sequence[Clause], before: Sequence[str]) -> bool:
    """Behind the first title another one counts only where the notice sends it out: after the signature, or named."""
    if not before:
        return True
    after_signature = any(
        clause.part == "signature" or day_in(clause.text) for clause in head[max(0, index - 2) : index]
    )
    named = _letters(line) in _letters("".join(clause.text for clause in head[:index]))
    return after_signature or named or head[index].text.startswith("#")


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text)


def _sends_several(rest: Sequence[Clause]) -> bool:
    """Whether a further document begins behind the first one: a title in the front of a restarted numbering."""
    return any(clause.part == "front" and is_title(_bare(clause.text)) for clause in rest)


def _issuers(line: str) -> list[str]:
    head, about, _ = line.partition("关于")
    units: list[str] = _UNIT_PIECE.findall(head) if about else []
    return units if all(_UNIT_END.search(unit) and len(unit) > 2 for unit in units) else []


def _with_units_apart(line: str) -> str:
    """The title in one run, joint issuers at its head kept apart by a space, as they are printed."""
    units = _issuers(line)
    title = plain(line).strip()
    together = "".join(units)
    return " ".join(units) + title[len(together) :] if len(units) > 1 and title.startswith(together) else title


# --- the years of a plan ---------------------------------------------------------------------------------------

_YEAR = r"((?<!\d)\d{4}|[一二][〇○零Ｏ一二三四五六七八九]{3})"
_TO = r"[-—–－~～至到]{1,2}"
_RANGE = re.compile(rf"{_YEAR}\s?年?\s?{_TO}\s?{_YEAR}\s?(?:学?年度?|[）)])")
_FIVE_YEARS = re.compile(
    r"[“\"]?(十[一二三四五六七八九]|二十)五[”\"]?|第([一二三四五六七八九十]{1,3})个五年(?:规划|计划)"
)
_ONE_YEAR = re.compile(rf"{_YEAR}\s?年(?!远景|版|修订|修正|通过|制定|以来|前|底)")
_PLAN_END = re.compile(r"(?:计划|要点|方案|规划|安排|任务|任务分工|任务清单|清单|规划纲要|分工|(?:分工|分解|任务)表)$")
_SENT = re.compile(r"^.*?关于(?:印发|公布|发布|下达|转发)(.+?)的?(?:通知|函|公告|通告)$")
_OTHERS = re.compile(r"(?:贯彻|落实|实施|执行|修改|废止|按照|根据)[^《》]{0,6}《[^《》]*》")
# The first five-year plan began in 1953; since the sixth (1981–1985) they follow each other without a gap, so that the
# fourteenth is 2021–2025 (中华人民共和国国民经济和社会发展第十四个五年规划和2035年远景目标纲要).
_SIXTH_PLAN, _SIXTH_PLAN_YEAR, _PLAN_YEARS = 6, 1981, 5
_ORDINALS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)}


def plan_years(title: str | None) -> tuple[int, int] | None:
    """First and last year of the plan that ``title`` names: “2022年工作要点”, “2021—2025年行动计划”, “十四五”规划.
    A year in any other title (考核结果的通报, 条例) is none."""
    if not title:
        return None
    sent = _SENT.match(title)
    core = _OTHERS.sub("", sent[1].strip("《》〈〉") if sent else title)
    bare = re.sub(r"[》〉]", "", _BRACKET_END.sub("", core))
    if not _PLAN_END.search(bare):
        return None
    span = _RANGE.search(core)
    if span:
        first, last = year_number(span[1]), year_number(span[2])
        return (first, last) if first <= last else None
    one, five = _ONE_YEAR.search(core), _FIVE_YEARS.search(core)
    if five and not (one and one.start() < five.start()):
        number = _ordinal(five[1] or five[2])
        first = _SIXTH_PLAN_YEAR + _PLAN_YEARS * (number - _SIXTH_PLAN)
        return (first, first + _PLAN_YEARS - 1) if number >= _SIXTH_PLAN else None
    return (year_number(one[1]), year_number(one[1])) if one else None


def _ordinal(words: str) -> int:
    """“十四” → 14."""
    tens, _, ones = words.rpartition("十") if "十" in words else ("", "", words)
    base = 0 if "十" not in words else 10 * (_ORDINALS[tens] if tens else 1)
    return base + (_ORDINALS[ones] if ones else 0)
