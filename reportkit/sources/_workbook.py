"""A workbook as rows of plain values, through python-calamine (the extra ``excel``).

Takes the bytes of an .xlsx, .xlsm, .xls or .ods; gives its visible sheets, or all of them as the
text of a source. Knows nothing of what the rows mean. A number comes as it is stored, whatever
its cell shows; but in an .xlsx 0,985 shown as a percentage is the text "98,5%".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from decimal import Decimal
from io import BytesIO

from attrs import field, frozen

from reportkit.errors import SourceError, SourceFault
from reportkit.sources._layout import Extract, GridCell, Layout
from reportkit.sources._percent_cells import percent_cells
from reportkit.sources.source import Source

__all__ = ["CellValue", "Sheet", "read_sheets", "read_workbook", "table_source"]

CellValue = str | Decimal | bool | dt.date | None
"""What stands in a cell; an empty one is None."""


@frozen
class Sheet:
    """A sheet of a workbook: its name and its rows, from row 1 and column A on.

    ``merged`` tells by row and column, from 0, how many rows and columns a merged cell covers.
    """

    name: str
    rows: tuple[tuple[CellValue, ...], ...]
    merged: Mapping[int, Mapping[int, tuple[int, int]]] = field(factory=dict)


def read_sheets(data: bytes, name: str) -> tuple[Sheet, ...]:
    """Give the visible sheets of a workbook; ``name`` is how errors call it.

    Raises
    ------
    SourceError
        The workbook is damaged or locked, or python-calamine is not installed.
    """
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise SourceError(
            "A workbook needs the package python-calamine, which is not installed.",
            file=name,
            remedy="pip install 'reportkit[excel]'",
            kind=SourceFault.PACKAGE_MISSING,
        ) from error
    percent = percent_cells(data)
    try:
        with calamine.load_workbook(BytesIO(data)) as workbook:
            visible = [
                sheet.name
                for sheet in workbook.sheets_metadata
                if sheet.visible is calamine.SheetVisibleEnum.Visible
                and sheet.typ is calamine.SheetTypeEnum.WorkSheet
            ]
            return tuple(
                Sheet(
                    name,
                    _shown(sheet.to_python(skip_empty_area=False), percent.get(name, frozenset())),
                    _merged(sheet.merged_cell_ranges or ()),
                )
                for name in visible
                for sheet in (workbook.get_sheet_by_name(name),)
            )
    except (calamine.PasswordError, calamine.CalamineError, calamine.ZipError, OSError) as error:
        locked = isinstance(error, calamine.PasswordError)
        raise SourceError(
            "The workbook is locked with a password."
            if locked
            else f"The workbook is damaged: {error}.",
            file=name,
            remedy="Open it in Excel and save it again as .xlsx without a password.",
            kind=SourceFault.LOCKED if locked else SourceFault.DAMAGED,
        ) from error


def _shown(
    rows: Iterable[Iterable[object]], percent: frozenset[tuple[int, int]]
) -> tuple[tuple[CellValue, ...], ...]:
    """The values of a sheet, those of the cells in percent as a person sees them."""
    return tuple(
        tuple(
            _percentage(_value(cell)) if (row, column) in percent else _value(cell)
            for column, cell in enumerate(cells)
        )
        for row, cells in enumerate(rows)
    )


def _merged(
    ranges: Iterable[tuple[tuple[int, int], tuple[int, int]]],
) -> dict[int, dict[int, tuple[int, int]]]:
    merged: dict[int, dict[int, tuple[int, int]]] = {}
    for (row, column), (last_row, last_column) in ranges:
        merged.setdefault(row, {})[column] = (last_row - row + 1, last_column - column + 1)
    return merged


def _percentage(value: CellValue) -> CellValue:
    """0,985 as "98,5%"; a third is told to four decimals."""
    if not isinstance(value, Decimal):
        return value
    number = (value * 100).quantize(Decimal("0.0001")).normalize()
    return f"{_words(number)}%"


def _value(cell: object) -> CellValue:
    if cell is None or cell == "":
        return None
    if isinstance(cell, str):
        return cell.strip() or None
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, int | float | Decimal):
        number = cell if isinstance(cell, Decimal) else Decimal(repr(float(cell)))
        whole = number.to_integral_value()
        return whole if number == whole else number
    if isinstance(cell, dt.datetime):
        return cell.date()
    if isinstance(cell, dt.date):
        return cell
    return str(cell)


_NO_MERGES: Mapping[int, tuple[int, int]] = {}


def read_workbook(data: bytes, name: str) -> Extract:
    """Give the text of a workbook: for each visible sheet its name and its rows as a table."""
    layout = Layout()
    for sheet in read_sheets(data, name):
        grid = [
            _grid_row(row, sheet.merged.get(index, _NO_MERGES))
            for index, row in enumerate(sheet.rows)
        ]
        if any(grid):
            layout.paragraph(sheet.name)
            layout.table(grid)
    return layout.extract()


def table_source(rows: Iterable[Iterable[object]], name: str) -> Source:
    """Give rows of values as a source with one table."""
    layout = Layout()
    layout.table(_grid_row(map(_value, row)) for row in rows)
    extract = layout.extract()
    return Source(name, extract.text, extract.tables)


def _grid_row(
    row: Iterable[CellValue], merged: Mapping[int, tuple[int, int]] = _NO_MERGES
) -> list[GridCell]:
    """The cells of a row; one that stands alone, as a title over all columns, is not spread."""
    told = [(column, value) for column, value in enumerate(row) if value is not None]
    return [
        GridCell(_words(value), column, *(merged.get(column, (1, 1)) if len(told) > 1 else (1, 1)))
        for column, value in told
    ]


def _words(value: CellValue) -> str:
    """A value as a Vietnamese report writes it: a comma before decimals, the day first."""
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    if isinstance(value, dt.date):
        return f"{value.day}/{value.month}/{value.year}"
    if isinstance(value, bool):
        return "có" if value else "không"
    return value or ""
