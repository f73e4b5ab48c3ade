"""First-unit rules: “第1个单位为牵头单位，下同”. Which notices state one, and which clauses it holds for.

Of the same kind: the first two or more (“前2个单位为牵头单位”) and the last one (“排在最后的单位为牵头单位”). A rule in
words that are not understood (“加粗的为牵头单位，下同”) makes nobody the leader: :func:`find_unread_rules` tells of it.

A rule with 下同, or one that speaks of no single list, holds from where it is said to the end of its document; one in
a note (注：…) or after the last list holds for the whole document; one inside a list of units without 下同 holds for
that paragraph alone. An annex is a document of its own, unless the rule names the annex or its table.

A rule said inside a bare list (“（甲局、乙局，列首位者为牵头单位，下同）”) holds for bare lists only. One said anywhere
else holds for lists behind 责任单位： and before 负责 too, but not for a unit that stands alone (“（丙中心负责）”), nor
for units that act 按职责分工 or 分别: these have no leader. Where the rule itself is said in such a list, or speaks of
负责单位, it holds for all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.reading.passage import Passage, squeeze
from assistant.reading.remarks import RULE
from assistant.reading.structure.marks import document_of
from assistant.records import Clause, ReadingWarning

_PARTY = r"(?:责任|负责|主责)?(?:单位|部门|处室|科室|者)"
_FIRST = r"第\s?[1一]\s?"
# The ways to say “the unit that is named first”.
_FIRST_UNIT = (
    rf"(?:{_FIRST}[个位家]?的?{_PARTY}|{_FIRST}[个位家]"
    rf"|(?:位|名)?(?:列|排|标|居)(?:名|序|列)?(?:在)?(?:{_FIRST}(?:位|个|名)?|首位|最前(?:面)?|首|前面?的?{_FIRST}[个位])(?:的?{_PARTY}|的|者)?"
    rf"|(?:名列|位居)?首(?:位|个|列|家)(?:的)?{_PARTY})"
)
# “前2个单位”, “排名前两位的”; “排在最后的单位”.
_FIRST_FEW = rf"(?:列|排|标|居)?(?:名|序|列)?(?:在|于)?前\s?[2-5二两三四五]\s?[个位家名]的?(?:{_PARTY}|的)?"
_LAST_UNIT = (
    rf"(?:(?:列|排|标|居)(?:名|序|列)?(?:在|于)?(?:最后(?:面)?|最末|末位|末尾|最后\s?[1一]\s?[个位家名])的?(?:{_PARTY}|者)?"
    rf"|(?:最后|末)(?:\s?[1一]\s?)?[个位家名]的?{_PARTY})"
)
_ANY_PLACE = rf"(?:{_FIRST_FEW}|{_LAST_UNIT}|{_FIRST_UNIT})"
_SAME_BELOW = r"(?:以下|下|后)(?:文|面|列)?(?:均|皆|都)?(?:相)?同"
_LEADER = r"(?:总)?牵头(?:负责|责任)?(?:单位|部门|处室|科室|者)?"
FIRST_UNIT_RULE = re.compile(
    r"(?:各项(?:任务|工作)|各(?:任务|条目?)|责任分工)?(?:(?:责任|负责)(?:单位|部门))?(?:中)?[，,]?"
    rf"(?:{_ANY_PLACE}(?:的?(?:责任|相关|有关)?(?:单位|部门|处室|科室))?(?:均|都)?(?:为|是|系|即为|即)(?:该项工作|该项任务|各项任务|本项任务)?的?{_LEADER}(?!人|作用|协调)"
    rf"|(?!{_FIRST}责任){_ANY_PLACE}(?:负责)?牵头(?![人作])(?:负责)?"
    rf"|牵头(?:单位|部门)(?:为|是|即)(?!{_FIRST}责任){_ANY_PLACE})"
    rf"(?:[，,、；;]?{_SAME_BELOW})?"
)
# A rule on who leads in any other words: “加粗的为牵头单位，下同”. “市民政局为牵头单位” names the leader itself.
UNREAD_RULE = re.compile(
    r"(?P<who>[^，,；;。：:（）()、]{2,24}?)(?:均|都)?(?:为|是|系|即为|即)(?:该项|各项|本项)?(?:工作|任务)?的?"
    rf"{_LEADER}(?!人|作用|协调)(?P<same>[，,、；;]?{_SAME_BELOW})?"
)
_NOT_A_NAME = re.compile(r"(?:的(?:单位|部门|处室|科室)?|者)$")
_BY_SIGN = re.compile(r"标|带|加粗|黑体|划线|[★☆*＊▲△※●◆]")
_FEW = {"二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_NOTE = re.compile(r"\W{0,3}(?:备?注|说明|附注)\d?\s?[：:、.]")
_NAMES_ANNEX = re.compile(r"附件|附表|分工表|任务表|清单|责任表|任务分解|一览表")
_FROM_HERE_ON = re.compile(_SAME_BELOW)
# The bracket that a rule ends: “（甲局、各县〔区〕，列首位者…”, and the words that give its units a role.
_LIST_BEFORE = re.compile(r"[（(〔【\[](?:[^（(〔【\[）)。]|[（(〔\[][^（）()〔〕\[\]。]{1,12}[）)〕\]])*、[^）)。]*\Z")
_ROLE_WORD = re.compile(r"(?:负责|责任|实施|承办|落实|主责)(?!牵头)")
_SPEAKS_OF_CHARGE = re.compile(r"(?<!牵头)负责(?:单位|部门)")
# So near to the rule, within the same bracket, other words show that it stands in a list of units.
_MAX_LIST_CHARS = 120
# “…为牵头单位，其他为配合单位，下同”
_MAX_AFTER_CHARS = 24


@dataclass(frozen=True, slots=True)
class Rule:
    """A first-unit rule of a notice with its place in the file."""

    quote: str
    start: int
    end: int
    bare_lists: bool = False  # holds for lists without a role word only
    # it is said in a list with 负责 (“（甲局、乙局按职责分工负责，列首位者为牵头单位，下同）”), or of such lists
    worded: bool = False
    # how many of a list lead, counted from its end where negative; 0: it is not told who leads
    leaders: int = 1

    def split(self, units: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Those of ``units`` that lead, and the others."""
        cut = self.leaders
        return (tuple(units[cut:]), tuple(units[:cut])) if cut < 0 else (tuple(units[:cut]), tuple(units[cut:]))


