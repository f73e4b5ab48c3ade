"""Duties in prose: a named unit that 负责, 牵头 or 承担 work (“民政部门负责…”, “由甲局会同乙局负责…”).

各地, 各级, 有关部门 and levels of government without a place (县级以上人民政府) are no units; costs, liabilities and
attributes (“由甲局负责的事项”, “对…负责”) are no work. 要, 应当 alone make no duty.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import replace

from assistant.reading.facts.duty_tails import MAX_TAIL_CHARS, find_brackets
from assistant.reading.facts.units import holds_a_sentence, is_unit, split_units, unit_list
from assistant.reading.structure.marks import parse_mark
from assistant.records import Basis, Duty

_NAME_CHARS = r"(?:[^，,。；;：:（()）“”《》〔〕【】由\s]|(?<=自)由|[（(][^（()）]{1,20}[）)])"
# What may stand between a unit and what it does: “市民政局要按照职责分工，具体负责…”.
_MANNER = (
    r"(?:应当|应该|应|要|须|必须|需|将|也|还|均|同时|继续|依法|统筹|各自|分工|按职责|具体|主要|重点|统一|共同|分别"
    r"|全面|直接)"
)
_BASED_ON = (
    r"(?:[，,]?(?:按照|依照|依据|根据|按|在)[^，,。；;：:“”]{1,36}?(?:[，,]|(?<=[工责定求限围内下上准划案法际能律])))"
)
_NOT_WORK = r"(?!的|抓总|单位|部门|同志|干部|作用|地位|人(?![才员口事力民大])|制(?![定度造作订]))"
# “负责牵头” and “切实履行牵头职责” say who leads. Longer words first.
_VERB_WORDS = (
    r"(?P<verb>负责(?:组织)?(?:总)?牵头|总?牵头(?:负责)?|负责|承担(?!牵头)"
    r"|(?:切实|认真|全面|充分|坚决|严格)?(?:履行|担负|扛起|承担|落实)(?:好|起)?(?:总)?牵头(?:单位|部门|抓总|协调|负责|组织)?(?:的)?(?:主体)?(?:责任|职责)(?![制的]))"
)
# “…；2.甲局负责…；三是乙局负责…”
_INLINE_MARK = (
    r"(?:\s?(?:\d{1,2}[.．、](?!\d)|[①-⑳]|[一二三四五六七八九十]{1,2}是|[（(][一二三四五六七八九十\d]{1,2}[）)]))?"
)
# The subject stands right after a sentence or half-sentence ends, or after 由 (but not 自由).
_PROSE = re.compile(
    rf"(?P<head>^|[。；;：:!！，,]|(?<!自)由){_INLINE_MARK}(?P<units>{_NAME_CHARS}{{2,80}}?)"
    rf"(?:[：:]|{_MANNER}|{_BASED_ON}){{0,5}}{_VERB_WORDS}{_NOT_WORK}"
)
# “市民政局是养老服务工作的主管部门，负责…”; “联席会议办公室设在教育部，承担…”.
_PLACED = re.compile(
    rf"(?P<head>^|[。；;：:!！，,]){_INLINE_MARK}(?P<units>{_NAME_CHARS}{{2,60}}?)"
    r"(?P<as>(?:是|为|作为)[^，。；：“”]{2,50}?(?:部门|单位|机构|主体)|(?:设|设立)在[^，。；：“”]{2,40}?)[，,]"
    rf"{_MANNER}*{_VERB_WORDS}{_NOT_WORK}"
)
# A unit's heading and its work: “1.办公室。负责…”, “市民政局职责：负责…”.
_HEADED = re.compile(
    rf"(?P<head>^。*)(?P<units>{_NAME_CHARS}{{2,40}}?)(?:的?(?:主要|工作)*职责)?(?:[：:。]|——|—)\s?{_MANNER}*"
    rf"{_VERB_WORDS}{_NOT_WORK}"
)
_LISTED = re.compile(
    rf"。*(?P<units>{_NAME_CHARS}{{2,40}}?)(?:的?(?:主要|工作)*职责)?(?:[：:。]|——|—)\s?(?!$)(?!.{{0,6}}牵头)"
)
_BODY = re.compile(
    r"(?:成立|组建|设立)(?P<units>[^，。；：“”]{2,40}?(?:专班|领导小组|工作组|指挥部|协调小组|委员会|办公室))[，,]"
    r"(?:[^。；]{0,60}?[，,])?(?P<verb>负责)(?P<task>[^。；]+)"
)
# Words that stand where a name would, and name nobody. Names that begin with the same character (应急, 经信) are left.
_NOBODY = re.compile(
    r"^(?:各|有关|相关|本(?!溪)|该|其|上级|下级|上述|以上|同级|牵头|配合|责任|定点|双方|每|所|要|应(?!急|城|县)|并|以|对(?![外口台])"
    r"|将(?!乐)|与|向|为|让|使|请|经(?![信济贸发开科商])|专人|主要|分管|具体|确保|严格|一(?=[个名位家项])|谁|超出|充分|发挥|加强"
    r"|委托|授权|鼓励|支持|督促|指导|协助|会同|依托|通过|组织(?!部|人事)|政府$|部门$|如|若|凡|因|原|参照|比照|依照|属于|需|由"
    r"|地方)"
    r"|作为|的|要(?!塞)|应当|必须|明确|可以|按|根据|建立|落实|实行|健全|各级|各地|以上(?:地方)?(?:人民)?政府(?:$|[（(])|下设|不|未"
)
_COLLECTIVE = re.compile(r"^(?:各|其他|同级)?(?:有关|相关)|^(?:有关|相关)|^各(?:级|地|部门|单位)|等$")
_OTHERS_WORK = re.compile(r"各[^，。；]{1,16}(?:具体|组织|抓好)*(?:实施|落实|配合|执行|参与)")
# Whoever else it may concern: no name, but the work of the unit before ends here.
_EVERYBODY = re.compile(
    r"(?:有关|相关)(?:部门|单位|地区|机构)$|^各(?:级|地|县|市|区|乡|镇|街道|基层|医疗|成员|部门|单位)"
)
_NAMED_END = re.compile(
    r"(?:部门|委员会|委|厅|局|处|科|室|(?<![参入持])(?<![^疾]控)股|办|部|署|院|中心|政府|总队|支队|大队|公司|管委会|工会|妇联|残联|科协|文联|联合会|红十字会|协会|学会|总会|商会|研究会|基金会|馆"
    r"|银行|支行|分行|社|专班|小组|工作组|监察组|指挥部|示范区|开发区|站|所|监会|海关|(?:公安|税务|检察|监察)机关|联席会议|公安|共同体|医共体|党校|卫校|[\u4e00-\u9fff]{2}(?<![下分每各编])组)(?:[（(][^（）()]{1,20}[）)])?$"
)
_ALL_GOVERNMENTS = re.compile(r"各(?!级)[^、，]{1,16}(?:政府|街道办事处|管委会)")
# Words that end like a name and are one only with the place or the field they belong to.
_PLACED_UNIT = re.compile(r"(?:^|、)(?:[省市县区州盟旗]|国家|自治区)(?:[、\u4e00-\u9fff（）()]){2,}(?:单位|机构)$")
# Classes of units, and words that end like a unit by chance.
_GENERIC = re.compile(
    r"^(?:行业|业务|项目|行政|有关|相关)*(?:主管|职能|监管|执法|监督|责任|牵头|配合)部门$|(?:其他|有关|相关)(?:部门|单位|机关)$"
    r"|医疗机构$|经办机构$|服务机构$|(?:场|处)所$"
)
_AS_LEADER = re.compile(r"(?:是|为|作为)[^，]*(?<!非)牵头(?:责任|负责)?(?:部门|单位)[，,]?$")
# What may follow a lead in prose: “市民政局牵头，市财政局配合，…”, “市民政局牵头，会同市财政局制定…”.
_SUPPORTED = re.compile(
    r"[，,、](?P<units>[^，。；：;（）“”《》]{2,60}?)(?:分别|共同|积极|协同)?(?:参与|配合|协助|协办|参加|组成)(?:[，,]|(?=[。；;]|$))"
)
# “由甲局牵头、乙局参与的联席会议”: told of the thing, which is not what the sentence assigns.
_DESCRIBED = re.compile(r"[，,、][^，。；]{2,60}?(?:参与|配合|组成|参加|协同)的")
_VERB = (
    r"(?:制定|制订|组织|开展|落实|推进|推动|研究|建立|完善|做好|负责|实施|加强|指导|督促|共同|定期|统筹|抓好|编制|出台|拟订|拟定|印发|提出"
    r"|优化|起草|修订|梳理|探索|召开|举办|部署|深化|强化|提高|提升|拓展|打造|构建|设立|成立|选派|遴选|开发|规范|扎实|全面|积极|切实"
    r"|认定|审核|评估|检查|进行|依法|确定|协调|发布|汇总|督导|监督|明确|健全|完成|细化|报|对|按|根据|及时|联合|核实|办理)"
)
_VERB_IN = re.compile(rf"{_VERB}|报送|上报|报告|通报|培训|检查|办结|答复")
# “2024年3月底前完成”, “长期坚持”: no work, only when.
_ONLY_WHEN = re.compile(
    r"(?:(?:力争|确保|于|在)?(?:\d{4}年|\d{1,2}月|每[年月季周])[\d年月日底末初上中下旬第个季度\s]{0,10}(?:之?前|以前|内)?"
    r"(?:全部|全面|基本)?(?:完成|办结|落实|到位)?|长期坚持|持续推进)$"
)
_WITH = re.compile(rf"[，,]?(?:会同|联合|商)(?P<units>[^，。；：“”《》]{{2,60}}?)(?=[，,。；;]|$|{_VERB})")
# What is assigned (“低保认定由民政部门负责”) stands so near before the unit.
_MAX_BEFORE_CHARS = 200
# A name's short form, given in brackets: “（以下简称市科委）”.
_SHORT_FORM = re.compile(r"[（(](?:以下)?(?:简称|称)[^（）()]*[）)]$")
_WORK = re.compile(r"工作|任务|职责|职能|责任|事务|事项|服务")
# What 承担 gives without one of these words: “承担数据质量复核”, “承担疑难病症诊治、人才培养”.
_ACTIVITY = re.compile(
    r"[\u4e00-\u9fff](?:复核|核查|审核|审查|核实|核算|监测|检测|检验|监督|监管|检查|考核|质量控制|控制|督导|评估|评价|评审|鉴定|验收|培训|培养|指导"
    r"|管理|采购|组织|协调|调度|指挥|救治|诊治|诊断|诊疗|治疗|抢救|急救|转运|转诊|随访|筛查|接种|统计|汇总|分析|编制|起草|拟订|宣传|教育"
    r"|建设|运维|维护|运营|供应|配送|登记|认定|发布|报送|执法|防控|康复|护理|教学|会诊|质控|调查|巡查|研判|预警|消杀|改造)$"
)
# Costs and liabilities, which 承担 names as often as work.
_BURDEN = re.compile(
    r"(?:相应|法律|赔偿|民事|刑事|行政|连带|违约|补偿|不利|一切|全部)[^，。；]{0,6}(?:责任|后果)|费用|经费|资金|支出|成本|损失|风险|债务|开支"
)
# What a unit does in a sentence that says no more than that the thing named before is its work.
_MERE_VERB = re.compile(r"(?:组织|具体)?(?:实施|落实|承办|办理|执行)?$")
# “由甲局负责认定的对象”: whoever decides is told in passing.
_ATTRIBUTE = re.compile(
    r"(?:组织|实施|认定|审批|审核|管理|建设|办理|监管|监督|发放|收集|处理|运营|运行|审查|主管|批准|登记|核定|采购|评审|承办|维护|保管"
    r"|征收|保障|管护|核准|供养|起草|制定|编制|推进|落实|提供|生产|使用|举办|指导|联系|包联){1,2}的(?!工作|任务|职责)"
)
# “…，乙中心提供技术支持”: what another unit does besides, and no part of the work before it.
_OTHER_SUBJECT = re.compile(
    rf"[，,；;](?P<units>{_NAME_CHARS}{{2,30}}?)(?:分别|共同|积极|依法|及时|应当|应|要|须|必须)*"
    r"(?:(?P<support>(?:配合|协助|协办|参与)(?=$|[，,。；;]))|提供|做好|落实|组织|开展|加强|强化|按规定|按照|予以|给予)"
)
# Verbs that need to be told of what: 建设, 督促整改.
_LONE_VERB = re.compile(
    r"(?:组织|具体|统一|督促|指导|统筹)?(?:建设|拟定|拟订|制定|制订|编制|审核|审批|核实|核定|认定|发放|拨付|管理|运营|维护|验收|评估|考核"
    r"|监督|监管|指导|整改|汇总|公布|采购|登记|受理|检查|改造|建立)(?:和(?:管理|监督|维护|验收|考核))?"
)
_SENTENCE_END = re.compile(r"[。！？]|[，,]自[^，。；]{2,24}起(?:施行|实施|执行|生效)")
_CONTINUES = re.compile(
    r"(?:负责|组织|报送|落实|推进|做好|承担|开展|指导|协调|督促|完成|制定|加强|配合|牵头|统筹|会同)"
)


def find_prose_duties(text: str, *, listed: bool = False) -> list[Duty]:
    """The prose duties in ``text``, one paragraph (squeezed), in order; positions count in it.

    :param listed: the paragraph stands under a heading such as 职责分工: there “市民政局：统筹协调。” assigns
        work as well.
    """
    body = without_mark(text)
    item = _LISTED.match(body) if listed else None
    names = (tuple(named_units(item["units"])) or _governments(item["units"])) if item else ()
    if item and names:
        stop = len(body.rstrip("。；; "))
        quote = body[item.start("units") : stop]
        task = re.sub(r"^(?:主要)?负责(?=..)", "", body[item.end() : stop])
        basis = Basis("prose", quote, item.start("units"), stop)
        return [Duty(task, (), (), names, basis, quote, item.start("units"), stop)] if task else []
    turns = _turns(body)
    found = [duty for duty in (_prose_duty(body, turns, index) for index in range(len(turns))) if duty]
    found += [_body_duty(body, match) for match in _BODY.finditer(body)]
    found.sort(key=lambda duty: duty.start)
    kept: list[Duty] = []
    for duty in found:
        if kept and duty.start < kept[-1].end:
            continue
        kept.append(duty)
    limits = [match.start("units") for match in turns]
    return [_extend(body, duty, limits) for duty in kept] if len(kept) > 1 else kept


def _governments(subject: str) -> tuple[str, ...]:
    """“各乡镇人民政府”, which a list of units and their work names beside the others."""
    return (subject,) if is_unit(subject) and _ALL_GOVERNMENTS.fullmatch(subject) else ()


def without_mark(text: str) -> str:
    """``text`` with hashes, mark and spaces at its head turned into full stops: a sentence begins after them."""
    body = re.sub(r"^[#\s\ufeff]*(?:[-+*•·●◆■▪]\s*(?=[\u4e00-\u9fff]))?", "", text)
    mark = parse_mark(body)
    body = body[mark.length :] if mark else body
    body = body.lstrip(" \t\u3000\u00a0")
    return "。" * (len(text) - len(body)) + body


# --- subjects --------------------------------------------------------------------------------------------------


def _turns(text: str) -> list[re.Match[str]]:
    """Where the text comes to speak of somebody: every match that names a unit or a collective as a subject."""
    found: list[re.Match[str]] = []
    for pattern in (_HEADED, _PLACED, _PROSE):
        position, before = 0, tuple(found)
        while match := pattern.search(text, position):
            if _takes_a_turn(text, match) and not any(_overlap(match, other) for other in before):
                found.append(match)
                position = match.end("verb")
            else:  # a subject may begin inside what was no subject
                position = max(match.start("units"), match.start() + 1)
    return sorted(found, key=lambda match: match.start("units"))


def _overlap(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start("units") < other.end("verb") and other.start("units") < one.end("verb")


def _takes_a_turn(text: str, match: re.Match[str]) -> bool:
    if _is_quoted(text, match.start("verb")):
        return False
    if named_units(match["units"]):
        return True
    if match["head"] in ("，", ",") and not _EVERYBODY.search(match["units"]):
        return False
    return not _CONTINUES.match(match["units"]) and is_unit(match["units"])


def _is_quoted(text: str, position: int) -> bool:
    before = text[max(text.rfind("。", 0, position) + 1, position - MAX_TAIL_CHARS) : position]
    return before.count("“") > before.count("”") or before.count("《") > before.count("》")


def named_units(subject: str) -> list[str]:
    """The named units that ``subject`` is, one by one; none where any part of it is something else."""
    together = re.sub(r"(?:应当|应|要|须)(?=会同)", "", subject)
    names = [_SHORT_FORM.sub("", name) for name in split_units(together)]
    if len(names) > 1:  # “市民政局会同有关部门”, “市民政局等”: the collective adds nobody
        names = [name for name in names if not _COLLECTIVE.search(name)]
    fields = len(names) > 1 and bool(unit_list(subject))  # “农业农村、生态环境等部门”
    named = all(fields or _is_named(name) for name in names)
    return names if names and named and not any(_NOBODY.search(name) for name in names) else []


def _is_named(name: str) -> bool:
    if _PLACED_UNIT.search(name):
        return True
    return bool(_NAMED_END.search(name)) and not _GENERIC.search(name) and not holds_a_sentence(name)


# --- duties ----------------------------------------------------------------------------------------------------


def _prose_duty(text: str, turns: list[re.Match[str]], index: int) -> Duty | None:
    match = turns[index]
    names = tuple(named_units(match["units"]))
    if not names or _DESCRIBED.match(text, match.end()):
        return None
    support, begin = _support(text, match)
    # The sentence may go on with the next unit's work.
    limit = max(begin, _work_ends(text, begin, turns[index + 1])) if index + 1 < len(turns) else len(text)
    end = _SENTENCE_END.search(text, begin, limit)
    stop = _before_bracket(text, match.start("units"), begin, end.start() if end else limit)
    other = _other_subject(text, begin, stop)
    if other:
        stop = other.start()
        if not support and other["support"]:
            support = tuple(named_units(other["units"]))
    stop = match.end() + len(text[match.end() : stop].rstrip("，,；; "))
    start, task = match.start("units"), text[begin:stop].strip("，,；; ")
    bare = text[begin : begin + 1] in ("，", ",", "；", ";") and (not _leads(match) or bool(_ONLY_WHEN.match(task)))
    opens = text[: match.start("head")].rstrip(" \u3000")[-1:] in ("", "。", "；")
    if match["head"] == "由" and opens and _leads_on(text, begin, task):
        pass  # “由甲局负责，每月5日前报送”: a sentence that begins so has the work behind it
    elif match["head"] == "由" and (bare or _MERE_VERB.match(task)):
        before = _before(text, turns, index)
        start, task = match.start("head") - len(before), before.strip("，, ")
        stop = begin if bare else stop
    elif match["head"] == "由" and _LONE_VERB.fullmatch(task) and (before := _before(text, turns, index)):
        start = match.start("head") - len(before)  # “设施由甲局负责建设”: without what stands before, nobody knows what
        task = text[start:stop]
    elif bare and not support:
        return None  # “甲局负责，乙局…”: for what, this sentence does not say
    if not task or not _is_work(match["verb"], task):
        return None
    task = re.sub(r"^负责(?=..)", "", task) if support else task
    if task.startswith("、") or _OTHERS_WORK.fullmatch(task):
        return None  # “甲局牵头、…”, with a role that is not told here; “甲局牵头，各乡镇实施”
    lead, responsible = (names, ()) if _leads(match) else ((), names)
    quote = text[start:stop]
    return Duty(task, lead, support, responsible, Basis("prose", quote, start, stop), quote, start, stop)


def _before(text: str, turns: list[re.Match[str]], index: int) -> str:
    """What stands before 由 in its sentence, behind the turn before: “一组由甲局牵头，二组由乙局牵头”."""
    head = turns[index].start("head")
    behind = turns[index - 1].end() if index else 0
    return re.split(r"[。；;！？]", text[max(behind, head - _MAX_BEFORE_CHARS) : head])[-1].lstrip("，, ")


def _other_subject(text: str, begin: int, stop: int) -> re.Match[str] | None:
    """Where another named unit's part begins: “甲局负责建设，乙中心提供技术支持”, “甲局负责制定方案，乙局配合”."""
    found = (match for match in _OTHER_SUBJECT.finditer(text, begin, stop) if match.start() > begin)
    return next((match for match in found if named_units(match["units"])), None)


