"""What a question asks for, read off those of its clauses that ask: a long story is not what is asked."""

from __future__ import annotations

import re

from assistant.answering.ask_words import (
    ALTERNATIVE,
    ASKED,
    CLAIMED,
    DENIAL,
    DOING,
    HELPING,
    LEAD_NOUN,
    LEADING,
    MORE,
    ORDER,
    PAYER_ASKED,
    ROLE_ASKED,
    SOME,
    SUPPORT_NOUN,
    TAG,
    WH,
    WHICH_BODY,
    WHO,
    YES_NO,
    language_of,
)

_CUTS_ZH = re.compile(r"(?<=[，,。；;！!？?：:])|(?<=[\u4e00-\u9fff])\s+(?=[\u4e00-\u9fff])")
_CUTS_EN = re.compile(
    r"(?<=[.?!;:])\s+|(?<=,)\s+(?=(?:and )?(?:what|which|who|when|how)\b|and (?:must|does|is|can|do|are)\b"
    r"|right\b|correct\b)"
    # “who leads it and by when must it report”; a “who” without a comma rather goes on with those just named.
    r"|\s+(?=and (?:by )?(?:when|what|which|how (?:many|much|often|long))\b|and who (?:leads|supports|pays)\b)",
    re.I,
)
# “责任单位 有哪些”: a space before the words that ask.
_TYPED_APART = re.compile(r"(?:都|各|分别)?(?:有|是|为)(?:哪[些几个]|谁|什么|啥|多少)")
_MARKS = " 　，,。；;！!？?：:“”\"'"
# 那 is how many type 哪: “那年落实”, “那些人能用”.
_MISTYPED = re.compile(r"那(?=年|月|天|些(?:人|单位|部门)|几|个(?:处|科|局|部门|单位)|[两三四五六七八九十]个|家)")
# An answer of these kinds tells the date, the number and the issuer by itself.
_TOLD_BY_NOTICE = frozenset(("when", "number", "lead", "support", "what"))
# How high a grant is asked with the words for a number.
_HOW_MUCH = re.compile(r"多少|比例|率|几|how much", re.I)
_DATE_ASKED = re.compile(r"哪一?天|哪一?年|几号|什么时候|啥时候|何时|先后")
_ISSUED = re.compile(r"(?:文件|方案|通知|意见|要点|办法).*(?:出台|印发|印的|发布|发文)")
_LEAVE = re.compile(r"行不行|能不能|能否|可不可以|够不够|算不算|行吗|有份|(?:可以|能)[^，。？?]{1,14}[吗不么]")
# Whether someone may have something is no question of a number, whatever number is said.
_COUNTED = ("number", "money", "when")
_MAY = re.compile(r"有份[吗没不么]|有没有份|轮[得到][到着]?[^，。？?]{0,6}[吗不么]|(?:还|也)?算(?:在内|进去)[吗不么]")
# What words without any question may name as wanted.
_NAMED = ("notice", "lead", "support", "papers")

Found = tuple[int, str]


def find_asks(question: str) -> tuple[str, ...]:
    """What a question asks for, in the order of its words; ``("what",)`` where nothing else is asked."""
    clauses = asking_clauses(question)
    found = [(clause, ask) for clause in clauses for ask in _asked_in(clause)]
    if any(ask == "notice" for _, ask in found):
        own = {clause for clause, ask in found if ask == "notice"}
        found = [(c, ask) for c, ask in found if c not in own or ask not in _TOLD_BY_NOTICE]
        found = [(c, ask) for c, ask in found if ask != "when" or not _DATE_ASKED.search(c)]
    elif _ISSUED.search(question):
        found = [(c, "notice" if ask == "when" and _DATE_ASKED.search(c) else ask) for c, ask in found]
    asks = tuple(dict.fromkeys(ask for _, ask in found))
    if asks in ((), ("what",)):
        asks = _claimed(clauses, question) or asks
    return asks or ("what",)


def is_yes_no(question: str) -> bool:
    """Whether a yes or a no is wanted: “…吗”, “对吧”, “能不能…”, “Does …?”."""
    return any(_is_yes_no(clause) for clause in _cut(question))


def asks_anything(question: str) -> bool:
    """Whether a question asks at all: “那开封呢？” and “我说的是中卫” do not, and take up what was asked before."""
    clauses = _cut(question)
    return any(_asks(clause) or _duties_asked(clause) for clause in clauses)