# For lists of units in a notice that tells in no words who leads.
UNRULED = Rule("", 0, 0, leaders=0)


@dataclass(frozen=True, slots=True)
class _Stated:
    """A rule, the index of the clause that states it, and how far it reaches."""

    rule: Rule
    index: int
    only_here: bool
    whole_document: bool
    annexes: bool


def find_rules(
    clauses: Sequence[Clause], source: str, governs: Callable[[Clause, Rule], bool]
) -> tuple[Rule | None, ...]:
    """The first-unit rule that holds for each clause, or None.

    :param governs: whether a clause has a list of units to which a rule can be applied.
    """
    stated = [item for index, clause in enumerate(clauses) for item in _stated(index, clause, source)]
    if not stated:
        return (None,) * len(clauses)
    stated = [_widened(item, clauses, governs) for item in stated]
    return tuple(_rule_for(index, clauses, stated) for index in range(len(clauses)))


def _stated(index: int, clause: Clause, source: str) -> list[_Stated]:
    if clause.part == "foreign" or "牵头" not in clause.text:
        return []
    passage = Passage.cut(source, clause.start, clause.end)
    found = FIRST_UNIT_RULE.search(passage.text) or find_unread(passage.text)
    if found is None:
        return []
    begin = found.start() + len(found[0]) - len(found[0].lstrip("，,"))
    sentence = _sentence_around(passage.text, begin, found.end())
    list_before = _LIST_BEFORE.search(passage.text, max(0, begin - _MAX_LIST_CHARS), begin)
    in_list = list_before is not None
    bare = list_before is not None and not _ROLE_WORD.search(list_before[0] + found[0])
    start, end = passage.span(begin, found.end())
    worded = (in_list and not bare) or bool(_SPEAKS_OF_CHARGE.search(found[0]))
    leaders = _leaders(found[0]) if found.re is FIRST_UNIT_RULE else 0
    rule = Rule(squeeze(source[start:end]), start, end, bare, worded, leaders)
    return [
        _Stated(
            rule,
            index,
            only_here=in_list and not _FROM_HERE_ON.search(passage.text, begin, found.end() + _MAX_AFTER_CHARS),
            whole_document=bool(_NOTE.match(sentence)),
            annexes=bool(_NAMES_ANNEX.search(sentence)),
        )
    ]


