"""How the checker of quizzes reads words: numbers, times, lists and units, by rules of its own."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

from assistant.records import Clause

Record = dict[str, Any]

BLANK = "________"
LETTERS = "ABCDEF"
_DROPPED = re.compile(r"(?<!\d)\.|\.(?!\d)|[\s，。、；：？！,;:?!“”‘’\"'《》〈〉（）()〔〕\[\]【】—\-·]")
_OWNERS = ("委", "省", "市", "县", "区", "州")
_SUFFIX = re.compile(r"(?:管理局|委员会|办公室|部门|机构|中心|部|委|局|厅|处|科|室|股|办|署|院|会)$")
_FIGURES = re.compile(r"\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+")
_DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
# What a name does not hold: then the quote has another shape than the rules here read.
_NO_NAME = re.compile("单位|[：:*|]|会同|共同|首位|依照|[为在（(〔]")
_DAYS = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "季度": 90, "季": 90, "年": 360}
_TIME = re.compile(rf"(每?)({_FIGURES.pattern}|半)?个?({'|'.join(sorted(_DAYS, key=len, reverse=True))})")
_PARTS = re.compile("[，,。；;（）()]")
_SHARED_ACT, _SHARED_STATE = re.compile("(?:救治|诊断|治疗|筛查|防治|保健)$"), re.compile("危重|重大|重点|慢性")
# What governs a sentence: an aim, or a choice that is left to a place.
_GOVERNING = re.compile("力争|争取|原则上|鼓励|有条件的")
_GRADE = re.compile("[甲乙丙]")
_JOINTS = re.compile("、|以及|和|及|与|或")


def squash(text: str) -> str:
    """``text`` in one width, without marks and spaces."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text)).lower()


def figure(words: str) -> float | None:
    """What a number is worth, in figures or Chinese."""
    words = unicodedata.normalize("NFKC", words)
    if re.fullmatch(r"\d+(?:\.\d+)?", words):
        return float(words)
    if not re.fullmatch(r"[零一二三四五六七八九两十百千]+", words):
        return None
    total, digit = 0, 0
    for char in words:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[char]
            digit = 0
    return float(total + digit)


def figures(text: str) -> set[float]:
    """Every number in ``text``."""
    return set(series(text))


def series(text: str) -> list[float]:
    """Every number in ``text``, in order."""
    found = (figure(match[0]) for match in _FIGURES.finditer(unicodedata.normalize("NFKC", text).replace(",", "")))
    return [value for value in found if value is not None]


def days(words: str) -> tuple[bool, float] | None:
    """Whether a time is a frequency, and its days: 每季度一次 and 每三个月 are (True, 90), 一周内 and 7天之内
    (False, 7). None for what is neither."""
    bare = re.sub("(?:[之以]?内|[一1]次)$", "", unicodedata.normalize("NFKC", words))
    found = _TIME.fullmatch(bare)
    if not found:
        return None
    number = 0.5 if found[2] == "半" else figure(found[2]) if found[2] else 1.0
    return None if number is None else (bool(found[1]), number * _DAYS[found[3]])


def same_answer(answer: str, key: str) -> bool:
    """Whether two ways to fill in a blank say the same."""
    if days(answer) is not None or days(key) is not None:
        return days(answer) == days(key)
    if _GRADE.findall(answer) != _GRADE.findall(key):
        return False  # 二级甲等 and 二级乙等
    if series(answer) or series(key):
        return series(answer) == series(key)
    return squash(answer) in squash(key)


# --- sentences -------------------------------------------------------------------------------------------------------


def body_of(stem: str) -> str:
    """The stem without “根据《…》（…），”; the whole where it does not begin so."""
    annex = "(?:的附件(?:《[^《》]*》)?)?"
    about = "(?:关于“[^”]*”的要求)?(?:对[^，]*的规定)?"
    found = re.match(rf"根据[^《，]*(?:《[^《》]*》|文件)(?:（[^（）]*）)?{annex}{about}，", stem)
    return stem[found.end() :] if found else stem


def cloze_in(stem: str) -> str:
    """The sentence with the blank, out of “…”，横线处… or as it stands."""
    body = re.sub(r"（填[^（）]*）$", "", body_of(stem))
    found = re.match(r"“(.+)”，横线处", body)
    return found[1] if found else body


