"""Whether a question names a clause by its number, and whether it wants the clause's own words: “陕西第（八）条写了
什么”, “中卫第10条第3句”. Such a question is looked up (:mod:`assistant.answering.exact_draft`), not searched for.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answering.addresses import Address, find_addresses, goes_on, plain
from assistant.answering.asks import find_asks
from assistant.answering.matching import fold
from assistant.answering.numbered import locate
from assistant.records import Notice

# Whatever else is in the question: the very words are wanted.
_WORDS_WANTED = re.compile(
    r"原文|原话|原句|全文|条文|逐字|一字不|(?:给我|帮我|让我|能不能|可以|麻烦|请)[你您]?(?:看|念|贴|列|查|找|发|调)"
    r"|[看念读贴列发调]一下"
    r"|\b(?:full|original|exact|actual|verbatim) (?:text|words?|wording)\b|\bwording\b|\bverbatim\b|\bquote\b"
    r"|\b(?:show|give|read) me\b",
    re.I,
)
# Words of asking what a text says; with a bare “什么” beside them where an address is sure.
_OF_TEXT = re.compile(
    r"写(?:了|的|着|什么|啥)|[讲说](?:了|的|什么|啥)|规定|内容|要点|怎么[说写讲规]|咋[说写讲规]|[那这]一?段|看看|念|贴"
    r"|\bsays?\b|\bread\b|\btext\b|\bstates?\b|\bprovides?\b|\bcontents?\b|\bcover",
    re.I,
)
_WHAT = re.compile(r"什么|啥|意思|\babout\b|\bwhat(?:'s| is)\b", re.I)
_DETAIL_WANTED = re.compile(r"谁|哪|几|多少|\bwho\b|\bwhich\b", re.I)
_DUTY_WORDS = re.compile(r"牵头|配合|负责|承担|分管|主管|\blead|\bsupport|\bresponsible|\bcharge\b", re.I)
# So little else in a question leaves nothing but a place and “呢”; so much is still no topic of its own.
_BARE_CHARS, _BARE_WORDS, _PLAIN_CHARS = 6, 5, 10
# A question longer than this tells a story; a number in it that may be an address is none.
_STORY_CHARS = 30
_THIS = re.compile(r"[这那该此本上]一?条|\b(?:this|that|the same) (?:clause|article|section)\b", re.I)
# What stands right before an address that needs no other sign: the words of a sentence about a text.
_LEADS_TO = re.compile(
    r"(?:^|[的里中在按据照看把到和与及、,:;?!。“\"'\s]|国家|全国|文件|通知|意见|方案|要点|办法|规定|细则|条例|规划|措施)$"
)
# What kind of document an address is in, said right before it: “专利代理条例第三条”.
_ACT = re.compile(
    r"(?P<act>(?<![办看做方说无想设手用])法|条例|章程|合同|协议|公约|目录|指南|手册|规范|标准|共识|教材|办法|规定|细则|意见"
    r"|方案|要点|通知|规划|措施)》?(?:的|里面?|[中内])*\s*$"
)
_TITLE = re.compile(r"《([^《》]+)》[^《》,。?]{0,8}$")
_TITLED = re.compile(r"《[^《》]*》")
# A document of one of these kinds that no title names is not held.
_FOREIGN = frozenset(
    ["法", "条例", "章程", "合同", "协议", "公约", "目录", "指南", "手册", "规范", "标准", "共识", "教材"]
)
_FOREIGN_EN = re.compile(r"\s*of the (?:[A-Z][\w'’-]* )*(?:Law|Act|Constitution|Code|Convention|Contract|Treaty)\b")
_MAX_TITLE_CHARS = 30
# Words before an address that stand in many titles and name none.
_NO_TITLE = frozenset(("国家", "全国", "中央", "国务院", "实施", "落实", "执行", "关于", "有关", "工作", "文件"))
# “附件里规划信息与财务科那段”: the sentences that say it.
_SAYING = re.compile(r"^(?:的|里面?的?|[中内]的?|关于|有关|[讲说提]到?)*(?P<words>[^,。?]{2,20}?)的?[那这][一]?[段句]")


@dataclass(frozen=True, slots=True)
class ExactRequest:
    """The clauses that a question names.

    ``text``: the question as the positions of ``addresses`` count it; ``notices``: ids of the notices that it can be
    about, none where it names a document that is not held; ``asks_text``: the clause's words are wanted, not something
    said in them; ``saying``: of an annex, only what says these words.
    """

    text: str
    addresses: tuple[Address, ...]
    notices: frozenset[str]
    asks_text: bool
    saying: str = ""


def find_exact(question: str, notices: Sequence[Notice], history: Sequence[str] = ()) -> ExactRequest | None:
    """What clauses of ``notices`` the question names by number, or None where it names none.

    :param notices: those that the question is put to.
    :param history: earlier questions, oldest first: “那第3句呢” and “这一条谁牵头” mean the clause that the last of
        them names.
    """
    text = plain(question)
    found = find_addresses(text)
    if not any(address.steps for address in found):
        return _taken_up(found, text, notices, history)
    held = _named(text, found[0], notices)
    rest = _without(text, found)
    known = tuple(a for a in found if _is_sure(a, text, held) or (_may_be(a, rest, held) and _is_held(a, held)))
    if not known:
        return None
    if not held:
        return ExactRequest(text, known, frozenset(), True) if _is_of_another(rest, notices) else None
    saying = _SAYING.match(text[known[-1].end :]) if known[-1].steps[-1].form == "annex" else None
    words = saying["words"].strip() if saying else ""
    return ExactRequest(text, known, frozenset(n.id for n in held), bool(words) or _asks_text(rest, known, held), words)


def _is_of_another(rest: str, notices: Sequence[Notice]) -> bool:
    """Whether nothing but the text of a document that is not held is asked for."""
    return bool(_OF_TEXT.search(rest)) and _is_bare(_TITLED.sub("", rest), notices, _PLAIN_CHARS)


def _taken_up(
    found: Sequence[Address], text: str, notices: Sequence[Notice], history: Sequence[str]
) -> ExactRequest | None:
    """The clause of an earlier question, where this one names only a part of it, or “这一条”."""
    if not found and not _THIS.search(text):
        return None
    parts = tuple(part for address in found for part in address.parts)
    before = next(filter(None, (find_exact(earlier, notices) for earlier in reversed(history))), None)
    if before is None:
        return None
    known = tuple(replace(address, parts=parts or address.parts) for address in before.addresses)
    return replace(before, addresses=known, asks_text=_asks_text(_without(text, found), known, notices))


def _without(text: str, found: Sequence[Address]) -> str:
    for address in found:
        text = text[: address.start] + " " * (address.end - address.start) + text[address.end :]
    return text


def _asks_text(rest: str, known: Sequence[Address], held: Sequence[Notice]) -> bool:
    """Whether the words of the clause are wanted: by name, or because nothing is asked of what they say."""
    if _WORDS_WANTED.search(rest):
        return True
    asks = find_asks(rest)
    if asks == ("what",):
        told = _OF_TEXT.search(rest) or _WHAT.search(rest) or any(address.parts for address in known)
        return bool(told) or (_is_bare(rest, held, _PLAIN_CHARS) and not _DETAIL_WANTED.search(rest))
    return asks == ("tasks",) and not _DUTY_WORDS.search(rest)


def _is_sure(address: Address, text: str, held: Sequence[Notice]) -> bool:
    """Whether an address is one whatever else the question says: by its form, with what stands on either side of it
    (not “家庭医生签约（二）谁牵头”, “第一条快速公交”)."""
    if not address.sure or not address.steps:
        return False
    form, said = address.steps[0].form, text[address.start : address.end]
    if len(address.steps) > 1 or form == "chapter" or (form == "paren" and re.match(r"第|.*[条款项点目]$", said)):
        return True
    before = text[: address.start].rstrip()
    led = bool(_LEADS_TO.search(before)) or before.endswith(_place_names(held))
    return led if form == "paren" else (led and bool(before)) or goes_on(text, address.end)


def _may_be(address: Address, rest: str, held: Sequence[Notice]) -> bool:
    """Whether a form that may be an address is one: the question is about what a text says, or there is no other."""
    if not address.steps or sum("\u4e00" <= char <= "\u9fff" for char in rest) > _STORY_CHARS:
        return False
    if _OF_TEXT.search(rest) or _WORDS_WANTED.search(rest):
        return True
    form = address.steps[0].form
    if form == "annex":
        return _DETAIL_WANTED.search(rest) is not None and "在哪" not in rest
    return _is_bare(rest, held, _BARE_CHARS) and (form != "ordinal" or not _DETAIL_WANTED.search(rest))


def _place_names(notices: Sequence[Notice]) -> tuple[str, ...]:
    """The names of the notices' places, with and without 省, 市 or 县."""
    names = {notice.place for notice in notices if notice.place}
    return tuple(sorted(names | {name[:-1] for name in names if len(name) > 2}, key=len, reverse=True))


