"""Reads the sheets of a filled annex as a person does: by the words of their heads."""

from __future__ import annotations

from collections.abc import Iterator

from openpyxl.worksheet.worksheet import Worksheet

HEADS = 6
"""The row of “Tổng hợp” that names the indicators; above stands the field, below the measure."""
TOTAL, COVERAGE = 8, 9


def columns_of(sheet: Worksheet) -> dict[str, int]:
    """The column of each indicator of “Tổng hợp”; the one behind it holds what stands beside."""
    return {
        cell.value: cell.column
        for cell in sheet[HEADS][2:]
        if cell.value is not None and cell.value != "Mức"
    }


def rows_of(sheet: Worksheet) -> dict[str, int]:
    """The row of each unit, of each level (“Cộng cấp tỉnh (04)”) and of the totals."""
    return {cell.value: cell.row for cell in sheet["B"] if cell.value and cell.row > HEADS}


def cells_of(sheet: Worksheet, indicator: str) -> dict[str, object]:
    """What “Tổng hợp” holds of one indicator, by unit, level and total."""
    column = columns_of(sheet)[indicator]
    return {name: sheet.cell(row, column).value for name, row in rows_of(sheet).items()}


def beside_of(sheet: Worksheet, indicator: str) -> dict[str, str]:
    """What stands beside those numbers: “trên”, “/17”, “(đã sửa)”."""
    column = columns_of(sheet)[indicator] + 1
    return {name: sheet.cell(row, column).value or "" for name, row in rows_of(sheet).items()}


def units_in(sheet: Worksheet) -> Iterator[int]:
    """The rows of the units, which have a number of their own."""
    for (cell,) in sheet.iter_rows(min_row=COVERAGE, max_col=1):
        if isinstance(cell.value, int):
            yield cell.row
