"""A topic kept to what was typed: 人才培养 is compared as such, and not as the workforce policy that it is a part of.

The glossary has such words among the names of the larger policy. That they are but a part of it shows where they share
next to nothing with its official name, and notices say them as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.compare.topic import Part, Subject, Topic
from assistant.glossary import Glossary, Term
from assistant.records import Clause
from assistant.spelling import has_han, spelling_key

_KINDS = ("policy", "work")
_FEWEST_CHARS = 4
_HEAD_CHARS = 2
_MOST_COMMON = 2  # characters of two names that are not the same
_LONGEST_NAME = 16
_GENERAL_HEADS = (
    "措施",
    "机制",
    "制度",
    "工作",
    "服务",
    "政策",
    "管理",
    "建设",
    "项目",
    "体系",
    "系统",
    "能力",
    "方案",
)
_PIECES = re.compile(r"[，,。；;、：:（）()“”\s]|和(?![谐解])|以及|(?<![涉普])及(?![时其])")
_IN_FRONT = re.compile(
    r"^(?:(?:继续|深入|积极|大力|加快|持续|全面|进一步|统筹|扎实)?(?:组织|实施|开展|推进|加强|强化|完善|落实|做好)|各类|各种|各级|通过|[对将在])+"
)


def keep_to_words(topic: Topic, glossary: Glossary, clauses: Sequence[Clause]) -> Topic:
    """``topic`` with every part that was typed by the name of a mere part of a policy compared by that name: by the
    words themselves, and by what has their head (培养, 培训) in clauses that the policy heads."""
    kept = [Subject(tuple(_kept(part, glossary, clauses) for part in subject.parts)) for subject in topic.subjects]
    return replace(topic, subjects=tuple(kept))


def _kept(part: Part, glossary: Glossary, clauses: Sequence[Clause]) -> Part:
    term = glossary.term(part.term) if part.kind in _KINDS else None
    if term is None or not _is_mere_part(part, term, clauses):
        return part
    said = part.said
    if term.official.endswith(said[-_HEAD_CHARS:]) or said.endswith(_GENERAL_HEADS):
        # 帮扶 of 组团式帮扶 is that of the whole policy, and 措施 that of any.
        return Part(said, part.kind, (said,), (said,), term=said, said=said)
    heads = _heads(said, part.spellings, is_wide=said[:-_HEAD_CHARS] in term.official)
    close = {spelling_key(name) for name in part.close}
    alike = [name for name in part.spellings if any(h in name for h in heads) and spelling_key(name) not in close]
    front = said[:-_HEAD_CHARS]
    joined = [front + one + other for one in heads for other in ("", *heads) if one != other]
    names = [name for clause in clauses if _is_headed(clause, part, glossary) for name in _names(clause.text, heads)]
    spellings = tuple(dict.fromkeys((said, *joined, *alike, *names)))
    return Part(said, part.kind, spellings, spellings, term=said, said=said)


def _is_mere_part(part: Part, term: Term, clauses: Sequence[Clause]) -> bool:
    """Whether the words typed are a name of the policy that stands for no more than a part of it."""
    said = spelling_key(part.said)
    is_name = said in map(spelling_key, (*term.printed, *term.everyday))
    if not is_name or not has_han(part.said) or len(said) < _FEWEST_CHARS or said in map(spelling_key, part.close):
        return False
    official = spelling_key(term.official)
    shared = _common(said, official)
    if shared > _MOST_COMMON or 2 * shared >= len(official) or any(map(str.isdigit, said)):
        return False
    if any(2 * _common(said, spelling_key(name)) > len(said) for name in part.close):
        return False  # 宫颈癌和乳腺癌检查, beside 宫颈癌和乳腺癌筛查
    return any(said in spelling_key(text) for clause in clauses for text in (*clause.headings, clause.text))


def _common(one: str, other: str) -> int:
    """How many characters two names have in common in the same order: 医共体 in 医疗共同体."""
    rows = [[0] * (len(other) + 1)]
    for char in one:
        row = [0]
        for at, there in enumerate(other):
            row.append(rows[-1][at] + 1 if char == there else max(row[-1], rows[-1][at + 1]))
        rows.append(row)
    return rows[-1][-1]


def _heads(said: str, spellings: Sequence[str], *, is_wide: bool) -> tuple[str, ...]:
    """What is done, as the words typed have it at their end, and, where they are on all that the policy is on
    (``is_wide``: 人才), as its other names have it: 培养, 培训."""
    head = said[-_HEAD_CHARS:]
    ends = [name[-_HEAD_CHARS:] for name in spellings if is_wide and has_han(name[-_HEAD_CHARS:])]
    return tuple(dict.fromkeys((head, *(end for end in ends if end[:1] == head[:1]))))


def _is_headed(clause: Clause, part: Part, glossary: Glossary) -> bool:
    """Whether the policy heads a clause, by another name than the words typed."""
    found = glossary.find(clause.headings[-1]) if clause.headings else []
    return any(mention.term.official == part.term and part.said not in mention.words for mention in found)


def _names(text: str, heads: Sequence[str]) -> Iterator[str]:
    """What a clause names by one of the heads: “住院医师规范化培训”, “培训项目”."""
    head = re.compile("|".join(map(re.escape, heads)))
    for piece in _PIECES.split(re.sub(r"\s", "", text)):
        found = list(head.finditer(piece))
        shorts = [piece[match.start() : match.end() + _HEAD_CHARS] for match in found]
        name = _IN_FRONT.sub("", piece[: found[0].end()]) if found else ""
        names = [name if len(name) <= _LONGEST_NAME else name[-_FEWEST_CHARS:], *shorts]
        yield from (name for name in names if len(name) >= _FEWEST_CHARS)
