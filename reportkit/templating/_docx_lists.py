"""What the numbering and the styles of a document say of its lists, as trees of XML.

Where a level begins, whether it has numbers, in which list a style puts its paragraphs. Follows
ECMA-376 part 1, 17.9 (numbering). Knows no filling.
"""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen
from lxml import etree

__all__ = ["KnownLists", "by_id", "is_bulleted", "number_paragraph", "start_of"]

Element = etree._Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BEFORE_NUMBERING = {
    f"{_W}{name}"
    for name in "pStyle keepNext keepLines pageBreakBefore framePr widowControl".split()
}
_IDS = {"num": f"{_W}numId", "abstractNum": f"{_W}abstractNumId", "style": f"{_W}styleId"}


def by_id(root: Element | None, name: str) -> dict[str, Element]:
    """Give the children ``num``, ``abstractNum`` or ``style`` of a root by their ids."""
    children = () if root is None else root.iterfind(f"{_W}{name}")
    return {one.get(_IDS[name]) or "": one for one in children}


@frozen(eq=False)
class KnownLists:
    """The styles, the lists (``w:num``) and the definitions (``w:abstractNum``) by their ids."""

    styles: Mapping[str, Element]
    nums: Mapping[str, Element]
    definitions: Mapping[str, Element]

    def definition(self, number: str) -> Element | None:
        """Give the definition of the list of this number."""
        num = self.nums.get(number)
        return None if num is None else self.definitions.get(_value(num, "abstractNumId") or "")

    def levels(self, number: str) -> Element | None:
        """Give the definition that holds the levels: of a style of lists, that of the style."""
        definition = self.definition(number)
        link = None if definition is None else _value(definition, "numStyleLink")
        styled = self.of_style(link) if link else None
        found = None if styled is None else self.definition(styled[0])
        return definition if found is None else found

    def of_style(self, identity: str) -> tuple[str, str] | None:
        """Give list and level of the paragraphs of a style, by itself or what it is based on.

        The level that names the style counts before the one that the style names (17.9.23).
        """
        chain: list[str] = []
        told = None
        while identity in self.styles and identity not in chain:
            chain.append(identity)
            numbered = self.styles[identity].find(f"{_W}pPr/{_W}numPr")
            if numbered is not None:
                told = told or _value(numbered, "ilvl")
                number = _value(numbered, "numId")
                if number:
                    level = self._level_named(chain, number) or told or "0"
                    return None if number == "0" else (number, level)
            identity = _value(self.styles[identity], "basedOn") or ""
        return None

    def _level_named(self, chain: list[str], number: str) -> str | None:
        """The level that names the first of these styles that a level names."""
        definition = self.definition(number)
        named = {
            _value(level, "pStyle"): level.get(f"{_W}ilvl")
            for level in (() if definition is None else definition.iterfind(f"{_W}lvl"))
        }
        return next((named[identity] for identity in chain if identity in named), None)


def start_of(level: Element) -> str:
    """The number that a level begins with."""
    return _value(level, "start") or "1"


def is_bulleted(definition: Element) -> bool:
    """Whether no level of a list has numbers."""
    formats = {one.get(f"{_W}val") for one in definition.iter(f"{_W}numFmt")}
    return formats <= {"bullet", "none"}


def number_paragraph(paragraph: Element, number: str, level: str) -> None:
    """Number a paragraph in this list."""
    properties = paragraph.find(f"{_W}pPr")
    if properties is None:
        raise ValueError("a paragraph without properties is in no list")
    numbered = properties.find(f"{_W}numPr")
    if numbered is None:
        numbered = etree.Element(f"{_W}numPr")
        properties.insert(sum(one.tag in _BEFORE_NUMBERING for one in properties), numbered)
        etree.SubElement(numbered, f"{_W}ilvl", {f"{_W}val": level})
        etree.SubElement(numbered, f"{_W}numId")
    number_id = numbered.find(f"{_W}numId")
    if number_id is not None:
        number_id.set(f"{_W}val", number)


def _value(element: Element, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")
