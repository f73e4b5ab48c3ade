"""Words that give someone something, told apart from the same verbs in orders and penalties.

享受, 免交, 减免 … give by themselves. 给予, 实行, 提供, 纳入 … do so only with an object that is a benefit: 给予补助 does,
给予处分 does not; 纳入救助范围 does, 纳入考核 does not.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.reading.numerals import ARABIC


class Benefit(NamedTuple):
    """The verb at ``start:end``. ``trails``: its object stands before it (房租减半); ``is_free``: money or a waiver."""

    start: int
    end: int
    trails: bool
    is_free: bool


_WAIVED = (
    r"免交|免缴|免收|免征|免除|免费|免试|免予|免于|减免|减半|减征|减收|缓缴|缓交|返还|退还|报销|展期|续贷|贴息|代缴|倾斜支付"
    r"|(?:不需|无需|不用|不必)(?:要)?(?:再)?(?:缴纳|交纳|支付)|不收取|不再收取|不再补缴"
)
_STRONG = re.compile(
    rf"(?P<trails>(?:房租|租金|费用|押金|学费|费|税)(?:全部)?(?:免收|减半|全免))|(?P<waived>{_WAIVED})|(?P<money>每人每(?:月|年|次|天|餐|学期)(?:增加|补贴|补助|发放)?[^，。；]{{0,8}}?{ARABIC}万?元)"
    r"|(?P<enjoy>(?<!不)(?<!不得)(?<!不再)(?<!不能)(?:享受|享有)(?!条件|范围|情况))|(?P<eased>放宽|优先(?!权|级|序|发展|于))"
)
_WEAK = re.compile(
    r"(?P<verb>给予|予以|实行|提供|发放|落实|开展|进行|实施|(?<!不)(?<!不得)纳入|资助|补助|补贴|救助|奖励|申请|参加)"
)
_GIVEN = (
    r"补贴|补助|资助|救助|奖励|奖补|优惠|减免|倾斜|支持|帮扶|付费|免|报销|贷款|贴息|服务|筛查|体检|救治|治疗|康复|保障|低保|供养|待遇|援助|保险|激励|津贴"
    r"|抚恤|便利|照顾|护理|补偿|返还|聘用|养老金|抵扣|退税|(?:癌|病|产前|孕前|妇科|健康)[^，]{0,8}检查|元"
)
_NOT_GIVEN = (
    r"处分|处罚|警告|批评|罚款|惩戒|惩处|追究|监管|监督|考核|监测|巡访|排查|核查|核实|审核|登记|建档|认定|约谈|管理|培训|评定|评估|评价|名单|台账|信息系统"
    r"|责令|通报|调查|摸底|教育|宣传|回访"
)
# What each verb must have after it in its phrase, and must not have.
_OBJECTS: dict[str, tuple[str, str]] = {
    "纳入": (r"范围|保障|救助|供养|救治|服务|低保|医保|保险|资助|补贴|体系|统筹", r"信息|监测|考核|名单|预警|台账|目录|预算|规划|评价|诚信|失信|系统|档案"),
    "落实": (r"补贴|补助|待遇|优惠|资助|减免|救助|保障", _NOT_GIVEN),
    "申请": (r"补贴|补助|资助|救助|减免|减征|免征|退还|退税|抵免|抵缴|扣除|贷款|奖励|服务|辅助器具|保障|缓缴|延期|低保|待遇|援助", r"书|表|材料$"),
    "参加": (r"保险", r"培训|考试|评审"),
}
_PASSED_ON = re.compile(r"[^，。；]{0,24}的(?:[^，。；]{0,10}?)(?:人员|对象|患者|老年人|家庭|企业|人口|儿童|学生|户)")
# As a subject's own verb only these show that the subject receives: people who 开展 or 给予 something give it.
_RECEIVING = frozenset({"纳入", "申请", "参加", "予以"})
# Words that may stand between people and the verb after 为.
_BETWEEN = re.compile(r"(?:[ \u3000]|免费|统一|定期|及时|优先|按规定|依法|每年|每月|全面|足额|按时|一次性|全额|直接)*")
_SERVICE = re.compile(r"(?P<verb>提供|发放|减免|筛查|接种|办理|缴纳|代缴|购买|报销|落实|体检|开展|实施|安排|适配|免除|免费)")


def find_benefit(masked: str, start: int, end: int, *, as_subject: bool) -> Benefit | None:
    """The first words in ``masked[start:end]`` (within one phrase) that give something.

    :param as_subject: the people are the subject of the verb, so that 给予 or 开展 would be what they do.
    """
    candidates = [_strong(masked, start, end), _weak(masked, start, end, as_subject=as_subject)]
    present = [candidate for candidate in candidates if candidate]
    return min(present, key=lambda benefit: benefit.start) if present else None


def _strong(masked: str, start: int, end: int) -> Benefit | None:
    for match in _STRONG.finditer(masked, start, end):
        if match["enjoy"] and _PASSED_ON.match(masked, match.end(), end):
            continue  # 享受抚恤补助的优抚对象: a description of people
        if re.compile(_NOT_GIVEN).search(masked, match.end(), min(end, match.end() + 6)) and not match["enjoy"]:
            continue
        is_free = bool(match["waived"] or match["money"] or match["trails"])
        return Benefit(match.start(), match.end(), bool(match["trails"]), is_free)
    return None


def _weak(masked: str, start: int, end: int, *, as_subject: bool) -> Benefit | None:
    for match in _WEAK.finditer(masked, start, end):
        verb = match["verb"]
        if as_subject and verb not in _RECEIVING:
            continue
        if verb == "参加" and as_subject:
            continue
        needed, barred = _OBJECTS.get(verb, (_GIVEN, _NOT_GIVEN))
        itself = match.start() if verb in ("资助", "补助", "补贴", "救助", "奖励") else match.end()
        if re.compile(needed).search(masked, itself, end) and not re.compile(barred).search(masked, match.end(), end):
            is_free = bool(re.compile(r"补贴|补助|资助|减免|奖励|免费").search(masked, match.start(), end))
            return Benefit(match.start(), match.end(), False, is_free)
    return None


def benefit_at(masked: str, start: int, end: int) -> Benefit | None:
    """What is done for the people named right before ``start``: “为…新生儿｜筛查耳聋基因”."""
    between = _BETWEEN.match(masked, start, end)
    begin = between.end() if between else start
    verb = _SERVICE.match(masked, begin, end)
    if not verb or re.compile(_NOT_GIVEN).search(masked, verb.end(), end):
        return None
    if verb["verb"] in ("提供", "开展", "实施", "办理", "落实", "安排") and not re.compile(_GIVEN).search(masked, verb.end(), end):
        return None
    is_free = bool(re.compile(r"免费|补贴|补助|减免|免除|优先|报销|代缴").search(masked, start, end))
    return Benefit(start if is_free and "免费" in masked[start:begin] else begin, verb.end(), False, is_free)
