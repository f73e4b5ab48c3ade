"""Lists of people in running text: “农村低保对象、特困人员和易返贫致贫人口” is three groups.

A group is told by the noun that ends it (人员, 对象, 患者, 户 …; in business notices 企业, 合作社 …), not by a
glossary. Rules read text in which brackets are masked (:func:`assistant.reading.sentences.mask_brackets`): it has the
same length, so positions hold in both.
"""

from __future__ import annotations

import re

from assistant.reading.sentences import Span

_PEOPLE = (
    r"人员|人口(?![较多少众])|对象|患者|病人|妇女|女性|儿童|老年人|老人|孕产妇|孕妇|产妇|新生儿"
    r"|婴幼儿|幼儿|残疾人|学生|毕业生|学员|家庭|居民(?!医保|医疗保险|基本医疗|基本养老|养老保险)|村民|市民|群众|农民工|农民|职工|员工|工人|护工"
    r"|医生|医师|村医|护士|教师|师生|军人|烈属|青年|青少年|未成年人|孤儿|子女|父母|夫妇|夫妻|遗属|家属|考生"
    r"|成员(?!单位)|会员|社员|队员|党员|护理员|参保人|申请人|监护人|委托人|劳动力|劳动者|就业者|创业者"
    r"|失业者|供养者|渔民|牧民|人群|群体|个人(?!缴费|自付|负担|账户|承担|支付|部分|所得|信[用息])|人才|骨干|公民|侨胞|户主"
    r"|(?<![住用账客门窗入逐散每])户(?![籍口外用型名均])|[类种项]户"
)
_BUSINESS = (
    r"企业|公司|个体工商户|工商户|合作社|农场|市场主体|经营主体|纳税人|用人单位|生产者|经营者|商户"
    r"|养殖场|服务组织|运营机构"
)
_HEAD = re.compile(rf"(?:{_PEOPLE}|{_BUSINESS})(?:[”’」]|\x00{{1,60}})*")
_SEPARATOR = re.compile(r"、|以及|和(?![谐解睦])|(?<![参给赋])与(?!会)|(?<![涉普以])及(?![时早其])|或者|或")
# What may follow a list of people: the end, a comma, or a word that begins what they get or how. Words that look the
# same but belong to a longer name are kept out (家庭｜经济困难学生, 居民｜最低生活保障对象, 家庭｜未成年人).
_FOLLOWING = re.compile(
    r"$|[，,：:。；;]|[ \u3000]*(?:"
    r"在(?![岗校职册读编家外园乡学训建押逃保籍])|可(?![能靠再])|应(?![届急用征聘])"
    r"|要(?![求素点件])|须|需(?![求要方])|必(?![要备])"
    r"|按|依|凭|持(?![证续有久])|经(?![济营办费常])|享|(?:入院|住院|入学|出院|就诊|就医|看病|生育"
    r"|分娩|死亡|病故)(?!家庭|人员|患者|户|者|对象|人口)|免(?![疫职])|减(?![刑贫灾产])"
    r"|均|都(?!市)|也|全部|全额|定额|一律|由|优先|逐步|退出|离开|接受|到(?![户期村位])|不(?![动良孕育满同明等])"
    r"|无(?=[需须偿])|继续|统一|给|纳入|符合|参加|参保|开展|进行|实行|实施|提供|发放|补贴|补助|资助|奖励|落实"
    r"|因(?![素公]|[病灾残故]致|病返)|如|自愿|自(?=[0-9之收通])|申请|申领|领取|报销|筛查|予以|于"
    r"|从(?!事)|向|使用|首次|当[年月]|购(?![房物])|缴|转为"
    r"|逐户|定期|及时|适当|酌情|分别|年满|已(?![婚故脱建纳])|同时|最[高多长迟]|原则上"
    r"|未(?![成就婚参保升脱])|仅|单独|放宽|返还"
    r"|采取|办理|建立|接种|超出|收取|一次性|直接|全面|有(?=[以下])|到期|吸纳|招用|招聘|雇用|取得"
    r"|获得|被|通过|达到|购买|承租|投保"
    r"|(?:运营|经营|举办|从事|就读|承租|租用|发生|遭受|一年内|连续)(?=[^，,。；;]{2,60}的[，,])"
    r"|迁入|返乡|创办|自主创业|跨[省市县区]|外出|新增(?=[^，]{0,4}[的0-9])|新(?:招用|录用|吸纳)|参照|比照|随|遇|每)"
)
# Right after people: their costs, and what becomes of them. “家庭农场｜检验检测费减半收取”
_COSTS = re.compile(
    r"[\u4e00-\u9fff]{0,12}?(?:(?<!经)费用?|部分|(?:报销|支付|救助|补偿)比例|起付线|起付标准|限额)"
    r"(?=由|按|减半|全[额部免]|免|给予|予以|不设|提高|降低|上浮|下降|实行|为|达|不低于)"
)
# A description that goes on behind the words read so far, up to other people: “企业｜参加工伤保险的职工”.
_LONGER_NAME = re.compile(rf"[^，,。；;：:]{{0,40}}?的[^，,。；;：:的、]{{0,10}}?(?:{_PEOPLE}|{_BUSINESS})(?P<end>)")
_NEGATIVE = re.compile(r"不属于|不符合|未(?!脱贫|成年|就业|婚)|非|除")
_LIST_END = re.compile(r"等(?=[，,：:。；;]|$|可|应|要|按|享|给|纳入|全部|提供|实行|免)")
_REGION = r"(?:县|市|省|区|州|镇|乡|村|辖区|区域|本市|本省|全市|全省|全县|全国|统筹地区)域?(?:范围)?内"
# Words in front of the first group that are no part of its name; “县内就读的孤儿” keeps its own.
_LEAD = re.compile(
    r"(?:[ \u3000]|继续|重点(?!优抚|人群|对象)|主要|其中|全部|凡是|凡|有关|相关)*"
    rf"(?:{_REGION}(?:的)?(?=所有|全部|全体|符合|[^，。；的]*(?:$|[，。；])|[^，。；的]{{2,12}}(?:{_PEOPLE})))?"
)
_AREA_LEAD = re.compile(_REGION)
# A run that begins with one of these is what an office does, not who someone is.
_TASK = re.compile(
    r"(?:加强|推进|推动|完善|建立|健全|提高|提升|强化|深化|组织|引导|指导|督促|加大|扩大|优化|促进"
    r"|制定|明确|做好|抓好|落实|开展|实施|动员|保持|加快|合理|稳步|进一步|坚持|充分|发挥|培育|培养|壮大"
    r"|同一|带动|帮助|协助|配合|负责|按照|根据|通过|依托|针对|随着|以(?!下)|是|为|使|让|由)"
)
# A name of people holds none of these; a run that does is a clause, with another subject or object in it.
_CLAUSE = re.compile(
    r"应当|应该|必须|可以|(?<![以作成称列视])为(?![主生期止])|由|认为|(?<![凡但还就])是(?!否)"
    r"|(?<![针面绝相核])对(?![象口应])|安排|向|[将把]"
)
_BUSINESS_END = re.compile(rf"(?:{_BUSINESS})[”’」\x00]*$")
_PUNCTUATION = re.compile(r"[，,。；;：:]")
_MAX_GROUP_CHARS = 70
_MAX_LIST_CHARS = 400