def _leads_on(text: str, begin: int, task: str) -> bool:
    """Whether the work stands behind “由甲局负责，”: words with a verb, and not only a time."""
    return text[begin : begin + 1] in ("，", ",") and not _ONLY_WHEN.match(task) and bool(_VERB_IN.search(task))


def _work_ends(text: str, begin: int, following: re.Match[str]) -> int:
    """Where the work of one unit ends before the next one's turn: what stands before 由 is the next one's work."""
    head = following.start("head")
    mark = max(text.rfind(mark, begin, head) for mark in "，,；;。")
    return mark if following["head"] == "由" and mark >= begin else head


def _leads(match: re.Match[str]) -> bool:
    """Whether the words give the lead: “牵头…”, “履行牵头职责”, “作为牵头单位，负责…”."""
    return "牵头" in match["verb"] or bool(_AS_LEADER.match(match.groupdict().get("as") or ""))


def _before_bracket(text: str, units: int, begin: int, stop: int) -> int:
    """Where the work ends: with the bracket that all stands in, or before a tail in brackets."""
    sentence = max(text.rfind("。", 0, units) + 1, units - MAX_TAIL_CHARS)
    for start, end, inside in find_brackets(text[sentence:stop]):
        if sentence + start < units < sentence + end:
            return sentence + end - (text[sentence + end - 1] in "）)〕]】")
        if sentence + start >= begin and sentence + end >= stop and re.search(r"负责|牵头|单位|部门", inside):
            return sentence + start
    return stop


