"""Keeps ids unique in content that is repeated.

Takes the pieces of a part; gives them with the ids in repeated pieces as values of the render.
Knows nothing of what the tags mean but which blocks repeat.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator
from itertools import count
from typing import Any

from attrs import frozen
from lxml import etree

from reportkit.templating._expressions import Tag
from reportkit.templating._tags import block_word

__all__ = ["Identities", "identities_of", "with_unique_ids"]

_REPEATING = {"for", "macro", "call"}
_PARAGRAPH_IDS = re.compile(r' w14:(?:paraId|textId)="[^"]*"')
# What must be unique or stand once: a drawing's and a content control's id, the ends of a bookmark
# or a comment.
_IDENTIFIED = re.compile(
    r'(?P<head><(?:wp:docPr|pic:cNvPr)\b[^>]*? id="|<w:id w:val=")(?P<id>-?\d+)(?=")'
    r"|(?P<once><w:(?P<word>bookmark|comment)(?P<side>Start|End|RangeStart|RangeEnd|Reference)\b"
    r'[^>]*? w:id="(?P<once_id>-?\d+)"[^>]*/>)'
    r'|(?P<note><w:(?P<kind>footnote|endnote)Reference\b[^>]*? w:id=")(?P<note_id>-?\d+)(?=")'
)


@frozen
class Identities:
    """The ids that the parts with tags use; each render counts on from them anew."""

    used: frozenset[int] = frozenset()

    def functions(self) -> dict[str, Callable[..., Any]]:
        """Give the functions that a program with repeated ids calls, for one render."""
        given: set[int] = set()
        seen: set[Hashable] = set()
        free = (number for number in count(1) if number not in self.used)

        def unique(wanted: int) -> int:
            number = next(free) if wanted in given else wanted
            given.add(number)
            return number

        def first(key: Hashable) -> bool:
            return key not in seen and not seen.add(key)  # type: ignore[func-returns-value]

        return {"_unique": unique, "_first": first}


def identities_of(roots: Iterable[etree._Element]) -> Identities:
    """Collect the ids of drawings and content controls."""
    used = set()
    for root in roots:
        for element in root.iter("{*}docPr", "{*}cNvPr"):
            used.add(element.get("id", ""))
        for element in root.iter("{*}id"):
            used.update(str(value) for value in element.attrib.values())
    return Identities(frozenset(int(text) for text in used if text.lstrip("-").isdigit()))


def with_unique_ids(pieces: Iterable[str | Tag]) -> Iterator[str | Tag]:
    """Give the pieces with the ids of repeated ones unique: the first pass keeps its own.

    Paragraph ids, which nothing needs, go; bookmarks and comments stay in the first pass only,
    footnotes and endnotes come with each.
    """
    stack: list[str] = []
    for piece in pieces:
        if isinstance(piece, Tag):
            if piece.kind == "statement":
                action, word = block_word(piece.inner)
                if action == "open":
                    stack.append(word)
                elif action == "close":
                    stack.pop()
            yield piece
        elif _REPEATING.isdisjoint(stack):
            yield piece
        else:
            yield from _unique_piece(_PARAGRAPH_IDS.sub("", piece))


def _unique_piece(piece: str) -> Iterator[str | Tag]:
    position = 0
    for found in _IDENTIFIED.finditer(piece):
        yield piece[position : found.start()]
        if once := found["once"]:
            key = f"{found['word']} {found['side']} {found['once_id']}"
            yield Tag("statement", f"if _first('{key}')", "")
            yield once
            yield Tag("statement", "endif", "")
        elif note := found["note"]:
            yield note
            yield Tag("expression", f"_note('{found['kind']}s', {found['note_id']})", "")
        else:
            yield found["head"]
            yield Tag("expression", f"_unique({found['id']})", "")
        position = found.end()
    yield piece[position:]
