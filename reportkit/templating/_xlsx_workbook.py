"""The workbook part: the list of sheets, the names that refer to their cells, the recalculation.

Takes its XML and the sheets that move, come several times or get another name; gives a program that
writes it for given layouts. Element names are those of ECMA-376 part 1, 18.2.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence

from attrs import frozen
from lxml import etree

from reportkit.errors import (
    Anchor,
    TemplateError,
    TemplateSyntaxError,
    TemplateValueError,
)
from reportkit.templating._xlsx_formula_reader import compile_formula
from reportkit.templating._xlsx_formulas import Formula, Layouts, Place
from reportkit.templating._xlsx_parts import Situation
from reportkit.templating._xlsx_sheet import (
    MAIN,
    serialized,
    without_names,
)
from reportkit.templating._xlsx_tags import holds_code, may_hold_tags


@frozen(eq=False)
class WorkbookProgram:
    """The workbook part: the names follow, and the application recalculates when it opens."""

    root: etree._Element
    names: Mapping[int, Formula]
    """The names that follow, by their place in the list of names."""

    def xml(
        self,
        layouts: Mapping[str, Layouts],
        copies: Mapping[int, Sequence[SheetEntry]] | None = None,
    ) -> bytes:
        """Write the part; ``copies`` are those of sheets that are repeated or renamed."""
        if not copies and not self.names:
            return serialized(self.root)
        root = copy.deepcopy(self.root)
        copies = copies or {}
        numbers = self._sheets(root, copies)
        listed = root.find(f"{{{MAIN}}}definedNames")
        if listed is None:
            return serialized(root)
        written: list[etree._Element] = []
        for index, element in enumerate(listed):
            home = element.get("localSheetId")
            own = None if home is None else int(home)
            views = [layouts]
            if own is not None and own in copies:
                views = [one.layouts for one in copies[own]]
            for number, view in enumerate(views):
                one = copy.deepcopy(element)
                if own is not None:
                    one.set("localSheetId", str(numbers[own] + number))
                if index in self.names:
                    one.text = self._name(element.get("name", ""), index, view)
                written.append(one)
        listed[:] = written
        if not written:
            root.remove(listed)
        return serialized(root)

    def _name(self, name: str, index: int, layouts: Mapping[str, Layouts]) -> str:
        try:
            return self.names[index].text(Place(""), layouts)
        except TemplateError as error:
            error.part, error.anchor = error.part or f"name {name}", _name_anchor(index)
            raise

    def _sheets(
        self, root: etree._Element, copies: Mapping[int, Sequence[SheetEntry]]
    ) -> list[int]:
        """List the copies in the place of their sheet; give the new number of each sheet."""
        listed = root.find(f"{{{MAIN}}}sheets")
        assert listed is not None
        numbers: list[int] = []
        written: list[etree._Element] = []
        identity = max(int(one.get("sheetId", "0")) for one in listed)
        for index, element in enumerate(listed):
            numbers.append(len(written))
            if index not in copies:
                written.append(element)
                continue
            for number, entry in enumerate(copies[index]):
                one = copy.deepcopy(element)
                one.set("name", entry.name)
                one.set(_RELATION, entry.relation)
                if number:
                    identity += 1
                    one.set("sheetId", str(identity))
                written.append(one)
        if not any(one.get("state", "visible") == "visible" for one in written):
            raise TemplateValueError(
                "The workbook has no visible sheet left.",
                part="workbook",
                remedy="Give the repeated sheet at least one item, or keep another sheet.",
            )
        listed[:] = written
        for view in root.iterfind(f"{{{MAIN}}}bookViews/{{{MAIN}}}workbookView"):
            for name in ("activeTab", "firstSheet"):
                if view.get(name) is not None:
                    number = numbers[min(int(view.get(name, "0")), len(numbers) - 1)]
                    view.set(name, str(min(number, len(written) - 1)))
        return numbers


@frozen(eq=False)
class SheetEntry:
    """A sheet of the result as the workbook lists it, and how it sees the sheets."""

    name: str
    relation: str
    layouts: Mapping[str, Layouts]


_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def compile_workbook(xml: bytes, root: etree._Element, situation: Situation) -> WorkbookProgram:
    """Compile the workbook part; ``root`` is its XML read, and the program's from now on.

    Raises
    ------
    TemplateSyntaxError
        A name refers to a moving sheet in a way that cannot follow, or holds a tag.
    """
    calculation = root.find(f"{{{MAIN}}}calcPr")
    if calculation is None:
        calculation = etree.Element(f"{{{MAIN}}}calcPr")
        before = [one for one in root if etree.QName(one).localname in _BEFORE_CALCULATION]
        root.insert(root.index(before[-1]) + 1 if before else len(root), calculation)
    calculation.set("fullCalcOnLoad", "1")
    names: dict[int, Formula] = {}
    delimiters, left_out = situation.environment.delimiters, situation.environment.left_out
    for number, element in enumerate(root.iter() if may_hold_tags(xml, delimiters) else ()):
        anchor = "workbook", number, -1
        if not isinstance(element.tag, str) or anchor in left_out:
            continue
        texts = [element.text or "", *map(str, element.attrib.values())]
        bare = [without_names(text, situation.order, delimiters) for text in texts]
        tagged = next((text for text in bare if holds_code(text, delimiters)), None)
        if tagged is not None:
            error = TemplateSyntaxError(
                "A tag stands in a defined name or another place where none can be filled.",
                part="workbook",
                context=tagged,
                remedy="Put the tag into a cell.",
            )
            error.anchor = anchor
            raise error
    listed = root.find(f"{{{MAIN}}}definedNames")
    for index, element in enumerate(() if listed is None else listed):
        anchor = _name_anchor(index)
        if not isinstance(element.tag, str) or not situation.moving or anchor in left_out:
            continue
        name = element.get("name", "")
        try:
            formula = compile_formula(
                element.text or "", "", situation.moving, situation.order, listed=True
            )
        except TemplateError as error:
            error.part, error.anchor = error.part or f"name {name}", anchor
            raise
        if formula.moves:
            names[index] = formula
    return WorkbookProgram(root, names)


def _name_anchor(index: int) -> Anchor:
    return "workbook:names", index, -1


_BEFORE_CALCULATION = frozenset(
    "fileVersion fileSharing workbookPr workbookProtection bookViews sheets functionGroups"
    " externalReferences definedNames".split()
)