def _leaders(words: str) -> int:
    """How many lead by a rule, from the end of the list where it speaks of the last."""
    few = re.search(r"前\s?([2-5二两三四五])\s?[个位家名]", words)
    if few:
        return _FEW.get(few[1]) or int(few[1])
    return -1 if re.search(r"最后|最末|末[位尾个家名]", words) else 1


def find_unread(text: str) -> re.Match[str] | None:
    """A rule on who leads in words that are not understood: it says 下同, speaks of a sign, or stands behind a list."""
    for found in UNREAD_RULE.finditer(text):
        in_list = _LIST_BEFORE.search(text, max(0, found.start() - _MAX_LIST_CHARS), found.start())
        if _NOT_A_NAME.search(found["who"]) and (found["same"] or in_list or _BY_SIGN.search(found["who"])):
            return found
    return None


def find_unread_rules(clauses: Sequence[Clause], source: str) -> tuple[ReadingWarning, ...]:
    """A warning for each rule on who leads that is not understood: the units of its lists are then but responsible."""
    return tuple(
        ReadingWarning(RULE.chinese.format(item.rule.quote), clause.label, item.rule.start, item.rule.end)
        for index, clause in enumerate(clauses)
        for item in _stated(index, clause, source)
        if not item.rule.leaders
    )


def _sentence_around(text: str, start: int, end: int) -> str:
    begin = max(text.rfind(mark, 0, start) for mark in "。；\n") + 1
    stop = re.compile(r"[。；]").search(text, end)
    return text[begin : stop.start() if stop else len(text)]


def _widened(item: _Stated, clauses: Sequence[Clause], governs: Callable[[Clause, Rule], bool]) -> _Stated:
    """A rule after the last list of its document was said for the lists before it."""
    if item.only_here or item.whole_document:
        return item
    own = [clause for clause in clauses if _same_document(clause, clauses[item.index])]
    last = not any(governs(clause, item.rule) for clause in clauses[item.index :] if clause in own)
    # Where its own document has no list and its paragraph names the annex, a rule was said for that.
    named = bool(_NAMES_ANNEX.search(clauses[item.index].text))
    annexes = item.annexes or (last and named and not any(governs(clause, item.rule) for clause in own))
    return _Stated(item.rule, item.index, False, last, annexes)


def _same_document(clause: Clause, stated: Clause) -> bool:
    same_part = clause.part == stated.part or {clause.part, stated.part} <= {"front", "body"}
    return same_part and document_of(clause.path) == document_of(stated.path)


def _rule_for(index: int, clauses: Sequence[Clause], stated: Sequence[_Stated]) -> Rule | None:
    """The rule that holds for a clause: of several the last one said before it."""
    before = [item for item in stated if item.index <= index]
    for item in [*reversed(before), *(item for item in stated if item.index > index)]:
        if item.only_here:
            if item.index == index:
                return item.rule
            continue
        reaches = item.index <= index or item.whole_document
        within = _same_document(clauses[index], clauses[item.index])
        if (reaches and within) or (item.annexes and clauses[index].part == "annex"):
            return item.rule
    return None
