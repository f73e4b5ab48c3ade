"""What a question to be answered with yes or no wants to know, in words that do not ask: “没钱交押金，能先住院吗？” →
“能不能先住院”."""

from __future__ import annotations

import re

# What is longer is no phrase any more, and is told as it was asked.
_LONGEST_CHARS = 24
_LONGEST_QUESTION_CHARS = 120
_PIECES = re.compile(r"[，,。；;！!？?\s]+")
_EITHER = re.compile(
    r"能不能|可不可以|可否|能否|是不是|是否|要不要|用不用|需不需要|有没有|有无|会不会|行不行|算不算|应不应该|该不该|对不对|属不属于|享不享受"
)
_SO = re.compile(r"(?:对|是|是这样|没错)[吗么嘛吧]?|对不对|是不是|是吧")
_ENDING = re.compile(r"(?:对吧|[吗么嘛呢吧啊呀]|没有|(?<=[\u4e00-\u9fff])不)+$")
_MODALS = (
    (re.compile(r"可以|能够|(?<![功可职性智技机节不])能(?![力源])"), "能不能"),
    (re.compile(r"(?<!不)需要|(?<![主重需必不只])要(?![求点素件])"), "要不要"),
    (re.compile(r"(?<![所没只具享拥还])有(?![关效序限利机])"), "有没有"),
    (re.compile(r"(?<![一二三四五六七八九十但还就只不])是(?!否)"), "是不是"),
)


def whether(question: str, lang: str) -> str:
    """What ``question``, which wants a yes or a no, asks. Where it cannot be told shortly, the question itself."""
    if lang == "en":
        whole = question.strip()
        return (
            f"a yes or a no to “{whole[:_LONGEST_QUESTION_CHARS]}{'…' if len(whole) > _LONGEST_QUESTION_CHARS else ''}”"
        )
    pieces = [piece for piece in _PIECES.split(question) if piece]
    if len(pieces) > 1 and _SO.fullmatch(pieces[-1]):
        return _as_said(_ENDING.sub("", pieces[-2]))
    piece = next((piece for piece in reversed(pieces) if _asks(piece)), "".join(pieces[-1:]))
    either = _EITHER.search(piece)
    said = _ENDING.sub("", piece)
    if either:
        asked = said[either.start() :] if either.end() < len(said) else said
        return asked if len(asked) <= _LONGEST_CHARS else _as_said(said)
    for modal, asking in _MODALS:
        found = modal.search(said)
        rest = said[found.end() :] if found else ""
        if rest and len(rest) <= _LONGEST_CHARS:
            return asking + rest
    return _as_said(said)


def _asks(piece: str) -> bool:
    return bool(_EITHER.search(piece) or _ENDING.search(piece))


def _as_said(words: str) -> str:
    cut = len(words) > 2 * _LONGEST_CHARS
    return f"是不是“{words[: 2 * _LONGEST_CHARS]}{'……' if cut else ''}”"
