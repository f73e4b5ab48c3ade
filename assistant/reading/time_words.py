"""Words that name a time, their kind and their ISO 8601 form. Nothing here asks who must act or what must be done.

Kinds: ``by`` (2025年底前), ``within`` (自印发之日起30日内), ``every`` (每季度), ``for`` (连续6个月), ``during`` (过渡期内).
An ISO form is given only where it says exactly what the words say: 工作日, bounds (不少于6个月) and dates in every year
(每年6月底前) have none. No issue dates, document numbers, ages, or years inside 《titles》.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.reading.numerals import ARABIC, CHINESE, GAP, NUMBER, parse_number


class TimeWords(NamedTuple):
    """Time words at ``text[start:end]``. ``alone``: they say by themselves when, without a verb beside them."""

    start: int
    end: int
    kind: str
    iso: str | None


_D = r"[0-9０-９]"
_YEAR = rf"(?:(?<!{_D})[12１２]{_D}{{3}}{GAP}年|二[〇○零][〇○零一二三四五六七八九]{{2}}年)"
_MONTH = rf"(?:(?<!{_D}){_D}{{1,2}}|[一二三四五六七八九十]{{1,2}}){GAP}月(?:份)?"
_DAY = rf"(?:{_D}{{1,2}}|[一二三四五六七八九十]{{1,3}}){GAP}[日号]"
_PART = r"(?:上旬|中旬|下旬|底|末|初)"
_QUARTER = r"第[一二三四1-4]季度"
_FULL_DATE = rf"{_YEAR}{GAP}{_MONTH}{GAP}{_DAY}"
_BEFORE = r"(?:之前|以前|前|止)"
_MONTHS = rf"{_MONTH}(?:(?:、|和|及|与|或|至|-|—|－){_MONTH}){{0,4}}"
_SPAN_UNIT = r"(?:个)?(?:工作日|自然日|季度|星期|学期|学年|小时|分钟|月|年|周(?!岁)|日|天)"
_RANGE = rf"{NUMBER}(?:{GAP}(?:[-—–－~～至]|——){GAP}{NUMBER})?"
_LENGTH = rf"(?![12]{_D}{{3}}{GAP}年)(?:{_RANGE}){GAP}{_SPAN_UNIT}"
_CYCLE = rf"(?:(?:{ARABIC}|{CHINESE}){GAP})?(?:个)?(?:半年|年度?|季度?|学期|学年|月|周|星期|旬|日|天)"
_TIMES = rf"(?:至少|不少于|不得少于|不低于)?(?:{ARABIC}|{CHINESE})次"
# Stretches that a notice names without a date. 期内 after any other word (住院期内) is no time limit.
_STRETCH = r"(?:政策)?过渡期|衔接期|规划期|试点期|任期|公示期|公告期|现职期|聘期|缓冲期|整改期|疫情防控期|疫情期|汛期|执行期|实施期|建设期"

# Order matters: at the same place the first alternative that matches is taken.
_PATTERNS = {
    "every_date": rf"每{GAP}年(?:度)?{GAP}(?:的)?{GAP}{_MONTHS}{GAP}(?:{_DAY}|{_PART})?{GAP}{_BEFORE}?(?!均)"
    rf"|每{GAP}年(?:年底|年初|年末|上半年|下半年|{_QUARTER}){_BEFORE}?"
    rf"|每(?:个)?(?:季度|季|月|半年|学期|周)(?:第[一二三1-3](?:个)?月(?:{_DAY}|{_PART})?|首月|{_DAY}|(?:月)?底|末|初|{_PART}|[一二三四五六日](?![次个]))"
    rf"{_BEFORE}?",
    "every": rf"每(?:隔)?{GAP}{_CYCLE}{_TIMES}|每(?:隔)?{GAP}{_CYCLE}(?!均|龄|薪)"
    rf"|(?<![第每])(?:{ARABIC}|{CHINESE}|半)(?:个)?(?:年|季度|月|周){_TIMES}|按(?:月|季度|年度|周|旬)(?![均龄])",
    "years": rf"{_FULL_DATE}{GAP}(?:起)?(?:至|到|-|—|－){GAP}{_FULL_DATE}(?:止)?|{_YEAR}{GAP}(?:至|到|-|—|－){GAP}{_YEAR}|(?<!{_D})[12]{_D}{{3}}(?:至|-|—|－)[12]{_D}{{3}}{GAP}年(?:期间)?(?!度)",
    "by": rf"(?:有效期(?:限)?)?(?:截至|截止到?|延长至|有效期至|至|到){GAP}{_YEAR}{GAP}{_MONTH}{GAP}{_DAY}{GAP}{_BEFORE}?(?![^，。；]{{0,4}}(?:印发|公布|发布|通过))"
    rf"|(?:(?<![达得等受])(?:到|至|截至|截止到?){GAP})?{_YEAR}{GAP}(?:{_MONTH}{GAP}(?:{_DAY}|{_PART})?|年?{_PART}|上半年|下半年|{_QUARTER})?{GAP}{_BEFORE}"
    rf"|(?<![达得等受较由])(?:到){GAP}{_YEAR}(?:{GAP}(?:{_MONTH}{GAP}(?:底|末)?|年?[底末]))?(?![{'以'}的])"
    rf"|(?<!{_D}){_MONTH}{GAP}(?:{_DAY}|{_PART})?{GAP}(?:之前|以前|前)|(?<![半每次周])(?:今年|本年|当年|次年)?(?:年底|月底|季度末|年末)前"
    rf"|(?:今年|明年|本年|当年|本年度)内?(?=[^度])(?:底前|内)|(?<![{'0-9０-９一二三四五六七八九十两半周数多全'}])年内|(?:当月|当日|当天|次日|次月)内"
    rf"|提前{GAP}{_LENGTH}",
    "within": rf"{_LENGTH}(?:之内|以内|内)(?!的)",
    "during": rf"{NUMBER}{GAP}年(?:的)?过渡期(?:内|期间)?|(?:{_STRETCH})(?:限)?(?:间|内)"
    rf"|[“\"]?十[一二三四五六七八九]五[”\"]?(?:规划)?(?:时期|期间|末期?|期末)",
    "for": rf"(?:最长不(?:得)?超过|最长可?(?:延长)?(?:至|为)?|不(?:得)?(?:少于|低于|超过)|至少|最短|连续(?:工作)?满?|持续|累计|为期|满|期限(?:一般)?为?"
    rf"|有效期(?:限)?为?|周期(?:一般)?为|公示期?(?:为|不少于)?|(?:再)?延长(?:至)?|延缓|时间(?:一般|原则上)?为|(?<![使费作应利采专享租])用|经过)"
    rf"{GAP}{_LENGTH}(?:左右)?(?:及?以上|及?以下|时间)?(?!前|后|底)"
    rf"|(?<!第)(?:{NUMBER}){GAP}(?:个)?(?:工作日|季度|星期|小时|分钟|月|年|周(?!岁)|天){GAP}(?:及)?以上(?:{NUMBER}{GAP}(?:个)?(?:月|年|周|天|日)以下)?",
    "year": rf"(?:{_YEAR}){GAP}(?:{_QUARTER}|上半年|下半年|全年|{_MONTH}(?!{GAP}{_D})|内)?",
}
_TIME = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items()))
_KIND = {"every_date": "every", "years": "during", "year": "during"}
# What stands right before a length and makes it a look back or a rank, or before 每年 and makes it a rate.
_LOOK_BACK = re.compile(r"(?:近|过去|最近|此前|前|上|第|已|现|年满|[0-9０-９.．]|—|–)$")
_RATE_BEFORE = re.compile(r"每[人户名家个床亩头辆]$|人均$|月均$")
_RATE_AFTER = re.compile(rf"{GAP}每[人户名家个床亩头辆]|[^，。；]{{0,2}}[0-9０-９.]{{1,9}}{GAP}[万亿]?元")
# A year opens its phrase (or stands after one of these) and what follows is an act, not a noun that it names.
_YEAR_LEAD = re.compile(r"(?:^|[，,。；;：:、（(！ ]|在|于|确保|力争|努力|争取|计划|年度)$")
_YEAR_NAMES = re.compile(
    rf"{GAP}(?:工作|度|以来|起|开始|版|同期|的|第?[0-9０-９一二三四五六七八九十]{{1,3}}{GAP}[月号次]|[-—至~－]|前|后|底|初|末|印发|发布"
    r"|修订|公布|制定|级|届|[）)》〉”]|$)"
)


def find_time_words(text: str) -> Iterator[TimeWords]:
    """Time words in ``text``, in order, none overlapping."""
    titles = list(
        re.finditer(r"《[^》]{0,200}》|〔[^〕]{0,12}〕|[（(][^（）()。；]{0,12}年[^（）()，。；]{0,12}[）)]", text)
    )
    cursor = 0
    for match in _TIME.finditer(text):
        while cursor < len(titles) and titles[cursor].end() <= match.start():
            cursor += 1
        if cursor < len(titles) and titles[cursor].start() <= match.start():
            continue
        name = match.lastgroup or ""
        if _is_time_limit(name, match, text):
            kind = _KIND.get(name, name)
            yield TimeWords(match.start(), match.end(), kind, _iso(name, match[0]))


def _is_time_limit(name: str, match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 6) : match.start()]
    after = text[match.end() : match.end() + 16]
    if name in ("every", "every_date"):
        return not (_RATE_BEFORE.search(before) or _RATE_AFTER.match(after) or before.endswith(("平均", "“")))
    if name in ("within", "for"):
        # 2021年内 is a year, 近3年内 looks back, （1—3个月） and 第2年 are no lengths.
        bare = not re.match(r"[0-9０-９一二三四五六七八九十两百半]", match[0])
        return bare or not _LOOK_BACK.search(before)
    if name == "year":
        return bool(_YEAR_LEAD.search(before)) and not _YEAR_NAMES.match(after)
    if name == "by":  # 2018年12月31日之前已完成转制的企业, 截至2020年底共有…: what has happened
        return not re.match(
            r"[，,]?(?:已|共|累计)" if match[0][0] != "截" else r"[，,]?[^，。；]{0,12}(?:已|共|累计)", after
        )
    return True


# --- ISO 8601 --------------------------------------------------------------------------------------------------

_DURATION = {
    "年": "Y",
    "月": "M",
    "个月": "M",
    "周": "W",
    "个星期": "W",
    "星期": "W",
    "日": "D",
    "天": "D",
    "自然日": "D",
}
_CLOCK = {"小时": "H", "个小时": "H", "分钟": "M"}
_DATE = re.compile(
    rf"(?P<year>[12１２]{_D}{{3}}|二[〇○零][〇○零一二三四五六七八九]{{2}}){GAP}年{GAP}"
    rf"(?:(?P<month>{_D}{{1,2}}|[一二三四五六七八九十]{{1,2}}){GAP}月(?:份)?{GAP}"
    rf"(?:(?P<day>{_D}{{1,2}}|[一二三四五六七八九十]{{1,3}}){GAP}[日号])?)?(?P<part>.*)"
)


def _iso(name: str, words: str) -> str | None:
    if name == "within":
        return _duration(re.sub(r"(?:之内|以内|内)$", "", words))
    if name == "every":
        return _recurrence(words)
    if name == "for":
        exact = re.fullmatch(
            rf"(?:连续(?:工作)?|持续|为期|期限为?|有效期(?:限)?为?|周期为|公示期?为?|时间为)({_LENGTH})", words
        )
        return _duration(exact[1]) if exact else None
    if name == "years":
        ends = re.split(r"至|到|-|—|－", words)
        dates = [_date("year", end if "年" in end else f"{end}年") for end in ends]
        return f"{dates[0]}/{dates[1]}" if len(dates) == 2 and all(dates) else None
    if name in ("by", "year"):
        return _date(name, words)
    return None


def _duration(words: str) -> str | None:
    found = re.fullmatch(rf"(?P<number>{NUMBER}){GAP}(?P<unit>.+)", words.strip())
    if not found:
        return None
    number, unit = parse_number(found["number"]), found["unit"].strip()
    if found["number"] == "半":
        return "P6M" if unit == "年" else None
    if number is None:
        return None
    if unit in ("季度", "个季度"):
        return f"P{3 * number}M"
    if unit in _CLOCK:
        return f"PT{number}{_CLOCK[unit]}"
    return f"P{number}{_DURATION[unit]}" if unit in _DURATION else None


def _recurrence(words: str) -> str | None:
    times = re.search(rf"({_TIMES})$", words)
    if times:
        if times[1] not in ("一次", "1次", "１次"):
            return None
        words = words[: times.start()]
    cycle = re.sub(r"^(?:每隔|每|按)", "", words).strip()
    if words.startswith("每隔"):
        return None
    cycle = re.sub(r"(?<=年)度$", "", cycle)
    cycle = {"季": "季度", "个季度": "季度", "个月": "月", "个星期": "星期"}.get(cycle, cycle)
    length = _duration(cycle if re.match(rf"{NUMBER}", cycle) else f"1{cycle}")
    return f"R/{length}" if length else None


def _date(name: str, words: str) -> str | None:
    found = _DATE.search(words)
    if not found:
        return None
    year = parse_number(found["year"])
    month = parse_number(found["month"]) if found["month"] else None
    day = parse_number(found["day"]) if found["day"] else None
    part = found["part"].strip()
    before = bool(re.search(rf"{_BEFORE}$", part))
    part = re.sub(rf"{_BEFORE}$", "", part).removeprefix("年")
    if year is None or part not in ("", "底", "末", "全年", "内", "起"):
        return None
    if month is not None and not 1 <= month <= 12:
        return None
    last_day = calendar.monthrange(year, month)[1] if month else 31
    if day is not None:
        return f"{year}-{month:02}-{day:02}" if 1 <= day <= last_day else None
    if part in ("底", "末"):
        return f"{year}-{month or 12:02}-{last_day}"
    if before:
        return None  # 2025年前 does not say whether 2025 counts
    return f"{year}-{month:02}" if month else str(year)
