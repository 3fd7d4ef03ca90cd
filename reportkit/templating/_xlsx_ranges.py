"""Ranges of a sheet that follow by the layout alone: merges, filters, breaks, the view, columns.

Takes an element of the sheet's XML and where the lines went; changes the element in place, puts
copies of it beside it, or takes it away. Knows nothing of formulas and tags. Element names and
rules are those of ECMA-376 part 1, 18.3.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from attrs import field, frozen
from lxml import etree

from reportkit.templating._xlsx_formulas import Layouts
from reportkit.templating._xlsx_layout import Path
from reportkit.templating._xlsx_references import (
    LAST_COLUMN,
    LAST_ROW,
    Rectangle,
    column_letters,
    split_cell,
    split_sheet,
)
from reportkit.templating._xlsx_sheet import MAIN

XM = "http://schemas.microsoft.com/office/excel/2006/main"


@frozen
class Moves:
    """What a follower works with: the layouts of the moving sheets, the sheet's own, the data."""

    layouts: Mapping[str, Layouts]
    own: Layouts
    data: Mapping[str, Any]
    dimension: Rectangle
    first: bool = True
    """Whether the sheet is no copy, or the first one."""
    goals: Mapping[tuple[int, int], Mapping[str, str]] = field(factory=dict)
    """What was filled into the links over repeated cells, by row and column."""


Follow = Callable[[etree._Element, Moves], None]


def copies_of(area: Rectangle, layouts: Layouts) -> Iterator[tuple[tuple[Path, Path], Rectangle]]:
    """Give each copy of a range that a loop repeats as a whole, with its paths."""
    columns = list(layouts.columns.instances(area.left, area.right))
    for row_path, (top, bottom) in layouts.rows.instances(area.top, area.bottom):
        for column_path, (left, right) in columns:
            yield (row_path, column_path), Rectangle(top, bottom, left, right)


def moved_goal(location: str, layouts: Layouts, path: tuple[Path, Path] = ((), ())) -> str:
    """Give the cell that a link to a repeated cell leads to: its own copy, else the first."""
    if not layouts.seen:
        return location
    prefix, body = split_sheet(location)
    layouts = layouts.seen[0]
    area = Rectangle.parse(body)
    rows = layouts.rows.areas(area.top, area.top, path[0], path[0])
    columns = layouts.columns.areas(area.left, area.left, path[1], path[1])
    row = rows[0][0] if rows else layouts.rows.start(area.top)
    column = columns[0][0] if columns else layouts.columns.start(area.left)
    return layouts.prefix(prefix) + str(Rectangle(row, row, column, column))


def hull(area: Rectangle, layouts: Layouts) -> Rectangle | None:
    """Give the range from the first to the last cell that came of it; None if none came."""
    rows = layouts.rows.hull(area.top, area.bottom)
    columns = layouts.columns.hull(area.left, area.right)
    if rows is None or columns is None:
        return None
    return Rectangle(rows[0], rows[1], columns[0], columns[1])


def move_areas(element: etree._Element, rectangles: Sequence[Rectangle], moves: Moves) -> bool:
    """Write the moved ranges of a rule; say whether any is left."""
    moved: list[Rectangle] = []
    for area in rectangles:
        rows = moves.own.rows.areas(area.top, area.bottom)
        columns = moves.own.columns.areas(area.left, area.right)
        moved += [Rectangle(*row, *column) for row in rows for column in columns]
    text = " ".join(map(str, moved))
    inner = element.find(f"{{{XM}}}sqref")
    if inner is not None:
        inner.text = text
    else:
        element.set("sqref", text)
    return bool(moved)


def _move_corner(element: etree._Element, name: str, moves: Moves) -> None:
    address = element.get(name)
    if address:
        row, column = split_cell(address)
        row, column = moves.own.rows.start(row), moves.own.columns.start(column)
        element.set(name, f"{column_letters(min(column, LAST_COLUMN))}{min(row, LAST_ROW)}")


def _dimension(element: etree._Element, moves: Moves) -> None:
    element.set("ref", str(moves.dimension))


def _ranges(element: etree._Element, moves: Moves) -> None:
    rectangles = [Rectangle.parse(area) for area in element.get("sqref", "").split()]
    if not move_areas(element, rectangles, moves):
        remove(element)


def _sort(element: etree._Element, moves: Moves) -> None:
    """A sort: from the first to the last cell that came."""
    moved = hull(Rectangle.parse(element.get("ref", "A1")), moves.own)
    if moved is None:
        remove(element)
    else:
        element.set("ref", str(moved))


def _filter(element: etree._Element, moves: Moves) -> None:
    move_filter(element, moves.own)


def move_filter(element: etree._Element, layouts: Layouts) -> None:
    """Move a filter; its columns count from the left end of its range."""
    area = Rectangle.parse(element.get("ref", "A1"))
    moved = hull(area, layouts)
    if moved is None:
        remove(element)
        return
    element.set("ref", str(moved))
    for column in element.findall(f"{{{MAIN}}}filterColumn"):
        number = area.left + int(column.get("colId", "0"))
        placed = layouts.columns.hull(number, number)
        if placed is None:
            element.remove(column)
        else:
            column.set("colId", str(placed[0] - moved.left))


