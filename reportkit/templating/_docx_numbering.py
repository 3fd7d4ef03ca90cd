"""The numbering of one filling: lists that begin anew, and lists that values bring.

``{{ restart_numbering() }}`` in an item lets its list begin anew there; in any other paragraph, or
between paragraphs, all lists behind it do. Follows ECMA-376 part 1, 17.9 (numbering).
"""

from __future__ import annotations

from copy import deepcopy
from functools import cached_property
from typing import Any

from attrs import define, field, frozen
from lxml import etree

from reportkit.templating._docx_filling import Filling, current_filling
from reportkit.templating._docx_lists import (
    KnownLists,
    by_id,
    is_bulleted,
    number_paragraph,
    start_of,
)
from reportkit.templating._docx_styles import Styles

__all__ = ["Numbering", "restart_numbering"]

Element = etree._Element

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_NAMESPACE}}}"
_LEVELS = 9
_BULLETS = "•–▪"
_STEP = 425  # twentieths of a point, by which a level is indented: 7.5 mm


@frozen
class _Restart:
    """The place from which lists begin anew."""

    def __str__(self) -> str:
        return ""

    def __html__(self) -> str:
        filling = current_filling()
        if filling is None:
            return ""
        filling.addition(_Restarts).parts.append(filling.part)
        return "<w:restart/>"


def restart_numbering(when: Any = True) -> _Restart | str:
    """Let the list of this item begin anew, or all lists behind this paragraph."""
    return _Restart() if when else ""


class Numbering:
    """The lists of the document and those that a filling adds."""

    def __init__(self, filling: Filling) -> None:
        self._filling = filling
        part = filling.related("numbering")
        empty = etree.Element(f"{_W}numbering", nsmap={"w": _NAMESPACE})
        self.root = filling.read(part) if part else empty
        self._nums = by_id(self.root, "num")
        self._definitions = by_id(self.root, "abstractNum")
        self._kinds: dict[str, str] = {}
        self._added = False

    def again(self, number: str) -> str:
        """Give a list like that one, which begins anew; one without numbers as it is."""
        known = self._known
        definition, levels = known.definition(number), known.levels(number)
        if definition is None or levels is None or is_bulleted(levels):
            return number
        numbered = levels.iterfind(f"{_W}lvl")
        starts = {one.get(f"{_W}ilvl") or "0": start_of(one) for one in numbered}
        return self._num(definition.get(f"{_W}abstractNumId") or "", starts)

    def of_style(self, identity: str) -> tuple[str, str] | None:
        """Give the list, and the level in it, of the paragraphs of a style."""
        return self._known.of_style(identity)

    def numbered(self, start: int = 1) -> str:
        """Give a new list of many levels: 1., 1.1., 1.1.1."""
        definition = self._kind("numbered")
        starts = {str(level): "1" for level in range(1, _LEVELS)}
        return self._num(definition, {"0": str(start), **starts})

    def ordered(self, level: int, start: int = 1) -> str:
        """Give a new list whose items of this level are numbered 1., 2., 3."""
        return self._num(self._kind("ordered"), {str(level): str(start)})

    def bulleted(self) -> str:
        """Give the list of bullets."""
        if "bullets" not in self._kinds:
            self._kinds["bullets"] = self._num(self._kind("bulleted"), {})
        return self._kinds["bullets"]

    def bring_definition(self, definition: Element) -> str:
        """Add the definition of another document's lists; give its number here."""
        ids = self.root.xpath("*/@*[local-name() = 'abstractNumId']")
        number = str(max(map(int, ids), default=-1) + 1)  # type: ignore[arg-type]
        definition.set(f"{_W}abstractNumId", number)
        before = (f"{_W}numPicBullet", f"{_W}abstractNum")
        self.root.insert(sum(one.tag in before for one in self.root), definition)
        self._definitions[number] = definition
        self._added = True
        return number

    def bring_list(self, num: Element, definition: str) -> str:
        """Add another document's list, of this definition; give its number here."""
        number = self._num(definition, {})
        self._nums[number].extend(deepcopy(num.findall(f"{_W}lvlOverride")))
        return number

    def finish(self) -> None:
        """Write the numbering, if anything was added."""
        if self._added:
            self._filling.write_related("numbering", self.root)

    @cached_property
    def _known(self) -> KnownLists:
        styles = self._filling.addition(Styles).by_id
        return KnownLists(styles, self._nums, self._definitions)

    def _num(self, definition: str, starts: dict[str, str]) -> str:
        """A new list of this definition, its levels beginning so."""
        number = str(max((int(key) for key in self._nums if key), default=0) + 1)
        num = etree.Element(f"{_W}num", {f"{_W}numId": number})
        etree.SubElement(num, f"{_W}abstractNumId", {f"{_W}val": definition})
        for level, start in starts.items():
            override = etree.SubElement(num, f"{_W}lvlOverride", {f"{_W}ilvl": level})
            etree.SubElement(override, f"{_W}startOverride", {f"{_W}val": start})
        last = self.root.findall(f"{_W}num") or self.root.findall(f"{_W}abstractNum")
        last[-1].addnext(num)
        self._nums[number] = num
        self._added = True
        return number

    def _kind(self, kind: str) -> str:
        """The definition of the lists that values bring."""
        if kind not in self._kinds:
            definition = etree.Element(f"{_W}abstractNum")
            etree.SubElement(definition, f"{_W}multiLevelType", {f"{_W}val": "multilevel"})
            for level in range(_LEVELS):
                definition.append(_level(level, kind))
            self._kinds[kind] = self.bring_definition(definition)
        return self._kinds[kind]


