"""Words that name a time, their kind and their ISO 8601 form. Nothing here asks who must act or what must be done.

Kinds: ``by`` (2025年底前), ``within`` (30日内), ``every`` (每季度), ``for`` (连续6个月), ``during`` (过渡期内). An ISO
form is given only where it says exactly what the words say: 工作日, bounds (不少于6个月) and dates in every year
(每年6月底前) have none. Issue dates, the start of validity, document numbers, ages and years inside 《titles》 are no
time limits.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.reading.facts.numerals import ARABIC, CHINESE, GAP, NUMBER, parse_number


class TimeWords(NamedTuple):
    """Time words at ``text[start:end]`` with their kind and ISO form."""

    start: int
    end: int
    kind: str
    iso: str | None


_D = r"[0-9０-９]"
_YEAR = rf"(?:(?<!{_D})[12１２]{_D}{{3}}{GAP}年|二[〇○零][〇○零一二三四五六七八九]{{2}}年)"
_MONTH = rf"(?:(?<!{_D}){_D}{{1,2}}|[一二三四五六七八九十]{{1,2}}){GAP}月(?:份)?"
_DAY = rf"(?:{_D}{{1,2}}|[一二三四五六七八九十]{{1,3}}){GAP}[日号]"
_PART = r"(?:上旬|中旬|下旬|底|末|初)"
_QUARTER = r"第?[一二三四1-4]季度"
_CLOCK_TIME = r"(?:(?:上午|下午|晚上|中午|早上?|晚)?[0-9]{1,2}(?:[:：][0-9]{2}|[时点](?:[0-9]{1,2}分|半)?)|下班)"
# Ratios (1:15—1:20) begin with small numbers, hours of work do not.
_HOURS = rf"(?:(?!0?[0-5](?!{_D})){_CLOCK_TIME}(?:[-—–－~～至到]|——){_CLOCK_TIME})"
_WEEKDAY = r"[一二三四五六日天]"
_DATE = rf"{_YEAR}{GAP}{_MONTH}{GAP}{_DAY}"
_BEFORE = r"(?:之前|以前|前|止)"
_TO = r"(?:至|到|-|—|－)"
_RANGE_TO = r"——|[-—–－~～至到]"
_UNTIL = r"(?<![达得等受较由])(?:截至|截止到?|延长至|有效期(?:限)?至|到|至)"
_COUNT = rf"(?:{ARABIC}|{CHINESE})"
_SPAN_UNIT = r"(?:个)?(?:工作日|自然日|季度|星期|学期|学年|小时|分钟|月|年|周(?!岁)|日|天)"
_LENGTH = rf"(?![12]{_D}{{3}}{GAP}年){NUMBER}(?:{GAP}(?:[-—–－~～至]|——){GAP}{NUMBER})?{GAP}{_SPAN_UNIT}"
_CYCLE = rf"(?:{_COUNT}{GAP})?(?:个)?(?:半年|半个?月|[双单][周月]|年度?|季度?|学期|学年|月|周|星期|旬|日|天)"
_TIMES = rf"(?:至少|不少于|不得少于|不低于)?{_COUNT}次"
_EVENT = r"(?:届满|期满|到期|举办|举行|召开|开始|开工|施工|开学|生效)"
# Words in front of a length that make it one to keep to.
_LASTING = (
    r"(?:最长不(?:得)?超过|最迟不(?:得)?超过|最长可?(?:延长)?(?:至|为)?|不(?:得)?(?:少于|低于|超过)|至少|最短"
    r"|(?:连续|累计)(?:工作|[\u4e00-\u9fff]{1,6}满)?满?|持续|满"
    r"|为期|(?:期限|时限)(?:一般|原则上)?[为：:]?|(?<![周学同近中后前时定长远短])(?:租|聘|任|工|过渡|建设|服务)期(?:限)?为?|有效期(?:限)?为?|公示期?(?:为|不少于)?|周期(?:一般)?为"
    r"|跟踪|观察|(?:再)?延长(?:至)?|延缓|时间(?:一般|原则上)?为|(?<![使费作应利采专享租])用|(?:经|通)过)"
)
# Stretches that a notice names without a date. 期内 after any other word (住院期内) is no time limit.
_STRETCH = (
    r"(?:(?:政策)?过渡|衔接|规划|试点|任|聘|公示|公告|现职|缓冲|整改|疫情防控|疫情|汛|执行|实施|建设)期(?:限)?(?:间|内)"
)

# One rule a line: its name, its pattern, what it is for. At the same place the first rule that matches is taken.
_RULES: tuple[tuple[str, str], ...] = (
    # 完成时限：2022年9月底, 完成时间：长期坚持; not the first date of a range
    (
        "labelled",
        rf"(?<=(?:完成|整改|办理|时限|进度)(?:时限|时间|期限|要求|安排)[：:])\s?(?:{_YEAR}{GAP}"
        rf"(?:{_MONTH}{GAP}(?:{_DAY}|{_PART})?|年?{_PART}|{_QUARTER}|上半年|下半年|全年)?{GAP}{_BEFORE}?"
        r"|(?:长期|持续|常年)(?:坚持|推进|开展|实施|落实|执行)?|全年|年底)"
        r"(?![ ]?[0-9０-９一二三四第上下—–－~～至到-])",
    ),
    # 2022年7月15日（星期五）17:00前
    (
        "by",
        rf"(?:{_DATE}|{_MONTH}{GAP}{_DAY})(?:[（(](?:星期|周)[一二三四五六日天][)）])?{GAP}{_CLOCK_TIME}{GAP}{_BEFORE}",
    ),
    # 2024年3月1日至3月31日, 2023年1月1日起至2025年12月31日止
    (
        "years",
        rf"{_DATE}{GAP}起?{GAP}(?:[-—–－~～至到]|——){GAP}(?:{_YEAR}{GAP})?(?:{_MONTH}{GAP})?{_DAY}止?(?!{GAP}{_TO})",
    ),
    # 10月1日至11月30日
    ("span", rf"(?<!{_D}){_MONTH}{_DAY}(?:[-—–－~～至到]|——)(?:{_MONTH})?{_DAY}止?(?!{GAP}(?:{_BEFORE}|{_TO}))"),
    # 即日起至5月31日
    ("span", rf"即日起(?:至|到){GAP}(?:{_YEAR}{GAP})?{_MONTH}{GAP}(?:{_DAY}|{_PART})止?"),
    # 2024年8月—2025年9月, 2022年3月至5月
    (
        "years",
        rf"{_YEAR}{GAP}{_MONTH}(?:底|初|{_PART})?{GAP}(?:[-—–－~～至到]|——){GAP}(?:{_YEAR}{GAP})?{_MONTH}(?:底|初|{_PART})?(?!{GAP}{_D})",
    ),
    # 每年3、6、9、12月10日前
    (
        "yearly",
        rf"每{GAP}年度?{GAP}{_D}{{1,2}}(?:、{_D}{{1,2}}){{0,10}}[、和及]{_D}{{1,2}}{GAP}月(?:份)?{GAP}(?:{_DAY}|{_PART})?{GAP}{_BEFORE}?",
    ),
    # 每年6月和11月底前, 每年3月份
    (
        "yearly",
        rf"每{GAP}年度?{GAP}{_MONTH}(?:(?:{_DAY}|{_PART})?[、和及与或至—-]{_MONTH}){{0,11}}{GAP}(?:{_DAY}|{_PART})?"
        rf"{GAP}{_BEFORE}?",
    ),
    # 每年年底前, 每年上半年
    ("yearly", rf"每{GAP}年(?:年底|年初|年末|上半年|下半年|{_QUARTER}){_BEFORE}?"),
    # 每周一至周五8:30—12:00, 周一至周五
    ("yearly", rf"(?:每)?(?:周|星期){_WEEKDAY}(?:至|到|[-—–－~～]){{1,2}}(?:周|星期)?{_WEEKDAY}{GAP}{_HOURS}?"),
    # 每季度第一个月10日前, 每季度末, 每月10日前, 每周五
    (
        "yearly",
        rf"每(?:个)?(?:季度|季|月|半年|学期|周)(?:(?:第[一二三1-3](?:个)?月|最后(?:一|1)?个月|[首末]月|月?[底末初])(?:{_DAY}|{_PART})?"
        rf"|{_DAY}|{_PART}|{_WEEKDAY}(?![次个十两天小]))(?:{_CLOCK_TIME})?{_BEFORE}?",
    ),
    # 8:30—17:00
    ("span", _HOURS),
    # 每季度一次, 每5年, 每月
    ("every", rf"每(?:隔)?{GAP}{_CYCLE}(?:{_TIMES})?(?![均龄薪])"),
    # 一年两次, 按月
    ("every", rf"(?<![第每])(?:{_COUNT}|半)(?:个)?(?:年|季度|月|周){_TIMES}|按(?:月|季度|周|旬)(?![均龄])"),
    # 2019年1月1日至2023年12月31日, 2021年至2025年, 2021-2025年
    ("years", rf"{_DATE}{GAP}起?{_TO}{GAP}{_DATE}止?|{_YEAR}{GAP}{_TO}{GAP}{_YEAR}"),
    ("years", rf"(?<!{_D})[12]{_D}{{3}}{_TO}[12]{_D}{{3}}{GAP}年(?:期间)?(?!度)"),
    # 到2025年6月30日, 有效期至2030年8月31日
    ("by", rf"{_UNTIL}{GAP}{_DATE}{GAP}{_BEFORE}?(?![^，。；]{{0,4}}(?:印发|公布|发布|通过))"),
    # 2025年底前, 到2022年6月30日前, 2020年6月底前
    (
        "by",
        rf"(?:{_UNTIL}{GAP})?{_YEAR}{GAP}(?:{_MONTH}{GAP}(?:{_DAY}|{_PART})?|年?{_PART}|上半年|下半年|{_QUARTER})?"
        rf"{GAP}{_BEFORE}",
    ),
    # 到2025年, 到2025年底
    ("by", rf"(?<![达得等受较由])到{GAP}{_YEAR}(?:{GAP}(?:{_MONTH}{GAP}[底末]?|年?[底末]))?(?![以的])"),
    # 6月底前, 年底前
    (
        "by",
        rf"(?:(?:当年|次年|今年|明年|本年度?|同年){GAP})?(?<!{_D}){_MONTH}{GAP}(?:{_DAY}|{_PART})?{GAP}(?:之前|以前|前)",
    ),
    # 2025年底基本实现…, 10月底完成…
    (
        "by",
        rf"(?:{_YEAR}{GAP}(?:{_MONTH}|年)?|(?<!{_D}){_MONTH})[底末](?=[，,]?(?:基本|全面|全部|力争|确保|实现|完成|达到|建成|形成))",
    ),
    # 第一季度末前; 第二季度完成整改
    ("by", rf"(?<!每){_QUARTER}[末底]?前"),
    ("during", rf"(?<!每)(?<!年){_QUARTER}(?=完成|开展|启动|组织|召开|制定|印发|报送|集中|全面)"),
    ("by", r"(?<![半每次周])(?:今年|本年|当年|次年)?(?:年底|月底|季度末|年末)前"),
    # 年内, 当月内
    ("by", r"(?:今年|明年|本年度?|当年)(?:底前|内)|(?<![0-9０-９一二三四五六七八九十两半周数多全几])年内"),
    ("by", r"(?:当月|当日|当天|次日|次月)内"),
    # 本月25日前, 次月5日前, 于30日前, 当日办结, 在…的次月调整
    ("by", rf"(?:当月|本月|次月|下月)(?:{_DAY}|{_PART}){GAP}{_BEFORE}|(?<=[于在请]){_DAY}前"),
    ("by", r"(?:当日|当天)(?=[^，。；、的]{0,4}(?:办结|完成|上报|报告|报送|回复|答复|反馈|处理|送达))"),
    ("by", r"(?<=[的在于，])次月(?=[\u4e00-\u9fff])(?![起初底末开的])"),
    # 提前5个工作日, 届满30日前
    ("by", rf"提前{GAP}{_LENGTH}|{_EVENT}(?:前{_LENGTH}|{_LENGTH}(?:之前|以前|前))"),
    # 30日内, 2-3年内; 五年以内的人员 is a description
    ("within", rf"{_LENGTH}(?:之内|以内|内)(?!的)"),
    # 5年过渡期内, 公示期内, “十四五”时期
    ("during", rf"{NUMBER}{GAP}年(?:的)?过渡期(?:内|期间)?|{_STRETCH}"),
    ("during", r"[“\"]?十[一二三四五六七八九]五[”\"]?(?:规划)?(?:时期|期间|期末|末期?)"),
    # 连续6个月, 不少于6个月, 有效期五年
    ("for", rf"{_LASTING}{GAP}{_LENGTH}(?:左右)?(?:及?以上|及?以下|[之以]内|时间)?(?![前后底内]|份|{_D}{{1,2}}[日号])"),
    ("for", rf"(?:(?<=之日起)|(?<=期为)|(?<=学制)){GAP}{_LENGTH}止?(?![内后以之前])"),
    # 1年以上, 六个月以上一年以下
    (
        "for",
        rf"(?<!第){NUMBER}{GAP}(?:个)?(?:工作日|季度|星期|小时|分钟|月|年|周(?!岁)|天){GAP}及?以上"
        rf"(?:{NUMBER}{GAP}(?:个)?[月年周天日]以下)?",
    ),
    # 2021年, 2020年第一季度
    ("year", rf"{_YEAR}{GAP}(?:{_QUARTER}|上半年|下半年|全年|{_MONTH}(?!{GAP}{_D})|内)?"),
)
_NAMES = tuple(name for name, _ in _RULES)
# The characters that a time can begin with: most positions need no rule to be tried.
_FIRST = (
    r"(?=[每按即星早晚上下中于请时租工服通第0-9０-９一二三四五六七八九十两百千半〇○零到至截延有今明本当次年月季提届期举召"
    r"开施生过衔规试任聘公现缓整疫汛执实建政长常全同明“\"最不连持累满为周再时用经跟观])"
)
_TIME = re.compile(_FIRST + "(?:" + "|".join(f"(?P<r{i}>{pattern})" for i, (_, pattern) in enumerate(_RULES)) + ")")
_KIND = {"yearly": "every", "years": "during", "year": "during", "span": "during"}

# Right before a length: a look back (近3年内), a rank (第2年), part of a number.
_LOOK_BACK = re.compile(r"(?:近|过去|最近|此前|前|上|第|已|现|年满|[0-9０-９.．]|—|–)$")
# Beside 每年: a rate (每人每年, 每年每个5万元), an average.
_RATE_BEFORE = re.compile(r"每[人户名家个床亩头辆]$|人均$|月均$|平均$|“$")
_RATE_AFTER = re.compile(rf"{GAP}每[人户名家个床亩头辆]|[^，。；]{{0,2}}[0-9０-９.]{{1,9}}{GAP}[万亿]?元")
# A year opens its phrase (or stands after one of these), and what follows is an act, not a noun that it names.
_YEAR_LEAD = re.compile(r"(?:^|[，,。；;：:、（(！ ]|在|于|确保|力争|努力|争取|计划|年度)$")
_YEAR_NAMES = re.compile(
    rf"{GAP}(?:工作|度|以来|起|开始|版|同期|的"
    rf"|第?[0-9０-９一二三四五六七八九十]{{1,3}}{GAP}[月号次]|[-—至~－]|[前后底初末]"
    r"|印发|发布|修订|公布|制定|级|届|[）)》〉”]|$)"
)
# “出生满6个月的婴儿”; “满12个月的，给予…” is a period to keep to.
_OF_SOMEONE = re.compile(r"的(?![，,])")
# “每半年至少开展一次”: oftener will do.
_AT_LEAST = re.compile(r"[^，,。；;：:]{0,6}(?:至少|不少于|不低于)[^，,。；;：:]{0,8}[次回轮]")
# What has happened: 2018年底前已完成转制的, 截至2020年底共有….
_PAST = re.compile(r"[，,]?(?:已|共|累计)")
# “2023年12月31日前出生的儿童”: which people are meant.
_DESCRIBES = re.compile(
    r"(?:已|出生|取得|入职|退休|参加|毕业|注册|登记|成立|设立|建成|竣工|施行|返乡|入伍|离职)[^，,。；;]{0,14}?的"
)
_PAST_SINCE = re.compile(r"[，,]?[^，。；]{0,12}(?:已|共|累计)")
_TITLE = re.compile(rf"《[^》]{{0,200}}》|〔[^〕]{{0,12}}〕|[（(]{_D}{{4}}年?(?:[-—－至]{_D}{{4}})?年?[）)]")


def find_time_words(text: str) -> Iterator[TimeWords]:
    """Time words in ``text``, in order, none overlapping."""
    titles = list(_TITLE.finditer(text))
    cursor = 0
    for match in _TIME.finditer(text):
        while cursor < len(titles) and titles[cursor].end() <= match.start():
            cursor += 1
        if cursor < len(titles) and titles[cursor].start() <= match.start():
            continue
        name = _NAMES[int((match.lastgroup or "r0")[1:])]
        if _is_time_limit(name, match, text):
            start = match.end() - len(match[0].lstrip())
            iso = None if _AT_LEAST.match(text, match.end()) else _iso(name, match[0].lstrip())
            yield TimeWords(start, match.end(), _kind(name, match[0]), iso)


def _kind(name: str, words: str) -> str:
    if name == "labelled":
        return "for" if words.lstrip().startswith(("长期", "持续", "常年")) else "by"
    return _KIND.get(name, name)


def _is_time_limit(name: str, match: re.Match[str], text: str) -> bool:
    before = text[max(0, match.start() - 6) : match.start()]
    after = text[match.end() : match.end() + 16]
    if name in ("every", "yearly"):
        return not (_RATE_BEFORE.search(before) or _RATE_AFTER.match(after))
    if name == "for" and match[0].startswith("满") and (before.endswith(("未", "不")) or _OF_SOMEONE.match(after)):
        return False
    if name in ("within", "for"):
        return not (re.match(NUMBER, match[0]) and _LOOK_BACK.search(before))
    if name == "year":
        return bool(_YEAR_LEAD.search(before)) and not _YEAR_NAMES.match(after)
    if name == "by":
        return not ((_PAST_SINCE if match[0].startswith("截") else _PAST).match(after) or _DESCRIBES.match(after))
    return True


# --- ISO 8601 --------------------------------------------------------------------------------------------------

_DURATION = {"年": "Y", "月": "M", "个月": "M", "周": "W", "个星期": "W", "星期": "W", "日": "D", "天": "D"}
_CLOCK = {"小时": "H", "个小时": "H", "分钟": "M"}
_EXACTLY = re.compile(
    rf"(?:连续(?:工作)?|持续|为期|[期时]限[为：:]?|(?:租|聘|任|工|过渡|建设|服务)期限?为?|有效期(?:限)?为?|周期为|公示期?为?|时间为)?{GAP}(?P<length>{_LENGTH})止?"
)
_PARTS_OF_DATE = re.compile(
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
        exact = _EXACTLY.fullmatch(words)
        return _duration(exact["length"]) if exact else None
    if name == "years":
        if re.search(_PART, words):
            return None
        ends = re.split(_RANGE_TO, words)
        dates = [_date(_with_year(end, words)) for end in ends]
        return f"{dates[0]}/{dates[1]}" if len(dates) == 2 and all(dates) else None
    return _date(words) if name in ("by", "year", "labelled") and not re.search(_CLOCK_TIME, words) else None


def _with_year(end: str, words: str) -> str:
    """“5月” of “2022年3月至5月” is one of that year; “2021” of “2021—2025年” is a year."""
    if "年" in end:
        return end
    if "月" not in end and re.search(r"[日号]", end):
        return f"{words.partition('月')[0]}月{end}"
    return f"{words.partition('年')[0]}年{end}" if "月" in end else f"{end}年"


def _duration(words: str) -> str | None:
    found = re.fullmatch(rf"(?P<number>{NUMBER}){GAP}(?P<unit>\D+)", words.strip())
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
    if words.startswith("每隔"):
        return None
    cycle = re.sub(r"(?<=年)度$", "", re.sub(r"^[每按]", "", words).strip())
    cycle = {"季": "季度", "个季度": "季度", "个月": "月", "个星期": "星期"}.get(cycle, cycle)
    length = _duration(cycle if re.match(NUMBER, cycle) else f"1{cycle}")
    return f"R/{length}" if length else None


def _date(words: str) -> str | None:
    found = _PARTS_OF_DATE.search(words)
    if not found:
        return None
    year, part = parse_number(found["year"]), found["part"].strip()
    month, day = (parse_number(found[name]) if found[name] else None for name in ("month", "day"))
    before = bool(re.search(rf"{_BEFORE}$", part))
    part = re.sub(rf"{_BEFORE}$", "", part).removeprefix("年")
    if not year or part not in ("", "底", "末", "全年", "内", "起") or (month is not None and not 1 <= month <= 12):
        return None
    last_day = calendar.monthrange(year, month or 12)[1]
    if day is not None:
        return f"{year}-{month:02}-{day:02}" if 1 <= day <= last_day else None
    if part in ("底", "末"):
        return f"{year}-{month or 12:02}-{last_day}"
    if before:
        return None  # 2025年前 does not say whether 2025 counts
    return f"{year}-{month:02}" if month else str(year)
