"""Of what matter a phrase is: whether it only leads in, leans on the one before, or turns to something else."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compare.naming import DOER, Names, is_common
from assistant.compare.topic import pairs_of
from assistant.reading.sentences import Span, mask_brackets
from assistant.unit_names import parse_unit

# Phrases that tell how, where or why, in front of what is done.
_ADVERBIAL = re.compile(
    r"(?:严格|特别是|尤其是)?(?:要)?(?:按照?|根据|依据|依托|结合|围绕|通过|鉴于|为(?:了|进一步|切实|全面|认真|深入|贯彻|落实|加强|做好|推进|规范|提高|提升|保障|巩固|防止|促进|解决|实现)|在|到|以|自|针对|对(?:于|照)|坚持|同时|其中|力争)"
)
# “对确有困难的企业”, “除停业的外”, “由企业申请”: for whom, for whom not, and at whose wish.
_TOWARDS = re.compile(
    r"对[^，,。；;]+(?:的|人员|对象|患者|人口|群众|家庭|户|企业|单位|机构|者|人|地区|项目)"
    r"|除(?!了)[^，,。；;]+外"
    r"|[由经][^，,。；;]{2,14}(?:申请|提出|同意|批准|审核|确认|认定)"
)
_TARGET = re.compile(r"(?:特别是|尤其是|重点)?要?(?:针对|对于)")
# “在编制、职称评定等方面给予政策支持” does what it does to them.
_IN_FIELDS = re.compile(r"在[^，,。；;]+?(?:等|各)?(?:方面|环节|领域)[^，,。；;]{2,}")
# Phrases that say nothing without the one before: how much of it, how often, what comes of it, what goes on with it.
_LEANING = re.compile(
    r"其(?!中|他)|分别|均|最[高低多少长]|不[得超少低高]|达到|并(?!非|且$)|且|进一步|逐步|确保|做到|实现|每[年季月周日]|使|以便|减轻|方便"
    r"|防止|避免|从而"
)
_HEADLESS = re.compile(r"并(?!非)|且|其(?!中|他)|分别|均|最[高低多少长]|作为|不[得超少低高]")
# What a phrase begins with that gives an order of its own.
_MANNER = (
    r"(?:重点|继续|持续|积极|大力|加快|深入|全面|稳步|及时|切实|严格|认真|统筹|着力|扎实|充分|合理|科学|适时|有序|不断"
    r"|免费)*"
)
_ORDER = re.compile(
    _MANNER + r"(?:加强|做好|抓好|推进|开展|支持|鼓励|完善|健全|建立|建设|构建|落实|实施|实行|强化|优化(?!资源)|巩固"
    r"|深化|培[育训]|组织|配备|配置"
    r"|打造|搭建|推广|督促|指导|规范|创[建新]|举办|办好|设[立置]|选派|加大|保障|发挥|开设|对)"
)
# What comes of something, told behind it: “增强…意识”, “引导患者合理就医”.
_RESULT = re.compile(
    _MANNER + r"(?:推动|引导|改善|提升|提高|促进|扩大|增强|维护|培养|发展|整合|营造|激发|调动|缓解|养成)"
)
_BETTER = re.compile(r"(?:注重|着力|重点|继续|不断|持续)*(?:提升|提高|改善|扩大)")
_OF_ITS_OWN = re.compile(r"(?:服务|政策|工作)?(?:的)?(?:利用|使用|覆盖|运行|履约)?(?:效率|质量|率|面|范围|待遇)")
_OWN_DOER = re.compile(r"(?:原则上)?(?:每个|每所|每家|各)[^，,。；;]{1,16}?(?:有|至少|配备|办好|建[好成设]|设[立置])")
_MEANS = re.compile(r"(?:发挥|利用|借助|依靠)[^，,。；;]+(?:作用|优势|力量)$")
_GOAL = re.compile(r"确保|实现|做到|保障|使")
_LIST = re.compile(r"、|以及|和(?![谐解])|(?<![参给赋])与(?!会)|(?<![涉普])及(?![时其])")
_DOES = re.compile(r"要|应|必须|须|原则上|负责|可(?!持续)|不得|至少|每[年季月周]")
_BEFORE_DOER = re.compile(r"(?:各|全[省市县]|县级|基层|[^，,。；;对将为向把]{1,16}[、和与及])*")
_VERB = re.compile(r"[有达到为是设要应可将把对向由按使]|建设|配备|开展|进行|实行|实现|覆盖|享受|负责|提供|加强")
_LONGEST_NAME = 16


def is_adverbial(words: str) -> bool:
    """Whether a phrase only tells how, where, why or for whom."""
    return not _IN_FIELDS.fullmatch(words) and bool(_ADVERBIAL.match(words) or _TOWARDS.fullmatch(words))


def needs_what_is_before(words: str) -> bool:
    """Whether a phrase has no subject of its own: “并逐步向村卫生室延伸”."""
    return bool(_HEADLESS.match(words))


def is_target(words: str) -> bool:
    """Whether a phrase tells to whom or what all is done that the next ones say."""
    return bool(_TARGET.match(words))


def is_leaning(words: str) -> bool:
    """Whether a phrase says nothing without the one before it."""
    return bool(_LEANING.match(words))


def is_an_order(words: str) -> bool:
    """Whether a phrase begins with what is to be done."""
    return bool(_ORDER.match(words)) and not is_adverbial(words)


def betters(words: str, spot: Span) -> bool:
    """Whether words order that the thing named at ``spot`` itself becomes better: “提升远程医疗服务利用效率”, but not
    “提升大病救治技术水平”, which is that of those who do it."""
    return bool(_BETTER.match(words) and _OF_ITS_OWN.match(words, spot.end))


def has_own_doer(words: str) -> bool:
    """Whether a phrase tells of itself who has or does what: “每个乡镇有1所卫生院”."""
    return bool(_OWN_DOER.match(words))


def is_means(words: str) -> bool:
    """Whether a phrase only tells by what something is done: “充分发挥乡村医生作用”."""
    return bool(_MEANS.search(words))


def tells_a_goal(words: str) -> bool:
    """Whether a phrase tells what is to be reached by those in front of it."""
    return bool(_GOAL.match(words))


def tells_a_result(words: str) -> bool:
    """Whether a phrase tells what comes of the one before it."""
    return bool(_RESULT.match(words))


def names_a_doer(text: str, spot: Span) -> bool:
    """Whether the name at ``spot`` is that of a doer, at the head of a phrase: “｜帮扶医院｜和上级医院加大…”."""
    return spot.start == 0 and bool(DOER.search(text[: spot.end]))


def is_doer(text: str, spot: Span) -> bool:
    """Whether what stands at ``spot`` is who acts: “乡镇卫生院、｜村卫生室｜要加强…”."""
    after = text[spot.end :]
    rest = re.sub(r"^(?:[、和与及][^，,。；;要应]{1,12})*", "", after)
    return bool(_BEFORE_DOER.fullmatch(text[: spot.start]) and (_DOES.match(rest) or _DOES.match(after)))


def count_before(text: str, position: int) -> int:
    """How many things of a list stand in front of ``position``; those that “等…” sums up are one."""
    before = mask_brackets(text)[:position]
    return before[before.rfind("等") + 1 :].count("、")


def brings_new(words: str, said: str, names: Names) -> bool:
    """Whether a phrase turns to something that ``said``, the words in front of it, does not speak of."""
    if names.echoes_others(words):
        return False
    joined = re.match(r"[并且]", words)
    if is_leaning(words) and not (joined and is_an_order(words[1:])):
        return False
    fresh = {term.kind for term in names.fresh_terms(words, said)}
    if is_an_order(words[1:] if joined else words):
        return bool(fresh) or not names.shares_name(words)
    return bool(fresh & {"group", "disease", "facility"})


def is_bare_name(words: str) -> bool:
    """Whether a phrase is but a name, of which the next ones tell something: “全省乡镇卫生院人员编制，以县为单位…”."""
    return len(words) <= _LONGEST_NAME and not (is_an_order(words) or tells_a_result(words) or _VERB.search(words))


def shares_words(words: str, said: str) -> bool:
    """Whether two texts have two characters in a row in common that not every text has."""
    return any(pair in said for pair in pairs_of(words) if not is_common(pair) and pair.isalnum())


def is_unit_list(words: str) -> bool:
    """Whether ``words`` are a bracket with names of units and nothing else: “（市卫生健康委、各县〔区〕）”."""
    if not (len(words) > 2 and words[0] in "（(" and words[-1] in "）)"):
        return False
    items = [item for item in re.split(r"[、，,；;]|和(?=各)", words[1:-1]) if item]
    return bool(items) and all(_is_unit(item) for item in items)


def _is_unit(name: str) -> bool:
    bare = re.sub(r"(?:牵头|配合|负责|落实|按照?职责分工)+$", "", name.strip())
    return bool(parse_unit(bare).level) or bool(
        re.search(r"(?:委|局|厅|处|办|部|科|会|院|中心|政府|单位|部门|[县市区〕]|科协|妇联|团委|公司)$", bare)
    )


def by_members(text: str, run: Span, spots: Sequence[Span]) -> bool:
    """Whether the people at ``run`` may be those of a thing named at ``spots`` in the same phrase.

    In “妇女宫颈癌筛查、新生儿疾病筛查” those of another member of the list are not. A word like 对 in front of them
    makes them those of the whole list behind it.
    """
    if not spots:
        return True
    return any(_belongs(text, run, spot) for spot in spots)


def _belongs(text: str, run: Span, spot: Span) -> bool:
    if run.start < spot.end and spot.start < run.end:
        return True
    governs = text[: run.start].endswith(("对", "对于", "针对", "面向", "为", "给", "将"))
    if run.end <= spot.start:
        return governs or not _LIST.search(text, run.end, spot.start)
    separators = list(_LIST.finditer(text, spot.end, run.start))
    lead = text[separators[-1].end() : run.start] if separators else ""
    return not separators or (governs and len(lead) > 2)
