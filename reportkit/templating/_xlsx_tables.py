"""Tables (ListObjects) of a template: their rows and columns grow, their head names the columns.

Takes a table's XML and its sheet; says which loops leave a row in it, what it cannot hold, and
writes it for given layouts. Excel wants each column's name in the table's part and in its head,
as text, no two the same (ECMA-376 part 1, 18.5.1).
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence

from attrs import frozen
from lxml import etree

from reportkit.errors import TemplateError, TemplateSyntaxError, TemplateValueError
from reportkit.templating._xlsx_charts import FilledCells
from reportkit.templating._xlsx_formulas import Layouts
from reportkit.templating._xlsx_known import Unknown
from reportkit.templating._xlsx_layout import (
    Items,
    Run,
    block_of,
    blocks_over,
    lines_begin,
    plain_height,
)
from reportkit.templating._xlsx_ranges import hull, move_filter
from reportkit.templating._xlsx_references import End, Rectangle, Reference, column_letters
from reportkit.templating._xlsx_sheet import MAIN, Calculation, Sheet, Still

TABLE_FORMULAS = (f"{{{MAIN}}}calculatedColumnFormula", f"{{{MAIN}}}totalsRowFormula")


@frozen
class Table:
    """A table of the template."""

    name: str
    sheet: str
    area: Rectangle
    heads: int
    totals: int
    renamed: tuple[str, ...]
    """The columns that a tag repeats, or whose head holds a tag."""

    @property
    def head(self) -> Reference:
        """The row that names its columns."""
        row, left, right = (
            End(line, False) for line in (self.area.top, self.area.left, self.area.right)
        )
        return Reference(None, (row, row), (left, right))


def read_table(root: etree._Element, sheet: Sheet) -> Table:
    """Read a table of a sheet."""
    area = Rectangle.parse(root.get("ref", "A1"))
    heads = int(root.get("headerRowCount", "1"))
    rows = (sheet.rows.get(row) for row in range(area.top, area.top + heads))
    tagged = {
        cell.column
        for row in rows
        for cell in (row.cells if row else ())
        if not isinstance(cell.content, Still | Calculation)
    }
    listed = root.iterfind(f"{{{MAIN}}}tableColumns/{{{MAIN}}}tableColumn")
    renamed = tuple(
        element.get("name", "")
        for column, element in enumerate(listed, area.left)
        if column in tagged or not _stays(sheet.column_lines.items, column)
    )
    totals = int(root.get("totalsRowCount", "0"))
    return Table(root.get("displayName", ""), sheet.name, area, heads, totals, renamed)


def _stays(items: Items, column: int) -> bool:
    return any(isinstance(item, Run) and item.first <= column <= item.last for item in items)


def check_table(table: Table, sheet: Sheet, cannot: Callable[[str], TemplateError]) -> None:
    """Raise what ``cannot`` makes where the table has something that cannot follow."""
    rows = range(table.area.top, table.area.top + table.heads)
    if any(blocks_over(sheet.row_lines.items, row) for row in rows):
        raise cannot(f"the table {table.name}, with row tags over its head")
    items = sheet.column_lines.items
    for column in lines_begin(items, table.area.left, table.area.right):
        for block in blocks_over(items, column)[:1]:
            if block.first < table.area.left or block.last > table.area.right:
                raise cannot(f"the table {table.name}, with column tags that reach beyond it")
    if table.renamed and not table.heads:
        raise cannot(f"the table {table.name}, with column tags and no head")


def refuse_names(tables: Sequence[Table], formulas: Iterable[str], sheet: str) -> None:
    """Raise where a formula of a sheet names a column whose name comes from the data."""
    for formula in formulas:
        for table in tables:
            for name in table.renamed if "[" in formula else ():
                if f"[{name}]" in formula:
                    raise TemplateSyntaxError(
                        f"The formula names the column {name} of the table {table.name}, whose "
                        "name comes from the data.",
                        part=f"sheet {sheet}",
                        context=f"={formula}",
                        remedy="Refer to its cells: =SUM(C5:C5).",
                    )


def write_table(
    root: etree._Element, table: Table, layouts: Layouts, cells: FilledCells | None
) -> None:
    """Write a table as large as it became.

    Raises
    ------
    TemplateValueError
        No row is left, or its head does not name each column.
    """
    moved = hull(table.area, layouts)
    if moved is None or moved.bottom - moved.top + 1 <= table.heads + table.totals:
        raise TemplateValueError(
            f"The table {table.name} has no row left, which Excel does not allow.",
            part=f"sheet {table.sheet}",
            where=f"table {table.name} ({table.area})",
            remedy="Give it at least one row, or keep a fixed row in it.",
        )
    root.set("ref", str(moved))
    for child in root.findall(f"{{{MAIN}}}autoFilter"):
        move_filter(child, layouts)
    sorting = root.findall(f"{{{MAIN}}}sortState")
    for child in (*sorting, *root.iterfind(f"{{{MAIN}}}sortState/{{{MAIN}}}sortCondition")):
        area = hull(Rectangle.parse(child.get("ref", "A1")), layouts)
        if area is not None:
            child.set("ref", str(area))
    if table.renamed:
        _name_columns(root, table, moved, layouts, cells)


def _name_columns(
    root: etree._Element,
    table: Table,
    moved: Rectangle,
    layouts: Layouts,
    cells: FilledCells | None,
) -> None:
    """Give each column of the result what its column of the template has, and its head's name."""
    listed = root.find(f"{{{MAIN}}}tableColumns")
    assert listed is not None
    sources: dict[int, etree._Element] = {}
    for column, element in enumerate(listed, table.area.left):
        for first, last in layouts.columns.areas(column, column):
            sources.update(dict.fromkeys(range(first, last + 1), element))
    taken: dict[str, int] = {}
    columns = []
    for identity, column in enumerate(range(moved.left, moved.right + 1), 1):
        name = _head(table, moved.top, column, cells)
        first = taken.setdefault(name.casefold(), column)
        if first != column:
            same = f"holds {name!r}, as {column_letters(first)}{moved.top} does"
            raise _no_name(table, f"{column_letters(column)}{moved.top}", same)
        one = copy.deepcopy(sources[column])
        one.set("id", str(identity))
        one.set("name", name.replace("\r", "").replace("\n", "_x000a_"))
        columns.append(one)
    listed[:] = columns
    listed.set("count", str(len(columns)))