def _merge(element: etree._Element, moves: Moves) -> None:
    copies = []
    for _, rectangle in copies_of(Rectangle.parse(element.get("ref", "A1")), moves.own):
        if rectangle.top < rectangle.bottom or rectangle.left < rectangle.right:
            one = copy.copy(element)
            one.set("ref", str(rectangle))
            copies.append(one)
    replace(element, copies)


def add_merges(root: etree._Element, merges: Sequence[Rectangle]) -> None:
    """Put the merges that the data made to those of the template."""
    if not merges:
        return
    listed = root.find(f"{{{MAIN}}}mergeCells")
    if listed is None:
        listed = etree.Element(f"{{{MAIN}}}mergeCells")
        insert_in_order(root, listed)
    for area in merges:
        etree.SubElement(listed, f"{{{MAIN}}}mergeCell", ref=str(area))
    listed.set("count", str(len(listed)))


_ORDER = (
    "sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection"
    " protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells"
    " phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins"
    " pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors"
    " smartTags drawing"
).split()
"""The order of a sheet's elements (ECMA-376 part 1, 18.3.1.99), as far as they are added."""


def insert_in_order(root: etree._Element, element: etree._Element) -> None:
    """Put a new element of a sheet where its kind belongs."""
    before = set(_ORDER[: _ORDER.index(etree.QName(element).localname)])
    places = [
        index
        for index, one in enumerate(root)
        if isinstance(one.tag, str) and etree.QName(one).localname in before
    ]
    root.insert(places[-1] + 1 if places else 0, element)


def _break(element: etree._Element, moves: Moves) -> None:
    """A break comes below each copy of its row; in front of the first row it says nothing."""
    by_row = etree.QName(_parent(element)).localname == "rowBreaks"
    layout = moves.own.rows if by_row else moves.own.columns
    line = int(element.get("id", "0"))
    copies = []
    for _, (_, last) in layout.instances(line, line) if line else ():
        one = copy.copy(element)
        one.set("id", str(last))
        copies.append(one)
    replace(element, copies)


def _view(element: etree._Element, moves: Moves) -> None:
    """A view keeps its corner; a frozen pane the lines it froze, however many they became."""
    corner = split_cell(element.get("topLeftCell", "A1"))
    for pane in element.iterfind(f"{{{MAIN}}}pane"):
        for name, layout, start in (
            ("ySplit", moves.own.rows, corner[0]),
            ("xSplit", moves.own.columns, corner[1]),
        ):
            if pane.get("state") in ("frozen", "frozenSplit") and pane.get(name):
                beyond = layout.start(start + int(float(pane.get(name, "0"))))
                pane.set(name, str(max(beyond - layout.start(start), 1)))
        _move_corner(pane, "topLeftCell", moves)
    _move_corner(element, "topLeftCell", moves)


def _selection(element: etree._Element, moves: Moves) -> None:
    _move_corner(element, "activeCell", moves)
    if element.get("sqref"):
        element.set("sqref", element.get("activeCell", "A1"))
    if "activeCellId" in element.attrib:
        del element.attrib["activeCellId"]


def _columns(element: etree._Element, moves: Moves) -> None:
    """A column's width and style come with each of its copies."""
    copies = []
    for column in element:
        first, last = int(column.get("min", "1")), int(column.get("max", "1"))
        for begin, end in moves.own.columns.areas(first, last):
            one = copy.copy(column)
            one.set("min", str(begin))
            one.set("max", str(end))
            copies.append(one)
    element[:] = sorted(copies, key=lambda one: int(one.get("min", "1")))
    if not copies:
        remove(element)


FOLLOW_BY_LAYOUT: Mapping[str, Follow] = {
    "dimension": _dimension,
    "sheetView": _view,
    "selection": _selection,
    "cols": _columns,
    "protectedRange": _ranges,
    "ignoredError": _ranges,
    "autoFilter": _filter,
    "sortState": _sort,
    "sortCondition": _sort,
    "mergeCell": _merge,
    "brk": _break,
}


def _parent(element: etree._Element) -> etree._Element:
    parent = element.getparent()
    assert parent is not None
    return parent


def remove(element: etree._Element) -> None:
    replace(element, [])


def replace(element: etree._Element, copies: Sequence[etree._Element]) -> None:
    """Put copies into an element's place; a list that becomes empty goes, its count is renewed."""
    parent = _parent(element)
    index = parent.index(element)
    parent[index : index + 1] = copies
    while len(parent) == 0 and etree.QName(parent).localname in _LISTS:
        grandparent = _parent(parent)
        grandparent.remove(parent)
        parent = grandparent
    for count in ("count", "manualBreakCount"):
        if count in parent.attrib:
            parent.set(count, str(len(parent)))


_LISTS = frozenset(
    "mergeCells cols hyperlinks dataValidations rowBreaks colBreaks protectedRanges ignoredErrors"
    " conditionalFormattings sparklines sparklineGroup sparklineGroups ext extLst".split()
)
