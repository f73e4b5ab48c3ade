"""The words that give units a role, in a tail or on a line of their own: “甲牵头，乙配合”, “责任单位：甲、乙”."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from assistant.reading.facts.duty_rules import FIRST_UNIT_RULE, find_unread
from assistant.reading.facts.units import is_unit, split_units, unit_list

_BODY = r"(?:单位|部门|科室|处室|股室|主体|机构)"
_LABEL_ENDS = r"\s?(?:及|和|、)?\s?[：:]"
# Labels that name units, and those that name something else and so end a list of units.
ROLE_LABEL = re.compile(
    rf"(?<![各个本该])(?:[省市州盟县区旗镇乡村]级)?(?P<kind>(?:总)?牵头(?:负责|责任)?{_BODY}|主办{_BODY}|主责{_BODY}"
    rf"|(?:主要|第一)?(?:责任|负责|实施|承办|落实){_BODY}|(?:配合|协办|协同|协助|参与|参加|协作){_BODY})"
    rf"(?:[（(](?:排名不分先后|按职责分工)[）)])?(?:{_LABEL_ENDS}|(?P<copula>为|是)(?=[\u4e00-\u9fff]))"
)
# In brackets and on lines of their own short labels do: “牵头：甲；配合：乙”.
_SHORT_LABEL = re.compile(r"(?:^|(?<=[，,；;。\s（(]))(?P<kind>牵头|主办|配合|协办|参与|责任)[：:]")
_OTHER_LABEL = re.compile(
    r"[，,；;。]?\s?(?:完成|办理|工作|时间)?(?:时限|时间(?:节点|要求)?|期限|进度(?:安排)?|节点)(?:要求)?\s?[：:为]"
    r"|[，,；;。]?\s?(?:牵头|责任|分管|包联|联系|挂点|包保|负责|配合)?(?:\S县)?(?:领导|责任人|负责人|联系人|联系电话|联络员)(?:及\S{2,6})?\s?[：:]"
    r"|[，,；;。]?\s?(?:成员|组成|支持|指导|监督|报送|联系|主管)(?:单位|部门)\s?[：:]"
    r"|[，,；;。]?\s?(?:备注|目标|工作目标|工作要求|任务目标)\s?[：:]"
)
_LEAD = re.compile(r"牵头|主办|主责")
# “责任单位：市级：甲局；县级：各县乙局”
_LEVEL_LABEL = re.compile(r"(^|[；;，,。])\s?[省市州盟县区旗镇乡]级(?:层面)?[：:]")
_SUPPORT = re.compile(r"配合|协办|协同|协助|参与|参加|协作")

_DONE = r"(?:落实|实施|组织实施|办理|推进|推动|完成|制定|抓好|组织|协调|会同|开展|统筹)"
# “为本项工作责任单位”
_IS = r"(?:为|是)(?:[本该此](?:项|次)?(?:工作|任务|行动)?的?)?"
_LEAD_WORDS = re.compile(
    r"(?:[，,]?(?:按照|按)(?:各自)?职责(?:分工)?)?"
    rf"(?:共同|分别|具体|总|负责)*牵头(?:抓总|负责)?{_DONE}{{0,2}}$|主办$|{_IS}(?:总?牵头|主办|主责)(?:责任)?{_BODY}$"
)
_SUPPORT_WORDS = re.compile(
    rf"(?:分别|共同|积极|协同|协助|按职责)*(?:参与|参加|配合|协助|协办|协同){_DONE}?$|{_IS}(?:配合|协办|参与|协同){_BODY}$"
)
_RESPONSIBLE_WORDS = re.compile(
    r"(?:[，,]?(?:依据|依照|根据|按照|按)(?:各自|其)?(?:职责|职能|职责分工|职责任务)?(?:分工|职责)?)?"
    rf"(?:分工|分别|共同|具体|各自|统一)?负责(?:{_DONE}|指导|监督|督促|审批|监管|保障){{0,2}}$"
    r"|(?:分别|共同)?(?:依据|依照|根据|按照|按)(?:各自|其)?(?:职责|职能)(?:分工|任务)?(?:落实|实施|组织实施|推进)$"
    rf"|(?:结合(?:各自)?实际|具体|组织|抓好|共同|分别)*(?:落实|实施|执行)$|{_IS}(?:责任|负责|承办|实施){_BODY}$"
)
_LEAD_REMARK = re.compile(r"[（(](?:总|主要)?牵头(?:单位|部门|负责)?[）)]$")
# “会同乙、丙”: who is brought in by the lead named before.
_TOGETHER = re.compile(rf"^(?:会同|联合|商)(?P<units>.+?){_DONE}{{0,2}}$")
# A piece that tells when, not who: “2025年底前完成”, “持续推进”.
TIMING = re.compile(
    r"\d{4}\s?年|\d{1,2}\s?月|(?:年|月)底前?|每年|每季度|每月|每半年|持续|长期|年内|全年|立即|即日|常态|适时|完成时限|完成时间|时限|进度"
)
# A sign beside a name, which a rule may speak of: “县医保局★”.
SIGN = re.compile(r"[★☆*＊▲△※●◆]")
# “生态环境部指导，市政府负责落实”: who guides or supervises has no part in the work itself.
_GUIDES = re.compile(r"(?P<units>.+?)(?:业务)?(?:指导|监督|督导|督促|指导监督|指导督促)$")
_NO_NAME = re.compile(r"由|见|详见|另行|待定|无$|按|如|暂|同上")
_MAX_LABELLED_NAME_CHARS = 28
_MAX_LABEL_LINE_CHARS = 300
# “牵头单位：甲局负责制定方案”
_ITS_WORK = re.compile(r"(?<=[局委厅办部处科股院会室府所站心])(?:具体|主要)?(?:负责|牵头)..+$")
_VERB = re.compile(r"负责|牵头|配合|制定|做好|落实|开展|推进|完成|应当|按照|确保")
# “以下任务均需各市人民政府落实，不再列出”
REMARK = re.compile(r"[。；;，,](?:以下|下列|下述)[^。]*(?:不再(?:一一)?(?:列出|列明|列举|重复)|同此)。?$")
_AFTER_RULE = re.compile(
    r"^[，,；;]?其[他余](?:责任)?(?:单位|部门|的)?(?:为|是)(?:配合|协办|责任|参与|协助)(?:单位|部门)(?:[，,]?下同)?"
)
# “甲局牵头、乙局配合”: here 、 parts roles, not names.
_ROLE_THEN_MARK = re.compile(r"(牵头(?:负责|落实)?|主办|负责|配合|参与|协助)[、 \u3000]\s*(?=[\u4e00-\u9fff])")


@dataclass(slots=True)
class Roles:
    """Units by role while a list is read."""

    lead: list[str] = field(default_factory=list)
    support: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.lead or self.support or self.responsible)

    def add(self, other: Roles) -> None:
        """Take in what ``other`` names."""
        self.lead += other.lead
        self.support += other.support
        self.responsible += other.responsible


def without_rule(content: str) -> str:
    """``content`` without a first-unit rule and what the rule says of the others, and without a remark on what follows
    (“以下任务均需各市人民政府落实，不再列出”)."""
    content = REMARK.sub("", content)
    rule = FIRST_UNIT_RULE.search(content)
    start, end = rule.span() if rule else (len(content), len(content))
    unread = None if rule else find_unread(f"（{content}")
    if unread:
        start, end = unread.start() - 1, unread.end() - 1
    return (content[:start] + _AFTER_RULE.sub("", content[end:])).strip("，,；;。 ")


def is_label_line(text: str) -> bool:
    """Whether a paragraph, its mark and final stop taken off, holds labels and what stands behind them only."""
    body = text.strip("（()）[]〔〕【】 ")
    labels = find_labels(body, short=True)
    begins = bool(labels) and labels[0].start() == 0
    return (begins or bool(_OTHER_LABEL.match(body))) and "。" not in body and len(body) <= _MAX_LABEL_LINE_CHARS


def read_roles(content: str) -> Roles | None:
    """The roles that ``content``, the inside of a tail, gives; None where it holds anything else."""
    return labelled_roles(content, short=True) or worded_roles(content)


def find_labels(text: str, *, short: bool = False) -> list[re.Match[str]]:
    """The role labels in ``text``, in order. ``short``: “牵头：” counts as one."""
    found = list(ROLE_LABEL.finditer(text))
    if short:
        found += [match for match in _SHORT_LABEL.finditer(text) if not any(_touch(match, other) for other in found)]
    return sorted(found, key=lambda match: match.start())


def _touch(one: re.Match[str], other: re.Match[str]) -> bool:
    return one.start() < other.end() and other.start() < one.end()


def labelled_roles(content: str, *, short: bool = False) -> Roles | None:
    """“牵头单位：甲；配合单位：乙、丙” or “责任单位：甲、乙”. Persons (责任人：…) and times are left out."""
    labels = find_labels(content, short=short)
    if not labels:
        return None
    roles = Roles()
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        part = content[label.end() : following.start() if following else len(content)]
        worded = worded_roles(part.strip("，,；;。 ")) if re.search(r"牵头|配合", part) else None
        names = labelled_names(part, strict=bool(label.groupdict().get("copula")))
        roles.add(worded or roles_under(label["kind"], names))
    return roles or None


def roles_under(label: str, names: list[str]) -> Roles:
    """The roles of ``names`` under a label or the head of a column; “甲局（牵头）” leads under any."""
    if _LEAD.search(label):
        return Roles(lead=names)
    leaders = [_LEAD_REMARK.sub("", name) for name in names if _LEAD_REMARK.search(name)]
    others = [name for name in names if not _LEAD_REMARK.search(name)]
    return Roles(leaders, others, []) if _SUPPORT.search(label) else Roles(leaders, [], others)


def labelled_names(part: str, *, strict: bool) -> list[str]:
    """The names behind a label, which says that they are units; behind “责任单位为” they must look like units."""
    part = _LEVEL_LABEL.sub(r"\1", part)
    part = re.split(r"。", _OTHER_LABEL.split(part)[0])[0].strip("，,；;、 　")
    names = [_ITS_WORK.sub("", name) for name in split_units(part) if not TIMING.search(name)]
    if strict:
        return names if all(is_unit(name) for name in names) else []
    return names if all(_may_be_labelled(name) for name in names) else []


def _may_be_labelled(name: str) -> bool:
    """Whether a name that does not end like a unit's (市城投, 国网供电) may be one; 张三 may not."""
    if is_unit(name):
        return True
    shape = 4 <= len(name) <= _MAX_LABELLED_NAME_CHARS or re.match(r"[省市县区州盟旗国团]..", name)
    named = shape and "：" not in name and re.search(r"[\u4e00-\u9fff]{2}", name)
    return bool(named and not _VERB.search(name) and not _NO_NAME.match(name))


