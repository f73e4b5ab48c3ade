"""Who signed a notice and when: names of units and dates under the text, and the imprint behind them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.structure.layout import DATE_LINE, Block

IMPRINT = re.compile(
    r"(?:校对|抄送|抄报|主送|印发|打字|联系人|联系电话|联系方式|公开方式|信息公开|公开属性|共印|印[：:]?\d+份)[^。]{0,80}。?$"
    r"|[（(](?:此件|信息公开).{0,16}[）)]$|[（(](?:联系人|联系电话)[^（）()。]{0,60}[）)]$|.{2,30}\d{4}年\d{1,2}月\d{1,2}日印发$"
)
_UNIT_END = re.compile(
    r"(?:委员会|委|厅|局|部|办公室|办公厅|政府|院|会|处|中心|署|行|集团|法院|检察院|公司|总队|支队|大队|站|所|学校|大学|领导小组|专班)"
    r"(?:[（(](?:代章|盖章|印章|公章|章)[）)])?$"
)
# “省长　张三”, under an order.
_SIGNER = re.compile(r"(?:省长|市长|州长|县长|区长|主席|主任|局长|厅长|部长|总理|会长|院长)[：:]?[\s\u3000]*\S{2,4}$")
_SPACED_OUT = re.compile(r"[\u4e00-\u9fff](?:[ \u3000]{1,3}[\u4e00-\u9fff]){2,}")
_MAX_UNIT_LINE_CHARS = 60


def find_signatures(blocks: Sequence[Block]) -> set[int]:
    """Indexes of the blocks that sign a document: date lines and the names of units right above them."""
    found: set[int] = set()
    for index, block in enumerate(blocks):
        # A date in brackets under a title, or an adoption line, tells when; it does not end a document.
        if len(block.text) > _MAX_UNIT_LINE_CHARS or block.text.startswith(("（", "(")):
            continue
        if not DATE_LINE.match(block.text) or block.first.mark:
            continue
        found.add(index)
        above = index - 1
        while above >= 0 and above not in found and (is_unit_line(blocks[above]) or _SIGNER.match(blocks[above].text)):
            found.add(above)
            above -= 1
    return found


def find_undated(blocks: Sequence[Block], before: int) -> set[int]:
    """The index of a name of units behind the last sentence of a file, whose date the copy lost; ``before``: where what
    a web page put under the text begins."""
    last = before - 1
    signed = last > 0 and is_unit_line(blocks[last]) and blocks[last - 1].text.endswith("。")
    return {last} if signed else set()


def is_unit_line(block: Block) -> bool:
    """Whether a paragraph is nothing but names of units."""
    if len(block.text) > _MAX_UNIT_LINE_CHARS or block.first.mark or block.first.hashes or block.first.is_prose:
        return False
    return "：" not in block.text and is_unit_names(block.text)


def is_unit_names(text: str) -> bool:
    """Whether ``text`` is names of units, parted by spaces."""
    return all(_UNIT_END.search(name) for name in close_up(text).split())


def close_up(text: str) -> str:
    """“财 政 部 办 公 厅” → “财政部办公厅”: a name spaced out to the width of the others."""
    return re.sub(r"[ \u3000]", "", text) if _SPACED_OUT.fullmatch(text.strip()) else text
