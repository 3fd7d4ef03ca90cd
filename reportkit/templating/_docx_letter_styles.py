"""The styles of letters in one document: those that their values brought come along.

A style that an earlier letter brought in the same look is taken; one of another look under an id
or a name in use gets others. Follows ECMA-376 part 1, 17.7 (styles).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy

from attrs import define, field
from lxml import etree

from reportkit.templating._docx_lists import by_id

__all__ = ["LetterStyles", "rename_styles", "renamed_in"]

Element = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VAL = f"{_W}val"
_USES = tuple(
    f"{_W}{name}" for name in ("pStyle", "rStyle", "tblStyle", "styleLink", "numStyleLink")
)
_LEADS = tuple(f"{_W}{name}" for name in ("basedOn", "next", "link"))
_USED = re.compile(rb'(<w:(?:p|r|tbl)Style w:val=")([^"]*)"')


@define(eq=False)
class LetterStyles:
    """The styles of the joined document, to which letters add theirs."""

    root: Element
    added: list[Element] = field(factory=list)
    """What letters added to those of the template."""
    _ids: dict[tuple[bytes, ...], str] = field(factory=dict)
    """Ids by the look of the style."""
    _taken: set[str] = field(factory=set)
    _names: set[str] = field(factory=set)

    def __attrs_post_init__(self) -> None:
        styles = by_id(self.root, "style")
        for identity, look in _looks(styles).items():
            self._ids.setdefault(look, identity)
            self._take(identity, styles[identity])

    def bring(self, styles: Mapping[str, Element]) -> tuple[dict[str, str], list[Element]]:
        """Take over the styles of a letter, by their ids.

        Gives the new ids of those that cannot keep theirs, and the styles that are added.
        """
        renamed: dict[str, str] = {}
        added: list[Element] = []
        for identity, look in _looks(styles).items():
            if look not in self._ids:
                copied = deepcopy(styles[identity])
                self._ids[look] = self._name_freely(copied)
                self._take(self._ids[look], copied)
                added.append(copied)
            if self._ids[look] != identity:
                renamed[identity] = self._ids[look]
        for style in added:
            for lead in style.iter(*_LEADS):
                lead.set(_VAL, renamed.get(lead.get(_VAL) or "", lead.get(_VAL) or ""))
        self.root.extend(added)
        self.added += added
        return renamed, added

    def _take(self, identity: str, style: Element) -> None:
        self._taken.add(identity)
        self._names.update(_names(style))

    def _name_freely(self, style: Element) -> str:
        """Give a style an id and a name that no other has."""
        identity = style.get(f"{_W}styleId") or "Style"
        fresh = next(one for one in _numbered(identity, "") if one not in self._taken)
        style.set(f"{_W}styleId", fresh)
        name = style.find(f"{_W}name")
        if name is not None:
            words = name.get(_VAL) or ""
            free = (one for one in _numbered(words, " ") if one.lower() not in self._names)
            name.set(_VAL, next(free))
        return fresh


def rename_styles(root: Element, renamed: Mapping[str, str]) -> None:
    """Let a tree name styles by their new ids."""
    for use in root.iter(*_USES) if renamed else ():
        use.set(_VAL, renamed.get(use.get(_VAL) or "", use.get(_VAL) or ""))


def renamed_in(xml: bytes, renamed: Mapping[str, str]) -> bytes:
    """Give a part that names styles by their new ids.

    >>> renamed_in(b'<w:pStyle w:val="K"/>', {"K": "K2"})
    b'<w:pStyle w:val="K2"/>'
    """
    if not renamed:
        return xml
    by_name = {old.encode(): new.encode() for old, new in renamed.items()}
    return _USED.sub(lambda found: found[1] + by_name.get(found[2], found[2]) + b'"', xml)


def _looks(styles: Mapping[str, Element]) -> dict[str, tuple[bytes, ...]]:
    """All that each style says, with all that it leads to."""
    says = {
        identity: etree.tostring(style, method="c14n", with_tail=False)
        for identity, style in styles.items()
    }
    leads = {
        identity: [lead.get(_VAL) or "" for lead in style.iter(*_LEADS)]
        for identity, style in styles.items()
    }
    looks = {}
    for identity in styles:
        found: dict[str, bytes] = {}
        waiting = [identity]
        while waiting:
            one = waiting.pop()
            if one in styles and one not in found:
                found[one] = says[one]
                waiting += leads[one]
        looks[identity] = tuple(found.values())
    return looks


def _names(style: Element) -> Iterator[str]:
    return ((name.get(_VAL) or "").lower() for name in style.iterfind(f"{_W}name"))


def _numbered(word: str, gap: str) -> Iterator[str]:
    """The word, and the word with numbers behind it."""
    yield word
    number = 2
    while True:
        yield f"{word}{gap}{number}"
        number += 1
