"""Whom a sentence is about where it grants nothing outright: “做好｜脱贫人口｜家庭医生签约服务”, “对｜脱贫人口｜…监测”.

Only people to whom something is done: those who do it (信息员必须…), and staff that is trained or managed, are none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compare.naming import POLICY_KINDS
from assistant.glossary import Glossary
from assistant.reading.facts.groups import ends_with_people
from assistant.reading.sentences import Span, mask_brackets, match_brackets

# In front of people to whom something is done.
_MARK = re.compile(
    r"针对|面向|对于?(?![象口策])|(?<![不])将|[为给](?![了主止期促推做提加实])|做好|抓好|加强|落实|提高|覆盖|确保"
)
# Where people are named first: what is then done to or for them.
_DONE_TO = re.compile(r"继续|由|在|全部|均|一律|享受|纳入")
_MANNER = re.compile(
    r"(?:鼓励|支持|引导|组织|持续|重点|及时|逐户|逐人|全面|继续|进一步|切实|[ \u3000]"
    r"|农村(?!.{0,10}(?:人|户|对象)))+"
)
_LIST = re.compile(r"、|和|与|及|以及|或")
# Words that are people whatever stands behind them.
_ONLY_PEOPLE = re.compile(
    r"(?:农村|城乡|城镇|适龄|贫困|失能|半失能)*(?:儿童|青少年|妇女|老年人|孕产妇|新生儿|婴幼儿|残疾人)+"
)
_STAFF = re.compile(
    r"(?:救治|服务|诊疗|康复|照护|急救)?(?:中心|医院|机构|门诊|病房)"
    r"|保健(?:人员|医[师生])|科?(?:医[师生]|护士)|管理|配备|培训|队伍|作用|招聘|编制|建设|必须|负责|参与"
)
_DEED = re.compile(
    r"培训|培养|选派|派驻|提供|配备|招聘|引进|扩大|降低|提高|增长|加大|加快|推动|开展|享受|冒用|按照|根据|通过|应当|可以|[向由把]"
)
_SICK = re.compile(r"(?:患者|病人)$")  # what stands before 、 may be their illness
_BARE = re.compile(r"单户|(?:广大|全体|所有)?(?:患者|病人|群众|居民|人员|对象|人群|人口|家庭|重点人群)")
_YEAR = re.compile(r"\d{4}\s*年")
_BREAK = re.compile(r"[，,。；;：:]")
_CLOSING = re.compile(r"[”’」]*")
_TOPIC = "\ufffc"
_LONGEST = 40  # characters of one group
_LONGEST_CLASS = 8  # of what a list is summed up in: “等重点人群”


def find_people(text: str, topics: Sequence[Span] = ()) -> list[Span]:
    """The runs of people in ``text`` to whom something is done, in order; positions count in ``text``.

    :param topics: where policies are named: no part of their names is a person (家庭医生 in 家庭医生签约服务).
    """
    masked = mask_brackets(text)
    found = [
        Span(opening + 1 + run.start, opening + 1 + run.end)
        for opening, closing in match_brackets(text).items()
        if text[opening] in "（(" and _BREAK.search(text, opening, closing)
        for run in find_people(text[opening + 1 : closing])
    ]
    for start, end in topics:
        masked = masked[:start] + _TOPIC * (end - start) + masked[end:]
    position = 0
    for phrase in _phrases(masked):
        marks = [Span(m.end(), phrase.end) for m in _MARK.finditer(masked, *phrase)]
        runs = [run for mark in marks if (run := _run(masked, mark))]
        # “加强对脱贫人口…”: of two marks the nearer one counts.
        runs = [run for run in runs if not any(run.start < other.start and other.end <= run.end for other in runs)]
        subject = None if _MARK.match(masked, *phrase) else _run(masked, phrase)
        if subject and _DONE_TO.match(masked, subject.end):
            runs.insert(0, subject)
        for run in runs:
            if run.start >= position and not _BARE.fullmatch(text[run.start : run.end]):
                found.append(run)
                position = run.end
    return sorted(found)


def people_in_front(text: str, spots: Sequence[Span]) -> list[Span]:
    """People with whom a member of a list begins that names a topic: “老年人照护和｜儿童青少年｜近视”."""
    found: list[Span] = []
    for spot in spots:
        separators = [match.end() for match in _LIST.finditer(text, 0, spot.start)]
        start = separators[-1] if separators else -1
        people = _ONLY_PEOPLE.match(text, start) if start >= 0 else None
        if people and spot.start <= people.end() <= spot.end:
            found.append(Span(start, people.end()))
    return found


def names_to_mask(text: str, glossary: Glossary) -> list[Span]:
    """Where ``text`` names policies whose names hold a word for people who are not meant: 家庭医生 in 家庭医生签约服务,
    but not 乡村医生 in 乡村医生待遇, who have a name of their own in the glossary."""
    return [
        Span(mention.start, mention.end)
        for mention in glossary.find(text)
        if mention.term.kind in (*POLICY_KINDS, "money") and _hides_people(mention.words, glossary)
    ]


def _hides_people(name: str, glossary: Glossary) -> bool:
    inside = [end for end in range(2, len(name)) if ends_with_people(name, 0, end) and name[end] != "的"]
    whole = ends_with_people(name, 0, len(name)) or glossary.term(name) is None
    return bool(inside) and not whole and not any(_is_group(name[:end], glossary) for end in inside)


def _is_group(words: str, glossary: Glossary) -> bool:
    term = glossary.term(words)
    return term is not None and term.kind == "group"


def _phrases(masked: str) -> list[Span]:
    ends = [match.start() for match in _BREAK.finditer(masked)]
    return [Span(a, b) for a, b in zip([0, *(end + 1 for end in ends)], [*ends, len(masked)], strict=True) if a < b]


def _run(masked: str, within: Span) -> Span | None:
    """The list of people that begins where ``within`` does; None where something else stands there."""
    manner = _MANNER.match(masked, *within)
    start = manner.end() if manner else within.start
    end = _group_end(masked, start, within.end)
    if end is None or _YEAR.match(masked, start) or _TOPIC in masked[start:end] or _is_mixed(masked, start, end):
        return None
    while separator := _LIST.match(masked, end, within.end):
        further = _group_end(masked, separator.end(), within.end)
        if further is None or _TOPIC in masked[end:further] or _MARK.search(masked, separator.end(), further):
            break
        end = further
    if masked.startswith("等", end):
        end = _group_end(masked, end + 1, min(within.end, end + _LONGEST_CLASS)) or end
    is_none = _STAFF.match(masked, end) or _DEED.search(masked, start, end) or masked.startswith("、", end)
    return None if is_none else Span(start, end)


def _group_end(masked: str, start: int, stop: int) -> int | None:
    """Where the first group behind ``start`` ends; “人口患者” is one."""
    for end in range(start + 2, min(stop, start + _LONGEST) + 1):
        if ends_with_people(masked, start, end):
            while (longer := _longer(masked, start, end, stop)) is not None:
                end = longer
            return end + len(_CLOSING.match(masked, end, stop)[0])  # type: ignore[index]
    return None


def _longer(masked: str, start: int, end: int, stop: int) -> int | None:
    """Where a longer word for people ends: 乡村医生 holds 村医, and 患者 may stand right behind 人口."""
    further = range(end + 1, min(stop, end + 3) + 1)
    return next((e for e in further if ends_with_people(masked, end if e > end + 1 else start, e)), None)


def _is_mixed(masked: str, start: int, end: int) -> bool:
    """“设备配置和乡村医生”, “规模增长快、小微企业”: what stands first in the list are no people."""
    words = masked[start:end]
    if "、" in words and "等" not in words and not _SICK.search(words):
        return True
    joined = re.search(r"和|与", words)
    if not joined or "等" in words or "的" in words[: joined.start()]:
        return False
    return not ends_with_people(masked, start, start + joined.start())
