"""What a file gives: its text, where its pages begin, and what a reader of it should know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Extracted:
    """The text of a file, in which every later position counts (code points).

    Plain text comes as it stands in the file. Other formats give one paragraph a line; headings known as such begin
    with Markdown hashes, one for each level; a row of a table is one line “| 甲 | 乙 |” (a “|” in a cell becomes “｜”,
    a line break in it a space; a cell that spans rows is said again in each of them, one that spans columns stands in
    the first of them).

    ``pages``: positions at which the pages of a PDF begin, the first at 0; empty for formats without pages.
    ``remarks``: one line each, for people, on what was left out or could not be read.
    """

    text: str
    pages: tuple[int, ...] = ()
    remarks: tuple[str, ...] = ()
