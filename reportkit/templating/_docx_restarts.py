"""Lists that begin anew in each letter: a `w:num` of its own for each numbered list.

Takes the trees of the numbering and the styles; changes the tree of a text so that its lists count
from their start. Follows ECMA-376 part 1, 17.9 (numbering).
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from reportkit.templating._docx_letter_styles import rename_styles
from reportkit.templating._docx_lists import (
    KnownLists,
    by_id,
    is_bulleted,
    number_paragraph,
    start_of,
)

__all__ = ["Lists"]

Element = etree._Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_VAL, _NUM_ID, _LEVEL = f"{{{_W}}}val", f"{{{_W}}}numId", f"{{{_W}}}ilvl"
_ABSTRACT_ID = f"{{{_W}}}abstractNumId"


class Lists:
    """The numbering of the first letter that has one, to which those behind it add their lists."""

    def __init__(self, numbering: Element) -> None:
        self.changed = False
        self.numbering = numbering
        self._there = KnownLists({}, by_id(numbering, "num"), by_id(numbering, "abstractNum"))
        self._ids = {_content(one): key for key, one in self._there.definitions.items()}
        self._last = next(reversed([*self._there.nums.values()]), None)
        self._largest = max((int(key) for key in self._there.nums if key.isdigit()), default=0)
        self._own: KnownLists | None = None
        self._renamed: Mapping[str, str] = {}
        self._begun: dict[str, str] = {}

    def begin_letter(
        self, numbering: Element | None, styles: Mapping[str, Element], renamed: Mapping[str, str]
    ) -> None:
        """Begin the next letter, whose own numbering and styles these are.

        ``renamed`` are the ids in the joined document of styles that have other ids there.
        """
        nums, definitions = by_id(numbering, "num"), by_id(numbering, "abstractNum")
        self._own = KnownLists(styles, nums, definitions)
        self._renamed, self._begun = renamed, {}

    def restart(self, root: Element) -> None:
        """Let the lists of a text begin anew; those of the first letter begin as they are."""
        if self._own is None:
            return
        for numbered in root.iter(f"{{{_W}}}numPr"):
            number = numbered.find(_NUM_ID)
            if number is not None:
                number.set(_VAL, self.number(number.get(_VAL) or "0"))
        listed: dict[str, tuple[str, str] | None] = {}
        for style in root.iter(f"{{{_W}}}pStyle"):
            identity, properties = style.get(_VAL) or "", style.getparent()
            if identity not in listed:
                listed[identity] = self._own.of_style(identity)
            number_and_level = listed[identity]
            paragraph = None if properties is None else properties.getparent()
            if number_and_level is None or properties is None or paragraph is None:
                continue
            if properties.find(f"{{{_W}}}numPr") is None:
                self._number(paragraph, *number_and_level)

    def number(self, number: str) -> str:
        """Give the list of this letter that stands for the list of that number."""
        if number not in self._begun:
            self._begun[number] = self._added(number)
        return self._begun[number]

    def _number(self, paragraph: Element, number: str, level: str) -> None:
        """Number a paragraph that is numbered by its style, in a list of this letter."""
        fresh = self.number(number)
        if fresh != number:
            number_paragraph(paragraph, fresh, level)

    def _added(self, number: str) -> str:
        own = self._own
        num = None if own is None else own.nums.get(number)
        definition = None if own is None else own.definition(number)
        levels = None if own is None else own.levels(number)
        if num is None or definition is None or levels is None:
            return number
        definition = deepcopy(definition)
        rename_styles(definition, self._renamed)
        if is_bulleted(levels) and self._is_there(number, definition):
            return number
        num = deepcopy(num)
        self._largest += 1
        num.set(_NUM_ID, str(self._largest))
        num[0].set(_VAL, self._known(definition))
        overridden = {one.get(_LEVEL) for one in num.iterfind(f"{{{_W}}}lvlOverride")}
        for level in levels.iterfind(f"{{{_W}}}lvl"):
            if level.get(_LEVEL) not in overridden:
                override = etree.SubElement(num, f"{{{_W}}}lvlOverride")
                override.set(_LEVEL, level.get(_LEVEL) or "0")
                begin = etree.SubElement(override, f"{{{_W}}}startOverride")
                begin.set(_VAL, start_of(level))
        if self._last is None:
            self.numbering.append(num)
        else:
            self._last.addnext(num)
        self._last, self.changed = num, True
        return num.get(_NUM_ID) or number

    def _is_there(self, number: str, definition: Element) -> bool:
        """Whether the document has a list of that number and definition already."""
        known = self._there.definition(number)
        return known is not None and _content(known) == _content(definition)

    def _known(self, definition: Element) -> str:
        """The id of a list's definition in the joined document; a new one is added."""
        content = _content(definition)
        if content not in self._ids:
            self._ids[content] = str(
                max((int(key) for key in self._ids.values() if key.isdigit()), default=-1) + 1
            )
            definition.set(_ABSTRACT_ID, self._ids[content])
            before = (f"{{{_W}}}numPicBullet", f"{{{_W}}}abstractNum")
            self.numbering.insert(sum(one.tag in before for one in self.numbering), definition)
        return self._ids[content]


def _content(definition: Element) -> bytes:
    """The definition of a list without its id, to tell whether two are the same."""
    copied = deepcopy(definition)
    copied.attrib.pop(_ABSTRACT_ID)
    for name in ("nsid", "tmpl"):
        for one in copied.findall(f"{{{_W}}}{name}"):
            copied.remove(one)
    copied.tail = None
    return etree.tostring(copied, method="c14n")
