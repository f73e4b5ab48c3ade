"""Which parts of a web page lead elsewhere, and are no part of the notice: menus, breadcrumbs, lists of other pages."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from lxml import etree

from assistant.reading.structure.layout import TITLE_END

Element = Any  # lxml has no types of its own

_BLOCKS = {"div", "p", "ul", "ol", "dl", "li", "dd", "td", "tr", "table", "section", "center", "nav", "aside", "form"}
_NAVIGATION_TAGS = {"nav", "aside"}
_NAVIGATION_ROLES = {"navigation", "search", "menu", "menubar", "complementary", "contentinfo"}
_ENDS = {"header", "footer"}
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_UNREAD = {"script", "style", "noscript", "template", "select", "option"}
# A block is a menu where so many links make up so much of its text (titles with dates, “当前位置：”), none of them
# leads to a file (the annexes of a notice are links too) and what stands between them is no sentence.
_MIN_LINKS = 3
_LINK_SHARE = 0.7
_FILE = re.compile(r"\.(?:docx?|wps|pdf|ofd|xlsx?|et|pptx?|zip|rar|txt|jpe?g|png)(?:$|[?#])", re.I)
_ANNEX = re.compile(r"附\s*(?:件|表|录)")
_SENTENCE = re.compile(r"[，。；]")
_NO_WORDS = re.compile(r"[\s>›»|｜·/\\:：、-]+")
_MIN_TITLE_CHARS = 8


@dataclass(slots=True)
class _Tally:
    chars: int = 0
    link_chars: int = 0
    links: int = 0
    is_kept: bool = False

    def add(self, other: _Tally) -> None:
        self.chars += other.chars
        self.link_chars += other.link_chars
        self.links += other.links
        self.is_kept = self.is_kept or other.is_kept


def find_navigation(body: Element) -> set[Element]:
    """The elements of ``body`` to leave out, outermost and inner ones alike."""
    found: set[Element] = set()
    tallies = [_Tally()]
    inside_article = links_open = 0
    walker = etree.iterwalk(body, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if event == "start":
            if tag in _UNREAD:
                walker.skip_subtree()
            links_open += tag == "a"
            inside_article += tag in ("article", "main")
            tallies.append(_Tally(is_kept=tag in _HEADINGS))
            if tag not in _UNREAD:
                _count(tallies[-1], element.text, links_open > 0)
        else:
            links_open -= tag == "a"
            inside_article -= tag in ("article", "main")
            tally = tallies.pop()
            if tag == "a":
                tally.links += 1
                tally.is_kept = tally.is_kept or bool(_FILE.search(element.get("href") or ""))
            if _is_navigation(element, tally, inside_article > 0):
                found.add(element)
            tallies[-1].add(tally)
            _count(tallies[-1], element.tail, links_open > 0)
    return found


def _count(tally: _Tally, text: str | None, in_link: bool) -> None:
    words = _NO_WORDS.sub("", text or "")
    tally.chars += len(words)
    tally.link_chars += len(words) if in_link else 0
    is_title = len(words) >= _MIN_TITLE_CHARS and TITLE_END.search(words)
    is_own = not in_link and (is_title or _SENTENCE.search(words))
    tally.is_kept = tally.is_kept or bool(is_own or _ANNEX.search(words))


def _is_navigation(element: Element, tally: _Tally, in_article: bool) -> bool:
    tag, role = element.tag, (element.get("role") or "").lower()
    if tag in _NAVIGATION_TAGS or role in _NAVIGATION_ROLES:
        return True
    if tag in _ENDS or role == "banner":
        return not in_article and not tally.is_kept
    dense = tally.links >= _MIN_LINKS and tally.link_chars >= _LINK_SHARE * tally.chars
    return tag in _BLOCKS and dense and not tally.is_kept
