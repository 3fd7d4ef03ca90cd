"""Places of cells in parts beside the sheets, and how each follows its lines.

Each function gives what writes one element anew for the layouts of a filling.
"""

from __future__ import annotations

from lxml import etree

from reportkit.errors import (
    TemplateValueError,
)
from reportkit.templating._xlsx_charts import write_series
from reportkit.templating._xlsx_formulas import Formula, Place
from reportkit.templating._xlsx_part_program import Follow, Given
from reportkit.templating._xlsx_ranges import hull, moved_goal
from reportkit.templating._xlsx_references import Rectangle, split_cell
from reportkit.templating._xlsx_sheet import (
    Sheet,
)


def chart_range(formula: Formula) -> Follow:
    """Write the range of a chart's series, and the points that it remembers."""
    return lambda element, given: write_series(element, formula, given.layouts, given.cells)


def table_formula(formula: Formula, home: Sheet) -> Follow:
    """Write a formula that a table keeps for a column."""

    def follow(element: etree._Element, given: Given) -> None:
        element.text = formula.text(Place(home.name), given.layouts)

    return follow


def text_link(key: str) -> Follow:
    """Write the cell whose text a shape shows."""

    def follow(element: etree._Element, given: Given) -> None:
        link = element.get("textlink", "")
        row_and_column = moved_goal(link, given.layouts[key]).rpartition("!")[2]
        row, column = split_cell(row_and_column)
        reference = Rectangle(row, row, column, column)
        prefix = moved_goal(link, given.layouts[key]).rpartition("!")[0]
        letters = str(reference).rstrip("0123456789")
        element.set("textlink", f"{prefix}!${letters}${row}")

    return follow


def owned_range(key: str) -> Follow:
    """Write the range of an element that belongs to a sheet."""

    def follow(element: etree._Element, given: Given) -> None:
        moved = hull(Rectangle.parse(element.get("ref", "A1")), given.layouts[key])
        if moved is not None:
            element.set("ref", str(moved))

    return follow


def source_range(key: str) -> Follow:
    """Write a pivot table's source; of several copies of a sheet it can take none."""

    def follow(element: etree._Element, given: Given) -> None:
        seen = given.layouts[key].seen
        if len(seen) != 1:
            raise TemplateValueError(
                f"A pivot table reads from the sheet {element.get('sheet')}, which came "
                f"{len(seen)} times.",
                remedy="Let it read from a sheet that is not repeated.",
            )
        moved = hull(Rectangle.parse(element.get("ref", "A1")), seen[0])
        if moved is not None:
            element.set("ref", str(moved))
        if seen[0].name is not None:
            element.set("sheet", seen[0].name)

    return follow


def forget_titles(root: etree._Element, given: Given) -> None:
    """Take out the document's list of sheets, which is no longer true and may be left out."""
    for element in list(root):
        if etree.QName(element).localname in ("HeadingPairs", "TitlesOfParts"):
            root.remove(element)
