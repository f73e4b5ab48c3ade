"""Title, number, issuer, place and date of a notice, as its text gives them; None for what it does not give."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.gazetteer import Gazetteer
from assistant.reading.layout import TITLE_END
from assistant.records import Clause

_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔﹝\[（(]\s?\d{4}\s?[〕﹞\]）)]\s?(?:第\s?)?\d{1,5}\s?号")
_DATE = re.compile(r"(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日")
_LETTERHEAD = re.compile(r"^([\u4e00-\u9fff、]{3,40}?(?:委员会|厅|局|部|政府|办公室|办公厅|委|院|会))文件$")
_ISSUER = re.compile(r"[\u4e00-\u9fff]{2,30}(?:委员会|厅|局|部|政府|办公室|办公厅|委|院|会|署|中心)")
_NATION = re.compile(r"^(?:国务院|国家|中共中央|中央|全国|财政部|民政部|教育部|农业农村部|中华人民共和国)")
_HEAD_PLACE = re.compile(r"^([\u4e00-\u9fff]{2,9}?(?:省|自治区|特别行政区|自治州|市|盟|地区|自治县|县|旗|区))")
_SPACES = re.compile(r"(?<=[\u4e00-\u9fff《》〈〉“”（）\d])[ \u3000]+(?=[\u4e00-\u9fff《》〈〉“”（）\d])")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the text says of itself. ``date`` is ISO; ``place`` is a full name."""

    title: str | None
    number: str | None
    issuer: str | None
    place: str | None
    date: str | None


def plain(text: str) -> str:
    """A line without Markdown hashes and without spaces that only broke it."""
    return _SPACES.sub("", re.sub(r"^#{1,6}\s*", "", text.strip()))


def find_metadata(clauses: Sequence[Clause], gazetteer: Gazetteer) -> Metadata:
    """Metadata from the clauses before the body and from the signature."""
    front = [plain(clause.text) for clause in _head(clauses)]
    signed = [re.sub(r"^#{1,6}\s*", "", clause.text.strip()) for clause in clauses if clause.part == "signature"]
    title = _find_title(front)
    issuer = _find_issuer(front, signed)
    place = _find_place(title, issuer, gazetteer)
    return Metadata(title, _find_number(front), issuer, place, _find_date(signed, front))


def _head(clauses: Sequence[Clause]) -> list[Clause]:
    """Everything before the first numbered clause, signatures left out."""
    head: list[Clause] = []
    for clause in clauses:
        if clause.path:
            break
        if clause.part != "signature":
            head.append(clause)
    return head


def _find_title(front: list[str]) -> str | None:
    """The last title before the body: where a notice sends out a plan, the plan's, which people know it by."""
    lines = [line for line in front if 6 <= len(line) <= 90 and not re.search(r"[。；]", line)]
    titles = [line for line in lines if TITLE_END.search(line)]
    return titles[-1] if titles else None


def _find_number(front: list[str]) -> str | None:
    for line in front:
        number = _NUMBER.fullmatch(line)
        if number:
            return re.sub(r"\s", "", number[0])
    return None


def _find_issuer(front: list[str], signed: list[str]) -> str | None:
    for line in front:
        letterhead = _LETTERHEAD.match(line)
        if letterhead:
            return letterhead[1]
    units: list[str] = []
    for line in signed:
        if re.match(r"校对|抄送|抄报|主送|联系|（|\(", line):
            continue
        units.extend(_ISSUER.findall(_DATE.sub("", line)))
    return "、".join(dict.fromkeys(units)) or None


def _find_date(signed: list[str], front: list[str]) -> str | None:
    for line in [*signed, *(line for line in front if line.startswith(("（", "(")))]:
        found = _DATE.search(line)
        if not found:
            continue
        try:
            return datetime.date(int(found[1]), int(found[2]), int(found[3])).isoformat()
        except ValueError:  # 2月30日, a slip of the pen: no date is better than a wrong one
            continue
    return None


def _find_place(title: str | None, issuer: str | None, gazetteer: Gazetteer) -> str | None:
    """The issuer's place; else the one that the title begins with; 全国 for a national authority."""
    for words in (issuer, title):
        if not words:
            continue
        if _NATION.match(words):
            return "全国"
        mentions = [mention for mention in gazetteer.find(words) if mention.start == 0]
        if mentions and len(mentions[0].places) == 1:
            return mentions[0].places[0].name
        head = _HEAD_PLACE.match(words)
        if head and words is issuer:
            return head[1]
    return None
