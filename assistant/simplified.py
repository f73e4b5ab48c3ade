"""Traditional Chinese as people type it (雲南, 家庭醫生簽約) → the simplified characters of the notices."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opencc import OpenCC

_HAN = re.compile(r"[\u3400-\u9fff]")


def simplified(text: str) -> str:
    """``text`` with traditional characters and words in simplified ones; other text as it is.

    Only where some character is outside GB 2312, which holds no traditional forms, are the tables loaded (30 ms).
    """
    return _converter().convert(text) if any(map(_is_outside_gb2312, _HAN.findall(text))) else text


def _is_outside_gb2312(char: str) -> bool:
    try:
        char.encode("gb2312")
    except UnicodeEncodeError:
        return True
    return False


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")