def _support(text: str, match: re.Match[str]) -> tuple[tuple[str, ...], int]:
    """Units that support those named in ``match``, and where the task begins."""
    for pattern in (_WITH, _SUPPORTED):
        found = pattern.match(text, match.end())
        names = split_units(found["units"]) if found else []
        if found and names and all(is_unit(name) for name in names):
            if pattern is _WITH and all(_COLLECTIVE.search(name) for name in names):
                break  # “会同有关部门”: nobody is named
            return tuple(names), found.end()
    return (), match.end()


def _is_work(verb: str, task: str) -> bool:
    """Whether the unit is given work: not costs (“由医院承担”), nor where it is only described (“承担工作的人员”)."""
    if _ATTRIBUTE.match(task):
        return False
    if verb != "承担":
        return bool(re.search(r"[\u4e00-\u9fff]", task))
    first = re.split(r"[，,；;：:]", task)[0]
    work = _WORK.search(task)
    if _ACTIVITY.search(first):
        return True
    return bool(work and not task.startswith("的", work.end()) and not _BURDEN.search(first))


def _body_duty(text: str, match: re.Match[str]) -> Duty:
    quote = match[0]
    basis = Basis("prose", quote, match.start(), match.end())
    return Duty(match["task"].strip("，, "), (), (), (match["units"],), basis, quote, match.start(), match.end())


def _extend(text: str, duty: Duty, limits: list[int]) -> Duty:
    """In a list of units and their work, a sentence without a subject still belongs to the unit before it."""
    following = bisect_left(limits, duty.end)
    limit = limits[following] if following < len(limits) else len(text)
    limit = next((duty.end + start for start, _, _ in find_brackets(text[duty.end : limit])), limit)
    rest = text[duty.end : limit].strip("。；;，, ")
    if not rest or not _CONTINUES.match(rest):
        return duty
    stop = text.index(rest, duty.end) + len(rest)
    quote = text[duty.start : stop]
    task = text[duty.start + duty.quote.index(duty.task) : stop]
    return replace(duty, task=task, basis=Basis("prose", quote, duty.start, stop), quote=quote, end=stop)
