"""Under which condition, where, with which papers, who not, and how binding: the circumstances of an entitlement.

Each finder returns words as printed, or None (an empty tuple) where the sentence does not say.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.sentences import Span

_REGION = (
    r"(?:(?:本[省市州县区]|全[省市州县区国]|本)?行政区域|[县市省州区镇乡]域|辖区|区域|统筹地区"
    r"|统筹区|本[省市州县区]|全[省市州县区国]"
    r"|(?<![\u4e00-\u9fff])[县市省州区]|(?<=[在到将于至])[县市省州区镇乡村])(?:范围)?内"
)
_INSTITUTION = (
    r"(?:公立|民营|定点|基层|一级|二级|三级|各级|乡镇|县级|市级|省级|医保|医疗|专科"
    r"|综合){0,4}(?:医疗卫生机构|医疗机构|养老机构|医院|卫生院|卫生室|学校|幼儿园)"
)
_AREA = re.compile(
    rf"{_REGION}(?:的)?(?:{_INSTITUTION}(?:、{_INSTITUTION}){{0,5}})?"
    rf"|(?<=在)(?:本[省市州县区])?{_INSTITUTION}(?:、{_INSTITUTION}){{0,5}}(?=住院|发生的|就医|就诊|看病|分娩|治疗|入住|就读|就餐|内)"
)
_SHOW = re.compile(r"(?<![文])(?:凭借|凭|持(?![续有久平股])|持有(?![^，。；]{0,20}的)|出示)")
_PAPER_NOUN = re.compile(
    r"证明材料|证明|证件|身份证|[\u4e00-\u9fff]证(?![件明券实])|证|卡|资料|材料|户口簿|户口本|病历"
    r"|诊断结果|诊断书|申请书|申请表|书面申请|发票|票据|凭证|介绍信|批文|文件|通知书|协议"
)
_PAPERS_END = re.compile(
    r"[，,。；;]|(?<![存])在|到(?!期)|向|可|(?<!书面)申请(?![书表])|享受|直接|办理|即可|报销|领取|就医"
    r"|住院(?![发票病费证清收结])"
)
# 持有证书人员: the papers describe people.
_NO_PAPERS = re.compile(r"书?(?:的|人员|者|人)")
_MAX_PAPERS_CHARS = 60

_PREMISE = re.compile(
    r"(?:在[^，,。；;]{2,30}(?:前提|条件|情况|情形)下|(?:有|具备)条件的(?:地方|地区|省份|乡镇|街道"
    r"|单位|医院|机构|院校|学校|企业|社区|[市县区省州旗村]{1,3})|[^，,。；;]{0,30}自愿(?:的)?原则)"
)
_MIN_CASE_CHARS = 3
_WHEN = re.compile(r"^[^，,。；;]{2,20}?(?:(?<!同)时|期间|之后|以后|后|满[^，]{1,6})(?=按|依|可|应|均|享|，|,|$)")
_ELIGIBLE = re.compile(
    r"(?:符合|具备)[^，,。；;的、]{0,12}(?:条件|规定|情形之一|条件之一)|(?:有|属于)(?:下列|以下)[^，,。；;的、]{0,8}之一"
)
_ADVERB = re.compile(r"^(?:[ \u3000，,]|可以|可|应当|应|要|均|都|也|按规定|按照规定|依法|继续|逐步|全部|一律)+")

_EXCLUDED = re.compile(
    r"(?:(?:其中|但|但是)[ \u3000]*)?(?P<words>[^（()）,，;；。：:]*?(?:不(?:得|能|再|可)?(?:重复)?享受"
    r"|不予(?:享受|补贴|资助|救助|补助|报销|支付|办理)|不纳入|除外"
    r"|不适用|不包括|不包含|不含|不得(?:重复)?(?:申请|申报)|不再(?:给予|另行)?(?:补贴|补助|资助)"
    r"|不在此列)[^（）()，,；;。]*)"
)
_NOT_PEOPLE = re.compile(r"另有规定的?除外|规定的?除外")
_URGED = re.compile(r"鼓励|支持(?!政策|力度)|引导|倡导|提倡")
_ALLOWED = re.compile(r"(?<![许认])可(?:以)?(?!能|靠|持续|行|疑|穿|及|见|比)|允许|准许")


def find_area(masked: str, text: str, span: Span) -> str | None:
    """Where it holds: “县域内定点医疗机构”."""
    area = _AREA.search(masked, span.start, span.end)
    return text[area.start() : area.end()] if area else None


def find_papers(masked: str, text: str, span: Span) -> str | None:
    """Which papers are to be shown, without the verb: “低保证、特困人员供养证”."""
    for show in _SHOW.finditer(masked, span.start, span.end):
        papers = papers_after(masked, show.end(), span.end)
        if papers:
            return text[papers.start : papers.end].strip()
    return None


def papers_after(masked: str, start: int, end: int) -> Span | None:
    """The names of papers that stand right after a verb which ends at ``start``; None where none does."""
    stop = min(end, start + _MAX_PAPERS_CHARS)
    closes = _PAPERS_END.search(masked, start, stop)
    nouns = list(_PAPER_NOUN.finditer(masked, start, closes.start() if closes else stop))
    if not nouns or nouns[-1].end() - start <= 1:
        return None
    last = nouns[-1].end()
    last += masked[last : last + 1] in ("》", "”")
    return None if _NO_PAPERS.match(masked, last) else Span(start, last)


def find_excluded(text: str, span: Span) -> tuple[str, ...]:
    """The words that shut someone out: “涉及第三方责任的患者不享受…”."""
    found = (match["words"].strip() for match in _EXCLUDED.finditer(text, span.start, span.end))
    return tuple(words for words in found if not _NOT_PEOPLE.search(words))


def find_force(masked: str, told: Sequence[Span]) -> str:
    """``encouraged``, ``may`` or ``must``, from the words before the gift (``told``)."""
    stretches = [masked[span.start : span.end] for span in told]
    if any(_URGED.search(words) for words in stretches):
        return "encouraged"
    return "may" if any(_ALLOWED.search(words) for words in stretches) else "must"


def find_condition(
    masked: str, phrases: Sequence[Span], told: Sequence[Span], who: Sequence[Span], what: Span
) -> Span | None:
    """Under which condition, as printed; where two stand side by side, both as one run."""
    if not who:
        return None
    found = [*_premises(masked, told), *_cases(masked, phrases, who[-1].end, what), *_circumstance(masked, told)]
    if not found:
        eligible = _ELIGIBLE.search(masked, who[0].start, who[-1].end)
        return Span(*eligible.span()) if eligible else None
    found.sort()
    run = found[0]
    for span in found[1:]:
        if masked[run.end : span.start].strip("，, ") == "":
            run = Span(run.start, max(run.end, span.end))
    return run


def _premises(masked: str, told: Sequence[Span]) -> list[Span]:
    return [Span(*match.span()) for span in told for match in _PREMISE.finditer(masked, span.start, span.end)]


def _cases(masked: str, phrases: Sequence[Span], people_end: int, what: Span) -> list[Span]:
    """What ends in 的 between the people and the gift: “业绩突出、表现优秀的，”, “因…影响，到期还款困难的，”."""
    ends = [
        phrase.end for phrase in phrases if people_end < phrase.end <= what.start and masked[phrase.end - 1] == "的"
    ]
    if not ends:
        return []
    run = masked[people_end : ends[-1]]
    start = people_end + len(run) - len(run.lstrip("，, "))
    return [Span(start, ends[-1])] if ends[-1] - start >= _MIN_CASE_CHARS else []


def _circumstance(masked: str, told: Sequence[Span]) -> list[Span]:
    """“退出村医岗位时” right after the people."""
    if not told:
        return []
    last = told[-1]
    adverbs = _ADVERB.match(masked, last.start, last.end)
    start = adverbs.end() if adverbs else last.start
    when = _WHEN.match(masked[start : last.end])
    return [Span(start, start + when.end())] if when else []
