"""Groups of people of one place against those of another: 农村妇女 and 城乡适龄妇女, 肺结核 and 结核病."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.compare.measures import read_measures
from assistant.spelling import spelling_key

_LIST = re.compile(r"、|和(?![谐解])|以及|(?<![涉普])及(?![时其以])|(?<![参给赋])与(?!会)")
# “高血压、糖尿病｜等｜四种慢病患者”: what is listed, and what it is summed up in.
_SUM = re.compile(r"等(?=[\u4e00-\u9fff\d])")
_NUMBER = re.compile(r"^[\d一二两三四五六七八九十]+\s*[种类](?:主要|重点)?")
_NOUN_CHARS = 2
_QUOTES = "“”‘’"


@dataclass(frozen=True, slots=True)
class _Groups:
    """The members of a list as printed, and what they are summed up in (``total``, may be empty)."""

    members: tuple[str, ...]
    total: str

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(map(_key, self.members))


def differing_people(text: str, others: Sequence[Sequence[str]]) -> Iterator[str]:
    """The groups in ``text`` that another place has otherwise.

    :param others: of each other place, its lists of people. Only a list that shares a group with this one, or says the
        same group in other words, is its counterpart.
    """
    own = _read(text)
    there = [[_read(other) for other in place] for place in others]
    for member in own.members:
        is_alone = _is_defined(member) and there and all(_has_others_alone(member, place) for place in there)
        if is_alone or any(_has_otherwise(member, own, place) for place in there):
            yield member
    number = _NUMBER.match(own.total)
    if number and any(_counts_not(own, place) for place in there):
        yield from (measure.words for measure in read_measures(number[0] + "病"))


def _read(text: str) -> _Groups:
    total = _SUM.search(text)
    listed = text[: total.start()] if total else text
    return _Groups(tuple(filter(None, _LIST.split(listed))), text[total.end() :] if total else "")


def _has_otherwise(member: str, own: _Groups, place: Sequence[_Groups]) -> bool:
    """Whether the place has a list like this one, and this group in none of its lists."""
    if any(_key(member) in other.keys for other in place):
        return False
    shares = any(len(own.members) > 1 and own.keys & other.keys for other in place)
    return shares or any(_is_variant(member, name) for other in place for name in other.members)


def _is_defined(member: str) -> bool:
    """Whether a group goes by a name in quotation marks, which says of itself whom: “三类户”."""
    return bool(_DEFINED.search(member))


def _has_others_alone(member: str, place: Sequence[_Groups]) -> bool:
    """Whether a place names mostly groups of the population, as this one is, and not this one."""
    name = _DEFINED.search(member)
    members = [other for groups in place for other in groups.members]
    alike = [other for other in members if re.sub("(?:患者|病人)$", "", other).endswith(_POPULATION)]
    return 2 * len(alike) > len(members) and not any(name and name[0] in other for other in members)


def _is_variant(one: str, other: str) -> bool:
    """Whether one name is the other with a word in front: 农村妇女 and 妇女, 城乡适龄妇女 and 农村妇女."""
    if "的" in one and "的" in other:
        (left, noun), (there, same) = one.rsplit("的", 1), other.rsplit("的", 1)
        return _key(left) == _key(there) and noun != same and noun[-_NOUN_CHARS:] == same[-_NOUN_CHARS:]
    if "的" in one + other or any(char.isdigit() for char in one + other):
        return False
    short, long = sorted((_key(one), _key(other)), key=len)
    if long.startswith(short) and long[len(short) :] in _SICK and short.endswith(_POPULATION):
        return True  # 边缘易致贫人口, 边缘易致贫人口患者
    return len(short) > 1 and (long.endswith(short) or _same_head(short, long))


def _same_head(one: str, other: str) -> bool:
    """城乡适龄妇女, 农村妇女: the same noun, which says of whom is spoken, behind words that narrow it."""
    return any(one.endswith(noun) and other.endswith(noun) for noun in _NOUNS)


# Nouns that tell of themselves of whom is spoken; 人员, 对象, 患者 do not.
_NOUNS = ("妇女", "儿童", "老年人", "孕产妇", "新生儿", "残疾人", "个体工商户", "乡村医生")


_DEFINED = re.compile(r"“[^”]{1,8}[户类]”")
# Only the sick of them.
_SICK = ("患者", "病人")
_POPULATION = ("人口", "人员", "对象", "群众", "居民", "户")


def _counts_not(own: _Groups, place: Sequence[_Groups]) -> bool:
    """Whether the place sums up a like list without a number, or with another one."""
    alike = [other for other in place if len(own.keys & other.keys) > 1 and other.total]
    return bool(alike) and all(_counted(other.total) != _counted(own.total) for other in alike)


def _counted(total: str) -> str:
    number = _NUMBER.match(total)
    return number[0][:1] if number else ""


def _key(name: str) -> str:
    return spelling_key(name.strip(_QUOTES))
