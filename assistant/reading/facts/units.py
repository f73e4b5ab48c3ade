"""Names of units in running text: which words name one, and how a list of them is taken apart.

Names stay as printed. Nothing here knows a particular department: a unit is told by the noun that ends its name.
"""

from __future__ import annotations

import re

# Nouns that end the name of an authority, a section of one, a territory as a party to a task, or a body.
_UNIT_NOUN = (
    r"委员会|委|厅|局|处|科|室|(?<![参入持])(?<![^疾]控)股|办|部|署|院|所|站|中心|政府|管委会|工会|妇联|残联|科协|文联|侨联|工商联|红十字会|总队|支队"
    r"|大队|公司|集团|银行|支行|分行|海关|法院|检察院|学校|大学|医院|机构|企业|单位|部门|处室|科室|专班|小组|工作组|监察组|指挥部"
    r"|协会|学会|联合会|馆|台|社|党组|基金会|街道|乡镇|开发区|园区|示范区|新区|高新区"
    r"|监会|总会|商会|促进会|理事会|联席会议|居委会|村委会|慈善会|研究会|部队|军分区|警备区|人武部|运营商|检查站|人大|政协"
    r"|机关|社区|高校|党校|卫校|职校|媒体|共同体|医共体|派驻组|专家组|监督组|督导组|评审组|中国(?:移动|电信|联通|铁塔|邮政)|电网"
)
_TERRITORY = r"各?[\u4e00-\u9fff、]{0,12}(?:省|自治区|市|州|盟|县|区|旗|地)|各[\u4e00-\u9fff]{0,6}(?:镇|乡|街|村)"
_BRACKET_TAIL = r"(?:[（(〔\[][^（）()〔〕\[\]]{1,24}[）)〕\]])?"
_UNIT = re.compile(rf"(?:[^，。；：！？“”]{{0,30}}?(?:{_UNIT_NOUN})|{_TERRITORY}){_BRACKET_TAIL}(?:等)?$")
_COLLECTIVE = re.compile(
    r"(?:有关|相关|各有关|各相关|其他有关)(?:处室|科室|部门|单位|委办局|方面|地方|企业|机构)+(?:和单位)?"
)
_PLAIN_TAIL = re.compile(
    r"等(?:\d+个|[一二三四五六七八九十]+个)?(?:有关|相关)?(?:(?:成员|责任)?单位|(?:职能|主管|行业)?部门|处室|科室|群团组织)?(?:[和、](?:部门|单位|地方))?$"
    r"|(?<=[局委厅办部会])[两二三四五六七八九十](?:个|家)?(?:部门|单位)$"
)
# A bracket that says what a word includes, or where to look, names nobody.
_REMARK = re.compile(r"不?含|包括|其中|见|详见|以下|略|除")
# “各市、县（区）人民政府” is one name: levels of one kind of authority, joined by 、.
_IN_BRACKETS = r"(?:[（(][省市州盟县区旗乡镇街道、]{1,9}[）)])?"
_LEVELS = re.compile(
    rf"各(?:省|市|州|盟|县|区|旗|地市){_IN_BRACKETS}(?:、(?:自治区|直辖市|市|州|盟|县|区|旗|乡镇|乡|镇){_IN_BRACKETS}){{1,4}}"
    r"(?:人民)?政府"
)
# “市、区财政部门”, “省、市、县三级民政部门”: likewise, the levels bare. “各县、市民政局” is a list.
_LEVEL = r"(?:省|自治区|直辖市|市|州|盟|县|区|旗|乡|镇|街道)级?"
_LEVEL_NAME = r"省|自治区|直辖市|市|州|盟|县|区|旗|乡|镇|街道"
_RANKS = {
    "省": 1,
    "自治区": 1,
    "直辖市": 1,
    "市": 2,
    "州": 2,
    "盟": 2,
    "县": 3,
    "区": 3,
    "旗": 3,
    "乡": 4,
    "镇": 4,
    "街道": 4,
}
_BARE_LEVELS = re.compile(
    rf"(?:(?<![\u4e00-\u9fff）)])|(?<=[、，和与及由]))(?<!各){_LEVEL}{_IN_BRACKETS}(?:、{_LEVEL}{_IN_BRACKETS}){{1,4}}(?:[两二三四五]级)?(?=[\u4e00-\u9fff]{{2,}})(?!委(?!员))"
)
# “各乡镇党委和政府”, “各县（区）党委、政府”: one name; “县委、县政府” is two.
_PARTY_AND_GOVERNMENT = re.compile(
    r"各[^、，。；;：:]{0,10}?(?:[（(〔][^（()）〔〕]{1,9}[）)〕])?(?:党(?:工)?委|[县市区旗州盟]委)(?:、|和)(?:人民)?政府"
)
_JOINED, _JOINED_AND = "\x00", "\x01"
# “市民政局会同市财政局”, “省商务厅商省财政厅”: two units. 会同 is a county's name as well, but not behind a unit's.
_TOGETHER = re.compile(
    r"(?<=[\u4e00-\u9fff）)])会同(?!县)|(?<=[局委厅部办署处科股院会室])会同|(?<=政府|中心|部门)会同"
    r"|(?<=[局委厅部办署处科股院会室])联合(?=[省市县区州])|(?<=[局委厅部办署])商(?=[省市县区国]|有关)"
)
_ACTS_ON = re.compile(
    r"(?<=[局委厅办部处科股院会室府心])(?:配合|协助|委托|授权|指定|责成|督促|指导|牵头|负责|协同)(?=[省市县区州乡镇国各])"
)
_JOINT = re.compile(r"以及|及|和|与")

