"""Words that give someone something, told apart from the same verbs in orders and penalties.

享受, 免交, 减免 … give by themselves. 给予, 实行, 提供, 纳入 … do so only with an object that is a benefit: 给予补助
does, 给予处分 does not; 纳入救助范围 does, 纳入考核 does not.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from assistant.reading.facts.numerals import ARABIC


class Role(Enum):
    """What the people are to the verb: whom it is done to, its subject (in its phrase or an earlier one), or urged."""

    OBJECT = "object"
    SUBJECT = "subject"
    EARLIER_SUBJECT = "earlier subject"
    URGED = "urged"


class Benefit(NamedTuple):
    """The verb at ``start:end``; ``is_free``: money or a waiver."""

    start: int
    end: int
    is_free: bool


_WAIVED = (
    r"免交|免缴|免收|免征|减按|免除|免费|免试|免予|免于|减免|减半|减征|减收|缓缴|缓交|返还|退还|报销"
    r"|展期|续贷|贴息|代缴|倾斜支付"
    r"|(?:不需|无需|不用|不必)(?:要)?(?:再)?(?:缴纳|交纳|支付)|不收取|不再(?:收取|补缴|缴纳)"
)
# The same words as nouns: 返还政策, 补贴标准, 资助对象.
_NO_NOUN = (
    r"(?!政策|资金|标准|比例|对象|资格|年度|申请|经费|制度|范围|办法|条件|机制|方式|项目|手续|情况"
    r"|金额|上限|期限|水平|目录|的)"
)
# What public money pays: “由医保基金全额支付”, “按70%给予救助”, “个人零自付”.
_PAID = (
    r"(?<!资金)(?<!经费)由[^，。；]{0,12}?(?:财政|政府|基金|医疗救助|统筹)[^，。；]{0,10}?"
    r"(?:资助|补助|补贴|代缴|支付|承担|负担|报销|解决|兜底)(?!标准|比例|政策|范围|的)"
    rf"|按照?[^，。；]{{0,12}}?{ARABIC}[%％](?:的(?:比例|标准))?(?:给予|予以)(?:救助|补助|补贴|报销|资助|补偿)"
    r"|个人(?:不付费|零自付|零负担|不(?:再)?(?:负担|承担)费用)"
)
# “不设起付线”, “报销比例提高10个百分点”: less to pay oneself.
_EASED_COSTS = (
    r"不设(?:立|置)?[^，。；]{0,6}(?:起付线|起付标准|封顶线|门槛)|取消[^，。；]{0,8}(?:起付线|起付标准|封顶线)"
    rf"|(?:报销|支付|救助|补助|补偿|结算)比例[^，。；]{{0,6}}?(?:提高|上浮|增加|为|达到?|不低于)[^，。；]{{0,2}}?{ARABIC}(?:[%％]|个百分点)"
    rf"|(?:起付线|起付标准)[^，。；]{{0,6}}?(?:降低|下降|下调|减半)(?:[^，。；]{{0,2}}?{ARABIC}(?:[%％]|个百分点))?"
)
_STRONG = re.compile(
    rf"(?P<trails>(?:房租|租金|费用|押金|学费|费|税)(?:全部)?(?:免收|减半|全免))"
    rf"|(?P<waived>(?:{_WAIVED}){_NO_NOUN})"
    rf"|(?P<money>每[人户名](?:每(?:月|年|次|天|日|餐|学期|学年)|一次性)(?![^，。；]{{0,8}}(?:收入|支出|缴|自付|负担))"
    rf"(?:增加|补贴|补助|发放)?[^，。；]{{0,8}}?{ARABIC}万?元)"
    rf"|(?P<paid>{_PAID})|(?P<eased_costs>{_EASED_COSTS})"
    rf"|(?P<likewise>(?:参照|比照)[^，。；]{{0,16}}?(?:救助|保障|补贴|补助|低保|供养|待遇|优惠|资助|优待)[^，。；]{{0,8}}?"
    r"(?:执行|享受|落实|发放))"
    r"|(?P<first>(?:实行|享受|(?<=可)|(?<=可以)|(?<=均)|(?<=一律))[“\"]?先(?:诊疗|看病|住院|治疗|就诊)[、，,]?后(?:付费|结算|缴费)[”\"]?)"
    r"|(?P<enjoy>享受(?!条件|范围|情况|过|[^，。；]{0,16}的(?:资格|条件|范围|标准)))"
    r"|(?P<eased>放宽|优先(?!权|级|序|发展|于))"
)
_WEAK = re.compile(
    rf"(?P<verb>给予|予以|实行|提供|发放|落实|开展|进行|实施|纳入|(?:资助|补助|补贴|救助"
    rf"|奖励){_NO_NOUN}|申请(?!书|表|材料)|申领|参加)"
)
_GIVEN = (
    r"补贴|补助|资助|救助|奖励|奖补|优惠|减免|倾斜|支持|帮扶|付费|免(?!责)|报销|贷款|贴息|服务"
    r"|筛查|体检|救治|治疗|康复|保障|低保|供养|待遇|援助|保险|激励|津贴"
    r"|抚恤|便利|照顾|护理|补偿|返还|聘用|养老金|助学金|奖学金|奖励金|慰问金|抵扣|退税|(?:癌|病"
    r"|产前|孕前|妇科|健康)[^，]{0,8}检查|元"
)
_NOT_GIVEN = (
    r"处分|处罚|警告|批评|罚款|惩戒|惩处|追究|监管|监督|考核|监测|巡访|排查|核查|核实|审核|登记"
    r"|建档|认定|约谈|管理|培训|评定|评估|评价|名单|台账|信息系统"
    r"|责令|通报|调查|摸底|教育|宣传|回访"
)
# What each verb must have after it in its phrase, and must not have.
_OBJECTS: dict[str, tuple[str, str]] = {
    "纳入": (
        r"范围|保障|救助|供养|救治|服务|低保|医保|保险|资助|补贴|体系|统筹",
        r"信息|监测|考核|名单|预警|台账|目录|预算|规划|评价|诚信|失信|系统|档案",
    ),
    "落实": (r"补贴|补助|待遇|优惠|资助|减免|救助|保障", r"监管|监督|考核|责任|制度"),
    "申请": (
        r"补贴|补助|资助|救助|减免|减征|免征|退还|退税|抵免|抵缴|扣除|贷款|奖励|服务|辅助器具|保障"
        r"|缓缴|延期|低保|待遇|援助|助学金|奖学金",
        r"书|表|材料$",
    ),
    "参加": (r"保险", r"培训|考试|评审"),
}
_PASSED_ON = re.compile(
    r"[^，。；]{0,40}的(?:[^，。；]{0,12}?)(?:人员|对象|患者|老年人|家庭|企业|人口|儿童|学生|户"
    r"|设施|机构|组织|场所|活动|单位|专区|平台|器具|产品)"
)
_NEGATED = re.compile(r"(?:不|未|无)(?:得|能|再|予|可|应|会|享有)?(?:重复|另行|再次|给予|享受)?$")
# 申请 gives something only where one may: 可以申请补贴; 申请补贴应当… says how.
_MAY_APPLY = re.compile(r"可(?:以)?[^，。；]{0,40}$|由[^，。；]{2,24}$")
# Verbs of giving that may follow the people in a later phrase: “…企业，…的，给予…”.
_PASSIVE = frozenset({"给予", "予以", "纳入", "发放", "申请", "申领"})
# As a subject's own verb only these show that the subject receives: people who 开展 or 给予 something give it.
_RECEIVING = frozenset({"纳入", "申请", "申领", "予以"})
# The stems of verbs that are nouns as often; as verbs they come first in their phrase but for adverbs.
_NOUN_LIKE = frozenset({"资助", "补助", "补贴", "救助", "奖励"})
_ADVERBS = re.compile(
    r"(?:[ \u3000，,]|可以|可|应当|应|要|将|均|都|也|再|按规定|按照规定|依法|继续|逐步|全部|一律"
    r"|全额|定额|适当|一次性|酌情|每年|每月|分别)*$"
)
_FOR_OTHERS = re.compile(r"(?<![作成称视列认因转])为(?!期)|向|给(?!予)|(?<![针面])对(?![象口])")
# Words that may stand between people and the verb after 为.
_BETWEEN = re.compile(r"(?:[ \u3000]|免费|统一|定期|及时|优先|按规定|依法|每年|每月|全面|足额|按时|一次性|全额|直接)*")
_NEEDING_OBJECT = frozenset({"提供", "开展", "实施", "办理", "落实", "安排"})
_SERVICE = re.compile(
    r"(?P<verb>提供|发放|减免|筛查|接种|办理|缴纳|代缴|购买|报销|落实|体检|开展|实施|安排|适配|免除|免费)"
)


def find_benefit(masked: str, start: int, end: int, role: Role = Role.OBJECT) -> Benefit | None:
    """The first words in ``masked[start:end]`` (within one phrase) that give something to people named before.

    :param role: what the people are to the verb; as its subject, 给予 or 开展 would be what they do.
    """
    candidates = [_strong(masked, start, end, role), _weak(masked, start, end, role)]
    present = [candidate for candidate in candidates if candidate]
    return min(present, key=lambda benefit: benefit.start) if present else None


def _is_negated(masked: str, start: int, position: int) -> bool:
    return bool(_NEGATED.search(masked, max(start, position - 8), position)) or "不得" in masked[start:position]


def _strong(masked: str, start: int, end: int, role: Role) -> Benefit | None:
    for match in _STRONG.finditer(masked, start, end):
        if _is_negated(masked, start, match.start()):
            continue
        if role is Role.SUBJECT and _FOR_OTHERS.search(masked, start, match.start()):
            continue  # 家庭医生为老年人免费体检: whose subject they are gives it
        if match["enjoy"] and _PASSED_ON.match(masked, match.end(), end):
            continue  # 享受抚恤补助的优抚对象: a description of people
        is_free = any(match[name] for name in ("waived", "money", "trails", "paid", "eased_costs"))
        return Benefit(match.start(), match.end(), is_free)
    return None


def _weak(masked: str, start: int, end: int, role: Role) -> Benefit | None:
    for match in _WEAK.finditer(masked, start, end):
        verb = match["verb"]
        if not _fits(verb, role) or _is_negated(masked, start, match.start()):
            continue
        if verb in _NOUN_LIKE and not _ADVERBS.fullmatch(masked[start : match.start()][-40:]):
            continue
        if verb in ("申请", "申领") and not _MAY_APPLY.search(masked, max(start, match.start() - 60), match.start()):
            continue
        needed, barred = _OBJECTS.get(verb.replace("领", "请"), (_GIVEN, _NOT_GIVEN))
        itself = match.start() if verb in _NOUN_LIKE else match.end()
        gives = _search(needed, masked, itself, end) and not _search(barred, masked, match.end(), end)
        if gives and not (verb in ("提供", "开展") and _PASSED_ON.match(masked, match.end(), end)):
            is_free = _search(r"补贴|补助|资助|减免|奖励|免费", masked, match.start(), end)
            return Benefit(match.start(), match.end(), is_free)
    return None


def _fits(verb: str, role: Role) -> bool:
    if role is Role.OBJECT:
        return verb != "参加"
    if role is Role.URGED:
        return verb in ("参加", "申请", "申领")
    return verb in (_RECEIVING if role is Role.SUBJECT else _PASSIVE)


def _search(pattern: str, text: str, start: int, end: int) -> bool:
    return re.compile(pattern).search(text, start, end) is not None


def benefit_at(masked: str, start: int, end: int) -> Benefit | None:
    """What is done for the people named right before ``start``: “为…新生儿｜筛查耳聋基因”."""
    between = _BETWEEN.match(masked, start, end)
    begin = between.end() if between else start
    verb = _SERVICE.match(masked, begin, end)
    if not verb or _search(_NOT_GIVEN, masked, verb.end(), end) or _PASSED_ON.match(masked, verb.end(), end):
        return None
    if _search("享受", masked, verb.end(), end):
        return None  # “为老人提供服务可享受补贴”: who provides it has the benefit
    if verb["verb"] in _NEEDING_OBJECT and not _search(_GIVEN, masked, verb.end(), end):
        return None
    is_free = _search(r"免费|补贴|补助|减免|免除|优先|报销|代缴", masked, start, end)
    return Benefit(start if is_free and "免费" in masked[start:begin] else begin, verb.end(), is_free)