def task_in(stem: str) -> str:
    """The task that a stem quotes: from its first “ to the ” that closes it."""
    body = body_of(stem)
    begin = body.index("“")
    return body[begin + 1 : body.index("”", begin)]


def said_unit(stem: str, task: str) -> str:
    """The unit that a statement gives the task to."""
    after = body_of(stem).partition(f"“{task}”")[2]
    found = re.fullmatch(r"(?:由(.+?)(?:牵头|负责)|的.+?包括(.+?))。", after)
    assert found, stem
    return found[1] or found[2]


def said_of_another(option: str, sentence: str, clause: str, *, whole: bool = False) -> bool:
    """Whether the clause says ``option``, where it does, in parts that are about something else than the part of
    ``sentence`` with the blank: they stay different when the option and the blank are taken out.

    :param whole: what is different may stand in the whole sentence (a condition in front of it).
    """
    asked = sentence if whole else next(part for part in _PARTS.split(sentence) if BLANK in part)
    act, said = squash(asked.replace(BLANK, "")), squash(option)
    pieces = re.split("[。；;]", clause) if whole else _PARTS.split(clause)
    others = [squash(piece).replace(said, "") for piece in pieces if said in squash(piece)]
    return not any(act in other or (other and other in act) for other in others)


def list_in(sentence: str, clause: str) -> list[str] | None:
    """The things that the blank of ``sentence`` stands for in the clause, one by one; None where the sentence does not
    stand there."""

    def bare(text: str) -> str:
        return "、".join(squash(part) for part in re.split("、", text))

    before, after = (bare(part) for part in sentence.split(BLANK))
    # A blank at the very beginning stands for the beginning of its own sentence only.
    texts = [clause] if before else re.split("[。；]", clause)
    pattern = re.escape(before) + "(.*?)" + re.escape(after)
    found = next((match for text in texts if (match := re.search(pattern, bare(text)))), None)
    if not found:
        return None
    return [thing for part in found[1].split("、") for thing in _whole(_JOINTS.split(part)) if thing]


def _whole(pair: Sequence[str]) -> list[str]:
    """The two sides of “和” with what is said once for both: 危重孕产妇和新生儿救治."""
    if len(pair) != 2:
        return list(pair)
    first, second = pair
    act = _SHARED_ACT.search(second)
    if not act or not act.start() or _SHARED_ACT.search(first):
        return [first, second]
    state = _SHARED_STATE.match(first)
    return [first + act[0], (state[0] if state and not second.startswith(state[0]) else "") + second]


def is_closed(sentence: str, things: Sequence[str]) -> bool:
    """Whether a list with its first things in the sentence and ``things`` in the blank has as many as it says."""
    before, _, after = sentence.partition(BLANK)
    count = re.match(r"等?[“‘]?(\d+|[二两三四五六七八九十]+)", after)
    shown = [part for part in re.split("、", _PARTS.split(before)[-1]) if part]
    return count is not None and figure(count[1]) == len(shown) + len(things)


def longest_run(first: str, second: str) -> int:
    """Characters of the longest run that stands in both."""
    return SequenceMatcher(None, first, second, autojunk=False).find_longest_match().size


def lost_words(said: str, clause: str) -> list[str]:
    """The governing words of the clause's sentence that ``said`` is taken from, and that it does not say."""
    # An exception in brackets is a rule of its own.
    for sentence in re.split("[。；;\n]", re.sub("[（(](其中[^（）()]*)[）)]", r"。\1。", clause)):
        before, found, _ = squash(sentence).partition(squash(said))
        if found:
            return [match for match in _GOVERNING.findall(before) if match not in squash(said)]
    return []


def ruled_out(option: str, right: str, sentence: str) -> bool:
    """Whether a bracket right behind the blank gives an exception that ``option`` does not keep to: fewer than the
    3 of “不少于____人（中医院不少于3人）”."""
    found = re.search(rf"{BLANK}[^（(，。]{{0,4}}[（(]([^）)]*)[）)]", sentence)
    bounds = series(found[1]) if found else []
    values = [figure(option), figure(right)]
    if len(bounds) != 1 or None in values:
        return False
    return (values[0] - bounds[0]) * (values[1] - bounds[0]) <= 0  # type: ignore[operator]


