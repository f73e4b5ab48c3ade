"""Small readers of WordprocessingML (ECMA-376 Part 1, 17): names of elements, children, attributes and switches."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

Element = Any  # lxml has no types of its own

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Twelve digits are more than any counter has, and int() takes long over millions of them.
_INTEGER = re.compile(r"\s*([-+]?\d{1,9})\s*$")
_OFF = {"0", "false", "off", "none"}


def local(element: Element) -> str:
    """The name of ``element`` without its namespace."""
    return str(element.tag).rpartition("}")[2]


def is_word(element: Element, name: str) -> bool:
    """Whether ``element`` is ``w:name``."""
    return bool(element.tag == _W + name)


def child(element: Element | None, *names: str) -> Element | None:
    """The first ``w:`` child, its first child and so on, along ``names``; None where there is none."""
    for name in names:
        if element is None:
            return None
        element = element.find(_W + name)
    return element


def attribute(element: Element | None, name: str = "val") -> str | None:
    """The attribute ``w:name``, None where it or the element is missing."""
    value = None if element is None else element.get(_W + name)
    return None if value is None else str(value)


def number(element: Element | None, name: str = "val") -> int | None:
    """The attribute ``w:name`` as a whole number, None where it is none."""
    match = _INTEGER.match(attribute(element, name) or "")
    return int(match[1]) if match else None


def switch(element: Element | None) -> bool | None:
    """What a switch such as ``w:vanish`` says; None where it is missing."""
    if element is None:
        return None
    return (attribute(element) or "on").lower() not in _OFF


def children(element: Element) -> Iterator[Element]:
    """The children of ``element``; of alternatives (``mc:AlternateContent``) those of one: they say the same."""
    for item in element:
        if item.tag == _MC + "AlternateContent":
            yield from alternative(item)
        else:
            yield item


def alternative(element: Element) -> Element:
    """The branch of ``mc:AlternateContent`` to read: the first that holds text or a picture, else the first of all."""
    branches = list(element)
    filled = (branch for branch in branches if any(local(item) in ("t", "blip", "imagedata") for item in branch.iter()))
    return next(filled, branches[0] if branches else ())
