"""The check of English statements: every number, time, name, negation and force in them stands in the Chinese cited.

English statements carry the Chinese words beside them: a quoted run (“…”), or names in brackets behind their English
(“Division of Primary Health (委基层卫生健康处)”). The Chinese is held against the text, the English in front of a
bracket must be the known English of that very name, and every other word must be borne out by the Chinese or be empty
of content. English without Chinese beside it cannot be held against anything, and does not pass.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answering.cited import Cited
from assistant.answering.english_words import unsupported
from assistant.answering.verbatim import one_form

_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN_WORD = re.compile(r"[A-Za-z]{2,}")
_HAN_RUN = re.compile(r"[\u3400-\u9fff](?:[\u3400-\u9fff、·〔〕（）]|\([^()A-Za-z]{1,12}\))*")
_GIST = re.compile(r"(?!“)[^：:]{1,300}: “")
_OPENING = {"“": "”", "(": ")", "（": "）"}
# Stands for a piece of Chinese that was taken out.
_FIRST_PIECE = 0xE100
_PIECE = re.compile("[\ue100-\uefff]")

_ROLE = re.compile(
    r"(?P<after>\bled by|\blead(?:ing)? units?:|\bsupported by|\bwith (?:the )?support (?:of|from)"
    r"|\bother units responsible:|\bresponsible:|\bresponsibility of)"
    r"|(?P<before>\b(?:takes?|in) the lead|\bleads?\b|\bsupports?\b|\bassists?\b|\b(?:is|are) responsible\b"
    r"|\bcooperates?\b)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Chinese in an English statement. ``kind``: ``quote``, ``gloss`` (in brackets) or ``bare``."""

    kind: str
    words: str


def is_english(text: str, cited: Cited) -> bool:
    """Whether ``text`` has English words of its own, beyond those that the text cited prints, or the form of what is
    said in English: “60%: “…””."""
    printed = " ".join(cited.texts)
    return bool(_GIST.match(text)) or any(word not in printed for word in _LATIN_WORD.findall(text))


def fault(text: str, cited: Cited) -> str | None:
    """What in the English statement ``text`` its citations do not bear out, or None where it stands."""
    plain, pieces = _peel(text, cited.names)
    plain, reason = _without_names(plain, pieces, cited)
    if reason:
        return reason
    quotes = [piece.words for piece in pieces if piece.kind == "quote"]
    for quote in quotes:
        if cited.missing(quote) and not any(quote == duty.task for duty in cited.duties):
            return f"原文没有：{cited.missing(quote)}"
    names = [piece.words for piece in pieces if piece.kind != "quote"]
    if len(names) != len(set(names)):
        return "同一名称说了两次"
    has_roles = bool(_ROLE.search(plain))
    if has_roles and not cited.bears_roles(_roles(plain, pieces)):
        return "单位的分工与原文不符"
    if not quotes and not has_roles:
        return "英文旁没有可核对的中文原文"
    if quotes and _shortens_who(names, cited):
        return "对象列举不全或与原文不符"
    return unsupported(
        _ROLE.sub(" ", plain) if has_roles else plain,
        quotes or list(cited.texts),
        cited,
        is_gist=has_roles or bool(_GIST.match(text)),
    )


# --- Chinese in the English ------------------------------------------------------------------------------------------


def _peel(text: str, names: Sequence[str]) -> tuple[str, list[_Piece]]:
    """``text`` with a mark for each piece of Chinese in it, and the pieces."""
    plain: list[str] = []
    pieces: list[_Piece] = []
    position = 0
    while position < len(text):
        end, piece = _piece_at(text, position, names)
        if piece:
            plain.append(chr(_FIRST_PIECE + len(pieces)))
            pieces.append(piece)
        else:
            plain.append(text[position:end])
        position = end
    return "".join(plain), pieces


