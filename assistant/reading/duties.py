"""Who leads, supports or is responsible: duties found in one paragraph.

Four forms, in this order: a tail in brackets with roles (“（甲牵头，乙、丙配合）”, “（责任单位：甲、乙）”), the same
with role labels outside brackets, a bare list of units in brackets where the notice says once that the first one leads,
and prose (“民政部门负责…”). No lead is ever inferred without such a rule.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.reading.marks import parse_mark
from assistant.reading.units import is_unit, split_units
from assistant.records import Basis, Duty

# “第1个单位为牵头单位，下同”, “列第一位者为牵头单位”, “排在第一位的部门为牵头部门”
FIRST_UNIT_RULE = re.compile(
    r"(?:各项(?:任务|工作))?(?:责任单位)?(?:中)?[，,]?"
    r"(?:第\s?[1一]\s?[个位家]?的?(?:责任)?(?:单位|部门|者)|第\s?[1一]\s?[个位家]"
    r"|(?:列|排|排名|排列)(?:在)?(?:第\s?[1一]\s?(?:位|个)?|首位)(?:者|的?(?:责任)?(?:单位|部门))?|首位(?:单位|部门)|首个(?:单位|部门))"
    r"[^，。；（）]{0,4}?(?:为|是|系)牵头(?:单位|部门|者)?(?:[，,、]?下同)?"
)
_TAIL = re.compile(r"[（(]((?:[^（）()]|[（(][^（）()]*[）)])*)[）)]")
_ROLE_LABEL = re.compile(
    r"(牵头(?:责任)?(?:单位|部门)|责任(?:单位|部门|科室|处室)|配合(?:单位|部门)|协办单位|主办单位|参与单位|参加单位)\s?[：:]"
)
_LEAD_WORDS = re.compile(r"(?:共同|具体)?牵头(?:负责|落实|实施|办理|会同)?$|主办$")
_SUPPORT_WORDS = re.compile(r"(?:分别|共同|积极|协同|协助)?(?:参与|配合|协助|协办|参加)(?:落实|实施|办理)?$")
_RESPONSIBLE_WORDS = re.compile(
    r"(?:等)?(?:[，,]?(?:依据|依照|根据|按照|按)(?:各自|其)?(?:职责|职能|职责分工|职责任务)?(?:分工|职责)?)?"
    r"(?:分工|分别|共同|具体)?负责(?:落实|实施|组织实施)?$"
)
# A piece of a tail that tells when, not who: “2025年底前完成”, “持续推进”.
_TIMING = re.compile(r"\d{4}\s?年|\d{1,2}\s?月|(?:年|月)底前|每年|每季度|持续|长期|完成时限|完成时间|时限")
# The subject of a prose duty: right after a sentence or half-sentence ends, or after 由 (but not 自由).
_PROSE = re.compile(
    r"(?P<head>^|[。；：;:!！，,]|(?<!自)由)"
    r"(?P<units>(?:[^，。；：;（）“”《》由]|(?<=自)由){2,60}?(?:[（(][^（）()]{1,20}[）)])?)"
    r"(?:具体|主要|统一|共同|分别|全面)?[：:]?(?P<verb>牵头(?:负责)?|负责|承担)"
    r"(?!的|抓总|单位|部门|同志|干部|人(?![才员口事力民])|制(?![定度造作订]))"
)
_BODY = re.compile(
    r"(?:成立|组建|设立)(?P<units>[^，。；：“”]{2,40}?(?:专班|领导小组|工作组|指挥部|协调小组|委员会|办公室))[，,]"
    r"(?:[^。；]{0,60}?[，,])?(?P<verb>负责)(?P<task>[^。；]+)"
)
# Words that stand where a name would, and name nobody. Names that begin with the same character (应急, 经信) are left.
_NOBODY = re.compile(
    r"^(?:各|有关|相关|本(?!溪)|该|其|上级|下级|牵头|配合|责任|定点|双方|每|所|要|应(?!急|城|县)|并|以|对(?![外口台])|将(?!乐)|与|向|为"
    r"|让|使|请|经(?![信济贸发开科商])|专人|主要|分管|具体|确保|严格|一(?=[个名位家项])|谁|超出|充分|发挥|加强|委托|授权|鼓励|支持|督促|指导"
    r"|协助|会同(?!县)|依托|通过|组织(?!部|人事)|政府$|部门$)"
    r"|的|要|应当|必须|明确|可以|按|根据|建立|落实|实行|健全|各级|各地"
)
_NAMED_END = re.compile(
    r"(?:部门|委员会|委|厅|局|处|科|室|办|部|署|院|中心|政府|总队|支队|公司|管委会|工会|妇联|残联|科协|联合会|红十字会|协会|学会"
    r"|银行|支行|分行|社|专班|小组|指挥部|示范区|开发区)(?:[（(][^（）()]{1,20}[）)])?$"
)
# What may follow a lead in prose: “市民政局牵头，市财政局配合，…”.
_SUPPORTED = re.compile(
    r"[，,](?P<units>[^，。；：;（）“”《》]{2,60}?)(?:分别|共同|积极|协同)?(?:参与|配合|协助|协办)(?:[，,]|(?=[。；;]|$))"
)
# What is assigned (“低保认定由民政部门负责”) stands so near before the unit.
_MAX_BEFORE_CHARS = 200
# A name's short form, given in brackets: “（以下简称市科委）”.
_SHORT_FORM = re.compile(r"[（(](?:以下)?(?:简称|称)[^（）()]*[）)]$")
_WORK = re.compile(r"工作|任务|职责|职能|责任")
# What a unit does in a sentence that says no more than that the thing named before is its work.
_MERE_VERB = re.compile(r"(?:组织|具体)?(?:实施|落实|承办|办理|执行)?$")
_SENTENCE_END = re.compile(r"[。！？]")


@dataclass(frozen=True, slots=True)
class Rule:
    """A first-unit rule of a notice with its place in the file."""

    quote: str
    start: int
    end: int


@dataclass(slots=True)
class _Roles:
    """Units by role while a tail is read."""

    lead: list[str]
    support: list[str]
    responsible: list[str]

    def units(self) -> list[str]:
        return self.lead + self.support + self.responsible


def find_duties(text: str, task: str, rule: Rule | None = None) -> tuple[Duty, ...]:
    """Duties in ``text``, one paragraph (squeezed); positions count in it.

    :param task: what the tail of the paragraph assigns (its heading, or its first words).
    :param rule: the notice's first-unit rule where it holds for this paragraph; its basis positions are the file's.
    """
    tails = list(_tails(text, task, rule))
    covered = [(duty.start, duty.end) for duty in tails]
    prose = [
        duty for duty in _prose(_without_mark(text)) if not any(s < duty.end and duty.start < e for s, e in covered)
    ]
    return tuple(sorted([*tails, *prose], key=lambda duty: duty.start))


def _without_mark(text: str) -> str:
    """``text`` with hashes, mark and spaces at its head turned into full stops: a sentence begins after them."""
    body = text.lstrip("# \t\u3000\u00a0\ufeff")
    mark = parse_mark(body)
    body = body[mark.length :] if mark else body
    body = body.lstrip(" \t\u3000\u00a0")
    return "。" * (len(text) - len(body)) + body


# --- tails -----------------------------------------------------------------------------------------------------


def _tails(text: str, task: str, rule: Rule | None) -> Iterator[Duty]:
    for match in _TAIL.finditer(text):
        yield from _tail_duty(text, task, rule, match.start(), match.end(), match[1])
    label = _ROLE_LABEL.search(text)
    if label and not any(m.start() < label.start() < m.end() for m in _TAIL.finditer(text)):
        end = _SENTENCE_END.search(text, label.start())
        stop = end.start() if end else len(text)
        yield from _tail_duty(text, task, rule, label.start(), stop, text[label.start() : stop])


def _tail_duty(text: str, task: str, rule: Rule | None, start: int, end: int, content: str) -> Iterator[Duty]:
    bare = FIRST_UNIT_RULE.sub("", content).strip("，,；; ")
    # A bare list of units assigns the task only where it closes the paragraph, after its last sentence.
    closes = start > 0 and text[start - 1] in "。；！" and not text[end:].strip("。 ")
    roles = _labelled_roles(bare) or _worded_roles(bare) or (_bare_roles(bare) if rule and closes else None)
    if roles is None or not roles.units():
        return
    if rule and not roles.lead and not roles.support:
        first, *others = roles.responsible
        basis = Basis("first_listed", rule.quote, rule.start, rule.end)
        yield Duty(task, (first,), tuple(others), (), basis, text[start:end], start, end)
        return
    basis = Basis("stated", text[start:end], start, end)
    named = (tuple(roles.lead), tuple(roles.support), tuple(roles.responsible))
    yield Duty(task, *named, basis, text[start:end], start, end)


def _labelled_roles(content: str) -> _Roles | None:
    """“牵头单位：甲；配合单位：乙、丙” or “责任单位：甲、乙”."""
    labels = list(_ROLE_LABEL.finditer(content))
    if not labels:
        return None
    roles = _Roles([], [], [])
    for label, following in zip(labels, [*labels[1:], None], strict=True):
        part = content[label.end() : following.start() if following else len(content)]
        part = re.split(r"[，,；;]?\s?(?:完成时限|完成时间|时限)|。", part)[0]
        names = [name for name in split_units(part) if not _TIMING.search(name)]  # the label says that they are units
        kind = label[1]
        target = roles.lead if "牵头" in kind or "主办" in kind else roles.support
        (roles.responsible if "责任" in kind and "牵头" not in kind else target).extend(names)
    return roles


def _worded_roles(content: str) -> _Roles | None:
    """“甲牵头，乙、丙配合”, “甲、乙按职责分工负责”; None where any piece is something else."""
    roles = _Roles([], [], [])
    waiting: list[str] = []
    for piece in re.split(r"[，,；;]", content):
        piece = re.sub(r"^.*?(?<!自)由", "", piece.strip())
        target, names = _role_of(piece, roles)
        if target is None:
            if not _TIMING.search(piece):
                waiting.append(piece)  # units whose role word comes in a later piece
            continue
        listed = split_units("、".join([*waiting, names]) if names else "、".join(waiting))
        if not listed or not all(is_unit(name) for name in listed):
            return None
        target.extend(listed)
        waiting = []
    return None if waiting or not roles.units() else roles


def _role_of(piece: str, roles: _Roles) -> tuple[list[str] | None, str]:
    for words, target in (
        (_LEAD_WORDS, roles.lead),
        (_SUPPORT_WORDS, roles.support),
        (_RESPONSIBLE_WORDS, roles.responsible),
    ):
        found = words.search(piece)
        if found:
            return target, piece[: found.start()]
    return None, piece


def _bare_roles(content: str) -> _Roles | None:
    """A bracket that holds nothing but units, under a first-unit rule."""
    names = split_units(content)
    return _Roles([], [], names) if names and all(is_unit(name) for name in names) else None


# --- prose -----------------------------------------------------------------------------------------------------


def _prose(text: str) -> list[Duty]:
    turns = [match for match in _PROSE.finditer(text) if _takes_a_turn(match)]
    found = [duty for duty in (_prose_duty(text, turns, index) for index in range(len(turns))) if duty]
    found += [_body_duty(text, match) for match in _BODY.finditer(text)]
    found.sort(key=lambda duty: duty.start)
    kept: list[Duty] = []
    for duty in found:
        if kept and duty.start < kept[-1].end:
            continue
        kept.append(duty)
    limits = [match.start("units") for match in turns]
    return [_extend(text, duty, limits) for duty in kept] if len(kept) > 1 else kept


def _takes_a_turn(match: re.Match[str]) -> bool:
    """Whether from here on the text speaks of somebody else: a name, or a collective that is no named unit."""
    if _names(match["units"]):
        return match["head"] not in ("，", ",") or bool(re.search(r"(?:部门|科|处|局|委|厅)$", match["units"]))
    return match["head"] not in ("，", ",") and not _continues(match["units"]) and is_unit(match["units"])


def _names(subject: str) -> list[str]:
    names = [_SHORT_FORM.sub("", name) for name in split_units(subject)]
    # “农业农村、生态环境等部门”, “宣传、网信部门”: the last word is everybody's.
    plain_list = re.search(r"等\S{0,4}部门$", subject) or re.fullmatch(
        r"(?:[\u4e00-\u9fff]{2,10}、)+[\u4e00-\u9fff]{2,10}部门", subject
    )
    named = all(plain_list or _NAMED_END.search(name) for name in names)
    return names if names and named and not any(_NOBODY.search(name) for name in names) else []


def _prose_duty(text: str, turns: list[re.Match[str]], index: int) -> Duty | None:
    match = turns[index]
    names = tuple(_names(match["units"]))
    if not names:
        return None
    support, begin = _support(text, match)
    # The sentence may go on with the next unit's work.
    limit = max(begin, turns[index + 1].start("head")) if index + 1 < len(turns) else len(text)
    end = _SENTENCE_END.search(text, begin, limit)
    stop = end.start() if end else limit
    stop = match.end() + len(text[match.end() : stop].rstrip("，,；; "))
    start, task = match.start("units"), text[begin:stop].strip("，,；; ")
    if match["head"] == "由" and _MERE_VERB.match(task):
        before = re.split(r"[。；;！？]", text[max(0, match.start("head") - _MAX_BEFORE_CHARS) : match.start("head")])[
            -1
        ]
        start, task = match.start("head") - len(before.lstrip("，, ")), before.strip("，, ")
    if not task or (match["verb"] == "承担" and not _is_work(task)):
        return None
    lead, responsible = (names, ()) if match["verb"].startswith("牵头") else ((), names)
    quote = text[start:stop]
    return Duty(task, lead, support, responsible, Basis("prose", quote, start, stop), quote, start, stop)


def _support(text: str, match: re.Match[str]) -> tuple[tuple[str, ...], int]:
    """Units that support the lead named in ``match``, and where the task begins."""
    found = _SUPPORTED.match(text, match.end()) if match["verb"].startswith("牵头") else None
    names = split_units(found["units"]) if found else []
    if not found or not names or not all(is_unit(name) for name in names):
        return (), match.end()
    return tuple(names), found.end()


def _is_work(task: str) -> bool:
    """承担 makes a duty of work, not of costs (“由医院承担”), nor where it only describes (“承担工作的人员”)."""
    work = _WORK.search(task)
    return work is not None and not task.startswith("的", work.end())


def _body_duty(text: str, match: re.Match[str]) -> Duty:
    quote = match[0]
    basis = Basis("prose", quote, match.start(), match.end())
    return Duty(match["task"].strip("，, "), (), (), (match["units"],), basis, quote, match.start(), match.end())


def _extend(text: str, duty: Duty, limits: list[int]) -> Duty:
    """In a list of units and their work, a sentence without a subject still belongs to the unit before it."""
    following = bisect_left(limits, duty.end)
    limit = limits[following] if following < len(limits) else len(text)
    tail = _TAIL.search(text, duty.end, limit)
    rest = text[duty.end : tail.start() if tail and tail.end() >= limit - 1 else limit].strip("。；;，, ")
    if not rest or not _continues(rest):
        return duty
    stop = text.index(rest, duty.end) + len(rest)
    quote = text[duty.start : stop]
    task = text[duty.start + duty.quote.index(duty.task) : stop]
    return replace(duty, task=task, basis=Basis("prose", quote, duty.start, stop), quote=quote, end=stop)


def _continues(rest: str) -> bool:
    """Whether a sentence goes on with the same subject: it begins with a verb of work and names nobody."""
    return bool(re.match(r"(?:负责|组织|报送|落实|推进|做好|承担|开展|指导|协调|督促|完成|制定|加强|配合)", rest))