# Of each pair the one denies the other, said of one thing.
_CONTRARY = (
    "不需缴纳 须先缴纳", "免交 先交", "无需 必须", "可放宽 不得放宽", "可适当降低 不得降低", "免试 经考试",
    "保持不变 每年调整", "结余留用 结余上缴", "政府举办 社会力量举办", "公有产权 个人产权", "以县为单位 以乡镇为单位",
    "不收取 收取", "以省为单位 以市为单位",
)  # fmt: skip


def is_contrary(said: str, clause: str) -> bool:
    """Whether ``said`` is a sentence of ``clause`` with one thing turned into its contrary, with two ways to treat two
    groups exchanged, or with what is done beside put for what is done mainly."""
    statement, text = squash(said), squash(clause)
    for pair in _CONTRARY:
        right, wrong = pair.split()
        if wrong in statement and statement.replace(wrong, right, 1) in text:
            return True
    if "全额" in statement and "定额" in statement:
        swapped = statement.replace("全额", "\0").replace("定额", "全额").replace("\0", "定额")
        return swapped in text
    mainly = re.search("以(..)(..)为主", statement)
    return bool(mainly) and f"{mainly[1]}{mainly[2]}为辅" in text  # type: ignore[index]


# --- units -----------------------------------------------------------------------------------------------------------


def bare(name: str) -> str:
    """A unit's name without its owner's word and without what kind of unit it is."""
    words = squash(name)
    if len(words) > 3 and words[0] in _OWNERS and words[1] not in "委场员":
        words = words[1:]
    return _SUFFIX.sub("", words) or words


def same_name(option: str, printed: str) -> bool:
    """Whether an option is a unit as printed, with or without its owner's word in front."""
    one, other = squash(option), squash(printed)
    return one == other or (other.endswith(one) and len(other) - len(one) == 1 and other[0] in _OWNERS)


def units_in(quote: str, role: str, rules: Sequence[str]) -> list[str]:
    """The units that a tail or a sentence gives ``role`` to; empty where its words are of another shape."""
    tail = re.fullmatch(r"[（(](.+?)[）)]?", quote)
    if not tail:
        prose = re.match(r"(.{2,30}?)(牵头负责|牵头|负责|承担)", quote)
        fits = prose and (role == "lead") == ("牵头" in prose[2])
        return _names(prose[1].split("，")[-1]) if prose and fits and "，" not in prose[1] else []
    words = tail[1].split("，第")[0] if rules else tail[1]
    if "牵头" not in words and "负责" not in words and "配合" not in words:
        names = _names(words)
        is_rule = any("第1个" in rule or "第一" in rule or "首位" in rule for rule in rules)
        return ({"lead": names[:1], "support": names[1:]}.get(role, []) if is_rule else []) if names else []
    led, _, rest = words.partition("牵头") if "牵头" in words else ("", "", words)
    if role == "lead":
        return _names(led)
    verb = "配合" if role == "support" else "负责"
    if verb not in rest:
        return []
    return _names(re.sub(r"按照?(?:各自)?(?:职责)?(?:分工)?$", "", rest.split(verb)[0]))


def units_of(source: Record, role: str, clause: Clause) -> list[str]:
    """The units that the quote of ``source`` gives ``role`` to; of quotes in other shapes (lines, tables, tails that
    state their own rule) those of the duty as read."""
    # Beside the rule for leads, a key also quotes the task itself: that is no rule.
    rules = [also["quote"] for also in source["also"] if "单位" in also["quote"] or "首位" in also["quote"]]
    names = units_in(source["quote"], role, rules)
    if names and not any(_NO_NAME.search(name) for name in names):
        return names
    return [name for duty in clause.duties if duty.quote == source["quote"] for name in getattr(duty, role)]


def _names(words: str) -> list[str]:
    """Names one by one; “等有关处室” stands for more than names."""
    parts = re.split(r"[、，,；;]|(?<=[局委处厅])和", words.strip("，,；; "))
    return [re.sub("等.*$", "", part) for part in parts if part]