def _head(table: Table, row: int, column: int, cells: FilledCells | None) -> str:
    try:
        value = None if cells is None else cells.value(row, column)
    except Unknown:
        value = None
    if not isinstance(value, str) or not value:
        holds = "is empty" if value is None else f"holds {value!r}, no text"
        raise _no_name(table, f"{column_letters(column)}{row}", holds)
    return value


def _no_name(table: Table, address: str, holds: str) -> TemplateValueError:
    return TemplateValueError(
        f"Each column of the table {table.name} needs a name of its own in the table's head; "
        f"{address} of the result {holds}.",
        part=f"sheet {table.sheet}",
        where=f"table {table.name} ({table.area})",
        remedy="Give each a text ({{ value|string }}), no two the same; or make the table a plain "
        "range (Table Design, Convert to Range).",
    )


def is_column_name(element: etree._Element) -> bool:
    """Whether an element names a column of a table, whose head may hold tags."""
    return bool(element.tag == f"{{{MAIN}}}tableColumn")


def kept_loops(table: etree._Element, owner: Sheet) -> list[int]:
    """Give the row loops that are all of a table's rows: over nothing they leave one empty row."""
    area = Rectangle.parse(table.get("ref", "A1"))
    first = area.top + int(table.get("headerRowCount", "1"))
    last = area.bottom - int(table.get("totalsRowCount", "0"))
    items = owner.row_lines.items
    around = [blocks_over(items, line) for line in lines_begin(items, first, last)]
    keys = {blocks[0].key for blocks in around if blocks and blocks[0].loops}
    if len(keys) != 1 or not all(around):
        return []
    key = keys.pop()
    return [key] if plain_height(block_of(items, key).branches[0]) is not None else []
