"""Lists that begin anew in each letter: a `w:num` of its own for each numbered list.

Takes the trees of the numbering and the styles; changes the tree of a text so that its lists count
from their start. Follows ECMA-376 part 1, 17.9 (numbering).
"""

from __future__ import annotations

from copy import deepcopy
from typing import Any

from lxml import etree

from reportkit.templating._docx_numbering import is_bulleted, number_paragraph, start_of

__all__ = ["Lists"]

Element = etree._Element

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_VAL, _NUM_ID, _LEVEL = f"{{{_W}}}val", f"{{{_W}}}numId", f"{{{_W}}}ilvl"
_ABSTRACT_ID = f"{{{_W}}}abstractNumId"


class Lists:
    """The numbering of the first letter that has one, to which those behind it add their lists."""

    def __init__(self, numbering: Element, styles: Element | None) -> None:
        self.changed = False
        self.numbering = numbering
        self._own: Element | None = None
        self._abstract = _by_id(numbering, "abstractNum", _ABSTRACT_ID)
        self._nums = _by_id(numbering, "num", _NUM_ID)
        self._ids = {_content(one): key for key, one in self._abstract.items()}
        self._last = next(reversed(self._nums.values()), None)
        self._largest = max((int(key) for key in self._nums if key.isdigit()), default=0)
        self._styled = self._numbered_styles(styles)
        self._begun: dict[str, str] = {}

    def begin_letter(self, numbering: Element | None) -> None:
        """Begin the next letter, whose own numbering this is."""
        self._begun = {}
        self._own = numbering

    def restart(self, root: Element) -> None:
        """Let the lists of a text begin anew; those of the first letter begin as they are."""
        if self._own is None:
            return
        for numbered in root.iter(f"{{{_W}}}numPr"):
            number = numbered.find(_NUM_ID)
            if number is not None:
                number.set(_VAL, self._fresh(number.get(_VAL) or "0"))
        for style in root.iter(f"{{{_W}}}pStyle"):
            number_and_level = self._styled.get(style.get(_VAL) or "")
            properties = style.getparent()
            paragraph = None if properties is None else properties.getparent()
            if number_and_level is None or properties is None or paragraph is None:
                continue
            if properties.find(f"{{{_W}}}numPr") is None:
                self._number(paragraph, *number_and_level)

    def _number(self, paragraph: Element, number: str, level: str) -> None:
        """Number a paragraph that is numbered by its style, in a list of this letter."""
        fresh = self._fresh(number)
        if fresh != number:
            number_paragraph(paragraph, fresh, level)

    def _fresh(self, number: str) -> str:
        """The list of this letter that stands for the list of that number."""
        if number not in self._begun:
            self._begun[number] = self._added(number)
        return self._begun[number]

    def _added(self, number: str) -> str:
        num = _by_id(self._own, "num", _NUM_ID).get(number)
        reference = None if num is None else num.find(_ABSTRACT_ID)
        if num is None or reference is None:
            return number
        abstract = _by_id(self._own, "abstractNum", _ABSTRACT_ID).get(reference.get(_VAL) or "")
        if abstract is None or (is_bulleted(abstract) and self._is_there(number, abstract)):
            return number
        num = deepcopy(num)
        self._largest += 1
        num.set(_NUM_ID, str(self._largest))
        num[0].set(_VAL, self._known(abstract))
        overridden = {one.get(_LEVEL) for one in num.iterfind(f"{{{_W}}}lvlOverride")}
        for level in abstract.iterfind(f"{{{_W}}}lvl"):
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

    def _is_there(self, number: str, abstract: Element) -> bool:
        """Whether the document has a list of that number and definition already."""
        there = self._nums.get(number)
        reference = None if there is None else there.find(_ABSTRACT_ID)
        known = None if reference is None else self._abstract.get(reference.get(_VAL) or "")
        return known is not None and _content(known) == _content(abstract)

    def _known(self, abstract: Element) -> str:
        """The id of a list's definition in the joined document; a new one is added."""
        content = _content(abstract)
        if content not in self._ids:
            added = deepcopy(abstract)
            self._ids[content] = str(
                max((int(key) for key in self._ids.values() if key.isdigit()), default=-1) + 1
            )
            added.set(_ABSTRACT_ID, self._ids[content])
            self.numbering.insert(len(self.numbering.findall(f"{{{_W}}}abstractNum")), added)
        return self._ids[content]

    def _numbered_styles(self, styles: Element | None) -> dict[str, tuple[str, str]]:
        """List and level of each style that numbers its paragraphs, by itself or by its base."""
        found: dict[str, tuple[str, str]] = {}
        if styles is None:
            return found
        by_id = {one.get(f"{{{_W}}}styleId") or "": one for one in styles.iter(f"{{{_W}}}style")}
        levels = {
            style.get(_VAL): level.get(_LEVEL)
            for one in self._abstract.values()
            for level in one.iterfind(f"{{{_W}}}lvl")
            for style in level.iterfind(f"{{{_W}}}pStyle")
        }
        for name in by_id:
            style: Any = by_id[name]
            seen: set[str] = set()
            while style is not None and style.get(f"{{{_W}}}styleId") not in seen:
                seen.add(style.get(f"{{{_W}}}styleId"))
                number = style.find(f"{{{_W}}}pPr/{{{_W}}}numPr/{_NUM_ID}")
                if number is not None:
                    own = style.find(f"{{{_W}}}pPr/{{{_W}}}numPr/{_LEVEL}")
                    level = levels.get(name) or ("0" if own is None else own.get(_VAL)) or "0"
                    found[name] = (number.get(_VAL) or "0", level)
                    break
                base = style.find(f"{{{_W}}}basedOn")
                style = None if base is None else by_id.get(base.get(_VAL) or "")
        return found


def _by_id(root: Element | None, name: str, attribute: str) -> dict[str, Element]:
    if root is None:
        return {}
    return {one.get(attribute) or "": one for one in root.iterfind(f"{{{_W}}}{name}")}


def _content(abstract: Element) -> bytes:
    """The definition of a list without its id, to tell whether two are the same."""
    copied = deepcopy(abstract)
    copied.attrib.pop(_ABSTRACT_ID)
    for name in ("nsid", "tmpl"):
        for one in copied.findall(f"{{{_W}}}{name}"):
            copied.remove(one)
    copied.tail = None
    return etree.tostring(copied, method="c14n")