def asking_clauses(question: str) -> list[str]:
    """The clauses that ask, with the one that a tag (“对吧？”) asks about; all where none does."""
    clauses = _cut(question)
    asking: list[str] = []
    for before, clause in zip(["", *clauses], clauses, strict=False):
        if _asks(clause):
            if before and TAG.fullmatch(clause.strip(_MARKS)):
                asking.append(before)
            asking.append(clause)
    return clauses if not asking or ORDER.match(question) else asking


def _cut(question: str) -> list[str]:
    cuts = _CUTS_EN if language_of(question) == "en" else _CUTS_ZH
    if not WH.search(question):
        question = question if question.rstrip("？? ").endswith("呢") else _MISTYPED.sub("哪", question)
    found: list[str] = []
    for clause in (clause.strip() for clause in cuts.split(question) if clause.strip(_MARKS)):
        if found and _TYPED_APART.match(clause):
            found[-1] += clause
        else:
            found.append(clause)
    return found


def _asks(clause: str) -> bool:
    return bool(WH.search(clause) or ALTERNATIVE.search(clause)) or _is_yes_no(clause)


def _is_yes_no(clause: str) -> bool:
    found = YES_NO.search(clause)
    if not found or DENIAL.match(clause):
        return False
    asked = WH.search(clause)
    return asked is None or (found.lastindex is not None and (found.start() < asked.start() or asked[0] == "几"))


def _asked_in(clause: str) -> list[str]:
    """What one clause asks for, in the order of its words."""
    found = [] if ASKED[0][1].search(clause) else _duties_asked(clause)
    taken = [(start, start + 1) for start, _ in found]
    some = SOME.search(clause)
    money = False
    for ask, pattern in ASKED:
        if found and ask in ("who", "what"):
            continue
        for match in pattern.finditer(clause):
            overlaps = any(start < match.end() and match.start() < end for start, end in taken)
            if overlaps or (ask == "number" and (some or (money and _HOW_MUCH.search(match[0])))):
                continue
            money |= ask == "money"
            taken.append(match.span())
            found.append((match.start(), ask))
    return [ask for _, ask in sorted(found)]


def _duties_asked(clause: str) -> list[Found]:
    """Where a clause asks who leads or supports: by a role's name, or by 谁 or 哪个部门 beside a word for what they
    do."""
    if PAYER_ASKED.search(clause):
        return []
    found = [(m.start(), "lead") for m in LEAD_NOUN.finditer(clause) if ROLE_ASKED.match(clause, m.end())]
    found += [(m.start(), "support") for m in SUPPORT_NOUN.finditer(clause) if ROLE_ASKED.match(clause, m.end())]
    body = WHICH_BODY.search(clause)
    named = body or WHO.search(clause)
    if named or (HELPING.search(clause) and LEADING.search(clause)):  # “是主办还是打下手？”
        found += [(m.start(), "support") for m in HELPING.finditer(clause)]
        found += [(m.start(), "lead") for m in LEADING.finditer(clause)]
        doing = body or DOING.search(clause)
        if not found and doing:
            found = [(doing.start(), "lead")]
    more = MORE.search(clause)
    return [(start, "support") if more and start >= more.start() else (start, ask) for start, ask in found]


def _claimed(clauses: list[str], question: str) -> tuple[str, ...]:
    """What the statement is about that is asked to be borne out; where nothing is asked, what the words name."""
    stated = [clause for clause in clauses if _is_yes_no(clause) or not WH.search(clause)]
    asked = any(_asks(clause) for clause in stated)
    if not stated or (not asked and any(_asks(clause) for clause in clauses)):
        return ()
    either = ALTERNATIVE.search(" ".join(stated))
    # Whether someone may have something is asked at the end of a story, whose dates and numbers are not asked about.
    told_before = is_yes_no(question) and not _LEAVE.search(" ".join(stated))
    for text in (" ".join(stated), question) if told_before else (" ".join(stated),):
        for ask, pattern in CLAIMED:
            if ask in _COUNTED and _MAY.search(text):
                continue  # “这两个癌的检查我还有份吗”
            if (ask in _NAMED or (asked and not either)) and pattern.search(text):
                return (ask,)
    return ()