def _is_bare(rest: str, notices: Sequence[Notice], most: int) -> bool:
    """Whether a question without its address and its place has hardly any words left."""
    rest = _without_places(rest, notices)
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in rest)
    return chinese <= most and len(re.findall(r"[A-Za-z]+", rest)) <= _BARE_WORDS


def _is_held(address: Address, notices: Sequence[Notice]) -> bool:
    return bool(address.steps) and any(locate(address, notice).fits for notice in notices)


def _named(text: str, address: Address, notices: Sequence[Notice]) -> tuple[Notice, ...]:
    """Those of ``notices`` that the words before the address can mean; none where they name another document."""
    before = text[: address.start]
    titles = {notice.id: fold(notice.title or "") for notice in notices}
    if title := _TITLE.search(before):
        said = fold(title[1])
        return tuple(n for n in notices if said in titles[n.id] or (titles[n.id] and titles[n.id] in said))
    if _FOREIGN_EN.match(text, address.end):
        return ()
    act = _ACT.search(before)
    same = tuple(n for n in notices if act is None or act["act"] in titles[n.id])
    if not same:
        return () if act and act["act"] in _FOREIGN else tuple(notices)
    words = _without_places(fold(before[: act.start()] if act else before), notices)
    return _of_title(words, same, titles)


def _of_title(words: str, notices: tuple[Notice, ...], titles: Mapping[str, str]) -> tuple[Notice, ...]:
    """The notices whose title says most of the words right before an address (助餐 in “广州助餐办法第十条”)."""
    for begin in range(max(0, len(words) - _MAX_TITLE_CHARS), len(words) - 1):
        found = tuple(notice for notice in notices if words[begin:] in titles[notice.id])
        if found and words[begin:] not in _NO_TITLE:
            return found
    return notices


def _without_places(words: str, notices: Sequence[Notice]) -> str:
    for name in _place_names(notices):
        words = words.replace(name, "")
    return words
