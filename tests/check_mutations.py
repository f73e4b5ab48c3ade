"""Small corruptions of true statements, each of which makes it say what its notice does not. Deterministic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.answering.knowledge import Knowledge
from assistant.records import Citation, Statement

_DIGITS = "一二三四五六七八九"
_VERBS = r"(?:享受|实行|免交|开展|推进|加强|落实|负责|牵头|配合|建立|完善|报送|支持|鼓励|给予|纳入)"
_GROUPS = (
    "特困人员",
    "低保对象",
    "脱贫户",
    "监测对象",
    "农村低保对象",
    "易返贫致贫人口",
    "孕产妇",
    "残疾人",
    "老年人",
    "儿童",
    "乡村医生",
)
_PLACES = ("陕西省", "开封市", "中卫市", "云南省", "海原县", "中宁县", "沙坡头区", "甘州区", "榆中县", "全省", "全市")
_OPPOSITES = (
    ("以上", "以下"), ("以下", "以上"), ("不少于", "不超过"), ("不低于", "不高于"), ("不超过", "不低于"),
    ("至少", "至多"), ("每季度", "每月"), ("每年", "每月"), ("每月", "每季度"), ("每周", "每月"),
    ("每半年", "每年"), ("月底前", "月初前"), ("鼓励", "要求"), ("支持", "要求"), ("应", "可"), ("要", "可"),
    ("县级", "市级"), ("乡镇", "县城"), ("三级", "二级"), ("二级", "三级"), ("提高", "降低"), ("全面", "逐步"),
    ("一周", "两周"), ("一月", "三月"), ("上半年", "下半年"), ("之前", "之后"), ("所有", "部分"), ("公立", "民营"),
    ("农村", "城市"), ("住院", "门诊"),
)  # fmt: skip
_ENGLISH_OPPOSITES = (
    ("at least", "at most"), ("at most", "at least"), ("more than", "less than"), ("every year", "every month"),
    ("every month", "every quarter"), ("every quarter", "every month"), ("every week", "every day"),
    ("every half year", "every year"), ("within one week", "within two weeks"), ("within one month", "within one year"),
    ("permitted, not required", "required"), ("encouraged, not required", "required"), ("leads", "does not lead"),
    ("supported by", "not supported by"), ("other units responsible", "supported by"), ("supported by", "responsible:"),
    ("Municipal", "Provincial"), ("Provincial", "Municipal"), ("County", "Municipal"), ("people", "children"),
    ("Division of", "Bureau of"),
)  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A statement, all citations of its answer, and what is known."""

    statement: Statement
    citations: Sequence[Citation]
    knowledge: Knowledge

    @property
    def units(self) -> list[str]:
        """Units with a duty in the notice cited, in order, each once."""
        cited = next(c for c in self.citations if c.n in self.statement.citations)
        clauses = self.knowledge.by_id[cited.notice].clauses
        return list(dict.fromkeys(unit for clause in clauses for duty in clause.duties for unit in duty.units))


def _swap(text: str, first: str, second: str) -> Iterator[str]:
    if first in text:
        yield text.replace(first, second, 1)


def number(said: Said) -> Iterator[str]:
    """Another number: each run of digits raised by one."""
    for match in re.finditer(r"\d+", said.statement.text):
        yield said.statement.text[: match.start()] + str(int(match[0]) + 1) + said.statement.text[match.end() :]


def year(said: Said) -> Iterator[str]:
    """A date a year off."""
    for match in re.finditer(r"20\d\d", said.statement.text):
        yield said.statement.text[: match.start()] + str(int(match[0]) - 1) + said.statement.text[match.end() :]


def chinese_number(said: Said) -> Iterator[str]:
    """A number in Chinese digits changed, or written as another in Arabic ones."""
    for match in re.finditer(r"[一二三四五六七八](?=[个名种家所人类项次年月周天日季级岁成])", said.statement.text):
        head, tail = said.statement.text[: match.start()], said.statement.text[match.end() :]
        value = _DIGITS.index(match[0]) + 2
        yield f"{head}{_DIGITS[value - 1]}{tail}"
        yield f"{head}{value}{tail}"


def unit_of_measure(said: Said) -> Iterator[str]:
    """Another unit behind a number."""
    for old, new in (
        ("%", "‰"),
        ("％", "人"),
        ("人", "户"),
        ("名", "所"),
        ("所", "家"),
        ("年", "月"),
        ("月", "周"),
        ("元", "万元"),
    ):
        for match in re.finditer(rf"(?<=\d){old}", said.statement.text):
            yield said.statement.text[: match.start()] + new + said.statement.text[match.end() :]


def negation_in(said: Said) -> Iterator[str]:
    """A negation put before a verb."""
    for match in list(re.finditer(_VERBS, said.statement.text))[:2]:
        for word in ("不", "不得"):
            yield said.statement.text[: match.start()] + word + said.statement.text[match.start() :]


def negation_out(said: Said) -> Iterator[str]:
    """A negation taken out."""
    for match in re.finditer(r"不得|不能(?!。)|不需|不(?=[享超少低])|未|除外|暂不", said.statement.text):
        yield said.statement.text[: match.start()] + said.statement.text[match.end() :]


def force(said: Said) -> Iterator[str]:
    """可 → 应 and the like."""
    for old, new in (("可", "应"), ("可以", "必须"), ("可", "不可"), ("有条件的", ""), ("不享受", "享受")):
        yield from _swap(said.statement.text, old, new)