_MAX_NAME_CHARS = 40
# What a department works in, named without the word 部门.
_FIELD = re.compile(r"[\u4e00-\u9fff]{2,12}")
_SHARED_NOUN = re.compile(r"(?:、|和|及|等)\S{0,12}(?:部门|机构|单位)$")

_OPEN, _CLOSE = "（(〔[【《“", "）)〕]】》”"


def holds_a_sentence(name: str) -> bool:
    """Whether ``name`` is no name but says what one unit does to another: “县政府委托县民政局”."""
    return bool(_ACTS_ON.search(name))


def is_unit(name: str) -> bool:
    """Whether ``name`` can be the name of a unit or of a collective of units."""
    if not name or len(name) > _MAX_NAME_CHARS or _REMARK.match(name) or holds_a_sentence(name):
        return False
    return bool(_UNIT.match(name) or _COLLECTIVE.fullmatch(name))


def _split_outside_brackets(text: str, marks: str) -> list[str]:
    parts: list[str] = []
    depth, begin = 0, 0
    for index, char in enumerate(text):
        if char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif char in marks and depth == 0:
            parts.append(text[begin:index])
            begin = index + 1
    parts.append(text[begin:])
    return [part.strip() for part in parts if part.strip()]


def _split_joint(name: str) -> list[str]:
    """“市卫生健康委和市医保局” is two units; “旅游和文体广电局” is one: both sides must be units by themselves."""
    for joint in _JOINT.finditer(name):
        left, right = name[: joint.start()], name[joint.end() :]
        apart = (
            not left.endswith(("部门", "单位")) or len(right) >= 4 or right.startswith("各")
        )  # 有关部门和单位 is one
        if right in ("政府", "人民政府"):
            continue  # “县委和政府”
        if len(left) >= 3 and len(right) >= 2 and is_unit(left) and is_unit(right) and apart:
            return [left, *_split_joint(right)]
    return [name]


def _split_et_cetera(name: str) -> list[str]:
    """“健康促进处等有关处室” → both; “生态环境等部门” → what is named before 等."""
    head, et_cetera, rest = name.partition("等")
    if et_cetera and head and _COLLECTIVE.fullmatch(rest):
        return [head, rest]
    plain = _PLAIN_TAIL.search(name)
    if plain and plain.start() > 0:
        return [name[: plain.start()]]
    return [name]


def split_units(text: str) -> list[str]:
    """The unit names in a list such as “省民政厅、省财政厅等有关部门，各设区市”, one by one, as printed."""
    names: list[str] = []
    for levels in (_LEVELS, _BARE_LEVELS, _PARTY_AND_GOVERNMENT):
        text = levels.sub(_held_together, text)
    for part in _split_outside_brackets(_TOGETHER.sub("、", text), "、，,；; 　"):
        for piece in _split_et_cetera(part):
            names.extend(name for joint in _split_joint(piece) for name in _split_et_cetera(joint))
    return [name.replace(_JOINED, "、").replace(_JOINED_AND, "和") for name in names if name]


def _held_together(levels: re.Match[str]) -> str:
    """A name that holds marks of lists, with signs in their place that part nothing. Levels are named from the highest
    down: “街道、县委组织部” is no name."""
    if levels.re is _BARE_LEVELS:
        ranks = [_RANKS[level] for level in re.findall(_LEVEL_NAME, levels[0])]
        if ranks != sorted(ranks):
            return levels[0]
    return levels[0].replace("、", _JOINED).replace("和", _JOINED_AND)


def unit_list(text: str) -> list[str]:
    """The names in ``text`` where it is a list of units and nothing else, else none.

    In “教育、民政部门” and “发展改革、财政等部门” the last word belongs to every name.
    """
    names = split_units(text)
    if all(is_unit(name) for name in names):
        return names
    shared = _SHARED_NOUN.search(text) and all(_FIELD.fullmatch(name) or is_unit(name) for name in names)
    return names if shared else []