def area_in_front(text: str) -> str | None:
    """“县域内所有住院患者” → “县域内”; the area that a list of people opens with."""
    found = _AREA_LEAD.match(text)
    return found[0] if found else None


def ends_with_people(masked: str, start: int, end: int) -> bool:
    """Whether a word for people stands right before ``end``."""
    heads = (_HEAD.match(masked, position, end) for position in range(max(start, end - 8), end))
    return any(head is not None and head.end() == end for head in heads)


def is_business(masked: str, groups: list[Span]) -> bool:
    """Whether one of ``groups`` is a firm and no person."""
    return any(_BUSINESS_END.search(masked[group.start : group.end]) for group in groups)


def read_groups(masked: str, start: int, end: int) -> tuple[list[Span], int] | None:
    """The list of people that begins at ``start``, read up to ``end``: each group, and where the list ends.

    None where no list of people stands there, or where what stands there cannot be taken apart with certainty.
    """
    end = min(end, start + _MAX_LIST_CHARS)
    lead = _LEAD.match(masked, start, end)
    item_start = lead.end() if lead else start
    groups: list[Span] = []
    position = item_start
    while True:
        head = _HEAD.search(masked, position, end)
        if head is None or _PUNCTUATION.search(masked, item_start, head.start()):
            return None
        after = head.end()
        separator = _SEPARATOR.match(masked, after, end)
        if separator and not _NEGATIVE.match(masked, item_start):
            groups.append(Span(item_start, after))
            item_start = position = separator.end()
            continue
        list_end = _LIST_END.match(masked, after, end)
        if list_end or _ends_here(masked, after, end):
            groups.append(Span(item_start, after))
            if not all(_is_group(masked, group) for group in groups) or _is_mixed(masked, groups):
                return None
            return groups, list_end.end() if list_end else after
        position = head.start() + 1  # 患病人员 holds 病人: a longer word may begin inside this one


def _ends_here(masked: str, position: int, end: int) -> bool:
    if position >= end or _PUNCTUATION.match(masked, position):
        return True
    if not (_FOLLOWING.match(masked, position, end) or _costs_follow(masked, position, end)):
        return False
    longer = _LONGER_NAME.match(masked, position, end)
    return longer is None or not (longer.end() >= end or _FOLLOWING.match(masked, longer.end(), end))


def _costs_follow(masked: str, position: int, end: int) -> bool:
    costs = _COSTS.match(masked, position, end)
    return costs is not None and _HEAD.search(masked, position, costs.end()) is None


def _is_group(masked: str, group: Span) -> bool:
    words = masked[group.start : group.end]
    return 1 < len(words) <= _MAX_GROUP_CHARS and not _TASK.match(words) and not _CLAUSE.search(words)


def _is_mixed(masked: str, groups: list[Span]) -> bool:
    """“甲企业、乙企业、丙中心的骨干”: companies, or their people? Not to be told."""
    words = [masked[group.start : group.end] for group in groups]
    business = [bool(_BUSINESS_END.search(word)) for word in words]
    return "的" in words[-1] and any(business) and not business[-1]
