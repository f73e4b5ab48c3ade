"""Tails without brackets: sentences that say who and nothing else, “甲局牵头，乙局、丙局配合。”

They assign what stands before them, or what they begin with: “此项工作由甲局牵头”, “低保认定由甲局牵头，乙局负责”.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.reading.facts.duty_prose import named_units, without_mark
from assistant.reading.facts.duty_roles import TIMING, Roles, worded_roles
from assistant.records import Basis, Duty

_SENTENCE = re.compile(r"[^。！？]+")
_MAX_SENTENCE_CHARS = 200
# One role, told in words that no other sentence ends with.
_PLAIN_WORDS = re.compile(
    r"(?:为|是)\S*(?:单位|部门)$|(?:^|[^，,]{3})牵头(?:负责|落实)?$"
    r"|(?:按照|按)[^，,]{0,4}职责(?:分工)?(?:共同|分别|抓好)?(?:负责|落实)$"
)
# “由甲局会同乙局落实”: the whole of a half-sentence.
_BY_WHOM = re.compile(r"由[^，,；;：:]+?(?:落实|实施|组织实施|办理|承办|推进|负责落实|负责实施)(?=$|[，,；;])")
# A half-sentence that tells when, and no more: “2025年9月30日前完成”, “其中主城区6月底前完成”.
_ONLY_WHEN = re.compile(
    r"(?:其中[^，,；;：:]{0,12}?)?(?:于|到|在|力争)?[\d一二三四五六七八九十年月日底前末初上中下半旬]+(?:全部|全面)?(?:完成|落实到位)?$"
    r"|持续推进|长期坚持|常态化推进"
)
# What a sentence is about before “由甲局牵头”.
_SUBJECT = re.compile(r"(?P<subject>[^，,；;：:（）()]{2,40}?)(?<!自)由(?=[\u4e00-\u9fff])")
_POINTS_BACK = re.compile(r"原则上|一般|具体|(?:此|该|本|上述|以上|这|各)[一两二三]?(?:项|些)?")


def find_sentence_duties(text: str, task: str) -> Iterator[Duty]:
    """Duties of the sentences in ``text`` (squeezed) that hold only units and their roles: two roles at least, or
    one in words that leave no doubt. “甲局负责组织实施” is read as prose.

    :param task: what the paragraph's tails assign.
    """
    body = without_mark(text)
    for sentence in _SENTENCE.finditer(body):
        words = sentence[0].strip(" \u3000；;，,")
        if words.count("（") + words.count("(") != words.count("）") + words.count(")"):
            continue  # cut out of a bracket
        if len(words) > _MAX_SENTENCE_CHARS or not (
            re.search(r"牵头|主办|配合|单位|部门|职责", words) or _BY_WHOM.match(words)
        ):
            continue
        pieces = re.split(r"[，,；;]", words)
        if any(TIMING.search(piece) and not _ONLY_WHEN.match(piece) for piece in pieces):
            continue
        roles = worded_roles(words)
        if roles is None or not _says_enough(words, roles):
            continue
        first = (roles.lead or roles.responsible)[:1]
        if not first or not all(map(named_units, [*roles.lead, *first])):
            continue
        start = body.index(words, sentence.start())
        basis = Basis("prose", words, start, start + len(words))
        named = (tuple(roles.lead), tuple(roles.support), tuple(roles.responsible))
        yield Duty(_own_task(words) or task, *named, basis, words, start, start + len(words))


def _says_enough(words: str, roles: Roles) -> bool:
    two = sum(map(bool, (roles.lead, roles.support, roles.responsible))) > 1
    return two or bool(_PLAIN_WORDS.search(words) or _BY_WHOM.match(words))


def _own_task(words: str) -> str:
    subject = _SUBJECT.match(words)
    return subject["subject"] if subject and not _POINTS_BACK.match(subject["subject"]) else ""
