"""A total in a report's table that is not the sum of its column, or of its group of rows.

Takes a summary; gives each total's wrong cell with what its rows make. Words nothing for the
officer. Only plain tables are judged: merged bodies, several totals and columns that hold anything
but numbers are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from attrs import frozen

from reportkit.parsing import Figure, Summary
from reportkit.sources import Table
from reportkit.spans import Span
from reportkit.vietnamese.view import View

__all__ = ["BrokenColumn", "broken_columns"]

_TOTAL = re.compile(
    r"(?:tổng|tổng cộng|tổng số|tổng chung|cộng|cộng chung|tổng toàn \w+"
    r"|toàn (?:tỉnh|huyện|xã|thành phố|thị xã|ngành|đảng bộ|đơn vị))\s*:?"
)
_SOME_TOTAL = re.compile(r"(?<!\w)(?:tổng|cộng)(?!\w)")
_NUMBER = re.compile(r"(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?")
_NOTHING = frozenset({"", "-", "x", "0"})
_NOT_ADDED = re.compile(
    r"(?<!\w)(?:tt|stt|số tt|%|tỷ lệ|tỉ lệ|bình quân|trung bình|mã|xếp loại|điểm|so với|so sánh"
    r"|tăng|giảm|thu nhập|năng suất|đơn giá|chỉ số|mức)(?!\w)|%|[^\W\d_]/[^\W\d_]"
)
_GROUP = re.compile(r"[ivx]+\.?|[a-h]\.?")
_WITHIN = re.compile(r"(?:[-+*]|trong đó)")
_HALF_A_STEP = Decimal("0.5")
"""Each rounded number is off by half a step of its last digit at most."""
_YEARS = range(1900, 2101)


@frozen
class BrokenColumn:
    """A total that is not its column's sum.

    ``head`` is the column's head, ``said`` what the total row says, ``made`` the sum of ``parts``.
    ``certain`` is False where some rows may be within others. ``span`` is the total's cell, and
    ``figure`` the figure that was read there, if any. ``group`` names the rows that a sub-total
    heads; it is empty for the total of the whole column.
    """

    head: str
    said: Decimal
    made: Decimal
    parts: tuple[Decimal, ...]
    certain: bool
    span: Span
    figure: Figure | None
    group: str = ""


@frozen
class _Row:
    """A row of the body: its label, whether it heads a group or lies within the row above."""

    index: int
    heads_group: bool
    within: bool


def broken_columns(summary: Summary) -> Iterator[BrokenColumn]:
    """Give the totals of a report's tables that are not the sums of their columns."""
    for table in summary.source.tables:
        yield from _of_table(summary, table)


def _of_table(summary: Summary, table: Table) -> Iterator[BrokenColumn]:
    text = summary.source.text
    grid = {
        (cell.row, cell.column): " ".join(View.of(cell.span.of(text)).text.casefold().split())
        for cell in table.cells
    }
    rows, columns = table.shape
    labels = [_label(grid, row, columns) for row in range(rows)]
    totals = [row for row in range(rows) if _TOTAL.fullmatch(labels[row])]
    if len(totals) > 1 or sum(bool(_SOME_TOTAL.search(label)) for label in labels) > len(totals):
        return
    total = totals[0] if totals else None
    first = _first_row_of_numbers(grid, rows, columns)
    if first is None or total not in (None, first, rows - 1, first - 1):
        return
    body = [
        row for row in range(first, rows) if row != total and not _is_numbering(grid, row, columns)
    ]
    if any(cell.row_span > 1 or cell.column_span > 1 for cell in table.cells if cell.row in body):
        return
    kinds = [
        _Row(
            row,
            heads_group=bool(_GROUP.fullmatch(grid.get((row, 0), ""))),
            within=bool(_WITHIN.match(labels[row])),
        )
        for row in body
    ]
    spans = {(cell.row, cell.column): cell.span for cell in table.cells}
    for column in range(1, columns):
        head = " ".join(
            filter(None, (grid.get((row, column), "") for row in range(first) if row != total))
        )
        values = None if _NOT_ADDED.search(head) else _values(grid, column, kinds)
        if values is None:
            continue
        said = None if total is None else _number(grid.get((total, column), ""))
        checks = [(total, "", _of_rows(said, values, kinds))]
        for group, rows_below in _groups(kinds):
            made = _of_rows(values[group.index], values, rows_below, certain=False)
            checks.append((group.index, labels[group.index], made))
        for row, group_name, broken in checks:
            if row is None or broken is None:
                continue
            span = spans[row, column]
            figure = next(
                (figure for figure in summary.figures if figure.quantity.span.overlaps(span)), None
            )
            yield BrokenColumn(head, *broken, span, figure, group_name)


