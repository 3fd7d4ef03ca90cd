"""The cells of sheets that a filling leaves as they are, for the formulas that refer to them.

Takes a sheet that was read and the areas that formulas ask for; gives the values of its cells.
Numbers and texts are known; what a formula's cell stores is not, since the program that made the
template may never have worked it out (XlsxWriter stores 0).
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from reportkit.templating._xlsx_evaluation import holds
from reportkit.templating._xlsx_formulas import Layouts
from reportkit.templating._xlsx_known import CellValues, written_value
from reportkit.templating._xlsx_layout import Extent, Layout, Run
from reportkit.templating._xlsx_references import LAST_COLUMN, LAST_ROW, Reference
from reportkit.templating._xlsx_sheet import Sheet, Still


@frozen(eq=False)
class Untouched:
    """A sheet that stays: its lines stand where they stood."""

    layouts: Layouts
    values: CellValues


def untouched(sheet: Sheet, wanted: Sequence[Reference]) -> Untouched:
    """Give what formulas of other sheets may ask of a sheet in which nothing changes."""
    spliced = sheet.spliced
    values = CellValues() if spliced is None else spliced.values(wanted)
    for row in sheet.rows.values():
        for cell in row.cells:
            content = cell.content
            if content == Still("/>") or not holds(wanted, cell.row, cell.column):
                continue
            known = written_value(content.xml) if isinstance(content, Still) else None
            values.put(cell.row, cell.column, known)
    rows = Layout((Run(1, LAST_ROW),), Extent([1], {}, LAST_ROW + 1), LAST_ROW)
    columns = Layout((Run(1, LAST_COLUMN),), Extent([1], {}, LAST_COLUMN + 1), LAST_COLUMN)
    return Untouched(Layouts(rows, columns), values)