def worded_roles(content: str) -> Roles | None:
    """“甲牵头，乙、丙配合”, “甲、乙按职责分工负责”; None where any piece is something else."""
    roles = Roles()
    waiting: list[str] = []
    for piece in re.split(r"[，,；;]", _ROLE_THEN_MARK.sub(r"\1，", content)):
        piece = re.sub(r"^.*?(?<!自)由", "", piece.strip())
        guide = _GUIDES.fullmatch(piece)
        if guide and unit_list(guide["units"]):
            continue  # no role that a table has; the quote tells of them
        together = _TOGETHER.match(piece) if roles.lead else None
        target, names = (roles.support, together["units"]) if together else _role_of(piece, roles)
        if target is None:
            if piece and not TIMING.search(piece):
                waiting.append(piece)  # units whose role word comes in a later piece
            continue
        listed = unit_list("、".join([*waiting, names]) if names else "、".join(waiting))
        if not listed:
            return None
        leaders = [_LEAD_REMARK.sub("", name) for name in listed if _LEAD_REMARK.search(name)]
        roles.lead += leaders
        target.extend(name for name in listed if not _LEAD_REMARK.search(name))
        waiting = []
    return None if waiting or not roles else roles


def _role_of(piece: str, roles: Roles) -> tuple[list[str] | None, str]:
    for words, target in (
        (_LEAD_WORDS, roles.lead),
        (_SUPPORT_WORDS, roles.support),
        (_RESPONSIBLE_WORDS, roles.responsible),
    ):
        found = words.search(piece)
        if found:
            return target, re.sub(r"等$", "", piece[: found.start()].strip())
    return None, piece


def bare_roles(content: str) -> Roles | None:
    """A bracket that holds nothing but units, under a first-unit rule."""
    plain = SIGN.sub("", content)
    names = unit_list("、".join(piece for piece in re.split(r"[，,；;]", plain) if not TIMING.search(piece)))
    return Roles(responsible=names) if names else None