def _values(
    grid: Mapping[tuple[int, int], str], column: int, rows: Sequence[_Row]
) -> dict[int, Decimal] | None:
    """The numbers of a column by row, an empty cell as nothing; None where it holds words."""
    values: dict[int, Decimal] = {}
    for row in rows:
        words = grid.get((row.index, column), "")
        value = _number(words)
        if value is None and words not in _NOTHING:
            return None
        values[row.index] = value or Decimal(0)
    return values


def _groups(rows: Sequence[_Row]) -> Iterator[tuple[_Row, Sequence[_Row]]]:
    """Each row that heads a group, with the rows below it up to the next one."""
    heads = [place for place, row in enumerate(rows) if row.heads_group]
    for place, following in zip(heads, [*heads[1:], len(rows)], strict=False):
        yield rows[place], rows[place + 1 : following]


def _of_rows(
    said: Decimal | None,
    values: Mapping[int, Decimal],
    rows: Sequence[_Row],
    *,
    certain: bool = True,
) -> tuple[Decimal, Decimal, tuple[Decimal, ...], bool] | None:
    """What a total says and its rows make, where no way of adding the rows makes it."""
    told = [values[row.index] for row in rows if values[row.index]]
    if not said or len(told) < 2 or all(value in _YEARS for value in (said, *told)):
        return None
    ways = (
        rows,
        [row for row in rows if not row.within],
        [row for row in rows if row.heads_group],
        [row for row in rows if not row.heads_group and not row.within],
    )
    sums = [sum((values[row.index] for row in way), Decimal(0)) for way in ways]
    rounding = _HALF_A_STEP * (len(told) + 1) if any(_is_broken(value) for value in told) else 0
    step = Decimal(1).scaleb(min(int(value.as_tuple().exponent) for value in (said, *told)))
    if any(abs(said - made) <= rounding * step for made in sums):
        return None
    parts = tuple(values[row.index] for row in ways[3])
    is_a_mean = min(told) <= said <= max(told)
    certain = certain and not is_a_mean and not any(row.heads_group or row.within for row in rows)
    return said, sums[3], parts, certain


def _is_broken(value: Decimal) -> bool:
    return value != value.to_integral_value()


def _label(grid: Mapping[tuple[int, int], str], row: int, columns: int) -> str:
    """The first text of a row that is no number and no mark of numbering."""
    for column in range(columns):
        words = grid.get((row, column), "")
        if words and not _NUMBER.fullmatch(words) and not _GROUP.fullmatch(words):
            return words
    return ""


def _first_row_of_numbers(
    grid: Mapping[tuple[int, int], str], rows: int, columns: int
) -> int | None:
    """The first row below the heads: it holds a number beside its label."""
    for row in range(rows):
        if _is_numbering(grid, row, columns):
            continue
        label = next((column for column in range(columns) if _is_text(grid, row, column)), None)
        if label is not None and any(
            _number(grid.get((row, column), "")) is not None for column in range(label + 1, columns)
        ):
            return row
    return None


def _is_text(grid: Mapping[tuple[int, int], str], row: int, column: int) -> bool:
    words = grid.get((row, column), "")
    return bool(words) and _number(words) is None


def _is_numbering(grid: Mapping[tuple[int, int], str], row: int, columns: int) -> bool:
    """Whether the row numbers the columns: 1, 2, 3, …; (1) (2) (3); A, B, 1, 2."""
    cells = [grid.get((row, column), "").strip("()") for column in range(columns)]
    numbers = [number for cell in cells if (number := _number(cell)) is not None]
    names = [cell for cell in cells if cell and _number(cell) is None]
    return (
        len(numbers) + len(names) > 1
        and bool(numbers)
        and all(len(name) == 1 and name.isalpha() for name in names)
        and numbers == [numbers[0] + place for place in range(len(numbers))]
        and numbers[-1] <= columns
    )


def _number(words: str) -> Decimal | None:
    if not _NUMBER.fullmatch(words):
        return None
    return Decimal(words.replace(".", "").replace(",", "."))