def _piece_at(text: str, position: int, names: Sequence[str]) -> tuple[int, _Piece | None]:
    opening = text[position]
    if opening in _OPENING:
        end = _closing(text, position)
        inner = text[position + 1 : end - 1]
        if opening != "“" and re.fullmatch("“[^“”]*”", inner) and _HAN.search(inner):
            return end, _Piece("quote", inner[1:-1])
        if end and _HAN.search(inner) and (opening == "“" or not _LATIN_WORD.search(inner)):
            return end, _Piece("quote" if opening == "“" else "gloss", inner)
    name = next((name for name in names if text.startswith(name, position)), None)
    if name:
        return position + len(name), _Piece("bare", name)
    run = _HAN_RUN.match(text, position)
    return (run.end(), _Piece("bare", run[0])) if run else (position + 1, None)


def _closing(text: str, position: int) -> int:
    """The place behind what closes the mark at ``position``; 0 where nothing does."""
    opening, closing, depth = text[position], _OPENING[text[position]], 0
    for index in range(position, len(text)):
        depth += (text[index] == opening) - (text[index] == closing)
        if depth == 0:
            return index + 1
    return text.rfind(closing) + 1  # notices leave out a mark now and then


def _without_names(plain: str, pieces: list[_Piece], cited: Cited) -> tuple[str, str | None]:
    """``plain`` without the English in front of names, and what is wrong with a name, if anything."""
    for number, piece in enumerate(pieces):
        if piece.kind == "quote":
            continue
        if not cited.says(piece.words):
            return plain, f"原文没有：{piece.words}"
        if piece.kind == "bare" and piece.words in (*cited.names, *(notice.place for notice in cited.notices)):
            continue
        if piece.kind == "bare":
            return plain, f"不是原文所列的名称：{piece.words}"
        mark = chr(_FIRST_PIECE + number)
        before = plain[: plain.index(mark)].rstrip()
        english = cited.english(piece.words)
        rest = _before_name(before, english) if english else None
        if rest is not None:
            plain = f"{rest} {plain[plain.index(mark) :]}"
        elif cited.is_name(piece.words) and re.search(r"[A-Za-z]$", before):
            return plain, f"英文名与“{piece.words}”不符"
    return plain, None


def _before_name(before: str, english: str) -> str | None:
    """``before`` without the ``english`` name at its end; None where another name stands there."""
    rest = before[: len(before) - len(english)]
    if before[len(rest) :].casefold() != english.casefold() or re.search(r"[\w-]$", rest):
        return None
    longer = re.search(r"\b([A-Z][\w-]+)\s$", rest)
    return None if longer and longer[1] not in ("The", "And", "By", "For", "To") else rest


def _shortens_who(names: list[str], cited: Cited) -> bool:
    """Whether the groups told beside a quote are not all the groups that the quote names."""
    told = {one_form(name) for name in names if cited.is_group(name)}
    lists = [{one_form(group) for group in fact.who} for fact in cited.entitlements if fact.who]
    return bool(told) and bool(lists) and not any(told == groups for groups in lists)


def _roles(plain: str, pieces: list[_Piece]) -> list[tuple[str, str]]:
    """(role, units in one form) as the English tells them; an unclear order gives roles that no duty has."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"[;.]", plain):
        waiting: list[str] = []
        role = ""
        for token in re.finditer(f"{_PIECE.pattern}|{_ROLE.pattern}", part, re.I):
            if _PIECE.match(token[0]):
                piece = pieces[ord(token[0]) - _FIRST_PIECE]
                if piece.kind != "quote":
                    waiting.append(piece.words)
                continue
            if token.group("before"):
                found.append((_role_of(token[0]), one_form("、".join(waiting))))
                waiting, role = [], ""
            else:
                found += [(role, one_form("、".join(waiting)))] if role and waiting else []
                waiting, role = ([], _role_of(token[0])) if role else (waiting, _role_of(token[0]))
                if waiting:
                    return [("lead", "")]
        if waiting:
            found.append((role or "lead", one_form("、".join(waiting)) if role else ""))
    return found


def _role_of(words: str) -> str:
    words = words.lower()
    if "other units" in words:
        return "others"
    if "respons" in words:
        return "responsible"
    return "lead" if "lead" in words or words.startswith("led") else "support"
