"""Ids of own notices, and which notice is another copy or a new version of which."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass

from assistant.records import Notice

# What breaks an address (#), a path, or a file's name on some system. Unicode's Cc and Cf are taken out besides.
_BREAKING = re.compile(r'[#/\\:*?"<>|]+')
_LONGEST_ID_CHARS = 80
_NO_NAME = "notice"
# Two files of one name are versions of one notice where they share so much of their paragraphs.
_ALIKE_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Held:
    """A notice that is held; ``name``: its file's, without the ending; ``own``: the user's own."""

    notice: Notice
    name: str
    own: bool


# --- ids ---------------------------------------------------------------------------------------------------------


def clean_id(name: str) -> str:
    """A file's name without its ending as an id: Chinese, spaces and most marks stay."""
    text = unicodedata.normalize("NFC", name)
    text = "".join(char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs"))
    text = re.sub(r"\s+", " ", _BREAKING.sub("-", text))[:_LONGEST_ID_CHARS]
    return text.strip(". ") or _NO_NAME


def free_id(wanted: str, taken: Collection[str]) -> str:
    """``wanted``, or with “-2”, “-3”, … where another notice has it."""
    number, found = 1, wanted
    while found in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found


# --- copies and versions -----------------------------------------------------------------------------------------


def text_key(text: str) -> str:
    """The same for two texts that differ in nothing but white space and line ends."""
    return hashlib.sha256("".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def layout_key(text: str) -> str:
    """The same for two texts that differ in nothing but line ends, blank lines and spaces at the ends of lines. Where
    the lines are other ones, the text may be read otherwise: that is no copy."""
    lines = (line.strip() for line in text.splitlines())
    return hashlib.sha256("\n".join(line for line in lines if line).encode("utf-8", "surrogatepass")).hexdigest()


def is_new_version(notice: Notice, name: str, held: Held) -> bool:
    """Whether ``notice``, from a file called ``name``, is to stand in the place of the notice ``held``: another version
    of it (:func:`is_version`) that is not dated before it."""
    return is_version(notice, name, held) and not _is_earlier(notice, held.notice)


def is_old_version(notice: Notice, name: str, held: Held) -> bool:
    """Whether ``notice`` is a version of the notice ``held`` that is dated before it."""
    return is_version(notice, name, held) and _is_earlier(notice, held.notice)


def is_version(notice: Notice, name: str, held: Held) -> bool:
    """Whether ``notice``, from a file called ``name``, and the notice ``held`` are one notice in two versions.

    - Different places, or different numbers (文号): no.
    - The same number: yes where the place is the same or the titles do not differ. (Short numbers repeat from county to
      county, so that a number alone does not do where a place is unknown.)
    - Without numbers to compare, the same title and place: yes.
    - Where a title or place is unknown: only where the files have one name and share half of their paragraphs.
    """
    old = held.notice
    titles_differ = _differ(title_key(notice.title), title_key(old.title))
    if _differ(notice.place, old.place):
        return False
    if notice.number and old.number:
        same = number_key(notice.number) == number_key(old.number)
        return same and (bool(notice.place and old.place) or not titles_differ)
    if titles_differ:
        return False
    if notice.title and old.title and notice.place and old.place:
        return True
    return clean_id(name) == clean_id(held.name) and _are_alike(notice, old)


def _is_earlier(notice: Notice, old: Notice) -> bool:
    return bool(notice.date and old.date and notice.date < old.date)


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one != other)


def number_key(number: str) -> str:
    """A number (文号) without what differs between copies: the kind of its brackets, spaces, 第, width."""
    plain = re.sub(r"\s|第", "", unicodedata.normalize("NFKC", number))
    return re.sub(r"[〔﹝\[【(]", "(", re.sub(r"[〕﹞\]】)]", ")", plain))


def title_key(title: str | None) -> str | None:
    """A title's letters and digits: “关于印发《甲办法》的通知” with marks of any kind is the same."""
    if not title:
        return None
    return "".join(char for char in unicodedata.normalize("NFKC", title).lower() if char.isalnum()) or None


def _are_alike(one: Notice, other: Notice) -> bool:
    first, second = ({text_key(clause.text) for clause in notice.clauses} for notice in (one, other))
    fewer = min(len(first), len(second))
    return fewer > 0 and len(first & second) >= _ALIKE_SHARE * fewer