def opposite(said: Said) -> Iterator[str]:
    """以上 → 以下, 每季度 → 每月 and the like."""
    for old, new in _OPPOSITES:
        yield from _swap(said.statement.text, old, new)


def other_unit(said: Said) -> Iterator[str]:
    """A unit of the same notice in place of another."""
    text = said.statement.text
    for unit in [unit for unit in said.units if unit in text][:2]:
        others = [other for other in said.units if other not in text and unit not in other and other not in unit]
        yield from (text.replace(unit, other, 1) for other in others[:2])


def roles_swapped(said: Said) -> Iterator[str]:
    """Lead and support swapped."""
    for pattern in (
        r"(?P<a>[^“”：；，。（]+?)(?P<m>牵头，)(?P<b>[^“”；，。）]+)(?P<z>配合)",
        r"(?P<a>[^“”：；，。]+?)(?P<m>牵头；其他责任单位：)(?P<b>[^“”；，。]+)(?P<z>)",
        r"(?P<a>(?<=牵头单位：)[^；，。]+?)(?P<m>；?配合单位：)(?P<b>[^；，。]+)(?P<z>)",
        r"(?P<a>[A-Z][^:;“”]*?)(?P<m> leads?; (?:supported by|other units responsible:) )(?P<b>[^;.“”]+)(?P<z>)",
    ):
        match = re.search(pattern, said.statement.text)
        if match and match["a"] != match["b"]:
            swapped = match["b"] + match["m"] + match["a"] + match["z"]
            yield said.statement.text[: match.start()] + swapped + said.statement.text[match.end() :]


def unit_dropped(said: Said) -> Iterator[str]:
    """A name dropped from a list."""
    text = said.statement.text
    for match in list(re.finditer(r"、[^、，。；：“”（）()]{2,12}(?=[、，。；])", text))[:2]:
        yield text[: match.start()] + text[match.end() :]
    for match in list(re.finditer(r"(?<=[：，。；])[^、，。；：“”（）()]{2,12}、", text))[:1]:
        yield text[: match.start()] + text[match.end() :]
    for match in list(re.finditer(r", [A-Za-z' -]+ \([\u4e00-\u9fff]+\)", text))[:1]:
        yield text[: match.start()] + text[match.end() :]


def unit_added(said: Said) -> Iterator[str]:
    """A name of the same notice added to a list."""
    text = said.statement.text
    for unit in [unit for unit in said.units if unit in text][:1]:
        other = next((other for other in said.units if other not in text), "县医学会")
        yield text.replace(unit, f"{unit}、{other}", 1)
        yield text.replace(unit, f"{other}、{unit}", 1)


def other_group(said: Said) -> Iterator[str]:
    """A group of people in place of another, or added."""
    text = said.statement.text
    for group in [group for group in _GROUPS if group in text][:2]:
        other = next(other for other in _GROUPS if other not in text)
        yield text.replace(group, other)
        yield text.replace(group, f"{group}、{other}", 1)


def other_place(said: Said) -> Iterator[str]:
    """A place in place of another."""
    text = said.statement.text
    for place in [place for place in _PLACES if place in text]:
        yield text.replace(place, next(other for other in _PLACES if other not in text and other[-1] == place[-1]), 1)


def clauses_mixed(said: Said) -> Iterator[str]:
    """The numbers of a list in another order."""
    match = re.search(r"(\d[\d.]*%)、(.*?)(\d[\d.]*%)", said.statement.text)
    if match and match[1] != match[3]:
        mixed = f"{match[3]}、{match[2]}{match[1]}"
        yield said.statement.text[: match.start()] + mixed + said.statement.text[match.end() :]


def english_wording(said: Said) -> Iterator[str]:
    """English bounds, periods, force, negation and names changed; the Chinese beside them left as it is."""
    text = said.statement.text
    if not re.search(r"[A-Za-z]{4}", text):
        return
    head = text.split("“")[0]
    for old, new in _ENGLISH_OPPOSITES:
        if old in head:
            yield text.replace(old, new, 1)
    for match in re.finditer(r"[A-Z][A-Za-z' -]+(?= \()", head):
        yield text.replace(match[0], "Municipal Bureau of Statistics", 1)
        yield text.replace(match[0], f"Deputy {match[0]}", 1)
    for match in re.finditer(r"(?<![A-Za-z(])[a-z][A-Za-z' -]+(?= \()", head):
        yield text.replace(match[0], "pregnant women", 1)
    if head.endswith(": "):
        yield f"not {text}"
        yield f"within three days; {text}"
        yield f"orphans; {text}"
        yield text.replace(": “", " in Gansu: “", 1)
        yield text.replace(": “", ", by June 2031: “", 1)


MUTATIONS: tuple[Callable[[Said], Iterator[str]], ...] = (
    number, year, chinese_number, unit_of_measure, negation_in, negation_out, force, opposite, other_unit,
    roles_swapped, unit_dropped, unit_added, other_group, other_place, clauses_mixed, english_wording,
)  # fmt: skip


def corrupted(said: Said) -> Iterator[tuple[str, Statement]]:
    """(name of the corruption, corrupted statement) for every corruption that ``said`` admits, each text once."""
    given = {said.statement.text}
    for mutate in MUTATIONS:
        for text in mutate(said):
            if text not in given:
                given.add(text)
                yield mutate.__name__, replace(said.statement, text=text)