def _level(level: int, kind: str) -> Element:
    one = etree.Element(f"{_W}lvl", {f"{_W}ilvl": str(level)})
    bulleted = kind == "bulleted"
    first = 1 if kind == "numbered" else level + 1
    text = "".join(f"%{number}." for number in range(first, level + 2))
    if bulleted:
        text = _BULLETS[level % len(_BULLETS)]
    shown = {
        "start": "1",
        "numFmt": "bullet" if bulleted else "decimal",
        "lvlText": text,
        "lvlJc": "left",
    }
    for name, value in shown.items():
        etree.SubElement(one, f"{_W}{name}", {f"{_W}val": value})
    hanging = _STEP + 140 * level if kind == "numbered" else _STEP
    indent = {f"{_W}left": str(_STEP * level + hanging), f"{_W}hanging": str(hanging)}
    etree.SubElement(etree.SubElement(one, f"{_W}pPr"), f"{_W}ind", indent)
    return one


@define(eq=False)
class _Restarts:
    """The parts in which lists begin anew."""

    _filling: Filling
    parts: list[str] = field(factory=list)

    def finish(self) -> None:
        """Give each list that begins anew a number of its own."""
        for part in dict.fromkeys(self.parts):
            root = self._filling.read(part)
            self._restart(root)
            self._filling.write(part, root)

    def _restart(self, root: Element) -> None:
        numbering = self._filling.addition(Numbering)
        renamed: dict[str, str] = {}
        everything = False
        for element in root.iter(f"{_W}p", f"{_W}restart"):
            if element.tag == f"{_W}restart":
                if next(element.iterancestors(f"{_W}p"), None) is None:
                    renamed, everything = {}, True
                continue
            here = element.find(f".//{_W}restart") is not None
            own = _numbering_of(element, numbering)
            if own is None:
                if here:
                    renamed, everything = {}, True
                continue
            number, level = own
            if here or (everything and number not in renamed):
                renamed[number] = numbering.again(number)
            if renamed.get(number, number) != number:
                number_paragraph(element, renamed[number], level)
        etree.strip_elements(root, f"{_W}restart", with_tail=False)


def _numbering_of(paragraph: Element, numbering: Numbering) -> tuple[str, str] | None:
    """List and level of a paragraph, its own or its style's."""
    number = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}numId")
    if number is not None:
        level = paragraph.find(f"{_W}pPr/{_W}numPr/{_W}ilvl")
        value = number.get(f"{_W}val") or "0"
        return (
            None
            if value == "0"
            else (value, "0" if level is None else level.get(f"{_W}val") or "0")
        )
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return None if style is None else numbering.of_style(style.get(f"{_W}val") or "")
