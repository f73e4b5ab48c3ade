"""What does not belong to a notice: advertisements and navigation that a web page put around it.

The table at the head of government pages (索引号, 发文机关, 成文日期, 文号…) tells of the notice and is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.structure.layout import DATE_LINE, TITLE_END, Block
from assistant.reading.structure.signature import is_unit_names
from assistant.records import Clause

# What web pages print around a text, each on a short line.
_FURNITURE = re.compile(
    r"(?:您(?:的|所在的?)?(?:当前)?位置|您(?:现在)?所在|当前(?:所在)?位置|所在位置|位置[：:])|^[【\[]?(?:网站)?首页(?:$|[\s】\]>＞»/|›]|-)"
    r"|[>＞»›]\s*[^>＞»›]{1,30}\s*[>＞»›]|^[【\[（(]?\s*(?:字\s?体|字\s?号|字体大小)\s*[：:【\[]|^(?:大\s+中\s+小|A\+|T\|T)"
    r"|分享(?:到|至|[：:])|^[【\[]?\s*(?:收藏|打印|关闭|纠错|返回)(?:本页|此页|页面|窗口|本文|顶部|列表|首页)?\s*[】\]]?(?:$|[\s【\[|])"
    r"|^(?:打印|关闭)(?:本页|窗口|页面)|^[【\[]?(?:上|下)一(?:篇|条|页|章)|^(?:责任)?编辑[：:]|扫一扫|二维码"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)\s*[：:]|^来源\s*[：:]|[\s　|]来源\s*[：:]\s*\S{2,30}$"
    r"|^(?:发布|更新|发表)(?:时间|日期)\s*[：:].*(?:来源|浏览|点击|阅读|字号|字体|分享|打印|作者|\d{1,2}:\d{2})"
    r"|^(?:无障碍|长者|适老|登录|注册|网站地图|设为首页|加入收藏|联系我们|关于我们|网站声明|返回顶部|繁体|English)"
)
# What they print under it.
_UNDER = re.compile(
    r"^[【\[]?(?:相关(?:链接|阅读|解读|文章|文件|文档|政策|附件|新闻|稿件)|(?:附件|原文|文件|正文)下载|解读链接|政策解读|图解|友情链接)"
    r"|^(?:更新|发布|发表)(?:时间|日期)\s*[：:]|版权所有|^主办(?:单位)?\s*[：:]|^承办(?:单位)?\s*[：:]|^技术支持\s*[：:]|网站标识码"
    r"|ICP备|公网安备|备案(?:号|编号)\s*[：:]|^地址\s*[：:]|^邮(?:政)?编(?:码)?\s*[：:]|Copyright|©"
    r"|^(?:[-*·•]\s*)?\S{2,60}\.(?:pdf|docx?|xlsx?|wps|zip|rar|ofd)$",
    re.IGNORECASE,
)
# A link as Markdown writes it.
_LINK = re.compile(r"!?\[[^\]]{0,200}\]\([^)]{0,400}\)$")
# Tables of a government page that tell of the notice.
_INDEX_TABLE = re.compile(
    r"^(?:索\s?引\s?号|发文(?:机关|字号|日期|单位)|成文日期|生成日期|发布(?:机构|机关|日期|单位)|公开(?:日期|属性|方式|形式|时限)|文\s*号"
    r"|文件(?:编号|名称)|主\s?题\s?[词分]|公文种类|名\s*称|标\s*题|有\s?效\s?性|信息(?:分类|名称|索引)|体裁分类|关\s?键\s?[词字]|组配分类"
    r"|效力状态|统一(?:编号|登记号)|(?:废止|失效|实施|施行|生效|印发)日期|签\s?发\s?人|密\s*级|紧急程度|特\s*急|加\s*急)"
)
_OFFICIAL = re.compile(r"文件$|[〔\[（(]\d{4}[〕\])）]\s?\d+\s?号|^第\d+号$|[：:]$|^[（(]")
# Share of a line's character pairs that the numbered text must also hold. Lines that belong to a notice (titles,
# preambles) share more than half of them with it in the texts tried, advertisements under a fifth.
_MIN_SHARED = 0.34
# A numbered text with fewer pairs than this (about a page) is too short to compare with.
_MIN_BODY_PAIRS = 300
_MAX_LINE_CHARS = 120
# Lines under a notice up to this long may be links that stand under “相关链接”.
_MAX_LINK_CHARS = 60


def _pairs(text: str) -> set[str]:
    letters = re.sub(r"[\W\d_]+", "", text)
    return {letters[i : i + 2] for i in range(len(letters) - 1)}


def _is_short(text: str) -> bool:
    return len(text) <= _MAX_LINE_CHARS and "。" not in text


def _is_furniture(text: str) -> bool:
    return _is_short(text) and bool(_FURNITURE.search(text))


def find_tail(blocks: Sequence[Block], signatures: set[int]) -> set[int]:
    """Indexes of what a web page put under the notice: furniture, and the links that stand under it.

    Looked for from the end upwards, as far as lines are short and hold no sentence.
    """
    begin: int | None = None
    for index in range(len(blocks) - 1, 0, -1):
        text = blocks[index].text.strip()
        if _LINK.match(text) or _is_furniture(text) or (_is_short(text) and _UNDER.search(text)):
            begin = index
        elif index in signatures or len(text) > _MAX_LINK_CHARS or "。" in text:
            break
    while begin and begin > 1 and re.fullmatch(r"[\W_]*", blocks[begin - 1].text):
        begin -= 1
    has_text = begin is not None and any(block.first.mark or "。" in block.text for block in blocks[:begin])
    return set(range(begin, len(blocks))) if begin is not None and has_text else set()


def mark_foreign(clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """``clauses`` with part ``foreign`` for what stands in front of the notice and shares no words with it."""
    body = set().union(*(_pairs(clause.text) for clause in clauses if clause.path)) if clauses else set()
    marked: list[Clause] = []
    in_front = True
    for clause in clauses:
        text = clause.text.strip()
        foreign = clause.part == "front" and _is_furniture(text) and not _INDEX_TABLE.match(text)
        in_front = in_front and not clause.path and (foreign or not _is_official(text))
        if in_front and clause.part == "front" and not foreign and len(body) >= _MIN_BODY_PAIRS:
            pairs = _pairs(clause.text)
            foreign = len(pairs & body) < _MIN_SHARED * len(pairs) if pairs else True
            in_front = foreign  # the first line of the notice's own ends what was put in front of it
        marked.append(replace(clause, part="foreign") if foreign else clause)
    return tuple(marked)


def _is_official(text: str) -> bool:
    """Letterhead, number, title, addressee, date or table of data: from here on the notice has begun."""
    official = _OFFICIAL.search(text) or TITLE_END.search(text) or DATE_LINE.match(text)
    return bool(official or _INDEX_TABLE.match(text) or (len(text) <= _MAX_LINK_CHARS and is_unit_names(text)))
